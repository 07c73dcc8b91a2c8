"""Sources and chunks as rows of the catalog, and their metadata there and back. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.schema import Metadata, Sample, Source, Span, StoredChunk

if TYPE_CHECKING:
    from numpy.typing import NDArray


def metadata_to_json(metadata: Metadata) -> dict[str, Any]:
    """Metadata as the JSON that is stored."""
    return asdict(metadata)


def metadata_from_json(stored: dict[str, Any]) -> Metadata:
    """Inverse of `metadata_to_json`."""
    return Metadata(**{**stored, "sample": Sample(**stored["sample"])})


def vector_from_bytes(stored: bytes | None) -> NDArray[np.float32] | None:
    """A stored vector; None where there is none."""
    return None if stored is None else np.frombuffer(stored, dtype="<f2").astype(np.float32)


def source_from_row(row: Any) -> Source:  # noqa: ANN401 - a row of any query that selects the table's columns
    """The source of a row."""
    return Source(
        id=row.id,
        key=row.key,
        version=row.version,
        metadata=metadata_from_json(row.metadata),
        state="current",
        chunks=row.chunks,
        figures=row.figures,
        added=row.added,
    )


def chunk_from_row(row: Any) -> StoredChunk:  # noqa: ANN401
    """The chunk of a row, with its sentences and their vectors."""
    count = len(row.sentences)
    vectors = np.frombuffer(row.sentence_vectors, dtype="<f2").astype(np.float32)
    return StoredChunk(
        id=row.id,
        source_id=row.source_id,
        version=row.version,
        start=row.start,
        end=row.end,
        heading=row.heading,
        page=row.page,
        text=row.text,
        sentences=tuple(Span(start, end) for start, end in row.sentences),
        sentence_vectors=vectors.reshape(count, -1) if count else vectors.reshape(0, 0),
    )
