"""The ledger for other programs: CSV, JSON Lines, Parquet and a frame hold the same."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_presentation_ledger import DIGEST, FIGURE, ROW

from assistant.errors import MissingDependencyError
from assistant.export import COLUMNS, csv_lines, json_lines, ledger_frame, record, write_parquet

ROWS = (
    ROW,
    DIGEST,
    replace(
        ROW,
        figure=replace(
            FIGURE, value=Decimal("24800000000"), high=Decimal("30000000000.5"), unit="currency:USD",
            metric=None, period=None, edited={"metric": "x", "rejected": "no"},
            inherited={"population": "list"},
        ),
        title='A "title", with\nmore', sample_n=None, url=None,
    ),
)  # fmt: skip


def read_csv(rows):
    """What a reader of RFC 4180 finds."""
    text = "".join(csv_lines(rows))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_record_has_the_columns_in_order():
    """In every format."""
    assert tuple(record(ROW)) == COLUMNS
    assert {"quote", "digest_sentence", "url", "published", "sample_n", "population_status"} <= set(COLUMNS)


def test_csv_is_rfc_4180():
    """One header, CRLF, quotes doubled, line breaks inside a cell kept."""
    text = "".join(csv_lines(ROWS))
    assert text.startswith(",".join(COLUMNS) + "\r\n")
    assert text.count("\r\n") == 4
    assert '"A ""title"", with\nmore"' in text
    assert [row["title"] for row in read_csv(ROWS)] == [
        "Annual Survey",
        "Annual Survey",
        'A "title", with\nmore',
    ]


def test_csv_values():
    """Exact decimals without an exponent, unknown is empty, true and false in words."""
    first, digest, last = read_csv(ROWS)
    assert (first["value"], first["high"], first["rejected"]) == ("82", "", "false")
    assert (last["value"], last["high"], last["rejected"]) == ("24800000000", "30000000000.5", "true")
    assert (first["quote"], first["digest_sentence"]) == (ROW.sentence, "")
    assert (digest["quote"], digest["digest_sentence"]) == ("", ROW.sentence)
    assert (first["period_from"], first["period_kind"], last["period_from"]) == ("2024", "stated", "")


def test_where_each_field_is_from():
    """A column for each of them: stated, inherited, missing or edited."""
    first, _, last = read_csv(ROWS)
    assert (first["metric_status"], first["population_status"]) == ("stated", "stated")
    assert (last["metric_status"], last["population_status"]) == ("edited", "inherited:list")
    assert (last["period_status"], last["sample_n_status"]) == ("missing", "missing")
    assert first["sample_n_status"] == "inherited:source"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("-5.25", "-5.25"),
        ("+7", "+7"),
        ("a=1", "a=1"),
        ("'", "'"),
    ],
)
def test_a_spreadsheet_runs_no_cell(cell, safe):
    """What it would take for a formula gets an apostrophe; plain numbers and other texts stay."""
    row = replace(ROW, title=cell, figure=replace(FIGURE, metric=cell))
    (found,) = read_csv([row])
    assert (found["title"], found["metric"]) == (safe, safe)


@given(
    st.text(), st.text(), st.decimals(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)
)
def test_csv_gives_back_what_went_in(title, sentence, value):
    """Any text and number, but for the apostrophe in front of what looks like a formula."""
    (found,) = read_csv([replace(ROW, title=title, sentence=sentence, figure=replace(FIGURE, value=value))])
    for name, text in (("title", title), ("quote", sentence)):
        assert found[name] in (text, f"'{text}")
        # A spreadsheet sees no cell that begins like a formula and is no number.
        if found[name][:1] in tuple("=+-@\t\r"):
            assert math.isfinite(float(found[name]))
    assert Decimal(found["value"]) == value


def test_json_lines():
    """One object a line with the same columns; numbers are numbers, unknown is null."""
    lines = list(json_lines(ROWS))
    assert not any("\n" in line for line in lines)
    first, _, last = map(json.loads, lines)
    assert tuple(first) == COLUMNS
    assert (first["value"], first["high"], first["sample_n"]) == (82, None, 750)
    assert (last["value"], last["high"], last["rejected"]) == (24800000000, 30000000000.5, True)


def test_a_frame():
    """Columns of fixed kinds, also without rows."""
    frame = ledger_frame(ROWS)
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["value"]) == [82.0, 82.0, 24.8e9]
    assert list(frame["sample_n"].isna()) == [False, False, True]
    assert str(frame["sample_n"].dtype) == "Int64"
    assert frame["rejected"].tolist() == [False, False, True]
    empty = ledger_frame([])
    assert tuple(empty.columns) == COLUMNS
    assert str(empty["value"].dtype) == "float64"


def test_parquet(tmp_path):
    """The same columns and values in a file, of the same kinds with rows and without."""
    import pyarrow.parquet as pq

    write_parquet(ROWS, tmp_path / "some.parquet")
    write_parquet([], tmp_path / "none.parquet")
    table = pq.read_table(tmp_path / "some.parquet")
    assert tuple(table.column_names) == COLUMNS
    assert table.schema == pq.read_table(tmp_path / "none.parquet").schema
    assert table.to_pylist() == [json.loads(line) for line in json_lines(ROWS)]


@pytest.mark.parametrize(
    ("package", "write", "extra"),
    [
        ("pandas", lambda path: ledger_frame(ROWS), "frame"),  # noqa: ARG005
        ("pyarrow", lambda path: write_parquet(ROWS, path / "x.parquet"), "parquet"),
    ],
)
def test_a_package_that_is_not_installed_is_named(package, write, extra, monkeypatch, tmp_path):
    """The message is the command that installs it."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        MissingDependencyError, match=rf"pip install 'conference-insight-assistant\[{extra}\]'"
    ):
        write(tmp_path)
