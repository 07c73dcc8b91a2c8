"""Figures whole: the rows of the contract, the time where a sentence leaves it out, growth."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest

from assistant.extraction import extract_file
from assistant.ingest.figures import read_figures
from assistant.schema import CanonicalText, Metadata, Section, Span
from assistant.starter import starter_corpus


def read_plain(text, **about):
    """The figures of a text of one sentence."""
    metadata = Metadata(**{"title": "T", **about})
    canonical = CanonicalText(text, (Section(0, len(text), "paragraph"),))
    return read_figures(canonical, [Span(0, len(text))], metadata, "s", "v")


def periods(text, **about):
    """(surface, label of the period, where it was taken from) of each figure of a sentence."""
    found = read_plain(text, **{"collected": "2022", **about})
    return [(f.surface, f.period.label, f.inherited.get("period")) for f in found]


CONTRACT = [
    ("Kubernetes adoption has reached 82%", [(82, "percent", "Kubernetes adoption", None)]),
    ("It is up from 66% in 2023 to 80%", [(66, "percent", ..., None), (80, "percent", ..., None)]),
    ("It runs in nearly two-thirds of backend teams", [("0.6667", "ratio", ..., "backend teams")]),
    ("One in five agree", [("0.2", "ratio", "agree", None)]),
    (
        "Support rose 12 points to 52%",
        [(12, "percentage_point", "change in Support", None), (52, "percent", "Support", None)],
    ),
    ("The market is up to US$24.8bn a year", [("24800000000", "currency:USD", "market a year", None)]),
    ("It has between 5 and 10 million developers", [("5000000", "count", "developers", None)]),
    ("Usage is 15-25 per cent", [(15, "percent", "Usage", None)]),
    ("Downloads doubled", [(2, "multiple", "Downloads", None)]),
    ("Traffic grew eightfold", [(8, "multiple", "Traffic", None)]),
    ("They deploy 46 times more often", [(46, "multiple", "deploy often", None)]),
    ("The fix took 2.5 days", [("2.5", "duration:day", "fix took", None)]),
    ("The plan runs for 18 months", [(18, "duration:month", "plan runs", None)]),
    ("It had 628 respondents", [(628, "count", "respondents", None)]),
    ("It asked developers (n = 1,065)", [(1065, "count", "developers", None)]),
    ("The margin of error is +/- 3.6 points", [("3.6", "percentage_point", "margin of error", None)]),
    ("The tool was rated 4.2 out of 5", [("4.2", "score:5", "tool rated", None)]),
    ("The price is $1.86 per million tokens", [("1.86", "currency:USD", "price per million tokens", None)]),
    (
        "33 % trust it, not 43 % as some reports say",
        [(33, "percent", "trust it", None), (43, "percent", "trust it", None)],
    ),
    ("It could reach 1.3 trillion dollars by 2029", [("1300000000000", "currency:USD", None, None)]),
    ("v1.35, Q3 2025, HTTP/2, Hall 7, page 118, 5G, Fortune 500, 2025-11-03, 10:30", []),
]


@pytest.mark.parametrize(("text", "rows"), CONTRACT)
def test_the_rows_of_the_contract(text, rows):
    """Value, unit, metric and population as the contract works them out."""
    found = read_plain(text)
    assert len(found) == len(rows)
    for figure, (value, unit, metric, population) in zip(found, rows, strict=True):
        assert (round(figure.value, 4), figure.unit) == (Decimal(value), unit)
        assert figure.population == population
        assert metric is ... or figure.metric == metric


def test_the_contract_about_qualifier_direction_stance_and_sample():
    """What stands beside the value."""
    assert [f.qualifier for f in read_plain("It runs in nearly two-thirds of backend teams")] == ["nearly"]
    assert [f.qualifier for f in read_plain("The market is up to US$24.8bn a year")] == ["up_to"]
    assert [f.direction for f in read_plain("Support rose 12 points to 52%")] == ["up", None]
    assert [f.high for f in read_plain("Usage is 15-25 per cent")] == [25]
    assert [f.sample_n for f in read_plain("It had 628 respondents")] == [628]
    assert [f.stance for f in read_plain("33 % trust it, not 43 % as some reports say")][1] == "disputed"
    assert [f.stance for f in read_plain("It could reach 1.3 trillion dollars by 2029")] == ["hypothetical"]
    assert [f.period.label for f in read_plain("It was 66% in 2023")] == ["2023"]


@pytest.mark.parametrize(
    "piece",
    ["1", "82 % ", "(", "5 % of users (3 %), ", "x 12 points to 3 % ", "among ", "4 of them ", "In A, 5 % "],
)  # fmt: skip
def test_time_grows_with_the_length(piece):
    """No more than a little above twice for twice the text, in one sentence without end."""

    def seconds(copies):
        text = piece * copies
        started = time.process_time()
        read_plain(text)
        return time.process_time() - started

    copies = 2_000 // len(piece)
    seconds(copies // 8)
    assert seconds(2 * copies) < 4 * max(seconds(copies), 0.05)


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
    new, old = read_plain(text, collected="2025")
    assert old.period.label == "2023"
    assert new.period.label == "2025"


def fields(text):
    """(surface, metric, population, speaker, stance) of each figure."""
    return [(f.surface, f.metric, f.population, f.attributed_to, f.stance) for f in read_plain(text)]


def test_where_a_group_lives_is_measured_and_no_group_itself():
    """In a list of regions all shares are of the group that the first one names."""
    found = fields("38 % of the 2023 respondents were in North America, 27 % in EMEA and 22 % in APAC.")
    assert [population for _, _, population, *_ in found] == ["2023 respondents"] * 3
    assert [metric for _, metric, *_ in found[1:]] == ["EMEA", "APAC"]


def test_an_item_of_a_list_is_no_part_of_the_next_one():
    """What stands before the colon belongs to all, the item before to none; a noun in it says nothing."""
    found = fields("The notes show what runs in production: Helm 77 %, Argo projects 43 %, Flux 18 %.")
    assert all("Helm" not in (metric or "") for _, metric, *_ in found[1:])
    assert [(speaker, stance) for *_, speaker, stance in found] == [(None, "asserted")] * 3


def test_no_field_begins_or_ends_inside_a_word():
    """The words of every figure of the corpus are whole."""
    cut = [
        (file.name, field, found.text[span.start : span.end])
        for file in sorted(starter_corpus().glob("*.md"))
        if file.name != "README.md"
        for found in [extract_file(file)]
        for figure in found.figures
        for field, spans in figure.parts.items()
        for span in spans
        if re.match(r"\w\w", found.text[max(0, span.start - 1) : span.start + 1])
        or re.match(r"\w\w", found.text[span.end - 1 : span.end + 1])
    ]
    assert not cut
