"""What a figure measures: the words of its clause that are not number, population, time or speaker. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.grammar import is_verb, noun_phrase_end
from assistant.schema import Quantity, Span

_EDGE: Final = frozenset(
    (
        "a an the of in on at to by for from with and or but as is are was were be been being has have had having that this these those "
        "it its there which who while whereas although though so yet then than just only even still already now also some about around "
        "nearly almost over under more less least up down not per cent percent percentage overall however meanwhile today again another "
        "further additional total reached reaches reach stood stands stand hit hits rose risen fell fallen grew grown went came gone "
        "rising falling climbed dropped increased decreased compared versus vs according respectively do does did will would could might may can "
        "among amongst between within across roughly approximately because when where if using showed shows found finds says said "
        "say reported reports report account accounts accounted accounting made makes make remains remained total totals totalled totaled "
        "after before during since until an average estimated one he she they we you i both each all what how very too much "
        "additionally moreover furthermore similarly conversely instead including such like fully full compared well"
    ).split()
)
# Small words that are left in front of a metric when nothing else stands there.
_WORD: Final = re.compile(r"[^\W_](?:[\w’'&/+.-]*[\w+])?")
_PREPOSITION: Final = re.compile(
    r"(?:\b(?:of|among|amongst|for|by|at|in|from|to|with|and|that|as)\s+(?:the\s+|all\s+|all\s+of\s+the\s+|those\s+|these\s+|some\s+|their\s+|its\s+|our\s+|his\s+|her\s+)?)$",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    r"(?:a|an|per|each|every)\s(?:year|month|week|day|hour|minute|second|person|user|head|million|thousand|token|share)",
    re.I,
)
_CHANGE_OF: Final = re.compile(
    r"(?:\s(?:annual|yearly|sharp|net|overall|further|average|relative|year-on-year|year-over-year))?\s(?:increase|decline|rise|drop|growth"
    r"|reduction|fall|decrease|jump|gain|boost|improvement|cut|surge|dip|uplift|chance|risk)s?\s(?:in|of|for|to)\s",
    re.IGNORECASE,
)
_AGES: Final = re.compile(
    r"\b(?P<word>(?:(?!(?:those|the|all|and|for|of|are|in|who|is|was|were|people)\s)[A-Za-z.]+\s){0,2}(?:ages|aged|age))\s(?:of\s|between\s|from\s)?$",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(
    r"\b(?:an?|the|another|this|its|their|new|every|per)\s(?:\w+\s)?$", re.IGNORECASE
)
_NOUN: Final = re.compile(
    r"[\s-](?=[a-z][a-z-]{2,})(?!(?:and|or|in|of|for|to|per|by|as|from|with|at|on|than|more|less|higher|lower|greater|over|after"
    r"|before|ago|later|earlier|long|wide|old|is|was|are|were|each|a|an|the|that|which|while|but|when)\b)"
)
_OF_NOUN: Final = re.compile(r"\s(?:\([^()]{1,24}\)\s)?(?:of|worth\sof)\s(?=[A-Za-z])")
_NAMED_BY: Final = re.compile(
    r"\b(?:an?|the|its|their|his|her|our|of|creating|with|recorded|had|has|in|for|and|at)\s(?P<noun>(?:[A-Za-z][\w’'-]*\s){1,4})of\s(?:[a-z]+\s){0,3}$"
)
_ADVERBS: Final = frozenset(
    "also now still already currently actively only even regularly never not often then say said".split()
) - {"say", "said"}
_LINKS: Final = frozenset("is are was were be been being has have had do does did".split())
_SEGMENT: Final = re.compile(r",\s|\s,|;\s|:\s|\s[–—]\s|\(|\)\s|—")
_RESUMES: Final = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|rose|fell|grew|reached|stood|accounts?|accounted|made|makes"
    r"|remains?|remained|declined|increased|dropped|climbed|jumped|averaged|averages|hit|hits|went|came)\b",
    re.IGNORECASE,
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:that|which|when|while|because|if|where|whereas|although|though|but|so)\s", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"\s?,\s|;\s|\s?\(|\)|\s[–—]\s|—|\.\s|\b(?:when|while|because|if|although|though|which|whereas|unless|since|before|after"
    r"|but|than|compared|whose|according|despite|and\s+(?:that|the)\s)\b",
    re.IGNORECASE,
)
_MAX_PIECES: Final = 4


def metric_of(
    text: str, clause: Span, span: Span, quantity: Quantity, taken: Sequence[Span], shared: Sequence[Span]
) -> tuple[Span, ...]:
    """The spans of the words that say what is measured, in order of the text.

    Args:
        text: the text.
        clause: the part of the sentence that belongs to the figure.
        span: of the number, qualifier included.
        quantity: the number.
        taken: spans of population, times and speaker, with their prepositions.
        shared: what the clause leaves out and a neighbour says.
    """
    noun = _counted(text, span, quantity)
    if quantity.unit == "count" and noun:
        return noun
    if direct := _direct(text, clause, span, quantity):
        return (direct,)
    core = _core(text, clause, span, taken)
    if behind := _predicate(text, core, span, taken):
        # "66 % of them used it": the number is the subject, what stands before it is another matter.
        return tuple(_pieces(text, Span(behind, core.end), Span(span.start, behind), taken)[:_MAX_PIECES])
    pieces = _pieces(text, core, span, taken)
    for part in shared:
        others = [p for p in _pieces(text, part, span, taken) if not _overlaps(p, pieces)]
        first = _WORD.match(text, part.start)
        if pieces and first and is_verb(first.group()):
            # "Prometheus" + "was in production"
            pieces = [*pieces, *others]
        else:
            pieces = sorted([*pieces, *others], key=lambda s: s.start)
    return tuple(pieces[:_MAX_PIECES])


def _direct(text: str, clause: Span, span: Span, quantity: Quantity) -> Span | None:
    """The noun phrase that a number directly belongs to, where one says what is measured."""
    if change := _CHANGE_OF.match(text, span.end, clause.end):
        # "saw an 8 % decline in advertising revenue"
        end = noun_phrase_end(text, change.end(), clause.end, participles=False)
        return _trimmed(text, Span(change.end(), end), left=True, right=True)
    if quantity.unit.startswith("age") and (word := _AGES.search(text, clause.start, span.start)):
        return Span(word.start("word"), word.end("word"))
    if quantity.unit in ("percent", "ratio"):
        return None
    attributive = "-" in text[span.start : span.end] or _ARTICLE.search(
        text, max(clause.start, span.start - 16), span.start
    )
    if (attributive and (noun := _NOUN.match(text, span.end, clause.end))) or (
        noun := _OF_NOUN.match(text, span.end, clause.end)
    ):
        # "a 20-year time frame", "5 inches of snow"
        end = noun_phrase_end(text, noun.end(), clause.end, participles=False)
        return _trimmed(text, Span(noun.end(), end), left=True, right=True)
    if named := _NAMED_BY.search(text, max(clause.start, span.start - 64), span.start):
        # "an impairment charge of $189 million"
        return _trimmed(text, Span(named.start("noun"), named.end("noun")), left=True, right=True)
    return None


def _predicate(text: str, core: Span, span: Span, taken: Sequence[Span]) -> int | None:
    """Where the verb begins of which a share is the subject, past its population and time; None without one."""
    position = span.end
    for other in sorted(taken, key=lambda s: s.start):
        if position <= other.start and not text[position : other.start].strip(" ,()"):
            position = other.end
    first = _WORD.match(
        text, position + len(text[position : core.end]) - len(text[position : core.end].lstrip(" ,()"))
    )
    while first and first.group().lower() in _ADVERBS:
        first = _WORD.match(text, first.end() + 1)
    if first is None or first.end() > core.end or not is_verb(first.group()):
        return None
    content = _has_content(text[first.start() : core.end])
    return first.start() if content and first.group().lower() not in _LINKS else None


def _core(text: str, clause: Span, own: Span, taken: Sequence[Span]) -> Span:
    """The part of a clause around the number, without asides and subordinate clauses."""
    masked = list(text[clause.start : clause.end])
    for span in (own, *taken):
        for at in range(max(span.start, clause.start), min(span.end, clause.end)):
            masked[at - clause.start] = " "
    words = "".join(masked)
    here = min(max(own.start - clause.start, 0), len(words))
    low = clause.start + _core_start(words[:here])
    behind = min(max(own.end - clause.start, here), len(words))
    high = clause.start + _core_end(words, behind, needed=not _has_content(words[low - clause.start : here]))
    return Span(low, max(high, min(own.end, clause.end)))


def _core_start(before: str) -> int:
    """Where the last main part of what stands before the number begins."""
    cuts = [0, *(match.end() for match in _SEGMENT.finditer(before))]
    parts = [(a, b) for a, b in zip(cuts, [*cuts[1:], len(before)], strict=True) if _has_content(before[a:b])]
    if not parts:
        return 0
    start = parts[-1][0]
    first = _WORD.search(before, start)
    if first and len(parts) > 1 and first.start() - start <= 1 and _RESUMES.match(before, first.start()):
        # "Helm, with a new release, was used by": the subject stands before the aside.
        start = parts[-3][0] if len(parts) > 2 else parts[-2][0]
    inner = [m.end() for m in _SUBORDINATE.finditer(before, start) if _has_content(before[m.end() :])]
    return inner[-1] if inner else start


def _core_end(words: str, behind: int, *, needed: bool) -> int:
    """Where the main part of what stands behind the number ends; with `needed` it holds some content."""
    for match in _TAIL.finditer(words, behind):
        if not needed or _has_content(words[behind : match.start()]):
            return match.start()
    return len(words)


def with_preposition(text: str, span: Span, floor: int) -> Span:
    """A population or speaker with the words that tie it to the clause: "of the", "according to"."""
    window = text[max(floor, span.start - 48) : span.start]
    lead = _PREPOSITION.search(window)
    return Span(span.start - (len(window) - lead.start()), span.end) if lead else span


def _counted(text: str, span: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun that a count counts, with what directly belongs to it."""
    if not quantity.noun:
        return ()
    start = text.find(quantity.noun.split()[0], span.end, span.end + 40)
    if start < 0 or text[span.end : start].strip(" -+"):
        return ()
    return (Span(start, start + len(quantity.noun)),) if text.startswith(quantity.noun, start) else ()


