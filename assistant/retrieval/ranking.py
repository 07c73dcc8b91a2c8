"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple, fields
from operator import attrgetter
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=8.75,
    chunk=1.53,
    words=9.25,
    lacking=0.95,
    no_figure=4.5,
    kind=1.4,
    asked_how_many=2.34,
    news=4.03,
    change=1.86,
    period=10,
    earlier=1.82,
    place=3.09,
    number=2.53,
    counted=1.64,
    group=0.57,
    condition=1.72,
    denial=2.01,
    latest=1.85,
    recent=0.1,
    advice=1.89,
    date=1.85,
    title=3.28,
    described=1.1,
    metric=1.48,
    other_metric=1.12,
    population=1.1,
    reason=0.97,
    question=2,
    exact=0.53,
    scope=2,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


# `astuple` copies every value, some thousand times for a question.
_VALUES = attrgetter(*(field.name for field in fields(Features)))


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = _VALUES(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
