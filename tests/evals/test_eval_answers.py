"""`python -m evals` on a tiny library, with the real model and real Chroma."""

import json
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from eval_builders import CountedWords, FixedPipeline, answer_of, source_text

from assistant.errors import AssistantError, MissingDependencyError
from evals import answers
from evals.__main__ import main
from evals.answers import AnswersRun, evaluate, reliability, run_answers
from evals.baselines.pipeline import Found
from evals.cases import Case, CaseError, load_cases
from evals.libraries import Subject, distractor_folder, starter_corpus, write_passages
from evals.provenance import provenance
from evals.responses import Response
from evals.scoring import Judged

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


TEXT = "In 2024, 37% of growers used drip irrigation. Sprinklers were used by 12% of growers."


@pytest.fixture
def library(monkeypatch):
    """A library of one source that answers the first question and refuses all others.

    The baseline `near` finds the right passage, sure of itself where the question is on growers;
    `far` finds nothing; `absent` is not installed.
    """

    def ask(question, _history):
        if "drip" in question:
            return answer_of(TEXT[:46], confidence=0.9, source="growers")
        return answer_of(status="insufficient_evidence", confidence=0.04)

    @contextmanager
    def opened(name, _subject, _embeddings):
        if name == "absent":
            raise MissingDependencyError("absent is not installed: pip install it")
        scores = {case["question"]: 0.8 if "gold" in case else 0.2 for case in CASES}
        found = {question: [Found("growers", 0, TEXT, score)] for question, score in scores.items()}
        yield FixedPipeline(found if name == "near" else {})

    monkeypatch.setattr(answers, "MiniLMEmbeddings", CountedWords)
    monkeypatch.setattr(answers, "open_baseline", opened)
    settings = SimpleNamespace(fingerprint=lambda: "f-1", model=None)
    asked = SimpleNamespace(ask=ask, settings=settings)
    return Subject(asked, Path("library"), {"growers": source_text(TEXT, "growers")})


def test_every_baseline_answers_the_same_cases(place, library):
    """Each has its responses, threshold and times; measures are against each, types against the first."""
    result = evaluate(load_cases(place / "cases.jsonl", "all"), "dev", library, ("far", "absent", "near"))
    assert [run.name for run in result.baselines] == list(result.systems) == ["far", "near"]
    assert result.left_out == ("absent: absent is not installed: pip install it",)
    assert [j.case.id for j in result.judged] == ["t-1", "t-2"]
    first, second = result.judged
    assert first.ours.citations[0].source == "growers"
    assert first.others["near"].first_sentence.startswith("In 2024, 37%")
    assert not first.others["far"].answered
    assert not second.others["near"].answered
    near = result.baselines[1]
    # Between the 0.8 of the answerable and the 0.2 of the unanswerable dev case.
    assert near.threshold == pytest.approx(0.5)
    assert near.built_seconds == 0.5
    assert near.search_seconds >= 0
    assert result.comparisons is result.systems["far"]
    assert result.systems["far"]["value accuracy"].difference.mean == 1
    assert result.systems["near"]["value accuracy"].difference.mean == 0
    assert result.types["lookup"]["right"].wins == 1
    assert (result.fitted_on, result.settings, result.model) == ("2 dev cases", "f-1", None)


def test_a_baseline_is_fitted_on_dev_whatever_is_asked(place, library):
    """A run of the test half has the threshold of the dev cases, and judges test cases only."""
    every = load_cases(place / "cases.jsonl", "all")
    result = evaluate(every, "test", library, ("near",))
    assert result.baselines[0].threshold == pytest.approx(0.5)
    assert set(result.baselines[0].responses) == {"t-1", "t-2", "t-3"}
    assert [j.case.id for j in result.judged] == ["t-3"]
    assert len(evaluate(every, "all", library, ("near",)).judged) == 3


def test_without_a_case_or_a_baseline_there_is_nothing_to_compare(place, library):
    """No case of the half, and no baseline that could run, are errors that say so."""
    dev = load_cases(place / "cases.jsonl")
    with pytest.raises(CaseError, match="There is no test case among the 2 given"):
        evaluate(dev, "test", library, ("near",))
    with pytest.raises(AssistantError, match="No baseline could run: absent: absent is not installed"):
        evaluate(dev, "dev", library, ("absent",))


def test_a_dev_case_that_the_library_does_not_bear_out_is_named(place, library, capsys):
    """Problems of dev cases are printed before the run, those of test cases never."""
    (place / "cases.jsonl").write_text(
        "".join(json.dumps({**case, "evidence": []}) + "\n" for case in CASES), "utf-8"
    )
    evaluate(load_cases(place / "cases.jsonl", "all"), "all", library, ("near",))
    shown = capsys.readouterr().err
    assert "Case to mend: t-1: no evidence for gold source 'growers'" in shown
    assert "t-3" not in shown


