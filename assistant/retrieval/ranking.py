"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=9.16,
    chunk=1.7,
    words=10.43,
    lacking=4.05,
    no_figure=3.52,
    kind=1.55,
    asked_how_many=1.72,
    news=1.13,
    change=0,
    period=4.88,
    earlier=0,
    place=1.76,
    number=0,
    group=0.6,
    condition=4.43,
    denial=2.39,
    latest=1.38,
    recent=0.13,
    advice=1.63,
    date=2.86,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = astuple(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
