"""Every year and date of a sentence against the quotes that it cites and the dates of their sources."""

from __future__ import annotations

import re
from typing import Final

from assistant.answering.verification.parts import Part
from assistant.ingest.figures.period_mentions import Mention, find_periods
from assistant.schema import Period, Problem

_YEAR: Final = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\d%])")
_ANY_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# What a source is: its date may stand for the text although the quote does not say it.
_TEXT: Final = (
    r"(?:report|post|article|press release|release|piece|paper|recap|blog|write-up|news item|announcement"
    r"|summary|notes)s?"
)
# What a source is about: its date is in its title.
_SUBJECT: Final = (
    r"(?:survey|edition|study|wave|index|review|radar|microsurvey|event|conference|keynote|report|data|results"
    r"|state of [\w ]{3,40}|KubeCon[\w +]{0,40})s?"
)
_LINK: Final = r"(?: (?:of|from|for|in|dated|published in|appearing in))?\s?\(?$"
_PUBLISHED: Final = re.compile(
    r"\b(?:published|released|dated|posted|appeared|issued)\b[^.;]{0,25}$", re.IGNORECASE
)
_AFTER: Final = r"(?:['’]s)?(?: [\w-]{1,20}){0,4}? "
_TEXT_BEFORE: Final = re.compile(rf"\b{_TEXT}{_LINK}", re.IGNORECASE)
_TEXT_AFTER: Final = re.compile(rf"{_AFTER}{_TEXT}\b", re.IGNORECASE)
_SUBJECT_BEFORE: Final = re.compile(rf"\b{_SUBJECT}{_LINK}", re.IGNORECASE)
_SUBJECT_AFTER: Final = re.compile(rf"{_AFTER}{_SUBJECT}\b", re.IGNORECASE)
_BACK, _AHEAD = 40, 60


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
        if year[0] in years:
            if time and _is_other_day(time, year[0], quoted):
                said = part.text[time.start : time.end]
                problems.append(Problem("date", said, "the evidence it cites has another date"))
        elif not _dates_source(part, year, years):
            problems.append(Problem("date", year[0], "the evidence it cites does not have this year"))
    return problems


def _is_other_day(time: Mention, year: str, quoted: list[Period]) -> bool:
    """Whether a month or day of a year is not the one that the quotes have."""
    start, end = time.period.start, time.period.end
    if start is None or end is None or len(start) == len(year) or not start[:4] == end[:4] == year:
        return False
    same_year = [p for p in quoted if p.start and p.start[:4] == year]
    return bool(same_year) and not any(
        (p.start or "").startswith(start[:7]) or (p.end or "").startswith(end[:7]) for p in same_year
    )


def _dates_source(part: Part, year: re.Match[str], quoted: set[str]) -> bool:
    """Whether a year that no quote has is the source's own: "the company's 2023 report", "published in 2025".

    The year of a survey counts only where the quotes name no year: another edition would be another survey.
    """
    titled = set(_ANY_YEAR.findall(part.about))
    published = {(c.published or "")[:4] for c in part.cited}
    before = part.text[max(0, year.start() - _BACK) : year.start()]
    after = part.text[year.end() : year.end() + _AHEAD]
    of_text = _TEXT_BEFORE.search(before) or _TEXT_AFTER.match(after) or _PUBLISHED.search(before)
    if of_text and year[0] in published | titled:
        return True
    of_subject = _SUBJECT_BEFORE.search(before) or _SUBJECT_AFTER.match(after)
    if quoted or not of_subject:
        return False
    return year[0] in (titled or published)
