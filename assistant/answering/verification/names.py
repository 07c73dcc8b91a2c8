"""Every name of a sentence against the quotes that it cites and what is known of their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.answering.verification.parts import Part
from assistant.index.keyword_index import analyse
from assistant.ingest.grammar import is_verb
from assistant.quantities.nouns import FUNCTION_WORDS, MONTHS
from assistant.quantities.words import word_set
from assistant.schema import Problem

_NAME: Final = re.compile(
    r"(?<!\w)[A-Z][\w’'&.+-]*(?:\s+(?:(?:of|the|and|for|&|\+)\s+)?[A-Z0-9][\w’'&.+-]*)*"
)
_WORD: Final = re.compile(r"\w+")
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_SENTENCE_START: Final = frozenset('.:;!?“"')
_THEN: Final = re.compile(r"\s+(?:(?:also|now|itself|again|further)\s+)?([a-z]+)")
_BE: Final = frozenset(["is", "are", "was", "were"])
_NO_NAME: Final = MONTHS | word_set(
    "the of and for a an in by to on at q1 q2 q3 q4 i it its us monday tuesday wednesday thursday friday"
    " saturday sunday"
)


def name_problems(text: str, parts: Sequence[Part]) -> list[Problem]:
    """Names that no quote of the sentence has, nor publisher, title, survey or event of its sources."""
    known_text = " ".join(f"{part.quotes} {part.about}" for part in parts)
    known = {word.lower() for word in _WORD.findall(known_text)}
    stems = set(analyse(known_text))
    problems = []
    for name in _names_in(text):
        words = [w for w in _WORD.findall(_POSSESSIVE.sub("", name)) if w[0].isalpha()]
        strange = [w for w in words if w.lower() not in known | _NO_NAME and not set(analyse(w)) <= stems]
        if strange:
            problems.append(Problem("name", name, "the evidence it cites does not name it"))
    return problems


def _names_in(text: str) -> Iterator[str]:
    """Capitalised words in a row. The capital of a first word counts where a verb or a possessive follows."""
    for match in _NAME.finditer(text):
        first, *rest = match[0].split()
        before = text[: match.start()].rstrip()
        if (not before or before[-1] in _SENTENCE_START) and not _is_named(text, match, first, rest):
            if rest:
                yield " ".join(rest)
        else:
            yield match[0]


def _is_named(text: str, match: re.Match[str], first: str, rest: Sequence[str]) -> bool:
    """Whether a first word is a name all the same: "Gartner says", "Gartner's", "SlashData"."""
    if any(char.isupper() for char in first[1:]) or _POSSESSIVE.search(first):
        return True
    then = _THEN.match(text, match.end())
    word = first.lower()
    if rest or then is None or word.endswith("s") or word in FUNCTION_WORDS:
        return False
    return is_verb(then[1]) and then[1] not in _BE
