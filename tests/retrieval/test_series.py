"""Which edition a question means by a number."""

from __future__ import annotations

import pytest

from assistant.retrieval.series import edition_years, years_of_series
from assistant.schema import Metadata, Source


def source(name, title, **about):
    """A source with a title."""
    return Source(name, f"{name}.md", "v", Metadata(title=title, **about), "current", 1, 1, "")


PULSE = [source(f"p{year}", f"The Harbour Pulse {year}") for year in range(2019, 2024)]
OTHERS = [source("q1", "Quay Ledger 2020"), source("q2", "Quay Ledger 2022"), source("r", "One report 2024")]
OPENINGS = {"p2021": "The Harbour Pulse 2021. Seventh annual survey of the harbour."}


def meant(question, sources=None):
    """The years of the edition that is meant."""
    return edition_years(question, sources or [*PULSE, *OTHERS], lambda i: OPENINGS.get(i, "Nothing."))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("What did the seventh Harbour Pulse find?", ("2021",)),
        ("In the 7th edition of the Harbour Pulse, how many did?", ("2021",)),
        ("What did the very first Harbour Pulse say?", ("2019",)),
        ("The latest edition of the Quay Ledger?", ("2022",)),
        ("What did the ninth Harbour Pulse find?", ()),
        ("What is the first response time in the Harbour Pulse?", ()),
        ("What share uses Helm in the Harbour Pulse?", ()),
    ],
)
def test_an_edition_is_found_by_its_number(question, years):
    """By what its own opening says, the first as the oldest, the latest as the newest; else none."""
    assert meant(question) == years


def test_without_a_name_only_a_single_series_is_meant():
    """Of two series nobody can tell whose ninth edition is asked for."""
    assert meant("What did the seventh edition say?", PULSE) == ("2021",)
    assert meant("What did the seventh edition say?") == ()


def test_the_years_of_a_series_are_those_of_its_editions():
    """Oldest first; a report that stands alone is of no series."""
    assert years_of_series(PULSE[2], [*OTHERS, *PULSE]) == ("2019", "2020", "2021", "2022", "2023")
    assert years_of_series(OTHERS[2], [*OTHERS, *PULSE]) == ()


def test_a_survey_that_changed_its_title_has_a_later_edition():
    """The newest of the old title is not the newest that goes by the name; ranking has to tell."""
    renamed = source("q3", "Annual Quay Ledger of Industry 2024")
    assert meant("The latest edition of the Quay Ledger?", [*PULSE, *OTHERS, renamed]) == ()
