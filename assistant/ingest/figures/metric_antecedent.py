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
_ALONE: Final = re.compile(r"\s?(?:[,;.)]|$|(?:in|for|by|on|at|from|during|and|or)\s)")


def says_before(text: str, metric: Sequence[Span]) -> bool:
    """Whether a metric only points back: "share this view", "say the same"."""
    if not metric:
        return False
    return _SAID_BEFORE.fullmatch(text[metric[0].start : metric[-1].end].rstrip(" .")) is not None


def points_to(text: str, clause: Span, own: Span, quantity: Quantity, before: Quantity) -> bool:
    """Whether a number without a statement of its own is of what the one `before` it is of.

    "up from 12 % in 2017", "the figure was 26 %"; of counts, "318,000 visitors in 2023 and 402,500 in 2024".
    """
    same = before.unit == quantity.unit or (before.unit in SHARES and quantity.unit in SHARES)
    if not same:
        return False
    if quantity.unit == "count":
        alone = quantity.noun is None and _ALONE.match(text, own.end) is not None
        tail = TAIL.search(text, own.end, clause.end)
        return alone and not has_verb(text, Span(clause.start, tail.start() if tail else clause.end))
    return (
        _AGAINST.search(text, before.end, own.start) is not None and _ALONE.match(text, own.end) is not None
    ) or _THE_FIGURE.search(text, max(before.end, own.start - 48), own.start) is not None
