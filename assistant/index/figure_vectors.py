"""Vectors of figures in the catalog: which are missing, storing them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.index import tables
from assistant.index.source_rows import metadata_from_json
from assistant.schema import Metadata

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# (row, metric, population, metadata of its source)
Undescribed = tuple[int, str | None, str | None, Metadata]


def missing(connection: Connection, source_ids: Collection[str] | None = None) -> list[Undescribed]:
    """The published figures that have no vector, in order."""
    f, v = tables.figures.c, tables.versions.c
    query = sa.select(f.row, f.metric, f.population, f.version_row).where(
        f.vector.is_(None), f.version_row.in_(sa.select(v.row).where(v.state == "current"))
    )
    if source_ids is not None:
        query = query.where(f.source_id.in_(list(source_ids)))
    found = connection.execute(query.order_by(f.row)).all()
    about = {
        row.row: metadata_from_json(row.metadata)
        for row in connection.execute(sa.select(v.row, v.metadata).where(v.state == "current"))
        if found
    }
    return [(row.row, row.metric, row.population, about[row.version_row]) for row in found]


def store(connection: Connection, vectors: Mapping[int, NDArray[np.float32]]) -> None:
    """Store vectors by row, as float16."""
    if vectors:
        connection.execute(
            sa.update(tables.figures)
            .where(tables.figures.c.row == sa.bindparam("at"))
            .values(vector=sa.bindparam("made")),
            [{"at": row, "made": vector.astype("<f2").tobytes()} for row, vector in vectors.items()],
        )
