"""What holds of every string that is read for quantities: exact spans, linear time, round trips."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import compatible, find_quantities, same_quantity

_PIECES = st.sampled_from(
    (
        *(
            "5",
            "58",
            "1,234",
            "1.234",
            "2025",
            "½",
            "²",
            "٣",
            "half",
            "two",
            "a quarter of ",
            "-thirds",
            "doubled ",
        ),
        *(
            "%",
            " percent",
            "$",
            "US$",
            "€",
            " million",
            "bn",
            "k",
            "x",
            " times",
            "fold",
            "°C",
            " points",
            " developers",
        ),
        *(
            "-",
            "–",
            " to ",
            " and ",
            " in ",
            " out of ",
            "between ",
            "from ",
            "/",
            "+",
            "±",
            "~",
            ">=",
            " over ",
            "by ",
        ),
        *(
            " about ",
            " or more",
            " and a half",
            "rose ",
            "n = ",
            "Q3 ",
            "v",
            "http://",
            "İ",
            "ß",
            "'",
            "’",
            "(",
            ")",
        ),
        *("\n", " ", "\u00a0", "\u202f", ".", ",", ":"),
        *(
            " - ",
            ", 000",
            " 1/2",
            "hk $ ",
            "MEUR",
            " USD",
            " cents",
            " years old",
            " aged ",
            " km2",
            " (kg)",
            " lakh",
        ),
        *(
            "three",
            " of the ",
            "one ",
            " degrees",
            " m",
            " t",
            '"',
            " in",
            "元",
            "₿",
            "rmb ",
            " each",
            " later",
        ),
    )
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=24).map("".join)))
def test_any_string_gives_exact_ordered_disjoint_spans(text):
    """No string raises; spans are exact, ordered and disjoint, and equal themselves."""
    end = 0
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.surface
        assert end <= quantity.qualifier_start <= quantity.start < quantity.end
        assert same_quantity(quantity, quantity)
        assert compatible(quantity, quantity)
        end = quantity.end


# --- one value in many notations ------------------------------------------------------------------


def values(text):
    """Value and unit of each quantity."""
    return [(q.value, q.unit) for q in find_quantities(text)]


@given(st.integers(1000, 999_999_999))
def test_thousands_separators_do_not_change_the_value(number):
    """Commas, narrow spaces, apostrophes and tokenised commas between thousands make one number."""
    grouped = f"{number:,}"
    notations = [
        grouped,
        grouped.replace(",", "\u202f"),
        grouped.replace(",", "’"),
        grouped.replace(",", ", "),
    ]
    for notation in notations:
        assert values(f"It has {notation} users today.") == [(number, "count")]


@given(
    st.integers(1, 9999), st.sampled_from(["%", " %", "\u00a0%", "\u202f%", " percent", " per cent", " pct"])
)
def test_percentages_round_trip(tenths, sign):
    """A percentage with one decimal is read as it was written, whatever its sign."""
    value = Decimal(tenths) / 10
    assert values(f"It was {value}{sign} then.") == [(value, "percent")]


@given(
    st.integers(1, 999),
    st.sampled_from(
        [("$", ""), ("$ ", ""), ("US$", ""), ("us $ ", ""), ("USD ", ""), ("USD", ""), ("usd ", "")]
    )
    | st.sampled_from([("", " dollars"), ("", " USD"), ("", " US dollars"), ("", "$"), ("", " $")]),
    st.sampled_from([("", 1), (" million", 10**6), (" billion", 10**9), ("bn", 10**9)]),
)
def test_money_round_trips(number, currency, scale):
    """A sum is the same before or after its currency, in sign, code or words, with each scale."""
    before, after = currency
    text = f"It cost {before}{number}{scale[0]}{after} then."
    assert values(text) == [(number * scale[1], "currency:USD")]


@given(
    st.integers(1, 120),
    st.sampled_from(["{}-year-old", "{} years old", "aged {}", "{} years of age", "{} - year - old"]),
)
def test_ages_round_trip(number, form):
    """An age is read from each of its forms."""
    assert values(f"He is {form.format(number)}.") == [(number, "age:year")]


@given(
    st.integers(2, 999),
    st.sampled_from(
        [
            ("km", "m", 1000),
            ("kg", "g", 1000),
            ("GB", "MB", 1000),
            ("hours", "minutes", 60),
            ("years", "months", 12),
        ]
    ),
)
def test_exact_conversions_are_equal(number, units):
    """1 km is 1000 m: a conversion within a family gives the same quantity, and another value does not."""
    large, small, factor = units
    (a,) = find_quantities(f"It was {number} {large} then.")
    (b,) = find_quantities(f"It was {number * factor} {small} then.")
    (c,) = find_quantities(f"It was {number * factor + 1} {small} then.")
    assert same_quantity(a, b)
    assert not same_quantity(a, c)


# --- time -----------------------------------------------------------------------------------------

_RUNS = ("9", "%", ",", "(", "$", "-", "a")
_WORDS = (
    *("((5 %)", "1,", "1.", "1 ", "1, ", "5 to ", "half ", "a half ", "up to ", "one hundred ", "$ 5 ", "-1"),
    *("ages 5 and ", "1/2 ", "3 of ", "one - ", "5 x ", "12 points ", "Name, 47, ", "5 dollars ", "3'"),
)


@pytest.mark.parametrize("piece", [*_RUNS, *_WORDS])
def test_reading_time_grows_with_length_not_with_its_square(piece):
    """Junk that is four times as long takes about four times as long, at most eight times with noise."""
    length = 250_000 if piece in _RUNS else 4_000

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            find_quantities(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(4 * length) <= 8 * seconds(length) + 0.1
