"""What a sentence may say on the evidence that it cites: dates, names, groups, hedges, marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evidence_builders import citation
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.verification import verify, without_marks

SURVEY = "According to Merx, 61 % of container users ran Istio in production in 2024."
COUNT = "Merx counted 7.3 million AI developers worldwide in Q1 2026."
PLAN = "Merx expects that 40 % of teams will leave by 2029."
EDITIONS = "Use was 66 % of teams in 2023 and 80 % of teams in 2024."


def kinds(text: str, *quotes: str) -> set[str]:
    """The kinds of problems that a sentence has with quotes."""
    return {problem.kind for problem in verify(text, [citation(quote) for quote in quotes])}


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (SURVEY, "Istio ran in production at sixty-one per cent of container users in 2024, Merx found [1]."),
        (SURVEY, "In 2024, 61% of container users had Istio in production, says Merx [1]."),
        (COUNT, "Around the world there were 7.3 million AI developers in the first quarter of 2026 [1]."),
        (PLAN, "By 2029, 40 percent of teams could leave, Merx expects [1]."),
        (EDITIONS, "Of all teams, 80 % used it in 2024, up from 66 % in 2023 [1]."),
    ],
)
def test_a_true_paraphrase_is_supported(quote, text):
    """Other words, another order, numbers in words."""
    assert verify(text, [citation(quote)]) == []


@pytest.mark.parametrize(
    ("quote", "text", "kind"),
    [
        (SURVEY, "In 2023, 61% of container users had Istio in production, says Merx [1].", "date"),
        (SURVEY, "In 2024, 61% of container users had Istio in production, says Gartner [1].", "name"),
        (SURVEY, "Gartner found that 61% of container users had Istio in production in 2024 [1].", "name"),
        (SURVEY, "In 2024, 61% of backend developers had Istio in production, says Merx [1].", "group"),
        (SURVEY, "In 2024, 61% of users had Istio in production, says Merx [1].", "group"),
        (SURVEY, "In 2024, 61% had Istio in production, says Merx [1].", "group"),
        (SURVEY, "In 2024, 61 percentage points of container users ran Istio in production [1].", "number"),
        (SURVEY, "In 2024, 67% of container users had Istio in production, says Merx [1].", "number"),
        (COUNT, "There were 7.3 million developers worldwide in Q1 2026, Merx says [1].", "group"),
        (COUNT, "There were 7.3 billion AI developers worldwide in Q1 2026, Merx says [1].", "number"),
        (COUNT, "There were 7.3 million AI developers worldwide in Q2 2026, Merx says [1].", "date"),
        (PLAN, "By 2029, 40 percent of teams are gone, says Merx [1].", "hedge"),
        (EDITIONS, "Of all teams, 66 % used it in 2024 [1].", "date"),
        ("Nearly half of teams agree.", "Half of teams agree [1].", "hedge"),
        ("The call is on 21 May 2026.", "The call is on 27 May 2026 [1].", "date"),
        ("They release several times a day.", "They release several per cent a day [1].", "number"),
        (SURVEY, "Bees in the garden like the lavender of Istio [1].", "wording"),
        (SURVEY, "In 2024, 61% of container users had Istio in production.", "citation"),
        (SURVEY, "In 2024, 61% of container users had Istio in production [2].", "citation"),
    ],
)
def test_one_thing_made_wrong_is_named(quote, text, kind):
    """Value, unit, year, speaker, group, hedge, mark: the problem says which."""
    assert kind in kinds(text, quote)


def test_each_mark_covers_the_words_before_it():
    """A number that only another part's quote has is not supported."""
    good = (
        "In 2024, 61 % of container users ran Istio in production [1]; 7.3 million AI developers exist [2]."
    )
    assert kinds(good, SURVEY, COUNT) == set()
    assert "number" in kinds(good.replace("[1]", "[3]").replace("[2]", "[1]"), SURVEY, COUNT, PLAN)


def test_words_behind_the_last_mark_belong_to_all_marks():
    """A sentence may begin "According to [1]"; what follows is held against the quotes that were named."""
    after = "According to [1], 61 % of container users ran Istio in production in 2024."
    assert kinds(after, SURVEY, COUNT) == set()
    assert kinds(after.replace("61", "62"), SURVEY, COUNT) == {"number"}
    both = "As [1] and [2] say, Merx counted 7.3 million AI developers worldwide."
    assert kinds(both, SURVEY, COUNT) == set()


def test_a_year_of_the_source_counts_only_for_the_source():
    """As in: the 2025 report says. "In 2025" would date the figure."""
    quote = replace(citation(SURVEY), published="2025-03-01")
    assert verify("Of container users, 61% ran Istio in production, the 2025 report says [1].", [quote]) == []
    text = "In 2025, 61% of container users ran Istio in production, the report says [1]."
    assert {p.kind for p in verify(text, [quote])} == {"date"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Merx published the result on 20 January 2026 [1].", set()),
        ("The figure is from the Ops Survey 2025, published in January 2026 [1].", set()),
        ("Merx published the result on 21 January 2026 [1].", {"date"}),
        ("Merx published the result in March 2026 [1].", {"date"}),
        ("Gartner published the result on 20 January 2026 [1].", {"name"}),
    ],
)
def test_a_sentence_about_the_source_is_held_against_what_is_known_of_it(text, kinds):
    """Who published what, and when; the quote itself need not say so."""
    about = {"publisher": "Merx", "account_of": "Ops Survey 2025", "published": "2026-01-20"}
    quote = replace(citation("Of all teams, 47 % agree."), **about)
    assert {problem.kind for problem in verify(text, [quote])} - {"wording"} == kinds


def test_a_sentence_before_may_name_the_group():
    """Not repeated in each sentence of an answer."""
    quotes = [citation("Of the organisations surveyed, 25 % are explorers and 8 % innovators.")]
    text = "Innovators came to 8 % [1]."
    assert {p.kind for p in verify(text, quotes)} == {"group"}
    assert verify(text, quotes, "Of the organisations surveyed, 25 % were explorers.") == []


@pytest.mark.parametrize(
    "number",
    [
        "6\u200b7 %",
        "6\u202e7 %",
        "\u202a67\u202c %",
        "６７ %",
        "٦٧ %",
        "6\u00ad7 %",
        "6O %",
        "б1 %",
        "61\u20600 %",
    ],
)
def test_odd_characters_inside_a_number_do_not_pass(number):
    """Invisible, bidirectional and look-alike characters: what the reader sees is checked."""
    assert kinds(f"In 2024, {number} of container users ran Istio in production, says Merx [1].", SURVEY)


def test_what_is_shown_has_no_invisible_characters():
    """The reader gets the text that was checked."""
    assert without_marks("About \u200b61\u202e % [1].") == "About 61 %."


@given(st.text(max_size=200), st.lists(st.text(max_size=80), max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_text_is_judged_without_an_error(text, quotes):
    """Models write anything."""
    assert isinstance(verify(text, [citation(quote) for quote in quotes]), list)
