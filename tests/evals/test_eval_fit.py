"""Fitting the ranking's weights."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np

from assistant.schema import Features
from evals.cases import Case
from evals.ranking import NAMES, PRIOR, Labelled, first_right, fit

CASE = Case("c", "dev", "lookup", "What share?")


def labelled(rows, right, ignored=()):
    """A case whose candidates have these features (by name); `right` and `ignored` are their places."""
    features = np.array([astuple(Features(**row)) for row in rows])
    places = range(len(rows))
    return Labelled(
        "f",
        CASE,
        features,
        np.array([place in right for place in places]),
        np.array([place in ignored for place in places]),
    )


def test_a_feature_that_tells_right_from_wrong_gains_weight():
    """The likelihood pulls the weight up, from whatever it was before."""
    cases = [labelled([{"kind": 1.0, "date": 0.0}, {"kind": 0.0, "date": 1.0}], {0})] * 20
    weights = dict(zip(NAMES, fit(cases, Features(), strength=0.01), strict=True))
    assert weights["kind"] > 1
    assert weights["date"] == 0, "a weight never falls below 0"
    assert first_right(cases, np.array(list(weights.values()))) == 1


def test_a_feature_that_no_case_shows_keeps_its_weight():
    """Without evidence nothing moves."""
    cases = [labelled([{"kind": 1.0}, {"kind": 0.0}], {0})]
    weights = dict(zip(NAMES, fit(cases), strict=True))
    assert abs(weights["place"] - PRIOR.place) < 1e-6


def test_fitting_twice_gives_the_same():
    """The prior is fixed, so a second run has nothing to add."""
    cases = [labelled([{"kind": 1.0}, {"words": 0.6}], {1})] * 3
    assert np.array_equal(fit(cases), fit(cases))


def test_what_is_ignored_neither_helps_nor_hurts():
    """A right value in a sentence outside the gold is no wrong answer to learn from."""
    plain = [labelled([{"kind": 1.0}, {"kind": -1.0}], {0})]
    more = [labelled([{"kind": 1.0}, {"kind": -1.0}, {"kind": 5.0}], {0}, {2})]
    assert np.allclose(fit(plain), fit(more), atol=1e-5)


def test_a_case_without_a_right_candidate_counts_as_wrong():
    """Missing evidence is an error of the whole, not a case to leave out."""
    found = labelled([{"kind": 1.0}, {"kind": 0.0}], {0})
    missed = labelled([{"kind": 1.0}], set())
    assert first_right([found, missed], np.array(astuple(PRIOR))) == 0.5
