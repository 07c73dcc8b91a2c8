"""Is what the catalog says of itself true? Used by `assistant check`."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from assistant.index import figure_edits, tables
from assistant.index.snapshot import Snapshot
from assistant.index.term_statistics import has_older_words


def check_spans(snapshot: Snapshot) -> list[str]:
    """Every chunk and figure must be the slice of its text that it claims to be."""
    v, c, f = tables.versions.c, tables.chunks.c, tables.figures.c
    problems = []
    for version in snapshot.connection.execute(
        sa.select(v.row, v.source_id, v.text).where(v.state == "current")
    ):
        chunks = snapshot.connection.execute(
            sa.select(c.id, c.start, c.end, c.text).where(c.version_row == version.row)
        )
        problems += [
            f"Chunk {chunk.id} is not the text of its span; add its source again"
            for chunk in chunks
            if version.text[chunk.start : chunk.end] != chunk.text
        ]
        figures = snapshot.connection.execute(
            sa.select(f.id, f.start, f.end, f.surface).where(f.version_row == version.row)
        )
        problems += [
            f"Figure {figure.id} is not the text of its span; add its source again"
            for figure in figures
            if version.text[figure.start : figure.end] != figure.surface
        ]
    return problems


def check_keyword_index(snapshot: Snapshot) -> list[str]:
    """Term statistics must be those of the visible chunks, and FTS5 must hold exactly these."""
    c, t = tables.chunks.c, tables.terms.c
    counted: Counter[str] = Counter()
    for (tokens,) in snapshot.connection.execute(sa.select(c.tokens).where(c.visible.is_(True))):
        counted.update(set(tokens.split(" ")) - {""})
    stored = {row.term: row.chunks for row in snapshot.connection.execute(sa.select(t.term, t.chunks))}
    problems = []
    if stored != dict(counted):
        problems.append("The term statistics differ from the chunks; add the sources to a new library")
    rows = set(snapshot.connection.execute(sa.text("SELECT id FROM keyword_index_docsize")).scalars())
    visible = set(snapshot.connection.execute(sa.select(c.row).where(c.visible.is_(True))).scalars())
    if rows != visible:
        problems.append(
            f"The keyword index lacks {len(visible - rows)} chunks and has {len(rows - visible)} too many; "
            "add the sources to a new library"
        )
    return problems


def notes(snapshot: Snapshot) -> list[str]:
    """What is no fault: edits that no figure takes, and what an older version left to be renewed."""
    lost = figure_edits.unanchored(snapshot.connection)
    found = [
        f"The edit of {field} in source {source_id} fits no figure of its present text and is kept for a "
        f"later one; it was made at: {sentence}"
        for source_id, sentence, field in lost
    ]
    f, v = tables.figures.c, tables.versions.c
    current = sa.select(v.row).where(v.state == "current")
    query = sa.select(sa.func.count()).where(f.vector.is_(None), f.version_row.in_(current))
    bare = int(snapshot.connection.execute(query).scalar_one())
    if bare:
        found.append(
            f"{bare} figures are found by their words only; to search them by meaning: assistant rebuild"
        )
    if has_older_words(snapshot.connection):
        found.append("An older version read the words of this library; to read them anew: assistant rebuild")
    return found
