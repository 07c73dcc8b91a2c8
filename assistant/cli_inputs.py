"""What the command line is given -> schema objects: filters, histories, batches. No output, no library."""

from __future__ import annotations

import json
import re
import sys
import typing
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from assistant.errors import ConfigurationError, LoadError
from assistant.index.edit_fields import read_unit
from assistant.schema import FigureFilter, Filter, Stance, Turn

STANCES = typing.get_args(Stance)
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
Bounds = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch: `id` as it was given (any JSON value, None if there is none)."""

    id: object
    question: str
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a batch that is no question."""

    id: object
    error: LoadError


def read_filter(
    *,
    sources: Sequence[str] | None,
    publisher: str | None,
    event: str | None,
    published: str | None,
    collected: str | None,
) -> Filter:
    """The filter that the options describe.

    Raises:
        ConfigurationError: a date range is not of the form A..B; the message names the option.
    """
    return Filter(
        sources=tuple(sources or ()),
        publisher=publisher,
        event=event,
        published=None if published is None else read_bounds(published, "--published"),
        collected=None if collected is None else read_bounds(collected, "--collected"),
    )


def read_figure_filter(
    *,
    sources: Sequence[str] | None,
    publisher: str | None,
    event: str | None,
    published: str | None,
    collected: str | None,
    unit: str | None,
    value: str | None,
    period: str | None,
    attributed_to: str | None,
    sample: bool | None,
    stance: str | None,
    rejected: bool | None,
) -> FigureFilter:
    """The filter of figures that the options describe.

    Raises:
        ConfigurationError: an option has a value that it cannot have; the message names it.
    """
    if stance is not None and stance not in STANCES:
        raise ConfigurationError(f"--stance is {stance!r}, expected one of: {', '.join(STANCES)}")
    return FigureFilter(
        sources=tuple(sources or ()),
        publisher=publisher,
        event=event,
        published=None if published is None else read_bounds(published, "--published"),
        collected=None if collected is None else read_bounds(collected, "--collected"),
        unit=None if unit is None else read_unit(unit, "--unit"),
        value=None if value is None else read_values(value, "--value"),
        period=None if period is None else read_bounds(period, "--year"),
        attributed_to=attributed_to,
        sample=sample,
        stance=next((known for known in STANCES if known == stance), None),
        rejected=rejected,
    )


def read_values(text: str, option: str) -> tuple[Decimal | None, Decimal | None]:
    """`A..B`, `A..`, `..B` or `A` (the same as A..A), each a decimal number.

    Raises:
        ConfigurationError: it is none of these, or B is below A.
    """
    first, dots, last = text.partition("..")
    try:
        low, high = (Decimal(part) if part else None for part in (first, last if dots else first))
        wrong = all(bound is None for bound in (low, high)) or not all(
            bound.is_finite() for bound in (low, high) if bound is not None
        )
    except InvalidOperation:
        wrong = True
    if wrong:
        raise ConfigurationError(
            f"{option} is {text!r}, expected A..B with numbers such as 40..60, 0.5.. or 82"
        )
    if low is not None and high is not None and high < low:
        raise ConfigurationError(f"{option} is {text!r}, which ends below its beginning; exchange the two")
    return low, high


def read_edit(words: Sequence[str]) -> dict[str, str | None]:
    """FIELD=VALUE arguments -> changes; `FIELD=` means that nothing is stated.

    Raises:
        ConfigurationError: an argument has no `=`, or a field comes twice.
    """
    changes: dict[str, str | None] = {}
    for word in words:
        field, equals, value = read_question(word).partition("=")
        if not equals:
            raise ConfigurationError(f"{word!r} is no FIELD=VALUE; put quotes around a value with spaces")
        if field in changes:
            raise ConfigurationError(f"{field!r} is given twice; give it once")
        changes[field] = value or None
    return changes


def read_bounds(text: str, option: str) -> Bounds:
    """`A..B`, `A..`, `..B` or `A` (the same as A..A), each YYYY, YYYY-MM or YYYY-MM-DD.

    Raises:
        ConfigurationError: it is none of these, or B is before A.
    """
    first, dots, last = text.partition("..")
    low, high = first or None, (last if dots else first) or None
    for date in (low, high):
        if date is not None and not _DATE.fullmatch(date):
            raise ConfigurationError(
                f"{option} is {text!r}, expected A..B with dates such as 2024, 2024-06 or 2024-06-30; "
                "either side may be left out"
            )
    if low is None and high is None:
        raise ConfigurationError(f"{option} is {text!r}, expected at least one date, such as 2024..")
    if low is not None and high is not None and high[: len(low)] < low[: len(high)]:
        raise ConfigurationError(f"{option} is {text!r}, which ends before it begins; exchange the two dates")
    return low, high


def read_history(path: Path) -> tuple[Turn, ...]:
    """Earlier turns from a JSON file: a list of {"role": "user" | "assistant", "content": "..."}.

    Raises:
        LoadError: the file cannot be read or is not of this form.
    """
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise LoadError(str(path), f"it cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise LoadError(str(path), f"this is not JSON in UTF-8 ({error})") from error
    try:
        return turns_of(value)
    except ValueError as error:
        raise LoadError(str(path), str(error)) from error


def turns_of(value: object) -> tuple[Turn, ...]:
    """A JSON history as turns; None is an empty one.

    Raises:
        ValueError: it is not a list of {"role", "content"}.
    """
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError('the history must be a list of {"role", "content"}')
    turns = []
    for number, item in enumerate(value, start=1):
        role = item.get("role") if isinstance(item, dict) else None
        content = item.get("content") if isinstance(item, dict) else None
        if role not in ("user", "assistant") or not isinstance(content, str):
            raise ValueError(
                f'turn {number} of the history must have a "role" (user or assistant) and a "content" (text)'
            )
        turns.append(Turn(role, _unicode(content, f"turn {number} of the history")))
    return tuple(turns)


@contextmanager
def batch_lines(name: str) -> Iterator[Iterable[bytes]]:
    """The raw lines of a file, or of standard input for `-`.

    Raises:
        LoadError: the file cannot be opened.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - an error while reading is not one of opening
    except OSError as error:
        raise LoadError(name, f"it cannot be read ({error.strerror})") from error
    with stream:
        yield stream


def read_batch(lines: Iterable[bytes], name: str) -> Iterator[BatchQuestion | BadLine]:
    """Questions of a JSON-lines batch, in order, one at a time; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_line(line, f"line {number} of {'standard input' if name == '-' else name}")


def _read_line(line: bytes, place: str) -> BatchQuestion | BadLine:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return BadLine(None, LoadError(place, f"this is not JSON in UTF-8 ({error})"))
    if not isinstance(value, dict):
        return BadLine(None, LoadError(place, 'expected {"id", "question", "history"?}'))
    question = value.get("question")
    if not isinstance(question, str):
        return BadLine(value.get("id"), LoadError(place, 'expected a text under "question"'))
    try:
        return BatchQuestion(
            value.get("id"), _unicode(question, "the question"), turns_of(value.get("history"))
        )
    except ValueError as error:
        return BadLine(value.get("id"), LoadError(place, str(error)))


def read_question(argument: str) -> str:
    """A question from the command line.

    Raises:
        ConfigurationError: its bytes were no text in the terminal's encoding.
    """
    try:
        return _unicode(argument, "the question")
    except ValueError as error:
        raise ConfigurationError(f"{error}; type it in UTF-8") from error


def _unicode(text: str, what: str) -> str:
    """The text, if it can be encoded: half a surrogate pair would fail much later, in the catalog."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{what} has an invalid character at position {error.start}") from error
    return text
