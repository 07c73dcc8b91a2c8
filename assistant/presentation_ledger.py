"""Figures for people: tables for the terminal, and a list of quotes in Markdown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.presentation import digest_label, escape_markdown, printable, web_address
from assistant.schema import Figure, FigureFilter, Filter, Ledger, LedgerRow

LEDGER_COLUMNS = ("id", "value", "metric", "population", "period", "who", "source")
FIGURE_COLUMNS = ("value", "metric", "population", "period", "who")

_MARK = "*"
_QUALIFIERS = {"at_least": "at least", "up_to": "up to"}
_READ_ANEW = frozenset({"value", "high", "unit", "qualifier"})


def ledger_table(rows: Iterable[LedgerRow]) -> list[tuple[str, ...]]:
    """One row for each figure, in the columns of `LEDGER_COLUMNS`; unknown is an empty cell.

    The source of a digest has a mark behind it, which `ledger_notes` explains.
    """
    return [
        (
            row.figure.id,
            *_figure_cells(row.figure),
            _cell(f"{row.title} {_MARK}" if row.text_kind == "digest" else row.title),
        )
        for row in rows
    ]


def figures_table(figures: Iterable[Figure]) -> list[tuple[str, ...]]:
    """Figures of a text read on its own, in the columns of `FIGURE_COLUMNS`; unknown is an empty cell."""
    return [_figure_cells(figure) for figure in figures]


def ledger_notes(ledger: Ledger, where: Filter | None = None) -> list[str]:
    """What is to be said once above the table."""
    notes = []
    if any(row.text_kind == "digest" for row in ledger):
        notes.append(f"{_MARK} our digest of the source, open the original before you quote")
    if isinstance(where, FigureFilter) and where.period is not None and ledger.total:
        kinds = ", ".join(f"{count} {kind}" for kind, count in ledger.period_kinds.items())
        notes.append(f"filtered by the period of each figure: {kinds}")
    if len(ledger) < ledger.total:
        first = f"{ledger.offset + 1} to {ledger.offset + len(ledger)}" if len(ledger) else "none"
        notes.append(f"{first} of {ledger.total} figures")
    return notes


def value_text(figure: Figure) -> str:
    """A figure's number as its source writes it, with its qualifier; as corrected where a user did.

    What is not simply asserted is marked: disputed, hypothetical, target, rejected.
    """
    qualifier = "" if figure.qualifier is None else _QUALIFIERS.get(figure.qualifier, figure.qualifier)
    number = figure.surface
    if _READ_ANEW & figure.edited.keys():
        bounds = [format(bound, "f") for bound in (figure.value, figure.high) if bound is not None]
        number = f"{' to '.join(bounds) or 'unknown'} {figure.unit}"
    if qualifier and not number.lower().startswith(qualifier):
        number = f"{qualifier} {number}"
    marks: list[str] = [] if figure.stance in ("asserted", "reported") else [figure.stance]
    marks += ["edited"] if figure.edited.keys() - {"rejected"} else []
    marks += ["rejected"] if figure.rejected else []
    return f"{number} ({', '.join(marks)})" if marks else number


def markdown_quotes(rows: Iterable[LedgerRow]) -> Iterator[str]:
    """A Markdown list, one item a figure: the sentence, and where it stands.

    The publisher's words are in quotation marks, ours never: they stand under our label.
    """
    for row in rows:
        sentence = _line(row.sentence)
        if row.text_kind == "digest":
            sentence = f"({_line(digest_label(row))}) {sentence}"
        else:
            sentence = f"“{sentence}”"
        sample = None if row.sample_n is None else f"n = {row.sample_n:,}"
        about = (row.title, row.publisher, row.event, row.published, _period(row.figure), sample)
        address = web_address(row.url)
        where = [_line(part) for part in about if part] + ([f"<{address}>"] if address else [])
        yield f"- {sentence}  \n  {_line(value_text(row.figure))} · {' · '.join(where)}"


def _figure_cells(figure: Figure) -> tuple[str, ...]:
    cells = (value_text(figure), figure.metric, figure.population, _period(figure), figure.attributed_to)
    return tuple(_cell(cell) for cell in cells)


def _period(figure: Figure) -> str | None:
    period = figure.period
    if period is None:
        return None
    return period.label if period.kind == "stated" else f"{period.label} ({period.kind})"


def _cell(value: str | None) -> str:
    return " ".join(printable(value or "").split())


def _line(text: str) -> str:
    return " ".join(escape_markdown(text).split())
