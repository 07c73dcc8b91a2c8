"""The times that a text names: years, months, quarters, "the past year", "after the launch". Pure."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.schema import Period, Span

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_FULL_MONTH: Final = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
YEAR: Final = r"(?:19|20)\d\d"
_ANY_DECADE: Final = r"(?:(?:early|mid|late)[\s-]+)?(?:1[5-9]|20)\d0s"
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_UNITS: Final = r"(?:years?|months?|quarters?|weeks?|decades?|days?|fiscal year|financial year)"
_SOME: Final = (
    r"(?:\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|several|some|few)"
)
# "Mar. 28", and in texts set in small letters "june 30".
_SHORT_MONTH: Final = (
    r"(?-i:(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"|(?:january|february|april|june|july|september|october|november|december)\b)"
)
_DAY: Final = rf"(?:{_FULL_MONTH}|{_SHORT_MONTH})\s+\d{{1,2}}"
_LAST_DAY: Final = rf"(?:(?:{_FULL_MONTH}|{_SHORT_MONTH})\s+)?\d{{1,2}}\b(?!,?\d|[%.]\d|\s*(?:%|per))"
_MONTHS_READ: Final = (
    rf"(?P<month>{_MONTH})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s*(?:[-–]|to|and"
    rf"|through)\s*(?P<month_to>{_MONTH})"
    rf"(?:\s+\d{{1,2}}\b)?,?\s+(?P<months_year>{YEAR})\b"
    rf"|(?P<days>{_FULL_MONTH}(?:\s+\d{{1,2}}\b)?\s*(?:[-–]|to|and|through"
    rf"|until)\s*(?:\d{{1,2}}\s+)?{_FULL_MONTH}"
    r"(?:\s+\d{1,2}\b(?!,\d|[%.]\d?))?)"
    rf"|(?P<day_range>{_DAY}\s*(?:[-–]|to\b|through\b)\s*{_LAST_DAY})"
    rf"|(?<=between\s)(?P<day_pair>{_DAY}\s*and\s*{_LAST_DAY})"
    rf"|(?P<month_one>{_MONTH})\s+(?:(?P<day_after>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?,?\s+)?(?P<month_year>{YEAR})\b"
    rf"|(?P<bare_month>{_FULL_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?![.,]?\d|\s*(?:%|per)))?)"
    rf"|(?P<short_day>{_SHORT_MONTH}\s+\d{{1,2}}\b(?![.,]?\d|\s*(?:%|per)))"
)
_QUARTERS: Final = (
    rf"Q(?P<quarter>[1-4])(?:\s+of)?[\s-]*(?P<quarter_year>{YEAR})"
    rf"|(?P<nth>first|second|third|fourth)[\s-]quarter(?:\s+of)?(?:\s+(?P<nth_year>{YEAR})\b)?"
    rf"|(?:H(?P<half>[12])(?:\s+of)?\s+(?P<half_year>{YEAR})|(?P<half_nth>first"
    rf"|second)\s+half\s+of\s+(?P<half_nth_year>{YEAR}))\b"
)
_RELATIVE: Final = (
    rf"(?P<relative>(?:the\s+)?(?:past|last|previous|next|coming)\s+(?:(?:\w{{1,20}}"
    rf"|\d{{1,3}}(?:,\d{{3}})+)\s+)?{_UNITS}"
    rf"|the\s+(?:(?:first\s+|last\s+)?{_SOME}\s+(?:months|weeks|quarters|days|years)|year|quarter|half"
    rf"|week)\s+(?:to|ended|ending|through|until)\s+"
    rf"(?:in\s+)?(?:the\s+end\s+of\s+)?(?:\d{{1,2}}\s+)?(?:{_FULL_MONTH}(?:\s+\d{{1,2}}\b)?(?:,?\s+{YEAR})?|{YEAR})"
    r"|(?:this|last|next)\s+(?:year|month|quarter|week|decade|summer|winter|spring|autumn|fall|season)"
    r"|the\s+(?:current|same|previous|prior|full|whole|financial|fiscal)\s+(?:year|quarter|month|half)"
    r"|the\s+(?:study|survey|reporting|reference|review|same|test|trial|pilot)\s+period"
    r"|(?:year|month|quarter|week)[\s-](?:on|over)[\s-](?:year|month|quarter|week)"
    r"|that\s+(?:year|month|quarter))\b"
)
_YEARS_OFF: Final = (
    rf"(?P<years_off>{_SOME}\s+(?:years?|decades?|months?|weeks?)\s+(?:ago"
    r"|later|(?:earlier|before)(?!\s+(?:in|than|the|this|present)\b)))\b"
)
_SEASONS: Final = (
    rf"(?<=\b(?:in|of|by)\s)(?P<season>(?:the\s+)?(?:winter|summer|autumn|spring"
    rf"|fall(?=\s+(?:of\s+)?{YEAR}))(?:\s+of)?"
    rf"(?:\s+(?P<season_year>{YEAR}))?)\b"
    r"(?!\s+(?!and\b|or\b|when\b|the\b|it\b|than\b|but\b|to\b|from\b|for\b|on\b|at\b|by\b|with\b|is\b|are\b|was\b|were\b|as\b"
    r"|in\b|while\b|after\b|before\b)[a-z])"
)
_FROM_DIGITS: Final = (
    rf"\b(?P<day_span>\d{{1,2}}\s+{_FULL_MONTH}\s*(?:[-–]|to|and|through"
    rf"|until)\s*\d{{1,2}}\s+{_FULL_MONTH})"
    rf"|\b(?P<day_before>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?:\s+of)?\s+(?P<day_month>{_FULL_MONTH})(?:,?\s+(?P<day_year>{YEAR})\b)?"
    r"|\b(?P<years_ago>\d{1,3}(?:,\d{3})*\s+(?:years?|decades?|months?|weeks?)\s+ago)\b"
    r"|\b(?P<span_of>\d{1,3}[\s-]{1,3}year\s+(?:time\s?frame|time\s?scale|period|horizon|span))\b"
    rf"|(?<![\d.,$€£-])(?P<from>{YEAR})\s*(?:[-–]|to|through|and|until)\s*(?P<to>{YEAR})(?![\w%]|[.,]\d)"
    rf"|(?<![\d.,$€£-])(?P<span_from>{YEAR})[-–/](?P<span_to>\d\d)(?![\w%-]|[.,]\d)"
    rf"|\b(?P<decades>{_ANY_DECADE}(?:\s*(?:and|to|through|[-–])\s*(?:the\s+)?{_ANY_DECADE})?)\b"
    rf"|(?<![\d.,$€£-])(?P<year>{YEAR})(?![\w%]|,\d|\.\d|\s*(?:respondents|people|answers|attendees|%"
    rf"|per\s?cent))"
    r"|(?<=\b(?:in|by)\s)(?P<old_year>1[5-8]\d\d)(?!\w|[.,]\d|\s+(?:[a-z]+s|people|of)\b)"
    r"|(?<=\b(?:since|until)\s)(?P<old_since>1[5-8]\d\d)(?!\w|[.,]\d)"
)
# In order: the longest reading of a place first. What a time begins with is asked first, for speed.
_WHEN: Final = re.compile(
    rf"(?=\d)(?:{_FROM_DIGITS})|\b(?:(?=[QHfst])(?:{_QUARTERS})"
    rf"|(?=[jfmasond])(?=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:{_MONTHS_READ})"
    rf"|(?=[tplncaymqw])(?:{_RELATIVE})|(?=[aotfsen]){_YEARS_OFF}"
    rf"|(?=[eml])(?P<part_decades>{_ANY_DECADE}(?:\s*(?:and|to|through"
    rf"|[-–])\s*(?:the\s+)?{_ANY_DECADE})?)\b"
    rf"|(?=[twsaf]){_SEASONS}|(?P<present>now|today|currently|at\s+present)\b(?![’']))",
    re.IGNORECASE,
)
# A part of a text without any of these names no time; found out before the long expression is tried.
_DIGITS: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d")
_LETTERS: Final = re.compile(r"[a-z]+")
_HINTS: Final = frozenset(
    (
        "year years month months quarter quarters week weeks decade decades days half period winter "
        "summer autumn spring season after during before since until end start beginning "
    ).split()
) | frozenset((*MONTHS, *(month[:3] for month in MONTHS), "sept", "ago", "currently", "today"))
_LEAD: Final = re.compile(
    r"(?:\b(?:in|since|by|until|during|from|between|over|for|within|as\s+of|at|on|of|through|before"
    r"|after|throughout)\s+)?"
    r"(?:the\s+)?(?:(?:early|late|mid|end\s+of|start\s+of|beginning\s+of|fiscal|calendar|FY|year"
    r"|the)[\s-]*){0,3}$",
    re.IGNORECASE,
)
_EDITION: Final = re.compile(
    r"(?:['’]s)?\s+(?:\w+\s+){0,3}?(?:editions?|reports?|surveys?|stud(?:y|ies)|releases?|research"
    r"|benchmarks?|polls?|census)\b",
    re.IGNORECASE,
)
# "KubeCon EU 2026": a name that has a year in it.
_NAMED: Final = re.compile(r"(?:[a-z]+[\s,]+|^|[\s(])(?P<name>[A-Z][\w&.-]*[A-Za-z])\s+$")
_NO_NAME: Final = (
    frozenset(
        (
            "sept in by since of from until the between during for fy early late mid spring summer autumn "
            "fall winter year through before after on at to and monday tuesday wednesday thursday friday "
            "saturday sunday fiscal is over within as around "
        ).split()
    )
    | frozenset(MONTHS)
    | {month[:3] for month in MONTHS}
)
# "The plan adopted on 4 June": the day of an event that the sentence only names.
_EVENT_DATE: Final = re.compile(
    r"\b(?:adopted|signed|published|released|launched|passed|founded|introduced|approved|dated|enacted"
    r"|established|born|ratified|drafted"
    r"|agreed|presented|unveiled|written)\s+(?:(?:in|on|at|back\s+in)\s+)?(?:early\s+|late\s+)?$"
)
# "Lundt et al. (2007)": when a paper was published.
_CITED: Final = re.compile(r"\bal\.?,?\s*\(?\s*$")
_EVENT: Final = re.compile(
    rf"\b(?:(?:{_SOME}\s+{_UNITS}\s+)?(?:after|during|following|(?:before"
    rf"|since)(?!\s+an?\b))\s+(?=(?:the|a|an|its|their|his|her|this|launch|release|birth|surgery|treatment"
    r"|takeover|independence|unification|lockdown)\b)(?!the\s+(?:first|last)\s+time\b)"
    r"|(?:at|by|from)\s+the\s+(?:end|start|beginning|height|peak|close|turn|onset"
    r"|outbreak)\s+of\s+)(?P<event>[^,.;:()—–\n]{2,70})",
    re.IGNORECASE,
)
_HAPPENED: Final = frozenset(
    "after during following before since end start beginning height peak close turn onset outbreak".split()
)
# "After the flood the village moved": where the sentence goes on without a comma.
_SUBJECT: Final = re.compile(
    r"(?<!\bof)(?<!\bin)(?<!\bon)(?<!\bby)(?<!\bto)(?<!\bfor)(?<!\bwas)(?<!\bfrom)(?<!\bwith)"
    r"(?<!\band)\s(?:the|it|they|he|she|we|its|there)\s"
)
# Group of the part, of its year, and how many months the part has.
_PARTS_OF_YEAR: Final = (
    ("quarter", "quarter_year", 3), ("nth", "nth_year", 3),
    ("half", "half_year", 6), ("half_nth", "half_nth_year", 6),
)  # fmt: skip
# "The first fall since we began asking in 2018": when something began, and not when this was.
_SINCE_WHEN: Final = re.compile(r"\b[Ss]ince (?:[\w’'-]+ ){1,6}(?:in|of)\s*$")
_PLAIN_YEARS: Final = ("year", "old_year", "old_since", "season_year")
# Times that hold a length of time, which is a quantity too.
_LONG: Final = ("relative", "years_ago", "years_off", "days", "day_span", "span_of")
_PRESENT: Final = ("now", "today", "currently", "at present")


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a text names: its span, that span with its preposition, and what it means.

    `edition` says that it dates a publication or is part of a name ("the 2025 report", "KubeCon EU 2026");
    `event` that it is named by what happened ("after the launch"); both, the day of a thing only mentioned
    ("the plan adopted on 4 June").
    """

    start: int
    end: int
    lead: int
    period: Period
    edition: bool
    event: bool = False


