"""What stands around a number: its qualifier, its direction, what it counts, per what.

Every look goes a bounded way back or ahead, so that reading stays linear in the text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from assistant.quantities import nouns, words

WORD_AFTER: Final = re.compile(r"(?:[ \t\u00a0\u2009\u202f]{1,2}|\s?\n\s?)([^\W\d_][\w’'&/+.-]{0,48})")
Form = Literal["int", "grouped", "decimal", "ambiguous", "word"]
_RATE: Final = re.compile(
    r"(?:\s?(?P<slash>/)\s?|\s(?P<per>per|an?|each|every)\s|(?: - |-)(?P<joint>an?|per)(?: - |-))"
    r"(?P<scale>(?:million|thousand|billion|[0-9][0-9,]*) )?"
    r"(?P<head>(?:(?:square|cubic) )?[A-Za-z]{1,24})(?! (?:ago|earlier|later|before))"
)
_RATE_STARTS: Final = frozenset("/ -\n\u00a0")
_MARGIN: Final = re.compile(r"(?:±|\+\s?/?\s?[-−–]|plus or minus|plus/minus|margin of error)[\w\s:,]{0,24}$")
_QUOTES: Final = "([{“”\"'‘*_|"
_HAS_QUOTES: Final = re.compile(r"[(\[{“”\"'‘*_|]")
_LOOK_BACK: Final = 64


class Term(NamedTuple):
    """A number with its sign, scale and unit, before it is known whether it is a quantity.

    `factor` is what scale and unit multiply the number by. `raw` is the number as written, or its
    last word. `form` is "ambiguous" where a point may group or divide ("1.234").
    """

    start: int
    end: int
    number: Decimal
    factor: Decimal = Decimal(1)
    unit: str | None = None
    form: Form = "int"
    scaled: bool = False
    direction: words.Direction | None = None
    raw: str = ""

    @property
    def value(self) -> Decimal | None:
        """The value in the base of the unit, without the zeros that scaling leaves behind."""
        if self.form == "ambiguous":
            return None
        return clean(self.number * self.factor)


def clean(value: Decimal) -> Decimal:
    """A decimal without needless zeros or exponent: 24800000000, 0.5."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


class Before(NamedTuple):
    """The words before a number, nearest last: as written, and in lower case without quotes."""

    raw: tuple[str, ...]
    words: tuple[str, ...]

    def last(self, back: int = 1) -> str:
        """The word `back` places before the number, in lower case, or an empty string."""
        return self.words[-back] if len(self.words) >= back else ""

    def without(self, count: int) -> Before:
        """The words without the nearest `count`."""
        return Before(self.raw[:-count], self.words[:-count]) if count else self


def words_before(text: str, at: int) -> Before:
    """The words of the last few dozen characters before `at`."""
    left = max(0, at - _LOOK_BACK)
    window = text[left:at]
    raw = window.split()
    low = window.lower().split()
    if _HAS_QUOTES.search(window):
        low = [word if word[0].isalnum() else word.lstrip(_QUOTES) for word in low]
    if left and raw and not window[0].isspace():
        # The window cuts its first word.
        del raw[0], low[0]
    return Before(tuple(raw), tuple(low))


def is_margin(text: str, at: int) -> bool:
    """Whether a margin of error stands at `at`: "+/- 3.6 points"."""
    return _MARGIN.search(text[max(0, at - 48) : at]) is not None


def rate_of(text: str, end: int) -> str | None:
    """The "per million tokens" of a price, the "a year" of a sum."""
    if text[end : end + 1] not in _RATE_STARTS or (match := _RATE.match(text, end)) is None:
        return None
    head = match["head"].lower()
    known = head in nouns.RATE_HEADS or head.rstrip("s") in nouns.RATE_HEADS
    short = nouns.RATE_SHORT.get(match["head"]) if match["slash"] else None
    if short:
        return f"per {short}"
    if match["per"] == "per" or (known and (match["slash"] or match["joint"])):
        if head in ("cent", "se"):
            return None
        tail = text[match.start("scale") if match["scale"] else match.start("head") : match.end()]
        return f"per {tail}"
    return match[0].strip() if known and match["per"] else None
