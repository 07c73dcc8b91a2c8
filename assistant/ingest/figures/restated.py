"""Numbers that say another one of the sentence again: its exact value, or the same in other units. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.ingest.clauses import begins, has_verb
from assistant.quantities import compatible
from assistant.schema import Quantity, Span

SHARES: Final = ("percent", "ratio")
_OPENS: Final = re.compile(r"(?:\s?\(\s?|\s?[–—]\s?)(?:(?:about|or|i\.e\.|exactly|to be exact)\s)?")
_CLOSES_BRACKET: Final = re.compile(r"\s?(?:of them\s?|each\s?|to be exact\s?)?\)")
_CLOSES_DASH: Final = re.compile(r"(?:,[^,;.()–—]{1,24})?\s?[–—]")
_SAID_AGAIN: Final = re.compile(r"\s?\(\s?(?:about\s|~)?[$€£]?\d[^()]{0,24}\)")
_NEXT: Final = re.compile(r"\s?[;,/]\s(?:or\s)?")
_MAX_BETWEEN: Final = 90
_NEAR: Final = Decimal("0.1")
_NEARER: Final = Decimal("0.03")
# Of what a number in brackets may be the same in other units: the families before the colon.
_CONVERTED: Final = frozenset((
    "length", "area", "volume", "mass", "temperature", "speed", "currency", "energy", "power", "pressure",
))  # fmt: skip


def restated(text: str, quantities: Sequence[Quantity]) -> list[int | None]:
    """For each quantity the place of the one that it says again, or None.

    "A third of florists (34 %)", "9 gallons (41 litres)", "280 K (7 °C; 44 °F)", "one in ten — 8.4 %, to be
    exact —".
    """
    result: list[int | None] = []
    for place, quantity in enumerate(quantities):
        host: int | None = None
        if place:
            before = result[place - 1]
            if before is not None and _NEXT.fullmatch(text[quantities[place - 1].end : begins(quantity)]):
                host = before if _converts(quantities[before], quantity) else None
            elif before is None and _says_again(text, quantities[place - 1], quantity):
                host = place - 1
        result.append(host)
    return result


def past_bracket(text: str, end: int, limit: int) -> int:
    """Where a bracket right after a number ends that says it again, itself no figure: "50 % (50 %)"."""
    again = _SAID_AGAIN.match(text, end, limit)
    return again.end() if again else end


def closing(text: str, quantity: Quantity | Span) -> int:
    """Where the bracket ends in which a number stands, else the end of the number."""
    closed = _CLOSES_BRACKET.match(text, quantity.end) or _CLOSES_DASH.match(text, quantity.end)
    return closed.end() if closed else quantity.end


def opening(text: str, quantity: Quantity, floor: int) -> int | None:
    """Where the bracket opens that a number begins, if one does."""
    at = begins(quantity)
    while at > floor and text[at - 1] in " \u00a0":
        at -= 1
    return at - 1 if at > floor and text[at - 1] == "(" else None


def _says_again(text: str, a: Quantity, b: Quantity) -> bool:
    between = text[a.end : begins(b)]
    if len(between) > _MAX_BETWEEN:
        return False
    mark = max(between.rfind("("), between.rfind("—"), between.rfind("–"))
    if mark < 0 or not _OPENS.fullmatch(between, mark):
        return False
    closes = (_CLOSES_BRACKET, _NEXT) if between[mark] == "(" else (_CLOSES_DASH,)
    if not any(pattern.match(text, b.end) for pattern in closes):
        return False
    words = Span(a.end, a.end + mark)
    if a.unit in SHARES and b.unit in SHARES:
        if re.search(r"[,;:()]", between[:mark]):
            return False
        # "Half of bakers doubt this (47 %)": with a verb between only where it must be the same.
        near = _NEARER if has_verb(text, words) else _NEAR
        return compatible(a, b) or _near(a, b, near)
    return not between[:mark].strip() and _converts(a, b)


def _converts(a: Quantity, b: Quantity) -> bool:
    family = a.unit.partition(":")[0]
    return a.unit != b.unit and family == b.unit.partition(":")[0] and family in _CONVERTED


def _near(a: Quantity, b: Quantity, near: Decimal) -> bool:
    """Whether a share in words and one in figures can be the same: "about a third (34 %)"."""
    if a.value is None or b.value is None or (a.unit == b.unit and a.value != b.value):
        return False
    of_a, of_b = (
        q.value * (Decimal("0.01") if q.unit == "percent" else 1) for q in (a, b) if q.value is not None
    )
    return abs(of_a - of_b) <= near
