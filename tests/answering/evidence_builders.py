"""Sources, citations and evidence for the tests of this folder."""

from __future__ import annotations

from decimal import Decimal

from assistant.pipeline import Assistant
from assistant.schema import Citation, Evidence, Features, Figure, Metadata, Source, Span
from assistant.settings import Settings
from assistant.testing import HashEncoder

TWO_SHARES = """---
title: Mesh survey
publisher: Foundation
---
Service meshes ran in production at 42 % of organisations in 2023.

Serverless functions ran in production at 31 % of organisations in 2023.
"""
ASKED_BOTH = (
    "What share of organisations ran service meshes in production in 2023, "
    "and what share of organisations ran serverless functions in production in 2023?"
)


def library_of(folder, text):
    """Folder of a library of one document."""
    (folder / "mesh.md").write_text(text, "utf-8")
    with Assistant.open(folder / "lib", Settings(), create=True, encoder=HashEncoder()) as assistant:
        assistant.add(folder / "mesh.md")
    return folder / "lib"


def source(name="s1", **about):
    """A source with this metadata."""
    metadata = Metadata(
        **{"title": "Annual Survey", "publisher": "Foundation", "published": "2025-04", **about}
    )
    return Source(name, f"{name}.md", "v" * 64, metadata, "current", 2, 5, "2026-02-01T00:00:00+00:00")


def citation(quote, start=0, of=None):
    """A citation of this quote."""
    of = of or source()
    about = of.metadata
    return Citation(
        of.id, of.version, f"{of.id}:c", start, start + len(quote), quote, "", "", about.text_kind,
        about.title, about.publisher, about.account_of, about.event, about.published, about.url,
    )  # fmt: skip


def figure(quote, surface, value, unit="percent", at=0, **known):
    """The figure of a quote that has this surface; the quote stands at `at` of its text."""
    at += quote.index(surface)
    fields = {
        **dict.fromkeys(["high", "qualifier", "direction", "metric", "population", "period"]),
        **dict.fromkeys(["attributed_to", "relayed_by", "sample_n"]),
        "stance": "asserted",
        **known,
    }
    return Figure(
        id=f"f{at}", source_id="s1", start=at, end=at + len(surface), surface=surface, value=Decimal(value),
        unit=unit, sentence=Span(0, len(quote)), **fields,
    )  # fmt: skip


def evidence(quote, score=1.0, of=None, start=0, lacks=(), cosine=0.6, support=0.8, states=None):
    """A piece of evidence, strong unless told otherwise; `states` is its figure."""
    of = of or source()
    return Evidence(
        citation(quote, start, of), of, states, score, Features(meaning=cosine), support, tuple(lacks)
    )
