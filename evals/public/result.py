"""What a public set's script gives back, and the documents it hands to the product."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.intervals import Estimate, Flags, Statistic, Values, compare, estimate
from evals.libraries import Document, Subject, open_subject, write_documents


@dataclass(frozen=True, slots=True)
class Row:
    """One measure on a public set; `reference` says what others reach, or the floor, with its source."""

    measure: str
    value: Estimate
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one case: how many items of ours are right, how many are ours, how many the gold has."""

    right: int
    ours: int
    gold: int


def row(measure: str, scores: Sequence[float | None], reference: str = "") -> Row:
    """A row of the mean of scores, one a case, None where a case is not scored."""
    return Row(measure, estimate(scores), reference)


def statistic_row(
    measure: str, values: Sequence[float], flags: Sequence[bool], statistic: Statistic, reference: str = ""
) -> Row:
    """A row of a statistic that is no mean of cases, with its interval over resampled cases.

    Args:
        measure: what the row is called.
        values: one of each case.
        flags: the class of each case, for statistics of two classes.
        statistic: what is estimated.
        reference: what others reach, or the floor.
    """
    return Row(measure, compare(values, values, flags, statistic).ours, reference)


def f1_row(measure: str, counts: Sequence[Counts], reference: str = "") -> Row:
    """A row of 2 * right / (ours + gold), summed over all cases (micro average).

    Empty: not scored where neither side has an item. Source: as `evals.overlap.f1`.
    """
    return _ratio_row(measure, [(2 * c.right, c.ours + c.gold) for c in counts], reference)


def count_rows(what: str, counts: Sequence[Counts], reference: str = "") -> list[Row]:
    """Rows of precision = right / ours, recall = right / gold, and F1, summed over all cases.

    Empty: precision is not scored where nothing is ours, recall where the gold has nothing.
    Source: as `f1_row`.
    """
    return [
        _ratio_row(f"{what}: precision", [(c.right, c.ours) for c in counts], ""),
        _ratio_row(f"{what}: recall", [(c.right, c.gold) for c in counts], ""),
        f1_row(f"{what}: F1", counts, reference),
    ]


def _ratio_row(measure: str, parts: Sequence[tuple[int, int]], reference: str) -> Row:
    table = np.array(parts, dtype=np.float64).reshape(-1, 2)

    # A resample is handed over as values, so the value of a case is its place in the table.
    def ratio(places: Values, _flags: Flags) -> float:
        above, below = table[places.astype(np.int64)].sum(axis=0)
        return float(above / below) if below else float("nan")

    return statistic_row(measure, range(len(parts)), [True] * len(parts), ratio, reference)


def class_counts(flagged: Sequence[bool], gold: Sequence[bool]) -> list[Counts]:
    """Counts of a positive class, one a case, from what we flag and what the gold flags.

    Raises:
        ValueError: the sequences differ in length.
    """
    return [Counts(int(a and b), int(a), int(b)) for a, b in zip(flagged, gold, strict=True)]


def json_lines(file: Path) -> list[Any]:
    """The values of a JSON Lines file, in order."""
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]


@contextmanager
def library_of(documents: Iterable[Document]) -> Iterator[Subject]:
    """A library of documents in a temporary folder, built by the product and deleted afterwards.

    Each document is written as a Markdown file `name.md` with its title as front matter; its slug is `name`.
    """
    with tempfile.TemporaryDirectory(prefix="assistant-public-") as folder:
        write_documents(documents, Path(folder))
        with open_subject(None, Path(folder)) as subject:
            yield subject
