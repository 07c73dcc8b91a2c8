"""What the commands share: their common options, opening the library, printing JSON."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import LibraryNotFoundError

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

Library = Annotated[
    Path | None,
    typer.Option("--library", help="Folder of the library. Default: $ASSISTANT_LIBRARY or ./library."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SourceIds = Annotated[
    list[str] | None, typer.Option("--source", help="Only this source (its id); may be repeated.")
]
Publisher = Annotated[
    str | None, typer.Option("--publisher", help="Only sources whose publisher contains this.")
]
Event = Annotated[str | None, typer.Option("--event", help="Only sources whose event contains this.")]
Published = Annotated[
    str | None, typer.Option("--published", metavar="A..B", help="Only published then: 2024..2025-06.")
]
Collected = Annotated[
    str | None, typer.Option("--collected", metavar="A..B", help="Only collected then: 2024..2025-06.")
]


def chosen_settings(
    context: typer.Context, library: Path | None, model: str | None = None, base_url: str | None = None
) -> Settings:
    """The environment's settings, with what was said on the command line on top.

    Raises:
        ConfigurationError: a variable has a value that is not accepted.
    """
    from assistant.settings import read_settings

    said = {"library": library or context.obj, "model": model, "base_url": base_url}
    return read_settings().model_copy(update={name: value for name, value in said.items() if value})


def open_assistant(settings: Settings, *, create: bool = False) -> Assistant:
    """The library of the settings.

    Raises:
        LibraryError: it cannot be opened; where there is none, the message offers the starter corpus.
    """
    from assistant.pipeline import Assistant

    try:
        return Assistant.open(settings.library, settings, create=create)
    except LibraryNotFoundError as error:
        raise LibraryNotFoundError(f"{error}; {_starter_hint(settings.library)}") from error


def hint_if_empty(assistant: Assistant) -> None:
    """On stderr, so that JSON stays JSON."""
    if not assistant.sources():
        folder = assistant.settings.library
        typer.echo(f"assistant: The library in {folder} is empty; {_starter_hint(folder)}", err=True)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a JSON value at once, so that a reader of a batch need not wait for its end."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=indent))


def _starter_hint(folder: Path) -> str:
    return f"to try the starter corpus: assistant --library {shlex.quote(str(folder))} add --starter"
