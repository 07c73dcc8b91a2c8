"""A sentence cut into its numbers, and where the fields of each stand in it. Pure."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.ingest.clauses import REACH, begins, clauses_of, has_verb, shared_of
from assistant.ingest.figures.attribution import attribution_of, find_speakers
from assistant.ingest.figures.clause_core import begins_with_verb, with_preposition
from assistant.ingest.figures.context import ends_with_preposition, is_compared
from assistant.ingest.figures.metric import metric_of
from assistant.ingest.figures.metric_antecedent import (
    is_more_than,
    points_to,
    says_before,
    says_change_only,
)
from assistant.ingest.figures.metric_beside import metric_beside
from assistant.ingest.figures.metric_predicate import after_aside, of_group
from assistant.ingest.figures.metric_words import only_moves
from assistant.ingest.figures.period import period_of
from assistant.ingest.figures.period_mentions import Mention, find_periods
from assistant.ingest.figures.population import Found, is_share_of_group, population_of
from assistant.ingest.figures.restated import SHARES, closing, opening, past_bracket
from assistant.ingest.figures.speaker_reach import Speaker
from assistant.schema import Quantity, Span

# How many numbers before and after one may bear on what it says.
_NEAR: Final = 8
# How many numbers back the words may stand that say what one measures.
_STEPS: Final = 4
# As in: a fifth of farms, some 620 in all, heat their greenhouses.
_ASIDE_ENDS: Final = re.compile(r"(?:\s(?:in all|in total|altogether|people))?,\s")


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """A sentence with its numbers that say something of their own, their clauses, times and speakers.

    `whole` are the numbers up to the end of what says them again, `own` their spans with the qualifier.
    """

    text: str
    sentence: Span
    quantities: tuple[Quantity, ...]
    spans: tuple[Span, ...]
    whole: tuple[Quantity, ...]
    own: tuple[Span, ...]
    clauses: tuple[Span, ...]
    mentions: Sequence[Mention]
    speakers: Sequence[Speaker]


@dataclass(frozen=True, slots=True)
class Parts:
    """Spans of the fields of one figure as its sentence states them; `outside` those not in its clause."""

    clause: Span
    metric: tuple[Span, ...]
    population: tuple[Span, ...]
    period: Mention | None
    speaker: Speaker | None
    outside: frozenset[str]


def cut_sentence(
    text: str, sentence: Span, quantities: Sequence[Quantity], again: Sequence[int | None]
) -> SentenceReading:
    """Cut a sentence. The numbers that are said again reach to the end of the bracket that does so."""
    mains: list[Quantity] = []
    limits = [*(begins(q) for q in quantities[1:]), sentence.end]
    for quantity, host, limit in zip(quantities, again, limits, strict=True):
        if host is None:
            alone = opening(text, quantity, sentence.start) is not None
            end = closing(text, quantity) if alone else past_bracket(text, quantity.end, limit)
            mains.append(replace(quantity, end=end) if end > quantity.end else quantity)
        else:
            mains[-1] = replace(mains[-1], end=closing(text, quantity))
    own = tuple(Span(begins(q), q.end) for q in mains)
    plain = tuple(q for q, host in zip(quantities, again, strict=True) if host is None)
    spans = [Span(q.start, q.end) for q in quantities]
    mentions = find_periods(text, sentence.start, sentence.end, spans)
    clauses = tuple(clauses_of(text, sentence, mains))
    speakers = find_speakers(text, sentence, spans)
    stated = tuple(Span(q.start, q.end) for q in plain)
    return SentenceReading(text, sentence, plain, stated, tuple(mains), own, clauses, mentions, speakers)


def populations_of(read: SentenceReading) -> list[Found | None]:
    """The population of each number of a sentence."""
    found = []
    for index, (quantity, own) in enumerate(zip(read.quantities, read.own, strict=True)):
        said = max((s.whole.end for s in read.speakers if s.whole.end <= own.start), default=0)
        found.append(population_of(read.text, read.sentence, read.clauses[index], own, quantity, said))
    for index in range(len(found) - 1):
        # As in: Private cloud was managed by 57 % and data centre spend by 48 % of the teams.
        here, there = read.quantities[index], read.quantities[index + 1]
        after = found[index + 1]
        shares = here.unit in SHARES and here.unit == there.unit and found[index] is None
        if shares and after and after[0][0].start > there.end and _leads_to_group(read, index):
            found[index] = (after[0], True)
    return found


def _leads_to_group(read: SentenceReading, index: int) -> bool:
    """Whether a group is to follow a number and its successor, and only that one has it."""
    text, own, following = read.text, read.own[index], read.own[index + 1]
    between = text[own.end : following.start]
    return (
        ends_with_preposition(text, read.clauses[index].start, own.start)
        and ends_with_preposition(text, own.end, following.start)
        and between.lstrip().startswith(("and", "or", ", and", "but", ", while"))
    )


def parts_of(read: SentenceReading, index: int, populations: Sequence[Found | None]) -> Parts:
    """Where the fields of the index-th number stand.

    Args:
        read: its sentence.
        index: of the number.
        populations: of all numbers of the sentence.
    """
    text, sentence, clauses = read.text, read.sentence, read.clauses
    clause, spans = clauses[index], read.spans
    outside: set[str] = set()
    population = populations[index]
    period, afar = period_of(text, sentence, clauses, spans, index, read.mentions)
    if period and afar:
        outside.add("period")
    if population and population[1]:
        outside.add("population")
    speaker = attribution_of(read.speakers, spans[index])
    return Parts(
        clause,
        _metric(read, index, populations),
        population[0] if population else (),
        period,
        speaker,
        frozenset(outside),
    )


def _metric(
    read: SentenceReading, index: int, populations: Sequence[Found | None], steps: int = _STEPS
) -> tuple[Span, ...]:
    """What is measured: said beside the number, in its clause, or with an earlier number."""
    text, quantity, clause, own = read.text, read.quantities[index], read.clauses[index], read.own[index]
    beside = metric_beside(text, clause, own, quantity)
    if beside and quantity.unit == "count":
        return beside
    if index and steps and (found := _pointed_back(read, index, populations, steps)):
        return found
    found = beside or _by_grammar(read, index, populations)
    if not found and quantity.unit == "count":
        return _counted_before(read, index)
    if quantity.unit not in SHARES:
        return _of_earlier(read, index, populations, steps, found)
    found = found or after_aside(text, own, read.sentence.end)
    group = of_group(text, clause, own, populations[index])
    if group and only_moves(text, found):
        # As in: the share of women declined from 53 %.
        return group
    if not index or own.end <= _group_start(populations[index]):
        found = found or group
    return _of_earlier(read, index, populations, steps, found) or group


def _pointed_back(
    read: SentenceReading, index: int, populations: Sequence[Found | None], steps: int
) -> tuple[Span, ...]:
    """What the number before measures, where this one only compares with it: "up from", "€30 more than"."""
    text, quantity, like = read.text, read.quantities[index], _compared_with(read, index)
    if points_to(text, read.clauses[index], read.own[index], quantity, read.whole[like]):
        if quantity.unit == "count":
            return _counted_before(read, index) or _by_grammar(read, index, populations)
        return _metric(read, like, populations, steps - 1)
    if is_more_than(text, read.own[index], read.whole[index - 1]):
        return _metric(read, index - 1, populations, steps - 1)
    return ()


def _compared_with(read: SentenceReading, index: int) -> int:
    """Which number a share is compared with: the one before, or the share that has a count inside its metric.

    As in: 58 % keep more than three bees, up from 49 %.
    """
    if read.quantities[index].unit not in SHARES:
        return index - 1
    earlier = range(index - 1, max(-1, index - 1 - _STEPS), -1)
    return next((k for k in earlier if read.quantities[k].unit in SHARES), index - 1)


def _of_earlier(
    read: SentenceReading,
    index: int,
    populations: Sequence[Found | None],
    steps: int,
    found: tuple[Span, ...],
) -> tuple[Span, ...]:
    """What an earlier number of the kind measures, where a statement only says "did so" or "a rise"."""
    unit = read.quantities[index].unit
    back = unit in SHARES and (not found or says_before(read.text, found))
    if not steps or not (back or says_change_only(read.text, found)):
        return found
    like = SHARES if back else (unit,)
    for earlier in range(index - 1, max(-1, index - 3), -1):
        if read.quantities[earlier].unit in like:
            return _metric(read, earlier, populations, steps - 1) or found
    return found


def _group_start(population: Found | None) -> int:
    return population[0][0].start if population and population[0] else -1


def _counted_before(read: SentenceReading, index: int) -> tuple[Span, ...]:
    """The noun of the nearest earlier count that has one: "2,401 [rows] for 2018, 1,337 for 2019"."""
    for earlier in range(index - 1, max(-1, index - _STEPS), -1):
        quantity = read.quantities[earlier]
        if quantity.unit != "count":
            return ()
        if quantity.noun:
            return metric_beside(read.text, read.clauses[earlier], read.own[earlier], quantity)[:1]
    return ()


def _by_grammar(read: SentenceReading, index: int, populations: Sequence[Found | None]) -> tuple[Span, ...]:
    """What is measured as the grammar of the clause says it, all else of the sentence known."""
    text, clauses = read.text, read.clauses
    quantity, clause, own = read.quantities[index], clauses[index], read.own[index]
    first = bisect.bisect_left(read.mentions, clause.start - REACH, key=_place)
    last = bisect.bisect_right(read.mentions, clause.end + REACH, key=_place)
    taken = [Span(m.lead, m.end) for m in read.mentions[first:last]]
    # What a group does may hold other numbers: "lived less than five minutes".
    shares = quantity.unit in SHARES
    masks = (*SHARES, "multiple")
    near = slice(max(0, index - _NEAR), index + _NEAR)
    taken += [
        o for o, q in zip(read.own[near], read.quantities[near], strict=True) if not shares or q.unit in masks
    ]
    for found in populations[near] if shares else populations[index : index + 1]:
        taken += [with_preposition(text, span, read.sentence.start) for span in (found[0] if found else ())]
    shared = (*shared_of(text, clauses, read.whole, index), *_resumed(text, clauses, read.whole, index))
    last_word = max([clause.end, *(part.end for part in shared)])
    taken += [
        s.whole for s in read.speakers if s.whole.end >= clause.start - REACH and s.whole.start <= last_word
    ]
    taken.sort(key=lambda s: s.start)
    earlier = (clauses[k] for k in range(index - 1, max(-1, index - _NEAR), -1) if clauses[k] != clause)
    before = next(earlier, None)
    return metric_of(text, clause, own, quantity, taken, shared, before)


def _place(mention: Mention) -> int:
    return mention.start


def _resumed(
    text: str, clauses: Sequence[Span], quantities: Sequence[Quantity], index: int
) -> tuple[Span, ...]:
    """What goes on after a comparison in commas: "82 % of users, up from 66 % in 2023, ran it"."""
    if index + 1 >= len(clauses) or clauses[index + 1] == clauses[index]:
        return ()
    following = clauses[index + 1]
    first, second = quantities[index], quantities[index + 1]
    aside = text[first.end : begins(second)].endswith((", or ", ", ")) and _ASIDE_ENDS.match(text, second.end)
    if not aside and not is_compared(text, first.end, begins(second)):
        return ()
    comma = text.find(",", second.end, following.end)
    if comma < 0:
        return ()
    rest = Span(min(comma + 2, following.end), following.end)
    resumes = begins_with_verb(text, rest) if aside else has_verb(text, rest)
    return (rest,) if resumes else ()


def settled(text: str, sentence: Span, quantity: Quantity) -> Quantity:
    """A quantity without the direction of a verb that says what a group does: "expanded by 59 % of teams"."""
    if quantity.direction is None or quantity.unit not in SHARES:
        return quantity
    group = is_share_of_group(text, Span(quantity.start, quantity.end), sentence.end)
    return replace(quantity, direction=None) if group else quantity


def moved(quantity: Quantity, by: int) -> Quantity:
    """A quantity `by` characters further on."""
    began = None if quantity.qualifier_start is None else quantity.qualifier_start + by
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, qualifier_start=began)
