"""How many of a sentence's words its quotes have, in these or in words of the same meaning."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from assistant.answering.verification.parts import Part
from assistant.index.keyword_index import analyse
from assistant.retrieval.synonyms import synonyms
from assistant.schema import Problem

# Shares of a part's words that its quotes, and its quotes with what is known of their sources, must have. Set
# on the dev half of cases/verification.jsonl: no sentence that cites another text passes, one true
# sentence in a hundred does not. `python -m evals verification` after a change.
_IN_QUOTES: Final = 0.45
_WITH_SOURCES: Final = 0.5
# So many letters at the beginning make two words forms of one: "adoption", "adopters".
_STEM: Final = 5


def says(token: str, tokens: AbstractSet[str]) -> bool:
    """Whether a stem, a synonym or another form of the word is among stems."""
    if token in tokens or not synonyms(token).isdisjoint(tokens):
        return True
    return len(token) >= _STEM and any(other.startswith(token[:_STEM]) for other in tokens)


def wording_problems(part: Part) -> list[Problem]:
    """A part whose quotes speak of something else."""
    words = set(analyse(part.text))
    if not words:
        return []
    quoted = set(analyse(part.quotes))
    known = quoted | set(analyse(part.about))
    in_quotes = sum(says(word, quoted) for word in words) / len(words)
    with_sources = sum(says(word, known) for word in words) / len(words)
    if in_quotes >= _IN_QUOTES and with_sources >= _WITH_SOURCES:
        return []
    return [Problem("wording", part.text, "the evidence it cites says something else")]
