"""A library whose figures are made by hand, so that its ledger does not depend on how texts are read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

from assistant.building_context import keyword_tokens, name_of
from assistant.index.library import Library
from assistant.pipeline import Assistant
from assistant.retrieval.figure_search import description
from assistant.schema import (
    CanonicalText,
    Chunk,
    Figure,
    Metadata,
    Passage,
    Period,
    PreparedChunk,
    PreparedSource,
    Sample,
    Section,
    Span,
)
from assistant.settings import Settings
from assistant.testing import HashEncoder


def period(start, end=None, kind="stated"):
    """A period from a date to a date."""
    return Period(start, end or start, start if end is None else f"{start}/{end}", kind)


def figure(sentence, surface, value, unit="percent", **fields):
    """(sentence, figure) with everything unknown but what is given; `place` puts it into its source."""
    empty = Figure(
        id="", source_id="", start=0, end=0, surface=surface, value=None if value is None else Decimal(value),
        high=None, unit=unit, qualifier=None, direction=None, metric=None, population=None, period=None,
        attributed_to=None, relayed_by=None, stance="asserted", sample_n=None, sentence=Span(0, 0),
    )  # fmt: skip
    return sentence, replace(empty, **fields)


def source(name, metadata, said, *, vectors=True):
    """A source that states these figures, each in a sentence of its own."""
    text = " ".join(sentence for sentence, _ in said)
    figures, spans, at = [], [], 0
    for sentence, made in said:
        span = Span(at, at + len(sentence))
        start = text.index(made.surface, at)
        figures.append(
            replace(
                made, id=f"{name}-{len(figures)}", source_id=name, start=start,
                end=start + len(made.surface), sentence=span,
            )
        )  # fmt: skip
        spans.append(span)
        at = span.end + 1
    encoder = HashEncoder(max_tokens=10_000)
    (encoded,) = encoder.encode_passages([Passage("", text, tuple(spans))])
    version = hashlib.sha256(text.encode()).hexdigest()
    described = [description(f.metric, f.population, name_of(metadata)) for f in figures]
    return PreparedSource(
        id=name,
        key=name,
        version=version,
        metadata=metadata,
        metadata_hash=name,
        original=None,
        canonical=CanonicalText(text, (Section(0, len(text), "paragraph"),)),
        chunks=(
            PreparedChunk(
                f"{name}:1",
                Chunk(0, len(text), tuple(spans)),
                tuple(keyword_tokens(metadata, None, text)),
                encoded,
            ),
        ),
        figures=tuple(figures),
        figure_vectors=encoder.encode_texts(described) if vectors else None,
    )


SOURCES = (
    source(
        "alpha",
        Metadata("Zeta survey", publisher="CNCF", event="KubeCon", published="2024-05", collected="2023-09",
                 sample=Sample(750), url="https://example.org/alpha"),
        [
            figure("Kubernetes ran in production at 82 % of organisations.", "82 %", "82",
                   metric="Kubernetes in production", population="organisations", attributed_to="CNCF",
                   period=period("2023-09", kind="collected")),
            figure("Between 15 and 25 % of banks used WebAssembly.", "15 and 25 %", "15", high=Decimal(25),
                   metric="WebAssembly use", population="banks", period=period("2019")),
            figure("Not 43 % as some say.", "43 %", "43", metric="Kubernetes in production",
                   stance="disputed"),
        ],
    ),
    source(
        "beta",
        Metadata("An outlook", text_kind="digest", publisher="Éditions SA", published="2025-02-10"),
        [
            figure("Savings were put at US$24.8 billion a year.", "US$24.8 billion", "24800000000",
                   "currency:USD", metric="savings a year", attributed_to="Étude SlashData",
                   stance="hypothetical", period=period("2026-01", "2029-12")),
            figure("A seat costs EUR 40 a month.", "EUR 40", "40", "currency:EUR", metric="price of a seat"),
            figure("It takes 2.5 days.", "2.5 days", "2.5", "duration:day", metric="time to deploy",
                   sample_n=93, period=period("2025-02", kind="published")),
        ],
    ),
    source(
        "gamma",
        Metadata("Middle report"),
        [figure("Some 1.234 were seen.", "1.234", None, "count", metric="sightings")],
        vectors=False,
    ),
)  # fmt: skip


def ledger_library(folder, sources=SOURCES):
    """An open assistant on a new library that holds these sources."""
    encoder = HashEncoder()
    library = Library.open(folder, create=True)
    with library.writing() as writer:
        writer.set_model(encoder.identity, encoder.backend)
        rows = [writer.stage(made, "by hand") for made in sources]
        writer.publish(rows, keyword_tokens)
    return Assistant(library, Settings(), encoder)
