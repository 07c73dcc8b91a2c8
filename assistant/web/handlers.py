"""What happens when the reader does something: each function takes and gives values of the page.

No decision is made here. Errors of the package become plain text in the page; anything else is a
bug, goes to the log with its traceback and to the page as one fixed sentence.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any, cast

import gradio as gr

from assistant.errors import AssistantError
from assistant.presentation import to_dict
from assistant.schema import AddedSource, Progress, StreamEvent, Turn
from assistant.starter import starter_corpus
from assistant.web.conversation import Conversation, TurnView, failed, history, new_turn, stopped, with_event
from assistant.web.panel import missing_panel, source_panel
from assistant.web.protocol import AssistantLike
from assistant.web.starting import Warming, adding

BUG = "Something went wrong inside the assistant; its log has the details. Nothing you asked is lost."
_STAGES = {
    "reading": "Reading document {at} of {total}…",
    "embedding": "Computing what the documents mean… ({total} documents; this takes longest)",
    "publishing": "Making them searchable…",
    "finished": "Finished.",
}

_log = logging.getLogger(__name__)


class Handlers:
    """The events of the page, over one assistant."""

    def __init__(self, assistant: AssistantLike, warming: Warming) -> None:
        self._assistant = assistant
        self._warming = warming

    # --- the conversation --------------------------------------------------------------------

    def ask(self, question: str, talk: Conversation) -> Iterator[tuple[Any, ...]]:
        """Answer a question as a new turn: (conversation, its drawing, box, ask button, stop button)."""
        earlier = talk["turns"]
        turn = new_turn(uuid.uuid4().hex, question.strip(), model_ready=self._warming.over)
        yield _running(earlier, turn)
        for after in self._turns(turn, history(earlier)):
            over = after["status"] in ("done", "failed")
            yield _resting([*earlier, after]) if over else _running(earlier, after)

    def _turns(self, turn: TurnView, told: list[Turn]) -> Iterator[TurnView]:
        """The turn again and again as its answer grows; the last is done or failed."""
        try:
            events = cast("Any", self._assistant.stream(turn["question"], told))
            # Closed at once when Stop closes this generator, so that the work ends too.
            with closing(events):
                for event in events:
                    turn = with_event(turn, cast("StreamEvent", event))
                    yield turn
        except AssistantError as error:
            yield failed(turn, str(error))
        except Exception:  # noqa: BLE001 - a surface shows a bug calmly; the log has it
            _log.exception("A question could not be answered")
            yield failed(turn, BUG)

    def stop(self, talk: Conversation) -> tuple[Any, ...]:
        """Leave what has been shown, with a remark: (conversation, drawing, ask button, stop button)."""
        shown = {"turns": [stopped(turn) for turn in talk["turns"]]}
        return shown, shown, gr.update(visible=True), gr.update(visible=False)

    def again(self, talk: Conversation, evt: gr.EventData) -> str | dict[str, Any]:
        """Put an earlier question back into the box."""
        turn = _named(talk["turns"], evt, "turn")
        return str(turn["question"]) if turn else cast("dict[str, Any]", gr.skip())

    def clear(self) -> tuple[Any, ...]:
        """A new conversation: (conversation, drawing, panel, ask button, stop button)."""
        empty: Conversation = {"turns": []}
        return empty, empty, None, gr.update(visible=True), gr.update(visible=False)

    def open_source(self, talk: Conversation, evt: gr.EventData) -> dict[str, Any]:
        """The panel for a citation that the reader chose."""
        turn = _named(talk["turns"], evt, "turn")
        card = _named(turn["citations"], evt, "cite") if turn else None
        if card is None:
            return missing_panel("Source", "This citation is not part of the conversation any more.")
        try:
            found = self._assistant.source(card["source_id"], card["version"])
        except AssistantError as error:
            return missing_panel(card["title"], f"The source cannot be opened: {error}")
        except Exception:  # noqa: BLE001 - a surface shows a bug calmly; the log has it
            _log.exception("A source could not be opened")
            return missing_panel(card["title"], BUG)
        return source_panel(found, card)

    # --- the library -------------------------------------------------------------------------

    def look(self) -> tuple[Any, ...]:
        """Which page to show: (line about the library, chat, empty page, welcome)."""
        try:
            count = len(self._assistant.sources())
        except AssistantError as error:
            return str(error), gr.update(visible=False), gr.update(visible=True), {"message": str(error)}
        return count_line(count), gr.update(visible=count > 0), gr.update(visible=count == 0), {}

    def line(self) -> str:
        """How many sources there are now."""
        try:
            return count_line(len(self._assistant.sources()))
        except AssistantError as error:
            return str(error)

    def add_starter(self) -> Iterator[tuple[Any, ...]]:
        """Add the starter corpus: (line, chat, empty page, welcome, button)."""
        waiting = (gr.skip(), gr.skip(), gr.skip())
        try:
            yield *waiting, {"message": "Starting…", "share": None}, gr.update(interactive=False)
            results: list[AddedSource] = []
            for said in adding(self._assistant, starter_corpus()):
                if isinstance(said, list):
                    results = said
                else:
                    yield *waiting, progress_view(said), gr.skip()
            yield *self.look()[:3], {"message": failures(results)}, gr.update(interactive=True)
        except AssistantError as error:
            yield *waiting, {"message": str(error)}, gr.update(interactive=True)
        except Exception:  # noqa: BLE001 - a surface shows a bug calmly; the log has it
            _log.exception("The starter corpus could not be added")
            yield *waiting, {"message": BUG}, gr.update(interactive=True)

    # --- for programs ------------------------------------------------------------------------

    def api_ask(self, question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer a question; `history` holds earlier messages as {"role", "content"}. Gives answer/1."""
        try:
            return to_dict(self._assistant.ask(question, api_history(history)))
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def api_sources(self) -> list[dict[str, Any]]:
        """All sources of the library."""
        try:
            return [to_dict(source) for source in self._assistant.sources()]
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error


