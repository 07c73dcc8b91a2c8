"""Years and quarters of sources and figures."""

from __future__ import annotations

import pytest

from assistant.answering.question import read_question
from assistant.ingest.figures import read_figures
from assistant.retrieval.periods import figure_is_of, newest_year, quarters_in, source_years, year_of
from assistant.schema import CanonicalText, Metadata, Source, Span


def source(**about):
    """A source of which only the metadata matter."""
    metadata = Metadata(**{"title": "T", **about})
    return Source("s", "k", "v", metadata, state="published", chunks=1, figures=1, added="")


@pytest.mark.parametrize(
    ("question", "sentence", "about", "expected"),
    [
        ("Use in 2018?", "In 2018 it was 58%.", {"title": "Survey 2019"}, True),
        ("Use in 2019?", "In 2018 it was 58%.", {"title": "Survey 2019"}, False),
        ("Use in 2019?", "It was 58%.", {"title": "Survey 2019"}, True),
        ("Use in 2019?", "It was 58%.", {"title": "Survey", "published": "2019"}, True),
        ("Use in Q3 2025?", "It was 58% in Q3 2025.", {}, True),
        ("Use in Q3 2025?", "It was 58% in Q1 2025.", {}, False),
        ("Use in Q3 2025?", "It was 58%.", {"account_of": "Report Q3 2025"}, True),
        ("Use?", "It was 58% in 2011.", {}, True),
        ("Use in 2018?", "In that year it was 58%.", {"title": "Survey 2018"}, True),
        ("Use in 2019?", "In that year it was 58%.", {"title": "Survey 2018"}, False),
    ],
)
def test_the_period_asked(question, sentence, about, expected):
    """A figure's own period decides; where it states none, that of its source."""
    of = source(**about)
    figure = next(
        f
        for f in read_figures(CanonicalText(sentence, ()), [Span(0, len(sentence))], of.metadata, "s", "v")
        if f.unit == "percent"
    )
    around = f"{sentence} {about.get('title', '')} {about.get('account_of', '')}"
    assert figure_is_of(read_question(question), figure, of, around) is expected


def test_a_forecast_in_a_title_is_not_the_newest_year():
    """Only dates of data and publication say how new a library is."""
    assert newest_year([source(title="Population in 2060"), source(published="2025-03")]) == 2025
    assert newest_year([source()]) == 0


def test_the_year_of_a_source():
    """Data before survey, survey before publication."""
    assert year_of(source(collected="2024-12/2025-02", published="2026")) == 2025
    assert year_of(source(published="2026-01-20")) == 2026
    assert year_of(source()) == 0
    assert source_years(source(title="Survey 2023", published="2024")) == {"2023"}


def test_quarters_in_a_text():
    """Each quarter that is asked for must stand there; without one anything will do."""
    assert quarters_in(read_question("Use in Q3 2025?"), "the Q3 wave")
    assert not quarters_in(read_question("Use in Q3 2025?"), "the Q1 wave")
    assert quarters_in(read_question("Use?"), "")
