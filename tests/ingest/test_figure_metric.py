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
        ("Harbour dues are forecast to approach £62 million for the third quarter.", ["Harbour dues"]),
        ("Turnover at the group slid 3.2% in March.", ["change in Turnover at the group"]),
        ("A single query scans 640 TB.", ["single query scans"]),
        ("Owners can expect to pay £6,500.", ["pay"]),
        ("The market could reach 1.3 trillion dollars by 2029.", ["market"]),
        ("The margin of error is +/- 3.6 points.", ["margin of error"]),
        ("We are never going to slash another £85 million for the theatres.", ["change in slash"]),
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
        ("She stands above the 37 % who rejected this recipe.", "rejected this recipe"),
        ("Those are the 14 % of rural plumbers who owned vans.", "owned vans"),
        ("Morale is poor, with 29 % planning a swift exit.", "planning a swift exit"),
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
        ("The Charter aims to hold the drop in pressure to under 3 bar.", "drop in pressure"),
        ("They want to bring the price of water below 40 euros.", "price of water"),
        ("They cut the repair backlog by £45 million.", "repair backlog"),
    ],
)
def test_what_is_brought_to_a_number_is_the_object(read_text, text, expected):
    """Who does it is another matter."""
    assert read_text(text)[1][0].metric.removeprefix("change in ") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The brewery booked a redundancy bill of €37 million.", "redundancy bill"),
        ("The output of the quarry saw a high of 2.43 million tonnes.", "output of the quarry"),
        ("We saw an 11 % drop in parcel traffic.", "parcel traffic"),
        ("Upper Elling averages 9 gallons (41 litres) of milk.", "milk"),
        ("They teach a 6-week lesson plan.", "lesson plan"),
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
        ("64 % in Lisbon and 57 % in Porto also prefer trams.", ["prefer trams"] * 2),
        ("Usage rose by a third in Rome, whereas in Bonn it went up 5 percent.", ["change in Usage"] * 2),
        (
            "The lifespan is 9 years for males and 13 years for females.",
            ["lifespan"] * 2,
        ),
        ("Helm is used by 5 % and Argo by 7 %.", ["Helm", "Argo"]),
        ("A query costs $2 and returns in 800 ms.", ["query costs", "query returns"]),
        ("They love it in Norway (88 % call it a treat) and Chile (72 %).", ["call it a treat"] * 2),
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
    found = read_text("Cellists (74 %) are more likely than drummers (61 %) to say that scales matter.")[1]
    assert {f.metric for f in found} == {"say that scales matter"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two thirds of users (65 %) run it.", [None, 0]),
        ("It holds 9 gallons (41 litres).", [None, 0]),
        ("Not one in ten pharmacists — 8.4%, to be exact — would use it.", [None, 0]),
        ("Half of bakers doubt this (47 %).", [None, 0]),
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
    first, second = read_text("About a third of florists (34 %) said they stock it.")[1]
    assert (first.metric, first.population) == (second.metric, second.population)
    assert (second.metric, second.population) == ("said they stock it", "florists")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.7 billion people lack access to a bank account.", ["people lack access to a bank account"]),
        ("Some 15,000 households in the valley still depend on wood.", ["households depend on wood"]),
        ("Fewer than 200 of these beetles are thought to survive.", ["beetles thought to survive"]),
        ("Four goals won the club a second trophy.", ["goals"]),
        ("A survey of 500 developers found bugs.", ["developers"]),
        ("It sent 37 joiners, tilers and glaziers a bill.", ["joiners, tilers and glaziers"]),
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
        ("The proportion saying there are otters rose by 6 points.", "change in saying there are otters"),
        ("About a fifth of farms, some 620 in all, heat their barns.", "heat their barns"),
        ("In 2018, 23 % of the hives starved as a result of frost.", "starved"),
        ("The choir devoted 30 % of rehearsals to the psalms.", "choir devoted to the psalms"),
        ("It gives more than 45 % chance of staying dry.", "chance of staying dry"),
        ("Workers were three times as likely to switch jobs as others.", "likely to switch jobs"),
    ],
)
def test_of_a_share_it_is_what_is_said_around_it(read_text, text, expected):
    """Of a share with "who", past an aside with a number, without its cause, with what it is spent on."""
    assert read_text(text)[1][0].metric == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most gardeners (64 %) find peat harmful – an opinion shared by 81 % of florists.", 1),
        ("26 % fear it could close, up from 12 % in 2017.", 1),
        ("The median depth is 31 m, compared with 19 m in former days.", 1),
        ("The discount may be as big as 35 % or as little as 12 %.", 1),
    ],
)
def test_what_points_back_takes_what_was_measured_before(read_text, text, expected):
    """Of what the number before is of: "an opinion shared by", "up from", "or as little as"."""
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
        ("She accepted a six-month placement with the promise of a pension.", "placement"),
        ("The 3-day workshop costs 690 EUR.", "workshop"),
        ("The trust sold £8 million and £95 million, respectively, of timber.", "timber"),
        ("It has a shelf - life of 18.5 months.", "shelf - life"),
        ("The clinic paid £230,000 in unpaid fines.", "unpaid fines"),
    ],
)
def test_a_noun_beside_the_number_ends_before_its_complement(read_text, text, expected):
    """A contract, not what it holds; the noun past a second number."""
    assert read_text(text)[1][0].metric == expected


