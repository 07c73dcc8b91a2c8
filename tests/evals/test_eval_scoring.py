"""From answers to tables: responses, measures over cases, and what is printed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from eval_builders import answer_of

from assistant.quantities import find_quantities
from assistant.schema import Figure, Metadata, Period, Source, Span
from evals.cases import Case, Gold, Named, SourceSpan
from evals.intervals import Comparison, Estimate
from evals.latency import Times, summary
from evals.responses import Response, Stated, metadata_words, response_of
from evals.scoring import (
    CITED,
    DECIDING,
    MEASURES,
    RIGHT,
    TYPE_MEASURES,
    Judged,
    Measure,
    ahead,
    as_record,
    by_type,
    compare_all,
    failing,
    is_right,
)
from evals.tables import columns, expected, failure_line, measure_table, shown, systems_table, type_table

SENTENCE = "Among 1,337 respondents, 78 % use it."


def figure(value, surface, unit="percent"):
    """A figure of the source `s1`."""
    return Figure(
        "f", "s1", 0, 4, surface, Decimal(value), None, unit, None, None, None, None,
        Period("2019", "2019", "2019", "collected"), None, None, "asserted", None, Span(0, 37),
    )  # fmt: skip


def answer(*figures, **more):
    """An answer of one sentence that cites the source `s1` of two."""
    about = Metadata(title="A survey", publisher="CNCF", published="2020-03")
    source = Source("s1", "report.md", "v", about, "current", 1, 1, "")
    other = replace(source, id="s2", metadata=Metadata(title="Another", publisher="Gartner"))
    return answer_of(SENTENCE, figures=figures, sources=(source, other), **more)


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


def test_the_whole_answer_has_the_citations_of_all_sentences():
    """`citations` are those of the first sentence, `all_citations` of every one; quotes are joined."""
    response = response_of("c", answer_of("One.", "Two."), {"s1": "report"})
    span = SourceSpan("report", 5, 20)
    assert response.citations == (span,)
    assert response.all_citations == (span, span)
    assert response.every_citation == (span, span, span)
    assert response.cited_text == "\n"
    assert response.text == "One. Two."


GOLD = Gold(Decimal(78), "percent", population="respondents")
CASES = (
    Case("v", "dev", "lookup", "How many?", gold=(GOLD,)),
    Case("f", "dev", "recommendation", "Who?", facts=(("cncf",),)),
    Case("m", "dev", "near_miss", "And in 2030?", kind="absent_year"),
)
CITATION = (SourceSpan("a", 0, 9),)
LEADING = Stated(find_quantities("78 %")[0])
GOOD = (
    Response("v", True, "78 %.", "78 %.", LEADING, CITATION, confidence=0.9),
    Response("f", True, "CNCF says.", "CNCF says.", None, CITATION, confidence=0.8),
    Response("m", answered=False, confidence=0.1),
)
BAD = (
    Response("v", answered=False, confidence=0.1),
    Response("f", answered=True, text="Nobody.", first_sentence="Nobody.", confidence=0.5),
    Response("m", answered=True, text="9 %.", first_sentence="9 %.", confidence=0.9),
)


def judged(ours=GOOD, **others):
    """The three cases with their gold span at [0, 5) of source a, ours and each baseline's responses."""
    spans = ((SourceSpan("a", 0, 5),), (SourceSpan("a", 0, 5),), ())
    others = others or {"tutorial": BAD}
    return [
        Judged(case, spans[i], ours[i], {name: theirs[i] for name, theirs in others.items()})
        for i, case in enumerate(CASES)
    ]


def test_is_right_uses_the_measure_of_the_case():
    """A value case by its value, a fact case by its facts, an unanswerable one by refusal."""
    assert [is_right(case, r) for case, r in zip(CASES, GOOD, strict=True)] == [True, True, True]
    assert [is_right(case, r) for case, r in zip(CASES, BAD, strict=True)] == [False, False, False]


def test_measures_over_cases_by_hand():
    """All right against all wrong: every share is 1 against 0 on the cases where it applies."""
    found = compare_all(judged(), "tutorial")
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


def test_required_values_decide_where_there_is_no_gold():
    """A trend is right by its two values, not by its facts, and wrong with one of them."""
    ends = ((Named(Decimal(58), "percent"),), (Named(Decimal(78), "percent"),))
    case = Case("t", "dev", "trend", "How did it grow?", required=ends, facts=(("grew",),))
    assert is_right(case, Response("t", True, "It rose from 58 % to 78 %."))
    assert not is_right(case, Response("t", True, "It grew to 78 %."))
    assert not is_right(case, Response("t", answered=False))
    assert expected(case) == "58 percent and 78 percent"


def test_each_baseline_is_compared_by_its_name():
    """Against a baseline that is as good nothing is won, against one that is all wrong every case."""
    both = judged(same=GOOD, wrong=BAD)
    assert compare_all(both, "same")["value accuracy"].difference.mean == 0
    assert compare_all(both, "wrong")["value accuracy"].difference.mean == 1
    assert set(compare_all(both, "same", (RIGHT,))) == {"right"}


