"""What may be done to a library while the writer's lock is held."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from assistant.index import figure_edits, figure_vectors, publication, tables
from assistant.index.figure_rows import from_row
from assistant.index.keyword_index import ANALYSER
from assistant.index.manifest import write_manifest
from assistant.index.snapshot import Snapshot
from assistant.index.term_statistics import TokensOf, has_older_words, renew_tokens
from assistant.index.vector_store import VectorRow, build_generation
from assistant.schema import Figure, ModelIdentity, PreparedSource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.index.library import Library


class Writer:
    """Made by `Library.writing`, and good for as long as that lasts."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def set_model(self, identity: ModelIdentity, backend: str) -> None:
        """Record the model that builds this library, once."""
        with self._library.catalog.engine.begin() as connection:
            known = Snapshot(connection).manifest()
            write_manifest(
                connection,
                {"format": tables.FORMAT, "model": asdict(identity), "backend": backend}
                | ({} if known else {"analyser": ANALYSER}),
            )

    def staged_row(self, source_id: str, version: str, metadata_hash: str, chunking: str) -> int | None:
        """The row that an interrupted add left for exactly this content, or None."""
        with self._library.catalog.engine.begin() as connection:
            return publication.staged_row(connection, source_id, version, metadata_hash, chunking)

    def stage(self, source: PreparedSource, chunking: str) -> int:
        """Store a version, invisible until published; return its row."""
        with self._library.catalog.engine.begin() as connection:
            return publication.stage(connection, source, chunking)

    def publish(self, rows: Sequence[int], tokens_of: TokensOf) -> set[str]:
        """Make staged versions visible, all at once, and forget other staged ones; return their sources."""
        replaced = self._source_ids(rows)
        generation = self._build(set(rows), without=replaced)
        with self._library.catalog.engine.begin() as connection:
            if has_older_words(connection):
                renew_tokens(connection, tokens_of)
            publication.publish(connection, rows, generation)
            publication.discard_staged(connection)
        return replaced

    def remove(self, source_id: str) -> None:
        """Remove a source everywhere, and leave no bytes of it behind."""
        generation = self._build(set(), without={source_id})
        with self._library.catalog.engine.begin() as connection:
            publication.remove(connection, source_id, generation)
        # Deleted rows are overwritten (secure_delete), but the write-ahead log may still hold them.
        with self._library.catalog.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")

    def rebuild(self, tokens_of: TokensOf) -> None:
        """Make a fresh generation from the catalog's vectors, without encoding anything."""
        generation = self._build(set(), without=set())
        with self._library.catalog.engine.begin() as connection:
            if has_older_words(connection):
                renew_tokens(connection, tokens_of)
            write_manifest(connection, {"generation": generation})

    def renew_tokens(self, tokens_of: TokensOf) -> None:
        """Read all chunks again, if an older analyser made their tokens."""
        with self._library.catalog.engine.begin() as connection:
            if has_older_words(connection):
                renew_tokens(connection, tokens_of)

    # --- figures -----------------------------------------------------------------------------

    def edit_figure(self, figure_id: str, changes: Mapping[str, Any]) -> Figure:
        """Write checked values (see `edit_fields`) into a figure, and keep them as a user's edits."""
        with self._library.catalog.engine.begin() as connection:
            figure_edits.edit(connection, figure_id, changes, publication.now())
            return from_row(figure_edits.figure_row(connection, figure_id))

    def unedit_figure(self, figure_id: str) -> Figure:
        """Give a figure back what was read."""
        with self._library.catalog.engine.begin() as connection:
            figure_edits.unedit(connection, figure_id)
            return from_row(figure_edits.figure_row(connection, figure_id))

    def figures_without_vector(self, source_ids: Collection[str] | None) -> list[figure_vectors.Undescribed]:
        """What the figures that have no vector measure, of some sources or of all."""
        with self._library.catalog.engine.begin() as connection:
            return figure_vectors.missing(connection, source_ids)

    def set_figure_vectors(self, vectors: Mapping[int, NDArray[np.float32]]) -> None:
        """Store the vectors of figures, by row."""
        with self._library.catalog.engine.begin() as connection:
            figure_vectors.store(connection, vectors)

    def _source_ids(self, rows: Sequence[int]) -> set[str]:
        v = tables.versions.c
        with self._library.catalog.engine.begin() as connection:
            query = sa.select(v.source_id).where(v.row.in_(list(rows)))
            return set(connection.execute(query).scalars())

    def _build(self, staged: set[int], without: set[str]) -> str:
        name = secrets.token_hex(8)
        with self._library.catalog.snapshot() as snapshot:
            model = snapshot.manifest().get("model") or {"dimension": 1}
            build_generation(
                self._library.folder / "generations" / name,
                _vector_rows(snapshot, staged, without),
                count=snapshot.count_vectors(staged, without),
                dimension=int(model["dimension"]),
            )
        return name


def _vector_rows(snapshot: Snapshot, staged: set[int], without: set[str]) -> Iterator[VectorRow]:
    for row in snapshot.vectors(staged, without):
        metadata: dict[str, str | int] = {
            "source_id": row.source_id,
            "version": row.version,
            "start": row.start,
            "end": row.end,
        }
        if row.heading is not None:
            metadata["heading"] = row.heading
        if row.page is not None:
            metadata["page"] = row.page
        yield VectorRow(row.id, publication.as_vector(row.vector), row.text, metadata)