def test_a_participle_brings_its_object_to_a_number(read_text):
    """What the gerund after the comma is about, not the subject of the clause before."""
    found = read_text("Orrin closed a $48m round in March, bringing its total funding to $112 million.")[1]
    assert found[1].metric == "funding"
    found = read_text("Occupancy has stayed in the seventies, hitting a high of 88 %.")[1]
    assert found[0].metric == "Occupancy"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Landlords get 90 days to file an appeal.", "to file an appeal"),
        ("The bakery sits some 4 km north of Ghent.", "north of Ghent"),
        ("Rosa Lindqvist, 44, will replace her mentor in June.", "Rosa Lindqvist"),
        ("It caught 14 apprentices, aged between 16 and 19.", "apprentices"),
        ("A quarrel that dragged on for nine hours ended in tears.", "quarrel dragged"),
        ("It ended a bitter strike lasting six weeks.", "bitter strike"),
        ("The alarm must ring within 30 seconds of a breach.", "alarm ring"),
    ],
)
def test_a_duration_a_distance_or_an_age_is_of_the_words_beside(read_text, text, expected):
    """What there is time for, from where it is that far, who is that old; not a far subject."""
    assert read_text(text)[1][-1].metric == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turnout, at 54.2%, was down 3.1 points on 2016, the lowest on record.", "change in Turnout"),
        ("Sales increased by a healthy 12 percent.", "change in Sales"),
        ("VAT is charged at 19% (formerly 16%).", "VAT charged"),
        ("Retail sales fell 0.4% in May; analysts had forecast a rise of 0.1%.", "change in Retail sales"),
        ("Rents rose 8 % last year; so far they are up just 2 %.", "change in Rents"),
        ("The share of women declined from 53 %.", "share of women"),
        ("58 % of bakers keep more than three bees, up from 49 %.", "keep more than three bees"),
    ],
)
def test_words_that_tell_nothing_give_way_to_what_was_measured_before(read_text, text, expected):
    """An adverb, a rank, a bare "rise", "they are": the subject or the number before says it."""
    assert read_text(text)[1][-1].metric == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They make up 12 % of the electorate.", "make up"),
        ("The glacier has lost a third of its mass.", "change in lost mass"),
        ("The drug cut relapses by half, said the Nordic Heart Review.", "change in relapses"),
        ("Half of them were baking, frying or selling bread.", "were baking, frying or selling bread"),
        ("Some 23 % of tenants pay half their income in rent.", "pay half their income in rent"),
        ("38 % back and 41 % oppose the ban.", "back the ban"),
        ("Optimism grew, particularly in Peru (+14 points).", "change in Optimism"),
        ("Smokers had a 23 % higher risk of gout.", "change in risk of gout"),
        ("It grew in plasma (20 % late forms, 5 % dead).", "late forms"),
        ("Cells were kept in 5% saline.", "saline"),
    ],
)
def test_a_share_is_of_its_own_predicate_or_object(read_text, text, expected):
    """With an object that is itself a number or shared with the next share; of what a part is lost."""
    assert read_text(text)[1][0].metric == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Companies with 500 or more employees must report.", ["employees"]),
        ("There are six clerks dedicated to complaints.", ["clerks dedicated to complaints"]),
        ("It offers 7 insights on water use.", ["insights on water use"]),
        ("The mayor used her veto 17 times.", ["used her veto"]),
        (
            "Customs seized 3 tonnes of tobacco with a market value of €2 million.",
            ["tobacco", "market value"],
        ),
        ("Only households with incomes below $40,000 pay.", ["incomes"]),
        ("They counted 12 cows and retreated nearly 9 miles.", ["cows", "retreated"]),
        ("They had 1.4 million visitors, 9 % fewer than in 2019.", ["visitors", "change in visitors"]),
    ],
)
def test_a_count_takes_its_whole_noun_and_no_more(read_text, text, expected):
    """Past "or more", with its participle or topic; of what was done so many times; not a second phrase."""
    found = [f.metric for f in read_text(text)[1]]
    assert len(found) == len(expected)
    assert all(words in metric for metric, words in zip(found, expected, strict=True))
    assert found[0] == expected[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six in ten bakers (60 %) fear a drought, as do 44 % of foresters.", ["fear a drought"] * 2),
        ("Two in five mills use gas; in 2015, nearly three quarters did.", ["use gas"] * 2),
        ("Some 4,000 posts – about one in six – were scrapped.", ["posts", "were scrapped"]),
        ("At 31 %, the vacancy rate is a record.", ["vacancy rate"]),
        ("In the past decade the spring has yielded 30 litres an hour.", ["spring yielded an hour"]),
    ],
)
def test_an_aside_and_an_elliptic_clause_share_the_statement(read_text, text, expected):
    """What stands after the aside, before "did", or after the number in front."""
    assert [f.metric for f in read_text(text)[1]] == expected


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
