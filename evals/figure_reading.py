"""The reader of figures under test: the one place that says how the product is asked to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.loading import load
from assistant.loading.markdown import markdown_blocks
from assistant.schema import Block, CanonicalText, Figure, Metadata, Span

# As the product packs by default; only its sentences are used here.
_CHUNK_CHARS = 800


class Extracted(Protocol):
    """What a reader gives: figures with offsets into its own `text`, which may be tidier than the input."""

    @property
    def text(self) -> str:
        """The text that offsets mean."""

    @property
    def figures(self) -> Sequence[Figure]:
        """The figures in order."""


Read = Callable[[str], Extracted]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the product keeps it, with what it reads in it."""

    text: str
    figures: tuple[Figure, ...]


def read_text(text: str, *, markdown: bool = False) -> Reading:
    """Read a text on its own, nothing known about it."""
    blocks = markdown_blocks(text) if markdown else [Block("paragraph", text)]
    return _read(blocks, Metadata(title="untitled"))


def read_markdown(text: str) -> Reading:
    """As `read_text`, for Markdown."""
    return read_text(text, markdown=True)


def read_file(path: Path) -> Reading:
    """Read a file with what its front matter says.

    Raises:
        LoadError: it cannot be read.
    """
    document = load(path)
    return _read(document.blocks, document.metadata)


def _read(blocks: Sequence[Block], metadata: Metadata) -> Reading:
    canonical, sentences = prepared(blocks)
    return Reading(canonical.text, tuple(figures_in(canonical, sentences, metadata)))


def prepared(blocks: Sequence[Block]) -> tuple[CanonicalText, list[Span]]:
    """The text as the product keeps it, and its sentences: what ingest has before figures are read."""
    canonical = canonicalise(blocks)
    return canonical, [s for c in chunk(canonical, max_chars=_CHUNK_CHARS) for s in c.sentences]


def figures_in(
    canonical: CanonicalText, sentences: Sequence[Span], metadata: Metadata | None = None
) -> list[Figure]:
    """What the product reads in sentences of a text; the step whose speed is measured."""
    return read_figures(canonical, sentences, metadata or Metadata(title="untitled"), "source", "version")
