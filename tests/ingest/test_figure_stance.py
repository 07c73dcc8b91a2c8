"""How a sentence stands to a figure: states it, reports, denies, foresees it, or aims at it."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.ingest.figures.stance import stance_of
from assistant.schema import Block, Metadata, Span, Stance


def stances(text):
    """The stance of each figure of a text."""
    canonical = canonicalise([Block("paragraph", text)])
    sentences = [s for c in chunk(canonical, max_chars=800) for s in c.sentences]
    return [f.stance for f in read_figures(canonical, sentences, Metadata(title="T"), "s", "v")]


@pytest.mark.parametrize(
    "text",
    [
        "It could reach 1.3 trillion dollars.",
        "Sales are forecast to rise 8 % next year.",
        "Spending is expected to approach $4 billion.",
        "Owners can expect to pay £9,000.",
        "If it rains, we lose 40 % of the crop.",
        "Nobody would mind if it cost 40 million euros.",
        "8 million jobs could go.",
        "A rise of 1.5 °C (2.7 °F) above it would be enough.",
        "Only 58 % may be right.",
        "They don't want another $2 trillion tax.",
        "Merx predicts that 40 % of projects fail.",
        "Profits beat the 40 million euros analysts had forecast, Merx.",
        "Prices rise by 5 % if the tax is raised.",
    ],
)
def test_what_is_foreseen_or_supposed_is_hypothetical(text):
    """Forecasts, expectations, conditions and what could be, before the figure or right after it."""
    assert stances(text)[-1] == "hypothetical"


@pytest.mark.parametrize(
    "text",
    [
        "The city aims to plant 250,000 trees.",
        "The port wants 100 % of its tugs to run on hydrogen.",
        "It has pledged $10 million to the clinic.",
        "The law caps rents at 5 % a year.",
        "The treaty limits each side to 1,550 warheads.",
        "Rights should be reviewed at most 24 months apart.",
        "The limit is 50 mg per litre.",
        "It missed its target of 500 homes a year.",
        "The goal is a 20 % cut.",
        "A 40 % cap applies.",
        "Only 3 players will be allowed into the field.",
        "Banks are required to hold 8 % of it.",
        "Under my plan, nobody earning less than $400,000 will pay.",
        "It is about limiting warming to below 5 °C.",
        "No more than 25 people may enter at a time.",
        "The treaty's goal is to limit it, and to pursue efforts to keep it at 5 %.",
    ],
)
def test_aims_limits_pledges_and_requirements_are_targets(text):
    """Whoever sets them, also where a second aim shares the first one's verb."""
    assert stances(text)[-1] == "target"


@pytest.mark.parametrize(
    "text",
    [
        "33 % trust it, not 43 % as some reports say.",
        "It cost 3 million rather than the 2 million in the brochure.",
        "The company denied that 43 % of its staff had left.",
        "The claim that 43 % of startups fail has been debunked.",
        "It is not true that 43 % failed.",
        "33 % pay, not the 43 % the company claims.",
    ],
)
def test_only_what_is_denied_is_disputed(text):
    """The figure denied, not the one put in its place."""
    *others, last = stances(text)
    assert last == "disputed"
    assert set(others) <= {"asserted"}


@pytest.mark.parametrize(
    "text",
    [
        "According to Merx, 58 % agree.",
        "It is said to have cost 58 million euros.",
        "Fewer than 200 of them are thought to survive.",
        "The firm reportedly paid 58 million euros.",
        "Merx estimates that up to 8 million people may have the disease.",
        "Not one in ten would recommend it, found a study by Merx.",
        "Merx found that 46 % would give up their car.",
    ],
)
def test_what_somebody_says_is_reported(text):
    """Also where what those asked would do, or may have, is measured."""
    assert stances(text)[-1] == "reported"


@pytest.mark.parametrize(
    "text",
    [
        "58 % of them expect that prices will rise.",
        "Another 7 % believe it will hurt.",
        "46 % would give up their car.",
        "40 % wanted to cut spending.",
        "27 % of adults say these networks should not be allowed.",
        "67 % of those asked say that Lundt will be in charge.",
        "Farmers making less than 10,000 dollars will receive help.",
        "Companies with more than 250 employees are required to report.",
        "He scored 25 goals in 30 games.",
        "The dam, which will open in May, cost 4 million euros.",
        "Bookings rose fourfold in May.",
        "3,000 troops were withdrawn.",
        "They denied 40 applicants a visa.",
        "Plants can grow as much as 50 percent faster.",
        "More voters say Lundt would change it for the worse (44 % vs. 33 %).",
    ],
)
def test_what_is_measured_or_stated_stays_asserted(text):
    """A share that expects something is measured; a cue in another part says nothing of it."""
    assert stances(text)[0] == "asserted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The city aims to plant 250 trees and cut emissions by 40 %.", ["target", "target"]),
        (
            "Owners can expect to pay £9,000, and the panels pay for themselves in 8 years.",
            ["hypothetical", "asserted"],
        ),
        ("It is projected to reach 9.7 billion, up from 7.7 billion in 2019.", ["hypothetical", "asserted"]),
        ("By 2035 the port wants 100 % of it; today it is 5 %.", ["target", "asserted"]),
        ("It wants to plant 100 trees, but fewer than 90 trees are there.", ["target", "asserted"]),
        ("It wants to plant 100 trees, but so far fewer than 90 are there.", ["target", "asserted"]),
        (
            "While 41 % think they should go, about as many (36 %) say they should not.",
            ["asserted", "asserted"],
        ),
        ("It has 3.4 million users, short of the 3.5 million it had promised.", ["asserted", "target"]),
    ],
)
def test_a_cue_governs_up_to_the_next_part_with_a_verb_of_its_own(text, expected):
    """A second verb of the same subject shares it; a new subject, or the base of a comparison, does not."""
    assert stances(text) == expected


@given(st.text(max_size=300), st.data())
def test_any_text_has_a_stance(text, data):
    """Never an exception, whatever is asked of whatever place."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(start, end))
    span = Span(at, data.draw(st.integers(at, end)))
    said = data.draw(st.sampled_from([None, *get_args(Stance)]))
    assert stance_of(text, Span(start, end), Span(start, end), span, said=said) in get_args(Stance)
