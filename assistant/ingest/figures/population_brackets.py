"""Groups of shares in brackets: "drummers (61 %)", "in Norway (77 %)", "A more than B (9 % v. 7 %)". Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.clauses import REACH, has_verb
from assistant.ingest.figures.groups import names_body, names_group
from assistant.ingest.figures.population_phrases import LEADING, MAX_GROUP, TOKEN
from assistant.ingest.grammar import is_plural, is_verb, noun_phrase_end
from assistant.schema import Quantity, Span

_PLACES_BEFORE: Final = re.compile(
    r"(?:\b(?:in|and|of|among|from)|,)\s+(?:the\s+|neighboring\s+"
    r"|neighbouring\s+)?(?P<who>[A-Z][\w.]*(?:\s[A-Za-z][\w.]*){0,3})\s?$"
)
# Words before a group in brackets at which the group begins.
_STOPS: Final = frozenset((
    "it", "they", "we", "asked", "interviewed", "polled", "reached", "drew", "included", "questioned",
    "than", "by", "with", "among", "for", "from", "to", "while", "but", "that", "as", "of", "in", "at",
    "on", "including", "compared", "versus", "vs", "vs.", "whereas", "especially", ",", ";", ":", "–", "—",
    "-", "nearly", "about", "almost", "when", "if", "although", "though", "because", "most", "fewer",
    "more", "many",
))  # fmt: skip
# As in: girls ages 9 to 12 (26 %), cellists 40 and older, the Hungarians themselves.
_AFTER_GROUP: Final = re.compile(
    r"\s(?:(?:ages?|aged)\s\d+\s?(?:(?:to|and|or|-|–)\s?(?:\d+|older|over|above|younger))?"
    r"|\d+\s(?:and|or)\s(?:older|over|above|younger)|(?:under|over)\s\d\d|themselves|alike|overall|alone)\s?$"
)
_THOSE: Final = re.compile(r"\bthose\s(?=(?:who|with|without|in|ages?|aged|\w+ing|\w+ed)\s)")
_SPOKEN_OF: Final = re.compile(
    r"(?:\b(?:from|by|among)\s(?:the\s)?(?P<who>[\w-]+)\b|(?<![\w-])(?P<whose>[A-Za-z-]+s)\s?[’'](?!\w))"
)
# "enterprises with 1,000+ employees", "organisations above 500 employees"
_OF_SIZE: Final = re.compile(r"\s(?:with|of|above|over|below|under|having|employing)\s(?:\w+\s){0,2}$")
_MEMBERS: Final = re.compile(
    r"(?:\+|-plus)?\s(?:employees|staff|people|workers|members|developers|engineers)\b"
)
_COMPARED: Final = re.compile(
    r"(?P<a>\S+(?:\s\S+){0,11}?)\s(?:are|is|were|was)\s(?:\w+\s)?(?:more|less)\s(?:likely|apt"
    r"|inclined|willing)\sthan\s(?P<b>\S+(?:\s\S+){0,9}?)\sto\s"
)
_MORE_THAN: Final = re.compile(
    r"(?:(?:somewhat|far|many|slightly|significantly)\s)?(?:more"
    r"|fewer)\s(?P<a>\S+(?:\s\S+)?)\sthan\s(?P<b>\S+(?:\s\S+)?)\s",
    re.I,
)
_FIRST_PLACE: Final = re.compile(r"\b(?:in|In|from|among)\s(?:the\s|neighbou?ring\s)?[A-Z][\w. ]{1,30}?\s?\(")


def group_before_bracket(text: str, sentence: Span, bracket: int) -> Span | None:
    """The group before a share in brackets: "a majority of Norwegians (83 %)", "in Norway (77 %)"."""
    floor = max(sentence.start, bracket - 80)
    after = _AFTER_GROUP.search(text, floor, bracket)
    words = list(TOKEN.finditer(text, floor, after.start() if after else bracket))
    if not words or text[words[-1].end() : after.start() if after else bracket].strip():
        return None
    if names_group(words[-1].group()):
        group = _group_up_to(text, words)
        return Span(group.start, floor + len(text[floor : after.end()].rstrip()) if after else group.end)
    those = last_match(_THOSE, text, floor, bracket)
    if those and noun_phrase_end(text, those.start(), bracket) >= len(text[floor:bracket].rstrip()) + floor:
        return Span(those.start(), len(text[floor:bracket].rstrip()) + floor)
    place = _PLACES_BEFORE.search(text, floor, bracket)
    if place and _in_places(text, sentence, place):
        lower = [w for w in place["who"].split() if w[0].islower()]
        if (
            not lower
            or names_group(place["who"].split()[-1])
            or lower[-1] in ("territories", "areas", "regions")
        ):
            return Span(place.start("who"), place.end("who"))
    return None


def group_of_size(text: str, floor: int, own: Quantity) -> Span | None:
    """The bodies whose members a count is of: "enterprises with 1,000+ employees"."""
    if not _MEMBERS.match(text, own.end):
        return None
    size = _OF_SIZE.search(text, max(floor, own.start - 24), own.start)
    words = list(TOKEN.finditer(text, max(floor, size.start() - 80), size.start())) if size else []
    return _group_up_to(text, words) if words and _are_bodies(words[-1].group()) else None


def _are_bodies(word: str) -> bool:
    return names_body(word) and is_plural(word.lower())


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of a pattern between two places."""
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found


