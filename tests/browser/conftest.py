"""A real Chromium, a real server process over the starter library, and a page that watches itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
_SERVE = (
    "import sys; from pathlib import Path; from assistant.web import serve; "
    "serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
)


@dataclass
class Watch:
    """What a page did that it should not have done."""

    base: str
    foreign: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def attach(self, page: Any) -> None:
        """Listen to a page."""
        page.on("request", self._request)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.console.append(f"uncaught: {error}"))
        page.on("dialog", self._dialog)

    def assert_clean(self) -> None:
        """No request to elsewhere, no console error or warning, no dialog."""
        assert (self.foreign, self.console, self.dialogs) == ([], [], [])

    def _request(self, request: Any) -> None:
        if not request.url.startswith((f"{self.base}/", "data:", f"blob:{self.base}")):
            self.foreign.append(request.url)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{message.type}: {message.text}")

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@contextmanager
def server_process(library: Path, log: Path) -> Iterator[str]:
    """Serve a library in a process of its own; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        command = [sys.executable, "-c", _SERVE, str(library), str(port)]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 90
            while not _answers(address):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, headless. Skips where there is none, except in CI, where that is a failure."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not there; install it with: make browser-deps"
        if os.environ.get("ASSISTANT_CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    # Several processes share the cores of a test machine; a wait that is over earlier ends earlier.
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served_library(starter_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the starter library, which `starter_url` serves; a test may add to it."""
    return Path(shutil.copytree(starter_library, tmp_path_factory.mktemp("served") / "library"))


@pytest.fixture(scope="session")
def starter_url(served_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server process over `served_library`."""
    with server_process(served_library, tmp_path_factory.mktemp("log") / "starter.log") as address:
        yield address


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens an address in a page of its own; when the test ends, each page must have been clean."""
    contexts, watches = [], []

    def open_page(address: str, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1200, "height": 860}, **options})
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(address))
        watches[-1].attach(page)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    for watch in watches:
        watch.assert_clean()
