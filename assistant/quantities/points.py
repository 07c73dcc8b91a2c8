"""Tell percentage points from the points of an index, a game or a list."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import words
from assistant.quantities.context import Term, is_margin, words_before
from assistant.quantities.directions import direction_of

_PERCENT: Final = re.compile(r"%|\bper ?cent\b|\bpct\b", re.IGNORECASE)
_SHARES: Final = re.compile(
    r"\b(?:polls?|polling|surveys?|survey(?:ed)?|approval|shares?|rates?|margins?|yields?|support|turnout|adoption"
    r"|usage|votes?|voters?|ratings?|percentage|proportion|sentiment|confidence|popularity|(?:un)?favorab[a-z]+"
    r"|(?:dis)?approv[a-z]+|opinions?|attitudes?|views?|say|saying|believe)\b",
    re.IGNORECASE,
)
_INDEX: Final = re.compile(
    r"\b(?:dow|nasdaq|s&p|ftse|nikkei|index|indexes|indices|stocks?|stock market|the market|industrials"
    r"|composite|dax|cac|sensex|nifty|bourse|industrial average|wall street|per game|games|scored|rebounds"
    r"|league|scores?|nps|promoter)\b",
    re.IGNORECASE,
)
_SPORT: Final = re.compile(
    r"\b(?:teams?|coach|clubs?|players?|quarterback|season|matche?s?|half-?time|tournament|playoffs?|champions?|finals?"
    r"|standings|leaderboard|quarter|rivals?|opponents?|lap|tiebreak|squad|captain|striker|nba|nfl|game|scoreboard)\b",
    re.IGNORECASE,
)
_TO_PERCENT: Final = re.compile(r"\s?,? ?(?:to|from|at) [0-9]{1,3}(?:[.,][0-9]+)? ?(?:%|per ?cent)")
_GAP: Final = re.compile(
    r"[\s-](?:below|above|lead|gap|swing|advantage|margin|ahead|behind|difference|more|less|higher|lower|rise|drop|increase"
    r"|decrease|decline|fall|jump|gain)\b"
)
_SENTENCE_END: Final = re.compile(r"[.!?]\s")
_REACH: Final = 160


def with_points(text: str, term: Term, end: int, name: str, gap: str) -> Term:
    """Read "12 points" as percentage points where a share changed, or where they are a margin of error."""
    if name.lower() not in ("point", "points", "pts") or gap == "":
        return term
    point = term._replace(end=end, unit="percentage_point")
    if is_margin(text, term.start):
        return point
    sentence = _sentence(text, term.start, end)
    known = "percentage point" in sentence
    moved = _moved(text, point)
    if not known and not moved and not _GAP.match(text, end):
        return term
    if _TO_PERCENT.match(text, end):
        return point
    if _INDEX.search(sentence) or (_SPORT.search(sentence) and not _SHARES.search(sentence)):
        return term
    # "up by 4 points" needs no share beside it, "a lead of 4 points" may be of a game.
    return point if known or moved or _PERCENT.search(sentence) or _SHARES.search(sentence) else term


def _moved(text: str, point: Term) -> bool:
    """Whether the points are what something rose or fell by."""
    before = words_before(text, point.start)
    while before.last() in words.QUALIFIER_ENDS:
        before = before.without(1)
    return bool(point.direction or direction_of(text, point, before))


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a number, at most a few hundred characters of it."""
    before = _SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _REACH], maxsplit=1)[0]
    return f"{before} {after}"
