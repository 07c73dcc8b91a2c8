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
        "It followed One and a Half Knights, the Big Three and the Seven Sisters.",
        "The Six Nations and Nine Inch Nails met at Three Mile Island after the Thirty Years' War.",
        'A reading of "Forty-Two Lanterns" in Leeds',
        "At 48.2082° N, 16.3738° E; north of 20°N; 22° south; 12°30′ W",
        "The draft EN 301 549 V3.2.1 refers to it.",
        "The reason is twofold: nobody asked.",
        "Nine months after launch it stopped; two days before the vote they left.",
        "See Figure 4B, Fig. 7A and 7B, and (Table 3B).",
        "Marlow et al. 1996b found it.",
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
        "potters in their early 60s, in the 1970s and 80s",
        "Chapters 3 and 4, layer 3 and 4 features",
        "It touched down on runway 27L just before midnight.",
        "f(x) = 3x^2 + 7x - 12",
        "11,500 years before present; a bridge opened four years before the flood",
        "the 2021 Baking 40 Under 40 shortlist",
        "from one end of the orchard to another",
        "a gauge whose needle drops below zero, like ours",
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
        ("for three years before the flood", ["3 duration:year"]),
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
        ("the minimum degree of overlap is 8.", ["8 count"]),
        ("The median was 12 and an average score of 7.2.", ["12 count", "7.2 count"]),
        ("The index stood at 79.", ["79 count"]),
        ("- Net promoter score: 54", ["54 score:100"]),
        ("an NPS of +61", ["61 score:100"]),
        ("Of the 200 asked, about 130 had one.", ["130 count"]),
        ("it rose from 60 in 2021 to 300 in 2024", ["60 count", "300 count"]),
        ("12 were asked; 8 agreed", ["12 count", "8 count"]),
        ("zero casualties, and it fell to zero", ["0 count", "0 count"]),
        ("sold €9 million of cheese and owed zero in duty", ["9000000 currency:EUR", "0 currency:EUR"]),
        ("250 7th-grade singers", ["250 count"]),
        ("two brittle antennae", ["2 count"]),
        ("reduced to one HDMI port and one Ethernet port", ["1 count", "1 count"]),
        ("among about 103 who answered", ["103 count"]),
        ("manages a team of six", ["6 count"]),
        ("farms, some 620 in all, use it", ["620 count"]),
        ("34 loaves, including 12 in the first batch", ["34 count", "12 count"]),
        ("three step-sisters", ["3 count"]),
        ("it scored 87.5 on the test", ["87.5 count"]),
        ("from 6.1 to 8.4 on a ten-point scale", ["6.1..8.4 score:10"]),
        ("3.9 on a scale of 1 to 5", ["3.9 score:5"]),
        ("a pH of 7.4 (pH 6)", ["7.4 ph", "6 ph"]),
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
        ("A fifth of beekeepers ( 20 % ) agreed", ["0.2 ratio"]),
        ("A third (33%) of teams", ["0.3333 ratio"]),
        ("roughly 23% (23%) of visits", ["23 percent"]),
        ("nearly half (48%)", ["0.5 ratio", "48 percent"]),
        ("a third of tenants (41 %)", ["0.3333 ratio", "41 percent"]),
        ("between 20 metres (66 ft) and 30 metres (98 ft) long", ["20..30 length:metre"]),
        ("with a 64%-27 % lead", ["64 percent", "27 percent"]),
        ("38 % sceptical/55 % hopeful", ["38 percent", "55 percent"]),
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
        ("1,400 ppm", ["1400 parts_per_million"]),
        ("3 parts per billion", ["3 parts_per_billion"]),
        ("35 μl with 15 mM urea", ["35 volume:microlitre", "15 concentration:millimolar"]),
        ("0.1 M Tris–HCl", ["0.1 concentration:molar"]),
        ("temperatures of 610 K", ["610 temperature:kelvin"]),
        ("a temperature 21K higher", ["21 temperature:kelvin"]),
        ("1.5C of warming", ["1.5 temperature:celsius"]),
        ("a 35 degree angle, a 360-degree view", ["35 angle:degree", "360 angle:degree"]),
        (".58 caliber muskets", ["0.58 length:inch"]),
        ("240 US gal", ["240 volume:gallon"]),
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
        ("a 9-volt torch, 3 to 60 V and 8 kV", ["9 volt", "3..60 volt", "8000 volt"]),
        ("turn right 70 degrees; it is 30 degrees", ["70 angle:degree", "30 temperature:degree"]),
        ("when Priya was 14.", ["14 age:year"]),
        ("we have 3 K users", ["3 count"]),
    ],
)
def test_units_of_science_and_of_places(text, expected):
    """Units that are read only where their context speaks for them."""
    assert read(text) == expected
