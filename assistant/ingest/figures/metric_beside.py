"""What is measured, where the words right beside a number say it. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.clauses import has_verb
from assistant.ingest.figures.clause_core import TAIL
from assistant.ingest.figures.counted import counted
from assistant.ingest.figures.metric_span import span_of
from assistant.ingest.figures.metric_words import WORD, rate_after, says_what, trimmed
from assistant.ingest.figures.population_brackets import group_before_bracket
from assistant.ingest.figures.restated import SHARES, opening
from assistant.ingest.grammar import is_verb, noun_phrase_end
from assistant.ingest.verb_lexicon import GERUNDS
from assistant.schema import Quantity, Span

_CHANGE_OF: Final = re.compile(
    r"(?:\s(?:annual|yearly|sharp|net|overall|further|average|relative|year-on-year"
    r"|year-over-year))?\s(?:increase|decline|rise|drop|growth"
    r"|reduction|fall|decrease|jump|gain|boost|improvement|cut|surge|dip|uplift|chance"
    r"|risk)s?(?:\sin\s(?:19|20)\d\d)?\s(?:in|of|for|to)\s(?!(?:19|20)\d\d)",
    re.IGNORECASE,
)
_SAMPLE: Final = re.compile(r"\(\s?[nN]\s?=\s?$")
_FEWER: Final = re.compile(r"\s(?:fewer|more(?=\s[a-z]+s\b))\s(?=[a-z])")
_ARTICLE: Final = re.compile(
    r"\b(?:an?|the|another|this|its|their|new|every|per)\s(?:\w+\s)?$", re.IGNORECASE
)
_NOUN: Final = re.compile(
    r"(?:[\s-]|['’]\s)(?=[a-z][a-z-]{2,})(?!(?:and|or|in|of|for|to|per|by|as|from|with|at|on|than|more|less|higher|lower|greater|over|after"
    r"|before|ago|later|earlier|long|wide|old|is|was|are|were|each|a|an|the|that|which|while|but|when)\b)"
)
_PAST_NOUN: Final = re.compile(
    r"\s(?:of|with|in|on|at|for|to|from|by|through|under|between|costs?|starts?|ends?|begins?|lasts?)\b"
)
_OF_NOUN: Final = re.compile(
    r"\s?(?:\([^()]{1,24}\)\s?)?"
    # As in: £8 million and £95 million, respectively, of timber.
    r"(?:\s?(?:and|,|or)\s[$€£]?\d[\d.,]*(?:\s(?:[mb]illion|trillion|thousand))?)?(?:\s?,\srespectively\s?,)?"
    r"\s(?:of|worth\sof)\s(?=[A-Za-z])"
)
# As in: £230,000 in unpaid fines; but: $4 million in the first quarter, in Kenya.
_MONEY_IN: Final = re.compile(
    r"\sin\s(?=[a-z])(?!(?:the|a|an|each|every|this|that|its|their|our|his|her|total|all|part|value|fiscal|late|early|mid"
    r"|which|favou?r|order|addition|exchange|return|comparison|one|two|three|four|five|some|cities|countries|any)\b)"
)
_LIKELIHOOD: Final = re.compile(
    r"\s(?=(?:probability|likelihood|chance|possibility|risk|odds|confidence)\s(?:of|that)\s)"
)
_NAMED_BY: Final = re.compile(
    r"\b(?:an?|the|its|their|his|her|our|of|creating|with|recorded|had|has|in|for|and"
    r"|at)\s(?P<noun>(?:(?!(?:an?|the|of)\s)[A-Za-z][\w’'-]*\s(?:-\s)?){1,4})of\s"
    r"(?:(?:an?|about|around|some|nearly|almost|over|only|just|up|to|at|least|more|than|roughly|estimated)\s){0,3}$"
)
_PARTICIPLE: Final = re.compile(
    r"(?P<before>[A-Za-z’']+)\s(?P<word>(?!(?:using|including|according|during|being"
    r"|having)\b)[a-z]+ing)\s(?:within\s|under\s|for\s|at\s|with\s|up to\s|over\s)?$"
)
# As in: rents overshot their 3 % ceiling. What it is a bound of stands elsewhere.
_ITS: Final = re.compile(r"\b(?:its|their|his|her|our)\s(?:\w+\s)?$")
_BOUND: Final = re.compile(
    r"(?:target|goal|limit|threshold|mark|ceiling|floor|cap|forecast|estimate|level)s?\b(?!\sof\b)"
)
_COURSE: Final = re.compile(r"(?:course|period|span|space|total)\s?")
_AMOUNTS: Final = frozenset(("mass", "volume", "area"))
_PAST_SUBSTANCE: Final = re.compile(r"\s(?:with|in|at|for|from|by|on|between|through|worth|under)\s")
_HIGHER: Final = re.compile(
    r"\s(?:higher|lower|greater|larger|smaller|increased|reduced|elevated|faster|slower|better|worse)\s(?=[a-z])"
    r"(?!(?:than|in|for|on|at|by|of|with|among|when|if|and|or|for|to|as|from|over|per|a|the)\b)"
)
_WITH_NOUN: Final = re.compile(
    r"\b(?:with|having|reported|recorded|records|saw|sees|measured|experienced|posted)\s"
    r"(?:(?:an?|the|annual|average)\s)?(?P<noun>(?!(?:an?|the|these|those|all|its|their)\s)[a-z][\w-]+(?:\s(?!(?:of|to|in|at|and|or|was|were|is)\s)[a-z][\w-]+)?)\s(?:of\s|at\s)?$"
)
# As in: it grew in plasma (30 % late forms).
_IN_BRACKET: Final = re.compile(
    r"\s(?=[a-z])(?!(?:of|in|on|at|for|to|from|by|with|or|and|vs|versus|each|overall|more|less|higher|lower|points?|than|a|per|do|did"
    r"|say|said)\b)(?P<what>[a-z][\w-]+(?:\s[a-z][\w-]+){0,3})\s?[,;)]"
)
_QUALIFIES: Final = re.compile(r"\b(?:in|with|using|containing|plus|an?)\s$")
_COMPOUND: Final = re.compile(
    r"\s(?P<noun>(?!(?:of|in|on|at|for|to|from|by|with|or|and|each|overall|more|less|higher|lower|points?|than|a|per|each|above"
    r"|below|the|who|that|which|as|when|since|over|under|after|before|was|were|is|are)\b)[A-Za-z][\w-]*(?:\s(?!(?:and|or|in|of|for|to|on|at"
    r"|by|with|from|as|that|which|who|when|is|are|was|were)\b)[A-Za-z][\w-]*)?)(?=\s?[,.;:)]|\s(?:in|of|for|and|on|at|to|with|from)\s|$)"
)
_LOSES: Final = re.compile(
    r"\b(?P<verb>(?:los[et]|loses|losing|shed|sheds|shedding|forfeit(?:s|ed)?|gave\sup|gives?\sup|giving\sup|given\sup|cede[sd]?"
    r"|surrender(?:s|ed)?|regain(?:s|ed)?|recover(?:s|ed)?|retain(?:s|ed)?|keeps?|kept))\s(?:\w+ly\s|only\s|just\s)?$"
)
_OF_ITS: Final = re.compile(r"\sof\s(?:its|their|his|her|our|the)\s(?=[a-z])")
# "must ring within 30 seconds of a breach": it is of what must be done.
_WITHIN: Final = re.compile(r"\b[Ww]ithin\s$")
_NEAR: Final = 64
_NO_NOUN: Final = frozenset((
    "is", "are", "was", "were", "be", "been", "being", "by", "of", "for", "in", "on", "at", "with", "from",
    "without", "after", "before", "and", "or", "to", "not",
))  # fmt: skip


def metric_beside(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """What is measured where the words beside a number say it, whatever else its clause says; else nothing.

    Args:
        text: the text.
        clause: the part of the sentence that belongs to the figure.
        own: of the number, with its qualifier and with what says it again in brackets.
        quantity: the number.
    """
    if quantity.unit == "count" and (sample := _SAMPLE.search(text, max(0, own.start - 12), own.start)):
        # As in: developers (n = 1,065).
        return _some(group_before_bracket(text, Span(max(0, own.start - 120), own.end), sample.start()))
    noun = counted(text, clause, own, quantity) if quantity.unit == "count" else ()
    return noun or _direct(text, clause, own, quantity)


def _direct(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun phrase that a number directly belongs to, where one says what is measured."""
    if changed := _change_of(text, clause, own, quantity):
        return changed
    if found := span_of(text, clause, own, quantity):
        return found
    if quantity.unit in SHARES:
        return (
            _in_bracket(text, clause, own, quantity)
            or _compound(text, clause, own, quantity)
            or _lost(text, clause, own)
        )
    return (
        _with_noun(text, clause, own, quantity)
        or _participle(text, clause, own)
        or _noun_after(text, clause, own, quantity)
        or _named(text, clause, own)
    )


