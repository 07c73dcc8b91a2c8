"""Speakers with a verb of saying, before what is said ("CNCF found") or after it ("..., CNCF says"). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.ingest.figures.speaker_names import Named, NounKind, name_before, rstripped
from assistant.ingest.figures.speaker_reach import Speaker, reach_after, reach_of_quote
from assistant.ingest.grammar import is_verb
from assistant.schema import Span, Stance

# How a verb stands to what is said, and which subjects may have it.
_SAYS: Final = (
    "found said says stated told reveals revealed concluded concludes calculates calculated adds "
    "added argued argues warned warns writes wrote confirmed confirms acknowledged admits admitted "
    "insists insisted maintains declares declared observed asserts contends explains explained thinks "
    "believes discloses disclosed announced announces announcing reported claimed noted cited cites quotes quoted tallied "
).split()
# Written as the plural of a noun: verbs only where an object or the end follows.
_SAYS_OR_NOUN: Final = "reports claims notes states finds counts".split()
_ESTIMATES: Final = (
    "estimates estimate estimated reckons reckon reckoned guessed guess put puts pegs pegged".split()
)
_SHOWS: Final = "shows show showed suggests suggest suggested indicates indicate indicated has had".split()
# Whatever does this says something: "the airline said".
_SURELY: Final = frozenset("said says told warned warns announced insisted insists argued argues".split())
# Said by several: after a plural role, a publication, or names joined.
_PLURAL: Final = "say warn argue find believe predict report claim".split()
_COUNTS: Final = "counted classed classified measured recorded lists gives gave speaks spoke talks".split()
_FORESEES: Final = (
    "predicts predicted predict forecasts forecast projects projected project expects expected expect "
    "anticipates anticipated foresees foresaw sees "
).split()
_PROMISES: Final = "promised promises pledged pledges vowed vows".split()
_DENIES: Final = "denies denied disputes disputed rejects rejected refutes refuted rebutted".split()
VERB_STANCES: Final[dict[str, Stance]] = {
    **dict.fromkeys((*_SAYS, *_SAYS_OR_NOUN, *_PLURAL, *_ESTIMATES, *_SHOWS, *_COUNTS), "reported"),
    **dict.fromkeys(_FORESEES, "hypothetical"),
    **dict.fromkeys(_PROMISES, "target"),
    **dict.fromkeys(_DENIES, "disputed"),
}
_VERB: Final = re.compile(rf"\b(?:{'|'.join(sorted(VERB_STANCES, key=len, reverse=True))})(?![\w-])")
_NOUN_LIKE: Final = frozenset((*_SAYS_OR_NOUN, "estimates", "forecasts", "projects", "claims"))
# What a verb must be followed by where it is not always one of saying.
_THAT: Final = re.compile(r"\s+(?:\w+\s+)?(?:that|how)\b")
_NEEDS: Final[dict[str, re.Pattern[str]]] = {
    **dict.fromkeys(
        ("put", "puts", "pegged", "pegs"), re.compile(r"[^.;]{0,90}\s(?:at|above|below|between|around)\s")
    ),
    **dict.fromkeys(("gives", "lists"), re.compile(r"[^;]{0,90}\s(?:for|as|at)\s")),
    "gave": re.compile(r"[^;]{0,90}\sas\s"),
    # Of a subject one writes about, of what one says that it is so.
    **dict.fromkeys(
        ("wrote", "writes"), re.compile(r"\s*[,.:“”\"]|[^.;]{0,40}\sthat\b|\s+(?:in|on)\s[^,;:]{2,30}[.:]")
    ),
    **dict.fromkeys(("speaks", "spoke", "talks"), re.compile(r"\s+of\s")),
    **dict.fromkeys(_DENIES, re.compile(r"\s+(?:that|the|claims?|reports?)\b")),
    **dict.fromkeys(
        ("announced", "announces", "claimed", "added", "adds"), re.compile(r"\s*[,.”\"]|\s+(?!up\b|to\b)")
    ),
    "has": re.compile(r"\s+(?:it|them)\s+at\b"),
    "had": re.compile(r"\s+(?:it|them)\s+at\b"),
    "states": re.compile(r"\s*[,.:”\"]|\s+(?:that|in|the|its)\b"),
    "project": _THAT,
    "forecast": re.compile(r"\s+(?!of\b|for\b|is\b|was\b)"),
    "report": re.compile(r"\s+(?!by|from|in|on|of|to|for)"),
}
_AS_VERB: Final = re.compile(
    r"\s*[,.:;”\"“]|\s*$|\s+(?:that|a|an|the|its|their|it|there|over|more|fewer|less|about|around|nearly"
    r"|almost|some|only|just|up|roughly|at\s+least"
    r"|in\s+(?:19|20)\d\d|[A-Z\d$€£])"
)
# "Argo projects 43 %, Helm 77 %": a number alone in a list is that of a noun.
_LISTED: Final = re.compile(r"\s+[\d.,]*\d\s?(?:%|per ?cent)?\s*(?:[,;.)]|and\b|$)")
_PARTICIPLE: Final = re.compile(r"\s+(?:to|by|only|as)\b")
_PLACED: Final = re.compile(
    r"\s+(?:in|at|on|from|for|among)\s+(?!(?:19|20)\d\d|[A-Z][a-z]+\s+(?:\d\d?,\s+)?(?:19|20)\d\d)"
)
_THAT_LATER: Final = re.compile(r"[^,;.]{3,60}\sthat\b")
_BETWEEN: Final = re.compile(
    r"(?:\s+(?:also|further|now|then|itself|recently|previously|earlier|already|once|since|therefore"
    r"|even|separately|therein|have|has|had|in\s+(?:19|20)\d\d"
    r"|that\s+(?:year|month)|last\s+(?:year|month|week)))+\s*$"
)
_NOT_FINITE: Final = re.compile(r"\s(?:to|be|was|were|is|are|been|not|being)\s*$")
_PRONOUN: Final = re.compile(r"(?:^|[\s“\"])(?:[Hh]e|[Ss]he)\s*$")
_AND_SAYS: Final = re.compile(r"\b(?:and|but)(?:\s+(?:also|then|now))?\s*$")
_TIME_OR_HEARER: Final = re.compile(
    r"(?:\s+(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,4})?"
    r"(?:\s+(?:in|on|last|this|earlier|yesterday|today|late|at|to)\b[^,.;:”\"]{0,48})?\s*(?:[,.;)”\"]|$)"
)
_ARTICLES: Final = ("the", "a", "an")
_TOKEN: Final = re.compile(r"[^\s,;:()]+")


def speakers_by_verbs(text: str, sentence: Span) -> Iterator[Speaker]:
    """A name, a publication, a role, and its verb of saying: before what is said, or after it in commas."""
    for verb in _VERB.finditer(text, sentence.start, sentence.end):
        word, after = verb.group(), verb.end()
        if not _is_saying(text, verb, sentence.end):
            continue
        named = _subject(text, sentence, verb)
        if named is None:
            continue
        name, whole, kind = named
        said = text[name.start : name.end] if name else ""
        if not _may_say(word, kind, said, that=_THAT.match(text, after, sentence.end) is not None):
            continue
        lead = text[max(sentence.start, whole.start - 2) : whole.start].rstrip()
        if lead[-1:] in (",", "”", '"', "(", "–", "—") and _TIME_OR_HEARER.match(text, after, sentence.end):
            reach = reach_of_quote(text, sentence, whole)
            yield Speaker(name, whole, reach, VERB_STANCES[word], 0)
        else:
            yield Speaker(name, whole, reach_after(text, sentence, after), VERB_STANCES[word], 1)


def _is_saying(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether a verb stands as one of saying: not "projected to be", "found in", "member states"."""
    word, at = verb.group(), verb.end()
    if (needs := _NEEDS.get(word)) and not needs.match(text, at, end):
        return False
    if word in _NOUN_LIKE and (_LISTED.match(text, at, end) or not _AS_VERB.match(text, at, end)):
        return False
    if not (word.endswith("ed") or word in ("found", "forecast")):
        return True
    if _PARTICIPLE.match(text, at, end):
        return False
    placed = _PLACED.match(text, at, end) and not _THAT_LATER.match(text, at, end)
    return not placed or _TIME_OR_HEARER.match(text, at, end) is not None


