"""Markdown and plain text: front matter in odd forms, blocks, inline markup."""

from __future__ import annotations

import pytest

from assistant.errors import LoadError
from assistant.loading import load
from assistant.loading.markdown import markdown_blocks, metadata_from_front_matter
from assistant.schema import Metadata, Sample

FULL = """---
text_kind: digest
title: "Annual Survey: 2024"
publisher: Foundation
account_of: null
event: ""
published: 2025-04-01
collected: "2024-06/2024-08"
url: https://example.org/a
kind: survey report
language: en
sample: {n: 1065, who: members, regions: "37% Europe", margin: "+/- 3 points"}
source_tier: primary
derived: true
unknown_field: 7
---
# A heading of the body

Text with 82 %.
"""


def read(tmp_path, text, name="a-report.md"):
    """Load this text from a file."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return load(path)


def test_front_matter_becomes_metadata(tmp_path):
    """Known fields are read, null and empty ones are None, unknown ones are passed over."""
    assert read(tmp_path, FULL).metadata == Metadata(
        title="Annual Survey: 2024",
        text_kind="digest",
        publisher="Foundation",
        published="2025-04-01",
        collected="2024-06/2024-08",
        url="https://example.org/a",
        kind="survey report",
        language="en",
        sample=Sample(1065, "members", "37% Europe", "+/- 3 points"),
        source_tier="primary",
        derived=True,
    )


def test_front_matter_is_not_text(tmp_path):
    """Nothing of the front matter stands in the blocks."""
    blocks = read(tmp_path, FULL).blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "A heading of the body"),
        ("paragraph", "Text with 82 %."),
    ]


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("- a\n- b", "is a list"),
        ("just words", "is a str"),
        ("title: [unclosed", "not valid YAML"),
        ("title: a: b", "not valid YAML"),
        ("published: 2025-02-31", "not valid YAML"),
        ("published: last spring", "published is 'last spring'"),
        ("collected: 2024/25", "collected is '2024/25'"),
        ("text_kind: essay", "text_kind is 'essay'"),
        ("sample: many", "sample is 'many'"),
        ("sample: {n: about a thousand}", "sample n is"),
        ("sample: {n: -3}", "sample n is -3"),
        ("sample: {n: true}", "sample n is True"),
        ("title: !!python/object/apply:os.system [ls]", "not valid YAML"),
    ],
)
def test_broken_front_matter_names_file_and_fault(tmp_path, front, says):
    """A fault is reported with the path, never guessed around, and no YAML tag runs anything."""
    with pytest.raises(LoadError) as caught:
        read(tmp_path, f"---\n{front}\n---\nText.\n")
    assert says in caught.value.problem
    assert "a-report.md" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\n\n---\n# Heading\n\nText.", "Heading"),
        ("---\n---\n# Heading\n\nText.", "Heading"),
        ("---\ntitle: null\n---\n# Heading\n\nText.", "Heading"),
        ("# Heading **bold**\n\nText.", "Heading bold"),
        ("## Second level\n\nText.", "a-report"),
        ("Text.", "a-report"),
        ("---\ntitle: 2024\n---\nText.", "2024"),
        ("---\ntitle: [a, b]\n---\nText.", "a-report"),
    ],
)
def test_where_the_title_comes_from(tmp_path, text, title):
    """Front matter, else a first heading of level one, else the file's name."""
    assert read(tmp_path, text).metadata.title == title


def test_crlf_and_byte_order_mark_hide_no_front_matter(tmp_path):
    """A file saved on another system has its front matter read."""
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert load(path).metadata.publisher == "Foundation"


def test_a_time_in_a_date_is_cut_off(tmp_path):
    """Exporters write times; only the day counts. `date` stands for `published`."""
    document = read(tmp_path, "---\ndate: 2025-04-01T10:30:00Z\n---\nText.")
    assert document.metadata.published == "2025-04-01"


def test_a_rule_later_in_the_text_is_no_front_matter(tmp_path):
    """Only a block at the very start is front matter."""
    document = read(tmp_path, "Text before.\n\n---\ntitle: Not this\n---\n\nText.")
    assert document.metadata.title == "a-report"


def test_blocks_of_a_document():
    """Headings with levels, paragraphs, list items of all marks, soft-wrapped items, table rows, code."""
    text = """# One #
Para line one
line two

### Three
- first
  goes on
* second
1. third
2) fourth

| Year | Share |
|------|:-----:|
| 2023 | **66 %** |

***

```
# not a heading
- not an item
```
Last.
"""
    assert [(b.kind, b.level, b.text) for b in markdown_blocks(text)] == [
        ("heading", 1, "One"),
        ("paragraph", 0, "Para line one\nline two"),
        ("heading", 3, "Three"),
        ("item", 0, "first\n  goes on"),
        ("item", 0, "second"),
        ("item", 0, "third"),
        ("item", 0, "fourth"),
        ("row", 0, "Year | Share"),
        ("row", 0, "2023 | 66 %"),
        ("paragraph", 0, "***"),
        ("paragraph", 0, "# not a heading\n- not an item"),
        ("paragraph", 0, "Last."),
    ]


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("**82 %** of __users__", "82 % of users"),
        ("an *important* point", "an important point"),
        ("`kubectl` and [the report](https://example.org/a_b)", "kubectl and the report"),
        ("before ![a chart of 99 %](chart.png) after", "before  after"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("text <!-- hidden --> more", "text  more"),
        ("5*10 and 6*7", "5*10 and 6*7"),
        ("a_b_c __init__", "a_b_c init"),
    ],
)
def test_inline_markup_goes_and_text_stays(raw, plain):
    """Emphasis, code, links and comments leave their text; pictures leave nothing."""
    assert [b.text for b in markdown_blocks(raw)] == [plain]


@pytest.mark.parametrize(
    ("front", "publisher", "published"),
    [
        ({"publication": "The Mill Gazette", "author": "Ann Marsh"}, "The Mill Gazette", None),
        ({"author": "Mill Institute"}, "Mill Institute", None),
        ({"author": "Ann Marsh"}, None, None),
        ({"publisher": None, "author": "Mill Institute"}, None, None),
        ({"date": "24 June 2025"}, None, "2025-06-24"),
    ],
)
def test_front_matter_names_its_publisher_in_more_than_one_way(front, publisher, published):
    """A publication and an organisation as author count, a person does not, and a null is meant."""
    about = metadata_from_front_matter(front, "t")
    assert (about.publisher, about.published) == (publisher, published)
