"""The gate on figures: which texts have floors, and what happens where public sets are absent."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from figure_builders import hash_of, label_row, reading

from evals import gate
from evals.gate import Floor, GateRun, Measured, figure_measures, floors_of, run_gate

TEXT = "In 2024, 37% of growers used drip irrigation."
CLAIM = "Version 1.2 is out."
OWN = {"id": "w1", "text": TEXT, "figures": [label_row(TEXT, "37%", 37, "percent", population="growers")]}
CLEAN = {"id": "w2", "text": "HTTP/2 came in 2015.", "figures": []}
TEST = OWN | {"id": "w3", "split": "test"}
PUBLIC = {
    "id": "p1", "figures": [],
    "from": {"set": "wice", "file": "claims.jsonl", "record": "0", "start": 0, "end": len(CLAIM),
             "sha256": hash_of(CLAIM)},
}  # fmt: skip
F1 = "value and unit: F1"


@pytest.fixture
def folders(tmp_path):
    """A folder of cases with labelled texts, and one of public sets with the one set that they need."""
    cases, benchmarks = tmp_path / "cases", tmp_path / "benchmarks"
    cases.mkdir()
    (benchmarks / "wice").mkdir(parents=True)
    rows = "".join(json.dumps(row) + "\n" for row in (OWN, CLEAN, TEST, PUBLIC))
    (cases / "figures.jsonl").write_text(rows, "utf-8")
    (benchmarks / "wice" / "claims.jsonl").write_text(json.dumps({"claim": CLAIM}) + "\n", "utf-8")
    return cases, benchmarks


def test_own_texts_have_floors_anywhere_all_texts_where_the_sets_are(folders, tmp_path):
    """It counts what the gold has: one dev figure; one look-alike of our own, two in all; no test text."""
    cases, benchmarks = folders
    found, aside = figure_measures(cases, benchmarks)
    counts = {m.name: m.n for m in found}
    assert counts["figures in own texts: " + F1] == counts["figures in all texts: " + F1] == 1
    assert counts["figures in own texts: false alarms per look-alike"] == 1
    assert counts["figures in all texts: false alarms per look-alike"] == 2
    assert aside == ""
    without, aside = figure_measures(cases, tmp_path / "none")
    assert {m.name for m in without} == {name for name in counts if name.startswith("figures in own texts")}
    assert aside == "figures in all texts"


def test_a_file_of_questions_alone_has_no_figures(folders):
    """`gate --cases FILE` asks what it was given."""
    cases, benchmarks = folders
    assert figure_measures(cases / "starter.jsonl", benchmarks) == ([], "")


@pytest.fixture
def run(folders, tmp_path, monkeypatch):
    """A gate over these texts and no question; `run(benchmarks)` runs it."""
    cases, benchmarks = folders
    corpus, baseline = tmp_path / "corpus", tmp_path / "baseline.json"
    corpus.mkdir()
    baseline.write_text("{}", "utf-8")

    @contextmanager
    def subject(*_arguments):
        yield None

    monkeypatch.setattr(gate, "open_subject", subject)
    monkeypatch.setattr(gate, "load_cases", lambda *_: [])
    monkeypatch.setattr(
        gate, "measure", lambda *_: [Measured("value accuracy", 10, 0.9, higher_is_better=True)]
    )

    def start(sets=benchmarks, **options):
        return run_gate(GateRun(corpus=corpus, cases=cases, baseline=baseline, benchmarks=sets, **options))

    start.floors = lambda: floors_of(json.loads(baseline.read_text("utf-8")))
    return start


def test_floors_of_absent_sets_are_kept_and_neither_fail_nor_pass(run, tmp_path, capsys):
    """Without the sets the gate says what it did not measure; an update leaves those floors alone."""
    assert run(update=True)
    before = run.floors()
    assert "figures in all texts: " + F1 in before
    assert run()
    assert "Not measured" not in capsys.readouterr().out
    assert run(tmp_path / "none")
    assert "Not measured: figures in all texts" in capsys.readouterr().out
    assert run(tmp_path / "none", update=True)
    assert run.floors() == before


def test_a_worse_reader_fails_the_gate(run, monkeypatch, capsys):
    """A reader that finds nothing any more is named, with and without the sets."""
    run(update=True)
    assert isinstance(run.floors()["figures in own texts: " + F1], Floor)
    monkeypatch.setattr(gate, "extract", reading)
    # One figure gives a margin of two cases: a floor of 0 that nothing can fail; so it is set by hand.
    monkeypatch.setattr(
        gate, "floors_of", lambda record: {n: Floor(f["measured"], **{k: f[k] for k in ("measured", "n")})
                                           for n, f in record["floors"].items()}
    )  # fmt: skip
    assert not run()
    assert f"FAILED figures in own texts: {F1}: 0.000 is below 1.000" in capsys.readouterr().out
