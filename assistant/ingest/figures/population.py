"""Among whom a figure was taken, or of what whole it is a share. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.clauses import REACH
from assistant.ingest.figures.groups import names_group
from assistant.ingest.figures.population_beside import beside_number, modified
from assistant.ingest.figures.population_brackets import group_before_bracket, group_compared, last_match
from assistant.ingest.figures.population_phrases import (
    MAX_GROUP,
    NOUN_FOLLOWS,
    averaging,
    composed,
    group_as_subject,
    group_within_subject,
    is_group,
    phrase_after,
    phrase_at,
    points_back,
)
from assistant.ingest.figures.restated import SHARES, opening
from assistant.ingest.grammar import is_verb, noun_phrase_end
from assistant.schema import Quantity, Span

_AFTER: Final = re.compile(
    r"(?:\+|-plus)?\s*(?:or (?:more|less|so)\s+)?(?P<of>of|among|amongst)\s+(?=\S)", re.IGNORECASE
)
_AMONG: Final = re.compile(
    r"\b(?P<of>among|amongst)\s+(?!(?:the\s+)?(?:least|most|best|worst|top|first|highest|lowest|largest"
    r"|biggest|few)\b)(?=\S)",
    re.IGNORECASE,
)
_OF_HEAD: Final = re.compile(
    r"(?<=[.;:,–—(]\s)(?:of|for|out of)\s+(?=(?:the|all|those|these|them|its|their|\d)\b)", re.IGNORECASE
)
_OF_START: Final = re.compile(r"(?:and\s+|but\s+)?(?:of|out of)\s+(?=\S)", re.IGNORECASE)
_SHARE_OF: Final = re.compile(
    r"\b(?:share|percentage|proportion|fraction|portion|part|majority|minority)\s+of\s+(?=\S)", re.IGNORECASE
)
# "containers ran at 84 %": whom the share is of is not the subject.
_GIVEN_TO: Final = re.compile(r"\b(?:for|by|at|in)\s+(?:\w+\s+){0,2}$")
_IN_PLACE: Final = re.compile(
    r"\s+in\s+(?=(?:the\s+|neighbou?ring\s+)?[A-Z](?!\d|[a-z]+\s+(?:19|20)\d\d))(?!(?:January"
    r"|February|March|April|May|June|July|August|September|October|November|December|Q\d)\b)"
)
# "38 % of them were in Europe, 27 % in Asia": where they are is what is measured.
_ARE_IN: Final = re.compile(
    r"\b(?:are|were|is|was|lives?|lived|based|located|works?|worked|reside[sd]?)\s+in\s+(?:the\s+)?[A-Z]"
)
_OF_ITS_WHOLE: Final = re.compile(r"\s+(?=(?:the|their|its|his|her|our|all)\s)")
_IN_SAMPLE: Final = re.compile(
    r"\s+(?:in|of)\s+(?=(?:the\s+)?(?:[\w-]+\s+){0,2}(?:sample|group|cohort|panel)\b)", re.IGNORECASE
)
_ACROSS: Final = re.compile(r"\s+(?:across|within)\s+(?=\S)")
_IN_GROUP: Final = re.compile(
    r"(?:and\s+|but\s+|whereas\s+|while\s+)?(?:in|at|for|across|within)\s+(?=(?:the|all|its|their"
    r"|those|[a-z])\b)",
    re.IGNORECASE,
)
_SURVEYED: Final = re.compile(
    r"\b(?:survey|poll|study|sample|interviews|microsurvey)\s+(?:of|with|among)\s+(?=[A-Za-z])", re.I
)
_ONLY_ASKED: Final = re.compile(
    r"(?:respondents?|participants|those (?:surveyed|polled|asked|questioned)|people (?:surveyed"
    r"|polled|asked))$",
    re.I,
)
_WITH: Final = re.compile(r"\bwith\s(?:\w+\s)?$")
_PLACE_FIRST: Final = re.compile(
    r"\b(?:[Ii]n|At|[Aa]cross)\s(?:the\s)?(?P<place>(?!(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b)"
    r"[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})\s?,\s(?:(?:just|only|fully|some|but)\s)?$"
)
_ARTICLE: Final = re.compile(r"\b(?:an?|the)\s$")
_AVERAGE_OF: Final = re.compile(r"\b(?:(?:average|median|mean) of|averaged?|averages)\s(?:\w+\s)?$", re.I)
_STRONG: Final = re.compile(r"[.;]\s|\s[–—]\s|—")
# "one worker in six": the group stands inside its share.
_IN_SHARE: Final = re.compile(r"\w+ (?P<noun>(?!in\b|of\b|out\b)[a-z][a-z’'-]+) (?:in|out of) ")
Found = tuple[tuple[Span, ...], bool]


def population_of(
    text: str, sentence: Span, clause: Span, own: Span, quantity: Quantity, said: int = 0
) -> Found | None:
    """The spans of the population of a figure, and whether it stands outside the figure's own clause.

    "82 % of container users", "Among those who host models, 66 %", "blacks (78 %)", "the share of teams
    that", and of averages and changes the subject: "developers save two hours a week".

    Args:
        text: the text.
        sentence: the sentence of the figure.
        clause: the part of it that belongs to the figure.
        own: of the number, with its qualifier and with what says it again in brackets.
        quantity: the number.
        said: where what somebody says begins, after "X found that".
    """
    share = quantity.unit in SHARES and quantity.direction is None
    if share and (found := _of_share(text, sentence, clause, own, quantity)):
        whole = _of_what(text, sentence, clause, own) if points_back(text, found) else None
        # As in: Out of all the salt in Lundby, 62 % of it.
        found = whole if whole and not points_back(text, whole) else found
        return _with_surveyed(text, sentence, found), False
    if not share and (beside := beside_number(text, sentence, clause, own, quantity)):
        return (beside,), False
    if among := _among(text, sentence, clause, own):
        return among
    if share and (found := _of_what(text, sentence, clause, own)):
        return _with_surveyed(text, sentence, found), found.end < clause.start
    counts = quantity.unit == "count" or quantity.unit.startswith("age")
    if counts and not _AVERAGE_OF.search(text, max(clause.start, own.start - 20), own.start):
        return None
    return _by_subject(text, sentence, clause, own, quantity, said)


def _among(text: str, sentence: Span, clause: Span, own: Span) -> Found | None:
    """The group after "among", in the clause or outside."""
    low, high = max(sentence.start, clause.start - REACH), min(sentence.end, clause.end + REACH)
    if text.find("mong", low, high) < 0:
        return None
    for within, outside in ((clause, False), (_part(text, sentence, own), True)):
        match = last_match(_AMONG, text, within.start, within.end)
        limit = own.start if match and match.end() <= own.start else within.end
        found = phrase_after(text, match, limit)
        # As in: among those ages 35 to 44. The number is part of the group.
        if found and not re.search(r"\bages?d?$", text[found.start : found.end]):
            return (found,), outside
    return None


def _by_subject(
    text: str, sentence: Span, clause: Span, own: Span, quantity: Quantity, said: int
) -> Found | None:
    """The group or whole that a clause speaks of."""
    share = quantity.unit in SHARES and quantity.direction is None
    found = averaging(text, clause, own) or (composed(text, clause, own) if share else None)
    if found := found or _in_group(text, clause, own):
        return (found,), False
    near = max(clause.start, own.start - 40)
    given = share and _GIVEN_TO.search(text, near, own.start)
    # As in: on a six-month placement.
    attributive = quantity.unit not in SHARES and (
        "-" in quantity.surface or _ARTICLE.search(text, max(near, own.start - 4), own.start)
    )
    # As in: shepherds owned strips of moor (no wider than 0.8 km).
    aside = quantity.unit not in SHARES and text.rfind("(", clause.start, own.start) > text.rfind(
        ")", clause.start, own.start
    )
    if given or attributive or aside:
        return None
    if subject := group_as_subject(text, Span(max(clause.start, said), clause.end), own):
        return (subject,), False
    if quantity.unit in (*SHARES, "percentage_point"):
        return _named_before(text, sentence, clause, own)
    return None


def _named_before(text: str, sentence: Span, clause: Span, own: Span) -> Found | None:
    """The place before a share ("in Norway, only 27 %"), or the group inside its subject."""
    place = _PLACE_FIRST.search(text, max(sentence.start, own.start - 60), own.start)
    if place and not _are_apart(text, sentence, own):
        return (Span(place.start("place"), place.end("place")),), place.end() <= clause.start
    if _WITH.search(text, max(clause.start, own.start - 12), own.start):
        return None
    found = _of_what(text, sentence, clause, own) or group_within_subject(text, clause, own)
    return ((found,), False) if found else None


def _of_share(text: str, sentence: Span, clause: Span, own: Span, quantity: Quantity) -> Span | None:
    """The group that directly follows or precedes its share."""
    if inside := _IN_SHARE.match(quantity.surface):
        return Span(quantity.start + inside.start("noun"), quantity.start + inside.end("noun"))
    # "the 37 % who rejected it", "the 14 % of plumbers who own one": what they do is the metric.
    named = text[max(0, own.start - 4) : own.start].lower() == "the "
    patterns = (_AFTER, _IN_SAMPLE) if _are_apart(text, sentence, own) else (_AFTER, _IN_PLACE, _IN_SAMPLE)
    for end in (quantity.end, own.end) if own.end > quantity.end else (own.end,):
        for pattern in patterns:
            match = pattern.match(text, end, clause.end)
            if match and (found := phrase_at(text, match.end(), clause.end, participles=not named)):
                return found
        if found := modified(text, clause, end):
            return found
    across = phrase_after(text, _ACROSS.match(text, own.end, clause.end), clause.end)
    if across and is_group(text, across):
        return across
    bracket = opening(text, quantity, sentence.start)
    return (
        (_noun_after(text, clause, quantity) if quantity.unit == "ratio" else None)
        or group_compared(text, sentence, quantity)
        or (None if bracket is None else group_before_bracket(text, sentence, bracket))
    )


def _are_apart(text: str, sentence: Span, own: Span) -> bool:
    """Whether what is measured is where a group is, so that no place is itself a group."""
    return _ARE_IN.search(text, max(sentence.start, own.start - 160), own.start) is not None


def _noun_after(text: str, clause: Span, quantity: Quantity) -> Span | None:
    """The noun after a ratio: "nine in ten beekeepers", "14 of the 31 provinces", "half the crew"."""
    surface = quantity.surface.replace("-", " ")
    if " in " in surface or " of " in surface:
        follows = NOUN_FOLLOWS.match(text, quantity.end, clause.end)
    else:
        follows = _OF_ITS_WHOLE.match(text, quantity.end, clause.end)
    found = phrase_at(text, follows.end(), clause.end) if follows else None
    return found if found and not is_verb(text[found.start : found.end].split(maxsplit=1)[0]) else None


def _with_surveyed(text: str, sentence: Span, found: Span) -> tuple[Span, ...]:
    """A group with who was surveyed: "In the survey of edge developers, 23 % of respondents"."""
    if not _ONLY_ASKED.fullmatch(text, found.start, found.end):
        return (found,)
    match = _SURVEYED.search(text, max(sentence.start, found.start - REACH), found.start)
    who = phrase_at(text, match.end(), found.start) if match else None
    return (who, found) if who and is_group(text, who) else (found,)


def _part(text: str, sentence: Span, own: Span) -> Span:
    """The part of a sentence around a number up to its semicolons and dashes."""
    start, limit = max(sentence.start, own.start - REACH), min(sentence.end, own.end + REACH)
    for match in _STRONG.finditer(text, start, own.start):
        start = match.end()
    end = _STRONG.search(text, own.end, limit)
    return Span(start, end.start() if end else limit)


def _in_group(text: str, clause: Span, span: Span) -> Span | None:
    """The group that a clause begins with: "In the control group they went up 5 percent"."""
    head = _IN_GROUP.match(text, clause.start, span.start)
    if head is None:
        return None
    end = noun_phrase_end(text, head.end(), span.start, participles=False)
    words = text[head.end() : end].split()
    last = next((n for n in range(len(words), 0, -1) if names_group(words[n - 1])), 0)
    if not last or last > MAX_GROUP:
        return None
    stop = head.end() + len(text[head.end() : end].split(words[last - 1], 1)[0]) + len(words[last - 1])
    return phrase_at(text, head.end(), stop)


def is_share_of_group(text: str, span: Span, limit: int) -> bool:
    """Whether a number is followed by "of" and people or things asked: a share, and no change.

    "The practice was expanded by 59 % of organisations."
    """
    found = phrase_after(text, _AFTER.match(text, span.end, limit), limit)
    return found is not None and is_group(text, found)


def _of_what(text: str, sentence: Span, clause: Span, span: Span) -> Span | None:
    """The whole that a share is of, where it stands before the number, or is named as a share."""
    part = _part(text, sentence, span)
    for head in (
        _OF_START.match(text, clause.start, span.start),
        _OF_HEAD.search(text, clause.start, span.start),
        _OF_START.match(text, part.start, span.start),
    ):
        if found := phrase_after(text, head, span.start):
            return found
    named = _SHARE_OF.search(text, clause.start, clause.end)
    if named is None:
        return None
    limit = span.start if named.end() <= span.start else clause.end
    return phrase_at(text, named.end(), limit, participles=False)


def group_of_header(text: str, header: Span) -> Span | None:
    """The group that a column is about: "Teachers (n = 412)"."""
    end = text.find("(", header.start, header.end)
    end = header.end if end < 0 else end
    words = text[header.start : end].split()
    if not words or len(words) > MAX_GROUP or not names_group(words[-1]):
        return None
    return Span(header.start, header.start + len(text[header.start : end].rstrip()))
