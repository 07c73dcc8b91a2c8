"""Cleaning: what becomes canonical text, and that the blocks stay its slices."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingest.cleaning import canonicalise, clean
from assistant.schema import Block

# Characters that real files mix into text, so that the generator meets them often.
_ODD = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"  # invisible
    "\x00\x07\x0b\x1b\x7f\x85\u2028\xa0\u2009\t\n "  # controls and spaces
    "\ufb00\ufb01\ufb03\u0301\u0308e\u1100\u1161\uac00"  # ligatures, combining marks, Hangul parts
    "0123456789\u00b2\u00bd\u0663%.,"  # digits of several kinds
)
_texts = st.text(st.one_of(st.sampled_from(_ODD), st.characters()), max_size=60)
_quick = settings(max_examples=150, deadline=None)


@_quick
@given(_texts)
def test_cleaning_twice_is_cleaning_once(text):
    """`clean` is idempotent."""
    assert clean(clean(text)) == clean(text)


@_quick
@given(_texts)
def test_clean_text_is_one_nfc_line_without_invisible_characters(text):
    """The result is NFC, has single spaces only, and no control, surrogate or named invisible character."""
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert not {c for c in cleaned if c.isspace()} - {" "}
    assert not {unicodedata.category(c) for c in cleaned} & {"Cc", "Cs", "Co"}
    assert not set(cleaned) & set(_ODD[:12])


@_quick
@given(_texts)
def test_digits_never_change(text):
    """Every digit, superscripts and other scripts included, is kept in order."""
    assert [c for c in clean(text) if c.isdigit()] == [c for c in text if c.isdigit()]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("e\ufb03cient \ufb01gures \ufb02ow o\ufb00 \ufb00t", "efficient figures flow off fft"),
        ("Kuber\u00adnetes", "Kubernetes"),
        ("24\u00a0%  of\nusers", "24 % of users"),
        ("10\u00b2 and \u00bd", "10\u00b2 and \u00bd"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("e\u200b\u0301", "\u00e9"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("a \x00 b", "a b"),
        ("\ufeffTitle\u202e", "Title"),
        (" \u200b \n\t", ""),
    ],
)
def test_what_cleaning_does(raw, cleaned):
    """Ligatures open, odd spaces become one, invisible characters go, superscripts and fractions stay."""
    assert clean(raw) == cleaned


_blocks = st.lists(
    st.builds(
        Block,
        st.sampled_from(["heading", "paragraph", "item", "row"]),
        st.one_of(
            st.sampled_from(["Overview", "82 % of users.", "e\u0301", "\u0301x", " ", "\u200b"]), _texts
        ),
        st.integers(1, 3),
        st.one_of(st.none(), st.integers(1, 4)),
    ),
    max_size=8,
)


@_quick
@given(_blocks)
def test_sections_are_slices_of_the_canonical_text(blocks):
    """Each block that has text is one section, in order, and its span slices to the cleaned block."""
    canonical = canonicalise(blocks)
    kept = [block for block in blocks if clean(block.text)]
    assert [canonical.text[s.start : s.end] for s in canonical.sections] == [clean(b.text) for b in kept]
    assert [(s.kind, s.page) for s in canonical.sections] == [(b.kind, b.page) for b in kept]
    assert unicodedata.is_normalized("NFC", canonical.text)
    for first, second in zip(canonical.sections, canonical.sections[1:], strict=False):
        assert canonical.text[first.end : second.start].strip() == ""
        assert first.end < second.start


def test_headings_name_the_sections_below_them():
    """A section's heading is the path of headings above it; a heading of a higher level ends deeper ones."""
    canonical = canonicalise(
        [
            Block("paragraph", "Before."),
            Block("heading", "Usage", 1),
            Block("heading", "In Europe", 2),
            Block("paragraph", "Half."),
            Block("heading", "Method", 1),
            Block("paragraph", "Asked."),
        ]
    )
    headings = [s.heading for s in canonical.sections if s.kind == "paragraph"]
    assert headings == [None, "Usage > In Europe", "Method"]


def test_lists_and_tables_stay_together():
    """Items of one list and rows of one table are lines, everything else is parted by an empty line."""
    kinds = [("paragraph", "P."), ("item", "a"), ("item", "b"), ("row", "x | y"), ("row", "1 | 2")]
    canonical = canonicalise([Block(kind, text) for kind, text in kinds])
    assert canonical.text == "P.\n\na\nb\n\nx | y\n1 | 2"
