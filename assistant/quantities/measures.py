"""Bare numbers that a measure names before them: "the median was 12", "an NPS of 54", "fell to zero"."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import currencies, words
from assistant.quantities.context import Before, Term
from assistant.quantities.words import word_set

# Their value may stand after a verb or a colon.
_MEASURES: Final = word_set(
    "number count score scores median mean average maximum minimum total index degree degrees value values",
    "rating ratings nps population tally toll headcount attendance membership figure ratio ph iq bmi",
)
# Their value may follow "of": "the number of 12" is no such thing.
_MEASURES_OF: Final = word_set(
    "score scores median mean average maximum minimum index value values rating ratio nps ph iq bmi magnitude"
)
# The value may follow at once: "(median 31)".
_AVERAGES: Final = frozenset({"median", "mean"})
_VERBS: Final = word_set("is was were are being be stood stands reached averaged totalled remains remained")
_FOLLOWS: Final = re.compile(
    r"\s?(?:[,;:)!?]|\.(?![0-9])|\([A-Za-z±])|$|\n"
    r"|\s(?:in|for|and|among|at|on|by|compared|versus|vs|while|from|when|as|to|but|this|last|with|after|before|or"
    r"|points?|out of|per)\b"
)
_ROUGHLY: Final = word_set(
    "about around roughly nearly almost only just some exactly approximately over below above"
)
_PROMOTER: Final = re.compile(
    r"\b(?:nps|net[ -]promoter[ -]scores?)(?: \(nps\))?(?: scores?)?"
    r"(?:\s?[:=]|,? (?:of|was|is|at|stood at|stands at|reached|rose to|fell to|hit|averaged))?"
    r"(?: about| around| over| nearly| just| only)?\s?[+]?$",
    re.IGNORECASE,
)
_ACIDITY: Final = re.compile(
    r"\bpH(?: (?:values?|levels?))?(?:\s?[:=]|,? (?:of|was|is|at|from|to|between|fell to|rose to|dropped to|reached))?"
    r"(?: (?:about|around|below|above|roughly|nearly))? ?\(?(?:now |about |below |above )*$"
)
_ON_SCALE: Final = re.compile(
    r"(?: points?)? on (?:an? |the )?(?:([0-9]{1,3}|five|seven|ten)[- ]point scale\b"
    r"|scale (?:of|from) (?:0|1|zero|one)(?: to |-|–)([0-9]{1,3}|five|seven|ten)\b)",
    re.IGNORECASE,
)
_ZERO_AFTER: Final = word_set(
    "to near nearly almost of was is at equals equal remained remains stood scored averaged"
)
_ZERO_FOLLOWS: Final = re.compile(
    r"\s?[.,;:)]|$|\n|\s(?:in|by|for|and|at|or|when|if|on|again|after|this|last)\b"
)
_NOT_ZERO: Final = word_set("net near ground sub absolute patient year day hour")
# "gave zero to charity", "yielded zero from it"
_GETS: Final = word_set(
    "give gives gave given get gets got win wins won have has had make makes made sell sells sold spend spends spent "
    "take takes took brings brought catch caught find found sent left lost earn earns"
)
_ZERO_TO: Final = re.compile(
    r"\s(?:to|from|on|for|in|at|of|out of|towards?|because|so far|since|this|last)\b(?! (?:left|right)\b)"
)
_PAYS: Final = word_set("pay pays paid paying owe owes owed cost costs")
_MONEY: Final = re.compile(r"[$€£¥](?=\s?[0-9])")


def read_promoter_score(text: str, term: Term) -> Term | None:
    """The number of a net promoter score, whose scale is known: a `score:100`."""
    if term.form not in ("int", "decimal") or term.scaled or not -100 <= term.number <= 100:
        return None
    before = text[max(0, term.start - 56) : term.start]
    if "core" not in before and "NPS" not in before:
        return None
    return term._replace(unit="score:100", direction=None) if _PROMOTER.search(before) else None


def read_acidity(text: str, term: Term) -> Term | None:
    """The number of a pH: "(pH 7.4)", "a pH of 6"."""
    if term.number > 14 or term.scaled or "pH" not in text[max(0, term.start - 24) : term.start]:
        return None
    acid = _ACIDITY.search(text, max(0, term.start - 32), term.start)
    return term._replace(unit="ph", direction=None) if acid else None


def read_scale_score(text: str, term: Term) -> Term | None:
    """A number whose scale follows: "8.4 on a ten-point scale", "3.9 on a scale of 1 to 5"."""
    match = _ON_SCALE.match(text, term.end) if text[term.end : term.end + 1] == " " else None
    if match is None or term.scaled:
        return None
    name = (match[1] or match[2]).lower()
    top = int(name) if name.isdigit() else words.ONES[name]
    return term._replace(unit=f"score:{top}", direction=None) if term.number <= top else None


def is_measured(text: str, term: Term, before: Before) -> bool:
    """Whether a bare number is the value of a measure that its clause names: "the number of sites was 30"."""
    if term.form not in ("int", "decimal", "word") or not _FOLLOWS.match(text, term.end):
        return False
    if before.last() in _AVERAGES:
        return True
    nearest = 2 if before.last() in _ROUGHLY else 1
    last, previous = before.last(nearest), before.last(nearest + 1)
    if last == "of" or last.endswith(":"):
        return previous in _MEASURES_OF if last == "of" else last[:-1] in _MEASURES
    stands = previous in _VERBS or previous in _MEASURES_OF if last == "at" else last in _VERBS
    return stands and _names_measure(before.words[:-nearest])


def _names_measure(clause: tuple[str, ...]) -> bool:
    """Whether the end of a clause names a measure."""
    for word in reversed(clause):
        if word in _MEASURES:
            return True
        if word[-1:] in (",", ".", ";", ":"):
            return False
    return False


def is_zero(text: str, term: Term, before: Before) -> bool:
    """Whether "zero" states a count: "fell to zero", "owed zero in duty"; not "zero to hero", "net zero"."""
    last = before.last()
    if last in _PAYS or ((last in _GETS or last.endswith("ed")) and _ZERO_TO.match(text, term.end)):
        return True
    return last in _ZERO_AFTER and _ZERO_FOLLOWS.match(text, term.end) is not None


def counts_nothing(before: Before) -> bool:
    """Whether "zero" before a noun counts it: "zero casualties"; not "net zero emissions"."""
    return before.last() not in _NOT_ZERO and not before.last().endswith("-")


def as_money(text: str, term: Term, before: Before) -> str:
    """The unit of a zero: the currency that its sentence has named where somebody pays it, else a count."""
    signs = _MONEY.findall(text, max(0, term.start - 96), term.start) if before.last() in _PAYS else []
    return f"currency:{currencies.SIGNS[signs[-1]]}" if signs else "count"
