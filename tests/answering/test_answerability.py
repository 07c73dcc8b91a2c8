"""Whether the library says it: the signs, and the probability that is made of them.

The weights are fitted and change; nothing here depends on their values but on their signs.
"""

from __future__ import annotations

import math
from dataclasses import asdict, fields, replace
from unittest import mock

import pytest
from evidence_builders import evidence, figure
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering import answerability
from assistant.answering.answerability import (
    REFUSE_BELOW,
    WEIGHTS,
    WITHOUT_NAME,
    is_answered,
    probability,
    signs_of,
)
from assistant.answering.question import read_question
from assistant.schema import Features, Signs

NAMES = [field.name for field in fields(Signs)]
MESH = "Service meshes ran in production at 42 % of organisations in 2023."
SHARE = read_question("What share of organisations ran service meshes?")
PERU = read_question("What share of banks in Peru ran Zebrafinch in 2023?")
ANY = st.builds(Signs, **{name: st.floats(-5, 5) for name in NAMES})
# Far from both ends, so that the probability is not yet 0 or 1 to the last bit.
PLAUSIBLE = {"score": 8.0, "cosine": 0.5, "support": 0.6}


def mesh(score=1.0, **known):
    """Evidence of the mesh sentence with its figure."""
    return evidence(MESH, score, states=figure(MESH, "42 %", "42"), **known)


def other(score=0.0, cosine=0.3, **known):
    """Evidence of another sentence."""
    return evidence("Meshes are discussed.", score, start=200, cosine=cosine, **known)


def test_a_lead_over_nothing_is_no_lead():
    """Where one sentence is all there is, it does not stand out from anything."""
    assert signs_of(SHARE, [mesh(9.0)]).lead == 0
    assert signs_of(SHARE, [mesh(9.0), other(2.0)]).lead == 4


def probability_of(signs):
    """The probability that these signs give."""
    with mock.patch.object(answerability, "signs_of", return_value=signs):
        return probability(SHARE, [mesh()])


def test_nothing_found_is_no_answer():
    """Without evidence the probability is 0 and nothing is answered."""
    assert probability(SHARE, []) == 0
    assert not is_answered(SHARE, [])


def test_clear_evidence_is_answered_and_what_speaks_of_something_else_is_not():
    """All words, near in meaning, far ahead: an answer. Neither near nor alone nor of the kind: none."""
    clear = replace(mesh(20.0, cosine=0.9, support=1.0), features=Features(meaning=0.9, kind=1.0))
    assert is_answered(SHARE, [clear, other(10.0)])
    nothing = mesh(0.0, cosine=0.1, support=0.0, lacks=("zebrafinch", "bank", "2023", "share"))
    assert not is_answered(PERU, [nothing, other(0.0, cosine=0.5)])


@pytest.mark.parametrize("lack", ["zebrafinch", "peru", "bank", "2023", "share"])
def test_each_kind_of_lack_lowers_the_probability(lack):
    """A name, a place, the group, the time that was asked for, a figure of the kind asked for."""
    whole, without = (
        [mesh(**PLAUSIBLE), other()],
        [mesh(**PLAUSIBLE, lacks=(lack,)), other()],
    )
    assert probability(PERU, without) < probability(PERU, whole)


def test_more_support_a_larger_lead_and_nothing_nearer_never_lower_it():
    """What speaks for an answer has a weight of 0 or more."""

    def of(*, support=0.6, second=6.0, near=0.3):
        best = mesh(8.0, cosine=0.5, support=support)
        return probability(SHARE, [best, other(second, cosine=near)])

    assert of(support=0.3) <= of(support=0.6) <= of(support=0.9)
    assert of(second=7.5) <= of(second=6.0) <= of(second=4.5)
    assert of(near=0.9) <= of(near=0.7) <= of(near=0.5)


@settings(deadline=None)
@given(ANY, st.sampled_from(NAMES), st.floats(0, 5))
def test_the_probability_is_monotone_in_each_sign(signs, name, more):
    """A sign that grows moves it to the side of its weight, or not at all."""
    changed = probability_of(replace(signs, **{name: getattr(signs, name) + more})) - probability_of(signs)
    assert changed * getattr(WEIGHTS, name) >= -1e-12


