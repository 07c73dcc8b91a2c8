"""What users corrected in the ledger: kept beside the figures, and written into them.

A corrected field stands in its own column, so that filters, search and answers see nothing else; what was
read there before stands in `figures.edited`. The `edits` rows are what survives: when a source gets a new
version, each is anchored again and written into that version's figure. One that finds no figure is kept
for a later version. `rejected` is a field like the others, but has no column.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from assistant.errors import FigureNotFoundError
from assistant.index import tables
from assistant.index.anchoring import Anchor, anchor_of, find_again
from assistant.index.edit_fields import check_bounds
from assistant.index.figure_rows import from_row
from assistant.schema import Figure

REJECTED = "rejected"
# A change of these changes what the figure's vector says.
_DESCRIBING = frozenset({"metric", "population"})


def figure_row(connection: Connection, figure_id: str) -> Row[*tuple[Any, ...]]:
    """The row of a published figure.

    Raises:
        FigureNotFoundError: no figure has that id.
    """
    f, v = tables.figures.c, tables.versions.c
    query = (
        sa.select(tables.figures)
        .join(tables.versions, v.row == f.version_row)
        .where(f.id == figure_id, v.state == "current")
    )
    row = connection.execute(query).first()
    if row is None:
        raise FigureNotFoundError(f"No figure has the id {figure_id!r}; `assistant figures` lists them")
    return row


def edit(connection: Connection, figure_id: str, changes: Mapping[str, Any], created: str) -> None:
    """Write changed fields into a figure, and keep them.

    Args:
        connection: in a transaction.
        figure_id: of a published figure.
        changes: new column values by field; one that is what was read takes an edit back.
        created: present time.

    Raises:
        FigureNotFoundError: no figure has that id.
        ConfigurationError: the bounds would be no range.
    """
    row = figure_row(connection, figure_id)
    check_bounds(changes.get("value", row.value), changes.get("high", row.high))
    anchor = anchor_of(from_row(row), _text_of(connection, row.version_row))
    _forget(connection, row, set(changes))
    before = dict(row.edited or {})
    for field, value in changes.items():
        if field == REJECTED or value != before.get(field, getattr(row, field, None)):
            connection.execute(
                sa.insert(tables.edits).values(
                    source_id=row.source_id,
                    target="figure",
                    anchor=anchor,
                    field=field,
                    value=value,
                    created=created,
                )
            )
    _write(connection, row, changes)


def unedit(connection: Connection, figure_id: str) -> None:
    """Give a figure back what was read, and forget all its edits, its rejection too.

    Raises:
        FigureNotFoundError: no figure has that id.
    """
    row = figure_row(connection, figure_id)
    before = dict(row.edited or {})
    _forget(connection, row, set(before))
    _write(connection, row, {field: value for field, value in before.items() if field != REJECTED})
    connection.execute(sa.update(tables.figures).where(tables.figures.c.row == row.row).values(edited=None))


def apply_again(connection: Connection, source_id: str, version_row: int) -> None:
    """Anchor the edits of a source on its new version, and write them into that version's figures."""
    f = tables.figures.c
    kept = _edits_of(connection, source_id)
    if not kept:
        return
    text = _text_of(connection, version_row)
    rows = connection.execute(sa.select(tables.figures).where(f.version_row == version_row)).all()
    figures = [from_row(row) for row in rows]
    row_of = {row.id: row.row for row in rows}
    for stored in kept:
        found = find_again(stored.anchor, figures, text)
        _move(connection, stored, found, text)
        if found is not None:
            # Read anew for each edit: the one before may have written into the same figure.
            row = connection.execute(sa.select(tables.figures).where(f.row == row_of[found.id])).one()
            _write(connection, row, {stored.field: stored.value})


def unanchored(connection: Connection) -> list[tuple[str, str, str]]:
    """(source id, quote, field) of the edits that no figure of the present versions takes, in order."""
    e = tables.edits.c
    query = sa.select(e.source_id, e.anchor, e.field).where(e.target == "figure").order_by(e.row)
    return [
        (row.source_id, str(row.anchor["sentence"]), row.field)
        for row in connection.execute(query)
        if row.anchor["figure"] is None
    ]


def _write(connection: Connection, row: Row[*tuple[Any, ...]], changes: Mapping[str, Any]) -> None:
    """Set the columns of a figure; what was read before is kept once, and dropped where it is back."""
    edited = dict(row.edited or {})
    values: dict[str, Any] = {}
    for field, value in changes.items():
        if field == REJECTED:
            edited[field] = value
            continue
        values[field] = value
        edited.setdefault(field, getattr(row, field))
        if edited[field] == value:
            del edited[field]
    if "value" in values:
        values["value_number"] = None if values["value"] is None else float(values["value"])
    if any(values[field] != getattr(row, field) for field in _DESCRIBING & values.keys()):
        values["vector"] = None
    connection.execute(
        sa.update(tables.figures)
        .where(tables.figures.c.row == row.row)
        .values(**values, edited=edited or None)
    )


def _forget(connection: Connection, row: Row[*tuple[Any, ...]], fields: set[str]) -> None:
    """Delete what is kept of some fields of a figure."""
    old = [
        stored.row
        for stored in _edits_of(connection, row.source_id)
        if stored.anchor["figure"] == row.id and stored.field in fields
    ]
    connection.execute(sa.delete(tables.edits).where(tables.edits.c.row.in_(old)))


def _move(connection: Connection, stored: Row[*tuple[Any, ...]], found: Figure | None, text: str) -> None:
    """Anchor an edit where its figure is now; one that has lost it keeps the words it knew."""
    anchor: Anchor = {**stored.anchor, "figure": None} if found is None else anchor_of(found, text)
    connection.execute(sa.update(tables.edits).where(tables.edits.c.row == stored.row).values(anchor=anchor))


def _edits_of(connection: Connection, source_id: str) -> list[Row[*tuple[Any, ...]]]:
    e = tables.edits.c
    query = sa.select(tables.edits).where(e.source_id == source_id, e.target == "figure").order_by(e.row)
    return list(connection.execute(query))


def _text_of(connection: Connection, version_row: int) -> str:
    v = tables.versions.c
    return str(connection.execute(sa.select(v.text).where(v.row == version_row)).scalar_one())
