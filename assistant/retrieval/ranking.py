"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=9.81,
    chunk=1.54,
    words=9.36,
    lacking=1.43,
    no_figure=3.7,
    kind=1.51,
    asked_how_many=1.19,
    news=3.67,
    change=1.35,
    period=4.71,
    earlier=1.48,
    place=2.74,
    number=1.25,
    counted=2.15,
    group=0.55,
    condition=3.13,
    denial=2.15,
    latest=1.59,
    recent=0.06,
    advice=1.7,
    date=1.72,
    title=3.06,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = astuple(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
