"""Sentences -> figures: what each quantity measures, among whom, when, who says so. Pure.

A sentence with several quantities is cut into clauses, one for each (`clauses`). Every field is read
from the figure's own clause first, then from the rest of the sentence, then from what stands around it
(list, table header, heading, the sentence before), and last, for time and speaker, from what is known of
the document. What is not in the clause is recorded in `inherited`. Unknown stays unknown.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from assistant.ingest.clauses import begins, clauses_of, has_verb, shared_of
from assistant.ingest.figure_attribution import attribution_of, find_speakers, is_generic
from assistant.ingest.figure_metric import begins_with_verb, metric_of, with_preposition
from assistant.ingest.figure_period import period_of, period_of_metadata
from assistant.ingest.figure_population import (
    SHARES,
    group_of_header,
    is_share_of_group,
    points_back,
    population_of,
)
from assistant.ingest.figure_stance import stance_of
from assistant.ingest.period_mentions import Mention, find_periods
from assistant.ingest.sample_sizes import sample_size
from assistant.ingest.speaker_reach import Speaker
from assistant.ingest.table_rows import Cell, period_header, read_row, table_headers
from assistant.quantities import compatible, find_quantities
from assistant.schema import CanonicalText, Figure, Metadata, Period, Quantity, Section, Span

_CONTINUES: Final = re.compile(
    r"(?:another|a further|an additional|some other|only|just)\s|(?:\d|[A-Z][a-z]+ (?:per ?cent|in \w+)\b)",
    re.I,
)
_ENDS_WITH: Final = re.compile(r"\b(?:by|for|at|in|among|with)\s+$")
_INCLUDING: Final = re.compile(
    r"\b(?:including|among them|vs\.?|versus|against)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_COMPARED: Final = re.compile(
    r"(?:,\s*|\s|\()(?:up|down|compared (?:with|to)|from|against|versus|vs\.?)\b[^,;]{0,24}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a sentence stands in: its block, what heads it, and the figures before it."""

    section: Section | None
    intro: Span | None
    headings: str | None
    before: Figure | None


def read_figures(
    canonical: CanonicalText,
    sentences: Sequence[Span],
    metadata: Metadata,
    source_id: str = "",
    version: str = "",
) -> list[Figure]:
    """The figures of a document, in order.

    Args:
        canonical: its text and blocks.
        sentences: spans of its sentences, in order.
        metadata: for the time and the speaker that a sentence leaves out.
        source_id: of the source.
        version: sha256 of the text; part of a figure's id.
    """
    text, sections = canonical.text, canonical.sections
    starts = [section.start for section in sections]
    headers = table_headers(canonical)
    document = _Document(metadata, source_id, version, period_of_metadata(metadata))
    figures: list[Figure] = []
    last: Figure | None = None
    for sentence in sentences:
        place = bisect.bisect_right(starts, sentence.start) - 1
        section = sections[place] if place >= 0 else None
        if section is not None and section.kind == "row" and section.start in headers:
            found = _figures_of_row(text, section, headers[section.start], document)
        else:
            if (
                last is not None
                and section is not None
                and last.start < section.start
                and section.kind != "item"
            ):
                last = None  # a new paragraph
            around = _Around(
                section, _intro(text, sections, place), section.heading if section else None, last
            )
            found = _figures_of_sentence(text, sentence, around, document)
        figures += found
        last = found[-1] if found else last
    return figures


@dataclass(frozen=True, slots=True)
class _Document:
    """What is known of the document of a figure."""

    metadata: Metadata
    source_id: str
    version: str
    period: tuple[Period, str] | None

    def id_of(self, span: Span) -> str:
        """Id of the figure at a span: the same text of the same source gives the same id."""
        key = f"{self.source_id}:{self.version}:{span.start}:{span.end}"
        return hashlib.sha256(key.encode()).hexdigest()[:16]


def _figures_of_sentence(text: str, sentence: Span, around: _Around, document: _Document) -> list[Figure]:
    quantities = [
        _settled(text, sentence, _moved(q, sentence.start))
        for q in find_quantities(text[sentence.start : sentence.end])
    ]
    if not quantities:
        return []
    spans = [Span(q.start, q.end) for q in quantities]
    clauses = _with_restated(text, quantities, clauses_of(text, sentence, quantities))
    mentions = find_periods(text, sentence.start, sentence.end, spans)
    speakers = find_speakers(text, sentence, spans)
    figures: list[Figure] = []
    for index, quantity in enumerate(quantities):
        parts = _parts(text, sentence, quantities, clauses, mentions, speakers, index)
        figures.append(_figure(text, sentence, clauses[index], quantity, parts, around, document, figures))
    return _linked(text, figures)


