"""What a baseline is: something that finds passages for a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from evals.cases import SourceSpan

TOP_K = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A retrieved passage: its text and place in the source's canonical text, and its score.

    `score` is the pipeline's own, higher is nearer; only scores of one pipeline may be compared.
    """

    slug: str
    start: int
    text: str
    score: float

    @property
    def span(self) -> SourceSpan:
        """Where it stands."""
        return SourceSpan(self.slug, self.start, self.start + len(self.text))


class Pipeline(Protocol):
    """A retrieval pipeline over the texts of a library."""

    @property
    def built_seconds(self) -> float:
        """How long splitting, encoding and indexing took, the model loaded."""

    def search(self, question: str, k: int = TOP_K) -> list[Found]:
        """The k nearest passages, best first."""

    def close(self) -> None:
        """Give the memory back."""
