"""Ranking figures: descriptions, weights of words, scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.keyword_index import analyse
from assistant.retrieval.figure_search import combine, description, overlap, query_weights


def equally(tokens):
    """Every word is as rare as another."""
    return dict.fromkeys(tokens, 1.0)


@pytest.mark.parametrize(
    ("metric", "population", "name", "expected"),
    [
        ("Kubernetes use", "firms", "CNCF Survey", "CNCF Survey. Kubernetes use; firms"),
        ("Kubernetes use", None, "CNCF Survey", "CNCF Survey. Kubernetes use"),
        (None, "firms", "CNCF Survey", "CNCF Survey. firms"),
        (None, None, "CNCF Survey", "CNCF Survey. "),
        ("Kubernetes use", "firms", "", "Kubernetes use; firms"),
    ],
)
def test_what_the_model_reads(metric, population, name, expected):
    """The name of the source, what is measured, among whom."""
    assert description(metric, population, name) == expected


def test_a_long_metric_is_cut():
    """The head of a clause says what it is; its tail would cost time."""
    assert len(description("x" * 5000, "y" * 5000, "CNCF")) < 300


def test_words_that_frame_a_question_do_not_count():
    """Only what is asked for; where nothing else is said, the frame itself."""
    assert set(query_weights("what share of firms use Kubernetes", equally)) == set(
        analyse("firms Kubernetes")
    )
    assert set(query_weights("the share", equally)) == set(analyse("share"))
    assert query_weights("", equally) == {}


def test_words_in_the_figure_count_most():
    """A synonym counts less than the word, the name of the source less than the figure, another 0."""
    weights = query_weights("attendees", equally)
    exact = overlap(weights, analyse("attendees"), ())
    synonym = overlap(weights, analyse("visitors"), ())
    in_name = overlap(weights, (), analyse("attendees"))
    assert exact == 1
    assert 0 < in_name < synonym < exact
    assert overlap(weights, analyse("clusters"), analyse("survey")) == 0
    assert overlap({}, analyse("clusters"), ()) == 0


def test_a_rare_word_says_more():
    """Of two figures that have one word each, the one with the rarer word is nearer."""
    weights = {"kubernet": 1.0, "wasm": 5.0}
    assert overlap(weights, {"wasm"}, ()) > overlap(weights, {"kubernet"}, ())


WORDS = st.sets(st.sampled_from(["a1", "b2", "c3", "d4"]))


@given(st.dictionaries(st.sampled_from(["a1", "b2", "c3"]), st.floats(0.01, 10)), WORDS, WORDS, WORDS)
def test_more_words_never_lower_the_share(weights, said, name, more):
    """0 to 1, and monotone in what the figure and its source say."""
    share = overlap(weights, said, name)
    assert 0 <= share <= 1 + 1e-9
    assert overlap(weights, said | more, name | more) >= share


UNIT = st.floats(0, 1, width=32)


@given(st.lists(st.tuples(st.one_of(st.floats(-1, 1, width=32), st.just(float("nan"))), UNIT), max_size=20))
def test_a_score_is_between_0_and_1(pairs):
    """Whatever cosine and words are; without a vector the words alone are the score."""
    cosines = np.array([cosine for cosine, _ in pairs], dtype=np.float32)
    shares = np.array([share for _, share in pairs], dtype=np.float32)
    scores = combine(cosines, shares)
    assert ((scores >= 0) & (scores <= 1 + 1e-6)).all()
    without = np.isnan(cosines)
    assert (scores[without] == shares[without]).all()


def test_nearness_and_words_both_count():
    """More of either is a higher score."""
    scores = combine(np.array([0.5, 0.9, 0.5, -0.5]), np.array([0.5, 0.5, 0.9, 0.5]))
    assert scores[1] > scores[0]
    assert scores[2] > scores[0]
    assert scores[3] < scores[0]
