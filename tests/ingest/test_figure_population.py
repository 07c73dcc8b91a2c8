"""Among whom a figure was taken: never a wrong group, none where none is said."""

from __future__ import annotations

import pytest

from assistant.ingest.figures.groups import names_group, names_people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("82 % of container users run Kubernetes.", "container users"),
        ("Nearly two-thirds of backend teams run it.", "backend teams"),
        ("Among those who host models, 66 % run it.", "those who host models"),
        ("The share of teams that run it is 40 %.", "teams"),
        ("Nine in ten beekeepers agree.", "beekeepers"),
        ("Majorities in 22 of the 39 countries surveyed say they agree.", "countries surveyed"),
        ("A majority of Americans (91 %) know it.", "Americans"),
        ("Most Democratic voters (64 %) think so.", "Democratic voters"),
        ("A quarter of Republicans (25 %) followed it.", "Republicans"),
        ("More than half in the Palestinian territories (53 %) agree.", "Palestinian territories"),
        ("In France, only 48 % use it.", "France"),
        ("The view is bad in Spain (93 %).", "Spain"),
        ("A median of 61 % across six EU nations said so.", "six EU nations"),
        ("The atmosphere is 78 % nitrogen.", "atmosphere"),
        ("North Carolina averages 5 inches of snow.", "North Carolina"),
        ("In a survey of edge developers, 23 % of respondents agree.", "edge developers respondents"),
        ("The use was expanded by 59 % of organisations.", "organisations"),
        ("Cloud budgets of organisations were exceeded by 17 %.", "organisations"),
        ("The clusters had an average utilisation of 10 per cent.", "clusters"),
        ("Out of all the water on Earth, oceans are 97 % of it.", "water on Earth"),
        ("More than 52 per cent of organisations in the 2022 Ops Study ran it.",
         "organisations in the 2022 Ops Study"),
        ("The average user sends 10 texts a day.", "average user"),
        ("Contrary to the claim, the average nurse does not lose 17 hours.", "average nurse"),
        ("Our commuters spend, on average, 7.5 hours on trains.", "Our commuters"),
        ("Listeners rated the app 4.2 out of 5.", "Listeners"),
        ("Citizens are among the least likely to say so (20 %).", "Citizens"),
        ("The share of voters who followed it fell by 14 points.", "voters"),
        ("The shop gets 80 % of its electricity from wind.", "electricity"),
        ("Many use it, about half with lower incomes (51 %) share it.", "with lower incomes"),
        ("Some 60 % living on the coast say so.", "living on the coast"),
        ("The fee is 590 EUR for members.", "members"),
        ("It was seen at enterprises with 1,000+ employees.", "enterprises"),
        ("Complaints rose 12 points to 52 percent of all calls.", "calls"),
        ("It is low among those without a degree (43 %).", "those without a degree"),
        ("The Palestinians themselves (63 %) agree.", "Palestinians themselves"),
    ],
)  # fmt: skip
def test_a_group_is_found_where_the_sentence_says_it(read_text, text, expected):
    """After the share, before it, in brackets, as the subject."""
    assert read_text(text)[1][0].population == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes adoption has reached 82%.",
        "Helm was in production at 77 %.",
        "The event had 9,200 attendees.",
        "The company recorded an impairment charge of $189 million.",
        "Bolton Wanderers gave him a two-year contract.",
        "These hold among teens. The exception is bonds (81 %).",
        "In March, 40 % use it.",
        "The release of wild animals in Ohio (13 %) was news.",
        "Views of unions are back, with 51 % holding a favourable view.",
        "It was used 60 % of the time.",
        "The average price rose 5 %.",
        "He worked 12 years for officers.",
        "Google, a company with 1,000 employees.",
        "Farmers had pieces of land (not larger than 0.5 ha).",
        "Staff numbers fell by a third.",
        "Among those ages 18 to 29.",
        "Views of immigrants are positive: 39 % say so.",
        "We asked 512 nurses. Adoption of it has reached 82 %.",
    ],
)
def test_no_group_is_better_than_a_wrong_one(read_text, text):
    """Companies that do something, times, places of events and other sentences are no population."""
    assert read_text(text)[1][-1].population is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("58 % of teams use Helm and 30 % use Argo.", ["teams", "teams"]),
        ("Helm is used by 58 % of teams and Argo by 30 %.", ["teams", "teams"]),
        ("Helm was managed by 57 % and Argo by 48 % of the teams.", ["teams", "teams"]),
        ("Sunni (63 %) and Christians (57 %) have doubts.", ["Sunni", "Christians"]),
        ("A survey of 2,047 commuters found that 46% would leave.", [None, "commuters"]),
        ("Use is up from 66 % of teams to 80 %.", ["teams", "teams"]),
        ("Voters are more likely than students to agree (59% vs. 47%).", ["Voters", "students"]),
        (
            "It counted 34% of surveyed firms as users and as leaders 32%.",
            ["surveyed firms", "surveyed firms"],
        ),
        ("41 % of voters got a call, down from 55 % in 2010.", ["voters", "voters"]),
        ("44 % of the British agree, including 53 % of the Scottish.", ["British", "Scottish"]),
        ("10 % of owners agree, including 6 % who did so.", ["owners", "owners"]),
        ("51 % of Democrats agree; nearly as many (46 %) differ.", ["Democrats", "Democrats"]),
        ("23 % of speakers were women; two years later the figure was 31 %.", ["speakers", "speakers"]),
        ("36 % of users post (22 %) or encourage others to act (32 %).", ["users"] * 3),
        ("52 % of scientists agree, down 24 points.", ["scientists", "scientists"]),
        ("Of 2,311 invited alumni, 874 replied.", [None, "2,311 invited alumni"]),
        ("The mayor gets low marks from the public: 39 % like him.", ["public"]),
        ("Americans’ views barely budged: 37 % are happy.", ["Americans"]),
        ("We asked 512 nurses. Overall, 68 % use it.", [None, "nurses"]),
        ("Teams at 340 companies answered. Of these, 22 % were new.", [None, "companies"]),
        ("The age is 14 for boys and it costs $12 for girls.", ["boys", "girls"]),
        ("Adults under 30 differ from boys ages 13 to 17 (41 %).", [None, None, "boys ages 13 to 17"]),
    ],
)
def test_a_group_that_is_left_out_is_that_of_the_other_number(read_text, text, expected):
    """Of its sentence, before or after."""
    assert [f.population for f in read_text(text)[1]] == expected


