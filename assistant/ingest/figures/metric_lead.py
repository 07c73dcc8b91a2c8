"""What stands before a number: words that belong to it, and what it opens its sentence for. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.figures.metric_subject import subject_of
from assistant.schema import Quantity, Span

# As in: by a healthy 12 %. But: a tuition of.
_ADJECTIVE: Final = re.compile(r"\ban?\s(?!(?:median|mean|total|average|record)\s)[a-z]+\s$")
_COURSE: Final = re.compile(r"\b(?:the|an?)\s(?:course|period|span|space|total|average|median|mean)\sof\s$")
_AT_FRONT: Final = re.compile(r"(?:^|(?<=\s))At\s$")
_COMMA: Final = re.compile(r"\s?,\s")


def with_lead(text: str, clause: Span, own: Span, quantity: Quantity) -> Span:
    """A number with what belongs to it before: "a healthy 12 %", "the course of 60 years"."""
    lead = _COURSE if quantity.unit.startswith("duration") else _ADJECTIVE
    if quantity.unit == "count":
        return own
    found = lead.search(text, max(clause.start, own.start - 32), own.start)
    return Span(found.start(), own.end) if found else own


def at_front(text: str, clause: Span, own: Span) -> Span | None:
    """The subject that a number in front is of: "At 31 %, [the vacancy rate] is a record"."""
    if not _AT_FRONT.search(text, max(0, own.start - 4), own.start):
        return None
    comma = _COMMA.match(text, own.end)
    return subject_of(text, Span(comma.end(), max(clause.end, comma.end()))) if comma else None
