"""Every number of a sentence against the quotes that the sentence cites. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.answering.verification.parts import Part
from assistant.ingest.figures.period_mentions import find_periods
from assistant.quantities import find_quantities, same_quantity
from assistant.quantities.words import ONES, TENS, word_list
from assistant.schema import Citation, NumberCheck, Problem, Quantity, Span

_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD: Final = re.compile(r"[a-z]+")
_TENS_AND_ONES: Final = re.compile(rf"({'|'.join(TENS)})[- ]([a-z]+)")
_QUARTER: Final = re.compile(r"\bQ([1-4])\b")
_ORDINALS: Final = {
    name: number
    for number, name in enumerate(
        word_list("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), start=3
    )
}
_NUMBER_WORDS: Final = {**ONES, **TENS, **_ORDINALS, "first": 1, "second": 2}
# Words of a share or a multiple; where they are no quantity, the quote must have them all the same.
_PARTS: Final = frozenset(["half", "halves", "thirds", "quarters", "doubled", "tripled", "twice", "halved"])
# "one of", "at first", "the second" order or point and count nothing.
_NO_NUMBER: Final = frozenset(["one", "first", "second"])
_THIRD_PARTY: Final = re.compile(r"third[ -]part")
_NAMED: Final = re.compile(r"\w+[ -]?\d+(?:[.,]\d+)*$")
_BACK: Final = 24
_UNIT: Final = re.compile(
    r"\b(?:hours|days|weeks|months|minutes|seconds|decades)\b|%|\bper ?cent\b(?! points?)|\bpercentage"
    r" points?\b|\b(?:million|billion|trillion)\b|[$€£]",
    re.IGNORECASE,
)


def check_numbers(text: str, citations: Sequence[Citation]) -> tuple[tuple[NumberCheck, ...], list[str]]:
    """Find each number of a sentence in the quotes that it cites: value, unit and hedge.

    Returns:
        The checks of the numbers that stand in a cited quote, and the surfaces of those that do not.
        A hedge that the quote has and the sentence drops ("nearly two-thirds" -> "two-thirds") or
        changes also fails, because the number then says more than its source.
    """
    quoted = [(index, find_quantities(citation.quote)) for index, citation in enumerate(citations)]
    checks: list[NumberCheck] = []
    failing: list[str] = []
    for quantity in find_quantities(text):
        where = next((index for index, found in quoted if any(_supports(q, quantity) for q in found)), None)
        if where is None:
            failing.append(quantity.surface)
        else:
            checks.append(NumberCheck(quantity.surface, "in_sentence", None, where))
    return tuple(checks), failing


def _supports(quoted: Quantity, said: Quantity) -> bool:
    return _is_same(quoted, said) and quoted.qualifier == said.qualifier


def _is_same(quoted: Quantity, said: Quantity) -> bool:
    return quoted.value is not None and same_quantity(quoted, said)


def number_problems(part: Part) -> list[Problem]:
    """Quantities, other numbers in digits or words, and units of a part that its quotes do not have."""
    quantities = find_quantities(part.text)
    quoted = [q for citation in part.cited for q in find_quantities(citation.quote)]
    problems = []
    for said in quantities:
        same = [q for q in quoted if _is_same(q, said)]
        if not same:
            problems.append(Problem("number", said.surface, "the evidence it cites does not say it"))
        elif all(q.qualifier != said.qualifier for q in same):
            hedge = (same[0].qualifier or "no hedge").replace("_", " ")
            problems.append(Problem("hedge", said.surface, f"the evidence has {hedge} with it"))
    read = [Span(q.start, q.end) for q in quantities]
    return [*problems, *_stray_numbers(part, read), *_stray_units(part, read)]


def _stray_numbers(part: Part, read: Sequence[Span]) -> Iterator[Problem]:
    """Numbers that are no quantities, such as days and "part 2"; years are looked at with the dates."""
    quoted, about = _values_in(part.quotes), part.about.lower()
    times = find_periods(part.text, 0, len(part.text))
    # A whole date is looked at with the dates; "on 21 May" and what no calendar has are not.
    dated = [t for t in times if t.period.start or not _DIGITS.search(part.text, t.start, t.end)]
    seen = [*read, *(Span(t.start, t.end) for t in dated)]
    for match in _DIGITS.finditer(part.text):
        if _inside(match.start(), seen) or _YEAR.fullmatch(match[0]) or _plain(match[0]) in quoted:
            continue
        named = _NAMED.search(part.text[max(0, match.start() - _BACK) : match.end()])
        # The number of a name is right if the source has that name: "Web 3 Summit".
        if named is None or named[0].lower() not in about:
            yield Problem("number", match[0], "the evidence it cites does not have this number")
    low = part.text.lower()
    pairs = {m.start(2) for m in _TENS_AND_ONES.finditer(low) if m[2] in _NUMBER_WORDS}
    for match in _WORD.finditer(low):
        word = match[0]
        if _inside(match.start(), seen) or match.start() in pairs or word in _NO_NUMBER:
            continue
        if _THIRD_PARTY.match(low, match.start()):
            continue
        missing = word in _PARTS and word not in part.quotes.lower()
        if missing or (word in _NUMBER_WORDS and _word_value(low, match) not in quoted):
            yield Problem("number", word, "the evidence it cites does not have this number")


def _stray_units(part: Part, read: Sequence[Span]) -> Iterator[Problem]:
    """Units apart from a number: "several per cent a day" for several times a day."""
    seen = [*read, *(Span(m.start, m.end) for m in find_periods(part.text, 0, len(part.text)))]
    quoted = part.quotes.lower()
    for match in _UNIT.finditer(part.text):
        if not _inside(match.start(), seen) and match[0].lower().rstrip("s") not in quoted:
            yield Problem("number", match[0], "the evidence it cites does not have this unit")


def _inside(place: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _values_in(text: str) -> frozenset[str]:
    """All numbers of a text as plain digits, however they are written."""
    low = text.lower()
    values = {_plain(m[0]) for m in _DIGITS.finditer(text)} | {m[1] for m in _QUARTER.finditer(text)}
    values |= {_word_value(low, m) for m in _WORD.finditer(low) if m[0] in _NUMBER_WORDS}
    values |= {str(_NUMBER_WORDS[m[0]]) for m in _WORD.finditer(low) if m[0] in _NUMBER_WORDS}
    for quantity in find_quantities(text):
        values |= {_plain(f"{v:f}") for v in (quantity.value, quantity.high) if v is not None}
    return frozenset(values)


def _word_value(low: str, match: re.Match[str]) -> str:
    """The value of a number word, with the ones behind the tens: "twenty-ninth"."""
    pair = _TENS_AND_ONES.match(low, match.start())
    if pair and pair[2] in _NUMBER_WORDS:
        return str(TENS[pair[1]] + _NUMBER_WORDS[pair[2]])
    return str(_NUMBER_WORDS[match[0]])


def _plain(number: str) -> str:
    """A number without separators of thousands and without zeros at either end that say nothing."""
    digits = number.replace(",", "")
    if digits.count(".") > 1:
        return digits
    value = Decimal(digits)
    return str(int(value)) if value == value.to_integral_value() else str(value.normalize())
