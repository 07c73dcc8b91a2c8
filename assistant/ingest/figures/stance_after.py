"""What the words right after a figure make of it: "a 5 % cap", "8 could go", "... if it rains". Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.clauses import has_verb
from assistant.ingest.figures.stance_before import AT_MOST, NO_CONDITION, OPINION, SHARE
from assistant.schema import Span, Stance

# "Crews have three weeks to comply" sets a limit.
_HAS_TIME: Final = re.compile(
    r"\b(?:has|have|had|gives?|gave|given|gets?|got)\s+(?:\w+\s+){0,2}?(?:(?:up\s+to|at\s+most|only"
    r"|just)\s+)?$"
)
# "A rise of 5 % would hurt" is none of people asked.
_CHANGE_OF: Final = re.compile(
    r"\b[Aa]n?\s+(?!share|majority|proportion|total)[a-z]+\s+of\s+(?:[a-z]+\s+){0,2}$|\b[Aa]n?\s+$"
)
_TIME_TO: Final = re.compile(r"\s+(?:in\s+which\s+)?to\s+[a-z]")
_TIME: Final = re.compile(r"(?:second|minute|hour|day|week|month|year)s?$")
_THE: Final = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll|[Ii]ts|[Tt]heir)\s+$")
_NOUN_AFTER: Final = re.compile(
    r"[\s-]+(?:(?!(?:against|for|of|to|versus|from|as|the|an?|its|their|by|in|on|and|or|than|with|is"
    r"|was)\s)[a-z-]+\s+){0,2}?"
    r"(?:(?P<target>target|goal|cap|limit|quota|ceiling|pledge|requirement"
    r"|deadline|objective)\b"
    r"|(?P<foreseen>forecasts?|projections?|predictions?))\b(?!\s+(?:men|rate|markets?))"
)
_MODAL_AFTER: Final = re.compile(
    r"\b(?:(?P<limit>(?:will|shall|may|can|is|are)\s+(?:only\s+)?be\s+(?:allowed|permitted|admitted"
    r"|required|capped|limited)|(?:is|are)\s+(?:allowed|permitted|required)|must(?!\s+have)|shall|should)"
    r"|(?P<perhaps>may|might)|(?P<would>would)|(?P<foreseen>will|could|(?:is|are|was|were)\s+(?:(?:expected"
    r"|projected|forecast|predicted)\b|to\s+be\b|(?:likely|set|due)\s+to)))\b"
)
_IF_AFTER: Final = re.compile(r"[^.;:—–“”\"]{0,90}?\s(?:if|unless)\s")
_COMPOUND: Final = re.compile(r"\S*-\w\S*")
_STOPS: Final = re.compile(r"[,;:—–()“”\"]")
_THAT: Final = re.compile(r"\b(?:(?<!of\s)that|whether|if|how)\b")
_PARTS: Final = re.compile(
    r"\b(?:that|where|when|while|says?|said|suggests?|suggested|estimates?|estimated|believes?|thinks?"
    r"|warns?|warned|fears?|shows?"
    r"|showed|claims?|claimed|finds?|found|whether)\b|[,;:—–(“\"]|\band\b|\bbut\b"
)
_BRACKET: Final = re.compile(r"\([^()]*\)")
_MODIFIES: Final = re.compile(
    r"\b[a-z]{3,}ing\b|\b(?:with|within|aged|under|over|above|below)\s+(?:\w+\s+){0,2}$"
)


def followed_by(text: str, sentence: Span, span: Span, *, attributed: bool) -> Stance | None:
    """What stands right after a figure makes of it: "a 5 % cap", "6 trainees will be allowed", "8 could go".

    Args:
        text: the text.
        sentence: the sentence of the figure.
        span: the figure.
        attributed: whether somebody says it, so that "8 may go" is what is said.
    """
    limit = min(sentence.end, span.end + 110)
    if noun := _NOUN_AFTER.match(text, span.end, limit):
        return "target" if noun["target"] else "hypothetical"
    if _is_time_given(text, sentence, span, limit):
        return "target"
    share = SHARE.search(text, span.start, span.end) is not None
    modal = _MODAL_AFTER.search(text, span.end, limit)
    # "46 % would give up their car": the share is measured, whatever they would do.
    before = text[max(sentence.start, span.start - 40) : span.start]
    measured = share and modal is not None and modal["would"] is not None and not _CHANGE_OF.search(before)
    if modal and _is_subject(text, sentence, span, modal.start()):
        if modal["limit"] or (modal["perhaps"] and not share and AT_MOST.search(before)):
            return "target"
        # "The 3 firms will merge": they are there.
        there = not modal["would"] and _THE.search(before)
        return None if there or measured or (modal["perhaps"] and attributed) else "hypothetical"
    return None if measured else _if_later(text, sentence, span, limit)


def _if_later(text: str, sentence: Span, span: Span, limit: int) -> Stance | None:
    """What a condition after a figure makes of it: "40 shops close if it rains", but not "40 asked if"."""
    condition = _IF_AFTER.match(text, span.end, limit)
    if not condition or NO_CONDITION.search(condition.group()[:-3]):
        return None
    asked = OPINION.search(text, max(sentence.start, span.start - 120), condition.end())
    return None if asked else "hypothetical"


def _is_time_given(text: str, sentence: Span, span: Span, limit: int) -> bool:
    """Whether a time is what somebody has for something: "three weeks to comply"."""
    if not _TIME_TO.match(text, span.end, limit) or not _TIME.search(text, span.start, span.end):
        return False
    return _HAS_TIME.search(text, max(sentence.start, span.start - 40), span.start) is not None


def _is_subject(text: str, sentence: Span, span: Span, verb: int) -> bool:
    """Whether a figure leads the subject of a verb that follows.

    Not in "bakers selling fewer than 7,000 loaves will get", nor in "34 % say that they would".
    """
    between = _BRACKET.sub("", text[span.end : verb])  # "9 km (5.6 miles) would be plenty"
    if text[max(sentence.start, span.start - 2) : span.start].rstrip().endswith("("):
        between = between.lstrip().removeprefix(")")
    if _STOPS.search(between) or _THAT.search(between) or _has_verb(between):
        return False
    lead = _PARTS.split(text[max(sentence.start, span.start - 120) : span.start])[-1]
    return not _MODIFIES.search(lead) and not has_verb(lead, Span(0, len(lead)))


def _has_verb(words: str) -> bool:
    words = _COMPOUND.sub("", words)
    return OPINION.search(words) is not None or has_verb(words, Span(0, len(words)))
