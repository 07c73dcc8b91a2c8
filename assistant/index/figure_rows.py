"""Figures as rows of the catalog, there and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.schema import Figure, Period, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def to_row(figure: Figure, version_row: int, vector: NDArray[np.float32] | None) -> dict[str, Any]:
    """The columns of a figure as it was read; `vector` has shape (dimension,), None if not encoded yet."""
    return {
        "id": figure.id,
        "version_row": version_row,
        "source_id": figure.source_id,
        "start": figure.start,
        "end": figure.end,
        "surface": figure.surface,
        "value": None if figure.value is None else str(figure.value),
        "high": None if figure.high is None else str(figure.high),
        "value_number": None if figure.value is None else float(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "direction": figure.direction,
        "metric": figure.metric,
        "population": figure.population,
        "period": None if figure.period is None else asdict(figure.period),
        "attributed_to": figure.attributed_to,
        "relayed_by": figure.relayed_by,
        "stance": figure.stance,
        "sample_n": figure.sample_n,
        "sentence_start": figure.sentence.start,
        "sentence_end": figure.sentence.end,
        "inherited": dict(figure.inherited),
        "vector": None if vector is None else vector.astype("<f2").tobytes(),
        "parts": {name: [[s.start, s.end] for s in spans] for name, spans in figure.parts.items()},
        "compared_with": figure.compared_with,
    }


def from_row(row: Any) -> Figure:  # noqa: ANN401 - a row of any query that selects the table's columns
    """The figure of a row, with what a user corrected; a corrected field is not inherited any more."""
    edited: Mapping[str, Any] = row.edited or {}
    return Figure(
        id=row.id,
        source_id=row.source_id,
        start=row.start,
        end=row.end,
        surface=row.surface,
        value=None if row.value is None else Decimal(row.value),
        high=None if row.high is None else Decimal(row.high),
        unit=row.unit,
        qualifier=row.qualifier,
        direction=row.direction,
        metric=row.metric,
        population=row.population,
        period=None if row.period is None else Period(**row.period),
        attributed_to=row.attributed_to,
        relayed_by=row.relayed_by,
        stance=row.stance,
        sample_n=row.sample_n,
        sentence=Span(row.sentence_start, row.sentence_end),
        inherited={field: where for field, where in row.inherited.items() if field not in edited},
        edited={field: _as_text(was) for field, was in edited.items()},
        parts={name: tuple(Span(*span) for span in spans) for name, spans in (row.parts or {}).items()},
        compared_with=row.compared_with,
    )


def _as_text(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """A column's value for people: of a period its label, of nothing the empty text."""
    if isinstance(value, Mapping):
        return str(value["label"])
    return "" if value is None else str(value)
