"""A turn of the conversation, from the question to what the clipboard gets."""

from __future__ import annotations

import copy
import json

from web_builders import QUOTE, answer, citation, sentence

from assistant.presentation import numbered_citations
from assistant.schema import AnswerReady, EvidenceFound, Note, SentenceReady, Turn, Unanswered
from assistant.web.conversation import (
    LOADING,
    READING,
    STOPPED,
    STOPPED_EARLY,
    copy_text,
    failed,
    history,
    new_turn,
    stopped,
    with_event,
)

OTHER = citation("Barriers remain.", source_id="s2", title="Another report", url=None)
FIRST = sentence("Adoption was 82 %.", citation(), numbers=["82 %"])
SECOND = sentence("Barriers remain.", OTHER, citation())


def streamed(*events: object) -> dict[str, object]:
    """A turn after some events."""
    turn = new_turn("t1", "How many?")
    for event in events:
        turn = with_event(turn, event)  # type: ignore[arg-type]
    return turn


def test_a_new_turn_says_that_the_library_is_read_and_when_the_model_still_loads() -> None:
    """A reader who waits sees what for."""
    assert new_turn("t1", "Q")["remark"] == READING
    assert new_turn("t1", "Q", model_ready=False)["remark"] == LOADING


def test_evidence_is_shown_before_any_sentence_and_without_numbers() -> None:
    """Numbers belong to sentences, so evidence that no sentence cites has none."""
    turn = streamed(EvidenceFound((citation(), OTHER)))
    assert turn["status"] == "reading"
    assert turn["evidence"] == [0, 1]
    assert [card["number"] for card in turn["citations"]] == [None, None]


def test_numbers_follow_the_order_of_first_use_and_are_those_of_the_other_surfaces() -> None:
    """The page and the command line give a citation the same number, streamed or whole."""
    whole = answer(SECOND, FIRST, evidence=[citation(), OTHER])
    turn = streamed(EvidenceFound((citation(), OTHER)), SentenceReady(SECOND), SentenceReady(FIRST))
    assert turn["status"] == "writing"
    done = with_event(turn, AnswerReady(whole))
    for state in (turn, done):
        numbers = {card["quote"]: card["number"] for card in state["citations"]}
        assert numbers == {item.citation.quote: item.number for item in numbered_citations(whole)}
    assert numbers == {"Barriers remain.": 1, QUOTE: 2}


def test_what_is_drawn_keeps_its_place_when_the_answer_is_whole() -> None:
    """The last event changes no sentence that was streamed, so focus on a chip survives."""
    turn = streamed(EvidenceFound((OTHER, citation())), SentenceReady(FIRST))
    done = with_event(turn, AnswerReady(answer(FIRST, evidence=[OTHER, citation()])))
    assert done["sentences"] == turn["sentences"]
    assert done["citations"] == turn["citations"]


def test_an_event_leaves_the_turn_it_was_given_as_it_was() -> None:
    """Stop and the stream work on the same turn at the same time."""
    turn = streamed(EvidenceFound((citation(),)))
    before = copy.deepcopy(turn)
    with_event(turn, SentenceReady(FIRST))
    with_event(turn, AnswerReady(answer(FIRST)))
    stopped(turn)
    assert turn == before


def test_a_sentence_is_cut_at_its_checked_numbers_and_loses_no_character() -> None:
    """Each checked number stands apart, also the same number twice."""
    twice = sentence("82 %: adoption was 82 % then.", citation(), numbers=["82 %", "82 %"])
    parts = streamed(SentenceReady(twice))["sentences"][0]["parts"]
    assert "".join(part["text"] for part in parts) == "82 %: adoption was 82 % then."
    assert [part["text"] for part in parts if part["check"]] == ["82 %", "82 %"]
    unknown = sentence("No number here.", citation(), numbers=["99 %"])
    assert streamed(SentenceReady(unknown))["sentences"][0]["parts"] == [
        {"text": "No number here.", "check": None, "formula": None}
    ]


def test_a_turn_is_plain_json() -> None:
    """Everything sent to the browser is strings, numbers, lists and dicts."""
    turn = streamed(EvidenceFound((citation(),)), AnswerReady(answer(FIRST, notes=[Note("k", "A note.")])))
    assert json.loads(json.dumps(turn)) == turn
    assert turn["notes"] == ["A note."]