def test_several_baselines_are_printed_and_written(place, library, monkeypatch, capsys):
    """Tables against the first and of all, what was left out, and a record that any JSON reader takes."""

    @contextmanager
    def opened(*_):
        yield library

    monkeypatch.setattr(answers, "open_subject", opened)
    run = AnswersRun(
        cases=place / "cases.jsonl",
        json_file=place / "out.json",
        baselines=("far", "near", "absent"),
        test_runs=place / "test-runs.md",
    )
    run_answers(run)
    shown = capsys.readouterr().out
    assert "2 dev cases of cases.jsonl, no language model, settings f-1." in shown
    assert "Against far, which refuses below -inf" in shown
    assert "Ahead is: the interval of the difference is above 0." in shown
    assert "Baseline left out: absent: absent is not installed" in shown
    assert "dev cases to look at" not in shown
    record = json.loads((place / "out.json").read_text("utf-8"), parse_constant=pytest.fail)
    assert record["baselines"]["far"]["threshold"] is None
    assert record["baselines"]["near"]["threshold"] == pytest.approx(0.5)
    assert record["baselines"]["near"]["measures"]["value accuracy"]["difference"]["mean"] == 0
    assert record["by_type"]["lookup"]["right"]["ours"]["n"] == 1
    assert record["reliability"] == [
        {"confidence": 0.04, "answerable": 0, "right": 1, "n": 1},
        {"confidence": 0.9, "answerable": 1, "right": 1, "n": 1},
    ]
    assert record["left_out"] == ["absent: absent is not installed: pip install it"]
    assert record["ours"]["seconds"] >= 0


def test_reliability_by_hand():
    """0.95 right and 1.0 wrong share the last bin: 0.975, all answerable, half right; no empty bins."""
    answerable = Case("a", "dev", "recommendation", "?", facts=(("x",),))
    unanswerable = Case("u", "dev", "off_topic", "?")
    rows = [
        (answerable, Response("a", answered=True, text="x", confidence=0.95)),
        (answerable, Response("a", answered=True, text="y", confidence=1.0)),
        (unanswerable, Response("u", answered=False, confidence=0.0)),
        (unanswerable, Response("u", answered=True, confidence=0.5)),
    ]
    found = reliability([Judged(case, (), response, {}) for case, response in rows])
    assert found == [
        {"confidence": 0.0, "answerable": 0, "right": 1, "n": 1},
        {"confidence": 0.5, "answerable": 0, "right": 0, "n": 1},
        {"confidence": pytest.approx(0.975), "answerable": 1, "right": 0.5, "n": 2},
    ]
    assert reliability([]) == []


@pytest.mark.integration
def test_answers_scores_both_systems(place, capsys):
    """The dev cases are asked, scored and printed with the baselines; the test half stays unseen."""
    run = AnswersRun(
        cases=place / "cases.jsonl",
        corpus=place / "corpus",
        json_file=place / "out.json",
        verbose=True,
        baselines=("tutorial", "keyword", "dense"),
        test_runs=place / "test-runs.md",
    )
    result = run_answers(run)
    shown = capsys.readouterr().out
    first, second = result.judged
    assert first.ours.leading.quantity.value == 37
    assert result.comparisons["value accuracy"].ours.mean == 1
    assert result.comparisons["citation accuracy"].ours.mean == 1
    assert not second.ours.answered
    assert list(result.systems) == ["tutorial", "keyword", "dense"]
    for name in result.systems:
        assert first.others[name].first_sentence.startswith("In 2024, 37%")
    assert "2 dev cases of cases.jsonl" in shown
    assert "Secret" not in shown
    assert not run.test_runs.exists()
    record = json.loads((place / "out.json").read_text("utf-8"))
    assert record["baselines"]["tutorial"]["measures"]["value accuracy"]["ours"]["mean"] == 1
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
    record = json.loads((place / "retrieval.json").read_text("utf-8"))
    assert record["methods"]["dense"]["evidence@1"]["mean"] == 1
    found = record["methods"]["tutorial pipeline (k=4)"]["source MRR"]
    assert (found["mean"], found["n"]) == (1, record["n"])
    assert main(["latency", *options, "--json", str(place / "latency.json")]) == 0
    times = json.loads((place / "latency.json").read_text("utf-8"))
    assert times["ours"]["n"] == times["baseline_retrieval"]["n"] == 6
    assert times["ours"]["p95_ms"] >= times["ours"]["median_ms"] > 0
    assert "ratio" in capsys.readouterr().out


def test_a_bad_case_file_is_exit_code_4(tmp_path, capsys):
    """The message names the file; there is no traceback."""
    assert main(["answers", "--cases", str(tmp_path / "absent.jsonl")]) == 4
    assert "absent.jsonl cannot be read" in capsys.readouterr().err


def test_a_folder_of_case_files_may_be_given(tmp_path, capsys):
    """A folder without case files is exit code 4 as well; an unknown baseline is a usage error."""
    assert main(["answers", "--cases", str(tmp_path)]) == 4
    assert "give a case file or a folder of them" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["answers", "--baselines", "oracle"])
    assert stopped.value.code == 2
    assert "oracle" in capsys.readouterr().err


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
