"""Fusion of the two rankings: hand-worked values and what must hold for any."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.fusion import normalised_sum, reciprocal_rank

_scores = st.dictionaries(
    st.sampled_from("abcdefgh"), st.floats(-1, 1).map(lambda x: round(x, 3)), max_size=8
).map(lambda d: sorted(d.items(), key=lambda item: (-item[1], item[0])))
_positive = st.dictionaries(
    st.sampled_from("abcdefgh"), st.floats(0.001, 30).map(lambda x: round(x, 3)), max_size=8
).map(lambda d: sorted(d.items(), key=lambda item: (-item[1], item[0])))
_quick = settings(max_examples=150, deadline=None)


def test_normalised_sum_by_hand():
    """Each list is divided by its best; what one lacks counts 0; a negative cosine counts 0."""
    dense = [("a", 0.8), ("b", 0.4), ("c", -0.2)]
    keyword = [("b", 10.0), ("d", 5.0), ("c", 2.5)]
    assert normalised_sum(dense, keyword) == [
        ("b", pytest.approx(1.5)),
        ("a", pytest.approx(1.0)),
        ("d", pytest.approx(0.5)),
        ("c", pytest.approx(0.25)),
    ]


def test_the_keyword_weight_by_hand():
    """The weight multiplies the keyword part only."""
    fused = dict(normalised_sum([("a", 0.5)], [("a", 3.0), ("b", 1.5)], keyword_weight=0.5))
    assert fused == {"a": pytest.approx(1.5), "b": pytest.approx(0.25)}


def test_reciprocal_rank_by_hand():
    """1 / (60 + rank) from each list, ranks from 1."""
    fused = reciprocal_rank([("a", 0.9), ("b", 0.1)], [("b", 7.0)])
    assert fused == [("b", pytest.approx(1 / 62 + 1 / 61)), ("a", pytest.approx(1 / 61))]


def test_ties_are_broken_by_id():
    """Equal scores come in the order of their ids, so that the result is deterministic."""
    assert [name for name, _ in normalised_sum([("b", 1.0), ("a", 1.0)], [])] == ["a", "b"]


def test_nothing_gives_nothing():
    """Empty lists fuse to an empty list; a list without a positive score to zeros."""
    assert normalised_sum([], []) == reciprocal_rank([], []) == []
    assert normalised_sum([("a", -0.5), ("b", 0.0)], []) == [("a", 0.0), ("b", 0.0)]


@_quick
@given(_scores, _positive, st.sampled_from([0.25, 2.0, 64.0]), st.sampled_from([0.5, 8.0]))
def test_scaling_a_list_changes_nothing(dense, keyword, first, second):
    """Only the proportions within a list count."""
    scaled = normalised_sum([(n, s * first) for n, s in dense], [(n, s * second) for n, s in keyword])
    assert scaled == normalised_sum(dense, keyword)


@_quick
@given(_scores, _positive, st.data())
def test_a_higher_score_never_ranks_lower(dense, keyword, data):
    """Raising one chunk's score, below its list's best, lowers neither its sum nor its place."""
    if not keyword:
        return
    name, score = data.draw(st.sampled_from(keyword))
    raised = min(keyword[0][1], score * 2)
    changed = [(n, raised if n == name else s) for n, s in keyword]
    before, after = normalised_sum(dense, keyword), normalised_sum(dense, changed)
    assert dict(after)[name] >= dict(before)[name]
    place_before = [n for n, _ in before].index(name)
    place_after = [n for n, _ in after].index(name)
    assert place_after <= place_before


@_quick
@given(_scores, _positive)
def test_the_result_is_a_ranking_of_all(dense, keyword):
    """Every id of either list comes once, best first, with a score from 0 to 2."""
    for fused in (normalised_sum(dense, keyword), reciprocal_rank(dense, keyword)):
        assert sorted(n for n, _ in fused) == sorted({n for n, _ in [*dense, *keyword]})
        scores = [s for _, s in fused]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= s <= 2 + 1e-9 for s in scores)
