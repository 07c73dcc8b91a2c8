"""Writing to the catalog: staging a version, publishing staged ones, removing a source.

A version is staged in a transaction of its own, so that the work of embedding survives a kill;
nothing staged is ever shown. Publishing flips versions, keyword index, term statistics and the
generation in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.index import figure_edits, tables
from assistant.index.figure_rows import to_row
from assistant.index.manifest import write_manifest
from assistant.index.source_rows import metadata_to_json
from assistant.index.term_statistics import add_terms, set_totals
from assistant.schema import PreparedChunk, PreparedSource


def now() -> str:
    """Present time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def staged_row(
    connection: Connection, source_id: str, version: str, metadata_hash: str, chunking: str
) -> int | None:
    """The row of a staged version with exactly this content, left by an interrupted add."""
    v = tables.versions.c
    query = sa.select(v.row).where(
        v.source_id == source_id,
        v.version == version,
        v.metadata_hash == metadata_hash,
        v.chunking == chunking,
        v.state == "staged",
    )
    return connection.execute(query).scalar()


def stage(connection: Connection, source: PreparedSource, chunking: str) -> int:
    """Store a version, not yet visible; return its row."""
    result = connection.execute(
        sa.insert(tables.versions).values(
            source_id=source.id,
            key=source.key,
            version=source.version,
            state="staged",
            metadata=metadata_to_json(source.metadata),
            metadata_hash=source.metadata_hash,
            text=source.canonical.text,
            sections=[list(astuple(section)) for section in source.canonical.sections],
            original=source.original,
            chunking=chunking,
            created=now(),
        )
    )
    row = int(result.inserted_primary_key[0])  # type: ignore[index]
    if source.chunks:
        chunk_rows = [_chunk_row(source, prepared, row) for prepared in source.chunks]
        connection.execute(sa.insert(tables.chunks), chunk_rows)
    if source.figures:
        vectors = source.figure_vectors if source.figure_vectors is not None else [None] * len(source.figures)
        figure_rows = [to_row(figure, row, v) for figure, v in zip(source.figures, vectors, strict=True)]
        connection.execute(sa.insert(tables.figures), figure_rows)
    return row


def _chunk_row(source: PreparedSource, prepared: PreparedChunk, version_row: int) -> dict[str, Any]:
    chunk = prepared.chunk
    return {
        "id": prepared.id,
        "version_row": version_row,
        "source_id": source.id,
        "version": source.version,
        "start": chunk.start,
        "end": chunk.end,
        "heading": chunk.heading,
        "page": chunk.page,
        "text": source.canonical.text[chunk.start : chunk.end],
        "sentences": [[span.start, span.end] for span in chunk.sentences],
        "tokens": " ".join(prepared.tokens),
        "length": len(prepared.tokens),
        "visible": False,
        "vector": prepared.encoded.vector.astype("<f4").tobytes(),
        "sentence_vectors": prepared.encoded.sentences.astype("<f2").tobytes(),
    }


def publish(connection: Connection, version_rows: Sequence[int], generation: str) -> None:
    """Make staged versions the current ones, with users' edits, and the generation that holds them."""
    v = tables.versions.c
    for row in version_rows:
        staged = connection.execute(sa.select(tables.versions).where(v.row == row)).one()
        _retire(connection, staged.source_id)
        _show(connection, row)
        figure_edits.apply_again(connection, staged.source_id, row)
        chunks = _count(connection, tables.chunks, row)
        values = {
            "key": staged.key,
            "version": staged.version,
            "metadata": staged.metadata,
            "metadata_hash": staged.metadata_hash,
            "chunks": chunks,
            "figures": _count(connection, tables.figures, row),
            "updated": now(),
        }
        s = tables.sources
        updated = connection.execute(sa.update(s).where(s.c.id == staged.source_id).values(**values))
        if not updated.rowcount:
            connection.execute(sa.insert(s).values(id=staged.source_id, added=now(), **values))
    write_manifest(connection, {"generation": generation})
    set_totals(connection)


