"""Compare two quantities: are they equal after normalisation, may they state the same fact?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.quantities.units import CONVERSIONS
from assistant.schema import Figure, Quantity

_LAST_DIGITS: Final = re.compile(r"\.([0-9]+)")


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are equal after normalisation.

    "82 %" equals "82 per cent", two years equal 24 months, and two-thirds equals 66.7 %: a share in
    words equals a percentage that is it rounded to a decimal. Qualifiers and counted nouns are not
    compared; opposite directions are never equal.
    """
    if _opposite(a, b):
        return False
    if a.value is None or b.value is None:
        return a.value is b.value and a.unit == b.unit and a.surface == b.surface
    if {a.unit, b.unit} == {"ratio", "percent"}:
        return _same_share(a, b) if a.unit == "ratio" else _same_share(b, a)
    return _normal(a) == _normal(b)


def quantity_of(figure: Figure) -> Quantity:
    """A figure's bare quantity, as the reader found it, for comparison."""
    return Quantity(
        start=figure.start,
        end=figure.end,
        surface=figure.surface,
        value=figure.value,
        unit=figure.unit,
        high=figure.high,
        qualifier=figure.qualifier,
        direction=figure.direction,
    )


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities may state the same fact, rounded differently.

    Each stands for an interval as wide as its digits and its qualifier allow: 24.8 billion lies in
    "about 25 billion", 9,200 in "over 9,000". Units must agree; opposite directions never do.
    """
    if same_quantity(a, b):
        return True
    if a.value is None or b.value is None or _opposite(a, b):
        return False
    unit_a, low_a, high_a = _interval(a)
    unit_b, low_b, high_b = _interval(b)
    return unit_a == unit_b and low_a <= high_b and low_b <= high_a


def _opposite(a: Quantity, b: Quantity) -> bool:
    return a.direction is not None and b.direction is not None and a.direction != b.direction


def _normal(q: Quantity) -> tuple[str, Decimal, Decimal | None]:
    """Unit, value and upper bound for comparison; of a change the size, its sign is its direction."""
    value = abs(q.value or Decimal(0)) if q.direction else q.value or Decimal(0)
    unit, factor = CONVERSIONS.get(q.unit, (q.unit, Decimal(1)))
    return unit, value * factor, None if q.high is None else q.high * factor


def _same_share(share: Quantity, percent: Quantity) -> bool:
    if share.value is None or percent.value is None or share.high is not None or percent.high is not None:
        return False
    exact, stated = share.value * 100, percent.value
    written = _LAST_DIGITS.search(percent.surface)
    if exact == stated or written is None:
        return exact == stated
    # Half of the last place, or what four decimals of the share leave open.
    rounding = Decimal(1).scaleb(-len(written.group(1))) / 2
    return abs(exact - stated) <= max(rounding, Decimal("0.005"))


def _interval(q: Quantity) -> tuple[str, Decimal, Decimal]:
    """The unit and the values that a quantity may stand for."""
    unit, low, high = _normal(q)
    top = low if high is None else high
    step = _step(q) * CONVERSIONS.get(q.unit, (q.unit, Decimal(1)))[1]
    if unit == "ratio":
        unit, low, top, step = "percent", low * 100, top * 100, step * 100
    if q.qualifier in ("nearly", "under", "up_to"):
        return unit, low - step, top
    if q.qualifier in ("over", "at_least"):
        return unit, low, top + step
    return unit, low - step / 2, top + step / 2


def _step(q: Quantity) -> Decimal:
    """The place that a quantity is rounded to, in its unit: 0.1 billion for "24.8 billion"."""
    value = abs(q.value or Decimal(0))
    if q.unit == "ratio":
        return Decimal("0.05") if q.qualifier else Decimal("0.02")
    _, digits, exponent = value.normalize().as_tuple()
    if not value or not isinstance(exponent, int):
        return Decimal(0)
    place = Decimal(1).scaleb(exponent)
    if q.qualifier:
        return place
    if q.unit in ("percent", "percentage_point"):
        # A bare "80 %" is exact to the unit, "about 80 %" only to the ten.
        return min(place, Decimal(1))
    if exponent >= 0 and not _LAST_DIGITS.search(q.surface) and value < 10_000:
        return Decimal(0)
    return place / 10 if len(digits) == 1 else place
