"""Decide what a number with its unit is: a share, a score, a multiple, a range, a count, or no quantity."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from assistant import quantity_words as words
from assistant.quantity_context import WORD_AFTER, Before, Term, after_qualifier, counted_noun
from assistant.quantity_terms import VULGAR, read_number, read_term, with_scale, with_unit

_RATIO_LINK: Final = re.compile(r" (in|out of)(?: every)? (?=[A-Za-z0-9])", re.IGNORECASE)
_SCORE: Final = re.compile(r" ?(?:/ ?| out of (?:a possible )?)([0-9]{1,4}|five|ten)\b(?![.,/%-]?[0-9%])")
_RATED: Final = re.compile(
    r"\b(?:rat(?:ed|ing|e)|scor(?:ed?|es|ing)|stars?|marks?|grade[sd]?)\b", re.IGNORECASE
)
_FRACTION: Final = re.compile(
    r"[\s\u00a0-](half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth"
    r"|thousandth)(s?)\b(?![-’'])",
    re.IGNORECASE,
)
_SLASH: Final = re.compile(r"/([2-9]|10)(?![\w/.])")
_OF: Final = re.compile(r"\s(?:of|the)\b(?! (?:19|20)\d\d)")
_NOT_SHARES: Final = re.compile(r"\s(?:ago|in a row|of (?:19|20)\d\d|running|earlier|later)\b")
_SHARE_FOLLOWS: Final = re.compile(
    r"\s(?:of|say|said|report|reported|have|has|had|are|were|use|used|run|ran|plan|planned|expect|cite|cited"
    r"|believe|do|did|don’t|don't|rely|prefer|trust|see|spend|as|more|less|fewer|higher|lower|to|in|by|and"
    r"|from|since|this|last|compared|answered|named|mentioned|still|already|also|now|want)\b|\s?[,;:.)—–]|$"
)
_HALF_FOLLOWS: Final = re.compile(r"\s(?:of|the|all|their|its|our|those|as)\b")
_NOT_HALF: Final = re.compile(r"\s(?:of (?:19|20)\d\d|time|year|hour|day|way|past)\b")
_HALF_SCALE: Final = re.compile(r"\s(?:an?\s)?(thousand|million|billion|trillion|dozen)\b")
_HALF_TIME: Final = re.compile(r"\san?\s(hour|day|year|decade|century|minute|second)\b")
_RANGE_LINK: Final = re.compile(r"\s?[-–—‑]\s?|\s(?:to|through|and|or)\s|-to-")
_SIGN_AHEAD: Final = re.compile(r"(?:US|AU|CA|HK|NZ|[ACSR])?[$€£¥₹₩]\s?|[A-Z]{3}\s")
_DATE_AHEAD: Final = re.compile(r"[-‑–][0-9]")
_LIST_UNIT: Final = re.compile(
    r"(?:(?:, (?:and |or )?| (?:and|or|versus|vs\.?|against|to) )[0-9]{1,3}(?:\.[0-9]{1,3})?(?![0-9])){1,4}"
    r"\s?(%|per ?cent|million|billion)"
)
_SAMPLE: Final = re.compile(r"(?<!\w)[nN]\s?[=:]\s?$")
_OF_NUMBER: Final = re.compile(
    r"\s(?:of|out of) (?:the |all )?(?:[0-9]|(?:two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_HYPHENS: Final = "-‑–"


# --- shares, scores, multiples -------------------------------------------------------------------


def read_part(text: str, term: Term, before: Before) -> Term | None:
    """Read a fraction, a score or a share that begins with this number."""
    if term.unit is not None or term.scaled or term.form == "ambiguous" or term.number <= 0:
        return None
    return _fraction(text, term, before) or _score(text, term) or _share(text, term)


def _ratio(number: Decimal, of: Decimal) -> Decimal:
    """A share with four decimals, or four digits where it is smaller than a thousandth."""
    share = number / of
    places = Decimal("0.0001") if share >= Decimal("0.001") else Decimal(1).scaleb(share.adjusted() - 3)
    return share.quantize(places, rounding=ROUND_HALF_EVEN)


def _fraction(text: str, term: Term, before: Before) -> Term | None:
    """Read "two-thirds", "a quarter of", "3/4 of", "⅔ of"."""
    if term.raw in VULGAR:
        return replace(term, unit="ratio") if _OF.match(text, term.end) else None
    if term.form not in ("word", "int"):
        return None
    slash = _SLASH.match(text, term.end)
    if slash and term.number < int(slash.group(1)) and _OF.match(text, slash.end()):
        return replace(
            term, end=slash.end(), number=_ratio(term.number, Decimal(slash.group(1))), unit="ratio"
        )
    name = _FRACTION.match(text, term.end)
    if name is None or not _is_share(text, term, before, name):
        return None
    share = _ratio(term.number, Decimal(words.FRACTIONS[name.group(1).lower()]))
    return replace(term, end=name.end(), number=share, unit="ratio")


def _is_share(text: str, term: Term, before: Before, name: re.Match[str]) -> bool:
    """Tell "a third of teams" from "a third option", "three quarters" from "three quarters ago"."""
    if term.number >= words.FRACTIONS[name.group(1).lower()]:
        return False
    if name.group(2) or term.number > 1:
        return bool(name.group(2)) and term.number > 1 and not _NOT_SHARES.match(text, name.end())
    if term.raw == "one" or _OF.match(text, name.end()):
        return not _NOT_SHARES.match(text, name.end())
    if before.last() in words.BEFORE_SHARE:
        return True
    return name.group(1).lower() != "quarter" and _SHARE_FOLLOWS.match(text, name.end()) is not None


def _score(text: str, term: Term) -> Term | None:
    """Read "4.2 out of 5" and "rated 8/10"; without such a sign "3 out of 4" is a share."""
    match = _SCORE.match(text, term.end)
    if match is None:
        return None
    name = match.group(1).lower()
    top = int(name) if name.isdigit() else words.ONES[name]
    decimal = term.form == "decimal" and top in (5, 7, 10, 100)
    rated = _RATED.search(text, max(0, term.start - 48), term.start)
    if term.number > top or not (decimal or rated):
        return None
    return replace(term, end=match.end(), unit=f"score:{top}")


def _share(text: str, term: Term) -> Term | None:
    """Read "one in five", "3 out of 4", "9 in 10"."""
    link = _RATIO_LINK.match(text, term.end)
    if link is None or term.form == "decimal":
        return None
    whole = read_number(text, link.end())
    if whole is None or whole.form == "ambiguous" or whole.number <= term.number:
        return None
    if link.group(1).lower() == "in" and whole.number not in words.IN_DENOMINATORS:
        return None
    after = with_unit(text, with_scale(text, whole))
    if after.end != whole.end or text[whole.end : whole.end + 1].isalnum():
        return None
    return replace(term, end=whole.end, number=_ratio(term.number, whole.number), unit="ratio")


def read_half(text: str, start: int, before: Before) -> Term | None:
    """Read "half of", "half a million", "half an hour"; not "the first half", "half-life"."""
    end = start + 4
    last = before.last()
    if text[end : end + 1] in tuple(_HYPHENS) or last in words.NOT_BEFORE_HALF or last.endswith("-"):
        return None
    if last == "a" and before.last(2) == "and":
        return None
    if scale := _HALF_SCALE.match(text, end):
        factor = Decimal(words.SCALES[scale.group(1)])
        term = Term(start, scale.end(), Decimal("0.5"), factor, form="word", scaled=True)
        term = with_unit(text, term)
        return replace(term, unit=term.unit or "count")
    if time := _HALF_TIME.match(text, end):
        return Term(start, time.end(), Decimal("0.5"), unit=f"duration:{time.group(1)}", form="word")
    clause_starts = not before.raw or before.raw[-1][-1] in ",;:.—–|"
    share = (
        _HALF_FOLLOWS.match(text, end)
        or last in words.BEFORE_SHARE
        or (clause_starts and _SHARE_FOLLOWS.match(text, end))
    )
    if not share or _NOT_HALF.match(text, end):
        return None
    return Term(start, end, Decimal("0.5"), unit="ratio", form="word")


def read_multiple(text: str, start: int, word: str, before: Before) -> Term | None:
    """Read "doubled", "twice as", "eightfold"; not "double digits" nor "twice a week"."""
    end = start + len(word)
    word = word.lower()
    if word.endswith("fold"):
        name = word.removesuffix("fold").rstrip("-")
        number = words.ONES.get(name) or words.TENS.get(name) or words.SCALES.get(name, 0)
        return Term(start, end, Decimal(number), unit="multiple", form="word") if number else None
    after = WORD_AFTER.match(text, end)
    follows = after.group(1).lower().rstrip(".") if after else ""
    if text[end : end + 1] in tuple(_HYPHENS) or follows in ("down", "digits", "digit", "check", "click"):
        return None
    if word in ("twice", "thrice"):
        multiplies = follows in words.MULTIPLIES_BEFORE or follows == "more" or follows.endswith("er")
    elif word.endswith(("ed", "ing")):
        multiplies = True
    else:
        multiplies = follows in words.MULTIPLIES_BEFORE or before.last() in words.MULTIPLIES_AFTER
    if not multiplies:
        return None
    term = Term(start, end, Decimal(words.MULTIPLES[word]), unit="multiple", form="word")
    if word.endswith(("ed", "ing")):
        return replace(term, direction="down" if word.startswith("halv") else "up")
    return term


# --- ranges --------------------------------------------------------------------------------------


def read_range(text: str, term: Term, before: Before) -> tuple[Term, Decimal | None]:
    """Join "5 to 10 million", "7-9 %", "between $5 and $10" into one term with an upper bound."""
    link = _RANGE_LINK.match(text, term.end)
    if link is None or term.form == "ambiguous" or not _links(term, before, link.group().strip().lower()):
        return term, None
    sign = _SIGN_AHEAD.match(text, link.end())
    at = sign.end() if sign else link.end()
    if not text[at : at + 1].isalnum():
        return term, None
    other = read_term(text, at, link.end())
    if other is None or other.value is None or other.direction or _DATE_AHEAD.match(text, other.end):
        return term, None
    low = _lower_bound(term, other)
    if low is None or low.value is None or low.value >= other.value:
        return term, None
    if "or" in link.group() and (other.unit is not None or other.value != low.value + 1):
        # "two or three" is a range, "5 or 10" are two numbers.
        return term, None
    form = "grouped" if "grouped" in (low.form, other.form) else other.form
    unit = other.unit or low.unit
    return replace(low, end=other.end, unit=unit, form=form, scaled=low.scaled or other.scaled), other.value


def _links(term: Term, before: Before, link: str) -> bool:
    """Whether the word between two numbers makes a range of them here."""
    if link not in ("and", "or", "to", "through", "-to-"):
        return True
    if link == "or":
        return term.unit is None
    if link == "and":
        return "between" in before.words[-3:]
    if "from" in before.words[-2:]:
        # "grew from 12 to 15 million" states two levels, "cost from 5 to 10 dollars" a range.
        return not any(word in words.CHANGES_BEFORE or word == "went" for word in before.words[-8:])
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
    return replace(term, factor=other.factor)


# --- numbers without a unit ----------------------------------------------------------------------


def is_count(text: str, term: Term, before: Before, *, is_range: bool) -> bool:
    """Whether a number without a unit counts something here, and does not only name or date it."""
    follows = text[term.end : term.end + 2]
    if follows[:1] in tuple("/_@") or (follows[:1] in tuple(":.-‑–") and follows[1:].isdigit()):
        return False
    if _SAMPLE.search(text, max(0, term.start - 8), term.start):
        return True
    if _labelled(before, term) or _is_date_or_time(text, term, before):
        return False
    noun = counted_noun(text, after_qualifier(text, term.end))
    if _year_like(term):
        return noun is not None and not is_range and _is_round_count(term, before)
    return term.scaled or term.form == "grouped" or _counts(text, term, before, noun)


def _counts(text: str, term: Term, before: Before, noun: str | None) -> bool:
    """Whether a plain small number counts: before a noun, or after words such as "a total of"."""
    if noun is None:
        return _counting_context(text, term, before)
    if term.form == "word":
        return term.number > 1
    return not _numbered_heading(text, term)


def share_of_list(text: str, term: Term, before: Before) -> Term | None:
    """The number with the unit that ends its list: "5, 10 and 15 percent", "from 12 to 15 million"."""
    if term.form not in ("int", "decimal") or term.scaled or _year_like(term):
        return None
    match = _LIST_UNIT.match(text, term.end)
    if match is None or _labelled(before, term):
        return None
    if match.group(1) in words.SCALES:
        return replace(term, unit="count", factor=Decimal(words.SCALES[match.group(1)]), scaled=True)
    return replace(term, unit="percent")


def _labelled(before: Before, term: Term) -> bool:
    """Whether the word before names the number: "page 118", "Hall 7", "ISO 27001", "Windows 11"."""
    if not before.raw or term.scaled or term.form == "word":
        return False
    last = before.last()
    if last == "per":
        # "$0.03 per 1,000 tokens" is one quantity.
        return True
    if last in words.LABELS:
        return term.form != "grouped" or last in ("page", "pages", "line", "lines")
    return term.form != "grouped" and _follows_name(before, term)


def _follows_name(before: Before, term: Term) -> bool:
    """Whether a capitalised word that is no sentence start stands before the number."""
    last, raw = before.last(), before.raw[-1].lstrip("([{“\"'‘*_")
    if not raw[:1].isupper() or not raw[-1].isalnum():
        return False
    if last in words.FUNCTION_WORDS or last in words.CHANGES_BEFORE or last in words.QUALIFIER_ENDS:
        return False
    sentence_starts = len(before.raw) == 1 or before.raw[-2][-1] in ".!?:;|"
    if sentence_starts and last.endswith(("s", "ed", "ing", "ly")):
        return False
    # A long number before a plural counts, even after a name: "In Europe 628 respondents".
    return raw.isupper() or term.form in ("decimal", "ambiguous") or term.number < 100


def _is_date_or_time(text: str, term: Term, before: Before) -> bool:
    """Whether the number is part of a date or a clock time."""
    day = term.form in ("int", "word") and 1 <= term.number <= 31
    after = WORD_AFTER.match(text, term.end)
    follows = after.group(1) if after else ""
    if day and follows.lower() in words.CLOCK:
        return True
    if day and follows[:1].isupper() and follows.lower().rstrip(".,") in words.MONTHS:
        return True
    month = before.last().rstrip(".") in words.MONTHS and before.raw[-1][:1].isupper()
    return month and (day or _year_like(term))


def _year_like(term: Term) -> bool:
    return (
        term.form == "int"
        and not term.scaled
        and len(term.raw) == 4
        and term.raw[:2] in ("18", "19", "20", "21")
    )


def _is_round_count(term: Term, before: Before) -> bool:
    """Whether a year-like number before a noun is a count: "over 2050 attendees", "2000 users"."""
    if before.last() in words.BEFORE_YEAR:
        return False
    return before.last() in words.QUALIFIER_ENDS or term.number % 500 == 0


def _numbered_heading(text: str, term: Term) -> bool:
    """Whether a small number at the start of a line numbers a heading: "3 Results"."""
    line = text[max(0, term.start - 8) : term.start].rpartition("\n")[2]
    if line.strip(" #*-•\t"):
        return False
    after = WORD_AFTER.match(text, term.end)
    return after is not None and after.group(1)[0].isupper() and term.number <= 20


def _counting_context(text: str, term: Term, before: Before) -> bool:
    """Whether the words before make a number a count where no noun follows: "rose to 230"."""
    if term.form not in ("int", "word") or term.raw in ("one", "a", "an"):
        return False
    last, previous = before.last(), before.last(2)
    if before.words[-1:] in words.BARE_BOUNDS or before.words[-2:] in words.BARE_BOUNDS:
        return True
    if last in words.COUNTING or (last == "of" and previous in ("total", "sample", "size")):
        return True
    if last in ("to", "from"):
        return any(word in words.CHANGES_BEFORE for word in before.words[-8:-1])
    return _OF_NUMBER.match(text, term.end) is not None
