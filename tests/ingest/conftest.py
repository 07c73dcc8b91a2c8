"""Texts to figures, as ingest reads them."""

from __future__ import annotations

import pytest

from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.loading.markdown import markdown_blocks
from assistant.schema import Block, Metadata


@pytest.fixture(scope="session")
def read_text():
    """A function from a text, plain or Markdown, to its canonical text and figures."""

    def read(text, *, markdown=False, **about):
        blocks = markdown_blocks(text) if markdown else [Block("paragraph", text)]
        canonical = canonicalise(blocks)
        sentences = [s for c in chunk(canonical, max_chars=800) for s in c.sentences]
        metadata = Metadata(**{"title": "T", **about})
        return canonical.text, read_figures(canonical, sentences, metadata, "s", "v")

    return read
