"""Numbers that carry a unit or a scale and still only name something: "4K", "zero-day", coordinates, titles."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import nouns, words
from assistant.quantities.context import WORD_AFTER, Before, Term
from assistant.quantities.words import word_set

_COORDINATE: Final = re.compile(
    r"\s?(?:[NSEW]\b(?!\.[A-Za-z])|[0-9]{1,2}(?:\.[0-9]{1,6})?\s?['′’])"
    r"|\s(?:north|south|east|west|[nN]orthern|[sS]outhern|latitude|longitude|of latitude|of longitude)\b"
)
_SCREENS: Final = word_set(
    "display displays tv tvs video videos screen screens monitor monitors resolution film films stream streams "
    "camera cameras uhd hdr footage movie movies content projector blu-ray restoration ultra in and or at"
)
_RACES: Final = word_set("run runs race races walk walks runner runners road course charity")
_LEVEL_BEFORE: Final = word_set("to at reached hit total of have has had")
# "Nine months after launch" only dates, where it begins its clause; "30 days before the deadline" may be a term.
_DATES: Final = re.compile(r"\s(?:after|before|into)\b")
_CLAUSE_END: Final = tuple(".,;:!?—–(|")
_TITLE_START: Final = tuple(".!?:;*|•#>`'\"“”‘—–(-")
_DECADE_BEFORE: Final = word_set("the early late mid his her their your my our")


def only_names(text: str, term: Term, before: Before) -> bool:
    """Whether a number with or without a unit is part of a name, a date, a place or a resolution."""
    unit = term.unit or ""
    if term.form == "word":
        follows = text[term.end : term.end + 1]
        zero_hour = term.raw == "zero" and "-" in (follows, text[term.start + 4 : term.start + 5])
        return zero_hour or _in_title(text, term, before) or _dates(text, term, before)
    if unit.startswith("duration"):
        return _is_decade(text, term, before) or _dates(text, term, before)
    if unit == "temperature:degree":
        return _COORDINATE.match(text, term.end) is not None
    if unit == "percent":
        # The head of a column: "2024 (%)".
        return text[term.end - 1] == ")" and term.raw.isdigit() and term.raw[:2] in ("19", "20")
    return term.scaled and not unit and _is_resolution(text, term, before)


def _in_title(text: str, term: Term, before: Before) -> bool:
    """Whether a number word is written as a part of a name: "the Big Three", "Nine Inch Nails"."""
    if not text[term.start].isupper() or not text[term.start + 1].islower() or term.scaled:
        return False
    if term.unit is not None:
        # "Three Mile Island", "the Thirty Years' War"; nobody writes units with a capital.
        name = text[term.start : term.end].replace("-", " ").split()[-1]
        after = WORD_AFTER.match(text, term.end)
        named = after is not None and after[1][0].isupper()
        return (
            name[0].isupper()
            and name[1:].islower()
            and (named or text[term.end : term.end + 1] in tuple("'’"))
        )
    if not before.raw or before.raw[-1].endswith(_TITLE_START) or before.raw[-1] in ("``", "''"):
        return False
    written = text[max(0, term.start - 2) : term.start]
    if "\n" in written or written[-1:] in _TITLE_START:
        return False
    after = WORD_AFTER.match(text, term.end)
    capital = after is not None and after[1][0].isupper()
    named = before.raw[-1][:1].isupper() and before.last() not in nouns.FUNCTION_WORDS
    return capital or named or before.last() == "the" or " and " in text[term.start : term.end].lower()


def _dates(text: str, term: Term, before: Before) -> bool:
    if not (term.unit or "").startswith("duration") or not _DATES.match(text, term.end):
        return False
    return not before.raw or before.raw[-1].endswith(_CLAUSE_END)


def _is_decade(text: str, term: Term, before: Before) -> bool:
    """Whether "90s" is a decade and no time span."""
    if term.unit != "duration:second" or text[term.end - 2 : term.end - 1].isspace():
        return False
    tens = term.form == "int" and term.number in range(10, 100, 10)
    return tens and (before.last() in _DECADE_BEFORE or text[term.start - 1 : term.start] in ("'", "’"))


def _is_resolution(text: str, term: Term, before: Before) -> bool:
    """Whether "4K" is a picture's size, "10K" a race or "221B" a house."""
    letter = text[term.end - 1 : term.end]
    if letter not in ("K", "B") or not text[term.end - 2 : term.end - 1].isdigit():
        return False
    after = WORD_AFTER.match(text, term.end)
    follows = after[1].lower().rstrip(".,") if after else ""
    if letter == "B":
        return after is not None and after[1][0].isupper() and text[term.end : after.start(1)] == " "
    if term.number in (5, 10) and follows in _RACES:
        return True
    if term.number not in (2, 4, 5, 8) or before.last() in words.QUALIFIER_ENDS:
        return False
    bare = after is None and before.last() not in _LEVEL_BEFORE and not text[term.end :].startswith(" |")
    return follows in _SCREENS or (bare and before.last() in ("in", "a", "the", "and", "with"))
