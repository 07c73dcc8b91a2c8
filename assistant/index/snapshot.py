"""Reading the catalog inside one transaction, so that a question sees one state of the library."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from assistant.errors import SourceNotFoundError
from assistant.index import tables
from assistant.index.figure_rows import from_row
from assistant.index.keyword_index import bm25
from assistant.index.source_rows import chunk_from_row, source_from_row, vector_from_bytes
from assistant.schema import Figure, RetrievedChunk, Section, Source, SourceText, StoredChunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Chunks scored per query and engine. Below it nothing is lost but chunks that match worse than 400 others.
_CANDIDATES = 400
_PAGE = 500


@dataclass(slots=True)
class KnownSources:
    """The sources as of a generation. Whatever changes a source names a new generation with it."""

    of: tuple[str | None, tuple[Source, ...]] | None = None


class Snapshot:
    """Reading the catalog inside one transaction."""

    def __init__(self, connection: Connection, known: KnownSources | None = None) -> None:
        """Read through a connection.

        Args:
            connection: in a transaction.
            known: the sources that an earlier snapshot of the same catalog read; filled by `sources`.
        """
        self.connection = connection
        self._known = known or KnownSources()
        self._manifest: dict[str, Any] | None = None

    def manifest(self) -> dict[str, Any]:
        """All of the manifest, by name."""
        if self._manifest is None:
            rows = self.connection.execute(sa.select(tables.manifest))
            self._manifest = {row.name: row.value for row in rows}
        return self._manifest

    def sources(self) -> list[Source]:
        """All published sources, by title."""
        generation = self.manifest().get("generation")
        known = self._known.of
        if known is None or known[0] != generation:
            rows = self.connection.execute(sa.select(tables.sources)).all()
            found = sorted(map(source_from_row, rows), key=lambda s: (s.metadata.title.lower(), s.id))
            known = (generation, tuple(found))
            self._known.of = known
        return list(known[1])

    def metadata_hashes(self) -> dict[str, str]:
        """Hash of each published source's metadata, by id."""
        s = tables.sources.c
        return {
            row.id: row.metadata_hash for row in self.connection.execute(sa.select(s.id, s.metadata_hash))
        }

    def source(self, source_id: str) -> Source:
        """One source.

        Raises:
            SourceNotFoundError: no source has that id.
        """
        query = sa.select(tables.sources).where(tables.sources.c.id == source_id)
        row = self.connection.execute(query).first()
        if row is None:
            raise SourceNotFoundError(f"No source has the id {source_id!r}; `assistant sources` lists them")
        return source_from_row(row)

    def source_text(self, source_id: str, version: str | None = None) -> SourceText:
        """A source with its canonical text; of an older version if one is named."""
        source = self.source(source_id)
        v = tables.versions.c
        query = sa.select(v.text, v.sections).where(
            v.source_id == source_id,
            v.version == (version or source.version),
            v.state != "staged",
        )
        row = self.connection.execute(query.order_by(v.row.desc())).first()
        if row is None:
            raise SourceNotFoundError(f"Source {source_id!r} has no version {version!r}")
        return SourceText(source, row.text, tuple(Section(*section) for section in row.sections))

    def texts(self, source_ids: Sequence[str]) -> dict[str, str]:
        """Canonical texts of published sources, by the source's id."""
        v = tables.versions.c
        query = sa.select(v.source_id, v.text).where(v.source_id.in_(list(source_ids)), v.state == "current")
        return {row.source_id: row.text for row in self.connection.execute(query)}

    def chunks(self, ids: Sequence[str]) -> dict[str, StoredChunk]:
        """Published chunks by id."""
        c = tables.chunks.c
        query = sa.select(
            c.id, c.source_id, c.version, c.start, c.end, c.heading, c.page, c.text, c.sentences,
            c.sentence_vectors,
        ).where(c.id.in_(ids), c.visible.is_(True))  # fmt: skip
        return {row.id: chunk_from_row(row) for row in self.connection.execute(query)}

    def keyword(
        self, query: Sequence[str], k: int, source_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The k best chunks by BM25: (chunk id, score), best first, ties by id."""
        if not query or (source_ids is not None and not source_ids):
            return []
        terms = list(dict.fromkeys(query))
        match = " OR ".join(f'"{term}"' for term in terms)
        c = tables.chunks.c
        index = sa.table("keyword_index", sa.column("rowid"))
        select = (
            sa.select(c.id, c.tokens)
            .select_from(sa.join(index, tables.chunks, c.row == index.c.rowid))
            .where(sa.text("keyword_index MATCH :match"), c.visible.is_(True))
            .order_by(sa.text("bm25(keyword_index)"), c.id)
            .limit(_CANDIDATES)
        )
        if source_ids is not None:
            select = select.where(c.source_id.in_(source_ids))
        rows = self.connection.execute(select, {"match": match}).all()
        manifest = self.manifest()
        frequencies = self.frequencies(terms)
        chunks = int(manifest.get("chunks", 0))
        mean = int(manifest.get("tokens", 0)) / max(1, chunks)
        scored = [
            (
                str(row.id),
                bm25(
                    terms,
                    row.tokens.split(" "),
                    frequencies=frequencies,
                    chunks=chunks,
                    mean_length=mean,
                ),
            )
            for row in rows
        ]
        return sorted(scored, key=lambda item: (-item[1], item[0]))[:k]

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many chunks each term occurs; terms of no chunk are left out."""
        t = tables.terms.c
        query = sa.select(t.term, t.chunks).where(t.term.in_(list(terms)))
        return {row.term: row.chunks for row in self.connection.execute(query)}

    def figures_in(self, chunks: Sequence[RetrievedChunk]) -> list[tuple[Figure, NDArray[np.float32] | None]]:
        """Figures that some published chunks state, in order of source and position, each with its vector.

        Rejected ones too. A vector has unit length; None for a figure that has none yet. Not all figures of
        their sources: a long report has thousands.
        """
        if not chunks:
            return []
        f, v = tables.figures.c, tables.versions.c
        inside = [
            sa.and_(f.source_id == chunk.source_id, f.start >= chunk.start, f.start < chunk.end)
            for chunk in chunks
        ]
        query = (
            sa.select(tables.figures)
            .join(tables.versions, v.row == f.version_row)
            .where(v.state == "current", sa.or_(*inside))
            .order_by(f.source_id, f.start)
        )
        return [(from_row(row), vector_from_bytes(row.vector)) for row in self.connection.execute(query)]

    def vectors(
        self, staged: Collection[int] = (), without: Collection[str] = ()
    ) -> Iterator[Row[*tuple[Any, ...]]]:
        """Published chunks but those of some sources, and those of staged version rows, in order."""
        c = tables.chunks.c
        last = 0
        while True:
            query = (
                sa.select(
                    c.row, c.id, c.source_id, c.version, c.start, c.end, c.heading, c.page, c.text,
                    c.vector, c.version_row,
                )
                .where(_in_generation(staged, without), c.row > last)
                .order_by(c.row)
                .limit(_PAGE)
            )  # fmt: skip
            rows = self.connection.execute(query).all()
            if not rows:
                return
            yield from rows
            last = rows[-1].row

    def count_vectors(self, staged: Collection[int] = (), without: Collection[str] = ()) -> int:
        """How many rows `vectors` yields."""
        query = sa.select(sa.func.count()).select_from(tables.chunks).where(_in_generation(staged, without))
        return int(self.connection.execute(query).scalar_one())


def _in_generation(staged: Collection[int], without: Collection[str]) -> sa.ColumnElement[bool]:
    c = tables.chunks.c
    published = sa.and_(c.visible.is_(True), c.source_id.not_in(list(without)))
    return sa.or_(published, c.version_row.in_(list(staged)))
