"""Speakers named as sources: "according to X", "in the X survey", "X's forecast". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.ingest.figures.speaker_names import can_speak, has_name, name_after, name_before, rstripped
from assistant.ingest.figures.speaker_reach import (
    Speaker,
    reach_after,
    reach_around,
    reach_of_quote,
    reach_of_sentence,
)
from assistant.ingest.figures.speaker_verbs import VERB_STANCES
from assistant.schema import Span, Stance

_SAID_BY: Final = re.compile(
    r"(?:[,”\"]['”\"]?\s+|^)(?P<verb>said|says|found|finds|reports|reported|adds|added|writes|wrote"
    r"|claims|claimed|estimates|estimated"
    r"|warns|warned|notes|noted|explains|explained|argues|argued|announced|predicts|predicted|insists"
    r"|insisted)\s+(?=[A-Z]|the\s|an?\s|its\s|one\s)"
)
_ACCORDING: Final = re.compile(
    r"\b(?P<plain>[Aa]ccording\s+to|[Aa]s\s+(?:reported|estimated|calculated|stated|cited|restated"
    r"|quoted|found|noted|counted|relayed|told|published|retold)"
    r"\s+(?:by|in)|citing|[Ii]n\s+the\s+word(?:s|ing)\s+of)\s+"
    r"|\b(?P<named>(?:[Aa]s\s+)?measured\s+by|reported\s+by|estimated\s+by|quoted\s+by|cited\s+by"
    r"|relayed\s+by"
    r"|[Aa]sked\s+by|[Pp]olled\s+by|[Ss]urveyed\s+by|[Ii]nterviewed\s+by|[Qq]uestioned\s+by"
    r"|canvassed\s+by|studied\s+by"
    r"|(?:data|figures|statistics|numbers|estimates|results|analysis|research|forecasts?|projections?)\s+"
    r"(?:(?:released|published|compiled|collected|produced|gathered|cited)\s+)?(?:by"
    r"|from))\s+(?=(?:[Tt]he\s+)?(?:[a-z]+\s+){0,3}[A-Z])"
    r"|(?:^|(?<=[,(;]\s)|(?<=\())(?P<per>[Pp]er)\s+(?=[A-Z])"
)
_NAME_IS_OVER: Final = re.compile(r"\s*(?:[,.;:”\"(]|$|in\s|on\s|who\s|last\s|at\s|of\s)")
_POLLED: Final = re.compile(
    r"\b(?:whom|that|which|who)\s+(?P<name>[^,;.()]{2,60}?)\s+(?:had\s+|has\s+)?(?:polled|surveyed"
    r"|interviewed|asked|questioned)\b"
)
_TOLD: Final = re.compile(r"\b(?:told|tell)\s+(?=(?:the\s+(?:[a-z]+\s+){0,3})?[A-Z])")
_OWN: Final = re.compile(
    r"['’]s?\s+(?:(?!survey)[\w-]+\s+){0,3}?(?P<noun>estimates?|forecasts?|projections?|predictions?"
    r"|outlook|goals?|targets?|count|tally|reckoning"
    r"|calculations?|words|view|account|figures?|data)\b"
)
_IN_OR_BY: Final = re.compile(r"\b(?:[Ii]n|[Bb]y|[Oo]n)\s+$")
_IS_OF: Final = re.compile(r"\s+(?:of|that|for|is|was)\b")
_ACCOUNTS: Final = ("words", "view", "account", "figures", "figure", "data")
_IN_STUDY: Final = re.compile(
    r"\b(?:[Ss]urveys?|[Pp]olls?|[Ss]tud(?:y|ies)|[Rr]eports?|[Mm]icrosurvey|[Cc]ensus|[Qq]uestionnaire"
    r"|[Bb]arometer|[Nn]ewsletter|[Rr]eview)\b"
    r"(?!\s+(?:respondents?|participants?|data|items?|questions?|results?)\b)"
)
_PREPOSED: Final = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|edition\s+of|respondents\s+who\s+answered"
    r"|(?:[Rr]espondents|[Pp]articipants|[Aa]nswers|[Rr]esponses)\s+(?:to|of|in))\s+(?:the\s+)?(?=\S)"
)
# "from last winter's Merx poll", "to the Merx and Dorn survey".
_PREMODIFIED: Final = re.compile(r"(?:(?:[^\s,;:.()]+\s+){0,2}(?:and|&|[^\s,;:.()]*['’]s)\s+)?")
_STUDY_BY: Final = re.compile(
    r"(?:\s+of\s+[^,;.]{1,60}?)?(?:\s+(?:conducted|carried\s+out|done"
    r"|published)(?:\s+(?!by\b)[^\s;:()]{0,40}[^\s,;:()]){0,12}?)?\s+by\s+(?=(?:the\s+)?(?:[a-z]+\s+){0,3}[A-Z])"
)
# "76 % of Merx's respondents", "of the Merx survey respondents": whose they are has asked them.
_ASKED_BY: Final = re.compile(
    r"(?:['’]s?(?P<study>\s+(?:micro)?(?:survey|poll|study))?|(?P<bare>\s+(?:micro)?(?:survey|poll|study)))"
    r"\s+(?:respondents|participants)\b"
    r"(?!\s+(?:are|were|was|included?|numbered)\b)"
)
_OF_A_NATION: Final = re.compile(r"(?:[a-z](?:an|ish|ese)|\bU\.?S\.?|\bU\.?K\.?|\bEU)$")
# ", a Merx figure": whose figure it is that stands before.
_FIGURE_OF: Final = re.compile(
    r",\s+(?:an?|the)\s+(?P<name>[A-Z][\w’'&.-]*(?:\s+(?:and\s+|&\s+)?[A-Z][\w’'&.-]*){0,5})\s+"
    r"(?:figure|estimate|finding)\b"
)
_BY_ITS_COUNT: Final = re.compile(
    r"\b[Bb]y\s+(?P<name>its|his|her|their)\s+(?:own\s+)?(?:count|tally|reckoning|estimates?|calculations?)\b"
)
_WERE_THAT: Final = re.compile(
    r"(?:^|(?<=[\s,;“\"]))(?P<name>(?:(?:[Tt]he|[Aa]|[Ii]ts|[Tt]heir|[Oo]ne)\s+)?(?:[Rr]eports?"
    r"|[Cc]laims?|[Ee]stimates?|[Ff]indings?|[Rr]umou?rs?|[Aa]llegations?))"
    r"\s+(?:is|are|was|were)\s+that\b"
)
# "the 3.5m its founders had promised": what says of a figure who named it, right after it.
_CLAIMED: Final = re.compile(
    r"(?:\s+[\w-]+){0,2}?\s+(?:(?:that|which)\s+)?(?P<name>(?:it|they|he|she)\s+|(?:(?:the|its|their|his|her|some"
    r"|many)\s+)(?:[\w-]+\s+){1,4}?|(?:[A-Z][\w’'&.-]*\s+){1,4}?|analysts\s+|officials\s+|critics\s+"
    r"|experts\s+|economists\s+)"
    r"(?:had\s+|has\s+|have\s+|once\s+|originally\s+|first\s+)*(?P<verb>promised|claimed|reported"
    r"|announced|forecast|predicted|expected|projected|estimated|pledged|quoted|advertised|claims"
    r"|reports|expects|promises)\b"
    r"(?!\s+(?:to|in|by|for|as|on)\b)"
)
_IN_DOCUMENT: Final = re.compile(
    r"\s+(?:quoted\s+|given\s+|named\s+|promised\s+)?in\s+(?P<name>(?:the|its"
    r"|their)\s+(?:[\w-]+\s+){0,2}?(?:brochure|prospectus|leaflet|press\s+release|advert|advertisement"
    r"|memo|keynote|manifesto|flyer))\b"
)
_WHO_SAY: Final = re.compile(
    r"\s+(?:as|that)?\s*(?P<name>(?:some|many|other)\s+(?:reports?|media|studies|people|critics|outlets"
    r"|observers))\s+(?:say|said|claim|claimed|have\s+it|suggest)\b"
)
_CLAIM_STANCES: Final[dict[str, Stance]] = {
    **dict.fromkeys(("promised", "promises", "pledged"), "target"),
    **dict.fromkeys(("forecast", "predicted", "expected", "expects", "projected"), "hypothetical"),
}
# A sentence without end is no sentence: in it no more figures than this are looked at.
_MAX_FIGURES: Final = 24
_PRONOUNS: Final = ("it", "they", "he", "she")
_RULES: Final = frozenset(
    (
        "Agreement Accord Treaty Act Directive Regulation Protocol Convention Strategy Charter Law Plan "
        "Compact Declaration "
    ).split()
)


def speakers_named_as_sources(text: str, sentence: Span) -> Iterator[Speaker]:
    """Speakers of "according to X", "as reported by X", "asked by X", "per X", "..., said X"."""
    for match in _ACCORDING.finditer(text, sentence.start, sentence.end):
        name = name_after(text, match.end(), min(sentence.end, match.end() + 90))
        if name and not has_name(text[name.start : name.end]):
            # "a new poll conducted in June among 640 bakers by Merx" is Merx's.
            by = _STUDY_BY.match(text, name.end, sentence.end)
            name = (by and name_after(text, by.end(), min(sentence.end, by.end() + 90))) or name
        if name is None or (match["named"] and not can_speak(text[name.start : name.end])):
            continue
        whole = Span(match.start(), name.end)
        yield Speaker(name, whole, reach_around(text, sentence, whole))
    for match in _SAID_BY.finditer(text, sentence.start, sentence.end):
        name = name_after(text, match.end(), min(sentence.end, match.end() + 90))
        if name is None or not can_speak(text[name.start : name.end]):
            continue
        if _NAME_IS_OVER.match(text, name.end, sentence.end):
            whole = Span(match.start("verb"), name.end)
            yield Speaker(name, whole, reach_of_quote(text, sentence, whole), VERB_STANCES[match["verb"]])
    for match in _POLLED.finditer(text, sentence.start, sentence.end):
        named = name_before(text, match.start("name"), match.end("name"))
        if named and named.kind == "name" and named.span.start == match.start("name"):
            yield Speaker(named.span, named.span, reach_of_sentence(sentence, match.start()))


def speakers_by_nouns(text: str, sentence: Span) -> Iterator[Speaker]:
    """Speakers of "in the X survey", "in a survey by X", "X's forecast", "reports were that"."""
    for match in _IN_STUDY.finditer(text, sentence.start, sentence.end):
        if name := _of_study(text, sentence, match.end()):
            whole = Span(name.start, max(match.end(), name.end))
            yield Speaker(name, whole, reach_of_sentence(sentence, match.start()))
    for match in _OWN.finditer(text, sentence.start, sentence.end):
        if owner := _owner(text, sentence, match):
            yield owner
    asked = any(
        text.find(word, sentence.start, sentence.end) >= 0 for word in ("respondents", "participants")
    )
    for match in _ASKED_BY.finditer(text, sentence.start, sentence.end) if asked else ():
        if name := _asker(text, sentence, match):
            reach = reach_of_sentence(sentence, match.start())
            yield Speaker(name, Span(name.start, match.end()), reach, governs=-1)
    for match in _FIGURE_OF.finditer(text, sentence.start, sentence.end):
        name = Span(match.start("name"), match.end("name"))
        yield Speaker(name, name, Span(reach_of_sentence(sentence, name.start).start, name.start), governs=1)
    for match in _BY_ITS_COUNT.finditer(text, sentence.start, sentence.end):
        whole = Span(match.start(), match.end())
        yield Speaker(None, whole, reach_of_sentence(sentence, whole.start))
    for match in _WERE_THAT.finditer(text, sentence.start, sentence.end):
        name, whole = Span(match.start("name"), match.end("name")), Span(match.start(), match.end())
        yield Speaker(name, whole, reach_after(text, sentence, match.end()), governs=1)


def _of_study(text: str, sentence: Span, end: int) -> Span | None:
    """Whose the study is that ends at `end`: the study with a name, or who made it; else None."""
    for lead in _PREPOSED.finditer(text, max(sentence.start, end - 110), end):
        # "of respondents to the Merx survey": the name begins after the preposition at the earliest.
        named = name_before(text, lead.end(), end, links=False)
        if named is None or not _PREMODIFIED.fullmatch(text, lead.end(), named.span.start):
            continue
        if by := _STUDY_BY.match(text, end, sentence.end):
            return name_after(text, by.end(), min(sentence.end, by.end() + 70))
        return named.span if has_name(text[named.span.start : named.span.end]) else None
    return None


def _asker(text: str, sentence: Span, match: re.Match[str]) -> Span | None:
    """Whose respondents they are: a name, but no nation ("American survey respondents")."""
    asker = name_before(text, sentence.start, match.start(), links=False)
    if asker is None or asker.kind != "name":
        return None
    words = text[asker.span.start : asker.span.end]
    opens = match["bare"] and asker.span.start == sentence.start
    if opens or not has_name(words) or _OF_A_NATION.search(words):
        return None
    return Span(asker.span.start, max(asker.span.end, match.end("study"), match.end("bare")))


def _owner(text: str, sentence: Span, match: re.Match[str]) -> Speaker | None:
    """Whose estimate, forecast or goal it is, if what follows or the whole sentence is that."""
    owner = name_before(text, sentence.start, match.start())
    if owner is None or owner.kind not in ("name", "role"):
        return None
    kind, name, whole = match["noun"], owner.span, Span(owner.span.start, match.end())
    if kind.startswith(("goal", "target")):
        # A goal is said by the text that sets it; a company's own is told by the writer.
        if text[name.start : name.end].rsplit(maxsplit=1)[-1] not in _RULES:
            return None
        return Speaker(name, whole, reach_after(text, sentence, match.end()), "target", 1)
    if _IN_OR_BY.search(text, max(sentence.start, whole.start - 4), whole.start):
        return Speaker(name, whole, reach_of_sentence(sentence, match.start()))
    if kind in _ACCOUNTS or not _IS_OF.match(text, match.end(), sentence.end):
        return None
    foreseen = kind.startswith(("forecast", "project", "predict", "outlook"))
    reach = reach_after(text, sentence, match.end())
    return Speaker(name, whole, reach, "hypothetical" if foreseen else "reported", 1)


def speakers_of_single_figures(text: str, sentence: Span, quantities: Sequence[Span]) -> Iterator[Speaker]:
    """Speakers of "the 5 % analysts had forecast", "the 1.9bn in the brochure", "two in three told X"."""
    for number, span in enumerate(quantities[:_MAX_FIGURES]):
        limit = quantities[number + 1].start if number + 1 < len(quantities) else sentence.end
        limit = min(limit, span.end + 90)
        if claimed := _CLAIMED.match(text, span.end, limit):
            start = claimed.start("name")
            name = Span(start, rstripped(text, start, claimed.end("name")))
            pronoun = text[start : name.end] in _PRONOUNS
            if pronoun or (can_speak(text[start : name.end]) and name_after(text, start, name.end)):
                stance = _CLAIM_STANCES.get(claimed["verb"], "reported")
                yield Speaker(None if pronoun else name, Span(start, claimed.end()), span, stance, 2)
            continue
        named = _IN_DOCUMENT.match(text, span.end, limit) or _WHO_SAY.match(text, span.end, limit)
        if named:
            name = Span(named.start("name"), named.end("name"))
            yield Speaker(name, name, span, governs=2)
    if not quantities:
        return
    start = quantities[0].end
    if told := _TOLD.search(text, start, min(sentence.end, start + 120)):
        subject = name_before(text, start, rstripped(text, start, told.start()))
        hearer = name_after(text, told.end(), min(sentence.end, told.end() + 60))
        if hearer and (subject is None or subject.kind == "group"):
            yield Speaker(hearer, Span(told.start(), hearer.end), reach_of_sentence(sentence, told.start()))
