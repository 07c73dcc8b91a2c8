"""How many of a sentence's words its quotes have, in these or in words of the same meaning."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from assistant.answering.verification.parts import Part
from assistant.index.keyword_index import analyse
from assistant.quantities import find_quantities
from assistant.retrieval.synonyms import synonyms
from assistant.schema import Problem

# Shares of a part's words that its quotes, and its quotes with what is known of their sources, must have. Set
# on the dev half of cases/sentences/paraphrases.jsonl: no sentence that cites another text passes, one
# true sentence in a hundred does not. `python -m evals verification` after a change.
_IN_QUOTES: Final = 0.45
_WITH_SOURCES: Final = 0.5
# For a sentence about its source, whose own words are those of `_OF_TEXTS`.
_ONLY_SOURCE: Final = 0.8
_OF_TEXTS: Final = frozenset(
    analyse(
        "publish published figure figures number numbers result results finding source comes come"
        " reported report reports post article piece blog account coverage covered carries carried passed"
        " relayed relays given gave gives appeared appears says said belongs survey study edition data"
        " release part connection question same both january february march april may june july august"
        " september october november december"
    )
)
# One with more words than this says more than who published what.
_MOST_OF_SOURCE: Final = 10
# So many letters at the beginning make two words forms of one: "adoption", "adopters".
_STEM: Final = 5


def says(token: str, tokens: AbstractSet[str]) -> bool:
    """Whether a stem, a synonym or another form of the word is among stems."""
    if token in tokens or not synonyms(token).isdisjoint(tokens):
        return True
    return len(token) >= _STEM and any(other.startswith(token[:_STEM]) for other in tokens)


def about_source(part: Part) -> bool:
    """Whether a part only says of its sources what is known of them: who published what, and when."""
    words = set(analyse(part.text)) - _OF_TEXTS
    known = set(analyse(f"{part.quotes} {part.about} {part.published}"))
    few = 0 < len(words) <= _MOST_OF_SOURCE
    return few and sum(says(word, known) for word in words) / len(words) >= _ONLY_SOURCE


def wording_problems(part: Part) -> list[Problem]:
    """A part whose quotes speak of something else."""
    words = set(analyse(part.text))
    if not words:
        return []
    quoted = set(analyse(part.quotes))
    known = quoted | set(analyse(part.about))
    # Beside a number, which ties it to its quote, a name of survey or publisher says nothing against it.
    numbers = bool(find_quantities(part.text))
    own = (words - (known - quoted) if numbers else words) or words
    in_quotes = sum(says(word, quoted) for word in own) / len(own)
    with_sources = sum(says(word, known) for word in words) / len(words)
    if in_quotes >= _IN_QUOTES and with_sources >= _WITH_SOURCES:
        return []
    if about_source(part):
        return []
    return [Problem("wording", part.text, "the evidence it cites says something else")]
