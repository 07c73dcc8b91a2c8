"""Chunks for a question: what either index finds, ranked by nearest sentence and words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.retriever import DEPTH, nearest_sentences, retrieve
from assistant.schema import Span, StoredChunk

QUESTION = np.array([1.0, 0.0], dtype=np.float32)


def chunk(name, *cosines, source="s"):
    """A chunk whose sentences have these cosines with the question."""
    vectors = [(cosine, (1 - cosine**2) ** 0.5) for cosine in cosines]
    return StoredChunk(
        id=name, source_id=source, version="v", start=0, end=10, heading=None, page=None,
        text=f"text of {name}",
        sentences=tuple(Span(place, place + 1) for place in range(len(cosines))),
        sentence_vectors=np.array(vectors, dtype=np.float32).reshape(len(cosines), 2),
    )  # fmt: skip


class Shelf:
    """A snapshot and a store in one: the chunks, and what each index finds of them."""

    def __init__(self, chunks, dense=(), keyword=()):
        self.held = {item.id: item for item in chunks}
        self.dense, self.words = list(dense), list(keyword)
        self.asked = []

    def chunks(self, ids):
        """Those of these ids that are there."""
        return {name: self.held[name] for name in ids if name in self.held}

    def query(self, _vector, depth, source_ids):
        """What the vector index finds."""
        self.asked.append((depth, source_ids))
        return self._of(self.dense, source_ids)[:depth]

    def _of(self, found, source_ids):
        """Those of these sources."""
        return [
            item
            for item in found
            if source_ids is None or item[0] not in self.held or self.held[item[0]].source_id in source_ids
        ]

    def keyword(self, _tokens, depth, source_ids):
        """What the keyword index finds."""
        self.asked.append((depth, source_ids))
        return self._of(self.words, source_ids)[:depth]

    def find(self, top_k=10, source_ids=None, likely=()):
        """The chunks that are retrieved."""
        return retrieve(
            self, self, text="mesh", vector=QUESTION, top_k=top_k, source_ids=source_ids, likely=likely
        )


def test_a_chunk_is_as_near_as_its_nearest_sentence():
    """By hand: the best of each, nearest first; of equals the first by id; without sentences none."""
    stored = {item.id: item for item in (chunk("b", 0.2, 0.6), chunk("c", 0.8, -1.0), chunk("a", 0.6))}
    stored["empty"] = chunk("empty")
    assert nearest_sentences(stored, QUESTION) == [
        ("c", pytest.approx(0.8)),
        ("a", pytest.approx(0.6)),
        ("b", pytest.approx(0.6)),
    ]
    assert nearest_sentences({}, QUESTION) == []


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.lists(st.floats(-1, 1), min_size=1, max_size=4), min_size=1
    ),
    st.floats(-1, 1),
)
def test_a_further_sentence_never_takes_a_chunk_further_away(cosines, more):
    """Whatever else a chunk speaks of."""
    before = dict(nearest_sentences({n: chunk(n, *values) for n, values in cosines.items()}, QUESTION))
    after = dict(nearest_sentences({n: chunk(n, *values, more) for n, values in cosines.items()}, QUESTION))
    assert before.keys() == after.keys() == cosines.keys()
    assert all(after[name] >= before[name] - 1e-6 for name in before)


def test_a_chunk_that_answers_in_one_sentence_of_many_comes_first():
    """The whole chunk's vector puts it second; its sentence puts it first."""
    shelf = Shelf(
        [chunk("answers", -0.2, 0.9, -0.3), chunk("hovers", 0.5, 0.5)],
        dense=[("hovers", 0.5), ("answers", 0.3)],
    )
    found, stored = shelf.find()
    assert [item.chunk_id for item in found] == ["answers", "hovers"]
    assert (found[0].score, found[0].dense) == (pytest.approx(1.0), 0.3)
    assert stored.keys() == {"answers", "hovers"}


def test_words_and_nearness_weigh_the_same():
    """By hand: .4/.8 and 10/10 is 1.5, .8/.8 and nothing is 1, .2/.8 and 5/10 is .75."""
    shelf = Shelf(
        [chunk("near", 0.8), chunk("both", 0.4), chunk("words", 0.2)],
        dense=[("near", 0.7)],
        keyword=[("both", 10.0), ("words", 5.0)],
    )
    found, _ = shelf.find()
    assert [(item.chunk_id, item.score) for item in found] == [
        ("both", pytest.approx(1.5)),
        ("near", pytest.approx(1.0)),
        ("words", pytest.approx(0.75)),
    ]
    assert [(item.dense, item.keyword) for item in found] == [(0.0, 10.0), (0.7, 0.0), (0.0, 5.0)]


def test_what_is_not_among_the_best_is_left_out_after_fusion():
    """Both indexes are read deeper than what is returned, and within the sources that are allowed."""
    shelf = Shelf([chunk("a", 0.1), chunk("b", 0.9)], dense=[("a", 0.9), ("b", 0.1)])
    found, _ = shelf.find(top_k=1, source_ids=["s"])
    assert [item.chunk_id for item in found] == ["b"]
    assert shelf.asked == [(DEPTH, ["s"])] * 2
    shelf.find(top_k=DEPTH + 40)
    assert shelf.asked[-1] == (DEPTH + 40, None)


def test_a_chunk_that_is_gone_is_passed_over():
    """An index may still name what a removal has taken out of the catalog."""
    shelf = Shelf([chunk("here", 0.5)], dense=[("gone", 0.9), ("here", 0.5)], keyword=[("gone", 4.0)])
    found, stored = shelf.find()
    assert [item.chunk_id for item in found] == ["here"]
    assert stored.keys() == {"here"}


def test_sources_that_are_meant_are_read_too():
    """Of many editions that say the same, the best chunks of the year that is asked come along, once each."""
    others = [chunk(f"other{place}", 0.9) for place in range(DEPTH)]
    meant = [chunk("meant", 0.5, source="2021"), chunk("further", 0.4, source="2021")]
    dense = [*((item.id, 0.9) for item in others), ("meant", 0.5), ("further", 0.4)]
    shelf = Shelf([*others, *meant], dense=dense)
    assert {item.source_id for item in shelf.find(top_k=3)[0]} == {"s"}
    found, _ = shelf.find(top_k=3, likely=["2021"])
    assert [item.chunk_id for item in found][3:] == ["meant", "further"]
    both, _ = Shelf(meant, dense=dense[-2:]).find(likely=["2021"])
    assert [item.chunk_id for item in both] == ["meant", "further"]


def test_thousands_of_likely_sources_are_not_searched_by_themselves():
    """A year that most of a large library is of tells nothing apart, and no statement takes so many ids."""
    shelf = Shelf([chunk("a", 0.5)], dense=[("a", 0.5)])
    shelf.find(likely=[f"s{number}" for number in range(40_000)])
    assert [source_ids for _, source_ids in shelf.asked] == [None, None]
