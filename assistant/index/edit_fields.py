"""What a user types for a field of a figure -> the value that is stored. Pure."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.errors import ConfigurationError
from assistant.schema import Qualifier, Stance

_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_INTERVAL = re.compile(rf"({_DATE})(?:/({_DATE}))?")
_QUARTER = re.compile(r"Q([1-4]) (\d{4})", re.IGNORECASE)
_UNITS = frozenset(
    {
        *("percent", "percentage_point", "ratio", "multiple", "count"),
        *("bit", "bytes", "bit_per_second", "byte_per_second", "hertz", "volt", "watt", "watt_hour"),
    }
)
# What stands before the colon, and what may stand behind it.
_FAMILIES = {
    "currency": re.compile("[A-Z]{3,5}"),
    "score": re.compile(r"[1-9]\d{0,3}"),
    **dict.fromkeys(
        (
            *("age", "angle", "area", "current", "duration", "energy", "frequency", "length", "mass"),
            *("power", "pressure", "sound", "speed", "temperature", "volume"),
        ),
        re.compile("[a-z]+(?:_[a-z]+)*"),
    ),
}
_UNIT_FORMS = (
    f"currency:USD, score:5, duration:day (families: {', '.join(_FAMILIES)}), "
    f"or one of {', '.join(sorted(_UNITS))}"
)
_QUALIFIERS = typing.get_args(Qualifier)
_STANCES = typing.get_args(Stance)
# More characters are a mistake; the longest sentence of a report has fewer.
_LONGEST = 500
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def is_unit(text: str) -> bool:
    """Whether a text is a unit in the form that figures have it: `percent`, `duration:day`."""
    family, _, name = text.partition(":")
    return text in _UNITS or (family in _FAMILIES and _FAMILIES[family].fullmatch(name) is not None)


def read_unit(text: str, option: str) -> str:
    """A unit, or a family of units such as `currency`, to filter by.

    Raises:
        ConfigurationError: it is neither.
    """
    if text not in _FAMILIES and not is_unit(text):
        raise ConfigurationError(f"{option} is {text!r}, expected {_UNIT_FORMS}, or a family alone: currency")
    return text


def read_changes(changes: Mapping[str, str | None]) -> dict[str, Any]:
    """The stored values of changed fields; None and an empty text mean that nothing is stated.

    Raises:
        ConfigurationError: there is nothing to change, a field cannot be edited, or a value is not of its
            form.
    """
    if not changes:
        raise ConfigurationError(
            f"Nothing to change; give field=value with a field of: {', '.join(_READERS)}"
        )
    return {field: _read(field, text) for field, text in changes.items()}


def check_bounds(value: str | None, high: str | None) -> None:
    """Whether two stored bounds are a range.

    Raises:
        ConfigurationError: the upper one is not above the lower, or stands alone.
    """
    if high is not None and (value is None or Decimal(high) <= Decimal(value)):
        raise ConfigurationError(
            f"high={high} with value={value or 'nothing'} is no range; high must be above value, or empty"
        )


def read_reason(reason: str | None) -> str:
    """Why a figure is rejected, in one line; empty if nobody said.

    Raises:
        ConfigurationError: it is too long, or has characters that a screen obeys.
    """
    return _words(reason, "the reason") if reason else ""


def _read(field: str, text: str | None) -> Any:  # noqa: ANN401 - a JSON value
    reader = _READERS.get(field)
    if reader is None:
        raise ConfigurationError(f"{field!r} cannot be edited; the fields are: {', '.join(_READERS)}")
    if text is None or not text.strip():
        if field in ("unit", "stance"):
            raise ConfigurationError(f"{field} cannot be empty; give {field}=VALUE")
        return None
    return reader(text.strip(), field)


def _number(text: str, field: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise ConfigurationError(
            f"{field}={text!r} is no number in the base of the unit, such as 82, 0.6667 or 24800000000"
        )
    return format(number, "f")


def _unit(text: str, field: str) -> str:
    if not is_unit(text):
        raise ConfigurationError(f"{field}={text!r} is not a unit; expected {_UNIT_FORMS}")
    return text


def _one_of(choices: tuple[str, ...]) -> Callable[[str, str], str]:
    def read(text: str, field: str) -> str:
        if text not in choices:
            raise ConfigurationError(f"{field}={text!r} is not one of: {', '.join(choices)}")
        return text

    return read


def _words(text: str, field: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        raise ConfigurationError(f"{field} has {len(line)} characters, the most is {_LONGEST}; shorten it")
    if found := _UNPRINTABLE.search(line):
        raise ConfigurationError(
            f"{field} has the character U+{ord(found.group()):04X}, which cannot be shown; leave it out"
        )
    return line


def _period(text: str, field: str) -> dict[str, str]:
    if quarter := _QUARTER.fullmatch(text):
        number, year = int(quarter[1]), quarter[2]
        start, end = f"{year}-{number * 3 - 2:02d}", f"{year}-{number * 3:02d}"
    elif interval := _INTERVAL.fullmatch(text):
        start, end = interval[1], interval[2] or interval[1]
    else:
        raise ConfigurationError(
            f"{field}={text!r} is no period; expected 2024, 2024-05, 2024-05-31, 2024-05/2024-07 or Q3 2025"
        )
    if end[: len(start)] < start[: len(end)]:
        raise ConfigurationError(f"{field}={text!r} ends before it begins; exchange the two dates")
    return {"start": start, "end": end, "label": text, "kind": "stated"}


def _sample(text: str, field: str) -> int:
    plain = text.replace(",", "")
    if not plain.isascii() or not plain.isdigit() or not 0 < int(plain[:16]) < 10**12:
        raise ConfigurationError(f"{field}={text!r} is not a number of people, such as 628")
    return int(plain)


_READERS: dict[str, Callable[[str, str], Any]] = {
    "value": _number,
    "high": _number,
    "unit": _unit,
    "qualifier": _one_of(_QUALIFIERS),
    "metric": _words,
    "population": _words,
    "period": _period,
    "attributed_to": _words,
    "stance": _one_of(_STANCES),
    "sample_n": _sample,
}
