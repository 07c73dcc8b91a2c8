"""Read a bare number where one begins, in digits or in words, without sign, scale or unit."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from assistant.quantities import units, words
from assistant.quantities.context import WORD_AFTER, Form, Term

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
# Tokenised text sets a space after the separator: "10, 000", "4. 5 %".
_COMMA_GROUPS: Final = re.compile(r"(?:, [0-9]{3}(?![0-9])){1,4}(?!,? ?[0-9]|(?:,| ,)? (?:and|or) [0-9])")
# Wikipedia text of one common corpus: "1 @,@ 300 ft", "48 @.@ 4 %".
_AT_GROUPED: Final = re.compile(r"(?: @,@ [0-9]{3}(?![0-9])){1,4}(?: @\.@ [0-9]{1,6})?| @\.@ [0-9]{1,6}")
_POINT_APART: Final = re.compile(
    r"\. ?([0-9]{1,2})(?= ?%| (?:percent|per cent|pct|million|billion|trillion)\b)", re.IGNORECASE
)
_MIXED: Final = re.compile(r"[ -]([0-9]{1,2})/([0-9]{1,2})(?![\w/]|\.[0-9])")
_SLASHED: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?![\w/]|\.[0-9])")
_DENOMINATORS: Final = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64})
# "EN 301 549" names a standard, "EUR 301 549" is money.
_STANDARD: Final = re.compile(
    r"\b(?!(?:USD|EUR|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CAD|AUD|RUB|CZK|HUF)\b)[A-Z]{2,5} $"
)
_SPACES: Final = "\u00a0\u2009\u202f"
_NOT_NUMBER: Final = re.compile(r"[^0-9.]")
_WORD_TOKEN: Final = re.compile(r"[\s-]?([A-Za-z]{1,12})(?![A-Za-z])")
_POINT_WORDS: Final = re.compile(
    r"\spoint((?:\s(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)){1,6})"
    r"(?=\s(?:million|billion|trillion|thousand|percent|per cent|%|times)\b|\s?%)",
    re.IGNORECASE,
)
# "the twenty-ninth edition" orders and counts nothing.
_ORDINAL: Final = re.compile(
    r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", re.IGNORECASE
)
# Longer runs of digits are identifiers.
_MAX_RUN: Final = 24


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
    if match is None or len(match[0]) > _MAX_RUN:
        return None
    run, end = match[0], match.end()
    if not run.isdigit():
        cut = next((i for i, char in enumerate(run) if char in _SPACES or char in "'’"), None)
        if cut is not None and not _GROUPED.fullmatch(run):
            run, end = run[:cut], start + cut
    if text[start - 1 : start] == "." and start and run.isdigit() and text[end : end + 1] != ".":
        # ".5 %": what stands before the point was looked at by the caller.
        return Term(start - 1, end, Decimal(f"0.{run}"), form="decimal", raw=run)
    follows = text[end : end + 2]
    if follows == " @" and run.isdigit() and (groups := _AT_GROUPED.match(text, end)):
        digits = f"{run}{groups[0].replace(' @,@ ', '').replace(' @.@ ', '.')}"
        return Term(
            start, groups.end(), Decimal(digits), form="decimal" if "." in digits else "grouped", raw=digits
        )
    if follows[:1] in (" ", ",", ".", "-") and follows[:1]:
        joined = _read_apart(text, start, end, run)
        if joined is not None:
            return joined
    term = _parse_run(run, start, end)
    if term and term.form == "int" and follows[:1] in VULGAR:
        return term._replace(end=end + 1, number=term.number + VULGAR[follows[:1]], form="decimal")
    return term


def _read_apart(text: str, start: int, end: int, run: str) -> Term | None:
    """Read a number whose parts stand apart: "12 500", "40, 000", "4. 5 %", "14 1/2"."""
    if len(run) > 3 or not run.isdigit() or (run[0] == "0" and run != "0"):
        return None
    if run[0] != "0":
        if (groups := _SPACED_GROUPS.match(text, end)) and _is_grouping(text, start, groups):
            digits = text[start : groups.end()].replace(" ", "")
            return Term(start, groups.end(), Decimal(digits), form="grouped", raw=digits)
        if (groups := _COMMA_GROUPS.match(text, end)) and _is_comma_grouping(text, start, groups):
            digits = text[start : groups.end()].replace(", ", "")
            return Term(start, groups.end(), Decimal(digits), form="grouped", raw=digits)
        if (part := _MIXED.match(text, end)) and (share := _slashed(part)):
            return Term(start, part.end(), Decimal(run) + share, form="decimal", raw=run)
    if text[end] == "." and (part := _POINT_APART.match(text, end)):
        return Term(start, part.end(), Decimal(f"{run}.{part[1]}"), form="decimal", raw=run)
    return None


def _slashed(match: re.Match[str]) -> Decimal | None:
    """The value of "3/4" with four decimals, None where it is no common fraction."""
    over, under = int(match[1]), int(match[2])
    if not 0 < over < under or under not in _DENOMINATORS:
        return None
    share = Decimal(over) / under
    return share if share * 10_000 == int(share * 10_000) else round(share, 4)


def read_slashed(text: str, start: int) -> Term | None:
    """Read "3/4" as a number, for a unit that follows it: "3/4 mile"."""
    match = _SLASHED.match(text, start)
    share = _slashed(match) if match else None
    if match is None or share is None:
        return None
    return Term(start, match.end(), share, form="decimal", raw=match[0])


def _is_grouping(text: str, start: int, groups: re.Match[str]) -> bool:
    """Whether digits grouped by plain spaces are one number: two groups, or a noun that follows."""
    before = text[max(0, start - 2) : start]
    if before[-1:] == "+" or before[:1].isdecimal():
        # A telephone number, or the cells of a row.
        return False
    if _STANDARD.search(text, max(0, start - 9), start):
        return False
    if len(groups[0]) > 4:
        return True
    after = WORD_AFTER.match(text, groups.end())
    return after is not None and (after[1].islower() or after[1].rstrip(".,") in units.UNIT_SYMBOLS)


def _is_comma_grouping(text: str, start: int, groups: re.Match[str]) -> bool:
    """Whether "10, 000" is one number of tokenised text, and not two of a list."""
    before = text[max(0, start - 24) : start]
    if before[-2:-1].isdigit() or before[-3:-2].isdigit():
        return False
    if groups[0].endswith("000") or before.rstrip()[-1:] in tuple("$€£¥"):
        return True
    last = before.split()[-1:] or [""]
    if last[0].lower() in ("of", "in", "group", "phase", "step", "table", "figure", "section", "age", "ages"):
        return False
    after = WORD_AFTER.match(text, groups.end())
    noun = (
        after is not None and after[1].islower() and after[1] not in ("were", "was", "are", "is", "and", "or")
    )
    return noun and not last[0][:1].isupper()


def _parse_run(run: str, start: int, end: int) -> Term | None:
    """Decide what a run of digits, points and commas means; None where it is no number."""
    if run.isdigit():
        identifier = len(run) > 1 and run[0] == "0"
        return None if identifier else Term(start, end, Decimal(run), raw=run)
    form, plain = _plain_form(run)
    return Term(start, end, Decimal(plain), form=form, raw=run) if plain else None


def _plain_form(run: str) -> tuple[Form, str]:
    """What separators in a number are, and the number without those that group; empty where it is none."""
    if _GROUPED.fullmatch(run) or _LAKH.fullmatch(run):
        return "grouped", _NOT_NUMBER.sub("", run)
    if _AMBIGUOUS.fullmatch(run):
        return "ambiguous", run
    if _DOT_GROUPED.fullmatch(run):
        return "grouped", run.replace(".", "").replace(",", ".")
    if _COMMA_DECIMAL.fullmatch(run):
        return "decimal", run.replace(",", ".")
    return "decimal", run if run.count(".") == 1 and "," not in run else ""


# --- words ---------------------------------------------------------------------------------------


def _read_number_words(text: str, start: int) -> Term | None:
    """Read a number in words: "fifty-eight", "two hundred and five thousand", "a dozen"."""
    total = group = 0
    position, end, last, scaled = start, start, "", False
    for _ in range(12):
        token = _WORD_TOKEN.match(text, position)
        word = token[1].lower() if token else ""
        if token and word == "and" and last in words.SCALES:
            position = token.end()
            continue
        if token and last == "" and word in words.SCALES:
            # "the past thousand years": asked for by the caller.
            return Term(start, token.end(), Decimal(words.SCALES[word]), form="word", scaled=True, raw=word)
        step = _number_step(word, last, total, group)
        if token is None or step is None:
            break
        (total, group), last = step, word
        position = end = token.end()
        scaled = scaled or (word in words.SCALES and word != "dozen")
    if end == start or (last in words.TENS and _ORDINAL.match(text, end)):
        return None
    number = Decimal(1) if last in ("a", "an") else Decimal(total + group)
    if not scaled and last in words.ONES and (point := _POINT_WORDS.match(text, end)):
        digits = "".join(str(words.ONES.get(word.lower(), 0)) for word in point[1].split())
        return Term(start, point.end(), Decimal(f"{number}.{digits}"), form="decimal", raw=last)
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