def _change_of(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """What a number says how likely, changed or higher it is: "an 11 % drop in [parcel traffic]"."""
    if quantity.unit in SHARES and (likelihood := _LIKELIHOOD.match(text, own.end, clause.end)):
        # As in: a 45 % chance of staying dry.
        tail = TAIL.search(text, likelihood.end(), clause.end)
        return _some(trimmed(text, Span(likelihood.end(), tail.start() if tail else clause.end)))
    if change := _CHANGE_OF.match(text, own.end, clause.end):
        # As in: saw an 11 % drop in parcel traffic.
        return _noun_phrase(text, change.end(), clause.end)
    if fewer := _FEWER.match(text, own.end, clause.end):
        # As in: 45 % fewer containers were running.
        tail = TAIL.search(text, fewer.end(), clause.end)
        return _some(trimmed(text, Span(fewer.end(), tail.start() if tail else clause.end), left=False))
    # As in: ran a 15 % higher risk of gout.
    higher = _HIGHER.match(text, own.end, clause.end)
    return _noun_phrase(text, higher.end(), clause.end) if higher else ()


def _noun_after(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun that a number qualifies: "a 6-week lesson plan", "9 gallons of milk"."""
    attributive = "-" in quantity.surface or _ARTICLE.search(
        text, max(clause.start, own.start - 16), own.start
    )
    noun = _NOUN.match(text, own.end, clause.end) if attributive else None
    if noun and "-" in quantity.surface:
        # As in: a six-month placement [with a pension]; the 3-day workshop [costs 690 EUR].
        stop = _PAST_NOUN.search(text, noun.end(), clause.end)
        return _noun_phrase(text, noun.end(), stop.start() if stop else clause.end)
    within = has_verb(text, Span(clause.start, own.start)) and _WITHIN.search(
        text, max(0, own.start - 8), own.start
    )
    noun = noun or (None if within else _OF_NOUN.match(text, quantity.end))
    if noun and quantity.unit.partition(":")[0] in _AMOUNTS:
        # As in: 8 sacks, 3 tonnes of rice [in a lorry].
        limit = clause.end if noun.end() <= clause.end else noun.end() + _NEAR
        stop = _PAST_SUBSTANCE.search(text, noun.end(), limit)
        return _noun_phrase(text, noun.end(), stop.start() if stop else limit)
    if noun is None and quantity.unit.startswith("currency"):
        noun = _MONEY_IN.match(text, quantity.end, clause.end)
    if noun is None or (
        _BOUND.match(text, noun.end()) and _ITS.search(text, max(clause.start, own.start - 24), own.start)
    ):
        return ()
    # "of timber" may stand past the second number, in its clause.
    limit = clause.end if noun.end() <= clause.end else noun.end() + _NEAR
    return _noun_phrase(text, noun.end(), limit)


def _noun_phrase(text: str, start: int, limit: int) -> tuple[Span, ...]:
    return _some(trimmed(text, Span(start, noun_phrase_end(text, start, limit, participles=False))))


def _named(text: str, clause: Span, own: Span) -> tuple[Span, ...]:
    """The noun of which a number is: "a redundancy bill of €37 million", but not "a high of 8"."""
    named = _NAMED_BY.search(text, max(clause.start, own.start - 64), own.start)
    if named is None:
        return ()
    noun = Span(named.start("noun"), named.end("noun"))
    if _COURSE.fullmatch(text, noun.start, noun.end):
        return ()
    if not says_what(text, noun) and has_verb(text, Span(clause.start, noun.start)):
        return ()
    return (*_some(trimmed(text, noun)), *_some(rate_after(text, own.end, clause.end)))


def _participle(text: str, clause: Span, own: Span) -> tuple[Span, ...]:
    """What a number qualifies beside the statement: "people [living within] 500 m [of the motorway] were"."""
    found = _PARTICIPLE.search(text, max(clause.start, own.start - 48), own.start)
    if found is None or found["before"].lower() in _NO_NOUN or is_verb(found["before"]):
        return ()
    rate = rate_after(text, own.end, clause.end)
    end = rate.end if rate else noun_phrase_end(text, own.end, clause.end, participles=False)
    following = WORD.search(text, end, clause.end)
    if following is None or not is_verb(following.group()) or text[end : following.start()].strip():
        return ()
    words = text[found.start("word") : own.start].rstrip()
    first = Span(found.start("word"), found.start("word") + len(words))
    second = WORD.search(text, own.end, end)
    return (first, Span(second.start(), end)) if second else (first,)


def _some(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _with_noun(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun that a bound is of: "homes with [incomes] under $30k", "saw [frosts] below 9 °C"."""
    found = _WITH_NOUN.search(text, max(clause.start, own.start - 48), own.start)
    if found is None or own.start == quantity.start or is_verb(found["noun"].split()[-1]):
        return ()
    return (Span(found.start("noun"), found.end("noun")),)


def _compound(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """The noun that a percentage qualifies: "in 5 % [saline]", "a 20 % [discount]"."""
    if quantity.unit != "percent" or not _QUALIFIES.search(
        text, max(clause.start, own.start - 12), own.start
    ):
        return ()
    found = _COMPOUND.match(text, own.end, clause.end)
    if found is None or is_verb(found["noun"]) or _is_gerund(found["noun"]):
        return ()
    return (Span(found.start("noun"), found.end("noun")),)


def _is_gerund(words: str) -> bool:
    return words.split(maxsplit=1)[0] in GERUNDS


def _in_bracket(text: str, clause: Span, own: Span, quantity: Quantity) -> tuple[Span, ...]:
    """What a share in brackets is of that only has a noun: "red cells (20 % [late forms])"."""
    if opening(text, quantity, clause.start - 1) is None:
        return ()
    found = _IN_BRACKET.match(text, own.end)
    if found is None or has_verb(text, Span(own.end, found.end("what"))):
        return ()
    return _some(trimmed(text, Span(found.start("what"), found.end("what"))))


def _lost(text: str, clause: Span, own: Span) -> tuple[Span, ...]:
    """Of what a part is lost or kept: "has [lost] a quarter of its [volume]"."""
    verb = _LOSES.search(text, max(clause.start, own.start - 32), own.start)
    whole = _OF_ITS.match(text, own.end) if verb else None
    if verb is None or whole is None:
        return ()
    noun = _noun_phrase(text, whole.end(), max(clause.end, whole.end() + 1))
    return (Span(verb.start("verb"), verb.end("verb")), *noun)
