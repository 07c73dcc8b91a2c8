"""The rules by which quantities are read, one row for each thing that a writer may do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.quantities import compatible, find_quantities, same_quantity


def read(text):
    """Value (with upper bound) and unit of each quantity, in short."""
    return [f"{q.value:f}{'' if q.high is None else f'..{q.high:f}'} {q.unit}" for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it paid $ 27 million", ["27000000 currency:USD"]),
        ("a stake of 4. 5 %", ["4.5 percent"]),
        ("40, 000 bees and 2, 316 hives", ["40000 count", "2316 count"]),
        ("the 35 - cent stamp", ["0.35 currency:USD"]),
        ("trusty 40 - year clocks", ["40 duration:year"]),
        ("one - third of it", ["0.3333 ratio"]),
        ("a 34 - year - old baker", ["34 age:year"]),
        ("6.5 km / h", ["6.5 speed:kilometre_per_hour"]),
        ("groups of 10, 100, 1000", []),
        ("see section 12, 118 people came", ["118 count"]),
        ("we asked 30 - years later they came", []),
        ("KubeCon 2025 - Day 1", []),
    ],
)
def test_tokenised_text(text, expected):
    """Text that a tokeniser has set apart reads like the text before it."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 1/2 miles", ["14.5 length:mile"]),
        ("5 1/4 % loans", ["5.25 percent"]),
        ("a 3/4 mile path", ["0.75 length:mile"]),
        ("3/4 point", ["0.75 count"]),
        ("½ teaspoon", ["0.5 volume:teaspoon"]),
        ("quarter million euros", ["250000 currency:EUR"]),
        ("a quarter million euros", ["250000 currency:EUR"]),
        ("three quarters of a million users", ["750000 count"]),
        ("a quarter of a percentage point", ["0.25 percentage_point"]),
        ("half a mile", ["0.5 length:mile"]),
        ("half a turn", ["0.5 count"]),
        ("half plan it; a quarter already have", ["0.5 ratio", "0.25 ratio"]),
        ("profits in a quarter are rare", []),
        ("the next half century", ["0.5 duration:century"]),
        ("three-and-a-half years", ["3.5 duration:year"]),
        ("two and a half million users", ["2500000 count"]),
        ("three point two percent", ["3.2 percent"]),
        ("42 lakh rupees", ["4200000 currency:INR"]),
        ("a loss of .5 %", ["0.5 percent"]),
        ("on 11/03/2025 and 1/2/2024", []),
    ],
)
def test_parts_of_numbers(text, expected):
    """Fractions, halves, quarters and scales make one number with what they belong to."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hk $ 12", ["12 currency:HKD"]),
        ("c $ 20", ["20 currency:CAD"]),
        ("us $ 20", ["20 currency:USD"]),
        ("it exceeds a $ 6 billion", ["6000000000 currency:USD"]),
        ("cricket ' s $ 80 million coach", ["80000000 currency:USD"]),
        ("40 $", ["40 currency:USD"]),
        ("40 $ 25 $", ["40 currency:USD", "25 currency:USD"]),
        ("40 $ 20 cent", ["40.2 currency:USD"]),
        ("usd$ 18", ["18 currency:USD"]),
        ("Mex$ 45 million", ["45000000 currency:MXN"]),
        ("rmb 60 usd 35", ["60 currency:CNY", "35 currency:USD"]),
        ("48 USD million", ["48000000 currency:USD"]),
        ("95 MEUR", ["95000000 currency:EUR"]),
        ("MAUD 32", ["32000000 currency:AUD"]),
        ("dollar 8.4 million", ["8400000 currency:USD"]),
        ("350元", ["350 currency:CNY"]),
        ("₿3,400,000", ["3400000 currency:BTC"]),
        ("7 satoshis", ["0.00000007 currency:BTC"]),
        ("65 million finnish markka", ["65000000 currency:FIM"]),
        ("7 dollars 20 cents", ["7.2 currency:USD"]),
        ("$ 7 dollars 20 cents", ["7.2 currency:USD"]),
        ("30 pounds 50 pence", ["30.5 currency:GBP"]),
        ("sixteen dollars thirty-five", ["16.35 currency:USD"]),
        ("22 dollars and 40.", ["22.4 currency:USD"]),
        ("31 USD 75", ["31.75 currency:USD"]),
        ("22 dollars and 40 users", ["22 currency:USD", "40 count"]),
        ("it cost 10 pounds", ["10 currency:GBP"]),
        ("it weighs 10 pounds", ["10 mass:pound"]),
        ("50p, but not 1080p", ["0.5 currency:GBP"]),
        ("20 won the race", []),
        ("she won 4 USD20 vouchers", ["4 count", "20 currency:USD"]),
    ],
)
def test_money(text, expected):
    """Currencies by sign, code and name, before and after, with scale and with cents."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60ml", ["60 volume:millilitre"]),
        ("140lbs", ["140 mass:pound"]),
        ("9 deg c", ["9 temperature:celsius"]),
        ("100° Celsius", ["100 temperature:celsius"]),
        ("minus or - 15 degrees fahrenheit", ["-15 temperature:fahrenheit"]),
        ("- 20 degrees outside", ["20 temperature:degree"]),
        ("35 (kg)", ["35 mass:kilogram"]),
        ("35 [kg]", ["35 mass:kilogram"]),
        ("72 miles an hour", ["72 speed:mile_per_hour"]),
        ("64 m.p.h.", ["64 speed:mile_per_hour"]),
        ("2.3m tall", ["2.3 length:metre"]),
        ("5m users", ["5000000 count"]),
        ("a capacity of 45t", ["45 mass:tonne"]),
        ("$1.2t", ["1200000000000 currency:USD"]),
        ("260 km2", ["260 area:square_kilometre"]),
        ("0.4 trillion cubic feet", ["400000000000 volume:cubic_foot"]),
        ("9 ft 5 in", ["9 length:foot", "5 length:inch"]),
        ("2 in Europe", []),
        ("he is 5'10\" tall", ["5 length:foot", "10 length:inch"]),
        ('a 10" screen', ["10 length:inch"]),
        ("a 12-bit sensor", ["12 bit"]),
        ("250 mb", ["250000000 bytes"]),
        ("10 Mbps", ["10000000 bit_per_second"]),
        ("85 μg", ["85 mass:microgram"]),
        ("0.6rad", ["0.6 angle:radian"]),
        ("140 horsepower", ["140 power:horsepower"]),
        ("60 x 45 cm", ["60 length:centimetre", "45 length:centimetre"]),
        ("part 51830 L-417", []),
        ("a rate cut of 25 bp", ["0.25 percentage_point"]),
        ("four more years", ["4 duration:year"]),
    ],
)
def test_units(text, expected):
    """Units by name and symbol, glued or apart, and the words that are a unit in some places only."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 22-year-old", ["22 age:year"]),
        ("she is nine years old", ["9 age:year"]),
        ("aged 18", ["18 age:year"]),
        ("ages 35-44", ["35..44 age:year"]),
        ("35 to 44 years old", ["35..44 age:year"]),
        ("35- to 44-year-olds", ["35..44 age:year"]),
        ("at the age of 47", ["47 age:year"]),
        ("adults 70 and older", ["70 age:year"]),
        ("adults 70 and over", ["70 age:year"]),
        ("children under 5", ["5 age:year"]),
        ("a 54 yo woman", ["54 age:year"]),
        ("four months old", ["4 age:month"]),
        ("Jane Doe, 47, a teacher", ["47 age:year"]),
        ("pupils under 14 may swim alone", ["14 age:year"]),
        ("women under 5 separate roofs", ["5 count"]),
        ("adults 35 to 44 say so", ["35..44 age:year"]),
        ("he turned 40 in June", ["40 age:year"]),
        ("In Paris, 47, 48 and 49", []),
        ("the company turned 50 or more pages", ["50 count"]),
    ],
)
def test_ages(text, expected):
    """How old somebody or something is, is no duration."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the market slumped 260 points", ["260 count"]),
        ("the Dow fell 240 points, or 0.7 %", ["240 count", "0.7 percent"]),
        ("approval fell 3 points", ["3 percentage_point"]),
        ("it rose 12 points, to 52 %", ["12 percentage_point", "52 percent"]),
        ("a 12-point lead in the poll", ["12 percentage_point"]),
        ("he had 27 points", ["27 count"]),
        ("ring Mia 4 times", ["4 count"]),
        ("three times as many", ["3 multiple"]),
        ("it grew 3 times", ["3 multiple"]),
        ("1.5 times", ["1.5 multiple"]),
        ("he scored twice in May", []),
        ("From 58 % to 78 %.", ["58 percent", "78 percent"]),
        ("ranging from 58 % to 78 %", ["58..78 percent"]),
        ("from 5 to 10 %", ["5..10 percent"]),
        ("it rose from 5 to 10 %", ["5 percent", "10 percent"]),
        ("fifteen (15) days", ["15 duration:day"]),
        ("fifteen (15) teams", ["15 count"]),
        ("3 per week", ["3 count"]),
        ("20-odd people", ["20 count"]),
        ("two or three percent", ["2..3 percent"]),
        ("one or two stops", ["1..2 count"]),
        ("50 or 60 people", ["50 count", "60 count"]),
        ("three of the five companies", ["0.6 ratio"]),
        ("four-in-ten adults", ["0.4 ratio"]),
        ("one of the five companies", ["5 count"]),
        ("628 of 1,065 respondents", ["628 count", "1065 count"]),
    ],
)
def test_shares_points_and_ranges(text, expected):
    """What a number means is told by the words around it."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one consultant said so", [("1", "consultant")]),
        ("at least one business function", [("1", "business")]),
        ("one of the consultants", []),
        ("one day, one thing, at one point, no one, one is enough, the one consultant, one-off", []),
        ("the 15 most fragile vases", [("15", "most fragile vases")]),
        ("six more puddings", [("6", "more puddings")]),
        ("four of the two-ton statues", [("4", "two-ton statues"), ("2", None)]),
        ("a 10-node cluster", [("10", "node")]),
        ("a two-way street, a 7-iron, three-dimensional", []),
        ("14 people were killed and 32 injured", [("14", "people"), ("32", "injured")]),
        ("In May, 12 were missing", [("12", None)]),
        ("between May 14 and 23 were wet", []),
        ("all 35 of us", [("35", None)]),
        ("up 0.65", [("0.65", None)]),
        ("priced at 98 3/4 by noon", [("98.75", None)]),
        ("a 4 – 1 loss, it passed 51 to 49", []),
        ("The iPhone 8 costs more", []),
        ("three years ago, 35 minutes later, two weeks earlier", []),
        ("the drill had lasted 35 minutes earlier this week", [("35", None)]),
    ],
)
def test_counts(text, expected):
    """What is counted, and what only looks as if it were."""
    assert [(f"{q.value:f}", q.noun) for q in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("$ 46 a share", "a share"),
        ("a $ 35 - a - share offer", "per share"),
        ("a 30-cent-a-litre discount", "per litre"),
        ("88.5 cents a dozen", "a dozen"),
        ("70 km/ms", "per millisecond"),
    ],
)
def test_rates(text, noun):
    """Per what a price or a speed is."""
    (quantity,) = find_quantities(text)
    assert quantity.noun == noun


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("1 km", "1000 m", True),
        ("1 mile", "1.609344 km", True),
        ("1 GB", "1000 MB", True),
        ("8 bits", "1 byte", True),
        ("2 kg", "2000 g", True),
        ("1 hectare", "10,000 square metres", True),
        ("36 km/h", "10 m/s", True),
        ("1 km", "1000 g", False),
        ("aged 2", "24 months old", True),
        ("two years", "aged 2", False),
        ("a ton of it weighs 2 tons", "2 tonnes", False),
    ],
)
def test_exact_conversions(a, b, same):
    """Units of one family are compared by their exact factor; tons have several sizes and are not."""
    first, second = find_quantities(a)[-1], find_quantities(b)[-1]
    assert same_quantity(first, second) is same
    assert compatible(first, second) is same


def test_the_place_of_rounding_is_converted_too():
    """1.6 km may be a mile, 1.8 km is none."""
    kilometres, mile, more = (find_quantities(text)[0] for text in ("1.6 km", "1 mile", "1.8 km"))
    assert compatible(kilometres, mile)
    assert not compatible(more, mile)
    assert Decimal(1) == mile.value
