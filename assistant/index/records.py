"""Data types that only the index layer and the pipeline exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.schema import CanonicalText, Chunk, Figure, Metadata, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What decides whether two vectors may be compared; part of the manifest's compatibility key."""

    name: str
    weights_sha256: str
    pooling: str
    normalisation: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk's text with its context (title, heading) in front, and its sentences.

    `sentences` are spans into `text`, not into `input`.
    """

    context: str
    text: str
    sentences: tuple[Span, ...]

    @property
    def input(self) -> str:
        """What the model reads."""
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """`vector` has shape (dimension,), `sentences` (number of sentences, dimension); unit length."""

    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PreparedChunk:
    """A chunk ready to be stored: its span, search tokens and vectors."""

    id: str
    chunk: Chunk
    tokens: tuple[str, ...]
    encoded: EncodedPassage


@dataclass(frozen=True, slots=True)
class PreparedSource:
    """A source ready to be stored."""

    id: str
    key: str
    version: str
    metadata: Metadata
    metadata_hash: str
    original: bytes | None
    canonical: CanonicalText
    chunks: tuple[PreparedChunk, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk read back: text, sentence spans (into the canonical text) and sentence vectors."""

    id: str
    source_id: str
    version: str
    start: int
    end: int
    heading: str | None
    page: int | None
    text: str
    sentences: tuple[Span, ...]
    sentence_vectors: NDArray[np.float32]
