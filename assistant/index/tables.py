"""The tables of the catalog, format 1. Portable types only: SQLite and PostgreSQL.

Format 1 is frozen: a later version may add tables or columns by a migration, never change the
meaning of these. `tests/data/library-format-1` is a library of it that every version must open.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

FORMAT = 1

# Columns that came after format 1 was frozen; `Catalog.open` adds them to an older library.
ADDED_COLUMNS = (("figures", "parts"), ("figures", "compared_with"), ("figures", "edited"))

schema = MetaData()

# One row a name, value as JSON: format, model identity, chunking, generation, totals.
manifest = Table(
    "manifest",
    schema,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)

sources = Table(
    "sources",
    schema,
    Column("id", String(16), primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("version", String(64), nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("metadata_hash", String(64), nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("added", String(32), nullable=False),
    Column("updated", String(32), nullable=False),
)

# A version is `staged` until it is published together with its generation, `current` while it
# answers, `superseded` after a newer one; superseded texts are kept for citations until remove.
versions = Table(
    "versions",
    schema,
    Column("row", Integer, primary_key=True),
    Column("source_id", String(16), nullable=False, index=True),
    Column("key", Text, nullable=False),
    Column("version", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("metadata_hash", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("original", LargeBinary),
    Column("chunking", String(64), nullable=False),
    Column("created", String(32), nullable=False),
)

# `sentences` is [[start, end], ...] in the canonical text; `vector` float32 and `sentence_vectors`
# float16, row by row, little-endian; `tokens` is what the keyword index matches.
chunks = Table(
    "chunks",
    schema,
    Column("row", Integer, primary_key=True),
    Column("id", String(96), nullable=False),
    Column("version_row", Integer, nullable=False, index=True),
    Column("source_id", String(16), nullable=False, index=True),
    Column("version", String(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", Text),
    Column("page", Integer),
    Column("text", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("tokens", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("visible", Boolean, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("sentence_vectors", LargeBinary, nullable=False),
    Index("chunks_id_visible", "id", "visible"),
)

# How many visible chunks hold a term.
terms = Table(
    "terms",
    schema,
    Column("term", Text, primary_key=True),
    Column("chunks", Integer, nullable=False),
)

figures = Table(
    "figures",
    schema,
    Column("row", Integer, primary_key=True),
    Column("id", String(32), nullable=False, index=True),
    Column("version_row", Integer, nullable=False, index=True),
    Column("source_id", String(16), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("surface", Text, nullable=False),
    Column("value", Text),  # decimal, exact
    Column("high", Text),
    Column("value_number", Float, index=True),  # the same, for comparison in SQL
    Column("unit", String(64), nullable=False, index=True),
    Column("qualifier", String(16)),
    Column("direction", String(8)),
    Column("metric", Text),
    Column("population", Text),
    Column("period", JSON),
    Column("attributed_to", Text),
    Column("relayed_by", Text),
    Column("stance", String(16), nullable=False),
    Column("sample_n", Integer),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("inherited", JSON, nullable=False),
    Column("vector", LargeBinary),  # float16 of what the figure measures; NULL until it is encoded
    Column("parts", JSON(none_as_null=True)),  # field -> [[start, end], ...]
    Column("compared_with", String(32)),
    Column("edited", JSON(none_as_null=True)),  # field -> what was read, before a user corrected it
)

recommendations = Table(
    "recommendations",
    schema,
    Column("row", Integer, primary_key=True),
    Column("id", String(32), nullable=False, index=True),
    Column("version_row", Integer, nullable=False, index=True),
    Column("source_id", String(16), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("who", Text),
    Column("to_whom", Text),
    Column("strength", String(16)),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
)

# What a user corrected; `anchor` is the quote with its context, so that it survives re-ingestion.
edits = Table(
    "edits",
    schema,
    Column("row", Integer, primary_key=True),
    Column("source_id", String(16), nullable=False, index=True),
    Column("target", String(16), nullable=False),  # source, figure, recommendation
    Column("anchor", JSON, nullable=False),
    Column("field", String(64), nullable=False),
    Column("value", JSON),
    Column("created", String(32), nullable=False),
)

conversations = Table(
    "conversations",
    schema,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("created", String(32), nullable=False),
    Column("updated", String(32), nullable=False),
)

messages = Table(
    "messages",
    schema,
    Column("row", Integer, primary_key=True),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("role", String(16), nullable=False),
    Column("content", JSON, nullable=False),
    Column("created", String(32), nullable=False),
    UniqueConstraint("conversation_id", "position"),
)

# Which sources a message quotes, so that removing a source finds its quotes.
message_sources = Table(
    "message_sources",
    schema,
    Column("message_row", Integer, primary_key=True),
    Column("source_id", String(16), primary_key=True, index=True),
)

feedback = Table(
    "feedback",
    schema,
    Column("row", Integer, primary_key=True),
    Column("message_row", Integer, nullable=False, index=True),
    Column("rating", Integer, nullable=False),
    Column("reason", Text),
    Column("created", String(32), nullable=False),
)
