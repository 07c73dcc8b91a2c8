"""Which sentences of a longer question ask, and which only tell why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.question import read_question
from assistant.answering.question_parts import asking_part, points_back


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("We renew our contract soon. What share runs a mesh?", "What share runs a mesh?"),
        ("For the board: how many people came?", "how many people came?"),
        ("Before I quote it - who measured the share?", "who measured the share?"),
        (
            "I need a figure for the share of daily releases.",
            "I need a figure for the share of daily releases.",
        ),
        ("Helm in production, 2024?", "Helm in production, 2024?"),
        ("CNCF 2023: what share is multi-cloud?", "CNCF 2023: what share is multi-cloud?"),
        ("What share uses Helm? latest CNCF report", "What share uses Helm? latest CNCF report"),
        (
            "Is it true that few train models? What is the share?",
            "Is it true that few train models? What is the share?",
        ),
    ],
)
def test_what_somebody_tells_of_themselves_is_left_out(text, asking):
    """Purpose and first-person sentences go; fragments that name the survey stay."""
    assert asking_part(text) == asking


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("How common is that?", True),
        ("How big is that bucket?", True),
        ("Does anyone warn against this?", True),
        ("What share of teams says that they use it daily?", False),
        ("Is it true that most teams use GitOps?", False),
        ("How many developers are there worldwide?", False),
    ],
)
def test_a_question_may_point_back(text, back):
    """A "that" stands for something said before only where nothing in the question is meant."""
    assert points_back(text) is back


def test_what_stands_aside_is_no_condition():
    """A name, a year and a kind of the sentence around are not demanded of evidence."""
    question = read_question("Our KPI budget for 2024 is tight at Globex. What share of teams ships daily?")
    assert question.names == ()
    assert question.years == ("2024",)  # no year in the asking sentence, so the one that is there counts
    assert question.asks == {"share"}
    assert {"kpi", "budget"} <= question.aside
    assert "team" not in question.aside


def test_the_year_of_the_asking_sentence_wins():
    """The year that somebody already has is not the one they ask for."""
    question = read_question("What share ran a mesh in 2025? I have 2024 already.")
    assert question.years == ("2025",)


def test_a_question_that_leans_on_its_context_keeps_it():
    """Where the asking sentence says "that", the sentences around are part of the question."""
    question = read_question("We push new models every day. How common is that?")
    assert question.aside == frozenset()
    assert "model" in question.tokens


@given(st.text(max_size=300))
def test_the_part_is_never_more_than_the_text(text):
    """Any text can be taken apart; no word is added."""
    assert set(asking_part(text).split()) <= set(text.split())
