"""Reading quantities in text: what is found, what is passed over, and how two are compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.quantities import compatible, find_quantities, same_quantity
from assistant.schema import Quantity


def read(text: str) -> list[tuple[str, str]]:
    """Value (with upper bound) and unit of each quantity, in short."""
    return [
        (f"{q.value}..{q.high}" if q.high is not None else str(q.value), q.unit)
        for q in find_quantities(text)
    ]


def one(text: str) -> Quantity:
    """The single quantity of a text."""
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kubernetes adoption has reached 82%", [("82", "percent")]),
        ("up from 66% in 2023 to 80%", [("66", "percent"), ("80", "percent")]),
        ("nearly two-thirds of backend teams", [("0.6667", "ratio")]),
        ("one in five", [("0.2", "ratio")]),
        ("rose 12 points to 52%", [("12", "percentage_point"), ("52", "percent")]),
        ("US$24.8bn a year (up to)", [("24800000000", "currency:USD")]),
        ("between 5 and 10 million developers", [("5000000..10000000", "count")]),
        ("15-25 per cent", [("15..25", "percent")]),
        (
            "doubled; eightfold; 46 times more often",
            [("2", "multiple"), ("8", "multiple"), ("46", "multiple")],
        ),
        ("2.5 days; 18 months", [("2.5", "duration:day"), ("18", "duration:month")]),
        ("628 respondents; n = 1,065", [("628", "count"), ("1065", "count")]),
        ("margin of error +/- 3.6 points", [("3.6", "percentage_point")]),
        ("rated 4.2 out of 5", [("4.2", "score:5")]),
        ("$1.86 per million tokens", [("1.86", "currency:USD")]),
        ("33 % trust it, not 43 % as some reports say", [("33", "percent"), ("43", "percent")]),
        ("could reach 1.3 trillion dollars by 2029", [("1300000000000", "currency:USD")]),
        ("v1.35, Q3 2025, HTTP/2, Hall 7, page 118, 5G, Fortune 500, 2025-11-03, 10:30", []),
    ],
)
def test_contract_table(text, expected):
    """The worked rows of the contract give their values and units."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("58 %", "58", "percent"),
        ("58%", "58", "percent"),
        ("58\u00a0%", "58", "percent"),
        ("58\u202f%", "58", "percent"),
        ("58 per cent", "58", "percent"),
        ("fifty-eight percent", "58", "percent"),
        ("0,5 %", "0.5", "percent"),
        ("1.234 %", "1.234", "percent"),
        ("25 basis points", "0.25", "percentage_point"),
        ("6 percentage points", "6", "percentage_point"),
        ("15.6M developers", "15600000", "count"),
        ("7B parameters", "7000000000", "count"),
        ("three hundred thousand contributors", "300000", "count"),
        ("two hundred and five thousand lines", "205000", "count"),
        ("a dozen maintainers", "12", "count"),
        ("half a million users", "500000", "count"),
        ("9,200 attendees", "9200", "count"),
        ("9\u202f200 attendees", "9200", "count"),
        ("12 500 attendees", "12500", "count"),
        ("12.418.000 visitors", "12418000", "count"),
        ("180+ million developers", "180000000", "count"),
        ("$1.2 million", "1200000", "currency:USD"),
        ("EUR 3bn", "3000000000", "currency:EUR"),
        ("£250m", "250000000", "currency:GBP"),
        ("1.5M€", "1500000", "currency:EUR"),
        ("24.8 billion dollars", "24800000000", "currency:USD"),
        ("50 cents", "0.5", "currency:USD"),
        ("3 out of 4", "0.75", "ratio"),
        ("half of the teams", "0.5", "ratio"),
        ("a quarter of teams", "0.25", "ratio"),
        ("⅔ of users", "0.6667", "ratio"),
        ("3/4 of respondents", "0.75", "ratio"),
        ("one in 10,000 requests", "0.0001", "ratio"),
        ("2.5x faster", "2.5", "multiple"),
        ("three times as many", "3", "multiple"),
        ("twice as likely", "2", "multiple"),
        ("tripled", "3", "multiple"),
        ("two and a half years", "2.5", "duration:year"),
        ("2½ years", "2.5", "duration:year"),
        ("half an hour", "0.5", "duration:hour"),
        ("an 18-month window", "18", "duration:month"),
        ("500 ms", "500", "duration:millisecond"),
        ("16 GB", "16000000000", "bytes"),
        ("16 GiB", "17179869184", "bytes"),
        ("2.4 GHz", "2400000000", "hertz"),
        ("scored 8/10", "8", "score:10"),
        ("reached 230 in March", "230", "count"),
    ],
)
def test_notations(text, value, unit):
    """Each way of writing a quantity gives its value in the base of its unit."""
    quantity = one(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value", "high", "unit"),
    [
        ("7-9 %", 7, 9, "percent"),
        ("9 % to 12 %", 9, 12, "percent"),
        ("from 9 to 12%", 9, 12, "percent"),
        ("ranging from 9% to 12%", 9, 12, "percent"),
        ("40 to 45 percent", 40, 45, "percent"),
        ("$5-10 million", 5_000_000, 10_000_000, "currency:USD"),
        ("$5m to $10m", 5_000_000, 10_000_000, "currency:USD"),
        ("between $5 and $10 million", 5_000_000, 10_000_000, "currency:USD"),
        ("18 to 24 months", 18, 24, "duration:month"),
        ("50-100 employees", 50, 100, "count"),
        ("2-3x", 2, 3, "multiple"),
        ("two or three vendors", 2, 3, "count"),
    ],
)
def test_ranges(text, value, high, unit):
    """A range is one quantity with two bounds in one unit."""
    quantity = one(text)
    assert (quantity.value, quantity.high, quantity.unit) == (value, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "rose from 9% to 12%",
        "From 58 % to 78 %.",
        "up from 9 % to 12 %",
        "grew from 12 to 15 million users",
        "fell from 32 to 27 percent",
    ],
)
def test_a_change_between_two_levels_is_no_range(text):
    """After a word of change, "from A to B" states two levels in one unit."""
    first, second = find_quantities(text)
    assert first.high is None
    assert first.unit == second.unit


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 40 %", "about"),
        ("~40 %", "about"),
        ("some 300 developers", "about"),
        ("nearly 40 %", "nearly"),
        ("close to 40 %", "nearly"),
        ("just under 40 %", "nearly"),
        ("over 230 projects", "over"),
        ("more than 230 projects", "over"),
        ("no more than 230 projects", "up_to"),
        ("at least 230 projects", "at_least"),
        ("no fewer than 230 projects", "at_least"),
        ("12,000+ people", "at_least"),
        ("10 or more clusters", "at_least"),
        ("up to US$24.8bn", "up_to"),
        ("as much as 40 %", "up_to"),
        ("fewer than 10 clusters", "under"),
        ("<40 %", "under"),
        ("it went up to 52 %", None),
        ("costs fell over 18 months", None),
        ("it took over 18 months", "over"),
        ("40 %", None),
    ],
)
def test_qualifiers(text, qualifier):
    """Words and signs around a number qualify it, unless they only look as if they did."""
    quantity = one(text)
    assert quantity.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("an estimated 27 percent", "about"),
        ("An estimated 3 million developers", "about"),
        ("the estimated 27 percent", "about"),
        ("Analysts estimated 27 percent of it", None),
        ("It was estimated 27 percent would leave", None),
    ],
)
def test_estimated_hedges_only_as_an_adjective(text, qualifier):
    """About 27 is "an estimated 27 percent"; that somebody estimated it is only who says so."""
    assert one(text).qualifier == qualifier


