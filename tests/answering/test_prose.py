"""How a source's sentence is put to the reader."""

from __future__ import annotations

import pytest
from evidence_builders import evidence, figure, source

from assistant.answering.extractive import compose, notes_for
from assistant.answering.prose import source_name, spoken, value_text
from assistant.answering.question import read_question
from assistant.schema import Period, Sample

MESH = "Service meshes ran in production at 42 % of organisations."
SHARE = read_question("What share of organisations ran service meshes?")


def first_sentence(quote, surface, value, *, of=None, unit="percent", **known):
    """The first sentence of an answer that rests on one figure of a quote."""
    item = evidence(quote, of=of, states=figure(quote, surface, value, unit, **known))
    return compose(SHARE, [item])[0]


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [(None, "42 %"), ("about", "about 42 %"), ("at_least", "at least 42 %"), ("up_to", "up to 42 %"),
     ("nearly", "nearly 42 %"), ("over", "over 42 %"), ("under", "under 42 %")],
)  # fmt: skip
def test_a_value_keeps_its_hedge(qualifier, text):
    """Every qualifier has words."""
    assert value_text(figure(MESH, "42 %", "42", qualifier=qualifier)) == text


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025", "2025"),
        ("2025-04", "April 2025"),
        ("2025-04-09", "9 April 2025"),
        ("2025-06/2025-07", "June to July 2025"),
        ("2024-12/2025-01", "December 2024 to January 2025"),
        ("2020-05-04/2020-06-12", "4 May to 12 June 2020"),
        ("2025/2025", "2025"),
    ],
)
def test_a_date_is_said_as_one_says_it(date, words):
    """Partial dates and intervals, the year once."""
    assert spoken(date) == words


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ({}, "Foundation, published April 2025"),
        ({"account_of": "Survey 2024"}, "Foundation, on Survey 2024"),
        ({"account_of": "foundation"}, "Foundation, published April 2025"),
        ({"publisher": None}, "Annual Survey; publisher not named, published April 2025"),
        ({"published": None, "event": "SomeCon 2025"}, "Foundation, SomeCon 2025"),
        ({"published": None}, "Foundation"),
    ],
)
def test_who_says_it_and_when(about, name):
    """What is known is named, what is not is said to be not; one year is enough."""
    assert source_name(source(**about).metadata) == name


def test_a_sentence_whose_first_number_answers_stays_as_it_is():
    """Behind it stands what it does not say of itself: who, and when."""
    sentence = first_sentence(MESH, "42 %", "42")
    assert sentence.text == f"{MESH[:-1]} (Foundation; published April 2025)."
    assert sentence.kind == "composed"
    assert [c.quote for c in sentence.citations] == [MESH]
    assert [(n.text, n.citation) for n in sentence.numbers] == [("42 %", 0)]


def test_what_a_sentence_says_is_not_said_again():
    """Publisher and year stand in it; a survey's initials are its name."""
    told = "The Foundation found service meshes at 42 % of organisations in 2024."
    assert first_sentence(told, "42 %", "42").text == told
    of = source(publisher="Cloud Native Computing Foundation (CNCF)")
    told = "CNCF found service meshes at 42 % of organisations in 2024."
    assert first_sentence(told, "42 %", "42", of=of).text == told


def test_a_year_that_is_another_figures_does_not_date_the_answer():
    """The year of "up from 21 % in 2017" does not tell when the 42 % were counted."""
    quote = "The Foundation found meshes at 42 % of organisations, up from 21 % in 2017."
    now = Period("2018", "2018", "2018", "stated")
    of = source(collected="2018-03", published="2018-08")
    sentence = first_sentence(quote, "42 %", "42", of=of, period=now)
    assert sentence.text == f"{quote[:-1]} (data of March 2018)."
    then = Period("2017", "2017", "2017", "stated")
    assert "data of" not in first_sentence(quote, "42 %", "42", of=of, period=then).text


