"""The ledger: filters, order, pages, and what a row tells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_builders import figure, ledger_library, period, source

from assistant.errors import ConfigurationError
from assistant.retrieval.retriever import date_within
from assistant.schema import FigureFilter, Filter, Ledger, Metadata


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Three sources with seven figures."""
    with ledger_library(tmp_path_factory.mktemp("ledger") / "lib") as assistant:
        yield assistant


def ids(ledger):
    """The figures' ids, in order."""
    return [row.figure.id for row in ledger]


def test_without_a_query_by_title_and_position(library):
    """Sources by title, figures as they stand; no score."""
    ledger = library.figures()
    assert ids(ledger) == ["beta-0", "beta-1", "beta-2", "gamma-0", "alpha-0", "alpha-1", "alpha-2"]
    assert ledger.total == len(ledger) == 7
    assert {row.score for row in ledger} == {None}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (FigureFilter(unit="percent"), "alpha-0 alpha-1 alpha-2"),
        (FigureFilter(unit="currency"), "beta-0 beta-1"),
        (FigureFilter(unit="currency:EUR"), "beta-1"),
        (FigureFilter(unit="curr"), ""),
        (FigureFilter(unit="currency%"), ""),
        (FigureFilter(value=(Decimal(80), Decimal(90))), "alpha-0"),
        (FigureFilter(value=(Decimal(20), Decimal(21))), "alpha-1"),
        (FigureFilter(value=(Decimal(25), Decimal(39))), "alpha-1"),
        (FigureFilter(value=(Decimal("25.1"), Decimal(39))), ""),
        (FigureFilter(value=(Decimal(82), None)), "beta-0 alpha-0"),
        (FigureFilter(value=(None, Decimal("2.5"))), "beta-2"),
        (FigureFilter(attributed_to="cncf"), "alpha-0"),
        (FigureFilter(attributed_to="slashdata ÉTUDE"), "beta-0"),
        (FigureFilter(attributed_to="slashdata cncf"), ""),
        (FigureFilter(sample=True), "beta-2 alpha-0 alpha-1 alpha-2"),
        (FigureFilter(sample=False), "beta-0 beta-1 gamma-0"),
        (FigureFilter(stance="disputed"), "alpha-2"),
        (FigureFilter(stance="hypothetical"), "beta-0"),
        (FigureFilter(sources=("gamma", "beta")), "beta-0 beta-1 beta-2 gamma-0"),
        (FigureFilter(publisher="cncf"), "alpha-0 alpha-1 alpha-2"),
        (FigureFilter(event="kubecon", unit="percent", stance="asserted"), "alpha-0 alpha-1"),
        (FigureFilter(published=("2025", None)), "beta-0 beta-1 beta-2"),
        (FigureFilter(collected=("2023-09", "2023-09")), "alpha-0 alpha-1 alpha-2"),
        (Filter(publisher="éditions"), "beta-0 beta-1 beta-2"),
        (Filter(), "beta-0 beta-1 beta-2 gamma-0 alpha-0 alpha-1 alpha-2"),
        # Without a period by their source's dates: alpha-2 by 2023-09, beta-1 by 2025-02-10.
        (FigureFilter(period=("2023", "2023")), "alpha-0 alpha-2"),
        (FigureFilter(period=("2019", "2019")), "alpha-1"),
        (FigureFilter(period=("2025-02", "2025-02")), "beta-1 beta-2"),
        (FigureFilter(period=("2025-02-11", "2025-02-20")), "beta-2"),
        (FigureFilter(period=("2027", "2028")), "beta-0"),
        (FigureFilter(period=("2029-12-31", None)), "beta-0"),
        (FigureFilter(period=("2030", None)), ""),
        (FigureFilter(period=(None, "2018")), ""),
        (FigureFilter(period=(None, "2019-01")), "alpha-1"),
    ],
)  # fmt: skip
def test_a_filter(library, where, expected):
    """Each field alone and together with others; bounds are inclusive and compared as far as both say."""
    ledger = library.figures(where=where)
    assert " ".join(ids(ledger)) == expected
    assert ledger.total == len(ledger)


def test_a_page_of_the_ledger(library):
    """Limit and offset cut the rows; the total stays; beyond the end is nothing."""
    whole = library.figures()
    page = library.figures(limit=2, offset=3)
    assert page.rows == whole.rows[3:5]
    assert (page.total, page.offset, len(page)) == (7, 3, 2)
    assert library.figures(limit=0) == Ledger((), 7, 0, whole.period_kinds)
    assert library.figures(offset=7).rows == ()
    for bad in ({"limit": -1}, {"offset": -2}):
        with pytest.raises(ConfigurationError, match="must not be negative"):
            library.figures(**bad)


def test_which_period_is_compared(library):
    """The figure's own kind, else the one of the source's date; counted over all that fit."""
    kinds = {row.figure.id: row.period_kind for row in library.figures()}
    assert kinds == {
        "alpha-0": "collected", "alpha-1": "stated", "alpha-2": "collected", "beta-0": "stated",
        "beta-1": "published", "beta-2": "published", "gamma-0": None,
    }  # fmt: skip
    assert library.figures(limit=1).period_kinds == {
        "collected": 2, "published": 2, "stated": 2, "unknown": 1,
    }  # fmt: skip


