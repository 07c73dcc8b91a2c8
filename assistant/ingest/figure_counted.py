"""What a count counts: its noun, and as much more as is needed to be clear. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.figure_groups import names_people
from assistant.ingest.grammar import is_auxiliary, is_past_form, is_verb, noun_phrase_end
from assistant.ingest.metric_words import WORD, has_content, trimmed
from assistant.schema import Quantity, Span

_OF_THEM: Final = re.compile(r"\s(?:of|among)\s(?:them|these|those|which|whom)\b\s?,?")
_COMPLEMENT: Final = re.compile(r"\s(?:of|per)\s(?=\S)")
_TO: Final = re.compile(r"\sto\s(?=\S)")
_WHO: Final = re.compile(r"\s(?:who|that)\s(?=\S)")
_TAIL: Final = re.compile(
    r"[,;:()–—]|\.(?:\s|$)|\b(?:when|while|because|if|although|though|which|until|since|before|after"
    r"|but|than|compared|according|despite)\b"
)
# Nouns that say themselves what is counted: "attendees", "respondents".
_ROLES: Final = re.compile(r"\w+(?:ees|ants|dents)", re.IGNORECASE)
_MAX_COMPLEMENT: Final = 5
_MAX_PREDICATE: Final = 8


def counted(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun that a count counts, with what directly belongs to it.

    "50 [copies of the folio] [survive in private hands]", "1 031 of them [completed all visits]".
    """
    if them := _OF_THEM.match(text, own.end, clause.end):
        return _predicate(text, them.end(), clause.end)
    if not quantity.noun:
        return ()
    start = text.find(quantity.noun.split()[0], own.end, own.end + 40)
    if start < 0 or text[own.end : start].strip(" -+") or not text.startswith(quantity.noun, start):
        return ()
    end = start + len(quantity.noun)
    people = names_people(quantity.noun.split()[-1])
    complement = _COMPLEMENT.match(text, end, clause.end) or (people and _TO.match(text, end, clause.end))
    if complement and not text[complement.end()].isdigit():
        reach = noun_phrase_end(text, complement.end(), clause.end, participles=False)
        words = text[complement.end() : reach].split()
        if words and len(words) <= _MAX_COMPLEMENT:
            end = reach
    elif _WHO.match(text, end, clause.end):
        reach = noun_phrase_end(text, start, clause.end)
        end = reach if reach > end and len(text[end:reach].split()) <= _MAX_PREDICATE else end
    noun = Span(start, end)
    if people and _ROLES.fullmatch(quantity.noun.split()[-1]):
        return (noun,)
    following = WORD.search(text, end, clause.end)
    if following is None or text[end : following.start()].strip() or not _is_finite(following.group()):
        return (noun,)
    return (noun, *_predicate(text, end, clause.end))


def _is_finite(word: str) -> bool:
    lower = word.lower()
    return lower in (
        "is",
        "are",
        "was",
        "were",
        "will",
        "may",
        "can",
        "could",
        "would",
        "might",
        "have",
        "has",
    )


def _predicate(text: str, start: int, limit: int) -> tuple[Span, ...]:
    """What those do that are counted, up to the first comma or subordinate clause."""
    tail = _TAIL.search(text, start, limit)
    end = tail.start() if tail else limit
    words = list(WORD.finditer(text, start, end))
    while words and is_auxiliary(words[0].group().lower()):
        words.pop(0)
    if not words or len(words) > _MAX_PREDICATE or not has_content(text[words[0].start() : end]):
        return ()
    if not (is_verb(words[0].group()) or is_past_form(words[0].group().lower())):
        return ()
    found = trimmed(text, Span(words[0].start(), end), left=False)
    return (found,) if found else ()
