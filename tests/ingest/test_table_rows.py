"""Figures of tables: row label and column header say what is measured, among whom, when and in what unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st


def table(*rows):
    """A Markdown table."""
    first, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([first, f"|{'---|' * len(rows[0])}", *rest])


def fields(figures):
    """(value, unit, metric, population) of each figure."""
    return [(f.value, f.unit, f.metric, f.population) for f in figures]


def test_a_group_in_the_header_is_the_population(read_text):
    """The label alone is the metric then."""
    found = read_text(table(["Obstacle", "Developers", "Executives"], ["Cost", "31%", "40%"]), markdown=True)[
        1
    ]
    assert fields(found) == [
        (31, "percent", "Cost", "Developers"),
        (40, "percent", "Cost", "Executives"),
    ]
    assert {f.inherited["population"] for f in found} == {"header"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (["Country", "Share with fibre"], ["Latvia", "71 %"]),
            (71, "percent", "Share with fibre", "Latvia"),
        ),
        ((["Age group", "Visits"], ["under 30", "4,120"]), (4120, "count", "Visits", "under 30")),
        ((["Country", "2023"], ["Latvia", "71 %"]), (71, "percent", "Latvia", None)),
        ((["Tool", "Share"], ["Helm", "40 %"]), (40, "percent", "Helm, Share", None)),
    ],
)
def test_the_label_under_a_grouping_header_is_the_population(read_text, rows, expected):
    """Where the column says what is measured; a tool is what is measured."""
    assert fields(read_text(table(*rows), markdown=True)[1])[-1] == expected


def test_the_size_of_a_group_in_the_header_is_a_figure(read_text):
    """With the group as its metric, and as a sample."""
    text, found = read_text(table(["Question", "Teachers (n = 412)"], ["Useful", "62%"]), markdown=True)
    assert fields(found) == [(412, "count", "Teachers", None), (62, "percent", "Useful", "Teachers")]
    assert found[0].sample_n == 412
    assert text[found[1].parts["population"][0].start :].startswith("Teachers")


def test_years_in_the_header_are_times(read_text):
    """And no part of the metric."""
    found = read_text(table(["Tool", "2023", "2024 (%)"], ["Helm", "58%", "66"]), markdown=True)[1]
    assert [(f.value, f.metric, f.period.label, f.inherited["period"]) for f in found] == [
        (58, "Helm", "2023", "header"),
        (66, "Helm", "2024", "header"),
    ]


def test_a_time_as_the_label_of_a_row_is_its_time(read_text):
    """The header alone is the metric then, without the note of its unit."""
    found = read_text(
        table(["Quarter", "Revenue (EUR million)", "Growth (%)"], ["Q1 2024", "12.5", "8"]), markdown=True
    )[1]
    assert [(f.value, f.unit, f.metric, f.period.label) for f in found] == [
        (Decimal(12500000), "currency:EUR", "Revenue", "Q1 2024"),
        (8, "percent", "Growth", "Q1 2024"),
    ]


def test_a_header_that_says_only_value_adds_nothing(read_text):
    """The label is the metric."""
    found = read_text(
        table(["Metric", "Value"], ["Daily users", "12,000"], ["Churn", "1.9%"]), markdown=True
    )[1]
    assert [f.metric for f in found] == ["Daily users", "Churn"]


def test_a_header_of_its_own_kind_is_what_is_counted(read_text):
    """Of the group that the label names."""
    found = read_text(table(["Country", "Respondents"], ["Spain", "1,204"]), markdown=True)[1]
    assert fields(found) == [(1204, "count", "Respondents", "Spain")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Helm", "58%"], ["Argo", "40%"]], [(58, "Helm"), (40, "Argo")]),
        ([["Helm", "58"], ["Argo", "40"]], []),
        ([["1", "Helm", "58%"], ["2", "Argo", "40%"]], [(58, "Helm"), (40, "Argo")]),
    ],
)
def test_a_table_without_header_gives_fewer_fields(read_text, rows, expected):
    """Never wrong ones: a bare number is of no kind, a row's number is no label."""
    found = read_text(table(*rows), markdown=True)[1]
    assert [(f.value, f.metric) for f in found] == expected


_CELLS = st.sampled_from(["58%", "12", "Teams", "2024", "", "Share (%)", "n = 5", "US$ m", "a|b"])


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_table_is_read(read_text, rows):
    """Whatever stands in its cells; every figure has its surface where it says."""
    text, found = read_text(table(*rows), markdown=True)
    assert all(text[f.start : f.end] == f.surface for f in found)
