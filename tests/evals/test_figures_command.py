"""`python -m evals figures`: texts read and compared, the annotators, what is printed, logged and refused."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from figure_builders import figure, label_row, percents, reading

import evals.__main__ as command
from assistant.errors import ConfigurationError
from assistant.extraction import extract
from evals import figures
from evals.agreement import agreement
from evals.cases import CaseError
from evals.figure_cases import FIGURE_CASES, FigureCase, PublicTexts, case_of
from evals.figure_metrics import UNIT, Share
from evals.figures import (
    FiguresRun,
    differences,
    gated,
    judge,
    measures,
    origin_table,
    run_figures,
)

TEXT = "In 2024, 37% of growers used drip irrigation; 12 farms used none."
FIRST = label_row(
    TEXT, "37%", 37, "percent", metric="used drip irrigation", population="growers", period="2024"
)
SECOND = label_row(TEXT, "12", 12, "count", metric="farms used none")


def case(name="w1", text=TEXT, labels=(FIRST, SECOND), origin="written", split="dev"):
    """A case of our own texts."""
    row = {"id": name, "set": origin, "split": split, "text": text, "figures": list(labels)}
    found = case_of(row, PublicTexts(FIGURE_CASES))
    assert isinstance(found, FigureCase)
    return found


def clean(name="c1", text="Release 1.2 came in 2024."):
    """A text without figures."""
    return case(name, text, ())


def means(judged):
    """Mean of each row by its measure."""
    return {row.measure: row.value.mean for row in measures(judged)}


# --- one text --------------------------------------------------------------------------------------


def test_ours_are_compared_with_the_gold_of_the_same_text():
    """The reader knows percentages only: one of two found, its metric and population missing."""
    found = judge(case(), percents)
    assert (found.score.found[UNIT].right, found.score.found[UNIT].ours, found.score.found[UNIT].gold) == (
        1,
        1,
        2,
    )
    assert found.exact == Share(1, 1)
    assert found.score.fields["metric"] == Share(0, 1)


def test_gold_spans_are_carried_over_to_a_tidier_text():
    """A reader that drops markup moves the figures: they are still the same ones."""
    text = "- **Growers**:  37% used drip irrigation."
    tidy = "Growers: 37% used drip irrigation."
    marked = case(text=text, labels=(label_row(text, "37%", 37, "percent", population="Growers"),))
    found = judge(marked, lambda _text: reading(tidy, (figure(tidy, "37%", 37, population="Growers"),)))
    assert found.score.fields["same span"] == Share(1, 1)
    assert found.score.fields["population"] == Share(1, 1)


def test_the_product_reads_a_sentence_and_a_table():
    """The real reader, through cleaning and sentences, with exact spans."""
    for text in (TEXT, "| who | share |\n|---|---|\n| growers | 37% |\n"):
        found = extract(text)
        assert "37%" in [f.surface for f in found.figures]
        assert all(found.text[f.start : f.end] == f.surface for f in found.figures)


# --- all texts -------------------------------------------------------------------------------------


def test_measures_by_hand():
    """Two figures of three found, one alarm in two look-alikes: F1 .67 (2 of 3 + 3), 50 per 100 texts."""
    judged = [
        judge(case(), percents),
        judge(case("w2", "Then 5% left.", (label_row("Then 5% left.", "5%", 5, "percent"),)), percents),
        judge(clean(), percents),
        judge(clean("c2", "Ship at 100% now, says PEP 8."), percents),
    ]
    found = means(judged)
    assert found[f"{UNIT}: F1"] == pytest.approx(2 * 2 / (3 + 3))
    assert found[f"{UNIT}: precision"] == found[f"{UNIT}: recall"] == pytest.approx(2 / 3)
    assert found["stance"] == found["exact spans"] == 1
    assert found["metric"] == found["population"] == 0.5  # the second text has neither, and we say neither
    assert found["false alarms per 100 look-alikes (lower is better)"] == 50
    assert {(name, n): value for name, n, value, _ in gated(judged)} == {
        ("value and unit: F1", 3): pytest.approx(2 / 3),
        ("value, unit, metric and population: F1", 3): pytest.approx(1 / 3),
        ("stance", 3): 1,
        ("false alarms per look-alike", 2): 0.5,
    }
    assert [higher for *_, higher in gated(judged)] == [True, True, True, False]
    assert "written" in origin_table(judged)


def test_nothing_read_is_the_worst_of_every_floor():
    """A reader that gives nothing has no stance to be right about; that must not pass."""
    judged = [judge(case(), reading)]
    assert [value for _, _, value, _ in gated(judged)] == [0, 0, 0]


def test_differences_name_what_is_missed_read_in_vain_and_wrong():
    """One line each, with text id and set."""
    text = "Of growers, 37% agreed and 5% did not."
    labels = (
        label_row(text, "37%", 37, "percent", population="growers"),
        label_row(text, "5%", 6, "percent"),
    )
    lines = differences(judge(case(text=text, labels=labels), percents))
    assert lines == [
        "w1 written missed: '5%' (percent)",
        "w1 written in vain: '5%' (percent)",
        "w1 written population of '37%' (percent): None, gold 'growers'",
    ]


# --- two annotators --------------------------------------------------------------------------------


def test_agreement_by_hand():
    """A has two figures, B one of them with another unit: values 2 of 3, none with unit, all have some."""
    other = FIRST | {"unit": "count"}
    rows = {r.measure: r.value.mean for r in agreement([case(), clean()], [case(labels=(other,)), clean()])}
    assert rows["value"] == pytest.approx(2 / 3)
    assert rows[UNIT] == 0
    assert rows["stance"] is None
    assert rows["some or none"] == 1
    same = {r.measure: r.value.mean for r in agreement([case(), clean()], [case(), clean()])}
    assert set(same.values()) == {1}


def test_agreement_needs_the_same_texts():
    """Labels of other texts, or fewer, are no agreement."""
    with pytest.raises(CaseError, match="same texts"):
        agreement([case(), clean()], [case()])


# --- the run ---------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A run over four texts of ours, a public one that is absent, and nothing else; options override."""
    rows = [
        {"id": "w1", "set": "written", "text": TEXT, "figures": [FIRST, SECOND]},
        {"id": "w2", "set": "written", "text": "Version 1.2 is out.", "figures": []},
        {"id": "w3", "split": "test", "set": "corpus", "text": TEXT, "figures": [FIRST, SECOND]},
        {"id": "w4", "split": "test", "set": "corpus", "text": "HTTP/2 in 2024.", "figures": []},
        {"id": "p1", "from": {"set": "wice", "file": "x.jsonl", "record": "0", "start": 0, "end": 9,
                              "sha256": "0123456789abcdef"}, "figures": []},
    ]  # fmt: skip
    cases = tmp_path / "figures.jsonl"
    cases.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    monkeypatch.setattr(figures, "extract", percents)

    def start(**options):
        known = {"cases": cases, "benchmarks": tmp_path / "none", "facts": tmp_path / "no-facts"}
        return run_figures(FiguresRun(**known | {"test_runs": tmp_path / "runs" / "log.md"} | options))

    start.folder = tmp_path
    return start