def _in_places(text: str, sentence: Span, place: re.Match[str]) -> bool:
    """Whether a name before a bracket is one of a list of places that begins with "in"."""
    if text[place.start() : place.start() + 2].lower() == "in":
        cut = max(text.rfind(mark, sentence.start, place.start()) for mark in ",();:")
        lead = Span(max(cut + 1, sentence.start), place.start())
        return not text[lead.start : lead.end].strip() or has_verb(text, lead)
    return _FIRST_PLACE.search(text, max(sentence.start, place.start() - 240), place.start()) is not None


def _group_up_to(text: str, words: list[re.Match[str]]) -> Span:
    """The noun phrase that ends with the last of `words`."""
    first = len(words) - 1
    while first > 0 and len(words) - first < MAX_GROUP:
        before = words[first - 1].group()
        lower = before.lower()
        if lower in _STOPS or before[-1] in ",;:)" or (is_verb(lower) and not lower.endswith("ed")):
            break
        if text[words[first - 1].end() : words[first].start()].strip():
            break
        first -= 1
    while first < len(words) - 1 and words[first].group().lower() in (
        "and",
        "or",
        "the",
        "a",
        "some",
        "all",
        "those",
    ):
        first += 1
    return Span(words[first].start(), words[-1].end())


def group_compared(text: str, sentence: Span, quantity: Quantity) -> Span | None:
    """Whom each of a pair in brackets is of: "A are more likely than B to agree (59 % v. 47 %)"."""
    bracket = text.rfind("(", max(sentence.start, quantity.start - 24), quantity.start)
    if bracket < 0:
        return None
    pair = re.match(
        r"\(\s?(?P<x>[^()]{2,16}?)\s(?:vs?\.?|versus|to|compared with)\s(?P<y>[^()]{2,16})\)",
        text[bracket : bracket + 48],
    )
    if pair is None:
        return None
    start = LEADING.match(text, sentence.start)
    begin = start.end() if start else sentence.start
    if bracket - begin > REACH:
        return None
    match = _COMPARED.match(text, begin, bracket) or _MORE_THAN.match(text, begin, bracket)
    if match is None:
        return None
    first = quantity.start < bracket + pair.start("y")
    a, b = (Span(match.start(name), match.end(name)) for name in ("a", "b"))
    if not any(names_group(w.strip(",")) or w == "those" for w in text[b.start : b.end].split()):
        return None
    return a if first else b


def group_spoken_of(text: str, start: int, end: int) -> Span | None:
    """The group that says what follows the colon: "fair praise from the guests: 46 %", "Norwegians' moods"."""
    match = last_match(_SPOKEN_OF, text, max(start, end - REACH), end)
    if match is None or match.lastgroup is None or not names_group(match[match.lastgroup]):
        return None
    return Span(match.start(match.lastgroup), match.end(match.lastgroup))


def antecedent(text: str, start: int, end: int) -> Span | None:
    """The only group that stands between two places, for a "them" after it; None for none or several."""
    found: list[Span] = []
    words = list(TOKEN.finditer(text, max(start, end - 200), end))
    for place, word in enumerate(words):
        bare = word.group().rstrip(",.;:")
        if bare.islower() and bare.endswith("s") and names_group(bare):
            span = _group_up_to(text, words[: place + 1])
            found.append(Span(span.start, word.start() + len(bare)))
    return found[0] if len(found) == 1 else None
