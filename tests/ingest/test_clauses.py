"""Which words of a sentence belong to which of its quantities."""

from __future__ import annotations

import pytest

from assistant.ingest.clauses import clause_of, clauses_of, shared_of
from assistant.quantities import find_quantities
from assistant.schema import Span


def clauses(text: str) -> list[str]:
    """The part of each quantity, as text."""
    quantities = find_quantities(text)
    return [text[c.start : c.end] for c in clauses_of(text, Span(0, len(text)), quantities)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Helm was in production at 77 % and Prometheus at 73 %.",
            ["Helm was in production at 77 %", "Prometheus at 73 %."],
        ),
        (
            "Kubernetes adoption has reached 82 %, up from 66 % in 2023.",
            ["Kubernetes adoption has reached 82 %", "up from 66 % in 2023."],
        ),
        (
            "58 % of backend developers use Kubernetes, and 30 % of frontend developers use serverless.",
            ["58 % of backend developers use Kubernetes", "30 % of frontend developers use serverless."],
        ),
        (
            "It went from 73 % in 2018 to 84 % in 2019 and 92 % in 2020.",
            ["It went from 73 % in 2018", "to 84 % in 2019", "92 % in 2020."],
        ),
        ("Use rose 12 points to 52 %.", ["Use rose 12 points", "to 52 %."]),
        (
            "Cost (31 %), security (28 %) and skills (22 %) are obstacles.",
            ["Cost (31 %)", "security (28 %)", "skills (22 %) are obstacles."],
        ),
        (
            "In Europe 6 % use it and in Asia and the Pacific 26 %.",
            ["In Europe 6 % use it", "in Asia and the Pacific 26 %."],
        ),
        ("33 % trust it, not 43 % as some say.", ["33 % trust it", "not 43 % as some say."]),
        ("Kubernetes 58 % (2018), 78 % (2019)", ["Kubernetes 58 % (2018)", "78 % (2019)"]),
        ("58 % use it, while the rest wait.", ["58 % use it"]),
    ],
)
def test_a_sentence_is_cut_where_the_words_of_the_next_number_begin(text, expected):
    """Each part holds the metric, population and period words of its own number."""
    assert clauses(text) == expected


def test_numbers_that_nothing_separates_share_a_part():
    """The size of a population belongs to the share of it."""
    first, second = clauses("58 % of 628 respondents run it.")
    assert first == second == "58 % of 628 respondents run it."


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("Helm was in production at 77 % and Prometheus at 73 %.", 1, ["was in production at"]),
        ("Helm was in production at 77 % and Prometheus at 73 %.", 0, []),
        ("58 % of backend and 30 % of frontend developers use it.", 0, ["of frontend developers use it."]),
        ("51 % of experts used it daily, against 47 % of beginners.", 1, ["of experts used it daily"]),
        ("Kubernetes 58 % (2018), 78 % (2019)", 1, ["Kubernetes"]),
    ],
)
def test_a_part_without_a_verb_leans_on_its_neighbour(text, index, expected):
    """What a part leaves out is given apart, so that its own words stay its own."""
    quantities = find_quantities(text)
    parts = clauses_of(text, Span(0, len(text)), quantities)
    assert [text[s.start : s.end] for s in shared_of(text, parts, quantities, index)] == expected


def test_plain_spans_are_cut_like_quantities():
    """Figures that are stored know only where their numbers stand."""
    text = "Helm was in production at 77 % and Prometheus at 73 %."
    quantities = find_quantities(text)
    spans = [Span(q.start, q.end) for q in quantities]
    whole = Span(0, len(text))
    assert [clause_of(text, whole, spans, i) for i in (0, 1)] == clauses_of(text, whole, quantities)
