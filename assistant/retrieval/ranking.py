"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=8.6,
    chunk=1.36,
    words=10.04,
    lacking=1.85,
    no_figure=3.66,
    kind=1.7,
    asked_how_many=1.54,
    news=3.56,
    change=1.14,
    period=4.42,
    earlier=1.42,
    place=2.84,
    number=2.29,
    counted=2.05,
    group=0.71,
    condition=3.16,
    denial=2.06,
    latest=1.46,
    recent=0.09,
    advice=1.79,
    date=1.91,
    title=2.99,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = astuple(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
