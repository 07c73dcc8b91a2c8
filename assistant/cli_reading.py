"""The commands that read a library: sources, source, search, ask."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli_display import write_table
from assistant.cli_inputs import (
    BadLine,
    BatchQuestion,
    batch_lines,
    read_batch,
    read_filter,
    read_history,
    read_question,
)
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
from assistant.errors import ConfigurationError, ModelError
from assistant.presentation import (
    SOURCE_COLUMNS,
    answer_to_text,
    error_to_dict,
    printable,
    sources_table,
    to_dict,
)

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.schema import Filter

DONE, INSUFFICIENT, UNREADABLE = 0, 3, 4
_WIDEST = 100


def sources(
    context: typer.Context,
    *,
    source: SourceIds = None,
    publisher: Publisher = None,
    event: Event = None,
    published: Published = None,
    collected: Collected = None,
    library: Library = None,
    as_json: AsJson = False,
) -> int:
    """List the sources."""
    where = read_filter(
        sources=source, publisher=publisher, event=event, published=published, collected=collected
    )
    with open_assistant(chosen_settings(context, library)) as assistant:
        found = assistant.sources(where)
        hint_if_empty(assistant)
    if as_json:
        print_json([to_dict(item) for item in found])
    elif found:
        write_table(SOURCE_COLUMNS, sources_table(found))
    return 0


def source(
    context: typer.Context,
    *,
    source_id: Annotated[str, typer.Argument(metavar="ID")],
    text: Annotated[
        bool, typer.Option("--text", help="Its canonical text, to which all spans refer.")
    ] = False,
    library: Library = None,
    as_json: AsJson = False,
) -> int:
    """Show one source."""
    with open_assistant(chosen_settings(context, library)) as assistant:
        found = assistant.source(source_id)
    if as_json:
        print_json(to_dict(found if text else found.source))
    elif text:
        typer.echo(printable(found.text))
    else:
        for name, value in to_dict(found.source).items():
            shown = (
                value if not isinstance(value, dict) else ", ".join(f"{k} {v}" for k, v in value.items() if v)
            )
            typer.echo(f"{name:12}{printable('' if shown is None else str(shown))}".rstrip())
    return 0


def search(
    context: typer.Context,
    *,
    query: Annotated[str, typer.Argument()],
    top_k: Annotated[int | None, typer.Option("--top-k", min=1, max=100, help="Most passages.")] = None,
    source: SourceIds = None,
    publisher: Publisher = None,
    event: Event = None,
    published: Published = None,
    collected: Collected = None,
    library: Library = None,
    as_json: AsJson = False,
) -> int:
    """Find passages, without composing an answer."""
    where = read_filter(
        sources=source, publisher=publisher, event=event, published=published, collected=collected
    )
    text = read_question(query)
    with open_assistant(chosen_settings(context, library)) as assistant:
        hint_if_empty(assistant)
        found = assistant.search(text, top_k, where)
        titles = {item.id: item.metadata.title for item in assistant.sources()}
    if as_json:
        print_json([to_dict(chunk) for chunk in found])
    for rank, chunk in enumerate(() if as_json else found, start=1):
        place = " · ".join(part for part in (titles.get(chunk.source_id), chunk.heading) if part)
        typer.echo(
            f"{rank}. {printable(place)} [{chunk.source_id}, {chunk.start}-{chunk.end}, {chunk.score:.2f}]"
        )
        typer.echo(textwrap.indent(printable(chunk.text), "   "))
    return 0


def ask(
    context: typer.Context,
    *,
    question: Annotated[str | None, typer.Argument()] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help='Questions, one {"id", "question", "history"?} a line; - for stdin.'
        ),
    ] = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help='Earlier turns: JSON list of {"role", "content"}.')
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Chat model, e.g. openai:NAME; without one nothing is sent anywhere.")
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="Address of an OpenAI-compatible server.")] = None,
    source: SourceIds = None,
    publisher: Publisher = None,
    event: Event = None,
    published: Published = None,
    collected: Collected = None,
    library: Library = None,
    as_json: AsJson = False,
) -> int:
    """Answer a question, or a batch of them, from the library."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give a question, or --batch FILE, not both.")
    if batch is not None and history is not None:
        raise typer.BadParameter("In a batch every line carries its own history; leave --history out.")
    where = read_filter(
        sources=source, publisher=publisher, event=event, published=published, collected=collected
    )
    turns = read_history(history) if history else ()
    text = read_question(question or "")
    with open_assistant(chosen_settings(context, library, model, base_url)) as assistant:
        hint_if_empty(assistant)
        if batch is not None:
            return _ask_batch(assistant, batch, where)
        answer = assistant.ask(text, turns, where)
    if as_json:
        print_json(to_dict(answer))
    else:
        typer.echo(answer_to_text(answer, min(shutil.get_terminal_size().columns, _WIDEST)))
    return INSUFFICIENT if answer.status == "insufficient_evidence" else 0


def _ask_batch(assistant: Assistant, name: str, where: Filter) -> int:
    """Print one answer a line, in order; a bad line is reported in its place."""
    code = 0
    with batch_lines(name) as lines:
        for line in read_batch(lines, name):
            shown = _batch_answer(assistant, line, where)
            code = UNREADABLE if "error" in shown else code
            print_json(shown, indent=None)
    return code


def _batch_answer(assistant: Assistant, line: BatchQuestion | BadLine, where: Filter) -> dict[str, Any]:
    if isinstance(line, BadLine):
        return {"id": line.id, "error": error_to_dict(line.error)}
    try:
        answer = assistant.ask(line.question, line.history, where)
    except (ConfigurationError, ModelError) as error:
        # Of this question alone; whatever is wrong with the library would be so for the next one too.
        return {"id": line.id, "error": error_to_dict(error)}
    return {**to_dict(answer), "id": line.id}
