"""Find, normalise and compare quantities in text. Pure, without a model, linear in the text.

A single regular expression finds the places where a quantity may begin (a digit, a number word,
"half", "doubled"); at each the reader looks a bounded way back and ahead, and decides by the tables
of `quantity_words`. Numbers that only name something (years, versions, pages, "5G", "Fortune 500")
are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, Literal

from assistant import quantity_words as words
from assistant.schema import Qualifier, Quantity

_NUMBER_WORD: Final = "|".join(sorted((*words.ONES, *words.TENS), key=len, reverse=True))
_SEED: Final = re.compile(
    r"(?P<skip>https?://\S*+|www\.\S*+|(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?(?!\d)"
    r"|(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<run>[0-9]++(?:[.,][0-9]++|['’\u00a0\u2009\u202f][0-9]{3}(?![0-9]))*+)"
    r"|(?P<vulgar>[¼-¾⅐-⅞])"
    r"|\b(?:(?P<half>half)"
    r"|(?P<times>twice|thrice|doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|trebled"
    r"|quadrupl(?:ed?|ing)|quintupled|halv(?:ed|ing)"
    rf"|(?:{_NUMBER_WORD}|hundred|thousand)-?fold)"
    rf"|(?P<word>(?:{_NUMBER_WORD})"
    r"|an?(?=[\s-](?:hundred|thousand|million|billion|trillion|dozen|third|quarter|fourth|fifth"
    r"|sixth|seventh|eighth|ninth|tenth|twentieth)\b)))(?![^\W_])",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[,'’\u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
_LAKH: Final = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_DOT_GROUPED: Final = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:\.[0-9]{3}){2,},[0-9]+"
)
_AMBIGUOUS: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA_DECIMAL: Final = re.compile(r"[0-9]+,[0-9]{1,2}")
_SPACED_GROUPS: Final = re.compile(r"(?: [0-9]{3}(?![0-9]))+(?=[ %\n]|$)")
_TOKEN: Final = re.compile(r"[\s-]?([A-Za-z]+)")
_AND_HALF: Final = re.compile(r" and (?:a (half|quarter)|(three)[ -]quarters)\b(?! of)", re.IGNORECASE)
_SCALE_WORD: Final = re.compile(
    r"[\s-]{0,2}(hundred thousand|hundred million|hundred|dozen|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"([^\W\d_]+)(?![\w$])")
_CURRENCY_BEFORE: Final = re.compile(
    r"(?:(?<![A-Za-z])(?:US|AU|CA|HK|NZ|[ACSR])?\$|[€£¥₹₩]|(?<![A-Za-z])(?:[A-Z]{3}|Rs\.?)(?:\$|(?=\s)))\s?$"
)
_UNIT: Final = re.compile(
    r"(?P<gap>[ \t\u00a0\u2009\u202f]{0,2}|\s{1,2}|-)"
    r"(?P<a>%(?:-points\b| points\b)?|[％‰×€£]|°\s?[CF]?\b|(?:p\.p\.|pct\.)|[^\W\d_]+(?:/[^\W\d_]+)?[²³]?\$?)"
    r"(?:[ \u00a0-](?P<b>[^\W\d_]+)(?:[ \u00a0](?P<c>[^\W\d_]+))?)?"
)
_BLOB: Final = re.compile(r"\w*+(?:[-./:@]\w++)*+")
_WORD_BEFORE: Final = re.compile(r"\S+")
_WORD_AFTER: Final = re.compile(r"(?:[ \t\u00a0\u2009\u202f]{1,2}|\s?\n\s?)([^\W\d_][\w’'&/+.-]*)")
_RANGE_LINK: Final = re.compile(r"(\s?[-–—‑]\s?|\s(?:to|through|until)\s|-to-|\s(?:and)\s|\sor\s)")
_LIST_UNIT: Final = re.compile(
    r"(?:(?:, (?:and |or )?| (?:and|or|versus|vs\.?|against|to) )[0-9]{1,3}(?:\.[0-9]+)?(?![0-9])){1,4}"
    r"\s?(?:%|per ?cent)"
)
_IN_RATIO: Final = re.compile(r" (?:in|out of)(?: every)? (?=[a-z0-9])", re.IGNORECASE)
_SCORE: Final = re.compile(r" ?(?:/ ?| out of (?:a possible )?)([0-9]{1,4}|five|ten)\b(?![.,/%-]?[0-9%])")
_RATE: Final = re.compile(
    r"(?:\s?(?P<slash>/)|\s(?P<per>per|an?|each|every)\s)(?P<scale>(?:million|thousand|billion|[0-9][0-9,]*) )?"
    r"(?P<head>[A-Za-z]+)"
)
_AFTER_QUALIFIER: Final = re.compile(
    r"\+(?![\d/-])|-plus\b|\splus\b(?= [a-z])"
    r"|\s(?:or (?:more|above|higher|over|longer|greater|so|thereabouts|less|fewer|below|under)"
    r"|and (?:above|more|over))\b(?! than)"
)
_MARGIN: Final = re.compile(r"(?:±|\+\s?/?\s?[-−–]|plus or minus|plus/minus|margin of error)[\w\s:,]{0,24}$")
_SAMPLE: Final = re.compile(r"(?<![\w])[nN]\s?[=:]\s?$")
_LOOK_BACK: Final = 72
_MAX_RUN: Final = 24
_HYPHENS: Final = "-‑–"


@dataclass(frozen=True, slots=True)
class _Term:
    """A number with its sign, scale and unit, before it is known whether it is a quantity."""

    start: int
    number: int
    end: int
    value: Decimal | None
    unit: str | None = None
    form: Literal["int", "grouped", "decimal", "ambiguous", "word"] = "int"
    scaled: bool = False
    sign: words.Direction | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class _Before:
    """The words before a number in its own clause, nearest last, with their offsets."""

    at: tuple[int, ...]
    words: tuple[str, ...]
    raw: tuple[str, ...]

    def last(self, back: int = 1) -> str:
        """The word `back` places before the number, in lower case, or an empty string."""
        return self.words[-back] if len(self.words) >= back else ""


def find_quantities(text: str) -> list[Quantity]:
    """Read the quantities of a text, in order of position, their spans exact and disjoint.

    Any string gives a list. Values stand in the base of their unit; a share in words is a `ratio`, a
    notation with two readings has the value None. See `assistant.schema.Quantity`.
    """
    found: list[Quantity] = []
    position = floor = 0
    while seed := _SEED.search(text, position):
        if seed.lastgroup == "skip":
            position = max(seed.end(), seed.start() + 1)
            continue
        quantity, position = _read_at(text, seed, floor)
        if quantity is not None:
            found.append(quantity)
            floor = quantity.end
    return found


# --- one place -----------------------------------------------------------------------------------


def _read_at(text: str, seed: re.Match[str], floor: int) -> tuple[Quantity | None, int]:
    """Read the quantity that a seed may begin; also where the search goes on."""
    start = seed.start()
    if seed.lastgroup == "half":
        quantity = _half(text, start, floor)
        return quantity, quantity.end if quantity else seed.end()
    if seed.lastgroup == "times":
        quantity = _times_word(text, seed, floor)
        return quantity, quantity.end if quantity else seed.end()
    if seed.lastgroup == "run" and _inside_identifier(text, start):
        return None, _past_blob(text, start)
    term = _term(text, start, floor)
    if term is None:
        return None, max(seed.end(), _past_blob(text, start))
    for reader in (_fraction, _score, _share):
        share = reader(text, term)
        if share is not None:
            quantity = _finish(text, share, None, floor)
            return quantity, quantity.end
    first, high = _range(text, term, floor)
    if first.unit is None:
        return _bare(text, first, high, floor)
    quantity = _finish(text, first, high, floor)
    return quantity, quantity.end


def _past_blob(text: str, start: int) -> int:
    """The end of the identifier-like run of characters at `start`, at least one further."""
    blob = _BLOB.match(text, start)
    return max(start + 1, blob.end() if blob else 0)


def _inside_identifier(text: str, start: int) -> bool:
    """Whether the digit at `start` continues a name, a path, a version or a date."""
    before = text[max(0, start - 3) : start]
    if not before:
        return False
    last, previous = before[-1], before[-2:-1]
    if last.isalpha():
        # "US$5" never comes here; "EUR5" and "n=5" do not name anything.
        return text[max(0, start - 3) : start] not in words.CURRENCY_SIGNS
    if last in "_#@\\&":
        return True
    if last == "/":
        return previous.isalnum() or previous in ("/", ".")
    if last == "." or last in _HYPHENS:
        return previous.isalnum()
    return last == ":" and previous.isdigit()


def _before(text: str, at: int, floor: int) -> _Before:
    """The words of the last few dozen characters before `at`."""
    left = max(floor, at - _LOOK_BACK)
    window = text[left:at]
    matches = list(_WORD_BEFORE.finditer(window))
    if left > floor and matches and matches[0].start() == 0:
        matches = matches[1:]
    raw = tuple(m.group() for m in matches)
    return _Before(
        at=tuple(
            left + m.start() + len(w) - len(w.lstrip("([{“”\"'‘*_")) for m, w in zip(matches, raw, strict=True)
        ),
        words=tuple(w.lstrip("([{“”\"'‘*_").lower() for w in raw),
        raw=raw,
    )


# --- numbers -------------------------------------------------------------------------------------


def _term(text: str, start: int, floor: int) -> _Term | None:
    """Read number, sign, currency, scale and unit at `start`; None for an identifier."""
    number = _digits(text, start) if text[start].isdigit() or text[start] in "¼½¾" else None
    number = number or _vulgar(text, start) or _number_words(text, start)
    if number is None:
        return None
    term = _with_sign(text, _with_currency(text, number, floor), floor)
    term = _with_scale(text, term)
    if term.unit is None:
        term = _with_unit(text, term)
    elif term.value is not None and text[term.end : term.end + 1] == "%":
        return None
    follows = text[term.end : term.end + 1]
    if follows.isalnum() or follows == "_":
        return None
    if term.form == "ambiguous" and (term.scaled or term.unit is not None) and not _money(term):
        return replace(term, value=_scaled_value(term), form="decimal")
    return term


def _money(term: _Term) -> bool:
    return not term.scaled and (term.unit or "").startswith("currency")


def _scaled_value(term: _Term) -> Decimal:
    """The value of an ambiguous "1.234" once its unit shows that the point is decimal."""
    return _clean(Decimal(term.raw) * (term.value or Decimal(1)))


def _digits(text: str, start: int) -> _Term | None:
    """Read a number in digits, with either kind of thousands separator."""
    seed = _SEED.match(text, start)
    if seed is None or seed.lastgroup != "run":
        return None
    run, end = seed.group(), seed.end()
    if len(run) > _MAX_RUN:
        return None
    cut = next((i for i, char in enumerate(run) if char in "\u00a0\u2009\u202f'’"), None)
    if cut is not None and not _GROUPED.fullmatch(run):
        run, end = run[:cut], start + cut
    if len(run) <= 3 and (groups := _SPACED_GROUPS.match(text, end, end + 16)) and _thin(text, groups):
        run, end = text[start : groups.end()].replace(" ", ","), groups.end()
    term = _parse_run(run, start, end)
    if term and (vulgar := text[end : end + 1]) in _VULGAR and vulgar and term.form == "int":
        return replace(term, end=end + 1, value=(term.value or 0) + _VULGAR[vulgar], form="decimal")
    return term


def _thin(text: str, groups: re.Match[str]) -> bool:
    """Whether digits grouped by plain spaces are one number: two groups, or a noun that follows."""
    if len(groups.group()) > 4:
        return True
    after = _WORD_AFTER.match(text, groups.end())
    return after is not None and after.group(1).islower()


def _parse_run(run: str, start: int, end: int) -> _Term | None:
    """Decide what a run of digits, points and commas means; None where it is no number."""
    term = _Term(start, start, end, None, raw=run)
    if run.isdigit():
        return None if len(run) > 1 and run[0] == "0" else replace(term, value=Decimal(run))
    if _GROUPED.fullmatch(run) or _LAKH.fullmatch(run):
        plain = re.sub(r"[^0-9.]", "", run)
        return replace(term, value=Decimal(plain), form="grouped")
    if _AMBIGUOUS.fullmatch(run):
        return replace(term, form="ambiguous")
    if run.count(".") == 1 and "," not in run:
        return replace(term, value=Decimal(run), form="decimal")
    if _DOT_GROUPED.fullmatch(run):
        plain = run.replace(".", "").replace(",", ".")
        return replace(term, value=Decimal(plain), form="grouped")
    if _COMMA_DECIMAL.fullmatch(run):
        return replace(term, value=Decimal(run.replace(",", ".")), form="decimal", raw="1,5")
    return None


_VULGAR: Final = {
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
    "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"),
    "⅝": Decimal("0.625"),
    "⅞": Decimal("0.875"),
    "⅒": Decimal("0.1"),
}


def _vulgar(text: str, start: int) -> _Term | None:
    value = _VULGAR.get(text[start])
    return None if value is None else _Term(start, start, start + 1, value, form="decimal")


def _number_words(text: str, start: int) -> _Term | None:
    """Read a number in words: "fifty-eight", "two hundred and five thousand", "a dozen"."""
    total = current = Decimal(0)
    position, end, last = start, start, ""
    for _ in range(12):
        token = _TOKEN.match(text, position)
        if token is None:
            break
        word = token.group(1).lower()
        if word == "and" and last in words.SCALES:
            position = token.end()
            continue
        step = _number_step(word, last, total, current)
        if step is None:
            break
        total, current = step
        position = end = token.end()
        last = word
    if end == start:
        return None
    scaled = any(scale in text[start:end].lower() for scale in ("thousand", "illion", "hundred"))
    if last in ("a", "an"):
        return _Term(start, start, end, Decimal(1), form="word", raw="a")
    return _Term(start, start, end, total + current, form="word", scaled=scaled, raw=last)


def _number_step(
    word: str, last: str, total: Decimal, current: Decimal
) -> tuple[Decimal, Decimal] | None:
    """Total and current group after one more number word, or None where it cannot follow."""
    after_scale = last in words.SCALES or last == ""
    if word in words.ONES:
        fits = after_scale or (last in words.TENS and 0 < words.ONES[word] < 10)
        return (total, current + words.ONES[word]) if fits else None
    if word in words.TENS:
        return (total, current + words.TENS[word]) if after_scale else None
    if word in ("a", "an"):
        return (total, Decimal(0)) if last == "" else None
    scale = words.SCALES.get(word)
    if scale is None or last == "":
        return None
    if scale <= 100:
        return (total, (current or Decimal(1)) * scale) if scale > current else None
    return total + (current or (total and Decimal(0)) or Decimal(1)) * scale, Decimal(0)


def _with_sign(text: str, term: _Term, floor: int) -> _Term:
    """Take in a plus or minus sign that stands directly before the number or its currency."""
    at = term.start - 1
    if at < floor or text[at] not in "+-−–":
        return term
    if at > floor and (text[at - 1].isalnum() or text[at - 1] in "+/%)-−–"):
        return term
    if text[at] == "+":
        return replace(term, start=at, sign="up")
    value = None if term.value is None else -term.value
    return replace(term, start=at, value=value, sign="down")


def _with_currency(text: str, term: _Term, floor: int) -> _Term:
    """Take in a currency sign or code before the number."""
    left = max(floor, term.start - 6)
    sign = _CURRENCY_BEFORE.search(text, left, term.start)
    if sign is None:
        return term
    code = words.CURRENCY_SIGNS.get(sign.group().strip())
    return term if code is None else replace(term, start=sign.start(), unit=f"currency:{code}")


def _with_scale(text: str, term: _Term) -> _Term:
    """Take in "million", "bn", "k" and a trailing "and a half"."""
    factor, end = 1, term.end
    scale = _SCALE_WORD.match(text, term.end)
    if scale and term.form != "word":
        factor = 1
        for word in scale.group(1).lower().split():
            factor *= words.SCALES[word]
        end = scale.end()
    elif scale and scale.group(1).lower() in ("million", "billion", "trillion"):
        factor, end = words.SCALES[scale.group(1).lower()], scale.end()
    elif term.form != "word":
        factor, end = _scale_letters(text, term)
    if half := _AND_HALF.match(text, end):
        part = {"half": "0.5", "quarter": "0.25"}.get((half.group(1) or "").lower(), "0.75")
        if term.value is not None:
            term = replace(term, value=term.value + Decimal(part))
        end = half.end()
    if factor == 1:
        return replace(term, end=end, value=None if term.value is None else _clean(term.value))
    if term.form == "ambiguous":
        return replace(term, end=end, value=Decimal(factor), scaled=True)
    value = None if term.value is None else _clean(term.value * factor)
    return replace(term, end=end, value=value, scaled=True)


def _scale_letters(text: str, term: _Term) -> tuple[int, int]:
    """The factor of letters such as "bn" after a number, and where they end; 1 if there are none."""
    at, money = term.end, term.unit is not None
    spaced = text[at : at + 1] in (" ", "\u00a0", "\u202f", "\u2009") and bool(text[at : at + 1])
    letters = _LETTERS.match(text, at + spaced)
    if letters is None:
        return 1, at
    name = letters.group(1)
    factor = words.SCALE_LETTERS.get(name)
    if factor is None or (spaced and not money and name not in words.SPACED_SCALE_LETTERS):
        return 1, at
    if spaced and name in ("k", "K", "t", "T", "b"):
        return 1, at
    return factor, letters.end()


def _with_unit(text: str, term: _Term) -> _Term:
    """Take in the unit after the number: the longest of one to three words that the tables know."""
    match = _UNIT.match(text, term.end)
    if match is None:
        return term
    gap, a, b, c = match.group("gap", "a", "b", "c")
    joined = text[match.end("a") : match.end("a") + 1]
    candidates = [(a, match.end("a"))]
    if b:
        candidates.insert(0, (f"{a}{joined if joined == '-' else ' '}{b}", match.end("b")))
    if b and c:
        candidates.insert(0, (f"{a} {b} {c}", match.end("c")))
    if "/" in a:
        candidates.append((a.split("/")[0], match.start("a") + a.index("/")))
    for name, end in candidates:
        row = words.UNIT_SYMBOLS.get(name) or words.UNIT_WORDS.get(name.lower())
        if row is None or (gap == "" and name.lower() in words.UNIT_SPACED_ONLY):
            continue
        if gap == "-" and row[0] == "multiple" and name == "x":
            continue
        unit, factor = row
        if unit == "mass:pound" and term.scaled:
            unit = "currency:GBP"
        if term.form == "ambiguous":
            return replace(term, end=end, unit=unit, value=(term.value or Decimal(1)) * factor)
        value = None if term.value is None else _clean(term.value * factor)
        return replace(term, end=end, unit=unit, value=value)
    return _with_points(text, term, match)


def _with_points(text: str, term: _Term, match: re.Match[str]) -> _Term:
    """Read "12 points" as percentage points where something rose, fell, or is a margin of error."""
    name = match.group("a").lower()
    if name not in ("point", "points", "pts"):
        return term
    point = replace(term, end=match.end("a"), unit="percentage_point")
    before = _before(text, term.start, 0)
    if term.sign or _direction(text, point, before, None) or _is_margin(text, term.start):
        return point
    return term


def _is_margin(text: str, at: int) -> bool:
    return _MARGIN.search(text[max(0, at - 48) : at]) is not None


def _clean(value: Decimal) -> Decimal:
    """A decimal without the zeros that scaling leaves behind: 24800000000, 0.5."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


