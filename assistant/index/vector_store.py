"""Chroma: building a generation, and querying one. The only file that imports chromadb.

A generation is a folder that is never written again once it is published. Chroma cannot be shared
between processes while somebody writes, and a kill during a write can leave a collection that does
not open; so a writer always makes a new folder, closes it, and only then tells the catalog.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import LibraryDamagedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLLECTION = "chunks"
# Above SQLite's limit of about 32,700 bound values a filter fails.
_MOST_IDS = 30_000


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A row of the collection: what a stock Chroma client reads too."""

    id: str
    vector: NDArray[np.float32]
    document: str
    metadata: dict[str, str | int]


def build_generation(folder: Path, rows: Iterable[VectorRow], *, count: int, dimension: int) -> None:
    """Make a fresh, closed generation in a folder that must not exist.

    Args:
        folder: where.
        rows: what it holds.
        count: how many rows that is.
        dimension: numbers in a vector.

    Raises:
        LibraryDamagedError: what was written does not read back.
    """
    folder.mkdir(parents=True)
    client = _client(folder)
    try:
        collection = client.create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": _hnsw(count)},
            metadata={"dimension": dimension},
        )
        added, probe = 0, None
        for batch in _batches(rows, min(2000, client.get_max_batch_size())):
            collection.add(
                ids=[row.id for row in batch],
                embeddings=[row.vector for row in batch],
                documents=[row.document for row in batch],
                metadatas=[row.metadata for row in batch],
            )
            added += len(batch)
            probe = batch[-1]
        if added == 1 and probe is not None:
            collection.update(ids=[probe.id], embeddings=[probe.vector])  # the second operation: see _hnsw
        found = collection.count()
        if found != count:
            raise LibraryDamagedError(f"Chroma holds {found} of {count} rows in {folder}")
        if probe is not None:
            nearest = collection.query(query_embeddings=[probe.vector], n_results=1)
            if not nearest["ids"][0]:
                raise LibraryDamagedError(f"Chroma finds nothing in {folder}")
    finally:
        client.close()
    _wipe_unused(folder)


def _hnsw(count: int) -> dict[str, Any]:
    """Index settings with which Chroma saves its vectors once, with the last row that is added.

    With fewer operations than its threshold (2 at least), or with more, some vectors would stay in its log,
    and every process that opens the generation would put them into the index again and save it.
    """
    whole = max(2, count)
    return {
        "space": "cosine",
        "ef_construction": 200,
        "ef_search": 200,
        "batch_size": min(100, whole),
        "sync_threshold": whole,
    }


def _wipe_unused(folder: Path) -> None:
    """Zero what Chroma allocated and never wrote: it saves such memory as it was, other texts included.

    The header (version 1: a 4-byte version, then 8-byte numbers) says how many elements are stored and
    how long one is.
    """
    for header in folder.glob("*/header.bin"):
        content = header.read_bytes()
        if len(content) < 36 or struct.unpack_from("<i", content)[0] != 1:
            continue  # another layout: tests/index/test_vector_store.py notices before a release does
        _, _, stored, element = struct.unpack_from("<4Q", content, 4)
        for name, size in (("data_level0.bin", element), ("length.bin", 4)):
            with (header.parent / name).open("r+b") as stream:
                end = stream.seek(0, 2)
                stream.seek(stored * size)
                stream.write(bytes(max(0, end - stored * size)))


class VectorStore:
    """One published generation, open for queries. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        """Open a generation.

        Raises:
            LibraryDamagedError: the folder is missing or Chroma cannot open it.
        """
        if not folder.is_dir():
            raise LibraryDamagedError(f"The vector index {folder} is missing; run: assistant rebuild")
        from chromadb.errors import ChromaError

        self.folder = folder
        self._lock = threading.Lock()
        try:
            self._client = _client(folder)
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except (ChromaError, ValueError, OSError, RuntimeError) as error:
            raise LibraryDamagedError(
                f"The vector index {folder} cannot be opened ({error}); run: assistant rebuild"
            ) from error

    def count(self) -> int:
        """Number of rows."""
        return int(self._collection.count())

    def ids(self) -> set[str]:
        """Ids of all rows."""
        return {str(i) for i in self._collection.get(include=[])["ids"]}

    def query(
        self, vector: NDArray[np.float32], k: int, source_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The k nearest chunks: (chunk id, cosine similarity), best first, ties by id.

        Args:
            vector: unit length, shape (dimension,).
            k: how many.
            source_ids: only chunks of these sources; None for all.
        """
        if source_ids is not None and not source_ids:
            return []
        found: dict[str, float] = {}
        groups = [None] if source_ids is None else list(_batches(source_ids, _MOST_IDS))
        for group in groups:
            where: Any = None if group is None else {"source_id": {"$in": list(group)}}
            with self._lock:
                answer = self._collection.query(
                    query_embeddings=[vector], n_results=k, where=where, include=["distances"]
                )
            distances = (answer["distances"] or [[]])[0]
            # The only place where Chroma's distances exist: cosine similarity = 1 - distance.
            found |= {i: 1 - float(d) for i, d in zip(answer["ids"][0], distances, strict=True)}
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:k]

    def close(self) -> None:
        """Give the memory back. A closed store must not be used."""
        with self._lock:
            self._client.close()


def _client(folder: Path) -> Any:  # noqa: ANN401 - chromadb's types are those of its own models
    import chromadb
    from chromadb.config import Settings

    # Explicit, because these settings are otherwise read from the environment and from ./.env.
    settings = Settings(
        _env_file=None,
        anonymized_telemetry=False,
        allow_reset=False,
        is_persistent=True,
        persist_directory=str(folder),
    )
    return chromadb.PersistentClient(path=str(folder), settings=settings)


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
