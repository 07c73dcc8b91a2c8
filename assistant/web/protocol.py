"""What the page needs of an assistant; `assistant.pipeline.Assistant` is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from assistant.schema import (
    AddedSource,
    Answer,
    Filter,
    ProgressCallback,
    Source,
    SourceText,
    StreamEvent,
    Turn,
)


class AssistantLike(Protocol):
    """Errors of the `assistant.errors` tree are shown to the reader as they are worded."""

    def warm_up(self) -> None:
        """Load the model now instead of at the first question."""

    def add(
        self,
        paths: Sequence[str | Path] | str | Path,
        on_progress: ProgressCallback | None = None,
    ) -> list[AddedSource]:
        """Add files or folders, one result for each."""

    def sources(self) -> list[Source]:
        """All sources as they are now, also those that another process has just added."""

    def source(self, source_id: str, version: str | None = None) -> SourceText:
        """A source with its text; an older version if one is named."""

    def ask(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Answer:
        """Answer a question."""

    def stream(
        self, question: str, history: Sequence[Turn] = (), where: Filter | None = None
    ) -> Iterator[StreamEvent]:
        """As `ask`, piece by piece."""
