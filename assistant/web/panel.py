"""The source panel: a source's text in blocks, with the cited span set apart. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.presentation import web_address
from assistant.schema import Section, SourceText
from assistant.web.cards import about

# Characters sent on either side of the cited sentence. Several book-length reports would otherwise
# make the browser lay out thousands of paragraphs at each click.
_REACH = 60_000


def source_panel(found: SourceText, card: Mapping[str, Any]) -> dict[str, Any]:
    """A source as the panel draws it.

    Args:
        found: the source, with the text of the version that was cited.
        card: the citation as `cards.citation_card` made it; its `start` and `end` are characters of
            that text.
    """
    start, end = int(card["start"]), int(card["end"])
    metadata = found.source.metadata
    shown, before, after = _window(found.sections, start, end)
    changed = card["version"] != found.source.version
    return {
        "title": metadata.title,
        "label": card["label"],
        "about": about(metadata),
        "url": card["url"] or web_address(metadata.url),
        "place": card["place"],
        "changed": "The source has changed since; this is the text that was cited." if changed else None,
        "before": before,
        "after": after,
        "blocks": [_block(found.text, section, start, end) for section in shown],
    }


def missing_panel(title: str, reason: str) -> dict[str, Any]:
    """What the panel shows where a source cannot be opened."""
    return {"title": title, "problem": reason}


def _window(sections: Sequence[Section], start: int, end: int) -> tuple[list[Section], int, int]:
    """The sections near a span, and how many characters before and after them are left out."""
    shown = [s for s in sections if s.end > start - _REACH and s.start < end + _REACH]
    if not shown:
        return [], 0, 0
    before = shown[0].start - sections[0].start
    after = sections[-1].end - shown[-1].end
    return shown, before, after


def _block(text: str, section: Section, start: int, end: int) -> dict[str, Any]:
    """A block cut into what precedes the cited span, the span, and what follows it.

    Python counts code points and JavaScript UTF-16 units, so the cutting is done here.
    """
    first = min(max(start, section.start), section.end)
    last = min(max(end, first), section.end)
    return {
        "kind": section.kind,
        "page": section.page,
        "text": [text[section.start : first], text[first:last], text[last : section.end]],
    }
