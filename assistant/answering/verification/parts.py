"""Which words of a sentence which quotes are to support: a mark such as [2] covers what stands before it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.schema import Citation

_MARK: Final = re.compile(r"\s*\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]")
_NOTHING: Final = " \t\n.,;:!?"


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence, without marks, and the quotes that they cite."""

    text: str
    cited: tuple[Citation, ...]

    @property
    def quotes(self) -> str:
        """The words of the quotes."""
        return " ".join(citation.quote for citation in self.cited)

    @property
    def about(self) -> str:
        """What is known about the sources of the quotes: who, what, at which event; no dates."""
        return " ".join(
            filter(None, (x for c in self.cited for x in (c.publisher, c.account_of, c.title, c.event)))
        )

    @property
    def published(self) -> str:
        """The dates on which the sources were published, as partial ISO dates."""
        return " ".join(c.published for c in self.cited if c.published)


def plain_text(text: str) -> str:
    """A text as it looks: without invisible characters, compatibility forms and foreign digits made plain.

    A zero-width or bidirectional character inside a number would let it look like another one.
    """
    shown = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\n\t")
    folded = unicodedata.normalize("NFKC", shown)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)


def without_marks(text: str) -> str:
    """A sentence as the reader sees it: plain, its marks and doubled spaces taken out."""
    return " ".join(_MARK.sub("", plain_text(text)).split())


def cited_numbers(text: str, count: int) -> tuple[int, ...]:
    """The quotes that a sentence cites, counted from 0, in order; marks beyond `count` are none."""
    found = (int(n) - 1 for marks in _MARK.findall(plain_text(text)) for n in marks.split(","))
    return tuple(dict.fromkeys(number for number in found if 0 <= number < count))


def parts_of(text: str, citations: Sequence[Citation]) -> list[Part]:
    """The parts of a sentence, each with the quotes of the mark behind it.

    What stands behind the last mark belongs to all of them; marks in a row to one part.
    """
    text = plain_text(text)
    parts: list[Part] = []
    position = 0
    for mark in _MARK.finditer(text):
        cited = tuple(citations[number] for number in cited_numbers(mark[0], len(citations)))
        words = text[position : mark.start()].strip()
        if words.strip(_NOTHING) or not parts:
            parts.append(Part(words, cited))
        else:
            parts[-1] = Part(parts[-1].text, (*parts[-1].cited, *cited))
        position = mark.end()
    rest = text[position:].strip()
    if rest.strip(_NOTHING):
        everything = tuple(citations[number] for number in cited_numbers(text, len(citations)))
        parts.append(Part(rest, everything))
    return parts
