"""Evaluation cases: their types, the loader, and the validator.

A case file is JSON Lines, one case a line; `evals/README.md` documents the fields.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, cast, get_args

from assistant.schema import Qualifier, Quantity, Turn

Split = Literal["dev", "test"]

CASES = Path(__file__).parent / "cases"
REPORTS = Path(__file__).parent / "reports"
STARTER_CASES = CASES / "starter.jsonl"
UNANSWERABLE_TYPES = frozenset({"near_miss", "off_topic"})
TYPES = UNANSWERABLE_TYPES | {
    "lookup", "named_edition", "latest", "who_when_sample", "recommendation", "follow_up", "trend",
    "comparison", "explanation", "false_premise", "several_parts", "half_answerable",
}  # fmt: skip
_UNIT = re.compile(
    r"percent|percentage_point|ratio|multiple|count|bytes|hertz"
    r"|currency:[A-Z]{3}|duration:[a-z]+|score(?::[0-9]+)?"
)
_NEEDED = ("id", "type", "question")


class CaseError(ValueError):
    """A case file cannot be read; the message names file, line, field and what was expected."""


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A span of a source's canonical text; `source` is a slug (see `slug_of`)."""

    source: str
    start: int
    end: int

    def overlap(self, other: SourceSpan) -> int:
        """Characters that both cover; 0 for different sources."""
        if self.source != other.source:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Gold:
    """An acceptable leading answer, complete in itself. `value` is in the base of its unit."""

    value: Decimal
    unit: str
    high: Decimal | None = None
    qualifier: Qualifier | None = None
    population: str | None = None
    period: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def quantity(self) -> Quantity:
        """The value as the quantity reader would give it, for comparison."""
        surface = f"{self.value.normalize():f}"
        return Quantity(0, len(surface), surface, self.value, self.unit, self.high, self.qualifier)


