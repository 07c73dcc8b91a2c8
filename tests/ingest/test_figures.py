"""When a figure is of: its own words first, names of editions last."""

from __future__ import annotations

import pytest

from assistant.ingest.figures import read_figures
from assistant.schema import Metadata, Span


def periods(text, **about):
    """(surface, label of the period, where it was taken from) of each figure of a sentence."""
    metadata = Metadata(**{"title": "T", "collected": "2022", **about})
    return [
        (f.surface, f.period.label, f.inherited.get("period"))
        for f in read_figures(text, [Span(0, len(text))], metadata, "s", "v")
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("In 2024 the share was 58 %, according to the 2025 report.", "2024"),
        ("In its 2025 report, 58 % used it in 2024.", "2024"),
        ("The 2025 annual survey found 58 % in Q3 2024.", "Q3 2024"),
        ("The 2025 edition has 58 % for June 2024.", "June 2024"),
        ("58 % in 2024 (2025 study).", "2024"),
        ("The 2026 State of Ops Report says 58 % ran it in 2025.", "2025"),
    ],
)
def test_a_year_that_names_an_edition_is_no_period_beside_another_time(text, label):
    """The report is of one year, what it says of another."""
    ((_, found, inherited),) = periods(text)
    assert (found, inherited) == (label, None)


@pytest.mark.parametrize("edition", ["report", "annual survey", "benchmark", "release", "state of it study"])
def test_where_only_an_edition_is_dated_it_is_the_period(edition):
    """There is nothing else to go by, and it is nearer than the front matter."""
    assert periods(f"The 2025 {edition} says 58 %.") == [("58 %", "2025", None)]


def test_each_figure_has_the_time_of_its_own_part():
    """The edition is passed over for both."""
    found = periods("The 2025 report puts it at 58 % in 2024 and 40 % in 2023.")
    assert found == [("58 %", "2024", None), ("40 %", "2023", None)]


def test_a_plain_year_is_no_edition():
    """Only a noun for a publication makes it one."""
    assert periods("It was 58 % in 2024 among users.") == [("58 %", "2024", None)]
    assert periods("By 2025 budgets had grown by 30 %.") == [("30 %", "2025", None)]


def test_without_any_time_the_front_matter_decides():
    """When the data were collected, else when they were published."""
    assert periods("It was 58 %.") == [("58 %", "2022", "collected")]
    published = {"collected": None, "published": "2021-05"}
    assert periods("It was 58 %.", **published) == [("58 %", "2021-05", "published")]


def test_a_value_does_not_take_the_year_of_the_one_before_it():
    """With an edition and another value's year in the sentence, the source's own data decide."""
    text = "58 % use it, up from 40 % in 2023, according to the 2025 report."
    new, old = read_figures(text, [Span(0, len(text))], Metadata(title="T", collected="2025"), "s", "v")
    assert old.period.label == "2023"
    assert new.period.label == "2025"
