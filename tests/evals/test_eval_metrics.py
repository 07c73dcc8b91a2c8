"""The measures, on values worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.quantities import find_quantities
from assistant.schema import Period
from evals import metrics
from evals.cases import Case, Gold, Named, SourceSpan
from evals.responses import Response, Stated


def gold(value, unit="percent", **more):
    """An acceptable answer."""
    return Gold(Decimal(str(value)), unit, **more)


def case(*golds, **more):
    """A case with these acceptable answers."""
    return Case("c", "dev", more.pop("type", "lookup"), "?", gold=golds, **more)


def said(sentence, period=None, **more):
    """A response that leads with the first quantity of its sentence."""
    found = find_quantities(sentence)
    leading = Stated(found[0], period) if found else None
    return Response("c", answered=True, text=sentence, first_sentence=sentence, leading=leading, **more)


REFUSED = Response("c", answered=False)
STATED_2018 = Period("2018", "2018", "2018", "stated")


@pytest.mark.parametrize(
    ("expected", "sentence", "score"),
    [
        (gold(82), "It is 82 per cent.", 1),
        (gold(82), "It is 58 %.", 0),
        (gold(82), "It is 82 points.", 0),
        (gold("66.67"), "Two-thirds use it.", 1),
        (gold(24800000000, "currency:USD", qualifier="up_to"), "They save up to US$24.8bn.", 1),
        (gold(24800000000, "currency:USD", qualifier="up_to"), "They save US$24.8bn.", 0),
        (gold(15, high=Decimal(25)), "Some 15-25 per cent leave.", 0),
        (gold(15, high=Decimal(25)), "15-25 per cent leave.", 1),
        (gold(15), "15-25 per cent leave.", 0),
        (gold(2, "duration:year"), "It takes 24 months.", 1),
        (gold(82), "It is widespread.", 0),
    ],
)
def test_value_accuracy_compares_value_bound_unit_and_hedge(expected, sentence, score):
    """A leading figure is right if value, upper bound, unit and qualifier equal the gold ones."""
    assert metrics.value_accuracy(case(expected), said(sentence)) == score


def test_value_accuracy_takes_any_gold_and_counts_a_refusal_as_wrong():
    """One of several gold answers is enough; a refusal scores 0; no gold value is not scored."""
    asked = case(gold(19900000, "count"), gold(20000000, "count", qualifier="nearly"))
    assert metrics.value_accuracy(asked, said("There are nearly 20 million developers.")) == 1
    assert metrics.value_accuracy(asked, REFUSED) == 0
    assert metrics.value_accuracy(case(facts=(("x",),)), said("82 %")) is None


def test_value_accuracy_needs_a_compatible_period():
    """The right number with another year stated is wrong; with no year stated it is right."""
    asked = case(gold(78, period="2019"))
    assert metrics.value_accuracy(asked, said("78 % use it.", STATED_2018)) == 0
    assert metrics.value_accuracy(asked, said("78 % use it.")) == 1


@pytest.mark.parametrize(
    ("wanted", "period", "compatible"),
    [
        ("2019", Period("2019", "2019", "2019", "collected"), True),
        ("2019", Period("2020-03", "2020-03", "March 2020", "published"), True),
        ("2019", Period("2020", "2020", "2020", "stated"), False),
        ("2025/26 (survey not named)", Period("2026", "2026", "2026", "stated"), True),
        ("2025-06", Period("2006", "2006", "2006", "stated"), False),
        ("Q1 2025", Period("2025", "2025", "Q3 2025", "stated"), False),
        ("Q1 2025", Period("2025-01", "2025-03", "Q1 2025", "stated"), True),
        ("Q1 2025", Period("2025", "2025", "2025", "stated"), True),
        ("annual", Period("2025", "2025", "2025", "stated"), True),
        ("2024", Period("2023", "2025", "2023 to 2025", "stated"), True),
        (None, Period("2023", "2023", "2023", "stated"), True),
        ("2024", None, True),
    ],
)
def test_periods_are_compatible_with_a_year_and_quarter_in_common(wanted, period, compatible):
    """Years must meet, quarters too where both name one; a publication date says nothing of the figure."""
    assert metrics.period_compatible(wanted, period) is compatible


def test_forbidden_rate_finds_a_neighbour_that_is_not_gold():
    """Another year's value scores 1; gold, a third value and a refusal 0; no neighbours, nothing."""
    near = (Named(Decimal(58), "percent", "2018"), Named(Decimal(78), "percent", "rounds to gold"))
    asked = case(gold(78), forbidden=near)
    assert metrics.forbidden_rate(asked, said("58 % use it.")) == 1
    assert metrics.forbidden_rate(asked, said("78 % use it.")) == 0
    assert metrics.forbidden_rate(asked, said("5 % use it.")) == 0
    assert metrics.forbidden_rate(asked, said("Many do.")) == 0
    assert metrics.forbidden_rate(asked, REFUSED) == 0
    assert metrics.forbidden_rate(case(gold(78)), said("58 % use it.")) is None


