"""Groups that words beside a number name: "590 EUR for members", "45 % living in the dunes agree". Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.figures.groups import names_people
from assistant.ingest.figures.population_brackets import group_of_size
from assistant.ingest.figures.population_phrases import phrase_after, typical_member
from assistant.ingest.figures.restated import SHARES
from assistant.ingest.grammar import is_verb
from assistant.schema import Quantity, Span

_OF_START: Final = re.compile(r"(?:and\s+|but\s+)?(?:of|out of)\s+(?=\S)", re.IGNORECASE)
_FOLLOWS: Final = re.compile(r"\s+(?:(?P<bracket>\()|(?P<word>[a-z]+))")
# "590 EUR for members"
_FOR: Final = re.compile(
    r"\s+for\s+(?:(?:the|all|its|their)\s+)?(?P<who>(?:[a-z-]+\s+){0,2}?(?P<last>[a-z-]+))\b"
)
# "rose 12 points to 52 percent of all calls"
_TO_SHARE: Final = re.compile(r"\s+to\s+[\d.,]+\s?(?:%|per\s?cent)\s+of\s+(?=\S)")
_AMOUNTS_TO: Final = re.compile(
    r"\b(?:is|are|was|were|of|at|to|and|or|costs?|cost|charges?|pays?|only|just|about)\s$"
)
# As in: 45 % living in the dunes agree, a third with bigger gardens (34 %).
_MODIFIED: Final = re.compile(r"\s+(?=(?:with|without|living|aged)\s\w)")


def beside_number(text: str, sentence: Span, clause: Span, own: Span, quantity: Quantity) -> Span | None:
    """Whom what is no share is of, or who stands for a group: "590 EUR for members", "the average courier"."""
    match = _FOR.match(text, own.end, clause.end)
    if match and names_people(match["last"]) and _AMOUNTS_TO.search(text, max(0, own.start - 12), own.start):
        return Span(match.start("who"), match.end("who"))
    if quantity.unit == "count":
        if found := group_of_size(text, clause.start, quantity):
            return found
        # As in: of 2,311 invited alumni, 874 replied.
        of = phrase_after(text, _OF_START.match(text, sentence.start, own.start), own.start)
        if of and text[of.end : own.start].strip() == ",":
            return of
    elif quantity.unit in (*SHARES, "percentage_point"):
        return phrase_after(text, _TO_SHARE.match(text, own.end, sentence.end), sentence.end)
    return typical_member(text, clause, own)


def modified(text: str, clause: Span, end: int) -> Span | None:
    """The words that make a share one of a part of its group, up to their verb or the next bracket."""
    match = _MODIFIED.match(text, end, clause.end)
    found = phrase_after(text, match, clause.end)
    follows = _FOLLOWS.match(text, found.end) if found else None
    return found if follows and (follows["bracket"] or is_verb(follows["word"])) else None
