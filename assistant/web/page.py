"""The page: which parts it has and which handler each event calls.

Every gr.HTML here is an empty skeleton with a constant template, drawn by our own script from the
value (`static/*.js`, text nodes only). Gradio evaluates what a template gives as JavaScript, so no
value may ever stand in a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from assistant.web.handlers import Handlers

TITLE = "Conference insight assistant"
PROMISE = "Every number, back to its source."
EXAMPLES = (
    "What share of organisations deploy AI workloads every day?",
    "How much could open models save per year worldwide?",
    "What was Kubernetes production use in CNCF's 2019 survey?",
    "What are enterprises advised to do to bring the cost of AI down?",
)
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_HEADER = f'<header class="masthead"><h1>{TITLE}</h1><p>{PROMISE}</p></header>'


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the chat that events read and change."""

    talk: gr.State
    drawing: gr.HTML
    examples: list[gr.Button]
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    clear: gr.Button


def build_page(handlers: Handlers) -> gr.Blocks:
    """The Gradio page over some handlers; nothing runs yet."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        with gr.Row(elem_id="head"):
            gr.HTML(html_template=_HEADER, js_on_load=None, apply_default_css=False)
            line = _skeleton("library", '<p class="line" role="status"></p>', "Page.line")
        with gr.Column(elem_id="empty", visible=False) as empty:
            welcome = _skeleton("welcome", '<section aria-label="Empty library"></section>', "Page.welcome")
            starter = gr.Button("Add the starter corpus", variant="primary", elem_id="add-starter")
        with gr.Row(elem_id="main", visible=False) as main:
            with gr.Column(elem_id="talk", scale=3, min_width=300):
                parts = _conversation_column()
            with gr.Column(elem_id="side", scale=2, min_width=300):
                template = '<section aria-label="Source" tabindex="-1"></section>'
                panel = _skeleton("source", template, "Page.source")
        _wire_conversation(handlers, parts, panel, line)
        page.load(handlers.look, None, [line, main, empty, welcome], **_PRIVATE)
        starter.click(
            handlers.add_starter, None, [line, main, empty, welcome, starter],
            concurrency_limit=1, trigger_mode="once", **_PRIVATE,
        )  # fmt: skip
        gr.api(handlers.api_ask, api_name="ask", concurrency_limit=4)
        gr.api(handlers.api_sources, api_name="sources")
    return page


def _skeleton(name: str, template: str, draw: str, events: tuple[str, ...] = ()) -> gr.HTML:
    """An element that our script draws; a quoted event name is what makes Gradio listen to it."""
    names = ", ".join(f"'{event}'" for event in events)
    return gr.HTML(
        value=None,
        html_template=template,
        js_on_load=f"{draw}(element, props, trigger, watch, [{names}])",
        elem_id=name,
        apply_default_css=False,
    )


def _conversation_column() -> _Parts:
    """Conversation, examples and question box."""
    drawing = _skeleton(
        "conversation",
        '<div class="turns" role="log" aria-live="polite" aria-label="Conversation"></div>',
        "Page.conversation",
        ("open", "again"),
    )
    with gr.Column(elem_id="examples"):
        gr.HTML(html_template="<p>You could ask</p>", js_on_load=None, apply_default_css=False)
        examples = [gr.Button(example, elem_classes="example") for example in EXAMPLES]
    with gr.Row(elem_id="composer"):
        box = gr.Textbox(
            label="Your question",
            placeholder="Ask the library",
            lines=1,
            max_lines=6,
            container=False,
            scale=5,
            autofocus=True,
            elem_id="question",
        )
        ask = gr.Button("Ask", variant="primary", elem_id="ask", min_width=80)
        stop = gr.Button("Stop", variant="stop", elem_id="stop", min_width=80, visible=False)
    clear = gr.Button("New conversation", elem_id="clear", size="sm")
    return _Parts(gr.State({"turns": []}), drawing, examples, box, ask, stop, clear)


def _wire_conversation(handlers: Handlers, parts: _Parts, panel: gr.HTML, line: gr.HTML) -> None:
    """Connect the events of the conversation."""
    talk, drawing, box, ask, stop = parts.talk, parts.drawing, parts.box, parts.ask, parts.stop
    shown = [talk, drawing, box, ask, stop]
    # A private event takes its handler's name all the same, and `/ask` is for programs.
    streaming: dict[str, Any] = {
        "concurrency_limit": 4, "concurrency_id": "questions", "trigger_mode": "once",
        "api_name": "page_ask", **_PRIVATE,
    }  # fmt: skip
    at_once: dict[str, Any] = {"queue": False, **_PRIVATE}
    runs = [gr.on([ask.click, box.submit], handlers.ask, [box, talk], shown, **streaming)]
    runs += [
        button.click(partial(handlers.ask, example), [talk], shown, **streaming)
        for button, example in zip(parts.examples, EXAMPLES, strict=True)
    ]
    for run in runs:
        run.then(handlers.line, None, line, **at_once)
    stop.click(handlers.stop, talk, [talk, drawing, ask, stop], cancels=runs, **at_once)
    parts.clear.click(handlers.clear, None, [talk, drawing, panel, ask, stop], cancels=runs, **at_once)
    drawing.open(handlers.open_source, talk, panel, **at_once)
    drawing.again(handlers.again, talk, box, **at_once)