# --- shares, scores, multiples -------------------------------------------------------------------


def _ratio(number: Decimal, of: Decimal) -> Decimal:
    """A share with four decimals, or four digits where it is smaller than a thousandth."""
    share = number / of
    step = Decimal("0.0001") if abs(share) >= Decimal("0.001") else Decimal(1).scaleb(share.adjusted() - 3)
    return share.quantize(step, rounding=ROUND_HALF_EVEN).normalize() + Decimal(0)


_FRACTION: Final = re.compile(
    r"[\s\u00a0-](halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?"
    r"|tenths?|twentieths?|hundredths?|thousandths?)\b(?![-’'])",
    re.IGNORECASE,
)
_SLASH: Final = re.compile(r"/([2-9]|10)(?![\w/.])")
_SHARE_FOLLOWS: Final = re.compile(
    r"\s(?:of|say|said|report|reported|have|has|had|are|were|use|used|run|ran|plan|planned|expect|cite|cited"
    r"|believe|do|did|don’t|don't|rely|prefer|trust|see|spend|as|more|less|fewer|higher|lower|to|in|by|and"
    r"|from|since|this|last|compared|answered|named|mentioned|still|already|also|now|want)\b|\s?[,;:.)—–]|$"
)
_BEFORE_SHARE: Final = frozenset(
    "by to than over about nearly almost around roughly under only just some least approximately from "
    "up of".split()
)


