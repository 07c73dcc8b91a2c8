"""What a terminal shows besides answers: the progress of an add, and tables. The only file with rich."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from assistant.presentation import printable
from assistant.schema import Progress, ProgressCallback

_DOING = {
    "reading": "Reading",
    "embedding": "Embedding",
    "publishing": "Publishing the index",
    "finished": "Done",
}


@contextmanager
def progress_display(*, quiet: bool) -> Iterator[ProgressCallback]:
    """A callback for `Assistant.add`: a bar on a terminal's stderr, else plain lines, else nothing."""
    if quiet:
        yield _say_nothing
    elif not sys.stderr.isatty():
        yield _write_line
    else:
        with _bar() as report:
            yield report


def _say_nothing(_progress: Progress) -> None:
    """With --json, stderr stays free for errors."""


def _write_line(progress: Progress) -> None:
    if progress.stage == "reading":
        text = f"[{progress.done + 1}/{progress.total}] {printable(progress.path or '')}"
    elif progress.stage == "finished":
        return
    else:
        text = f"{_DOING[progress.stage]} ..."
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def _bar() -> Iterator[ProgressCallback]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with Bar(*columns, console=console) as bar:
        task = bar.add_task(_DOING["reading"], total=None)

        def report(progress: Progress) -> None:
            bar.update(
                task,
                description=_DOING[progress.stage],
                completed=progress.done,
                total=progress.total,
            )

        yield report


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on a terminal's stdout; tab-separated lines, nothing shortened, for a pipe or a file."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            sys.stdout.write("\t".join(row) + "\n")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=column == "id", overflow="fold")
    for row in rows:
        # Text, because a plain string would be read as rich's markup.
        table.add_row(*(Text(cell) for cell in row))
    Console(markup=False, emoji=False, highlight=False).print(table)
