"""Generated answers through the real client of an OpenAI-compatible server, whatever that server does."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import openai_stub
import pytest
from evidence_builders import ASKED_BOTH, TWO_SHARES, library_of

from assistant.answering.generative import open_model
from assistant.pipeline import Assistant
from assistant.schema import AnswerReady, SentenceReady
from assistant.settings import Settings
from assistant.testing import HashEncoder

pytestmark = pytest.mark.integration

DOCUMENT = f"{TWO_SHARES}\nA sentence about zebrafinches that no question here is about.\n"


@pytest.fixture(scope="module")
def server():
    """Address of the stub, a process of its own."""
    command = [sys.executable, str(Path(openai_stub.__file__))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.kill()


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Folder of a library of one document, with a figure for each half of the question."""
    return library_of(tmp_path_factory.mktemp("stub"), DOCUMENT)


@pytest.fixture
def ask(server, library):
    """A function that answers with one of the stub's models."""

    def asking(name, timeout=20.0):
        assert name in openai_stub.NAMES
        settings = Settings(model=f"openai:{name}", base_url=server, model_timeout=timeout)
        with Assistant.open(library, settings, encoder=HashEncoder()) as assistant:
            *events, last = assistant.stream(ASKED_BOTH)
        assert isinstance(last, AnswerReady)
        shown = tuple(event.sentence for event in events if isinstance(event, SentenceReady))
        assert last.answer.sentences == shown
        # Whatever happened, the reader has both figures, and no other.
        assert "42 %" in last.answer.text
        assert "31 %" in last.answer.text
        assert "43 %" not in last.answer.text
        return last.answer

    return asking


def kinds(answer):
    """Kinds of the sentences, in order."""
    return [sentence.kind for sentence in answer.sentences]


def failure(answer):
    """The text of the one note about a failure."""
    (text,) = [n.text for n in answer.notes if n.kind == "model_failed"]
    return text


def test_a_stream_becomes_the_answer(ask):
    """Sentences, model and tokens, no note; no cost, for none was told."""
    answer = ask("good")
    assert kinds(answer) == ["generated", "generated"]
    assert answer.model == "openai:good"
    assert answer.usage == {"calls": 1, "input_tokens": 100, "output_tokens": 20}
    assert 0 < answer.run["model_seconds"] <= answer.run["seconds"]
    assert not [n for n in answer.notes if n.kind in ("model_failed", "extractive", "verification")]


def test_a_whole_reply_is_read_by_the_same_client(server):
    """Without streaming, as JSON."""
    model = open_model(Settings(model="openai:good", base_url=server))
    reply = model.invoke("anything")
    assert reply.text == openai_stub.TEXTS["good"]
    assert reply.usage_metadata["input_tokens"] == 100


def test_cost_at_the_end_of_a_stream_is_told(ask):
    """As some compatible servers report it."""
    assert ask("costly").usage["cost"] == 0.00125


def test_a_wrong_sentence_is_asked_for_again(ask):
    """Over the same client; both calls count."""
    answer = ask("wrong-once")
    assert kinds(answer) == ["generated", "generated"]
    assert answer.usage == {"calls": 2, "input_tokens": 200, "output_tokens": 40}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rate-limit", "takes no more requests"),
        ("no-credit", "no credit left"),
        ("fault", "a fault of its own"),
        ("unauthorised", "did not accept the key"),
        ("too-long", "longer than the model reads"),
        ("unknown", "does not know this model"),
        ("empty", "no sentence that could be shown"),
        ("nothing", "it wrote nothing"),
        ("never-ends", "did not stop writing"),
        ("page", "it wrote nothing"),
        ("garbage", "cannot be read"),
    ],
)
def test_a_failure_gives_the_extractive_answer(ask, name, words):
    """The note says in plain words what happened, and no key."""
    answer = ask(name)
    assert (answer.status, answer.model) == ("answered", None)
    assert set(kinds(answer)) == {"composed"}
    assert words in failure(answer)
    assert [n for n in answer.notes if n.kind == "extractive"]
    assert "Abc123" not in str(answer.notes)


