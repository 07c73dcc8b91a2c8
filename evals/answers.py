"""`python -m evals answers`: the answers of a library, and of the tutorial pipeline in the same run."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.baselines.tutorial import TutorialPipeline, decide, fit_threshold
from evals.cases import Case, Split, load_cases
from evals.gold import gold_spans, problems
from evals.intervals import Comparison
from evals.libraries import Subject, distractor_folder, open_subject
from evals.provenance import provenance
from evals.responses import Response, response_of
from evals.scoring import Judged, as_record, by_type, compare_all, failing
from evals.tables import failure_line, measure_table, type_table

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
    test_runs: Path = TEST_RUNS


@dataclass(frozen=True, slots=True)
class AnswersResult:
    """What came out: each case judged, the measures, and the threshold that the baseline was given."""

    judged: tuple[Judged, ...]
    comparisons: dict[str, Comparison]
    threshold: float
    fitted_on: str
    settings: str
    model: str | None


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
        result = evaluate(every, run.split, subject)
    _print(result, run)
    if run.split != "dev":
        log_test_run(run, result)
    if run.json_file is not None:
        run.json_file.write_text(json.dumps(_record(run, result), indent=2) + "\n", "utf-8")
    return result


def evaluate(every: Sequence[Case], split: Split | Literal["all"], subject: Subject) -> AnswersResult:
    """Ask the cases of a split; the baseline's threshold is fitted on the dev cases whatever the split."""
    cases = [case for case in every if split in ("all", case.split)]
    dev = [case for case in every if case.split == "dev"]
    for problem in problems([case for case in cases if case.split == "dev"], subject.texts):
        print(f"Case to mend: {problem}", file=sys.stderr)
    fit_on = dev or cases
    with TutorialPipeline(subject.texts) as pipeline:
        drafts = {case.id: pipeline.respond(case) for case in {c.id: c for c in (*fit_on, *cases)}.values()}
    threshold = fit_threshold([drafts[c.id].confidence for c in fit_on], [c.answerable for c in fit_on])
    judged = tuple(
        Judged(case, gold_spans(case, subject.texts), ask(case, subject), decide(drafts[case.id], threshold))
        for case in cases
    )
    return AnswersResult(
        judged=judged,
        comparisons=compare_all(judged),
        threshold=threshold,
        fitted_on=f"{len(fit_on)} {'dev' if dev else split} cases",
        settings=subject.assistant.settings.fingerprint(),
        model=subject.assistant.settings.model,
    )


def ask(case: Case, subject: Subject) -> Response:
    """Our answer to a case."""
    began = time.perf_counter()
    answer = subject.assistant.ask(case.question, case.history)
    return response_of(case.id, answer, subject.slugs, time.perf_counter() - began)


def _print(result: AnswersResult, run: AnswersRun) -> None:
    model = result.model or "no language model"
    print(f"{len(result.judged)} {run.split} cases of {run.cases.name}, {model}, settings {result.settings}.")
    print(
        f"Baseline: LangChain tutorial pipeline, refuses below cosine {result.threshold:.3f} "
        f"(best balanced accuracy on {result.fitted_on})."
    )
    print(f"\n{measure_table(result.comparisons)}\n\n{type_table(by_type(result.judged))}")
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


def _record(run: AnswersRun, result: AnswersResult) -> dict[str, object]:
    return {
        "ability": "answers",
        "with": provenance(),
        "settings": result.settings,
        "model": result.model,
        "cases": {"file": run.cases.name, "split": run.split, "n": len(result.judged)},
        "distractors": run.distractors,
        "baseline": {"name": "tutorial", "threshold": result.threshold, "fitted_on": result.fitted_on},
        "measures": as_record(result.comparisons),
        "by_type": [
            {
                "type": row.type,
                "n": row.n,
                "ours": {"answered": row.answered[0], "right": row.right[0], "cited": row.cited[0]},
                "baseline": {"answered": row.answered[1], "right": row.right[1], "cited": row.cited[1]},
            }
            for row in by_type(result.judged)
        ],
        "to_look_at": [j.case.id for j in failing(result.judged) if j.case.split == "dev"],
    }