def test_stop_keeps_what_was_shown_and_says_so() -> None:
    """Nothing shown is taken back, and a finished answer cannot be stopped."""
    writing = streamed(SentenceReady(FIRST))
    after = stopped(writing)
    assert (after["status"], after["remark"]) == ("stopped", STOPPED)
    assert after["sentences"] == writing["sentences"]
    assert after["copy"].startswith("Adoption was 82 %. [1]")
    assert STOPPED in after["copy"]
    assert stopped(new_turn("t", "Q"))["remark"] == STOPPED_EARLY
    done = streamed(AnswerReady(answer(FIRST)))
    assert stopped(done) == done


def test_a_failed_turn_keeps_its_question_and_what_was_shown() -> None:
    """An error costs the reader nothing."""
    after = failed(streamed(SentenceReady(FIRST)), "The library is locked.")
    assert (after["question"], after["status"]) == ("How many?", "failed")
    assert after["remark"] == "The library is locked."
    assert len(after["sentences"]) == 1


def test_history_has_finished_and_stopped_turns_and_no_failed_ones() -> None:
    """A follow-up is understood from what the reader really saw answered."""
    done = streamed(AnswerReady(answer(FIRST, SECOND)))
    refused = streamed(AnswerReady(answer(status="insufficient_evidence")))
    turns = [done, failed(new_turn("t2", "Broken"), "no"), stopped(streamed(SentenceReady(FIRST))), refused]
    assert history(turns) == [
        Turn("user", "How many?"),
        Turn("assistant", "Adoption was 82 %. Barriers remain."),
        Turn("user", "How many?"),
        Turn("assistant", "Adoption was 82 %."),
        Turn("user", "How many?"),
        Turn("assistant", "The library does not say."),
    ]


def test_a_copied_answer_has_marks_and_a_numbered_list_with_the_publishers_words_quoted() -> None:
    """Title, publisher, date, address and quote go to the clipboard with each number."""
    turn = streamed(AnswerReady(answer(FIRST, notes=[Note("k", "Mind the gap.")])))
    assert turn["copy"] == (
        "Adoption was 82 %. [1]\n\n"
        "Mind the gap.\n\n"
        f"[1] A survey. CNCF · 20 January 2026. https://example.org/survey “{QUOTE}”"
    )


def test_a_digest_sentence_is_labelled_and_never_stands_in_quotation_marks() -> None:
    """Our own words are not offered as somebody's."""
    ours = citation(text_kind="digest")
    text = streamed(AnswerReady(answer(sentence("It was 82 %.", ours))))["copy"]
    assert f"Our digest of A survey, open the original before you quote: {QUOTE}" in text
    assert "“" not in text


def test_a_refusal_shows_and_copies_the_nearest_evidence() -> None:
    """What the library does not say it says so, with what comes nearest, three at most."""
    near = [citation(), OTHER, citation("The end."), citation("First line.")]
    gap = Unanswered("How many?", tuple(near))
    turn = streamed(AnswerReady(answer(status="insufficient_evidence", unanswered=[gap])))
    assert turn["refusal"][0]["text"] == "The library does not say."
    assert len(turn["refusal"][0]["nearest"]) == 3
    said = "The library does not say.\n\nNearest in the library: [1] [2] [3]\n\n[1] A survey."
    assert turn["copy"].startswith(said)


def test_a_refusal_without_named_parts_falls_back_on_the_evidence() -> None:
    """A refusal always shows what was found, if anything was."""
    turn = streamed(AnswerReady(answer(status="insufficient_evidence", evidence=[citation()])))
    assert turn["refusal"] == [{"text": "The library does not say.", "nearest": [0]}]


def test_a_half_answered_question_names_the_half_that_is_missing() -> None:
    """The unanswered part is told in the reader's words."""
    gap = Unanswered("the share in 2031", ())
    turn = streamed(AnswerReady(answer(FIRST, status="partly_answered", unanswered=[gap])))
    assert turn["refusal"] == [{"text": "The library does not say: the share in 2031", "nearest": []}]
    assert turn["outcome"] == "partly_answered"


def test_control_characters_of_a_document_do_not_reach_the_clipboard() -> None:
    """A pasted answer cannot steer a terminal or reorder a line."""
    evil = sentence("It was \x1b[31m82 %\u202e.", citation())
    assert copy_text(streamed(SentenceReady(evil))).startswith("It was \ufffd[31m82 %\ufffd. [1]")
