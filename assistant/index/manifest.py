"""Writing the manifest of a library."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.index import tables


def write_manifest(connection: Connection, values: dict[str, Any]) -> None:
    """Set names of the manifest."""
    m = tables.manifest
    connection.execute(sa.delete(m).where(m.c.name.in_(list(values))))
    connection.execute(sa.insert(m), [{"name": name, "value": value} for name, value in values.items()])
