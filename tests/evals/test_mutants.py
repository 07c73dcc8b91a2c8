"""Mutants of true sentences: one thing wrong, the same each time; and what verification does to them."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.starter import starter_corpus
from evals.cases import CASES, CaseError, hash_of_test_half
from evals.mutants import NEVER, mutants_of
from evals.sentences import ANSWERS, PARAPHRASES, Paraphrase, load_answers, load_paraphrases
from evals.verification import citer, judged, kept_answers

CASE = Paraphrase(
    id="a1",
    split="dev",
    source="one",
    quotes=("Nearly 61 % of container users paid US$5 million in 2024, Merx found.",),
    sentence="Merx says almost 61% of container users paid 5 million dollars in 2024 [1].",
    population="container users",
    speaker="Merx",
    hedge="almost",
    year="2024",
)
OTHER = replace(
    CASE,
    id="b1",
    source="two",
    quotes=("Plumbers in Ghent like 12 tunes, Lundt wrote.",),
    sentence="Lundt wrote that plumbers in Ghent like 12 tunes [1].",
    population="plumbers in Ghent",
    speaker="Lundt",
)


def test_each_kind_changes_its_one_thing():
    """A digit, a unit, the year, the mark, the group three ways, the speaker, the hedge."""
    found = {mutant.kind: mutant for mutant in mutants_of(CASE, [CASE, OTHER])}
    said = {kind: mutant.sentence for kind, mutant in found.items()}
    assert re.search(r"almost (?!61)\d\d%|paid (?!5 )\d million", said["value"])
    assert "61%" not in said["unit"] or "5 million dollars" not in said["unit"]
    assert re.search(r"in 202[^4]", said["year"])
    assert said["population swapped"] == CASE.sentence.replace("container users", "plumbers in Ghent")
    assert said["population dropped"] == CASE.sentence.replace(" of container users", "")
    assert said["population widened"] == CASE.sentence.replace("container users", "users")
    assert said["speaker swapped"] == CASE.sentence.replace("Merx", "Lundt")
    assert said["hedge lost"] == CASE.sentence.replace("almost ", "")
    assert found["citation"].quotes[1] == OTHER.quotes[0]
    assert said["citation"] == CASE.sentence.replace("[1]", "[2]")


def test_mutants_are_the_same_each_time_and_never_the_sentence_itself():
    """No chance is left in them."""
    mutants = mutants_of(CASE, [CASE, OTHER])
    assert mutants == mutants_of(CASE, [CASE, OTHER])
    assert all((m.sentence, m.quotes) != (CASE.sentence, CASE.quotes) for m in mutants)


def test_a_line_that_is_no_case_is_named(tmp_path):
    """File and line."""
    file = tmp_path / "p.jsonl"
    file.write_text(json.dumps({"id": "a", "split": "dev"}) + "\n", "utf-8")
    with pytest.raises(CaseError, match=r"p\.jsonl:1"):
        load_paraphrases(file, "dev")


def test_our_paraphrases_are_whole_and_their_test_half_is_frozen():
    """Over 500; fields are words of the sentence; marks exist; quotes stand in the digests."""
    cases = [*load_paraphrases(PARAPHRASES, "dev"), *load_paraphrases(PARAPHRASES, "test")]
    assert len(cases) >= 500
    for case in cases:
        fields = (case.population, case.speaker, case.hedge, case.year)
        assert all(field is None or field in case.sentence for field in fields), case.id
        marks = {int(mark) for mark in re.findall(r"\[(\d)\]", case.sentence)}
        assert marks <= set(range(1, len(case.quotes) + 1)), case.id
        assert marks, case.id
        assert (starter_corpus() / f"{case.source}.md").is_file(), case.id
    frozen = json.loads((Path(CASES).parent / "baseline.json").read_text("utf-8"))
    assert hash_of_test_half(PARAPHRASES) == frozen["paraphrases"]["test_sha256"]
    assert hash_of_test_half(ANSWERS) == frozen["good_answers"]["test_sha256"]


def test_verification_keeps_true_sentences_and_stops_wrong_ones():
    """The floors of step 4 on the dev half: no wrong value, unit, year or mark; most of the rest."""
    cases = load_paraphrases(PARAPHRASES, "dev")
    rows, said = judged(cases, citer(cases, starter_corpus()))
    means = {row.measure: row.value.mean or 0.0 for row in rows}
    assert means["true sentences accepted"] >= 0.92
    assert {kind: means[f"stopped: {kind}"] for kind in NEVER} == dict.fromkeys(NEVER, 1.0), said
    assert means["stopped: population, speaker, hedge"] >= 0.85
    assert sum(Counter(row.measure for row in rows).values()) == len(rows)


def test_a_good_models_sentences_are_kept():
    """True sentences on the evidence of real questions: nine in ten of the dev half."""
    row, lost = kept_answers(load_answers(ANSWERS, "dev"), starter_corpus())
    assert (row.value.mean or 0.0) >= 0.90, lost
