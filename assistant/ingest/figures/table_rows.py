"""Tables: which header a cell stands under, and what a bare number in it means. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.quantities import find_quantities
from assistant.schema import CanonicalText, Quantity, Section, Span

_CELL: Final = re.compile(r"(?:^|(?<=\| ))[^|]*?(?= \||$)")
_BARE: Final = re.compile(r"[-−+~<>≈]?\s?\d[\d., ]*\+?")
_PERCENT: Final = re.compile(r"%|\bper\s?cent\b|\bpercent(?:age)?\b|\bshare\b|\bpct\b", re.IGNORECASE)
_POINTS: Final = re.compile(r"\b(?:points?|pp|ppt)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:FY\s?)?(?:19|20)\d\d|Q[1-4]\s(?:19|20)\d\d", re.IGNORECASE)
_UNIT_NOTE: Final = re.compile(
    r"\((?:%|[^()]{1,24})\)|,? in (?:%|per ?cent|percent|millions?|thousands?|billions?)$"
)
_NAME: Final = re.compile(r"[^\W\d_]{2}")
_ANY_NUMBER: Final = re.compile(
    r"values?|numbers?|figures?|amounts?|results?|%|percent|per cent|n", re.IGNORECASE
)
_RANK: Final = re.compile(r"#|no\.?|nr\.?|rank|year|date|page|version|id|edition", re.IGNORECASE)
_GROUPING: Final = re.compile(
    r"countr(?:y|ies)|regions?|states?|cit(?:y|ies)|continents?|districts?|groups?|segments?|audiences?|ages?|gender"
    r"|sex|sectors?|industr(?:y|ies)|departments?|teams?|roles?|occupations?|professions?|cohorts?|respondents?"
    r"|generations?|part(?:y|ies)|branch(?:es)?|schools?",
    re.IGNORECASE,
)
_MAX_HEAD: Final = 3
_MONEY: Final = re.compile(r"(?P<sign>US\$|[$€£¥])|\b(?P<code>USD|EUR|GBP|JPY)\b")
_SCALE: Final = re.compile(
    r"\b(?P<scale>thousands?|millions?|billions?|trillions?|bn|mn?|k)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its span, its label in the row, its column's header, its words beside a number.

    `whose` is set where the row is that of a group: its label, under "Country" or "Age".
    """

    span: Span
    label: Span | None
    header: Span | None
    quantities: tuple[Quantity, ...]
    own_words: Span | None = None
    whose: Span | None = None


def table_headers(canonical: CanonicalText) -> dict[int, Section]:
    """For each row of a table, by its start: the row that heads the table.

    The first row of a run is the header where it states no quantity of its own and is not the only one.
    """
    headers: dict[int, Section] = {}
    run: list[Section] = []
    for section in (*canonical.sections, None):
        if section is not None and section.kind == "row":
            run.append(section)
            continue
        if len(run) > 1 and _is_header(canonical.text, run[0]):
            headers |= {row.start: run[0] for row in run}
        run = []
    return headers


def _is_header(text: str, row: Section) -> bool:
    cells = [_UNIT_NOTE.sub("", text[s.start : s.end]) for s in cells_of(text, row.start, row.end)]
    plain = [cell for cell in cells if not _YEAR.fullmatch(cell.strip())]
    return bool(cells) and not any(
        find_quantities(cell) or _BARE.fullmatch(cell.strip()) for cell in plain if cell.strip() != "%"
    )


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """The cells of a row, without the space around them; empty ones keep their place."""
    spans, position = [], start
    for part in text[start:end].split("|"):
        left = len(part) - len(part.lstrip())
        kept = part.strip()
        spans.append(Span(position + left, position + left + len(kept)) if kept else Span(position, position))
        position += len(part) + 1
    return spans


