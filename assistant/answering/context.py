"""The sentence before, where the one that answers cannot be read without it. Pure.

"Daily deployers are at 52 %": of what, the sentence before says. Quoted alone it is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.index.keyword_index import analyse
from assistant.quantities import find_quantities
from assistant.retrieval.cues import leans_back, leaves_out
from assistant.retrieval.synonyms import synonyms
from assistant.retrieval.words import FRAME, SOFT
from assistant.schema import Evidence, Question


def follows(first: Evidence, second: Evidence) -> bool:
    """Whether two sentences of one source stand one behind the other."""
    return first.source.id == second.source.id and 0 < second.citation.start - first.citation.end <= 2


def sentence_before(question: Question, item: Evidence, evidence: Sequence[Evidence]) -> Evidence | None:
    """What stands before a sentence and must be read with it; None if it can be read alone.

    It must where the sentence begins with "they" or "of these", or where it leaves out a word of the question
    that stands in the one before; with numbers of its own that one would rather lead astray.

    Args:
        question: the question.
        item: evidence that answers it.
        evidence: all that was found.
    """
    found = next((other for other in evidence if follows(other, item)), None)
    if found is None:
        return None
    # A figure of it is not what was asked.
    before = replace(found, figure=None)
    if leans_back(item.citation.quote):
        return before
    if not leaves_out(item.citation.quote):
        return None
    about = item.source.metadata
    here = {*analyse(item.citation.quote), *analyse(f"{about.title} {about.account_of or ''}")}
    there = set(analyse(before.citation.quote))
    asked = [token for token in question.tokens if token not in FRAME | SOFT and token not in question.years]
    told = any(token in there for token in asked if token not in here and synonyms(token).isdisjoint(here))
    return before if told and not find_quantities(before.citation.quote) else None
