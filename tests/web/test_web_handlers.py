"""What the page does with what the assistant says, errors included; no server."""

# ruff: noqa: ARG002 - the double has the signatures of the assistant

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from web_builders import QUOTE, answer, citation, sentence, source, source_text

from assistant.errors import LibraryDamagedError, LibraryLockedError, ModelError, SourceNotFoundError
from assistant.schema import AddedSource, AnswerReady, EvidenceFound, Progress, SentenceReady, Turn
from assistant.web.handlers import BUG, Handlers, api_history, count_line, progress_view
from assistant.web.starting import Warming

FIRST = sentence("Adoption was 82 %.", citation(), numbers=["82 %"])
EVENTS = (EvidenceFound((citation(),)), SentenceReady(FIRST), AnswerReady(answer(FIRST)))


class Scripted:
    """An assistant that says what a test wants."""

    def __init__(
        self, events: tuple[Any, ...] = EVENTS, error: Exception | None = None, count: int = 1
    ) -> None:
        self.events, self.error, self.count = events, error, count
        self.histories: list[list[Turn]] = []
        self.closed = False

    def _fail(self) -> None:
        if self.error:
            raise self.error

    def warm_up(self) -> None:
        self._fail()

    def sources(self) -> list[Any]:
        self._fail()
        return [source()] * self.count

    def source(self, source_id: str, version: str | None = None) -> Any:
        self._fail()
        return source_text()

    def ask(self, question: str, history: Any = (), where: Any = None) -> Any:
        self._fail()
        return answer(FIRST, question=question)

    def stream(self, question: str, history: Any = (), where: Any = None) -> Iterator[Any]:
        self.histories.append(list(history))
        try:
            yield from self.events
            self._fail()
        finally:
            self.closed = True

    def add(self, paths: Any, on_progress: Any = None) -> list[AddedSource]:
        on_progress(Progress(0, 1, "reading", "a.md"))
        self._fail()
        self.count = 1
        return [AddedSource("a.md", "added"), AddedSource("b.md", "failed", error="it is empty")]


def handlers(assistant: Scripted) -> Handlers:
    """The handlers over a scripted assistant."""
    return Handlers(assistant, Warming(assistant))


def statuses(steps: list[tuple[Any, ...]]) -> list[str]:
    """The last turn's status at each step."""
    return [step[0]["turns"][-1]["status"] for step in steps]


def test_a_question_shows_at_once_then_evidence_then_sentences_then_the_whole() -> None:
    """The reader sees each step, Stop is there while it runs, and Ask is back at the end."""
    steps = list(handlers(Scripted()).ask("How many?", {"turns": []}))
    assert statuses(steps) == ["reading", "reading", "writing", "done"]
    assert [step[4]["visible"] for step in steps] == [True, True, True, False]
    assert [step[3]["visible"] for step in steps] == [False, False, False, True]
    assert steps[0][2]["value"] == ""
    assert all("value" not in step[2] for step in steps[1:]), "what is typed meanwhile must stay"


def test_earlier_turns_are_kept_and_told_to_the_assistant() -> None:
    """A follow-up is asked with what was said before."""
    scripted = Scripted()
    page = handlers(scripted)
    talk = list(page.ask("How many?", {"turns": []}))[-1][0]
    after = list(page.ask("And in 2024?", talk))[-1][0]
    assert [turn["question"] for turn in after["turns"]] == ["How many?", "And in 2024?"]
    assert scripted.histories == [[], [Turn("user", "How many?"), Turn("assistant", "Adoption was 82 %.")]]


def test_an_error_is_a_message_in_the_conversation_and_costs_nothing() -> None:
    """Everything shown so far stays, with the error's own words."""
    scripted = Scripted(EVENTS[:2], error=ModelError("The model did not answer; try again."))
    last = list(handlers(scripted).ask("How many?", {"turns": []}))[-1][0]["turns"][-1]
    assert (last["status"], last["remark"]) == ("failed", "The model did not answer; try again.")
    assert len(last["sentences"]) == 1


def test_a_bug_is_told_without_its_details_and_logged_with_them(caplog: pytest.LogCaptureFixture) -> None:
    """A traceback never reaches the page, and is never lost."""
    page = handlers(Scripted(EVENTS[:1], error=ZeroDivisionError("inner detail")))
    with caplog.at_level(logging.ERROR):
        last = list(page.ask("How many?", {"turns": []}))[-1][0]["turns"][-1]
    assert (last["status"], last["remark"]) == ("failed", BUG)
    assert "inner detail" in caplog.text


def test_closing_the_page_stream_closes_the_assistants_stream() -> None:
    """Stop ends the work and does not only hide it."""
    scripted = Scripted()
    steps = handlers(scripted).ask("How many?", {"turns": []})
    next(steps), next(steps)
    assert not scripted.closed
    steps.close()  # type: ignore[attr-defined]
    assert scripted.closed


def test_stop_marks_the_running_turn_only() -> None:
    """Answers that were finished stay finished."""
    page = handlers(Scripted())
    done = list(page.ask("One", {"turns": []}))[-1][0]
    running = list(page.ask("Two", done))[2][0]
    after = page.stop(running)[0]
    assert [turn["status"] for turn in after["turns"]] == ["done", "stopped"]