def _fraction(text: str, term: _Term) -> _Term | None:
    """Read "two-thirds", "a quarter of", "3/4 of", "⅔ of"."""
    if term.unit is not None or term.scaled or term.value is None:
        return None
    if term.raw == "" and text[term.start] in _VULGAR:
        follows = re.compile(r"\s(?:of|the)\b").match(text, term.end)
        return replace(term, value=term.value, unit="ratio") if follows else None
    slash = _SLASH.match(text, term.end) if term.form == "int" else None
    if slash and 0 < term.value < int(slash.group(1)):
        follows = re.compile(r"\s(?:of|the)\b").match(text, slash.end())
        share = _ratio(term.value, Decimal(slash.group(1)))
        return replace(term, end=slash.end(), value=share, unit="ratio") if follows else None
    name = _FRACTION.match(text, term.end)
    if name is None or term.value <= 0 or term.form not in ("word", "int"):
        return None
    word = name.group(1).lower()
    of = words.FRACTIONS.get(word) or words.FRACTIONS[word.rstrip("s")]
    if not _is_share(text, term, name, plural=word.endswith("s")):
        return None
    return replace(term, end=name.end(), value=_ratio(term.value, Decimal(of)), unit="ratio")


def _is_share(text: str, term: _Term, name: re.Match[str], *, plural: bool) -> bool:
    """Tell "a third of teams" from "a third option", "three quarters" from "three quarters ago"."""
    value = term.value or Decimal(0)
    if value >= words.FRACTIONS.get(name.group(1).lower().rstrip("s"), 2):
        return False
    if plural and value > 1:
        return not re.compile(r"\s(?:ago|in a row|of (?:19|20)\d\d)\b").match(text, name.end())
    if plural:
        return False
    last = _before(text, term.start, 0).last()
    if re.compile(r"\sof\b").match(text, name.end()):
        return last not in ("once",)
    if term.raw == "one":
        return True
    return last in _BEFORE_SHARE or (
        name.group(1).lower() != "quarter" and bool(_SHARE_FOLLOWS.match(text, name.end()))
    )


