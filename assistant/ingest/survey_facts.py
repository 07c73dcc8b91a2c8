"""What a text says about the survey behind it: how many were asked, who, where, when, with what margin. Pure.

Only what one sentence says outright is taken, and only where nothing else is known. Where a text says how it
was made counts before the rest of it; of two surveys in one text neither is the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from assistant.ingest.compositions import composition
from assistant.ingest.field_dates import agreed, field_dates
from assistant.ingest.sample_totals import kept, totals
from assistant.ingest.survey_parts import Rank, SurveyParts, survey_parts
from assistant.schema import Metadata, Sample, Span

_MARGIN: Final = re.compile(
    r"(?:margin\s+of\s+(?:sampling\s+)?error|sampling\s+error|±|\+\s?/\s?[-−–]|plus\s+or\s+minus)[^.;]{0,60}?(?P<value>\d+(?:\.\d+)?)\s*"
    r"(?P<unit>percentage\s+points?|points?|%|per\s?cent)",
    re.IGNORECASE,
)
# Where a text says how it was made: sentences beyond this many are not looked at.
_MOST_SENTENCES: Final = 4000
_WHERE_FROM: Final = re.compile(
    r"\b(?:regions?|respondents|participants|answers|responses|sample|composition|distribution|based|located|organisations"
    r"|organizations|they|clusters|customers|countries)\b",
    re.IGNORECASE,
)
_RANKS: Final[tuple[Rank, ...]] = (3, 2, 1)


def complete(metadata: Metadata, text: str, sentences: Sequence[Span]) -> Metadata:
    """The metadata with what the text itself says about its survey, where they leave it out; a digest's stay.

    Args:
        metadata: what is known; it is never changed where it says something.
        text: canonical text.
        sentences: its sentences.
    """
    sample = metadata.sample
    known = sample.n is not None and metadata.collected and sample.margin and sample.regions and sample.who
    if known or metadata.text_kind == "digest":
        # A digest's front matter was written by hand: what it leaves out was not read.
        return metadata
    looked_at = sentences[:_MOST_SENTENCES]
    parts = survey_parts(metadata, text, looked_at)
    ranked = _by_rank(parts, looked_at)
    n, who = _asked(ranked)
    n = n if sample.n is None else sample.n
    return replace(
        metadata,
        collected=metadata.collected or _collected(ranked),
        sample=Sample(
            n,
            sample.who or who.get(n or 0),
            sample.regions or _regions(ranked, n),
            sample.margin or _margin(ranked, text, looked_at),
        ),
    )


def _by_rank(parts: SurveyParts, sentences: Sequence[Span]) -> dict[Rank, list[str]]:
    """The sentences by how surely they are about the document's own survey."""
    found: dict[Rank, list[str]] = {3: [], 2: [], 1: [], 0: []}
    for sentence in sentences:
        found[parts.rank(sentence)].append(parts.text[sentence.start : sentence.end])
    return found


def _asked(ranked: Mapping[Rank, Sequence[str]]) -> tuple[int | None, dict[int, str | None]]:
    """How many were asked in all, and who the people of each number are.

    Where a text says how it was made it gives the total and then its groups, so the largest counts there.
    """
    people: dict[int, str | None] = {}
    left = {number for words in (*ranked[3], *ranked[2]) if (number := kept(words))}
    for rank in _RANKS:
        numbers: dict[int, str | None] = {}
        for words in ranked[rank]:
            if rank == 1 and "(n" in words:
                continue  # "The vendor survey (n=600) shows": a reference
            for number, who in totals(words):
                numbers[number] = numbers.get(number) or who
        for number, who in numbers.items():
            people[number] = people.get(number) or who
        if numbers and len(left) == 1:
            return left.pop(), people
        if numbers:
            return (max(numbers) if rank == 3 or len(numbers) == 1 else None), people
    return None, people


def _collected(ranked: Mapping[Rank, Sequence[str]]) -> str | None:
    """When the answers were collected, from the surest sentences that say it."""
    for rank in _RANKS:
        found = [date for words in ranked[rank] for date in field_dates(words)]
        if found:
            return agreed(found)
    return None


def _regions(ranked: Mapping[Rank, Sequence[str]], n: int | None) -> str | None:
    """Where those who were asked live; a sentence about what they do is no such thing."""
    for words in _composing(ranked):
        if found := composition(words, n):
            return found
    return None


def _composing(ranked: Mapping[Rank, Sequence[str]]) -> Iterator[str]:
    yield from ranked[3]
    yield from (words for words in (*ranked[2], *ranked[1]) if _WHERE_FROM.search(words))


def _margin(ranked: Mapping[Rank, Sequence[str]], text: str, sentences: Sequence[Span]) -> str | None:
    """The margin of error, where only one is given; else the one where the text says how it was made."""
    everywhere = [text[s.start : s.end] for s in sentences]
    for some in (everywhere, ranked[3]):
        found = {
            f"{match['value']} {' '.join(match['unit'].split())}"
            for words in some
            if (match := _MARGIN.search(words))
        }
        if len(found) == 1:
            return found.pop()
    return None
