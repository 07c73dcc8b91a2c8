"""The public sets: what is read of each format, and what is scored, on values worked by hand."""

from __future__ import annotations

import json
from decimal import Decimal

import numpy as np
import pytest

from assistant.quantities import find_quantities
from assistant.schema import RetrievedChunk, Section
from assistant.testing import HashEncoder
from evals.cases import SourceSpan
from evals.public import (
    clapnq,
    climate_fever,
    mtrag_rewrites,
    qmsum,
    quantities,
    semeval2019_task9,
    wice,
)
from evals.public.result import (
    Counts,
    Document,
    class_counts,
    count_rows,
    f1_row,
    json_lines,
    statistic_row,
)
from evals.public.sets import SETS, run_set, set_table
from evals.responses import Response
from evals.scoring import auroc_of


def lines(file, *values):
    """Write values as JSON Lines."""
    file.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")


def means(rows):
    """Mean of each row by its measure."""
    return {row.measure: row.value.mean for row in rows}


# --- what all have in common ----------------------------------------------------------------------


def test_counts_are_summed_over_cases_before_they_are_divided():
    """1 of 1 and 1 of 3 right, 2 and 2 gold: precision 2/4, recall 2/4, F1 1/2; not the mean of cases."""
    found = means(count_rows("x", [Counts(1, 1, 2), Counts(1, 3, 2)]))
    assert found == {"x: precision": 1 / 2, "x: recall": 1 / 2, "x: F1": 1 / 2}


def test_f1_has_an_interval_over_resampled_cases():
    """A case with everything right and one with everything wrong: between 0 and 1, 1/2 at the point."""
    value = f1_row("x", [Counts(1, 1, 1), Counts(0, 1, 1)]).value
    assert (value.n, value.mean, value.low, value.high) == (2, 1 / 2, 0, 1)


def test_what_has_no_items_is_not_scored():
    """Without an item of ours there is no precision, without any there is no F1; no case is no error."""
    assert means(count_rows("x", [Counts(0, 0, 2)])) == {"x: precision": None, "x: recall": 0, "x: F1": 0}
    assert f1_row("x", [Counts(0, 0, 0)]).value.mean is None
    assert f1_row("x", []).value.n == 0


def test_a_statistic_of_two_classes_is_over_all_cases():
    """Of the pairs (.9, .1), (.9, .5), (.3, .1), (.3, .5) three are in order: AUROC 3/4."""
    row = statistic_row("x", [0.9, 0.3, 0.1, 0.5], [True, True, False, False], auroc_of, "theirs")
    assert (row.value.n, row.value.mean, row.reference) == (4, 3 / 4, "theirs")


def test_class_counts_are_those_of_the_positive_class():
    """Flagged and gold is right; neither counts for nothing."""
    found = class_counts([True, True, False, False], [True, False, True, False])
    assert found == [Counts(1, 1, 1), Counts(0, 1, 0), Counts(0, 0, 1), Counts(0, 0, 0)]
    with pytest.raises(ValueError, match="shorter"):
        class_counts([True, False], [True])


def test_json_lines_end_at_line_feeds_only(tmp_path):
    """A line separator inside a string does not end its line; an empty line is nothing."""
    (tmp_path / "a.jsonl").write_text('{"t": "a\u2028b"}\n\n[1]\n', "utf-8")
    assert json_lines(tmp_path / "a.jsonl") == [{"t": "a\u2028b"}, [1]]


@pytest.mark.parametrize("name", SETS)
def test_an_absent_set_is_said_and_passed_over(name, tmp_path):
    """A set whose folder is not there gives no rows and a line that names its files."""
    result = run_set(name, tmp_path)
    assert result.rows == ()
    assert f"{name}: passed over" in set_table(result)
    assert all(file in result.absent for file in SETS[name].FILES)


# --- clapnq ---------------------------------------------------------------------------------------

PASSAGE = "The cat is `` blue '' . Its eyes are green . It sleeps ."


def test_clapnq_finds_the_selected_sentences_in_the_canonical_text():
    """An annotator without an answer is left out; offsets are those of the canonical text."""
    case = {
        "output": [
            {"answer": "Green eyes.", "selected_sentences": ["Its eyes are green .", "Not there ."]},
            {"answer": "", "selected_sentences": []},
        ]
    }
    canonical = PASSAGE.replace("`` ", "` ")
    ((answer, spans),) = clapnq.gold_answers(case, Document("p", "Cat", PASSAGE), canonical)
    assert answer == "Green eyes."
    assert [canonical[span.start : span.end] for span in spans] == ["Its eyes are green ."]
    assert spans[0].source == "p"


