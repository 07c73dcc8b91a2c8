"""The gate: floors, what is below them, how they are set, and that a broken ranking fails it."""

from __future__ import annotations

import json
import random
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evals.__main__ as command
from evals import gate
from evals.cases import CASES, load_cases
from evals.gate import (
    EXACT,
    GATED,
    Floor,
    GateError,
    GateRun,
    Measured,
    below,
    corpus_hash,
    floors_of,
    gate_table,
    measure,
    run_gate,
    updated,
)
from evals.libraries import open_subject
from evals.scoring import MEASURES

VALUE = "value accuracy"
WRONG = "wrongly refused"


def measured(value, name=VALUE, n=100, *, higher=True):
    """One measure."""
    return Measured(name, n, value, higher)


def test_every_gated_measure_exists():
    """A renamed measure would silently have no floor."""
    assert {m.name for m in MEASURES} >= set(GATED)
    assert set(GATED) >= EXACT


@pytest.mark.parametrize(
    ("item", "floors", "expected"),
    [
        (measured(0.9), {VALUE: Floor(0.9, 0.92, 100)}, []),
        (measured(0.899), {VALUE: Floor(0.9, 0.92, 100)}, [f"FAILED {VALUE}: 0.899 is below 0.900"]),
        (measured(0.1, WRONG, higher=False), {WRONG: Floor(0.1, 0.08, 100)}, []),
        (
            measured(0.101, WRONG, higher=False),
            {WRONG: Floor(0.1, 0.08, 100)},
            [f"FAILED {WRONG}: 0.101 is above 0.100"],
        ),
        (measured(0.05, WRONG, higher=False), {WRONG: Floor(0.1, 0.08, 100)}, []),
        (
            measured(1.0, n=99),
            {VALUE: Floor(0.9, 0.92, 100)},
            [f"FAILED {VALUE}: 99 cases, the floor was set on 100"],
        ),
        (measured(0.95, n=101), {VALUE: Floor(0.9, 0.92, 100)}, []),
        (measured(1.0), {}, [f"FAILED {VALUE}: has no floor"]),
        (
            measured(1.0),
            {VALUE: Floor(0.9, 0.92, 100), WRONG: Floor(0.1, 0.08, 100)},
            [f"FAILED {WRONG}: not measured any more"],
        ),
    ],
)
def test_what_is_below_its_floor(item, floors, expected):
    """On the floor is good enough; lost cases, a lost measure and a missing floor fail as well."""
    assert below([item], floors) == expected


def test_floors_of_new_measures_by_hand():
    """Two cases off, .005 at least, nothing off a promise; where lower is better the margin goes up."""
    floors = updated(
        {},
        [
            measured(0.9, n=100),
            measured(0.9, "citation accuracy", n=1000),
            measured(0.08, WRONG, n=50, higher=False),
            measured(0.99, "number fidelity", n=10),
            measured(0.01, "lookup: right", n=20),
            measured(1.0, "forbidden neighbour, answerable", n=20, higher=False),
        ],
        allow_regression=False,
    )
    assert floors == {
        VALUE: Floor(0.88, 0.9, 100),  # 2 / 100
        "citation accuracy": Floor(0.895, 0.9, 1000),  # 2 / 1000 is less than .005
        WRONG: Floor(0.12, 0.08, 50),  # 2 / 50, upwards
        "number fidelity": Floor(0.99, 0.99, 10),
        "lookup: right": Floor(0.0, 0.01, 20),  # never below 0
        "forbidden neighbour, answerable": Floor(1.0, 1.0, 20),  # never above 1
    }


def test_a_floor_goes_up_but_not_down():
    """Better measures lift it; worse ones are refused by name unless that is said to be meant."""
    old = {VALUE: Floor(0.88, 0.9, 100), WRONG: Floor(0.12, 0.1, 100)}
    better = [measured(0.95), measured(0.05, WRONG, higher=False)]
    assert updated(old, better, allow_regression=False) == {
        VALUE: Floor(0.93, 0.95, 100),
        WRONG: Floor(0.07, 0.05, 100),
    }
    # Within the margin of an old floor, that floor stays; only the number of cases is new.
    within = [measured(0.89, n=120), measured(0.11, WRONG, higher=False)]
    assert updated(old, within, allow_regression=False) == {
        VALUE: Floor(0.88, 0.89, 120),
        WRONG: Floor(0.12, 0.11, 100),
    }
    worse = [measured(0.87), measured(0.13, WRONG, higher=False)]
    with pytest.raises(GateError, match=r"value accuracy from 0\.880 to 0\.850; wrongly refused from 0\.120"):
        updated(old, worse, allow_regression=False)
    assert updated(old, worse, allow_regression=True) == {
        VALUE: Floor(0.85, 0.87, 100),
        WRONG: Floor(0.15, 0.13, 100),
    }