def test_hedge_kept_is_scored_where_the_value_is_gold_and_hedged():
    """Kept 1, dropped or swapped 0; a wrong value, an unhedged gold and a refusal are not scored."""
    asked = case(gold(65, qualifier="up_to"))
    assert metrics.hedge_kept(asked, said("Up to 65 % can be saved.")) == 1
    assert metrics.hedge_kept(asked, said("65 % can be saved.")) == 0
    assert metrics.hedge_kept(asked, said("About 65 % can be saved.")) == 0
    assert metrics.hedge_kept(asked, said("72 % can be saved.")) is None
    assert metrics.hedge_kept(case(gold(65)), said("65 % can be saved.")) is None
    assert metrics.hedge_kept(asked, REFUSED) is None


def test_a_hedge_that_the_sentence_does_not_show_is_lost():
    """A qualifier that stands only in the figure, not before the reader, does not count as kept."""
    hidden = Stated(find_quantities("up to 65 %")[0])
    response = Response("c", answered=True, first_sentence="They save 65 %.", leading=hidden)
    assert metrics.hedge_kept(case(gold(65, qualifier="up_to")), response) == 0


def test_evidence_may_be_cited_by_a_later_sentence():
    """A list of advice cites what is asked for later; the stricter measure does not count that."""
    asked = case(gold(7))
    spans = [SourceSpan("a", 10, 20)]
    later = said("7 %", all_citations=(SourceSpan("a", 15, 30),))
    assert metrics.citation_accuracy(asked, later, spans) == 0
    assert metrics.evidence_cited(asked, later, spans) == 1
    assert metrics.evidence_cited(asked, said("7 %", citations=(SourceSpan("a", 0, 11),)), spans) == 1
    assert metrics.evidence_cited(asked, said("7 %", all_citations=(SourceSpan("b", 15, 30),)), spans) == 0
    assert metrics.evidence_cited(asked, REFUSED, spans) is None


def test_population_named_needs_half_of_its_words():
    """Two of "container", "users", "among", "respondents" less stop words: 2/3 is enough, 1/3 is not."""
    asked = case(gold(82, population="container users among respondents"))
    assert metrics.population_named(asked, said("82 % of container users run it.")) == 1
    assert metrics.population_named(asked, said("82 % of users run it.")) == 0
    assert metrics.population_named(asked, REFUSED) is None
    assert metrics.population_named(case(gold(82)), said("82 %")) is None


def test_population_words_ignore_spelling_numbers_style_and_parentheses():
    """American spelling, inflection, "1,303" and a parenthesis of the sheet make no difference."""
    asked = case(gold(7, population="1,303 organisations answering (others left out)"))
    assert metrics.population_named(asked, said("7 % of the 1303 organizations that answered.")) == 1


def test_population_of_the_gold_answer_that_was_given_counts():
    """With two gold answers, the population of the one whose value leads is asked for."""
    asked = case(gold(78, population="community members"), gold("78.2", population="item answers"))
    assert metrics.population_named(asked, said("78.2 % of community members.")) == 0
    assert metrics.population_named(asked, said("78 % of community members.")) == 1


