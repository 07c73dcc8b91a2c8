"""Read ages: "22-year-old", "aged 18", "ages 35-44", "adults 70 and older", "Jane Doe, 47, a teacher"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.quantities import nouns, words
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
# Who does or is something: "violinists", "attendants", "lodgers", "vicars" have an age,
_PERSON_ENDS: Final = (
    "ers",
    "ors",
    "ists",
    "ants",
    "ents",
    "ians",
    "ees",
    "eers",
    "women",
    "men",
    "mates",
    "kids",
)
# and things in the same endings have none.
_THING_ENDS: Final = ("ments", "cidents", "vents", "ponents", "cents", "orders", "meters", "puters", "ainers")
_THINGS: Final = words.word_set(
    "numbers papers centers servers letters towers rivers clusters routers printers chapters quarters offers powers "
    "layers matters borders scores stores shares errors factors sensors motors doors floors sectors reactors"
    " monitors processors indicators colors vectors generators operators plants restaurants grants variants "
    "elephants instants constants talents patents degrees trees fees lists filters folders headers registers "
    "parameters corners fingers flowers others dollars tokens acres figures measures tractors boilers trailers "
    "committees employees' coefficients gradients ingredients nutrients accents continents events agreements"
)
# "under-25s", "the over 65s"
_COHORT: Final = re.compile(r"\b(?:[Uu]nder|[Oo]ver)-$|\bthe (?:under|over) $")
_COHORT_CLAUSE: Final = re.compile(r"(?:^|[.;,:] |\band |\bfor |\bor )(?:[Uu]nder|[Oo]ver) $")
_COHORT_DOES: Final = re.compile(
    r"s (?:must|may|can|cannot|are|were|pay|go|get|will|have|had|only|who|and|free|in)\b"
)
# "the 18-24s"
_BAND: Final = re.compile(r"[1-9][0-9](?:-to-| to |-|–)[1-9][0-9]s")
_OF_BAND: Final = frozenset({"the", "of", "among", "for", "by", "and", "most"})
_TEAM: Final = re.compile(r"[A-Z][\w’']+ (?:[Uu]nder|[Oo]ver)-$")
# What an age may be the value of: "the median age rose from 24", "set the voting age at 16".
_AGE_MEASURED: Final = re.compile(
    r"\bage\b(?! (?:groups?|gaps?|brackets?|ranges?)\b)[^.;:!?]{0,72}"
    r"\b(?:is|was|be|been|remain(?:s|ed)|at|to|from|reached)"
    r"(?: (?:about|around|only|just|nearly|almost|over|under|now|still))? (?:[0-9]{1,2} for [a-z]{3,12} and )?$"
)
_MOVES: Final = re.compile(
    r"\b(?:set|sets|setting|lift|lifted|move[sd]?|push(?:ed)?|bring|brought|went|crept)\b"
)
_PERSON_WAS: Final = re.compile(
    r"(?<![\w’'-])(?:[Hh]e|[Ss]he|I) (?:is|was|am|will be|would be|became)(?: (?:only|just|already|about|still|now))? $"
)
_CLOSES: Final = re.compile(r"\s?(?:[.,;:)!?](?![0-9])|$)|\s(?:when|and|but|at the time|while)\b")


def read_age(text: str, term: Term, before: Before) -> Term | None:
    """The term as an age, or None where it is none."""
    unit = term.unit
    if unit is None:
        return _bare_age(text, term, before)
    if not unit.startswith("duration:") or text[term.end : term.end + 1].isalnum():
        return None
    old = _OLD.match(text, term.end)
    if old is None:
        band = unit == "duration:second" and before.last() in _OF_BAND
        known = band and _BAND.fullmatch(text, term.start, term.end)
        return term._replace(end=term.end - 1, unit="age:year") if known else None
    return term._replace(end=old.end(), unit=f"age:{unit.partition(':')[2]}")


def _bare_age(text: str, term: Term, before: Before) -> Term | None:
    """A number without a unit as an age in years, by the words around it."""
    if term.scaled or not 0 < term.number <= 130 or term.raw in ("a", "an"):
        return None
    if term.form not in ("int", "word"):
        return term._replace(unit="age:year") if _is_measured_age(text, term, before) else None
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
    if (
        _AND_OLDER.match(text, term.end)
        or _was_when(text, term, last)
        or _is_persons_age(text, term, last)
        or _is_measured_age(text, term, before)
    ):
        return True
    people = _are_people(last) or _are_people(previous)
    return people and _AND_OVER.match(text, term.end) is not None


def _is_bound(text: str, term: Term, last: str, previous: str) -> bool:
    """Whether a bound is one of age: "older than 30", "pupils under 14 may swim alone"."""
    if last == "than":
        return previous in ("older", "younger") and _NO_NOUN.match(text, term.end) is not None
    if previous in nouns.AGE_NOUNS:
        return counted_noun(text, term.end) is None
    return _are_people(previous) and 3 <= term.number < 100 and counted_noun(text, term.end) is None


def _are_people(word: str) -> bool:
    """Whether a word names people, by the table or its ending: "lodgers", "cellists"; not "letters"."""
    if word in nouns.AGE_NOUNS:
        return True
    return (
        len(word) > 5
        and word.endswith(_PERSON_ENDS)
        and word not in _THINGS
        and not word.endswith(_THING_ENDS)
    )


def read_cohort(text: str, start: int, end: int) -> tuple[Term, int] | None:
    """Read the age of "under-25s" and "the over 65s", and where its bound ends; not the team "Ghana under-20s"."""
    if end - start > 2 or text[end : end + 1] != "s" or text[end + 1 : end + 2].isalnum():
        return None
    found = _COHORT.search(text, max(0, start - 12), start)
    if found is None and _COHORT_DOES.match(text, end):
        found = _COHORT_CLAUSE.search(text, max(0, start - 12), start)
    if found is None or _TEAM.search(text, max(0, start - 24), start):
        return None
    term = Term(start, end, Decimal(text[start:end]), unit="age:year", raw=text[start:end])
    return term, start - 1


def _is_persons_age(text: str, term: Term, last: str) -> bool:
    """Whether somebody is that old: "he would be nineteen", "left home at sixteen"; "at nine" is a clock time."""
    if term.number < 3 or term.number > 110 or not _CLOSES.match(text, term.end):
        return False
    if last == "at":
        return term.form == "word" and term.number > 12
    return _PERSON_WAS.search(text, max(0, term.start - 32), term.start) is not None


def _is_measured_age(text: str, term: Term, before: Before) -> bool:
    """Whether a number is the value of an age that its clause names: "the retirement age went from 62 to 64"."""
    window = text[max(0, term.start - 112) : term.start]
    if " age " not in window or not _NO_NOUN.match(text, term.end) or _AGE_MEASURED.search(window) is None:
        return False
    if before.last() not in ("to", "from"):
        return True
    return _MOVES.search(window) is not None or any(word in words.CHANGES_BEFORE for word in window.split())


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
