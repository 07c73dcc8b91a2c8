"""Citations and sources as the page draws them: plain dicts of plain strings. Pure.

Nothing here is markup. The page's script puts every string into a text node, so that a document
can contain whatever it likes and stays text.
"""

from __future__ import annotations

from typing import Any

from assistant.presentation import digest_label, web_address
from assistant.schema import Citation, Metadata

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def citation_card(citation: Citation) -> dict[str, Any]:
    """A citation as the conversation shows it; `number` is given when a sentence first cites it."""
    return {
        "number": None,
        "source_id": citation.source_id,
        "version": citation.version,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "title": citation.title,
        "byline": byline(citation.publisher, citation.event, citation.published),
        "url": web_address(citation.url),
        "text_kind": citation.text_kind,
        "label": digest_label(citation) if citation.text_kind == "digest" else None,
        "place": place(citation),
    }


def byline(publisher: str | None, event: str | None, published: str | None) -> str:
    """Publisher, event and date, as far as they are known."""
    parts = [publisher, event, readable_date(published)]
    return " · ".join(part for part in parts if part) or "publisher and date not stated"


def place(citation: Citation) -> str | None:
    """Where in the source a citation stands: page, slide, heading and the like."""
    names = ("page", "slide", "row", "timestamp")
    parts = [f"{name} {citation.locator[name]}" for name in names if name in citation.locator]
    if citation.locator.get("heading"):
        parts.append(f"under “{citation.locator['heading']}”")
    return ", ".join(parts) or None


def readable_date(date: str | None) -> str | None:
    """`2026-01-20` as 20 January 2026, `2025-04` as April 2025, `A/B` as A to B; else as it is."""
    if not date:
        return None
    if "/" in date:
        first, last = date.split("/", 1)
        return f"{readable_date(first)} to {readable_date(last)}"
    parts = date.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return date
    if len(parts) == 1:
        return date
    month = int(parts[1])
    if not 1 <= month <= 12:
        return date
    words = [_MONTHS[month - 1], parts[0]]
    return " ".join([str(int(parts[2])), *words] if len(parts) == 3 else words)


def about(metadata: Metadata) -> list[dict[str, str]]:
    """What is known about a source, as rows of a name and a value; what is unknown has no row."""
    sample = metadata.sample
    rows = [
        ("Publisher", metadata.publisher),
        ("Account of", metadata.account_of),
        ("Event", metadata.event),
        ("Published", readable_date(metadata.published)),
        ("Collected", readable_date(metadata.collected)),
        ("Who was asked", sample.who),
        ("How many", f"{sample.n:,}" if sample.n is not None else None),
        ("Where", sample.regions),
        ("Margin of error", sample.margin),
        ("Kind", metadata.kind),
    ]
    return [{"name": name, "value": value} for name, value in rows if value]
