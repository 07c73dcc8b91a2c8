"""Read a number where one begins, with its sign, its currency, its scale and its unit."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from assistant.quantities import currencies, units, words
from assistant.quantities.angles import is_angle
from assistant.quantities.context import Term
from assistant.quantities.money import with_cents, with_currency, with_scale_after_code
from assistant.quantities.numbers import read_number, read_slashed
from assistant.quantities.points import with_points
from assistant.quantities.unit_places import Place, fits, is_metric

_AND_PART: Final = re.compile(
    r"[ -]and[ -](?:(?:a|one)[ -](half|quarter)|(three)[ -]quarters)\b(?! of)", re.IGNORECASE
)
_SCALE_WORD: Final = re.compile(
    r"\+?(?: - |[\s-]{0,2})(?:(hundred) )?(hundred|dozen|thousand|million|billion|trillion|lakhs?|crores?)\b",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"([ \u00a0\u2009\u202f]?)([^\W\d_]{1,3})(?!\w)")
_UNIT: Final = re.compile(
    r"(?P<gap>[ \t\u00a0\u2009\u202f]{0,2}|\s{1,2}|[-‑]| - | @-@ )"
    r"(?P<a>%(?:[- ]points?\b)?|[％‰×″¢$€£¥￥₹₩₽₺₴₫₦₱฿₡₪₭₸₾₿元円]|ரூ|[°º](?:\s?[CFK](?!\w))?"
    r"|(?:p\.p\.|pct\.|m\.p\.[hg]\.)"
    r"|[Uu]\. ?[Ss]\.(?= (?:dollar|cent))"
    r"|[^\W\d_]{1,24}(?:/[^\W\d_]{1,12}| / (?:h|hr|hour|s|second)\b)?(?:[²³]|[23](?!\w|\.[0-9]))?\$?)"
    r"(?:(?P<joint>\.? |[\u00a0-])(?P<b>[^\W\d_]{1,24})(?: (?P<c>[^\W\d_]{1,24}))?)?"
)
_BRACKETED: Final = re.compile(r" ?[(\[{<]([^\W\d_]{1,4}|%|°[CF])[)\]}>]")
_INCHES: Final = re.compile(
    r" ?[\"”](?=\s(?:long|wide|tall|thick|high|deep|in diameter|screens?|display|monitor|tv|x\b|×|by\b))"
)
_MARKS: Final = ('"', "″", "”")
_PART_VALUES: Final = MappingProxyType({"half": "0.5", "quarter": "0.25", "three": "0.75"})
_REPEATED: Final = re.compile(r" \(([0-9]{1,9})\)(?=\s)")
_FEET: Final = re.compile(r"['′’](?= ?[0-9]{1,2} ?(?:\"|″|”|''))")
_POINT: Final = re.compile(r"[ -]points?\b")
# "four more years" are years, "six straight quarters" a count.
_MORE: Final = frozenset(
    ["more", "full", "additional", "further", "extra", "consecutive", "straight", "whole", "long"]
)
_THOUSANDS: Final = ("mass", "area", "length", "volume", "watt")
_PENCE: Final = re.compile(r"(?:,? and)? [0-9]{1,2} ?(?:pence|p)\b")
_MONEY_BEFORE: Final = re.compile(
    r"\b(?:cost|costs|costing|paid|pay|pays|paying|price|priced|worth|spend|spent|spending|fee|fine|fined|earn"
    r"|earns|earned|bill|raised|charge|charged|salary|wage|sold for|bought for)\b",
    re.IGNORECASE,
)


def read_term(text: str, start: int, floor: int) -> Term | None:
    """Read number, sign, currency, scale and unit at `start`; None for what is no number.

    Nothing before `floor`, the end of the quantity before, is taken in.
    """
    term = read_number(text, start)
    if term is None or term.start < floor:
        return None
    if text[term.end : term.end + 1] == "/":
        term = _slashed_with_unit(text, term)
    term = _with_sign(text, with_currency(text, term, floor), floor)
    term = with_scale(text, term)
    if term.unit is None:
        term = _with_repeated(text, _with_unit_after_plus(text, with_unit(text, term)))
        if term.unit is not None and term.unit.startswith(("temperature", "percent")):
            term = _with_spaced_minus(text, _with_minus_word(text, term, floor), floor)
    elif term.unit.startswith("currency"):
        term = _without_own_name(text, with_cents(text, term, named=False))
    follows = text[term.end : term.end + 1]
    if (follows.isalnum() and text[term.end - 1] not in "'′’") or follows == "_":
        return None
    return term


def _with_unit_after_plus(text: str, term: Term) -> Term:
    """The unit of "2+ years"."""
    if term.unit is not None or text[term.end : term.end + 1] != "+":
        return term
    known = with_unit(text, term._replace(end=term.end + 1))
    return term if known.unit in (None, "multiple") else known


def _with_repeated(text: str, term: Term) -> Term:
    """The unit of "fifteen (15) days", where digits repeat the word."""
    repeated = _REPEATED.match(text, term.end) if term.form == "word" and term.unit is None else None
    if repeated is None or Decimal(repeated[1]) != term.number:
        return term
    known = with_unit(text, term._replace(end=repeated.end()))
    return term if known.unit is None else known


def _slashed_with_unit(text: str, term: Term) -> Term:
    """The number of "3/4 mile", where a unit follows the fraction."""
    part = read_slashed(text, term.start)
    if part is None:
        return term
    known = with_unit(text, with_scale(text, part))
    if _POINT.match(text, part.end):
        return part
    return part if known.unit not in (None, "multiple") or known.scaled else term


# --- sign and scale ------------------------------------------------------------------------------


def _with_sign(text: str, term: Term, floor: int) -> Term:
    """Take in a plus or minus sign that stands directly before the number or its currency."""
    at = term.start - 1
    if at < floor or text[at] not in "+-−–":
        return term
    if at > 0 and (text[at - 1].isalnum() or text[at - 1] in "+/%)-−–"):
        return term
    if text[at] == "+":
        return term._replace(start=at, direction="up")
    return term._replace(start=at, number=-term.number, direction="down")


def _with_minus_word(text: str, term: Term, floor: int) -> Term:
    """Take in the word before a number: "minus 12 degrees"; a subtraction has a number before it."""
    at = term.start - 6
    if (
        at < floor
        or term.number <= 0
        or text[at : term.start].lower() != "minus "
        or text[at - 1 : at].isalnum()
    ):
        return term
    if text[max(0, at - 2) : at].strip()[-1:].isdigit() or text.endswith(("or ", "plus "), 0, at):
        return term
    way: words.Direction | None = "down" if term.unit == "percent" else None
    return term._replace(start=at, number=-term.number, direction=way)


def _with_spaced_minus(text: str, term: Term, floor: int) -> Term:
    """Take in the minus of a temperature in tokenised text, "to - 20 degrees"; a bullet is none."""
    if (term.unit or "").startswith("percent"):
        return term
    at = term.start - 2
    if at <= floor or text[at] not in "-−" or text[at + 1] != " " or text[at - 1] != " ":
        return term
    if term.number <= 0 or not text[at - 2 : at - 1].isalpha():
        return term
    return term._replace(start=at, number=-term.number)


def with_scale(text: str, term: Term) -> Term:
    """Take in "million", "bn", "k" and "and a half", before or after the scale."""
    term = _with_half(text, term)
    factor, end = 1, term.end
    follows = text[end : end + 1]
    if not (follows.isalpha() or follows.isspace() or follows in ("-", "+")):
        return term
    scale = _SCALE_WORD.match(text, end)
    if scale and (term.form != "word" or scale[2].lower() not in ("hundred", "dozen", "thousand")):
        factor = words.SCALES[scale[2].lower()] * (100 if scale[1] else 1)
        end = scale.end()
    elif term.form != "word":
        factor, end = _scale_letters(text, term)
    if factor == 1:
        return term
    form = "decimal" if term.form == "ambiguous" else term.form
    scaled = term._replace(end=end, factor=term.factor * factor, scaled=True, form=form)
    return _with_half(text, scaled)


def _with_half(text: str, term: Term) -> Term:
    """Take in "and a half"."""
    part = _AND_PART.match(text, term.end) if text[term.end + 1 : term.end + 4] == "and" else None
    if part is None:
        return term
    value = Decimal(_PART_VALUES[(part[1] or part[2]).lower()])
    return term._replace(number=term.number + value, end=part.end())


def _scale_letters(text: str, term: Term) -> tuple[int, int]:
    """The factor of letters such as "bn" after a number, and where they end; 1 if there are none."""
    letters = _LETTERS.match(text, term.end)
    if letters is None:
        return 1, term.end
    spaced, name = letters.groups()
    factor = words.SCALE_LETTERS.get(name)
    if factor is None:
        return 1, term.end
    # "5 m" is a length and "5 K" a temperature, but "$5 m" is money.
    apart = name in words.SPACED_SCALE_LETTERS or (term.unit is not None and name in ("m", "M", "B"))
    if (spaced and not apart) or (term.unit is None and is_metric(text, term, name, letters.end())):
        return 1, term.end
    return factor, letters.end()


# --- unit ----------------------------------------------------------------------------------------


def with_unit(text: str, term: Term) -> Term:
    """Take in the unit after the number: the longest of one to three words that the tables know."""
    match = _UNIT.match(text, term.end)
    if match is None:
        return _with_bracketed(text, term)
    for name, end in _unit_names(match):
        row = units.UNIT_SYMBOLS.get(name) or currencies.CURRENCY_SYMBOLS.get(name)
        if row is None:
            low = name.lower()
            row = units.UNIT_WORDS.get(low) or currencies.CURRENCY_NAMES.get(low)
            if row is None:
                continue
        if not fits(Place(text, term, name, match["gap"], end), row[0]):
            continue
        return _joined(text, term, name, end, row)
    if match["a"] in _MORE and match["b"]:
        row = units.UNIT_WORDS.get(match["b"])
        if row and row[0].startswith(("duration", "length")):
            return _joined(text, term, match["b"], match.end("b"), row)
    return with_points(text, term, match.end("a"), match["a"], match["gap"])


def _joined(text: str, term: Term, name: str, end: int, row: tuple[str, Decimal]) -> Term:
    """The term with a unit of the tables."""
    unit, factor = row
    if unit == "mass:pound" and (
        term.scaled
        or _PENCE.match(text, end)
        or _MONEY_BEFORE.search(text, max(0, term.start - 32), term.start)
    ):
        unit = "currency:GBP"
    if unit == "temperature:degree" and is_angle(text, term.start, end):
        unit = "angle:degree"
    money = unit.startswith("currency")
    form = term.form
    if form == "ambiguous" and not money and not unit.startswith(_THOUSANDS):
        # "1.234 %" has a decimal point: nobody groups thousands of percent or years.
        form = "decimal"
    term = term._replace(end=end, unit=unit, factor=term.factor * factor, form=form)
    if not money:
        return term
    minor = name.lower().endswith(("cent", "cents", "pence"))
    return term if minor else with_cents(text, with_scale_after_code(text, term), named=True)


def _with_bracketed(text: str, term: Term) -> Term:
    """Take in a unit in brackets or an inch mark: "35 (kg)", `10" long`."""
    if match := _BRACKETED.match(text, term.end):
        name = match[1]
        row = units.UNIT_SYMBOLS.get(name) or units.UNIT_WORDS.get(name.lower())
        if row:
            return term._replace(end=match.end(), unit=row[0], factor=term.factor * row[1])
    if match := _FEET.match(text, term.end):
        return term._replace(end=match.end(), unit="length:foot")
    after_feet = (
        text[term.start - 1 : term.start] in ("'", "′", "’") and text[term.end : term.end + 1] in _MARKS
    )
    if after_feet:
        return term._replace(end=term.end + 1, unit="length:inch")
    if match := _INCHES.match(text, term.end):
        return term._replace(end=match.end(), unit="length:inch")
    return term


def _unit_names(match: re.Match[str]) -> list[tuple[str, int]]:
    """The readings of the words after a number as a unit, longest first, with their ends."""
    a, joint, b, c = match.group("a", "joint", "b", "c")
    if " / " in a:
        return [(a.replace(" ", ""), match.end("a")), (a.partition(" ")[0], match.start("a") + a.index(" "))]
    names = [(a, match.end("a"))]
    if b:
        if a in ("U.S.", "u.s.", "u. s.", "U. S."):
            a = "u.s."
        two = f"{a}{'-' if joint == '-' else ' '}{b}"
        names.insert(0, (two, match.end("b")))
        if c:
            names.insert(0, (f"{two} {c}", match.end("c")))
    if "/" in a:
        names.append((a.partition("/")[0], match.start("a") + a.index("/")))
    return names


def _without_own_name(text: str, term: Term) -> Term:
    """Take in the name that repeats the sign: "$ 7 dollars 20 cents", "$5 USD"."""
    if text[term.end : term.end + 1] != " ":
        return term
    match = _UNIT.match(text, term.end)
    if match is None:
        return term
    name = match["a"]
    row = currencies.CURRENCY_SYMBOLS.get(name) or currencies.CURRENCY_NAMES.get(name.lower())
    if row is None or row[1] != 1 or not name.isalpha():
        return term
    if row[0] != term.unit and name.lower() not in ("dollars", "dollar"):
        return term
    after = text[match.end("a") : match.end("a") + 2].strip()
    if after[:1].isdigit() and name.lower() not in ("dollars", "dollar"):
        return term
    return with_cents(text, term._replace(end=match.end("a")), named=True)
