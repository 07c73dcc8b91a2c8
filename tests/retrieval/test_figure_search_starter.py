"""Ten queries to the ledger of the starter corpus, with the real model."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.pipeline import Assistant
from assistant.schema import FigureFilter

# (query, what one of the first five figures says in its sentence, its number)
QUERIES = [
    ("kubernetes production container users", "container users", "82"),
    ("generative AI inference on Kubernetes", "inference", "66"),
    ("developers who trust the accuracy of AI output", "trust", "33"),
    ("cloud spend that is wasted", "wast", "27"),
    ("how many people attended KubeCon", "attend", "9,200"),
    ("GitOps principles adopted", "GitOps", "77"),
    ("service mesh in production", "service mesh", "18"),
    ("organisations with a dedicated platform engineering team", "platform engineering team", "28"),
    ("number of cloud native developers", "cloud native developers", "19.9"),
    ("savings from open models", "open models", "24.8"),
]

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def assistant(starter_library):
    """The starter library, open."""
    with Assistant.open(starter_library) as opened:
        yield opened


def has(rows, words, number):
    """Whether one of some rows says this."""
    return any(words.lower() in row.sentence.lower() and number in row.figure.surface for row in rows)


def test_the_figure_that_is_meant_is_among_the_first(assistant):
    """At least nine of ten queries find it among the first five."""
    missed = [q for q, words, number in QUERIES if not has(assistant.figures(q, limit=5), words, number)]
    assert len(missed) <= 1, missed


def test_what_has_nothing_to_do_with_the_library_finds_little(assistant):
    """A query about something else is no list of everything."""
    total = assistant.figures().total
    for query in ("recipes for apple cake", "the football league of Brazil"):
        assert assistant.figures(query).total < total / 20


def test_every_figure_has_a_vector_and_stands_in_its_source(assistant):
    """Spans slice, sentences hold their figure, and digests are never handed out as originals."""
    assert assistant.check() == []
    assert assistant.check_notes() == []
    ledger = assistant.figures()
    assert ledger.total > 500
    for row in ledger:
        assert row.figure.surface in row.sentence
        assert row.text_kind == "digest"


def test_filters_and_a_query_together(assistant):
    """Each row that a query finds under a filter passes the filter."""
    where = FigureFilter(unit="percent", period=("2024", None))
    ledger = assistant.figures("kubernetes in production", where)
    assert 0 < ledger.total < assistant.figures("kubernetes in production").total
    for row in ledger:
        assert row.figure.unit == "percent"
        period = row.figure.period
        dates = [period.start, period.end] if period else [row.collected, row.published]
        assert max(str(date)[:4] for date in dates if date) >= "2024"


def test_texts_are_encoded_as_queries_are(assistant):
    """A text has the same vector alone and in a batch, in any order; nothing gives no rows."""
    encoder = assistant._encoder
    texts = ["Kubernetes in production; container users", "savings", "x" * 3000]
    vectors = encoder.encode_texts(texts)
    assert vectors.shape == (3, encoder.identity.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_texts(texts[::-1])[::-1], vectors, atol=2e-2)
    assert float(vectors[0] @ encoder.encode_query(texts[0])) > 0.99
    assert encoder.encode_texts([]).shape == (0, encoder.identity.dimension)
