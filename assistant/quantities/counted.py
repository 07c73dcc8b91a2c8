"""Find the noun that a number counts: "15.6 million cloud native developers", "one consultant", "10-node"."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import nouns, words
from assistant.quantities.context import WORD_AFTER, Before, Term

_HYPHENATED: Final = re.compile(r"(?:-|‑| - | @-@ )([a-z]{2,20})(?![\w])")
_NOUN_PREFIX: Final = re.compile(
    r"\s(?:(?:(?:very|more|most|least)(?! few| many| little| of)(?: [a-z]{3,16}ly)?(?: used)?"
    r"|other|additional|such)|of (?:the|these|those|our|his|her|their|its|my)"
    r"(?: (?:most|other))?|[0-9]{1,3}(?:st|nd|rd|th)(?:-[a-z]{2,16})?)(?=\s)"
)
# The digits of "fifteen (15) teams" repeat the word.
_REPEATED: Final = re.compile(r" \([0-9][0-9,]{0,9}\)(?=\s)")
_MONEY_BETWEEN: Final = re.compile(r"\s(?:[A-Z]{3} ?|[$€£] ?)[0-9][0-9,.]{0,12}(?= [A-Za-z])")
# "two `` red spots ''", as tokenised text writes quotes.
_OPENED: Final = re.compile(r" (?:``|[\"“])(?= [a-z])")
_PARTS_OF: Final = frozenset(["point", "turn", "step", "game", "length", "star", "notch", "mark", "grade"])
# An abbreviation may stand between: "one HDMI port".
_SINGULAR: Final = re.compile(r"[ \u00a0]((?:[A-Z]{2,6} )?[A-Za-z][a-z’']{2,24})(?![\w-])")
# "one party 's candidate", as "one party's"
_OWNS: Final = re.compile(r" ?['’] ?s\b")
# "from one generation to the next"
_TO_ANOTHER: Final = re.compile(r"[^.;:\n]{1,64}?\bto (?:another|the (?:next|other))\b")
_ADJECTIVE_ENDS: Final = (
    *("al", "ive", "ous", "ic", "ful", "able", "ible", "ern"),
    *("major", "full", "wide", "new"),
)
_NOT_HYPHENATED: Final = nouns.NOT_HYPHEN_NOUNS | nouns.MONTHS | nouns.FUNCTION_WORDS


def counted_noun(text: str, end: int) -> str | None:
    """The noun phrase that a number counts: the words up to the first plural, at most five."""
    follows = text[end : end + 1]
    if follows in ("-", "‑") or (follows == " " and text[end : end + 3] in (" - ", " @-")):
        return _hyphenated_noun(text, end)
    position = end
    if follows.isspace() and (prefix := _NOUN_PREFIX.match(text, end)):
        position = prefix.end()
        end = prefix.end() if " of " in f" {prefix[0]} " else end
    elif text[end - 1 : end].isalpha() and (repeated := _REPEATED.match(text, end)):
        position = end = repeated.end()
    elif follows.isspace() and (money := _MONEY_BETWEEN.match(text, end)):
        position = end = money.end()
    elif follows == " " and (quoted := _OPENED.match(text, end)):
        position = end = quoted.end()
    for _ in range(5):
        match = WORD_AFTER.match(text, position)
        if match is None:
            return None
        word = match[1].rstrip(".’'-")
        lower = word.lower()
        if lower in nouns.FUNCTION_WORDS or (lower in nouns.MONTHS and word[0].isupper()):
            return None
        position = match.start(1) + len(word)
        if _plural(lower):
            return text[end:position].strip()
        if len(word) < len(match[1]):
            return None
    return None


def _hyphenated_noun(text: str, end: int) -> str | None:
    """The noun of a compound: "10-node cluster", "two - door wardrobe"; not "two-way", "10-day"."""
    match = _HYPHENATED.match(text, end)
    if match is None:
        return None
    word = match[1]
    if word == "star" and text[max(0, end - 2) : end - 1] in (".", ","):
        # "a 4.7-star rating", and not "a five-star hotel"
        return word
    if len(word) < 3 or word in _NOT_HYPHENATED or word in words.TENS:
        return None
    apart = match[0][0] == " "
    adjective = word.endswith(("ed", "ing", "al", "ive", "ic", "ous", "ary", "ly", "ward", "s"))
    return None if adjective or (apart and text[match.end() : match.end() + 2] == " -") else word


def _plural(word: str) -> bool:
    if word in nouns.PLURAL_NOUNS or word.rpartition("-")[2] in nouns.PLURAL_NOUNS:
        return True
    if word.endswith(("’s", "'s")):
        return False
    if word.endswith("ae"):
        return len(word) > 4
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in nouns.NOT_PLURAL


def singular_noun(text: str, term: Term, before: Before) -> str | None:
    """The noun that "one" or "1" counts directly: "one consultant"; not "no one", "one day", "one is"."""
    match = _SINGULAR.match(text, term.end)
    if match is None or term.scaled or before.last() in nouns.NOT_AFTER or _OWNS.match(text, match.end()):
        return None
    # "A comparable one written by hand": stands for a noun said before.
    stands_for = term.raw == "one" and before.last(2) in ("a", "an")
    if stands_for or (before.last() == "from" and _TO_ANOTHER.match(text, term.end)):
        return None
    if match[1] in _PARTS_OF and term.number < 1:
        return match[1]
    if not _may_be_noun(match[1].lower().rpartition(" ")[2]):
        return None
    if match[1].endswith(_ADJECTIVE_ENDS) and (noun := _SINGULAR.match(text, match.end())):
        return f"{match[1]} {noun[1]}"
    return match[1]


def _may_be_noun(word: str) -> bool:
    """Whether a word after "one" may be a noun in the singular, by the tables and its ending."""
    if word in nouns.FUNCTION_WORDS or word in nouns.NOT_ONE or word in nouns.MONTHS:
        return False
    if word.endswith(("ed", "ing", "ly", "’s", "'s")):
        return word in nouns.ING_NOUNS
    return not word.endswith("s") or word.endswith("ss")
