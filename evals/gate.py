"""`python -m evals gate`: has anything become worse? Dev cases against the floors in `evals/baseline.json`.

A floor is what was measured when it was set, less a margin for noise. Everything asked here is
deterministic on one machine; between machines the last bits of the vectors differ and turn a near tie now
and then, so the margin is two cases of the measure, at least .005. Floors go up by `--update`; they go down
only with `--allow-regression`, in a commit that says why.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import AssistantError
from assistant.extraction import extract
from evals.answers import ask
from evals.cases import CASES, Case, load_cases
from evals.figure_cases import FIGURE_CASES, OWN, load_figure_cases
from evals.figures import gated, judge
from evals.gold import gold_spans
from evals.intervals import as_values
from evals.libraries import BENCHMARKS, Subject, open_subject, starter_corpus
from evals.scoring import CITED, DECIDES_FROM, MEASURES, RIGHT, Judged, Measure
from evals.tables import columns

BASELINE = Path(__file__).parent / "baseline.json"
# Measures of the whole dev set that have a floor, and the types that have floors of their own.
GATED = (
    "value accuracy", "forbidden neighbour, answerable", "population named", "number fidelity", "hedge kept",
    "citation accuracy", "citation precision, sources", "unanswerable refused", "near misses refused",
    "wrongly refused", "AUROC of confidence",
)  # fmt: skip
# Promises, not habits: no margin is taken off these.
EXACT = frozenset(("number fidelity", "hedge kept"))
_LEAST_MARGIN = 0.005
# Figures read in texts that are here in any checkout, and in all texts where the public sets are there too.
_OWN_FIGURES, _ALL_FIGURES = "figures in own texts", "figures in all texts"


class GateError(AssistantError):
    """The floors cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure over `n` dev cases."""

    name: str
    n: int
    value: float
    higher_is_better: bool


@dataclass(frozen=True, slots=True)
class Floor:
    """The least (or where lower is better, the most) that a measure may be."""

    floor: float
    measured: float
    n: int


@dataclass(frozen=True, slots=True)
class GateRun:
    """What to run; see `python -m evals gate --help`."""

    library: Path | None = None
    corpus: Path | None = None
    cases: Path = CASES
    baseline: Path = BASELINE
    update: bool = False
    allow_regression: bool = False
    benchmarks: Path = BENCHMARKS


def run_gate(run: GateRun) -> bool:
    """Measure, compare, print; True where nothing is below its floor.

    Raises:
        GateError: the corpus is not the one that the floors were measured on, or an update would lower one.
    """
    record: dict[str, Any] = json.loads(run.baseline.read_text("utf-8"))
    pinned = corpus_hash(run.corpus or starter_corpus())
    if not run.update and record.get("corpus_sha256") != pinned:
        raise GateError(
            "The corpus is not the one that the floors were measured on; look at "
            "`python -m evals answers`, then set them again: python -m evals gate --update"
        )
    with open_subject(run.library, run.corpus) as subject:
        measured = measure(load_cases(run.cases, "dev"), subject)
    figures, aside = figure_measures(run.cases, run.benchmarks)
    measured += figures
    old = floors_of(record)
    kept = {name: old.pop(name) for name in list(old) if aside and name.startswith(aside)}
    if kept:
        print(f"Not measured: {aside}, since public sets are absent from {run.benchmarks}.")
    if run.update:
        floors = kept | updated(old, measured, allow_regression=run.allow_regression)
        record |= {"corpus_sha256": pinned, "floors": _as_json(floors)}
        run.baseline.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(gate_table(measured, floors))
        return True
    failures = below(measured, old)
    print(gate_table(measured, old))
    print("\n".join(["", *failures]) if failures else "\nNothing is below its floor.")
    return not failures


def measure(cases: Sequence[Case], subject: Subject) -> list[Measured]:
    """Ask every case and measure what has a floor."""
    judged = [Judged(case, gold_spans(case, subject.texts), ask(case, subject), {}) for case in cases]
    found = [_measured(m, judged, m.name) for m in MEASURES if m.name in GATED]
    types = dict.fromkeys(case.type for case in cases)
    for name in types:
        here = [j for j in judged if j.case.type == name]
        if len(here) >= DECIDES_FROM:
            found += [_measured(m, here, f"{name}: {m.name}") for m in (RIGHT, CITED)]
    return [item for item in found if item.n]


def figure_measures(cases: Path, benchmarks: Path) -> tuple[list[Measured], str]:
    """How figures are read in the labelled dev texts of a folder of cases; nothing where it has none.

    Returns:
        What was measured, and the name of what could not be, since a public set is absent.
    """
    file = cases / FIGURE_CASES.name
    if not file.is_file():
        return [], ""
    loaded = load_figure_cases(file, benchmarks, "dev")
    judged = [judge(case, extract) for case in loaded.cases]
    groups = {_OWN_FIGURES: [j for j in judged if j.case.origin in OWN]}
    if not loaded.absent:
        groups[_ALL_FIGURES] = judged
    found = [
        Measured(f"{group}: {name}", n, round(value, 4), higher)
        for group, members in groups.items()
        for name, n, value, higher in gated(members)
    ]
    return found, _ALL_FIGURES if loaded.absent else ""


def _measured(measure: Measure, judged: Sequence[Judged], name: str) -> Measured:
    values = as_values([measure.per_case(j.case, j.ours, j.spans) for j in judged])
    flags = np.array([j.case.answerable for j in judged], dtype=np.bool_)
    scored = int((~np.isnan(values)).sum())
    value = measure.statistic(values, flags) if scored else math.nan
    if math.isnan(value):
        return Measured(name, 0, 0.0, measure.higher_is_better)
    return Measured(name, scored, round(value, 4), measure.higher_is_better)


def below(measured: Sequence[Measured], floors: Mapping[str, Floor]) -> list[str]:
    """What is worse than its floor, or has lost its floor or its cases: a line each."""
    found = []
    by_name = {item.name: item for item in measured}
    for name, floor in floors.items():
        item = by_name.get(name)
        if item is None:
            found.append(f"FAILED {name}: not measured any more")
        elif item.n < floor.n:
            found.append(f"FAILED {name}: {item.n} cases, the floor was set on {floor.n}")
        elif not (item.value >= floor.floor if item.higher_is_better else item.value <= floor.floor):
            word = "below" if item.higher_is_better else "above"
            found.append(f"FAILED {name}: {item.value:.3f} is {word} {floor.floor:.3f}")
    found += [f"FAILED {name}: has no floor" for name in by_name if name not in floors]
    return found


def updated(
    old: Mapping[str, Floor], measured: Sequence[Measured], *, allow_regression: bool
) -> dict[str, Floor]:
    """New floors from what was measured: each the stricter of the old floor and the new one.

    Raises:
        GateError: what was measured is below an old floor, and that was not allowed.
    """
    floors = {}
    easier = []
    for item in measured:
        margin = 0.0 if item.name in EXACT else max(_LEAST_MARGIN, 2 / item.n)
        sign = 1 if item.higher_is_better else -1
        floor = round(min(1.0, max(0.0, item.value - sign * margin)), 4)
        before = old.get(item.name)
        if before is not None and sign * (floor - before.floor) < 0:
            if sign * (item.value - before.floor) >= 0:
                floor = before.floor  # a margin takes nothing back that was reached
            else:
                easier.append(f"{item.name} from {before.floor:.3f} to {floor:.3f}")
        floors[item.name] = Floor(floor, item.value, item.n)
    gone = [name for name in old if name not in floors]
    if (easier or gone) and not allow_regression:
        raise GateError(
            "Floors would become easier: "
            + "; ".join([*easier, *(f"{name} is gone" for name in gone)])
            + "; if that is meant, say --allow-regression, and why in the commit"
        )
    return floors


def gate_table(measured: Sequence[Measured], floors: Mapping[str, Floor]) -> str:
    """One line a measure: n, value, floor."""
    rows = [("measure", "n", "measured", "floor")]
    for item in measured:
        floor = floors.get(item.name)
        name = item.name if item.higher_is_better else f"{item.name} (lower is better)"
        rows.append((name, str(item.n), f"{item.value:.3f}", "-" if floor is None else f"{floor.floor:.3f}"))
    return columns(rows)


def floors_of(record: Mapping[str, Any]) -> dict[str, Floor]:
    """The floors of a baseline file."""
    return {name: Floor(**values) for name, values in record.get("floors", {}).items()}


def _as_json(floors: Mapping[str, Floor]) -> dict[str, dict[str, float]]:
    return {name: {"floor": f.floor, "measured": f.measured, "n": f.n} for name, f in floors.items()}


def corpus_hash(folder: Path) -> str:
    """sha256 over names and texts of a folder's documents, whatever the line ends of the checkout."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.md")):
        if file.stem != "README":
            digest.update(f"{file.name}\n".encode())
            digest.update(file.read_text("utf-8").encode())
    return digest.hexdigest()
