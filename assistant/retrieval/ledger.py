"""Query and filter -> rows of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.index import figure_query
from assistant.index.keyword_index import analyse, inverse_frequency
from assistant.index.snapshot import Snapshot
from assistant.retrieval.figure_search import LEAST, combine, overlap, query_weights
from assistant.retrieval.retriever import date_within, matching_sources
from assistant.schema import Figure, FigureFilter, Filter, Ledger, LedgerRow, PeriodKind, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Figures nearest by vector whose words are compared too; words of 100,000 would take seconds to read.
_NEAREST = 3_000


def find_figures(
    snapshot: Snapshot,
    *,
    names: Mapping[str, str],
    query: str | None = None,
    vector: NDArray[np.float32] | None = None,
    where: Filter | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Ledger:
    """The figures that fit a query and a filter: best first, else by title of their source and position.

    Args:
        snapshot: the catalog as the question sees it.
        names: short name of each source by id, as it stands in the figures' vectors.
        query: in plain words; None for all figures.
        vector: the query's, shape (dimension,).
        where: which figures; None for all that are not rejected.
        limit: most rows.
        offset: rows left out in front.
    """
    sources = {source.id: source for source in snapshot.sources()}
    rows, near = _passing(snapshot, sources, where, vector)
    scores: dict[int, float] = {}
    if query is None:
        place = {name: number for number, name in enumerate(sources)}
        rows.sort(key=lambda row: (place[row.source_id], row.start, row.row))
    else:
        scores = _scores(snapshot, query, rows, near, names)
        rows = [row for row in rows if scores.get(row.row, 0.0) >= LEAST]
        rows.sort(key=lambda row: (-scores[row.row], row.source_id, row.start, row.row))
    kinds = Counter(_period_kind(row.kind, sources[row.source_id]) or "unknown" for row in rows)
    shown = rows[offset : None if limit is None else offset + limit]
    figures = figure_query.figures(snapshot.connection, [row.row for row in shown])
    sentences = _sentences(snapshot, figures.values())
    return Ledger(
        rows=tuple(
            _row(figures[row.row], sources[row.source_id], sentences, scores.get(row.row)) for row in shown
        ),
        total=len(rows),
        offset=offset,
        period_kinds=dict(sorted(kinds.items())),
    )


def _passing(
    snapshot: Snapshot,
    sources: Mapping[str, Source],
    where: Filter | None,
    vector: NDArray[np.float32] | None,
) -> tuple[list[Any], NDArray[np.float32]]:
    """What passes a filter (see `figure_query.matching`), and its cosine with the query, NaN for unknown."""
    wanted = where if isinstance(where, FigureFilter) else _as_figure_filter(where)
    listed = list(sources.values())
    period = wanted.period or (None, None)
    conditions = figure_query.conditions(
        wanted,
        source_ids=matching_sources(listed, _as_filter(wanted)),
        sampled=[source.id for source in listed if source.metadata.sample.n is not None],
        dated=[source.id for source in listed if date_within(_date_of(source), period)],
    )
    found = figure_query.matching(snapshot.connection, conditions)
    near = np.full(len(found), np.nan, dtype=np.float32)
    if vector is not None:
        near = figure_query.cosines(snapshot.connection, conditions, vector)
    # Not in SQL, whose lower() knows ASCII only.
    said_by = np.array([_is_by(row.attributed_to, wanted.attributed_to) for row in found], dtype=bool)
    return [row for row, keep in zip(found, said_by, strict=True) if keep], near[said_by]


def _scores(
    snapshot: Snapshot,
    query: str,
    rows: Sequence[Any],
    near: NDArray[np.float32],
    names: Mapping[str, str],
) -> dict[int, float]:
    """Score of the rows that can be among the best: the nearest, and all that have no vector."""
    order = np.argsort(-np.nan_to_num(near, nan=-1.0), kind="stable")
    chosen = np.concatenate([order[~np.isnan(near[order])][:_NEAREST], np.flatnonzero(np.isnan(near))])
    chunks = int(snapshot.manifest().get("chunks", 0))

    def rarity(tokens: Sequence[str]) -> dict[str, float]:
        known = snapshot.frequencies(tokens)
        return {token: inverse_frequency(chunks, known.get(token, 0)) for token in tokens}

    weights = query_weights(query, rarity)
    said = figure_query.words(snapshot.connection, [rows[i].row for i in chosen])
    name_words = {name: set(analyse(text)) for name, text in names.items()}
    shares = []
    for i in chosen:
        says, by = said[rows[i].row]
        shares.append(overlap(weights, set(analyse(says)), name_words[rows[i].source_id] | set(analyse(by))))
    # Rounded, so that no difference of the last bit decides an order.
    found = combine(near[chosen], np.array(shares, dtype=np.float32)).round(4)
    return {rows[i].row: round(float(score), 4) for i, score in zip(chosen, found, strict=True)}


def _sentences(snapshot: Snapshot, figures: Collection[Figure]) -> dict[str, str]:
    """The sentence of each figure, by the figure's id."""
    of_source: dict[str, list[Figure]] = {}
    for figure in figures:
        of_source.setdefault(figure.source_id, []).append(figure)
    return {
        figure.id: text[figure.sentence.start : figure.sentence.end]
        for source_id, text in figure_query.texts(snapshot.connection, of_source)
        for figure in of_source[source_id]
    }


def _row(figure: Figure, source: Source, sentences: Mapping[str, str], score: float | None) -> LedgerRow:
    about = source.metadata
    return LedgerRow(
        figure=figure,
        title=about.title,
        publisher=about.publisher,
        account_of=about.account_of,
        event=about.event,
        published=about.published,
        collected=about.collected,
        url=about.url,
        text_kind=about.text_kind,
        sentence=sentences[figure.id],
        sample_n=about.sample.n if figure.sample_n is None else figure.sample_n,
        period_kind=_period_kind(figure.period.kind if figure.period else None, source),
        score=score,
    )


def _period_kind(own: PeriodKind | None, source: Source) -> PeriodKind | None:
    """Which period a filter compares: the figure's own, else its source's date."""
    if own is not None:
        return own
    if source.metadata.collected:
        return "collected"
    return "published" if source.metadata.published else None


def _date_of(source: Source) -> str | None:
    return source.metadata.collected or source.metadata.published


def _is_by(attributed_to: str | None, words: str | None) -> bool:
    said = (attributed_to or "").casefold()
    return words is None or all(word in said for word in words.casefold().split())


def _as_filter(where: Filter) -> Filter:
    """The part of a filter that is about sources."""
    return Filter(where.sources, where.publisher, where.event, where.published, where.collected)


def _as_figure_filter(where: Filter | None) -> FigureFilter:
    if where is None:
        return FigureFilter()
    return FigureFilter(where.sources, where.publisher, where.event, where.published, where.collected)
