"""Read halves and quarters: "half of", "half a million", "quarter-mile", "a year and a half"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.quantities import nouns, units, words
from assistant.quantities.context import Before, Term
from assistant.quantities.shares import SHARE_FOLLOWS
from assistant.quantities.terms import with_unit

_HALF_FOLLOWS: Final = re.compile(r"\s(?:of|the|all|an?|what|that|their|its|our|those|as)\b")
_NOT_HALF: Final = re.compile(
    r"\s(?:of (?:19|20)\d\d|time|year|hour|day|way|past|an? (?:chance|mind|world|brain|eye|heart|ear))\b"
)
_PART_SCALE: Final = re.compile(
    r"[\s-](?:an?\s)?(hundred|thousand|million|billion|trillion|dozen)\b", re.IGNORECASE
)
_PART_UNIT: Final = re.compile(r"[\s-](?:an?[\s-])?(?=[A-Za-z%])")
_PART_COUNT: Final = re.compile(r"\s(?:an?\s)?(?:point|turn|step|game|length|star|notch|mark|grade)\b(?!-)")
_RATE_NEAR: Final = re.compile(r"%|per ?cent|\brates?\b|\byields?\b|\binterest\b", re.IGNORECASE)
# "half-day" and "half-year" are kinds of courses and of results.
_NOT_PART_UNITS: Final = frozenset({"day", "year", "days", "years"})
_AND_HALF: Final = re.compile(
    r"(?<![\w-])(?:an? )?(?P<unit>[A-Za-z]{3,12})(?P<link>[ -])and(?P=link)an?(?P=link)$"
)


def read_half(text: str, start: int, before: Before) -> Term | None:
    """Read "half of", "half a million", "half an hour"; not "the first half", "half-life"."""
    end = start + 4
    last = before.last()
    if last.endswith("-") or (last == "a" and before.last(2) == "and"):
        return None
    if part := _part_of_unit(text, start, end, Decimal("0.5")):
        return part
    if last in nouns.NOT_BEFORE_HALF:
        return None
    if text[end : end + 1] in ("-", "‑", "–"):
        return None
    clause_starts = not before.raw or before.raw[-1][-1] in ",;:.—–|"
    share = (
        _HALF_FOLLOWS.match(text, end)
        or last in nouns.BEFORE_SHARE
        or (clause_starts and SHARE_FOLLOWS.match(text, end))
    )
    if not share or _NOT_HALF.match(text, end):
        return None
    return Term(start, end, Decimal("0.5"), unit="ratio", form="word")


def read_quarter(text: str, start: int, before: Before) -> Term | None:
    """Read "quarter million", "quarter-mile"; a bare "quarter" is a season of the year."""
    if before.last() in nouns.NOT_BEFORE_HALF or before.last() in ("this", "each", "every", "per"):
        return None
    return _part_of_unit(text, start, start + 7, Decimal("0.25"))


def read_and_half(text: str, start: int, floor: int) -> Term | None:
    """Read "a year and a half", "litre-and-a-half": one unit and its half."""
    match = _AND_HALF.search(text, max(floor, start - 32), start)
    row = units.UNIT_WORDS.get(match["unit"].lower()) if match else None
    if match is None or row is None or row[0].startswith(("percent", "multiple", "bytes")):
        return None
    return Term(match.start(), start + 4, Decimal("1.5"), row[1], row[0], form="word", raw="half")


def _part_of_unit(text: str, start: int, end: int, number: Decimal) -> Term | None:
    """A part of a scale or a unit: "half a million dollars", "half an hour", "quarter-mile"."""
    if scale := _PART_SCALE.match(text, end):
        factor = Decimal(words.SCALES[scale[1].lower()])
        term = with_unit(text, Term(start, scale.end(), number, factor, form="word", scaled=True))
        return term._replace(unit=term.unit or "count")
    if part := _PART_COUNT.match(text, end):
        # "raised its rate by a quarter point"
        point = part[0].endswith("point") and _RATE_NEAR.search(text, max(0, start - 80), part.end() + 48)
        end, unit = (part.end(), "percentage_point") if point else (end, "count")
        return Term(start, end, number, unit=unit, form="word")
    return _unit_after_part(text, start, end, number)


def _unit_after_part(text: str, start: int, end: int, number: Decimal) -> Term | None:
    """A part of a unit that follows, with or without an article: "half an hour", "quarter-mile"."""
    link = _PART_UNIT.match(text, end)
    if link is None:
        return None
    # The article is passed over: the unit is looked for as after a number.
    term = with_unit(text, Term(start, link.end() - 1, number, form="word"))
    if term.unit is None or term.unit == "multiple" or term.end <= link.end():
        return None
    bare = len(link[0]) == 1
    name = text[link.end() : term.end].lower()
    if (bare and name in _NOT_PART_UNITS) or (term.unit.startswith(("currency", "data")) and bare):
        return None
    return term