def test_clapnq_scores_against_the_best_annotator():
    """Cited [0, 10) and [20, 30): the second annotator's sentences give P 1/2 and R 1."""
    cited = (SourceSpan("p", 0, 10), SourceSpan("p", 20, 30))
    response = Response("c", answered=True, text="green eyes", all_citations=cited)
    golds = [("a blue coat", [SourceSpan("p", 40, 50)]), ("green", [SourceSpan("p", 0, 10)])]
    assert clapnq.best_scores(response, golds) == (pytest.approx(2 / 3), 1 / 2, 1)
    assert clapnq.best_scores(response, [("green", [])]) == (pytest.approx(2 / 3), None, None)


@pytest.mark.integration
def test_clapnq_asks_each_question_of_its_own_passage(tmp_path):
    """One answerable and one unanswerable question give seven rows; refusals are counted by half."""
    passage = {"title": "Cats", "text": "Most cats have green eyes . They sleep 15 hours a day ."}
    selected = ["They sleep 15 hours a day ."]
    gold = [{"answer": "15 hours a day", "selected_sentences": selected}]
    lines(
        tmp_path / clapnq.FILES[0],
        {"id": "1", "input": "how many hours a day do cats sleep", "passages": [passage], "output": gold},
    )
    lines(
        tmp_path / clapnq.FILES[1],
        {"id": "2", "input": "who invented the telescope", "passages": [passage], "output": []},
    )
    found = {row.measure: row.value for row in clapnq.run(tmp_path)}
    assert found["unanswerable refused"].mean == 1
    assert found["wrongly refused (lower is better)"].mean == 0
    assert found["AUROC of confidence"].n == 2
    assert found["answered: sentence recall"].mean == 1


# --- quantities -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "gold", "value", "both"),
    [
        ("It cost $94,000.", [("94000", "dollar")], 1, 1),
        ("It cost 12 cents.", [("12", "cent")], 1, 1),
        ("It cost 12 euros.", [("12", "dollar")], 1, 0),
        ("It cost $12 per share.", [("12", "dollar per share")], 1, 1),
        ("It cost $12.", [("12", "dollar per share")], 1, 0),
        ("We saw 23 computers.", [("23", "computer")], 1, 1),
        ("We saw 23 computers.", [("23", "piano")], 1, 0),
        ("She is 60 years old.", [("60", "year of age")], 1, 1),
        ("She is 60 years old.", [("60", "year")], 1, 0),
        ("It takes 40-50 minutes.", [("40-50", "minute")], 1, 1),
        ("It takes 40-50 minutes.", [("40", "minute")], 0, 0),
        ("It is -5 degrees celsius.", [("-5", "celsius")], 1, 1),
        ("It takes 5 minutes.", [("5", "minute"), ("5", "minute")], 1, 1),
        ("It takes 5 minutes or 5 hours.", [("5", "hour"), ("5", "minute")], 2, 2),
        ("It takes a while.", [], 0, 0),
    ],
)
def test_quantities_are_matched_one_to_one(text, gold, value, both):
    """Values count in the gold unit or its base; the unit must be the gold one, or the counted noun."""
    ours = find_quantities(text)
    found = quantities.score(ours, gold, quantities.unit_table())
    assert [counts.right for counts in found] == [value, both]
    assert all((counts.ours, counts.gold) == (len(ours), len(gold)) for counts in found)


def test_quantities_does_not_guess_a_gold_value():
    """A gold value that is no number is an error that shows it."""
    with pytest.raises(ValueError, match="'a few'"):
        quantities.score(find_quantities("5 minutes"), [("a few", "minute")], quantities.unit_table())


def test_quantities_units_have_factors_to_their_base():
    """A cent is 0.01 dollars, a dollar one."""
    units = quantities.unit_table()
    assert units["cent"] == ("currency:USD", Decimal("0.01"))
    assert units["dollar"] == ("currency:USD", 1)


def test_quantities_reports_each_file_and_all(tmp_path):
    """One sentence a file: right in three, in the fourth the value alone."""
    sentences = {
        "currency": ("It cost $5.", "5", "dollar"),
        "dimension": ("It is 5 miles.", "5", "mile"),
        "temperature": ("It is 5 °C.", "5", "celsius"),
        "age": ("He is 5 years old.", "5", "month of age"),
    }
    for name, (text, value, unit) in sentences.items():
        case = {"text": text, "quantities": [{"value": value, "normalized_unit": unit}]}
        (tmp_path / f"{name}-model.json").write_text(json.dumps([case]), "utf-8")
    found = means(quantities.run(tmp_path))
    assert found["age: value: F1"] == 1
    assert found["age: value and unit: F1"] == 0
    assert found["all: value: F1"] == 1
    assert found["all: value and unit: F1"] == 3 / 4


