"""Each thing that is asked, found in a library of its own."""

from __future__ import annotations

import pytest

from assistant.answering.finding import part_of
from assistant.answering.question import MAX_CHARS, read_question
from assistant.pipeline import Assistant
from assistant.testing import HashEncoder

EDITIONS = {
    year: (
        f"---\ntitle: Harbour Survey {year}\npublisher: Harbour Institute\npublished: {year}-06\n"
        f"collected: {year}-03\n---\n"
        f"Electric cranes were used by {share} % of the ports that were surveyed in {year}.\n"
    )
    for year, share in ((2021, 21), (2022, 34), (2023, 47))
}
TREND = "How did the use of electric cranes by surveyed ports develop over the editions?"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Three editions of one survey."""
    folder = tmp_path_factory.mktemp("harbour")
    for year, text in EDITIONS.items():
        (folder / f"harbour-{year}.md").write_text(text, "utf-8")
    with Assistant.open(folder / "library", create=True, encoder=HashEncoder()) as assistant:
        assistant.add(folder)
        yield assistant


def values(answer):
    """The figures of an answer, in order."""
    return [figure.surface for figure in answer.figures]


def test_years_that_are_named_are_answered_each(library):
    """One sentence for each, in the order of the question."""
    answer = library.ask("What share of surveyed ports used electric cranes in 2021 and 2023?")
    assert answer.status == "answered"
    assert values(answer) == ["21 %", "47 %"]
    assert answer.unanswered == ()


def test_a_year_that_the_library_lacks_is_listed_with_what_is_nearest(library):
    """Half an answer says which half is missing, and shows the nearest evidence."""
    answer = library.ask("What share of surveyed ports used electric cranes in 2022 and 2017?")
    assert answer.status == "partly_answered"
    assert values(answer) == ["34 %"]
    (gap,) = answer.unanswered
    assert "2017" in gap.part
    assert "2022" not in gap.part
    assert all("electric cranes" in citation.quote.lower() for citation in gap.nearest)
    assert "2017" not in " ".join(sentence.text for sentence in answer.sentences)


def test_a_trend_without_years_shows_the_editions(library):
    """Oldest first; each with its own source."""
    answer = library.ask(TREND)
    assert values(answer) == ["21 %", "34 %", "47 %"]
    titles = [sentence.citations[0].title for sentence in answer.sentences]
    assert titles == [f"Harbour Survey {year}" for year in EDITIONS]
    dated = [note.text for note in answer.notes if note.kind == "dates"]
    assert dated == [f"{title}: Published June {title[-4:]}; data of March {title[-4:]}." for title in titles]


def test_a_trend_from_a_year_on_leaves_older_editions_out(library):
    """The first one that is shown is the one that is named."""
    answer = library.ask("How did the use of electric cranes by surveyed ports develop since 2022?")
    assert values(answer) == ["34 %", "47 %"]


def test_nothing_of_several_is_one_refusal(library):
    """If no part is known, the question as a whole is refused."""
    answer = library.ask("How many lighthouses burn oil in 2021 and 2023?")
    assert answer.status == "insufficient_evidence"
    assert answer.sentences == ()


def test_a_very_long_question_of_many_parts_is_no_error(library):
    """Its parts, with what they leave out behind them, would be longer than a question may be."""
    aside = "Our port is small and old. " * (MAX_CHARS // 27 - 8)
    question = f"{aside}What share used electric cranes in 2021, and what share in 2023?"
    assert len(question) <= MAX_CHARS
    assert library.ask(question).status in {"answered", "partly_answered", "insufficient_evidence"}


def test_a_part_takes_what_it_leaves_out_from_the_whole():
    """Year and kind; what only stands in the bracket is carried."""
    whole = read_question("What share of ports used cranes in 2021, and how much did they cost?")
    part = part_of(whole, "how much did they cost (ports used cranes in 2021)?")
    assert part.years == ("2021",)
    assert part.asks == read_question("How much did they cost?").asks
    assert "crane" in part.carried
