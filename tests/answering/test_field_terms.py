"""Phrases that only together mean something."""

from __future__ import annotations

import pytest

from assistant.answering.field_terms import in_field_terms
from assistant.answering.question import read_question


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("server-side developers", "backend developers"),
        ("deploy every day", "deploy daily"),
        ("several cloud providers", "multi-cloud"),
        ("the error margin", "the margin of error"),
        ("functions-as-a-service", "serverless"),
        ("how many cloud native developers", "how many cloud native developers"),
        ("more than one cloud native project", "more than one cloud native project"),
    ],
)
def test_phrases_in_the_words_of_the_field(typed, term):
    """A phrase is replaced as a whole; words that are part of another name are left alone."""
    assert in_field_terms(typed) == term


def test_the_reader_sees_the_question_as_typed():
    """Replaced words are for matching only."""
    question = read_question("What share of server-side devs deploys every day?")
    assert question.standalone == "What share of server-side devs deploys every day?"
    assert {"backend", "daili"} <= set(question.tokens)
