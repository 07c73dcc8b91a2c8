"""The lines around the title of a text, where it says who published it and when. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.schema import Block

LONG_LINE: Final = 240
MOST_BLOCKS: Final = 6
_MOST_LINES: Final = 16
_WRAPPED: Final = 60
SENTENCE: Final = re.compile(r"(?:An?|The|This|That|These|In|It|We|Our|He|She|They|According)\b")
_SECTION: Final = re.compile(
    r"(?:\d+[.)]?\s+)?(?:foreword|preface|introduction|contents|table\s+of\s+contents|abstract|executive\s+summary"
    r"|summary|method(?:s|ology)?|about\s+this\s+\w+)\W*",
    re.IGNORECASE,
)


def opening_of(blocks: Sequence[Block]) -> list[str]:
    """The lines between the title and the first part of a text, and a masthead over the title."""
    first = next((i for i, block in enumerate(blocks) if block.kind == "heading"), None)
    if first is None or first > 3:
        # No headings, as in a PDF. The first line is the title, and what looks like a name there may be none,
        # unless it is set in capitals, as mastheads are.
        lines = [line.strip() for block in blocks[:MOST_BLOCKS] for line in block.text.split("\n")]
        masthead = lines[:1] if lines and lines[0].isupper() else []
        return masthead + _until_prose(lines[1:_MOST_LINES])
    over = [line for block in blocks[:first] for line in block.text.split("\n") if len(line) <= 80]
    below: list[str] = []
    for block in blocks[first + 1 : first + 1 + MOST_BLOCKS]:
        if block.kind != "paragraph":
            break
        below += block.text.split("\n") if len(block.text) <= LONG_LINE else [" ".join(block.text.split())]
        if len(block.text) > LONG_LINE:
            break
    return over + below


def _until_prose(lines: Sequence[str]) -> list[str]:
    """Lines up to the first part, or up to two long lines in a row, with which the prose begins."""
    kept: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        sentence = len(line) > 40 and SENTENCE.match(line)
        section = _SECTION.match(line)
        if sentence or (section and (section.end() == len(line) or section.group().rstrip()[-1] in ".:")):
            break
        if len(line) > _WRAPPED and len(following) > _WRAPPED:
            break
        kept.append(line)
    return kept
