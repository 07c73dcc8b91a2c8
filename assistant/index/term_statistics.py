"""The words of the library: how many chunks hold a term, and reading all of them anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.index import tables
from assistant.index.keyword_index import ANALYSER
from assistant.index.manifest import write_manifest
from assistant.index.source_rows import metadata_from_json
from assistant.schema import Metadata

# (metadata of the source, heading, text of the chunk) -> its tokens for the keyword index.
TokensOf = Callable[[Metadata, str | None, str], Sequence[str]]
_PAGE = 500


def add_terms(connection: Connection, token_columns: Iterable[str], *, sign: int) -> None:
    """Count the terms of chunks in (`sign` 1) or out (-1); a term of no chunk is forgotten."""
    counts: Counter[str] = Counter()
    for tokens in token_columns:
        counts.update(set(tokens.split(" ")) - {""})
    if not counts:
        return
    t = tables.terms.c
    known = set()
    names = sorted(counts)
    for first in range(0, len(names), 500):
        query = sa.select(t.term).where(t.term.in_(names[first : first + 500]))
        known |= set(connection.execute(query).scalars())
    old = [{"name": name, "change": sign * counts[name]} for name in names if name in known]
    new = [{"term": name, "chunks": counts[name]} for name in names if name not in known]
    if old:
        connection.execute(
            sa.update(tables.terms)
            .where(t.term == sa.bindparam("name"))
            .values(chunks=t.chunks + sa.bindparam("change")),
            old,
        )
    if new and sign > 0:
        connection.execute(sa.insert(tables.terms), new)
    if sign < 0:
        connection.execute(sa.delete(tables.terms).where(t.chunks <= 0))


def has_older_words(connection: Connection) -> bool:
    """Whether an analyser older than the present one made the tokens of this library."""
    m = tables.manifest.c
    known = {row.name: row.value for row in connection.execute(sa.select(m.name, m.value))}
    return bool(known) and int(known.get("analyser", 1)) < ANALYSER


def renew_tokens(connection: Connection, tokens_of: TokensOf) -> None:
    """Read every chunk again with the present analyser: tokens, keyword index, term statistics, totals."""
    c, v = tables.chunks.c, tables.versions.c
    metadata = {
        row.row: metadata_from_json(row.metadata)
        for row in connection.execute(sa.select(v.row, v.metadata).where(v.state != "superseded"))
    }
    connection.execute(sa.text("INSERT INTO keyword_index(keyword_index) VALUES ('delete-all')"))
    connection.execute(sa.delete(tables.terms))
    last = 0
    query = sa.select(c.row, c.version_row, c.heading, c.text, c.visible).order_by(c.row).limit(_PAGE)
    while rows := connection.execute(query.where(c.row > last)).all():
        last = rows[-1].row
        tokens = {row.row: tokens_of(metadata[row.version_row], row.heading, row.text) for row in rows}
        connection.execute(
            sa.update(tables.chunks)
            .where(c.row == sa.bindparam("at"))
            .values(tokens=sa.bindparam("new_tokens"), length=sa.bindparam("new_length")),
            [
                {"at": row, "new_tokens": " ".join(found), "new_length": len(found)}
                for row, found in tokens.items()
            ],
        )
        visible = [{"row": row.row, "tokens": " ".join(tokens[row.row])} for row in rows if row.visible]
        if visible:
            connection.execute(
                sa.text("INSERT INTO keyword_index(rowid, tokens) VALUES (:row, :tokens)"), visible
            )
        add_terms(connection, (row["tokens"] for row in visible), sign=1)
    write_manifest(connection, {"analyser": ANALYSER})
    set_totals(connection)


def set_totals(connection: Connection) -> None:
    """Write the number of visible chunks and of their tokens into the manifest."""
    c = tables.chunks.c
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(c.length), 0)).where(c.visible.is_(True))
    chunks, tokens = connection.execute(query).one()
    write_manifest(connection, {"chunks": int(chunks), "tokens": int(tokens)})
