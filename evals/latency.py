"""`python -m evals latency`: how long a warm answer takes, against the tutorial's bare retrieval.

The clock of ours covers the whole of `Assistant.ask`: reading the question, encoding it, retrieval,
evidence, answer and checks. The clock of the tutorial pipeline covers `similarity_search` only (encode
and query, no answer). Loading the model and the first questions are outside both.
"""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.baselines.answering import standalone
from evals.baselines.embeddings import MiniLMEmbeddings
from evals.baselines.tutorial import TutorialPipeline
from evals.cases import Case, load_cases
from evals.libraries import Subject, distractor_folder, open_subject
from evals.provenance import provenance
from evals.tables import columns

ROUNDS = 3
# Questions that are timed, spread evenly over the dev cases: all of them would take a quarter of an hour.
_TIMED = 150
_WARM_UP = 5


@dataclass(frozen=True, slots=True)
class LatencyRun:
    """What to run; see `python -m evals latency --help`."""

    cases: Path
    library: Path | None = None
    corpus: Path | None = None
    distractors: str | None = None
    benchmarks: Path = Path("../shared/benchmarks")
    json_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds over `n` calls."""

    n: int
    median: float
    p95: float


def run_latency(run: LatencyRun) -> tuple[Times, Times]:
    """Time the dev questions, print, and return (ours, the tutorial's retrieval)."""
    cases = load_cases(run.cases, "dev")
    cases = cases[:: max(1, len(cases) // _TIMED)]
    with (
        distractor_folder(run.distractors, run.benchmarks) as extra,
        open_subject(run.library, run.corpus, extra) as subject,
    ):
        ours, theirs = measure(cases, subject)
        chunks = sum(source.source.chunks for source in subject.texts.values())
    about = provenance()
    rows = [
        ["milliseconds, warm", "n", "median", "95th percentile"],
        ["our answer", str(ours.n), f"{ours.median:.1f}", f"{ours.p95:.1f}"],
        ["tutorial, retrieval only", str(theirs.n), f"{theirs.median:.1f}", f"{theirs.p95:.1f}"],
        ["ratio", "", f"{ours.median / theirs.median:.2f}", f"{ours.p95 / theirs.p95:.2f}"],
    ]
    print(f"{len(cases)} dev questions, {ROUNDS} rounds, a library of {chunks} chunks.\n\n{columns(rows)}\n")
    print("\n".join(f"{name}: {value}" for name, value in about.items()))
    if run.json_file is not None:
        record = {"ability": "latency", "with": about, "chunks": chunks, "rounds": ROUNDS}
        record |= {"ours": _plain(ours), "baseline_retrieval": _plain(theirs)}
        run.json_file.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return ours, theirs


def measure(cases: Sequence[Case], subject: Subject, rounds: int = ROUNDS) -> tuple[Times, Times]:
    """Time both systems question by question in turn, so that a busy moment hits both."""
    ours: list[float] = []
    theirs: list[float] = []
    with TutorialPipeline(subject.texts, MiniLMEmbeddings()) as pipeline:

        def answer(case: Case) -> None:
            subject.assistant.ask(case.question, case.history)

        def retrieve(case: Case) -> None:
            pipeline.retrieve(standalone(case))

        for case in cases[:_WARM_UP]:
            answer(case)
            retrieve(case)
        for _ in range(rounds):
            for case in cases:
                ours.append(_milliseconds(answer, case))
                theirs.append(_milliseconds(retrieve, case))
    return summary(ours), summary(theirs)


def _milliseconds(call: Callable[[Case], None], case: Case) -> float:
    began = time.perf_counter()
    call(case)
    return (time.perf_counter() - began) * 1000


def summary(times: Sequence[float]) -> Times:
    """Median and 95th percentile (nearest rank) of times.

    Raises:
        ValueError: there is none.
    """
    if not times:
        raise ValueError("no times to summarise; the case file has no dev case")
    ordered = sorted(times)
    return Times(len(ordered), statistics.median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1])


def _plain(times: Times) -> dict[str, float]:
    return {"n": times.n, "median_ms": times.median, "p95_ms": times.p95}
