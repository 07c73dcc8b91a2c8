"""Weights and score."""

from __future__ import annotations

from dataclasses import astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.ranking import WEIGHTS, score
from assistant.retrieval.synonyms import synonyms
from assistant.schema import Features

NAMES = [field.name for field in fields(Features)]
ANY = st.builds(Features, **{name: st.floats(-10, 10) for name in NAMES})


def test_no_feature_counts_against_itself():
    """Every feature is oriented so that more is better; a weight below 0 would be noise."""
    assert all(weight >= 0 for weight in astuple(WEIGHTS))


@given(ANY, st.sampled_from(NAMES), st.floats(0, 5))
def test_a_better_feature_never_lowers_the_score(features, name, more):
    """The score is monotone in each feature."""
    better = replace(features, **{name: getattr(features, name) + more})
    assert score(better) >= score(features) - 1e-9


def test_nothing_measured_scores_nothing():
    """The score has no constant of its own."""
    assert score(Features()) == 0


@pytest.mark.parametrize(
    ("one", "other"), [("attend", "turnout"), ("backend", "serversid"), ("cost", "bill")]
)
def test_words_for_the_same(one, other):
    """The thesaurus is read both ways; no word is its own synonym."""
    assert other in synonyms(one)
    assert one in synonyms(other)
    assert one not in synonyms(one)


def test_most_words_have_no_synonym():
    """An unknown word gives none."""
    assert synonyms("crossplan") == frozenset()
