"""What a figure measures: the words of its clause that are not number, population, time or speaker. Pure.

Of a share it is what the group does ("82 % of users [run it]"), of another number its subject and the verb
that tells something ("[a query scans] 640 TB", but "[Adoption] reached 82 %"), of a count the noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.figures.clause_core import core_of, core_start, pieces_of, unmasked
from assistant.ingest.figures.metric_predicate import (
    MAX_PIECES,
    likely_of,
    predicate_of,
    share_who,
    with_object,
)
from assistant.ingest.figures.metric_words import (
    WORD,
    caused,
    has_content,
    is_rate,
    rate_after,
    says_what,
    trimmed,
    verb_chain,
)
from assistant.ingest.figures.restated import SHARES
from assistant.ingest.grammar import is_past_form, is_verb, noun_phrase_end, reads_as_verb
from assistant.ingest.verb_lexicon import EITHER_FORMS, GERUNDS
from assistant.schema import Quantity, Span

_NUMBER: Final = re.compile(r"\s?[$€£]?\d")
_BREAK: Final = re.compile(r";\s|\s[–—]\s|—|:\s|\.\s")
_AND: Final = re.compile(r"\band\s$")
_OWNED: Final = re.compile(r"\b(?:the|its|their|his|her|our|total|overall|average)\s$")
_PREPOSITION: Final = re.compile(r"\s(?:in|at|around|near|between|above|below|from|to|by|over|under)\s")
_ADVERB: Final = re.compile(r"(?:usually|typically|mostly|often|ultimately)\s(?=[a-z]+ing\b)")
_ANTECEDENT: Final = re.compile(r"(?<![\w-])(?P<noun>[a-z][\w-]+)\s(?:that|which)\s$")
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
_APART: Final = re.compile(r"\s(?:for|in|among|at|on|with)\s(?=[A-Za-z])")
_ON_WHAT: Final = re.compile(
    r"\s?(?:on|with|in|to)\s(?=[a-zA-Z])(?!(?:the\s)?(?:past|last|same|next|total|average)\b)"
)
_SPENDING: Final = re.compile(
    r"\b(?:spen[dt]s?|spending|devotes?|devoted|allocate[sd]?|dedicate[sd]?|invest(?:s|ed)?)$"
)
_BESIDE_STOPS: Final = frozenset((
    "in", "on", "at", "for", "to", "by", "with", "from", "as", "and", "or", "than", "of", "over", "under",
    "after", "before", "near", "around", "about", "above", "below", "beyond", "per", "across", "among",
    "between", "within", "during", "since", "until", "up", "down", "when", "while", "if", "because",
    "although", "though", "which", "who", "that", "but", "each", "ago", "later", "earlier", "respectively",
    "is", "are", "was", "were",
))  # fmt: skip


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
    core = core_of(text, clause, own, taken, shared=bool(shared))
    if quantity.unit in SHARES and (found := predicate_of(text, clause, own, quantity, taken, shared)):
        # "66 % of them used it": the number is the subject, what stands before it is another matter.
        return found
    if quantity.unit in (*SHARES, "percentage_point"):
        others = (before,) if before else ()
        if who := share_who(text, (clause, *shared, *others), own):
            return (who,)
    if reached := _reached(text, clause, core, own, taken):
        return reached
    pieces = _stated(text, clause, core, own, taken, before)
    for part in shared:
        pieces = _with_shared(text, part, own, taken, pieces)
    return tuple(pieces[:MAX_PIECES])


def _with_shared(
    text: str, part: Span, own: Span, taken: Sequence[Span], pieces: Sequence[Span]
) -> list[Span]:
    """The words of a clause with those of a neighbour that it shares: "Prometheus" + "was in production"."""
    if part.end <= own.start:
        part = Span(part.start + core_start(unmasked(text, part, taken)), part.end)
        others = _left(text, part, taken)
    else:
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
    before = Span(core.start, own.start)
    lead = max(core.start, own.start - 24)
    alone = (
        _WITH.search(text, lead, own.start) and has_content(unmasked(text, Span(own.end, core.end), taken))
    ) or (_GIVEN.search(text, lead, own.start) and _FOR.match(text, own.end, core.end))
    if not alone and has_content(unmasked(text, before, taken)):
        left = _left(text, before, taken)
        if left and _lacks_subject(text, left[0].start):
            subject = _missing_subject(text, clause, core, clause_before)
            left = [subject, *left] if subject and subject.end <= left[0].start else left
    if not left:
        return pieces_of(text, Span(own.start if alone else core.start, core.end), own, taken)
    right = (
        _contrast(text, own, core, taken)
        or rate_after(text, own.end, core.end)
        or _beside(text, own.end, core.end, taken)
    )
    last = text[left[-1].start : left[-1].end]
    if right is None and (is_verb(last) or _SPENDING.search(last)):
        # As in: spend 40 % of their time [on maintenance]; devoted 30 % of its rehearsals [to psalms].
        right = _on_what(text, own, core, taken)
    elif right and is_rate(text, right.start - 1) and _SPENDING.search(last):
        # As in: spend 7.5 hours a week on trains.
        on = _on_what(text, Span(own.start, right.end), core, taken)
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
    if told is None:
        rest = [r for r in rest if says_what(text, r)]
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


def _beside(text: str, start: int, end: int, taken: Sequence[Span]) -> Span | None:
    """The word or noun phrase right after a number: "53 % [adoption]", "35 % [sooner]"."""
    position = start
    for word in WORD.finditer(text, start, end):
        lower = word.group().lower()
        if (
            text[position : word.start()].strip()
            or lower in _BESIDE_STOPS
            or any(s.start <= word.start() < s.end for s in taken)
        ):
            break
        if reads_as_verb(lower, "x") and position == start:
            break
        position = word.end()
        if word.start() - start > 32:
            break
    return trimmed(text, Span(start, position)) if position > start else None


def _contrast(text: str, own: Span, core: Span, taken: Sequence[Span]) -> Span | None:
    """What tells two numbers apart: "9 years [for males] and 13 years [for females]"."""
    match = _APART.match(text, own.end, core.end)
    if match is None or not any(s.end != own.end and text.startswith(match.group(), s.end) for s in taken):
        return None
    end = noun_phrase_end(text, match.end(), core.end, participles=False)
    masked = any(s.start < end and match.end() < s.end for s in taken)
    return Span(match.end(), end) if end > match.end() and not masked else None


def _on_what(text: str, own: Span, core: Span, taken: Sequence[Span]) -> Span | None:
    """On what something is spent: "40 % of their time [on maintenance]"."""
    position = own.end
    for other in taken:
        if position <= other.start and not text[position : other.start].strip():
            position = other.end
    on = _ON_WHAT.match(text, position, core.end)
    if on is None:
        return None
    end = noun_phrase_end(text, on.end(), core.end, participles=False)
    start = on.start() + (text[on.start()] == " ")
    return Span(start, end) if end > on.end() else None


def _lacks_subject(text: str, start: int) -> bool:
    """Whether words begin with a verb: "weighs 34 g", "usually spanning 12 km"; "costs" only after "and"."""
    first = WORD.match(text, start)
    word = first.group().lower() if first else ""
    if word in EITHER_FORMS:
        return word.endswith("s") and _AND.search(text, max(0, start - 6), start) is not None
    if word in GERUNDS:
        # Not: bringing its total funding to.
        return _OWNED.search(text, max(0, start - 16), start) is None
    return is_verb(word) or _ADVERB.match(text, start) is not None


def _missing_subject(text: str, clause: Span, core: Span, before: Span | None) -> Span | None:
    """The subject of a verb without one: its antecedent, what stands before an aside, the one before."""
    if found := _antecedent(text, core):
        return found
    lead = text[clause.start : core.start].rstrip()
    if lead.endswith(",") and has_content(lead):
        return subject_of(text, Span(clause.start, core.start))
    if before is None or _BREAK.search(text, before.end - 1, clause.start + 1):
        return None
    return subject_of(text, before)


def _antecedent(text: str, core: Span) -> Span | None:
    """The noun that a relative clause is of: "replaces [a ferry] that took twenty minutes"."""
    found = _ANTECEDENT.search(text, max(0, core.start - 40), core.start)
    if found is None or is_verb(found["noun"]):
        return None
    return Span(found.start("noun"), found.end("noun"))


def subject_of(text: str, clause: Span) -> Span | None:
    """The subject of a clause, for the one after it that leaves it out."""
    start = clause.start
    for cut in _BREAK.finditer(text, clause.start, clause.end):
        start = cut.end()
    end = noun_phrase_end(text, start, clause.end)
    words = list(WORD.finditer(text, start, end))
    at_number = _NUMBER.match(text, end, clause.end) is not None
    if at_number and len(words) > 1 and is_verb(words[-1].group()):
        # As in: A query costs $2.
        return trimmed(text, Span(start, words[-1].start()))
    found = trimmed(text, Span(start, end))
    verb = WORD.search(text, end, clause.end)
    aside = text[end : clause.end].lstrip().startswith(",")
    return found if (verb and is_verb(verb.group())) or aside else None
