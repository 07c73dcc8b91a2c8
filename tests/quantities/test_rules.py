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
        ("it paid $ 35 million", ["35000000 currency:USD"]),
        ("a stake of 4. 5 %", ["4.5 percent"]),
        ("10, 000 monkeys and 1, 118 tunes", ["10000 count", "1118 count"]),
        ("the 12 - cent dividend", ["0.12 currency:USD"]),
        ("bellwether 30 - year bonds", ["30 duration:year"]),
        ("one - third of it", ["0.3333 ratio"]),
        ("a 28 - year - old runner", ["28 age:year"]),
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
        ("10 1/2 miles", ["10.5 length:mile"]),
        ("7 3/4 % bonds", ["7.75 percent"]),
        ("a 1/4 mile oval", ["0.25 length:mile"]),
        ("1/4 point", ["0.25 count"]),
        ("½ teaspoon", ["0.5 volume:teaspoon"]),
        ("quarter million dollars", ["250000 currency:USD"]),
        ("a quarter million dollars", ["250000 currency:USD"]),
        ("three quarters of a million users", ["750000 count"]),
        ("a quarter of a percentage point", ["0.25 percentage_point"]),
        ("half a mile", ["0.5 length:mile"]),
        ("half a turn", ["0.5 count"]),
        ("half plan it; a quarter already have", ["0.5 ratio", "0.25 ratio"]),
        ("profits in a quarter are rare", []),
        ("the last half century", ["0.5 duration:century"]),
        ("three-and-a-half years", ["3.5 duration:year"]),
        ("two and a half million users", ["2500000 count"]),
        ("three point two percent", ["3.2 percent"]),
        ("35 lakh rupees", ["3500000 currency:INR"]),
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
        ("it exceeds a $ 4 billion", ["4000000000 currency:USD"]),
        ("music ' s $ 500 million man", ["500000000 currency:USD"]),
        ("10 $", ["10 currency:USD"]),
        ("10 $ 30 $", ["10 currency:USD", "30 currency:USD"]),
        ("10 $ 30 cent", ["10.3 currency:USD"]),
        ("usd$ 15", ["15 currency:USD"]),
        ("Mex$ 10 million", ["10000000 currency:MXN"]),
        ("rmb 10 usd 20", ["10 currency:CNY", "20 currency:USD"]),
        ("75 USD million", ["75000000 currency:USD"]),
        ("120 MEUR", ["120000000 currency:EUR"]),
        ("MAUD 60", ["60000000 currency:AUD"]),
        ("dollar 22.5 million", ["22500000 currency:USD"]),
        ("100元", ["100 currency:CNY"]),
        ("₿21,000,000", ["21000000 currency:BTC"]),
        ("2 satoshis", ["0.00000002 currency:BTC"]),
        ("420 million finnish markka", ["420000000 currency:FIM"]),
        ("3 dollars 50 cents", ["3.5 currency:USD"]),
        ("$ 3 dollars 50 cents", ["3.5 currency:USD"]),
        ("30 pounds 50 pence", ["30.5 currency:GBP"]),
        ("thirteen dollars forty-five", ["13.45 currency:USD"]),
        ("15 dollars and 50.", ["15.5 currency:USD"]),
        ("17 USD 25", ["17.25 currency:USD"]),
        ("15 dollars and 50 users", ["15 currency:USD", "50 count"]),
        ("it cost 10 pounds", ["10 currency:GBP"]),
        ("it weighs 10 pounds", ["10 mass:pound"]),
        ("50p, but not 1080p", ["0.5 currency:GBP"]),
        ("20 won the race", []),
        ("we gave 3 USD50 cards", ["3 count", "50 currency:USD"]),
    ],
)
def test_money(text, expected):
    """Currencies by sign, code and name, before and after, with scale and with cents."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75ml", ["75 volume:millilitre"]),
        ("200lbs", ["200 mass:pound"]),
        ("6 deg c", ["6 temperature:celsius"]),
        ("100° Celsius", ["100 temperature:celsius"]),
        ("minus or - 20 degrees fahrenheit", ["-20 temperature:fahrenheit"]),
        ("- 20 degrees outside", ["20 temperature:degree"]),
        ("20 (kg)", ["20 mass:kilogram"]),
        ("20 [kg]", ["20 mass:kilogram"]),
        ("188 miles an hour", ["188 speed:mile_per_hour"]),
        ("155 m.p.h.", ["155 speed:mile_per_hour"]),
        ("1.8m tall", ["1.8 length:metre"]),
        ("5m users", ["5000000 count"]),
        ("a capacity of 100t", ["100 mass:tonne"]),
        ("$1.2t", ["1200000000000 currency:USD"]),
        ("190 km2", ["190 area:square_kilometre"]),
        ("0.9 trillion cubic feet", ["900000000000 volume:cubic_foot"]),
        ("12 ft 2 in", ["12 length:foot", "2 length:inch"]),
        ("2 in Europe", []),
        ("he is 5'10\" tall", ["5 length:foot", "10 length:inch"]),
        ('a 10" screen', ["10 length:inch"]),
        ("a 16-bit chip", ["16 bit"]),
        ("100 mb", ["100000000 bytes"]),
        ("10 Mbps", ["10000000 bit_per_second"]),
        ("120 μg", ["120 mass:microgram"]),
        ("0.8rad", ["0.8 angle:radian"]),
        ("290 horsepower", ["290 power:horsepower"]),
        ("75 x 30 cm", ["75 length:centimetre", "30 length:centimetre"]),
        ("part 24703 L-202", []),
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
        ("she is five years old", ["5 age:year"]),
        ("aged 18", ["18 age:year"]),
        ("ages 18-29", ["18..29 age:year"]),
        ("18 to 29 years old", ["18..29 age:year"]),
        ("18- to 29-year-olds", ["18..29 age:year"]),
        ("at the age of 47", ["47 age:year"]),
        ("adults 65 and older", ["65 age:year"]),
        ("adults 65 and over", ["65 age:year"]),
        ("children under 5", ["5 age:year"]),
        ("an 87 yo man", ["87 age:year"]),
        ("three months old", ["3 age:month"]),
        ("Jane Doe, 47, a teacher", ["47 age:year"]),
        ("children under 16 can be married", ["16 age:year"]),
        ("women under 5 separate roofs", ["5 count"]),
        ("adults 18 to 29 say so", ["18..29 age:year"]),
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
        ("the market plummeted 190 points", ["190 count"]),
        ("the Dow fell 190 points, or 0.6 %", ["190 count", "0.6 percent"]),
        ("approval fell 3 points", ["3 percentage_point"]),
        ("it rose 12 points, to 52 %", ["12 percentage_point", "52 percent"]),
        ("a 12-point lead in the poll", ["12 percentage_point"]),
        ("he had 27 points", ["27 count"]),
        ("call Bob 3 times", ["3 count"]),
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
        ("the 20 most expensive restaurants", [("20", "most expensive restaurants")]),
        ("five more losses", [("5", "more losses")]),
        ("five of the three-ton satellites", [("5", "three-ton satellites"), ("3", None)]),
        ("a 10-node cluster", [("10", "node")]),
        ("a two-way street, a 9-iron, three-dimensional", []),
        ("14 people were killed and 32 injured", [("14", "people"), ("32", "injured")]),
        ("In May, 12 were missing", [("12", None)]),
        ("between March 11 and 21 were wet", []),
        ("all 70 of us", [("70", None)]),
        ("up 0.95", [("0.95", None)]),
        ("priced at 101 1/4 to yield", [("101.25", None)]),
        ("a 4 – 1 loss, it passed 51 to 49", []),
        ("The iPhone 8 costs more", []),
        ("three years ago, 20 minutes later, two weeks earlier", []),
        ("it had taken 20 minutes earlier in the day", [("20", None)]),
    ],
)
def test_counts(text, expected):
    """What is counted, and what only looks as if it were."""
    assert [(f"{q.value:f}", q.noun) for q in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("$ 98 a share", "a share"),
        ("a $ 70 - a - share price", "per share"),
        ("a 12-cent-a-share dividend", "per share"),
        ("64.2 cents a dozen", "a dozen"),
        ("50 km/ms", "per millisecond"),
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
