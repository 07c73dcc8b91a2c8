"""What a figure measures: the words of its clause that are not number, population, time or speaker. Pure.

Of a share it is what the group does ("82 % of users [run it]"), of another number its subject and the verb
that tells something ("[a query scans] 640 TB", but "[Adoption] reached 82 %"), of a count the noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.figures.clause_core import core_end, core_of, core_start, pieces_of, unmasked
from assistant.ingest.figures.counted import TIMES
from assistant.ingest.figures.metric_lead import at_front, with_lead
from assistant.ingest.figures.metric_predicate import (
    MAX_PIECES,
    likely_of,
    part_of,
    predicate_of,
    share_who,
    with_object,
)
from assistant.ingest.figures.metric_right import beside, contrast, on_what
from assistant.ingest.figures.metric_subject import (
    antecedent_of,
    lacks_subject,
    missing_subject,
    past_fronted,
)
from assistant.ingest.figures.metric_words import (
    WORD,
    caused,
    has_content,
    is_rate,
    is_remnant,
    rate_after,
    says_what,
    verb_chain,
)
from assistant.ingest.figures.restated import SHARES
from assistant.ingest.grammar import is_auxiliary, is_past_form, is_verb, noun_phrase_end
from assistant.schema import Quantity, Span

_PREPOSITION: Final = re.compile(r"\s(?:in|at|around|near|between|above|below|from|to|by|over|under)\s")
_MOVED: Final = re.compile(r"\s(?:[a-z]+ly\s|most\s|least\s)?(?:in|across|among|throughout)\s(?![A-Z])")
_INCLUDING: Final = re.compile(
    r"\s?,\s(?:including|especially|notably|particularly|led\sby|above\sall)\s[^,;()]{1,40}\(\s?$"
)
_REACHING: Final = re.compile(
    r"(?:(?:ultimately|eventually|briefly|finally|even|now|thus)\s)?(?:peaking|reaching|hitting"
    r"|rising|falling|climbing|growing|dropping"
    r"|topping|exceeding|averaging|totalling|totaling|amounting|bottoming)\b"
)
_WITH: Final = re.compile(r"(?:^|[,–—(]\s?|\band\s)with\s(?:only\s|just\s)?$")
# "gives US$ 285.9 billion for private investment"
_GIVEN: Final = re.compile(
    r"\b(?:gives?|gave|puts?|counts?|counted|cites?|cited|quotes?|quoted|estimates?|estimated)\s$"
)
_FOR: Final = re.compile(r"\sfor\s(?!(?:the\s)?(?:19|20)\d\d)")
_SPENDING: Final = re.compile(
    r"\b(?:spen[dt]s?|spending|devotes?|devoted|allocate[sd]?|dedicate[sd]?|invest(?:s|ed)?)$"
)


def metric_of(
    text: str,
    clause: Span,
    own: Span,
    quantity: Quantity,
    taken: Sequence[Span],
    shared: Sequence[Span],
    before: Span | None = None,
) -> tuple[Span, ...]:
    """The spans of the words that say what is measured, in order of the text, by the grammar of the clause.

    Args:
        text: the text.
        clause: the part of the sentence that belongs to the figure.
        own: of the number, with its qualifier and with what says it again in brackets.
        quantity: the number.
        taken: spans of other numbers, population, times and speaker, with their prepositions, in order.
        shared: what the clause leaves out and a neighbour says.
        before: the clause before, whose subject a clause that begins with its verb shares.
    """
    if likely := likely_of(text, own, quantity):
        return (likely,)
    if quantity.unit == "count" and quantity.noun and quantity.noun.split()[0] in TIMES:
        return _done(text, clause, own, taken)
    own = with_lead(text, clause, own, quantity)
    core = core_of(text, clause, own, taken, shared=bool(shared))
    return (
        _including(text, clause, own, quantity, taken)
        or _of_share(text, clause, own, quantity, taken, shared, before)
        or _reached(text, clause, core, own, taken)
        or _of_clause(text, clause, core, own, quantity, taken, shared, before)
    )


def _including(
    text: str, clause: Span, own: Span, quantity: Quantity, taken: Sequence[Span]
) -> tuple[Span, ...]:
    """What changed where only one case stands beside a change: "[optimism] grew, notably in Oslo (+14 points)"."""
    if quantity.unit != "percentage_point" and quantity.direction is None:
        return ()
    found = _INCLUDING.search(text, max(clause.start, own.start - 64), own.start)
    if found is None:
        return ()
    words = unmasked(text, Span(clause.start, found.start()), taken)
    return tuple(_left(text, Span(clause.start + core_start(words), found.start()), taken)[:1])


def _of_share(
    text: str,
    clause: Span,
    own: Span,
    quantity: Quantity,
    taken: Sequence[Span],
    shared: Sequence[Span],
    before: Span | None,
) -> tuple[Span, ...]:
    """What the group of a share does: the number is the subject, what stands before it is another matter."""
    if quantity.unit in SHARES and (found := predicate_of(text, clause, own, quantity, taken, shared)):
        return found
    if quantity.unit not in (*SHARES, "percentage_point"):
        return ()
    who = share_who(text, (clause, *shared, *((before,) if before else ())), own)
    return (who,) if who else ()


def _of_clause(
    text: str,
    clause: Span,
    core: Span,
    own: Span,
    quantity: Quantity,
    taken: Sequence[Span],
    shared: Sequence[Span],
    before: Span | None,
) -> tuple[Span, ...]:
    """The words of the clause and of what it shares; of none that tells anything, the missing subject."""
    if subject := at_front(text, clause, own):
        return (subject,)
    pieces = _stated(text, clause, core, own, taken, before)
    if antecedent_of(text, core) is None:
        # What a relative clause says is not shared with the clause around: "a row that simmered for 9 weeks".
        for part in shared:
            pieces = _with_shared(text, part, own, taken, pieces)
    if not pieces and quantity.unit in SHARES and (found := part_of(text, clause, own)):
        return found
    if all(is_remnant(text, piece) for piece in pieces):
        subject = missing_subject(text, clause, core, before)
        return (subject,) if subject else ()
    return tuple(pieces[:MAX_PIECES])


def _done(text: str, clause: Span, own: Span, taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is done so many times: "[used her veto] 17 times"."""
    core = core_of(text, clause, own, taken, shared=False)
    stop = noun_phrase_end(text, core.start, own.start)
    verb = WORD.search(text, stop, own.start)
    start = stop if verb and is_verb(verb.group()) else core.start
    return tuple(pieces_of(text, Span(start, own.start), Span(own.start, own.start), taken)[:MAX_PIECES])