# --- semeval2019_task9 ----------------------------------------------------------------------------


def test_semeval_reads_labels_in_spite_of_a_stray_byte(tmp_path):
    """A byte that is no UTF-8 is replaced; a quoted comma does not split a sentence."""
    file = tmp_path / "a.csv"
    file.write_bytes(b'id,sentence,label\r\n1,"Caf\xe6, please.",1\r\n2,Nice.,0\r\n')
    assert semeval2019_task9.read(file) == [("Caf\ufffd, please.", True), ("Nice.", False)]


def test_semeval_scores_the_word_list(tmp_path):
    """Of two suggestions one has a word of the list, and so has one other sentence: P 1/2, R 1/2."""
    text = "id,sentence,label\n1,Please add it.,1\n2,Add it.,1\n3,It must be old.,0\n4,Nice.,0\n"
    for name in semeval2019_task9.FILES:
        (tmp_path / name).write_text(text, "utf-8")
    found = means(semeval2019_task9.run(tmp_path))
    assert found["A trial, word list: precision"] == 1 / 2
    assert found["B trial, word list: F1"] == 1 / 2


# --- mtrag_rewrites -------------------------------------------------------------------------------


def test_mtrag_reads_turns_and_rewrites(tmp_path):
    """Turns are parted at their marks, and a rewrite with the same words needs nothing."""
    for file in mtrag_rewrites.FILES:
        lines(tmp_path / file)
    turns = "|user|:  What is NAV?\n|user|: And how is it\ncalculated?"
    lines(
        tmp_path / "fiqa_questions.jsonl",
        {"_id": "1", "text": "|user|:  What is NAV?"},
        {"_id": "2", "text": turns},
    )
    lines(
        tmp_path / "fiqa_rewrite.jsonl",
        {"_id": "2", "text": "|user|: How is NAV calculated?"},
        {"_id": "1", "text": "|user|: What is NAV"},
    )
    first, second = mtrag_rewrites.conversations(tmp_path)
    assert (first.domain, first.turns, first.rewrite) == ("fiqa", ("What is NAV?",), "What is NAV")
    assert first.needs_none
    assert second.turns == ("What is NAV?", "And how is it calculated?")
    assert not second.needs_none
    found = means(mtrag_rewrites.run(tmp_path))
    assert found["fiqa: left alone, of those that need no rewrite"] == 1
    assert found["all: the same, with turns before"] is None
    assert found["cloud: word F1"] is None


def test_mtrag_scores_likeness_and_what_is_left_alone():
    """Three of four words in common with a rewrite of three: word F1 6/7; what needs a rewrite is no case."""
    alone = mtrag_rewrites.Conversation("fiqa", ("And NAV?", "What is WACC?"), "what is WACC")
    found = mtrag_rewrites.scores_of(alone, "What is WACC NAV?")
    assert found["word F1"] == pytest.approx(6 / 7)
    assert found["ROUGE-L"] == pytest.approx(6 / 7)
    assert found["left alone, of those that need no rewrite"] == 0
    needs = mtrag_rewrites.Conversation("fiqa", ("What is NAV?", "Why?"), "Why is there NAV?")
    assert mtrag_rewrites.scores_of(needs, "Why?")["left alone, of those that need no rewrite"] is None


# --- wice -----------------------------------------------------------------------------------------


def test_wice_recall_is_that_of_the_best_annotated_set():
    """Of the sets {0, 9} and {1} the second is wholly among the first five; an empty set is no set."""
    assert wice.best_recall([0, 1, 2, 3, 4, 9], [[0, 9], [1]]) == 1
    assert wice.best_recall([0, 2, 3, 4, 5, 9], [[0, 9], [1]]) == 1 / 2
    assert wice.best_recall([0, 1], [[]]) is None


def test_wice_ranks_by_cosine_by_words_and_by_both():
    """The sentence that shares the claim's words is first in each ranking; sentences are named by place."""
    encoder = HashEncoder()
    sentences = ["Rain fell on Monday.", "Cats sleep fifteen hours.", "Skip to content"]
    vectors = wice.encode(set(sentences), encoder)
    found = wice.rank("Cats sleep for fifteen hours.", sentences, vectors, encoder)
    assert {ranking[0][0] for ranking in found.values()} == {"00001"}
    assert found["cosine"][0][1] == pytest.approx(
        float(encoder.encode_query("Cats sleep for fifteen hours.") @ vectors[sentences[1]])
    )
    assert found["BM25"][1] == ("00000", 0.0)
    assert found["fused"][0][1] == pytest.approx(2)


