"""Which words are verbs, and where a noun phrase ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.grammar import is_past_form, is_plural, is_verb, noun_phrase_end, reads_as_verb
from assistant.ingest.verb_lexicon import EITHER_FORMS, GERUNDS, VERBS


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("container users run it", "container users"),
        (
            "organisations that host generative AI models use it",
            "organisations that host generative AI models",
        ),
        ("companies based in Europe say so", "companies based in Europe"),
        ("faults notified to plumbers were mended", "faults notified to plumbers"),
        ("developers, testers and operators use it", "developers, testers and operators"),
        ("beekeepers blamed the mite", "beekeepers"),
        ("island - bred ponies grazed", "island - bred ponies"),
        ("cellists 40 and older own it", "cellists 40 and older"),
        ("teams in 2024 used it", "teams"),
        ("organisations in the 2022 Ops Study had it", "organisations in the 2022 Ops Study"),
        ("respondents to the survey said so", "respondents to the survey"),
        ("developers to whom it matters", "developers"),
        ("backend developers the share is high", "backend developers"),
        ("users, according to it", "users"),
        ("people, who are many, agree", "people"),
        ("U.K. florists agree", "U.K. florists"),
        ("the overall birdsong is", "the overall birdsong"),
        ("plumbers interviewed agreed", "plumbers interviewed"),
        ("companies as a whole agree", "companies"),
    ],
)
def test_a_noun_phrase_ends_before_its_verb(text, phrase):
    """Participles and restrictive clauses belong to it, times and commas do not."""
    assert text[: noun_phrase_end(text, 0, len(text))] == phrase


def test_without_participles_it_ends_at_the_first_clause():
    """So that the head of the phrase can be seen."""
    text = "rural plumbers who owned vans agree"
    assert text[: noun_phrase_end(text, 0, len(text), participles=False)] == "rural plumbers"


@pytest.mark.parametrize(
    ("word", "previous", "expected"),
    [
        ("use", "developers", True),
        ("use", "the", False),
        ("use", "of", False),
        ("use", "they", True),
        ("use", "older", True),
        ("blamed", "beekeepers", True),
        ("googled", "teens", True),
        ("googled", "the", False),
        ("agree", "anything", True),
        ("hundred", "people", False),
        ("proceeds", "sales", False),
        ("table", "teams", False),
    ],
)
def test_a_word_is_a_verb_by_what_stands_before_it(word, previous, expected):
    """Nouns as often as verbs need a plural or a pronoun before them."""
    assert reads_as_verb(word, previous) is expected


def test_the_lexicon_has_the_forms_of_its_verbs():
    """Regular and irregular; forms in -ing are kept apart."""
    assert not {"tries", "tried", "stopped", "chose", "written", "uses"} - VERBS
    assert "using" in GERUNDS
    assert not VERBS & GERUNDS
    assert EITHER_FORMS <= VERBS
    assert is_verb("Can’t")


@pytest.mark.parametrize("word", ["blamed", "googled", "taken"])
def test_past_forms(word):
    """In -ed, of the lexicon or not, and the irregular participles."""
    assert is_past_form(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("users", True),
        ("people", True),
        ("gas", False),
        ("bus", False),
        ("class", False),
        ("analysis", False),
    ],
)
def test_plurals(word, expected):
    """By their ending, or from the list."""
    assert is_plural(word) is expected


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_any_text_has_an_end(text, start, limit):
    """Inside the limits, whatever the text."""
    start, limit = sorted((min(start, len(text)), min(limit, len(text))))
    assert start <= noun_phrase_end(text, start, limit) <= limit
