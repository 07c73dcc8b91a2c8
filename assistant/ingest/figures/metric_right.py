"""What the words right after a number add to what it measures. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.figures.metric_words import WORD, trimmed
from assistant.ingest.grammar import noun_phrase_end, reads_as_verb
from assistant.schema import Span

_APART: Final = re.compile(r"\s(?:for|in|among|at|on|with)\s(?=[A-Za-z])")
_ON_WHAT: Final = re.compile(
    r"\s?(?:on|with|in|to)\s(?=[a-zA-Z])(?!(?:the\s)?(?:past|last|same|next|total|average)\b)"
)
_BESIDE_STOPS: Final = frozenset((
    "in", "on", "at", "for", "to", "by", "with", "from", "as", "and", "or", "than", "of", "over", "under",
    "after", "before", "near", "around", "about", "above", "below", "beyond", "per", "across", "among",
    "between", "within", "during", "since", "until", "up", "down", "when", "while", "if", "because",
    "although", "though", "which", "who", "that", "but", "each", "ago", "later", "earlier", "respectively",
    "is", "are", "was", "were", "he", "she", "they", "we", "it", "you",
))  # fmt: skip


def beside(text: str, start: int, end: int, taken: Sequence[Span]) -> Span | None:
    """The word or noun phrase right after a number: "53 % [adoption]", "35 % [sooner]"."""
    position = start
    for word in WORD.finditer(text, start, end):
        lower = word.group().lower()
        if (
            text[position : word.start()].strip()
            or lower in _BESIDE_STOPS
            or any(s.start <= word.start() < s.end for s in taken)
        ):
            break
        if reads_as_verb(lower, "x") and position == start:
            break
        position = word.end()
        if word.start() - start > 32:
            break
    return trimmed(text, Span(start, position)) if position > start else None


def contrast(text: str, own: Span, core: Span, taken: Sequence[Span]) -> Span | None:
    """What tells two numbers apart: "9 years [for males] and 13 years [for females]"."""
    match = _APART.match(text, own.end, core.end)
    if match is None or not any(s.end != own.end and text.startswith(match.group(), s.end) for s in taken):
        return None
    end = noun_phrase_end(text, match.end(), core.end, participles=False)
    masked = any(s.start < end and match.end() < s.end for s in taken)
    return Span(match.end(), end) if end > match.end() and not masked else None


def on_what(text: str, own: Span, core: Span, taken: Sequence[Span]) -> Span | None:
    """On what something is spent: "40 % of their time [on maintenance]"."""
    position = own.end
    for other in taken:
        if other.start <= position < other.end or (
            position <= other.start and not text[position : other.start].strip()
        ):
            position = other.end
    on = _ON_WHAT.match(text, position, core.end)
    if on is None:
        return None
    end = noun_phrase_end(text, on.end(), core.end, participles=False)
    start = on.start() + (text[on.start()] == " ")
    return Span(start, end) if end > on.end() else None
