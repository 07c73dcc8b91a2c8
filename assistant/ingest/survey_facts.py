"""What a text says about the survey behind it: how many were asked, who, when, with what margin. Pure.

Only what one sentence says outright is taken, and only where nothing else is known: of two surveys in one
text neither is the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.ingest.figures.period_mentions import find_periods
from assistant.ingest.figures.sample_sizes import sample_size
from assistant.ingest.grammar import noun_phrase_end
from assistant.quantities import find_quantities
from assistant.schema import Metadata, Quantity, Sample, Span

_ASKED: Final = re.compile(
    r"\b(?:survey(?:ed|s)?|poll(?:ed|s)?|interview(?:ed|s)?|questionnaire|respondents|asked|answers|participants|sample)\b",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"\b(?:conducted|carried\s+out|fielded|in\s+the\s+field|ran\s+from|was\s+run|took\s+place|open\s+from|were\s+(?:surveyed|polled|interviewed|asked)"
    r"|surveyed|polled|interviewed|data\s+were\s+collected|collected\s+(?:in|between|from)|fieldwork|interviews\s+were)\b",
    re.IGNORECASE,
)
_MARGIN: Final = re.compile(
    r"(?:margin\s+of\s+(?:sampling\s+)?error|±|\+\s?/\s?[-−–]|plus\s+or\s+minus)[^.;]{0,60}?(?P<value>\d+(?:\.\d+)?)\s*"
    r"(?P<unit>percentage\s+points?|points?|%|per\s?cent)",
    re.IGNORECASE,
)
# Where a text says how it was made: sentences beyond this many are not looked at.
_MOST_SENTENCES: Final = 4000
_FEWEST_ASKED: Final = 20


def complete(metadata: Metadata, text: str, sentences: Sequence[Span]) -> Metadata:
    """The metadata with what the text itself says about its survey, where they leave it out; a digest's stay.

    Args:
        metadata: what is known; it is never changed where it says something.
        text: canonical text.
        sentences: its sentences.
    """
    sample = metadata.sample
    known = sample.n is not None and metadata.collected and sample.margin
    if known or metadata.text_kind == "digest":
        # A digest's front matter was written by hand: what it leaves out was not read.
        return metadata
    asked: dict[int, str | None] = {}
    fields: set[str] = set()
    margins: set[str] = set()
    for sentence in sentences[:_MOST_SENTENCES]:
        words = text[sentence.start : sentence.end]
        if match := _MARGIN.search(words):
            margins.add(f"{match['value']} {' '.join(match['unit'].split())}")
        if not _ASKED.search(words):
            continue
        for quantity in find_quantities(words):
            n = sample_size(words, Span(quantity.start, quantity.end), quantity)
            if n is not None and n >= _FEWEST_ASKED:
                asked[n] = asked.get(n) or _who(words, quantity)
        if _FIELD.search(words):
            fields |= _dates(words)
    only = next(iter(asked)) if len(asked) == 1 else None
    return replace(
        metadata,
        collected=metadata.collected or (next(iter(fields)) if len(fields) == 1 else None),
        sample=Sample(
            sample.n if sample.n is not None else only,
            sample.who or (asked[only] if only is not None and sample.n in (None, only) else None),
            sample.regions,
            sample.margin or (next(iter(margins)) if len(margins) == 1 else None),
        ),
    )


def _who(words: str, quantity: Quantity) -> str | None:
    """Who was asked: the noun phrase after the number, if it says more than "respondents"."""
    start = quantity.end
    while start < len(words) and words[start] == " ":
        start += 1
    end = noun_phrase_end(words, start, len(words))
    phrase = words[start:end].strip(" ,")
    return phrase if len(phrase.split()) > 1 and phrase[0].isalpha() else None


def _dates(words: str) -> set[str]:
    """The times of fieldwork that a sentence names, to the month at least."""
    found = set()
    for mention in find_periods(words, 0, len(words)):
        first, last = mention.period.start, mention.period.end
        if first and last and len(first) >= len("2025-01"):
            found.add(first if first == last else f"{first}/{last}")
    return found
