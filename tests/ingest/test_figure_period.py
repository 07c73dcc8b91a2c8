"""When a figure holds: which times a sentence names, and whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.ingest.figures.period import period_of
from assistant.ingest.figures.period_mentions import find_periods
from assistant.schema import Block, Metadata, Span


def periods(text):
    """The label of the period of each figure of a text."""
    canonical = canonicalise([Block("paragraph", text)])
    sentences = [s for c in chunk(canonical, max_chars=800) for s in c.sentences]
    found = read_figures(canonical, sentences, Metadata(title="T"), "s", "v")
    return [f.period.label if f.period else None for f in found]


def named(text):
    """(label, first date, last date) of the times that a text names."""
    return [(m.period.label, m.period.start, m.period.end) for m in find_periods(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2024", ("2024", "2024", "2024")),
        ("in Q3 2025", ("Q3 2025", "2025-07", "2025-09")),
        ("in the second quarter of 2025", ("Q2 2025", "2025-04", "2025-06")),
        ("in the first half of 2024", ("first half of 2024", "2024-01", "2024-06")),
        ("in March 2021", ("March 2021", "2021-03", "2021-03")),
        ("on 9 August 2016", ("9 August 2016", "2016-08-09", "2016-08-09")),
        ("on August 9, 2016", ("August 9, 2016", "2016-08-09", "2016-08-09")),
        ("from May to July 2021", ("May to July 2021", "2021-05", "2021-07")),
        ("between May and October", ("May and October", None, None)),
        ("in 2019-21", ("2019-21", "2019", "2021")),
        ("from 1990 to 2015", ("1990 to 2015", "1990", "2015")),
        ("in the 1990s", ("1990s", "1990", "1999")),
        ("the late 1600s and early 1700s", ("late 1600s and early 1700s", "1600", "1709")),
        ("in 1812", ("1812", "1812", "1812")),
        ("in July", ("July", None, None)),
        ("in winter", ("winter", None, None)),
        ("in the summer of 2019", ("the summer of 2019", "2019", "2019")),
        ("over the past year", ("the past year", None, None)),
        ("year on year", ("year on year", None, None)),
        ("for the full year", ("the full year", None, None)),
        ("in the five months to November", ("the five months to November", None, None)),
        ("in the year to March 2024", ("the year to March 2024", None, None)),
        ("over an 18-year time scale", ("18-year time scale", None, None)),
        ("over the pilot period", ("the pilot period", None, None)),
        ("a year earlier", ("a year earlier", None, None)),
        ("eight weeks later", ("eight weeks later", None, None)),
        ("until 38,000 years ago", ("38,000 years ago", None, None)),
        ("the past 7,400 years", ("the past 7,400 years", None, None)),
        ("that year", ("that year", None, None)),
        ("filmed Mar. 28 - Apr. 3", ("Mar. 28 - Apr. 3", None, None)),
        ("between Sept. 8 and 21", ("Sept. 8 and 21", None, None)),
        ("at june 30,", ("june 30", None, None)),
        ("Currently, it rises", ("Currently", None, None)),
        ("after the takeover", ("after the takeover", None, None)),
        ("at the start of her apprenticeship", ("at the start of her apprenticeship", None, None)),
    ],
)
def test_times_as_they_are_written(text, expected):
    """A time keeps its words; what names a year has dates too."""
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "May I ask?",
        "It fell in 2019s code",
        "$2019 was paid",
        "2,019 people",
        "after all",
        "it is now so",
        "a surge in winter colds",
        "as in Lundt et al. (2007)",
    ],
)
def test_what_names_no_time(text):
    """Months that are other words, numbers that are no years, "now" that is opposed to nothing."""
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was 58 % in 2024 and 40 % in 2023.", ["2024", "2023"]),
        ("In 2024, 58 % used it and 40 % did not.", ["2024", "2024"]),
        ("58 % use it, up from 40 % in 2023.", [None, "2023"]),
        ("It rose 12 points to 52 % in 2024.", ["2024", "2024"]),
        (
            "It fell 3.2 % to 1.86 million in the year to May, from 1.92 million.",
            ["the year to May"] * 2 + [None],
        ),
        ("It rose fivefold, from 60 people in 2021 to 300 people in 2024.", ["2021 to 2024", "2021", "2024"]),
        ("It doubled between May and October, while complaints rose fourfold.", ["May and October"] * 2),
        ("By 2035 it wants 100 % of them; today it is 5 %.", ["2035", "today"]),
        (
            "It shrank by 12 % between 1985 and 2020, and it is now 2 degrees warmer.",
            ["1985 and 2020", "now"],
        ),
        ("That is triple the 12 % of pupils who cycled there in 2016.", [None, "2016"]),
        ("It draws 42 people now, 6 times what it was built for in 2009.", ["now", "now"]),
        ("It employs 58 people, about 10 % more than in 2021.", [None, "2021"]),
        ("It merged 58 requests last year, 11 % more than in 2022.", ["last year", "last year"]),
        ("It earned more rent in 2017 as compared to 2016, to the tune of £58.", ["2017"]),
        ("At June 30, 2019 and 2018, we owed £41 and £38, respectively.", ["June 30, 2019", "2018"]),
        ("In 2022, 2021 and 2020 fares were £5, £6 and £7, respectively.", ["2022", "2021", "2020"]),
        ("Fares were £5 and £6 in 2020 and 2021, respectively.", ["2020", "2021"]),
        ("Some 58 people were hurt on March 3 and 13 more people in June.", ["March 3", "June"]),
        ("It had 58 medals, behind the 76 medals that Lundt won in 2016.", [None, "2016"]),
        ("It is so for 15 % of them, including 4 % who tried it in the last week.", [None, "the last week"]),
    ],
)
def test_each_figure_has_the_time_of_its_own_part(text, expected):
    """A head time holds for all, a change has its result's, a value of comparison keeps its own."""
    assert periods(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 58 people came to OpsCon 2026 in March 2025.", ["March 2025"]),
        ("State of Ops 2026 has 58 respondents.", ["2026"]),
        ("Under the plan adopted on 4 June, the city grows by 40 % by 2030.", ["2030"]),
        ("The dam, which will open in 2027, cost 58 million euros.", [None]),
        ("Lundt said in May 2014 that she met Ek, with whom she had written 58 songs.", [None]),
        ("It sank by 58 % over the past 80 years.", ["the past 80 years", None]),
        ("Of those ages 30 and under, 58 % moved in 2024.", [None, "2024"]),
        ("Support fell to 58 % after the review was leaked.", ["after the review was leaked"]),
        ("It brought in $58, four times the amount raised in 2018.", [None, None]),
        ("The fair of 2016 was called after the four millers' dogs.", [None]),
        ("In 2016 it chose one of two halls.", [None]),
        ("The acreage of marsh (namely, each field with over 40 % of reeds) was big in 2017.", [None]),
        ("We have 58 people, but fewer than 20 people come in winter.", [None, "winter"]),
        ("Some 46 % keep bees (41 % in 2022).", [None, "2022"]),
        ("Night shifts: 44 % (2024: 39 %).", [None, "2024"]),
        ("It was 66 % of teams in 2023, and in 2024, 80 %.", ["2023", "2024"]),
        ("For 2019 it is 84 % of guests, and for the end of 2020, 92 %.", ["2019", "2020"]),
    ],
)
def test_the_time_of_something_else_is_not_the_figures(text, expected):
    """Names, events only mentioned, side clauses, lengths of time and ages."""
    assert periods(text) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("In its 2025 report, 58 % used it in 2024.", "2024"),
        ("The 2025 annual survey found 58 % in Q3 2024.", "Q3 2024"),
        ("The 2025 report says 58 %.", "2025"),
    ],
)
def test_an_editions_year_dates_a_figure_only_if_nothing_else_does(text, label):
    """The report is of one year, what it says often of another."""
    assert periods(text) == [label]


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            "in 2024 May March to the past 3 years after a Q3 early 1980s and now , . 17 year on".split()
        ),
        max_size=20,
    ).map(" ".join),
    st.data(),
)
def test_any_text_gives_times_inside_the_part(text, data):
    """In order, without an exception, and the time of any place is one of them."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(start, end))
    span = Span(at, data.draw(st.integers(at, end)))
    mentions = find_periods(text, start, end, [span] if span.start < span.end else [])
    for mention in mentions:
        assert start <= mention.lead <= mention.start < mention.end <= end
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    found, _ = period_of(text, Span(start, end), [Span(start, end)], [span], 0, mentions)
    assert found is None or found in mentions


def test_digits_of_a_quantity_are_no_year():
    """What was read as a number is not read as a year."""
    text = "There were 2024 of them."
    assert find_periods(text, 0, len(text), [Span(11, 15)]) == []
    assert [m.period.label for m in find_periods(text, 0, len(text))] == ["2024"]
