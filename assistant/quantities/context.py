"""What stands around a number: its qualifier, its direction, what it counts, per what.

Every look goes a bounded way back or ahead, so that reading stays linear in the text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from assistant.quantities import nouns, words
from assistant.schema import Qualifier

WORD_AFTER: Final = re.compile(r"(?:[ \t\u00a0\u2009\u202f]{1,2}|\s?\n\s?)([^\W\d_][\w’'&/+.-]{0,48})")
Form = Literal["int", "grouped", "decimal", "ambiguous", "word"]
_RATE: Final = re.compile(
    r"(?:\s?(?P<slash>/)\s?|\s(?P<per>per|an?|each|every)\s|(?: - |-)(?P<joint>an?|per)(?: - |-))"
    r"(?P<scale>(?:million|thousand|billion|[0-9][0-9,]*) )?"
    r"(?P<head>[A-Za-z]{1,24})(?! (?:ago|earlier|later|before))"
)
_RATE_STARTS: Final = frozenset("/ -\n\u00a0")
_AFTER_QUALIFIER: Final = re.compile(
    r"\+(?![\d/-])|-plus\b|-odd\b|\splus\b(?= [a-z])"
    r"|\s(?:or (?:more|above|higher|over|longer|greater|so|thereabouts|less|fewer|below|under|older|younger"
    r"|up)|and (?:above|more|over|older|younger|up|under|below))\b(?! than| often)"
)
# It may follow the noun too: "75 % of the seats or more".
_AFTER_NOUN: Final = re.compile(
    r"(?:\sof)?(?:\s[a-z]{2,16}){1,2}\s(or (?:more|less|fewer|so))\b(?! than| often| [a-z]+ly)"
)
_ESTIMATED: Final = re.compile(
    r"\bestimated (?:at|to (?:be|have been|have [a-z]{3,12}ed))(?: only)?(?: from| between)? $"
)
_MARGIN: Final = re.compile(r"(?:±|\+\s?/?\s?[-−–]|plus or minus|plus/minus|margin of error)[\w\s:,]{0,24}$")
_PARENTHESISED: Final = re.compile(
    r"(?:\s(?:an?|per)\s[a-z]{1,12})?\s\((up to|about|around|nearly|almost|over|more than|at least|under)\)"
)
_SPANS: Final = frozenset({"last", "past", "next", "first", "previous"})
_BOUND_OF_SPAN: Final = frozenset({"least", "most", "nearly", "almost", "roughly", "approximately", "than"})
_QUOTES: Final = "([{“”\"'‘*_|"
_HAS_QUOTES: Final = re.compile(r"[(\[{“”\"'‘*_|]")
_SIGNS: Final = frozenset("~≈≥≤><=")
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


Found = tuple[Qualifier, int, int]


def qualifier_of(text: str, term: Term, before: Before, floor: int) -> tuple[Qualifier | None, int, int]:
    """The qualifier of a number, where it begins, and how many words before the number it takes.

    One that follows the number ("12,000+") begins at the number.
    """
    found = _qualifier_before(text, term, before, floor)
    if found:
        return found
    return _qualifier_after(text, term), term.start, 0


def _qualifier_before(text: str, term: Term, before: Before, floor: int) -> Found | None:
    """The qualifier that stands before the number: a sign, words, or that somebody estimated it."""
    if text[max(floor, term.start - 1) : term.start] in _SIGNS:
        for sign in words.QUALIFIER_SIGNS:
            at = term.start - len(sign)
            if at >= floor and text[at : term.start] == sign:
                return words.QUALIFIERS[(sign,)], at, 1
    last = before.last()
    if last in words.QUALIFIER_ENDS:
        for count in (4, 3, 2, 1):
            phrase = before.words[-count:]
            if phrase in words.QUALIFIERS and not _false_qualifier(phrase, before, term):
                began = _start_of(text, term.start, before.raw[-count:], phrase[0])
                if began >= floor:
                    inner = (words.QUALIFIERS[phrase], began, count)
                    return _outer_qualifier(text, term, before, floor, inner)
    if last in _SPANS and before.last(2) == "the" and before.last(3) in _BOUND_OF_SPAN:
        # "at least the last 6,500 days"
        bound = _qualifier_before(
            text,
            term._replace(start=_start_of(text, term.start, before.raw[-2:], "the")),
            before.without(2),
            floor,
        )
        return (bound[0], bound[1], bound[2] + 2) if bound else None
    if term.unit == "ratio" and last == "not" and term.raw == "one":
        return "under", _start_of(text, term.start, before.raw[-1:], "not"), 1
    if "estimated" in before.words[-6:]:
        estimated = _ESTIMATED.search(text, max(floor, term.start - 40), term.start)
        return ("about", estimated.start(), 0) if estimated else None
    return None


def _qualifier_after(text: str, term: Term) -> Qualifier | None:
    """The qualifier that follows the number: "12,000+", "5 km or more", "10 people or more"."""
    if "+" in text[term.start + 1 : term.end]:
        # "180+ million"
        return "at_least"
    if after := _AFTER_QUALIFIER.match(text, term.end):
        return words.QUALIFIERS_AFTER[" ".join(after.group().split())]
    if after := _PARENTHESISED.match(text, term.end):
        return words.QUALIFIERS[tuple(after.group(1).split())]
    after = _AFTER_NOUN.match(text, term.end)
    return words.QUALIFIERS_AFTER[after[1]] if after else None


def _outer_qualifier(text: str, term: Term, before: Before, floor: int, inner: Found) -> Found:
    """The bound around a rounding, "up to almost 3 million"; what stands nearest where there is none."""
    name, _, taken = inner
    if name not in ("about", "nearly"):
        return inner
    for count in (3, 2):
        phrase = before.words[-taken - count : -taken]
        outer = words.QUALIFIERS.get(phrase)
        if outer in ("up_to", "at_least") and not _false_qualifier(phrase, before.without(taken), term):
            began = _start_of(text, term.start, before.raw[-taken - count :], phrase[0])
            if began >= floor:
                return outer, began, taken + count
    return inner


def _start_of(text: str, at: int, raw: tuple[str, ...], first: str) -> int:
    """Where the words that end before `at` begin, the quotes of the first not included."""
    for word in reversed(raw):
        at = text.rindex(word, 0, at)
    return at + len(raw[0]) - len(first)


def after_qualifier(text: str, end: int) -> int:
    """Where a qualifier that follows a number ends: after the plus sign of "12,000+"."""
    match = _AFTER_QUALIFIER.match(text, end)
    return match.end() if match else end


def _false_qualifier(phrase: tuple[str, ...], before: Before, term: Term) -> bool:
    """Whether the words only look like a qualifier: "over 18 months", "went up to 52 %"."""
    previous = before.last(len(phrase) + 1)
    if phrase == ("over",) and (term.unit or "").startswith("duration"):
        return previous not in words.TAKES_A_WHILE
    if phrase == ("up", "to"):
        return previous in ("go", "goes", "going", "gone", "went", "moved", "jumped", "shot", "crept")
    if phrase[0].startswith("approach"):
        # "approached 12 companies" asks them; of a lone number it is not known.
        return (term.unit or "count") == "count" and not term.scaled
    return phrase == ("above",) and previous == "the"


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
