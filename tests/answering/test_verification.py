"""Numbers of a sentence against the quotes that it cites."""

from __future__ import annotations

import pytest
from evidence_builders import citation
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.verification import check_numbers


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Only 7 % of organisations deploy daily.", "Seven per cent of organisations deploy daily."),
        ("Only seven per cent of organisations deploy daily.", "7% of organisations deploy daily."),
        ("Only 7 % of organisations deploy daily.", "7 percent deploy daily."),
        ("Savings of US$24.8 billion.", "Savings of US$24.8bn."),
        ("Up to US$24.8 billion a year.", "Up to $24.8bn a year."),
        ("Nearly two-thirds of teams.", "Almost two-thirds of teams."),
        ("1,337 people answered.", "1337 people answered."),
        ("Between 15 and 20 % of teams.", "15-20 per cent of teams."),
        ("More than 9,200 attendees came.", "Over 9,200 attendees came."),
        ("It rose from 66 % in 2023 to 80 % in 2024.", "80 % in 2024, 66 % in 2023."),
        ("Cost fell by 30 %.", "There is no number in this sentence."),
    ],
)
def test_the_same_quantity_is_supported(quote, sentence):
    """Notation may differ, value, unit and hedge may not."""
    checks, failing = check_numbers(sentence, [citation(quote)])
    assert failing == []
    assert {(check.state, check.citation, check.formula) for check in checks} <= {("in_sentence", 0, None)}
    assert all(check.text in sentence for check in checks)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("82 % of users run it.", "83 % of users run it."),
        ("82 % of users run it.", "8.2 % of users run it."),
        ("82 % of users run it.", "28 % of users run it."),
        ("82 % of users run it.", "82 users run it."),
        ("82 users run it.", "82 % of users run it."),
        ("Use rose by 12 points.", "Use rose by 12 %."),
        ("Savings of US$24.8 billion.", "Savings of US$24.8 million."),
        ("Savings of US$24.8 billion.", "Savings of 24.8 billion euros."),
        ("Savings of US$24.8bn.", "Savings of US$24.8m."),
        ("Nearly two-thirds of teams.", "Two-thirds of teams."),
        ("Up to US$24.8 billion a year.", "US$24.8 billion a year."),
        ("About 25 % of teams.", "25 % of teams."),
        ("25 % of teams.", "About 25 % of teams."),
        ("25 % of teams.", "More than 25 % of teams."),
        ("Over 9,200 attendees.", "Nearly 9,200 attendees."),
        ("It took 18 months.", "It took 18 days."),
        ("15-20 % of teams.", "15 % of teams."),
        ("15 % of teams.", "15-20 % of teams."),
        ("Costs rose by 30 %.", "Costs fell by 30 %."),
        ("It is 3 times faster.", "It is 3 % faster."),
        ("Nobody counted.", "7 % of teams."),
    ],
)
def test_another_quantity_fails(quote, sentence):
    """A changed digit, unit, scale, currency or direction, or hedge is not supported."""
    checks, failing = check_numbers(sentence, [citation(quote)])
    assert checks == ()
    assert len(failing) == 1


def test_only_what_is_cited_counts():
    """Each number is found in one of the cited quotes, and the check says in which."""
    quotes = [citation("66 % in 2023."), citation("80 % in 2024.")]
    checks, failing = check_numbers("80 % and 66 %.", quotes)
    assert [(check.text, check.citation) for check in checks] == [("80 %", 1), ("66 %", 0)]
    assert failing == []
    assert check_numbers("80 % and 66 %.", quotes[:1])[1] == ["80 %"]
    assert check_numbers("80 %.", [])[1] == ["80 %"]


def test_an_ambiguous_number_supports_nothing():
    """What the quote leaves open cannot be stated as fact."""
    assert check_numbers("1.234 users.", [citation("1.234 users.")])[1]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 99), st.integers(0, 99), st.sampled_from(["%", " per cent", " points", " months"]))
def test_a_number_is_supported_exactly_where_it_is_the_same(said, quoted, unit):
    """Two percentages, point changes or durations agree if and only if their values do."""
    checks, failing = check_numbers(
        f"The value was {said}{unit} here.", [citation(f"The value was {quoted}{unit} here.")]
    )
    assert bool(failing) == (said != quoted)
    assert bool(checks) == (said == quoted)