def test_surface_leaves_the_qualifier_out_and_says_where_it_begins():
    """The surface is the number alone; `qualifier_start` leads to its qualifier."""
    text = "It was nearly two-thirds."
    quantity = one(text)
    assert quantity.surface == "two-thirds"
    assert text[quantity.qualifier_start : quantity.start] == "nearly "


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("rose 12 points", "up"),
        ("fell by a third", "down"),
        ("+28 %", "up"),
        ("a 28 % increase", "up"),
        ("a growth of 28 %", "up"),
        ("cut its cloud costs by 30 %", "down"),
        ("28 % lower", "down"),
        ("doubled", "up"),
        ("rose to 52 %", None),
        ("58 % increase their spending", None),
        ("used by 58 %", None),
        ("46 times more often", "up"),
    ],
)
def test_directions(text, direction):
    """A change has a direction, a level has none."""
    assert one(text).direction == direction


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("9,200 attendees", "attendees"),
        ("15.6 million cloud native developers worldwide", "cloud native developers"),
        ("12,000+ people", "people"),
        ("a 10-node cluster", "node"),
        ("$1.86 per million tokens", "per million tokens"),
        ("$20/month", "per month"),
        ("US$24.8bn a year", "a year"),
        ("three times a week", "times a week"),
    ],
)
def test_nouns(text, noun):
    """A count names what it counts, a price names per what."""
    assert one(text).noun == noun


