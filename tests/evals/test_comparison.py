"""Two records of evaluation runs side by side.

In the record of `data/` the answers are of a real run; retrieval, public sets and speed are invented.
"""

import copy
import re

import pytest
from record_builders import RECORD, comparison, estimate, small

from evals.comparison import compare_text
from evals.records import load_record


@pytest.fixture(scope="module")
def record():
    """The record of `data/`."""
    return load_record(RECORD)


def lines_of(text):
    """The lines of a comparison as words, by their first word."""
    return {line.split("  ")[0]: " ".join(line.split()) for line in text.splitlines()}


def test_comparison_marks_intervals_that_lie_apart():
    """Intervals that lie apart are marked by the direction of the measure; those that touch overlap.

    Worked by hand: 0.5 [0.4, 0.6] and 0.8 [0.7, 0.9] lie apart, 0.5 [0.4, 0.6] and 0.7 [0.6, 0.8] touch.
    """
    old, new, touching = (10, 0.5, 0.4, 0.6), (10, 0.8, 0.7, 0.9), (10, 0.7, 0.6, 0.8)
    names = ("value accuracy", "wrongly refused", "refused minus wrongly refused", "key facts")
    a = small({name: comparison(old) for name in names})
    b = small({name: comparison(touching if name == "key facts" else new) for name in names})
    found = lines_of(compare_text(a, b))
    assert found["value accuracy"] == (
        "value accuracy 10 0.500 [0.40, 0.60] 10 0.800 [0.70, 0.90] +0.300 better"
    )
    assert found["wrongly refused (lower is better)"].endswith("+0.300 worse")
    assert found["refused minus wrongly refused"].endswith("+0.300 better")
    assert found["key facts"].endswith("+0.200")
    back = lines_of(compare_text(b, a))
    assert back["value accuracy"].endswith("-0.300 worse")
    assert back["wrongly refused (lower is better)"].endswith("-0.300 better")


def test_comparison_has_types_public_sets_and_speeds(record):
    """A record beside itself: every section is there, every difference 0, no mark and no warning."""
    found = compare_text(record, record)
    lines = lines_of(found)
    assert lines["off_topic"] == "off_topic 38 0.974 [0.92, 1.00] 38 0.974 [0.92, 1.00] +0.000"
    assert lines["anthropic_docs: recall@3"].endswith("+0.000")
    assert lines["clapnq: AUROC of confidence"] == "clapnq: AUROC of confidence 600 0.810 600 0.810 +0.000"
    assert lines["ours: search, median, ms (lower is better)"] == (
        "ours: search, median, ms (lower is better) 300 21.300 300 21.300 +0.000"
    )
    assert "ours: ingest, characters/s" in lines
    assert "llamaindex: ingest, chunks/s" not in lines  # not measured in either
    assert "Warning" not in found
    assert not re.search(r"(better|worse)$", found, re.MULTILINE)


def test_comparison_is_aligned(record):
    """In a section the columns end at the same place: the differences stand below each other."""
    section = compare_text(record, record).split("\n\n")[1].splitlines()
    assert len({line.rindex("+0.000") for line in section[2:]}) == 1


def test_comparison_says_what_only_one_record_has():
    """A measure of one record keeps its line with dashes; a part of one, or of neither, is named."""
    a = small({"value accuracy": comparison((10, 0.5, 0.4, 0.6))}, public={})
    b = small(
        {"key facts": comparison((10, 0.5, 0.4, 0.6))},
        public={"s": {"rows": {"m": estimate(1, 0.5, 0.4, 0.6)}}},
    )
    found = compare_text(a, b)
    lines = lines_of(found)
    assert lines["value accuracy"] == "value accuracy 10 0.500 [0.40, 0.60] - - -"
    assert lines["key facts"] == "key facts - - 10 0.500 [0.40, 0.60] -"
    assert "public sets: only in B" in found
    assert "speed: in neither record" in found


def test_comparison_warns_of_what_does_not_compare():
    """Other settings, another number of cases and another machine are each said in the head."""
    a = small({"value accuracy": comparison((10, 0.5, 0.4, 0.6))}, speed={"chunks": 10000})
    b = copy.deepcopy(a)
    b["settings"] = "s2"
    b["with"]["cores"] = "8"
    b["answers"]["cases"]["n"] = 20
    b["speed"]["chunks"] = 5000
    head = compare_text(a, b).splitlines()[:7]
    assert head[:6] == [
        "A: revision abc, 2026-01-02, Linux, P, 2 cores, settings s1",
        "B: revision abc, 2026-01-02, Linux, P, 8 cores, settings s2",
        "Warning: settings differ: s1 and s2",
        "Warning: machines differ: Linux, P, 2 cores and Linux, P, 8 cores; times do not compare",
        "Warning: cases of the answers differ: 10 dev of cases and 20 dev of cases",
        "Warning: chunks of the speeds differ: 10000 and 5000",
    ]
