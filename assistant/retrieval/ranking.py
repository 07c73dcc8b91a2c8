"""Features -> one score, by weights that are fitted and never set by hand. Pure."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from assistant.schema import Features

# Fitted by `python -m evals ranking` (see its docstring) on the dev cases of evals/cases; re-run it after
# a change of a feature, of the encoder or of the chunker, and put its table here.
WEIGHTS: Final = Features(
    meaning=9.58,
    chunk=1.53,
    words=9.61,
    lacking=1.56,
    no_figure=3.65,
    kind=1.64,
    asked_how_many=1.52,
    news=3.65,
    change=1.36,
    period=4.44,
    earlier=1.49,
    place=2.77,
    number=2.67,
    counted=2.07,
    group=0.54,
    condition=1.72,
    denial=2.39,
    latest=1.61,
    recent=0.07,
    advice=1.69,
    date=1.72,
    title=3.06,
)
_WEIGHTS: Final[tuple[float, ...]] = astuple(WEIGHTS)


def score(features: Features) -> float:
    """Log-odds up to a constant: a candidate 1 higher than another is e times as likely the answer."""
    values: tuple[float, ...] = astuple(features)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