def _share(text: str, term: _Term) -> _Term | None:
    """Read "one in five", "3 out of 4", "9 in 10"."""
    if term.unit is not None or term.scaled or term.form not in ("int", "word", "grouped"):
        return None
    link = _IN_RATIO.match(text, term.end)
    if link is None or not term.value or term.value <= 0:
        return None
    other = _digits(text, link.end()) if text[link.end()].isdigit() else None
    other = other or _number_words(text, link.end())
    if other is None or other.value is None or other.value <= term.value:
        return None
    if "out of" not in link.group().lower() and int(other.value) not in words.IN_DENOMINATORS:
        return None
    after = _with_unit(text, _with_scale(text, other))
    if after.unit is not None or after.end != other.end or text[other.end : other.end + 1].isalnum():
        return None
    return replace(term, end=other.end, value=_ratio(term.value, other.value), unit="ratio")


def _score(text: str, term: _Term) -> _Term | None:
    """Read "4.2 out of 5" and "rated 8/10"; without such a sign "3 out of 4" is a share."""
    if term.unit is not None or term.value is None or term.scaled:
        return None
    match = _SCORE.match(text, term.end)
    if match is None:
        return None
    name = match.group(1).lower()
    top = int(name) if name.isdigit() else words.ONES[name]
    window = text[max(0, term.start - 48) : term.start].lower()
    rated = re.compile(r"\b(?:rat(?:ed|ing|e)|scor(?:ed?|es|ing)|stars?|marks?|grade[sd]?)\b").search(window)
    decimal = term.form == "decimal" and top in (5, 7, 10, 100)
    if term.value > top or not (decimal or rated):
        return None
    return replace(term, end=match.end(), unit=f"score:{top}")


