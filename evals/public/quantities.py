"""quantities: 328 sentences with value and unit in four files; are they read right?

Values are matched one to one within a sentence. A quantity of ours is in the base of its unit (9 cents are
0.09 dollars), so a value is right in the gold unit or in the base. A range is one quantity.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from assistant.index.keyword_index import stem
from assistant.quantities import find_quantities
from assistant.schema import Quantity
from evals.overlap import words
from evals.public.result import Counts, Row, count_rows, f1_row

_NAMES = ("currency", "dimension", "temperature", "age")
FILES = tuple(f"{name}-model.json" for name in _NAMES)

# The product's unit, its factor to the base, and the set's names of it. A unit that the product does not know
# is not here and so is wrong.
_ROWS = """
percent 1: percentage
count 1: count -
currency:USD 1: dollar
currency:USD 0.01: cent
currency:EUR 1: euro
currency:GBP 1: pound_sterling
currency:GBP 0.01: penny
currency:CNY 1: chinese_yuan
currency:JPY 1: japanese_yen
currency:CAD 1: canadian_dollar
currency:AUD 1: australian_dollar
currency:HKD 1: hong_kong_dollar
currency:NZD 1: new_zealand_dollar
currency:CHF 1: swiss_franc
currency:INR 1: rupee
currency:LKR 1: sri_lankan_rupee
currency:MXN 1: mexican_peso
currency:TRY 1: turkish_lira
currency:CRC 1: costa_rican_colón
currency:GEL 1: georgian_lari
currency:LAK 1: lao_kip
currency:DEM 1: mark
currency:FIM 1: finnish_markka
currency:NLG 1: netherlands_guilde
currency:ESP 1: peseta
currency:SEN 1: sen
currency:BTC 1: bitcoin
currency:BTC 0.00000001: satoshi
mass:pound 1: pound-mass
mass:tonne 1: metric_ton
bytes 1000000: megabyte
bit 1: bit
bit 1000000: megabit
"""
# Units that both call alike.
_ALIKE = """
duration: year month week day hour minute
length: metre kilometre decimetre centimetre millimetre picometre mile foot inch
area: square_metre square_kilometre acre
mass: kilogram gram microgram ounce ton
volume: gallon barrel millilitre cubic_foot tablespoon teaspoon cup
speed: kilometre_per_hour mile_per_hour
temperature: celsius fahrenheit degree
angle: radian
"""
# Ages, which the set calls "year of age".
_AGES = "year month week day"
# What a rate is per, where the two write it differently.
_PER = {"annum": "year", "gramme": "gram"}
_VALUE = re.compile(r"(-?\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?")
_CQE = "CQE {}, quantulum3 {} (benchmarks' README)"
_PUBLISHED = {
    "currency: value": _CQE.format(".842", ".762"),
    "currency: value and unit": _CQE.format(".796", ".325"),
    "dimension: value": "CQE .865 (benchmarks' README)",
    "dimension: value and unit": "CQE .792 (same)",
    "temperature: value": "CQE .957 (same)",
    "temperature: value and unit": "CQE .928 (same)",
    "age: value": "CQE .933 (same)",
    "age: value and unit": "CQE .933 (same)",
}


def run(folder: Path) -> Sequence[Row]:
    """F1 on value and on value with unit, by file; precision, recall and F1 of all."""
    units = unit_table()
    rows: list[Row] = []
    values: list[Counts] = []
    both: list[Counts] = []
    for name, file in zip(_NAMES, FILES, strict=True):
        cases = json.loads((folder / file).read_text("utf-8"))
        found = [
            score(
                find_quantities(case["text"]),
                [(q["value"], q["normalized_unit"]) for q in case["quantities"]],
                units,
            )
            for case in cases
        ]
        for what, counts in (("value", [f[0] for f in found]), ("value and unit", [f[1] for f in found])):
            rows.append(f1_row(f"{name}: {what}: F1", counts, _PUBLISHED[f"{name}: {what}"]))
        values += [f[0] for f in found]
        both += [f[1] for f in found]
    return (*rows, *count_rows("all: value", values), *count_rows("all: value and unit", both))


def unit_table() -> dict[str, tuple[str, Decimal]]:
    """The product's unit and the factor to its base, by the set's name of the unit."""
    table: dict[str, tuple[str, Decimal]] = {}
    for line in _ROWS.strip().split("\n"):
        head, _, names = line.partition(": ")
        unit, factor = head.split()
        table |= {name.replace("_", " "): (unit, Decimal(factor)) for name in names.split()}
    for line in _ALIKE.strip().split("\n"):
        family, _, names = line.partition(": ")
        table |= {name.replace("_", " "): (f"{family}:{name}", Decimal(1)) for name in names.split()}
    return table | {f"{name} of age": (f"age:{name}", Decimal(1)) for name in _AGES.split()}


def score(
    ours: Sequence[Quantity], gold: Sequence[tuple[str, str]], units: Mapping[str, tuple[str, Decimal]]
) -> tuple[Counts, Counts]:
    """One sentence: counts on value, and on value with unit.

    Pairs that agree in value and unit are made first, then pairs of what is left that agree in value.

    Args:
        ours: what the product reads.
        gold: value and name of the unit of each gold quantity.
        units: as `unit_table`.

    Raises:
        ValueError: a gold value is neither a number nor a range.
    """
    left = list(ours)
    rest: list[tuple[str, str]] = []
    for value, name in gold:
        match = next(
            (q for q in left if _has_unit(q, name, units) and _has_value(q, value, name, units)), None
        )
        if match is None:
            rest.append((value, name))
        else:
            left.remove(match)
    with_unit = len(gold) - len(rest)
    with_value = with_unit
    for value, name in rest:
        match = next((q for q in left if _has_value(q, value, name, units)), None)
        if match is not None:
            left.remove(match)
            with_value += 1
    return Counts(with_value, len(ours), len(gold)), Counts(with_unit, len(ours), len(gold))


def _has_value(q: Quantity, value: str, name: str, units: Mapping[str, tuple[str, Decimal]]) -> bool:
    match = _VALUE.fullmatch(value)
    if match is None:
        raise ValueError(f"the gold value is {value!r}, expected a number or a range")
    low, high = Decimal(match[1]), Decimal(match[2]) if match[2] else None
    _, factor = units.get(name.partition(" per ")[0], ("", Decimal(1)))
    in_base = (low * factor, None if high is None else high * factor)
    return (q.value, q.high) in ((low, high), in_base)


def _has_unit(q: Quantity, name: str, units: Mapping[str, tuple[str, Decimal]]) -> bool:
    """Whether the unit is the gold one; of a count, whether it counts the gold noun."""
    if name in units:
        # The set calls the degrees of an angle and of a temperature alike.
        return q.unit == units[name][0] or (name == "degree" and q.unit == "angle:degree")
    head, per, rest = name.partition(" per ")
    if per:
        return q.unit == units.get(head, ("", 0))[0] and _head_noun(q.noun or "") == _head_noun(rest)
    return q.unit == "count" and _head_noun(q.noun or "") == _head_noun(name)


def _head_noun(phrase: str) -> str:
    head = (words(phrase) or [""])[-1]
    return stem(_PER.get(head, head))