@settings(deadline=None)
@given(st.builds(Signs, **{name: st.floats(-1e300, 1e300) for name in NAMES}))
def test_extreme_signs_give_a_probability_too(signs):
    """From 0 to 1 whatever the signs; nothing overflows."""
    assert 0 <= probability_of(signs) <= 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-40, 40), st.floats(-1, 1), st.floats(0, 1)), min_size=1, max_size=4))
def test_answered_is_a_probability_that_reaches_the_threshold(known):
    """The decision and the number that is shown never disagree."""
    found = [
        mesh(score, cosine=cosine, support=support, start=100 * place)
        for place, (score, cosine, support) in enumerate(sorted(known, reverse=True))
    ]
    value = probability(SHARE, found)
    assert 0 <= value <= 1
    assert is_answered(SHARE, found) is (value >= REFUSE_BELOW)


def test_the_signs_by_hand():
    """Two names, one group, a time and a kind are lacking; the next sentence is .5 behind and .2 nearer."""
    lacks = ("zebrafinch", "peru", "bank", "2023", "share")
    best = mesh(8.0, cosine=0.5, support=0.6, lacks=lacks)
    best = replace(best, features=Features(meaning=0.5, kind=-1.0))
    signs = signs_of(PERU, [best, other(7.5, cosine=0.7)])
    assert asdict(signs) == pytest.approx(
        {
            "score": 8.0, "lead": 0.5, "meaning": 0.5, "support": 0.6, "nearer": -0.2, "names": -2.0,
            "group": -1.0, "period": -1.0, "other_kind": -1.0, "kind": -1.0,
            "length": math.log1p(len(PERU.tokens)), "dated": 1.0, "carried": 0.0,
        }
    )  # fmt: skip


def test_names_and_groups_count_twice_at_most():
    """A question that names five things is not five times as unanswerable."""
    question = read_question("What share uses Alpha, Bravo, Charlie and Delta?")
    assert len(question.names) >= 3
    assert signs_of(question, [mesh(lacks=question.names)]).names == -2
    assert signs_of(SHARE, [mesh(lacks=("bank", "retail", "nurs"))]).group == -2


def test_the_lead_is_over_another_sentence_and_has_an_end():
    """Two figures of one sentence do not compete; a lead of more than 4 says no more."""
    best, same = mesh(8.0), mesh(7.9)
    assert signs_of(SHARE, [best, same, other(7.0)]).lead == pytest.approx(1.0)
    assert signs_of(SHARE, [best, other(-50.0)]).lead == signs_of(SHARE, [best, other(4.0)]).lead == 4


def test_a_newest_that_was_put_first_may_be_behind():
    """The newest of equals comes first with a lower score; its lead is below 0, and nothing breaks."""
    found = [mesh(7.5), other(8.0)]
    assert signs_of(SHARE, found).lead == pytest.approx(-0.5)
    assert 0 < probability(SHARE, found) < 1


def test_a_follow_up_and_a_year_are_signs():
    """Words from the turn before, and a year in the question, are told to the fit."""
    carried = replace(SHARE, carried=frozenset({"mesh"}))
    assert signs_of(carried, [mesh()]).carried == 1
    assert signs_of(SHARE, [mesh()]).dated == 0


def test_a_lacking_name_always_refuses():
    """Whatever else speaks for an answer: the factor alone stays below the threshold, also after a refit."""
    assert WITHOUT_NAME < REFUSE_BELOW
    assert probability_of(Signs(score=99, lead=4, meaning=1, support=1, kind=1, names=-1)) < REFUSE_BELOW


def test_what_is_near_in_no_way_is_no_answer():
    """However well words and kind fit: below the least cosine nothing is about the question."""
    near, far = (
        mesh(**{**PLAUSIBLE, "score": 20.0, "support": 1.0, "cosine": cosine}) for cosine in (0.5, 0.1)
    )
    assert is_answered(SHARE, [near])
    assert not is_answered(SHARE, [far])
    assert probability(SHARE, [far]) <= WITHOUT_NAME