def test_wice_encodes_a_sentence_that_is_too_long_for_the_model():
    """It gets the vector of a query, which the model reads in parts, and no error."""
    encoder = HashEncoder(max_tokens=4)
    text = "many more words than four"
    assert np.array_equal(wice.encode({text}, encoder)[text], encoder.encode_query(text))


def test_wice_coverage_is_the_share_of_content_words():
    """Of cats, sleep and long the first two are there, whatever their ending; no word is no lack."""
    assert wice.coverage("The cats sleep long.", ["A cat", "is sleeping"]) == pytest.approx(2 / 3)
    assert wice.coverage("The", []) == 1


def test_wice_flags_words_that_no_supporting_sentence_has():
    """Flagged are "only" and "trade", gold "is", "the" and "only"; the third sentence is no support."""
    case = {
        "claim_tokens": ["Media", "is", "the", "only", "trade", "."],
        "non_supported_spans": [False, True, True, True, False, False],
        "supporting_sentences": [[0], [1]],
        "evidence": ["Media", "and more media", "only trade"],
    }
    assert wice.token_counts(case) == Counts(1, 2, 3)


# --- climate_fever --------------------------------------------------------------------------------


def test_climate_fever_wants_a_denial_and_none_about_the_claim():
    """A "not" in a sentence about something else, or in all of them, is no disagreement."""
    claim = "Ice melts fast"
    assert climate_fever.differ_in_denial(claim, ["Ice melts.", "Ice does not melt."])
    assert not climate_fever.differ_in_denial(claim, ["Ice melts.", "Cats do not bark."])
    assert not climate_fever.differ_in_denial(claim, ["Ice never melts.", "Ice does not melt."])
    assert not climate_fever.differ_in_denial("", ["It is not.", "It is."])


def test_climate_fever_scores_both_floors(tmp_path):
    """One of two claims is disputed and its sentences differ: always 2/3, by "not" 1."""
    disputed = [{"evidence": "Ice melts."}, {"evidence": "Ice does not melt."}]
    lines(
        tmp_path / climate_fever.FILES[0],
        {"claim": "Ice melts fast", "claim_label": "DISPUTED", "evidences": disputed},
        {"claim": "Ice melts fast", "claim_label": "SUPPORTS", "evidences": disputed[:1]},
    )
    found = means(climate_fever.run(tmp_path))
    assert found["always: F1"] == pytest.approx(2 / 3)
    assert found["differ in a 'not': F1"] == 1


# --- qmsum ----------------------------------------------------------------------------------------


def test_qmsum_writes_a_paragraph_a_turn():
    """Line ends in a turn are spaces, and a turn without a word still has its paragraph."""
    turns = [{"speaker": "PM", "content": "So\nhello ."}, {"speaker": "Grad A", "content": ""}]
    assert qmsum.transcript(turns) == "PM: So hello .\n\nGrad A:"


def test_qmsum_gold_spans_include_both_ends():
    """Spans are text in the set; two spans are one set of turns."""
    assert qmsum.gold_turns({"relevant_text_span": [["1", "3"], ["3", "4"]]}) == {1, 2, 3, 4}


def test_qmsum_a_turn_is_found_if_a_chunk_has_a_character_of_it():
    """The chunk [5, 12) has a part of turns 0 and 1 and none of turn 2, which begins where it ends."""
    sections = [Section(0, 6, "paragraph"), Section(8, 11, "paragraph"), Section(12, 20, "paragraph")]
    chunk = RetrievedChunk("c", "s", "v", 5, 12, "", None, None, 1.0, 1.0, 1.0)
    turns = qmsum.turns_in([chunk], sections)
    assert turns == {0, 1}
    assert qmsum.recall_of({1, 2}, turns) == 1 / 2
    assert qmsum.recall_of(set(), turns) is None


@pytest.mark.integration
def test_qmsum_searches_the_meeting_of_the_question(tmp_path):
    """Two meetings with the same words: the turn is found in the one that is asked about."""
    (tmp_path / "val").mkdir()
    turns = [{"speaker": "PM", "content": "The remote control costs 25 euros ."}]
    query = {"query": "What does the remote control cost?", "relevant_text_span": [["0", "0"]]}
    for name in ("A1", "B2"):
        meeting = {"meeting_transcripts": turns, "specific_query_list": [query]}
        (tmp_path / "val" / f"{name}.json").write_text(json.dumps(meeting), "utf-8")
    assert means(qmsum.run(tmp_path)) == {"hit@5": 1, "recall of gold turns @10": 1}
