"""Families of sentences that a rule was made for: each with the look-alikes that it must leave alone."""

from __future__ import annotations

import pytest

from assistant.quantities import find_quantities


def read(text):
    """Value (with upper bound) and unit of each quantity, in short."""
    return [f"{q.value:f}{'' if q.high is None else f'..{q.high:f}'} {q.unit}" for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about one baker in six is tired", ["0.1667 ratio"]),
        ("One potter in nine smokes.", ["0.1111 ratio"]),
        ("one lodger in four wears a hat", ["0.25 ratio"]),
        ("two kittens in five", ["0.4 ratio"]),
        ("three orchards out of four", ["0.75 ratio"]),
        ("one lamb in 20 was lost", ["0.05 ratio"]),
        ("one visit in five years", ["1 count", "5 duration:year"]),
        ("one goal in nine games", ["1 count", "9 count"]),
        ("five choirs in two leagues", ["5 count", "2 count"]),
        ("one in eleven of those", ["0.0909 ratio"]),
        ("we baked one in 12 ovens", ["12 count"]),
        ("Between a quarter and a third of the hens", ["0.25..0.3333 ratio"]),
        ("a third to a half of the jars", ["0.3333..0.5 ratio"]),
        ("from a third to a half", ["0.3333 ratio"]),
        ("it was seen by a third party; sold to a third country", []),
        ("costs fell by a third over two years", ["0.3333 ratio", "2 duration:year"]),
        ("half a pixel, but half a chance", ["0.5 ratio"]),
    ],
)
def test_shares(text, expected):
    """A share may have its noun inside; an ordinal and two counts are none."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cellists under 14 may sit; lodgers over 60 rest", ["14 age:year", "60 age:year"]),
        ("containers under 40, payments under 40, servers over 40", ["40 count"] * 3),
        ("a third of under-25s and the over 65s", ["0.3333 ratio", "25 age:year", "65 age:year"]),
        ("Under 5s go free.", ["5 age:year"]),
        ("the kettle took under 5s", ["5 duration:second"]),
        ("the Ghana under-20s won", []),
        ("the 18-24s paid, which took 10-20s", ["18..24 age:year", "10..20 duration:second"]),
        ("She left home at sixteen. He would be nineteen.", ["16 age:year", "19 age:year"]),
        ("The shop opens at nine.", []),
        (
            "The mean age of brides went from 24 in one village to 29½.",
            ["24 age:year", "1 count", "29.5 age:year"],
        ),
        ("They raised the pension age from 62 to 64.", ["62 age:year", "64 age:year"]),
        ("at that age she knew 12 songs", ["12 count"]),
    ],
)
def test_ages(text, expected):
    """Who does something has an age, things in the same ending have none; "age" names what is measured."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Plums had 33.9 percent and the Quinces 21.", ["33.9 percent", "21 percent"]),
        ("Ada took 45% of the vote, Ruiz 32 and Okoye 11.", ["45 percent", "32 percent", "11 percent"]),
        ("Rents rose 5% and in May 21.", ["5 percent"]),
        ("Fifty percent approve, thirty-nine disapprove", ["50 percent", "39 percent"]),
        ("12 % of the jars, and 5 potters said no", ["12 percent", "5 count"]),
        ("Kent ( +19 percentage points ) , Devon ( +18 )", ["19 percentage_point", "18 percentage_point"]),
        ("as Marlow found (45%) and others (12)", ["45 percent"]),
        ("she won 52 percent to her rival's 41", ["52 percent", "41 percent"]),
        ("61 per cent of men and 48 of women", ["61 percent", "48 percent"]),
        ("12 % of the cars and 48 of the vans", ["12 percent", "48 count"]),
        ("it fell from 12 % to 9", ["12 percent", "9 percent"]),
        ("it rose from 12 % to 230 users", ["12 percent", "230 count"]),
        (
            "owes 90 million pounds, 30 million more than in May",
            ["90000000 currency:GBP", "30000000 currency:GBP"],
        ),
        ("€3.1bn, up from 2.8bn", ["3100000000 currency:EUR", "2800000000 currency:EUR"]),
        ("$5 million to reach 3 million viewers", ["5000000 currency:USD", "3000000 count"]),
        ("€5.49, or 92 cents apiece", ["5.49 currency:EUR", "0.92 currency:EUR"]),
        ("six foot two, or 6 feet 4 boards", ["6 length:foot", "2 length:inch", "6 length:foot", "4 count"]),
        ("snow lay 40 cm deep, 15 more than in May", ["40 length:centimetre", "15 length:centimetre"]),
    ],
)
def test_a_unit_is_left_out(text, expected):
    """A number may take its unit from the one before it, where the sentence sets them side by side."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a further seven missed it while the worst let 13 through", ["7 count", "13 count"]),
        ("Of 48 kilns, 31 moved to town; the other 17 were shut.", ["48 count", "31 count", "17 count"]),
        ("90 potters, of whom 31 rent", ["90 count", "31 count"]),
        ("Of the two, 12 May is best", []),
        ("of 40 loaves, among them 12 of rye", ["40 count", "12 count"]),
        ("it missed between two and five, while we slept", ["2..5 count"]),
        ("they met between two and three in the morning", []),
        ("won 12 medals, five more than in May", ["12 count", "5 count"]),
        ("Seats are limited to 40. It is kept at 9 a.m.", ["40 count"]),
        ("61 votes for and 39 against", ["61 count", "39 count"]),
        ("the 15 very oldest vases, the 22 most widely used kilns", ["15 count", "22 count"]),
        ("four of Mary's dogs and two `` red spots ''", ["4 count", "2 count"]),
        ("over the previous thousand years; a few thousand years", ["1000 duration:year"]),
        ("gave zero to charity and drew zero from it", ["0 count"]),
        ("latency fell by a factor of four", ["4 multiple"]),
        ("it has six degrees of freedom", ["6 count"]),
        ("a bond offered at 98 3/4", ["98.75 count"]),
        ("the choir slumped 26 points in the league", ["26 count"]),
        ("raised its rate by a quarter point", ["0.25 percentage_point"]),
        ("minus 12 degrees, ten minus 3 jars", ["-12 temperature:degree", "10 count", "3 count"]),
        ("a 5 by 7 inch frame", ["5 length:inch", "7 length:inch"]),
        ("raised by £500 to £13,070", ["500 currency:GBP", "13070 currency:GBP"]),
        ("raised by $5 to $10", ["5..10 currency:USD"]),
        ("between 18 and 20 m (59 and 66 ft) long", ["18..20 length:metre", "59..66 length:foot"]),
        ("a pump of 360 GPa and 345 ppmv", ["360 pressure:gigapascal", "345 parts_per_million"]),
        ("1 940 MWh of heat", ["1940000000 watt_hour"]),
    ],
)
def test_counts_and_units(text, expected):
    """What a number counts may have been said before, or stand apart from it."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("the kite veered left 70 degrees", "angle:degree"),
        ("the lane bends 30 degrees to the east", "angle:degree"),
        ("a roof with a slope of about 30 degrees", "angle:degree"),
        ("the mast leaned 15 degrees", "angle:degree"),
        ("it dropped 15 degrees overnight", "temperature:degree"),
        ("turn the oven to 180 degrees", "temperature:degree"),
        ("the weather turned a chilly 12 degrees", "temperature:degree"),
    ],
)
def test_degrees(text, unit):
    """Degrees after a word of turning are an angle, unless heat is spoken of."""
    (quantity,) = find_quantities(text)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "the bill passed by 212 votes to 187",
        "the 2021 Baking 40 Under 40 awards",
        "cut Scope 1 and 2 emissions",
        "its fifth number - one hit",
        'his list of "The 100 finest barns" was out',
        "Contents 1 Foreword . . . . 3 2 Kilns . . . . 41 Appendix A . . . . 58",
        "choose one party 's barn",
        "fifty-fifty",
        "the Group of Seven met",
        "a warming of so much per doubling of it",
        "the barn burnt four years before the flood",
    ],
)
def test_what_is_no_figure(text):
    """Results, lists' names, contents and halves by custom state no quantity."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("not bigger than 12 kg, no thicker than 3 mm", ["up_to", "up_to"]),
        ("not slower than 5 knots, no cheaper than $40", ["at_least", "at_least"]),
        ("heavier than 12 kg, lighter than 3 kg, rather than 5 kg", ["over", "under", None]),
        ("faster than 5 seconds, faster than 50 mph", ["under", "over"]),
        ("likely to near $640 million; near 12 houses", ["nearly", None]),
        ("nearly a full 9 points; roughly a fourteenfold drop", ["nearly", "about"]),
        ("a talk about a 10-day trip", [None]),
        ("about half or more of them", ["at_least"]),
        ("spreads over 6,500 m² of land, over 12 km long", [None, "over"]),
    ],
)
def test_qualifiers(text, qualifiers):
    """A comparative with "than" is a bound, by the way it goes; a bound may stand before an article."""
    assert [q.qualifier for q in find_quantities(text)] == qualifiers


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("it rose by a full 9 points and climbed a healthy 12 %", ["up", "up"]),
        ("sales fell an average of 5 %, down just 19 %", ["down", "down"]),
        ("the ice retreated almost 600 metres", ["down"]),
        ("the flock receded 12 times", [None]),
        ("some 58 m (190 ft) of snow growth", ["up", "up"]),
        ("30 % of revenue growth came from it", [None]),
        ("it was 1.78 degrees Fahrenheit (0.99 degrees Celsius) warmer", ["up", "up"]),
        ("mix improvements of 4 percent", ["up"]),
        ("rents grew 3 % in the spring, 2 % in the autumn", ["up", "up"]),
        ("rents rose 3 % in May and 12 % of lodgers left", ["up", None]),
        ("growth would be 1.4 % in May", ["up"]),
    ],
)
def test_directions(text, directions):
    """A change and its size may stand apart; what follows in the same form is the same change."""
    assert [q.direction for q in find_quantities(text)] == directions
