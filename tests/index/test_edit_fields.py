"""What a user may type for a field of a figure, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ConfigurationError
from assistant.index.edit_fields import check_bounds, is_unit, read_changes, read_reason, read_unit
from assistant.quantities import find_quantities


@pytest.mark.parametrize(
    ("field", "text", "stored"),
    [
        ("value", "82", "82"),
        ("value", " -0.6667 ", "-0.6667"),
        ("value", "2.48e10", "24800000000"),
        ("high", "", None),
        ("value", None, None),
        ("unit", "percent", "percent"),
        ("unit", "currency:USD", "currency:USD"),
        ("unit", "score:5", "score:5"),
        ("unit", "duration:day", "duration:day"),
        ("qualifier", "up_to", "up_to"),
        ("qualifier", "", None),
        ("metric", "  Kubernetes \n in production ", "Kubernetes in production"),
        ("population", "container users", "container users"),
        ("attributed_to", "CNCF", "CNCF"),
        ("stance", "disputed", "disputed"),
        ("sample_n", "1,065", 1065),
        ("period", "2024", ("2024", "2024")),
        ("period", "2024-05", ("2024-05", "2024-05")),
        ("period", "2024-05-31", ("2024-05-31", "2024-05-31")),
        ("period", "2024-05/2024-07", ("2024-05", "2024-07")),
        ("period", "Q3 2025", ("2025-07", "2025-09")),
        ("period", "q1 2024", ("2024-01", "2024-03")),
        ("period", "", None),
    ],
)
def test_a_field_is_read(field, text, stored):
    """Each field in the forms that the messages name; an empty text states nothing."""
    (found,) = read_changes({field: text}).values()
    if isinstance(stored, tuple):
        assert (found["start"], found["end"], found["label"]) == (*stored, text)
        assert found["kind"] == "stated"
    else:
        assert found == stored


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("value", "many", "value='many' is no number"),
        ("value", "NaN", "is no number"),
        ("high", "Infinity", "is no number"),
        ("value", "1e99", "is no number"),
        ("unit", "dollars", "unit='dollars' is not a unit"),
        ("unit", "duration:dya!", "not a unit"),
        ("unit", "", "unit cannot be empty"),
        ("stance", "", "stance cannot be empty"),
        ("stance", "true", "not one of: asserted"),
        ("qualifier", "exactly", "not one of: about"),
        ("period", "last year", "is no period"),
        ("period", "2024-13", "is no period"),
        ("period", "2024/2023", "ends before it begins"),
        ("sample_n", "0", "not a number of people"),
        ("sample_n", "many", "not a number of people"),
        ("metric", "x" * 501, "501 characters"),
        ("metric", "a\x1bb", r"U\+001B"),
        ("surface", "83 %", "'surface' cannot be edited; the fields are: value, high, unit"),
        ("rejected", "yes", "cannot be edited"),
    ],
)
def test_a_bad_value_is_told(field, text, said):
    """The message names the field and the value, and what is expected."""
    with pytest.raises(ConfigurationError, match=said):
        read_changes({field: text})


def test_nothing_to_change_is_told():
    """An edit without a field is a mistake."""
    with pytest.raises(ConfigurationError, match="Nothing to change; give field=value"):
        read_changes({})


@pytest.mark.parametrize(("value", "high"), [("5", "5"), ("5", "4.9"), (None, "4")])
def test_bounds_that_are_no_range(value, high):
    """The upper bound is above the lower one and never stands alone."""
    with pytest.raises(ConfigurationError, match="is no range"):
        check_bounds(value, high)


def test_bounds_that_are_a_range():
    """Compared as numbers, not as texts."""
    check_bounds("9", "10")
    check_bounds("9", None)
    check_bounds(None, None)


@pytest.mark.parametrize(
    "text",
    [
        "24 %", "3 percentage points", "two-thirds of them", "3x", "628 respondents", "US$24.8bn", "EUR 3bn",
        "2.5 days", "18 months", "rated 4.2 out of 5", "40 GB", "3 GHz", "12 km", "80 kg", "20 °C", "60 mph",
        "5 kWh", "100 Mbit/s", "3 litres", "6 acres", "22-year-old", "9 volts", "30 psi", "200 lakh rupees",
    ],
)  # fmt: skip
def test_every_unit_that_is_read_may_be_typed(text):
    """What the reader of quantities gives is a unit here too, or an edit could not put it back."""
    for quantity in find_quantities(text):
        assert is_unit(quantity.unit), quantity.unit


@pytest.mark.parametrize("text", ["currency", "duration", "percent", "currency:EUR"])
def test_a_unit_or_its_family_filters(text):
    """A family alone is enough to filter by, not to edit."""
    assert read_unit(text, "--unit") == text
    assert is_unit(text) is (text not in ("currency", "duration"))


def test_an_unknown_unit_does_not_filter():
    """The message names the option."""
    with pytest.raises(ConfigurationError, match="--unit is '%'"):
        read_unit("%", "--unit")


def test_a_reason_is_a_line():
    """None and nothing are the same; spaces are tidied."""
    assert read_reason(None) == read_reason("") == ""
    assert read_reason(" a page\nnumber ") == "a page number"


@given(
    st.sampled_from(["value", "high", "unit", "period", "sample_n", "metric", "stance"]), st.text(max_size=30)
)
def test_any_text_is_read_or_told(field, text):
    """Whatever is typed, there is a value or an error of ours."""
    try:
        found = set(read_changes({field: text}))
    except ConfigurationError as error:
        found = {name for name in (field,) if name in str(error)}
    assert found == {field}
