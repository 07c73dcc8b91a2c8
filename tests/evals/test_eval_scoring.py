"""From answers to tables: responses, measures over cases, and what is printed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.quantities import find_quantities
from assistant.schema import Answer, AnswerSentence, Citation, Figure, Metadata, Period, Source, Span
from evals.cases import Case, Gold, SourceSpan
from evals.intervals import Estimate
from evals.latency import Times, summary
from evals.responses import Response, Stated, metadata_words, response_of
from evals.scoring import MEASURES, Judged, by_type, compare_all, failing, is_right
from evals.tables import columns, expected, failure_line, measure_table, shown, type_table

SENTENCE = "Among 1,337 respondents, 78 % use it."


def figure(value, surface, unit="percent"):
    """A figure of the source `s1`."""
    return Figure(
        "f", "s1", 0, 4, surface, Decimal(value), None, unit, None, None, None, None,
        Period("2019", "2019", "2019", "collected"), None, None, "asserted", None, Span(0, 37),
    )  # fmt: skip


def answer(*figures, status="answered", sentence=SENTENCE):
    """An answer of one sentence that cites the source `s1`."""
    citation = Citation(
        "s1", "v", "c", 5, 20, "", "", "", "digest", "A survey", "CNCF", None, None, "2020-03", None
    )
    about = Metadata(title="A survey", publisher="CNCF", published="2020-03")
    source = Source("s1", "report.md", "v", about, "current", 1, 1, "")
    other = replace(source, id="s2", metadata=Metadata(title="Another", publisher="Gartner"))
    return Answer(
        status=status, question="?", standalone_question="?",
        sentences=(AnswerSentence(sentence, "composed", (citation,), ()),),
        figures=figures, evidence=(), unanswered=(), notes=(), confidence=0.7,
        sources=(source, other), model=None, settings_fingerprint="x",
    )  # fmt: skip


def test_the_leading_figure_is_the_answers_own():
    """Of two numbers in the first sentence the one that the answer leads with is scored, with its period."""
    response = response_of("c", answer(figure(78, "78 %")), {"s1": "report"})
    assert response.leading.quantity.value == 78
    assert response.leading.period.label == "2019"
    assert response.citations == (SourceSpan("report", 5, 20),)
    assert response.answered
    assert response.confidence == 0.7


@pytest.mark.parametrize("figures", [(), (figure(58, "58 %"),)])
def test_a_figure_that_the_sentence_does_not_show_does_not_lead(figures):
    """Without a figure, or with one that is not in the sentence, the first quantity shown is scored."""
    response = response_of("c", answer(*figures), {})
    assert response.leading.quantity.value == 1337
    assert response.leading.period is None


def test_only_cited_sources_lend_their_words():
    """The publisher of a cited source can be a key fact, that of an uncited one cannot."""
    words = response_of("c", answer(), {}).citation_words
    assert "CNCF" in words
    assert "2020-03" in words
    assert "Gartner" not in words


def test_a_refusal_and_a_half_answer():
    """Insufficient evidence is a refusal, a partial answer is an answer, and no sentence is no figure."""
    assert not response_of("c", answer(status="insufficient_evidence"), {}).answered
    assert response_of("c", answer(status="partly_answered"), {}).answered
    silent = response_of("c", replace(answer(), sentences=()), {})
    assert silent.leading is None
    assert silent.first_sentence == ""


GOLD = Gold(Decimal(78), "percent", population="respondents")
CASES = (
    Case("v", "dev", "lookup", "How many?", gold=(GOLD,)),
    Case("f", "dev", "recommendation", "Who?", facts=(("cncf",),)),
    Case("m", "dev", "near_miss", "And in 2030?", kind="absent_year"),
)
CITED = (SourceSpan("a", 0, 9),)
LEADING = Stated(find_quantities("78 %")[0])
RIGHT = (
    Response("v", True, "78 %.", "78 %.", LEADING, CITED, confidence=0.9),
    Response("f", True, "CNCF says.", "CNCF says.", None, CITED, confidence=0.8),
    Response("m", answered=False, confidence=0.1),
)
WRONG = (
    Response("v", answered=False, confidence=0.1),
    Response("f", answered=True, text="Nobody.", first_sentence="Nobody.", confidence=0.5),
    Response("m", answered=True, text="9 %.", first_sentence="9 %.", confidence=0.9),
)


def judged(ours=RIGHT, theirs=WRONG):
    """The three cases with their gold span at [0, 5) of source a."""
    spans = ((SourceSpan("a", 0, 5),), (SourceSpan("a", 0, 5),), ())
    return [Judged(*row) for row in zip(CASES, spans, ours, theirs, strict=True)]


def test_is_right_uses_the_measure_of_the_case():
    """A value case by its value, a fact case by its facts, an unanswerable one by refusal."""
    assert [is_right(case, r) for case, r in zip(CASES, RIGHT, strict=True)] == [True, True, True]
    assert [is_right(case, r) for case, r in zip(CASES, WRONG, strict=True)] == [False, False, False]


def test_measures_over_cases_by_hand():
    """All right against all wrong: every share is 1 against 0 on the cases where it applies."""
    found = compare_all(judged())
    assert set(found) == {measure.name for measure in MEASURES}
    means = {name: (c.ours.mean, c.theirs.mean, c.ours.n) for name, c in found.items()}
    assert means["value accuracy"] == (1, 0, 1)
    assert means["key facts"] == (1, 0, 1)
    assert means["citation accuracy"] == (1, 0, 2)
    assert means["unanswerable refused"] == (1, 0, 1)
    assert means["near misses refused"] == (1, 0, 1)
    assert means["wrongly refused"] == (0, 0.5, 2)
    assert means["refused minus wrongly refused"] == (1, -0.5, 3)
    assert means["balanced accuracy"] == (1, 0.25, 3)
    assert means["AUROC of confidence"] == (1, 0, 3)
    assert means["population named"] == (0, None, 1)
    # 2 of 3 decisions of the baseline are wrong, and lower is better for wrongful refusals.
    assert (found["balanced accuracy"].wins, found["wrongly refused"].wins) == (2, 1)


def test_by_type_counts():
    """Each type has its row, in order of first occurrence."""
    rows = by_type(judged())
    assert [row.type for row in rows] == ["lookup", "recommendation", "near_miss"]
    assert rows[0].answered == (1, 0)
    assert rows[0].right == (1, 0)
    assert rows[0].cited == (1, None)
    assert rows[1].cited == (1, 0)
    assert rows[2].cited == (None, None)


def test_failing_has_wrong_answers_and_wrong_citations():
    """A right value with a citation of something else is listed too."""
    assert failing(judged()) == []
    astray = (replace(RIGHT[0], citations=(SourceSpan("b", 0, 9),)), *RIGHT[1:])
    assert [j.case.id for j in failing(judged(ours=astray))] == ["v"]
    assert [j.case.id for j in failing(judged(ours=WRONG))] == ["v", "f", "m"]


def test_tables_show_every_measure_and_type():
    """The measure table has a line a measure, the type table a line a type, aligned and without nan."""
    table = measure_table(compare_all(judged()))
    assert len(table.splitlines()) == len(MEASURES) + 2
    assert " nan" not in table
    assert "wrongly refused (lower is better)" in table
    assert len(type_table(by_type(judged())).splitlines()) == 5


def test_a_failure_line_says_what_was_wanted_and_what_came():
    """Question, expected and got stand in one line."""
    line = failure_line(Judged(CASES[0], (), WRONG[0], RIGHT[0]))
    assert line == "v lookup | How many? | expected 78 percent | got - | refused"
    line = failure_line(Judged(CASES[2], (), replace(RIGHT[0], text="78 %."), WRONG[2]))
    assert line == (
        "m near_miss | And in 2030? | expected refusal (absent_year) | got 78 percent; “78 %.”; a | answered"
    )
    assert expected(CASES[1]) == "cncf"


def test_estimates_are_shown_with_interval_or_a_dash():
    """Nothing scored is a dash, never a zero; a difference has its sign."""
    assert shown(Estimate(0, None, None, None)) == "-"
    assert shown(Estimate(3, 0.5, 0.25, 1.0)) == "0.500 [0.25, 1.00]"
    assert shown(Estimate(3, 0.5, -0.25, 1.0), sign=True) == "+0.500 [-0.25, +1.00]"


def test_columns_are_aligned():
    """The first column stands left, the others right, a rule below the head."""
    assert columns([("a", "n"), ("long", "10")]) == "a      n\n--------\nlong  10"


def test_times_are_summarised_by_nearest_rank():
    """Of 1 to 20 the median is 10.5 and the 95th percentile the 19th; of nothing there is no summary."""
    assert summary([float(t) for t in range(20, 0, -1)]) == Times(20, 10.5, 19.0)
    assert summary([7.0]) == Times(1, 7.0, 7.0)
    with pytest.raises(ValueError, match="no times"):
        summary([])


def test_what_a_citation_does_not_show_is_no_word_of_it():
    """When a survey was held is not part of a citation; the answer itself has to say it."""
    about = Metadata(title="T", publisher="P", event="E", published="2020-03", collected="2019-06")
    assert metadata_words(about) == "T P E 2020-03"
