"""Which figure comes first where several say the same of different times."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answering.question import read_question
from assistant.ingest.figures import read_figures
from assistant.retrieval.evidence import Reading, select_evidence
from assistant.schema import CanonicalText, Metadata, RetrievedChunk, Source, Span, StoredChunk

LATEST = "What is the latest share that uses Helm?"
PLAIN = "What share uses Helm?"


def first(question, *told):
    """Id of the source whose figure comes first.

    Each source (`a`, `b`, ...) tells one sentence, with this metadata; else they are alike, so that without
    a rule for newer ones the first of them comes first.
    """
    sources, texts, stored, retrieved, figures = {}, {}, {}, [], []
    for name, (text, about) in zip("abcd", told, strict=False):
        metadata = Metadata(**{"title": "Survey", **about})
        span = Span(0, len(text))
        sources[name] = Source(name, f"{name}.md", "v", metadata, "current", 1, 1, "")
        texts[name] = text
        vectors = np.array([[0.5, 0.0]], dtype=np.float32)
        stored[name] = StoredChunk(name, name, "v", 0, len(text), None, None, text, (span,), vectors)
        retrieved.append(RetrievedChunk(name, name, "v", 0, len(text), text, None, None, 1.0, 0.5, 1.0))
        figures += read_figures(CanonicalText(text, ()), [span], metadata, name, "v")
    reading = Reading(retrieved, stored, sources, texts, figures, {}, lambda _token: 3)
    found = select_evidence(read_question(question), np.array([1.0, 0.0], dtype=np.float32), reading)
    assert len(found) == len(figures), "nothing is lost where the newest is put first"
    return found[0].source.id


@pytest.mark.parametrize(
    ("exact", "leads"),
    [
        ("A flour store was kept by 18 % of bakers.", "18 %"),
        ("A delivery bicycle was ridden by 18 % of bakers.", "one in five"),
        ("A flour store was kept by 40 % of bakers.", "one in five"),
    ],
)
def test_of_a_rounded_and_an_exact_share_of_one_thing_the_exact_one_leads(exact, leads):
    """In the summary of a text "nearly one in five"; not the share of something else that is as large."""
    summary = "A flour store was kept by nearly one in five bakers."
    text = f"{summary} {exact}"
    spans = (Span(0, len(summary)), Span(len(summary) + 1, len(text)))
    metadata = Metadata(title="Survey")
    source = Source("a", "a.md", "v", metadata, "current", 1, 1, "")
    vectors = np.array([[0.6, 0.0], [0.5, 0.0]], dtype=np.float32)
    stored = StoredChunk("a", "a", "v", 0, len(text), None, None, text, spans, vectors)
    retrieved = RetrievedChunk("a", "a", "v", 0, len(text), text, None, None, 1.0, 0.5, 1.0)
    figures = read_figures(CanonicalText(text, ()), list(spans), metadata, "a", "v")
    reading = Reading([retrieved], {"a": stored}, {"a": source}, {"a": text}, figures, {}, lambda _token: 3)
    question = read_question("What share of bakers keeps a flour store?")
    found = select_evidence(question, np.array([1.0, 0.0], dtype=np.float32), reading)
    assert found[0].figure.surface == leads


@pytest.mark.parametrize("question", [PLAIN, LATEST])
def test_of_one_year_the_later_quarter_is_the_newest(question):
    """Quarters count; a later one that came second is put first, one that came first stays."""
    q1, q3 = ("In Q1 2025 Helm was used by 30 %.", {}), ("In Q3 2025 Helm was used by 40 %.", {})
    assert first(question, q1, q3) == "b"
    assert first(question, q3, q1) == "a"


def test_months_count_too():
    """As much as is known of a date is compared."""
    assert first(PLAIN, ("In May 2025 Helm had 30 %.", {}), ("In June 2025 Helm had 40 %.", {})) == "b"


def test_a_month_is_not_after_its_year():
    """What is known only by its year may be of December."""
    year, month = ("In 2025 Helm had 30 %.", {}), ("In March 2025 Helm had 40 %.", {})
    assert first(PLAIN, year, month) == "a"
    assert first(PLAIN, month, year) == "a"


def test_what_has_no_date_is_not_displaced_by_what_has():
    """Nothing can be shown to be newer than it."""
    undated, dated = ("Helm was used by 30 %.", {}), ("Helm was used by 40 %.", {"collected": "2025"})
    assert first(PLAIN, undated, dated) == "a"
    assert first(PLAIN, dated, undated) == "a"


def test_asked_for_the_latest_what_has_no_date_gives_way():
    """What has no date cannot be shown to be the latest."""
    undated, dated = ("Helm was used by 30 %.", {}), ("Helm was used by 40 %.", {"collected": "2025"})
    assert first(LATEST, undated, dated) == "b"


def test_a_time_that_is_asked_for_is_not_overruled():
    """Within the year that the question names, newer is no better."""
    q1, q3 = ("In Q1 2025 Helm was used by 30 %.", {}), ("In Q3 2025 Helm was used by 40 %.", {})
    assert first("What share used Helm in 2025?", q1, q3) == "a"


def test_another_unit_or_a_sample_is_no_equal():
    """A newer count does not replace a share."""
    share, count = ("In Q1 2025 Helm was used by 30 %.", {}), ("In Q3 2025 Helm had 40 thousand users.", {})
    assert first("How big is the share that uses Helm?", share, count) == "a"
