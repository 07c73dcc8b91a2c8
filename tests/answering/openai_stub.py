"""A stand-in for an OpenAI-compatible server: `python openai_stub.py` serves on loopback and prints its port.

The name of the model that a request asks for decides what happens; `NAMES` lists them. What was sent to it is
told at /seen. It has no state but that, so that tests may run in any order.
"""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MESHES = "In 2023, 42 % of organisations ran service meshes in production [1]."
FUNCTIONS = "In 2023, 31 % of organisations ran serverless functions in production [2]."
WRONG = "In 2023, 43 % of organisations ran service meshes in production [1]."
KEY = "sk-proj-Abc123Def456Ghi789Jkl012"

ERRORS = {
    "rate-limit": (429, "rate_limit_exceeded", "Rate limit reached for stub"),
    "no-credit": (429, "insufficient_quota", "You exceeded your current quota"),
    "fault": (500, None, "The server had an error"),
    "unauthorised": (401, "invalid_api_key", f"Incorrect API key provided: {KEY}."),
    "too-long": (400, "context_length_exceeded", "This model reads 2048 tokens, your messages have 2300"),
    "unknown": (404, "model_not_found", "The model does not exist"),
}
TEXTS = {
    "good": f"{MESHES} {FUNCTIONS}",
    "costly": f"{MESHES} {FUNCTIONS}",
    "wrong-once": f"{WRONG} {FUNCTIONS}",
    "limit-at-retry": f"{FUNCTIONS} {WRONG}",
    "empty": "",
    "cut": f"{MESHES} In 2023, 31 % of organisations",
    "stalls": f"{MESHES} In 2023,",
    "pings": f"{MESHES} In 2023,",
    "drops": f"{MESHES} In 2023,",
    "error-inside": f"{MESHES} In 2023,",
}
NAMES = (*ERRORS, *TEXTS, "silent", "never-ends", "drips", "nothing", "page", "garbage")
# Far longer than any test waits.
_LONG = 30.0


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    seen: list[dict] = []  # noqa: RUF012 - of the whole process

    def log_message(self, *_):
        """Nothing: the port is all that is printed."""

    def do_GET(self):
        """What was sent so far."""
        self._json(200, self.seen)

    def do_POST(self):
        """A chat completion, or what comes instead."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append({"path": self.path, "headers": dict(self.headers), "body": body})
        name, again = body["model"], "cannot stand" in body["messages"][-1]["content"]
        if name == "limit-at-retry" and again:
            name = "rate-limit"
        try:
            self._answer(name, body, MESHES if again and name == "wrong-once" else TEXTS.get(name, ""))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the caller has left, as some tests want it to

    def _answer(self, name, body, text):
        if name == "silent":
            time.sleep(_LONG)
        if name in ERRORS:
            state, code, message = ERRORS[name]
            self._json(state, {"error": {"message": message, "type": "error", "code": code}})
        elif name == "page":
            self._bytes(200, b"<html><body>Please log in.</body></html>", "text/html")
        elif body.get("stream"):
            self._stream(name, text)
        else:
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            self._json(200, {**_head("chat.completion"), "choices": [choice], "usage": _usage(name)})

    def _stream(self, name, text):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if name == "nothing":
            self._event("[DONE]")
            self._chunk(b"")
            return
        while name in ("never-ends", "drips"):
            self._delta("blah ")
            time.sleep(0.1 if name == "drips" else 0)
        for word in text.split(" "):
            self._delta(f"{word} ")
        if name in ("stalls", "drops", "pings", "error-inside", "garbage"):
            self._break(name)
            return
        self._delta("", finish="length" if name == "cut" else "stop")
        self._event(json.dumps({**_head(), "choices": [], "usage": _usage(name)}))
        self._event("[DONE]")
        self._chunk(b"")

    def _break(self, name):
        if name == "stalls":
            time.sleep(_LONG)
        while name == "pings":
            self._chunk(b": still working\n\n")
            time.sleep(0.1)
        if name == "error-inside":
            self._event(json.dumps({"error": {"message": "The engine is overloaded", "code": "overloaded"}}))
        if name == "garbage":
            self._event("{not json")
        self.close_connection = True  # without the chunk that ends a reply

    def _delta(self, text, finish=None):
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        self._event(json.dumps({**_head(), "choices": [choice]}))

    def _event(self, data):
        self._chunk(f"data: {data}\n\n".encode())

    def _chunk(self, data):
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _json(self, state, value):
        self._bytes(state, json.dumps(value).encode(), "application/json")

    def _bytes(self, state, data, kind):
        self.send_response(state)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        # Or the client waits half a second and more before it tries once more.
        self.send_header("retry-after-ms", "10")
        self.end_headers()
        self.wfile.write(data)


def _head(kind="chat.completion.chunk"):
    return {"id": "stub", "object": kind, "created": 0, "model": "stub"}


def _usage(name):
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return {**usage, "cost": 0.00125} if name == "costly" else usage


def main():
    """Serve until the process is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