def _with_restated(text: str, quantities: Sequence[Quantity], clauses: Sequence[Span]) -> list[Span]:
    """The clauses, those of a share and of its exact value in brackets in one: "about a third (35 %) of users"."""
    result = list(clauses)
    for place, (a, b) in enumerate(pairwise(quantities)):
        between = text[a.end : b.start].rstrip()
        closed = text[b.end : b.end + 2].lstrip()[:1] == ")"
        if a.unit in SHARES and b.unit in SHARES and between.endswith("(") and closed and compatible(a, b):
            joined = Span(result[place].start, result[place + 1].end)
            result[place : place + 2] = [joined, joined]
    return result


def _resumed(
    text: str, clauses: Sequence[Span], quantities: Sequence[Quantity], index: int
) -> tuple[Span, ...]:
    """What goes on after a comparison in commas: "82 % of users, up from 66 % in 2023, ran it"."""
    if index + 1 >= len(clauses) or clauses[index + 1] == clauses[index]:
        return ()
    following = clauses[index + 1]
    if not _COMPARED.search(text, quantities[index].end, begins(quantities[index + 1])):
        return ()
    comma = text.find(", ", quantities[index + 1].end, following.end)
    rest = Span(comma + 2, following.end)
    return (rest,) if comma >= 0 and has_verb(text, rest) else ()


@dataclass(frozen=True, slots=True)
class _Parts:
    """Spans of the fields of one figure as its sentence states them; `outside` those not in its clause."""

    metric: tuple[Span, ...]
    population: Span | None
    period: Mention | None
    speaker: Speaker | None
    outside: frozenset[str]


def _parts(
    text: str,
    sentence: Span,
    quantities: Sequence[Quantity],
    clauses: Sequence[Span],
    mentions: Sequence[Mention],
    speakers: Sequence[Speaker],
    index: int,
) -> _Parts:
    quantity, clause = quantities[index], clauses[index]
    spans = [Span(q.start, q.end) for q in quantities]
    outside: set[str] = set()
    said = max((s.whole.end for s in speakers if s.whole.end <= spans[index].start), default=0)
    population = population_of(text, sentence, clause, spans[index], quantity, said)
    period, afar = period_of(text, sentence, clauses, spans, index, mentions)
    if period and afar:
        outside.add("period")
    if population and population[1]:
        outside.add("population")
    speaker = attribution_of(speakers, spans[index])
    taken = [Span(m.lead, m.end) for m in mentions]
    taken += [Span(begins(q), q.end) for q in quantities]
    if population:
        taken.append(with_preposition(text, population[0], sentence.start))
    taken += [s.whole for s in speakers]
    shared = (*shared_of(text, clauses, quantities, index), *_resumed(text, clauses, quantities, index))
    own = Span(begins(quantity), quantity.end)
    metric = metric_of(text, clause, own, quantity, taken, shared)
    return _Parts(
        metric,
        population[0] if population else None,
        period,
        speaker,
        frozenset(outside),
    )


def _figure(
    text: str,
    sentence: Span,
    clause: Span,
    quantity: Quantity,
    parts: _Parts,
    around: _Around,
    document: _Document,
    before: Sequence[Figure],
) -> Figure:
    span = Span(quantity.start, quantity.end)
    inherited = {name: "sentence" for name in parts.outside}
    where: dict[str, tuple[Span, ...]] = {}
    metric = _words(text, parts.metric)
    if parts.metric:
        where["metric"] = parts.metric
    elif quantity.noun:
        metric = quantity.noun
    population = None
    if parts.population:
        population, where["population"] = _words(text, (parts.population,)), (parts.population,)
    compared = before[-1] if before and before[-1].unit == quantity.unit else None
    if compared and _is_set_against(text, clause, quantity, compared) and not has_verb(text, clause):
        metric, inherited["metric"] = (
            compared.metric and compared.metric.removeprefix("change in "),
            "sentence",
        )
        where.pop("metric", None)
        if population is None and compared.population:
            population, inherited["population"] = compared.population, "sentence"
    population, source = _population(text, parts, population, quantity, clause, around, before)
    if source:
        inherited["population"] = source
        where.pop("population", None)
    if metric is None and before and before[-1].metric and before[-1].unit == quantity.unit:
        # "... among porters it was just 38 percent"
        metric, inherited["metric"] = before[-1].metric.removeprefix("change in "), "sentence"
    if metric is None and around.intro and (intro := _tidy_intro(text, around.intro)):
        metric, inherited["metric"] = intro, "list"
    period = parts.period.period if parts.period else None
    if parts.period:
        where["period"] = (Span(parts.period.start, parts.period.end),)
    elif found := _period_around(text, around, document):
        period, inherited["period"] = found
    name = parts.speaker.name if parts.speaker else None
    stated = _words(text, (name,)) if name else None
    attributed, relayed = _speaker(stated, document.metadata, inherited)
    if name and "attributed_to" not in inherited:
        where["attributed_to"] = (name,)
    said = parts.speaker.stance if parts.speaker else None
    stance = stance_of(text, sentence, clause, span, said=said)
    change = quantity.direction is not None and quantity.unit != "multiple"
    return Figure(
        id=document.id_of(span),
        source_id=document.source_id,
        start=span.start,
        end=span.end,
        surface=text[span.start : span.end],
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        direction=quantity.direction,
        metric=f"change in {metric}" if change and metric else metric,
        population=population,
        period=period,
        attributed_to=attributed,
        relayed_by=relayed,
        stance=stance,
        sample_n=sample_size(text, span, quantity),
        sentence=sentence,
        inherited=inherited,
        parts=where,
    )


