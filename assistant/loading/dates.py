"""The date that a short piece of text is: "4 June 2019", "June 2023", "2019-06-04". Pure."""

from __future__ import annotations

import datetime
import re
from typing import Final

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:19|20)\d\d"
# To stand in longer expressions, without groups.
DATE: Final = (
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|{_MONTH},?\s+{_YEAR}"
    rf"|{_YEAR}[-/]\d\d(?:[-/]\d\d)?|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})(?!\d))"
)
_WORDS: Final = re.compile(
    rf"(?:[a-z]+day,?\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?)?(?P<month>{_MONTH})"
    rf"(?:\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?)?,?\s+(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_ISO: Final = re.compile(rf"(?P<year>{_YEAR})(?:[-/](?P<month>\d\d)(?:[-/](?P<day>\d\d)(?:[T ].*)?)?)?")
_NUMERIC: Final = re.compile(rf"(?P<first>\d{{1,2}})[./](?P<second>\d{{1,2}})[./](?P<year>{_YEAR})")


def date_of(words: str) -> str | None:
    """The partial date that these words are, all of them; None for anything else.

    "05.06.2024" is May in one country and June in another, so it is none; "22.09.2020" can only be one day.
    """
    words = words.strip()
    if match := _WORDS.fullmatch(words):
        month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3].lower()))
        if match["day"] and match["day_after"]:
            return None
        return _valid(match["year"], month, match["day"] or match["day_after"])
    if match := _ISO.fullmatch(words):
        return _valid(match["year"], match["month"], match["day"])
    if match := _NUMERIC.fullmatch(words):
        first, second = int(match["first"]), int(match["second"])
        if first > 12 or first == second:
            return _valid(match["year"], second, first)
        return _valid(match["year"], first, second) if second > 12 else None
    return None


def _valid(year: str, month: str | int | None, day: str | int | None) -> str | None:
    """The parts as a partial date, unless the calendar has no such day."""
    try:
        found = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return found.isoformat()[: 10 if day else 7 if month else 4]
