"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=8.05,
    chunk=1.35,
    words=10.5,
    lacking=2.94,
    no_figure=3.61,
    kind=1.61,
    asked_how_many=1.45,
    news=2.84,
    change=0.98,
    period=3.76,
    earlier=1.37,
    place=3.42,
    number=2.15,
    group=0.88,
    condition=3.18,
    denial=2.32,
    latest=1.46,
    recent=0.14,
    advice=1.74,
    date=1.92,
    title=2.97,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = astuple(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