@pytest.mark.parametrize(("name", "words"), [("silent", "in time"), ("drips", "in time")])
def test_a_server_that_says_nothing_is_left(ask, name, words):
    """After the timeout, which the client alone would start anew with each byte and each try."""
    began = time.monotonic()
    answer = ask(name, timeout=0.8)
    assert time.monotonic() - began < 10
    assert set(kinds(answer)) == {"composed"}
    assert words in failure(answer)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stalls", "in time"),
        ("pings", "in time"),
        ("drops", "connection broke"),
        ("error-inside", "The engine is overloaded"),
        ("cut", "cut off"),
    ],
)
def test_a_stream_that_breaks_off_keeps_what_it_said(ask, name, words):
    """The sentence that was shown stays, the evidence tells the rest."""
    began = time.monotonic()
    answer = ask(name, timeout=0.8)
    assert time.monotonic() - began < 10
    assert kinds(answer) == ["generated", "composed"]
    assert words in failure(answer)
    assert answer.model == f"openai:{name}"


def test_a_limit_at_the_second_try_keeps_what_was_said(ask):
    """As above, where it is not the stream that fails."""
    answer = ask("limit-at-retry")
    assert kinds(answer) == ["generated", "composed"]
    assert "takes no more requests" in failure(answer)
    assert answer.usage["calls"] == 2


def test_nobody_listening_gives_the_extractive_answer(library):
    """A server that is not there."""
    settings = Settings(model="openai:good", base_url="http://127.0.0.1:9/v1", model_timeout=5)
    with Assistant.open(library, settings, encoder=HashEncoder()) as assistant:
        answer = assistant.ask(ASKED_BOTH)
    assert set(kinds(answer)) == {"composed"}
    assert "cannot be reached" in failure(answer)


def test_question_and_quotes_are_all_that_is_sent(ask, server, monkeypatch):
    """No other sentence of the library, and no key that the environment has for somebody else."""
    monkeypatch.setenv("OPENAI_API_KEY", openai_stub.KEY)
    ask("wrong-once")
    with urllib.request.urlopen(server.removesuffix("/v1") + "/seen") as reply:
        sent = [one for one in json.load(reply) if one["body"]["model"] == "wrong-once"][-2:]
    for one in sent:
        system, asked = one["body"]["messages"]
        assert (system["role"], asked["role"]) == ("system", "user")
        assert "Service meshes ran in production at 42 %" in asked["content"]
        assert "zebrafinches" not in json.dumps(one)
        assert openai_stub.KEY not in json.dumps(one)
    assert ASKED_BOTH in sent[0]["body"]["messages"][1]["content"]


def test_the_key_for_a_compatible_server_is_sent_there(ask, server, monkeypatch):
    """It is a setting of its own, secret, and changes no answer's fingerprint."""
    without = Settings(base_url=server).fingerprint()
    monkeypatch.setenv("ASSISTANT_API_KEY", "key-of-the-server")
    settings = Settings(base_url=server)
    assert settings.fingerprint() == without
    assert "key-of-the-server" not in f"{settings!r} {settings.model_dump_json()}"
    assert kinds(ask("costly")) == ["generated", "generated"]
    with urllib.request.urlopen(server.removesuffix("/v1") + "/seen") as reply:
        sent = [one for one in json.load(reply) if one["body"]["model"] == "costly"][-1]
    told = {name.lower(): value for name, value in sent["headers"].items()}
    assert told["authorization"] == "Bearer key-of-the-server"


def test_without_a_model_nothing_is_sent(library, server, monkeypatch):
    """An address alone, or a key in the environment, makes no call."""
    monkeypatch.setenv("OPENAI_API_KEY", openai_stub.KEY)

    def seen():
        with urllib.request.urlopen(server.removesuffix("/v1") + "/seen") as reply:
            return len(json.load(reply))

    before = seen()
    with Assistant.open(library, Settings(base_url=server), encoder=HashEncoder()) as assistant:
        answer = assistant.ask(ASKED_BOTH)
    assert seen() == before
    assert (answer.model, answer.usage) == (None, {})
