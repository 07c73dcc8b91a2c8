"""The ledger of the starter corpus against the fact sheets that its digests were written from.

A sheet's figure counts where its digest writes the value at all (`evals.figure_notations`). It is found if
the ledger has a figure of that value and unit in the sentence that writes it; its population is right if it
says the same as the sheet's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.extraction import extract_file
from assistant.index.keyword_index import stem
from assistant.ingest.chunking import sentence_spans
from assistant.schema import Extraction, Figure, Span
from evals.cases import CaseError
from evals.figure_metrics import item_of_figure, same_value_and_unit
from evals.figure_notations import writes
from evals.overlap import words
from evals.public.result import Row, row
from evals.sheet_entries import BRACKETS, SheetFigure, parse_figure

FACTS = Path("../shared/facts")
_STOP = frozenset(
    (
        "a", "about", "all", "among", "an", "and", "any", "are", "as", "at", "by", "for", "from", "in",
        "into", "is", "its", "not", "of", "on", "or", "over", "per", "than", "that", "the", "their", "to",
        "under", "using", "was", "were", "which", "who", "whose", "with",
    )
)  # fmt: skip
# Words that narrow a group: its head word stands before them.
_NARROWS = frozenset(
    (
        "among", "as", "at", "by", "for", "from", "in", "measured", "named", "of", "on", "past", "planning",
        "running", "studied", "that", "using", "which", "who", "whose", "with", "working", "worldwide",
    )
)  # fmt: skip
_SAID = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet's figure and what became of it; `population` is None where its sentence does not state one."""

    figure: SheetFigure
    sentence: str | None
    read: tuple[Figure, ...] = ()
    population: bool | None = None

    @property
    def stated(self) -> bool:
        """Whether the digest writes the value at all."""
        return self.sentence is not None


@dataclass(frozen=True, slots=True)
class SheetsResult:
    """All figures of all sheets that have a digest; what could not be parsed; sheets without digest."""

    found: tuple[Found, ...]
    unparsed: tuple[str, ...]
    without_digest: tuple[str, ...]


def run_sheets(facts: Path, corpus: Path) -> SheetsResult:
    """Every sheet against its digest.

    Raises:
        CaseError: a sheet cannot be read.
        LoadError: a digest cannot be read.
    """
    found: list[Found] = []
    unparsed: list[str] = []
    without: list[str] = []
    for file in sorted(facts.glob("*.yaml")):
        rows = _rows(file)
        digest = corpus / f"{file.stem}.md"
        if not digest.is_file():
            without += [file.stem] if rows else []
            continue
        reading = extract_file(digest) if rows else None
        for entry in rows:
            parsed = parse_figure(file.stem, entry)
            if isinstance(parsed, str):
                unparsed.append(f"{file.stem}: {entry.get('value')} {entry.get('unit')}: {parsed}")
            elif reading is not None:
                found.append(look_up(parsed, reading))
    return SheetsResult(tuple(found), tuple(unparsed), tuple(without))


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        sheet = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CaseError(f"{file} cannot be read as a fact sheet ({error})") from error
    rows = sheet.get("figures") or [] if isinstance(sheet, dict) else None
    if not isinstance(rows, list) or not all(isinstance(entry, dict) for entry in rows):
        raise CaseError(f"{file} is no fact sheet: figures are expected as a list of mappings")
    return rows


# --- looking it up -------------------------------------------------------------------------------


def look_up(figure: SheetFigure, reading: Extraction) -> Found:
    """Where a digest writes the figure, what the ledger has there, and whether the population is right.

    Of several sentences that write the value, the one is meant that shares most words with metric and
    population; of equal ones the first.
    """
    text = reading.text
    spans = [
        span
        for span in sentence_spans(text, 0, len(text))
        if writes(text[span.start : span.end], figure.value, figure.high, figure.units)
    ]
    if not spans:
        return Found(figure, None)
    about = Counter(_stems(f"{figure.metric} {figure.population}"))
    best = max(spans, key=lambda s: (Counter(_stems(text[s.start : s.end])) & about).total())
    sentence = text[best.start : best.end]
    read = tuple(f for f in reading.figures if _within(f, best) and _is(f, figure))
    said = figure.is_level and states_population(sentence, figure.population)
    right = any(same_population(f.population, figure.population) for f in read) if said and read else None
    return Found(figure, sentence, read, right)


def _within(figure: Figure, span: Span) -> bool:
    return span.start <= figure.start and figure.end <= span.end


def _is(figure: Figure, wanted: SheetFigure) -> bool:
    quantity = item_of_figure(figure).quantity
    return any(same_value_and_unit(quantity, one) for one in wanted.quantities)


def states_population(sentence: str, population: str) -> bool:
    """Whether the head word of a population stands in the sentence: "users" of "users of containers"."""
    head = head_word(population)
    return head is not None and stem(head) in {stem(word) for word in words(sentence)}


def head_word(population: str) -> str | None:
    """The last word before a population is narrowed ("that host models"); None where it names no group.

    A name in capital letters (GitHub, CNCF) or a place is where something holds, not who was asked.
    """
    taken: list[str] = []
    for word in re.findall(r"[^\W\d_][\w'’-]*", BRACKETS.sub(" ", population)):
        if word.lower() in _NARROWS and taken:
            break
        taken.append(word)
    head = taken[-1].removesuffix("'").removesuffix("’") if taken else ""
    return head.lower() if len(head) > 3 and head.islower() and head.endswith("s") else None


def same_population(ours: str | None, wanted: str) -> bool:
    """Whether a population is the sheet's: F1 of stems of content words at least 0.5, or all of its stems.

    What the sheet has in brackets is a remark of its author.
    """
    if ours is None:
        return False
    a, b = Counter(_stems(ours)), Counter(_stems(BRACKETS.sub(" ", wanted)))
    common = (a & b).total()
    return bool(common) and (2 * common / (a.total() + b.total()) >= _SAID or not b - a)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in _STOP]


# --- showing -------------------------------------------------------------------------------------


def sheet_rows(result: SheetsResult) -> list[Row]:
    """Shares of figures: stated at all, found where stated, with the right population where one is stated."""
    found = result.found
    return [
        row("stated in the digest", [float(f.stated) for f in found]),
        row("value and unit found", [float(bool(f.read)) if f.stated else None for f in found], "goal .98"),
        row("population right", [None if f.population is None else float(f.population) for f in found],
            "goal .85"),
    ]  # fmt: skip


def sheet_text(result: SheetsResult, *, verbose: bool) -> str:
    """What is behind the rows; with `verbose` a line for each miss."""
    unparsed, without = len(result.unparsed), len(result.without_digest)
    lines = [f"{unparsed} entries of sheets are no figures; {without} sheets have no digest."]
    if verbose:
        lines += [f"not parsed: {line}" for line in result.unparsed]
        lines += [f"not stated: {_label(f.figure)}" for f in result.found if not f.stated]
        lines += [
            f"missed: {_label(f.figure)} | {f.sentence}" for f in result.found if f.stated and not f.read
        ]
        lines += [
            f"population: {_label(f.figure)} | {' / '.join(str(r.population) for r in f.read)} | {f.sentence}"
            for f in result.found
            if f.population is False
        ]
    return "\n".join(lines)


def _label(figure: SheetFigure) -> str:
    return f"{figure.slug} {figure.as_written} ({figure.metric}; {figure.population})"
