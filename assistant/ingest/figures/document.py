"""What is known of the document that figures are read from. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from assistant.schema import Metadata, Period, Span


@dataclass(frozen=True, slots=True)
class Source:
    """The document of figures: its metadata, its id and version, its own time and where that stands."""

    metadata: Metadata
    source_id: str
    version: str
    period: tuple[Period, str] | None

    def id_of(self, span: Span) -> str:
        """Id of the figure at a span: the same text of the same source gives the same id."""
        key = f"{self.source_id}:{self.version}:{span.start}:{span.end}"
        return hashlib.sha256(key.encode()).hexdigest()[:16]
