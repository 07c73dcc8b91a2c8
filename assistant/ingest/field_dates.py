"""When answers were collected: "from 4 May to 12 June 2020" -> 2020-05-04/2020-06-12. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:19|20)\d\d"
_TO: Final = r"\s*(?:[-–—]|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b)\s*(?:the\s+)?"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_PART_OF: Final = r"(?:(?:early|mid|late|the\s+end\s+of|the\s+beginning\s+of)[\s-]+)?"
_RANGE: Final = re.compile(
    rf"(?:\b(?P<d1>{_DAY})\s+(?:(?P<m1>{_MONTH}),?(?:\s+(?P<y1>{_YEAR}))?)?{_TO}(?P<d2>{_DAY})\s+(?P<m2>{_MONTH}),?\s+(?P<y2>{_YEAR})"
    rf"|\b(?P<am1>{_MONTH})\s+(?P<ad1>{_DAY})\b(?:,?\s+(?P<ay1>{_YEAR}))?{_TO}(?:(?P<am2>{_MONTH})\s+)?(?P<ad2>{_DAY}),?\s+(?P<ay2>{_YEAR})"
    rf"|\b(?P<bm1>{_MONTH})(?:,?\s+(?P<by1>{_YEAR}))?{_TO}{_PART_OF}(?P<bm2>{_MONTH}),?\s+(?P<by2>{_YEAR}))(?!\d)"
)
_ONE: Final = re.compile(
    rf"\b(?P<day>{_DAY})\s+(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})\b|\b(?P<mmonth>{_MONTH})\s+(?P<mday>{_DAY}),?\s+(?P<myear>{_YEAR})\b"
    rf"|\b(?P<only>{_MONTH}),?\s+(?:of\s+)?(?P<oyear>{_YEAR})\b"
    rf"|\b(?:Q(?P<q>[1-4])|(?P<nth>first|second|third|fourth)\s+quarter(?:\s+of)?)\s+(?P<qyear>{_YEAR})\b"
    rf"|\b(?P<half>first|second)\s+half\s+of\s+(?P<hyear>{_YEAR})\b"
)
_YEAR_ALONE: Final = re.compile(
    r"\b(?:conducted|carried\s+out|fielded|collected|held|surveyed|polled|interviewed|took\s+place)\b[^.;,]{0,40}"
    rf"\b(?:in|during|throughout)\s+(?P<year>{_YEAR})\b(?!\s+(?:edition|survey|report|study))"
)
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ASKED: Final = r"(?:survey|poll|questionnaire|study|interviews?|data|answers|responses|research|census|form|conversations)"
_FIELD: Final = re.compile(
    rf"\b(?:field\s?work|(?:field|survey)\s+(?:period|phase|time|dates?)|in\s+the\s+field|fielded|data\s+collection"
    rf"|{_ASKED}\b[^.;]{{0,90}}?\b(?:conducted|carried\s+out|held|open|run|ran|collected|gathered|administered|live|took\s+place|taken|recorded)"
    rf"|(?:surveyed|polled|interviewed|questioned|heard\s+from|took\s+part|participated|responded|replied|returned)"
    rf"|(?:completed|answered|filled\s+(?:in|out))\b|(?:we|it)\s+(?:was\s+)?(?:open|asked|received|collected|gathered)"
    rf"|(?:collected|received|gathered)\s+[\d,]+|open\s+(?:from|between|during)|recorded\s+(?:between|from)|observed\s+(?:from|between)"
    rf"|(?:logs?|data(?:\s+set)?|index|records|analysis|figures)\s+covers?)\b",
    re.IGNORECASE,
)
_OTHER_TIME: Final = re.compile(
    r"\b(?:previous|earlier|prior|preceding|last\s+year['’]s|first|second|next|pilot|pre-?test)\s+(?:(?:edition|wave|survey|round|study)\b|$)"
    r"|\bpilot\b|\bwill\b|\bforecast|\bpublished\b|\breleased\b|\bpresented\b|\bexchange\s+rate|\brates?\s+for\b",
    re.IGNORECASE,
)
# A single date must hang on the asking: "conducted online in September 2024", "In May 2024 we asked".
_HANGS: Final = re.compile(
    r"(?:\b(?:conducted|carried\s+out|fielded|collected|gathered|received|held|(?:was|were|is)\s+open|run|ran|surveyed|polled|interviewed"
    r"|questioned|asked|place|field|field\s?work|(?:field|survey)\s+(?:period|phase|time|dates?)|responded|replied|answered|participated"
    r"|part|completed|live)\b[^.;]{0,160}?(?:\b(?:in|on|during|throughout)|:)|^(?:In|During|Throughout|On))"
    r"\s+(?:(?:early|mid|late)[\s-]+|the\s+)?$"
)
# "in the twelve months to September 2024" is what was asked about, not when.
_ASKED_ABOUT: Final = re.compile(
    r"\b(?:months|years?|weeks|quarter|since|before|until|by|than|after|compared\s+with|and|to|through|[-–])\s+(?:to\s+|in\s+|(?:early|mid|late)[\s-]+)?$",
    re.IGNORECASE,
)


def field_dates(words: str) -> list[str]:
    """The times of fieldwork that a sentence names: intervals if there are any, else single dates.

    A sentence about an earlier edition, or about publication, names none.
    """
    first = _RANGE.search(words) or _ONE.search(words) or _YEAR_ALONE.search(words)
    # Behind its time a sentence may go on to other editions: "..., more than in any earlier edition".
    if first is None or not _FIELD.search(words) or _OTHER_TIME.search(words[: first.start()]):
        return []
    matches = list(_RANGE.finditer(words))
    # "(first study: 2 to 20 September 2024)" beside another time is by the way.
    beside = [m for m in matches if words.count("(", 0, m.start()) == words.count(")", 0, m.start())]
    ranges = [found for match in beside or matches if (found := _range_of(match))]
    if ranges:
        return list(dict.fromkeys(ranges))
    single = [
        found
        for match in _ONE.finditer(words)
        if _HANGS.search(words[: match.start()])
        and not _ASKED_ABOUT.search(words[: match.start()])
        and (found := _one_of(match))
    ]
    if not single:
        single = [match["year"] for match in _YEAR_ALONE.finditer(words)]
    return list(dict.fromkeys(single))


def agreed(found: Iterable[str]) -> str | None:
    """The one time that several sentences name; an interval is more exact than its month.

    Of two that differ neither is sure.
    """
    different = list(dict.fromkeys(found))
    exact = [date for date in different if "/" in date] or different
    days = [date for date in exact if len(date) > len("2025-01/2025-02")] or exact
    return days[0] if len(days) == 1 else None


def _range_of(match: re.Match[str]) -> str | None:
    """First and last day or month; the year may stand behind the last alone."""
    if match["d2"]:
        month = match["m1"] or match["m2"]
        ends = (match["y1"], month, match["d1"]), (match["y2"], match["m2"], match["d2"])
    elif match["ad2"]:
        ends = (
            (match["ay1"], match["am1"], match["ad1"]),
            (match["ay2"], match["am2"] or match["am1"], match["ad2"]),
        )
    else:
        ends = (match["by1"], match["bm1"], None), (match["by2"], match["bm2"], None)
    (first_year, first_month, first_day), (last_year, last_month, last_day) = ends
    if first_year is None:
        # "from 15 December to 20 January 2024" begins in the year before.
        turns = _number(first_month) > _number(last_month)
        first_year = str(int(last_year) - 1) if turns else last_year
    first, last = _date(first_year, first_month, first_day), _date(last_year, last_month, last_day)
    return f"{first}/{last}" if first and last and first <= last else None


def _one_of(match: re.Match[str]) -> str | None:
    """A day, a month, a quarter or a half of a year."""
    if match["day"]:
        return _date(match["year"], match["month"], match["day"])
    if match["mday"]:
        return _date(match["myear"], match["mmonth"], match["mday"])
    if match["only"]:
        return _date(match["oyear"], match["only"], None)
    year, months = match["qyear"] or match["hyear"], 3 if match["qyear"] else 6
    part = match["q"] or match["nth"] or match["half"]
    last = months * (int(part) if part.isdigit() else _NTH[part.lower()])
    return f"{year}-{last - months + 1:02d}/{year}-{last:02d}"


def _number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _date(year: str, month: str, day: str | None) -> str | None:
    """A partial date, unless the calendar has no such day."""
    try:
        found = datetime.date(int(year), _number(month), int(re.sub(r"\D", "", day)) if day else 1)
    except ValueError:
        return None
    return found.isoformat()[: 10 if day else 7]