_HALF_NOT_BEFORE: Final = frozenset(
    "first second latter other last next later earlier third fourth better one-and-a past and-a".split()
)


def _half(text: str, start: int, floor: int) -> Quantity | None:
    """Read "half of", "half a million", "half an hour"; not "the first half", "half-life"."""
    end = start + 4
    before = _before(text, start, floor)
    follows = text[end : end + 1]
    if follows in _HYPHENS or follows.isalnum():
        return None if follows else _plain_half(text, start, before, floor)
    if before.last() in _HALF_NOT_BEFORE or (before.last() == "a" and before.last(2) == "and"):
        return None
    scale = re.compile(r"\s(?:an?\s)?(thousand|million|billion|trillion|dozen)\b").match(text, end)
    if scale:
        value = _clean(Decimal("0.5") * words.SCALES[scale.group(1)])
        term = _Term(start, start, scale.end(), value, form="word", scaled=True)
        term = _with_unit(text, term)
        return _finish(text, replace(term, unit=term.unit or "count"), None, floor)
    time = re.compile(r"\s(?:an?\s)(hour|day|year|decade|century|minute|second)\b").match(text, end)
    if time:
        term = _Term(start, start, time.end(), Decimal("0.5"), f"duration:{time.group(1)}", "word")
        return _finish(text, term, None, floor)
    return _plain_half(text, start, before, floor)


def _plain_half(text: str, start: int, before: _Before, floor: int) -> Quantity | None:
    term = _Term(start, start, start + 4, Decimal("0.5"), "ratio", "word")
    if re.compile(r"\s(?:of (?:19|20)\d\d|time|year|hour|day|way)\b").match(text, term.end):
        return None
    clause_initial = not before.raw or before.raw[-1][-1] in ",;:.—–|"
    follows = re.compile(r"\s(?:of|the|all|their|its|our|those|as)\b").match(text, term.end)
    share = follows or before.last() in _BEFORE_SHARE or before.last() == "in"
    if not share and not (clause_initial and _SHARE_FOLLOWS.match(text, term.end)):
        return None
    return _finish(text, term, None, floor)


def _times_word(text: str, seed: re.Match[str], floor: int) -> Quantity | None:
    """Read "doubled", "twice as", "eightfold"; not "double digits" nor "twice a week"."""
    word, end = seed.group().lower(), seed.end()
    if word.endswith("fold"):
        name = word.removesuffix("fold").rstrip("-")
        value = Decimal(words.ONES.get(name) or words.TENS.get(name) or words.SCALES.get(name, 0))
        term = _Term(seed.start(), seed.start(), end, value, "multiple", "word")
        return _finish(text, term, None, floor) if value else None
    if text[end : end + 1] in _HYPHENS and end < len(text):
        return None
    before = _before(text, seed.start(), floor)
    after = _WORD_AFTER.match(text, end)
    follows = after.group(1).lower() if after else ""
    if word in ("twice", "thrice"):
        if follows not in ("as", "the", "that", "more", "their", "its", "what") and follows[-2:] != "er":
            return None
    elif word in ("double", "triple", "quadruple", "doubles", "triples"):
        verb = word[-1] == "s"
        if follows not in words.MULTIPLIES_BEFORE and before.last() not in words.MULTIPLIES_AFTER:
            if not verb or follows:
                return None
        if follows in ("down", "digits", "digit", "check"):
            return None
    elif follows == "down":
        return None
    term = _Term(seed.start(), seed.start(), end, Decimal(words.MULTIPLES[word]), "multiple", "word")
    quantity = _finish(text, term, None, floor)
    if word.endswith(("ed", "ing")):
        return replace(quantity, direction="down" if word.startswith("halv") else "up")
    return quantity


# --- ranges --------------------------------------------------------------------------------------


def _range(text: str, term: _Term, floor: int) -> tuple[_Term, Decimal | None]:
    """Join "5 to 10 million", "7-9 %", "between $5 and $10" into one term with an upper bound."""
    link = _RANGE_LINK.match(text, term.end)
    if link is None or term.value is None:
        return term, None
    word = link.group().strip().lower()
    before = _before(text, term.start, floor)
    if not _links(word, before, term):
        return term, None
    at = link.end()
    sign = re.compile(r"(?:US|AU|CA|HK|NZ|[ACSR])?[$€£¥₹₩]\s?|[A-Z]{3}\s").match(text, at)
    at = sign.end() if sign else at
    if at >= len(text) or not (text[at].isdigit() or text[at].isalpha()):
        return term, None
    other = _term(text, at, link.end())
    if other is None or other.value is None or other.sign or text[other.end : other.end + 2].strip(
        "0123456789"
    ) == "-":
        return term, None
    first = _borrow(term, other)
    if first is None or first.value is None or first.value >= other.value:
        return term, None
    if first.unit == "multiple" and word == "and" and before.last() != "between":
        return term, None
    both = replace(
        first, end=other.end, unit=other.unit or first.unit, form=other.form, scaled=other.scaled
    )
    return both, other.value


