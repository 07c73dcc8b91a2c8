"""Find, normalise and compare quantities in text. Pure, without a model, linear in the text.

One regular expression finds the places where a quantity may begin (a digit, a number word, "half",
"doubled"); at each the reader looks a bounded way back and ahead and decides by tables. Numbers that
only name something (years, versions, pages, "5G", "Fortune 500") are passed over. The parts:

- tables: `quantity_words` (numbers, qualifiers, change), `quantity_units`, `quantity_currencies`,
  `quantity_nouns`;
- around a number: `quantity_context`, `quantity_counted`;
- number, sign, scale, unit: `quantity_numbers`, `quantity_money`, `quantity_unit_places`, `quantity_points`,
  `quantity_terms`;
- what it is: `quantity_shares`, `quantity_ranges`, `quantity_ages`, `quantity_counts`;
- comparison: `quantity_compare`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant import quantity_currencies as currencies
from assistant import quantity_words as words
from assistant.quantity_ages import read_age
from assistant.quantity_compare import compatible, quantity_of, same_quantity
from assistant.quantity_context import (
    Before,
    Term,
    after_qualifier,
    direction_of,
    qualifier_of,
    rate_of,
    words_before,
)
from assistant.quantity_counted import counted_noun, singular_noun
from assistant.quantity_counts import is_count
from assistant.quantity_numbers import RUN
from assistant.quantity_ranges import read_range, share_of_list
from assistant.quantity_shares import read_half, read_multiple, read_part, read_quarter
from assistant.quantity_terms import read_term
from assistant.schema import Quantity

__all__ = ["compatible", "find_quantities", "quantity_of", "same_quantity"]

# Words, numbers and vulgar fractions; of the words most begin nothing.
_TOKEN: Final = re.compile(rf"([A-Za-z]++)|{RUN}|[¼-¾⅐-⅞]")
_WHOLE_WORDS: Final = frozenset((*words.MULTIPLES, *words.FOLDS, "half", "quarter"))
_SEED_WORDS: Final = frozenset((*_WHOLE_WORDS, *words.ONES, *words.TENS, "a", "an", "http", "https", "www"))
# As they are written; a look-up without a call, since this is asked of every word.
_SEED_FORMS: Final = frozenset(
    form for word in _SEED_WORDS for form in (word, word.capitalize(), word.upper())
)
_AFTER_ARTICLE: Final = re.compile(
    r"(?:[\s-]| - )(?:hundred|thousand|million|billion|trillion|dozen|third|quarter|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|twentieth)\b",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S*+", re.IGNORECASE)
_DATE_OR_TIME: Final = re.compile(
    r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9%])|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
)
_YEAR: Final = re.compile(
    r"(?:1[89]|20)[0-9]{2}(?:[.,;:)](?=\s|$)|\s(?:and|was|were|as|for|on|with|by|from|at|is|which|compared|that|when)\s)"
)
_BEFORE_YEAR: Final = re.compile(
    r"(?:\b(?:in|of|since|by|until|and|for|from|to|on|the|fiscal|year)|[0-9],?)\s$"
)
_BLOB: Final = re.compile(r"\w*+(?:[-./:@]\w++)*+")
_AGO: Final = re.compile(r"\s(?:ago|earlier|later)\b(?! than)")
_CODE_BEFORE: Final = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z]{2,4}$")
# "one day" is a time span only after these: "in one day", "took one day".
_BEFORE_ONE_DAY: Final = words.word_set(
    "in within for than least take takes took lasted lasts only just per last about every exactly"
)


def find_quantities(text: str) -> list[Quantity]:
    """Read the quantities of a text, in order of position, their spans exact and disjoint.

    Any string gives a list. Values stand in the base of their unit; a share in words is a `ratio`; a
    notation with two readings has the value None. See `assistant.schema.Quantity`.
    """
    found: list[Quantity] = []
    position = floor = 0
    while position < len(text):
        for token in _TOKEN.finditer(text, position):
            word = token[1]
            if word is not None and word not in _SEED_FORMS:
                continue
            start, end = token.span()
            if start < position:
                if end > position:
                    # What was read ends inside this token: look at its rest.
                    break
                continue
            quantity = _read_at(text, token, floor)
            if quantity is not None:
                found.append(quantity)
                position = floor = quantity.end
            else:
                position = _past(text, token)
            if start < position < end:
                break
        else:
            break
    return found


def _read_at(text: str, token: re.Match[str], floor: int) -> Quantity | None:
    """Read the quantity that a token may begin."""
    start = token.start()
    if token[1] is not None:
        if not _is_seed_word(text, token):
            return None
        word = token[1].lower()
        if word in _WHOLE_WORDS:
            before = words_before(text, start)
            whole = _read_whole_word(text, start, word, before)
            return _finish(text, whole, before, None, floor) if whole else None
    elif _inside_identifier(text, start) or _is_plain(text, token) or _DATE_OR_TIME.match(text, start):
        return None
    term = read_term(text, start, floor)
    if term is None:
        return None
    return _read_number(text, term, words_before(text, term.start), floor)


def _read_whole_word(text: str, start: int, word: str, before: Before) -> Term | None:
    if word == "half":
        return read_half(text, start, before)
    return (
        read_quarter(text, start, before) if word == "quarter" else read_multiple(text, start, word, before)
    )


def _read_number(text: str, term: Term, before: Before, floor: int) -> Quantity | None:
    """Decide what a number with or without a unit is: a share, a range, an age, a count, or nothing."""
    if part := read_part(text, term, before):
        return _finish(text, part, before, None, floor)
    term, high = read_range(text, term, before)
    known = read_age(text, term, before) or _with_implied_unit(text, term, before, is_range=high is not None)
    return _finish(text, known, before, high, floor) if known else None


def _is_seed_word(text: str, token: re.Match[str]) -> bool:
    """Whether a word of the tables stands alone, and an article before a number word."""
    start, end = token.span()
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return False
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return False
    article = end - start <= 2 and token[1].lower() in ("a", "an")
    return not article or _AFTER_ARTICLE.match(text, end) is not None


def _with_implied_unit(text: str, term: Term, before: Before, *, is_range: bool) -> Term | None:
    """The term with its unit, a count where it has none, or None where it only names something."""
    if term.unit is None:
        shared = None if is_range else share_of_list(text, term, before)
        if shared is not None:
            return shared
        return term._replace(unit="count") if is_count(text, term, before, is_range=is_range) else None
    if not term.unit.startswith("duration"):
        return term
    if _AGO.match(text, term.end) and before.last() not in words.LASTING:
        return None
    someday = term.raw == "one" and term.unit == "duration:day" and text[term.end - 4 : term.end] == " day"
    return None if someday and before.last() not in _BEFORE_ONE_DAY else term


def _past(text: str, token: re.Match[str]) -> int:
    """Where the search goes on after a token that begins no quantity: past its identifier."""
    start, end = token.span()
    first = text[start]
    if first.isdecimal():
        blob = _BLOB.match(text, start)
        return max(end, blob.end() if blob else 0)
    address = _ADDRESS.match(text, start) if first in "hHwW" else None
    return address.end() if address else end


def _inside_identifier(text: str, start: int) -> bool:
    """Whether the digit at `start` continues a name, a path, a version or a date."""
    last = text[start - 1] if start else " "
    if last == " ":
        return False
    if last.isalpha():
        # "EUR5" names an amount, "L4" a thing.
        code = _CODE_BEFORE.search(text, max(0, start - 5), start)
        known = code is not None and (
            code[0] in currencies.CURRENCY_CODES or code[0] in currencies.SCALED_CODES
        )
        return not known and last not in ("元", "円")
    previous = text[start - 2] if start > 1 else ""
    if last == "/":
        return previous.isalnum() or previous in ("/", ".")
    if last in (".", "-", "‑", "–"):
        return (
            previous.isalnum() and text[max(0, start - 3) : start].lower() != "rs."
        ) or previous == "." == last
    return last in ("_", "#", "@", "\\", "&") or (last == ":" and previous.isdigit())


def _is_plain(text: str, token: re.Match[str]) -> bool:
    """Whether a number is a year in its usual place or a bare table cell, the two that are most frequent.

    Nothing that passes here could be read as a quantity further on; it only saves the time.
    """
    start, end = token.span()
    if end - start == 4 and text[start] in "12" and _YEAR.match(text, start):
        return _BEFORE_YEAR.search(text, max(0, start - 9), start) is not None
    return text[start - 2 : start] == "| " and text[end : end + 2] == " |" and "," not in token[0]


def _finish(text: str, term: Term, before: Before, high: Decimal | None, floor: int) -> Quantity:
    """Add qualifier, direction and noun to a term."""
    unit = term.unit or "count"
    qualifier, began, taken = qualifier_of(text, term, before, floor)
    end = after_qualifier(text, term.end)
    noun = None
    if unit == "count":
        noun = singular_noun(text, term, before) if term.number <= 1 else None
        noun = noun or counted_noun(text, end)
    if noun:
        end = text.index(noun, end) + len(noun)
    rate = rate_of(text, end)
    named = " ".join(part for part in (noun, rate) if part)
    return Quantity(
        start=term.start,
        end=term.end,
        surface=text[term.start : term.end],
        value=term.value,
        unit=unit,
        high=high,
        qualifier=qualifier,
        direction=term.direction or direction_of(text, term, before.without(taken)),
        noun=" ".join(named.split()) or None,
        qualifier_start=began,
    )
