"""What stands around a sentence: the list and heading it is under, the document that it is of. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.ingest.figures.attribution import is_generic
from assistant.ingest.figures.period_mentions import find_periods
from assistant.ingest.figures.population import population_of
from assistant.ingest.figures.population_phrases import is_group, phrase_at
from assistant.schema import Figure, Metadata, Period, Quantity, Section, Span

_ANY_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_WHOSE: Final = re.compile(r"\b(?:among|amongst|by|of|from)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence stands in: its block, what heads it, and the figures before it."""

    section: Section | None
    intro: Span | None
    headings: str | None
    before: Figure | None


def list_heads(sections: Sequence[Section]) -> list[int]:
    """For each block the place of the one before its list; its own place if it is no item."""
    heads: list[int] = []
    for place, section in enumerate(sections):
        heads.append((heads[-1] if place else -1) if section.kind == "item" else place)
    return heads


def intro_of(text: str, sections: Sequence[Section], heads: Sequence[int], place: int) -> Span | None:
    """The sentence that introduces a list, if the block is an item: the end of the paragraph before."""
    if place < 0 or sections[place].kind != "item" or heads[place] < 0:
        return None
    section = sections[heads[place]]
    if section.kind == "row" or not text.endswith(":", section.start, section.end):
        return None
    last = max(text.rfind(mark, section.start, section.end) for mark in (". ", "? ", "! "))
    return Span(section.start if last < 0 else last + 2, section.end)


def tidy_intro(text: str, intro: Span) -> str | None:
    """The words of a list's introduction."""
    return text[intro.start : intro.end].strip(" :") or None


def population_of_intro(text: str, intro: Span) -> str | None:
    """The group that a list's introduction names: "Among backend developers:"."""
    quantity = Quantity(intro.end, intro.end, "", None, "percent")
    if found := population_of(text, intro, intro, Span(intro.end, intro.end), quantity):
        return words_of(text, found[0])
    for match in _WHOSE.finditer(text, intro.start, intro.end):
        group = phrase_at(text, match.end(), intro.end)
        if group and is_group(text, group):
            return words_of(text, (group,))
    return None


def period_around(
    text: str, around: Around, document: tuple[Period, str] | None
) -> tuple[Period, str] | None:
    """The time that the list's introduction, the heading or the document gives."""
    for words, span, name in (
        (text, around.intro, "list"),
        (around.headings or "", Span(0, len(around.headings or "")), "heading"),
    ):
        # Asked of every figure without a time of its own: what names no year is found out first, for speed.
        if span is None or not _ANY_YEAR.search(words, span.start, span.end):
            continue
        found = [m for m in find_periods(words, span.start, span.end) if m.period.start]
        if len(found) == 1:
            return found[0].period, name
    return document


def speaker_of(
    stated: str | None, metadata: Metadata, inherited: dict[str, str]
) -> tuple[str | None, str | None]:
    """Who says it and who repeats it: as stated, else the survey accounted for, else the publisher."""
    publisher = metadata.publisher
    if stated and not is_generic(stated):
        own = publisher is not None and (
            stated.lower() in publisher.lower() or publisher.lower() in stated.lower()
        )
        return stated, None if own else publisher
    for name in ("account_of", "publisher"):
        value: str | None = getattr(metadata, name)
        if value:
            inherited["attributed_to"] = name
            relayed = (
                publisher
                if name == "account_of" and publisher and publisher.lower() not in value.lower()
                else None
            )
            if relayed:
                inherited["relayed_by"] = "publisher"
            return value, relayed
    return stated, None


def words_of(text: str, spans: Sequence[Span]) -> str | None:
    """The words of a field, its parts joined; None for none."""
    return " ".join(text[s.start : s.end] for s in spans) or None
