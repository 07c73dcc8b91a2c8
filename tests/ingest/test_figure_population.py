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
        ("Minorities in 14 of the 31 provinces polled say they object.", "provinces polled"),
        ("A majority of Norwegians (83 %) own one.", "Norwegians"),
        ("Most retired dentists (72 %) hope so.", "retired dentists"),
        ("A fifth of violinists (20 %) applauded it.", "violinists"),
        ("More than a third in the Hebridean islands (37 %) agree.", "Hebridean islands"),
        ("In France, only 48 % use it.", "France"),
        ("The mood is grim in Norway (77 %).", "Norway"),
        ("A median of 61 % across six EU nations said so.", "six EU nations"),
        ("The atmosphere is 78 % nitrogen.", "atmosphere"),
        ("Upper Elling averages 9 gallons of milk.", "Upper Elling"),
        ("In a survey of edge developers, 23 % of respondents agree.", "edge developers respondents"),
        ("The use was expanded by 59 % of organisations.", "organisations"),
        ("Cloud budgets of organisations were exceeded by 17 %.", "organisations"),
        ("The clusters had an average utilisation of 10 per cent.", "clusters"),
        ("Out of all the salt in Lundby, mines are 62 % of it.", "salt in Lundby"),
        ("More than 52 per cent of organisations in the 2022 Ops Study ran it.",
         "organisations in the 2022 Ops Study"),
        ("The average courier carries 30 parcels a shift.", "average courier"),
        ("Contrary to the claim, the average nurse does not lose 17 hours.", "average nurse"),
        ("Our commuters spend, on average, 7.5 hours on trains.", "Our commuters"),
        ("Listeners rated the app 4.2 out of 5.", "Listeners"),
        ("Tenants are among the most eager to do so (26 %).", "Tenants"),
        ("The share of tenants who complained rose by 9 points.", "tenants"),
        ("The shop gets 80 % of its electricity from wind.", "electricity"),
        ("Some skip it, about a third with bigger gardens (34 %) praise it.", "with bigger gardens"),
        ("Some 45 % living in the dunes agree.", "living in the dunes"),
        ("The fee is 590 EUR for members.", "members"),
        ("It was seen at enterprises with 1,000+ employees.", "enterprises"),
        ("Complaints rose 12 points to 52 percent of all calls.", "calls"),
        ("It is rare among those without a garden (12 %).", "those without a garden"),
        ("The Hungarians themselves (74 %) agree.", "Hungarians themselves"),
        ("About one baker in six still sings.", "baker"),
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
        "The brewery booked a redundancy bill of €37 million.",
        "Halden Rangers offered her a six-month placement.",
        "These hold among teens. The exception is bonds (81 %).",
        "In March, 40 % use it.",
        "The theft of garden gnomes in Devon (17 %) was a topic.",
        "Sales of barges are up, with 29 % planning a swift exit.",
        "It was used 60 % of the time.",
        "The average price rose 5 %.",
        "He worked 12 years for officers.",
        "Google, a company with 1,000 employees.",
        "Shepherds owned strips of moor (no wider than 0.8 km).",
        "Staff numbers fell by a third.",
        "Among those ages 35 to 44.",
        "Tales of smugglers are popular: 46 % say so.",
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
        ("Police (48 %) and nurses (71 %) have bicycles.", ["Police", "nurses"]),
        ("A survey of 2,047 commuters found that 46% would leave.", [None, "commuters"]),
        ("Use is up from 66 % of teams to 80 %.", ["teams", "teams"]),
        ("Drummers are more likely than cellists to agree (62% vs. 38%).", ["Drummers", "cellists"]),
        (
            "It counted 34% of surveyed firms as users and as leaders 32%.",
            ["surveyed firms", "surveyed firms"],
        ),
        ("23 % of tenants got a refund, up from 17 % in 2016.", ["tenants", "tenants"]),
        ("36 % of the Danish agree, including 48 % of the Jutlanders.", ["Danish", "Jutlanders"]),
        ("15 % of bakers agree, including 4 % who did so.", ["bakers", "bakers"]),
        ("38 % of cellists agree; almost as many (35 %) object.", ["cellists", "cellists"]),
        ("23 % of speakers were women; two years later the figure was 31 %.", ["speakers", "speakers"]),
        ("43 % of anglers sing (18 %) or invite friends to dance (25 %).", ["anglers"] * 3),
        ("61 % of plumbers agree, up 17 points.", ["plumbers", "plumbers"]),
        ("Of 2,311 invited alumni, 874 replied.", [None, "2,311 invited alumni"]),
        ("The soup wins fair praise from the guests: 46 % like it.", ["guests"]),
        ("Norwegians’ moods hardly changed: 64 % are calm.", ["Norwegians"]),
        ("We asked 512 nurses. Overall, 68 % use it.", [None, "nurses"]),
        ("Teams at 340 companies answered. Of these, 22 % were new.", [None, "companies"]),
        ("The height is 90 cm for toddlers and it costs £7 for teachers.", ["toddlers", "teachers"]),
        ("Tutors under 40 differ from girls ages 9 to 12 (26 %).", [None, None, "girls ages 9 to 12"]),
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
