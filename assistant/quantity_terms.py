"""Read a number where one begins: digits or words, its sign, its currency, its scale and its unit."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from assistant import quantity_words as words
from assistant.quantity_context import WORD_AFTER, Term, direction_of, is_margin, words_before

RUN: Final = r"[0-9]++(?:[.,][0-9]++|['’\u00a0\u2009\u202f][0-9]{3}(?![0-9]))*+"
VULGAR: Final = MappingProxyType(
    {
        "½": Decimal("0.5"),
        "¼": Decimal("0.25"),
        "¾": Decimal("0.75"),
        "⅓": Decimal("0.3333"),
        "⅔": Decimal("0.6667"),
        "⅕": Decimal("0.2"),
        "⅖": Decimal("0.4"),
        "⅗": Decimal("0.6"),
        "⅘": Decimal("0.8"),
        "⅙": Decimal("0.1667"),
        "⅚": Decimal("0.8333"),
        "⅛": Decimal("0.125"),
        "⅜": Decimal("0.375"),
        "⅝": Decimal("0.625"),
        "⅞": Decimal("0.875"),
        "⅒": Decimal("0.1"),
    }
)
_RUN: Final = re.compile(RUN)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[,'’\u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
_LAKH: Final = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_DOT_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_AMBIGUOUS: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA_DECIMAL: Final = re.compile(r"[0-9]+,[0-9]{1,2}")
_SPACED_GROUPS: Final = re.compile(r"(?: [0-9]{3}(?![0-9.,])){1,4}(?! ?[0-9])")
_SPACES: Final = "\u00a0\u2009\u202f"
_NOT_NUMBER: Final = re.compile(r"[^0-9.]")
_WORD_TOKEN: Final = re.compile(r"[\s-]?([A-Za-z]{1,12})(?![A-Za-z])")
_AND_PART: Final = re.compile(r" and (?:a (half|quarter)|(three)[ -]quarters)\b(?! of)", re.IGNORECASE)
_SCALE_WORD: Final = re.compile(
    r"\+?[\s-]{0,2}(?:(hundred) )?(hundred|dozen|thousand|million|billion|trillion)\b", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"([ \u00a0\u2009\u202f]?)([^\W\d_]{1,3})(?![\w$])")
_CURRENCY_BEFORE: Final = re.compile(
    r"(?:(?<![A-Za-z])(?:US|AU|CA|HK|NZ|[ACSR])?\$|[€£¥₹₩]|(?<![A-Za-z])(?:[A-Z]{3}|Rs\.?)(?:\$|(?=\s|$)))"
    r"\s?$"
)
_CURRENCY_ENDS: Final = frozenset("$€£¥₹₩.sABCDEFGHIJKLMNOPQRSTUVWXYZ")
_UNIT: Final = re.compile(
    r"(?P<gap>[ \t\u00a0\u2009\u202f]{0,2}|\s{1,2}|-)"
    r"(?P<a>%(?:[- ]points?\b)?|[％‰×€£]|°\s?[CF]?(?!\w)|(?:p\.p\.|pct\.)"
    r"|[^\W\d_]{1,24}(?:/[^\W\d_]{1,12})?[²³]?\$?)"
    r"(?:(?P<joint>[ \u00a0-])(?P<b>[^\W\d_]{1,24})(?: (?P<c>[^\W\d_]{1,24}))?)?"
)
_PART_VALUES: Final = MappingProxyType({"half": "0.5", "quarter": "0.25", "three": "0.75"})
# Longer runs of digits are identifiers.
_MAX_RUN: Final = 24


def read_term(text: str, start: int, floor: int) -> Term | None:
    """Read number, sign, currency, scale and unit at `start`; None for what is no number.

    Nothing before `floor`, the end of the quantity before, is taken in.
    """
    term = read_number(text, start)
    if term is None:
        return None
    term = _with_sign(text, _with_currency(text, term, floor), floor)
    term = with_scale(text, term)
    if term.unit is None:
        term = with_unit(text, term)
    follows = text[term.end : term.end + 1]
    if follows.isalnum() or follows == "_":
        return None
    return term


def read_number(text: str, start: int) -> Term | None:
    """Read the bare number at `start`, in digits or in words."""
    first = text[start : start + 1]
    if first in VULGAR:
        return Term(start, start + 1, VULGAR[first], form="decimal", raw=first)
    return _read_digits(text, start) if first.isdecimal() else _read_number_words(text, start)


# --- digits --------------------------------------------------------------------------------------


def _read_digits(text: str, start: int) -> Term | None:
    """Read a number in digits, with either kind of thousands separator."""
    match = _RUN.match(text, start)
    if match is None or len(match.group()) > _MAX_RUN:
        return None
    run, end = match.group(), match.end()
    cut = next((i for i, char in enumerate(run) if char in _SPACES or char in "'’"), None)
    if cut is not None and not _GROUPED.fullmatch(run):
        run, end = run[:cut], start + cut
    if len(run) <= 3 and (groups := _SPACED_GROUPS.match(text, end)) and _is_grouping(text, start, groups):
        run, end = text[start : groups.end()].replace(" ", ","), groups.end()
    term = _parse_run(run, start, end)
    part = VULGAR.get(text[end : end + 1])
    if term and part is not None and term.form == "int":
        return replace(term, end=end + 1, number=term.number + part, form="decimal")
    return term


def _is_grouping(text: str, start: int, groups: re.Match[str]) -> bool:
    """Whether digits grouped by plain spaces are one number: two groups, or a noun that follows."""
    before = text[max(0, start - 2) : start]
    if before[-1:] == "+" or before[:1].isdecimal():
        # A telephone number, or the cells of a row.
        return False
    if len(groups.group()) > 4:
        return True
    after = WORD_AFTER.match(text, groups.end())
    return after is not None and after.group(1).islower()


def _parse_run(run: str, start: int, end: int) -> Term | None:
    """Decide what a run of digits, points and commas means; None where it is no number."""
    if run.isdigit():
        identifier = len(run) > 1 and run[0] == "0"
        return None if identifier else Term(start, end, Decimal(run), raw=run)
    form, plain = "decimal", run
    if _GROUPED.fullmatch(run) or _LAKH.fullmatch(run):
        form, plain = "grouped", _NOT_NUMBER.sub("", run)
    elif _AMBIGUOUS.fullmatch(run):
        form = "ambiguous"
    elif _DOT_GROUPED.fullmatch(run):
        form, plain = "grouped", run.replace(".", "").replace(",", ".")
    elif _COMMA_DECIMAL.fullmatch(run):
        plain = run.replace(",", ".")
    elif run.count(".") != 1 or "," in run:
        return None
    number = Term(start, end, Decimal(plain), raw=run)
    if form == "grouped":
        return replace(number, form="grouped")
    return replace(number, form="ambiguous" if form == "ambiguous" else "decimal")


# --- words ---------------------------------------------------------------------------------------


def _read_number_words(text: str, start: int) -> Term | None:
    """Read a number in words: "fifty-eight", "two hundred and five thousand", "a dozen"."""
    total = group = 0
    position, end, last, scaled = start, start, "", False
    for _ in range(12):
        token = _WORD_TOKEN.match(text, position)
        word = token.group(1).lower() if token else ""
        if token and word == "and" and last in words.SCALES:
            position = token.end()
            continue
        step = _number_step(word, last, total, group)
        if token is None or step is None:
            break
        (total, group), last = step, word
        position = end = token.end()
        scaled = scaled or word in ("hundred", "thousand", "million", "billion", "trillion")
    if end == start:
        return None
    number = Decimal(1) if last in ("a", "an") else Decimal(total + group)
    return Term(start, end, number, form="word", scaled=scaled, raw=last)


def _number_step(word: str, last: str, total: int, group: int) -> tuple[int, int] | None:
    """Total and current group after one more number word, or None where it cannot follow."""
    fresh = last == "" or last in words.SCALES
    if word in words.ONES:
        fits = fresh or (last in words.TENS and 0 < words.ONES[word] < 10)
        return (total, group + words.ONES[word]) if fits else None
    if word in words.TENS:
        return (total, group + words.TENS[word]) if fresh else None
    if word in ("a", "an"):
        return (0, 0) if last == "" else None
    scale = words.SCALES.get(word, 0)
    if not scale or last == "" or (scale <= 100 and group >= scale) or (scale > 100 and total and not group):
        return None
    return (total, (group or 1) * scale) if scale <= 100 else (total + (group or 1) * scale, 0)


# --- sign, currency, scale, unit -----------------------------------------------------------------


def _with_sign(text: str, term: Term, floor: int) -> Term:
    """Take in a plus or minus sign that stands directly before the number or its currency."""
    at = term.start - 1
    if at < floor or text[at] not in "+-−–":
        return term
    if at > floor and (text[at - 1].isalnum() or text[at - 1] in "+/%)-−–"):
        return term
    if text[at] == "+":
        return replace(term, start=at, direction="up")
    return replace(term, start=at, number=-term.number, direction="down")


def _with_currency(text: str, term: Term, floor: int) -> Term:
    """Take in a currency sign or code before the number."""
    if text[max(floor, term.start - 2) : term.start].strip()[-1:] not in _CURRENCY_ENDS:
        return term
    sign = _CURRENCY_BEFORE.search(text, max(floor, term.start - 6), term.start)
    code = words.CURRENCY_SIGNS.get(sign.group().strip()) if sign else None
    if sign is None or code is None:
        return term
    return replace(term, start=sign.start(), unit=f"currency:{code}")


def with_scale(text: str, term: Term) -> Term:
    """Take in "million", "bn", "k" and a trailing "and a half"."""
    factor, end = 1, term.end
    scale = _SCALE_WORD.match(text, term.end)
    if scale and (term.form != "word" or scale.group(2).lower() in ("million", "billion", "trillion")):
        factor = words.SCALES[scale.group(2).lower()] * (100 if scale.group(1) else 1)
        end = scale.end()
    elif term.form != "word":
        factor, end = _scale_letters(text, term)
    if part := _AND_PART.match(text, end):
        name = (part.group(1) or part.group(2)).lower()
        term = replace(term, number=term.number + Decimal(_PART_VALUES[name]))
        end = part.end()
    if factor == 1:
        return replace(term, end=end)
    form = "decimal" if term.form == "ambiguous" else term.form
    return replace(term, end=end, factor=term.factor * factor, scaled=True, form=form)


def _scale_letters(text: str, term: Term) -> tuple[int, int]:
    """The factor of letters such as "bn" after a number, and where they end; 1 if there are none."""
    letters = _LETTERS.match(text, term.end)
    if letters is None:
        return 1, term.end
    spaced, name = letters.groups()
    factor = words.SCALE_LETTERS.get(name)
    # "5 m" is a length and "5 K" a temperature, but "$5 m" is money.
    apart = name in words.SPACED_SCALE_LETTERS or (term.unit is not None and name in ("m", "M", "B"))
    if factor is None or (spaced and not apart):
        return 1, term.end
    return factor, letters.end()


def with_unit(text: str, term: Term) -> Term:
    """Take in the unit after the number: the longest of one to three words that the tables know."""
    match = _UNIT.match(text, term.end)
    if match is None:
        return term
    gap = match.group("gap")
    for name, end in _unit_names(match):
        row = words.UNIT_SYMBOLS.get(name) or words.UNIT_WORDS.get(name.lower())
        if row is None or (gap == "" and name.lower() in words.UNIT_SPACED_ONLY):
            continue
        if name in ("x", "s", "h", "m", "g") and (gap == "-" or (name == "s" and term.number > 120)):
            # "10-x" is a name; "1990s" and "747s" are plurals.
            continue
        unit, factor = row
        if unit == "mass:pound" and term.scaled:
            unit = "currency:GBP"
        ambiguous = term.form == "ambiguous" and not unit.startswith("currency")
        form = "decimal" if ambiguous else term.form
        return replace(term, end=end, unit=unit, factor=term.factor * factor, form=form)
    return _with_points(text, term, match)


def _unit_names(match: re.Match[str]) -> list[tuple[str, int]]:
    """The readings of the words after a number as a unit, longest first, with their ends."""
    a, joint, b, c = match.group("a", "joint", "b", "c")
    names = [(a, match.end("a"))]
    if b:
        names.insert(0, (f"{a}{'-' if joint == '-' else ' '}{b}", match.end("b")))
    if b and c:
        names.insert(0, (f"{a} {b} {c}", match.end("c")))
    if "/" in a:
        names.append((a.partition("/")[0], match.start("a") + a.index("/")))
    return names


def _with_points(text: str, term: Term, match: re.Match[str]) -> Term:
    """Read "12 points" as percentage points where something rose, fell, or is a margin of error."""
    if match.group("a").lower() not in ("point", "points", "pts"):
        return term
    point = replace(term, end=match.end("a"), unit="percentage_point")
    if term.direction or is_margin(text, term.start):
        return point
    return point if direction_of(text, point, words_before(text, term.start)) else term
