"""Which way a quantity changes, and how exact it is, by the words around it."""

from __future__ import annotations

import pytest

from assistant.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("46 times more likely", ["up"]),
        ("27 times greater in winter", ["up"]),
        ("ten times less", ["down"]),
        ("three times as many", [None]),
        ("saved 35 % of the flour", ["down"]),
        ("saved 12 hours", [None]),
        ("made up 6 % of the crowd, make up about 31 % of our sales", [None, None]),
        ("it set up 12 labs, signed up 300 members, shut down 5 plants", [None, None, None]),
        ("sales were up 6 %", ["up"]),
        ("used and expanded by 59 % of organisations", [None]),
        ("cut by 20 % of its value", ["down"]),
        ("retreated by 1.2 km", ["down"]),
        ("1.2 km shorter", ["down"]),
        ("1.8 degrees Celsius warmer, 9 degrees colder", ["up", "down"]),
        ("9 degrees below the long-term mean", ["down"]),
        ("4 °C above early-spring levels", ["up"]),
        ("shutters that limit the rise indoors to 3.5 °C", ["up"]),
        ("warming of roughly 0.8 °C", ["up"]),
        ("the thermometer showed −23.4 °C", [None]),
        ("temperatures up 20 degrees, rose by 2 °C", [None, "up"]),
        ("the meadows—increased by 12%", ["up"]),
        ("cut by 28 litres, or 17 %", ["down", "down"]),
        ("climbed 18.6 per cent year on year, or €4.10", ["up", "up"]),
        ("fell 240 points (0.7 %)", ["down", "down"]),
        ("rose to 28 litres, or 17 %", [None, None]),
        ("rose 12.5 cm (4.9 in)", ["up", "up"]),
        ("the drop in evening bus trips has been about 6% per quarter", ["down"]),
        ("a rise in cellar warmth over the season of between 2.3 and 5.2 °C", ["up"]),
        ("a rise in households with 3 children", [None]),
        ("hotter by about 20 °C (36 °F) than the hall", ["up", "up"]),
        ("would warm a pleasant five degrees Celsius (or about 9.0 degrees Fahrenheit)", ["up", "up"]),
        ("a warm 20 degrees", [None]),
        ("0.6 °C warming for the top shelf", ["up"]),
        ("brambles spread by nearly 7 per cent", ["up"]),
        ("the raffle should raise $3 million; it raised prices by $5", [None, "up"]),
        ("grew nearly twice as quickly", [None]),
        ("net income came to -4.2 million dollars", [None]),
        ("which halves the number of upgrades", ["down"]),
        ("climbed four points in spring; the climb was steeper (six points) inland", ["up", "up"]),
    ],
)
def test_direction(text, directions):
    """A change has a direction; a level, a share of the whole and a fixed verb with "up" have none."""
    assert [q.direction for q in find_quantities(text)] == directions


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("guests ages 40 and older", ["at_least"]),
        ("people aged 30 or younger", ["up_to"]),
        ("up to almost 3 million commuters", ["up_to"]),
        ("almost 3 million commuters", ["nearly"]),
        ("75 % of the seats or more", ["at_least"]),
        ("likely to approach $640 million", ["nearly"]),
        ("it approached 12 companies", [None]),
        ("estimated to have smouldered from 1,100 to 1,400 days", ["about"]),
        ("estimated at 5 million", ["about"]),
        ("not one in ten, not even one in five", ["under", "under"]),
        ("at least 420 K of heat (147 °C; 296 °F)", ["at_least", None, None]),
        ("the kiln needs at least 900 K (627 °C; 1160 °F)", ["at_least", "at_least", "at_least"]),
        ("over $5 million (€4.6 million)", ["over", "over"]),
        ("over 5 km (3 people)", ["over", None]),
        ("as much as 35 percent", ["up_to"]),
        ("as high as 71 % and as low as 22 %", ["up_to", "at_least"]),
        ("not larger than 3.4 mm, no smaller than 1 mm", ["up_to", "at_least"]),
        ("in at least the last 6,500 days", ["at_least"]),
        ("over the last 14 days", [None]),
        ("about €7 million and €12 million, below 4.5 or 6 °C", ["about", "about", "under", "under"]),
        ("55% released weekly or more often", [None]),
    ],
)
def test_qualifier(text, qualifiers):
    """A qualifier before, after or around a number, shared by its conversion in brackets."""
    assert [q.qualifier for q in find_quantities(text)] == qualifiers


@pytest.mark.parametrize(
    "text", ["up to almost 3 million people", "estimated at 5 million", "not one in ten"]
)
def test_a_qualifier_has_its_place(text):
    """Where a qualifier begins is known, so that it can be quoted."""
    (quantity,) = find_quantities(text)
    assert quantity.qualifier_start == 0
