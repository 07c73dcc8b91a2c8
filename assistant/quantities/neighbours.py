"""What a quantity owes to the one before it: a restatement in brackets, a shared qualifier or direction."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant.schema import Quantity

_RESTATEMENT: Final = re.compile(r"[^().;:|\n]{0,48}\(\s?")
_CONVERSION: Final = re.compile(r"\s?\(\s?(?:or )?|;\s|,?\s?/\s")
_OR: Final = re.compile(r"(?:\s[a-z]{1,12}){0,4}, or ")
_SHARE_OF_CHANGE: Final = re.compile(r"(?:\s[a-z]{2,16}){0,2}\s\(\s?")
# What parts two sizes of one change, and what follows the second.
_NEXT_CHANGE: Final = re.compile(
    r"(?: (?:in|during|over|for|from|between|at|on|last|this|per|a|since|by|among|through) [^.,;:()%]{1,40})?,? ?(?:and |but |then )?"
)
_SAME_KIND: Final = re.compile(
    r"\s(?:in|during|between|from|last|this|for) (?!total\b|all\b|favou?r\b)|\s(?:last|this|next) (?:year|month|week|quarter)\b"
)
_MORE_OF_IT: Final = re.compile(
    r"\s(?:more|less|higher|lower|of (?:which|it|that|this|them)|above|below|short)\b"
)
_NEAR: Final = 120
_SCALES: Final = frozenset({"million", "billion", "trillion", "m", "bn", "mn", "M", "B", "tn"})
_HAS_CENTS: Final = frozenset(
    f"currency:{code}" for code in ("EUR", "AUD", "CAD", "NZD", "SGD", "HKD", "ZAR")
)
_COMPARED: Final = re.compile(
    r"(?: [a-z]+)?,? (?:up |down )?(?:versus|vs\.?|against|compared (?:with|to)|from|to|rather than|instead of|not)"
    r"(?: (?:about|around|only|just|nearly|almost|over|some))? "
)
_DIGITS: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]{1,3})?")
_MORE_THAN: Final = re.compile(r" (?:more|less|higher|lower) than\b")
_TO_LEVEL: Final = re.compile(
    r"(?: (?:in|during|at|a|an|per|on|of) [^.,;:()%]{1,24})? to (?:just |about |only |nearly |around |almost |over |under )?"
)
_AFTER_LEVEL: Final = re.compile(
    r"\s?(?:[.,;:)!?](?![0-9])|$)|\s(?:in|by|at|and|but|while|this|last|now|since|after|for|when|today)\b"
)
_SENTENCE: Final = 240
_SENTENCE_END: Final = re.compile(r"[.!?]\s|\n\n")
# "two-thirds (66 %)": what a share in words leaves open.
_ROUNDING: Final = Decimal("0.7")
_MEASURED: Final = ("length", "temperature", "mass", "volume", "area", "speed", "currency", "pressure")


def restates(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the second quantity only repeats the first in brackets: "a quarter of them (25 %)"."""
    if first.value is None or second.value is None or second.qualifier or second.high is not None:
        return False
    if second.unit != "percent" or first.unit not in ("ratio", "percent") or first.high is not None:
        return False
    between = text[first.end : second.start]
    if (
        len(between) > 56
        or not _RESTATEMENT.fullmatch(between)
        or text[second.end : second.end + 2].strip()[:1] != ")"
    ):
        return False
    if first.unit == "percent":
        return first.value == second.value and not between.strip(" (")
    return first.qualifier is None and abs(first.value * 100 - second.value) <= _ROUNDING


def with_shared(text: str, first: Quantity, second: Quantity) -> Quantity:
    """The second quantity with what the first says for both.

    A conversion in brackets shares its qualifier and direction, "at least 900 K (627 °C; 1160 °F)"; what
    follows ", or" its direction, "cut by 28 litres, or 17 %".
    """
    second = _as_points(text, first, _in_same_unit(text, first, _as_money(text, first, second)))
    second = _in_its_cents(first, second) if second.start - first.end < _NEAR else second
    begin = second.start if second.qualifier_start is None else min(second.start, second.qualifier_start)
    if (first.qualifier is None and first.direction is None) or begin - first.end > 56:
        return second
    between = text[first.end : begin]
    listed = between in (" and ", " or ") and first.unit == second.unit and first.high is None
    if listed and second.qualifier is None:
        # "about €7 million and €12 million"
        second = replace(second, qualifier=first.qualifier)
    direction = second.direction or first.direction
    if _continues(text, first, second, between):
        return replace(second, direction=first.direction)
    if _CONVERSION.fullmatch(between) and _converts(text, first, second, between):
        return replace(
            second,
            qualifier=second.qualifier or first.qualifier,
            direction=direction,
        )
    if first.direction is None or second.direction is not None or first.unit == "multiple":
        return second
    share = second.unit == "percent" and text[second.end : second.end + 1] == ")"
    if _OR.fullmatch(between) or (share and first.unit != "percent" and _SHARE_OF_CHANGE.fullmatch(between)):
        return replace(second, direction=direction)
    return second