def read_row(text: str, row: Section, header: Section | None) -> list[Cell]:
    """The cells of a data row with their quantities, absolute in the text.

    A bare number is a quantity only where its header says of what kind: "Share (%)" makes it per cent,
    "Respondents" a count. Without a header only what carries its own unit is read.
    """
    cells = cells_of(text, row.start, row.end)
    heads = cells_of(text, header.start, header.end) if header is not None and header != row else []
    if len(heads) != len(cells):
        heads = []
    filled = [c for c in cells if c.end > c.start]
    label = next((c for c in filled if _NAME.search(text, c.start, c.end)), filled[0] if filled else None)
    grouped = label is not None and heads and _says_whose(text, heads[cells.index(label)])
    result = []
    for place, cell in enumerate(cells):
        head = heads[place] if heads and heads[place].end > heads[place].start else None
        words = text[cell.start : cell.end]
        found = _quantities(words, text[head.start : head.end] if head else None, first=cell == label)
        moved = tuple(_shift(q, cell.start) for q in found)
        named = None if cell == label or header == row else label
        whose = named if grouped else None
        result.append(Cell(cell, named, head, moved, _own_words(text, cell, moved), whose))
    return result


def _says_whose(text: str, head: Span) -> bool:
    """Whether the labels under a header are groups or places that figures are of: "Country", "Age group"."""
    words = _UNIT_NOTE.sub("", text[head.start : head.end]).split()
    return bool(words) and len(words) <= _MAX_HEAD and _GROUPING.fullmatch(words[-1]) is not None


def _own_words(text: str, cell: Span, quantities: Sequence[Quantity]) -> Span | None:
    """What a cell says before the bracket of its number: "Teachers" of "Teachers (n = 412)"."""
    bracket = text.find("(", cell.start, quantities[0].start) if quantities else -1
    end = cell.start + len(text[cell.start : max(bracket, cell.start)].rstrip())
    return Span(cell.start, end) if end > cell.start else None


def header_words(text: str, head: Span) -> Span:
    """A header without the note of its unit: "Revenue" of "Revenue (EUR million)"."""
    note = _UNIT_NOTE.search(text, head.start, head.end)
    end = note.start() if note else head.end
    end = head.start + len(text[head.start : end].rstrip())
    return Span(head.start, end) if end > head.start else head


def _quantities(words: str, head: str | None, *, first: bool) -> Sequence[Quantity]:
    found = find_quantities(words)
    bare = not found or (len(found) == 1 and found[0].unit == "count" and found[0].noun is None)
    if first or not bare or not _BARE.fullmatch(words.strip()):
        return found
    if head is not None and _YEAR.fullmatch(_UNIT_NOTE.sub("", head).strip()) and not _UNIT_NOTE.search(head):
        return found
    if head is None or _RANK.fullmatch(head.strip()) or _YEAR.fullmatch(words.strip()):
        return found if found and not first else []
    return _by_header(words, head)


def _by_header(words: str, head: str) -> Sequence[Quantity]:
    """A bare number read with the unit that its header names."""
    money = _MONEY.search(head)
    scale = _SCALE.search(head)
    if _POINTS.search(head):
        written = f"{words} percentage points"
    elif _PERCENT.search(head):
        written = f"{words} %"
    elif money:
        written = f"{money['code'] or money['sign']}{' ' if money['code'] else ''}{words}"
        written += f" {scale['scale'].rstrip('s')}" if scale else ""
    else:
        written = f"{words} {scale['scale'].rstrip('s')} units" if scale else f"{words} units"
    found = find_quantities(written)
    if len(found) != 1:
        return []
    number = _BARE.match(words)
    end = len(words.rstrip()) if number is None else len(number.group().rstrip())
    return [replace(found[0], start=0, end=end, surface=words[:end], noun=None, qualifier_start=0)]


def is_bare(text: str, cell: Span) -> bool:
    """Whether a cell is a number alone."""
    return _BARE.fullmatch(text, cell.start, cell.end) is not None


def says_only_number(text: str, head: Span) -> bool:
    """Whether a header says no more than that numbers stand under it: "Value", "Share (%)"."""
    return _ANY_NUMBER.fullmatch(_UNIT_NOTE.sub("", text[head.start : head.end]).strip()) is not None


def _shift(quantity: Quantity, by: int) -> Quantity:
    began = None if quantity.qualifier_start is None else quantity.qualifier_start + by
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, qualifier_start=began)


def period_header(text: str, head: Span | None) -> bool:
    """Whether a column is headed by a time and nothing else: "2024", "2024 (%)"."""
    return (
        head is not None
        and _YEAR.fullmatch(_UNIT_NOTE.sub("", text[head.start : head.end]).strip()) is not None
    )
