"""What a count counts: its noun, and as much more as is needed to be clear. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.clauses import has_verb
from assistant.ingest.figures.groups import names_people
from assistant.ingest.figures.metric_words import WORD, has_content, trimmed
from assistant.ingest.grammar import (
    is_auxiliary,
    is_past_form,
    is_plural,
    is_verb,
    noun_phrase_end,
    reads_as_verb,
)
from assistant.ingest.verb_lexicon import EITHER_FORMS, GERUNDS
from assistant.quantities.counted import counted_noun
from assistant.schema import Quantity, Span

_OF_THEM: Final = re.compile(r"\s(?:of|among)\s(?:them|these|those|which|whom)\b\s?,?")
_COMPLEMENT: Final = re.compile(r"\s(?:of|per)\s(?=\S)")
_TO: Final = re.compile(r"\sto\s(?=\S)")
_WHO: Final = re.compile(r"\s(?:who|that)\s(?=\S)")
_TAIL: Final = re.compile(
    r"[,;:()–—]|\.(?:\s|$)|\b(?:when|while|because|if|although|though|which|until|since|before|after"
    r"|but|than|compared|according|despite)\b|\b(?:with|in|for|from|by|at|of)\s(?=[$€£]?\d)"
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
_MAX_TOPIC: Final = 3
# As in: 250 or more employees; five @-@ mile walk; 40 door - to - door sales. The noun is not right behind.
_OR_MORE: Final = re.compile(
    r"\s(?:(?:or|and)\s(?:more|fewer|less|over|above|upwards)|-?plus|odd)\s(?=[a-z])"
    r"|\s?@-@\s(?=[a-z])|-odd\s(?=[a-z])|\s(?:``|''|[\"“‘'])\s(?=[a-z])|\s(?=[a-z]+(?:\s-\s[a-z]+)+\s[a-z]+)"
)
# As in: 31 software design and testing leads. The first noun only qualifies the one that is counted.
_COMPOUND: Final = re.compile(
    r"(?:\s(?!(?:in|on|at|of|to|for|by|with|from|as|than|per|who|that|which|is|are|was|were|has|have|had|each)\b)"
    r"[A-Za-z][\w/&-]*){1,4}"
)
# As in: four clerks dedicated to complaints, 36 nations polled; not: patients aged 60.
_PARTICIPLE: Final = re.compile(r"\s(?!aged\b|compared\b|including\b|according\b)(?P<word>[a-z]+)\b")
_NO_OBJECT: Final = re.compile(
    r"\s?(?:[,.;:()]|$)|\s(?:to|in|by|with|on|for|at|from|as|into|under|across|and|or|so|during|over|since|before|after|is|are"
    r"|was|were|have|has|had|will|do|did|found|say|said|agree)\b"
)
_ITS_COMPLEMENT: Final = re.compile(
    r"\s(?:to|in|by|with|on|for|at|from)\s(?!(?:the\s)?\d|(?:the\s)?[A-Z])(?=[a-z])"
)
_DIGIT: Final = re.compile(r"\d")
_TOPIC: Final = re.compile(
    r"\s(?:on|about)\s(?=[a-z])(?!(?:the|a|an|this|that|its|their|average|top|time)\b)"
)
# "used her veto 17 times": what is counted is what was done.
TIMES: Final = frozenset(("times", "occasions"))


def counted(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun that a count counts, with what directly belongs to it.

    "50 [copies of the folio] [survive in private hands]", "1 031 of them [completed all visits]".
    """
    them = _OF_THEM.match(text, own.end, clause.end)
    if them and not (quantity.noun and text.startswith(quantity.noun, them.end())):
        return _predicate(text, them.end(), clause.end)
    placed = _noun_span(text, own, quantity)
    if placed is None:
        return ()
    start, end = placed.start, placed.end
    people = names_people(text[start:end].rsplit(maxsplit=1)[-1])
    complement = _COMPLEMENT.match(text, end, clause.end) or (people and _TO.match(text, end, clause.end))
    if complement and not text[complement.end()].isdigit():
        reach = noun_phrase_end(text, complement.end(), clause.end, participles=False)
        words = text[complement.end() : reach].split()
        if words and len(words) <= _MAX_COMPLEMENT:
            end = reach
    elif _WHO.match(text, end, clause.end):
        reach = noun_phrase_end(text, start, clause.end)
        short = reach > end and len(text[end:reach].split()) <= _MAX_PREDICATE
        end = reach if short and not _DIGIT.search(text, end, reach) else end
    noun = Span(start, end)
    if people and _ROLES.fullmatch(text[start:end].rsplit(maxsplit=1)[-1]):
        return (noun,)
    if _PLACE.match(text, end, clause.end):
        # As in: 15,000 households in the valley depend on wood.
        end = noun_phrase_end(text, start, clause.end)
    if not _says_how_many(text, clause, own, quantity, end):
        return (Span(start, _modified(text, noun.end, clause)),)
    return (noun, *_predicate(text, _past_adverb(text, end), clause.end))


def _noun_span(text: str, own: Span, quantity: Quantity) -> Span | None:
    """Where the noun of a count stands, all nouns of a compound and of an enumeration included."""
    noun, begin = quantity.noun, own.end
    if past := _OR_MORE.match(text, own.end):
        begin = past.end()
        noun = noun or counted_noun(text, begin - 1)
    if not noun or noun.split()[0] in TIMES:
        return None
    start = text.find(noun.split()[0], begin, begin + 40)
    if start < 0 or not _BEFORE_NOUN.fullmatch(text, begin, start) or not text.startswith(noun, start):
        return None
    end = start + len(noun)
    more = _ENUMERATED.match(text, end)
    if more and not any(is_verb(word) for word in more.group().replace(",", " ").split()):
        end = noun_phrase_end(text, more.start("last"), more.end() + 40, participles=False)
    elif not is_plural(noun.rpartition(" ")[2].lower()) and (rest := _COMPOUND.match(text, end)):
        end = _head_end(text, end, rest.end())
    return Span(start, end)


def _head_end(text: str, end: int, limit: int) -> int:
    """Where the plural stands to which a noun in the singular leads: "software [and hardware leads]"."""
    for word in WORD.finditer(text, end, limit):
        lower = word.group().lower()
        if is_plural(lower) and lower not in EITHER_FORMS:
            return word.end()
        if is_verb(lower) and lower not in EITHER_FORMS:
            break
    return end


def _modified(text: str, end: int, clause: Span) -> int:
    """Where what belongs to a noun behind it ends: a participle with its complement, or a topic."""
    limit = clause.end
    found = _PARTICIPLE.match(text, end, limit)
    if found and not (has_verb(text, Span(clause.start, end)) or has_verb(text, Span(found.end(), limit))):
        # As in: Teams at 340 companies answered. It is the verb of the clause.
        return end
    # With an object a past form is no participle: "four goals won the club a trophy".
    past = found is not None and is_past_form(found["word"]) and _NO_OBJECT.match(text, found.end())
    if found is None or not (past or found["word"] in GERUNDS):
        topic = _TOPIC.match(text, end, limit)
        reach = noun_phrase_end(text, topic.end(), limit, participles=False) if topic else end
        return reach if topic and 0 < len(text[topic.end() : reach].split()) <= _MAX_TOPIC else end
    complement = _ITS_COMPLEMENT.match(text, found.end(), limit)
    if complement is None:
        return found.end()
    reach = noun_phrase_end(text, complement.end(), limit, participles=False)
    return reach if 0 < len(text[complement.end() : reach].split()) <= _MAX_TOPIC else found.end()


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
