"""Fitting the ranking's weights."""

from __future__ import annotations

from dataclasses import astuple
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from eval_builders import source_text

from assistant.ingest.figures import read_figures
from assistant.retrieval.evidence import cite
from assistant.schema import CanonicalText, Evidence, Features, Span, StoredChunk
from evals.candidates import Asked
from evals.cases import Case, CaseError, Gold, Named
from evals.cases import Evidence as GoldEvidence
from evals.libraries import Subject
from evals.ranking import NAMES, PRIOR, Labelled, first_right, fit, label

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


SHARES = "Helm was used by 30 % and Flux by 12 %."
REPEAT = "Later on Helm was again put at 30 %."
TEXT = f"{SHARES} {REPEAT} Tools matter."


def labels_of(case):
    """Of each candidate of three sentences: what it is, and whether it is right or ignored."""
    source = source_text(TEXT)
    evidence, names = [], []
    for quote in (SHARES, REPEAT, "Tools matter."):
        span = Span(TEXT.index(quote), TEXT.index(quote) + len(quote))
        vectors = np.zeros((1, 2), dtype=np.float32)
        chunk = StoredChunk("c", "report", "v", 0, len(TEXT), None, None, TEXT, (span,), vectors)
        citation = cite(source.source, TEXT, span, chunk)
        for figure in read_figures(
            CanonicalText(TEXT, ()), [span], source.source.metadata, "report", "v"
        ) or [None]:
            evidence.append(Evidence(citation, source.source, figure, 1.0, Features(), 0.5, ()))
            names.append(f"{figure.surface if figure else 'none'} of {quote.split()[0]}")
    subject = Subject(None, Path(), {"report": source})
    found = label(Asked("f", case, None, tuple(evidence)), subject)
    assert found.features.shape == (len(evidence), len(NAMES))
    return {
        "right": [n for n, flag in zip(names, found.right, strict=True) if flag],
        "ignored": [n for n, flag in zip(names, found.ignored, strict=True) if flag],
    }


def case(**fields):
    """A case whose evidence is the first sentence."""
    return Case("c", "dev", "lookup", "?", evidence=(GoldEvidence("report", SHARES),), **fields)


def test_a_gold_value_is_right_in_the_gold_sentence_only():
    """Elsewhere it is ignored, for it is no wrong answer; the neighbour beside it is wrong."""
    assert labels_of(case(gold=(Gold(Decimal(30), "percent"),))) == {
        "right": ["30 % of Helm"],
        "ignored": ["30 % of Later"],
    }


def test_every_required_value_is_right():
    """Of "both numbers" either one is a good beginning, whichever way of writing it is stated."""
    twelve = (Named(Decimal(99), "count"), Named(Decimal(12), "percent"))
    required = ((Named(Decimal(30), "percent"),), twelve)
    assert labels_of(case(required=required)) == {
        "right": ["30 % of Helm", "12 % of Helm"],
        "ignored": ["30 % of Later"],
    }


def test_without_values_the_sentence_decides():
    """A case of facts has no figure to state; every candidate of the gold sentence is right."""
    assert labels_of(case(facts=(("Helm",),))) == {"right": ["30 % of Helm", "12 % of Helm"], "ignored": []}


@pytest.mark.parametrize("value", [Gold(Decimal(31), "percent"), Gold(Decimal(30), "count")])
def test_another_value_or_unit_is_not_right(value):
    """Nothing is right, and the case teaches nothing."""
    assert labels_of(case(gold=(value,))) == {"right": [], "ignored": []}


def test_a_case_without_candidates_has_nothing_to_learn():
    """An empty table of features, and not usable."""
    found = label(Asked("f", case(), None, ()), Subject(None, Path(), {"report": source_text(TEXT)}))
    assert found.features.shape == (0, len(NAMES))
    assert not found.usable


def test_nothing_to_fit_on_is_said():
    """A case file without an answerable case has no ranking to fit."""
    with pytest.raises(CaseError, match="No case to fit on"):
        fit([])
