"""`python -m evals answers`: the answers of a library, and of baselines in the same run."""

from __future__ import annotations

import json
import math
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.errors import AssistantError, MissingDependencyError
from evals.baselines.answering import Reader, decide, fit_threshold
from evals.baselines.embeddings import MiniLMEmbeddings
from evals.baselines.systems import TUTORIAL, open_baseline
from evals.cases import Case, CaseError, Split, load_cases
from evals.gold import gold_spans, problems
from evals.intervals import Comparison
from evals.libraries import Subject, distractor_folder, open_subject
from evals.provenance import provenance
from evals.responses import Response, response_of
from evals.scoring import DECIDES_FROM, Judged, as_record, by_type, compare_all, failing, is_right
from evals.tables import failure_line, measure_table, systems_table, type_table

TEST_RUNS = Path(__file__).parent / "results" / "test-runs.md"
_TEST_RUNS_HEAD = """# Runs of the test half

One line a run, written by `python -m evals answers --split test` (or `all`). Run when an issue closes.

| date | revision | cases | split | distractors | library | value | citation | refused | wrongly refused |
|---|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class AnswersRun:
    """What to run; see `python -m evals answers --help`."""

    cases: Path
    split: Split | Literal["all"] = "dev"
    library: Path | None = None
    corpus: Path | None = None
    distractors: str | None = None
    benchmarks: Path = Path("../shared/benchmarks")
    json_file: Path | None = None
    verbose: bool = False
    baselines: tuple[str, ...] = (TUTORIAL,)
    test_runs: Path = TEST_RUNS


@dataclass(frozen=True, slots=True)
class BaselineRun:
    """One baseline: its responses by case id, the threshold it was given, and its times in seconds."""

    name: str
    responses: dict[str, Response]
    threshold: float
    built_seconds: float
    search_seconds: float


@dataclass(frozen=True, slots=True)
class AnswersResult:
    """What came out: each case judged, and the measures against each baseline, by its name.

    `types` is against the first baseline. `left_out` says which baselines could not run, and why.
    """

    judged: tuple[Judged, ...]
    systems: dict[str, dict[str, Comparison]]
    types: dict[str, dict[str, Comparison]]
    baselines: tuple[BaselineRun, ...]
    left_out: tuple[str, ...]
    fitted_on: str
    settings: str
    model: str | None

    @property
    def comparisons(self) -> dict[str, Comparison]:
        """The measures against the first baseline."""
        return next(iter(self.systems.values()))


def run_answers(run: AnswersRun) -> AnswersResult:
    """Ask, score, print, and write what is asked for.

    Raises:
        CaseError: the case file cannot be read.
        AssistantError: the library cannot be opened, or a question cannot be asked.
    """
    every = load_cases(run.cases, "all")
    with (
        distractor_folder(run.distractors, run.benchmarks) as extra,
        open_subject(run.library, run.corpus, extra) as subject,
    ):
        result = evaluate(every, run.split, subject, run.baselines)
    _print(result, run)
    if run.split != "dev":
        log_test_run(run, result)
    if run.json_file is not None:
        run.json_file.write_text(json.dumps(answers_record(run, result), indent=2) + "\n", "utf-8")
    return result


def evaluate(
    every: Sequence[Case],
    split: Split | Literal["all"],
    subject: Subject,
    baselines: Sequence[str] = (TUTORIAL,),
) -> AnswersResult:
    """Ask the cases of a split; baselines' thresholds are fitted on the dev cases whatever the split.

    Raises:
        CaseError: the split has no case.
        AssistantError: no baseline could run.
    """
    cases = [case for case in every if split in ("all", case.split)]
    if not cases:
        raise CaseError(f"There is no {split} case among the {len(every)} given")
    dev = [case for case in every if case.split == "dev"]
    for problem in problems([case for case in cases if case.split == "dev"], subject.texts):
        print(f"Case to mend: {problem}", file=sys.stderr)
    fit_on = dev or cases
    runs, left_out = _run_baselines(baselines, {c.id: c for c in (*fit_on, *cases)}, fit_on, subject)
    judged = tuple(
        Judged(
            case,
            gold_spans(case, subject.texts),
            ask(case, subject),
            {run.name: decide(run.responses[case.id], run.threshold) for run in runs},
        )
        for case in cases
    )
    return AnswersResult(
        judged=judged,
        systems={run.name: compare_all(judged, run.name) for run in runs},
        types=by_type(judged, runs[0].name),
        baselines=tuple(runs),
        left_out=tuple(left_out),
        fitted_on=f"{len(fit_on)} {'dev' if dev else split} cases",
        settings=subject.assistant.settings.fingerprint(),
        model=subject.assistant.settings.model,
    )


def _run_baselines(
    names: Sequence[str], cases: Mapping[str, Case], fit_on: Sequence[Case], subject: Subject
) -> tuple[list[BaselineRun], list[str]]:
    embeddings = MiniLMEmbeddings()
    reader = Reader(subject.texts, embeddings)
    runs, left_out = [], []
    for name in names:
        try:
            with open_baseline(name, subject, embeddings) as pipeline:
                responses = {key: reader.respond(case, pipeline) for key, case in cases.items()}
                built = pipeline.built_seconds
        except MissingDependencyError as error:
            left_out.append(f"{name}: {error}")
            continue
        fitted = [responses[case.id].confidence for case in fit_on]
        runs.append(
            BaselineRun(
                name=name,
                responses=responses,
                threshold=fit_threshold(fitted, [case.answerable for case in fit_on]),
                built_seconds=built,
                search_seconds=statistics.median(response.seconds for response in responses.values()),
            )
        )
    if not runs:
        raise AssistantError("No baseline could run: " + "; ".join(left_out))
    return runs, left_out


def ask(case: Case, subject: Subject) -> Response:
    """Our answer to a case."""
    began = time.perf_counter()
    answer = subject.assistant.ask(case.question, case.history)
    return response_of(case.id, answer, subject.slugs, time.perf_counter() - began)


def _print(result: AnswersResult, run: AnswersRun) -> None:
    model = result.model or "no language model"
    print(f"{len(result.judged)} {run.split} cases of {run.cases.name}, {model}, settings {result.settings}.")
    first = result.baselines[0]
    print(
        f"Against {first.name}, which refuses below {first.threshold:.3f} of its own score "
        f"(best balanced accuracy on {result.fitted_on}).\n\n{measure_table(result.comparisons)}\n\n"
        f"Type by type; fewer than {DECIDES_FROM} cases decide nothing.\n\n{type_table(result.types)}"
    )
    if len(result.baselines) > 1:
        print(f"\nAhead is: the interval of the difference is above 0.\n\n{systems_table(result.systems)}")
    for line in result.left_out:
        print(f"Baseline left out: {line}")
    if run.verbose:
        # Only dev: whoever tunes must not see a test case.
        lines = [failure_line(j) for j in failing(result.judged) if j.case.split == "dev"]
        print("\n".join(["", f"{len(lines)} dev cases to look at:", *lines]))


def log_test_run(run: AnswersRun, result: AnswersResult) -> None:
    """Append a line on a run of the test half."""
    about = provenance()
    measures = ("value accuracy", "citation accuracy", "unanswerable refused", "wrongly refused")
    means = [result.comparisons[name].ours.mean for name in measures]
    cells = [
        about["date"],
        about["revision"],
        f"{run.cases.name} ({len(result.judged)})",
        run.split,
        run.distractors or "none",
        "given" if run.library else "built",
        *("-" if value is None else f"{value:.3f}" for value in means),
    ]
    run.test_runs.parent.mkdir(parents=True, exist_ok=True)
    if not run.test_runs.exists():
        run.test_runs.write_text(_TEST_RUNS_HEAD, "utf-8")
    with run.test_runs.open("a", encoding="utf-8") as file:
        file.write(f"| {' | '.join(cells)} |\n")


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[dict[str, float]]:
    """Cases in bins of our confidence: mean confidence, share answerable, share right, and how many."""
    rows = []
    for low in range(bins):
        here = [j for j in judged if min(bins - 1, int(j.ours.confidence * bins)) == low]
        if here:
            rows.append(
                {
                    "confidence": statistics.fmean(j.ours.confidence for j in here),
                    "answerable": statistics.fmean(j.case.answerable for j in here),
                    "right": statistics.fmean(is_right(j.case, j.ours) for j in here),
                    "n": len(here),
                }
            )
    return rows


def answers_record(run: AnswersRun, result: AnswersResult) -> dict[str, object]:
    """A result as JSON-ready values."""
    return {
        "ability": "answers",
        "with": provenance(),
        "settings": result.settings,
        "model": result.model,
        "cases": {"file": run.cases.name, "split": run.split, "n": len(result.judged)},
        "distractors": run.distractors,
        "ours": {"seconds": statistics.median(j.ours.seconds for j in result.judged)},
        "baselines": {
            run.name: {
                "threshold": run.threshold if math.isfinite(run.threshold) else None,
                "built_seconds": run.built_seconds,
                "search_seconds": run.search_seconds,
                "measures": as_record(result.systems[run.name]),
            }
            for run in result.baselines
        },
        "left_out": list(result.left_out),
        "fitted_on": result.fitted_on,
        "by_type": {name: as_record(found) for name, found in result.types.items()},
        "reliability": reliability(result.judged),
        "to_look_at": [j.case.id for j in failing(result.judged) if j.case.split == "dev"],
    }
