"""The figures of a table's rows: measured is the row's label under the column's header. Pure."""

from __future__ import annotations

from dataclasses import replace

from assistant.ingest.figures.document import Document
from assistant.ingest.figures.period_mentions import find_periods
from assistant.ingest.figures.population import group_of_header
from assistant.ingest.figures.surroundings import speaker_of, words_of
from assistant.ingest.figures.table_rows import (
    Cell,
    header_words,
    is_bare,
    period_header,
    read_row,
    says_only_number,
)
from assistant.schema import Figure, Period, Quantity, Section, Span


def figures_of_row(text: str, row: Section, header: Section | None, document: Document) -> list[Figure]:
    """The figures of a data row, or those that a header itself states: "Teachers (n = 412)"."""
    figures = []
    for cell in read_row(text, row, header):
        figures += [_figure_of_cell(text, row, cell, quantity, document) for quantity in cell.quantities]
    return figures


def _figure_of_cell(text: str, row: Section, cell: Cell, quantity: Quantity, document: Document) -> Figure:
    span = Span(quantity.start, quantity.end)
    inherited: dict[str, str] = {}
    where: dict[str, tuple[Span, ...]] = {}
    period, period_from = _period(text, cell, span, document)
    if period_from:
        inherited["period"] = period_from
    # As in: Nordics under Respondents. A bare number counts what the header says.
    counts = quantity.unit == "count" and is_bare(text, cell.span)
    group = group_of_header(text, cell.header) if cell.header and not counts else None
    timed = period_header(text, cell.header)
    heads = (
        None
        if timed or group or cell.header is None or says_only_number(text, cell.header)
        else header_words(text, cell.header)
    )
    row_timed = period_header(text, cell.label)
    # Under "Country" the label says whose the figure is, if the header says what is measured.
    whose = cell.whose if heads and not (group or row_timed) else None
    labels = [part for part in (None if row_timed or whose else cell.label, heads) if part is not None]
    if not labels and cell.own_words:
        labels = [cell.own_words]
    metric = ", ".join(text[part.start : part.end] for part in labels) or None
    if labels:
        where["metric"] = tuple(labels)
    if group:
        where["population"], inherited["population"] = (group,), "header"
    elif whose:
        where["population"], inherited["population"] = (whose,), "row"
    attributed, relayed = speaker_of(None, document.metadata, inherited)
    return replace(
        document.number(text, quantity, Span(row.start, row.end)),
        metric=metric,
        population=words_of(text, where.get("population", ())),
        period=period,
        attributed_to=attributed,
        relayed_by=relayed,
        inherited=inherited,
        parts=where,
    )


def _period(text: str, cell: Cell, span: Span, document: Document) -> tuple[Period | None, str | None]:
    """The time in the cell, in its header, or of the document, and where it was taken from."""
    if mentions := find_periods(text, cell.span.start, cell.span.end, [span]):
        return mentions[0].period, None
    for part, place in ((cell.header, "header"), (cell.label, "row")):
        if part and (found := find_periods(text, part.start, part.end)):
            return found[0].period, place
    return document.period if document.period else (None, None)
