"""Numbers that have a unit or a scale and still only name something: "4K", "zero-day", places, titles."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import nouns, words
from assistant.quantities.context import WORD_AFTER, Before, Term
from assistant.quantities.counts import is_date_or_time, year_like
from assistant.quantities.words import word_set

_COORDINATE: Final = re.compile(
    r"\s?(?:[NSEW]\b(?!\.[A-Za-z])|[0-9]{1,2}(?:\.[0-9]{1,6})?\s?['′’])"
    r"|\s(?:north|south|east|west|[nN]orthern|[sS]outhern|latitude|longitude|of latitude|of longitude)\b"
)
_SCREENS: Final = word_set(
    "display displays tv tvs video videos screen screens monitor monitors resolution film films stream "
    "streams camera cameras uhd hdr footage movie movies content projector blu-ray restoration ultra in and or at"
)
_RACES: Final = word_set("run runs race races walk walks runner runners road course charity")
_LEVEL_BEFORE: Final = word_set("to at reached hit total of have has had")
# "Nine months after launch" only dates, where it begins its clause; "30 days before it ends" may be a term.
_DATES: Final = re.compile(r"\s(?:after|before|into)\b")
# "opened four years before the flood"
_EVENTS: Final = word_set(
    "place born died happened occurred came began released published founded opened started ended followed "
    "arrived left closed burnt burned crashed resigned retired married launched built abolished arose"
)
_CLAUSE_END: Final = tuple(".,;:!?—–(|")
_TITLE_START: Final = tuple(".!?:;*|•#>`'\"“”‘—–(-")
_SAYS: Final = word_set("said says say told tells asked asks wrote writes that")
_PRICES: Final = word_set("in constant real of")
_DECADE_BEFORE: Final = word_set("the early late mid his her their your my our")


def only_names(text: str, term: Term, before: Before) -> bool:
    """Whether a number with or without a unit is part of a name, a date, a place or a resolution."""
    unit = term.unit or ""
    if term.form == "word":
        follows = text[term.end : term.end + 1]
        zero_hour = term.raw == "zero" and "-" in (follows, text[term.start + 4 : term.start + 5])
        return zero_hour or _in_title(text, term, before) or _dates(text, term, before)
    if not unit:
        lettered = term.scaled and text[term.end - 2 : term.end - 1].isdigit()
        lettered = lettered and (_is_panel(text, term, before) or _is_resolution(text, term, before))
        return lettered or _is_list_title(term, before)
    if year_like(term) or (len(term.raw) == 4 and term.raw[:2] in ("19", "20")):
        return _names_year(text, term, before)
    if unit == "temperature:degree":
        return _COORDINATE.match(text, term.end) is not None
    if text[term.end - 2 : term.end - 1].isdigit() and text[term.end - 1].isupper():
        # "runway 27L", "gate 5A"
        return before.last() in nouns.LABELS
    return unit.startswith("duration") and (_is_decade(text, term, before) or _dates(text, term, before))


def _names_year(text: str, term: Term, before: Before) -> bool:
    """Whether a year has only the look of a quantity: "2024 (%)", "the 2009 year", "in 2005 dollars"."""
    unit = term.unit or ""
    if not term.raw.isdigit() or len(term.raw) != 4 or term.scaled:
        return unit == "temperature:degree" and _COORDINATE.match(text, term.end) is not None
    if unit == "percent":
        return text[term.end - 1] == ")"
    if unit.startswith("currency"):
        return text[term.start].isdigit() and before.last() in _PRICES
    return unit == "duration:year" or (unit == "area:hectare" and is_date_or_time(text, term, before))


def _in_title(text: str, term: Term, before: Before) -> bool:
    """Whether a number word is written as a part of a name: "the Big Three", "Nine Inch Nails"."""
    if not text[term.start].isupper() or not text[term.start + 1].islower() or term.scaled:
        return False
    if term.unit is not None:
        return _is_capital_unit(text, term)
    second_half = term.start > 0 and text[term.start - 1] == "-"
    if second_half or _is_quoted_title(text, term, before):
        # "Forty-Two Lanterns"
        return True
    return not _begins_sentence(text, term, before) and _stands_in_name(text, term, before)


def _is_capital_unit(text: str, term: Term) -> bool:
    """Whether a unit has a capital that only a name has: "Three Mile Island", "the Thirty Years' War"."""
    name = text[term.start : term.end].replace("-", " ").split()[-1]
    after = WORD_AFTER.match(text, term.end)
    named = after is not None and after[1][0].isupper()
    owned = text[term.end : term.end + 1] in ("'", "’")
    return name[0].isupper() and name[1:].islower() and (named or owned)


def _begins_sentence(text: str, term: Term, before: Before) -> bool:
    """Whether a number word has its capital because a sentence, a line or a quotation begins with it."""
    if not before.raw or before.raw[-1].endswith(_TITLE_START) or before.raw[-1] in ("``", "''"):
        return True
    written = text[max(0, term.start - 2) : term.start]
    return "\n" in written or written[-1:] in _TITLE_START


def _stands_in_name(text: str, term: Term, before: Before) -> bool:
    """Whether the words beside a number word with a capital belong to a name: "the Big Three"."""
    after = WORD_AFTER.match(text, term.end)
    capital = after is not None and after[1][0].isupper()
    # "the Gang of Four"
    near = 2 if before.last() == "of" and len(before.raw) > 2 else 1
    named = before.raw[-near][:1].isupper() and before.last(near) not in nouns.FUNCTION_WORDS
    return capital or named or before.last() == "the" or " and " in text[term.start : term.end].lower()


def _is_list_title(term: Term, before: Before) -> bool:
    """Whether a quotation names a list: 'his list of "The 100 finest barns"'; not 'she said "The 12 left"'."""
    if len(before.raw) < 2 or before.raw[-1] not in ('"The', "“The", '"Top', "“Top") or term.form != "int":
        return False
    return before.raw[-2][-1].isalnum() and before.words[-2] not in _SAYS


def _is_quoted_title(text: str, term: Term, before: Before) -> bool:
    """Whether a quotation that begins with the number names something: 'of "Forty-Two Lanterns"'."""
    opened = text[term.start - 1 : term.start] in ('"', "“")
    spaced = len(before.raw) > 1 and before.raw[-1] in ("``", '"', "“")
    if not opened and not spaced:
        return False
    last = before.raw[-2 if spaced else -1 :][:1]
    after = WORD_AFTER.match(text, term.end)
    return bool(last) and last[0][-1].isalnum() and after is not None and after[1][0].isupper()


def _dates(text: str, term: Term, before: Before) -> bool:
    if not (term.unit or "").startswith("duration") or not _DATES.match(text, term.end):
        return False
    return before.last() in _EVENTS or not before.raw or before.raw[-1].endswith(_CLAUSE_END)


def _is_decade(text: str, term: Term, before: Before) -> bool:
    """Whether "90s" is a decade and no time span."""
    if term.unit != "duration:second" or text[term.end - 2 : term.end - 1].isspace():
        return False
    tens = term.form == "int" and term.number in range(10, 100, 10)
    last = before.last(2) if before.last() in ("and", "or", "to") else before.last()
    return tens and (
        last in _DECADE_BEFORE or last.endswith("0s") or text[term.start - 1 : term.start] in ("'", "’")
    )


def _is_panel(text: str, term: Term, before: Before) -> bool:
    """Whether "4B" is a part of a figure and no four billion: "Figure 4B", "Fig. 7A and 7B", "(2M)."."""
    last = before.last().rpartition("(")[2]
    if year_like(term._replace(scaled=False)):
        # A citation: "Marlow et al. 1996b".
        return True
    if last in nouns.LABELS or last.rpartition(".")[2] in nouns.LABELS:
        return True
    if last not in ("and", "or", "to", "&") and not last.endswith((",", "–")):
        return not before.raw and text[term.end : term.end + 1] == ")"
    fragment = len(before.raw) == 1 and text[term.end : term.end + 1] == ")"
    near = before.words[-6:-1]
    return fragment or any(word.rpartition("(")[2] in nouns.LABELS for word in near)


def _is_resolution(text: str, term: Term, before: Before) -> bool:
    """Whether "4K" is a picture's size, "10K" a race or "221B" a house."""
    letter = text[term.end - 1 : term.end]
    if letter not in ("K", "k", "B"):
        return False
    after = WORD_AFTER.match(text, term.end)
    follows = after[1].lower().rstrip(".,") if after else ""
    if letter == "k":
        return term.number in (5, 10) and follows in _RACES
    if letter == "B":
        return after is not None and after[1][0].isupper() and text[term.end : after.start(1)] == " "
    if term.number in (5, 10) and follows in _RACES:
        return True
    if term.number not in (2, 4, 5, 8) or before.last() in words.QUALIFIER_ENDS:
        return False
    bare = after is None and before.last() not in _LEVEL_BEFORE and not text[term.end :].startswith(" |")
    return follows in _SCREENS or (bare and before.last() in ("in", "a", "the", "and", "with"))
