"""Tell which way a quantity changes: "rose by 5 %", "28 % higher", "46 times more likely"."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import words
from assistant.quantities.context import WORD_AFTER, Before, Term

_CHANGE_TAIL: Final = re.compile(r"\s(?:in|of|from|over|on|year|since)\b|\s?[.,;:)]|$")
# "expanded by 59 % of organisations" names who did it, "cut by 5 % of its value" by how much.
_AGENT: Final = re.compile(
    r"\sof\s(?!its|their|the|what|his|her|our|gdp|sales|revenue|output)[a-z]", re.IGNORECASE
)
_BEYOND_NORMAL: Final = re.compile(
    r"\s(above|below|over|under)\s(?:the |its |their )?(?:[a-z-]{3,16}\s){0,2}"
    r"(?:average|mean|normal|norm|median|baseline|levels?|usual)\b",
    re.IGNORECASE,
)
# The same in other units: "1.8 °F (1 °C) warmer".
_RESTATED: Final = re.compile(r" \((?:about |or )?[0-9][^()\n]{0,24}\)")
_OF_A_RISE: Final = re.compile(
    r"\sof (?!the |this |that |its |their |total )(?:[a-z-]{2,16} ){0,3}(rise|increase|growth|decline|reduction|drop|gain|decrease)\b"
)
_TAKES_SIZE: Final = frozenset((*words.CHANGES_BEFORE, *words.CHANGES_OF_SIZE, "by", "of"))
_AS_MUCH: Final = re.compile(r"\sas\b")
_RAISES: Final = frozenset({"raise", "raises", "raised", "raising"})
_SAVES: Final = frozenset({"save", "saves", "saved", "saving"})
_HELD_RISE: Final = re.compile(
    r"\b(?:limit|limits|limited|limiting|keep|keeps|keeping|kept|hold|holds|holding|held|cap|caps|capped|restrict)\s"
    r"[^.,;:]{0,40}\b(?:increase|rise|warming|heating|growth)\b[^.,;:]{0,40}$",
    re.IGNORECASE,
)
_WARMING: Final = re.compile(
    r"\b(?:warming|heating|cooling) (?:of|by) $|\b(?:warmed|heated|cooled) (?:by )?$"
    r"|\b(?:will|would|could|may|might|to) (?:warm|heat|cool) (?:up )?(?:by )?(?:an? (?:[a-z]+ )?)?$"
)
_WARMING_AFTER: Final = re.compile(r"\s(?:of )?(warming|cooling)\b")
# What the size of a change follows, and the units of such a size: a count may be of something else.
_SIZES: Final = words.word_set(
    "of is was been be averaged averages to totalled totaled totals reached reaches hit exceeded exceeds equals"
)
_CHANGING: Final = ("percent", "temperature", "multiple")
_CHANGE_IN: Final = re.compile(
    r"\b(increase|rise|climb|jump|surge|gain|decline|decrease|drop|fall|cut|dip|slump|reduction|growth|improvement"
    r"|shrinkage)(?: in [^.,;:()\n]{2,80})? "
    r"(?:(?:would|will|could|may|might|should|to|has|have|had) )?(?:of|is|was|been|be|averaged|averages|(?:amount(?:s|ed|ing)?|came|comes) to|totall?(?:ed|s)|reache[sd]"
    r"|hit|exceed(?:s|ed)|equals)\b[^.,;:()\n]{0,24}$",
    re.IGNORECASE,
)


_WAYS: Final = {**words.CHANGES_NOUN_AFTER, **words.CHANGES_BEFORE, "shrinkage": "down"}


def direction_of(text: str, term: Term, before: Before) -> words.Direction | None:
    """Which way a quantity changes, where the words around say that it is a change."""
    unit, last = term.unit or "", before.last()
    if unit == "multiple" and _AS_MUCH.match(text, term.end):
        # "grew nearly twice as quickly" compares two changes.
        return None
    if unit.startswith("score") or (unit.startswith("duration") and last in ("up", "down")):
        return None
    if unit.startswith("temperature"):
        return _warmer(text, term, before)
    nearest = _nearest(before)
    way = _change_before(text, term, before, nearest) or _size_of_change(text, term, before)
    is_share = unit in ("percent", "ratio")
    return way or _change_after(text, term.end, last, is_multiple=unit == "multiple", is_share=is_share)


def _nearest(before: Before) -> int:
    """How far back the change stands that the number is the size of: "rose a full 9 points", "by just 2 %"."""
    last = before.last()
    if before.words[-3:] in (("an", "average", "of"), ("a", "total", "of"), ("a", "factor", "of")):
        return 4
    if before.last(2) in ("a", "an") and last.isalpha() and before.last(3) in _TAKES_SIZE:
        return 3
    return 2 if last in words.BEFORE_A_CHANGE or last.endswith("ly") else 1


def _size_of_change(text: str, term: Term, before: Before) -> words.Direction | None:
    """The change whose size a clause gives: "the drop in bus trips has been 6 %", "a rise in X of 2 °C"."""
    if before.last() == "between":
        before = before.without(1)
    if before.last() not in _SIZES or not (term.unit or "").startswith(_CHANGING):
        return None
    found = _CHANGE_IN.search(text, max(0, term.start - 128), term.start)
    return _WAYS.get(found[1].lower()) if found else None


def _warmer(text: str, term: Term, before: Before) -> words.Direction | None:
    """The change of a temperature: a bare "up 20 degrees" may be a level, "rose by 2 °C" is none."""
    way = None if before.last() in ("up", "down") else _change_before(text, term, before, _nearest(before))
    if way is None and (warming := _WARMING.search(text, max(0, term.start - 40), term.start)):
        return "down" if "cool" in warming[0] else "up"
    if way is None and (warming := _WARMING_AFTER.match(text, term.end)):
        return words.TEMPERED[warming[1]]
    way = way or _size_of_change(text, term, before)
    return way or _change_after(text, term.end, before.last(), is_multiple=False) or _beside(text, term)


def _beside(text: str, term: Term) -> words.Direction | None:
    """The change that a comparison states: "9 degrees below the long-term mean", "limit the rise to 4 °C"."""
    if beyond := _BEYOND_NORMAL.match(text, term.end):
        return "up" if beyond[1] in ("above", "over") else "down"
    return "up" if _HELD_RISE.search(text, max(0, term.start - 96), term.start) else None


def _change_before(text: str, term: Term, before: Before, nearest: int) -> words.Direction | None:
    """The change that the word before states, or with "by" the clause: "cut its costs by 30 %"."""
    last = before.last(nearest)
    if last == "of":
        name = before.last(nearest + 1)
        way = words.CHANGES_BEFORE.get(name) or words.CHANGE_NOUNS.get(name)
        return way or (words.TEMPERED.get(name) if term.unit else None)
    if last == "by":
        return _change_by(text, term, before.words[:-nearest])
    if last in _SAVES:
        # What is saved of a whole is a cut, a sum that is saved an amount.
        return "down" if term.unit in ("percent", "ratio") else None
    if last in _RAISES and (term.unit or "").startswith("currency"):
        # A sum that is raised is collected.
        return None
    if last in words.CHANGES_OF_SIZE:
        measured = (term.unit or "").startswith(("length", "percent", "currency"))
        return words.CHANGES_OF_SIZE[last] if measured else None
    phrasal = last in ("up", "down") and before.last(nearest + 1) in words.PHRASAL_VERBS
    return None if phrasal else words.CHANGES_BEFORE.get(last)


def _change_by(text: str, term: Term, clause: tuple[str, ...]) -> words.Direction | None:
    """The change that a clause before "by" states."""
    if term.unit in ("percent", "ratio") and _AGENT.match(text, term.end):
        return None
    if clause and clause[-1] in words.CHANGES_AFTER:
        # "hotter by about 20 degrees"
        return words.CHANGES_AFTER[clause[-1]]
    for word in reversed(clause):
        if word[-1:] in (",", ";", ":", ".", ")"):
            return None
        verb = word.rpartition("—")[2]
        way = words.CHANGES_BEFORE.get(verb) or words.CHANGES_WITH_BY.get(verb)
        if way:
            return way
    return None


def _change_after(
    text: str, end: int, last: str, *, is_multiple: bool, is_share: bool = False
) -> words.Direction | None:
    """The change that the words after state: "28 % higher", "a 28 % annual increase", "58 m of sea level rise"."""
    if text[end : end + 2] == " (" and (again := _RESTATED.match(text, end)):
        end = again.end()
    if not is_share and (rise := _OF_A_RISE.match(text, end)):
        return words.CHANGES_NOUN_AFTER.get(rise[1]) or words.CHANGES_BEFORE.get(rise[1])
    for _ in range(3):
        match = WORD_AFTER.match(text, end)
        if match is None:
            return None
        word = match.group(1).lower().rstrip(".")
        if word in words.CHANGES_AFTER:
            return words.CHANGES_AFTER[word]
        if word in words.CHANGES_NOUN_AFTER:
            noun = last in ("a", "an", "the", "this", "that", "with", "saw")
            return words.CHANGES_NOUN_AFTER[word] if noun or _CHANGE_TAIL.match(text, match.end()) else None
        if is_multiple or word not in words.CHANGE_ADJECTIVES:
            return None
        end = match.end()
    return None