def test_not_stated_counts_only_in_the_looser_measure():
    """The words "not stated" pass `population_named_or_unstated` alone."""
    asked = case(gold(82, population="container users"))
    response = said("82 % run it (population not stated).")
    assert metrics.population_named(asked, response) == 0
    assert metrics.population_named_or_unstated(asked, response) == 1
    assert metrics.population_named_or_unstated(asked, said("82 % run it.")) == 0
    assert metrics.population_named_or_unstated(asked, REFUSED) is None


def test_citation_accuracy_wants_one_overlap_in_the_same_source():
    """An overlap of one character counts, touching does not, nor does another source; no citation is 0."""
    asked, spans = case(gold(82)), [SourceSpan("a", 10, 20)]

    def score(*cited):
        return metrics.citation_accuracy(asked, said("82 %", citations=cited), spans)

    assert score(SourceSpan("b", 10, 20), SourceSpan("a", 19, 40)) == 1
    assert score(SourceSpan("a", 20, 40)) == 0
    assert score(SourceSpan("b", 10, 20)) == 0
    assert score() == 0
    assert metrics.citation_accuracy(asked, REFUSED, spans) is None
    assert metrics.citation_accuracy(asked, said("82 %"), []) is None
    assert metrics.citation_accuracy(case(), said("82 %"), spans) is None


def test_key_facts_wants_every_group():
    """One alternative of each group, in any case of letters; a refusal is 0; a value case is not scored."""
    asked = case(facts=(("hsbc",), ("blue/green", "blue-green")), type="recommendation")
    assert metrics.key_facts(asked, said("HSBC advises Blue-Green upgrades.")) == 1
    assert metrics.key_facts(asked, said("HSBC advises upgrades.")) == 0
    assert metrics.key_facts(asked, REFUSED) == 0
    assert metrics.key_facts(case(gold(1), facts=(("x",),)), said("x")) is None
    assert metrics.key_facts(case(), said("x")) is None


def test_who_and_when_may_stand_in_the_citation():
    """For who / when / sample questions the cited source's publisher counts, for others it does not."""
    response = said("It was six in ten.", citation_words="Cloud Native Now 2025-11")
    facts = (("cloud native now",),)
    assert metrics.key_facts(case(facts=facts, type="who_when_sample"), response) == 1
    assert metrics.key_facts(case(facts=facts, type="recommendation"), response) == 0


def test_refusals_are_split_by_answerability():
    """A refusal is right without gold and wrong with it; each measure scores its own side only."""
    answerable, unanswerable = case(gold(1)), case()
    assert metrics.refusal_recall(unanswerable, REFUSED) == 1
    assert metrics.refusal_recall(unanswerable, said("1 %")) == 0
    assert metrics.refusal_recall(answerable, REFUSED) is None
    assert metrics.wrongful_refusal(answerable, REFUSED) == 1
    assert metrics.wrongful_refusal(answerable, said("1 %")) == 0
    assert metrics.wrongful_refusal(unanswerable, REFUSED) is None


def test_gap_and_balanced_accuracy_by_hand():
    """0.70 refused of the unanswerable, 0.08 of the answerable: gap 0.62, balanced (0.70 + 0.92) / 2."""
    assert metrics.refusal_gap(0.70, 0.08) == pytest.approx(0.62)
    assert metrics.balanced_accuracy(0.70, 0.08) == pytest.approx(0.81)


def test_auroc_by_hand():
    """Pairs of (0.9, 0.4) and (0.4, 0.1): three won, one tied of four is 3.5 / 4; no class, no score."""
    assert metrics.auroc([0.9, 0.4], [0.4, 0.1]) == 3.5 / 4
    assert metrics.auroc([], [0.4]) is None
    assert metrics.auroc([0.4], []) is None