def test_of_those_is_the_group_with_what_it_does(read_text):
    """Said exactly, or not at all."""
    found = read_text("58 % of users ran it. Of those, 30 % ran it in production.")[1]
    assert [f.population for f in found] == ["users", "users who ran it"]
    assert found[1].inherited["population"] == "previous sentence"
    doubtful = read_text("77 % of users had adopted it, and it was on at 60 % of them.")[1]
    assert [f.population for f in doubtful] == ["users", None]
    named = read_text("The post looks at adopters and says that 66 % of them used it.")[1]
    assert [f.population for f in named] == ["adopters"]


def test_the_introduction_of_a_list_names_its_group(read_text):
    """Each item is of the group that stands above the list."""
    found = read_text("Among backend developers:\n\n- 58 % use Helm\n- 30 % use Argo", markdown=True)[1]
    assert [(f.metric, f.population, f.inherited["population"]) for f in found] == [
        ("use Helm", "backend developers", "list"),
        ("use Argo", "backend developers", "list"),
    ]


@pytest.mark.parametrize(
    "word", ["respondents", "beekeepers", "Americans", "adopters", "scientists", "attendees"]
)
def test_people_are_known_by_their_endings(word):
    """Beside those that the list has."""
    assert names_people(word)
    assert names_group(word)


@pytest.mark.parametrize(
    "word", ["containers", "servers", "Sanders", "numbers", "factors", "costs", "", "errors"]
)
def test_things_with_such_endings_are_no_people(word):
    """And neither are surnames."""
    assert not names_people(word)
