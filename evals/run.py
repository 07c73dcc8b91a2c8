"""`python -m evals`: quality and speed in one run, written to `evals/results` as JSON and as a page.

Answers of the dev cases against all baselines, retrieval, the public sets that have floors or cost
little, and speed at 10,000 chunks. clapnq, qmsum and wice take minutes each: `python -m evals public`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.answers import AnswersRun, answers_record, run_answers
from evals.baselines.systems import BASELINES
from evals.cases import CASES
from evals.libraries import BENCHMARKS
from evals.provenance import provenance
from evals.public.sets import PublicRun, run_public
from evals.public.sets import as_record as public_record
from evals.report import report_html
from evals.retrieval import RetrievalRun, run_retrieval
from evals.speed import SpeedRun, run_speed
from evals.speed import as_record as speed_record

RESULTS = Path(__file__).parent / "results"
SETS = ("chunking_evaluation", "opencqa", "anthropic_docs", "quantities", "semeval2019_task9",
        "mtrag_rewrites", "climate_fever")  # fmt: skip


@dataclass(frozen=True, slots=True)
class WholeRun:
    """What to run; see `python -m evals --help`."""

    benchmarks: Path = BENCHMARKS
    cases: Path = CASES
    corpus: Path | None = None
    baselines: tuple[str, ...] = BASELINES
    sets: tuple[str, ...] = SETS
    speed: SpeedRun = SpeedRun()  # noqa: RUF009 - frozen
    results: Path = RESULTS


def run_whole(run: WholeRun) -> Path:
    """Run everything, print it, write the record and its page; return the record's path.

    The test half is never part of it.
    """
    began = time.perf_counter()
    about = provenance()
    answers_run = AnswersRun(cases=run.cases, corpus=run.corpus, baselines=run.baselines)
    answers = answers_record(answers_run, run_answers(answers_run))
    record: dict[str, Any] = {
        "date": about["date"],
        "with": about,
        "settings": answers["settings"],
        "answers": answers,
        "retrieval": run_retrieval(RetrievalRun(cases=run.cases, corpus=run.corpus)),
        "public": public_record(run_public(PublicRun(run.sets, run.benchmarks))),
        "speed": speed_record(run_speed(run.speed)),
    }
    record["seconds"] = round(time.perf_counter() - began, 1)
    run.results.mkdir(parents=True, exist_ok=True)
    file = run.results / f"{about['date'][:10]}-{about['revision'].rstrip('+')}.json"
    file.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    print(f"\n{record['seconds']:.0f} s; written: {file}, {write_page(file, record).name}")
    return file


def write_page(file: Path, record: Mapping[str, Any]) -> Path:
    """Write the page of a record beside its file; return the page's path."""
    page = file.with_suffix(".html")
    page.write_text(report_html(record), "utf-8")
    return page
