"""Read numbers whose unit is left out because the one before has it: "45 % approve, 39 disapprove", "(+9)"."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities.context import Term

_REACH: Final = 160
_SENTENCE_END: Final = re.compile(r"[.!?](?:\s|$)|\n\n")
_PERCENT: Final = r"(?:%|\bper ?cent\b)"
# After a name: "the Reds had 33.9 percent and the Blues 21", "Norton took 45 %, Ruiz 32 and Okoye 11".
_NAMED_SHARES: Final = re.compile(
    _PERCENT + r"(?: of (?:the )?[a-z]{3,12})?"
    r"(?:(?: ?,| ?;)?(?: and| while| but)?(?: the)?(?: [A-Z][\w’'-]{1,20}){1,3} [0-9]{1,2}(?:\.[0-9])?){0,4}"
    r"(?: ?,| ?;)?(?: and| while| but)?(?: the)?(?P<name>(?: [A-Z][\w’'-]{1,20}){1,3}) $"
)
_ENDS_NAMED: Final = re.compile(r"\s?(?:[.,;](?![0-9])|$)|\s(?:and|while|but)\s(?:the )?[A-Z]")
_MONTH: Final = re.compile(
    r" (?:In|On|By|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September"
    r"|October|November|December|Chapter|Section|Page|Table|Figure|Article|Group|Phase|Version)$"
)
# "fifty-three percent approve, " before the number and what people do after it
_OPINION: Final = re.compile(
    _PERCENT + r"[^.;:!?()]{3,64}(?:,|;| -|–)(?: and| while| but)?"
    r"(?: (?:another|a further|only|just|about|nearly|almost|some))? $",
    re.IGNORECASE,
)
_THINK: Final = re.compile(
    r"\s(?:say|said|approved?|disapproved?|opposed?|support(?:ed)?|favou?r(?:ed)?|agreed?|disagreed?|want(?:ed)?"
    r"|think|thought|believed?|did not|do not|don[’']t|didn[’']t|were (?:undecided|unsure|against|opposed|neutral)"
    r"|(?:are|is) (?:undecided|unsure|against|opposed|neutral)|had no|have no|prefer(?:red)?|expect(?:ed)?|trust(?:ed)?"
    r"|answered|replied|declined|refused|rejected?|rated?|voted|cited?|named|mentioned|blamed?)\b"
)
# "Lebanon ( +19 percentage points ), Egypt ( " before a signed number that is alone in its brackets
_BRACKETED: Final = re.compile(
    r"\( ?[+−–-]? ?[0-9]{1,3}(?:\.[0-9]{1,2})? ?(?P<unit>%|per ?cent|percentage points|points|pp) ?\)"
    r"(?:(?: ,|,|;| ;)?(?: and| but| while)?(?: in| the| for| among)*(?: [A-Z][\w’'.-]{1,20}){1,4}"
    r" \( ?[+−–-]? ?[0-9]{1,3}(?:\.[0-9]{1,2})? ?\)){0,6}"
    r"(?: ,|,|;| ;)?(?: and| but| while)?(?: in| the| for| among)*(?: [A-Z][\w’'.-]{1,20}){1,4} \( ?$"
)
# "six foot two", "5 ft 10"
_FEET: Final = re.compile(r"\w ?-?(?:ft|foot|feet) $")
_AFTER_FEET: Final = re.compile(r"\s?(?:[.,;)](?![0-9])|$)|\s(?:tall|high|long|wide|and|in|or|with|deep)\b")
_CLOSED: Final = re.compile(r" ?\)")
# In a comparison: "52 percent to her rival's 41", "47 % versus 41", "61 % of men and 48 of women".
_AGAINST: Final = re.compile(
    _PERCENT + r",? (?:to (?:[a-z]+ ){0,2}[A-Za-z]+(?:['’]s|s['’])"
    r"|(?:versus|vs\.?|against|compared (?:with|to)|not)(?: [A-Za-z’']+['’]s)?(?: (?:about|only|just|nearly|almost))?) $",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"\s?(?:[.,;)](?![0-9])|$)|\s(?:in|among|for|last|this|before|and|a year)\b")
_OF_ONE: Final = re.compile(
    _PERCENT + r" (?P<link>of|among|in) (?:[a-z]+ ){1,4}?(?:and|but|while|versus|against|compared with|to)"
    r"(?: (?:about|only|just|nearly|almost))? $",
    re.IGNORECASE,
)
_OF_OTHER: Final = re.compile(
    r" (?P<link>of|among|in) (?!(?:the|these|those|them|his|her|its|our|their|all)\b)[a-z]"
)


def with_unit_left_out(text: str, term: Term) -> Term | None:
    """The number with the unit that its sentence has given to the one before; None where it is no such number."""
    written = term.form in ("int", "decimal", "word") and not term.scaled
    if not written or text[term.start - 1 : term.start] not in (" ", "("):
        return None
    if (
        term.number < 12
        and _FEET.search(text, max(0, term.start - 8), term.start)
        and _AFTER_FEET.match(text, term.end)
    ):
        return term._replace(unit="length:inch")
    window = text[max(0, term.start - _REACH) : term.start]
    if not ("%" in window or "cent" in window or "point" in window):
        return None
    if _CLOSED.match(text, term.end):
        return _in_brackets(window, term)
    # A lone digit is more often a count.
    if not (1 if term.form == "word" else 9) < term.number < 100:
        return None
    window = _SENTENCE_END.split(window)[-1]
    share = (
        _is_compared(text, term, window) or _is_opinion(text, term, window) or _is_named(text, term, window)
    )
    return term._replace(unit="percent") if share else None


def _in_brackets(window: str, term: Term) -> Term | None:
    found = _BRACKETED.search(window)
    if found is None:
        return None
    share = found["unit"] == "%" or found["unit"].endswith("cent")
    return term._replace(unit="percent" if share else "percentage_point")


def _is_compared(text: str, term: Term, window: str) -> bool:
    if _ENDS.match(text, term.end) and _AGAINST.search(window):
        return True
    other = _OF_OTHER.match(text, term.end)
    one = _OF_ONE.search(window) if other else None
    return one is not None and other is not None and one["link"] == other["link"]


def _is_opinion(text: str, term: Term, window: str) -> bool:
    return _THINK.match(text, term.end) is not None and _OPINION.search(window) is not None


def _is_named(text: str, term: Term, window: str) -> bool:
    if term.form == "word" or not _ENDS_NAMED.match(text, term.end):
        return False
    named = _NAMED_SHARES.search(window)
    return named is not None and not _MONTH.search(named["name"])
