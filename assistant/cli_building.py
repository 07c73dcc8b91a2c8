"""The commands that build and keep a library: add, remove, check, rebuild; and serve, which offers it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_display import progress_display
from assistant.cli_options import AsJson, Library, chosen_settings, open_assistant, print_json
from assistant.presentation import printable, to_dict

DONE, UNREADABLE, LIBRARY = 0, 4, 5


def add(
    context: typer.Context,
    *,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files or folders: .md .txt .html .pdf")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--as", help="Name of the one file; a later add under it replaces it.")
    ] = None,
    starter: Annotated[bool, typer.Option("--starter", help="Add the starter corpus.")] = False,
    library: Library = None,
    as_json: AsJson = False,
) -> int:
    """Add files or folders; only what changed is worked on."""
    given = list(paths or [])
    if not given and not starter:
        raise typer.BadParameter("Give a file or folder to add, or --starter.")
    if name is not None and (starter or len(given) != 1 or given[0].is_dir()):
        raise typer.BadParameter("--as names exactly one file.")
    if starter:
        from assistant.starter import starter_corpus

        given.append(starter_corpus())
    with (
        open_assistant(chosen_settings(context, library), create=True) as assistant,
        progress_display(quiet=as_json) as report,
    ):
        results = assistant.add(given, report, key=name)
    counts = Counter(result.action for result in results)
    summary = {action: counts[action] for action in ("added", "updated", "unchanged", "failed")}
    if as_json:
        print_json({**summary, "results": [to_dict(result) for result in results]})
    else:
        for result in results:
            if result.action == "failed":
                typer.echo(f"failed: {printable(result.path)}: {printable(result.error or '')}", err=True)
        typer.echo(", ".join(f"{count} {action}" for action, count in summary.items()))
    return UNREADABLE if counts["failed"] else 0


def remove(
    context: typer.Context,
    *,
    source_id: Annotated[str, typer.Argument(metavar="ID")],
    library: Library = None,
    as_json: AsJson = False,
) -> int:
    """Remove a source everywhere."""
    with open_assistant(chosen_settings(context, library)) as assistant:
        removed = assistant.remove(source_id)
    if as_json:
        print_json(to_dict(removed))
    else:
        typer.echo(f"removed {removed.id}: {printable(removed.metadata.title)}")
    return 0


def check(context: typer.Context, *, library: Library = None, as_json: AsJson = False) -> int:
    """Check that catalog, indexes and spans agree; exit code 5 if not."""
    with open_assistant(chosen_settings(context, library)) as assistant:
        problems, notes = assistant.check(), assistant.check_notes()
        count = len(assistant.sources())
    if as_json:
        print_json({"sources": count, "problems": problems, "notes": notes})
    else:
        typer.echo("\n".join(printable(problem) for problem in problems) or f"all is well: {count} sources")
        for note in notes:
            typer.echo(f"note: {printable(note)}")
    return LIBRARY if problems else 0


def rebuild(context: typer.Context, *, library: Library = None, as_json: AsJson = False) -> int:
    """Make the vector index afresh from the catalog, and renew what an older version left."""
    with open_assistant(chosen_settings(context, library)) as assistant:
        chunks = assistant.rebuild()
    if as_json:
        print_json({"chunks": chunks})
    else:
        typer.echo(f"rebuilt the vector index: {chunks} chunks")
    return 0


def serve(
    context: typer.Context,
    *,
    host: Annotated[str, typer.Option(help="Address to listen on; the default is this machine only.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535)] = 7860,
    library: Library = None,
) -> int:
    """Open the browser chat."""
    from assistant.web import serve as serve_page

    serve_page(chosen_settings(context, library).library, host, port)
    return 0
