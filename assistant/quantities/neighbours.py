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
    second = _as_points(text, first, second)
    begin = second.start if second.qualifier_start is None else min(second.start, second.qualifier_start)
    if (first.qualifier is None and first.direction is None) or begin - first.end > 56:
        return second
    between = text[first.end : begin]
    listed = between in (" and ", " or ") and first.unit == second.unit and first.high is None
    if listed and second.qualifier is None:
        # "about €7 million and €12 million"
        second = replace(second, qualifier=first.qualifier)
    direction = second.direction or first.direction
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
