"""Which figures may answer which kinds of question."""

from __future__ import annotations

import pytest

from assistant.ingest.figures import read_figures
from assistant.retrieval.kinds import has_kind, may_answer, needs_figure
from assistant.schema import CanonicalText, Metadata, Span


def first_figure(text: str):
    """The first figure of a sentence."""
    return read_figures(CanonicalText(text, ()), [Span(0, len(text))], Metadata(title="T"), "s", "v")[0]


@pytest.mark.parametrize(
    ("kind", "text", "fits", "may"),
    [
        ("share", "58% used it.", True, True),
        ("share", "12,418 people came.", False, False),
        ("count", "12,418 people came.", True, True),
        ("count", "58% used it.", False, True),
        ("money", "They save up to 72% on it.", False, True),
        ("money", "They save US$4 million.", True, True),
        ("share", "They save US$4 million.", False, False),
        ("multiple", "It costs 6 times as much.", True, True),
    ],
)
def test_units_that_fit(kind, text, fits, may):
    """A rebate may answer "how much", an attendance never "what share"."""
    figure = first_figure(text)
    assert has_kind(figure, frozenset({kind}), text) is fits
    assert may_answer(figure, frozenset({kind}), text) is may


def test_a_sample_is_not_a_finding():
    """How many were asked does not answer how many use it, and the other way round."""
    text = "For this 1,024 respondents were surveyed."
    figure = first_figure(text)
    assert figure.sample_n == 1024
    assert has_kind(figure, frozenset({"sample"}), text)
    assert not may_answer(figure, frozenset({"count"}), text)


def test_a_bare_topic_and_a_question_for_advice_need_no_figure():
    """Only who asks for a value must get one."""
    assert needs_figure(frozenset({"share"}))
    assert not needs_figure(frozenset({"share", "count", "money", "multiple"}))
    assert not needs_figure(frozenset({"recommendation", "money"}))
    assert not needs_figure(frozenset({"text"}))
