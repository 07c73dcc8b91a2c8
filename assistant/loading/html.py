"""Saved web pages -> blocks and metadata, by trafilatura."""

from __future__ import annotations

from assistant.errors import LoadError
from assistant.loading.markdown import markdown_blocks
from assistant.loading.page_head import PageHead, read_page_head
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
    # Site name and date are read by ourselves: trafilatura takes the first half of a title for a site, and
    # any date that it finds in the text for the page's.
    tree = trafilatura.load_html(page)
    head = read_page_head(tree, found) if tree is not None else PageHead()
    metadata = Metadata(
        title=(about.title if about else None) or fallback_title,
        publisher=head.publisher,
        published=head.published,
        url=about.url if about else None,
        kind="web page",
    )
    return markdown_blocks(found), metadata
