"""The case files themselves: frozen test halves, borne out by the corpus, enough of every type.

No test case may reach a failure message: of the test half only numbers and hashes are compared.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.ingest.cleaning import canonicalise
from assistant.loading import load
from assistant.schema import Source, SourceText
from evals.cases import CASES, TYPES, case_files, hash_of_test_half, load_cases, report_sets
from evals.gold import problems

ROOT = Path(__file__).parent.parent.parent
FILES = case_files(CASES)
BASELINE = json.loads((ROOT / "evals" / "baseline.json").read_text("utf-8"))
FROZEN = BASELINE["cases"]


@pytest.fixture(scope="module")
def corpus():
    """The canonical texts of the starter corpus by slug."""
    texts = {}
    for file in sorted((ROOT / "corpus").glob("*.md")):
        if file.name.lower() == "readme.md":
            continue
        document = load(file)
        canonical = canonicalise(document.blocks)
        source = Source(file.stem, str(file), "v", document.metadata, "current", 0, 0, "")
        texts[file.stem] = SourceText(source, canonical.text, canonical.sections)
    return texts


def count_by_type(file, split):
    """How many cases of each type a half has."""
    return Counter(case.type for case in load_cases(file, split))


def count_problems(file, split, texts):
    """How many problems a half has; a number only, so that no case can be shown."""
    return len(problems(load_cases(file, split), texts))


def test_every_file_with_test_cases_is_frozen_and_none_else():
    """`baseline.json` lists the files that have a test half, each with its number of test cases."""
    counts = {file.stem: count_by_type(file, "test").total() for file in FILES}
    listed = {name: frozen["test_cases"] for name, frozen in FROZEN.items()}
    assert {name: count for name, count in counts.items() if count} == listed


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_each_test_half_is_the_frozen_one(name):
    """The test half of a file has the hash that was recorded before tuning."""
    assert hash_of_test_half(CASES / f"{name}.jsonl") == FROZEN[name]["test_sha256"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cases_are_borne_out_by_the_corpus(file, corpus):
    """Quotes stand in their digests, fields have values, and gold is written in its evidence: both halves."""
    assert problems(load_cases(file, "dev"), corpus) == []
    count = count_problems(file, "test", corpus)
    assert count == 0


def test_ids_are_unique_over_all_files():
    """The folder loads as a whole, with every case of every file."""
    together = len(load_cases(CASES, "all"))
    assert together == sum(len(load_cases(file, "all")) for file in FILES)


def test_there_are_enough_questions_of_every_type():
    """At least 300 questions in the files with a test half; every type is in both halves of them."""
    dev, test = Counter(), Counter()
    for name in FROZEN:
        dev += count_by_type(CASES / f"{name}.jsonl", "dev")
        test += count_by_type(CASES / f"{name}.jsonl", "test")
    assert set(dev) == set(test) == TYPES
    assert dev.total() + test.total() >= 300


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_both_halves_of_a_file_ask_the_same_types(name):
    """What is tuned on dev is what the test half asks: the types of one half are those of the other."""
    dev, test = (count_by_type(CASES / f"{name}.jsonl", split) for split in ("dev", "test"))
    assert dev
    assert set(dev) == set(test)


@pytest.mark.parametrize("folder", report_sets(), ids=lambda folder: folder.name)
def test_questions_about_invented_reports_are_frozen(folder):
    """The test half of each set has its recorded hash, and both halves ask the same types."""
    file = folder / "questions.jsonl"
    assert hash_of_test_half(file) == BASELINE["reports"][folder.name]["test_sha256"]
    assert set(count_by_type(file, "dev")) == set(count_by_type(file, "test"))
