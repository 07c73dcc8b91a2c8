"""The ledger for people: table, notes, quotes; and its objects for programs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.presentation import to_dict
from assistant.presentation_figures import field_status
from assistant.presentation_ledger import (
    LEDGER_COLUMNS,
    ledger_notes,
    ledger_table,
    markdown_quotes,
    value_text,
)
from assistant.schema import Figure, FigureFilter, Ledger, LedgerRow, Period, Span

FIGURE = Figure(
    id="f1", source_id="s1", start=3, end=7, surface="82 %", value=Decimal(82), high=None, unit="percent",
    qualifier=None, direction=None, metric="Kubernetes in production", population="organisations",
    period=Period("2024", "2024", "2024", "stated"), attributed_to="CNCF", relayed_by=None,
    stance="asserted", sample_n=None, sentence=Span(0, 40),
)  # fmt: skip
ROW = LedgerRow(
    figure=FIGURE, title="Annual Survey", publisher="CNCF", account_of=None, event="KubeCon",
    published="2025-04", collected=None, url="https://example.org/a", text_kind="original",
    sentence="It is 82 % of\norganisations.", sample_n=750, period_kind="stated", score=0.5,
)  # fmt: skip
DIGEST = replace(ROW, text_kind="digest")


def changed(**fields):
    """The row with another figure."""
    return replace(ROW, figure=replace(FIGURE, **fields))


def test_a_row_of_the_table():
    """In the order of the columns; unknown is an empty cell, a line break a space."""
    (cells,) = ledger_table([ROW])
    assert dict(zip(LEDGER_COLUMNS, cells, strict=True)) == {
        "id": "f1", "value": "82 %", "metric": "Kubernetes in production", "population": "organisations",
        "period": "2024", "who": "CNCF", "source": "Annual Survey",
    }  # fmt: skip
    (cells,) = ledger_table([changed(metric="a\nb\x1b[1m", population=None, period=None, attributed_to=None)])
    assert cells[2:6] == ("a b\ufffd[1m", "", "", "")


def test_a_period_that_the_figure_does_not_state_says_so():
    """A year of the survey or of publication is not one of the sentence."""
    for kind in ("collected", "published"):
        (cells,) = ledger_table([changed(period=Period("2024", "2024", "2024", kind))])
        assert cells[4] == f"2024 ({kind})"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "82 %"),
        ({"qualifier": "nearly"}, "nearly 82 %"),
        ({"qualifier": "at_least"}, "at least 82 %"),
        ({"qualifier": "up_to", "surface": "up to 82 %"}, "up to 82 %"),
        ({"stance": "disputed"}, "82 % (disputed)"),
        ({"stance": "reported"}, "82 %"),
        ({"edited": {"metric": "x"}}, "82 % (edited)"),
        ({"edited": {"value": "28"}}, "82 percent (edited)"),
        ({"edited": {"high": ""}, "high": Decimal("90.5")}, "82 to 90.5 percent (edited)"),
        ({"edited": {"value": "1"}, "value": None}, "unknown percent (edited)"),
        ({"edited": {"rejected": "no"}}, "82 % (rejected)"),
        ({"edited": {"rejected": "", "unit": ""}, "stance": "target"},
         "82 percent (target, edited, rejected)"),
    ],
)  # fmt: skip
def test_a_value_as_it_is_written(fields, expected):
    """The source's own words, unless a user corrected them; what is not simply asserted is marked."""
    assert value_text(replace(FIGURE, **fields)) == expected


def test_digests_are_marked_and_explained_once():
    """The mark in the table, what it means above it."""
    (cells,) = ledger_table([DIGEST])
    assert cells[-1] == "Annual Survey *"
    (note,) = ledger_notes(Ledger((DIGEST, DIGEST, ROW), 3))
    assert note == "* our digest of the source, open the original before you quote"
    assert ledger_notes(Ledger((ROW,), 1)) == []


def test_notes_tell_which_period_was_compared_and_what_is_left():
    """Only where a period was asked for, and only where not all is shown."""
    ledger = Ledger((ROW, ROW), 9, 3, {"collected": 2, "stated": 7})
    where = FigureFilter(period=("2024", None))
    assert ledger_notes(ledger, where) == [
        "filtered by the period of each figure: 2 collected, 7 stated",
        "4 to 5 of 9 figures",
    ]
    assert ledger_notes(ledger, FigureFilter()) == ["4 to 5 of 9 figures"]
    assert ledger_notes(Ledger((), 9), FigureFilter()) == ["none of 9 figures"]


def test_a_quote_is_the_publishers():
    """In quotation marks, with where it stands, and nothing that Markdown would take for markup."""
    (item,) = markdown_quotes([replace(ROW, title="A *bold* <b>survey</b>", url="javascript:alert(1)")])
    assert item.startswith("- “It is 82 % of organisations.”")
    assert "KubeCon · 2025-04 · 2024 · n = 750" in item
    assert "<b>" not in item
    assert "*bold*" not in item
    assert "javascript" not in item
    assert "<https://example.org/a>" in next(markdown_quotes([ROW]))


def test_a_digest_is_never_a_quotation():
    """Our sentence stands under our label, without quotation marks."""
    (item,) = markdown_quotes([DIGEST])
    assert item.startswith("- (our digest of Annual Survey, open the original before you quote) It is 82 %")
    assert not set(item) & set("“”\"'‘’«»")


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        (ROW, "metric", "stated"),
        (changed(metric=None), "metric", "missing"),
        (changed(inherited={"population": "heading"}), "population", "inherited:heading"),
        (changed(inherited={"period": "published"}), "period", "inherited:published"),
        (changed(edited={"population": "x"}), "population", "edited"),
        (changed(edited={"population": "x"}, population=None), "population", "edited"),
        (ROW, "sample_n", "inherited:source"),
        (changed(sample_n=750), "sample_n", "stated"),
        (replace(ROW, sample_n=None), "sample_n", "missing"),
    ],
)
def test_where_a_field_is_from(row, field, expected):
    """Stated in the sentence, inherited from somewhere, edited by a user, or missing."""
    assert field_status(row, field) == expected


def test_a_row_as_an_object():
    """The contract's figure, and what an export needs; a quote or a digest's sentence, never both."""
    shown = to_dict(ROW)
    assert shown["value"] == 82
    assert (shown["quote"], shown["digest_sentence"]) == (ROW.sentence, None)
    assert (shown["sample_n"], shown["score"], shown["rejected"]) == (750, 0.5, False)
    assert shown["status"]["sample_n"] == "inherited:source"
    digest = to_dict(DIGEST)
    assert (digest["quote"], digest["digest_sentence"]) == (None, ROW.sentence)


def test_a_ledger_as_an_object():
    """Total, offset and kinds of period beside the figures."""
    ledger = Ledger((ROW,), 9, 3, {"stated": 9})
    assert to_dict(ledger) == {
        "total": 9, "offset": 3, "period_kinds": {"stated": 9}, "figures": [to_dict(ROW)],
    }  # fmt: skip
    assert list(ledger) == [ledger[0]] == [ROW]
