"""A sentence that cannot be read alone is shown with the one before it."""

from __future__ import annotations

import pytest
from evidence_builders import evidence, figure, source

from assistant.answering.context import sentence_before
from assistant.answering.extractive import compose, lead_of, pick
from assistant.answering.question import read_question

ASKED = read_question("What share of daily deployers runs a service mesh?")
SUBJECT = "Service meshes are spreading among all who deploy often."
ELLIPTICAL = "Daily deployers are at 52 %."


def pair(before, sentence, surface="52 %", value="52", of=None, apart=1):
    """Evidence of a sentence with its figure, and of the one before it."""
    start = len(before) + apart
    item = evidence(sentence, start=start, of=of, states=figure(sentence, surface, value, at=start))
    return item, evidence(before, score=-3.0)


@pytest.mark.parametrize(
    ("before", "sentence", "shown"),
    [
        (SUBJECT, ELLIPTICAL, True),
        (SUBJECT, "Daily deployers run a service mesh in 52 % of cases.", False),
        ("The weather was fine that year.", ELLIPTICAL, False),
        ("Service meshes reached 61 % of all others.", ELLIPTICAL, False),
        ("A mesh was run by 61 % of members.", "Of these, 52 % deploy daily.", True),
    ],
)
def test_what_only_the_sentence_before_says_is_shown_with_it(before, sentence, shown):
    """Its subject, or what "of these" means; not a sentence about something else or of another number."""
    item, other = pair(before, sentence)
    found = sentence_before(ASKED, item, [item, other])
    assert (found is not None) == shown
    assert found is None or (found.citation, found.figure) == (other.citation, None)


def test_a_sentence_of_another_source_or_place_is_not_before():
    """Only what stands directly before in the same text."""
    item, _ = pair(SUBJECT, ELLIPTICAL)
    assert sentence_before(ASKED, item, [item, evidence(SUBJECT, of=source("s2"))]) is None
    item, other = pair(SUBJECT, ELLIPTICAL, apart=40)
    assert sentence_before(ASKED, item, [item, other]) is None


def test_a_subject_that_the_source_names_need_not_be_said_again():
    """In a survey of service meshes "daily deployers are at 52 %" is clear enough."""
    item, other = pair(SUBJECT, ELLIPTICAL, of=source(title="Service Mesh Survey: who runs a mesh"))
    assert sentence_before(ASKED, item, [item, other]) is None


def test_the_answer_reads_in_the_order_of_the_text_and_cites_both():
    """One sentence of the answer, the figure still its first number."""
    item, other = pair(SUBJECT, ELLIPTICAL)
    chosen = pick(ASKED, [item, other])
    assert [e.citation.quote for e in chosen] == [ELLIPTICAL, SUBJECT]
    (sentence,) = compose(ASKED, chosen)
    assert sentence.text.startswith(f"{SUBJECT} {ELLIPTICAL[:-1]} (Foundation")
    assert [c.quote for c in sentence.citations] == [SUBJECT, ELLIPTICAL]
    assert sentence.numbers[0].text == "52 %"


def test_a_number_of_the_sentence_before_does_not_lead():
    """The figure that answers is put in front."""
    item, other = pair("A mesh was run by 61 % of members.", "Of these, 52 % deploy daily.")
    (sentence,) = compose(ASKED, pick(ASKED, [item, other]))
    assert sentence.text.startswith("52 %: A mesh was run by 61 % of members. Of these, 52 % deploy daily")


def test_advice_among_other_things_is_shown_with_what_it_leans_on():
    """Of several things asked each has its best sentence, never only the one before it."""
    before, advice = "The authors wrote for operators.", "They advise signing images."
    question = read_question("What do the authors recommend about images?")
    items = [evidence(advice, start=len(before) + 1), evidence(before, 0.2)]
    assert [e.citation.quote for e in lead_of(question, items)] == [advice, before]
    (sentence,) = compose(question, lead_of(question, items))
    assert sentence.text.startswith(f"{before} {advice[:-1]}")