def _links(word: str, before: _Before, term: _Term) -> bool:
    """Whether the word between two numbers makes a range of them here."""
    if word == "and":
        return "between" in before.words[-3:]
    if word == "or":
        return term.unit is None and term.form == "word" and False
    if word in ("to", "-to-", "through", "until"):
        last = before.last()
        if last == "from":
            return not any(w in words.CHANGES_BEFORE or w == "went" for w in before.words[-8:-1])
        # "rose 12 points to 52 %" states a change and a level; "rose by 9 % to 12 %" a range.
        return not (last in words.CHANGES_BEFORE and term.unit is not None)
    return True


def _borrow(term: _Term, other: _Term) -> _Term | None:
    """The lower bound with the scale and unit of the upper one, or None where they do not agree."""
    if term.value is None or other.value is None:
        return None
    if other.unit is not None and term.unit not in (None, other.unit):
        return None
    if other.unit is None and term.unit is not None and not term.unit.startswith("currency"):
        return None
    plain = Decimal(other.raw.replace(",", "")) if re.fullmatch(r"[0-9.]+", other.raw) else None
    if term.scaled or not plain:
        factor = Decimal(1)
        if not term.scaled and other.form == "word" and other.scaled:
            return None
    else:
        # Whatever scale and unit did to the upper bound they do to the lower one.
        same_unit = term.unit is not None and not term.unit.startswith("currency")
        factor = Decimal(1) if same_unit else abs(other.value) / plain
    return replace(term, value=_clean(term.value * factor))


# --- numbers without a unit ----------------------------------------------------------------------


def _bare(
    text: str, term: _Term, high: Decimal | None, floor: int
) -> tuple[Quantity | None, int]:
    """Read a number that carries no unit as a count, or leave it as a name, a year or a label."""
    before = _before(text, term.start, floor)
    nothing = None, term.end
    follows = text[term.end : term.end + 2]
    if follows[:1] in ("/", "_", "@") or (follows[:1] in (":", ".") and follows[1:].isdigit()):
        return None, _past_blob(text, term.end)
    if follows[:1] in _HYPHENS and follows[1:].isdigit() and high is None:
        return None, _past_blob(text, term.end)
    if term.form == "ambiguous":
        counted = _counted_noun(text, term.end)
        quantity = _finish(text, replace(term, unit="count"), None, floor)
        return (quantity if counted and not _labelled(before, term) else None), term.end
    if term.value is None or _is_date_or_time(text, term, before):
        return nothing
    if _SAMPLE.search(text[max(floor, term.start - 8) : term.start]):
        return _finish(text, replace(term, unit="count"), high, floor), term.end
    if term.form in ("int", "decimal") and high is None and _LIST_UNIT.match(text, term.end):
        if not (_year_like(text, term) or _labelled(before, term)):
            return _finish(text, replace(term, unit="percent"), None, floor), term.end
    if not _counts(text, term, before, high):
        return nothing
    return _finish(text, replace(term, unit="count"), high, floor), term.end


def _counts(text: str, term: _Term, before: _Before, high: Decimal | None) -> bool:
    """Whether a number without a unit counts something here."""
    if _labelled(before, term):
        return False
    noun = _counted_noun(text, term.end)
    if term.scaled or term.form == "grouped":
        return True
    if _year_like(text, term):
        return noun is not None and high is None and _is_round_count(term, before)
    if noun is None:
        return _counting_context(text, term, before)
    if term.form == "word":
        return term.raw not in ("one", "a", "zero") or (term.value or 0) > 1
    return not _numbered_heading(text, term)


def _labelled(before: _Before, term: _Term) -> bool:
    """Whether the word before names the number: "page 118", "Hall 7", "ISO 27001", "Windows 11"."""
    if not before.raw or term.scaled or term.form == "word":
        return False
    last, raw = before.last(), before.raw[-1].lstrip("([{“\"'‘*_")
    if last in words.LABELS:
        return True
    if term.form == "grouped" or not raw[:1].isupper() or not raw[-1].isalnum():
        return False
    known = (
        last in words.FUNCTION_WORDS
        or last in words.CHANGES_BEFORE
        or any(last == phrase[-1] for phrase in words.QUALIFIERS)
    )
    sentence_start = len(before.raw) == 1 or before.raw[-2][-1] in ".!?:;|"
    if known or (sentence_start and last.endswith(("s", "ed", "ing", "ly"))):
        return False
    # A long number before a plural counts, even after a name: "In Europe 628 respondents".
    return raw.isupper() or term.form == "decimal" or (term.value or 0) < 100


def _is_date_or_time(text: str, term: _Term, before: _Before) -> bool:
    """Whether the number is part of a date, a clock time or a decade."""
    after = _WORD_AFTER.match(text, term.end)
    follows = after.group(1).lower() if after else ""
    day = term.form in ("int", "word") and 1 <= (term.value or 0) <= 31
    if day and (follows.rstrip(".,") in words.MONTHS or follows in words.CLOCK):
        raw = after.group(1) if after else ""
        return raw[:1].isupper() or follows in words.CLOCK
    if term.form == "int" and before.last().rstrip(".") in words.MONTHS and before.raw[-1][:1].isupper():
        return day or _year_like(text, term)
    return False


def _year_like(text: str, term: _Term) -> bool:
    return (
        term.form == "int"
        and not term.scaled
        and len(term.raw) == 4
        and text[term.number : term.number + 4] == term.raw
        and term.raw[:2] in ("18", "19", "20", "21")
    )


