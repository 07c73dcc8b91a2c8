"""Years, dates and table cells in their usual place, told at once to save the time of reading them."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import currencies, nouns, units, words

_YEAR: Final = re.compile(
    r"(?:1[89]|20)[0-9]{2}(?:[.,;:)?](?=\s|$)|\s(?:and|was|were|as|for|on|with|by|from|at|is|which|compared|that|when)\s)"
)
_BEFORE_YEAR: Final = re.compile(
    r"(?:\b(?:in|of|since|by|until|and|for|from|to|on|the|fiscal|year)|[0-9],?)\s$"
)
# "in 2003 carrying", but not "in 2005 dollars"
_YEAR_IN_CLAUSE: Final = re.compile(r"(?:1[89]|20)[0-9]{2} ([a-z]{2,16})\b")
_IN_YEAR: Final = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring) $")
_UNIT_STARTS: Final = frozenset(
    name.split(" ")[0].split("-")[0]
    for name in (*units.UNIT_WORDS, *currencies.CURRENCY_NAMES, *words.SCALES)
)
# "December 31, 2003"
_DAY: Final = re.compile(r"[0-9]{1,2}(?:,? (?:19|20)[0-9]{2}\b(?![.,][0-9]))")


def is_plain(text: str, token: re.Match[str]) -> bool:
    """Whether a number is a year in its usual place or a bare table cell, the two that are most frequent.

    Nothing that passes here could be read as a quantity further on; it only saves the time.
    """
    start, end = token.span()
    if end - start == 4 and text[start] in "12":
        if _YEAR.match(text, start):
            return _BEFORE_YEAR.search(text, max(0, start - 9), start) is not None
        clause = _YEAR_IN_CLAUSE.match(text, start)
        if clause is not None and clause[1] not in _UNIT_STARTS:
            return _IN_YEAR.search(text, max(0, start - 7), start) is not None
    if end - start <= 2 and _DAY.match(text, start):
        return text[max(0, start - 12) : start - 1].rpartition(" ")[2].lower() in nouns.MONTHS
    return text[start - 2 : start] == "| " and text[end : end + 2] == " |" and "," not in token[0]
