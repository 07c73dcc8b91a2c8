"""Find, normalise and compare quantities in text. Pure, without a model, linear in the text.

One regular expression finds the places where a quantity may begin (a digit, a number word, "half",
"doubled"); at each the reader looks a bounded way back and ahead and decides by tables. Numbers that
only name something (years, versions, pages, "5G", "Fortune 500") are passed over. The parts:
`quantity_words` (tables), `quantity_context` (what stands around a number), `quantity_terms` (number
and unit), `quantity_rules` (what it is).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant import quantity_words as words
from assistant.quantity_context import (
    Before,
    Term,
    after_qualifier,
    counted_noun,
    direction_of,
    qualifier_of,
    rate_of,
    words_before,
)
from assistant.quantity_rules import (
    is_count,
    read_half,
    read_multiple,
    read_part,
    read_range,
    share_of_list,
)
from assistant.quantity_terms import RUN, read_term
from assistant.schema import Figure, Quantity

# Words, numbers and vulgar fractions; what each may begin is decided by its first character.
_TOKEN: Final = re.compile(rf"[A-Za-z]++|{RUN}|[¼-¾⅐-⅞]")
_SEED_WORDS: Final = frozenset(
    (*words.ONES, *words.TENS, *words.MULTIPLES, *words.FOLDS, "half", "a", "an", "http", "https", "www")
)
_AFTER_ARTICLE: Final = re.compile(
    r"[\s-](?:hundred|thousand|million|billion|trillion|dozen|third|quarter|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|twentieth)\b",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S*+", re.IGNORECASE)
_DATE_OR_TIME: Final = re.compile(
    r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9%])|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
)
_BLOB: Final = re.compile(r"\w*+(?:[-./:@]\w++)*+")
_AGO: Final = re.compile(r"\s(?:ago|earlier)\b")
_LAST_DIGITS: Final = re.compile(r"\.([0-9]+)")


def find_quantities(text: str) -> list[Quantity]:
    """Read the quantities of a text, in order of position, their spans exact and disjoint.

    Any string gives a list. Values stand in the base of their unit; a share in words is a `ratio`; a
    notation with two readings has the value None. See `assistant.schema.Quantity`.
    """
    found: list[Quantity] = []
    position = floor = 0
    while position < len(text):
        for token in _TOKEN.finditer(text, position):
            start = token.start()
            if start < position:
                if token.end() > position:
                    # What was read ends inside this token: look at its rest.
                    break
                continue
            if text[start].isalpha() and token.group().lower() not in _SEED_WORDS:
                continue
            quantity = _read_at(text, token, floor)
            if quantity is not None:
                found.append(quantity)
                position = floor = quantity.end
            else:
                position = _past(text, token)
            if start < position < token.end():
                break
        else:
            break
    return found


def _read_at(text: str, token: re.Match[str], floor: int) -> Quantity | None:
    """Read the quantity that a token may begin."""
    start, high = token.start(), None
    if text[start].isalpha():
        if not _is_seed_word(text, token):
            return None
    elif _inside_identifier(text, start) or _DATE_OR_TIME.match(text, start):
        return None
    before = words_before(text, start)
    word = token.group().lower()
    term: Term | None
    if word == "half":
        term = read_half(text, start, before)
    elif word in words.MULTIPLES or word in words.FOLDS:
        term = read_multiple(text, start, word, before)
    else:
        term = read_term(text, start, floor)
        if term and term.start != start:
            before = words_before(text, term.start)
        part = read_part(text, term, before) if term else None
        if term and not part:
            term, high = read_range(text, term, before)
            term = _with_implied_unit(text, term, before, is_range=high is not None)
        term = part or term
    return _finish(text, term, before, high, floor) if term else None


def _is_seed_word(text: str, token: re.Match[str]) -> bool:
    """Whether a word of the tables stands alone, and an article before a number word."""
    start, end = token.span()
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return False
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return False
    article = end - start <= 2 and token.group().lower() in ("a", "an")
    return not article or _AFTER_ARTICLE.match(text, end) is not None


def _with_implied_unit(text: str, term: Term, before: Before, *, is_range: bool) -> Term | None:
    """The term with its unit, a count where it has none, or None where it only names something."""
    if term.unit is not None:
        ago = term.unit.startswith("duration") and _AGO.match(text, term.end)
        return None if ago else term
    shared = None if is_range else share_of_list(text, term, before)
    if shared is not None:
        return shared
    return replace(term, unit="count") if is_count(text, term, before, is_range=is_range) else None


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
    before = text[max(0, start - 3) : start]
    last, previous = before[-1:], before[-2:-1]
    if last.isalpha():
        # "EUR5" names an amount, "L4" a thing.
        return before not in words.CURRENCY_SIGNS
    if last == "/":
        return previous.isalnum() or previous in ("/", ".")
    if last in (".", "-", "‑", "–"):
        return previous.isalnum()
    return last in ("_", "#", "@", "\\", "&") or (last == ":" and previous.isdigit())


def _finish(text: str, term: Term, before: Before, high: Decimal | None, floor: int) -> Quantity:
    """Add qualifier, direction and noun to a term."""
    unit = term.unit or "count"
    qualifier, began, taken = qualifier_of(text, term, before, floor)
    outside = before.without(taken)
    end = after_qualifier(text, term.end)
    noun = counted_noun(text, end) if unit == "count" else None
    if noun:
        end = text.index(noun, end) + len(noun)
    rate = rate_of(text, end)
    if unit == "multiple" and rate and text[term.end - 5 : term.end].lower() == "times":
        # "three times a week" counts; it multiplies nothing.
        unit, noun = "count", "times"
    named = " ".join(part for part in (noun, rate) if part)
    return Quantity(
        start=term.start,
        end=term.end,
        surface=text[term.start : term.end],
        value=term.value,
        unit=unit,
        high=high,
        qualifier=qualifier,
        direction=term.direction or direction_of(text, term, outside),
        noun=" ".join(named.split()) or None,
        qualifier_start=began,
    )


# --- comparison ----------------------------------------------------------------------------------


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are equal after normalisation.

    "82 %" equals "82 per cent", two years equal 24 months, and two-thirds equals 66.7 %: a share in
    words equals a percentage that is it rounded to a decimal. Qualifiers and counted nouns are not
    compared; opposite directions are never equal.
    """
    if _opposite(a, b):
        return False
    if a.value is None or b.value is None:
        return a.value is b.value and a.unit == b.unit and a.surface == b.surface
    if {a.unit, b.unit} == {"ratio", "percent"}:
        return _same_share(a, b) if a.unit == "ratio" else _same_share(b, a)
    return _normal(a) == _normal(b)


