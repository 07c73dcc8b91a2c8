"""Which way a quantity changes, and how exact it is, by the words around it."""

from __future__ import annotations

import pytest

from assistant.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("46 times more likely", ["up"]),
        ("84 times greater than that", ["up"]),
        ("ten times less", ["down"]),
        ("three times as many", [None]),
        ("saved 90 % of resources", ["down"]),
        ("saved 12 hours", [None]),
        ("made up 6 % of it, make up about 97 % of it", [None, None]),
        ("it set up 12 labs, signed up 300 members, shut down 5 plants", [None, None, None]),
        ("sales were up 6 %", ["up"]),
        ("used and expanded by 59 % of organisations", [None]),
        ("cut by 20 % of its value", ["down"]),
        ("retreated by 1.2 km", ["down"]),
        ("1.2 km shorter", ["down"]),
        ("1.8 degrees Celsius warmer, 9 degrees colder", ["up", "down"]),
        ("9 degrees below the long-term mean", ["down"]),
        ("2 °C above pre-industrial levels", ["up"]),
        ("efforts to limit the increase to 1.5 °C", ["up"]),
        ("warming of roughly 0.8 °C", ["up"]),
        ("the thermometer showed −23.4 °C", [None]),
        ("temperatures up 20 degrees, rose by 2 °C", [None, "up"]),
        ("the isles—increased by 30%", ["up"]),
        ("cut by 28 litres, or 17 %", ["down", "down"]),
        ("climbed 18.6 per cent year on year, or €4.10", ["up", "up"]),
        ("fell 190 points (0.6 %)", ["down", "down"]),
        ("rose to 28 litres, or 17 %", [None, None]),
        ("rose 19.5 cm (7.7 in)", ["up", "up"]),
        ("the decline in summer sea ice has been about 13% per decade", ["down"]),
        ("an increase in mean temperature over the century of between 1.1 and 6.4 °C", ["up"]),
        ("a rise in households with 3 children", [None]),
        ("warmer by about 33 °C (59 °F) than before", ["up", "up"]),
        ("will warm a disastrous seven degrees Fahrenheit (or about 3.9 degrees Celsius)", ["up", "up"]),
        ("a warm 20 degrees", [None]),
        ("0.2 °C warming for upper air", ["up"]),
        ("islands spread by more than 3 per cent", ["up"]),
        ("the tax would raise $500 billion; it raised prices by $5", [None, "up"]),
        ("increased almost twice as fast", [None]),
        ("net income came to -4.2 million dollars", [None]),
        ("which halves the number of upgrades", ["down"]),
        ("rose seven points in May; the rise was alike (eight points) elsewhere", ["up", "up"]),
    ],
)
def test_direction(text, directions):
    """A change has a direction; a level, a share of the whole and a fixed verb with "up" have none."""
    assert [q.direction for q in find_quantities(text)] == directions


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("those ages 65 and older", ["at_least"]),
        ("people aged 30 or younger", ["up_to"]),
        ("up to nearly 8 million citizens", ["up_to"]),
        ("nearly 8 million citizens", ["nearly"]),
        ("90 % of resources or more", ["at_least"]),
        ("expected to approach $3.9 billion", ["nearly"]),
        ("it approached 12 companies", [None]),
        ("estimated to have lasted from 20,000 to 50,000 years", ["about"]),
        ("estimated at 5 million", ["about"]),
        ("not one in ten, not even one in five", ["under", "under"]),
        ("at least 735 K of temperature (462 °C; 864 °F)", ["at_least", None, None]),
        ("temperatures of at least 735 K (462 °C; 864 °F)", ["at_least", "at_least", "at_least"]),
        ("over $5 million (€4.6 million)", ["over", "over"]),
        ("over 5 km (3 people)", ["over", None]),
        ("as much as 50 percent", ["up_to"]),
        ("as high as 53 % or as low as 39 %", ["up_to", "at_least"]),
        ("not larger than 0.5 ha, no smaller than 2 ha", ["up_to", "at_least"]),
        ("for at least the last 10,000 years", ["at_least"]),
        ("over the last 10 years", [None]),
        ("about $10 million and $25 million, below 1.5 or 2 °C", ["about", "about", "under", "under"]),
        ("55% released weekly or more often", [None]),
    ],
)
def test_qualifier(text, qualifiers):
    """A qualifier before, after or around a number, shared by its conversion in brackets."""
    assert [q.qualifier for q in find_quantities(text)] == qualifiers


@pytest.mark.parametrize(
    "text", ["up to nearly 8 million people", "estimated at 5 million", "not one in ten"]
)
def test_a_qualifier_has_its_place(text):
    """Where a qualifier begins is known, so that it can be quoted."""
    (quantity,) = find_quantities(text)
    assert quantity.qualifier_start == 0
