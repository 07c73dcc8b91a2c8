"""What a count counts: its noun, and as much more as is needed to be clear. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.figures.groups import names_people
from assistant.ingest.figures.metric_words import WORD, has_content, trimmed
from assistant.ingest.grammar import is_auxiliary, is_past_form, is_verb, noun_phrase_end, reads_as_verb
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
_BEFORE_NOUN: Final = re.compile(r"[\s+-]*(?:of\s(?:these|those|the|our|its|their|all)\s)?")
_PLACE: Final = re.compile(r"\s(?:in|from|at|across|with)\s(?=[A-Za-z])")
_ADVERB: Final = re.compile(r"\s(?:still|also|now|already|each|currently)(?=\s)")
# As in: 37 joiners, tilers and glaziers.
_ENUMERATED: Final = re.compile(
    r"(?:\s?,\s(?!(?:the|an?|some|mostly|including)\s)[a-z][\w-]*(?:\s(?!and\b|or\b)[a-z][\w-]*)?){1,5}\s?,?\s(?:and|or)\s(?P<last>[a-z][\w-]*)"
)
_FINITE: Final = frozenset((
    "is", "are", "was", "were", "will", "may", "can", "could", "would", "might", "have", "has", "had",
))  # fmt: skip
# As in: a survey of 500 developers found.
_GOVERNED: Final = re.compile(
    r"\b(?:of|among|by|with|from|in|to|for|at|on|than|includ(?:es?|ing)|the|these|those)\s$", re.IGNORECASE
)
# From here a number before a subject says how many do it; "four goals won the cup" is about the goals.
_MANY: Final = 10
_MAX_COMPLEMENT: Final = 5
_MAX_PREDICATE: Final = 8


def counted(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun that a count counts, with what directly belongs to it.

    "50 [copies of the folio] [survive in private hands]", "1 031 of them [completed all visits]".
    """
    them = _OF_THEM.match(text, own.end, clause.end)
    if them and not (quantity.noun and text.startswith(quantity.noun, them.end())):
        return _predicate(text, them.end(), clause.end)
    if not quantity.noun:
        return ()
    start = text.find(quantity.noun.split()[0], own.end, own.end + 40)
    if (
        start < 0
        or not _BEFORE_NOUN.fullmatch(text, own.end, start)
        or not text.startswith(quantity.noun, start)
    ):
        return ()
    end = start + len(quantity.noun)
    more = _ENUMERATED.match(text, end, clause.end)
    if more and not any(is_verb(word) for word in more.group().replace(",", " ").split()):
        end = noun_phrase_end(text, more.start("last"), clause.end, participles=False)
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
    if _PLACE.match(text, end, clause.end):
        # As in: 15,000 households in the valley depend on wood.
        end = noun_phrase_end(text, start, clause.end)
    if not _says_how_many(text, clause, own, quantity, end):
        return (noun,)
    return (noun, *_predicate(text, _past_adverb(text, end), clause.end))


def _past_adverb(text: str, end: int) -> int:
    adverb = _ADVERB.match(text, end)
    return adverb.end() if adverb else end


def _says_how_many(text: str, clause: Span, own: Span, quantity: Quantity, end: int) -> bool:
    """Whether a number says how many do what follows its noun: "2.4 million hens lack room to nest".

    Not "four goals won the club a trophy", where it only belongs to the subject, nor "a survey of 500
    developers found".
    """
    end = _past_adverb(text, end)
    following = WORD.search(text, end, clause.end)
    if following is None or text[end : following.start()].strip():
        return False
    if _GOVERNED.search(text, max(clause.start, own.start - 24), own.start):
        return False
    verb, last = following.group().lower(), text[own.end : end].rsplit(maxsplit=1)[-1].lower()
    if verb in _FINITE:
        return True
    many = quantity.value is not None and quantity.value >= _MANY
    return many and reads_as_verb(verb, last)


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
