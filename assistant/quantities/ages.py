"""Read ages: "22-year-old", "aged 18", "ages 35-44", "adults 70 and older", "Jane Doe, 47, a teacher"."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import nouns
from assistant.quantities.context import Before, Term
from assistant.quantities.counted import counted_noun

_OLD: Final = re.compile(r"(?:[\s\u00a0]| - |-)(?:olds?\b(?!-fashioned)|of[\s-]age\b)|\u2011olds?\b")
_SHORT: Final = re.compile(r"[ -]?(?:yo|y/o|y\.o\.)(?![\w])")
_AND_OLDER: Final = re.compile(r"\+?\s(?:and|or)\s(?:older|younger)\b")
_AND_OVER: Final = re.compile(r"\+?\s(?:and|or)\s(?:over|above|under|up|below)\b")
_APPOSITION: Final = re.compile(r"[A-Z][\w’'.-]{1,24}, $")
_AFTER_AGE: Final = re.compile(
    r", (?:an?|the|of|who|whose|from|said|says|was|is|and|has|had|his|her|told|will)\b"
)
_NO_NOUN: Final = re.compile(
    r"\s?[.,;:)!?]|$|\s(?:years|who|were|are|have|had|in|said|say|and|to|by|for|with|at|is"
    r"|can|may|must|should|will|would|could|cannot|do|did|living|get|got)\b"
)
_AGE_WORDS: Final = frozenset({"age", "ages", "aged", "aging"})
_AFTER_AGE_WORDS: Final = frozenset(
    {"of", "between", "from", "over", "under", "about", "around", "is", "only"}
)
_GROUPS: Final = frozenset({"group", "groups", "bracket", "range", "cohort"})
_WHEN: Final = re.compile(r"\b[Ww]hen (?:(?:he|she|I|they)|(?:[A-Z][\w’'.-]{1,20} ?){1,3}) ?(?:was|turned) $")
# "adults 35 to 44"
_PEOPLE: Final = frozenset(
    {"adults", "americans", "people", "women", "men", "children", "those", "voters", "youths"}
)
_SPAN: Final = re.compile(r"[0-9]{1,2}(?: to |-|–)[0-9]{1,2}")
_PERSONS: Final = frozenset({"he", "she", "i", "who"})
_BOUNDS: Final = frozenset({"under", "over", "above", "below"})


def read_age(text: str, term: Term, before: Before) -> Term | None:
    """The term as an age, or None where it is none."""
    unit = term.unit
    if unit is None:
        return _bare_age(text, term, before)
    if not unit.startswith("duration:") or text[term.end : term.end + 1] not in (
        " ",
        "-",
        "‑",
        "\u00a0",
        "\n",
    ):
        return None
    old = _OLD.match(text, term.end)
    if old is None:
        return None
    return term._replace(end=old.end(), unit=f"age:{unit.partition(':')[2]}")


def _bare_age(text: str, term: Term, before: Before) -> Term | None:
    """A number without a unit as an age in years, by the words around it."""
    if (
        term.scaled
        or term.form not in ("int", "word")
        or not 0 < term.number <= 130
        or term.raw in ("a", "an")
    ):
        return None
    if match := _SHORT.match(text, term.end):
        return term._replace(end=match.end(), unit="age:year")
    if _is_age(text, term, before):
        return term._replace(unit="age:year")
    return None


def _is_age(text: str, term: Term, before: Before) -> bool:
    """Whether the words around a bare number make it an age."""
    last, previous = before.last(), before.last(2)
    if (last.rstrip(":") in _AGE_WORDS and not before.raw[-1][:1].isupper()) or (
        previous in _AGE_WORDS and (last in _AFTER_AGE_WORDS or last in _GROUPS)
    ):
        return True
    if last in _BOUNDS or last == "than":
        return _is_bound(text, term, last, previous)
    if (last in _PEOPLE and _SPAN.fullmatch(text[term.start : term.end])) or (
        last == "turned" and previous in _PERSONS
    ):
        return _NO_NOUN.match(text, term.end) is not None
    if text[term.end : term.end + 1] == ",":
        return _in_apposition(text, term, last) or _was_when(text, term, last)
    if _AND_OLDER.match(text, term.end) or _was_when(text, term, last):
        return True
    people = last in nouns.AGE_NOUNS or previous in nouns.AGE_NOUNS
    return people and _AND_OVER.match(text, term.end) is not None


def _is_bound(text: str, term: Term, last: str, previous: str) -> bool:
    """Whether a bound is one of age: "older than 30", "pupils under 14 may swim alone"."""
    if last == "than":
        return previous in ("older", "younger") and _NO_NOUN.match(text, term.end) is not None
    return previous in nouns.AGE_NOUNS and counted_noun(text, term.end) is None


def _was_when(text: str, term: Term, last: str) -> bool:
    """Whether somebody was that old: "when Priya was 14"."""
    if last not in ("was", "turned") or not _NO_NOUN.match(text, term.end):
        return False
    return _WHEN.search(text, max(0, term.start - 40), term.start) is not None


def _in_apposition(text: str, term: Term, last: str) -> bool:
    """Whether a number stands between commas after a name: "Jane Doe, 47, a teacher"."""
    name = last.rstrip(",")
    if term.form != "int" or term.number < 5 or name == last:
        return False
    if name in nouns.MONTHS or name in nouns.FUNCTION_WORDS:
        return False
    apposed = _APPOSITION.search(text, max(0, term.start - 28), term.start)
    return apposed is not None and _AFTER_AGE.match(text, term.end) is not None
