"""A speaker, and how far what somebody says reaches in a sentence. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from assistant.ingest.grammar import reads_as_verb
from assistant.schema import Span, Stance

_ASIDE: Final = re.compile(r",\s+(?:\w+\s+)?(?:who|whom|whose|where)\b")
_QUOTE: Final = re.compile(r"[^.;]{0,50}?[,.]?\s*[“\"]")
_HALVES: Final = re.compile(r";|,?\s(?:while|whereas|although|though)\s|,\s(?:but|and)\s")
# "In March 2026, according to X, ..." stands at the head too.
_WHEN_ONLY: Final = re.compile(r"(?:In|By|As\s+of|For|On|Since|During)(?:\s+[\w-]+){1,4}")
_VERB_NEXT: Final = re.compile(r",\s+(\w+)")
# A sentence without end is no sentence: no speech reaches further.
_MAX_REACH: Final = 600


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something.

    Attributes:
        name: the span of the name; None for "he", "she".
        whole: the name with the words that tie it to what is said.
        reach: what is said.
        stance: how the saying stands to it: "predicts" makes it hypothetical.
        governs: whether a verb or a noun governs what is said, nearer than "according to"; -1 for one who
            only asked them.
    """

    name: Span | None
    whole: Span
    reach: Span
    stance: Stance = "reported"
    governs: Literal[-1, 0, 1, 2] = 0


def reach_after(text: str, sentence: Span, start: int) -> Span:
    """What a verb says: all that follows, but no aside about somebody (", with whom she bred ponies")."""
    end = min(sentence.end, start + _MAX_REACH)
    aside = _ASIDE.search(text, start, end)
    return Span(start, aside.start() if aside else end)


def reach_of_sentence(sentence: Span, place: int) -> Span:
    """The whole sentence, where it has an end."""
    return Span(max(sentence.start, place - _MAX_REACH), min(sentence.end, place + _MAX_REACH))


def reach_around(text: str, sentence: Span, whole: Span) -> Span:
    """What "according to X" covers: at the head all after it, else all before it and its own part."""
    reach = reach_of_sentence(sentence, whole.start)
    before = text[reach.start : whole.start].strip(' ,“"(')
    if len(before) < 4 or before.endswith(("which", "that", "who")) or _WHEN_ONLY.fullmatch(before):
        return Span(whole.start, reach.end)
    cut = _HALVES.search(text, whole.end, reach.end)
    return Span(reach.start, cut.start() if cut else reach.end)


def reach_of_quote(text: str, sentence: Span, whole: Span) -> Span:
    """What a speaker named in commas says: what stands before, and what goes on in quotes after."""
    reach = reach_of_sentence(sentence, whole.start)
    before = text[reach.start : whole.start]
    goes_on = _QUOTE.match(text, whole.end, reach.end) is not None and before.count('"') != 1
    started = "“" in before or '"' in before
    if (follows := _VERB_NEXT.match(text, whole.end, reach.end)) and reads_as_verb(follows[1], ""):
        # "Attendance, the author writes, was flat over 4 years": the sentence itself goes on.
        return reach
    return Span(reach.start, reach.end if goes_on and started else whole.start)


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share characters."""
    return a.start < b.end and b.start < a.end