def _is_round_count(term: _Term, before: _Before) -> bool:
    """Whether a year-like number before a noun is a count: "over 2050 attendees", "2000 users"."""
    if before.last() in ("since", "in", "from", "of", "by", "the", "until", "during", "for", "january"):
        return False
    qualified = any(before.words[-len(p) :] == p for p in words.QUALIFIERS)
    return qualified or int(term.value or 0) % 500 == 0


def _numbered_heading(text: str, term: _Term) -> bool:
    """Whether a small number at the start of a line numbers a heading: "3 Results"."""
    line = text.rfind("\n", max(0, term.start - 80), term.start) + 1
    if text[line : term.start].strip(" #*-•") and not text[line : term.start].isspace():
        return False
    after = _WORD_AFTER.match(text, term.end)
    return after is not None and after.group(1)[0].isupper() and (term.value or 0) <= 20


def _counting_context(text: str, term: _Term, before: _Before) -> bool:
    """Whether the words before make a number a count where no noun follows: "rose to 230"."""
    if term.form == "word" or not before.words:
        return False
    last, previous = before.last(), before.last(2)
    if last in words.COUNTING or (last, previous) in (("of", "total"), ("of", "sample"), ("of", "size")):
        return True
    if last in ("to", "from"):
        near = before.words[-8:-1]
        return any(w in words.CHANGES_BEFORE for w in near) and term.form != "decimal"
    return bool(re.compile(r"\s(?:of|out of) (?:the |all )?[0-9]").match(text, term.end))


def _counted_noun(text: str, end: int) -> str | None:
    """The noun phrase that a number counts: the words up to the first plural, at most five."""
    position = end
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].islower():
        word = re.compile(r"[a-z]+").match(text, end + 1)
        return word.group() if word and word.group() in words.HYPHEN_NOUNS else None
    for _ in range(5):
        match = _WORD_AFTER.match(text, position)
        if match is None:
            return None
        word = match.group(1).rstrip(".’'-")
        lower = word.lower()
        if lower in words.FUNCTION_WORDS or (lower in words.MONTHS and word[0].isupper()):
            return None
        position = match.start(1) + len(word)
        if _plural(lower):
            return text[end:position].strip()
        if len(word) < len(match.group(1)):
            return None
    return None


def _plural(word: str) -> bool:
    if word in words.PLURAL_NOUNS:
        return True
    if word.endswith("’s") or word.endswith("'s"):
        return False
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in words.NOT_PLURAL


# --- the finished quantity -----------------------------------------------------------------------


def _finish(text: str, term: _Term, high: Decimal | None, floor: int) -> Quantity:
    """Add qualifier, direction and noun to a term."""
    unit = term.unit or "count"
    start = term.start
    while start < term.end and text[start].isspace():
        start += 1
    before = _before(text, start, floor)
    qualifier, began = _qualifier(text, term, before, start)
    outer = tuple(i for i, at in enumerate(before.at) if at < began)
    rest = _Before(before.at[: len(outer)], before.words[: len(outer)], before.raw[: len(outer)])
    direction = term.sign or _direction(text, replace(term, unit=unit), rest, high)
    if unit == "multiple" and direction and _times_event(text, term.end):
        direction = None
    noun = _counted_noun(text, term.end) if unit == "count" else None
    rate = _rate(text, term.end + len(noun) + 1 if noun else term.end)
    if unit == "multiple" and rate and text[term.start : term.end].lower().endswith("times"):
        unit, noun = "count", "times"
    return Quantity(
        start=start,
        end=term.end,
        surface=text[start : term.end],
        value=term.value,
        unit=unit,
        high=high,
        qualifier=qualifier,
        direction=None if unit.startswith(("score", "temperature")) else direction,
        noun=" ".join(" ".join(part for part in (noun, rate) if part).split()) or None,
        qualifier_start=began,
    )


def _times_event(text: str, end: int) -> bool:
    return bool(re.compile(r"\s(?:more|less|fewer)\b").match(text, end))


def _qualifier(
    text: str, term: _Term, before: _Before, start: int
) -> tuple[Qualifier | None, int]:
    """The qualifier of a number and where it begins, which is `start` if it follows or is absent."""
    for sign in words.QUALIFIER_SIGNS:
        at = start - len(sign)
        if at >= 0 and text[at:start] == sign:
            return words.QUALIFIERS[(sign,)], at
    after = _AFTER_QUALIFIER.match(text, term.end)
    for count in (4, 3, 2, 1):
        phrase = before.words[-count:]
        if len(phrase) == count and phrase in words.QUALIFIERS:
            name, began = words.QUALIFIERS[phrase], before.at[-count]
            if not _false_qualifier(phrase, before, term):
                return name, began
    if after:
        name = words.QUALIFIERS_AFTER[" ".join(after.group().split())]
        return name, start
    return None, start


def _false_qualifier(phrase: tuple[str, ...], before: _Before, term: _Term) -> bool:
    """Whether the words only look like a qualifier: "over 18 months", "went up to 52 %"."""
    previous = before.last(len(phrase) + 1)
    if phrase == ("over",) and (term.unit or "").startswith("duration"):
        return previous not in words.TAKES_A_WHILE
    if phrase == ("up", "to"):
        return previous in ("go", "goes", "going", "gone", "went", "moved", "jumped", "shot", "crept")
    return phrase == ("above",) and previous == "the"


def _direction(
    text: str, term: _Term, before: _Before, high: Decimal | None
) -> words.Direction | None:
    """Which way a quantity changes, where the words around say that it is a change."""
    _ = high
    if (term.unit or "").startswith("duration") and before.last() in ("up", "down"):
        return None
    last = before.last()
    if last in ("a", "an", "another", "additional", "further", "-ly") or last.endswith("ly"):
        stripped = _Before(before.at[:-1], before.words[:-1], before.raw[:-1])
        way = _change_before(stripped)
    else:
        way = _change_before(before)
    return way or _change_after(text, term.end, last)


