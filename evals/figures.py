"""`python -m evals figures`: are figures read as careful people read them, and how fast?

Our reader against labelled texts, the two annotators against each other, the ledger of the starter corpus
against the fact sheets that its digests were written from, and speed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import ConfigurationError
from assistant.extraction import extract
from assistant.schema import Extraction
from evals.agreement import agreement_of_files
from evals.cases import CaseError, Split
from evals.figure_cases import FIGURE_CASES, LABELS, OWN, FigureCase, load_figure_cases
from evals.figure_metrics import (
    FIELD_TESTS,
    FOUND,
    UNIT,
    VALUE,
    WHOLE,
    Item,
    Share,
    TextScore,
    exact_spans,
    item_of_figure,
    item_of_label,
    matches,
    score_text,
    share_row,
)
from evals.figure_sheets import FACTS, run_sheets, sheet_rows, sheet_text
from evals.libraries import BENCHMARKS, starter_corpus
from evals.provenance import provenance
from evals.public.chunking_evaluation import Carried
from evals.public.result import Row, count_rows, f1_row, row
from evals.speed_figures import run_speed_figures
from evals.tables import columns, shown

TEST_RUNS = Path(__file__).parent / "results" / "figure-test-runs.md"
_TEST_RUNS_HEAD = """# Runs of the test half of the figures

One line a run, written by `python -m evals figures --split test`. Run when an issue closes.

| date | revision | texts | value, unit | with metric, population | stance | exact spans | alarms per 100 |
|---|---|---|---|---|---|---|---|
"""
_ALARMS = "false alarms per 100 look-alikes (lower is better)"
_EXACT = "exact spans"
_GOALS = {
    UNIT: "goal .97", WHOLE: "goal .85", "stance": "goal .90", _EXACT: "goal 1", _ALARMS: "goal at most 2",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FiguresRun:
    """What to run; see `python -m evals figures --help`."""

    cases: Path = FIGURE_CASES
    split: Split = "dev"
    verbose: bool = False
    benchmarks: Path = BENCHMARKS
    facts: Path = FACTS
    corpus: Path | None = None
    json_file: Path | None = None
    test_runs: Path = TEST_RUNS


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what we read in it, gold and ours in one text."""

    case: FigureCase
    ours: tuple[Item, ...]
    gold: tuple[Item, ...]
    score: TextScore
    exact: Share


def run_figures(run: FiguresRun) -> dict[str, list[Row]]:
    """Measure and print; write what is asked for; return the rows of each part that could be measured.

    Raises:
        CaseError: a case or label file cannot be read.
        ConfigurationError: test cases would be listed.
    """
    if run.verbose and run.split == "test":
        raise ConfigurationError("--list shows dev cases only: whoever tunes must not see a test case")
    parts: dict[str, list[Row]] = {}
    if run.cases.is_file():
        parts["texts"] = _run_texts(run)
    else:
        print(f"No labelled texts: {run.cases} is absent.")
    labels = [run.cases.with_name(file.name) for file in LABELS]
    if all(file.is_file() for file in labels):
        parts["annotators"] = agreement_of_files(labels[0], labels[1], run.benchmarks)
        print(_table("annotators, all texts", parts["annotators"]))
    if run.facts.is_dir():
        sheets = run_sheets(run.facts, run.corpus or starter_corpus())
        parts["fact sheets"] = sheet_rows(sheets)
        print(_table("fact sheets", parts["fact sheets"]), sheet_text(sheets, verbose=run.verbose), sep="\n")
    else:
        print(f"\nNo fact sheets: {run.facts} is absent.")
    speeds = run_speed_figures(run.benchmarks)
    if run.json_file is not None:
        record = {"ability": "figures", "with": provenance(), "split": run.split, "speed": speeds}
        record |= {name: {r.measure: _plain(r) for r in rows} for name, rows in parts.items()}
        run.json_file.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return parts


def _run_texts(run: FiguresRun) -> list[Row]:
    loaded = load_figure_cases(run.cases, run.benchmarks, run.split)
    for name, count in loaded.absent.items():
        print(
            f"{count} texts passed over: {run.benchmarks / name} is absent; evals/README.md says where it is."
        )
    if not loaded.cases:
        raise CaseError(f"There is no {run.split} text to read in {run.cases}")
    judged = [judge(case, extract) for case in loaded.cases]
    rows = measures(judged)
    print(_table(f"{len(judged)} {run.split} texts", rows), origin_table(judged), sep="\n\n")
    if run.verbose:
        lines = [line for j in judged for line in differences(j)]
        print("\n".join(["", f"{len(lines)} dev differences to look at:", *lines]))
    if run.split == "test":
        log_test_run(run.test_runs, len(judged), rows)
    return rows


def judge(case: FigureCase, read: Callable[[str], Extraction]) -> Judged:
    """Read a case's text and compare. Gold spans are carried over to the text as the reader keeps it."""
    reading = read(case.text)
    gold = [item_of_label(label, case.text) for label in case.labels]
    if reading.text != case.text:
        carried = Carried(case.text, reading.text)
        gold = [_moved(item, carried) for item in gold]
    ours = [item_of_figure(figure) for figure in reading.figures]
    return Judged(
        case, tuple(ours), tuple(gold), score_text(ours, gold), exact_spans(reading.figures, reading.text)
    )


