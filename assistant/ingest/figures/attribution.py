"""Who says a figure: the speakers of a sentence, and how far what each says reaches. Pure.

A speaker is found by the words that make one ("according to", a verb of saying, "in the X survey") and
counts for a figure only if the figure stands in what is said. The subject of any other verb says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.ingest.figures.speaker_names import STUDIES, has_name
from assistant.ingest.figures.speaker_reach import Speaker, overlap
from assistant.ingest.figures.speaker_sources import (
    speakers_by_nouns,
    speakers_named_as_sources,
    speakers_of_single_figures,
)
from assistant.ingest.figures.speaker_verbs import VERB_STANCES, speakers_by_verbs
from assistant.schema import Span

# One of these words is in every sentence that the parts below could find something in.
_NAMED_BY: Final = frozenset(
    (
        "according citing words wording per polled surveyed interviewed asked questioned said says found "
        "finds reports reported adds added writes wrote claims claimed estimates estimated warns "
        "warned notes noted explains explained argues argued announced predicts predicted insists "
        "insisted calculated stated cited restated quoted counted relayed told published retold "
        "measured canvassed studied data figures statistics numbers results analysis research "
        "forecast forecasts projection projections "
    ).split()
)
_NOUNS: Final = frozenset(
    (
    "survey surveys poll polls study studies report reports microsurvey census questionnaire "
    "barometer newsletter review goal goals target targets estimate estimates forecast forecasts "
    "projection projections prediction predictions outlook count tally reckoning calculation "
    "calculations words view account figure figures data claim claims finding findings rumour rumours "
    "rumor rumors allegation allegations respondents participants "
).split()
)  # fmt: skip
_HINT: Final = _NAMED_BY | _NOUNS | frozenset((*VERB_STANCES, "tell", "advertised", "in", "say", "claim"))
# A sentence without end is no sentence: no more speakers than this are looked at.
_MAX_SPEAKERS: Final = 24
_LETTERS: Final = re.compile(r"[a-z]+")


def find_speakers(text: str, sentence: Span, quantities: Sequence[Span] = ()) -> list[Speaker]:
    """Who a sentence says has said or measured something, in order: "according to X", "the X survey found".

    Args:
        text: the text.
        sentence: the sentence in it.
        quantities: its quantities, for what is said right after one: "the 5 % that analysts had forecast".
    """
    words = set(_LETTERS.findall(text[sentence.start : sentence.end].lower()))
    if words.isdisjoint(_HINT):
        return []
    found: list[Speaker] = []
    for speaker in _all_speakers(text, sentence, quantities, words):
        if not any(overlap(s.whole, speaker.whole) and s.governs >= speaker.governs for s in found):
            found.append(speaker)
        if len(found) >= _MAX_SPEAKERS:
            break
    return sorted(found, key=lambda s: (s.whole.start, s.whole.end))


def attribution_of(speakers: Sequence[Speaker], span: Span) -> Speaker | None:
    """The speaker of one figure: of those whose words hold it the one that governs it, else the nearest."""
    said = [s for s in speakers if s.reach.start <= span.start and span.end <= s.reach.end]
    said = [s for s in said if not overlap(s.whole, span) or s.governs == 2]
    return max(said, key=lambda s: (s.governs, -_distance(s.whole, span)), default=None)


def is_generic(words: str) -> bool:
    """Whether an attribution names only some publication, to be found elsewhere: "the survey"."""
    first, *parts = words.split()
    if first.lower() not in ("the", "this", "a", "an", "its", "our", "their"):
        parts = [first.lower(), *parts]
    named = has_name(" ".join(parts)) or any(part[0].isdigit() for part in parts)
    return not named and bool(parts) and parts[-1] in STUDIES | {"researchers", "authors"}


def _all_speakers(
    text: str, sentence: Span, quantities: Sequence[Span], words: set[str]
) -> Iterator[Speaker]:
    if words & _NAMED_BY:
        yield from speakers_named_as_sources(text, sentence)
    if not words.isdisjoint(VERB_STANCES):
        yield from speakers_by_verbs(text, sentence)
    if words & _NOUNS:
        yield from speakers_by_nouns(text, sentence)
    yield from speakers_of_single_figures(text, sentence, quantities)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
