"""Which counts say how many were asked. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.schema import Quantity, Span

_SAMPLE = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:respondents|respondent|participants|people (?:answered|took part"
    r"|were (?:asked|surveyed))|"
    r"answers|responses|who (?:had )?(?:answered|took part|replied)|were (?:asked|surveyed|polled"
    r"|interviewed))\b",
    re.IGNORECASE,
)
_SAMPLE_BEFORE = re.compile(
    r"(?:\bn\s*=\s*|(?:%|per\s?cent)\s+of\s+(?:the\s+)?|^Of\s+(?:the\s+)?|[.!?]\s+Of\s+(?:the\s+)?"
    r"|\b(?:surveyed|polled"
    r"|interviewed|asked|sample,? of|survey,? of|poll,? of|study,? of|survey among|poll among|interviews with|reached"
    r"|answered by|based on|drew|questioned|given by|questions to|heard from|"
    r"(?:answers|responses) (?:from|of|by)|came from|gathered from)\s+"
    r"(?:about\s+|over\s+|more than\s+|nearly\s+|some\s+)?)$",
    re.IGNORECASE,
)
# "1,065 of 1,324" in brackets: of how many the share before it was taken.
_BASE = re.compile(r"\(\s*(?:n\s*=\s*)?[\d,]+ of (?:the )?[\d,]+(?: \w+){0,2}\)")
_NO_PEOPLE = re.compile(
    r"\s*(?:[a-z-]+ )?(?:countries|nations|languages|questions|industries|regions|continents|markets"
    r"|cities|items)\b",
    re.IGNORECASE,
)


def sample_size(text: str, span: Span, quantity: Quantity) -> int | None:
    """How many were asked, where a quantity says that; else None."""
    if (
        quantity.unit != "count"
        or quantity.value is None
        or quantity.value != quantity.value.to_integral_value()
    ):
        return None
    before = text[max(0, span.start - 40) : span.start]
    if _NO_PEOPLE.match(text, span.end):
        return None
    bracket = text.rfind("(", max(0, span.start - 30), span.start)
    in_base = bracket >= 0 and (base := _BASE.match(text, bracket)) is not None and base.end() >= span.end
    if in_base or _SAMPLE.match(text, span.end) or _SAMPLE_BEFORE.search(before):
        return int(Decimal(quantity.value))
    return None
