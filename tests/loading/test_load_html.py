"""Saved web pages: the main text without navigation, and what the page says about itself."""

from __future__ import annotations

from contextlib import suppress

import pytest

from assistant.errors import LoadError
from assistant.loading import load

PAGE = """<!doctype html><html lang="en"><head>
<title>Adoption in numbers | Example News</title>
<meta property="og:title" content="Adoption in numbers">
<meta property="og:site_name" content="Example News">
<meta property="og:url" content="https://news.example.org/adoption">
<meta property="article:published_time" content="2025-04-01T08:00:00Z">
<script>var tracker = "script text 12345";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/jobs">Careers portal</a></li></ul></nav>
<article><h1>Adoption in numbers</h1>
<p>The survey of the foundation found that <b>82 %</b> of <i>container users</i> run Kubernetes in
production, which is two points more than in the year before, and it
asked 628 people between June and August.</p>
<h2>By region</h2>
<p>Among European respondents the share was 79 %, the foundation said, while the share among North American
respondents reached 84 % and the share elsewhere was not stated in the report.</p>
<ul><li>Service meshes were used by 42 % of the respondents.</li></ul>
<table><tr><th>Year</th><th>Share</th></tr><tr><td>2023</td><td>66 %</td></tr></table>
</article>
<footer><p>Copyright notice of the footer. Imprint. Cookie settings.</p></footer>
</body></html>"""


def read(tmp_path, page):
    """Load this page from a file."""
    path = tmp_path / "saved-page.html"
    path.write_text(page, "utf-8")
    return load(path)


def test_main_text_without_navigation(tmp_path):
    """Paragraphs and headings are kept; menu, script and footer are not."""
    document = read(tmp_path, PAGE)
    text = "\n".join(block.text for block in document.blocks)
    for wanted in ("82 % of container users", "628 people", "79 %", "42 % of the respondents", "66 %"):
        assert wanted in text
    for unwanted in ("Careers portal", "tracker", "12345", "Cookie settings"):
        assert unwanted not in text


def test_headings_stay_apart_from_the_text_below(tmp_path):
    """A heading is a block of its own, so that no sentence begins with it."""
    blocks = [(b.kind, b.text) for b in read(tmp_path, PAGE).blocks]
    assert ("heading", "By region") in blocks
    assert any(kind == "paragraph" and text.startswith("Among European") for kind, text in blocks)
    assert ("item", "Service meshes were used by 42 % of the respondents.") in blocks
    assert ("row", "2023 | 66 %") in blocks


def test_what_the_page_says_about_itself(tmp_path):
    """Title, site, date and address come from the page; it is the publisher's own text."""
    about = read(tmp_path, PAGE).metadata
    assert (about.title, about.publisher, about.url) == (
        "Adoption in numbers",
        "Example News",
        "https://news.example.org/adoption",
    )
    assert about.published == "2025-04-01"
    assert (about.text_kind, about.kind) == ("original", "web page")


def test_a_page_without_text_is_refused(tmp_path):
    """An application shell has nothing to index; the message says what to do."""
    with pytest.raises(LoadError, match="no main text"):
        read(tmp_path, "<html><head><title>App</title></head><body><div id='root'></div></body></html>")


@pytest.mark.parametrize("page", ["<", "<html", "<p>", "<!-- never closed", "]]>&&&;"])
def test_a_broken_page_is_a_load_error_or_text(tmp_path, page):
    """Markup that no parser likes never escapes as another error."""
    with suppress(LoadError):
        assert read(tmp_path, page).blocks


LONG = "<p>" + "This is a paragraph of the article that says what it says, at length. " * 6 + "</p>"


def about(tmp_path, head="", above="", byline="", below="", title="Edge in numbers"):
    """Publisher and date of a page of these parts."""
    metadata = read(
        tmp_path,
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>{above}"
        f"<main><article><h1>Edge in numbers</h1>{byline}{LONG}</article></main>{below}</body></html>",
    ).metadata
    return metadata.publisher, metadata.published


LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("parts", "publisher"),
    [
        ({"head": '<meta name="citation_publisher" content="Mill Trust">'}, "Mill Trust"),
        ({"head": '<meta name="DC.publisher" content="Mill">'}, "Mill"),
        ({"head": LINKED.format('{"@graph": [{"publisher": {"@id": "#o"}}, {"@id": "#o", "name": "Mill"}]}')},
         "Mill"),
        ({"title": "Edge in numbers | Mill"}, "Mill"),
        ({"title": "White paper: Edge in numbers | Mill"}, "Mill"),
        ({"title": "Edge in numbers – Mill Research"}, "Mill Research"),
        ({"title": "Edge in numbers - Blog - Old Mill", "above": "<header><a href='/'>Old Mill</a></header>"},
         "Old Mill"),
        ({"head": '<meta name="author" content="Mill Institute">'}, "Mill Institute"),
        ({"byline": "<p>Mill Institute · 8 June 2021</p>"}, "Mill Institute"),
        ({"below": "<footer><p>© 2023 Mill Institute. All rights reserved.</p></footer>"}, "Mill Institute"),
    ],
)  # fmt: skip
def test_publisher_of_a_page(tmp_path, parts, publisher):
    """Tags, JSON-LD, the title's other half, the byline and the footer are asked, in this order."""
    assert about(tmp_path, **parts)[0] == publisher


@pytest.mark.parametrize(
    "parts",
    [
        {"head": '<meta name="author" content="Jon Pike">', "title": "Edge in numbers | Jon Pike"},
        {"head": '<meta name="publisher" content="https://social.example/mill">'},
        {"head": LINKED.format('{"publisher": {"@type": "Person", "name": "Jon Pike"}}')},
        {"head": LINKED.format("{broken")},
        {"title": "Edge in numbers – The first results"},
        {"title": "Edge in numbers | Executive summary"},
        {"title": "Edge in numbers | Blog"},
        {"byline": "<p>By Jon Pike, Mill Research</p>"},
    ],
)
def test_persons_addresses_and_parts_of_a_title_publish_nothing(tmp_path, parts):
    """A person, an address and the second half of a heading are no publisher."""
    assert about(tmp_path, **parts)[0] is None


@pytest.mark.parametrize(
    ("parts", "published"),
    [
        ({"head": '<meta name="citation_publication_date" content="2021/06">'}, "2021-06"),
        ({"head": LINKED.format('{"datePublished": "2022-10-11"}')}, "2022-10-11"),
        ({"byline": "<p>By Jon Pike | December 13, 2024 | 5 min read</p>"}, "2024-12-13"),
        ({"byline": "<p>By Jon Pike</p><p>The show ran until 3 May 2023 and was long.</p>"}, None),
        ({"byline": "<p>Updated June 4, 2025</p>"}, None),
    ],
)
def test_date_of_a_page(tmp_path, parts, published):
    """What the page gives as its day, and not any day that its text names."""
    assert about(tmp_path, **parts)[1] == published


def test_the_title_of_a_table_is_no_row(tmp_path):
    """Its columns keep their heads, so that a figure has the year that it stands under."""
    rows = "".join(f"<tr><td>{name}</td><td>4 days</td><td>3 days</td></tr>" for name in ("Build", "Ship"))
    words = "Reports of many words are read with care. " * 9
    page = f"""<html><body><article><h1>Flow report</h1><p>{words}</p>
    <table><caption>Medians of 2023 and 2025</caption>
    <thead><tr><th>Measure</th><th>2023</th><th>2025</th></tr></thead>
    <tbody>{rows}</tbody></table></article></body></html>"""
    blocks = [(block.kind, block.text) for block in read(tmp_path, page).blocks]
    assert ("paragraph", "Medians of 2023 and 2025") in blocks
    assert [text for kind, text in blocks if kind == "row"] == [
        "Measure | 2023 | 2025", "Build | 4 days | 3 days", "Ship | 4 days | 3 days",
    ]  # fmt: skip