def _change_before(before: _Before) -> words.Direction | None:
    last, previous = before.last(), before.last(2)
    if last in ("by", "of", "another"):
        if last == "of":
            return words.CHANGES_BEFORE.get(previous)
        for word in reversed(before.words[:-1]):
            if word[-1] in ",;:.)":
                break
            if word in words.CHANGES_BEFORE:
                return words.CHANGES_BEFORE[word]
        return None
    if last == "is" or last == "are":
        return None
    return words.CHANGES_BEFORE.get(last)


def _change_after(text: str, end: int, last: str) -> words.Direction | None:
    for _ in range(3):
        match = _WORD_AFTER.match(text, end)
        if match is None:
            return None
        word = match.group(1).lower().rstrip(".")
        if word in words.CHANGES_AFTER:
            return words.CHANGES_AFTER[word]
        if word in words.CHANGES_NOUN_AFTER:
            noun = last in ("a", "an", "the", "this", "that", "with", "saw")
            tail = re.compile(r"\s(?:in|of|from|over|on|year|since)\b|\s?[.,;:)]|$").match(text, match.end())
            return words.CHANGES_NOUN_AFTER[word] if noun or tail else None
        if word not in words.CHANGE_ADJECTIVES:
            return None
        end = match.end()
    return None


def _rate(text: str, end: int) -> str | None:
    """The "per million tokens" of a price, the "a year" of a sum."""
    match = _RATE.match(text, end)
    if match is None:
        return None
    head = match.group("head").lower()
    known = head in words.RATE_HEADS or head.rstrip("s") in words.RATE_HEADS
    if match.group("per") == "per" or (known and match.group("slash")):
        if head in ("cent", "se"):
            return None
        tail = text[match.start("scale") if match.group("scale") else match.start("head") : match.end()]
        return f"per {tail}"
    return match.group().strip() if known and not match.group("slash") else None


# --- comparison ----------------------------------------------------------------------------------


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are equal after normalisation.

    "82 %" equals "82 per cent", two years equal 24 months, and two-thirds equals 66.7 % (a share in
    words equals a percentage written with enough digits). Qualifiers are ignored; opposite
    directions are never equal.
    """
    if a.direction and b.direction and a.direction != b.direction:
        return False
    if a.value is None or b.value is None:
        return a.value is b.value and a.unit == b.unit and a.surface == b.surface
    if {a.unit, b.unit} == {"ratio", "percent"}:
        share, percent = (a, b) if a.unit == "ratio" else (b, a)
        return _same_share(share, percent)
    (unit_a, low_a, high_a), (unit_b, low_b, high_b) = _normal(a), _normal(b)
    return unit_a == unit_b and low_a == low_b and high_a == high_b


def _normal(q: Quantity) -> tuple[str, Decimal, Decimal | None]:
    """Unit, value and upper bound for comparison; a change is a size, its sign is its direction."""
    value = q.value or Decimal(0)
    value = abs(value) if q.direction else value
    unit, factor = words.DURATION_BASE.get(q.unit, (q.unit, Decimal(1)))
    return unit, value * factor, None if q.high is None else q.high * factor


def _same_share(share: Quantity, percent: Quantity) -> bool:
    exact, stated = (share.value or Decimal(0)) * 100, percent.value or Decimal(0)
    if share.high is not None or percent.high is not None:
        return False
    if exact == stated:
        return True
    places = _places(stated)
    step = Decimal(1).scaleb(-places)
    return places >= 1 and abs(exact - stated) <= max(step / 2, Decimal("0.005"))


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities may state the same fact, rounded differently.

    Each stands for an interval as wide as its digits and its qualifier allow: 24.8 billion lies in
    "about 25 billion", 9,200 in "over 9,000". Units must agree; opposite directions never do.
    """
    if same_quantity(a, b):
        return True
    if a.value is None or b.value is None or (a.direction and b.direction and a.direction != b.direction):
        return False
    unit_a, low_a, high_a = _interval(a)
    unit_b, low_b, high_b = _interval(b)
    return unit_a == unit_b and low_a <= high_b and low_b <= high_a


def _interval(q: Quantity) -> tuple[str, Decimal, Decimal]:
    """The unit and the values that a quantity may stand for."""
    unit, value, high = _normal(q)
    _, factor = words.DURATION_BASE.get(q.unit, (q.unit, Decimal(1)))
    step = _step(q) * factor
    if unit == "ratio":
        unit, value, step = "percent", value * 100, step * 100
        high = None if high is None else high * 100
    top = value if high is None else high
    if q.qualifier == "nearly":
        return unit, value - step, top
    if q.qualifier in ("over", "at_least"):
        return unit, value, top + step
    if q.qualifier in ("under", "up_to"):
        return unit, value - step, top
    return unit, value - step / 2, top + step / 2


def _step(q: Quantity) -> Decimal:
    """The place that a quantity is rounded to, in its unit: 0.1 billion for 24.8 billion."""
    value = abs(q.value or Decimal(0))
    vague = q.qualifier is not None
    if q.unit == "ratio":
        return Decimal("0.05") if vague else Decimal("0.02")
    sign, digits, exponent = value.normalize().as_tuple()
    _ = sign
    written = re.search(r"\.([0-9]+)", q.surface)
    if isinstance(exponent, int) and value and (vague or exponent > 0 or written):
        step = Decimal(1).scaleb(exponent)
        # A bare "80 %" is exact to the unit, "about 80 %" to the ten; "about 82 %" to the unit.
        if q.unit in ("percent", "percentage_point") and not vague:
            step = min(step, Decimal(1))
        return step if len(digits) > 1 or vague or q.unit not in ("count", "multiple") else step / 10
    return Decimal(1) if q.unit in ("percent", "percentage_point") else Decimal(0)