def _with_shared(
    text: str, part: Span, own: Span, taken: Sequence[Span], pieces: Sequence[Span]
) -> list[Span]:
    """The words of a clause with those of a neighbour that it shares: "Prometheus" + "was in production"."""
    if part.end <= own.start:
        part = Span(part.start + core_start(unmasked(text, part, taken)), part.end)
        others = _left(text, part, taken)
    else:
        part = Span(
            part.start, part.start + core_end(unmasked(text, part, taken), 0, needed=True, shared=False)
        )
        others = pieces_of(text, part, own, taken)
    others = [p for p in others if not any(q.start < p.end and p.start < q.end for q in pieces)]
    first = WORD.match(text, part.start)
    if first and first.group()[0].islower() and is_verb(first.group()):
        others = with_object(text, others, part.end)
    if pieces and first and is_verb(first.group()):
        return [*pieces, *others]
    return sorted([*pieces, *others], key=lambda s: s.start)


def _stated(
    text: str, clause: Span, core: Span, own: Span, taken: Sequence[Span], clause_before: Span | None
) -> list[Span]:
    """The words of a clause in which the number is no subject."""
    left: list[Span] = []
    core = Span(min(past_fronted(text, core.start, own.start), own.start), core.end)
    before = Span(core.start, own.start)
    lead = max(core.start, own.start - 24)
    alone = (
        _WITH.search(text, lead, own.start) and has_content(unmasked(text, Span(own.end, core.end), taken))
    ) or (_GIVEN.search(text, lead, own.start) and _FOR.match(text, own.end, core.end))
    if not alone and has_content(unmasked(text, before, taken)):
        left = _left(text, before, taken)
        if left and lacks_subject(text, left[0].start):
            subject = missing_subject(text, clause, core, clause_before)
            left = [subject, *left] if subject and subject.end <= left[0].start else left
    if not left:
        return pieces_of(text, Span(own.start if alone else core.start, core.end), own, taken)
    right = (
        contrast(text, own, core, taken)
        or rate_after(text, own.end, core.end)
        or beside(text, own.end, core.end, taken)
    )
    last = text[left[-1].start : left[-1].end]
    if right is None and (is_verb(last) or _SPENDING.search(last)):
        # As in: spend 40 % of their time [on maintenance]; devoted 30 % of its rehearsals [to psalms].
        right = on_what(text, own, core, taken)
    elif right and is_rate(text, right.start - 1) and _SPENDING.search(last):
        # As in: spend 7.5 hours a week on trains.
        on = on_what(text, Span(own.start, right.end), core, taken)
        right = Span(right.start, on.end) if on and on.start - right.end <= 1 else right
    return [*left, right] if right else left


