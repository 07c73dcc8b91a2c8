"""The measures of citations, numbers, required values, words and premises, on values worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.quantities import find_quantities
from evals import metrics
from evals.cases import Case, Evidence, Gold, Named, SourceSpan
from evals.responses import Response, Stated

REFUSED = Response("c", answered=False)
UNANSWERABLE = Case("c", "dev", "near_miss", "?")
SPANS = (SourceSpan("a", 10, 20), SourceSpan("a", 40, 50))


def percent(value):
    """A percentage, complete but for its reason."""
    return Named(Decimal(value), "percent")


def asked(value=78, *, kind="lookup", **more):
    """A case with one gold percentage, from the source a."""
    return Case("c", "dev", kind, "?", gold=(Gold(Decimal(value), "percent", sources=("a",)),), **more)


def said(text, **more):
    """A response of one text that leads with its first quantity."""
    found = find_quantities(text)
    leading = Stated(found[0]) if found else None
    return Response("c", answered=True, text=text, first_sentence=text, leading=leading, **more)


def cites(*spans, first=()):
    """A response whose whole answer has these citations, its first sentence those of `first`."""
    return said("78 %", citations=tuple(first), all_citations=spans)


def test_source_precision_by_hand():
    """Of the cited sources a (twice), b and d, the case accepts a and b: 2 / 3."""
    case = asked(sources=("c",), evidence=(Evidence("b", "x"),))
    response = cites(SourceSpan("a", 5, 9), SourceSpan("b", 0, 4), SourceSpan("d", 0, 4))
    assert metrics.source_precision(case, response) == 2 / 3
    assert metrics.source_precision(case, cites(first=[SourceSpan("c", 0, 4)])) == 1
    assert metrics.source_precision(case, cites(SourceSpan("d", 0, 4))) == 0


def test_source_recall_by_hand():
    """One acceptable source in any sentence is enough; only others is 0."""
    response = cites(SourceSpan("d", 0, 4), SourceSpan("a", 5, 9), first=[SourceSpan("d", 0, 4)])
    assert metrics.source_recall(asked(), response) == 1
    assert metrics.source_recall(asked(), cites(SourceSpan("d", 0, 4))) == 0


@pytest.mark.parametrize("measure", [metrics.source_precision, metrics.source_recall])
def test_sources_without_citation_or_answer(measure):
    """An answer without a citation is 0; a refusal and an unanswerable case are not scored."""
    assert measure(asked(), cites()) == 0
    assert measure(asked(), REFUSED) is None
    assert measure(UNANSWERABLE, cites(SourceSpan("a", 0, 4))) is None


def test_sentence_precision_by_hand():
    """Of [0, 11), [15, 30) and [20, 40) of a and [10, 20) of b, two meet gold: 2 / 4; none counts twice."""
    first = SourceSpan("a", 0, 11)
    response = cites(
        first, SourceSpan("a", 15, 30), SourceSpan("a", 20, 40), SourceSpan("b", 10, 20), first=[first]
    )
    assert metrics.sentence_precision(asked(), response, SPANS) == 2 / 4


def test_sentence_recall_by_hand():
    """Of the gold spans [10, 20) and [40, 50) one citation meets the first, two meet it no more: 1 / 2."""
    assert metrics.sentence_recall(asked(), cites(SourceSpan("a", 15, 30)), SPANS) == 1 / 2
    twice = cites(SourceSpan("a", 15, 30), first=[SourceSpan("a", 19, 20)])
    assert metrics.sentence_recall(asked(), twice, SPANS) == 1 / 2
    assert metrics.sentence_recall(asked(), cites(SourceSpan("a", 0, 41)), SPANS) == 1


@pytest.mark.parametrize("measure", [metrics.sentence_precision, metrics.sentence_recall])
def test_sentences_without_citation_answer_or_gold(measure):
    """No citation is 0; a refusal, an unanswerable case and no located evidence are not scored."""
    assert measure(asked(), cites(), SPANS) == 0
    assert measure(asked(), REFUSED, SPANS) is None
    assert measure(UNANSWERABLE, cites(SPANS[0]), SPANS) is None
    assert measure(asked(), cites(SPANS[0]), ()) is None


def test_number_fidelity_by_hand():
    """Of 78 %, 1,337 and 58 %, the quote states the first and the title of its source the second: 2 / 3."""
    response = said(
        "78 % of 1,337 respondents use it, after 58 % before.",
        cited_text="Use is at 78 per cent.",
        citation_words="Survey of 1,337 respondents 2020-03",
    )
    assert metrics.number_fidelity(asked(), response) == 2 / 3
    assert metrics.number_fidelity(asked(), said("78 % use it.", cited_text="78 use it.")) == 0
    assert metrics.number_fidelity(asked(), said("78 % use it.")) == 0


def test_number_fidelity_without_a_number():
    """A refusal and an answer without a quantity promise nothing; unanswerable cases count."""
    assert metrics.number_fidelity(asked(), REFUSED) is None
    assert metrics.number_fidelity(asked(), said("Many use it.", cited_text="78 % use it.")) is None
    assert metrics.number_fidelity(UNANSWERABLE, said("78 %", cited_text="78 %")) == 1


def test_values_shown_wants_one_of_every_group():
    """58 and one of 78 or 80: both ends of the trend, in any sentence and order; one end is 0."""
    case = Case("c", "dev", "trend", "?", required=((percent(58),), (percent(78), percent(80))))
    assert metrics.values_shown(case, said("It rose from 58 % in 2018 to 80 % in 2019.")) == 1
    assert metrics.values_shown(case, said("It is 78 per cent. It was 58 per cent.")) == 1
    assert metrics.values_shown(case, said("It rose to 80 %.")) == 0
    assert metrics.values_shown(case, said("It rose from 58 users to 80 users.")) == 0
    assert metrics.values_shown(case, said("It rose.")) == 0
    assert metrics.values_shown(case, REFUSED) == 0
    assert metrics.values_shown(asked(), said("58 %")) is None


def test_words_named_wants_one_of_every_group():
    """The year and one of two populations, in any case of letters; half of it is 0."""
    case = asked(words=(("2019",), ("Respondents", "participants")))
    assert metrics.words_named(case, said("78 % of RESPONDENTS in 2019.")) == 1
    assert metrics.words_named(case, said("78 % of participants (2019).")) == 1
    assert metrics.words_named(case, said("78 % of users in 2019.")) == 0


def test_words_around_a_wrong_value_are_not_scored():
    """A wrong value, a refusal, and a case that names no words have no score."""
    case = asked(words=(("2019",),))
    assert metrics.words_named(case, said("58 % in 2019.")) is None
    assert metrics.words_named(case, REFUSED) is None
    assert metrics.words_named(asked(), said("78 % in 2019.")) is None


def test_a_false_premise_is_corrected_by_the_right_value():
    """Corrected: the right value only. Not repeated: a refusal too. Other types are not scored."""
    case = asked(kind="false_premise")
    scores = {
        "right": (metrics.premise_corrected, said("78 %"), 1),
        "wrong": (metrics.premise_corrected, said("58 %"), 0),
        "refused": (metrics.premise_corrected, REFUSED, 0),
        "right, not repeated": (metrics.premise_not_repeated, said("78 %"), 1),
        "wrong, repeated": (metrics.premise_not_repeated, said("58 %"), 0),
        "refused, not repeated": (metrics.premise_not_repeated, REFUSED, 1),
    }
    for name, (measure, response, score) in scores.items():
        assert measure(case, response) == score, name
        assert measure(asked(), response) is None, name


def test_a_false_premise_without_a_gold_value():
    """Where no value corrects it, correcting is not scored, and only a refusal does not repeat it."""
    case = Case("c", "dev", "false_premise", "?", facts=(("x",),))
    assert metrics.premise_corrected(case, said("78 %")) is None
    assert metrics.premise_not_repeated(case, said("78 %")) == 0
    assert metrics.premise_not_repeated(case, REFUSED) == 1


def test_required_values_are_the_measure_of_their_case():
    """A case with required values is not scored by key facts, whatever facts it names."""
    case = Case("c", "dev", "trend", "?", facts=(("x",),), required=((percent(58),),))
    assert metrics.key_facts(case, said("x")) is None
    assert metrics.value_accuracy(case, said("58 %")) is None
