"""Labelled texts: what a line holds, where public texts come from, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from figure_builders import hash_of, label_row

from evals.cases import CaseError, hash_of_test_half
from evals.figure_cases import FIGURE_CASES, LABELS, load_figure_cases
from evals.gate import BASELINE

TEXT = "In 2024, 37% of growers used drip irrigation."
LABEL = label_row(
    TEXT, "37%", 37, "percent", metric="used drip irrigation", population="growers", period="2024"
)
CASE = {"id": "w1", "set": "written", "text": TEXT, "figures": [LABEL]}


def write(path, *rows):
    """Rows as a case file; returns its path."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def load(tmp_path, *rows, split="dev"):
    """Load rows from a file in an otherwise empty folder."""
    return load_figure_cases(write(tmp_path / "figures.jsonl", *rows), tmp_path / "none", split)


def public(name, file, record, text, start=0, **more):
    """A case without figures whose text stands in a public set."""
    where = {"set": name, "file": file, "record": record, "start": start, "end": start + len(text)}
    return {"id": f"{name}-{record}", "from": where | {"sha256": hash_of(text)}, "figures": [], **more}


def test_a_label_has_exact_values_and_spans(tmp_path):
    """Offsets slice to the words; a field that is not said has no span."""
    (case,) = load(tmp_path, CASE).cases
    (label,) = case.labels
    assert (label.value, label.high, label.unit, label.stance) == (Decimal(37), None, "percent", "asserted")
    words = [
        [TEXT[s.start : s.end] for s in spans] for spans in (label.metric, label.population, label.period)
    ]
    assert words == [["used drip irrigation"], ["growers"], ["2024"]]
    assert TEXT[label.span.start : label.span.end] == "37%"
    assert label.attributed_to == ()
    assert (case.split, case.origin, case.lookalike) == ("dev", "written", False)


def test_halves_are_loaded_apart(tmp_path):
    """Dev is the default of a case and of the loader."""
    rows = [CASE, {**CASE, "id": "w2", "split": "test"}]
    assert [c.id for c in load(tmp_path, *rows).cases] == ["w1"]
    assert [c.id for c in load(tmp_path, *rows, split="test").cases] == ["w2"]
    assert [c.id for c in load(tmp_path, *rows, split="all").cases] == ["w1", "w2"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"split": "train"}, "split is 'train'"),
        ({"text": ""}, "expected a text"),
        ({"set": "opencqa"}, "text of set 'opencqa'"),
        ({"from": {}}, "either 'text' or 'from'"),
        ({"figures": [LABEL | {"unit": "%"}]}, "unit is '%'"),
        ({"figures": [LABEL | {"unit": "currency:dollar"}]}, "unit is 'currency:dollar'"),
        ({"figures": [LABEL | {"value": "many"}]}, "value is 'many'"),
        ({"figures": [LABEL | {"value": True}]}, "value is True"),
        ({"figures": [LABEL | {"value": None, "high": 4}]}, "high is 4 where value is null"),
        ({"figures": [LABEL | {"qualifier": "circa"}]}, "qualifier is 'circa'"),
        ({"figures": [LABEL | {"direction": "sideways"}]}, "direction is 'sideways'"),
        ({"figures": [LABEL | {"stance": "true"}]}, "stance is 'true'"),
        ({"figures": [LABEL | {"end": 400}]}, "lies outside its text of 45 characters"),
        ({"figures": [LABEL | {"metric": [[3, 3]]}]}, r"a span is \[3, 3\]"),
        ({"figures": [LABEL, LABEL | {"start": 10}]}, "two figures share characters at 10"),
        ({"figures": [{k: v for k, v in LABEL.items() if k != "period"}]}, "field 'period' is missing"),
        ({"figures": None}, "not iterable"),
    ],
)
def test_a_bad_case_is_named(tmp_path, change, said):
    """The message has file, line and id, and what is wrong."""
    with pytest.raises(CaseError, match=rf"figures\.jsonl:1: case w1: .*{said}"):
        load(tmp_path, CASE | change)


def test_ids_are_there_and_once(tmp_path):
    """A repeated id would count a text twice."""
    with pytest.raises(CaseError, match=r":2: id 'w1' occurs twice"):
        load(tmp_path, CASE, CASE)
    with pytest.raises(CaseError, match=r":1: id missing"):
        load(tmp_path, {**CASE, "id": ""})


# --- public sets -----------------------------------------------------------------------------------


