"""Offsets of a public set's files, carried over to the canonical text."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.cases import SourceSpan
from evals.public.chunking_evaluation import Carried


def carried(before, after, piece):
    """What of `after` the first `piece` of `before` became."""
    start = before.index(piece)
    span = Carried(before, after).span("doc", start, start + len(piece))
    assert span.source == "doc"
    return after[span.start : span.end]


def bare(text):
    """A text without white space."""
    return "".join(text.split())


def test_offsets_are_carried_over_when_white_space_changes():
    """Line ends that became spaces, doubled spaces and new paragraphs move a span, not its characters."""
    before, after = "One  two\nthree.\n\n\nFour five.", "One two three.\n\nFour five."
    assert carried(before, after, "two\nthree.") == "two three."
    assert carried(before, after, "Four five.") == "Four five."
    # White space at the ends of a span belongs to no character.
    assert carried(before, after, "\n\n\nFour") == "Four"


def test_equal_texts_keep_their_offsets():
    """By hand: characters 4 to 7 stay where they are."""
    assert Carried("One two three", "One two three").span("doc", 4, 7) == SourceSpan("doc", 4, 7)


def test_characters_that_are_missing_are_passed_over():
    """Marks that cleaning dropped shorten the span, and what follows is found all the same."""
    before, after = "**Bold** claim [12] stays. Then more.", "Bold claim stays. Then more."
    assert carried(before, after, "**Bold** claim") == "Bold claim"
    assert carried(before, after, "claim [12] stays.") == "claim stays."
    assert carried(before, after, "Then more.") == "Then more."


def test_characters_that_were_added_are_passed_over():
    """A mark that only the canonical text has is no part of what stands beside it."""
    before, after = "First point. Second point.", "1) First point. 2) Second point."
    assert carried(before, after, "First point.") == "First point."
    assert carried(before, after, "Second point.") == "Second point."


def test_a_span_of_missing_or_no_characters_is_empty():
    """What is not there any more, white space alone, and an empty span have no place."""
    gone = Carried("kept <img> kept", "kept kept")
    assert gone.span("doc", 5, 10) == SourceSpan("doc", 0, 0)
    assert gone.span("doc", 4, 5) == SourceSpan("doc", 0, 0)
    assert gone.span("doc", 3, 3) == SourceSpan("doc", 0, 0)
    assert Carried("text", "").span("doc", 0, 4) == SourceSpan("doc", 0, 0)
    assert Carried("", "text").span("doc", 0, 4) == SourceSpan("doc", 0, 0)


def test_a_long_missing_passage_does_not_lose_the_rest():
    """After 900 characters that are gone (a table), the next sentences are found at their places."""
    table = "| 17 | 4 |\n" * 90
    sentences = [f"Sentence {word} tells of {word[::-1]} alone." for word in ("alpha", "bravo", "charlie")]
    before, after = f"Begin.\n{table}\n{' '.join(sentences)}", f"Begin. {' '.join(sentences)}"
    for sentence in sentences:
        assert carried(before, after, sentence) == sentence


_word = st.text(string.ascii_letters + string.digits + ".,é", min_size=1, max_size=6)
_gap = st.sampled_from([" ", "\n", "  ", "\n\n", "\t"])


@settings(deadline=None)
@given(st.lists(st.tuples(_word, _gap, _gap), min_size=1, max_size=12), st.data())
def test_a_span_keeps_its_text_but_for_white_space(parts, data):
    """However the white space between words changed, a span covers the same characters."""
    before = "".join(word + gap for word, gap, _ in parts)
    after = "".join(gap + word for word, _, gap in parts)
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    span = Carried(before, after).span("doc", start, end)
    assert bare(after[span.start : span.end]) == bare(before[start:end])


@settings(deadline=None)
@given(st.text("ab c", max_size=30), st.text("ab c", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_any_two_texts_give_a_span_of_the_second(before, after, start, end):
    """Whatever the texts and the offsets are, the span lies within the canonical text."""
    span = Carried(before, after).span("doc", start, end)
    assert 0 <= span.start <= span.end <= len(after)
