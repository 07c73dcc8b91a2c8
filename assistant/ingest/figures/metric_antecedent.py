"""Numbers that are of what an earlier number of the sentence measures. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.clauses import has_verb
from assistant.ingest.figures.clause_core import TAIL
from assistant.ingest.figures.restated import SHARES
from assistant.schema import Quantity, Span

# What a group does, said with a word for what was said before: "an opinion shared by 81 %", "hold this belief".
_SAID_BEFORE: Final = re.compile(
    r"(?:(?:that|who|also|say|says|said|about)\s)*(?:(?:(?:say|says|said|feel|think|do|did|did\sso|believe|hold|report"
    r"|share)\s(?:exactly\s|much\s)?(?:(?:about\s)?the\ssame(?:\s(?:thing|way|view|opinion))?|this|so|it"
    r"|(?:this|that|these|the\ssame)\s(?:view|views|opinion|sentiment|belief|feeling|position|attitude)s?))"
    r"|(?:an?\s|the\s)?(?:view|opinion|sentiment|position|belief)\s(?:held|shared|expressed|echoed)|same|do\sso|agree)",
    re.IGNORECASE,
)
_THE_FIGURE: Final = re.compile(
    r"\bthe\s(?:same\s|corresponding\s|comparable\s)?(?:figure|share|number|percentage|proportion|rate|total)\s"
    r"(?:was|is|had\sbeen|rose\sto|fell\sto|stood\sat|reached|has\srisen\sto|has\sfallen\sto)\s(?:only\s|just\s)?$"
)
# Nothing but words of comparison from one number to the other: "up from", "compared to", "or as low as".
_AGAINST: Final = re.compile(
    r"(?:[,(]|(?<=[\d%)])\s)\s?(?:in\s(?:19|20)\d\d[\s,(]*)?(?:(?:a\s)?(?:up|down|rise|drop|increase|decline)\sfrom|compared\s(?:with|to)"
    r"|versus|vs\.?|as\sopposed\sto|(?:or|and)\sas\s(?:low|high|few|many|little|much)\sas)\s(?:(?:just|only|the|a)\s)?$",
    re.IGNORECASE,
)
# As in: the toll is 12 euros (formerly 9 euros).
_FORMERLY: Final = re.compile(
    r"\s?(?:[,(]|[–—])\s?(?:which\s)?(?:previously|formerly|originally|initially|once|was|were|earlier|now|then|today|currently"
    r"|last\syear|a\syear\s(?:ago|earlier|before))\s(?:only\s|just\s|at\s)?$"
)
# As in: Rents rose 8 %; this year they are up only 2 %.
_IT_IS: Final = re.compile(
    r"\b(?:[Ii]t|[Tt]hey)\s(?=is|are|was|were|ha|st|r[io]|f[ea]|gr|cl|dr|av|re|hi|w|co|sh)(?:(?:is|are|was|were|has|have|had|been|be|will|would|could|should|to|at|by|of|now|still|only|just|down|up"
    r"|already|rose|fell|risen|fallen|stood|stands?|grew|grown|climbed|dropped|averaged|reached|hit)\s)+$"
)
# A change that does not say of what: "brokers had expected growth of 3 %".
_CHANGE_ONLY: Final = re.compile(
    r"(?:(?:had|have|has|achieved?|achieving|expected|forecast|predicted|recorded|posted|reported|seen|saw|after|further|similar|sharp|steep|an?|the)\s)*"
    r"(?:rises?|falls?|gains?|loss(?:es)?|drops?|declines?|increases?|decreases?|reductions?|growth|jumps?|surge|dips?|cuts?|contractions?"
    r"|expansions?|improvements?|slumps?|fold)(?:\s(?:so\sfar|to\sdate))?",
    re.IGNORECASE,
)
_MORE_THAN: Final = re.compile(
    r"\s(?:fewer|more|less|higher|lower|larger|smaller|above|below|up|down)\s(?:than|on|from|the\s(?:level|figure|number))\b"
)
_OR: Final = re.compile(r"\s?[,(]\s?(?:or|that\sis|i\.e\.)\s")
_COMMA: Final = re.compile(r"(?:,|\s[–—]|\()\s?(?:(?:or|and|some|about|that\sis|which\s(?:is|was))\s)?$")
_ALONE: Final = re.compile(r"\s?(?:[,;.)]|$|[a-z]+\s?\)|(?:in|for|by|on|at|from|during|and|or)\s)")


def says_before(text: str, metric: Sequence[Span]) -> bool:
    """Whether a metric only points back: "share this view", "say the same"."""
    if not metric:
        return False
    return _SAID_BEFORE.fullmatch(text[metric[0].start : metric[-1].end].rstrip(" .")) is not None


def is_more_than(text: str, own: Span, before: Quantity) -> bool:
    """Whether a number tells how far what was measured before is from another: "€90, €30 more than in May"."""
    if _OR.fullmatch(text, before.end, own.start) and _ALONE.match(text, own.end):
        return True  # As in: fell by £31 million, or 4 %, in May.
    return (
        _MORE_THAN.match(text, own.end) is not None and _COMMA.search(text, before.end, own.start) is not None
    )


def says_change_only(text: str, metric: Sequence[Span]) -> bool:
    """Whether a metric is a change and does not say of what: "rise", "achieved reduction"."""
    return (
        bool(metric) and _CHANGE_ONLY.fullmatch(" ".join(text[s.start : s.end] for s in metric)) is not None
    )


def points_to(text: str, clause: Span, own: Span, quantity: Quantity, before: Quantity) -> bool:
    """Whether a number without a statement of its own is of what the one `before` it is of.

    "up from 12 % in 2017", "the figure was 26 %"; of counts, "318,000 visitors in 2023 and 402,500 in 2024".
    """
    same = before.unit == quantity.unit or (before.unit in SHARES and quantity.unit in SHARES)
    if not same:
        return False
    if _FORMERLY.fullmatch(text, before.end, own.start) and _ALONE.match(text, own.end):
        return True
    if _IT_IS.search(text, max(before.end, clause.start, own.start - 48), own.start) and not has_verb(
        text, Span(own.end, clause.end)
    ):
        return True
    if quantity.unit == "count":
        alone = quantity.noun is None and _ALONE.match(text, own.end) is not None
        tail = TAIL.search(text, own.end, clause.end)
        return alone and not has_verb(text, Span(clause.start, tail.start() if tail else clause.end))
    return (
        _AGAINST.search(text, before.end, own.start) is not None and _ALONE.match(text, own.end) is not None
    ) or _THE_FIGURE.search(text, max(before.end, own.start - 48), own.start) is not None
