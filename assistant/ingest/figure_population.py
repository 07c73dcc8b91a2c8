"""Among whom a figure was taken, or of what whole it is a share. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.grammar import is_verb, noun_phrase_end
from assistant.schema import Quantity, Span

# Units whose figures are of a whole, or of people asked.
SHARES: Final = ("percent", "ratio")
_AFTER: Final = re.compile(
    r"(?:\+|-plus)?\s*(?:or (?:more|less|so)\s+)?(?P<of>of|among|amongst)\s+(?=\S)", re.IGNORECASE
)
_FOR_AFTER: Final = re.compile(r"\s*(?:for|in|at|by)\s+(?=\S)")
_AMONG: Final = re.compile(r"\b(?P<of>among|amongst)\s+(?=\S)", re.IGNORECASE)
_OF_HEAD: Final = re.compile(
    r"(?<=[.;:,–—(]\s)(?:of|for|out of)\s+(?=(?:the|all|those|these|them|its|their|\d)\b)", re.IGNORECASE
)
_OF_START: Final = re.compile(r"(?:and\s+|but\s+)?(?:of|out of)\s+(?=\S)", re.IGNORECASE)
_SHARE_OF: Final = re.compile(
    r"\b(?:share|percentage|proportion|fraction|portion|part|majority|minority)\s+of\s+(?=\S)", re.IGNORECASE
)
_DETERMINER: Final = re.compile(
    r"(?:(?:the|all|all of the|all the|those|these|some|only|both|an?|every|each|of)\s+)+", re.IGNORECASE
)
_OWN: Final = re.compile(r"(?:their|its|our|his|her|your|my)\s", re.IGNORECASE)
_POINTS_BACK: Final = re.compile(
    r"(?:those|these|them|that group|this group|which|whom)\b\s*$", re.IGNORECASE
)
_NOT_WHOLE: Final = re.compile(
    r"(?:19|20)\d\d\b|(?:the\s+)?(?:time|way|cases|year|day|week|month|past|future)\b(?!\s+\w+ers)",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    r"(?:respondents?|participants|people|adults?|users|developers?|programmers|engineers|teams|companies|organi[sz]ations|firms"
    r"|enterprises|businesses|leaders|executives|managers|professionals|practitioners|employees|workers|americans|republicans"
    r"|democrats|voters|women|men|students|teens|teenagers|children|parents|households|customers|consumers|members|maintainers"
    r"|contributors|administrators|operators|architects|analysts|scientists|researchers|founders|startups|vendors|buyers|sellers"
    r"|citizens|residents|patients|drivers|teachers|whites|blacks|hispanics|christians|muslims|catholics|protestants|democrats"
    r"|independents|immigrants|millennials|seniors|owners|subscribers|readers|clusters|containers|workloads|projects|repositories"
    r"|schools|groups?|samples?|hospitals|countries|states|cities|stores|banks|universities|homes|farms|households|cios|ctos|cisos|decision[- ]makers|interviewees|answers|public)$",
    re.IGNORECASE,
)
# "containers ran at 84 %": whom the share is of is not the subject.
_GIVEN_TO: Final = re.compile(r"\b(?:for|by|at|in)\s+(?:\w+\s+){0,2}$")
_MAX_GROUP: Final = 5
_THINGS: Final = re.compile(r"(?:clusters|containers|workloads|projects|repositories)$", re.IGNORECASE)
_IN_PLACE: Final = re.compile(
    r"\s+in\s+(?:the\s+)?(?=[A-Z](?!\d|[a-z]+\s+(?:19|20)\d\d))(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Q\d)\b)"
)
_NOUN_FOLLOWS: Final = re.compile(
    r"\s+(?!(?:in|of|on|at|for|to|by|with|from|as|and|or|was|were|is|are)\b)(?=[A-Za-z])"
)
_IN_SAMPLE: Final = re.compile(
    r"\s+(?:in|of)\s+(?=(?:the\s+)?(?:[\w-]+\s+){0,2}(?:sample|group|cohort|panel)\b)", re.IGNORECASE
)
_IN_GROUP: Final = re.compile(
    r"(?:and\s+|but\s+|whereas\s+|while\s+)?(?:in|at|for|across|within)\s+(?=(?:the|all|its|their|those|[a-z])\b)",
    re.IGNORECASE,
)
_AVERAGES: Final = re.compile(r"averages?d?\b")
_BEFORE_BRACKET: Final = re.compile(
    r"(?:\b(?:in|and|of|among|from)|,)\s+(?:the\s+)?(?P<who>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})\s?\(\s?$"
)
_LEADING: Final = re.compile(
    r"(?:(?:and|but|yet|while|whereas|on average|overall|today|meanwhile|however|also|still|in addition|today|that)\b,?\s*)*",
    re.IGNORECASE,
)


def population_of(
    text: str, sentence: Span, clause: Span, span: Span, quantity: Quantity, said: int = 0
) -> tuple[Span, bool] | None:
    """The span of the population of a figure, and whether it stands outside the figure's own clause.

    "82 % of container users", "Among those who host models, 66 %", "the share of teams that", and of
    averages and changes the subject: "developers save two hours a week".

    Args:
        text: the text.
        sentence: the sentence of the figure.
        clause: the part of it that belongs to the figure.
        span: of the number.
        quantity: the number.
        said: where what somebody says begins, after "X found that".
    """
    share = quantity.unit in SHARES and quantity.direction is None
    if share and (found := _phrase_after(text, _AFTER.match(text, span.end, clause.end), clause.end)):
        return found, False
    if share and (found := _direct(text, clause, span)):
        return found, False
    for within, outside in ((clause, False), (sentence, True)):
        match = _last(_AMONG, text, within)
        limit = span.start if match and match.end() <= span.start else within.end
        if found := _phrase_after(text, match, limit):
            return found, outside
    if share and (found := _of_what(text, sentence, clause, span)):
        return found, found.end < clause.start
    if quantity.unit == "count" or quantity.unit.startswith("age"):
        return None
    if found := _in_group(text, clause, span):
        return found, False
    if share and _GIVEN_TO.search(text, clause.start, span.start):
        return None
    subject = _subject(text, Span(max(clause.start, said), clause.end), span)
    return (subject, False) if subject else None


def _direct(text: str, clause: Span, span: Span) -> Span | None:
    """A group that directly follows its share ("nine in ten beekeepers", "91 % in France"), or is
    followed by it in brackets ("France (91 %)")."""
    if _IN_PLACE.match(text, span.end, clause.end) and (
        found := _phrase_after(text, _IN_PLACE.match(text, span.end, clause.end), clause.end)
    ):
        return found
    if found := _phrase_after(text, _IN_SAMPLE.match(text, span.end, clause.end), clause.end):
        return found
    if (follows := _NOUN_FOLLOWS.match(text, span.end, clause.end)) and " in " in text[
        span.start : span.end
    ].replace("-", " ").replace("out of", "in"):
        found = _phrase(text, follows.end(), clause.end)
        return found if found and not is_verb(text[found.start : found.end].split()[0]) else None
    if bracket := _BEFORE_BRACKET.search(text, max(0, span.start - 60), span.start):
        return Span(bracket.start("who"), bracket.end("who"))
    return None


def _in_group(text: str, clause: Span, span: Span) -> Span | None:
    """The group that a clause begins with: "In the control group they went up 5 percent"."""
    head = _IN_GROUP.match(text, clause.start, span.start)
    if head is None:
        return None
    end = noun_phrase_end(text, head.end(), span.start, participles=False)
    words = text[head.end() : end].split()
    last = next((n for n in range(len(words), 0, -1) if _GROUP.fullmatch(words[n - 1])), 0)
    if not last or last > _MAX_GROUP:
        return None
    stop = head.end() + len(text[head.end() : end].split(words[last - 1], 1)[0]) + len(words[last - 1])
    return _phrase(text, head.end(), stop)


def is_share_of_group(text: str, span: Span, limit: int) -> bool:
    """Whether a number is followed by "of" and people or things asked: a share, and no change.

    "The practice was expanded by 59 % of organisations."
    """
    found = _phrase_after(text, _AFTER.match(text, span.end, limit), limit)
    return found is not None and any(_GROUP.fullmatch(w) for w in text[found.start : found.end].split())


def _of_what(text: str, sentence: Span, clause: Span, span: Span) -> Span | None:
    """The whole that a share is of, where it stands before the number, or is named as a share."""
    for head in (
        _OF_START.match(text, clause.start, span.start),
        _OF_HEAD.search(text, clause.start, span.start),
        _OF_START.match(text, sentence.start, span.start),
    ):
        if found := _phrase_after(text, head, span.start):
            return found
    named = _SHARE_OF.search(text, clause.start, clause.end)
    if named is None:
        return None
    limit = span.start if named.end() <= span.start else clause.end
    return _phrase(text, named.end(), limit, participles=False)


def _phrase_after(text: str, match: re.Match[str] | None, limit: int) -> Span | None:
    return _phrase(text, match.end(), limit) if match else None


def group_of_header(text: str, header: Span) -> str | None:
    """The group that a column is about: "Teachers (n = 412)"."""
    words = re.sub(r"\s*\([^()]*\)", "", text[header.start : header.end]).strip()
    return (
        words if words and _GROUP.fullmatch(words.split()[-1]) and len(words.split()) <= _MAX_GROUP else None
    )


def points_back(text: str, span: Span) -> bool:
    """Whether a population only points to one that stands before: "of those"."""
    return bool(_POINTS_BACK.fullmatch(text, span.start, span.end))


def _last(pattern: re.Pattern[str], text: str, within: Span) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, within.start, within.end):
        found = match
    return found


def _phrase(text: str, start: int, limit: int, *, participles: bool = True) -> Span | None:
    """The noun phrase at `start` without its article; None where it names no group or whole."""
    if _NOT_WHOLE.match(text, start):
        return None
    end = noun_phrase_end(text, start, limit, participles=participles)
    if (own := _OWN.match(text, start, end)) and own.end() < end:
        start = own.end()
    determiner = _DETERMINER.match(text, start, end)
    if determiner and determiner.end() < end:
        start = determiner.end()
        if text[determiner.start() : start].split()[-1].lower() in ("those", "these") and re.match(
            r"who\b|that\b|which\b|with\b|in\b|aged?\b|\w+ing\b", text[start:end]
        ):
            start = (
                text.rindex(" ", 0, start - 1) + 1
                if " " in text[determiner.start() : start - 1]
                else determiner.start()
            )
    while end > start and text[end - 1] in " ,'’‘“”\"-":
        end -= 1
    return Span(start, end) if end - start > 1 else None


def _subject(text: str, clause: Span, span: Span) -> Span | None:
    """The subject of a clause where it is a group of people or things asked: "Respondents spend 40 %"."""
    start = clause.start
    lead = _LEADING.match(text, start, span.start)
    start = lead.end() if lead else start
    comma = text.rfind(", ", start, span.start)
    if comma >= 0 and noun_phrase_end(text, start, span.start) <= comma:
        start = comma + 2
    end = noun_phrase_end(text, start, span.start)
    if end >= span.start or not re.match(r"\s+[a-z]", text[end : end + 3]):
        return None
    head = text[start : noun_phrase_end(text, start, end, participles=False)]
    first = re.split(r"\s(?:in|of|with|at|from|on|for)\s", head)[0].split()
    people = bool(first) and bool(_GROUP.fullmatch(first[-1])) and not _THINGS.fullmatch(first[-1])
    if not people and not (first and _AVERAGES.match(text, end + 1)):
        return None
    determiner = _DETERMINER.match(text, start, end)
    if determiner and determiner.end() < end:
        start = determiner.end()
    return Span(start, end)
