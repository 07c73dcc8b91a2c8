"""Entries of fact sheets -> figures with value and unit as the ledger has them. Pure.

Sheets are YAML for people ("6.8", "million developers (over)"); what cannot be had of one is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.schema import Quantity

BRACKETS = re.compile(r"\s*\([^)]*\)")
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SCALE = re.compile(rf"\b(?:{'|'.join(_SCALES)})\b")
_DURATION = re.compile(r"\b(second|minute|hour|day|week|month|year)s?\b")
_CURRENCIES = {"US$": "currency:USD", "EUR": "currency:EUR"}
# By the first word of the unit: what it may be read as, and the factor to its base.
_FIXED = {
    "%": (("percent",), Decimal(1)),
    "gigawatts": (("watt",), Decimal(10) ** 9),
    "average": (("count", "score:10"), Decimal(1)),
    # "34 working days" may be read as days or as a count of working days.
    "working": (("duration:day", "count"), Decimal(1)),
}
_RANGE_ON = re.compile(r"to (\d+(?:\.\d+)?)\s*")
_NOT_A_FIGURE = frozenset(("rank", "month"))
_DATE = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?")
_IN = re.compile(r"(\d+) in (\d+)")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)")
# A change has no population: these shares are of what was before.
_CHANGE = re.compile(r"\b(?:growth|increase|decrease|reduction|faster|target|net|fewer|more)\b")


@dataclass(frozen=True, slots=True)
class SheetFigure:
    """A figure of a sheet: `units` are what its unit may be read as."""

    slug: str
    value: Decimal
    high: Decimal | None
    units: tuple[str, ...]
    metric: str
    population: str
    is_level: bool
    as_written: str

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """As the product might give it, one for each unit."""
        surface = f"{self.value.normalize():f}"
        return tuple(Quantity(0, len(surface), surface, self.value, unit, self.high) for unit in self.units)


def parse_figure(slug: str, entry: Mapping[str, Any]) -> SheetFigure | str:
    """A sheet's figure with value and unit as the ledger has them, or why it cannot be had."""
    value, unit = str(entry.get("value")).strip(), str(entry.get("unit") or "").strip()
    if unit in _NOT_A_FIGURE or _DATE.fullmatch(value):
        return "a date or rank, no figure"
    numbers = _numbers(value)
    if numbers is None:
        return "the value is no number, range or share"
    low, high, is_share = numbers
    bare = BRACKETS.sub("", unit).strip()
    if going_on := _RANGE_ON.match(bare):
        high, bare = Decimal(going_on[1]), bare[going_on.end() :]
    units, factor = (("ratio",), Decimal(1)) if is_share else units_of(bare)
    return SheetFigure(
        slug=slug,
        value=low * factor,
        high=None if high is None else high * factor,
        units=units,
        metric=str(entry.get("metric") or ""),
        population=str(entry.get("population") or ""),
        is_level=units[0] in ("percent", "ratio") and not _CHANGE.search(unit),
        as_written=f"{value} {unit}",
    )


def _numbers(value: str) -> tuple[Decimal, Decimal | None, bool] | None:
    """Value, upper bound, and whether it is a share such as "3 in 4"."""
    if share := _IN.fullmatch(value):
        return Decimal(share[1]) / Decimal(share[2]), None, True
    if bounds := _RANGE.fullmatch(value):
        return Decimal(bounds[1]), Decimal(bounds[2]), False
    return (Decimal(value), None, False) if re.fullmatch(r"-?\d+(?:\.\d+)?", value) else None


def units_of(unit: str) -> tuple[tuple[str, ...], Decimal]:
    """What the ledger may call a sheet's unit, and the factor to its base.

    "million developers" is a count in millions, "US$ per million tokens" plain dollars, "million times" a
    multiple; what is none of the known kinds counts something.
    """
    number, _, _ = unit.partition(" per ")
    scale = _SCALE.search(number)
    factor = Decimal(10) ** _SCALES[scale.group()] if scale else Decimal(1)
    if number.endswith("times"):
        return ("multiple",), factor
    for name, unit_ in _CURRENCIES.items():
        if name in number:
            return (unit_,), factor
    if duration := _DURATION.match(number):
        return (f"duration:{duration[1]}",), Decimal(1)
    return _FIXED.get(number.partition(" ")[0], (("count",), factor))
