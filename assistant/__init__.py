"""The conference insight assistant: every number, back to its source.

file -> loading -> cleaning -> canonical text -> chunking -> embedding -> vector index (Chroma)
                                          |              +-> keyword index
                                          +-> figures ------> catalog (SQL)                  build
question (+ history) -> question reading -> retrieval (dense + keyword -> fusion) -> evidence
        -> answer -> verification -> Answer -> presentation (browser, CLI, JSON)             ask
query, filter -> catalog (SQL) + vectors of figures -> Ledger -> presentation, export        figures

>>> from assistant import Assistant
>>> with Assistant.open("library") as assistant:  # doctest: +SKIP
...     print(assistant.ask("What share of organisations deploy AI workloads every day?").text)

What is slow to import (`Assistant`, `Settings`, `extract`) is imported when it is first used.
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
    Extraction,
    Figure,
    FigureFilter,
    Filter,
    Ledger,
    LedgerRow,
    RetrievedChunk,
    Source,
    SourceText,
    Turn,
)

if TYPE_CHECKING:
    from assistant.extraction import extract
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

__all__ = [
    "AddedSource",
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "ConfigurationError",
    "Extraction",
    "Figure",
    "FigureFilter",
    "Filter",
    "Ledger",
    "LedgerRow",
    "LibraryError",
    "LoadError",
    "MissingDependencyError",
    "ModelError",
    "RetrievedChunk",
    "Settings",
    "Source",
    "SourceText",
    "Turn",
    "extract",
]


def __getattr__(name: str) -> object:
    if name == "Assistant":
        from assistant.pipeline import Assistant

        return Assistant
    if name == "Settings":
        from assistant.settings import Settings

        return Settings
    if name == "extract":
        from assistant.extraction import extract

        return extract
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
