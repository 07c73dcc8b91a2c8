"""Read words that multiply: "doubled", "twice as", "eightfold"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.quantities import nouns, words
from assistant.quantities.context import WORD_AFTER, Before, Term

# "twice as many", and not "scored twice in a week".
_COMPARED_WITH: Final = frozenset(
    ["as", "the", "that", "their", "its", "what", "his", "her", "our", "those", "more"]
)
_HALVED: Final = frozenset({"the", "their", "its", "his", "her", "our", "those", "that"})
_FOLD_CHANGES: Final = re.compile(r"\s(?:increase|rise|growth|higher|more|larger|greater|decrease|drop)")


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
    if text[end : end + 1] in ("-", "‑", "–") or follows in ("down", "digits", "digit", "check", "click"):
        return None
    if word in ("twice", "thrice"):
        comparative = follows.endswith("er") and follows not in nouns.FUNCTION_WORDS
        multiplies = follows in _COMPARED_WITH or comparative
    elif word.endswith(("ed", "ing")):
        # "a warming of 3 °C per doubling of CO2" multiplies nothing.
        multiplies = before.last() != "per"
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
