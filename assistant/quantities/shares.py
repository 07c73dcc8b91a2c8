"""Decide whether a number is a share, a score or a multiple: "two-thirds", "4.2 out of 5", "doubled"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from assistant.quantities import nouns, units, words
from assistant.quantities.context import WORD_AFTER, Before, Term
from assistant.quantities.numbers import VULGAR, read_number
from assistant.quantities.terms import with_scale, with_unit

_RATIO_LINK: Final = re.compile(
    r" (?:(?P<in>in|out of)(?: every)?|(?P<of>of)(?: (?P<the>the|our|its|their|these|those|his|her|all))?)"
    r" (?=[A-Za-z0-9])|(?:-| - )(?P<hyphened>in)(?:-| - )(?=[A-Za-z0-9])",
    re.IGNORECASE,
)
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
_SHARE_FOLLOWS: Final = re.compile(
    r"\s(?:of|say|said|report|reported|have|has|had|are|were|use|used|run|ran|plan|planned|expect|cite|cited"
    r"|believe|do|did|don’t|don't|rely|prefer|trust|see|spend|as|more|less|fewer|higher|lower|to|in|by|and"
    r"|from|since|this|last|compared|answered|named|mentioned|still|already|also|now|want)\b|\s?[,;:.)—–]|\s\(|$"
)
_PLURAL_VERB: Final = re.compile(
    r"(?: (?:already|also|still|now|only|just))? (?:say|said|report|reported|have|are|were|use|used|run|ran|plan"
    r"|planned|expect|cite|cited|believe|do|did|don’t|don't|rely|prefer|trust|see|spend|named|mentioned|want)\b"
)
_HALF_FOLLOWS: Final = re.compile(r"\s(?:of|the|all|their|its|our|those|as)\b")
_NOT_HALF: Final = re.compile(r"\s(?:of (?:19|20)\d\d|time|year|hour|day|way|past)\b")
_PART_SCALE: Final = re.compile(
    r"[\s-](?:an?\s)?(hundred|thousand|million|billion|trillion|dozen)\b", re.IGNORECASE
)
_PART_UNIT: Final = re.compile(r"[\s-](?:an?[\s-])?(?=[A-Za-z%])")
_PART_COUNT: Final = re.compile(r"\s(?:an?\s)?(?:point|turn|step|game|length|star|notch|mark|grade)\b(?!-)")
# "half-day" and "half-year" are kinds of courses and of results.
_NOT_PART_UNITS: Final = frozenset({"day", "year", "days", "years"})
_OF_A_UNIT: Final = re.compile(r" of an? (?=[a-z])")
# "twice as many", and not "scored twice in a week".
_COMPARED_WITH: Final = frozenset(
    ["as", "the", "that", "their", "its", "what", "his", "her", "our", "those", "more"]
)
_HALVED: Final = frozenset({"the", "their", "its", "his", "her", "our", "those", "that"})
_FOLD_CHANGES: Final = re.compile(r"\s(?:increase|rise|growth|higher|more|larger|greater|decrease|drop)")
_AND_HALF: Final = re.compile(
    r"(?<![\w-])(?:an? )?(?P<unit>[A-Za-z]{3,12})(?P<link>[ -])and(?P=link)an?(?P=link)$"
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
        return True
    if quarter:
        # "; a quarter already have": the subject of a plural verb is no time span.
        starts = not before.raw or before.raw[-1][-1] in ",;:.—–|" or before.last() in ("and", "but", "while")
        return starts and _PLURAL_VERB.match(text, name.end()) is not None
    return _SHARE_FOLLOWS.match(text, name.end()) is not None


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


def _share(text: str, term: Term) -> Term | None:
    """Read "one in five", "3 out of 4", "9 in 10", "three of the five"."""
    link = _RATIO_LINK.match(text, term.end) if text[term.end : term.end + 1] in (" ", "-") else None
    if link is None or term.form == "decimal":
        return None
    whole = read_number(text, link.end())
    if whole is None or whole.form in ("ambiguous", "decimal") or whole.number <= term.number:
        return None
    if (link["hyphened"] or (link["in"] or "").lower() == "in") and whole.number not in words.IN_DENOMINATORS:
        return None
    if link["of"] and (whole.number > 100 or term.number == 1):
        # "628 of 1,065 respondents" are two counts, "one of four songs" is no share.
        return None
    after = with_unit(text, with_scale(text, whole))
    follows = text[whole.end : whole.end + 1]
    if after.end != whole.end or follows.isalnum() or (link["of"] and follows in tuple(_HYPHENS)):
        return None
    return term._replace(end=whole.end, number=_ratio(term.number, whole.number), unit="ratio")


def read_half(text: str, start: int, before: Before) -> Term | None:
    """Read "half of", "half a million", "half an hour"; not "the first half", "half-life"."""
    end = start + 4
    last = before.last()
    if last.endswith("-") or (last == "a" and before.last(2) == "and"):
        return None
    if part := _part_of_unit(text, start, end, Decimal("0.5")):
        return part
    if last in nouns.NOT_BEFORE_HALF:
        return None
    if text[end : end + 1] in tuple(_HYPHENS):
        return None
    clause_starts = not before.raw or before.raw[-1][-1] in ",;:.—–|"
    share = (
        _HALF_FOLLOWS.match(text, end)
        or last in nouns.BEFORE_SHARE
        or (clause_starts and _SHARE_FOLLOWS.match(text, end))
    )
    if not share or _NOT_HALF.match(text, end):
        return None
    return Term(start, end, Decimal("0.5"), unit="ratio", form="word")


def read_quarter(text: str, start: int, before: Before) -> Term | None:
    """Read "quarter million", "quarter-mile"; a bare "quarter" is a season of the year."""
    if before.last() in nouns.NOT_BEFORE_HALF or before.last() in ("this", "each", "every", "per"):
        return None
    return _part_of_unit(text, start, start + 7, Decimal("0.25"))


def read_and_half(text: str, start: int, floor: int) -> Term | None:
    """Read "a year and a half", "litre-and-a-half": one unit and its half."""
    match = _AND_HALF.search(text, max(floor, start - 32), start)
    row = units.UNIT_WORDS.get(match["unit"].lower()) if match else None
    if match is None or row is None or row[0].startswith(("percent", "multiple", "bytes")):
        return None
    return Term(match.start(), start + 4, Decimal("1.5"), row[1], row[0], form="word", raw="half")


def _part_of_unit(text: str, start: int, end: int, number: Decimal) -> Term | None:
    """A part of a scale or a unit: "half a million dollars", "half an hour", "quarter-mile"."""
    if scale := _PART_SCALE.match(text, end):
        factor = Decimal(words.SCALES[scale[1].lower()])
        term = with_unit(text, Term(start, scale.end(), number, factor, form="word", scaled=True))
        return term._replace(unit=term.unit or "count")
    if _PART_COUNT.match(text, end):
        return Term(start, end, number, unit="count", form="word")
    link = _PART_UNIT.match(text, end)
    if link is None:
        return None
    # The article is passed over: the unit is looked for as after a number.
    term = with_unit(text, Term(start, link.end() - 1, number, form="word"))
    if term.unit is None or term.unit == "multiple" or term.end <= link.end():
        return None
    bare = len(link[0]) == 1
    name = text[link.end() : term.end].lower()
    if (bare and name in _NOT_PART_UNITS) or (term.unit.startswith(("currency", "data")) and bare):
        return None
    return term


def read_multiple(text: str, start: int, word: str, before: Before) -> Term | None:
    """Read "doubled", "twice as", "eightfold"; not "double digits" nor "twice a week"."""
    end = start + len(word)
    word = word.lower()
    if word.endswith("fold"):
        name = word.removesuffix("fold").rstrip("-")
        number = words.ONES.get(name) or words.TENS.get(name) or words.SCALES.get(name, 0)
        # "The reason is twofold" counts parts and multiplies nothing.
        describes = before.last() in ("is", "are", "was", "were") and not _FOLD_CHANGES.match(text, end)
        return (
            None
            if describes or not number
            else Term(start, end, Decimal(number), unit="multiple", form="word")
        )
    after = WORD_AFTER.match(text, end)
    follows = after.group(1).lower().rstrip(".") if after else ""
    if text[end : end + 1] in tuple(_HYPHENS) or follows in ("down", "digits", "digit", "check", "click"):
        return None
    if word in ("twice", "thrice"):
        comparative = follows.endswith("er") and follows not in nouns.FUNCTION_WORDS
        multiplies = follows in _COMPARED_WITH or comparative
    elif word.endswith(("ed", "ing")):
        multiplies = True
    elif word == "halves":
        # The plural noun stands before all else.
        multiplies = follows in _HALVED
    else:
        multiplies = follows in words.MULTIPLIES_BEFORE or before.last() in words.MULTIPLIES_AFTER
    if not multiplies:
        return None
    term = Term(start, end, Decimal(words.MULTIPLES[word]), unit="multiple", form="word")
    if word.endswith(("ed", "ing")) or word == "halves":
        return term._replace(direction="down" if word.startswith("halv") else "up")
    return term