def _population(
    text: str,
    parts: _Parts,
    population: str | None,
    quantity: Quantity,
    clause: Span,
    around: _Around,
    earlier: Sequence[Figure],
) -> tuple[str | None, str | None]:
    """The population, and where it was taken from if the clause leaves it out."""
    share = quantity.unit in SHARES and quantity.direction is None
    before = next((f for f in reversed(earlier) if f.population and f.unit in SHARES), None)
    if parts.population and points_back(text, parts.population):
        back = before or around.before
        if back is None or back.population is None or not back.parts.get("metric"):
            return None, None
        link = "who" if begins_with_verb(text, back.parts["metric"][0]) else "-"
        if link != "who":
            return None, None
        return f"{back.population} who {back.metric}", "sentence" if before else "previous sentence"
    if population or not share:
        return population, None
    if before and before.population and _elliptic(text, clause, quantity):
        return before.population, "sentence"
    if around.intro and (found := population_of_intro(text, around.intro)):
        return found, "list"
    asked = next((f for f in reversed(earlier) if f.sample_n is not None and f.parts.get("metric")), None)
    if asked and "who answered" not in (asked.metric or ""):
        # "A survey of 2,047 commuters found that 46 % would give up their car."
        return asked.metric, "sentence"
    previous = around.before
    if previous and not before and previous.population and previous.unit in SHARES:
        if _CONTINUES.match(text, clause.start, clause.end):
            return previous.population, "previous sentence"
    return None, None


def _is_set_against(text: str, clause: Span, quantity: Quantity, before: Figure) -> bool:
    """Whether a figure only stands beside the one before: "down from 64 %", "including 78 % of them"."""
    lead = text[max(clause.start, before.end) : begins(quantity)]
    return bool(_COMPARED.search(text, before.end, begins(quantity)) or _INCLUDING.search(lead))


def _elliptic(text: str, clause: Span, quantity: Quantity) -> bool:
    """Whether a clause leaves its group to the one before.

    It begins with its number ("58 % of teams use A and 30 % use B") or ends with it ("and B by 30 %").
    """
    if _ENDS_WITH.search(text, clause.start, begins(quantity)) and not re.search(
        r"\w", text[quantity.end : clause.end]
    ):
        return True
    lead = text[clause.start : begins(quantity)].strip(" ,(").lower()
    return lead in ("", "and", "or", "while", "but", "another", "a further", "only", "just", "then", "with")


def population_of_intro(text: str, intro: Span) -> str | None:
    """The group that a list's introduction names: "Among backend developers:"."""
    quantity = Quantity(intro.end, intro.end, "", None, "percent")
    found = population_of(text, intro, intro, Span(intro.end, intro.end), quantity)
    return _words(text, (found[0],)) if found else None


def _tidy_intro(text: str, intro: Span) -> str | None:
    return text[intro.start : intro.end].strip(" :") or None


def _intro(text: str, sections: Sequence[Section], place: int) -> Span | None:
    """The sentence that introduces a list, if the block is an item: the end of the paragraph before."""
    if place < 0 or sections[place].kind != "item":
        return None
    first = place
    while first >= 0 and sections[first].kind == "item":
        first -= 1
    if first < 0 or not text[: sections[first].end].endswith(":") or sections[first].kind == "row":
        return None
    section = sections[first]
    start = max(text.rfind(mark, section.start, section.end) for mark in (". ", "? ", "! ")) + 2
    return Span(max(start, section.start), section.end)


