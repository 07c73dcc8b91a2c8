"""What a text says about the survey behind it: only what it says outright, and never over what is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.chunking import sentence_spans
from assistant.ingest.survey_facts import complete
from assistant.schema import Metadata, Sample


def facts(text: str, **known: object) -> Metadata:
    """The metadata of a text of which only `known` was known."""
    return complete(Metadata(**{"title": "T", **known}), text, sentence_spans(text, 0, len(text)))


def test_sample_margin_and_field_dates_are_found():
    """The sentence that says how many were asked, when, and how exact that is."""
    found = facts(
        "The survey was conducted between June and July 2025 and reached 1,065 respondents. "
        "The margin of error is +/- 3.6 percentage points. Helm is used by 58 % of them."
    )
    assert (found.sample.n, found.collected) == (1065, "2025-06/2025-07")
    assert found.sample.margin == "3.6 percentage points"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("We surveyed 628 platform engineers in Europe.", "platform engineers in Europe"),
        ("The poll had 628 respondents.", None),
    ],
)
def test_who_was_asked_is_told_only_where_it_says_more_than_respondents(text, who):
    """The word respondents names nobody."""
    assert (facts(text).sample.n, facts(text).sample.who) == (628, who)


def test_of_two_samples_neither_is_the_documents():
    """Two surveys in one text: which one a figure is from is said by its sentence, not by the document."""
    found = facts("The first survey had 628 respondents. A second survey asked 1,065 respondents.")
    assert found.sample.n is None


def test_what_is_known_is_never_changed():
    """Front matter wins over the text."""
    known = Sample(750, "members", None, "2 points")
    found = facts(
        "We surveyed 628 engineers in June 2025, margin of error 3 points.", sample=known, collected="2024"
    )
    assert (found.sample, found.collected) == (known, "2024")


@pytest.mark.parametrize(
    "text",
    [
        "In 2025, 628 clusters ran it.",
        "The survey came out in June 2025.",
        "Attendance reached 9,200.",
        "Twelve respondents explained why.",
    ],
)
def test_other_counts_and_dates_are_no_survey(text):
    """A publication date is no field date, and a few quoted people are no sample."""
    assert facts(text).sample.n is None
    assert facts(text).collected is None


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    """Whatever stands there, title and text kind stay."""
    assert facts(text).title == "T"
