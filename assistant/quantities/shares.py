"""Decide whether a number is a share, a score or a multiple: "two-thirds", "4.2 out of 5", "doubled"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from assistant.quantities import nouns, words
from assistant.quantities.context import WORD_AFTER, Before, Term
from assistant.quantities.counted import counted_noun
from assistant.quantities.numbers import VULGAR, read_number
from assistant.quantities.terms import with_scale, with_unit

_RATIO_LINK: Final = re.compile(
    r" (?:(?P<in>in|out of)(?: every)?|(?P<of>of)(?: (?P<the>the|our|its|their|these|those|his|her|all))?)"
    r" (?=[A-Za-z0-9])|(?:-| - )(?P<hyphened>in)(?:-| - )(?=[A-Za-z0-9])",
    re.IGNORECASE,
)
# "one worker in six": the noun is a part of the share.
_NOUN_LINK: Final = re.compile(
    r" (?P<noun>[a-z][a-z’'-]{2,18}) (?P<link>in|out of)(?: every)? (?=[A-Za-z0-9])"
)
# What stands right after "one adult in nine" is the share's verb, and not what nine counts.
_THIRD_PERSON: Final = words.word_set(
    "smokes drinks lives works owns wears thinks believes reports expects uses earns pays gets goes plans speaks "
    "reads knows suffers feels dies fails drives carries keeps trusts supports prefers walks cycles sleeps eats "
    "cooks spends saves rents buys leaves lacks skips ends finds faces admits agrees dislikes opposes remains"
)
_OBJECT: Final = re.compile(
    r"\s(?:an?|the|no|their|his|her|its|that|to|it|them|not|more|less|up|out|too|enough|every|alone|at|under|without)\b"
)
_FACTOR: Final = re.compile(
    r"\bby (?:a|the) factor of (?:(?:about|at least|nearly|almost|over|around|up to|more than|only|roughly) )?$"
)
_SHARE_LINK: Final = re.compile(r"(?: |-)(to|and)(?: |-)(?=an? |one|two|three|four|half\b)")
_SCORE: Final = re.compile(r" ?(?:/ ?| out of (?:a possible )?)([0-9]{1,4}|five|ten)\b(?![.,/%-]?[0-9%])")
_RATED: Final = re.compile(
    r"\b(?:rat(?:ed|ing|e)|scor(?:ed?|es|ing)|stars?|marks?|grade[sd]?)\b", re.IGNORECASE
)
_FRACTION: Final = re.compile(
    r"(?:[\s\u00a0-]| - )(half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth"
    r"|hundredth|thousandth)(s?)\b(?![-’'])",
    re.IGNORECASE,
)
_FRACTION_STARTS: Final = frozenset(" -\n\t\u00a0")
_SLASH: Final = re.compile(r"/([2-9]|10)(?![\w/.])")
_OF: Final = re.compile(r"\s(?:of|the)\b(?! (?:19|20)\d\d)")
_OF_A_SCALE: Final = re.compile(
    r"[\s-](?:of )?(?:an? )?(thousand|million|billion|trillion|dozen)\b", re.IGNORECASE
)
_NOT_SHARES: Final = re.compile(r"\s(?:ago|in a row|of (?:19|20)\d\d|running|earlier|later)\b")
SHARE_FOLLOWS: Final = re.compile(
    r"\s(?:of|say|said|report|reported|have|has|had|are|were|use|used|run|ran|plan|planned|expect|cite|cited"
    r"|believe|do|did|don’t|don't|rely|prefer|trust|see|spend|as|more|less|fewer|higher|lower|to|in|by|and"
    r"|from|since|this|last|compared|answered|named|mentioned|still|already|also|now|want)\b|\s?[,;:.)—–]|\s\(|$"
)
_PLURAL_VERB: Final = re.compile(
    r"(?: (?:already|also|still|now|only|just))? (?:say|said|report|reported|have|are|were|use|used|run|ran|plan"
    r"|planned|expect|cite|cited|believe|do|did|don’t|don't|rely|prefer|trust|see|spend|named|mentioned|want)\b"
)
_OF_A_UNIT: Final = re.compile(r" of an? (?=[a-z])")
_HYPHENS: Final = "-‑–"
_ROUNDINGS: Final = words.word_set("about nearly almost around roughly only just some least approximately")
# "up by a third year on year"
_AFTER_PHRASE: Final = words.word_set(
    "year annually next compared against amid following despite worldwide nationwide"
)
_NOT_NOUNS: Final = words.word_set("each apiece more most less rose fell went came people's")


# --- shares, scores, multiples -------------------------------------------------------------------


def read_part(text: str, term: Term, before: Before) -> Term | None:
    """Read a fraction, a score or a share that begins with this number."""
    if term.unit is not None or term.scaled or term.form == "ambiguous" or term.number <= 0:
        return None
    if "factor" in before.words[-5:] and _FACTOR.search(text, max(0, term.start - 32), term.start):
        # "fell by a factor of four"
        return term._replace(unit="multiple")
    share = _fraction(text, term, before) or _score(text, term) or _share(text, term, before)
    return share or _share_with_noun(text, term)


def _ratio(number: Decimal, of: Decimal) -> Decimal:
    """A share with four decimals, or four digits where it is smaller than a thousandth."""
    share = number / of
    places = Decimal("0.0001") if share >= Decimal("0.001") else Decimal(1).scaleb(share.adjusted() - 3)
    return share.quantize(places, rounding=ROUND_HALF_EVEN)


def _fraction(text: str, term: Term, before: Before) -> Term | None:
    """Read "two-thirds", "a quarter of", "3/4 of", "⅔ of", "three quarters of a million"."""
    if term.raw in VULGAR:
        return term._replace(unit="ratio") if _OF.match(text, term.end) else None
    if term.form not in ("word", "int"):
        return None
    if text[term.end : term.end + 1] == "/":
        return _slashed_share(text, term)
    name = _FRACTION.match(text, term.end) if text[term.end : term.end + 1] in _FRACTION_STARTS else None
    if name is None:
        return None
    of = words.FRACTIONS[name[1].lower()]
    share = term._replace(end=name.end(), number=_ratio(term.number, Decimal(of)), unit="ratio")
    if term.number < of and (scale := _OF_A_SCALE.match(text, name.end())):
        factor = Decimal(words.SCALES[scale[1].lower()])
        named = with_unit(text, share._replace(end=scale.end(), factor=factor, scaled=True, unit=None))
        return named._replace(unit=named.unit or "count")
    return _share_of_unit(text, share) if _is_share(text, term, before, name) else None


def _slashed_share(text: str, term: Term) -> Term | None:
    slash = _SLASH.match(text, term.end)
    if slash is None or term.number >= int(slash[1]) or not _OF.match(text, slash.end()):
        return None
    return term._replace(end=slash.end(), number=_ratio(term.number, Decimal(slash[1])), unit="ratio")


def _share_of_unit(text: str, share: Term) -> Term:
    """The share, with the unit that it is a part of: "a quarter of a percentage point"."""
    link = _OF_A_UNIT.match(text, share.end)
    known = with_unit(text, share._replace(end=link.end() - 1, unit=None)) if link else share
    if known.unit is None or known.unit == "multiple" or known.unit.startswith("currency"):
        return share
    return known


def _is_share(text: str, term: Term, before: Before, name: re.Match[str]) -> bool:
    """Tell "a third of teams" from "a third option", "three quarters" from "three quarters ago"."""
    if term.number >= words.FRACTIONS[name[1].lower()]:
        return False
    if name[2] or term.number > 1:
        return bool(name[2]) and term.number > 1 and not _NOT_SHARES.match(text, name.end())
    if term.raw == "one" or _OF.match(text, name.end()):
        return not _NOT_SHARES.match(text, name.end())
    quarter = name[1].lower() == "quarter"
    if before.last() in nouns.BEFORE_SHARE and not (quarter and before.last() == "in"):
        return before.last() in _ROUNDINGS or _ends_phrase(text, name.end())
    if quarter:
        # "; a quarter already have": the subject of a plural verb is no time span.
        starts = not before.raw or before.raw[-1][-1] in ",;:.—–|" or before.last() in ("and", "but", "while")
        return starts and _PLURAL_VERB.match(text, name.end()) is not None
    return SHARE_FOLLOWS.match(text, name.end()) is not None


def _ends_phrase(text: str, end: int) -> bool:
    """Whether a fraction is not the ordinal of the noun after it: "cut by a third", not "by a third party"."""
    after = WORD_AFTER.match(text, end)
    if after is None or SHARE_FOLLOWS.match(text, end):
        return True
    word = after[1].lower().rstrip(".,")
    return word in nouns.FUNCTION_WORDS or word in _AFTER_PHRASE or word.endswith(("ly", "er", "ing"))


def _score(text: str, term: Term) -> Term | None:
    """Read "4.2 out of 5" and "rated 8/10"; without such a sign "3 out of 4" is a share."""
    match = _SCORE.match(text, term.end)
    if match is None:
        return None
    name = match[1].lower()
    top = int(name) if name.isdigit() else words.ONES[name]
    decimal = term.form == "decimal" and top in (5, 7, 10, 100)
    rated = _RATED.search(text, max(0, term.start - 48), term.start)
    if term.number > top or not (decimal or rated):
        return None
    return term._replace(end=match.end(), unit=f"score:{top}")


def _share(text: str, term: Term, before: Before) -> Term | None:
    """Read "one in five", "3 out of 4", "9 in 10", "three of the five"."""
    link = _RATIO_LINK.match(text, term.end) if text[term.end : term.end + 1] in (" ", "-") else None
    if link is None or term.form == "decimal":
        return None
    whole = read_number(text, link.end())
    if whole is None or whole.form in ("ambiguous", "decimal") or whole.number <= term.number:
        return None
    bare = link["hyphened"] or (link["in"] or "").lower() == "in"
    if bare and whole.number not in words.IN_DENOMINATORS and not _is_rare_share(text, term, whole, before):
        return None
    if link["of"] and (whole.number > 100 or term.number == 1):
        # "628 of 1,065 respondents" are two counts, "one of four songs" is no share.
        return None
    after = with_unit(text, with_scale(text, whole))
    follows = text[whole.end : whole.end + 1]
    if after.end != whole.end or follows.isalnum() or (link["of"] and follows in tuple(_HYPHENS)):
        return None
    return term._replace(end=whole.end, number=_ratio(term.number, whole.number), unit="ratio")


def _is_rare_share(text: str, term: Term, whole: Term, before: Before) -> bool:
    """Whether "one in eleven of those" is a share, though eleven is no usual denominator."""
    if term.number != 1 or whole.number > 1000 or (whole.form == "int" and len(whole.raw) == 4):
        return False
    starts = not before.raw or before.raw[-1][-1] in ",;:.—–|" or before.last() in _ROUNDINGS
    return starts or text.startswith(" of ", whole.end)


def upper_share(text: str, share: Term, before: Before) -> Term | None:
    """The upper bound of "between a quarter and a third", "a third to a half"."""
    link = _SHARE_LINK.match(text, share.end) if share.unit == "ratio" else None
    if link is None or (link[1] == "and" and before.last() != "between") or before.last() == "from":
        return None
    if text.startswith("half", link.end()):
        return Term(share.start, link.end() + 4, Decimal("0.5"), unit="ratio")
    other = read_number(text, link.end())
    upper = _fraction(text, other, Before(("about",), ("about",))) if other else None
    return upper if upper and upper.unit == "ratio" and upper.number > share.number else None


def _share_with_noun(text: str, term: Term) -> Term | None:
    """Read "one worker in six", "two children out of five"; not "one visit in five years"."""
    link = _NOUN_LINK.match(text, term.end) if text[term.end : term.end + 1] == " " else None
    if link is None or term.form == "decimal":
        return None
    noun = link["noun"]
    plural = noun in nouns.PLURAL_NOUNS or (noun[-1] == "s" and noun not in nouns.NOT_PLURAL)
    whole = None if plural is (term.number == 1) else read_number(text, link.end())
    if whole is None or noun in nouns.FUNCTION_WORDS or noun in _NOT_NOUNS:
        return None
    if whole.form in ("ambiguous", "decimal") or whole.number <= term.number:
        return None
    known = link["link"] != "in" or whole.number in words.IN_DENOMINATORS
    follows = text[whole.end : whole.end + 1]
    measured = with_unit(text, with_scale(text, whole)).end != whole.end
    if not known or measured or follows.isalnum() or follows in ("-", "‑"):
        return None
    counted = counted_noun(text, whole.end)
    if counted is not None and not (term.number == 1 and _begins_verb(text, whole.end)):
        return None
    return term._replace(end=whole.end, number=_ratio(term.number, whole.number), unit="ratio")


def _begins_verb(text: str, end: int) -> bool:
    """Whether the word after "one adult in nine" is its verb: "smokes", "wears a hat"."""
    after = WORD_AFTER.match(text, end)
    if after is None:
        return False
    word = after[1].rstrip(".,;:")
    return word in _THIRD_PERSON or (word.endswith("s") and _OBJECT.match(text, after.end()) is not None)
