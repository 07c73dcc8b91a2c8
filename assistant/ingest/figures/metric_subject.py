"""The subject that a clause has, or that it leaves to what stands before it. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.figures.metric_words import WORD, has_content, trimmed
from assistant.ingest.grammar import is_verb, noun_phrase_end
from assistant.ingest.verb_lexicon import EITHER_FORMS, GERUNDS
from assistant.schema import Span

_NUMBER: Final = re.compile(r"\s?[$€£]?\d")
_BREAK: Final = re.compile(r";\s|\s[–—]\s|—|:\s|\.\s")
_AND: Final = re.compile(r"\band\s$")
_OWNED: Final = re.compile(r"\b(?:the|its|their|his|her|our|total|overall|average)\s$")
_ADVERB: Final = re.compile(r"(?:usually|typically|mostly|often|ultimately)\s(?=[a-z]+ing\b)")
_ANTECEDENT: Final = re.compile(
    r"(?:(?<![\w-])(?P<det>(?i:an?|the|this|its|their|his|her|after|during|following|of|in|with|through))\s)?(?<![\w-])(?P<noun>[a-z][\w-]+)\s(?:that|which)\s$"
)

# As in: cost (31 %), followed by noise (24 %).
_NEXT_IN_LIST: Final = re.compile(r"(?:followed|led|preceded|trailed)\s(?:closely\s)?by\b")
_FRONTED: Final = re.compile(
    r"(?:In|On|At|Over|During|Under|By|Since|After|Before|With|From|Within|Across|Throughout|in|on|at|under|by|with|over|during)\s"
)
_SECOND: Final = re.compile(r"\b(?P<before>[\w’'-]+)\s(?=(?:the|its|their|our)\s)")
_BEFORE_ARTICLE: Final = frozenset((
    "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "than", "and", "or", "but", "that", "all", "both",
    "half", "over", "under", "into", "between", "among", "during", "across", "after", "before", "since",
    "within", "throughout", "around", "near", "about", "up", "out", "off", "through", "like", "only", "not", "when",
    "while", "because", "if", "where", "is", "was", "are", "were", "has", "had", "have", "per", "following",
))  # fmt: skip


def lacks_subject(text: str, start: int) -> bool:
    """Whether words begin with a verb: "weighs 34 g", "usually spanning 12 km"; "costs" only after "and"."""
    first = WORD.match(text, start)
    word = first.group().lower() if first else ""
    if text[max(0, start - 3) : start].lower() == "to ":
        return False  # As in: the vow, to plant 4 million trees.
    if _NEXT_IN_LIST.match(text, start):
        return False
    if word in EITHER_FORMS:
        return word.endswith("s") and _AND.search(text, max(0, start - 6), start) is not None
    if word in GERUNDS:
        # Not: bringing its total funding to.
        return _OWNED.search(text, max(0, start - 16), start) is None
    return is_verb(word) or _ADVERB.match(text, start) is not None


def missing_subject(text: str, clause: Span, core: Span, before: Span | None) -> Span | None:
    """The subject of a verb without one: its antecedent, what stands before an aside, the one before."""
    if found := antecedent_of(text, core):
        return found
    lead = text[clause.start : core.start].rstrip()
    if lead.endswith((",", " and", " but", " then", "–", "—", "(")) and has_content(lead):
        return subject_of(text, Span(clause.start, core.start))
    if before is None or _BREAK.search(text, before.end - 1, clause.start + 1):
        return None
    return subject_of(text, before)


def antecedent_of(text: str, core: Span) -> Span | None:
    """The noun that a relative clause is of: "replaces [a ferry] that took twenty minutes"."""
    if not text.endswith(("that ", "which "), 0, core.start):
        return None
    found = _ANTECEDENT.search(text, max(0, core.start - 40), core.start)
    if found is None or (is_verb(found["noun"]) and found["det"] is None):
        return None
    return Span(found.start("noun"), found.end("noun"))


def past_fronted(text: str, start: int, end: int) -> int:
    """Where the subject begins after a phrase without a comma: "In the past decade [the glacier] has"."""
    if not _FRONTED.match(text, start, end):
        return start
    for match in _SECOND.finditer(text, start, min(end, start + 120)):
        word = match["before"].lower()
        if text.find(",", start, match.start()) >= 0:
            return start
        if word not in _BEFORE_ARTICLE and not is_verb(word):
            return match.end()
    return start


def subject_of(text: str, clause: Span) -> Span | None:
    """The subject of a clause, for the one after it that leaves it out."""
    start = clause.start
    for cut in _BREAK.finditer(text, clause.start, clause.end):
        start = cut.end()
    start = past_fronted(text, start, clause.end)
    if text[start : start + 1].isdigit():
        return None  # As in: up 4 points on 2018.
    end = noun_phrase_end(text, start, clause.end)
    words = list(WORD.finditer(text, start, end))
    at_number = _NUMBER.match(text, end, clause.end) is not None
    if at_number and len(words) > 1 and is_verb(words[-1].group()):
        # As in: A query costs $2.
        return trimmed(text, Span(start, words[-1].start()))
    found = trimmed(text, Span(start, end))
    if found and text[found.start].isdigit():
        return None
    verb = WORD.search(text, end, clause.end)
    aside = text[end : clause.end].lstrip().startswith(",")
    aside = aside and not _FRONTED.match(text, start)
    return found if (verb and is_verb(verb.group())) or aside else None
