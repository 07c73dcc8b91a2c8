"""Money around a number: signs, codes and names before it, and the cents that follow it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.quantities import currencies, words
from assistant.quantities.context import Term

_SIGN: Final = "".join(sign for sign in currencies.SIGNS if len(sign) == 1 and not sign.isalpha())
SIGN_AHEAD: Final = re.compile(
    rf"(?:(?:US|AU|CA|HK|NZ|[ACSR]|[Uu]s|[Hh]k|c|a|nz)\s?)?[{_SIGN}]\s?|[A-Z]{{3}}\s?(?=[0-9])"
)
_BEFORE: Final = re.compile(
    rf"(?:(?P<dollar>(?<![A-Za-z.’'`])(?:[A-Za-z]{{1,3}}|[Uu]\.[Ss]\.)[ \u00a0]?)?(?P<sign>[{_SIGN}]|元|ரூ)"
    r"|(?<![A-Za-z$])(?P<code>[A-Za-z]{2,4}\.?))[ \t\u00a0\u2009\u202f]?$"
)
_WORD_BEFORE: Final = re.compile(r"(?<![A-Za-z-])(dollars?|euro|rupees|pesos|yen|sen) $")
_ENDS: Final = frozenset(f"{_SIGN}.元ூABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_AFTER_SIGN: Final = re.compile(r" ?\(?\.?[0-9][0-9.,]{0,12}(?: ?\$| cents?\b)?")
_SCALE_AFTER: Final = re.compile(r" (million|billion|trillion|bn|mn|m)\b")
_CENTS: Final = re.compile(
    r"(?:,? and| )? ?(?:(?P<digits>[0-9]{1,2})(?![0-9])|(?P<tens>twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety)"
    r"(?:[ -](?P<ones>one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?P<few>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen))"
    r"(?: (?P<minor>cents?|pence|penny|paise|mao|jiao)\b)?",
    re.IGNORECASE,
)
_AMOUNT_ENDS: Final = re.compile(r"\s?(?:[.;?!)](?![0-9])|,(?! ?[0-9])|$)|\s(?:more|less|each|per|apiece)\b")


def with_currency(text: str, term: Term, floor: int) -> Term:
    """Take in a currency sign, code or name before the number: "hk $ 12", "EUR 3", "dollar 8.4 million"."""
    last = text[max(floor, term.start - 2) : term.start].strip()[-1:]
    if last not in _ENDS or not last:
        return term
    if last.isalpha() and term.start >= 2 and text[term.start - 1] == " ":
        # The commonest case by far, an ordinary word, is told without a pattern.
        low = max(floor, term.start - 9)
        begin = text.rfind(" ", low, term.start - 1) + 1 or low
        word = text[begin : term.start - 1].lstrip("([“\"'")
        if word not in currencies.CURRENCY_CODES and word not in currencies.SCALED_CODES:
            return _with_word(text, term, floor) if word in currencies.CURRENCY_WORDS_BEFORE else term
    match = _BEFORE.search(text, max(floor, term.start - 8), term.start)
    if match is None:
        return term
    return _with_sign(term, match) if match["sign"] else _with_code(term, match)


def _with_sign(term: Term, match: re.Match[str]) -> Term:
    code, start = currencies.SIGNS[match["sign"]], match.start("sign")
    prefix = (match["dollar"] or "").strip().lower()
    if match["sign"] == "$" and prefix in currencies.DOLLARS and _is_prefix(match["dollar"] or ""):
        code, start = currencies.DOLLARS[prefix], match.start() if prefix else start
    elif prefix and prefix.upper() == code:
        start = match.start()
    return term._replace(start=start, unit=f"currency:{code}")


def _with_code(term: Term, match: re.Match[str]) -> Term:
    name = match["code"]
    if name in currencies.CURRENCY_CODES:
        return term._replace(start=match.start(), unit=f"currency:{currencies.CURRENCY_CODES[name]}")
    if name not in currencies.SCALED_CODES:
        return term
    code, factor = currencies.SCALED_CODES[name]
    return term._replace(start=match.start(), unit=f"currency:{code}", factor=factor, scaled=True)


def _is_prefix(written: str) -> bool:
    """Whether letters before "$" belong to it: "hk $", "C$", but not the article of "a $ 6 billion deal"."""
    return len(written.strip()) != 1 or (written.isupper() and written.isalpha()) or written.strip() == "c"


def _with_word(text: str, term: Term, floor: int) -> Term:
    match = _WORD_BEFORE.search(text, max(floor, term.start - 12), term.start)
    if match is None or match[1] not in currencies.CURRENCY_WORDS_BEFORE or term.form == "word":
        return term
    before = text[max(floor, match.start() - 8) : match.start()].rstrip().rpartition(" ")[2].lower()
    if before in ("the", "a", "per", "one", "of") or before[-1:].isdigit():
        return term
    large = term.form in ("grouped", "decimal") or _SCALE_AFTER.match(text, term.end)
    if not large:
        return term
    return term._replace(start=match.start(), unit=f"currency:{currencies.CURRENCY_WORDS_BEFORE[match[1]]}")


def sign_is_ahead(text: str, end: int) -> bool:
    """Whether a sign that ends at `end` belongs to the number after it: the second "$" of "40 and $ 25"."""
    match = _AFTER_SIGN.match(text, end)
    return match is not None and not match[0].endswith(("$", "cent", "cents"))


def with_scale_after_code(text: str, term: Term) -> Term:
    """Take in a scale that follows the currency: "48 USD million"."""
    match = None if term.scaled else _SCALE_AFTER.match(text, term.end)
    if match is None:
        return term
    factor = words.SCALES.get(match[1]) or words.SCALE_LETTERS[match[1]]
    return term._replace(end=match.end(), factor=term.factor * factor, scaled=True)


def with_cents(text: str, term: Term, *, named: bool) -> Term:
    """Take in the cents of an amount: "7 dollars 20 cents", "31 USD 75", "sixteen dollars thirty-five".

    Args:
        text: the text that the amount stands in.
        term: the amount.
        named: whether the currency stands after the number. Without the word "cents" only then.
    """
    if term.scaled or term.form not in ("int", "word") or term.factor != 1:
        return term
    match = _CENTS.match(text, term.end)
    if match is None or (not match[0][:1].isspace() and match[0][:1] != ","):
        return term
    if match["digits"]:
        cents = int(match["digits"])
    else:
        name = (match["tens"] or match["few"]).lower()
        cents = words.TENS.get(name) or words.ONES.get(name, 0)
        cents += words.ONES.get((match["ones"] or "").lower(), 0)
    minor = match["minor"]
    if minor is None:
        bare = named and cents >= 10 and len(match["digits"] or "00") == 2
        if not bare or not _AMOUNT_ENDS.match(text, match.end()):
            return term
    per = Decimal("0.1") if minor in ("mao", "jiao") else Decimal("0.01")
    return term._replace(end=match.end(), number=term.number + cents * per, form="decimal")
