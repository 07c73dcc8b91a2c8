"""A text on its own -> its canonical text and figures, without a library and without a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import LoadError
from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.ingest.survey_facts import complete
from assistant.loading import load
from assistant.loading.markdown import (
    FrontMatterError,
    markdown_blocks,
    metadata_from_front_matter,
    split_front_matter,
)
from assistant.schema import Block, CanonicalText, Extraction, Metadata, Span

# As a library packs by default; only the sentences are used, and none is longer.
_CHUNK_CHARS = 800
_UNTITLED = "untitled"


def extract(text: str, *, metadata: Metadata | None = None) -> Extraction:
    """Read the figures of a text.

    Args:
        text: plain text, or Markdown with or without front matter. One line is taken as it stands.
        metadata: what is known about the text; else its front matter says it.

    Returns:
        The canonical text, to which all offsets refer, what is known about it, and its figures in order.

    Raises:
        LoadError: the front matter cannot be read.
    """
    try:
        front, body = split_front_matter(text)
        about = metadata or metadata_from_front_matter(front, _UNTITLED)
    except FrontMatterError as error:
        raise LoadError("text", str(error)) from error
    blocks = markdown_blocks(body) if "\n" in body.strip() else [Block("paragraph", body)]
    return _extraction(blocks, about)


def extract_file(path: str | Path) -> Extraction:
    """Read the figures of a file of any kind that can be added to a library.

    Raises:
        LoadError: it cannot be read.
    """
    document = load(Path(path))
    return _extraction(document.blocks, document.metadata)


def sentences_of(canonical: CanonicalText) -> list[Span]:
    """The sentences of a text in order, as a library keeps them."""
    return [sentence for part in chunk(canonical, max_chars=_CHUNK_CHARS) for sentence in part.sentences]


def _extraction(blocks: Sequence[Block], metadata: Metadata) -> Extraction:
    canonical = canonicalise(blocks)
    sentences = sentences_of(canonical)
    about = complete(metadata, canonical.text, sentences)
    figures = read_figures(canonical, sentences, about, "", "")
    return Extraction(canonical.text, canonical.sections, about, tuple(figures))
