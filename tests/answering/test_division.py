"""Questions that ask for several things, and those that only look so."""

from __future__ import annotations

import pytest

from assistant.answering.division import divide, of_year


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How many firms run Helm in Vela's 2022 survey, and how many people answered?",
            (
                "How many firms run Helm in Vela's 2022 survey",
                "how many people answered (firms run Helm in Vela's 2022 survey)?",
            ),
        ),
        (
            "What do testers earn on average in Peru, and in Chile?",
            ("What do testers earn on average in Peru", "What do testers earn on average in Chile"),
        ),
        (
            "Vela 2022: how many firms use Helm? And how many use Flux?",
            (
                "how many firms use Helm (Vela 2022)?",
                "how many use Flux (how many firms use Helm (Vela 2022))?",
            ),
        ),
        (
            "share with burnout among developers, and among testers",
            ("share with burnout among developers", "share with burnout among testers"),
        ),
        (
            "Revenue expected in 2027, and what about 2035?",
            ("Revenue expected in 2027", "what about 2035 (Revenue expected in 2035)?"),
        ),
        (
            "GitOps use in 2018, 2019 and 2020?",
            ("GitOps use in 2018?", "GitOps use in 2019?", "GitOps use in 2020?"),
        ),
        ("GitOps use from 2018 to 2020", ("GitOps use in 2018", "GitOps use in 2019", "GitOps use in 2020")),
        ("helm use 2021 vs 2023", ("helm use 2021", "helm use 2023")),
        (
            "Newcomers, Asia vs Europe in the Vela survey?",
            (
                "Newcomers, Asia in the Vela survey?",
                "Newcomers, Europe in the Vela survey?",
            ),
        ),
        (
            "EKS or AKS: who supports a version longer?",
            (
                "EKS: who supports a version longer?",
                "AKS: who supports a version longer?",
            ),
        ),
        (
            "I need two numbers for a slide: mean salary and sick days",
            ("mean salary (I need two numbers for a slide)?", ""),
        ),
        (
            "How did turnout grow between Valencia 2022 and Paris 2024?",
            (
                "How did turnout grow in Valencia 2022?",
                "How did turnout grow in Paris 2024?",
            ),
        ),
    ],
)
def test_each_thing_that_is_asked_becomes_a_question(question, parts):
    """Clauses, lists, years, places and the two sides of a comparison."""
    found = divide(question)
    assert len(found) == len(parts)
    if all(parts):
        assert found == parts


@pytest.mark.parametrize(
    "question",
    [
        "What share of teams uses Helm and Flux?",
        "In Vela's 2022 survey, what share of teams used Helm?",
        "Is it true that most teams use Helm? What's the figure?",
        "Why did Helm fall from 40 % in 2021 to 30 % in 2023?",
        "Should we use Helm or Flux? What does Vela advise?",
        "For how many teams is cost the no. 1 worry?",
        "Is use going up or down?",
        "Who wrote the guide, and when was it published?",
        "How big is the discount against on-demand prices?",
    ],
)
def test_one_question_stays_one(question):
    """A lead, a reason, advice, or what only asks for the figure again does not divide."""
    assert divide(question) == (question,)


def test_a_question_without_a_year_gets_one():
    """So that a trend can ask each edition; a year that stands there is replaced."""
    assert of_year("How did Helm use develop?", "2021") == "How did Helm use develop in 2021?"
    assert of_year("Helm use, 2019 to 2023", "2021") == "Helm use, 2021"
