"""Chunking: every sentence in exactly one chunk, limits kept, nothing lost."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingest.chunking import chunk, sentence_spans
from assistant.ingest.cleaning import canonicalise
from assistant.schema import Block

_SENTENCES = [
    "Kubernetes is used by 82 % of organisations.",
    "About 7.5 million developers, e.g. in Europe, took part!",
    "Why?",
    'Dr. Ng said "costs fell by US$24.8bn a year." It was vs. 2023.',
    "no full stop at the end",
    "word " * 60 + "end.",
    "x" * 300,
    "\u65e5\u672c\u8a9e\u306e\u6587\u3002\u7d9a\u304d\u3002",
]
_any_text = st.one_of(
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5).map(" ".join),
    st.text(max_size=80),
)
_documents = st.lists(
    st.builds(
        Block,
        st.sampled_from(["heading", "paragraph", "paragraph", "item", "row"]),
        _any_text,
        st.integers(1, 3),
        st.one_of(st.none(), st.integers(1, 3)),
    ),
    max_size=7,
).map(canonicalise)
_quick = settings(max_examples=100, deadline=None)


def words(text):
    """A measure that is not proportional to characters."""
    return len(re.findall(r"\S+", text))


@_quick
@given(st.text(max_size=200), st.integers(0, 20), st.integers(0, 20))
def test_sentence_spans_cover_everything_but_white_space(text, left, right):
    """Sentences of a part of a text are in order, inside it, stripped, and miss nothing."""
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    spans = sentence_spans(text, start, end)
    position = start
    for span in spans:
        assert position <= span.start < span.end <= end
        assert text[position : span.start].strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        position = span.end
    assert text[position:end].strip() == ""


@_quick
@given(_documents, st.integers(30, 400))
def test_chunks_hold_each_character_of_the_text_once(canonical, max_chars):
    """All but headings and white space is in exactly one sentence of one chunk, in order."""
    covered = [0] * len(canonical.text)
    position = 0
    for piece in chunk(canonical, max_chars=max_chars):
        assert (piece.start, piece.end) == (piece.sentences[0].start, piece.sentences[-1].end)
        for span in piece.sentences:
            assert position <= span.start < span.end
            position = span.end
            for at in range(span.start, span.end):
                covered[at] += 1
    for section in canonical.sections:
        expected = 0 if section.kind == "heading" else 1
        for at in range(section.start, section.end):
            if not canonical.text[at].isspace():
                assert covered[at] == expected


@_quick
@given(_documents, st.integers(30, 400), st.integers(3, 40))
def test_chunks_keep_both_limits(canonical, max_chars, max_tokens):
    """No chunk has more characters or more tokens than allowed."""
    for piece in chunk(canonical, max_chars=max_chars, measure=words, max_tokens=max_tokens):
        assert piece.end - piece.start <= max_chars
        assert words(canonical.text[piece.start : piece.end]) <= max_tokens


@_quick
@given(_documents, st.integers(30, 400))
def test_a_chunk_stays_in_its_place(canonical, max_chars):
    """Every sentence of a chunk lies in a section with the chunk's heading and page."""
    for piece in chunk(canonical, max_chars=max_chars):
        for span in piece.sentences:
            home = next(s for s in canonical.sections if s.start <= span.start and span.end <= s.end)
            assert (home.heading, home.page) == (piece.heading, piece.page)


def test_whole_sentences_are_kept_whole():
    """Sentences that fit are never cut, and as many as fit share a chunk."""
    canonical = canonicalise([Block("paragraph", "One is 1. Two is 2. Three is 3. Four is 4.")])
    chunks = chunk(canonical, max_chars=24)
    texts = [[canonical.text[s.start : s.end] for s in piece.sentences] for piece in chunks]
    assert texts == [["One is 1.", "Two is 2."], ["Three is 3.", "Four is 4."]]


def test_an_overlong_sentence_is_cut_at_spaces():
    """Its parts fit, begin and end with words, and together are the sentence."""
    sentence = " ".join(f"word{n}" for n in range(60)) + "."
    canonical = canonicalise([Block("paragraph", sentence)])
    parts = [
        canonical.text[s.start : s.end] for piece in chunk(canonical, max_chars=50) for s in piece.sentences
    ]
    assert len(parts) > 5
    assert all(len(part) <= 50 for part in parts)
    assert " ".join(parts) == sentence


def test_a_word_longer_than_a_chunk_is_cut_without_loss():
    """Where there is no space, the cut is at the limit."""
    canonical = canonicalise([Block("paragraph", "y" * 95)])
    spans = [s for piece in chunk(canonical, max_chars=40) for s in piece.sentences]
    assert [s.end - s.start for s in spans] == [40, 40, 15]
    assert [s.start for s in spans] == [0, 40, 80]


def test_a_table_row_is_one_sentence():
    """Full stops in cells do not part a row."""
    rows = ["Year | Share | Note", "2023. | 66 %. | Asked. Online.", "2024 | 80 % | Same."]
    canonical = canonicalise([Block("row", row) for row in rows])
    (piece,) = chunk(canonical, max_chars=400)
    assert [canonical.text[s.start : s.end] for s in piece.sentences] == rows


def test_a_document_of_headings_has_no_chunks():
    """Headings are context, never content."""
    canonical = canonicalise([Block("heading", "One", 1), Block("heading", "Two", 2)])
    assert chunk(canonical, max_chars=100) == []
