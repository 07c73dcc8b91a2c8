"""The command `extract`: what a text or a file states, without a library."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli_display import write_table
from assistant.cli_inputs import batch_lines
from assistant.cli_options import AsJson, print_json
from assistant.errors import LoadError
from assistant.presentation import error_to_dict, to_dict
from assistant.presentation_ledger import FIGURE_COLUMNS, figures_table

if TYPE_CHECKING:
    from assistant.schema import Extraction

_UNREADABLE = 4


def extract(
    *,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="A file, or - for text on standard input.")
    ] = None,
    batch: Annotated[
        str | None, typer.Option(metavar="FILE", help='Texts, one {"id", "text"} a line; - for stdin.')
    ] = None,
    as_json: AsJson = False,
) -> int:
    """List the figures that a file or text states. Needs no library."""
    if (file is None) == (batch is None):
        raise typer.BadParameter("Give a file, or --batch FILE, not both.")
    if batch is not None:
        return _batch(batch)
    found = _read(file or "-")
    if as_json:
        print_json(to_dict(found))
    elif found.figures:
        write_table(FIGURE_COLUMNS, figures_table(found.figures))
    else:
        typer.echo("assistant: No figure is stated there.", err=True)
    return 0


def _read(name: str) -> Extraction:
    from assistant.extraction import extract, extract_file

    if name != "-":
        return extract_file(name)
    try:
        return extract(sys.stdin.buffer.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LoadError(
            "standard input", f"it is not UTF-8 ({error.reason} at byte {error.start})"
        ) from error


def _batch(name: str) -> int:
    """Print one object a line, in order; a bad line is reported in its place."""
    code = 0
    with batch_lines(name) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                shown = _of_line(line, f"line {number} of {'standard input' if name == '-' else name}")
                code = _UNREADABLE if "error" in shown else code
                print_json(shown, indent=None)
    return code


def _of_line(line: bytes, place: str) -> dict[str, Any]:
    from assistant.extraction import extract

    identity = None
    try:
        value = json.loads(line.decode("utf-8-sig"))
        identity = value.get("id") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(value.get("text"), str):
            raise LoadError(place, 'expected {"id", "text"}')
        return {"id": identity, **to_dict(extract(value["text"]))}
    except LoadError as error:
        return {"id": identity, "error": error_to_dict(error)}
    except (ValueError, RecursionError) as error:
        return {
            "id": identity,
            "error": error_to_dict(LoadError(place, f"this is not JSON in UTF-8 ({error})")),
        }
