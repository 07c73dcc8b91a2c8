"""The command `figures`: the ledger as a table or for other programs, and correcting it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_display import write_table
from assistant.cli_inputs import read_edit, read_figure_filter, read_question
from assistant.cli_options import (
    AsJson,
    Collected,
    Event,
    Library,
    Published,
    Publisher,
    SourceIds,
    chosen_settings,
    hint_if_empty,
    open_assistant,
    print_json,
)
from assistant.errors import ConfigurationError
from assistant.presentation import printable, to_dict
from assistant.presentation_ledger import (
    LEDGER_COLUMNS,
    ledger_notes,
    ledger_table,
    markdown_quotes,
    value_text,
)

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.schema import Filter, Ledger

_SHOWN = 50


def figures(
    context: typer.Context,
    *,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]", help="What is measured, among whom; with --edit: FIELD=VALUE..."),
    ] = None,
    period: Annotated[
        str | None, typer.Option("--year", "--period", metavar="A..B", help="Figures of then: 2023..2026.")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="Only this unit, or family: percent, currency:USD, currency.")
    ] = None,
    value: Annotated[
        str | None, typer.Option(metavar="A..B", help="Only values between, in the base of the unit: 40..60.")
    ] = None,
    attributed_to: Annotated[
        str | None, typer.Option("--attributed-to", help="Only figures whose speaker's name has these words.")
    ] = None,
    sample: Annotated[
        bool | None, typer.Option("--with-sample/--without-sample", help="Says how many were asked, or not.")
    ] = None,
    stance: Annotated[
        str | None, typer.Option(help="asserted, reported, disputed, hypothetical or target.")
    ] = None,
    source: SourceIds = None,
    publisher: Publisher = None,
    event: Event = None,
    published: Published = None,
    collected: Collected = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="Rejected figures too.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=0, help=f"Most figures. Default: {_SHOWN} in the table, else all.")
    ] = None,
    offset: Annotated[int, typer.Option(min=0, help="Figures left out in front.")] = 0,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print a list of quotes.")] = False,
    parquet: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a Parquet file.")] = None,
    edit: Annotated[str | None, typer.Option(metavar="ID", help="Correct fields of this figure.")] = None,
    reject: Annotated[
        str | None, typer.Option(metavar="ID", help="Hide this figure; it never answers.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is rejected.")] = None,
    unedit: Annotated[
        str | None, typer.Option(metavar="ID", help="Take all edits of this figure back.")
    ] = None,
    library: Library = None,
    as_json: AsJson = False,
) -> int:
    """List, export and correct the figures that the library states."""
    forms = {"--csv": as_csv, "--jsonl": as_jsonl, "--json": as_json, "--markdown": as_markdown}
    _one_of_all({**forms, "--parquet": parquet is not None})
    corrections = {"--edit": edit, "--reject": reject, "--unedit": unedit}
    _one_of_all({name: figure_id is not None for name, figure_id in corrections.items()})
    if reason is not None and reject is None:
        raise typer.BadParameter("--reason belongs to --reject ID.")
    where = read_figure_filter(
        sources=source,
        publisher=publisher,
        event=event,
        published=published,
        collected=collected,
        unit=unit,
        value=value,
        period=period,
        attributed_to=attributed_to,
        sample=sample,
        stance=stance,
        rejected=None if rejected else False,
    )
    with open_assistant(chosen_settings(context, library)) as assistant:
        if any(figure_id is not None for figure_id in corrections.values()):
            return _correct(assistant, edit, reject, unedit, words or [], reason, as_json=as_json)
        hint_if_empty(assistant)
        table = parquet is None and not any(forms.values())
        query = read_question(" ".join(words)) if words else None
        found = assistant.figures(query, where, _SHOWN if table and limit is None else limit, offset)
    if as_json:
        print_json(to_dict(found))
    elif parquet is not None:
        _write_parquet(found, parquet)
    elif table:
        _print_table(found, where)
    else:
        _print_lines(found, as_csv=as_csv, as_jsonl=as_jsonl)
    return 0


def _correct(
    assistant: Assistant,
    edit: str | None,
    reject: str | None,
    unedit: str | None,
    words: list[str],
    reason: str | None,
    *,
    as_json: bool,
) -> int:
    """Edit, reject or restore one figure, and show what it is now."""
    if edit is not None:
        figure = assistant.edit_figure(edit, read_edit(words))
    elif words:
        raise typer.BadParameter("--reject and --unedit take no query.")
    elif reject is not None:
        figure = assistant.reject_figure(reject, reason)
    else:
        figure = assistant.unedit_figure(unedit or "")
    if as_json:
        print_json(to_dict(figure))
        return 0
    typer.echo(printable(f"{figure.id}: {value_text(figure)}"))
    for field, was in figure.edited.items():
        note = was and f" ({was})" if field == "rejected" else f" was: {was or 'not stated'}"
        typer.echo(printable(f"  {field}{note}"))
    return 0


def _print_table(found: Ledger, where: Filter) -> None:
    for note in ledger_notes(found, where):
        typer.echo(printable(note))
    if len(found):
        write_table(LEDGER_COLUMNS, ledger_table(found))
    elif not found.total:
        typer.echo("assistant: No figure fits.", err=True)


def _print_lines(found: Ledger, *, as_csv: bool, as_jsonl: bool) -> None:
    from assistant.export import csv_lines, json_lines

    if as_csv:
        lines: Iterable[str] = csv_lines(found)
    else:
        lines = (f"{line}\n" for line in (json_lines(found) if as_jsonl else markdown_quotes(found)))
    for line in lines:
        typer.echo(line, nl=False)


def _write_parquet(found: Ledger, path: Path) -> None:
    from assistant.export import write_parquet

    try:
        write_parquet(found, path)
    except OSError as error:
        raise ConfigurationError(
            f"--parquet {path} cannot be written ({error.strerror or error}); name a file in a folder "
            "that is there and that you may write to"
        ) from error
    typer.echo(f"wrote {len(found)} figures to {printable(str(path))}", err=True)


def _one_of_all(given: dict[str, bool]) -> None:
    chosen = [name for name, is_given in given.items() if is_given]
    if len(chosen) > 1:
        raise typer.BadParameter(f"Give one of {' and '.join(chosen)}, not both.")
