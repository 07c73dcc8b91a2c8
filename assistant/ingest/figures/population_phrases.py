"""Noun phrases that name a group or a whole, and the group that a clause speaks of. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.clauses import has_verb
from assistant.ingest.figures.groups import names_asked_thing, names_group
from assistant.ingest.grammar import is_base_verb, is_plural, noun_phrase_end
from assistant.schema import Span

_DETERMINER: Final = re.compile(
    r"(?:(?:the|all|all of the|all the|those|these|some|only|both|an?|every|each|of|most|many|more"
    r"|few|fewer|several)\s+)+",
    re.IGNORECASE,
)
# "a clear majority of", "smaller shares of": how many, not who.
_HOW_MANY: Final = re.compile(
    r"(?:\w+\s){0,3}?(?:majorit(?:y|ies)|pluralit(?:y|ies)|minorit(?:y|ies)|shares?|proportions?"
    r"|percentages?|numbers?|medians?)"
    r"\s+of\s+(?:(?:the|all|these|those)\s+)?(?=\S)",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"(?:their|its|our|his|her|your|my)\s", re.IGNORECASE)
_POINTS_BACK: Final = re.compile(
    r"(?:those|these|them|that group|this group|the group|which|whom|it)\b\s*$", re.IGNORECASE
)
_NOT_WHOLE: Final = re.compile(
    r"(?:19|20)\d\d\b|(?:the\s+)?(?:time|way|cases|year|day|week|month|past|future)\b(?!\s+\w+ers)",
    re.IGNORECASE,
)
MAX_GROUP: Final = 5
NOUN_FOLLOWS: Final = re.compile(
    r"\s+(?!(?:in|of|on|at|for|to|by|with|from|as|and|or|was|were|is|are)\b)(?=[A-Za-z])"
)
_AVERAGES: Final = re.compile(r"averages?d?\b")
LEADING: Final = re.compile(
    r"(?:(?:and|but|yet|while|whereas|on average|overall|today|meanwhile|however|also|still"
    r"|in addition|similarly|by contrast"
    r"|in contrast|for example|notably|that)\b\s?,?\s*)*",
    re.IGNORECASE,
)
TOKEN: Final = re.compile(r"[^\s()]+")
_HAVE: Final = re.compile(r"\s(?:had|have|has)\s")
# "Cloud budgets of organisations were exceeded by 17 %": the group inside the subject.
_WITHIN: Final = re.compile(r"\s(?:of|in|at|across|for)\s(?=\S)")
_WHO_AVERAGES: Final = re.compile(
    r"(?:The\s)?(?!(?:The|An?|On|In|At|This|That|Its|Their)\s)(?P<who>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}|[a-z]+s)\saverage[sd]?\s(?=\S{0,8}$|\S)"
)
# "the average courier carries": one that stands for its group.
_TYPICAL: Final = re.compile(r"(?:the\s|an?\s)?(?=(?:average|median|typical)\s[a-z])", re.IGNORECASE)
_SHARE_OF: Final = re.compile(r"(?:\w+\s){0,3}?(?:share|proportion|percentage)\s", re.IGNORECASE)
# "80 % of its electricity from wind": where it is from, or what it is spent on, is no part of the whole.
_OF_VERB: Final = re.compile(r"\s(?:from|on|to|into|through|via)\s")
_ASIDE: Final = re.compile(
    r"\s?,\s(?:on average|on the other hand|however|by contrast|in contrast|in turn|meanwhile|overall"
    r"|in general|too|for (?:example|instance)|typically)\s?,(?=\s)",
    re.IGNORECASE,
)
_IS: Final = re.compile(r"\s(?:is|are|was|were)\s(?:just\s|only\s|about\s|over\s)*$")
_NO_MATERIAL: Final = frozenset((
    "more", "less", "higher", "lower", "greater", "faster", "slower", "larger", "smaller", "bigger",
    "cheaper", "likely", "sure", "certain", "available", "complete", "better", "worse", "fewer", "longer",
    "shorter", "older", "younger", "warmer", "colder", "effective", "accurate", "ready", "done", "correct",
    "right", "wrong", "responsible",
))  # fmt: skip


def phrase_at(text: str, start: int, limit: int, *, participles: bool = True) -> Span | None:
    """The noun phrase at `start` without its article; None where it names no group or whole."""
    if _NOT_WHOLE.match(text, start):
        return None
    end = noun_phrase_end(text, start, limit, participles=participles)
    if (own := _OWN.match(text, start, end)) and own.end() < end:
        start = own.end()
        verb = _OF_VERB.search(text, start, end)
        end = verb.start() if verb else end
    determiner = _DETERMINER.match(text, start, end)
    if determiner and determiner.end() < end:
        start = determiner.end()
        if text[determiner.start() : start].rsplit(maxsplit=1)[-1].lower() in ("those", "these") and re.match(
            r"who\b|that\b|which\b|with\b|in\b|aged?s?\b|\w+ing\b", text[start:end]
        ):
            start = determiner.start() + text[determiner.start() : start].rstrip().rfind(" ") + 1
    while end > start and text[end - 1] in " ,'’‘“”\"-":
        end -= 1
    named = end - start > 1 and text[start:end].lower() not in ("the", "an", "all", "some", "every", "each")
    return Span(start, end) if named else None


def phrase_after(text: str, match: re.Match[str] | None, limit: int) -> Span | None:
    """`phrase_at` where a match ends; None without one."""
    return phrase_at(text, match.end(), limit) if match else None


def is_group(text: str, span: Span) -> bool:
    """Whether a phrase names people or things of which shares are taken."""
    return any(names_group(word) for word in text[span.start : span.end].split())


def group_as_subject(text: str, clause: Span, span: Span) -> Span | None:
    """The subject of a clause where it is a group of people or things asked: "Respondents spend 40 %"."""
    start = clause.start
    lead = LEADING.match(text, start, span.start)
    start = lead.end() if lead else start
    aside = _ASIDE.search(text, start, span.start)
    comma = text.rfind(", ", start, aside.start() + 1 if aside else span.start)
    if comma >= 0 and noun_phrase_end(text, start, span.start) <= comma:
        start = comma + 2
    # "the share of tenants who complained rose": what they do is measured.
    share = _SHARE_OF.match(text, start, span.start)
    if how_many := _HOW_MANY.match(text, start, span.start):
        start = how_many.end()
    end = noun_phrase_end(text, start, span.start, participles=not share)
    follows = re.match(r"\s+[a-z]", text[end : end + 3]) or _ASIDE.match(text, end, span.start)
    if end >= span.start or not follows or re.match(r"\s+numbers\b", text[end : end + 9]):
        return None
    head = text[start : noun_phrase_end(text, start, end, participles=False)]
    first = re.split(r"\s(?:in|of|with|at|from|on|for)\s", head)[0].split()
    if first and (first[0].lower() in ("who", "which", "that") or is_base_verb(first[0])):
        return None  # As in: or invite friends (25 %). No subject.
    people = bool(first) and names_group(first[-1]) and not names_asked_thing(first[-1])
    people = people and is_plural(first[-1].lower())
    if first and names_asked_thing(first[-1]) and _HAVE.match(text, end):
        # As in: the clusters had an average utilisation of 10 %.
        people = True
    if not people and not (first and _AVERAGES.match(text, end + 1)):
        return None
    determiner = _DETERMINER.match(text, start, end)
    if determiner and determiner.end() < end:
        start = determiner.end()
    return Span(start, end)


def typical_member(text: str, clause: Span, own: Span) -> Span | None:
    """Who stands for a group as the subject of a clause: "the average courier carries 30 parcels"."""
    lead = LEADING.match(text, clause.start, own.start)
    begin = lead.end() if lead else clause.start
    comma = text.rfind(", ", begin, own.start)
    for start in (begin, comma + 2):
        typical = _TYPICAL.match(text, start, own.start) if start >= begin else None
        if typical is None:
            continue
        end = noun_phrase_end(text, typical.end(), own.start, participles=False)
        words = text[typical.end() : end].split()
        if 1 < len(words) <= MAX_GROUP and names_group(f"{words[-1]}s"):
            return Span(typical.end(), end)
    return None


def averaging(text: str, clause: Span, own: Span) -> Span | None:
    """What averages something: "Upper Elling averages 9 gallons of milk"."""
    match = _WHO_AVERAGES.match(text, clause.start, own.start)
    return Span(match.start("who"), match.end("who")) if match else None


def composed(text: str, clause: Span, own: Span) -> Span | None:
    """What is made of something: "The atmosphere is 78 % nitrogen"."""
    if not NOUN_FOLLOWS.match(text, own.end, clause.end):
        return None
    verb = _IS.search(text, max(clause.start, own.start - 24), own.start)
    following = TOKEN.search(text, own.end, clause.end)
    if verb is None or following is None or following.group().lower().rstrip(".,") in _NO_MATERIAL:
        return None
    lead = LEADING.match(text, clause.start, verb.start())
    found = Span(lead.end() if lead else clause.start, verb.start())
    determiner = _DETERMINER.match(text, found.start, found.end)
    found = Span(determiner.end() if determiner else found.start, found.end)
    words = text[found.start : found.end].split()
    return (
        found if words and len(words) <= 2 * MAX_GROUP and "," not in text[found.start : found.end] else None
    )


def group_within_subject(text: str, clause: Span, own: Span) -> Span | None:
    """The one group that the subject of a number names: "GPU utilisation in the clusters stood at"."""
    found: list[Span] = []
    for match in _WITHIN.finditer(text, clause.start, own.start):
        head = noun_phrase_end(text, match.end(), own.start, participles=False)
        words = text[match.end() : head].split()
        if words and len(words) <= MAX_GROUP and is_plural(words[-1].lower()) and names_group(words[-1]):
            if ":" in text[head : own.start] and has_verb(text, Span(match.end(), own.start)):
                continue  # As in: tales of smugglers are popular: 46 % say so.
            phrase = phrase_at(text, match.end(), own.start)
            found += [phrase] if phrase and not text[phrase.start].isdigit() else []
    return found[0] if len(found) == 1 else None


def points_back(text: str, span: Span) -> bool:
    """Whether a population only points to one that stands before: "of those"."""
    return bool(_POINTS_BACK.fullmatch(text, span.start, span.end))
