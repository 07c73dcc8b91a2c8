"""What texts and spans have in common, on values worked by hand."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.cases import SourceSpan
from evals.overlap import (
    CharacterScores,
    character_scores,
    f1,
    merge,
    number_precision,
    number_recall,
    rouge_l,
    word_f1,
    words,
)


def characters(spans):
    """The characters of spans as (source, place)."""
    return {(span.source, place) for span in spans for place in range(span.start, span.end)}


def test_character_scores_by_hand():
    """20 reference characters, spans of 10 and 4: 5 in common, the 4 twice retrieved count in precision.

    recall = 5 / 20, precision = 5 / 14, IoU = 5 / (14 + 15 not retrieved).
    """
    references = [SourceSpan("a", 0, 10), SourceSpan("b", 0, 10)]
    retrieved = [SourceSpan("a", 5, 15), SourceSpan("a", 10, 14)]
    assert character_scores(references, retrieved) == CharacterScores(5 / 20, 5 / 14, 5 / 29)


def test_a_reference_given_twice_counts_once():
    """[0, 10) and [5, 15) are 15 characters, of which [10, 20) has 5."""
    references = [SourceSpan("a", 0, 10), SourceSpan("a", 5, 15)]
    assert character_scores(references, [SourceSpan("a", 10, 20)]) == CharacterScores(
        5 / 15, 5 / 10, 5 / (10 + 10)
    )


def test_character_scores_of_nothing():
    """Without a reference character there is no score; nothing retrieved, or another source, is 0."""
    assert character_scores([], [SourceSpan("a", 0, 5)]) is None
    assert character_scores([SourceSpan("a", 3, 3)], [SourceSpan("a", 0, 5)]) is None
    zero = CharacterScores(0, 0, 0)
    assert character_scores([SourceSpan("a", 0, 5)], []) == zero
    assert character_scores([SourceSpan("a", 0, 5)], [SourceSpan("a", 2, 2)]) == zero
    assert character_scores([SourceSpan("a", 0, 5)], [SourceSpan("b", 0, 5)]) == zero


def test_merge_joins_what_overlaps_or_touches():
    """[0, 4) and [2, 6) and [6, 8) are [0, 8); another source and a gap stay apart."""
    spans = [SourceSpan("b", 0, 3), SourceSpan("a", 6, 8), SourceSpan("a", 2, 6), SourceSpan("a", 0, 4)]
    assert merge([*spans, SourceSpan("a", 9, 10)]) == [
        SourceSpan("a", 0, 8),
        SourceSpan("a", 9, 10),
        SourceSpan("b", 0, 3),
    ]
    assert merge([]) == []


_spans = st.lists(
    st.builds(
        lambda source, start, length: SourceSpan(source, start, start + length),
        st.sampled_from("ab"),
        st.integers(0, 20),
        st.integers(0, 8),
    ),
    max_size=6,
)


@given(_spans)
def test_merge_keeps_the_characters_and_is_disjoint(spans):
    """No character is lost, won or counted twice, and the spans are in order with gaps between them."""
    merged = merge(spans)
    assert characters(merged) == characters(spans)
    assert sum(span.end - span.start for span in merged) == len(characters(spans))
    for before, after in pairwise(merged):
        assert before.source < after.source or before.end < after.start


@given(_spans, _spans)
def test_character_scores_are_shares_and_count_characters(references, retrieved):
    """Recall, precision and IoU are within 0 and 1 and equal counts of single characters."""
    scores = character_scores(references, retrieved)
    wanted = characters(references)
    if scores is None:
        assert not wanted
        return
    common = len(wanted & characters(retrieved))
    lengths = sum(span.end - span.start for span in retrieved)
    assert scores.recall == common / len(wanted)
    assert scores.precision == (common / lengths if lengths else 0)
    assert scores.iou == common / (lengths + len(wanted) - common)
    assert 0 <= scores.iou <= min(scores.recall, scores.precision) <= 1


@given(_spans)
def test_who_retrieves_the_references_has_them_all(references):
    """Recall is 1, and precision and IoU too where no character is retrieved twice."""
    scores = character_scores(references, references)
    if scores is not None:
        assert scores.recall == 1
        assert character_scores(references, merge(references)) == CharacterScores(1, 1, 1)


def test_words_are_lower_case_and_numbers_stay_whole():
    """Each of 1,337 and 78.2 is one word, punctuation is none, and an underscore parts words."""
    assert words("Among 1,337 Users: 78.2 %, up_to") == ["among", "1,337", "users", "78.2", "up", "to"]
    assert words("… — !") == []


def test_word_f1_by_hand():
    """Of "a b b c" and "b b b d" two b are common: 2 * 2 / (4 + 4); order does not matter."""
    assert word_f1("a b b c", "b b b d") == 0.5
    assert word_f1("B, a.", "a b") == 1
    assert word_f1("a", "b") == 0


def test_rouge_l_by_hand():
    """Of "the cat sat down", "the dog sat" has "the … sat": 2 * 2 / (4 + 3); order matters."""
    assert rouge_l("The cat sat down.", "the dog sat") == 4 / 7
    assert rouge_l("b a", "a b") == 0.5
    assert rouge_l("a", "b") == 0


@pytest.mark.parametrize("measure", [word_f1, rouge_l])
def test_texts_without_words(measure):
    """Two texts without a word are equal, one without is nothing of the other."""
    assert measure("", "…") == 1
    assert measure("", "a") == 0
    assert measure("a", "") == 0


_texts = st.lists(st.sampled_from(["a", "b", "c", "7", "1,337"]), max_size=6).map(" ".join)


@given(_texts, _texts)
def test_word_measures_are_symmetric_shares(one, other):
    """Word F1 and ROUGE-L are within 0 and 1, alike both ways, and 1 for equal texts; order costs."""
    for measure in (word_f1, rouge_l):
        score = measure(one, other)
        assert 0 <= score <= 1
        assert score == measure(other, one)
        assert measure(one, one) == 1
    assert rouge_l(one, other) <= word_f1(one, other)


@settings(deadline=None)
@given(_texts.filter(bool), _texts.filter(bool))
def test_rouge_l_has_the_longest_common_subsequence(one, other):
    """The length equals that found by trying every subsequence."""
    a, b = words(one), words(other)
    common = {s for n in range(len(a) + 1) for s in combinations(a, n)} & {
        s for n in range(len(b) + 1) for s in combinations(b, n)
    }
    assert rouge_l(one, other) == 2 * max(map(len, common)) / (len(a) + len(b))


def test_number_recall_by_hand():
    """Of 78 % (said twice) and 1,337, our text has 78 %: 1 / 2; units and words are normalised."""
    reference = "78 % of 1,337 respondents use it: 78 per cent."
    assert number_recall("It is 78 %.", reference) == 1 / 2
    assert number_recall("78 respondents use it.", reference) == 0
    assert number_recall("It is two-thirds.", "It is 66.7 %.") == 1
    assert number_recall("Many use it.", reference) == 0
    assert number_recall("It is 78 %.", "Many use it.") is None


def test_number_precision_by_hand():
    """Of our 78 % and 12 % the reference has 78 %: 1 / 2; a text without a number is not scored."""
    assert number_precision("78 % and 12 % of users.", "It is 78 per cent.") == 1 / 2
    assert number_precision("It is 12 %, indeed 12 %.", "It is 78 %.") == 0
    assert number_precision("It is 12 %.", "Many use it.") == 0
    assert number_precision("Many use it.", "It is 78 %.") is None


_numbers = st.lists(st.sampled_from(["78 %", "two-thirds", "1,337 users", "many", "66.7 %"]), max_size=4).map(
    "; ".join
)


@settings(deadline=None)
@given(_numbers, _numbers)
def test_number_precision_is_recall_the_other_way(one, other):
    """Both are shares or None, all of a text's own numbers are found, and swapping texts swaps them."""
    recall = number_recall(one, other)
    assert recall is None or 0 <= recall <= 1
    assert recall == number_precision(other, one)
    assert number_recall(one, one) in (1, None)


def test_f1_by_hand():
    """2 * 0.5 * 1 / 1.5; 0 where either is 0, also where both are."""
    assert f1(0.5, 1) == pytest.approx(2 / 3)
    assert f1(0, 1) == 0
    assert f1(0, 0) == 0
