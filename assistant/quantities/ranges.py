"""Join numbers that belong together: the bounds of a range, the members of a list with one unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.quantities import words
from assistant.quantities.ages import read_age
from assistant.quantities.context import Before, Term
from assistant.quantities.counted import counted_noun
from assistant.quantities.counts import is_date_or_time, labelled, year_like
from assistant.quantities.money import SIGN_AHEAD
from assistant.quantities.terms import read_term
from assistant.quantities.words import word_set

_LINK: Final = re.compile(
    r"\s?--\s?|-(?: ?-)? (?:to|or|and) | - to - |-to-|\s?[-–—‑]\s?|\s(?:to|through|and|or)\s"
)
_RESTATED: Final = re.compile(r" \([0-9][0-9.,]{0,11}[\s\u00a0]?[A-Za-z°][^()\n]{0,12}\)")
# "7-Eleven"
_NAMED: Final = re.compile(r"(?<=[-–])[A-Z][a-z]")
_SUSPENDED: Final = re.compile(r"-,? (?:and|or|to) (?=[0-9a-z])")
_LINK_STARTS: Final = frozenset("-–—‑ \n\t\u00a0\u2009\u202f")
_DATE_AHEAD: Final = re.compile(r"[-‑–][0-9]")
_LIST: Final = re.compile(
    r"(?:(?:, ?(?:and |or )?| (?:and|or|versus|vs\.?|against|to|by) | ?[x×] ?| ?(?:±|\+/[-−–]) ?)"
    r"(?P<last>[0-9]{1,3}(?:\.[0-9]{1,3})?)(?![0-9])){1,4}(?=[ %\u00a0\u202fa-zA-Z°-])"
)
_RANGING: Final = word_set(
    "range ranges ranged ranging vary varies varied varying anywhere somewhere span spans spanning spanned",
    "differ differs differed differing",
)


def read_range(text: str, term: Term, before: Before) -> tuple[Term, Decimal | None]:
    """Join "5 to 10 million", "7-9 %", "between $5 and $10" into one term with an upper bound."""
    if text[term.end : term.end + 1] not in _LINK_STARTS or term.form == "ambiguous":
        return term, None
    if text[term.end : term.end + 2] == " (" and term.unit is not None:
        return _with_restated(text, term, before)
    link = _LINK.match(text, term.end)
    if link is None or _NAMED.match(text, link.end()):
        return term, None
    bracketed = text[term.start - 1 : term.start] == "(" and link[0] == " and "
    again = bracketed and "between" in before.words[-9:-2]
    if not again and not _links(term, before, link[0].strip(" -‑\n").lower()):
        return term, None
    other = _upper_bound(text, link.end())
    if (
        other is None
        or _change_and_level(term, other, before)
        or (again and text[other.end : other.end + 1] != ")")
    ):
        return term, None
    return _joined(term, other, link[0])


def _joined(term: Term, other: Term, link: str) -> tuple[Term, Decimal | None]:
    """The term with its upper bound, or alone where the two make no range."""
    low = _lower_bound(term, other)
    if other.value is None or low is None or low.value is None or low.value >= other.value:
        return term, None
    if link.strip(" -") == "or" and other.number != low.number + 1:
        # "two or three" is a range, "5 or 10" are two numbers.
        return term, None
    form = "grouped" if "grouped" in (low.form, other.form) else other.form
    unit = other.unit or low.unit
    return low._replace(end=other.end, unit=unit, form=form, scaled=low.scaled or other.scaled), other.value


def _change_and_level(term: Term, other: Term, before: Before) -> bool:
    """Whether "raised by £500 to £13,070" or "gained 1.2 to 56.4" states a change and a level, and no range."""
    if term.value is None or other.value is None:
        return False
    last = before.last()
    changed = last in words.CHANGES_BEFORE or (last == "by" and _by_change(before))
    # Between bounds so far apart nobody gives a range.
    apart = 10 if other.unit == "percent" else 4
    return changed and term.unit in (None, other.unit) and other.value >= apart * term.value


def _by_change(before: Before) -> bool:
    return any(word in words.CHANGES_BEFORE for word in before.words[-6:-1])


def _with_restated(text: str, term: Term, before: Before) -> tuple[Term, Decimal | None]:
    """Join "20 metres (66 ft) to 30 metres (98 ft)", whose bounds are given again in brackets."""
    first = _RESTATED.match(text, term.end)
    link = _LINK.match(text, first.end()) if first else None
    if link is None or not _links(term, before, link[0].strip(" -‑\n").lower()):
        return term, None
    other = _upper_bound(text, link.end())
    again = _RESTATED.match(text, other.end) if other else None
    if other is None or again is None or other.unit != term.unit or term.value is None or other.value is None:
        return term, None
    return (term._replace(end=again.end()), other.value) if term.value < other.value else (term, None)


def _upper_bound(text: str, at: int) -> Term | None:
    """The number after the link of a range, if one stands there and it is no part of a date."""
    sign = SIGN_AHEAD.match(text, at)
    start = sign.end() if sign else at
    other = read_term(text, start, at) if text[start : start + 1].isalnum() else None
    if other is None or other.direction or _DATE_AHEAD.match(text, other.end):
        return None
    return other


def _links(term: Term, before: Before, link: str) -> bool:
    """Whether the word between two numbers makes a range of them here."""
    if link not in ("and", "or", "to", "through"):
        return True
    if link == "or":
        return term.unit is None
    if link == "and":
        return "between" in before.words[-3:]
    if "from" in before.words[-2:]:
        # "grew from 12 to 15 million" and "from 58 % to 78 %" state two levels, "cost from 5 to 10 dollars"
        # and "ranging from 5 % to 10 %" a range.
        near = before.words[-8:]
        if any(word in words.CHANGES_BEFORE or word == "went" for word in near):
            return False
        return term.unit is None or any(word in _RANGING for word in near)
    # "rose 12 points to 52 %" states a change and a level, "rose by 9 % to 12 %" a range.
    return not (before.last() in words.CHANGES_BEFORE and term.unit is not None)


def _lower_bound(term: Term, other: Term) -> Term | None:
    """The lower bound with the scale and unit of the upper one, or None where they do not agree."""
    money = (other.unit or term.unit or "").startswith("currency")
    if term.unit not in (None, other.unit) and not (money and other.unit is None):
        return None
    if term.scaled or (term.unit is not None and not money):
        return term
    if other.form == "word" and other.scaled:
        return None
    # Whatever scale and unit did to the upper bound they do to the lower one.
    return term._replace(factor=other.factor)


def share_of_list(text: str, term: Term, before: Before) -> Term | None:
    """The number with the unit that ends its list: "5, 10 and 15 percent", "two- and three-bedroom flats"."""
    follows = text[term.end : term.end + 1]
    if follows == "-":
        return _share_of_compound(text, term)
    if term.form not in ("int", "decimal") or term.scaled or follows not in (" ", ",", "x", "×", "±", "+"):
        return None
    match = None if year_like(term) else _LIST.match(text, term.end)
    if match is None or labelled(before, term) or is_date_or_time(text, term, before):
        return None
    last = read_term(text, match.start("last"), match.start("last"))
    if last is None or (last.unit is None and not last.scaled) or last.unit == "multiple":
        return None
    last = read_age(text, last, before) or last
    between = text[term.end : match.start("last")].strip()
    if between == "," or (between in ("x", "×", "by") and not (last.unit or "").startswith("length")):
        # "Of the 10, 5 percent": one comma makes no list.
        return None
    return term._replace(factor=last.factor, unit=last.unit or "count", scaled=last.scaled)


def _share_of_compound(text: str, term: Term) -> Term | None:
    """The first of two compounds with one end: "three- and four-year-olds"."""
    link = _SUSPENDED.match(text, term.end)
    other = read_term(text, link.end(), link.end()) if link else None
    if other is None or other.scaled or text[other.end - 1 : other.end] == " ":
        return None
    known = read_age(text, other, Before((), ())) or other
    if known.unit is None:
        return term._replace(unit="count") if counted_noun(text, other.end) else None
    compound = "-" in text[other.start : known.end]
    return term._replace(factor=known.factor, unit=known.unit) if compound else None
