"""Which figures a query means: their vectors' nearness and the words that they share. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.index.keyword_index import analyse
from assistant.retrieval.synonyms import synonyms
from assistant.retrieval.words import FRAME

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What the model reads of a figure; a metric is sometimes a whole clause, and its head says what it is.
_METRIC_CHARS = 160
_POPULATION_CHARS = 80
# A word that asks for the same counts less than the word itself, and one that only the source or the
# speaker has in their name, less again: a survey of Kubernetes users also asks about other things.
_SYNONYM = 0.7
_IN_NAME = 0.5
# Share of the score that is words, and the least score of a figure that is shown; set on ten queries to the
# starter corpus, see tests/retrieval/test_figure_search_starter.py.
WORDS_SHARE = 0.5
LEAST = 0.4


def description(metric: str | None, population: str | None, name: str) -> str:
    """What the model reads of a figure: the short name of its source, what is measured, among whom."""
    parts = [(metric or "")[:_METRIC_CHARS], (population or "")[:_POPULATION_CHARS]]
    said = "; ".join(part for part in parts if part)
    return f"{name}. {said}" if name else said


def query_weights(query: str, rarity: Callable[[Sequence[str]], Mapping[str, float]]) -> dict[str, float]:
    """The words of a query, each with how much it says.

    Args:
        query: in plain words; what only frames a question ("share of") counts where there is nothing else.
        rarity: tokens -> inverse frequency of each in the library.
    """
    tokens = list(dict.fromkeys(analyse(query)))
    telling = [token for token in tokens if token not in FRAME] or tokens
    return dict(rarity(telling))


def overlap(weights: Mapping[str, float], said: Collection[str], name: Collection[str]) -> float:
    """The share of a query's words, by weight, that a figure has: 0 to 1; 0 for an empty query.

    Args:
        weights: of the query's tokens.
        said: tokens of what the figure says.
        name: tokens of the short name of its source, and of who says so.
    """
    total = sum(weights.values())
    found = sum(
        weight * max(_stands(token, said), _IN_NAME * _stands(token, name))
        for token, weight in weights.items()
    )
    return found / total if total else 0.0


def _stands(token: str, found: Collection[str]) -> float:
    if token in found:
        return 1.0
    return _SYNONYM if any(other in found for other in synonyms(token)) else 0.0


def combine(cosines: NDArray[np.float32], overlaps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Score of each figure, 0 to 1; one without a vector (its cosine is NaN) has that of its words.

    Args:
        cosines: of query and figure, shape (n,); negative ones count as 0.
        overlaps: shares of the query's words, shape (n,).
    """
    import numpy as np

    mixed = (1 - WORDS_SHARE) * np.clip(cosines, 0, 1) + WORDS_SHARE * overlaps
    return np.where(np.isnan(cosines), overlaps, mixed).astype(np.float32)
