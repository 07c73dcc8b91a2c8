"""Fitting what refuses: the weights of the signs, and the threshold."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.schema import Signs
from evals.cases import CaseError
from evals.refusals import NAMES, STRENGTH, Fitted, fit, threshold_for


def drawn(n=400, seed=1):
    """Cases whose first sign tells answerable from unanswerable, whose second is noise."""
    draw = np.random.default_rng(seed)
    signs = draw.normal(size=(n, 2))
    return signs, signs[:, 0] + draw.normal(scale=0.5, size=n) > 0.3


def test_the_weights_are_named_as_the_signs():
    """The order of the columns is that of the fields."""
    assert tuple(field.name for field in fields(Signs)) == NAMES


def test_probabilities_by_hand():
    """1 / (1 + exp(-(b + w . s))): one half at 0, 1 / (1 + 1/e) at 1."""
    fitted = Fitted(-1.0, np.array([2.0, 1.0]))
    found = fitted.probabilities(np.array([[0.5, 0.0], [0.5, 1.0], [0.0, 0.0]]))
    assert found == pytest.approx([0.5, 1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))])


def test_a_sign_that_tells_gains_weight_and_noise_does_not():
    """The likelihood finds what was drawn."""
    fitted = fit(*drawn())
    assert fitted.weights[0] > 2
    assert abs(fitted.weights[1]) < 0.5


def test_the_mean_probability_is_the_share_that_is_answerable():
    """The intercept is not pulled, so that the probabilities are calibrated as a whole."""
    signs, answerable = drawn()
    assert fit(signs, answerable).probabilities(signs).mean() == pytest.approx(answerable.mean(), abs=1e-3)


def test_the_scale_of_a_sign_changes_no_probability():
    """Signs are brought to the same spread before they are pulled."""
    signs, answerable = drawn()
    scaled = signs * [100, 0.01] + [5, -3]
    plain, other = fit(signs, answerable), fit(scaled, answerable)
    assert other.probabilities(scaled) == pytest.approx(plain.probabilities(signs), abs=1e-3)


def test_a_stronger_pull_gives_smaller_weights():
    """And the least pull still gives finite ones where the classes can be told apart without error."""
    signs = np.array([[-1.0], [1.0]] * 20)
    answerable = signs[:, 0] > 0
    weak, strong = fit(signs, answerable, STRENGTH), fit(signs, answerable, 1.0)
    assert 0 < strong.weights[0] < weak.weights[0] < np.inf


def test_the_threshold_by_hand():
    """Of .10, .20 ... 1.00 one in ten may be below: .20 is the highest that has only .10 below it."""
    tenths = np.arange(1, 11) / 10
    assert threshold_for(tenths, 0.1) == 0.2
    assert threshold_for(tenths, 0.15) == 0.2
    assert threshold_for(tenths, 0.0) == 0.1
    assert threshold_for(np.array([1.0]), 0.06) == 0.99
    assert threshold_for(np.array([0.0]), 0.06) == 0.0


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.floats(0, 1))
def test_the_threshold_keeps_the_promise_and_no_higher_one_does(values, promise):
    """Two decimals, from 0 to .99."""
    values = np.array(values)
    cut = threshold_for(values, promise)
    assert (values < cut).mean() <= promise
    assert cut == 0.99 or (values < round(cut + 0.01, 2)).mean() > promise


def test_a_sign_that_never_changes_has_no_weight():
    """The mean of equal values differs in the last bit; that must not become an input."""
    draw = np.random.default_rng(1)
    signs = np.column_stack([draw.normal(size=301), np.full(301, 0.1)])
    fitted = fit(signs, signs[:, 0] + draw.normal(size=301) * 0.5 > 0)
    assert abs(fitted.weights[1]) < 1e-3


def test_refusals_cannot_be_fitted_on_one_class():
    """The message says what is needed, for a case file of a single author too."""
    with pytest.raises(CaseError, match="answerable and unanswerable"):
        fit(np.ones((3, 2)), np.array([True, True, True]))
