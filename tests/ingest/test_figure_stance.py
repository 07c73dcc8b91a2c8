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
        "Fares are forecast to rise 6 % next spring.",
        "Attendance is expected to top 62 million.",
        "Owners can expect to pay £9,000.",
        "If it rains, we lose 40 % of the crop.",
        "Nobody would mind if it cost 40 million euros.",
        "8 million jobs could go.",
        "A shift of 9 km (5.6 miles) inland would be plenty.",
        "Only 58 % may be right.",
        "We don't want another £85 million stadium.",
        "Merx predicts that 40 % of projects fail.",
        "Profits beat the 40 million euros analysts had forecast, Merx.",
        "Prices rise by 5 % if the tax is raised.",
        "Unless the rent falls, 40 shops close.",
        "Had the tax stayed, 400 more shops would have closed.",
        "Growth of 2 % is expected.",
        "They had expected 400 guests.",
        "A rise of 5 % would hurt.",
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
        "Only 6 trainees will be allowed near the kiln.",
        "Banks are required to hold 8 % of it.",
        "Under our plan, no tenant with fewer than 3 rooms will move.",
        "It is about limiting noise to below 60 dB.",
        "No more than 25 people may enter at a time.",
        "The club's goal is to curb it, and to make efforts to hold it at 7 %.",
        "Its ambition of training 400 nurses failed.",
        "Plans for 400 homes were dropped.",
        "Merx is planning 400 kilns.",
        "A proposal to cut 400 jobs was dropped.",
        "The deal obliges the city to cut waste by 30 %.",
        "The limit for lead is 10 micrograms per litre.",
        "Paint may contain no more than 5 grams of lead.",
        "Nobody may enter with more than 3 bags.",
        "Rents may not rise by more than 5 % a year.",
        "Crews will have three weeks in which to comply.",
        "The firm has until Friday to repay 40 million euros.",
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
        "The myth that 10 % of it is used persists.",
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
        "It is widely thought that 58 lakes are acid.",
        "It will cost what the city puts at 40 million euros.",
        "Fewer than 200 of them are thought to survive.",
        "The firm reportedly paid 58 million euros.",
        "Merx estimates that as many as 8 million hens may carry the mite.",
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
        "A further 9 % think it will rain.",
        "46 % would give up their car.",
        "35 % hoped to grow leeks.",
        "34 % of bakers say such ovens should not be sold.",
        "72 % of guests say that Lundt will lead the choir.",
        "Bakers selling fewer than 7,000 loaves will get advice.",
        "Companies with more than 250 employees are required to report.",
        "She baked 48 loaves in 16 tins.",
        "The dam, which will open in May, cost 4 million euros.",
        "Bookings rose fourfold in May.",
        "3,000 troops were withdrawn.",
        "They denied 40 applicants a visa.",
        "Ovens can cool as much as 35 percent sooner.",
        "Fewer tenants think Lundt would repair it for free (28 % vs. 51 %).",
        "She will be followed by her nephew, a 43-year-old potter.",
        "The would-be buyer paid 40 million euros.",
        "The will of the late Ida Ek left 400 euros to the choir.",
        "The 40-metre bridge will reopen in May.",
        "He will be the first mayor in 40 years.",
        "The size is hard to predict, but is close to 40 hectares.",
        "Cooled to 24 °C instead of 19 °C, the hall saves power.",
        "Prices would fall according to 41 % of bakers.",
        "Plans to grow were named by 53 % of the bakers.",
        "As expected, prices rose 4 %.",
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
            "While 52 % say it should open, nearly as many (47 %) think it should stay shut.",
            ["asserted", "asserted"],
        ),
        ("It has 3.4 million users, short of the 3.5 million it had promised.", ["asserted", "target"]),
        ("The city aims to plant 400 trees, and 90 are in the ground.", ["target", "asserted"]),
        ("It plans to hire 40 bakers and has 12 potters.", ["target", "asserted"]),
        ("It may lose 40 million euros, while 300 shops have closed.", ["hypothetical", "asserted"]),
        ("Against a target of 400 homes, 90 were built.", ["target", "asserted"]),
        ("Emissions fell 57 % against a goal of 55 %.", ["asserted", "target"]),
        ("Half said prices should fall, 42 % said they should stay.", ["asserted", "asserted"]),
        (
            "Sales could rise from 30 million euros to 40 million euros.",
            ["asserted", "hypothetical"],
        ),
        ("Sales will rise 2 % this year after rising 4 % last year.", ["hypothetical", "asserted"]),
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