@pytest.fixture
def benchmarks(tmp_path):
    """The five sets in little, each in its own format."""
    folder = tmp_path / "benchmarks"
    texts = {
        "opencqa/val.json": json.dumps({"7": ["x.png", "A title", "One passage.", "Q?", "A", "E"]}),
        "chunking_evaluation/corpora/finance.md": "Line one.\nA sentence of the file.\n",
        "clapnq/dev.jsonl": json.dumps(
            {"id": "a1", "passages": [{"text": "First passage."}, {"text": "No."}]}
        ),
        "wice/claim_dev.jsonl": "\n".join(json.dumps({"claim": c}) for c in ("Claim 0.", "Claim 1.")),
        "climate_fever/climate-fever.jsonl": json.dumps(
            {"claim_id": "12", "evidences": [{"evidence": "E zero."}, {"evidence": "E one."}]}
        ),
    }
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    return folder


PUBLIC = (
    (public("opencqa", "val.json", "7", "passage.", start=4), "passage."),
    (public("chunking_evaluation", "corpora/finance.md", "finance", "A sentence", start=10), "A sentence"),
    (public("clapnq", "dev.jsonl", "a1", "First passage."), "First passage."),
    (public("wice", "claim_dev.jsonl", "1", "Claim 1."), "Claim 1."),
    (public("climate_fever", "climate-fever.jsonl", "12:1", "E one."), "E one."),
)


def test_texts_of_public_sets_are_looked_up(tmp_path, benchmarks):
    """Each set by its own format: record and offsets lead to the labelled text."""
    file = write(tmp_path / "figures.jsonl", *(row for row, _ in PUBLIC))
    loaded = load_figure_cases(file, benchmarks)
    assert [case.text for case in loaded.cases] == [text for _, text in PUBLIC]
    assert [case.origin for case in loaded.cases] == [row["from"]["set"] for row, _ in PUBLIC]
    assert loaded.absent == {}


def test_an_absent_set_is_passed_over_and_counted(tmp_path, benchmarks):
    """By half: what the other half lacks is not said."""
    (benchmarks / "wice" / "claim_dev.jsonl").unlink()
    rows = [row for row, _ in PUBLIC]
    file = write(tmp_path / "figures.jsonl", *rows, CASE, {**rows[3], "id": "t", "split": "test"})
    loaded = load_figure_cases(file, benchmarks)
    assert loaded.absent == {"wice": 1}
    assert len(loaded.cases) == len(rows)
    assert load_figure_cases(file, benchmarks, "all").absent == {"wice": 2}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sha256": hash_of("another text")}, "is not the one that was labelled"),
        ({"sha256": "12"}, "hexadecimal"),
        ({"start": 5}, "is not the one that was labelled"),
        ({"record": "8"}, "has no record '8'"),
        ({"set": "squad"}, "set is 'squad'"),
    ],
)
def test_another_text_is_an_error_that_names_the_case(tmp_path, benchmarks, change, said):
    """A set of another commit must not be scored with labels of this one."""
    row = PUBLIC[0][0]
    file = write(tmp_path / "figures.jsonl", row | {"from": row["from"] | change})
    with pytest.raises(CaseError, match=rf"case opencqa-7: .*{said}"):
        load_figure_cases(file, benchmarks)


def test_labels_of_public_texts_are_checked_too(tmp_path, benchmarks):
    """An offset behind the labelled sentence lies outside, though the passage goes on."""
    row = PUBLIC[1][0] | {"figures": [LABEL | {"start": 0, "end": 5, "metric": [[0, 20]]}]}
    with pytest.raises(CaseError, match=r"Span\(start=0, end=20\) lies outside its text of 10 characters"):
        load_figure_cases(write(tmp_path / "figures.jsonl", row), benchmarks)


# --- our own file ----------------------------------------------------------------------------------

ours = pytest.mark.skipif(not FIGURE_CASES.is_file(), reason="evals/cases/figures.jsonl is not written yet")


@ours
def test_the_test_half_is_the_frozen_one():
    """Its hash was recorded before tuning; nothing of it may reach a failure message."""
    frozen = json.loads(BASELINE.read_text("utf-8")).get("figures", {})
    assert frozen.get("test_sha256") == hash_of_test_half(FIGURE_CASES)


@ours
def test_no_public_text_is_stored(tmp_path):
    """Without the sets only our own texts are there, in the cases and in both label files."""
    for file in (FIGURE_CASES, *LABELS):
        count = sum(1 for line in file.read_text("utf-8").splitlines() if line.strip())
        loaded = load_figure_cases(file, tmp_path, "all")
        assert {case.origin for case in loaded.cases} <= {"corpus", "written"}
        assert len(loaded.cases) + sum(loaded.absent.values()) == count
