"""How a value may be written in a text, as patterns: an own, simple matcher beside the product's reader.

It only says whether a sentence writes a value, so it looks for notations of one given value. It shares no
code with `assistant.quantities`: what the product cannot read must not look as if it were not there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = (
    (Decimal(10) ** 12, "trillion|tn"),
    (Decimal(10) ** 9, "billion|bn|b"),
    (Decimal(10) ** 6, "million|mn|m"),
    (Decimal(10) ** 3, "thousand|k"),
)
_PERCENT = r"\s*-?(?:%|per\s?cent(?:age)?\b)"
# "58, 79 and 81 %": the sign stands behind the last number of a list or range.
_LIST = (
    r"(?:(?:\s*(?:,|–|-|/)\s*|\s+)(?:(?:and|or|to|against|versus|compared|with|from|only|just|then)\s+){0,3}"
    r"\d[\d.]*){1,5}"
)
_SHARES = {
    "10": ("a tenth", "one[ -]tenth", "one in ten"),
    "20": ("a fifth", "one[ -]fifth", "one in five"),
    "25": ("a quarter", "one[ -]quarter", "a fourth", "one in four"),
    "33": ("a third", "one[ -]third", "one in three"),
    "40": ("two[ -]fifths", "two in five"),
    "50": ("half", "one in two"),
    "60": ("three[ -]fifths", "three in five"),
    "67": ("two[ -]thirds", "two (?:in|out of) three"),
    "75": ("three[ -]quarters", "three[ -]fourths", "three (?:in|out of) four", "3 (?:in|out of) 4"),
    "80": ("four[ -]fifths", "four (?:in|out of) five"),
    "90": ("nine (?:in|out of) ten",),
}
_MULTIPLES = {
    "2": ("doubl(?:e[ds]?|ing)", "twice", "twofold"),
    "3": ("tripl(?:e[ds]?|ing)", "threefold", "thrice"),
    "4": ("quadrupl(?:e[ds]?|ing)", "fourfold"),
}
_SIGNS = {
    "currency:USD": r"(?:US\s?)?\$|USD|US\s?dollars?|dollars?",
    "currency:EUR": r"€|EUR|euros?",
    "currency:GBP": r"£|GBP|pounds?",
}
_PER_YEAR = Decimal(12)
# No number goes on here, and no amount of money: that is looked for with its sign.
_BEGINS = r"(?<![\w.,$€£])(?<!\d[\u00a0\u202f])"
# "19.9 million", but not "176.362 thousand": nobody writes that.
_LONGEST_SCALED = 5


def spelled(number: int) -> str | None:
    """A whole number from 0 to 999 in English words, with a pattern for its hyphen; None for others."""
    if not 0 <= number < 1000:
        return None
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"[ -]{_ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"(?:{_ONES[hundreds]}|a) hundred" + (f" (?:and )?{spelled(rest)}" if rest else "")


def number_pattern(value: Decimal) -> str:
    """A pattern for a number in digits, with separators or a scale, or in words; it begins the number."""
    return _BEGINS + _number(value)


def _number(value: Decimal) -> str:
    forms = [_digits(value)]
    for factor, names in _SCALES:
        scaled = value / factor
        if scaled >= Decimal("0.1") and len(f"{scaled.normalize():f}") <= _LONGEST_SCALED:
            forms.append(rf"{_plain(scaled)}[\s-]*(?:{names})\b")
    return f"(?:{'|'.join(forms)})"


def _plain(value: Decimal) -> str:
    """A number without a scale, in digits or words."""
    words = spelled(int(value)) if value == int(value) else None
    digits = f"{value.normalize():f}".replace(".", r"\.")
    trailing = r"0*" if "." in digits else r"(?:\.0+)?"
    return rf"(?:{digits}{trailing}(?!\d|[.,]\d)" + (rf"|{words}\b)" if words else ")")


def _digits(value: Decimal) -> str:
    """As `_plain`, or with separators between thousands."""
    whole = int(value)
    if whole < 1000 or value != whole:
        return _plain(value)
    grouped = f"{whole:,}".replace(",", "[,.\u00a0\u202f ']?")
    return rf"{grouped}(?!\d|[.,]\d)"


@cache
def patterns_of(value: Decimal, high: Decimal | None, unit: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of a quantity: one of them is in a sentence that writes it.

    Args:
        value: in the base of its unit.
        high: the upper bound of a range.
        unit: as in `assistant.schema.Quantity`.
    """
    forms = _forms(value, unit) if high is None else _range_forms(value, high, unit)
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _range_forms(value: Decimal, high: Decimal, unit: str) -> list[str]:
    """Both bounds close together; scale, sign and unit may stand once, at either end."""
    low = f"(?:{_number(value)}|{_plain(value / _common_scale(value, high))})"
    forms = [rf"(?:{_BEGINS}|(?<=[$€£])){low}.{{0,16}}?{form}" for form in _forms(high, unit)]
    if unit.startswith("currency:"):
        forms.append(rf"(?:{_signs(unit)})\s*{low}.{{0,16}}?{number_pattern(high)}")
    return forms


def _signs(unit: str) -> str:
    return _SIGNS.get(unit, unit.removeprefix("currency:"))


def _common_scale(value: Decimal, high: Decimal) -> Decimal:
    """The scale that a range says once, behind its upper bound."""
    return next((factor for factor, _ in _SCALES if high >= factor and value >= factor / 10), Decimal(1))


def _forms(value: Decimal, unit: str) -> list[str]:
    number = number_pattern(value)
    family, _, name = unit.partition(":")
    if unit in ("percent", "ratio"):
        share = value if unit == "percent" else value * 100
        words = _SHARES.get(f"{share.to_integral_value():f}", ())
        of = number_pattern(share)
        return [rf"{of}{_PERCENT}", rf"{of}{_LIST}{_PERCENT}", *(rf"\b{word}\b" for word in words)]
    if unit == "multiple":
        words = _MULTIPLES.get(f"{value.normalize():f}", ())
        return [rf"{number}[\s-]*(?:times|fold|x\b|×)", *(rf"\b{word}\b" for word in words)]
    if family == "currency":
        signs = _signs(unit)
        return [rf"(?:{signs})\s*{_number(value)}", rf"{number}\s*(?:{signs})"]
    if family == "duration":
        return [rf"{n}[\s-]*(?:\w+[\s-])?{noun}s?\b" for n, noun in _durations(value, name)]
    if unit == "watt":
        return [rf"{number_pattern(value / 10**9)}[\s-]*(?:GW|gigawatts?)\b"]
    return [rf"{number}(?!{_PERCENT})"]


def _durations(value: Decimal, name: str) -> list[tuple[str, str]]:
    found = [(number_pattern(value), name)]
    if name == "month" and value % _PER_YEAR == 0:
        found.append((number_pattern(value / _PER_YEAR), "year"))
    if name == "year":
        found.append((number_pattern(value * _PER_YEAR), "month"))
    return found


def writes(sentence: str, value: Decimal, high: Decimal | None, units: tuple[str, ...]) -> bool:
    """Whether a sentence has a notation of a quantity in one of some units."""
    return any(pattern.search(sentence) for unit in units for pattern in patterns_of(value, high, unit))
