"""Figures of the present versions by filter, in SQL; vectors and words only of those that pass."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from assistant.index import tables
from assistant.index.figure_rows import from_row
from assistant.schema import Figure, FigureFilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

_f = tables.figures.c
# Vectors multiplied at a time: 4,096 of 384 dimensions are 6 MB as float32.
_BLOCK = 4_096
# Names in one IN list; SQLite takes 32,766.
_NAMES = 10_000

_Name = TypeVar("_Name", int, str)
Conditions = list[sa.ColumnElement[bool]]


def conditions(
    where: FigureFilter,
    *,
    source_ids: Collection[str] | None,
    sampled: Collection[str],
    dated: Collection[str],
) -> Conditions:
    """What a figure must fulfil.

    Args:
        where: the filter; its fields about sources are taken from `source_ids`.
        source_ids: the sources that may answer; None for all.
        sampled: sources that say how many were asked.
        dated: sources whose own date lies in the filter's period, for figures that have none.
    """
    v = tables.versions.c
    found: Conditions = [_f.version_row.in_(sa.select(v.row).where(v.state == "current"))]
    if source_ids is not None:
        found.append(_among(source_ids))
    if where.unit is not None:
        found.append(sa.or_(_f.unit == where.unit, _f.unit.startswith(f"{where.unit}:", autoescape=True)))
    if where.value is not None:
        found += _overlapping(*where.value)
    if where.period is not None:
        undated = sa.and_(_period("kind").is_(None), _among(dated))
        found.append(sa.or_(_within(*where.period), undated))
    if where.sample is not None:
        known = sa.or_(_f.sample_n.is_not(None), _among(sampled))
        found.append(known if where.sample else sa.not_(known))
    if where.stance is not None:
        found.append(_f.stance == where.stance)
    if where.attributed_to is not None:
        found.append(_f.attributed_to.is_not(None))
    if where.rejected is not None:
        reason = _f.edited["rejected"].as_string()
        found.append(reason.is_not(None) if where.rejected else reason.is_(None))
    return found


def _among(source_ids: Collection[str]) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(_f.source_id.in_(names) for names in _parts(sorted(source_ids))))


def _overlapping(low: Any, high: Any) -> Conditions:  # noqa: ANN401 - bounds of a filter
    top = sa.func.coalesce(sa.cast(_f.high, sa.Float), _f.value_number)
    found: Conditions = [_f.value_number.is_not(None)]
    if low is not None:
        found.append(top >= float(low))
    if high is not None:
        found.append(_f.value_number <= float(high))
    return found


def _period(name: str) -> sa.ColumnElement[str]:
    part: sa.ColumnElement[str] = _f.period[name].as_string()
    return part


def _within(low: str | None, high: str | None) -> sa.ColumnElement[bool]:
    """Whether a period touches A..B, each pair of dates compared as far as both are known."""
    first = sa.func.coalesce(_period("start"), _period("end"))
    last = sa.func.coalesce(_period("end"), _period("start"))
    found: Conditions = [first.is_not(None)]
    if low is not None:
        found.append(_cut(last, low) >= sa.func.substr(low, 1, sa.func.length(last)))
    if high is not None:
        found.append(_cut(first, high) <= sa.func.substr(high, 1, sa.func.length(first)))
    return sa.and_(*found)


def _cut(date: sa.ColumnElement[str], bound: str) -> sa.ColumnElement[str]:
    return sa.func.substr(date, 1, len(bound))


def matching(connection: Connection, where: Conditions) -> Sequence[Row[*tuple[Any, ...]]]:
    """(row, source_id, start, kind of period, attributed_to) of the figures, in order of their rows."""
    query = sa.select(_f.row, _f.source_id, _f.start, _period("kind").label("kind"), _f.attributed_to)
    return connection.execute(query.where(*where).order_by(_f.row)).all()


def cosines(connection: Connection, where: Conditions, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosine of a query and each figure that `matching` gives, in its order; NaN without a vector.

    Args:
        connection: in the transaction in which `matching` was asked.
        where: the same conditions.
        vector: of the query, unit length, shape (dimension,).
    """
    query = sa.select(_f.vector).where(*where).order_by(_f.row)
    found: list[NDArray[np.float32]] = [np.zeros(0, dtype=np.float32)]
    for block in connection.execute(query).scalars().partitions(_BLOCK):
        made = [stored for stored in block if stored is not None]
        near = np.full(len(block), np.nan, dtype=np.float32)
        if made:
            matrix = np.frombuffer(b"".join(made), dtype="<f2").reshape(len(made), -1)
            near[[stored is not None for stored in block]] = matrix.astype(np.float32) @ vector
        found.append(near)
    return np.concatenate(found)


def words(connection: Connection, rows: Sequence[int]) -> dict[int, tuple[str, str]]:
    """What some figures say (metric, population, period and number as one text), and who says so."""
    label = _period("label").label("label")
    query = sa.select(_f.row, _f.attributed_to, _f.metric, _f.population, label, _f.surface)
    return {
        row.row: (" ".join(part for part in row[2:] if part), row.attributed_to or "")
        for names in _parts(rows)
        for row in connection.execute(query.where(_f.row.in_(names)))
    }


def figures(connection: Connection, rows: Sequence[int]) -> dict[int, Figure]:
    """Figures by row."""
    return {
        row.row: from_row(row)
        for names in _parts(rows)
        for row in connection.execute(sa.select(tables.figures).where(_f.row.in_(names)))
    }


def texts(connection: Connection, source_ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """(source id, canonical text) of the present versions, one at a time."""
    v = tables.versions.c
    for names in _parts(sorted(source_ids)):
        query = sa.select(v.source_id, v.text).where(v.state == "current", v.source_id.in_(names))
        for row in connection.execute(query):
            yield row.source_id, row.text


def _parts(names: Sequence[_Name]) -> Iterator[Sequence[_Name]]:
    return (names[first : first + _NAMES] for first in range(0, len(names), _NAMES))
