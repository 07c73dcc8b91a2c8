"""A model's text as sentences with marks such as [2], whatever way the model has of writing them. Pure."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Final

import sentencex

from assistant.answering.generation_failures import OutputError

# A model that never stops is cut off here; four sentences take a tenth of it. Thoughts may be longer.
_MOST_CHARS: Final = 6_000
_MOST_THOUGHTS: Final = 60_000
_MARKS: Final = re.compile(r"(?:[*_\s]*\[\d[\d,\s]*\][.!?]?)+[*_]*\s*")
_ENDS: Final = re.compile(r"[.!?。\n]")
_WHOLE: Final = re.compile(r"[.!?\]\"”)*]\s*$")
_THOUGHTS: Final = ("<think>", "</think>")

# What may become the mark of the sentence before it; models write a mark in several parts.
_MARK_BEGUN: Final = re.compile(r"[\s*_]*(?:[\[【(][^\])】]{0,20})?")

# [^2], 【2】, [Evidence 2], (source 2), and (2) before the full stop: all are [2].
_MARK_FORMS: Final = (
    re.compile(r"[\[【]\s*(?:\^|(?:evidence|source|quote|ref(?:erence)?)\s*#?)?\s*(\d{1,2})\s*[\]】]", re.I),
    re.compile(r"\(\s*\[?(?:evidence|source|quote|ref(?:erence)?)\s*#?\s*(\d{1,2})\]?\s*\)", re.I),
    re.compile(r"\((\d{1,2})\)(?=\s*[.!?]?\s*$)"),
)
_LEAD: Final = re.compile(
    r"^\s*(?:>\s+|[-*•–]\s+|\d{1,2}[.)]\s+(?=\S))*(?:\*{0,2}(?:final )?answer\*{0,2}:\*{0,2}\s*)?",
    re.I,
)
_LEADS_OVER: Final = re.compile(r"^[^\n]*:\**[ \t]*\n+")
_HEADING: Final = re.compile(r"^\s*#{1,6}\s[^\n]*$", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"\*{1,3}|__|`")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a model's text; `cut` where the provider says that it ended it before its end."""

    text: str
    cut: bool = False


def sentences(parts: Iterable[TextPart]) -> Generator[str, None, None]:
    """Whole sentences, each with the marks behind it, while the text is still coming.

    What a model thinks before it answers is left out, and so are headings, bullets and emphasis.

    Raises:
        OutputError: the text does not end, or the provider cut it off; what was whole has been given.
    """
    buffer, total, thoughts, cut = "", 0, 0, False
    for part in parts:
        buffer += part.text
        cut = cut or part.cut
        if _thinking(buffer):
            thoughts += len(part.text)
            if thoughts > _MOST_THOUGHTS:
                raise OutputError("it did not come to an end of its thoughts")
            if buffer.lstrip().startswith(_THOUGHTS[0]):
                # All that the end of the thoughts is known by.
                buffer = _THOUGHTS[0] + buffer.lstrip()[len(_THOUGHTS[0]) :][-len(_THOUGHTS[1]) :]
            continue
        total += len(part.text)
        buffer = _without_thoughts(buffer)
        # Only where something can have ended, for a long text would be taken apart at each of its words.
        if _ENDS.search(buffer):
            pieces = split(buffer)
            if pieces and not _MARK_BEGUN.fullmatch(pieces[-1]):
                yield from _worth_saying(pieces[:-1])
                buffer = pieces[-1]
        if total > _MOST_CHARS:
            raise OutputError("it did not stop writing")
    if cut and not _WHOLE.search(buffer):
        raise OutputError("its text was cut off at the provider's limit")
    if not _thinking(buffer):
        yield from _worth_saying([buffer])
    if cut:
        raise OutputError("its text was cut off at the provider's limit")


def split(text: str) -> list[str]:
    """Sentences of a text; a mark such as [2] belongs to the sentence before it."""
    pieces: list[str] = []
    for form in _MARK_FORMS[:2]:
        text = form.sub(r"[\1]", text)
    for piece in sentencex.segment("en", text):
        marks = _MARKS.match(piece)
        if marks and pieces:
            pieces[-1] += marks.group()
            piece = piece[marks.end() :]  # noqa: PLW2901 - what is left of it
        if piece.strip() or not pieces:
            pieces.append(piece)
        else:
            pieces[-1] += piece
    return pieces


def tidied(text: str) -> str:
    """A sentence in our form: no bullet, heading or emphasis, marks as [2].

    >>> tidied("- **42 %** of teams run one【3】.")
    '42 % of teams run one[3].'
    """
    for form in _MARK_FORMS:
        text = form.sub(r"[\1]", text)
    for pattern in (_HEADING, _LEADS_OVER, _LEAD, _EMPHASIS):
        text = pattern.sub("", text)
    return text.strip()


def _worth_saying(pieces: Iterable[str]) -> Generator[str, None, None]:
    """Tidied sentences; what only leads over to the next ("Here is the answer:") or has no word is none."""
    for piece in pieces:
        plain = tidied(piece)
        if any(character.isalpha() for character in plain) and not plain.endswith(":"):
            yield plain


def _thinking(text: str) -> bool:
    """Whether a text is, or may turn out to be, thoughts that have not ended."""
    start = text.lstrip()
    opened = start.startswith(_THOUGHTS[0]) or (bool(start) and _THOUGHTS[0].startswith(start))
    return opened and _THOUGHTS[1] not in text


def _without_thoughts(text: str) -> str:
    return text.partition(_THOUGHTS[1])[2] if text.lstrip().startswith(_THOUGHTS[0]) else text
