"""What the fits learn from: all candidates of every dev case."""

from __future__ import annotations

import json

import pytest

from evals.candidates import AskRun, ask_all

pytestmark = pytest.mark.integration

SHARE = "What share of organisations deploy AI workloads every day?"


@pytest.fixture(scope="module")
def asked(starter_library, tmp_path_factory):
    """Two files of cases asked of the starter library: a follow-up, a plain case, and a test case."""
    folder = tmp_path_factory.mktemp("cases")
    history = [{"role": "user", "content": "What was Kubernetes production use in CNCF's 2019 survey?"}]
    told = {
        "b": [
            {"id": "b1", "type": "lookup", "question": SHARE},
            {"id": "b2", "type": "lookup", "question": "Made up for this test?", "split": "test"},
        ],
        "a": [{"id": "a1", "type": "follow_up", "question": "And in 2018?", "history": history}],
    }
    for name, cases in told.items():
        text = "\n".join(map(json.dumps, cases))
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return ask_all(AskRun(library=starter_library, cases=folder))


def test_dev_cases_of_every_file_and_no_test_case(asked):
    """In order of the files; each knows the file it came from."""
    assert [(item.file, item.case.id) for item in asked] == [("a", "a1"), ("b", "b1")]


def test_the_question_is_read_with_its_history(asked):
    """As the product reads it."""
    assert asked[0].question.years == ("2018",)
    assert asked[1].question.text == SHARE


def test_all_candidates_are_there_and_the_answer_among_them(asked):
    """Many more than an answer shows; the best is what the product answers with."""
    _, plain = asked
    assert len(plain.evidence) > 20
    assert plain.evidence[0].figure.surface == "7 %"