def _pieces(text: str, clause: Span, own: Span, taken: Sequence[Span]) -> list[Span]:
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
    gaps = [gap for gap in gaps if _content(text, gap[0])]
    pieces = []
    for place, (gap, left, right) in enumerate(gaps):
        verb = _WORD.match(text, gap.start)
        starts = (left or place == 0) and not (verb and is_verb(verb.group()))
        trimmed = _trimmed(text, gap, left=starts, right=right or place == len(gaps) - 1)
        if trimmed:
            pieces.append(trimmed)
    return pieces


def _trimmed(text: str, piece: Span, *, left: bool, right: bool) -> Span | None:
    """A piece without the small words at the ends that are named."""
    words = list(_WORD.finditer(text, piece.start, piece.end))
    while words and left and words[0].group().lower() in _EDGE and not _RATE.match(text, words[0].start()):
        words.pop(0)
    while words and right and words[-1].group().lower() in _EDGE:
        words.pop()
    return Span(words[0].start(), words[-1].end()) if words else None


def _content(text: str, piece: Span) -> bool:
    return any(m.group().lower() not in _EDGE for m in _WORD.finditer(text, piece.start, piece.end))


def _has_content(words: str) -> bool:
    return any(m.group().lower() not in _EDGE for m in _WORD.finditer(words))


def _overlaps(piece: Span, pieces: Sequence[Span]) -> bool:
    return any(p.start < piece.end and piece.start < p.end for p in pieces)


def begins_with_verb(text: str, span: Span) -> bool:
    """Whether a metric says what the population does: "run Kubernetes in production"."""
    first = _WORD.match(text, span.start, span.end)
    return first is not None and is_verb(first.group())
