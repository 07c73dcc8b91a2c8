"""The catalog: the SQL record from which everything else can be rebuilt. Opening and reading.

Every reader works in one transaction (`snapshot`), so that a question sees one state of the library
although another process publishes meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from assistant.errors import LibraryDamagedError, LibraryMismatchError, SourceNotFoundError
from assistant.index import tables
from assistant.index.figure_rows import from_row
from assistant.index.keyword_index import bm25
from assistant.schema import (
    Figure,
    Metadata,
    RetrievedChunk,
    Sample,
    Section,
    Source,
    SourceText,
    Span,
    StoredChunk,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

# FTS5 only matches; the characters that our analyser keeps inside tokens are declared to it.
_KEYWORD_INDEX = """
CREATE VIRTUAL TABLE IF NOT EXISTS keyword_index USING fts5(
  tokens, content='chunks', content_rowid='row',
  tokenize="unicode61 remove_diacritics 0 tokenchars '.%+#$€£¥-_'")
"""
# Chunks scored per query and engine. Below it nothing is lost but chunks that match worse than 400 others.
_CANDIDATES = 400
_PAGE = 500


class Catalog:
    """An open catalog. Thread-safe: every snapshot has its own connection."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._known = KnownSources()

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Catalog:
        """Open the SQLite catalog of a library folder.

        Raises:
            LibraryDamagedError: it is not a catalog.
            LibraryMismatchError: it has a format that this version does not know.
        """
        engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        sa.event.listen(engine, "connect", _prepare_connection)
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        catalog = cls(engine)
        try:
            if create:
                with engine.begin() as connection:
                    tables.schema.create_all(connection)
                    connection.exec_driver_sql(_KEYWORD_INDEX)
            with catalog.snapshot() as snapshot:
                found = snapshot.manifest().get("format")
        except sa.exc.DatabaseError as error:
            engine.dispose()
            raise LibraryDamagedError(
                f"{path} cannot be read as a catalog ({error.orig}); restore it from a backup, or "
                "move the folder away and add the documents again"
            ) from error
        if found is not None and found != tables.FORMAT:
            engine.dispose()
            raise LibraryMismatchError(
                f"The library in {path.parent} has format {found}, this version reads format "
                f"{tables.FORMAT}; use the version that wrote it, or add the documents to a new library"
            )
        _add_columns(engine)
        return catalog

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One consistent view of the library."""
        with self.engine.connect() as connection, connection.begin():
            yield Snapshot(connection, self._known)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _prepare_connection(connection: Any, _record: object) -> None:  # noqa: ANN401 - DB-API
    # SQLAlchemy emits BEGIN itself (above); the driver's own would come too late for a snapshot.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _add_columns(engine: Engine) -> None:
    """Give an older library the columns that it lacks; all of them may be NULL."""
    for table, column in tables.ADDED_COLUMNS:
        if _lacks(engine, table, column):
            kind = tables.schema.tables[table].c[column].type.compile(engine.dialect)
            try:
                with engine.begin() as connection:
                    connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
            except sa.exc.OperationalError:
                # Another process that opened the library at the same moment may have been first.
                if _lacks(engine, table, column):
                    raise


def _lacks(engine: Engine, table: str, column: str) -> bool:
    inspector = sa.inspect(engine)
    return inspector.has_table(table) and column not in {c["name"] for c in inspector.get_columns(table)}


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
            found = sorted(map(_source, rows), key=lambda s: (s.metadata.title.lower(), s.id))
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
        return _source(row)

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
        return {row.id: _chunk(row) for row in self.connection.execute(query)}

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
        return [(from_row(row), _vector(row.vector)) for row in self.connection.execute(query)]

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


def metadata_to_json(metadata: Metadata) -> dict[str, Any]:
    """Metadata as the JSON that is stored."""
    return asdict(metadata)


def metadata_from_json(stored: dict[str, Any]) -> Metadata:
    """Inverse of `metadata_to_json`."""
    return Metadata(**{**stored, "sample": Sample(**stored["sample"])})


def _vector(stored: bytes | None) -> NDArray[np.float32] | None:
    return None if stored is None else np.frombuffer(stored, dtype="<f2").astype(np.float32)


def _source(row: Row[*tuple[Any, ...]]) -> Source:
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


def _chunk(row: Row[*tuple[Any, ...]]) -> StoredChunk:
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