_sentences = st.sampled_from(
    ["82 % of users", "up to US$24.8bn", "nearly two-thirds", "not stated", "", "5 to 10 million developers"]
)
_named = st.builds(Named, st.sampled_from([Decimal(82), Decimal(5)]), st.just("percent"))
_golds = st.lists(
    st.builds(
        gold,
        st.integers(0, 100),
        st.sampled_from(["percent", "count"]),
        qualifier=st.sampled_from([None, "about", "up_to"]),
        population=st.sampled_from([None, "users", "(left out)", "container users"]),
        period=st.sampled_from([None, "2019", "Q1 2025"]),
    ),
    max_size=2,
)
_spans = st.lists(
    st.builds(SourceSpan, st.sampled_from(["a", "b"]), st.integers(0, 5), st.integers(0, 9)), max_size=3
)


@settings(deadline=None)
@given(
    _sentences,
    _golds,
    _spans,
    _spans,
    st.booleans(),
    st.lists(st.tuples(_named), max_size=2),
    st.sampled_from(["lookup", "false_premise"]),
)
def test_every_measure_is_a_share_or_not_scored(sentence, golds, cited, spans, answered, required, kind):
    """Whatever is asked and said, a score is between 0 and 1, or None."""
    asked = case(
        *golds,
        type=kind,
        required=tuple(required),
        facts=(("use",),),
        words=(("of",),),
        forbidden=(Named(Decimal(82), "percent", "near"),),
    )
    response = REFUSED
    if answered:
        response = said(
            sentence, STATED_2018, citations=tuple(cited), all_citations=tuple(spans), cited_text="82 %"
        )
    for measure in (
        metrics.value_accuracy,
        metrics.forbidden_rate,
        metrics.hedge_kept,
        metrics.population_named,
        metrics.population_named_or_unstated,
        metrics.key_facts,
        metrics.refusal_recall,
        metrics.wrongful_refusal,
        metrics.source_precision,
        metrics.source_recall,
        metrics.number_fidelity,
        metrics.values_shown,
        metrics.words_named,
        metrics.missing_told,
        metrics.premise_corrected,
        metrics.premise_not_repeated,
    ):
        score = measure(asked, response)
        assert score is None or 0 <= score <= 1
    for measure in (
        metrics.citation_accuracy,
        metrics.evidence_cited,
        metrics.sentence_precision,
        metrics.sentence_recall,
    ):
        score = measure(asked, response, spans)
        assert score is None or 0 <= score <= 1


@pytest.mark.parametrize(
    ("answered", "unanswered", "score"),
    [
        (True, ("what did hospitals pay?", "Who sold it?"), 1.0),
        (True, ("What did HEALTH care pay?", "Who sold it?"), 1.0),
        (True, ("what did hospitals pay?",), 0.0),
        (True, (), 0.0),
        (False, ("what did hospitals pay?", "Who sold it?"), 0.0),
    ],
)
def test_each_part_that_the_library_lacks_must_be_told(answered, unanswered, score):
    """One alternative of each group; refusing the whole is wrong where half is known."""
    asked = case(missing=(("hospital", "health"), ("sold",)))
    response = Response("c", answered, unanswered=unanswered)
    assert metrics.missing_told(asked, response) == score
    assert metrics.missing_told(case(), response) is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=6), st.lists(st.floats(0, 1), max_size=6))
def test_auroc_is_a_share_and_antisymmetric(positive, negative):
    """AUROC is in [0, 1], and swapping the classes gives the rest to 1."""
    area = metrics.auroc(positive, negative)
    if area is None:
        assert not positive or not negative
    else:
        assert 0 <= area <= 1
        assert metrics.auroc(negative, positive) == pytest.approx(1 - area)


# A few values only, so that there are ties.
_scores = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]), min_size=1, max_size=8)


@given(_scores, _scores)
def test_auroc_by_ranks_counts_pairs(positive, negative):
    """The sum of mid-ranks gives what counting every pair gives: 1 for a pair won, 1/2 for a tie."""
    pairs = [(x > y) + (x == y) / 2 for x in positive for y in negative]
    assert metrics.auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))
