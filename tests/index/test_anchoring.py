"""Finding an edited figure again on another version of its source."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.index.anchoring import anchor_of, find_again
from assistant.schema import Figure, Span


def figures_of(text, surface="42 %"):
    """A figure wherever the surface stands; sentences end at full stops."""
    found, at = [], text.find(surface)
    while at >= 0:
        start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
        stop = text.find(".", at)
        sentence = Span(start, len(text) if stop < 0 else stop + 1)
        found.append(figure(f"f{at}", at, at + len(surface), surface, sentence))
        at = text.find(surface, at + 1)
    return found


def figure(name, start, end, surface, sentence):
    """A figure with nothing but its place."""
    return Figure(
        id=name, source_id="s", start=start, end=end, surface=surface, value=Decimal(42), high=None,
        unit="percent", qualifier=None, direction=None, metric=None, population=None, period=None,
        attributed_to=None, relayed_by=None, stance="asserted", sample_n=None, sentence=sentence,
    )  # fmt: skip


def moved(before, after, nth=0):
    """Where the nth figure of one text is found in another; None if nowhere."""
    found = find_again(anchor_of(figures_of(before)[nth], before), figures_of(after), after)
    return None if found is None else found.start


SENTENCE = "Service meshes ran in production at 42 % of organisations."


def test_a_sentence_that_moved_is_found():
    """The same sentence elsewhere, although other sentences came before it."""
    after = f"Something else was said first. {SENTENCE}"
    assert moved(SENTENCE, after) == after.index("42 %")


def test_the_place_in_a_sentence_decides():
    """Two figures with the same words in one sentence are not mixed up."""
    text = "Meshes were used by 42 % of banks and by 42 % of insurers."
    after = f"Another opening. {text}"
    for nth in (0, 1):
        assert moved(text, after, nth) == figures_of(after)[nth].start


def test_of_equal_sentences_the_one_with_the_same_surroundings():
    """A sentence that stands twice is told apart by what stands around the figure, then by nearness."""
    text = f"{SENTENCE} {SENTENCE}"
    assert moved(text, text, 0) == figures_of(text)[0].start
    assert moved(text, text, 1) == figures_of(text)[1].start


def test_a_changed_sentence_is_found_by_its_surroundings():
    """A correction far from the figure does not lose it, nor one near it on one side."""
    start = (
        "In the survey of last spring, service meshes ran in production at 42 % of the organisations asked"
    )
    far = f"{start} in Europe and in North America, it says."
    assert moved(far, far.replace("it says", "it said")) == far.index("42 %")
    near = far.replace("of the organisations asked", "of all the companies asked")
    assert moved(far, near) == near.index("42 %")


def test_what_is_not_certain_is_not_found():
    """Gone, another number, or two places that fit as well: None rather than a guess."""
    assert moved(SENTENCE, "Nothing of it is left.") is None
    assert moved(SENTENCE, SENTENCE.replace("42 %", "43 %")) is None
    long = "In the survey of last spring, service meshes ran in production at 42 % of banks."
    twice = f"{long.replace('banks', 'firms')} {long.replace('banks', 'shops')}"
    assert moved(long, twice) is None


def test_the_edge_of_a_text_is_no_surrounding():
    """Two short texts both begin with the figure; that alone does not make them the same."""
    assert moved("42 % said yes.", "42 % of all others have said no.") is None


@given(
    st.lists(st.sampled_from([SENTENCE, "So 42 % said.", "It was 42 % and 42 %.", "No figure."]), max_size=8)
)
def test_an_unchanged_text_loses_nothing(sentences):
    """Every figure is found at its own place on the same text, however often it repeats."""
    text = " ".join(sentences)
    figures = figures_of(text)
    for one in figures:
        anchor = anchor_of(one, text)
        assert text[one.start : one.end] == anchor["quote"]
        found = find_again(anchor, figures, text)
        assert found is not None
        assert found.start == one.start


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_found_has_the_same_words(before, after):
    """On any text the figure that is found is one of its figures, with the anchor's words."""
    text, other = f"{before}42 %{after}", f"{after}42 %{before}"
    anchor = anchor_of(figures_of(text)[0], text)
    figures = figures_of(other)
    found = find_again(anchor, figures, other)
    assert found is None or found in figures
    assert find_again({**anchor, "quote": "7 %"}, figures, other) is None
    assert find_again(anchor, [replace(f, surface="7 %") for f in figures], other) is None
