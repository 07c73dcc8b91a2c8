"""`python -m evals` on a tiny library, with the real model and real Chroma."""

import json

import pytest

from evals.__main__ import main
from evals.answers import AnswersRun, run_answers
from evals.libraries import distractor_folder, starter_corpus, write_passages
from evals.provenance import provenance

CASES = [
    {
        "id": "t-1",
        "split": "dev",
        "type": "lookup",
        "question": "What share of growers use drip irrigation?",
        "gold": [{"value": 37, "unit": "percent", "sources": ["growers"]}],
        "forbidden": [{"value": 12, "unit": "percent", "why": "sprinklers"}],
        "evidence": [{"source": "growers", "quote": "In 2024, 37% of growers used drip irrigation."}],
    },
    {
        "id": "t-2",
        "split": "dev",
        "type": "off_topic",
        "question": "Who won the chess championship in Madrid?",
    },
    {
        "id": "t-3",
        "split": "test",
        "type": "lookup",
        "question": "Secret question about sprinklers?",
        "gold": [{"value": 12, "unit": "percent", "sources": ["growers"]}],
        "evidence": [{"source": "growers", "quote": "Sprinklers were used by 12% of growers."}],
    },
]


@pytest.fixture
def place(tmp_path):
    """A folder with a one-document corpus and a case file."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "growers.md").write_text(
        "---\ntitle: Growers survey 2024\npublisher: Farm Office\npublished: 2024-05\n---\n\n"
        "In 2024, 37% of growers used drip irrigation. Sprinklers were used by 12% of growers.\n",
        "utf-8",
    )
    lines = "".join(json.dumps(case) + "\n" for case in CASES)
    (tmp_path / "cases.jsonl").write_text(lines, "utf-8")
    return tmp_path


@pytest.mark.integration
def test_answers_scores_both_systems(place, capsys):
    """The dev cases are asked, scored and printed with the baseline; the test half stays unseen."""
    run = AnswersRun(
        cases=place / "cases.jsonl",
        corpus=place / "corpus",
        json_file=place / "out.json",
        verbose=True,
        test_runs=place / "test-runs.md",
    )
    result = run_answers(run)
    shown = capsys.readouterr().out
    first, second = result.judged
    assert first.ours.leading.quantity.value == 37
    assert result.comparisons["value accuracy"].ours.mean == 1
    assert result.comparisons["citation accuracy"].ours.mean == 1
    assert not second.ours.answered
    assert first.theirs.first_sentence.startswith("In 2024, 37%")
    assert "2 dev cases of cases.jsonl" in shown
    assert "Secret" not in shown
    assert not run.test_runs.exists()
    record = json.loads((place / "out.json").read_text("utf-8"))
    assert record["measures"]["value accuracy"]["ours"]["mean"] == 1
    assert record["with"]["chromadb"]
    assert "Secret" not in json.dumps(record)


@pytest.mark.integration
def test_a_run_of_the_test_half_is_logged_and_not_shown(place, capsys):
    """Each run of the test half adds a line to the log; even --verbose shows none of its cases."""
    run = AnswersRun(
        cases=place / "cases.jsonl",
        split="test",
        corpus=place / "corpus",
        verbose=True,
        test_runs=place / "results" / "test-runs.md",
    )
    run_answers(run)
    run_answers(run)
    lines = run.test_runs.read_text("utf-8").splitlines()
    assert len([line for line in lines if "| cases.jsonl (1) | test |" in line]) == 2
    assert lines[0] == "# Runs of the test half"
    assert "Secret" not in capsys.readouterr().out


@pytest.mark.integration
def test_retrieval_and_latency_run(place, capsys):
    """Both print a table on the same tiny library and exit with 0."""
    options = ["--cases", str(place / "cases.jsonl"), "--corpus", str(place / "corpus")]
    assert main(["retrieval", *options, "--json", str(place / "retrieval.json")]) == 0
    measures = json.loads((place / "retrieval.json").read_text("utf-8"))["measures"]
    assert measures["dense"]["evidence@1"] == 1
    assert measures["tutorial pipeline (k=4)"]["source MRR"] == 1
    assert main(["latency", *options, "--json", str(place / "latency.json")]) == 0
    times = json.loads((place / "latency.json").read_text("utf-8"))
    assert times["ours"]["n"] == times["baseline_retrieval"]["n"] == 6
    assert times["ours"]["p95_ms"] >= times["ours"]["median_ms"] > 0
    assert "ratio" in capsys.readouterr().out


def test_a_bad_case_file_is_exit_code_4(tmp_path, capsys):
    """The message names the file; there is no traceback."""
    assert main(["answers", "--cases", str(tmp_path / "absent.jsonl")]) == 4
    assert "absent.jsonl cannot be read" in capsys.readouterr().err


def test_a_missing_library_is_exit_code_5(place, capsys):
    """The message names the folder."""
    arguments = ["answers", "--cases", str(place / "cases.jsonl"), "--library", str(place / "nowhere")]
    assert main(arguments) == 5
    assert "There is no library in" in capsys.readouterr().err


def test_distractors_never_enter_an_existing_library(place, capsys):
    """`--distractors` with `--library` is refused before anything is opened or changed."""
    (place / "opencqa").mkdir()
    (place / "opencqa" / "val.json").write_text(
        '{"1": ["1.png", "T", "Text.", "?", "Text.", "Text."]}', "utf-8"
    )
    arguments = ["--library", str(place / "lib"), "--distractors", "opencqa", "--benchmarks", str(place)]
    assert main(["answers", "--cases", str(place / "cases.jsonl"), *arguments]) == 2
    assert "leave --library out" in capsys.readouterr().err
    assert not (place / "lib").exists()


def test_an_absent_public_set_is_said_and_passed_over(tmp_path, capsys):
    """Without the folder there are no distractors, a line says so, and the run goes on."""
    with distractor_folder("opencqa", tmp_path) as folder:
        assert folder is None
    assert "opencqa" in capsys.readouterr().err
    with distractor_folder(None, tmp_path) as folder:
        assert folder is None
    assert capsys.readouterr().err == ""


def test_each_distinct_passage_is_written_once(tmp_path):
    """Two questions on one passage give one document, titled by its chart; it is gone after the run."""
    rows = {"7": ["7.png", "Title", "One 5 % .", "q"], "8": ["8.png", "Title", "One 5 % .", "r"]}
    (tmp_path / "opencqa").mkdir()
    (tmp_path / "opencqa" / "val.json").write_text(json.dumps(rows), "utf-8")
    with distractor_folder("opencqa", tmp_path) as folder:
        (file,) = folder.iterdir()
        assert file.name == "opencqa-7.txt"
        assert file.read_text("utf-8") == "# Title\n\nOne 5 % .\n"
    assert not folder.exists()
    assert write_passages(tmp_path / "opencqa" / "val.json", tmp_path) == 1


def test_the_starter_corpus_is_found():
    """It is the folder of digests."""
    assert (starter_corpus() / "cncf-survey-2019.md").is_file()


def test_a_result_names_machine_and_versions():
    """Date, revision, processor and package versions are there, none empty."""
    about = provenance()
    assert {"date", "revision", "processor", "cores", "torch", "chromadb"} <= set(about)
    assert all(about.values())
