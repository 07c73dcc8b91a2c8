"""Blocks -> canonical text. Pure.

Everything that changes characters happens here, before offsets are frozen: NFC, ligatures, soft
hyphens, odd spaces, invisible and control characters. What is left out never comes back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from assistant.schema import Block, CanonicalText, Section

# Compatibility forms that PDFs are full of. NFKC would also turn "10²" into "102" and "½" into
# "1⁄2", which changes numbers, so the ligatures are named.
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_TABLE = str.maketrans(_LIGATURES)
# Control, surrogate, private and format characters: the last are soft hyphens, zero-width and
# bidirectional marks and the invisible tags that can carry instructions to a model.
_DROPPED = frozenset({"Cc", "Cs", "Co", "Cf"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line of NFC text without invisible characters; every run of white space is one space.

    Idempotent. Lone surrogates and control characters are dropped.
    """
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    text = _SPACES.sub(" ", text)
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) not in _DROPPED)
    else:
        text = _CONTROL.sub("", text)
    # Dropping a character can bring two others together that compose, or two spaces.
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def canonicalise(blocks: Iterable[Block]) -> CanonicalText:
    """Join cleaned blocks by a blank line (items and rows of one list by a line end)."""
    parts: list[str] = []
    sections: list[Section] = []
    position = 0
    headings: list[tuple[int, str]] = []
    previous = ""
    for block in blocks:
        text = clean(block.text)
        if not text:
            continue
        if block.kind == "heading":
            headings = [h for h in headings if h[0] < block.level] + [(block.level, text)]
        if parts:
            gap = "\n" if block.kind == previous and block.kind in ("item", "row") else "\n\n"
            parts.append(gap)
            position += len(gap)
        heading = " > ".join(h[1] for h in headings) or None
        sections.append(Section(position, position + len(text), block.kind, heading, block.page))
        parts.append(text)
        position += len(text)
        previous = block.kind
    return CanonicalText("".join(parts), tuple(sections))