def count_line(count: int) -> str:
    """The line under the product's name."""
    return f"{count:,} {'source' if count == 1 else 'sources'} in the library"


def progress_view(progress: Progress) -> dict[str, Any]:
    """Progress as the welcome page draws it; `share` is 0 to 1, None where nobody can know it."""
    at = min(progress.done + 1, progress.total)
    known = progress.stage in ("reading", "finished") and progress.total > 0
    return {
        "message": _STAGES[progress.stage].format(at=at, total=progress.total),
        "share": progress.done / progress.total if known else None,
    }


def failures(results: list[AddedSource]) -> str:
    """What could not be added, in one line; empty if all went well."""
    failed_ones = [f"{result.path}: {result.error}" for result in results if result.action == "failed"]
    return f"Not added: {'; '.join(failed_ones)}" if failed_ones else ""


def api_history(messages: list[dict[str, str]] | None) -> list[Turn]:
    """Messages of a program as turns.

    Raises:
        gr.Error: a message is not {"role": "user" or "assistant", "content": text}.
    """
    turns = []
    for message in messages or []:
        role, content = message.get("role"), message.get("content")
        if role not in ("user", "assistant") or not isinstance(content, str):
            raise gr.Error(
                'history: each message needs "role" (user or assistant) and "content" (text)',
                print_exception=False,
            )
        turns.append(Turn("user" if role == "user" else "assistant", content))
    return turns


def _running(earlier: list[TurnView], turn: TurnView) -> tuple[Any, ...]:
    shown = {"turns": [*earlier, turn]}
    # The box is emptied once, at the start: what is typed meanwhile stays.
    box = gr.update(value="") if turn["status"] == "reading" and not turn["evidence"] else gr.skip()
    return shown, shown, box, gr.update(visible=False), gr.update(visible=True)


def _resting(turns: list[TurnView]) -> tuple[Any, ...]:
    shown = {"turns": turns}
    return shown, shown, gr.skip(), gr.update(visible=True), gr.update(visible=False)


def _named(items: list[dict[str, Any]], evt: gr.EventData, name: str) -> dict[str, Any] | None:
    """The item whose place the browser sent; None if there is no such place."""
    place = getattr(evt, name, None)
    if not isinstance(place, int) or not 0 <= place < len(items):
        return None
    return items[place]
