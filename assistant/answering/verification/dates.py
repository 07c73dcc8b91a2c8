"""Every year and date of a sentence against the quotes that it cites and the dates of their sources."""

from __future__ import annotations

import re
from typing import Final

from assistant.answering.verification.parts import Part
from assistant.ingest.figures.period_mentions import Mention, find_periods
from assistant.quantities import find_quantities
from assistant.schema import Period, Problem, Span

_YEAR: Final = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\d%])")
_ANY_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# What a source is: its date may stand for the text although the quote does not say it.
_TEXT: Final = (
    r"(?:report|post|article|press release|release|piece|paper|recap|blog|write-up|news item|announcement"
    r"|summary|notes)s?"
)
# What a source is about: its date is in its title.
_SUBJECT: Final = (
    r"(?:survey|poll|edition|study|wave|index|review|radar|microsurvey|event|conference|keynote|report|data|results"
    r"|state of [\w ]{3,40}|KubeCon[\w +]{0,40})s?"
)
_LINK: Final = r"(?: (?:of|from|for|in|dated|published in|appearing in))?(?: (?:on|the))?\s?\(?$"
_PUBLISHED: Final = re.compile(
    r"\b(?:published|released|dated|posted|appeared|issued)\b[^.;]{0,25}$", re.IGNORECASE
)
_CARRIED: Final = re.compile(
    r"\b(?:covered|carried|reported|relayed|passed on|cited|gave|published|appeared)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_AFTER: Final = r"(?:['’]s)?(?: [\w-]{1,20}){0,4}? "
_TEXT_BEFORE: Final = re.compile(rf"\b{_TEXT}{_LINK}", re.IGNORECASE)
_TEXT_AFTER: Final = re.compile(rf"{_AFTER}{_TEXT}\b", re.IGNORECASE)
_SUBJECT_BEFORE: Final = re.compile(rf"\b{_SUBJECT}{_LINK}", re.IGNORECASE)
_SUBJECT_AFTER: Final = re.compile(rf"{_AFTER}{_SUBJECT}\b", re.IGNORECASE)
_BACK, _AHEAD = 72, 60
# Characters of a date with its day.
_DAY: Final = 10


def date_problems(part: Part) -> list[Problem]:
    """Years and dates that neither the quotes have nor, where it speaks of them, the sources."""
    times = find_periods(part.text, 0, len(part.text))
    quoted = [m.period for c in part.cited for m in find_periods(c.quote, 0, len(c.quote)) if m.period.start]
    years = set(_ANY_YEAR.findall(part.quotes))
    problems = []
    for year in _YEAR.finditer(part.text):
        time = next((m for m in times if m.start <= year.start() < m.end), None)
        if time and any((p.start, p.end) == (time.period.start, time.period.end) for p in quoted):
            continue
        span = Span(time.start, time.end) if time else Span(year.start(), year.end())
        if _dates_source(part, span, time, year[0], years):
            continue
        if year[0] not in years:
            problems.append(Problem("date", year[0], "the evidence it cites does not have this year"))
        elif time and _is_other_day(time, year[0], quoted):
            said = part.text[time.start : time.end]
            problems.append(Problem("date", said, "the evidence it cites has another date"))
    return problems


def _is_other_day(time: Mention, year: str, quoted: list[Period]) -> bool:
    """Whether a month or day of a year is not one that the quotes have; a day must be the very one."""
    start, end = time.period.start, time.period.end
    if start is None or end is None or len(start) == len(year) or not start[:4] == end[:4] == year:
        return False
    if len(start) == _DAY and start == end:
        return not any(start in (p.start, p.end) for p in quoted)
    same_year = [p for p in quoted if p.start and p.start[:4] == year]
    return bool(same_year) and not any(
        (p.start or "").startswith(start[:7]) or (p.end or "").startswith(end[:7]) for p in same_year
    )


def _dates_source(part: Part, span: Span, time: Mention | None, year: str, quoted: set[str]) -> bool:
    """Whether a date is the source's own: "the company's 2023 report", "published on 20 January 2026".

    The year of a survey counts only where the quotes name no year: another edition would be another survey.
    """
    titled = set(_ANY_YEAR.findall(part.about))
    dates = {c.published for c in part.cited if c.published}
    published = {date[:4] for date in dates}
    before = part.text[max(0, span.start - _BACK) : span.start]
    after = part.text[span.end : span.end + _AHEAD]
    start = time.period.start if time else None
    precise = start is not None and len(start) > len(year)
    if precise and not any(date.startswith(start or "") for date in dates):
        return False
    of_text = _TEXT_BEFORE.search(before) or _TEXT_AFTER.match(after) or _PUBLISHED.search(before)
    carried = _CARRIED.search(before) and not find_quantities(part.text)
    if (of_text or carried) and year in (published if precise else published | titled):
        return True
    of_subject = _SUBJECT_BEFORE.search(before) or _SUBJECT_AFTER.match(after)
    if quoted or precise or not of_subject:
        return False
    return year in (titled or published)
