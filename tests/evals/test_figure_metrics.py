"""Measures of read figures on values worked by hand, and what holds for any."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from figure_builders import figure
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Period, Quantity, Span
from evals.figure_cases import Label
from evals.figure_metrics import (
    FIELD_TESTS,
    FOUND,
    QUALIFIED,
    UNIT,
    VALUE,
    WHOLE,
    Item,
    Share,
    exact_spans,
    item_of_figure,
    item_of_label,
    matches,
    same_value,
    same_value_and_unit,
    same_words,
    score_text,
    share_row,
)
from evals.public.result import Counts


def quantity(value, unit="percent", start=0, end=3, **more):
    """A quantity without text."""
    number = None if value is None else Decimal(str(value))
    return Quantity(start, end, str(value), number, unit, **more)


def item(value, unit="percent", start=0, end=3, **fields):
    """An item with nothing said but its quantity."""
    own = {k: fields.pop(k) for k in ("high", "qualifier", "direction") if k in fields}
    said = dict.fromkeys(("metric", "population", "period", "attributed_to")) | {"stance": "asserted"}
    return Item(quantity(value, unit, start, end, **own), **said | fields)


# --- equality --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (None, None, True),
        (None, "users", False),
        ("users", None, False),
        ("The container users", "container users", True),  # articles do not count
        ("container users", "users", True),  # 2 * 1 / (2 + 1) = .67
        ("run Kubernetes in production", "Kubernetes", False),  # 2 * 1 / (4 + 1) = .4
        ("a b c", "b c d e", True),  # b and c, "a" is an article: 4 / 6 = .67
        ("one two", "two three", True),  # exactly .5
        ("one two", "three", False),
        ("Q3 2025", "q3 2025", True),
        ("%", "%", True),  # no word in either
        ("%", "$", False),
        ("the", "a word", False),
    ],
)
def test_fields_say_the_same_from_half_of_their_words(a, b, same):
    """F1 of words without articles, .5 is enough; not said equals not said only."""
    assert same_words(a, b) is same
    assert same_words(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "value", "unit"),
    [
        (quantity(82), quantity("82.0"), True, True),
        (quantity(82), quantity("0.82", "ratio"), True, True),
        (quantity("0.6667", "ratio"), quantity("0.667", "ratio"), True, True),  # rounded otherwise
        (quantity("0.6667", "ratio"), quantity("0.67", "ratio"), False, False),
        (quantity("0.3333", "ratio"), quantity(33), False, False),
        (quantity("0.5", "ratio"), quantity("0.5", "multiple"), True, False),
        (quantity(82), quantity(82, "count"), True, False),
        (quantity(82), quantity("0.82", "count"), False, False),
        (quantity(2, "duration:year"), quantity(24, "duration:month"), True, True),
        (quantity(2, "duration:year"), quantity(2, "duration:month"), True, False),
        (quantity(18, "age:year"), quantity(18, "duration:year"), True, False),
        (quantity(5, high=Decimal(10)), quantity(5), False, False),
        (quantity(5, high=Decimal(10)), quantity(5, high=Decimal("10.0")), True, True),
        (quantity("0.2", "ratio", high=Decimal("0.25")), quantity(20, high=Decimal(25)), True, True),
        (quantity(12, direction="up"), quantity(12, direction="down"), True, True),  # has its own measure
        (quantity(12, direction="down"), quantity(-12), False, False),
        (quantity(None), quantity(None), True, True),
        (quantity(None), quantity(None, "count"), True, False),
        (quantity(None), quantity(5), False, False),
    ],
)
def test_equality_of_values_and_units(a, b, value, unit):
    """After normalisation; a share in words may be rounded, a percentage is what it says."""
    assert (same_value(a, b), same_value_and_unit(a, b)) == (value, unit)
    assert (same_value(b, a), same_value_and_unit(b, a)) == (value, unit)


# --- pairs and scores ------------------------------------------------------------------------------


def test_pairs_with_the_right_unit_are_made_first():
    """One of ours overlaps two gold figures of its value: it goes to the one of its unit."""
    ours = item(5, start=0, end=10)
    count, percent = item(5, "count", start=0, end=6), item(5, start=6, end=8)
    (pair,) = matches([ours], [count, percent])
    assert (pair.gold, pair.with_unit) == (percent, True)


def test_the_largest_overlap_is_taken():
    """Of two of ours with the right value and unit, the one on the same characters."""
    gold = item(5, start=4, end=8)
    near, far = item(5, start=4, end=8), item(5, start=0, end=5)
    (pair,) = matches([far, near], [gold])
    assert pair.ours is near


def test_a_figure_that_stands_elsewhere_is_another():
    """The same value twice in a text: each reading belongs to its own place."""
    assert matches([item(5, start=0, end=2)], [item(5, start=10, end=12)]) == []
    ours = [item(5, start=10, end=12), item(5, start=0, end=2)]
    gold = [item(5, start=0, end=2), item(5, start=10, end=12)]
    assert [pair.ours for pair in matches(ours, gold)] == ours[::-1]


def test_counts_by_hand():
    """Four of ours, four gold: three values, two units, one qualifier, one metric and population."""
    gold = [
        item(82, start=0, end=3, metric="use Kubernetes", population="users", qualifier="about"),
        item(66, start=10, end=13, metric="use Docker", population="teams"),
        item(5, "count", start=20, end=23),
        item(7, start=30, end=33),
    ]
    ours = [
        item(82, start=0, end=3, metric="use Kubernetes", population="users"),  # lost the qualifier
        item(66, start=10, end=12, metric="use Docker", stance="reported"),  # population, stance, span
        item(5, start=20, end=23),  # unit
        item(8, start=30, end=33),  # value
    ]
    score = score_text(ours, gold)
    assert {name: c.right for name, c in score.found.items()} == {VALUE: 3, UNIT: 2, QUALIFIED: 1, WHOLE: 1}
    assert {(c.ours, c.gold) for c in score.found.values()} == {(4, 4)}
    assert score.fields == {
        "qualifier": Share(1, 2), "direction": Share(2, 2), "metric": Share(2, 2), "population": Share(1, 2),
        "period": Share(2, 2), "attribution": Share(2, 2), "stance": Share(1, 2), "same span": Share(1, 2),
    }  # fmt: skip


def test_shares_are_summed_before_they_are_divided():
    """1 of 1 and 1 of 3: 2 of 4, not the mean of 1 and 1/3; nothing to count is not scored."""
    assert share_row("x", [Share(1, 1), Share(1, 3)]).value.mean == 0.5
    assert share_row("x", [Share(0, 0)]).value.mean is None


items = st.builds(
    item,
    st.sampled_from((None, 1, 2, "0.5")),
    st.sampled_from(("percent", "ratio", "count")),
    start=st.integers(0, 4),
    end=st.integers(5, 8),
    qualifier=st.sampled_from((None, "about")),
    metric=st.sampled_from((None, "one two", "two three", "four")),
    population=st.sampled_from((None, "users")),
    stance=st.sampled_from(("asserted", "reported")),
)


@given(st.lists(items, max_size=5), st.lists(items, max_size=5))
def test_pairs_are_one_to_one_and_counts_are_bounded(ours, gold):
    """No figure twice; stricter measures never count more; fields count pairs with the unit."""
    pairs = matches(ours, gold)
    assert len({id(p.ours) for p in pairs}) <= len(pairs) <= min(len(ours), len(gold))
    score = score_text(ours, gold)
    value, unit, qualified, whole = (score.found[name].right for name in FOUND)
    assert max(qualified, whole) <= unit <= value <= min(len(ours), len(gold))
    assert score.fields.keys() == FIELD_TESTS.keys()
    assert all(0 <= share.right <= share.n == unit for share in score.fields.values())
    assert whole <= min(score.fields["metric"].right, score.fields["population"].right)


readings = st.lists(items, max_size=5).map(
    lambda found: [replace_place(x, 8 * i) for i, x in enumerate(found)]
)


@given(readings)
def test_a_reading_is_itself(found):
    """Against itself, in any order, everything is right."""
    score = score_text(found[::-1], found)
    assert set(score.found.values()) == {Counts(len(found), len(found), len(found))}
    assert set(score.fields.values()) == {Share(len(found), len(found))}


@given(readings, readings)
def test_the_number_of_right_values_does_not_depend_on_the_side(ours, gold):
    """As many pairs one way as the other, so that annotators have one agreement."""
    found, back = score_text(ours, gold).found, score_text(gold, ours).found
    assert found[UNIT].right == back[UNIT].right


def replace_place(found, shift):
    """The item further on in its text."""
    q = found.quantity
    return replace(found, quantity=replace(q, start=q.start + shift, end=q.end + shift))


# --- from labels and figures -----------------------------------------------------------------------


def test_an_item_of_a_label_has_the_words_of_its_spans():
    """Parts are joined; nothing said is None."""
    text = "Techniques were adopted by 98% of firms."
    metric, population = (Span(0, 10), Span(16, 23)), (Span(34, 39),)
    label = Label(
        Span(27, 30), Decimal(98), None, "percent", "about", "up", metric, population, (), (), "reported"
    )
    found = item_of_label(label, text)
    assert found.quantity == Quantity(27, 30, "98%", Decimal(98), "percent", None, "about", "up")
    assert (found.metric, found.population, found.period) == ("Techniques adopted", "firms", None)
    assert found.stance == "reported"


def test_an_item_of_a_figure_leaves_out_what_no_text_says():
    """The "change in" of the contract, and a period that is only the publication date."""
    text = "Use grew by 12%."
    read = figure(text, "12%", 12, metric="change in use", period=Period("2024", "2024", "2024", "published"))
    found = item_of_figure(read)
    assert (found.metric, found.period) == ("use", None)
    stated = replace(read, period=Period("2024", "2024", "in 2024", "stated"))
    assert item_of_figure(stated).period == "in 2024"


def test_spans_are_exact_or_not():
    """The surface stands at the span, and the span in its sentence and in the text."""
    text = "Of all, 12% and 13% agree."
    good = figure(text, "12%", 12)
    bad = [
        replace(good, start=good.start + 1),
        replace(good, surface=""),
        replace(good, sentence=Span(0, good.end - 1)),
        replace(good, sentence=Span(good.start + 1, len(text))),
        replace(good, sentence=Span(0, len(text) + 1)),
    ]
    assert exact_spans([good, *bad], text) == Share(1, 6)
    assert exact_spans([], text) == Share(0, 0)
