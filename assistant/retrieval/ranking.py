"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=8.08,
    chunk=1.38,
    words=10.31,
    lacking=2.84,
    no_figure=3.58,
    kind=1.62,
    asked_how_many=1.46,
    news=2.84,
    change=1.07,
    period=3.79,
    earlier=1.39,
    place=3.44,
    number=2.14,
    counted=2.1,
    group=0.87,
    condition=3.18,
    denial=2.26,
    latest=1.4,
    recent=0.12,
    advice=1.74,
    date=1.93,
    title=2.98,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = astuple(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