def test_a_row_tells_what_a_citation_needs(library):
    """Sentence, source, dates, and how many were asked: the figure's own number before its source's."""
    rows = {row.figure.id: row for row in library.figures()}
    alpha, beta = rows["alpha-0"], rows["beta-2"]
    assert alpha.sentence == "Kubernetes ran in production at 82 % of organisations."
    assert (alpha.title, alpha.publisher, alpha.event) == ("Zeta survey", "CNCF", "KubeCon")
    assert (alpha.published, alpha.collected, alpha.url) == (
        "2024-05",
        "2023-09",
        "https://example.org/alpha",
    )
    assert (alpha.text_kind, alpha.sample_n) == ("original", 750)
    assert (beta.text_kind, beta.sample_n) == ("digest", 93)
    assert rows["beta-0"].sample_n is None
    for row in rows.values():
        text = library.source(row.figure.source_id).text
        assert text[row.figure.start : row.figure.end] == row.figure.surface
        assert row.sentence in text


def test_a_query_ranks(library):
    """Best first, with a score; what has nothing to do with it is left out."""
    ledger = library.figures("organisations with Kubernetes in production")
    assert ids(ledger) == ["alpha-0", "alpha-2"]
    scores = [row.score for row in ledger]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert ledger == library.figures("organisations with Kubernetes in production")
    assert ids(library.figures("Kubernetes in production", FigureFilter(stance="disputed"))) == ["alpha-2"]
    assert library.figures("Kubernetes in production", FigureFilter(unit="count")).total == 0


def test_a_figure_without_a_vector_is_found_by_its_words(library):
    """As in a library of an earlier version."""
    assert ids(library.figures("sightings")) == ["gamma-0"]


@pytest.mark.parametrize("query", ["", "   ", "???", "the of and", "\x00", "a" * 5000])
def test_a_query_that_says_nothing(library, query):
    """Any text is a query; one without words of its own finds nothing or little, and never fails."""
    assert library.figures(query).total <= 7


def test_equal_scores_are_ordered_by_source_and_place(tmp_path):
    """The order of a tie does not depend on the order in which sources were added."""
    said = [
        figure(f"Kubernetes was used by {n} %.", f"{n} %", str(n), metric="Kubernetes use") for n in (5, 3)
    ]
    made = [source(name, Metadata("Same"), said) for name in ("zz", "aa")]
    with ledger_library(tmp_path / "lib", made) as assistant:
        assert ids(assistant.figures("Kubernetes use")) == ["aa-0", "aa-1", "zz-0", "zz-1"]


def test_an_empty_library_has_an_empty_ledger(tmp_path):
    """No rows, no error."""
    with ledger_library(tmp_path / "lib", []) as assistant:
        assert assistant.figures().rows == ()
        assert assistant.figures("anything").total == 0


DATES = st.one_of(
    st.integers(2019, 2022).map(str),
    st.builds("{}-{:02d}".format, st.integers(2019, 2022), st.integers(1, 12)),
    st.builds("{}-{:02d}-{:02d}".format, st.integers(2019, 2022), st.integers(1, 12), st.integers(1, 28)),
)
PERIODS = [("2019", "2019"), ("2020-03", "2021"), ("2020-03-05", "2020-03-05"), ("2021-11", "2022-02-01")]


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    """A library with a figure for each of some periods."""
    said = [
        figure(f"It was {n} %.", f"{n} %", str(n), metric="it", period=period(*dates))
        for n, dates in enumerate(PERIODS)
    ]
    folder = tmp_path_factory.mktemp("dated") / "lib"
    with ledger_library(folder, [source("s", Metadata("Dated"), said)]) as assistant:
        yield assistant


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.none(), DATES), st.one_of(st.none(), DATES))
def test_periods_are_compared_in_sql_as_everywhere(dated, low, high):
    """The database's comparison of dates is that of the filters of sources."""
    found = ids(dated.figures(where=FigureFilter(period=(low, high))))
    expected = [
        f"s-{n}" for n, (start, end) in enumerate(PERIODS) if date_within(f"{start}/{end}", (low, high))
    ]
    assert found == expected


BOUNDS = st.one_of(st.none(), st.integers(-2, 12).map(Decimal), st.decimals(-2, 12, places=1))


@settings(max_examples=150, deadline=None)
@given(BOUNDS, BOUNDS)
def test_values_overlap(ranged, low, high):
    """A figure passes exactly where its value, or its range, and the bounds have a number in common."""
    found = ids(ranged.figures(where=FigureFilter(value=(low, high))))
    expected = [
        f"s-{n}"
        for n, (bottom, top) in enumerate(RANGES)
        if (low is None or top >= low) and (high is None or bottom <= high)
    ]
    assert found == expected


RANGES = [(-1, -1), (0, 3), (2, 2), (5, 10), (9, 11)]


@pytest.fixture(scope="module")
def ranged(tmp_path_factory):
    """A library with a figure for each of some ranges."""
    said = [
        figure(f"It was {low} to {high} %.", f"{low} to {high} %", str(low), metric="it",
               high=None if low == high else Decimal(high))
        for low, high in RANGES
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("ranged") / "lib"
    with ledger_library(folder, [source("s", Metadata("Ranged"), said)]) as assistant:
        yield assistant
