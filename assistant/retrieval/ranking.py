"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=8.92,
    chunk=1.49,
    words=8.71,
    lacking=1.06,
    no_figure=2.97,
    kind=1.37,
    asked_how_many=2.43,
    news=3.95,
    change=1.8,
    period=8,
    earlier=1.81,
    place=2.81,
    number=2.54,
    counted=1.65,
    group=0.58,
    condition=1.68,
    denial=2.15,
    latest=1.75,
    recent=0.13,
    advice=1.87,
    date=1.86,
    title=3.08,
    described=1.23,
    metric=1.49,
    other_metric=1.12,
    population=1.08,
    reason=0.96,
    question=2,
    exact=0.48,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = astuple(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
