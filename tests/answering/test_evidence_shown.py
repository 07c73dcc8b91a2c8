"""Which evidence stands beside an answer."""

from __future__ import annotations

from evidence_builders import evidence, source

from assistant.answering import ask

REACH = ask._REACH
MOST = ask._SHOWN


def sentence(number, score):
    """Evidence of a sentence of its own."""
    return evidence(f"Sentence {number}.", score, start=100 * number)


def quotes(citations):
    """What is shown, as text."""
    return [citation.quote for citation in citations]


def test_what_is_far_less_likely_is_not_shown():
    """Within reach of the best is shown, in order; what lies beyond is not."""
    best, near, far = sentence(1, 9.0), sentence(2, 9.0 - REACH), sentence(3, 9.0 - REACH - 0.01)
    assert quotes(ask._shown([best], [[best, near, far]])) == ["Sentence 1.", "Sentence 2."]


def test_what_the_answer_rests_on_is_always_shown_and_first():
    """A sentence that was picked stands there however far behind it is."""
    best, near, far = sentence(1, 9.0), sentence(2, 8.9), sentence(3, -20.0)
    assert quotes(ask._shown([best, far], [[best, near, far]])) == [
        "Sentence 1.",
        "Sentence 3.",
        "Sentence 2.",
    ]


def test_reach_is_from_the_best_score_not_from_the_first():
    """The newest of equals comes first with a lower score; the reach is still from the highest."""
    newest, best, beyond = sentence(1, 8.5), sentence(2, 9.0), sentence(3, 9.0 - REACH - 0.1)
    assert quotes(ask._shown([newest], [[newest, best, beyond]])) == ["Sentence 1.", "Sentence 2."]


def test_a_sentence_is_shown_once_and_only_so_many():
    """Two figures of a sentence are one citation; the same place of another source is another."""
    one, again = sentence(1, 9.0), sentence(1, 8.9)
    elsewhere = evidence("Sentence 1.", 8.8, of=source("s2"), start=100)
    assert len(ask._shown([one], [[one, again, elsewhere]])) == 2
    many = [sentence(number, 9.0) for number in range(2 * MOST)]
    assert len(ask._shown(many[:1], [many])) == MOST


def test_of_a_question_with_two_parts_the_evidence_of_both_is_shown():
    """Reach is counted for each part by itself: one part may be far better answered than the other."""
    one, other = sentence(1, 20.0), sentence(2, 5.0)
    assert quotes(ask._shown([one, other], [[one], [other, sentence(3, 4.9)]])) == [
        "Sentence 1.",
        "Sentence 2.",
        "Sentence 3.",
    ]
