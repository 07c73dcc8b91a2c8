"""What a figure measures: the words that say it, as few as are still clear."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.figures.restated import restated
from assistant.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kubernetes adoption has reached 82%.", ["Kubernetes adoption"]),
        (
            "Capital expenditures are expected to approach $3.9 billion for the full year.",
            ["Capital expenditures"],
        ),
        ("Turnover at the group slid 3.2% in March.", ["change in Turnover at the group"]),
        ("A single query scans 640 TB.", ["single query scans"]),
        ("Owners can expect to pay £6,500.", ["pay"]),
        ("The market could reach 1.3 trillion dollars by 2029.", ["market"]),
        ("The margin of error is +/- 3.6 points.", ["margin of error"]),
        ("You are not going to cut another $2 trillion for the rich.", ["change in cut"]),
    ],
)
def test_a_number_at_the_end_is_measured_by_its_subject(read_text, text, expected):
    """A verb that only brings the number is left out, one that tells something is kept."""
    assert [f.metric for f in read_text(text)[1]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("82 % of users run it in production.", "run it in production"),
        ("9 out of 10 beekeepers blamed the mite.", "blamed the mite"),
        ("Half of the respondents, for example, say output has fallen.", "say output has fallen"),
        ("The city wants 90% of its buses to run on hydrogen.", "run on hydrogen"),
        ("It is below the 63 % who favoured that approach.", "favoured that approach"),
        ("This is the 8 % of online adults who used Twitter.", "used Twitter"),
        ("Trust is low, with 51 % holding a favourable view.", "holding a favourable view"),
        ("McKinsey saw 48 per cent scaling AI in 2025.", "scaling AI"),
        ("72 per cent lived less than five minutes.", "lived less than five minutes"),
    ],
)
def test_of_a_share_it_is_what_the_group_does(read_text, text, expected):
    """Past its group, its time and an aside, whatever the clause around says."""
    assert read_text(text)[1][0].metric == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Agreement aims to keep the increase in temperature to below 2 °C.", "increase in temperature"),
        ("They want to bring the price of water below 40 euros.", "price of water"),
        ("We cut the federal deficit by $160 billion.", "federal deficit"),
    ],
)
def test_what_is_brought_to_a_number_is_the_object(read_text, text, expected):
    """Who does it is another matter."""
    assert read_text(text)[1][0].metric.removeprefix("change in ") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company recorded an impairment charge of $189 million.", "impairment charge"),
        ("The area of the ice saw a low of 1.58 million square miles.", "area of the ice"),
        ("They saw an 8 % decline in advertising revenue.", "advertising revenue"),
        ("North Carolina averages 5 inches (130 mm) of snow.", "snow"),
        ("They run a 20-year time frame.", "time frame"),
        ("People living within 500 m of the motorway were louder.", "living within of the motorway"),
        ("About 45 % fewer containers were running after the move.", "containers were running"),
        ("The model costs $1.86 per million tokens processed.", "model costs per million tokens processed"),
        ("The technique reached 53% adoption in a year.", "technique adoption"),
    ],
)
def test_the_words_beside_a_number_say_what_it_is_of(read_text, text, expected):
    """A noun before "of", a noun or a rate after, what a participle qualifies."""
    found = read_text(text)[1][0].metric
    assert found.removeprefix("change in ") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The event had 9,200 attendees.", "attendees"),
        ("There are 300,000 contributors to CNCF projects.", "contributors to CNCF projects"),
        (
            "Fewer than 50 copies of the folio are thought to survive.",
            "copies of the folio thought to survive",
        ),
        ("More than 100 countries were represented at the event.", "countries represented at the event"),
        ("They enrolled 1,248 patients; 1,031 of them completed all visits.", "completed all visits"),
        ("It asked 46 respondents who answered on it.", "respondents who answered on it"),
    ],
)
def test_a_count_is_of_its_noun(read_text, text, expected):
    """With so much more as is needed to be clear."""
    assert read_text(text)[1][-1].metric == expected


def test_a_subordinate_clause_is_no_part_of_it(read_text):
    """What happened before a change is not what changed."""
    found = read_text("Support for the tram fell 7 points to 44 per cent after the review was leaked.")[1]
    assert [f.metric for f in found] == ["change in Support for the tram", "Support for the tram"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cost (31 %), security (28 %) and skills (22 %) are obstacles.", ["Cost", "security", "skills"]),
        ("51 % of experts used it daily, against 47 % of beginners.", ["used it daily"] * 2),
        ("85 % in Tunisia and 70 % in Turkey also express doubt.", ["express doubt"] * 2),
        ("Usage rose by a third in Rome, whereas in Bonn it went up 5 percent.", ["change in Usage"] * 2),
        (
            "The lifespan is 9 years for males and 13 years for females.",
            ["lifespan"] * 2,
        ),
        ("Helm is used by 5 % and Argo by 7 %.", ["Helm", "Argo"]),
        ("A query costs $2 and returns in 800 ms.", ["query costs", "query returns"]),
        ("They fear it in Spain (93 % say it is a threat) and France (91 %).", ["say it is a threat"] * 2),
    ],
)
def test_what_a_part_leaves_out_is_taken_from_its_neighbour(read_text, text, expected):
    """Its own words first."""
    found = read_text(text)[1]
    assert len(found) == len(expected)
    for figure, words in zip(found, expected, strict=True):
        assert figure.metric.split()[: len(words.split())] == words.split()


def test_likelihood_is_of_what_is_likelier(read_text):
    """Whoever is likelier, all numbers in brackets are of the same."""
    found = read_text("Whites (82 %) are more likely than blacks (70 %) to say that facts matter.")[1]
    assert {f.metric for f in found} == {"say that facts matter"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two thirds of users (65 %) run it.", [None, 0]),
        ("It measures 5 inches (130 mm).", [None, 0]),
        ("Not one in ten pharmacists — 8.4%, to be exact — would use it.", [None, 0]),
        ("Half of teens think this (48 %).", [None, 0]),
        ("Cost (31 %), security (28 %).", [None, None]),
        ("A third of users left and 35 % stayed.", [None, None]),
        ("Half of users (12 %) did.", [None, None]),
    ],
)
def test_a_number_that_says_another_again_is_no_figure_of_its_own(text, expected):
    """The exact value in brackets, the same in other units; not what only stands in brackets."""
    assert restated(text, find_quantities(text)) == expected


def test_what_is_said_again_shares_all_fields(read_text):
    """One statement, two numbers."""
    first, second = read_text("About half of Republicans (52 %) said they support it.")[1]
    assert (first.metric, first.population) == (second.metric, second.population)
    assert (second.metric, second.population) == ("said they support it", "Republicans")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.7 billion people lack access to a bank account.", ["people lack access to a bank account"]),
        ("Some 15,000 households in the valley still depend on wood.", ["households depend on wood"]),
        ("Fewer than 200 of these beetles are thought to survive.", ["beetles thought to survive"]),
        ("Two victories gave the team its third title.", ["victories"]),
        ("A survey of 500 developers found bugs.", ["developers"]),
        ("It gave 66 playwrights, poets and novelists a voice.", ["playwrights, poets and novelists"]),
        ("It welcomed 318,000 visitors in 2023 and 402,500 in 2024.", ["visitors", "visitors"]),
    ],
)
def test_a_count_is_of_its_noun_and_of_what_many_do(read_text, text, expected):
    """A large count before a subject says how many do it; a count without a noun is of the one before."""
    assert [f.metric for f in read_text(text)[1]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The share of patients who book online climbed to 63 % last year.", "book online"),
        (
            "The proportion saying there are jobs fell by 10 points.",
            "change in saying there are jobs",
        ),
        ("About a fifth of farms, some 620 in all, heat their barns.", "heat their barns"),
        ("In 2010, 16 % of the reefs died as a result of heat.", "died"),
        ("The media devoted 25 % of coverage to the campaigns.", "media devoted to the campaigns"),
        ("It means greater than 66 % probability of being correct.", "probability of being correct"),
        ("Workers were three times as likely to switch jobs as others.", "likely to switch jobs"),
    ],
)
def test_of_a_share_it_is_what_is_said_around_it(read_text, text, expected):
    """Of a share with "who", past an aside with a number, without its cause, with what it is spent on."""
    assert read_text(text)[1][0].metric == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most adults (58 %) say police do well – a view held by 78 % of Republicans.", 1),
        ("17 % think it will worsen, down from 60 % in 2011.", 1),
        ("The average temperature is 24 °C, compared to 14 °C in recent times.", 1),
        ("It could have been as high as 53 % or as low as 39 %.", 1),
    ],
)
def test_what_points_back_takes_what_was_measured_before(read_text, text, expected):
    """Of what the number before is of: "a view held by", "down from", "or as low as"."""
    found = read_text(text)[1]
    assert found[expected].metric == found[expected - 1].metric


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("58 % work in villages and 30 % in cities.", ["work in villages", "cities work"]),
        ("68 % use them weekly, 14 % monthly.", ["use them weekly", "monthly use them weekly"]),
    ],
)
def test_a_part_without_a_verb_shares_the_predicate(read_text, text, expected):
    """What the group of the first share does, without what the second part replaces."""
    found = [f.metric for f in read_text(text)[1]]
    assert [sorted(f.split()) for f in found] == [sorted(e.split()) for e in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They signed a two-year contract with the option of an extension.", "contract"),
        ("The 3-day workshop costs 690 EUR.", "workshop"),
        ("The firm wrote off $26 million and $706 million, respectively, of goodwill.", "goodwill"),
        ("It has a half - life of 5.27 years.", "half - life"),
        ("The fund paid $500,000 in overdue bills.", "overdue bills"),
    ],
)
def test_a_noun_beside_the_number_ends_before_its_complement(read_text, text, expected):
    """A contract, not what it holds; the noun past a second number."""
    assert read_text(text)[1][0].metric == expected


def test_a_participle_brings_its_object_to_a_number(read_text):
    """What the gerund after the comma is about, not the subject of the clause before."""
    found = read_text("Orrin closed a $48m round in March, bringing its total funding to $112 million.")[1]
    assert found[1].metric == "funding"
    found = read_text("Support has hovered in the fifties, reaching a peak of 60 %.")[1]
    assert found[0].metric == "Support"


_PIECES = st.sampled_from(
    [
        "82 %", "half", "12 points", "$4 million", "of users", "among teams", "(", ")", "65 %", "say",
        "was used by", ",", ";", " – ", "who", "that", "fell", "to", "from", "per day", "in France", "the",
        "and", "9 in 10", "people", "of them", "it is",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=24).map(" ".join) | st.text(max_size=200))
def test_the_words_of_a_field_stand_where_its_parts_say(read_text, text):
    """Whatever the text: every part is inside it, and all parts together are the field."""
    canonical, found = read_text(text)
    for figure in found:
        for name in ("metric", "population"):
            value = getattr(figure, name)
            spans = figure.parts.get(name)
            if value is None:
                assert not spans
            elif spans:
                assert all(0 <= s.start < s.end <= len(canonical) for s in spans)
                said = " ".join(canonical[s.start : s.end] for s in spans)
                assert re.findall(r"\w+", said) == re.findall(r"\w+", value.removeprefix("change in "))
            else:
                assert name in figure.inherited
