"""Each half of our own retrieval alone: what fusion, evidence and answering add to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from assistant.index.embedding import SentenceTransformerEncoder
from assistant.index.keyword_index import analyse
from assistant.index.library import Library
from assistant.schema import Encoder
from evals.baselines.pipeline import TOP_K, Found
from evals.libraries import Subject

Ranker = Callable[[Library, Encoder, str, int], list[tuple[str, float]]]


class OwnPipeline:
    """The chunks of a library, ranked by one index alone."""

    built_seconds = 0.0  # the library is there already; `speed` times our own ingest

    def __init__(self, subject: Subject, ranker: Ranker) -> None:
        """Rank the chunks of a subject's library.

        Args:
            subject: the library under test; opened a second time, only to read.
            ranker: `keyword` or `dense`.
        """
        self._subject = subject
        self._ranker = ranker
        self._encoder = SentenceTransformerEncoder(subject.assistant.settings)
        self._library = Library.open(subject.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the library."""
        self._library.close()

    def search(self, question: str, k: int = TOP_K) -> list[Found]:
        """The k best chunks of the one index."""
        ranked = self._ranker(self._library, self._encoder, question, k)
        with self._library.catalog.snapshot() as snapshot:
            chunks = snapshot.chunks([name for name, _ in ranked])
        return [
            Found(self._subject.slugs[chunks[name].source_id], chunks[name].start, chunks[name].text, score)
            for name, score in ranked
        ]


def keyword(library: Library, _encoder: Encoder, question: str, k: int) -> list[tuple[str, float]]:
    """BM25 alone."""
    with library.catalog.snapshot() as snapshot:
        return snapshot.keyword(analyse(question), k)


def dense(library: Library, encoder: Encoder, question: str, k: int) -> list[tuple[str, float]]:
    """Chunk vectors alone."""
    with library.reading() as (_, store):
        return store.query(encoder.encode_query(question), k) if store else []