@dataclass(frozen=True, slots=True)
class Named:
    """A value with its reason: one that must be shown, or a neighbour that a careless system would give."""

    value: Decimal
    unit: str
    why: str = ""

    @property
    def quantity(self) -> Quantity:
        """The value as the quantity reader would give it, for comparison."""
        surface = f"{self.value.normalize():f}"
        return Quantity(0, len(surface), surface, self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an answer stands: a `quote` of the canonical text, or a metadata `field` such as `sample.n`."""

    source: str
    quote: str | None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a right answer holds and what a wrong one would."""

    id: str
    split: Split
    type: str
    question: str
    history: tuple[Turn, ...] = ()
    gold: tuple[Gold, ...] = ()
    required: tuple[tuple[Named, ...], ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    missing: tuple[tuple[str, ...], ...] = ()
    sources: tuple[str, ...] = ()
    forbidden: tuple[Named, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    kind: str | None = None
    note: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the library holds an answer: the case has gold values, required values or gold facts."""
        return bool(self.gold or self.required or self.facts)

    @property
    def acceptable_sources(self) -> frozenset[str]:
        """Every source from which a right answer may come."""
        named = {source for gold in self.gold for source in gold.sources}
        return frozenset((*self.sources, *named, *(item.source for item in self.evidence)))


# --- reading -------------------------------------------------------------------------------------


def read_rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The lines of a case file as (line number, object); blank lines are passed over.

    Raises:
        CaseError: the file cannot be read, or a line is not a JSON object.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path} cannot be read as a case file ({error})") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CaseError(f"{path}:{number}: not JSON ({error})") from error
        if not isinstance(row, dict):
            raise CaseError(f"{path}:{number}: a {type(row).__name__}, expected an object")
        rows.append((number, row))
    return rows


def case_files(path: Path) -> list[Path]:
    """The case files that a path means: itself, or the *.jsonl of a folder by name, labelled figures aside.

    Raises:
        CaseError: a folder without case files, or our own questions where they are not there.
    """
    if path == CASES and not path.is_dir():
        raise CaseError("Our own questions are not part of an installed package; give --cases FILE")
    if not path.is_dir():
        return [path]
    # `figures*.jsonl` are labelled texts, no questions; `evals.figure_cases` reads them.
    files = sorted(file for file in path.glob("*.jsonl") if not file.name.startswith("figures"))
    if not files:
        raise CaseError(f"{path} has no *.jsonl; give a case file or a folder of them")
    return files


def report_sets() -> list[Path]:
    """Folders with a `library` of invented reports and the `questions.jsonl` that are asked of it."""
    return sorted(folder.parent for folder in REPORTS.glob("*/questions.jsonl"))


def load_cases(path: Path, split: Split | Literal["all"] = "dev") -> list[Case]:
    """The cases of one half of a file or folder, or of both, in order. A case without `split` is dev.

    Raises:
        CaseError: a case lacks a field, has one of another shape, or repeats an id.
    """
    cases: list[Case] = []
    seen: set[str] = set()
    for file in case_files(path):
        for number, row in read_rows(file):
            case = _case(row, f"{file}:{number}")
            if case.id in seen:
                raise CaseError(f"{file}:{number}: id {case.id!r} occurs twice")
            seen.add(case.id)
            if split in ("all", case.split):
                cases.append(case)
    return cases


def hash_of_test_half(path: Path) -> str:
    """sha256 over the test cases of a file, each as JSON with sorted keys, joined by line ends."""
    rows = [row for _, row in read_rows(path) if row.get("split") == "test"]
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _case(row: Mapping[str, Any], place: str) -> Case:
    missing = [name for name in _NEEDED if not isinstance(row.get(name), str) or not row[name].strip()]
    if missing:
        raise CaseError(f"{place}: {', '.join(missing)} missing or empty")
    split = row.get("split", "dev")
    if split not in get_args(Split):
        raise CaseError(f"{place}: split is {split!r}, expected 'dev' or 'test'")
    if row["type"] not in TYPES:
        raise CaseError(f"{place}: type is {row['type']!r}, expected one of {', '.join(sorted(TYPES))}")
    try:
        return Case(
            id=row["id"],
            split=cast("Split", split),
            type=row["type"],
            question=row["question"],
            history=tuple(Turn(turn["role"], turn["content"]) for turn in row.get("history") or ()),
            gold=tuple(_gold(gold) for gold in row.get("gold") or ()),
            required=tuple(tuple(_named(item) for item in group) for group in row.get("required") or ()),
            facts=_groups(row.get("facts")),
            words=_groups(row.get("words")),
            missing=_groups(row.get("missing")),
            sources=tuple(row.get("sources") or ()),
            forbidden=tuple(_named(near) for near in row.get("forbidden") or ()),
            evidence=tuple(
                Evidence(item["source"], item.get("quote"), item.get("field"))
                for item in row.get("evidence") or ()
            ),
            kind=row.get("kind"),
            note=row.get("note"),
        )
    except KeyError as error:
        raise CaseError(f"{place}: field {error.args[0]!r} is missing") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise CaseError(f"{place}: {error}") from error


def _named(row: Mapping[str, Any]) -> Named:
    return Named(_decimal(row["value"]), _unit(row["unit"]), str(row.get("why") or ""))


def _groups(groups: Iterable[Iterable[object]] | None) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(word) for word in group) for group in groups or ())


def _gold(row: Mapping[str, Any]) -> Gold:
    qualifier = row.get("qualifier")
    if qualifier is not None and qualifier not in get_args(Qualifier):
        raise ValueError(f"qualifier is {qualifier!r}, expected null, {', '.join(get_args(Qualifier))}")
    high = row.get("high")
    return Gold(
        value=_decimal(row["value"]),
        unit=_unit(row["unit"]),
        high=None if high is None else _decimal(high),
        qualifier=qualifier,
        population=row.get("population"),
        period=row.get("period"),
        sources=tuple(row.get("sources") or ()),
    )


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"value is {value!r}, expected a number")
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"value is {value!r}, expected a number") from error


def _unit(value: object) -> str:
    if not isinstance(value, str) or not _UNIT.fullmatch(value):
        raise ValueError(
            f"unit is {value!r}, expected percent, count, currency:USD, duration:day and the like"
        )
    return value