def test_a_run_says_what_it_measured_and_what_it_could_not(run, capsys):
    """Dev texts only; absent sets, sheets and corpora have a line each; nothing is logged."""
    parts = run()
    printed = capsys.readouterr().out
    assert parts.keys() == {"texts"}
    assert "1 texts passed over" in printed
    assert "2 dev texts" in printed
    assert "No fact sheets" in printed
    assert "No speed" in printed
    assert not (run.folder / "runs").exists()


def test_a_test_run_is_logged_and_lists_nothing(run, capsys):
    """A line with the promised measures; --list is refused before anything is read."""
    run(split="test")
    run(split="test")
    assert "differences to look at" not in capsys.readouterr().out
    lines = (run.folder / "runs" / "log.md").read_text("utf-8").splitlines()
    assert lines[0].startswith("# Runs of the test half of the figures")
    assert len([line for line in lines if line.startswith("| 20")]) == 2
    assert lines[-1].count("|") == lines[4].count("|")
    assert "| 2 | 0.667 | 0.000 | 1.000 | 1.000 | 0.000 |" in lines[-1]
    with pytest.raises(ConfigurationError, match="dev cases only"):
        run(split="test", verbose=True)


def test_a_list_is_of_dev_texts(run, capsys):
    """What is missed and wrong, never a test text."""
    run(verbose=True)
    printed = capsys.readouterr().out
    assert "w1 written missed: '12' (count)" in printed
    assert "w3" not in printed


def test_annotators_are_compared_where_their_labels_are_kept(run, capsys):
    """Both files beside the cases; texts whose set is absent are passed over."""
    for name in "ab":
        (run.folder / f"figures-labels-{name}.jsonl").write_text(
            (run.folder / "figures.jsonl").read_text("utf-8"), "utf-8"
        )
    parts = run()
    assert {row.value.mean for row in parts["annotators"]} == {1}
    assert "annotators, all texts" in capsys.readouterr().out


def test_a_half_without_a_readable_text_is_an_error(run):
    """An empty result must not look like a good one."""
    file = run.folder / "empty.jsonl"
    file.write_text("", "utf-8")
    with pytest.raises(CaseError, match="no dev text"):
        run(cases=file)
    assert run(cases=run.folder / "not-there.jsonl") == {}


def test_the_result_is_written_as_json(run):
    """Rows by part, with what it was measured with."""
    file = run.folder / "result.json"
    run(json_file=file)
    record = json.loads(file.read_text("utf-8"))
    assert record["ability"] == "figures"
    assert record["texts"][f"{UNIT}: F1"]["mean"] == pytest.approx(2 / 3)
    assert record["with"]["python"]


def test_the_options_reach_the_run(monkeypatch, tmp_path):
    """Each option; by default dev, nothing listed."""
    runs = []
    monkeypatch.setattr(command, "run_figures", runs.append)
    names = ("cases", "benchmarks", "facts", "corpus", "json")
    places = SimpleNamespace(**{name: tmp_path / name for name in names})
    assert command.main(["figures"]) == 0
    given = [word for name in names for word in (f"--{name}", str(getattr(places, name)))]
    assert command.main(["figures", "--split", "test", "--list", *given]) == 0
    assert runs == [
        FiguresRun(),
        FiguresRun(
            places.cases, "test", verbose=True, benchmarks=places.benchmarks, facts=places.facts,
            corpus=places.corpus, json_file=places.json,
        ),
    ]  # fmt: skip


def test_listing_test_cases_is_an_error_of_usage(capsys):
    """Exit code 2 and one line."""
    assert command.main(["figures", "--split", "test", "--list"]) == 2
    assert capsys.readouterr().err.startswith("error: --list shows dev cases only")