def _count(connection: Connection, table: sa.Table, version_row: int) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(table.c.version_row == version_row)
    return int(connection.execute(query).scalar_one())


def _retire(connection: Connection, source_id: str) -> None:
    """Take the current version of a source out of the index; its text stays for citations."""
    v = tables.versions.c
    query = sa.select(v.row).where(v.source_id == source_id, v.state == "current")
    for (row,) in connection.execute(query).all():
        _hide(connection, row)
        connection.execute(
            sa.update(tables.versions).where(v.row == row).values(state="superseded", original=None)
        )


def _show(connection: Connection, version_row: int) -> None:
    c = tables.chunks.c
    rows = connection.execute(sa.select(c.row, c.tokens).where(c.version_row == version_row)).all()
    for row in rows:
        connection.execute(
            sa.text("INSERT INTO keyword_index(rowid, tokens) VALUES (:row, :tokens)"),
            {"row": row.row, "tokens": row.tokens},
        )
    add_terms(connection, (row.tokens for row in rows), sign=1)
    connection.execute(sa.update(tables.chunks).where(c.version_row == version_row).values(visible=True))
    v = tables.versions
    connection.execute(sa.update(v).where(v.c.row == version_row).values(state="current"))


def _hide(connection: Connection, version_row: int) -> None:
    """Delete the chunks and figures of a version, from the keyword index too."""
    c = tables.chunks.c
    rows = connection.execute(
        sa.select(c.row, c.tokens).where(c.version_row == version_row, c.visible.is_(True))
    ).all()
    for row in rows:
        # An external-content FTS5 table is told what to forget; a plain DELETE would read new content.
        connection.execute(
            sa.text(
                "INSERT INTO keyword_index(keyword_index, rowid, tokens) VALUES ('delete', :row, :tokens)"
            ),
            {"row": row.row, "tokens": row.tokens},
        )
    add_terms(connection, (row.tokens for row in rows), sign=-1)
    for table in (tables.chunks, tables.figures, tables.recommendations):
        connection.execute(sa.delete(table).where(table.c.version_row == version_row))


def remove(connection: Connection, source_id: str, generation: str) -> None:
    """Remove a source with all its versions, and the quotes that conversations hold of it."""
    v, ms = tables.versions.c, tables.message_sources.c
    rows = connection.execute(sa.select(v.row).where(v.source_id == source_id)).scalars().all()
    for row in rows:
        _hide(connection, row)
    connection.execute(sa.delete(tables.versions).where(v.source_id == source_id))
    connection.execute(sa.delete(tables.edits).where(tables.edits.c.source_id == source_id))
    connection.execute(sa.delete(tables.sources).where(tables.sources.c.id == source_id))
    quoting = sa.select(ms.message_row).where(ms.source_id == source_id)
    connection.execute(
        sa.update(tables.messages)
        .where(tables.messages.c.row.in_(quoting))
        .values(content={"removed": "This message quoted a source that has been removed."})
    )
    connection.execute(sa.delete(tables.message_sources).where(ms.source_id == source_id))
    # Merge the keyword index, so that no removed word stays in an old segment.
    connection.execute(sa.text("INSERT INTO keyword_index(keyword_index) VALUES ('optimize')"))
    write_manifest(connection, {"generation": generation})
    set_totals(connection)


def discard_staged(connection: Connection, keep: Sequence[int] = ()) -> None:
    """Forget staged versions of interrupted adds that were not taken up again."""
    v = tables.versions.c
    query = sa.select(v.row).where(v.state == "staged", v.row.not_in(list(keep)))
    for row in connection.execute(query).scalars().all():
        for table in (tables.chunks, tables.figures, tables.recommendations):
            connection.execute(sa.delete(table).where(table.c.version_row == row))
        connection.execute(sa.delete(tables.versions).where(v.row == row))


def as_vector(stored: bytes) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A chunk's vector as it is stored."""
    return np.frombuffer(stored, dtype="<f4")
