"""Rows of the ledger for other programs: CSV, JSON Lines, Parquet, a pandas frame. Pure but for the file.

One record a figure, the same columns in every format. A sentence of ours stands under `digest_sentence`,
the publisher's under `quote`, never both.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import MissingDependencyError
from assistant.presentation_figures import TRACED_FIELDS, cited_source, field_status, number_of
from assistant.schema import LedgerRow

if TYPE_CHECKING:
    import pandas as pd

_INTEGERS = frozenset({"sample_n", "start", "end"})
_NUMBERS = frozenset({"value", "high"})
COLUMNS = (
    *("id", "value", "high", "unit", "qualifier", "direction", "metric", "population"),
    *("period_from", "period_to", "period_label", "period_kind", "attributed_to", "relayed_by"),
    *("stance", "sample_n", "surface", "quote", "digest_sentence", "text_kind", "title", "publisher"),
    *("account_of", "event", "published", "collected", "url", "source_id", "start", "end", "rejected"),
    *(f"{field}_status" for field in TRACED_FIELDS),
)
# A spreadsheet takes a cell that begins so for a formula; the wide forms too, in some languages.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def record(row: LedgerRow) -> dict[str, Any]:
    """A row as flat values in the order of `COLUMNS`; unknown is None, `value` and `high` are decimals."""
    figure, period = row.figure, row.figure.period
    return {
        "id": figure.id,
        "value": figure.value,
        "high": figure.high,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "direction": figure.direction,
        "metric": figure.metric,
        "population": figure.population,
        "period_from": period and period.start,
        "period_to": period and period.end,
        "period_label": period and period.label,
        "period_kind": period and period.kind,
        "attributed_to": figure.attributed_to,
        "relayed_by": figure.relayed_by,
        "stance": figure.stance,
        "sample_n": row.sample_n,
        "surface": figure.surface,
        **cited_source(row),
        "source_id": figure.source_id,
        "start": figure.start,
        "end": figure.end,
        "rejected": figure.rejected,
        **{f"{field}_status": field_status(row, field) for field in TRACED_FIELDS},
    }


def csv_lines(rows: Iterable[LedgerRow]) -> Iterator[str]:
    """CSV by RFC 4180, a header and one record a figure, each with its line end.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front; plain numbers do not.
    """
    yield _csv_line(COLUMNS)
    for row in rows:
        yield _csv_line([_cell(value) for value in record(row).values()])


def json_lines(rows: Iterable[LedgerRow]) -> Iterator[str]:
    """JSON Lines, one object a figure, without line ends; unknown is null."""
    for row in rows:
        yield json.dumps(_plain(record(row)), ensure_ascii=False)


def ledger_frame(rows: Iterable[LedgerRow]) -> pd.DataFrame:
    """A pandas frame, one line a figure, in the columns of `COLUMNS`; `value` and `high` are floats.

    Raises:
        MissingDependencyError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingDependencyError(_missing("A frame", "pandas", "frame")) from error
    frame = pd.DataFrame([_plain(record(row)) for row in rows], columns=list(COLUMNS))
    kinds = {
        **dict.fromkeys(_INTEGERS, "Int64"),
        **dict.fromkeys(_NUMBERS, "float64"),
        "rejected": "bool",
    }
    return frame.astype(kinds)


def write_parquet(rows: Iterable[LedgerRow], path: Path) -> None:
    """Write a Parquet file, one line a figure, in the columns of `COLUMNS`; `value` and `high` are doubles.

    Raises:
        MissingDependencyError: pyarrow is not installed.
        OSError: the file cannot be written.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingDependencyError(_missing("Parquet", "pyarrow", "parquet")) from error

    def kind(column: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        if column in _NUMBERS:
            return pa.float64()
        if column in _INTEGERS:
            return pa.int64()
        return pa.bool_() if column == "rejected" else pa.string()

    schema = pa.schema([(column, kind(column)) for column in COLUMNS])
    records = [_plain(record(row)) for row in rows]
    for line in records:
        line.update({name: float(line[name]) for name in _NUMBERS if line[name] is not None})
    pq.write_table(pa.Table.from_pylist(records, schema=schema), path)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: number_of(v) if isinstance(v, Decimal) else v for name, v in values.items()}


def _cell(value: Any) -> str:  # noqa: ANN401 - any value of a record
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _missing(what: str, package: str, extra: str) -> str:
    return f"{what} needs {package}: pip install 'conference-insight-assistant[{extra}]'"