def find_periods(text: str, start: int, end: int, quantities: Sequence[Span] = ()) -> list[Mention]:
    """The times that a part of a text names, in order; digits that belong to a quantity are none."""
    words = set(_LETTERS.findall(text[start:end].lower()))
    if words.isdisjoint(_HINTS) and not _DIGITS.search(text, start, end):
        return []
    starts = [q.start for q in quantities]
    found = []
    for match in _WHEN.finditer(text, start, end):
        if match.lastgroup not in _LONG and _overlaps(quantities, starts, match.start(), match.end()):
            continue
        lead = _LEAD.search(text, max(start, match.start() - 32), match.start())
        began = lead.start() if lead else match.start()
        if match["bare_month"] in ("May", "March", "August") and began == match.start():
            continue
        if _CITED.search(text, max(start, match.start() - 8), match.start()):
            continue
        if _SINCE_WHEN.search(text, max(start, match.start() - 60), match.start()):
            continue
        if match["from"] and _are_two(text, match, end):
            # "2021 and 2020": two years, no span of time.
            for name in ("from", "to"):
                year = Period(match[name], match[name], match[name], "stated")
                found.append(
                    Mention(match.start(name), match.end(name), match.start(name), year, edition=False)
                )
            continue
        event = _EVENT_DATE.search(text, max(start, match.start() - 40), match.start()) is not None
        edition = event or _is_edition(text, start, match, end)
        found.append(
            Mention(match.start(), match.end(), began, _period_of(match), edition=edition, event=event)
        )
    dated = any(not m.edition and m.period.label.lower() not in _PRESENT for m in found)
    # "It is now so" is opposed to nothing; "Currently, it is" at the head says when.
    found = [
        m
        for m in found
        if dated or m.period.label.lower() not in _PRESENT or not text[start : m.start].strip()
    ]
    if words.isdisjoint(_HAPPENED):
        return found
    begins = [m.start for m in found]
    events = [m for m in _events(text, start, end, starts) if not _overlaps(found, begins, m.start, m.end)]
    return sorted((*found, *events), key=lambda m: m.start) if events else found