def _in_same_unit(text: str, first: Quantity, second: Quantity) -> Quantity:
    """The second quantity in the unit of the first: "fell from 12 % to 9", "from 45 minutes in May to 20"."""
    if second.unit != "count" or (":" not in first.unit and first.unit != "percent") or first.value is None:
        return second
    if second.noun == "more" or _MORE_THAN.match(text, second.end):
        near = second.start - first.end < _NEAR and not _SENTENCE_END.search(text, first.end, second.start)
        return (
            replace(second, unit=first.unit, noun=None)
            if near and ":" in first.unit and first.unit[0] != "a"
            else second
        )
    if second.noun or not text.endswith("from ", 0, first.start):
        return second
    written = _DIGITS.match(first.surface)
    plain = written is not None and first.value == Decimal(written[0].replace(",", ""))
    fits = plain and _DIGITS.fullmatch(second.surface) and _AFTER_LEVEL.match(text, second.end)
    between = text[first.end : second.start]
    if not fits or len(between) > 48 or not _TO_LEVEL.fullmatch(between):
        return second
    return replace(second, unit=first.unit)


def _as_money(text: str, first: Quantity, second: Quantity) -> Quantity:
    """The second quantity in the currency of the first: "owes 90 million pounds, 30 million more than in May"."""
    if second.unit != "count" or not first.unit.startswith("currency") or second.noun:
        return second
    scale = second.surface.rpartition(" ")[2]
    letters = scale.lstrip("0123456789.,")
    if letters not in _SCALES or letters not in first.surface or second.start - first.end > _NEAR:
        return second
    between = text[first.end : second.start]
    compared = _COMPARED.fullmatch(between) is not None
    same = compared or (_MORE_OF_IT.match(text, second.end) and not _SENTENCE_END.search(between))
    return replace(second, unit=first.unit) if same else second


def _in_its_cents(first: Quantity, second: Quantity) -> Quantity:
    """The second quantity as the cents of the first's currency: "€5.49, or 92 cents apiece"."""
    cents = second.unit == "currency:USD" and second.surface.lower().endswith(("cents", "cent"))
    return replace(second, unit=first.unit) if cents and first.unit in _HAS_CENTS else second


def _continues(text: str, first: Quantity, second: Quantity, between: str) -> bool:
    """Whether the second is the size of the same change at another time: "grew 3 % in May, 2 % in June"."""
    if first.direction is None or second.direction is not None or first.unit != second.unit:
        return False
    return _NEXT_CHANGE.fullmatch(between) is not None and _SAME_KIND.match(text, second.end) is not None


def _as_points(text: str, first: Quantity, second: Quantity) -> Quantity:
    """The second quantity, as percentage points where its points follow such in the sentence."""
    if first.unit != "percentage_point" or second.unit != "count" or second.noun not in ("point", "points"):
        return second
    far = second.start - first.end > _SENTENCE or _SENTENCE_END.search(text, first.end, second.start)
    end = second.end + 1 + len(second.noun)
    if far or not text[second.end : end].endswith(second.noun):
        return second
    bracketed = text[second.start - 2 : second.start].strip() == "("
    return replace(
        second,
        end=end,
        surface=text[second.start : end],
        unit="percentage_point",
        noun=None,
        direction=second.direction or (first.direction if bracketed else None),
    )


def _converts(text: str, first: Quantity, second: Quantity, between: str) -> bool:
    """Whether two quantities are of one kind, in different units, the second in brackets."""
    family = first.unit.partition(":")[0]
    if family not in _MEASURED or first.unit == second.unit or second.unit.partition(":")[0] != family:
        return False
    return "(" in between or text[max(0, first.start - 2) : first.start].strip()[-1:] == "("
