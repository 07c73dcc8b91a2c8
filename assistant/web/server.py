"""The web app as ASGI, and the process that serves it."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.errors import ConfigurationError
from assistant.pipeline import Assistant
from assistant.web.protocol import AssistantLike
from assistant.web.security import ASGIApp, SecurePages

# Read by these libraries when they are imported: nothing about a reader leaves the machine.
_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}
_SCRIPTS = ("page.js", "conversation.js", "source.js")
_LOOPBACK = ("127.0.0.1", "localhost")
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "monospace"]


def build_app(assistant: AssistantLike) -> ASGIApp:
    """The page and its endpoints `/ask` and `/sources` as an ASGI app; loads the model beside it.

    Args:
        assistant: answers the questions; stays the caller's to close.
    """
    os.environ.update(_QUIET)
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.staticfiles import StaticFiles

    from assistant.web.handlers import Handlers
    from assistant.web.page import build_page
    from assistant.web.starting import Warming

    static = Path(str(files("assistant.web"))) / "static"
    warming = Warming(assistant)
    page = build_page(Handlers(assistant, warming)).queue(default_concurrency_limit=4, max_size=64)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/ui", StaticFiles(directory=static), name="ui")
    mounted = gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        favicon_path=str(static / "icon.svg"),
        theme=gr.themes.Base(font=_FONTS, font_mono=_MONO),
    )
    warming.start()
    return SecurePages(mounted, _head())


def serve(library: Path, host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = False) -> None:
    """Serve the page over a library until interrupted; an empty library is made if there is none.

    Args:
        library: its folder.
        host: address to listen at; 127.0.0.1 is this machine only.
        port: port to listen at; 0 takes any free one.
        open_browser: open the page in the default browser once it is there.

    Raises:
        ConfigurationError: the port or the address cannot be had.
        LibraryError: the library cannot be opened.
    """
    with _listener(host, port) as listener, suppress(KeyboardInterrupt):
        os.environ.update(_QUIET)
        import uvicorn
        from starlette.middleware.trustedhost import TrustedHostMiddleware

        with Assistant.open(library, create=True) as assistant:
            app: Any = build_app(assistant)
            if host in _LOOPBACK:
                # A site elsewhere cannot reach a loopback page by pointing a name of its own at it.
                app = TrustedHostMiddleware(app, list(_LOOPBACK))
            address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
            config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, ws="none")
            print(f"The page is at {address} (Ctrl-C ends it)", flush=True)  # noqa: T201 - what the command says
            if open_browser:
                threading.Timer(1.0, webbrowser.open, [address]).start()
            uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    """A socket at that address, had before anything is loaded, so that nobody waits for an error."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ConfigurationError(
            f"Cannot listen at {host} port {port} ({getattr(error, 'strerror', None) or error}); another "
            "program, perhaps another chat of yours, may have it: end that one or choose another port, "
            "as in: assistant serve --port 7861"
        ) from error
    return listener


def _head() -> bytes:
    """What our page adds to Gradio's head: a style sheet and scripts of the same origin."""
    tags = ['<link rel="stylesheet" href="/ui/page.css">', '<meta name="color-scheme" content="light dark">']
    tags += [f'<script src="/ui/{name}"></script>' for name in _SCRIPTS]
    return "".join(tags).encode()