def _moved(item: Item, carried: Carried) -> Item:
    span = carried.span("", item.quantity.start, item.quantity.end)
    return replace(item, quantity=replace(item.quantity, start=span.start, end=span.end))


def measures(judged: Sequence[Judged]) -> list[Row]:
    """All measures over texts, with intervals over resampled texts."""
    scores = [j.score for j in judged]
    rows = [r for name in (VALUE, UNIT) for r in count_rows(name, [s.found[name] for s in scores])]
    rows = [replace(r, reference=_GOALS[UNIT]) if r.measure == f"{UNIT}: F1" else r for r in rows]
    rows += [
        f1_row(f"{name}: F1", [s.found[name] for s in scores], _GOALS.get(name, ""))
        for name in FOUND
        if name not in (VALUE, UNIT)
    ]
    rows += [share_row(name, [s.fields[name] for s in scores], _GOALS.get(name, "")) for name in FIELD_TESTS]
    rows.append(share_row(_EXACT, [j.exact for j in judged], _GOALS[_EXACT]))
    rows.append(row(_ALARMS, [_alarms(j) for j in judged], _GOALS[_ALARMS]))
    return rows


def _alarms(judged: Judged) -> float | None:
    return 100.0 * len(judged.ours) if judged.case.lookalike else None


def gated(judged: Sequence[Judged]) -> list[tuple[str, int, float, bool]]:
    """What has a floor: name, n, value, whether more is better.

    n is what the gold has (figures, look-alike texts), so that it does not change with what we read. False
    alarms are per text here, not per 100.
    """
    rows = {r.measure: r.value.mean for r in measures(judged)}
    figures = sum(len(j.gold) for j in judged)
    names = (f"{UNIT}: F1", f"{WHOLE}: F1", "stance")
    # Nothing read right leaves the stance without a case: that is the worst, not unknown.
    found = [(name, figures, rows[name] or 0.0, True) for name in names if figures]
    texts = sum(j.case.lookalike for j in judged)
    alarms = rows[_ALARMS]
    return [
        *found,
        *([] if alarms is None else [("false alarms per look-alike", texts, alarms / 100, False)]),
    ]


def origin_table(judged: Sequence[Judged]) -> str:
    """One line a set that texts are from."""
    rows = [["from", "texts", "figures", f"{UNIT}: F1", "with metric and population", "false alarms per 100"]]
    for origin in sorted({j.case.origin for j in judged}, key=lambda name: (name in OWN, name)):
        here = [j for j in judged if j.case.origin == origin]
        scores = [shown(f1_row("", [j.score.found[name] for j in here]).value) for name in (UNIT, WHOLE)]
        alarms = row("", [_alarms(j) for j in here]).value.mean
        false = "-" if alarms is None else f"{alarms:.1f}"
        rows.append([origin, str(len(here)), str(sum(len(j.gold) for j in here)), *scores, false])
    return columns(rows)


def differences(judged: Judged) -> list[str]:
    """One line for each figure missed, read in vain, or with a field that is not the gold's."""
    pairs = matches(judged.ours, judged.gold)
    name = f"{judged.case.id} {judged.case.origin}"
    lines = [f"{name} missed: {_short(g)}" for g in judged.gold if all(p.gold is not g for p in pairs)]
    lines += [f"{name} in vain: {_short(o)}" for o in judged.ours if all(p.ours is not o for p in pairs)]
    for pair in pairs:
        if not pair.with_unit:
            lines.append(f"{name} unit: {_short(pair.ours)}, gold {pair.gold.quantity.unit}")
        for field, same in FIELD_TESTS.items():
            if pair.with_unit and field != "same span" and not same(pair.ours, pair.gold):
                get = _FIELD_OF[field]
                lines.append(
                    f"{name} {field} of {_short(pair.ours)}: {get(pair.ours)!r}, gold {get(pair.gold)!r}"
                )
    return lines


_FIELD_OF: dict[str, Callable[[Item], str | None]] = {
    "qualifier": lambda item: item.quantity.qualifier,
    "direction": lambda item: item.quantity.direction,
    "metric": lambda item: item.metric,
    "population": lambda item: item.population,
    "period": lambda item: item.period,
    "attribution": lambda item: item.attributed_to,
    "stance": lambda item: item.stance,
}


def _short(item: Item) -> str:
    return f"{item.quantity.surface!r} ({item.quantity.unit})"


def log_test_run(file: Path, texts: int, rows: Sequence[Row]) -> None:
    """Append a line on a run of the test half."""
    about = provenance()
    means = {r.measure: r.value.mean for r in rows}
    names = (f"{UNIT}: F1", f"{WHOLE}: F1", "stance", _EXACT, _ALARMS)
    values = ["-" if means[name] is None else f"{means[name]:.3f}" for name in names]
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_text(_TEST_RUNS_HEAD, "utf-8")
    with file.open("a", encoding="utf-8") as log:
        log.write(f"| {' | '.join([about['date'], about['revision'], str(texts), *values])} |\n")


def _table(title: str, rows: Sequence[Row]) -> str:
    cells = [(title, "n", "mean [95 %]", "goal")]
    cells += [(r.measure, str(r.value.n), shown(r.value), r.reference or "-") for r in rows]
    return f"\n{columns(cells)}"


def _plain(found: Row) -> dict[str, float | None]:
    return {"n": found.value.n, "mean": found.value.mean, "low": found.value.low, "high": found.value.high}