@pytest.mark.parametrize(
    "text",
    [
        "In 2018 and in the 1990s, mid-2025, FY2025, H1 2025, 2023/24, 2023-2025",
        "On 3 November 2025 at 5 pm, November 3, 10 a.m., 11/03/2025, 24/7",
        "Kubernetes 1.35, Python 3.12, v1.35.2, Windows 11 users, Postgres 16, Java 17",
        "the 3rd edition, 20th century, 1. First, 2) second, (3) third, [12]",
        "Section 4.2, Chapter 7, footnote 12, Table 3, pp. 12-14",
        "+1 415 555 0100, 555-123-4567, +49 (0)30 1234567",
        "https://example.org/2025/58-percent?n=628 and www.example.org/3",
        "192.168.0.1, CVE-2024-3094, RFC 2119, ISO 27001, 10.1145/3292500, GPT-4, covid-19",
        "Web3, 5G, Fortune 500 companies, Top 10 risks, HTTP/2, k8s, L4, x86, 1080p, Catch-22, 3D",
        "double digits, a third party, a half-day course, the first half, the second quarter of 2025",
        "one of them, no one, on the one hand, a hundredweight, zero trust",
    ],
)
def test_look_alikes(text):
    """Numbers that name, date or order something are no quantities."""
    assert find_quantities(text) == []


def test_ambiguous_separator_has_no_value():
    """A point that may group or divide leaves the value unknown and the surface kept."""
    quantity = one("1.234 developers")
    assert (quantity.surface, quantity.value) == ("1.234", None)


def test_numbers_of_a_list_share_its_unit():
    """A unit at the end of a list belongs to all its numbers, and not to a year before it."""
    assert read("5, 10 and 15 percent") == [("5", "percent"), ("10", "percent"), ("15", "percent")]
    assert read("In 2023 and 2024, 70 % said so") == [("70", "percent")]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("82 %", "82 per cent", True),
        ("82 %", "0.82 million", False),
        ("82 %", "82 clusters", False),
        ("two-thirds", "66.67 %", True),
        ("two-thirds", "66.7 %", True),
        ("two-thirds", "67 %", False),
        ("half of", "50 %", True),
        ("US$24.8bn", "24.8 billion dollars", True),
        ("24.8 billion euros", "24.8 billion dollars", False),
        ("two years", "24 months", True),
        ("about 40 %", "40 %", True),
        ("5 to 10 %", "5-10 per cent", True),
        ("5 to 10 %", "5 %", False),
        ("12 %", "12 percentage points", False),
        ("fell 12 %", "rose 12 %", False),
        ("fell 5 %", "-5 %", True),
        ("doubled", "2x", True),
        ("1.234 developers", "1.234 users", True),
        ("1.234 developers", "1,234 users", False),
    ],
)
def test_same_quantity(a, b, same):
    """Equality holds across notations and never across units or opposite directions."""
    assert same_quantity(one(a), one(b)) is same
    assert same_quantity(one(b), one(a)) is same


@pytest.mark.parametrize(
    ("a", "b", "fits"),
    [
        ("24.8bn dollars", "about 25 billion dollars", True),
        ("24.8bn dollars", "26 billion dollars", False),
        ("9,200 attendees", "over 9,000 attendees", True),
        ("9,200 attendees", "nearly 9,000 attendees", False),
        ("82 %", "about 80 %", True),
        ("82 %", "80 %", False),
        ("two-thirds", "66 %", True),
        ("12,418 people", "more than 12,000 people", True),
        ("82 %", "82 clusters", False),
    ],
)
def test_compatible(a, b, fits):
    """Two roundings of one fact are compatible; different facts and units are not."""
    assert compatible(one(a), one(b)) is fits
    assert compatible(one(b), one(a)) is fits