def _left(text: str, part: Span, taken: Sequence[Span]) -> list[Span]:
    """Of what leads to a number, the subject and its verb if that tells something, or the object."""
    end = Span(part.end, part.end)
    whole = pieces_of(text, part, end, taken)
    changed = caused(text, part.start, part.end)
    if changed and (found := pieces_of(text, changed, end, taken)):
        return found
    stop = noun_phrase_end(text, part.start, part.end)
    position = stop
    for other in taken:
        if (
            other.start <= position + 2
            and other.end > position
            and not text[position : other.start].strip(" ,")
        ):
            position = other.end
    verb = WORD.search(text, position, part.end)
    if (
        verb is None
        or text[position : verb.start()].strip(" ,")
        or not (is_verb(verb.group()) or is_past_form(verb.group().lower()))
    ):
        return whole
    told, after = verb_chain(text, verb.start(), part.end)
    subject = pieces_of(text, Span(part.start, stop), end, taken)
    rest = pieces_of(text, Span(after if told is None else told, part.end), end, taken)
    if (
        told is None
        and rest
        and text[part.end - 5 : part.end] == " for "
        and not text.startswith("for", after + 1)
    ):
        # As in: got no rest for two nights.
        rest = pieces_of(text, Span(verb.start(), part.end), end, taken)
    elif told is None:
        # Not where or how something moved: "rents have grown sharply in the north".
        moves = not all(is_auxiliary(w.group().lower()) for w in WORD.finditer(text, verb.start(), after))
        moved = moves and _MOVED.match(text, after, part.end)
        rest = [] if moved else [r for r in rest if says_what(text, r)]
    return [*subject, *rest] or whole


def _reached(text: str, clause: Span, core: Span, own: Span, taken: Sequence[Span]) -> tuple[Span, ...]:
    """What a participle after a comma brings to a number: "a fall in bookings, bottoming at 12 %"."""
    if not _REACHING.match(text, core.start, own.start):
        return ()
    before = text[clause.start : core.start].rstrip(" ,–—")
    start = clause.start + core_start(unmasked(text, Span(clause.start, clause.start + len(before)), taken))
    part = Span(start, clause.start + len(before))
    stop = noun_phrase_end(text, part.start, part.end)
    verb = WORD.search(text, stop, part.end)
    if verb and is_verb(verb.group()):
        told, after = verb_chain(text, verb.start(), part.end)
        intransitive = _PREPOSITION.match(text, after, part.end)
        part = Span(part.start, stop) if told is None and intransitive else Span(verb.end(), part.end)
    return tuple(pieces_of(text, part, Span(part.end, part.end), taken))
