"""The last layer before the network: what a page of ours may load, and nothing from elsewhere.

Gradio writes its boot code inline into the page. It is moved to same-origin files here, so that the
policy can forbid inline scripts; `unsafe-eval` stays, because gr.HTML compiles its (constant)
templates. Only HTML is buffered; streams and assets pass through.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.responses import Response

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "manifest-src 'self'",
        "worker-src 'self' blob:",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
_HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_INLINE = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_BOOT = re.compile(r"/boot/([0-9a-f]{16})\.js")
# They name Gradio's own site as the page's address and picture.
_ADVERTS = re.compile(rb'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*/>')
# Boot code differs with the host name by which the page is called, so there are few of them.
_MOST_SCRIPTS = 200


class SecurePages:
    """An ASGI app around another: security headers, own tags in the head, no inline scripts."""

    def __init__(self, app: ASGIApp, head: bytes = b"") -> None:
        self._app = app
        self._head = head
        self._scripts: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        boot = _BOOT.fullmatch(scope["path"])
        if boot and boot[1] in self._scripts:
            headers = {name.decode(): value.decode() for name, value in _HEADERS}
            script = Response(self._scripts[boot[1]], media_type="text/javascript", headers=headers)
            await script(scope, receive, send)
            return
        if scope["path"] == "/":
            # Else Gradio hands over the page compressed, and it could not be rewritten.
            kept = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        await self._app(scope, receive, _Rewriting(send, self._rewritten).send)

    def _rewritten(self, page: bytes) -> bytes:
        """The page with our head, with boot code in files, and without adverts."""
        page = _ADVERTS.sub(b"", _INLINE.sub(self._moved, page))
        return page.replace(b"<head>", b"<head>" + self._head, 1)

    def _moved(self, match: re.Match[bytes]) -> bytes:
        """A script tag that loads its code from a file of ours instead."""
        attributes, code = match["attributes"], match["code"]
        if b"src=" in attributes:
            return match[0]
        name = hashlib.sha256(code).hexdigest()[:16]
        if len(self._scripts) >= _MOST_SCRIPTS:
            self._scripts.clear()
        self._scripts[name] = code
        return b'<script%s src="/boot/%s.js"></script>' % (attributes, name.encode())


class _Rewriting:
    """A `send` that adds the headers to every response and rewrites HTML."""

    def __init__(self, send: Send, rewritten: Callable[[bytes], bytes]) -> None:
        self._send = send
        self._rewritten = rewritten
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Pass one message on; HTML is kept until it is whole."""
        if message["type"] == "http.response.start":
            ours = {name for name, _ in _HEADERS}
            headers = [h for h in message["headers"] if h[0].lower() not in ours] + _HEADERS
            start = {**message, "headers": headers}
            if _is_html(headers):
                self._start = start
            else:
                await self._send(start)
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start, self._rewritten(self._body))

    async def _send_page(self, start: Message, page: bytes) -> None:
        headers = [h for h in start["headers"] if h[0].lower() != b"content-length"]
        headers.append((b"content-length", str(len(page)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": page})


def _is_html(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers)