def test_a_date_of_the_source_that_is_not_the_figures_is_not_given_for_it():
    """A column of 2023 in a report of 2025: its year is told, not the months in which others were asked."""
    quote = "Lead time, the Foundation says, was 42 days."
    of = source(collected="2025-02/2025-03", published="2025-06")
    for year, told in (("2023", "figure of 2023"), ("2025", "data of February to March 2025")):
        period = Period(year, year, year, "stated")
        sentence = first_sentence(quote, "42 days", "42", of=of, unit="days", period=period)
        assert sentence.text == f"{quote[:-1]} ({told})."
    of = source(collected="2024-11", published="2025-06")
    period = Period("2025-06", "2025-06", "2025-06", "published")
    sentence = first_sentence(quote, "42 days", "42", of=of, unit="days", period=period)
    assert sentence.text == f"{quote[:-1]} (published June 2025)."


def test_a_publishers_name_in_small_letters_is_no_attribution():
    """A sentence about a data platform does not say that Data Platform Weekly wrote it."""
    quote = "A data platform was run weekly by 42 % of organisations in 2024."
    of = source(publisher="Data Platform Weekly")
    assert first_sentence(quote, "42 %", "42", of=of).text == f"{quote[:-1]} (Data Platform Weekly)."


def test_the_survey_alone_does_not_name_who_published_it():
    """A sentence that begins "The Mesh Survey found" still needs its publisher."""
    quote = "The Mesh Survey 2024 found meshes at 42 % of organisations."
    of = source(account_of="Mesh Survey 2024")
    assert first_sentence(quote, "42 %", "42", of=of).text == f"{quote[:-1]} (Foundation)."


def test_a_figure_behind_others_leads():
    """With the group it is of, so that nobody takes the first number of the sentence for the answer."""
    quote = "In 2024, 82 % of members ran Helm and 30 % of members ran a mesh, the Foundation found."
    sentence = first_sentence(quote, "30 %", "30", population="members")
    assert sentence.text == f"30 % of members: {quote}"
    quote = (
        "Of 400 firms, savings of up to US$24.8 billion a year were the hope, the Foundation wrote in 2024."
    )
    sentence = first_sentence(quote, "US$24.8 billion", "24800000000", unit="currency:USD", qualifier="up_to")
    assert sentence.text.startswith("Up to US$24.8 billion: Of 400 firms")


def test_a_cell_of_a_table_leads_with_what_its_column_says():
    """A row alone does not tell which of its numbers is whose."""
    row = "Deployments per month | 6 | 10 | 4"
    of_header = {"population": "With a platform", "inherited": {"population": "header", "period": "header"}}
    period = Period("2023", "2023", "2023", "stated")
    sentence = first_sentence(row, "10", "10", unit="count", period=period, **of_header)
    assert sentence.text == f"10 (With a platform; 2023): {row} (Foundation)."
    large = {"population": "Over 1,000 staff", "inherited": {"population": "header"}}
    assert first_sentence(row, "10", "10", unit="count", **large).text.startswith(f"10: {row}")
    first = first_sentence(row, "6", "6", unit="count", inherited={})
    assert first.text.startswith(f"6: {row}")


def test_a_share_of_nobody_says_so():
    """Where the source names no population, the answer says that it is not stated."""
    quote = "Kubernetes adoption stood at 82 %."
    assert first_sentence(quote, "82 %", "82").text.endswith("April 2025; among whom: not stated).")
    of = source(sample=Sample(who="platform engineers"))
    known = first_sentence(quote, "82 %", "82", of=of)
    assert known.text.endswith("April 2025; asked: platform engineers).")
    item = evidence(quote, of=of, states=figure(quote, "82 %", "82"))
    assert {note.kind for note in notes_for(SHARE, [item])} == {"dates", "sample"}
    row = "Ferry ports | 9 % | 17 %"
    assert "not stated" not in first_sentence(row, "9 %", "9").text  # who they are, the row itself may say
    item = evidence(quote, states=figure(quote, "82 %", "82"))
    assert "population" in {note.kind for note in notes_for(SHARE, [item])}