def test_a_floor_does_not_vanish_unsaid():
    """A measure that is gone takes its floor with it only where that is said to be meant."""
    old = {VALUE: Floor(0.88, 0.9, 100), "trend: right": Floor(0.5, 0.6, 25)}
    with pytest.raises(GateError, match=r"trend: right is gone; .*--allow-regression"):
        updated(old, [measured(0.9)], allow_regression=False)
    assert updated(old, [measured(0.9)], allow_regression=True).keys() == {VALUE}


@given(
    st.lists(
        st.builds(Measured, st.sampled_from(GATED), st.integers(1, 1000), st.floats(0, 1), st.booleans()),
        unique_by=lambda item: item.name,
    )
)
def test_what_floors_were_set_from_is_not_below_them(found):
    """Setting the floors and measuring the same again fails nothing, and is no regression."""
    found = [Measured(m.name, m.n, round(m.value, 4), m.higher_is_better) for m in found]
    floors = updated({}, found, allow_regression=False)
    assert below(found, floors) == []
    assert updated(floors, found, allow_regression=False) == floors


def test_the_table_names_value_and_floor():
    """A line a measure; what has no floor has a dash."""
    table = gate_table([measured(0.9), measured(0.1, WRONG, higher=False)], {VALUE: Floor(0.88, 0.9, 100)})
    lines = [line.split() for line in table.splitlines()]
    assert ["value", "accuracy", "100", "0.900", "0.880"] in lines
    assert lines[-1][-2:] == ["0.100", "-"]
    assert "lower is better" in table


