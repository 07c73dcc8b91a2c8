"""Numbers that name, date or restate something, and the bare ones that count after all."""

from __future__ import annotations

import pytest

from assistant.quantities import find_quantities


def read(text):
    """Value (with upper bound) and unit of each quantity, in short."""
    return [f"{q.value:f}{'' if q.high is None else f'..{q.high:f}'} {q.unit}" for q in find_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The film was shot in 4K, then in 8K. A 4K display.",
        "A zero-day in the login module. The zero-sum game.",
        "It ended Two and a Half Men, the Big Three and the Seven Sisters.",
        "The Six Nations and Nine Inch Nails met at Three Mile Island after the Thirty Years' War.",
        'A night of "Sixty-Six Books" in London',
        "At 48.2082° N, 16.3738° E; north of 20°N; 22° south; 12°30′ W",
        "The draft EN 301 549 V3.2.1 refers to it.",
        "The reason is twofold: nobody asked.",
        "Nine months after launch it stopped; two days before the vote they left.",
        "See Figure 4B, Fig. 7A and 7B, and (Table 3B).",
        "Luikart et al. 1998b found it.",
        "In 1604 James came, around 1450 Gutenberg.",
        "Revenue 2024 (%)",
        "in 2005 dollars",
        "the 2009 year",
        "the '90s and the early 90s",
        "a stall of 7-Eleven",
        "221B Baker Street",
        "10K runs and 5K races",
        "y = 3x + 2 and r 1 = m 2 m 1 + m 2",
        "from zero to hero, net zero, zero tolerance",
        "U @-@ 17 Women 's World Cup",
        "insulin.Figure 6 Effects of mutants",
        "women in their late 20s, in the 1940s and 50s",
        "Chapters 3 and 4, layer 3 and 4 features",
        "It touched down on runway 27L just before midnight.",
        "f(x) = 3x^2 + 7x - 12",
        "8,200 years before present; it took place seven years before the war",
        "the 2018 Games 30 Under 30 list",
        "from one son of the king to another",
        "a scale that goes below zero, such as Celsius",
    ],
)
def test_what_only_names(text):
    """Names, places, dates, panels of figures and formulas state no quantity."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 4K users", ["4000 count"]),
        ("it reached 5K", ["5000 count"]),
        ('he said: "Two Americans died"', ["2 count"]),
        ("Two Russian officials left. Twelve teams won.", ["2 count", "12 count"]),
        ("within two weeks after the launch", ["2 duration:week"]),
        ("a twofold increase; it rose fivefold", ["2 multiple", "5 multiple"]),
        ("In 1604 ships were counted", ["1604 count"]),
        ("it cost 2005 dollars", ["2005 currency:USD"]),
        ("3x faster", ["3 multiple"]),
        ("EUR 301 549 was paid", ["301549 currency:EUR"]),
        ("4B users", ["4000000000 count"]),
        ("within 20s of the start; a 50s timeout", ["20 duration:second", "50 duration:second"]),
        ("for three years before the war", ["3 duration:year"]),
        ("27L of water; grew 7x - a record", ["27 volume:litre", "7 multiple"]),
        ("from one region with 3 zones", ["1 count", "3 count"]),
    ],
)
def test_what_only_looks_like_a_name(text, expected):
    """Beside a name of the same form stands what does count."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number of sites was 30.", ["30 count"]),
        ("the maximum degree of separation is 12.", ["12 count"]),
        ("The median was 12 and an average score of 7.2.", ["12 count", "7.2 count"]),
        ("The index stood at 79.", ["79 count"]),
        ("- Net promoter score: 54", ["54 score:100"]),
        ("an NPS of +61", ["61 score:100"]),
        ("Of the 200 asked, about 130 had one.", ["130 count"]),
        ("it rose from 60 in 2021 to 300 in 2024", ["60 count", "300 count"]),
        ("12 were asked; 8 agreed", ["12 count", "8 count"]),
        ("zero casualties, and it fell to zero", ["0 count", "0 count"]),
        ("made $40 billion and paid zero in tax", ["40000000000 currency:USD", "0 currency:USD"]),
        ("400 9th-grade students", ["400 count"]),
        ("two slender papillae", ["2 count"]),
        ("reduced to one HDMI port and one Ethernet port", ["1 count", "1 count"]),
        ("among about 103 who answered", ["103 count"]),
        ("manages a team of six", ["6 count"]),
        ("farms, some 620 in all, use it", ["620 count"]),
        ("29 saves, including 17 in the third period", ["29 count", "17 count"]),
        ("two step-children", ["2 count"]),
        ("it scored 87.5 on the test", ["87.5 count"]),
        ("from 6.1 to 8.4 on a ten-point scale", ["6.1..8.4 score:10"]),
        ("3.9 on a scale of 1 to 5", ["3.9 score:5"]),
        ("a pH of 7.4", ["7.4 count"]),
        ("The answer was 30.", []),
        ("passed 51 to 49", []),
    ],
)
def test_bare_numbers_that_count(text, expected):
    """A number without a noun counts where its clause names a measure, or what was asked."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A quarter of Republicans ( 25 % ) agreed", ["0.25 ratio"]),
        ("A third (33%) of teams", ["0.3333 ratio"]),
        ("approximately 14% (14%) of sales", ["14 percent"]),
        ("nearly half (48%)", ["0.5 ratio", "48 percent"]),
        ("a third of men (41 %)", ["0.3333 ratio", "41 percent"]),
        ("between 20 metres (66 ft) and 30 metres (98 ft) long", ["20..30 length:metre"]),
        ("by a 72%-18 % margin", ["72 percent", "18 percent"]),
        ("46 % unfavorable/41 % favorable", ["46 percent", "41 percent"]),
        ("2.5 -- 2.75 % of it", ["2.5..2.75 percent"]),
        ("3.1 ± 0.3 mm", ["3.1 length:millimetre", "0.3 length:millimetre"]),
        ("three- and four-year-olds", ["3 age:year", "4 age:year"]),
        ("two- and three-bedroom flats", ["2 count", "3 count"]),
        ("five- and ten-year plans", ["5 duration:year", "10 duration:year"]),
        ("a year and a half", ["1.5 duration:year"]),
        ("the old litre-and-a-half bottle", ["1.5 volume:litre"]),
        ("1 @,@ 300 ft and 48 @.@ 4 %", ["1300 length:foot", "48.4 percent"]),
        ("A$3–4 billion", ["3000000000..4000000000 currency:AUD"]),
    ],
)
def test_numbers_that_belong_together(text, expected):
    """A restatement in brackets is one quantity with the first; lists and halves share their unit."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000 ppm", ["1000 parts_per_million"]),
        ("3 parts per billion", ["3 parts_per_billion"]),
        ("20 μl with 10 mM ATP", ["20 volume:microlitre", "10 concentration:millimolar"]),
        ("0.1 M Tris–HCl", ["0.1 concentration:molar"]),
        ("temperatures of 735 K", ["735 temperature:kelvin"]),
        ("a temperature 21K higher", ["21 temperature:kelvin"]),
        ("1.5C of warming", ["1.5 temperature:celsius"]),
        ("a 45 degree angle, a 360-degree view", ["45 angle:degree", "360 angle:degree"]),
        (".69 caliber smoothbores", ["0.69 length:inch"]),
        ("105 US gal", ["105 volume:gallon"]),
        ("39.6 au", ["39.6 length:astronomical_unit"]),
        ("2+ years", ["2 duration:year"]),
        ("a 10 @-@ year plan", ["10 duration:year"]),
        ("100 times atmospheric concentration", ["100 multiple"]),
        (
            "turnout by 2.5 percentage points, not 1.9 points",
            ["2.5 percentage_point", "1.9 percentage_point"],
        ),
        ("raise it by about 1.9 points in the polls", ["1.9 percentage_point"]),
        ("rents went up by 4.1 points more than wages", ["4.1 percentage_point"]),
        ("its NPS rose 12 points, the Dow fell 120 points", ["12 count", "120 count"]),
        ("fell seven points, then two points more", ["7 percentage_point", "2 percentage_point"]),
        ("a 12-volt battery, 1 to 200 V and 5 kV", ["12 volt", "1..200 volt", "5000 volt"]),
        ("turn left 45 degrees; it is 30 degrees", ["45 angle:degree", "30 temperature:degree"]),
        ("when Hernandez was 16.", ["16 age:year"]),
        ("we have 3 K users", ["3 count"]),
    ],
)
def test_units_of_science_and_of_places(text, expected):
    """Units that are read only where their context speaks for them."""
    assert read(text) == expected
