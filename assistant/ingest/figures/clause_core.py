"""The part of a clause that a number stands in, and what is left of it without what is known. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.figures.metric_words import WORD, has_content, trimmed
from assistant.ingest.grammar import is_past_form, is_verb
from assistant.ingest.verb_lexicon import EITHER_FORMS
from assistant.schema import Span

_PREPOSITION: Final = re.compile(
    r"(?:\b(?:of|among|amongst|for|by|at|in|from|to|with|and|that|as|across|within)\s+(?:the\s+"
    r"|all\s+|all\s+of\s+the\s+|those\s+|these\s+|some\s+|their\s+|its\s+|our\s+|his\s+|her\s+)?)$",
    re.IGNORECASE,
)
_HOW_MANY: Final = re.compile(
    r"(?:\b(?!(?:among|of|the|that|in|for|and)\b)\w+\s){0,2}\b(?:majorit(?:y|ies)|pluralit(?:y|ies)"
    r"|minorit(?:y|ies)|shares?|percentages?|proportions?|medians?)\s$",
    re.IGNORECASE,
)
_SEGMENT: Final = re.compile(r"\s?,\s|\s,|;\s|:\s|\s[–—]\s|\(|\)\s|—")
_RESUMES: Final = re.compile(
    r"(?:(?:also|now|still|then|already|currently)\s)?(?:is|are|was|were|has|have|had|will|would|can"
    r"|could|may|might|rose|fell|grew|reached|stood|accounts?|accounted|made|makes"
    r"|remains?|remained|declined|increased|dropped|climbed|jumped|averaged|averages|hit|hits|went|came)\b",
    re.IGNORECASE,
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:(?<!in )(?<!of )(?<!at )(?<!for )(?<!on )that|which|when|while|because|if|where|whereas"
    r"|although|though|but|so|including|such as|especially)\s",
    re.IGNORECASE,
)
TAIL: Final = re.compile(
    r"\s?,\s|;\s|\s?\(|\)|\s[–—]\s|—|(?<![A-Z])\.\s|\b(?:when|while|because|if|although|though|which|whereas|unless|since|before|after"
    r"|but|(?<!less )(?<!more )(?<!fewer )than|compared|whose|according|despite|as a result|due to|thanks to|owing to|and\s+(?:that|the)\s)\b",
    re.IGNORECASE,
)
# As in: down 4 points, the lowest on record; , its ninth rise in a row.
_SUPERLATIVE: Final = re.compile(
    r"\s?,\s(?:the|its|their)\s(?:(?:second|third|fourth|fifth)-?\s?)?(?:[a-z]{3,}(?<!for)(?<!inter)est|most|least|worst|[a-z]+th)\s"
)
_AND_VERB: Final = re.compile(r"\b(?:and|but|then)\s(?:then\s|later\s|also\s)?(?P<verb>[a-z]+)(?=\s)")
_PRONOUN: Final = re.compile(
    r"\s*(?:This|It|That|They|These|it|they|this)\s(?:\w+\s){0,3}(?:to|at|by|was|is|were|are)\s+$"
)


def core_of(text: str, clause: Span, own: Span, taken: Sequence[Span], *, shared: bool) -> Span:
    """The part of a clause around the number, without asides and subordinate clauses."""
    words = unmasked(text, clause, (own, *taken))
    here = min(max(own.start - clause.start, 0), len(words))
    low = clause.start + core_start(words[:here])
    low = _coordinated(words, low - clause.start, here, taken, clause.start)
    behind = min(max(own.end - clause.start, here), len(words))
    needed = not has_content(words[low - clause.start : here]) and not _PRONOUN.match(words[:here])
    high = clause.start + core_end(words, behind, needed=needed, shared=shared)
    return Span(low, max(high, min(own.end, clause.end)))


def _coordinated(words: str, low: int, here: int, taken: Sequence[Span], offset: int) -> int:
    """Where the last predicate begins that "and" joins to one with its own number: "and sank 90 m"."""
    for joined in reversed(list(_AND_VERB.finditer(words, low, here))):
        verb = joined["verb"]
        if (
            is_past_form(verb)
            and verb not in EITHER_FORMS
            and has_content(words[joined.end() - len(verb) : here])
        ):
            first = offset + low
            if any(first <= span.start and span.end <= offset + joined.start() + 1 for span in taken):
                return offset + joined.start("verb")
    return offset + low


def unmasked(text: str, within: Span, masks: Sequence[Span]) -> str:
    """A part of a text, as many characters long, in which what is masked is blank."""
    parts, position = [], within.start
    for span in sorted(masks, key=lambda s: s.start):
        start, end = max(span.start, position), min(span.end, within.end)
        if end > start:
            parts += [text[position:start], " " * (end - start)]
            position = end
    return "".join((*parts, text[position : within.end]))


def core_start(before: str) -> int:
    """Where the last main part of what stands before the number begins."""
    cuts = [0, *(match.end() for match in _SEGMENT.finditer(before))]
    parts = [(a, b) for a, b in zip(cuts, [*cuts[1:], len(before)], strict=True) if has_content(before[a:b])]
    if not parts:
        return 0
    start = parts[-1][0]
    first = WORD.search(before, start)
    if first and len(parts) > 1 and first.start() - start <= 1 and _RESUMES.match(before, first.start()):
        # "Helm, with a new release, was used by": the subject stands before the aside.
        start = parts[-3][0] if len(parts) > 2 else parts[-2][0]
    inner = [m.end() for m in _SUBORDINATE.finditer(before, start) if has_content(before[m.end() :])]
    return inner[-1] if inner else start


def core_end(words: str, behind: int, *, needed: bool, shared: bool) -> int:
    """Where the main part of what stands behind the number ends; with `needed` it holds some content."""
    if aside := _SUPERLATIVE.search(words, behind):
        # What a number is in rank says nothing of what it is of.
        words = words[: aside.start()]
    for match in TAIL.finditer(words, behind):
        if not needed or shared or has_content(words[behind : match.start()]):
            return match.start()
    return len(words)


def pieces_of(text: str, clause: Span, own: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of a clause without the spans taken.

    Small words go at the ends of what is left and beside the number, but not where a time or a group
    stood in the middle: "used it [in 2025] for some of their work".
    """
    gaps: list[tuple[Span, bool, bool]] = []
    position, beside = clause.start, True
    for span in sorted((own, *taken), key=lambda s: s.start):
        if span.end <= clause.start or span.start >= clause.end:
            continue
        number = span.start <= own.start < span.end
        if span.start > position:
            gaps.append((Span(position, span.start), beside, number))
        beside = number or (beside and span.start <= position)
        position = max(position, span.end)
    if position < clause.end:
        gaps.append((Span(position, clause.end), beside, True))
    gaps = [gap for gap in gaps if has_content(text[gap[0].start : gap[0].end])]
    pieces = []
    for place, (gap, left, right) in enumerate(gaps):
        verb = WORD.match(text, gap.start)
        starts = (left or place == 0) and not (verb and is_verb(verb.group()))
        found = trimmed(text, gap, left=starts, right=right or place == len(gaps) - 1)
        if found:
            pieces.append(found)
    return pieces


def with_preposition(text: str, span: Span, floor: int) -> Span:
    """A population or speaker with the words that tie it to the clause: "of the", "according to"."""
    window = text[max(floor, span.start - 48) : span.start]
    lead = _PREPOSITION.search(window)
    if lead is None:
        return span
    many = _HOW_MANY.search(window, 0, lead.start())
    return Span(span.start - (len(window) - (many or lead).start()), span.end)


def begins_with_verb(text: str, span: Span) -> bool:
    """Whether a metric says what the population does: "run Kubernetes in production"."""
    first = WORD.match(text, span.start, span.end)
    return first is not None and is_verb(first.group())