def _may_say(word: str, kind: NounKind, name: str, *, that: bool) -> bool:
    """Whether such a subject says something with such a verb: a group does not, it is what was asked."""
    if kind == "group":
        return word in _ESTIMATES
    if word in ("has", "had", "recorded"):
        return kind == "study"
    if word in _SHOWS:
        return kind == "study" or (kind in ("name", "role") and that)
    if word == "measured" or word in _PLURAL:
        several = kind == "name" and " and " in name and word != "measured"
        return kind in ("study", "role") or several
    return True


def _subject(text: str, sentence: Span, verb: re.Match[str]) -> tuple[Span | None, Span, NounKind] | None:
    """The subject of a verb of saying: its name, the span from it to the verb, and what it is."""
    end = verb.start()
    if between := _BETWEEN.search(text, max(sentence.start, end - 30), end):
        end = between.start()
    if _NOT_FINITE.search(text, max(sentence.start, end - 8), end):
        return None
    if joined := _AND_SAYS.search(text, max(sentence.start, end - 14), end):
        named = _first_subject(text, sentence, joined.start())
        return (named.span, Span(joined.start(), verb.end()), named.kind) if named else None
    if _PRONOUN.search(text, max(sentence.start, end - 5), end):
        return None, Span(end - 2, verb.end()), "pronoun"
    before = _before_apposition(text, sentence, rstripped(text, sentence.start, end))
    named = name_before(text, sentence.start, before, anyone=verb.group() in _SURELY)
    if named is None or text[named.span.start : before].endswith(("'s", "’s")):
        return None
    return named.span, Span(named.span.start, verb.end()), named.kind


def _before_apposition(text: str, sentence: Span, end: int) -> int:
    """Where a name ends that is explained before its verb: "CNCF, the foundation behind it, found"."""
    mark = {",": ", ", ")": "("}.get(text[end - 1 : end])
    if mark is None:
        return end
    began = text.rfind(mark, max(sentence.start, end - 90), end - 1)
    return end if began < 0 or "%" in text[began:end] else rstripped(text, sentence.start, began)


def _first_subject(text: str, sentence: Span, limit: int) -> Named | None:
    """The subject at the head of a sentence: of "The post looks at it, and says" the post."""
    previous = ""
    for word in _TOKEN.finditer(text, sentence.start, min(limit, sentence.start + 80)):
        if previous and previous not in _ARTICLES and is_verb(word.group()):
            end = rstripped(text, sentence.start, word.start())
            if between := _BETWEEN.search(text, sentence.start, end):
                end = between.start()
            named = name_before(text, sentence.start, end)
            return named if named and named.span.start == sentence.start and named.kind != "group" else None
        previous = word.group().lower()
    return None
