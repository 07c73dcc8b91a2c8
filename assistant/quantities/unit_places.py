"""Words that are a unit in some places only: "times", "in", "bar", "m", "marks", "$" between numbers."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final, NamedTuple

from assistant.quantities.context import Term
from assistant.quantities.currencies import MONEY_IF_LARGE
from assistant.quantities.money import sign_is_ahead

# Not glued to the number: "2min" is read, "2second" is a slip and "5pc" a name.
_SPACED_ONLY: Final = frozenset({"won", "second", "pc"})
_METRES_AFTER: Final = re.compile(
    r"\s?(?:long|tall|wide|high|deep|thick|away|below|above|across|sprint|dash|race|hurdles|freestyle"
    r"|butterfly|backstroke|relay|run|tower|jump|pool|in (?:length|height|diameter|width|depth)|x ?[0-9]|×)"
    r"|[^.\n]{0,20}[0-9] ?(?:cm|dm|mm|km|ft)\b"
)
_METRES_BEFORE: Final = re.compile(
    r"\b(?:height|depth|width|length|distance|diameter|radius|altitude|outreach|reach of|tall|long|swam"
    r"|jump(?:ed)?|leap|sprint|metres?|meters?)\b",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(
    r"\s(?:(?:as|more|less|fewer|the|that|its|their|his|her|our|what|those|over|greater|higher|larger|bigger"
    r"|faster|slower|lower|smaller|better|worse|cheaper|likelier|stronger|longer|heavier|normal|average)\b"
    r"|[a-z]{2,12}er than\b|(?:annual |expected |projected |estimated |forward |trailing )?"
    r"(?:earnings|revenues?|sales|profits?|income|book|cash|gdp|salary|pay)\b"
    r"|(?:[a-z]{3,14} )?(?:concentrations?|levels?|rates?|amounts?|size|mass|price|value|volume|speed|cost)\b)"
)
_GREW_BEFORE: Final = re.compile(
    r"\b(?:increas|grow|grew|rose|risen|multipl|expand|jump|soar|surg)[a-z]*\b[^.,;:]{0,32}$", re.IGNORECASE
)
_INCH_FOLLOWS: Final = re.compile(r"\s?(?:x|×|long|wide|tall|thick|high|deep|in diameter|or|more|[,.;)]|$)")
_FEET_BEFORE: Final = re.compile(r"(?:ft\.?|feet|foot|'|′)\s?$")
_PRESSURE: Final = re.compile(r"pressure|pump|compress|boost|steam|valve|psi", re.IGNORECASE)
_BASIS: Final = re.compile(
    r"\b(?:rates?|yields?|spreads?|margins?|interest|basis|increase|decrease|rose|fell|cut|hike)\b"
)
_FORMULA: Final = re.compile(r"\s?[=*^]|\s?[+−-]\s?(?:[0-9]{1,9}|[b-hj-z])\b")
_TERMS: Final = re.compile(r"\s?[=+*^⋅·]|\s[0-9]{1,2}\s?[=+*^(⋅-]")
_SOLUTE: Final = re.compile(
    r"\s(?:[A-Z][a-z]?[A-Z][\w–-]*|Tris\b|[a-z]{0,20} ?(?:acid|urea|sucrose|glucose|solution|buffer|sodium|potassium)\b)"
)
_KELVIN: Final = re.compile(r"\btemperatures?\b|\bkelvin\b|°C", re.IGNORECASE)
_THERMAL: Final = re.compile(
    r"°|º|temperature|kelvin|celsius|warm|heat|\bhot|\bcool|\bcold|therm|melting|boil|freez|climate|degrees?\b",
    re.IGNORECASE,
)
_OF_FREEDOM: Final = re.compile(r"\sof (?:freedom|separation|difficulty|certainty|confidence|accuracy)\b")
_HYPHENS: Final = ("-", "‑")


class Place(NamedTuple):
    """A name that the tables know as a unit, after a number: `gap` stands between, the name ends at `end`."""

    text: str
    term: Term
    name: str
    gap: str
    end: int


def fits(place: Place, unit: str) -> bool:
    """Whether a name that the tables know is the unit of this number here."""
    name, low = place.name, place.name.lower()
    if place.text[place.end : place.end + 1].isalnum() or (place.gap == "" and low in _SPACED_ONLY):
        return False
    if place.gap in (" - ", " @-@ ") and (
        len(name) < 3 or not name.islower() or low.endswith("s") or unit == "multiple"
    ):
        # Tokenised "30 - year", and not a dash: "we asked 30 - years later".
        return False
    check = _CHECKS.get(low)
    return check is None or check(place)


def is_metric(text: str, term: Term, letter: str, end: int) -> bool:
    """Whether "m", "t" or "K" are metres, tonnes or kelvin, and scale nothing: "2.3m tall", "45t"."""
    if letter == "K":
        return _KELVIN.search(text, max(0, term.start - 64), end + 48) is not None
    if letter != "m":
        return letter == "t"
    if _METRES_AFTER.match(text, end):
        return True
    return _METRES_BEFORE.search(text, max(0, term.start - 32), term.start) is not None


def _multiplies(place: Place) -> bool:
    # "10-x" is a name, "60 x 45" an area.
    # "y = 3x + 2" is a formula.
    if _FORMULA.match(place.text, place.end):
        return False
    return place.gap != "-" and not place.text[place.end : place.end + 2].strip()[:1].isdigit()


def _compares(place: Place) -> bool:
    """Whether "times" compares, "three times as many", and does not count: "called three times"."""
    text, term = place.text, place.term
    if term.form == "decimal" or term.number % 1 or _COMPARED.match(text, place.end):
        return place.gap != "-"
    return _GREW_BEFORE.search(text, max(0, term.start - 48), term.start) is not None


def _thermal(place: Place) -> bool:
    """Whether "K", "C" or "F" is a temperature: not "5 K users", "vitamin 3 C"."""
    if place.name.islower():
        return True
    if place.gap not in ("", " ", "\u00a0", "\u202f"):
        return False
    start = place.term.start
    return _THERMAL.search(place.text, max(0, start - 64), place.end + 48) is not None


def _bore(place: Place) -> bool:
    # ".58 caliber" is a part of an inch, "of high calibre" and "a 9 calibre" are not.
    return place.term.number < 1


def _apart(place: Place) -> bool:
    return place.gap in (" ", "\u00a0")


def _molar(place: Place) -> bool:
    """Whether a capital "M" after a space is a concentration: "0.1 M Tris–HCl"."""
    return _apart(place) and _SOLUTE.match(place.text, place.end) is not None


def _letter(place: Place) -> bool:
    # "m 2 m 1 + m 2" is a formula.
    if place.name == "M":
        return _molar(place)
    if _TERMS.match(place.text, place.end):
        return False
    # "1990s" and "747s" are plurals, "10-s" and "51830 L-417" names.
    if place.gap == "-" or place.text[place.end : place.end + 1] in _HYPHENS:
        return False
    return place.name != "s" or place.term.number <= 120


def _glued(place: Place) -> bool:
    return place.gap == ""


def _inches(place: Place) -> bool:
    start = place.term.start
    if _FEET_BEFORE.search(place.text, max(0, start - 5), start):
        return True
    return place.gap != "-" and _INCH_FOLLOWS.match(place.text, place.end) is not None


def _pressure(place: Place) -> bool:
    return _PRESSURE.search(place.text, max(0, place.term.start - 48), place.end + 32) is not None


def _large(place: Place) -> bool:
    return place.term.scaled or place.term.form in ("grouped", "decimal") or place.term.number >= 100


def _weight(place: Place) -> bool:
    return "weigh" in place.text[max(0, place.term.start - 48) : place.term.start]


def _basis_points(place: Place) -> bool:
    # Base pairs are written "bp" too.
    return _BASIS.search(place.text, max(0, place.term.start - 48), place.end + 48) is not None


def _pence(place: Place) -> bool:
    # "1080p" is a resolution.
    return place.name == "p" and place.gap == "" and place.term.number < 100


def _sign_after(place: Place) -> bool:
    return not sign_is_ahead(place.text, place.end)


def _cup(place: Place) -> bool:
    part = place.term.number < 1 or place.term.form == "decimal"
    return part or place.text[place.end : place.end + 4] == " of "


def _of_heat_or_angle(place: Place) -> bool:
    # "all six degrees of freedom" are counted.
    return _OF_FREEDOM.match(place.text, place.end) is None


_CHECKS: Final = MappingProxyType(
    {
        **dict.fromkeys(("degree", "degrees"), _of_heat_or_angle),
        **dict.fromkeys(("x", "×"), _multiplies),
        **dict.fromkeys(("s", "h", "m", "g", "l", "v", "t"), _letter),
        **dict.fromkeys(MONEY_IF_LARGE, _large),
        **dict.fromkeys(("$", "€", "£", "¥"), _sign_after),
        **dict.fromkeys(("bar", "bars"), _pressure),
        **dict.fromkeys(("cup", "cups"), _cup),
        **dict.fromkeys(("stone", "stones"), _weight),
        **dict.fromkeys(("k", "c", "f"), _thermal),
        "au": _apart,
        **dict.fromkeys(("caliber", "calibre"), _bore),
        "bp": _basis_points,
        "p": _pence,
        "times": _compares,
        "us": _glued,
        "in": _inches,
    }
)
