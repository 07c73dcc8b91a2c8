"""A scripted assistant, slow and hostile on demand, and a server for it in this process."""

# ruff: noqa: ARG002 - the double has the signatures of the assistant

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from assistant.errors import ModelError
from assistant.schema import (
    Answer,
    AnswerReady,
    AnswerSentence,
    Citation,
    EvidenceFound,
    Metadata,
    Note,
    NumberCheck,
    Section,
    SentenceReady,
    Source,
    SourceText,
)

# Everything that has ever run in a page that should not have: markup, template and handlebars code.
HOSTILE = "<img src=x onerror=alert(1)> ${alert(2)} {{alert(3)}} `x` </script><script>alert(4)</script>"
TITLE = f"Rivers {HOSTILE}"
QUOTE = f"🌊 It grew by 40 % {HOSTILE} in 2025."
TEXT = f"The 🐟 came back. {HOSTILE}\n\nBefore. {QUOTE} After.\n\nThe end."
SENTENCES = tuple(f"Sentence {number} says 40 % {HOSTILE}." for number in range(1, 9))
_START = TEXT.index(QUOTE)


class ScriptedAssistant:
    """Answers from a script.

    Args:
        pause: seconds before each sentence.
        loaded: whether the model is there from the start; else once a test sets `model_loaded`.
    """

    def __init__(self, pause: float = 0.0, *, loaded: bool = True) -> None:
        self.pause = pause
        self.closed = threading.Event()
        self.asked: list[tuple[str, int]] = []
        self.model_loaded = threading.Event()
        if loaded:
            self.model_loaded.set()

    def warm_up(self) -> None:
        """Take as long as a model does."""
        self.model_loaded.wait(60)

    def add(self, paths: Any, on_progress: Any = None) -> list[Any]:
        """Not part of the script."""
        raise NotImplementedError

    def sources(self) -> list[Source]:
        """One source."""
        return [_source()]

    def source(self, source_id: str, version: str | None = None) -> SourceText:
        """The hostile text, one section for each paragraph."""
        sections, start = [], 0
        for block in TEXT.split("\n\n"):
            sections.append(Section(start, start + len(block), "paragraph"))
            start += len(block) + 2
        return SourceText(_source(), TEXT, tuple(sections))

    def ask(self, question: str, history: Any = (), where: Any = None) -> Answer:
        """The whole script at once."""
        return _answer(question)

    def stream(self, question: str, history: Any = (), where: Any = None) -> Iterator[Any]:
        """Evidence, then a sentence each `pause`; a question with "fail" in it fails midway."""
        self.asked.append((question, len(history)))
        self.closed.clear()
        self.model_loaded.wait(60)
        try:
            yield EvidenceFound((_citation(),))
            for sentence in _answer(question).sentences:
                time.sleep(self.pause)
                yield SentenceReady(sentence)
                if "fail" in question:
                    raise ModelError(f"The model is tired {HOSTILE}")
            yield AnswerReady(_answer(question))
        finally:
            self.closed.set()


@contextmanager
def serving(assistant: ScriptedAssistant) -> Iterator[str]:
    """Serve the page over a scripted assistant in this process; gives its address."""
    import uvicorn

    from assistant.web import build_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = uvicorn.Config(
        build_app(assistant), port=port, log_level="critical", timeout_graceful_shutdown=1, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(15)


def _source() -> Source:
    metadata = Metadata(title=TITLE, publisher=HOSTILE, published="2025-11", url="javascript:alert(5)")
    return Source("s1", "rivers", "v1", metadata, "published", 1, 1, "2026-01-01")


def _citation() -> Citation:
    return Citation(
        source_id="s1", version="v1", chunk_id="c1", start=_START, end=_START + len(QUOTE), quote=QUOTE,
        prefix="", suffix="", text_kind="original", title=TITLE, publisher=HOSTILE, account_of=None,
        event=None, published="2025-11", url="javascript:alert(5)",
    )  # fmt: skip


def _answer(question: str) -> Answer:
    check = (NumberCheck("40 %", "in_sentence", None, 0),)
    sentences = tuple(AnswerSentence(text, "quoted", (_citation(),), check) for text in SENTENCES)
    return Answer(
        status="answered", question=question, standalone_question=question, sentences=sentences, figures=(),
        evidence=(_citation(),), unanswered=(), notes=(Note("test", f"A note {HOSTILE}"),), confidence=1.0,
        sources=(_source(),), model=None, settings_fingerprint="0" * 12,
    )  # fmt: skip