def test_a_citation_opens_at_its_words() -> None:
    """The browser names a place, and the server looks the citation up in its own record."""
    page = handlers(Scripted())
    talk = list(page.ask("How many?", {"turns": []}))[-1][0]
    panel = page.open_source(talk, SimpleNamespace(turn=0, cite=0))  # type: ignore[arg-type]
    assert [block["text"][1] for block in panel["blocks"] if block["text"][1]] == [QUOTE]


@pytest.mark.parametrize(("turn", "cite"), [(7, 0), (0, 7), (-1, 0), ("0", 0), (None, None), (0, 0.5)])
def test_a_citation_that_is_not_there_is_told_calmly(turn: Any, cite: Any) -> None:
    """Whatever a browser sends, the answer is a panel with a message."""
    page = handlers(Scripted())
    talk = list(page.ask("How many?", {"turns": []}))[-1][0]
    panel = page.open_source(talk, SimpleNamespace(turn=turn, cite=cite))  # type: ignore[arg-type]
    assert "not part of the conversation" in panel["problem"]


def test_a_removed_source_is_told_in_the_panel() -> None:
    """A source may be removed in a terminal after it was cited."""
    scripted = Scripted()
    page = handlers(scripted)
    talk = list(page.ask("How many?", {"turns": []}))[-1][0]
    scripted.error = SourceNotFoundError("No source has the id s1")
    panel = page.open_source(talk, SimpleNamespace(turn=0, cite=0))  # type: ignore[arg-type]
    assert panel == {"title": "A survey", "problem": "The source cannot be opened: No source has the id s1"}


def test_the_page_shows_the_chat_or_the_empty_library_or_what_is_wrong() -> None:
    """What is visible depends on what the library has at that moment."""
    line, chat, empty, _ = handlers(Scripted(count=2)).look()
    assert (line, chat["visible"], empty["visible"]) == ("2 sources in the library", True, False)
    line, chat, empty, _ = handlers(Scripted(count=0)).look()
    assert (line, chat["visible"], empty["visible"]) == (count_line(0), False, True)
    broken = handlers(Scripted(error=LibraryDamagedError("The catalog is empty"))).look()
    assert broken[3] == {"message": "The catalog is empty"}


def test_adding_the_starter_corpus_shows_progress_then_the_chat_and_what_failed() -> None:
    """One bad file is named and the rest is there."""
    steps = list(handlers(Scripted(count=0)).add_starter())
    assert [step[3].get("message") for step in steps] == [
        "Starting…",
        "Reading document 1 of 1…",
        "Not added: b.md: it is empty",
    ]
    assert steps[-1][1]["visible"] is True
    assert [step[4].get("interactive") for step in (steps[0], steps[-1])] == [False, True]


def test_a_locked_library_is_told_on_the_empty_page() -> None:
    """The message names the holder and the button can be pressed again."""
    scripted = Scripted(error=LibraryLockedError("Another process (pid 7) is writing"))
    last = list(handlers(scripted).add_starter())[-1]
    assert last[3] == {"message": "Another process (pid 7) is writing"}
    assert last[4]["interactive"] is True


def test_progress_has_a_share_only_where_one_is_known() -> None:
    """Embedding has no known share, so the bar does not pretend one."""
    assert progress_view(Progress(13, 52, "reading", "x"))["share"] == 0.25
    assert progress_view(Progress(52, 52, "embedding"))["share"] is None
    assert progress_view(Progress(0, 0, "finished"))["share"] is None


def test_programs_get_the_contracts_answer_and_plain_errors() -> None:
    """The endpoints give what the command line gives, and an error's own words."""
    page = handlers(Scripted())
    assert page.api_ask("Q")["schema"] == "answer/1"
    assert page.api_sources()[0]["id"] == "s1"
    broken = handlers(Scripted(error=ModelError("No model")))
    for call in (lambda: broken.api_ask("Q"), broken.api_sources):
        with pytest.raises(gr.Error, match="No model"):
            call()


@pytest.mark.parametrize(
    "message", [{}, {"role": "system", "content": "x"}, {"role": "user"}, {"role": "user", "content": 3}]
)
def test_a_history_that_is_none_is_refused(message: dict[str, Any]) -> None:
    """A program's mistake is told, not guessed around."""
    with pytest.raises(gr.Error, match="each message needs"):
        api_history([message])
    assert api_history(None) == []


def test_warming_is_over_even_when_the_model_cannot_be_loaded(caplog: pytest.LogCaptureFixture) -> None:
    """A broken model is met, and told, by the first question; the page does not say "loading" for ever."""
    for error in (None, ModelError("broken")):
        warming = Warming(Scripted(error=error))
        assert not warming.over
        warming.start()
        for thread in threading.enumerate():
            if thread.name == "load the model":
                thread.join(10)
        assert warming.over
    assert "broken" in caplog.text


def test_the_starter_corpus_is_found_in_a_checkout() -> None:
    """The button has something to add."""
    from assistant.starter import starter_corpus

    assert len(list(Path(starter_corpus()).glob("*.md"))) >= 48
