"""Saved web pages -> blocks and metadata, by trafilatura."""

from __future__ import annotations

import re

from assistant.errors import LoadError
from assistant.loading.markdown import markdown_blocks
from assistant.schema import Block, Metadata


def html_blocks(path: str, page: bytes, fallback_title: str) -> tuple[list[Block], Metadata]:
    """Main text of a page, without navigation, and what the page says about itself.

    Raises:
        LoadError: the page has no main text.
    """
    import trafilatura

    found = trafilatura.extract(
        page,
        output_format="markdown",
        include_tables=True,
        include_formatting=True,  # without it headings run into the paragraph behind them
        include_comments=False,
        with_metadata=False,
    )
    if not found or not found.strip():
        raise LoadError(path, "no main text was found in this page; save it as text and add that")
    about = trafilatura.extract_metadata(page)
    date = about.date if about and re.fullmatch(r"\d{4}-\d{2}-\d{2}", about.date or "") else None
    metadata = Metadata(
        title=(about.title if about else None) or fallback_title,
        publisher=about.sitename if about else None,
        published=date,
        url=about.url if about else None,
        kind="web page",
    )
    return markdown_blocks(found), metadata