def test_by_type_compares_within_each_type():
    """Each type has its measures, in order of first occurrence: right for all, citations where they count."""
    rows = by_type(judged(), "tutorial")
    assert list(rows) == ["lookup", "recommendation", "near_miss"]
    assert all(set(found) == {measure.name for measure in TYPE_MEASURES} for found in rows.values())
    means = {
        kind: [(c.ours.n, c.ours.mean, c.theirs.mean) for c in (found[RIGHT.name], found[CITED.name])]
        for kind, found in rows.items()
    }
    # The baseline refuses the lookup, so that its citation is not scored, and answers the near miss.
    assert means["lookup"] == [(1, 1, 0), (1, 1, None)]
    assert means["recommendation"] == [(1, 1, 0), (1, 1, 0)]
    assert means["near_miss"] == [(1, 1, 0), (0, None, None)]


def test_lookups_with_and_without_an_edition_have_a_row_together():
    """The targets are on both; without one of them there is no such row."""
    both = [judged()[0], replace(judged()[0], case=replace(CASES[0], type="named_edition"))]
    assert by_type(both, "tutorial")["lookup + named_edition"][RIGHT.name].ours.n == 2
    assert "lookup + named_edition" not in by_type(judged(), "tutorial")


def difference(low, high):
    """A comparison of which only the interval of the difference matters."""
    some = Estimate(9, 0.5, 0.4, 0.6)
    return Comparison(some, some, Estimate(9, 0.0, low, high), 0, 0, 0)


def test_ahead_is_an_interval_on_the_better_side_of_0():
    """Above 0, or below 0 where lower is better; touching 0 and nothing scored are not ahead."""
    higher, lower = CITED, Measure("lower", lambda *_: 0.0, higher_is_better=False)
    assert ahead(difference(0.1, 0.3), higher)
    assert not ahead(difference(0.1, 0.3), lower)
    assert ahead(difference(-0.3, -0.1), lower)
    assert not ahead(difference(-0.3, -0.1), higher)
    for measure in (higher, lower):
        assert not ahead(difference(0.0, 0.3), measure)
        assert not ahead(difference(-0.3, 0.0), measure)
        assert not ahead(difference(None, None), measure)


def test_a_record_has_every_number():
    """Ours, the baseline's and the difference with their intervals, and what was won, tied and lost."""
    record = as_record(compare_all(judged(), "tutorial"))["value accuracy"]
    assert record["ours"] == {"n": 1, "mean": 1.0, "low": 1.0, "high": 1.0}
    assert record["baseline"]["mean"] == 0
    assert record["difference"]["mean"] == 1
    assert (record["wins"], record["ties"], record["losses"]) == (1, 0, 0)


def test_failing_has_wrong_answers_and_wrong_citations():
    """A right value with a citation of something else is listed too."""
    assert failing(judged()) == []
    astray = (replace(GOOD[0], citations=(SourceSpan("b", 0, 9),)), *GOOD[1:])
    assert [j.case.id for j in failing(judged(ours=astray))] == ["v"]
    assert [j.case.id for j in failing(judged(ours=BAD))] == ["v", "f", "m"]


def test_tables_show_every_measure_and_type():
    """The measure table has a line a measure, the type table a line a type, aligned and without nan."""
    table = measure_table(compare_all(judged(), "tutorial"))
    assert len(table.splitlines()) == len(MEASURES) + 2
    assert " nan" not in table
    assert "wrongly refused (lower is better)" in table
    lines = type_table(by_type(judged(), "tutorial")).splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["lookup", "recommendation", "near_miss"]
    assert lines[4].split()[1:] == ["1", "1.000", "[1.00,", "1.00]", "-", "-", "0.000", "[0.00,", "0.00]",
                                    "+1.000", "[+1.00,", "+1.00]", "1/0/0"]  # fmt: skip


def test_the_systems_table_says_whether_we_are_ahead_on_all():
    """One line a baseline with the deciding measures; ahead only where every interval is above 0."""
    both = judged(same=GOOD, wrong=BAD)
    apart, level = difference(0.1, 0.2), difference(-0.1, 0.2)
    systems = {name: compare_all(both, name) for name in ("same", "wrong")}
    lines = systems_table(systems).splitlines()
    assert len(lines) == 4
    assert all(measure.name in lines[0] for measure in DECIDING)
    assert lines[2].startswith("same")
    assert lines[2].endswith("not on all")
    by_name = {measure.name: apart for measure in DECIDING}
    assert systems_table({"x": by_name}).splitlines()[2].endswith("  on all")
    assert systems_table({"x": by_name | {CITED.name: level}}).endswith("not on all")


def test_a_failure_line_says_what_was_wanted_and_what_came():
    """Question, expected and got stand in one line."""
    line = failure_line(Judged(CASES[0], (), BAD[0], {}))
    assert line == "v lookup | How many? | expected 78 percent | got - | refused"
    line = failure_line(Judged(CASES[2], (), replace(GOOD[0], text="78 %."), {}))
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
