"""`python -m evals public`: the public sets by name; an absent one is said and passed over."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from evals.provenance import provenance
from evals.public import (
    anthropic_docs,
    chunking_evaluation,
    clapnq,
    climate_fever,
    mtrag_rewrites,
    opencqa,
    qmsum,
    quantities,
    semeval2019_task9,
    wice,
)
from evals.public.result import Row
from evals.tables import columns, shown

SETS: Mapping[str, ModuleType] = {
    "chunking_evaluation": chunking_evaluation,
    "opencqa": opencqa,
    "anthropic_docs": anthropic_docs,
    "clapnq": clapnq,
    "quantities": quantities,
    "semeval2019_task9": semeval2019_task9,
    "mtrag_rewrites": mtrag_rewrites,
    "wice": wice,
    "climate_fever": climate_fever,
    "qmsum": qmsum,
}


@dataclass(frozen=True, slots=True)
class SetResult:
    """One set: its rows, or why it was passed over."""

    name: str
    rows: tuple[Row, ...]
    seconds: float
    absent: str = ""


@dataclass(frozen=True, slots=True)
class PublicRun:
    """What to run; see `python -m evals public --help`."""

    names: tuple[str, ...]
    benchmarks: Path
    json_file: Path | None = None


def run_public(run: PublicRun) -> list[SetResult]:
    """Run sets in turn, print each when it is done, and write what is asked for."""
    results = []
    for name in run.names or tuple(SETS):
        result = run_set(name, run.benchmarks)
        print(set_table(result), flush=True)
        results.append(result)
    if run.json_file is not None:
        record = {"ability": "public", "with": provenance(), "sets": as_record(results)}
        run.json_file.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return results


def run_set(name: str, benchmarks: Path) -> SetResult:
    """One set, or the reason why it cannot run here."""
    module = SETS[name]
    folder = benchmarks / name
    missing = [file for file in module.FILES if not (folder / file).exists()]
    if missing:
        return SetResult(
            name, (), 0.0, f"{folder} has no {', '.join(missing)}; evals/README.md says where it comes from"
        )
    began = time.perf_counter()
    script: Callable[[Path], Sequence[Row]] = module.run
    rows = tuple(script(folder))
    return SetResult(name, rows, time.perf_counter() - began)


def set_table(result: SetResult) -> str:
    """A table of one set: measure, n, mean with 95 % interval, and what others reach."""
    if result.absent:
        return f"\n{result.name}: passed over, {result.absent}"
    rows = [(result.name, "n", "mean [95 %]", "others, or the floor")]
    rows += [(r.measure, str(r.value.n), shown(r.value), r.reference or "-") for r in result.rows]
    return f"\n{columns(rows)}\n({result.seconds:.0f} s)"


def as_record(results: Sequence[SetResult]) -> dict[str, object]:
    """Results as JSON-ready values."""
    return {
        result.name: {
            "seconds": round(result.seconds, 1),
            "absent": result.absent or None,
            "rows": {
                r.measure: {
                    "n": r.value.n,
                    "mean": r.value.mean,
                    "low": r.value.low,
                    "high": r.value.high,
                    "reference": r.reference,
                }
                for r in result.rows
            },
        }
        for result in results
    }
