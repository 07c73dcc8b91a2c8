"""Headers and page rewriting, over a small ASGI app."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.security import POLICY, SecurePages

PAGE = (
    '<html><head><meta property="og:url" content="https://gradio.app/" />'
    '<script>window.boot = "ä";</script><script type="module" src="/a.js"></script></head></html>'
)


@pytest.fixture
def client() -> TestClient:
    """A client of a small app behind the security layer."""

    async def page(_request):
        return HTMLResponse(PAGE)

    async def text(_request):
        return PlainTextResponse("<script>left alone</script>")

    async def stream(_request):
        return StreamingResponse(iter(["data: 1\n\n", "data: 2\n\n"]), media_type="text/event-stream")

    routes = [Route("/", page), Route("/text", text), Route("/stream", stream)]
    return TestClient(SecurePages(Starlette(routes=routes), b"<link ours>"))


@pytest.mark.parametrize("path", ["/", "/text", "/stream", "/missing"])
def test_every_response_carries_the_policy(client: TestClient, path: str) -> None:
    """No page of ours may load anything from elsewhere, whatever it is."""
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_policy_allows_no_inline_script_and_no_other_host() -> None:
    """What the policy must never allow."""
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self' 'unsafe-eval'"
    assert rules["connect-src"] == "'self'"
    assert not re.search(r"https?:|\*", POLICY)


def test_inline_scripts_become_files_of_the_same_origin(client: TestClient) -> None:
    """The boot code still runs, from a file that the policy allows."""
    page = client.get("/").text
    moved = re.search(r'<script src="(/boot/[0-9a-f]{16}\.js)"></script>', page)
    assert moved
    assert "window.boot" not in page
    script = client.get(moved[1])
    assert script.text == 'window.boot = "ä";'
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["content-security-policy"] == POLICY
    assert client.get("/boot/0000000000000000.js").status_code == 404


def test_our_head_comes_first_and_adverts_are_gone(client: TestClient) -> None:
    """Our style and scripts are there before anything else runs."""
    response = client.get("/")
    assert response.text.startswith("<html><head><link ours>")
    assert "gradio.app" not in response.text
    assert '<script type="module" src="/a.js"></script>' in response.text
    assert int(response.headers["content-length"]) == len(response.content)


def test_what_is_not_html_passes_unchanged(client: TestClient) -> None:
    """Streams and texts are not rewritten."""
    assert client.get("/text").text == "<script>left alone</script>"
    assert client.get("/stream").text == "data: 1\n\ndata: 2\n\n"
