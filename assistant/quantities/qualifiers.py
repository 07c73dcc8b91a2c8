"""Read the qualifier of a number, before or after it: "about", "no thicker than", "or more"."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import words
from assistant.quantities.context import Before, Term
from assistant.schema import Qualifier

_AFTER_QUALIFIER: Final = re.compile(
    r"\+(?![\d/-])|-plus\b|-odd\b|\splus\b(?= [a-z])"
    r"|\s(?:or (?:more|above|higher|over|longer|greater|so|thereabouts|less|fewer|below|under|older|younger"
    r"|up)|and (?:above|more|over|older|younger|up|under|below))\b(?! than| often)"
)
# It may follow the noun too: "75 % of the seats or more".
_AFTER_NOUN: Final = re.compile(
    r"(?:\sof)?(?:\s[a-z]{2,16}){1,2}\s(or (?:more|less|fewer|so))\b(?! than| often| [a-z]+ly)"
)
_ESTIMATED: Final = re.compile(
    r"\bestimated (?:at|to (?:be|have been|have [a-z]{3,12}ed))(?: only)?(?: from| between)? $"
)
_PARENTHESISED: Final = re.compile(
    r"(?:\s(?:an?|per)\s[a-z]{1,12})?\s\((up to|about|around|nearly|almost|over|more than|at least|under)\)"
)
_SPANS: Final = frozenset({"last", "past", "next", "first", "previous"})
_BOUND_OF_SPAN: Final = frozenset({"least", "most", "nearly", "almost", "roughly", "approximately", "than"})
# "spreads over 6,500 m²", "the cable runs over 3 km": where it is, and no bound.
_SPREADS: Final = re.compile(
    r"(?:spread|stretch|extend|sprawl|distribut|scatter|spann?|reach|laid|strung)(?:e?s|ed|ing)?$"
)
_PREPOSITIONS: Final = frozenset({"about", "over", "under", "around", "near", "some", "above", "below"})
_SIGNS: Final = frozenset("~≈≥≤><=")
Found = tuple[Qualifier, int, int]


def qualifier_of(text: str, term: Term, before: Before, floor: int) -> tuple[Qualifier | None, int, int]:
    """The qualifier of a number, where it begins, and how many words before the number it takes.

    One that follows the number ("12,000+") begins at the number.
    """
    found = _qualifier_before(text, term, before, floor)
    if found:
        after = _AFTER_QUALIFIER.match(text, term.end) if found[0] == "about" else None
        # "about half or more", but not "~20K+"
        bound = (
            words.QUALIFIERS_AFTER[" ".join(after[0].split())] if after and after[0][0] != "+" else found[0]
        )
        return (bound if bound in ("at_least", "up_to") else found[0]), found[1], found[2]
    return _qualifier_after(text, term), term.start, 0


def _qualifier_before(text: str, term: Term, before: Before, floor: int) -> Found | None:
    """The qualifier that stands before the number: a sign, words, or that somebody estimated it."""
    found = (
        _by_sign(text, term, floor)
        or _by_phrase(text, term, before, floor)
        or _by_comparative(text, term, before, floor)
    )
    if found:
        return found
    if apart := _words_between(term, before):
        return _qualifier_of_phrase(text, term, before, floor, apart)
    if term.unit == "ratio" and before.last() == "not" and term.raw == "one":
        return "under", _start_of(text, term.start, before.raw[-1:], "not"), 1
    if "estimated" in before.words[-6:]:
        estimated = _ESTIMATED.search(text, max(floor, term.start - 40), term.start)
        return ("about", estimated.start(), 0) if estimated else None
    return None


def _by_sign(text: str, term: Term, floor: int) -> Found | None:
    if text[max(floor, term.start - 1) : term.start] not in _SIGNS:
        return None
    for sign in words.QUALIFIER_SIGNS:
        at = term.start - len(sign)
        if at >= floor and text[at : term.start] == sign:
            return words.QUALIFIERS[(sign,)], at, 1
    return None


def _by_phrase(text: str, term: Term, before: Before, floor: int) -> Found | None:
    if before.last() not in words.QUALIFIER_ENDS:
        return None
    for count in (4, 3, 2, 1):
        phrase = before.words[-count:]
        if phrase in words.QUALIFIERS and not _false_qualifier(phrase, before, term):
            began = _start_of(text, term.start, before.raw[-count:], phrase[0])
            if began >= floor:
                inner = (words.QUALIFIERS[phrase], began, count)
                return _outer_qualifier(text, term, before, floor, inner)
    return None


def _by_comparative(text: str, term: Term, before: Before, floor: int) -> Found | None:
    """The bound of "heavier than", "no thicker than"."""
    word = before.last(2)
    if before.last() != "than" or not word.endswith("er") or len(word) < 5 or word in words.NOT_COMPARATIVES:
        return None
    small = word in words.SMALLER
    if (term.unit or "").startswith("duration") and (word in words.QUICKER or word == "slower"):
        small = not small
    denied = before.last(3) in ("no", "not", "never")
    count = 3 if denied else 2
    began = _start_of(text, term.start, before.raw[-count:], before.words[-count])
    if began < floor:
        return None
    if denied:
        return ("at_least" if small else "up_to"), began, count
    return ("under" if small else "over"), began, count


def _qualifier_of_phrase(text: str, term: Term, before: Before, floor: int, skipped: int) -> Found | None:
    """The qualifier before some words that stand between it and the number."""
    start = _start_of(text, term.start, before.raw[-skipped:], before.words[-skipped])
    bound = _qualifier_before(text, term._replace(start=start), before.without(skipped), floor)
    return (bound[0], bound[1], bound[2] + skipped) if bound else None


def _words_between(term: Term, before: Before) -> int:
    """How many words part the number from its qualifier: "at least the last 6,500 days", "nearly a full 9"."""
    last, previous = before.last(), before.last(2)
    if last in _SPANS:
        return 2 if previous == "the" and before.last(3) in _BOUND_OF_SPAN else 0
    if last in ("a", "an"):
        count = 1 if (term.unit or "").startswith(("percent", "multiple", "duration")) else 0
    else:
        count = 2 if last in words.EMPHATIC and previous in ("a", "an") else 0
    if not count or before.last(count + 1) not in words.QUALIFIER_ENDS:
        return 0
    # "a talk about a 10-day trip"
    outer = before.last(count + 2)
    loose = before.last(count + 1) in _PREPOSITIONS
    return 0 if loose and outer and outer not in words.TAKES_A_WHILE else count


def _qualifier_after(text: str, term: Term) -> Qualifier | None:
    """The qualifier that follows the number: "12,000+", "5 km or more", "10 people or more"."""
    if "+" in text[term.start + 1 : term.end]:
        # "180+ million"
        return "at_least"
    if after := _AFTER_QUALIFIER.match(text, term.end):
        return words.QUALIFIERS_AFTER[" ".join(after.group().split())]
    if after := _PARENTHESISED.match(text, term.end):
        return words.QUALIFIERS[tuple(after.group(1).split())]
    after = _AFTER_NOUN.match(text, term.end)
    return words.QUALIFIERS_AFTER[after[1]] if after else None


def _outer_qualifier(text: str, term: Term, before: Before, floor: int, inner: Found) -> Found:
    """The bound around a rounding, "up to almost 3 million"; what stands nearest where there is none."""
    name, _, taken = inner
    if name not in ("about", "nearly"):
        return inner
    for count in (3, 2):
        phrase = before.words[-taken - count : -taken]
        outer = words.QUALIFIERS.get(phrase)
        if outer in ("up_to", "at_least") and not _false_qualifier(phrase, before.without(taken), term):
            began = _start_of(text, term.start, before.raw[-taken - count :], phrase[0])
            if began >= floor:
                return outer, began, taken + count
    return inner


def _start_of(text: str, at: int, raw: tuple[str, ...], first: str) -> int:
    """Where the words that end before `at` begin, the quotes of the first not included."""
    for word in reversed(raw):
        at = text.rindex(word, 0, at)
    return at + len(raw[0]) - len(first)


def after_qualifier(text: str, end: int) -> int:
    """Where a qualifier that follows a number ends: after the plus sign of "12,000+"."""
    match = _AFTER_QUALIFIER.match(text, end)
    return match.end() if match else end


def _false_qualifier(phrase: tuple[str, ...], before: Before, term: Term) -> bool:
    """Whether the words only look like a qualifier: "over 18 months", "went up to 52 %"."""
    previous = before.last(len(phrase) + 1)
    if phrase == ("over",) and (term.unit or "").startswith("duration"):
        return previous not in words.TAKES_A_WHILE
    if phrase == ("up", "to"):
        return previous in ("go", "goes", "going", "gone", "went", "moved", "jumped", "shot", "crept")
    if phrase == ("over",) and (term.unit or "").startswith(("area", "length")) and _SPREADS.match(previous):
        return True
    if phrase[0].startswith("approach") or phrase[0] in ("near", "nears", "neared"):
        # "approached 12 companies" asks them; of a lone number it is not known.
        return (term.unit or "count") == "count" and not term.scaled
    return phrase == ("above",) and previous == "the"
