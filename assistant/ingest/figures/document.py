"""What is known of the document that figures are read from, and a figure of it with its number alone. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from assistant.ingest.figures.sample_sizes import sample_size
from assistant.schema import Figure, Metadata, Period, Quantity, Span


@dataclass(frozen=True, slots=True)
class Document:
    """The document of figures: its metadata, its id and version, its own time and where that stands."""

    metadata: Metadata
    source_id: str
    version: str
    period: tuple[Period, str] | None

    def id_of(self, span: Span) -> str:
        """Id of the figure at a span: the same text of the same source gives the same id."""
        key = f"{self.source_id}:{self.version}:{span.start}:{span.end}"
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    def number(self, text: str, quantity: Quantity, sentence: Span) -> Figure:
        """A quantity as a figure of which nothing but the number is known."""
        span = Span(quantity.start, quantity.end)
        return Figure(
            id=self.id_of(span),
            source_id=self.source_id,
            start=span.start,
            end=span.end,
            surface=text[span.start : span.end],
            value=quantity.value,
            high=quantity.high,
            unit=quantity.unit,
            qualifier=quantity.qualifier,
            direction=quantity.direction,
            metric=None,
            population=None,
            period=None,
            attributed_to=None,
            relayed_by=None,
            stance="asserted",
            sample_n=sample_size(text, span, quantity),
            sentence=sentence,
        )
