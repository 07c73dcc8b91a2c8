"""Do two annotators call the same things figures? From their stand-off labels of the same texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.cases import CaseError
from evals.figure_cases import FigureCase, load_figure_cases
from evals.figure_metrics import FOUND, UNIT, TextScore, item_of_label, score_text, share_row
from evals.public.result import Row, f1_row, row

_GOAL = {UNIT: "goal at least .90"}


def agreement(first: Sequence[FigureCase], second: Sequence[FigureCase]) -> list[Row]:
    """F1 of the first annotator against the second, which is the same the other way round, and fields.

    Fields are counted over the figures on which both agree in value and unit. "Some or none" is the share of
    texts where both find a figure or neither does.

    Raises:
        CaseError: the two have not labelled the same texts.
    """
    if [(c.id, c.text) for c in first] != [(c.id, c.text) for c in second]:
        raise CaseError("The two label files are not of the same texts in the same order")
    scores = [compared(a, b) for a, b in zip(first, second, strict=True)]
    rows = [f1_row(name, [s.found[name] for s in scores], _GOAL.get(name, "")) for name in FOUND]
    rows += [
        share_row(name, [s.fields[name] for s in scores]) for name in (scores[0].fields if scores else ())
    ]
    same = [float(a.lookalike == b.lookalike) for a, b in zip(first, second, strict=True)]
    return [*rows, row("some or none", same)]


def compared(a: FigureCase, b: FigureCase) -> TextScore:
    """One text: the labels of the first against those of the second."""
    return score_text(
        [item_of_label(label, a.text) for label in a.labels],
        [item_of_label(label, b.text) for label in b.labels],
    )


def agreement_of_files(first: Path, second: Path, benchmarks: Path) -> list[Row]:
    """As `agreement`, of two label files; texts of absent sets are passed over.

    Raises:
        CaseError: a file cannot be read, or the two are not of the same texts.
    """
    loaded = [load_figure_cases(path, benchmarks, "all").cases for path in (first, second)]
    return agreement(*(sorted(cases, key=lambda case: case.id) for cases in loaded))
