"""The retrieval measures, by hand and against ir-measures."""

import math

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from evals import metrics
from evals.cases import SourceSpan
from evals.retrieval import fused


def test_ranking_measures_by_hand():
    """Of b and d, b is at rank 2 and d at 4."""
    ranked, relevant = ["a", "b", "c", "d"], {"b", "d"}
    assert metrics.recall_at_k(ranked, relevant, 3) == 1 / 2
    assert metrics.hit_at_k(ranked, relevant, 1) == 0
    assert metrics.hit_at_k(ranked, relevant, 2) == 1
    assert metrics.reciprocal_rank(ranked, relevant) == 1 / 2
    gained = 1 / math.log2(3) + 1 / math.log2(5)
    assert metrics.ndcg_at_k(ranked, relevant, 4) == pytest.approx(gained / (1 + 1 / math.log2(3)))


def test_ranking_measures_without_anything_relevant_are_not_scored():
    """No relevant item is no score, an empty ranking is 0, a cut at 0 has no ideal."""
    assert metrics.recall_at_k(["a"], [], 3) is None
    assert metrics.hit_at_k(["a"], [], 3) is None
    assert metrics.reciprocal_rank(["a"], []) is None
    assert metrics.ndcg_at_k(["a"], [], 3) is None
    assert metrics.ndcg_at_k(["a"], ["a"], 0) is None
    assert metrics.recall_at_k([], ["a"], 3) == 0
    assert metrics.reciprocal_rank([], ["a"]) == 0
    assert metrics.ndcg_at_k([], ["a"], 3) == 0


def test_evidence_recall_wants_half_of_a_gold_span_in_one_chunk():
    """[0, 10) has 5 of 10 characters in [5, 30): found; [40, 50) has 4 in each of two chunks: not found."""
    gold = [SourceSpan("a", 0, 10), SourceSpan("a", 40, 50)]
    ranked = [
        SourceSpan("b", 0, 99),
        SourceSpan("a", 5, 30),
        SourceSpan("a", 30, 44),
        SourceSpan("a", 46, 60),
    ]
    assert metrics.evidence_recall_at_k(ranked, gold, 4) == 1 / 2
    assert metrics.evidence_recall_at_k(ranked, gold, 1) == 0
    assert metrics.evidence_hit_at_k(ranked, gold, 1) == 0
    assert metrics.evidence_hit_at_k(ranked, gold, 2) == 1
    assert metrics.evidence_recall_at_k(ranked, [], 4) is None
    assert metrics.evidence_hit_at_k(ranked, [], 4) is None


_names = st.sampled_from("abcdefgh")


@settings(deadline=None)
@given(
    st.lists(_names, unique=True, min_size=1, max_size=8),
    st.sets(_names, min_size=1, max_size=8),
    st.integers(1, 10),
)
def test_ranking_measures_agree_with_ir_measures(ranked, relevant, k):
    """recall@k, hit@k, reciprocal rank and nDCG@k equal those of the field's reference implementation."""
    qrels = [ir_measures.Qrel("q", name, 1) for name in relevant]
    run = [ir_measures.ScoredDoc("q", name, float(-place)) for place, name in enumerate(ranked)]
    theirs = ir_measures.calc_aggregate([R @ k, RR, nDCG @ k, Success @ k], qrels, run)
    assert metrics.recall_at_k(ranked, relevant, k) == pytest.approx(theirs[R @ k])
    assert metrics.hit_at_k(ranked, relevant, k) == theirs[Success @ k]
    assert metrics.reciprocal_rank(ranked, relevant) == pytest.approx(theirs[RR])
    assert metrics.ndcg_at_k(ranked, relevant, k) == pytest.approx(theirs[nDCG @ k])


@settings(deadline=None)
@given(st.lists(_names, max_size=12), st.sets(_names, max_size=8), st.integers(0, 12))
def test_ranking_measures_are_shares(ranked, relevant, k):
    """Also with an item ranked twice, every measure is in [0, 1] or None."""
    for score in (
        metrics.recall_at_k(ranked, relevant, k),
        metrics.hit_at_k(ranked, relevant, k),
        metrics.reciprocal_rank(ranked, relevant),
        metrics.ndcg_at_k(ranked, relevant, k),
    ):
        assert score is None or 0 <= score <= 1


def test_the_sweep_moves_from_sentence_to_keyword():
    """With a small keyword weight the nearest sentence leads, with a large one the keyword favourite."""
    rankings = fused([("c", 1.0)], [("k", 9.0)], [("s", 1.0), ("k", 0.4)])
    assert rankings["sentence + keyword x 0.25"][0][0] == "s"
    assert rankings["sentence + keyword x 2"][0][0] == "k"


def test_each_way_of_ranking_is_compared():
    """Chunk vectors, words and sentences alone, and what is made of two of them."""
    rankings = fused([("c", 1.0)], [("k", 9.0)], [("s", 1.0)])
    assert [rankings[name] for name in ("dense", "keyword (BM25)", "nearest sentence")] == [
        [("c", 1.0)], [("k", 9.0)], [("s", 1.0)],
    ]  # fmt: skip
    assert {name for name, _ in rankings["dense + keyword"]} == {"c", "k"}
    assert {name for name, _ in rankings["rank fusion of sentence and keyword"]} == {"s", "k"}
