"""The browser chat: a Gradio page that draws answers, citations and sources itself."""

from __future__ import annotations

from assistant.web.server import build_app, serve

__all__ = ["build_app", "serve"]
