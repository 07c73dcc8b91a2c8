"""What lasts, is far or is old: durations, distances and ages that the words beside say. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.figures.clause_core import TAIL
from assistant.ingest.figures.metric_words import trimmed
from assistant.ingest.grammar import is_verb, noun_phrase_end
from assistant.schema import Quantity, Span

_MEASURES: Final = frozenset(("duration", "length", "mass", "area", "volume"))
# As in: a long drought lasting two decades; cables weighing 40 kg.
_MEASURING: Final = re.compile(
    r"\b(?:(?:an?|the|its|their|any|of|in|for|with|after)\s)(?P<noun>(?:(?!(?:an?|the|of|in|for|with|to|and|or)\s)[A-Za-z][\w-]*\s){0,2}"
    r"(?!(?:an?|the|is|are|was|were|for|to|by)\s)[a-z][\w-]*)\s(?:lasting|spanning|weighing|measuring|stretching|extending)\s(?:for\s|up\sto\s)?$"
)
_AGES: Final = re.compile(
    r"\b(?P<word>(?:(?!(?:those|the|all|and|for|of|are|in|who|is|was|were"
    r"|people)\s)[A-Za-z.]+\s){0,2}(?:ages|aged|age))\s(?:of\s|between\s|from\s)?$",
    re.IGNORECASE,
)
# As in: it hired apprentices, aged 16 to 19.
_APART_AGES: Final = re.compile(
    r"(?<![\w-])(?P<word>[a-z][\w-]+)\s?,\s(?:mostly\s|all\s)?(?:ages|aged)\s(?:between\s|from\s)?$"
)
# As in: Ines Example, 57, who; the pianist, 31, is.
_NAME_AGE: Final = re.compile(
    r"(?P<word>(?:[A-Z][\w.’'-]*\s){1,4}[A-Z][\w’'-]+|\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er)\s[a-z][\w-]+)\s?[,(]\s?$"
)
# As in: tenants get 90 days to appeal; it takes 40 minutes to reach the hut.
_TO_DO: Final = re.compile(r"(?:\sin\swhich)?\s(?=to\s(?P<verb>[a-z]+)\b)")
_GIVEN: Final = re.compile(
    r"\b(?:have|has|had|having|gets?|got|gives?|given|gave|takes?|took|taken|taking|needs?|needed|spen[dt]s?|spending)\s"
    r"(?:[\w’']+\s){0,3}$"
)
# As in: the mill sits 4 km north of Ghent; 300 m off the coast.
_DIRECTION: Final = re.compile(
    r"\s(?=(?:(?:due\s)?(?:north|south|east|west)[a-z-]*\s(?:of|from)|off|from|away\sfrom|inland|offshore|upstream"
    r"|downstream|outside|beneath|above|below)\s[A-Za-z])"
)
_LIES: Final = re.compile(
    r"\b(?:lies?|lay|sits?|sat|stands?|stood|located|situated|spreads?|based|built|is|are|was|were|some|about|,)\s$"
)


def span_of(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """What a duration, a distance or an age is of where the words right beside say it; else nothing.

    Args:
        text: the text.
        clause: the part of the sentence that belongs to the figure.
        own: of the number, with its qualifier.
        quantity: the number.
    """
    family = quantity.unit.partition(":")[0]
    if family in _MEASURES and (
        noun := _MEASURING.search(text, max(clause.start, own.start - 64), own.start)
    ):
        return (Span(noun.start("noun"), noun.end("noun")),)
    if family == "age":
        return _aged(text, clause, own)
    if family == "duration":
        return _time_to(text, clause, own)
    if family == "length":
        return _direction(text, clause, own)
    return ()


def _aged(text: str, clause: Span, own: Span) -> tuple[Span, ...]:
    """Who is as old as a number says: "[apprentices], aged 16 to 19", "[Rosa Lind], 44"."""
    floor = max(0, own.start - 80)
    found = (
        _APART_AGES.search(text, floor, own.start)
        or _AGES.search(text, clause.start, own.start)
        or _NAME_AGE.search(text, floor, own.start)
    )
    return (Span(found.start("word"), found.end("word")),) if found else ()


def _time_to(text: str, clause: Span, own: Span) -> tuple[Span, ...]:
    """What there is time for: "tenants get 90 days [to appeal]"."""
    found = _TO_DO.match(text, own.end, clause.end)
    if found is None or not is_verb(found["verb"]):
        return ()
    if not _GIVEN.search(text, max(clause.start, own.start - 40), own.start):
        return ()
    tail = TAIL.search(text, found.end(), clause.end)
    what = trimmed(
        text, Span(found.end("verb") - len(found["verb"]), tail.start() if tail else clause.end), left=False
    )
    return (Span(found.end(), what.end),) if what else ()


def _direction(text: str, clause: Span, own: Span) -> tuple[Span, ...]:
    """From where something is that far: "sits 4 km [north of Ghent]"."""
    found = _DIRECTION.match(text, own.end, clause.end)
    if found is None or not _LIES.search(text, max(clause.start, own.start - 12), own.start):
        return ()
    tail = TAIL.search(text, found.end(), clause.end)
    end = noun_phrase_end(text, found.end(), tail.start() if tail else clause.end, participles=False)
    what = trimmed(text, Span(found.end(), end), left=False)
    return (what,) if what else ()
