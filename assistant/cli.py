"""The command `assistant`: reads arguments, calls `Assistant`, prints. It decides nothing.

Exit codes: 0 answered, partly answered or done; 1 a bug; 2 usage; 3 insufficient evidence; 4 an input
could not be read; 5 library; 6 model; 130 interrupted; 141 the reader of the output has gone.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import typer

from assistant.cli_building import add, check, rebuild, remove, serve
from assistant.cli_extract import extract
from assistant.cli_figures import figures
from assistant.cli_options import Library, print_json
from assistant.cli_reading import ask, search, source, sources
from assistant.errors import (
    AssistantError,
    ConfigurationError,
    LibraryError,
    LoadError,
    MissingDependencyError,
    ModelError,
)
from assistant.presentation import error_to_dict, printable

_BUG, _INTERRUPTED, _PIPE_CLOSED = 1, 130, 141
_EXIT_CODES: tuple[tuple[type[AssistantError], int], ...] = (
    (ConfigurationError, 2),
    (LoadError, 4),
    (LibraryError, 5),
    (ModelError, 6),
    (MissingDependencyError, 6),
)
_COMMANDS = (ask, search, figures, extract, sources, source, add, remove, serve, check, rebuild)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # What packages log about odd files ("EOF marker not found") names no file and is no message of ours.
    logging.getLogger().addHandler(logging.NullHandler())
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: what follows the name of the program.

    Returns:
        The exit code; errors have been printed.
    """
    as_json = any(a in ("--json", "--batch") or a.startswith("--batch=") for a in arguments)
    _prepare_streams(for_programs=as_json or any(a in ("--csv", "--jsonl", "--markdown") for a in arguments))
    try:
        code = int(_app()(args=list(arguments), prog_name="assistant", standalone_mode=False) or 0)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - the outermost surface
        code = _report(error, as_json=as_json)
    return code


def exit_code(error: AssistantError) -> int:
    """The documented exit code of an error."""
    return next((code for kind, code in _EXIT_CODES if isinstance(error, kind)), _BUG)


def _app() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_everywhere)
    for command in _COMMANDS:
        app.command()(command)
    return app


def _everywhere(context: typer.Context, library: Library = None) -> None:
    """Ask conference articles and industry reports; every number goes back to its source."""
    context.obj = library


def _prepare_streams(*, for_programs: bool) -> None:
    """Exports are UTF-8 whatever the terminal; elsewhere a character that cannot be shown becomes `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if for_programs and stream is sys.stdout:
                # The line ends of CSV are its own.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
            else:
                stream.reconfigure(errors="replace")


def _report(error: BaseException, *, as_json: bool) -> int:
    """Say what went wrong, in one line; return the exit code."""
    # Typer answers a closed pipe with a SystemExit of its own.
    if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
        # Nobody reads any more: keep the interpreter from complaining about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return _PIPE_CLOSED
    if isinstance(error, KeyboardInterrupt):
        return _INTERRUPTED
    if isinstance(error, typer.TyperException):
        message = " ".join(error.format_message().split())
        # A command without arguments has shown its help; that is its message.
        if message:
            _say("usage", f"{message} See: assistant --help", as_json=as_json)
        return error.exit_code
    if isinstance(error, AssistantError):
        _say(**error_to_dict(error), as_json=as_json)
        return exit_code(error)
    if isinstance(error, SystemExit):
        raise error
    _say("bug", f"This is a bug ({type(error).__name__}: {error}); please report it", as_json=as_json)
    if os.environ.get("ASSISTANT_DEBUG"):
        traceback.print_exception(error)
    return _BUG


def _say(kind: str, message: str, *, as_json: bool) -> None:
    typer.echo(f"assistant: {printable(message)}", err=True)
    if as_json:
        print_json({"error": {"kind": kind, "message": message}})
