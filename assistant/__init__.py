"""The conference insight assistant: every number, back to its source.

file -> loading -> cleaning -> canonical text -> chunking -> embedding -> vector index (Chroma)
                                          |              +-> keyword index
                                          +-> figures ------> catalog (SQL)                  build
question (+ history) -> question reading -> retrieval (dense + keyword -> fusion) -> evidence
        -> answer -> verification -> Answer -> presentation (browser, CLI, JSON)             ask

>>> from assistant import Assistant
>>> with Assistant.open("library") as assistant:  # doctest: +SKIP
...     print(assistant.ask("What share of organisations deploy AI workloads every day?").text)

What is slow to import (`Assistant`, `Settings`) is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import (
    AssistantError,
    ConfigurationError,
    LibraryError,
    LoadError,
    MissingDependencyError,
    ModelError,
)
from assistant.schema import (
    AddedSource,
    Answer,
    Citation,
    Figure,
    Filter,
    RetrievedChunk,
    Source,
    SourceText,
    Turn,
)

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

__all__ = [
    "AddedSource",
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "ConfigurationError",
    "Figure",
    "Filter",
    "LibraryError",
    "LoadError",
    "MissingDependencyError",
    "ModelError",
    "RetrievedChunk",
    "Settings",
    "Source",
    "SourceText",
    "Turn",
]


def __getattr__(name: str) -> object:
    if name == "Assistant":
        from assistant.pipeline import Assistant

        return Assistant
    if name == "Settings":
        from assistant.settings import Settings

        return Settings
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
