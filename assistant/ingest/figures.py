"""Sentences -> figures: what each quantity measures, among whom, when, who says so. Pure.

A sentence with several quantities is cut into clauses, one for each, at the strongest separator
between two numbers; metric, population and period are read from a figure's own clause first, then
from the sentence, then from what is known about the document (recorded in `inherited`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.ingest.clauses import clause_of
from assistant.quantities import find_quantities
from assistant.schema import Figure, Metadata, Period, Quantity, Span, Stance

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_EDITION = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:editions?|reports?|surveys?|stud(?:y|ies)|releases?|research|benchmarks?)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"\bQ(?P<quarter>[1-4])(?:\s+of)?[\s-]+(?P<quarter_year>(?:19|20)\d\d)"
    rf"|\b(?P<month>{_MONTH})\s+(?P<month_year>(?:19|20)\d\d)"
    r"|(?<![\d.,$€£-])(?P<year>(?:19|20)\d\d)(?![\d%]|,\d|\.\d|\s*(?:respondents|people|answers))",
    re.IGNORECASE,
)
_END = (
    r"(?=\s+(?:use[ds]?|using|run|ran|runs|running|said|say|says|have|had|has|are|were|is|was|who|that|which|report\w*|"
    r"deploy\w*|adopt\w*|plan\w*|expect\w*|found|find|name[ds]?|call\w*|rel(?:y|ied|ies)|do|did|does|host\w*|want\w*|work\w*|"
    r"in\s+(?:the\s+)?(?:19|20)\d\d|in production|in the|at the|by the|on the|to|answer\w*|cite[ds]?|point\w*|now|already|"
    r"make|made|took|take|chose|consider\w*|trust\w*|need\w*|ship\w*|keep|kept|put|get|got|went|go)\b|[,;:.()]|$)"
)
_POPULATION_AFTER = re.compile(rf"\s*(?:of|among|amongst)\s+(?P<who>.{{2,90}}?){_END}", re.IGNORECASE)
_POPULATION_ANYWHERE = re.compile(rf"\b(?:among|amongst)\s+(?P<who>.{{2,90}}?){_END}", re.IGNORECASE)
_SAMPLE = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:respondents|respondent|participants|people (?:answered|took part|were (?:asked|surveyed))|"
    r"answers|responses|who (?:had )?(?:answered|took part|replied)|were (?:asked|surveyed|polled|interviewed))\b",
    re.IGNORECASE,
)
_SAMPLE_BEFORE = re.compile(
    r"(?:\bn\s*=\s*|(?:%|per\s?cent)\s+of\s+(?:the\s+)?|^Of\s+(?:the\s+)?|[.!?]\s+Of\s+(?:the\s+)?|\b(?:surveyed|polled|interviewed|asked|sample of|reached|answered by|based on|drew|questioned|given by|questions to|heard from|"
    r"(?:answers|responses) (?:from|of|by)|came from|gathered from)\s+"
    r"(?:about\s+|over\s+|more than\s+|nearly\s+|some\s+)?)$",
    re.IGNORECASE,
)
# "1,065 of 1,324" in brackets: of how many the share before it was taken.
_BASE = re.compile(r"\(\s*(?:n\s*=\s*)?[\d,]+ of (?:the )?[\d,]+(?: \w+){0,2}\)")
_NO_PEOPLE = re.compile(
    r"\s*(?:[a-z-]+ )?(?:countries|nations|languages|questions|industries|regions|continents|markets|cities|items)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;.()]{2,70})")
_SAYS = re.compile(
    r"(?P<who>(?:[A-Z][\w&'’.-]*)(?:\s+(?:[A-Z][\w&'’.-]*|of|and|&|\d{4})){0,6}?)\s+"
    r"(?:found|finds|reports|reported|says|said|puts?|counted|estimates?|estimated|writes|wrote|measured|states|stated|"
    r"told|announced|recorded)\b"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|would|might|may|if|expected to|forecasts?|predict\w*|project(?:s|ed) to)\b", re.I
)
_TARGET = re.compile(r"\b(?:aims?|target\w*|goals?|plans? to reach|pledg\w+|intends?)\b", re.I)
_DISPUTED = re.compile(
    r"\b(?:not|rather than|instead of|wrongly|mistakenly|contrary to)\s+(?:the\s+)?$", re.I
)


def read_figures(
    text: str, sentences: Sequence[Span], metadata: Metadata, source_id: str, version: str
) -> list[Figure]:
    """The figures of a document, in order.

    Args:
        text: canonical text.
        sentences: its sentences.
        metadata: for what a sentence leaves out.
        source_id: of the source.
        version: sha256 of the text; part of a figure's id.
    """
    figures: list[Figure] = []
    for sentence in sentences:
        quantities = find_quantities(text[sentence.start : sentence.end])
        spans = [Span(q.start + sentence.start, q.end + sentence.start) for q in quantities]
        for index, quantity in enumerate(quantities):
            clause = clause_of(text, sentence, spans, index)
            figures.append(
                _figure(text, sentence, spans[index], clause, quantity, metadata, source_id, version)
            )
    return figures


def _figure(
    text: str,
    sentence: Span,
    span: Span,
    clause: Span,
    quantity: Quantity,
    metadata: Metadata,
    source_id: str,
    version: str,
) -> Figure:
    inherited: dict[str, str] = {}
    period = _period(text, sentence, span, clause, metadata, inherited)
    population = _population(text, sentence, span, clause, inherited)
    sample_n = _sample_n(text, span, quantity)
    return Figure(
        id=hashlib.sha256(f"{source_id}:{version}:{span.start}:{span.end}".encode()).hexdigest()[:16],
        source_id=source_id,
        start=span.start,
        end=span.end,
        surface=text[span.start : span.end],
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        direction=quantity.direction,
        metric=_metric(text, span, clause, quantity),
        population=population,
        period=period,
        attributed_to=_attribution(text[sentence.start : sentence.end]),
        relayed_by=None,
        stance=_stance(text, sentence, span, clause),
        sample_n=sample_n,
        sentence=sentence,
        inherited=inherited,
    )


def _metric(text: str, span: Span, clause: Span, quantity: Quantity) -> str | None:
    """The clause without its number, tidied; for a count what is counted."""
    words = f"{text[clause.start : span.start]} {text[span.end : clause.end]}"
    words = re.sub(r"\s+", " ", words).strip(" ,;:.()–-")
    if quantity.direction is not None and words:
        return f"change in {words}"
    return words or quantity.noun


def _period(
    text: str, sentence: Span, span: Span, clause: Span, metadata: Metadata, inherited: dict[str, str]
) -> Period | None:
    near = _times(text, clause)
    near = [m for m in near if m.end() <= span.start or m.start() >= span.end]
    if near:
        # After the number first ("78 % in 2019"), else the nearest before it ("in 2019, 78 %").
        after = [m for m in near if m.start() >= span.end]
        return _period_of(after[0] if after else near[-1])
    # Here an edition counts as a time: which of two is the figure's cannot be told from afar.
    around = {m.group().lower(): m for m in _WHEN.finditer(text, sentence.start, sentence.end)}
    if len(around) == 1:
        inherited["period"] = "sentence"
        return _period_of(next(iter(around.values())))
    if metadata.collected:
        inherited["period"] = "collected"
        start, _, end = metadata.collected.partition("/")
        return Period(start, end or start, metadata.collected, "collected")
    for name in ("account_of", "title"):
        years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", getattr(metadata, name) or "")
        if years:
            inherited["period"] = name
            return Period(years[-1], years[-1], years[-1], "collected")
    if metadata.published:
        inherited["period"] = "published"
        return Period(metadata.published, metadata.published, metadata.published, "published")
    return None


def _times(text: str, within: Span) -> list[re.Match[str]]:
    """The times that a part of the text names; names of editions only where there is nothing else.

    "Measured in 2024, according to the 2025 report" was in 2024.
    """
    times = list(_WHEN.finditer(text, within.start, within.end))
    return [m for m in times if not _EDITION.match(text, m.end())] or times


def _period_of(match: re.Match[str]) -> Period:
    if match["quarter"]:
        year, quarter = match["quarter_year"], int(match["quarter"])
        first, last = f"{year}-{quarter * 3 - 2:02d}", f"{year}-{quarter * 3:02d}"
        return Period(first, last, f"Q{quarter} {year}", "stated")
    if match["month"]:
        number = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(match["month"][:3].lower()))
        date = f"{match['month_year']}-{number:02d}"
        return Period(date, date, match.group(), "stated")
    return Period(match["year"], match["year"], match["year"], "stated")


def _population(text: str, sentence: Span, span: Span, clause: Span, inherited: dict[str, str]) -> str | None:
    if match := _POPULATION_AFTER.match(text, span.end, clause.end):
        return _tidy(match["who"])
    if match := _POPULATION_ANYWHERE.search(text, clause.start, clause.end):
        return _tidy(match["who"])
    if match := _POPULATION_ANYWHERE.search(text, sentence.start, sentence.end):
        inherited["population"] = "sentence"
        return _tidy(match["who"])
    return None


def _tidy(words: str) -> str | None:
    words = re.sub(r"^(?:the|all|those|these|its|their)\s+", "", words.strip(), flags=re.IGNORECASE)
    return words or None


def _sample_n(text: str, span: Span, quantity: Quantity) -> int | None:
    if (
        quantity.unit != "count"
        or quantity.value is None
        or quantity.value != quantity.value.to_integral_value()
    ):
        return None
    before = text[max(0, span.start - 40) : span.start]
    if _NO_PEOPLE.match(text, span.end):
        return None
    bracket = text.rfind("(", max(0, span.start - 30), span.start)
    in_base = bracket >= 0 and (base := _BASE.match(text, bracket)) is not None and base.end() >= span.end
    if in_base or _SAMPLE.match(text, span.end) or _SAMPLE_BEFORE.search(before):
        return int(Decimal(quantity.value))
    return None


def _attribution(sentence: str) -> str | None:
    if match := _ACCORDING.search(sentence):
        return match["who"].strip()
    if match := _SAYS.search(sentence):
        return match["who"].strip()
    return None


def _stance(text: str, sentence: Span, span: Span, clause: Span) -> Stance:
    if _DISPUTED.search(text[clause.start : span.start]):
        return "disputed"
    words = text[clause.start : clause.end]
    if _TARGET.search(words):
        return "target"
    if _HYPOTHETICAL.search(words):
        return "hypothetical"
    return "reported" if _attribution(text[sentence.start : sentence.end]) else "asserted"
