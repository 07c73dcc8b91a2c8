"""Figures -> dicts: alone, as rows of the ledger, of a text read on its own. Pure."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from assistant.schema import Extraction, Figure, Ledger, LedgerRow

# Of these fields a figure tells where it has them from; the other fields stand in its own words.
TRACED_FIELDS = ("metric", "population", "period", "attributed_to", "sample_n")


def figure_to_dict(figure: Figure) -> dict[str, Any]:
    """The contract's object of a figure; unknown is None."""
    period = figure.period
    return {
        "id": figure.id,
        "source_id": figure.source_id,
        "start": figure.start,
        "end": figure.end,
        "surface": figure.surface,
        "value": number_of(figure.value),
        "high": number_of(figure.high),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "direction": figure.direction,
        "metric": figure.metric,
        "population": figure.population,
        "period": period
        and {"from": period.start, "to": period.end, "label": period.label, "kind": period.kind},
        "attributed_to": figure.attributed_to,
        "relayed_by": figure.relayed_by,
        "stance": figure.stance,
        "sample_n": figure.sample_n,
        "sentence": [figure.sentence.start, figure.sentence.end],
        "inherited": dict(figure.inherited),
        "edited": dict(figure.edited),
        "parts": {field: [[s.start, s.end] for s in spans] for field, spans in figure.parts.items()},
        "compared_with": figure.compared_with,
    }


def _extraction(found: Extraction) -> dict[str, Any]:
    return {
        "text": found.text,
        "metadata": asdict(found.metadata),
        "figures": [figure_to_dict(figure) for figure in found.figures],
        "recommendations": None,  # not read yet
    }


def figures_to_dict(value: Figure | LedgerRow | Ledger | Extraction) -> dict[str, Any]:
    """The contract's object of a figure, a row or page of the ledger, or a text read on its own."""
    if isinstance(value, Figure):
        return figure_to_dict(value)
    if isinstance(value, Extraction):
        return _extraction(value)
    if isinstance(value, LedgerRow):
        return _ledger_row(value)
    return {
        "total": value.total,
        "offset": value.offset,
        "period_kinds": dict(value.period_kinds),
        "figures": [_ledger_row(row) for row in value],
    }


def _ledger_row(row: LedgerRow) -> dict[str, Any]:
    return {
        **figure_to_dict(row.figure),
        "sample_n": row.sample_n,
        "status": {field: field_status(row, field) for field in TRACED_FIELDS},
        "rejected": row.figure.rejected,
        "period_kind": row.period_kind,
        "score": row.score,
        **cited_source(row),
    }


def cited_source(row: LedgerRow) -> dict[str, str | None]:
    """The sentence of a row, and what is to be told of its source.

    A sentence of ours is never handed out as a quotation: it stands under `digest_sentence`.
    """
    return {
        "quote": row.sentence if row.text_kind == "original" else None,
        "digest_sentence": row.sentence if row.text_kind == "digest" else None,
        "text_kind": row.text_kind,
        "title": row.title,
        "publisher": row.publisher,
        "account_of": row.account_of,
        "event": row.event,
        "published": row.published,
        "collected": row.collected,
        "url": row.url,
    }


def field_status(row: LedgerRow, field: str) -> str:
    """Where a figure has a field from: `stated`, `inherited:WHERE`, `missing` or `edited`.

    `WHERE` is as in `Figure.inherited`; `source` for a number of people asked that only the source gives.
    """
    figure = row.figure
    if field in figure.edited:
        return "edited"
    if field == "sample_n" and figure.sample_n is None:
        return "missing" if row.sample_n is None else "inherited:source"
    if getattr(figure, field) is None:
        return "missing"
    return f"inherited:{figure.inherited[field]}" if field in figure.inherited else "stated"


def number_of(value: Decimal | None) -> int | float | None:
    """A decimal as JSON has it: whole where it is whole."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return int(whole) if whole == value else float(value)
