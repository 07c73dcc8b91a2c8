"""Find the quantities of a text: where one may begin, what it is, what stands around it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.quantities import currencies, words
from assistant.quantities.ages import read_age, read_cohort
from assistant.quantities.context import (
    Before,
    Term,
    clean,
    rate_of,
    words_before,
)
from assistant.quantities.counted import counted_noun, singular_noun
from assistant.quantities.counts import is_count
from assistant.quantities.directions import direction_of
from assistant.quantities.ellipses import with_unit_left_out
from assistant.quantities.look_alikes import only_names
from assistant.quantities.measures import as_money, read_acidity, read_promoter_score, read_scale_score
from assistant.quantities.multiples import read_multiple
from assistant.quantities.neighbours import restates, with_shared
from assistant.quantities.numbers import RUN
from assistant.quantities.parts_of_units import read_and_half, read_half, read_quarter
from assistant.quantities.plain import is_plain
from assistant.quantities.qualifiers import after_qualifier, qualifier_of
from assistant.quantities.ranges import read_range, share_of_list
from assistant.quantities.shares import read_part, upper_share
from assistant.quantities.terms import read_term
from assistant.quantities.words import Direction
from assistant.schema import Quantity

# Words, numbers and vulgar fractions; of the words most begin nothing.
_TOKEN: Final = re.compile(rf"([A-Za-z]++)|{RUN}|[¼-¾⅐-⅞]")
_WHOLE_WORDS: Final = frozenset((*words.MULTIPLES, *words.FOLDS, "half", "quarter"))
_BARE_SCALES: Final = frozenset(("hundred", "thousand", "million", "dozen"))
_SEED_WORDS: Final = frozenset(
    (*_WHOLE_WORDS, *words.ONES, *words.TENS, *_BARE_SCALES, "a", "an", "http", "https", "www")
)
# "the past thousand years"
_BEFORE_SCALE: Final = re.compile(r"\b[Tt]he (?:past|last|previous|next|first|coming|preceding) $")
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
_BLOB: Final = re.compile(r"\w*+(?:[-./:@]\w++)*+")
_AGO: Final = re.compile(r"\s(?:ago|earlier|later|before (?:the )?present)\b(?! than| this | on | in the )")
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
                _append(text, found, quantity)
                position = floor = quantity.end
            else:
                position = _past(text, token)
            if start < position < end:
                break
        else:
            break
    return found


def _append(text: str, found: list[Quantity], quantity: Quantity) -> None:
    """Add a quantity with what it shares with the one before, unless it only repeats that one."""
    if not found:
        found.append(quantity)
    elif not restates(text, found[-1], quantity):
        found.append(with_shared(text, found[-1], quantity))


def _read_at(text: str, token: re.Match[str], floor: int) -> Quantity | None:
    """Read the quantity that a token may begin."""
    start = token.start()
    if token[1] is not None:
        if not _is_seed_word(text, token):
            return None
        word = token[1].lower()
        if word in _WHOLE_WORDS:
            before = words_before(text, start)
            whole = _read_whole_word(text, start, word, before, floor)
            return _finish(text, whole, before, None, floor) if whole else None
    elif text[token.end() : token.end() + 1] == "s" and (cohort := read_cohort(text, start, token.end())):
        known, at = cohort
        return _finish(text, known, words_before(text, at), None, floor)
    elif (
        _inside_identifier(text, start, token.end())
        or is_plain(text, token)
        or _DATE_OR_TIME.match(text, start)
    ):
        return None
    term = read_term(text, start, floor)
    if term is None:
        return None
    return _read_number(text, term, words_before(text, term.start), floor)


def _read_whole_word(text: str, start: int, word: str, before: Before, floor: int) -> Term | None:
    if word == "half":
        return read_half(text, start, before) or read_and_half(text, start, floor)
    return (
        read_quarter(text, start, before) if word == "quarter" else read_multiple(text, start, word, before)
    )


def _read_number(text: str, term: Term, before: Before, floor: int) -> Quantity | None:
    """Decide what a number with or without a unit is: a share, a range, an age, a count, or nothing."""
    if part := read_part(text, term, before):
        upper = upper_share(text, part, before)
        if upper is not None:
            return _finish(text, part._replace(end=upper.end), before, clean(upper.number), floor)
        lone = before.last() == "between" and text.endswith("quarter", 0, part.end)
        return None if lone else _finish(text, part, before, None, floor)
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
    if token[1].lower() in _BARE_SCALES:
        return _BEFORE_SCALE.search(text, max(0, start - 16), start) is not None
    article = end - start <= 2 and token[1].lower() in ("a", "an")
    return not article or _AFTER_ARTICLE.match(text, end) is not None


def _with_implied_unit(text: str, term: Term, before: Before, *, is_range: bool) -> Term | None:
    """The term with its unit, a count where it has none, or None where it only names something."""
    if only_names(text, term, before):
        return None
    if term.unit is None:
        return _without_unit(text, term, before, is_range=is_range)
    if not term.unit.startswith("duration"):
        return term
    if _AGO.match(text, term.end) and before.last() not in words.LASTING:
        return None
    someday = term.raw == "one" and term.unit == "duration:day" and text[term.end - 4 : term.end] == " day"
    return None if someday and before.last() not in _BEFORE_ONE_DAY else term


def _without_unit(text: str, term: Term, before: Before, *, is_range: bool) -> Term | None:
    """A bare number: a score, a member of a list with a unit, a count, or nothing."""
    shared = read_promoter_score(text, term) or read_scale_score(text, term)
    shared = shared or read_acidity(text, term)
    if not is_range:
        shared = shared or share_of_list(text, term, before) or with_unit_left_out(text, term)
    if shared is not None:
        return shared
    if not is_count(text, term, before, is_range=is_range):
        return None
    return term._replace(unit=as_money(text, term, before) if term.raw == "zero" else "count")


def _past(text: str, token: re.Match[str]) -> int:
    """Where the search goes on after a token that begins no quantity: past its identifier."""
    start, end = token.span()
    first = text[start]
    if first.isdecimal():
        blob = _BLOB.match(text, start)
        return max(end, blob.end() if blob else 0)
    address = _ADDRESS.match(text, start) if first in "hHwW" else None
    return address.end() if address else end


def _inside_identifier(text: str, start: int, end: int) -> bool:
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
        # "38 % sceptical/55 % hopeful" are two shares.
        share = previous.isalpha() and text[end : end + 2].strip()[:1] == "%"
        return not share and (previous.isalnum() or previous in ("/", "."))
    if last in (".", "-", "‑", "–"):
        return (
            previous.isalnum() and text[max(0, start - 3) : start].lower() != "rs."
        ) or previous == "." == last
    if last in ("'", "’") and text[end : end + 1] == "s":
        return True
    return last in ("_", "#", "@", "\\", "&", "°", "º") or (last == ":" and previous.isdigit())


def _direction(text: str, term: Term, before: Before) -> Direction | None:
    """The direction of a term; the sign of a temperature is none, nor the minus of a sum: it is in the value."""
    level = (term.unit or "").startswith("temperature") or (
        term.direction == "down" and (term.unit or "").startswith("currency")
    )
    signed = None if level else term.direction
    return signed or direction_of(text, term, before)


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
        direction=_direction(text, term, before.without(taken)),
        noun=" ".join(named.split()) or None,
        qualifier_start=began,
    )
