"""Canonical text -> chunks of whole sentences. Pure: boundaries first, text sliced from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sentencex

from assistant.schema import CanonicalText, Chunk, Section, Span

Measure = Callable[[str], int]


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Sentences of `text[start:end]`, without the white space around them, in order.

    sentencex returns pieces that concatenate to its input, so offsets are a running sum.
    """
    spans: list[Span] = []
    position = start
    for piece in sentencex.segment("en", text[start:end]):
        left = len(piece) - len(piece.lstrip())
        kept = piece.strip()
        if kept:
            spans.append(Span(position + left, position + left + len(kept)))
        position += len(piece)
    return spans


def chunk(
    canonical: CanonicalText, *, max_chars: int, measure: Measure | None = None, max_tokens: int = 0
) -> list[Chunk]:
    """Pack sentences into chunks that stay under one heading and on one page.

    Args:
        canonical: the text and its sections.
        max_chars: most characters of a chunk.
        measure: counts the tokens of a text, if `max_tokens` shall hold too.
        max_tokens: most tokens of a chunk, room for title and heading already taken off.

    Returns:
        Chunks in order; every sentence of every section but headings is in exactly one. A sentence
        longer than the limits is cut at spaces, and each part counts as a sentence.
    """

    def fits(start: int, end: int) -> bool:
        if end - start > max_chars:
            return False
        return measure is None or measure(canonical.text[start:end]) <= max_tokens

    chunks: list[Chunk] = []
    pack: list[Span] = []
    place: Section | None = None
    for section in canonical.sections:
        if section.kind == "heading":
            continue
        if place is not None and (section.heading, section.page) != (place.heading, place.page):
            chunks += _close(pack, place)
            pack = []
        place = section
        for sentence in _sentences(canonical.text, section, fits):
            if pack and not fits(pack[0].start, sentence.end):
                chunks += _close(pack, place)
                pack = []
            pack.append(sentence)
    if place is not None:
        chunks += _close(pack, place)
    return chunks


def _close(pack: list[Span], place: Section) -> list[Chunk]:
    if not pack:
        return []
    return [Chunk(pack[0].start, pack[-1].end, tuple(pack), place.heading, place.page)]


def _sentences(text: str, section: Section, fits: Callable[[int, int], bool]) -> Iterable[Span]:
    if section.kind == "row":
        # A table row is one statement; its cells must stay together.
        spans = [Span(section.start, section.end)]
    else:
        spans = sentence_spans(text, section.start, section.end)
    for span in spans:
        if fits(span.start, span.end):
            yield span
        else:
            yield from _cut(text, span, fits)


def _cut(text: str, span: Span, fits: Callable[[int, int], bool]) -> Iterable[Span]:
    """Cut an overlong sentence into the longest parts that fit, at spaces where there are any."""
    start = span.start
    while start < span.end:
        low, high = start + 1, span.end
        while low < high:
            middle = (low + high + 1) // 2
            if fits(start, middle):
                low = middle
            else:
                high = middle - 1
        end = low
        if end < span.end:
            space = text.rfind(" ", start + 1, end + 1)
            end = space if space > start else end
        yield Span(start, end)
        start = end
        while start < span.end and text[start] == " ":
            start += 1
