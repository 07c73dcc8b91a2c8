"""Hybrid retrieval: chunks for a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.index.keyword_index import analyse
from assistant.index.snapshot import Snapshot
from assistant.index.vector_store import VectorStore
from assistant.retrieval.fusion import normalised_sum
from assistant.schema import Filter, RetrievedChunk, Source, StoredChunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Each ranker's depth before fusion: a chunk below rank 60 in both lists never reached the ten best
# of a dev question.
DEPTH = 60
# Sources that are searched once more by themselves. A filter of thousands of ids costs more than the search,
# and SQLite takes 32,766 in one statement.
_MOST_LIKELY = 500


def retrieve(
    snapshot: Snapshot,
    store: VectorStore,
    *,
    text: str,
    vector: NDArray[np.float32],
    top_k: int,
    source_ids: Sequence[str] | None = None,
    likely: Sequence[str] = (),
) -> tuple[list[RetrievedChunk], dict[str, StoredChunk]]:
    """The best chunks for a question, best first, and the same chunks with their sentences.

    Candidates are what either index finds; a chunk is as near as its nearest sentence, because a chunk
    that answers in one sentence and speaks of other things in five is still the one.

    Args:
        snapshot: the catalog as the question sees it.
        store: the generation that belongs to it.
        text: the question, for the keyword index.
        vector: the question's vector.
        top_k: most chunks to return.
        source_ids: only these sources; None for all.
        likely: sources that the question seems to mean, such as those of the year that it names. Their own
            best chunks are returned too: of ten editions of one survey, all say nearly the same. Of more than
            `_MOST_LIKELY`, which tell little apart, only what the search over all finds.
    """
    depth = max(DEPTH, top_k)
    query = analyse(text)
    dense_of = dict(store.query(vector, depth, source_ids))
    keyword_of = dict(snapshot.keyword(query, depth, source_ids))
    if 0 < len(likely) <= _MOST_LIKELY:
        dense_of |= dict(store.query(vector, depth, likely))
        keyword_of |= dict(snapshot.keyword(query, depth, likely))
    stored = snapshot.chunks(sorted({*dense_of, *keyword_of}))
    keyword = sorted(keyword_of.items(), key=lambda item: (-item[1], item[0]))
    ranked = normalised_sum(nearest_sentences(stored, vector), keyword)
    sources = set(likely)
    meant = [item for item in ranked if item[0] in stored and stored[item[0]].source_id in sources][:top_k]
    fused = dict([*ranked[:top_k], *meant]).items()
    found = [
        RetrievedChunk(
            chunk_id=name,
            source_id=stored[name].source_id,
            version=stored[name].version,
            start=stored[name].start,
            end=stored[name].end,
            text=stored[name].text,
            heading=stored[name].heading,
            page=stored[name].page,
            score=score,
            dense=dense_of.get(name, 0.0),
            keyword=keyword_of.get(name, 0.0),
        )
        for name, score in fused
        if name in stored
    ]
    return found, stored


def nearest_sentences(
    stored: Mapping[str, StoredChunk], vector: NDArray[np.float32]
) -> list[tuple[str, float]]:
    """(chunk id, cosine of its sentence nearest to a question), nearest first, ties by id."""
    found = [
        (name, float((chunk.sentence_vectors @ vector).max()))
        for name, chunk in stored.items()
        if len(chunk.sentences)
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def matching_sources(sources: Sequence[Source], where: Filter | None) -> list[str] | None:
    """Ids of the sources that a filter lets through; None if it lets everything through."""
    if where is None or where == Filter():
        return None
    return [source.id for source in sources if _passes(source, where)]


def _passes(source: Source, where: Filter) -> bool:
    about = source.metadata
    if where.sources and source.id not in where.sources:
        return False
    if where.publisher and where.publisher.lower() not in (about.publisher or "").lower():
        return False
    if where.event and where.event.lower() not in (about.event or "").lower():
        return False
    if where.published and not date_within(about.published, where.published):
        return False
    return not (where.collected and not date_within(about.collected, where.collected))


def date_within(date: str | None, bounds: tuple[str | None, str | None]) -> bool:
    """Whether a partial date (or interval) touches A..B, bounds inclusive and at their own precision.

    An unknown date is in no interval.
    """
    if date is None:
        return False
    first, _, last = date.partition("/")
    low, high = bounds
    end = last or first
    if low is not None and end[: len(low)] < low[: len(end)]:
        return False
    return not (high is not None and first[: len(high)] > high[: len(first)])