def _period_around(text: str, around: _Around, document: _Document) -> tuple[Period, str] | None:
    for words, span, name in (
        (text, around.intro, "list"),
        (around.headings or "", Span(0, len(around.headings or "")), "heading"),
    ):
        if span is None:
            continue
        found = [m for m in find_periods(words, span.start, span.end) if m.period.start]
        if len(found) == 1:
            return found[0].period, name
    return document.period


def _speaker(
    stated: str | None, metadata: Metadata, inherited: dict[str, str]
) -> tuple[str | None, str | None]:
    """Who says it and who repeats it: as stated, else the survey that the text accounts for, else its publisher."""
    publisher = metadata.publisher
    if stated and not is_generic(stated):
        own = publisher is not None and (
            stated.lower() in publisher.lower() or publisher.lower() in stated.lower()
        )
        return stated, None if own else publisher
    for name in ("account_of", "publisher"):
        value: str | None = getattr(metadata, name)
        if value:
            inherited["attributed_to"] = name
            relayed = (
                publisher
                if name == "account_of" and publisher and publisher.lower() not in value.lower()
                else None
            )
            if relayed:
                inherited["relayed_by"] = "publisher"
            return value, relayed
    return stated, None


def _linked(text: str, figures: list[Figure]) -> list[Figure]:
    """Each figure with the one that its sentence sets it against: "80 %, up from 66 %"."""
    result = list(figures)
    for number in range(1, len(result)):
        here, before = result[number], result[number - 1]
        if here.unit == before.unit and _COMPARED.search(text, before.end, here.start):
            result[number] = replace(here, compared_with=before.id)
            result[number - 1] = replace(before, compared_with=here.id)
    return result


def _figures_of_row(text: str, row: Section, header: Section, document: _Document) -> list[Figure]:
    """The figures of a table row: measured is the row's label under the column's header."""
    if row == header:
        return []
    figures = []
    for cell in read_row(text, row, header):
        figures += [_figure_of_cell(text, row, cell, quantity, document) for quantity in cell.quantities]
    return figures


def _figure_of_cell(text: str, row: Section, cell: Cell, quantity: Quantity, document: _Document) -> Figure:
    span = Span(quantity.start, quantity.end)
    sentence = Span(row.start, row.end)
    inherited: dict[str, str] = {}
    where: dict[str, tuple[Span, ...]] = {}
    timed = period_header(text, cell.header)
    labels = [part for part in (cell.label, None if timed else cell.header) if part is not None]
    metric = ", ".join(text[part.start : part.end] for part in labels) or quantity.noun
    if labels:
        where["metric"] = tuple(labels)
    mentions = find_periods(text, cell.span.start, cell.span.end, [span])
    period: Period | None = None
    if mentions:
        period = mentions[0].period
    elif cell.header and (found := find_periods(text, cell.header.start, cell.header.end)):
        period, inherited["period"] = found[0].period, "header"
    elif document.period:
        period, inherited["period"] = document.period
    attributed, relayed = _speaker(None, document.metadata, inherited)
    population = group_of_header(text, cell.header) if cell.header else None
    if population and cell.header:
        inherited["population"] = "header"
        metric = text[cell.label.start : cell.label.end] if cell.label else None
        where = {"metric": (cell.label,)} if cell.label else {}
    return Figure(
        id=document.id_of(span),
        source_id=document.source_id,
        start=span.start,
        end=span.end,
        surface=text[span.start : span.end],
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        direction=quantity.direction,
        metric=metric,
        population=population,
        period=period,
        attributed_to=attributed,
        relayed_by=relayed,
        stance="asserted",
        sample_n=sample_size(text, span, quantity),
        sentence=sentence,
        inherited=inherited,
        parts=where,
    )


def _words(text: str, spans: Sequence[Span]) -> str | None:
    return " ".join(text[s.start : s.end] for s in spans) or None


def _settled(text: str, sentence: Span, quantity: Quantity) -> Quantity:
    """A quantity without the direction of a verb that says what a group does: "expanded by 59 % of teams"."""
    if quantity.direction is None or quantity.unit not in SHARES:
        return quantity
    group = is_share_of_group(text, Span(quantity.start, quantity.end), sentence.end)
    return replace(quantity, direction=None) if group else quantity


def _moved(quantity: Quantity, by: int) -> Quantity:
    began = None if quantity.qualifier_start is None else quantity.qualifier_start + by
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, qualifier_start=began)