# --- the corpus ------------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path):
    """A folder with two documents and a README."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in (("a.md", "One.\nTwo.\n"), ("b.md", "Three.\n"), ("README.md", "What this is.\n")):
        (folder / name).write_bytes(text.encode())
    return folder


def test_the_hash_is_of_the_documents_and_not_of_the_checkout(corpus):
    """Neither the README nor the line ends nor other files count."""
    before = corpus_hash(corpus)
    (corpus / "README.md").write_text("Something else.\n", "utf-8")
    (corpus / "a.md").write_bytes(b"One.\r\nTwo.\r\n")
    (corpus / "notes.txt").write_text("Not a document.\n", "utf-8")
    assert corpus_hash(corpus) == before


@pytest.mark.parametrize("change", ["text", "name", "new", "gone"])
def test_the_hash_changes_with_the_documents(corpus, change):
    """Another text, another name, one more or one less is another corpus."""
    before = corpus_hash(corpus)
    if change == "text":
        (corpus / "a.md").write_bytes(b"One.\nTwo!\n")
    elif change == "name":
        (corpus / "a.md").rename(corpus / "aa.md")
    elif change == "new":
        (corpus / "c.md").write_bytes(b"")
    else:
        (corpus / "b.md").unlink()
    assert corpus_hash(corpus) != before


# --- the run, without a library --------------------------------------------------------------------


@pytest.fixture
def run(corpus, monkeypatch, tmp_path):
    """A run over stubs: `run(value)` measures this value accuracy with 100 cases; options go to `GateRun`."""
    baseline, cases = tmp_path / "baseline.json", tmp_path / "cases.jsonl"
    baseline.write_text('{"cases": {"starter": {"test_cases": 1}}}\n', "utf-8")
    cases.write_text("", "utf-8")

    @contextmanager
    def subject(*_arguments):
        yield None

    def run_with(value, **options):
        monkeypatch.setattr(gate, "measure", lambda _cases, _subject: [measured(value)])
        return run_gate(GateRun(corpus=corpus, cases=cases, baseline=baseline, **options))

    monkeypatch.setattr(gate, "open_subject", subject)
    run_with.baseline = baseline
    return run_with


def test_floors_are_written_beside_what_stands_there_and_then_hold(run, corpus, capsys):
    """An update keeps the frozen test halves; the same again passes, less fails by name."""
    assert run(0.9, update=True)
    record = json.loads(run.baseline.read_text("utf-8"))
    assert record["cases"] == {"starter": {"test_cases": 1}}
    assert record["corpus_sha256"] == corpus_hash(corpus)
    assert floors_of(record) == {VALUE: Floor(0.88, 0.9, 100)}
    assert run(0.9)
    assert "Nothing is below its floor." in capsys.readouterr().out
    assert not run(0.87)
    assert f"FAILED {VALUE}: 0.870 is below 0.880" in capsys.readouterr().out


def test_a_run_without_update_writes_nothing(run):
    """Also where it fails."""
    run(0.9, update=True)
    before = run.baseline.read_bytes()
    run(0.95)
    run(0.1)
    assert run.baseline.read_bytes() == before


def test_a_refused_update_writes_nothing(run):
    """The floors that were there stay."""
    run(0.9, update=True)
    before = run.baseline.read_bytes()
    with pytest.raises(GateError):
        run(0.5, update=True)
    assert run.baseline.read_bytes() == before
    assert run(0.5, update=True, allow_regression=True)
    assert floors_of(json.loads(run.baseline.read_text("utf-8"))) == {VALUE: Floor(0.48, 0.5, 100)}


def test_another_corpus_is_not_measured_by_old_floors(run, corpus):
    """The message says how to set them again; an update does."""
    with pytest.raises(GateError, match="gate --update"):
        run(0.9)
    run(0.9, update=True)
    (corpus / "c.md").write_text("One more.\n", "utf-8")
    with pytest.raises(GateError, match="The corpus is not the one"):
        run(0.9)
    assert run(0.9, update=True)
    assert run(0.9)


# --- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("good", "code"), [(True, 0), (False, 1)])
def test_the_exit_code_says_whether_something_became_worse(monkeypatch, good, code):
    """0 where nothing is below its floor, else 1."""
    monkeypatch.setattr(command, "run_gate", lambda _run: good)
    assert command.main(["gate"]) == code


def test_floors_that_cannot_be_used_are_an_error_of_usage(monkeypatch, capsys):
    """Exit code 2 and one line, so that CI can tell it from something that became worse."""

    def fail(_run):
        raise GateError("Floors would become easier")

    monkeypatch.setattr(command, "run_gate", fail)
    assert command.main(["gate", "--update"]) == 2
    assert capsys.readouterr().err == "error: Floors would become easier\n"


def test_the_options_reach_the_run(monkeypatch, tmp_path):
    """Library, corpus, cases and the two switches; by default nothing is written."""
    runs = []
    monkeypatch.setattr(command, "run_gate", lambda run: bool(runs.append(run)) or True)
    places = [tmp_path / name for name in ("library", "corpus", "cases.jsonl")]
    command.main(["gate"])
    command.main(
        ["gate", "--library", str(places[0]), "--corpus", str(places[1]), "--cases", str(places[2]),
         "--update", "--allow-regression"]
    )  # fmt: skip
    assert runs == [GateRun(), GateRun(*places, update=True, allow_regression=True)]


@pytest.mark.parametrize(("good", "code"), [(True, 0), (False, 1)])
def test_check_exits_as_the_gate_does(monkeypatch, good, code):
    """0 where the library bears every dev case out, else 1."""
    monkeypatch.setattr(command, "run_check", lambda _run: good)
    assert command.main(["check"]) == code


# --- the real thing --------------------------------------------------------------------------------


@pytest.mark.integration
def test_a_broken_ranking_fails_the_gate(starter_library, monkeypatch):
    """With scores drawn at random value and citation accuracy fall below floors that hold otherwise."""
    cases = load_cases(CASES / "starter.jsonl", "dev")
    with open_subject(starter_library) as subject:
        floors = updated({}, measure(cases, subject), allow_regression=False)
        assert below(measure(cases, subject), floors) == []
        draw = random.Random(1)
        monkeypatch.setattr("assistant.retrieval.evidence.score", lambda _features: draw.uniform(0, 20))
        failures = below(measure(cases, subject), floors)
    named = {line.removeprefix("FAILED ").partition(":")[0] for line in failures}
    assert named >= {"value accuracy", "citation accuracy"}


def test_not_a_number_is_below_any_floor():
    """A measure that cannot be computed any more has not passed."""
    name = "AUROC of confidence"
    assert below([Measured(name, 10, float("nan"), higher_is_better=True)], {name: Floor(0.8, 0.85, 10)})
