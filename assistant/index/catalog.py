"""The catalog: the SQL record from which everything else can be rebuilt. Opening it; `snapshot` reads it.

Every reader works in one transaction (`snapshot`), so that a question sees one state of the library
although another process publishes meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from assistant.errors import LibraryDamagedError, LibraryMismatchError
from assistant.index import tables
from assistant.index.snapshot import KnownSources, Snapshot

# FTS5 only matches; the characters that our analyser keeps inside tokens are declared to it.
_KEYWORD_INDEX = """
CREATE VIRTUAL TABLE IF NOT EXISTS keyword_index USING fts5(
  tokens, content='chunks', content_rowid='row',
  tokenize="unicode61 remove_diacritics 0 tokenchars '.%+#$€£¥-_'")
"""


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
