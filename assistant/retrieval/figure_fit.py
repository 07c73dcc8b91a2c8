"""How far what the ledger says of a figure, its metric and its population, is what a question asks. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from assistant.index.keyword_index import analyse
from assistant.retrieval.synonyms import synonyms
from assistant.retrieval.words import FRAME
from assistant.schema import Figure, Question


class FigureFit(NamedTuple):
    """Metric and population of a figure beside a question.

    Attributes:
        metric: share of the metric's words that the question has, 0 to 1.
        other_metric: -1 if the question has none of them, or no metric is known.
        population: share of what narrows the group asked about that the figure's own group has, 0 to 1.
    """

    metric: float
    other_metric: float
    population: float


def figure_fit(question: Question, figure: Figure) -> FigureFit:
    """Metric and population of a figure beside a question; all 0 where the ledger knows neither."""
    asked = set(question.tokens) - FRAME
    metric = set(analyse(figure.metric or "")) - FRAME
    shared = sum(_stands(token, asked) for token in metric)
    group = set(analyse(figure.population or ""))
    named = sum(_stands(token, group) for token in question.group)
    return FigureFit(
        metric=shared / len(metric) if metric else 0.0,
        other_metric=-float(not shared),
        population=named / len(question.group) if question.group else 0.0,
    )


def shares_metric(one: Figure, other: Figure) -> bool:
    """Whether the metrics of two figures have a telling word in common; False where one is unknown."""
    words, others = (set(analyse(figure.metric or "")) - FRAME for figure in (one, other))
    return any(_stands(token, others) for token in words)


def _stands(token: str, words: Collection[str]) -> bool:
    return token in words or not synonyms(token).isdisjoint(words)