def quantity_of(figure: Figure) -> Quantity:
    """A figure's bare quantity, as the reader found it, for comparison."""
    return Quantity(
        start=figure.start,
        end=figure.end,
        surface=figure.surface,
        value=figure.value,
        unit=figure.unit,
        high=figure.high,
        qualifier=figure.qualifier,
        direction=figure.direction,
    )


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities may state the same fact, rounded differently.

    Each stands for an interval as wide as its digits and its qualifier allow: 24.8 billion lies in
    "about 25 billion", 9,200 in "over 9,000". Units must agree; opposite directions never do.
    """
    if same_quantity(a, b):
        return True
    if a.value is None or b.value is None or _opposite(a, b):
        return False
    unit_a, low_a, high_a = _interval(a)
    unit_b, low_b, high_b = _interval(b)
    return unit_a == unit_b and low_a <= high_b and low_b <= high_a


def _opposite(a: Quantity, b: Quantity) -> bool:
    return a.direction is not None and b.direction is not None and a.direction != b.direction


def _normal(q: Quantity) -> tuple[str, Decimal, Decimal | None]:
    """Unit, value and upper bound for comparison; of a change the size, its sign is its direction."""
    value = abs(q.value or Decimal(0)) if q.direction else q.value or Decimal(0)
    unit, factor = words.DURATION_BASE.get(q.unit, (q.unit, Decimal(1)))
    return unit, value * factor, None if q.high is None else q.high * factor


def _same_share(share: Quantity, percent: Quantity) -> bool:
    if share.value is None or percent.value is None or share.high is not None or percent.high is not None:
        return False
    exact, stated = share.value * 100, percent.value
    written = _LAST_DIGITS.search(percent.surface)
    if exact == stated or written is None:
        return exact == stated
    # Half of the last place, or what four decimals of the share leave open.
    rounding = Decimal(1).scaleb(-len(written.group(1))) / 2
    return abs(exact - stated) <= max(rounding, Decimal("0.005"))


def _interval(q: Quantity) -> tuple[str, Decimal, Decimal]:
    """The unit and the values that a quantity may stand for."""
    unit, low, high = _normal(q)
    top = low if high is None else high
    step = _step(q) * words.DURATION_BASE.get(q.unit, (q.unit, Decimal(1)))[1]
    if unit == "ratio":
        unit, low, top, step = "percent", low * 100, top * 100, step * 100
    if q.qualifier in ("nearly", "under", "up_to"):
        return unit, low - step, top
    if q.qualifier in ("over", "at_least"):
        return unit, low, top + step
    return unit, low - step / 2, top + step / 2


def _step(q: Quantity) -> Decimal:
    """The place that a quantity is rounded to, in its unit: 0.1 billion for "24.8 billion"."""
    value = abs(q.value or Decimal(0))
    if q.unit == "ratio":
        return Decimal("0.05") if q.qualifier else Decimal("0.02")
    _, digits, exponent = value.normalize().as_tuple()
    if not value or not isinstance(exponent, int):
        return Decimal(0)
    place = Decimal(1).scaleb(exponent)
    if q.qualifier:
        return place
    if q.unit in ("percent", "percentage_point"):
        # A bare "80 %" is exact to the unit, "about 80 %" only to the ten.
        return min(place, Decimal(1))
    if exponent >= 0 and not _LAST_DIGITS.search(q.surface) and value < 10_000:
        return Decimal(0)
    return place / 10 if len(digits) == 1 else place
