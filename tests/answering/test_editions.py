"""Cities that stand for conference editions."""

from __future__ import annotations

import pytest

from assistant.answering.editions import editions_in
from assistant.answering.question import read_question
from assistant.schema import Turn


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("turnout in Atlanta", [("KubeCon North America", "2025")]),
        ("how was Paris?", [("KubeCon Europe", "2024")]),
        ("how was Amsterdam?", [("KubeCon Europe", "2023"), ("KubeCon Europe", "2026")]),
        ("how was Amsterdam in 2026?", [("KubeCon Europe", "2026")]),
        ("How was Amsterdam in 2019?", []),
        ("how was Lisbon?", []),
        ("How many startups are based in London?", []),
    ],
)
def test_a_city_names_its_editions(text, found):
    """All of them, or those of the year that is named."""
    assert [(e.event, e.year) for e in editions_in(text)] == found


def test_a_city_of_one_edition_gives_the_year():
    """Another year's figure does not answer; the event's own name goes into the search."""
    question = read_question("What was the turnout in Atlanta?")
    assert question.years == ("2025",)
    assert "KubeCon North America 2025" in question.asking
    assert question.standalone == "What was the turnout in Atlanta?"


@pytest.mark.parametrize(
    ("before", "text", "wanted", "gone"),
    [
        (
            "How many people came to KubeCon in Paris?",
            "and London the year after?",
            "London in 2025",
            "Paris",
        ),
        ("KubeCon London 2025, share of first-timers?", "and Valencia, how was it there?", "2022", "2025"),
    ],
)
def test_a_follow_up_about_another_city(before, text, wanted, gone):
    """City and year of the question before are replaced together."""
    question = read_question(text, [Turn("user", before), Turn("assistant", "12,000.")])
    assert wanted in question.standalone
    assert gone not in question.standalone


def test_another_quarter_replaces_the_one_asked_before():
    """The year stays where only the quarter is named anew."""
    question = read_question(
        "and in the first quarter of that year?",
        [Turn("user", "What share used hybrid cloud in Q3 2025?"), Turn("assistant", "30 %.")],
    )
    assert question.quarters in {("Q1",), ("2025-Q1",)}
    assert question.years == ("2025",)
