"""When a figure holds: which of the times that its sentence names is its own. Pure."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeVar

from assistant.ingest.figures.period_mentions import YEAR, Mention
from assistant.schema import Metadata, Period, Span

_COMPARES: Final = re.compile(
    r"(?:\W*(?:and|or|but|a|an|the|which|is|was|that)\s+)*(?:up|down|from|compared|against|versus|vs"
    r"|after|higher|lower|to)\b",
    re.IGNORECASE,
)
_BEGAN_AT: Final = re.compile(
    r"\b(?:from|against|(?<!more )(?<!less )(?<!fewer )than|versus|vs\.?|compared\s+(?:with"
    r"|to))\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_AGE: Final = re.compile(r"\b(?:ages|aged)\s+$", re.IGNORECASE)
_ASIDE: Final = re.compile(r",\s(?:\w+\s)?(?:who|whom|whose|where)\b")
_OF_ANOTHER: Final = re.compile(r"\b(?:what|when)\b")
_RELATIVE_CLAUSE: Final = re.compile(
    r",\s(?:which|who|where|when|whose)\s(?!(?:surveyed|polled|asked|interviewed|covers?|covered)\b)"
)
_THAN: Final = re.compile(r"\b(?:than|against|versus|compared\s+(?:with|to)|(?:up|down)\s+(?:on|from))\s+$")
_CONTRAST: Final = re.compile(r";|\b(?:but|while|whereas|although|though)\b")
_TIMES: Final = re.compile(r"(?:double|twice|triple|quadruple|half|\w+[\s-]times|\w+fold)", re.IGNORECASE)
_RESULT: Final = re.compile(
    r",?\s+to\s+(?:(?:a|an|the|just|about|over|around|nearly|some|only|roughly|almost|record|more"
    r"|than)\s+){0,3}",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r",?\s*\(?from\s+(?:(?:just|about|over|around|nearly|some|only)\s+)?", re.IGNORECASE
)
# "Twice the sum raised in 2016": the time of what a multiple is of.
_OF_BASE: Final = re.compile(
    r"\b(?:times|twice|double|triple|half)\s+the\s+(?:amount|number|level|figure|rate|total|sum|price|count"
    r"|share)\s+(?:\w+(?:ed|en|ld|de)\s+)?$"
)
# "The four millers", "six of its eleven wells": how many they are is known, and no news of any time.
_KNOWN_NUMBER: Final = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)")
_KNOWN: Final = re.compile(
    r"\b(?:the|its|their|his|her|our|these|those|all|other|last|first|top|final|one\s+of)\s+$"
    r"|['’]s\s+$"
)
# "The 76 medals that she won in 2016": between a number and a time that is its alone.
_RELATIVE_PRONOUN: Final = re.compile(r"\b(?:that|who|which)\b")
_JOINED: Final = re.compile(r"[\s,]*(?:and\b|or\b|&)?\s*(?:(?:in|at|on|for)\s+)?(?:the\s+)?")
# In a sentence without end no further than this is looked for a time on either side.
_NEAR: Final = 24
_Place = TypeVar("_Place", Span, Mention)


def period_of(
    text: str,
    sentence: Span,
    clauses: Sequence[Span],
    quantities: Sequence[Span],
    index: int,
    mentions: Sequence[Mention],
) -> tuple[Mention | None, bool]:
    """The time of one figure of a sentence, and whether it stands outside the figure's own clause.

    Its own clause decides: after the number first ("78 % in 2019"), else the nearest before it. A change has
    the time of its result ("fell 7 points to 44 % in 2024"). A time at the head of the sentence, or the only
    one of a sentence, holds for all its figures, but not one that belongs to a value of comparison ("up from
    66 % in 2023"). An edition's date, and what happened, count only if there is nothing else.
    """
    clause, here = clauses[index], quantities[index]
    mentions = _that_may_be_its(text, sentence, clause, quantities, index, _near(mentions, here))
    if not mentions:
        return None, False
    if paired := _respectively(text, sentence, quantities, index, mentions):
        return paired, False
    if own := _own(text, clause, quantities, index, mentions):
        return own, False
    found = _time_of_change(text, clauses, quantities, index, mentions)
    found = found or _at_the_head(text, sentence, clause, quantities, index, mentions)
    return found or _the_only_one(text, sentence, clauses, quantities, index, mentions), True


def _that_may_be_its(
    text: str,
    sentence: Span,
    clause: Span,
    quantities: Sequence[Span],
    index: int,
    mentions: Sequence[Mention],
) -> list[Mention]:
    """The times of a sentence that a figure could have: none has an age, or a length that is a time."""
    here = quantities[index]
    if not mentions or _AGE.search(text, max(sentence.start, here.start - 8), here.start):
        return []
    if any(m.start < here.end and here.start < m.end for m in mentions):
        return []  # "the past 80 years"
    if _KNOWN_NUMBER.fullmatch(text, here.start, here.end) and _KNOWN.search(
        text, max(sentence.start, here.start - 24), here.start
    ):
        return []
    following = quantities[index + 1].start if index + 1 < len(quantities) else clause.end
    of_base = _TIMES.match(text, here.start, here.end) and text[here.end : following].strip() == "the"
    opened = text.rfind("(", max(sentence.start, here.start - 120), here.start)
    if opened >= 0 and ")" not in text[opened : here.start] and len(text[opened : here.start].split()) > 4:
        # What a bracket explains is not of the time of the sentence around it.
        closed = text.find(")", here.end, min(sentence.end, here.end + 200))
        mentions = [m for m in mentions if opened < m.start and (closed < 0 or m.end <= closed)]
    mentions = [m for m in mentions if not _OF_BASE.search(text, max(sentence.start, m.lead - 48), m.lead)]
    plain = [m for m in mentions if not _THAN.search(text, max(sentence.start, m.lead - 20), m.lead)]
    return [
        m
        for m in plain or mentions
        # "Triple the 12 % of 2016": that is when it was 12 %.
        if not (of_base and m.end > here.start)
        and not (here.end < m.start < clause.end and _OF_ANOTHER.search(text, here.end, m.start))
        and not _in_side_clause(text, sentence, m, here)
        and not _in_bracket_of_another(text, sentence, m, here, quantities)
    ]


def _respectively(
    text: str, sentence: Span, quantities: Sequence[Span], index: int, mentions: Sequence[Mention]
) -> Mention | None:
    """The time in the same place of its row: "in 2019 and 2018 it owed 41 and 38, respectively"."""
    here = quantities[index]
    place = text.find("respectively", here.end, min(sentence.end, here.end + 200))
    if place < 0:
        return None
    row: list[Span] = []
    for quantity in reversed([q for q in _near(quantities, here) if q.end <= place]):
        if row and not _JOINED.fullmatch(text, quantity.end, row[0].start):
            break
        row.insert(0, quantity)
    if here not in row or len(row) < 2:
        return None
    after = [m for m in mentions if row[-1].end <= m.start and m.end <= place]
    times = after or [m for m in mentions if m.end <= row[0].start][-len(row) :]
    joined = all(_JOINED.fullmatch(text, a.end, b.start) for a, b in pairwise(times))
    return times[row.index(here)] if joined and len(times) == len(row) else None


def _at_the_head(
    text: str,
    sentence: Span,
    clause: Span,
    quantities: Sequence[Span],
    index: int,
    mentions: Sequence[Mention],
) -> Mention | None:
    """The time before the first figure of a sentence; what happened counts for that figure only."""
    here, first = quantities[index], mentions[0]
    head = [m for m in mentions if m.end <= quantities[0].start and not m.event and not m.edition]
    if head and not _COMPARES.match(text, clause.start, clause.end):
        return None if _ASIDE.search(text, head[-1].end, here.start) else head[-1]
    if first.event and not first.edition and not text[sentence.start : first.start].strip():
        return None if any(first.end < q.end <= here.start for q in _near(quantities, here)) else first
    return None


def _the_only_one(
    text: str,
    sentence: Span,
    clauses: Sequence[Span],
    quantities: Sequence[Span],
    index: int,
    mentions: Sequence[Mention],
) -> Mention | None:
    """The time of another part of the sentence, if it is the only one and not of a value of comparison."""
    clause, here = clauses[index], quantities[index]
    dated = [m for m in mentions if not m.event]
    usable = [m for m in dated if not m.edition] or dated
    if len({m.period.label.lower() for m in usable}) != 1:
        return None
    only = usable[0]
    if _ASIDE.search(text, only.end, here.start) or _CONTRAST.search(text, here.end, only.start):
        return None
    if _THAN.search(text, max(sentence.start, only.lead - 20), only.lead):
        return None
    quantities, clauses = _near(quantities, here), _near(clauses, here)
    theirs = next((c for c in clauses if c != clause and c.start <= only.start and only.end <= c.end), None)
    owner = next((q for q in reversed(quantities) if q.end <= only.start), None)
    if owner and owner.start > here.start and _RELATIVE_PRONOUN.search(text, owner.end, only.start):
        return None
    if theirs is None or any(q.start < only.end and only.start < q.end for q in quantities):
        return only
    compared = _COMPARES.match(text, clause.start, clause.end) is not None
    return None if compared or _is_compared(text, theirs, quantities) else only


def _in_side_clause(text: str, sentence: Span, mention: Mention, here: Span) -> bool:
    """Whether a time is in a relative clause in commas without the figure: "X, which opens in 2027, cost"."""
    comma = text.rfind(", ", max(sentence.start, mention.start - 80), mention.start)
    if comma < 0 or (here.start < mention.start and here.start > comma):
        return False
    end = text.find(",", mention.end, min(sentence.end, mention.end + 60))
    return bool(_RELATIVE_CLAUSE.match(text, comma)) and 0 <= end < here.start


def _in_bracket_of_another(
    text: str, sentence: Span, mention: Mention, here: Span, quantities: Sequence[Span]
) -> bool:
    """Whether a time stands in a bracket with a number of its own: "46 % (41 % in 2022)", "(2022: 41 %)"."""
    opened = text.rfind("(", max(sentence.start, mention.start - 80), mention.start)
    if opened < 0 or ")" in text[opened : mention.start] or here.start > opened:
        return False
    closed = text.find(")", mention.end, min(sentence.end, mention.end + 80))
    return any(opened < q.start < closed for q in _near(quantities, here))


def _own(
    text: str, clause: Span, quantities: Sequence[Span], index: int, mentions: Sequence[Mention]
) -> Mention | None:
    """The time that a figure's own clause names for it."""
    here = quantities[index]
    own = [m for m in mentions if clause.start <= m.start and m.end <= clause.end]
    own = [
        m
        for m in own
        if not _ASIDE.search(text, m.end, here.start) and not _OF_ANOTHER.search(text, here.end, m.start)
    ]
    for kept in (
        [m for m in own if not m.edition and not m.event],
        [m for m in own if m.edition and not m.event],
        [m for m in own if m.event and not m.edition],
        [m for m in own if m.event] if all(m.event or m.edition for m in mentions) else [],
    ):
        after = [m for m in kept if m.start >= here.end]
        before = [m for m in kept if m.end <= here.start]
        if kept:
            return after[0] if after else before[-1] if before else kept[0]
    return None


def _time_of_change(
    text: str, clauses: Sequence[Span], quantities: Sequence[Span], index: int, mentions: Sequence[Mention]
) -> Mention | None:
    """When a change happened, from the values it leads from and to: "fell 7 points to 44 % in 2024"."""
    if index + 1 >= len(quantities):
        return None
    between = text[quantities[index].end : min(quantities[index + 1].start, quantities[index].end + 60)]
    following = _own(text, clauses[index + 1], quantities, index + 1, mentions)
    if _RESULT.fullmatch(between):
        return following
    if not _FROM.fullmatch(between) or following is None:
        return None
    part = clauses[min(index + 2, len(clauses) - 1)]
    last = next((m for m in reversed(mentions) if following.end < m.start and m.end <= part.end), None)
    if last is None or last.event:
        return None
    label = f"{following.period.label} to {last.period.label}"
    both = Period(following.period.start, last.period.end, label, "stated")
    return Mention(last.start, last.end, last.lead, both, edition=False)


def _near(places: Sequence[_Place], here: Span) -> Sequence[_Place]:
    """Those around a figure, where there are very many."""
    if len(places) <= 2 * _NEAR:
        return places
    at: int = bisect.bisect_left(places, here.start, key=_start_of)
    near = list(places[:1])
    near.extend(places[max(1, at - _NEAR) : at + _NEAR])
    return near


def _start_of(place: Span | Mention) -> int:
    return place.start


def _is_compared(text: str, clause: Span, quantities: Sequence[Span]) -> bool:
    """Whether the value of a clause is only what another is set against, or where a change began."""
    value = next((q for q in quantities if clause.start <= q.start < clause.end), None)
    before = text[clause.start : value.start] if value else ""
    return bool(_COMPARES.match(text, clause.start, clause.end) or _BEGAN_AT.search(before))


def period_of_metadata(metadata: Metadata) -> tuple[Period, str] | None:
    """The time that is known of the whole document, and which field says it."""
    if metadata.collected:
        start, _, end = metadata.collected.partition("/")
        return Period(start, end or start, metadata.collected, "collected"), "collected"
    for name in ("account_of", "title"):
        years = re.findall(rf"(?<!\d){YEAR}(?!\d)", getattr(metadata, name) or "")
        if years:
            return Period(years[-1], years[-1], years[-1], "collected"), name
    if metadata.published:
        return Period(metadata.published, metadata.published, metadata.published, "published"), "published"
    return None