def _are_two(text: str, match: re.Match[str], end: int) -> bool:
    """Whether two years are not a span of time: "2021 and 2020", "2018 and 2019, respectively"."""
    if match["from"] > match["to"]:
        return True
    joined = "and" in text[match.end("from") : match.start("to")]
    return joined and text.find("respectively", match.end(), min(end, match.end() + 200)) >= 0


def _is_edition(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a time dates a publication, is part of a name, or is the day of something only mentioned."""
    if match.lastgroup in ("present", "relative", "span_of", "years_ago", "years_off"):
        return False
    if _EDITION.match(text, match.end(), min(end, match.end() + 60)):
        return True
    before = text[max(start, match.start() - 40) : match.start()]
    name = _NAMED.search(before) if match["year"] else None
    return name is not None and name["name"].lower() not in _NO_NAME


def _events(text: str, start: int, end: int, starts: Sequence[int]) -> list[Mention]:
    """Times named by what happened: "after the launch", "at the start of her apprenticeship"."""
    found = []
    for match in _EVENT.finditer(text, start, end):
        stop = match.end()
        following = bisect.bisect_left(starts, match.start("event"))
        if following < len(starts):
            stop = min(stop, starts[following])
        if match.start() == start and (subject := _SUBJECT.search(text, match.start("event") + 4, stop)):
            stop = subject.start()
        stop = match.start("event") + len(text[match.start("event") : stop].rstrip())
        if stop - match.start("event") < 2:
            continue
        label = " ".join(text[match.start() : stop].split())
        period = Period(None, None, label, "stated")
        found.append(Mention(match.start(), stop, match.start(), period, edition=False, event=True))
    return found


def _overlaps(places: Sequence[Span | Mention], starts: Sequence[int], start: int, end: int) -> bool:
    """Whether one of several, which stand in order, shares characters with a place."""
    before = bisect.bisect_left(starts, end) - 1
    return before >= 0 and places[before].end > start


def _period_of(match: re.Match[str]) -> Period:
    """What a named time means, as partial dates; a relative one keeps its words only."""
    label = " ".join(match.group().split())
    for number, year in (("quarter", "quarter_year"), ("nth", "nth_year")):
        if match[number] and match[year]:
            label = f"Q{_number(match[number])} {match[year]}"
    start, end = _dates_of(match)
    return Period(start, end, label, "stated")


def _dates_of(match: re.Match[str]) -> tuple[str | None, str | None]:
    """First and last partial date of a named time; None where it names no year."""
    for part, year, months in _PARTS_OF_YEAR:
        if match[part] and match[year]:
            last = _number(match[part]) * months
            return f"{match[year]}-{last - months + 1:02d}", f"{match[year]}-{last:02d}"
    if year := match["months_year"]:
        return f"{year}-{_month(match['month'])}", f"{year}-{_month(match['month_to'])}"
    date = _day_of(match)
    if date:
        return date, date
    if first := match["from"] or match["span_from"]:
        return first, match["to"] or first[:2] + match["span_to"]
    if decades := match["decades"] or match["part_decades"]:
        found = re.findall(r"\d{4}", decades)
        return found[0], found[-1][:3] + "9"
    plain = next((match[name] for name in _PLAIN_YEARS if match[name]), None)
    return plain, plain


def _day_of(match: re.Match[str]) -> str | None:
    """The month or day that is named with its year."""
    if match["month_year"]:
        day = f"-{int(match['day_after']):02d}" if match["day_after"] else ""
        return f"{match['month_year']}-{_month(match['month_one'])}{day}"
    if match["day_year"] and 1 <= int(match["day_before"]) <= 31:
        return f"{match['day_year']}-{_month(match['day_month'])}-{int(match['day_before']):02d}"
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NTH[word.lower()]


def _month(name: str) -> str:
    number = next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))
    return f"{number:02d}"
