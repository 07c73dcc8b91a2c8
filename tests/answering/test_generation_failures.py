"""Everything that can go wrong with a chat model: what the reader is left with, and what it cost."""

from __future__ import annotations

import doctest
import itertools
import time

import pytest
from evidence_builders import ASKED_BOTH, TWO_SHARES, citation, library_of, source
from langchain_core.exceptions import ContextOverflowError
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.answering import generation_failures, model_text
from assistant.answering.generation_failures import failure_text
from assistant.answering.generative import GenerationReport, generate, open_model, used
from assistant.answering.model_stream import Deadline, read_until
from assistant.answering.prompts import CANNOT_ANSWER
from assistant.pipeline import Assistant
from assistant.schema import AnswerReady, SentenceReady
from assistant.settings import Settings
from assistant.testing import HashEncoder, ScriptedChatModel, ScriptedReply

MESHES = "In 2023, 42 % of organisations ran service meshes in production [1]."
SHOWN = "In 2023, 42 % of organisations ran service meshes in production."
WRONG = "In 2023, 43 % of organisations ran service meshes in production [1]."
FUNCTIONS = "In 2023, 31 % of organisations ran serverless functions in production [2]."
KEY = "sk-proj-Abc123Def456Ghi789Jkl012"


class HttpError(Exception):
    """As clients raise it: with the state of the reply."""

    def __init__(self, state, message):
        super().__init__(message)
        self.status_code = state


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Folder of a library of one document, with a figure for each half of the question."""
    return library_of(tmp_path_factory.mktemp("failures"), TWO_SHARES)


@pytest.fixture
def ask(library):
    """A function that answers with a scripted model: (answer, sentences as they were shown)."""

    def asking(*replies, model=None, timeout=60):
        model = model or ScriptedChatModel(replies=list(replies))
        settings = Settings(model_timeout=timeout)
        with Assistant.open(library, settings, encoder=HashEncoder(), chat_model=model) as assistant:
            *events, last = assistant.stream(ASKED_BOTH)
        assert isinstance(last, AnswerReady)
        shown = tuple(event.sentence for event in events if isinstance(event, SentenceReady))
        assert last.answer.sentences == shown  # what was shown is never taken back
        return last.answer

    return asking


def kinds(answer):
    """Kinds of the sentences, in order."""
    return [sentence.kind for sentence in answer.sentences]


def note(answer, kind):
    """The text of the one note of a kind."""
    (text,) = [n.text for n in answer.notes if n.kind == kind]
    return text


def both_halves(answer):
    """Whether the reader has both figures that were asked for."""
    return "42 %" in answer.text and "31 %" in answer.text


def test_without_failure_the_model_alone_is_heard(ask):
    """The ground on which the tests below stand: two sentences, no note, no sentence of ours."""
    answer = ask(f"{MESHES} {FUNCTIONS}")
    assert kinds(answer) == ["generated", "generated"]
    assert not [n for n in answer.notes if n.kind in ("model_failed", "extractive", "verification")]
    assert answer.status == "answered"


# --- the first call fails -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (HttpError(429, "Too many requests"), "takes no more requests"),
        (HttpError(401, f"Incorrect API key provided: {KEY}"), "did not accept the key"),
        (HttpError(403, "not for you"), "did not accept the key"),
        (HttpError(404, "no such model"), "does not know this model"),
        (HttpError(500, "oops"), "a fault of its own"),
        (HttpError(503, "busy"), "a fault of its own"),
        (HttpError(400, "bad field"), "refused the request"),
        (HttpError(429, "insufficient_quota: You exceeded your current quota"), "no credit left"),
        (HttpError(400, "This model's maximum context length is 2048"), "longer than the model reads"),
        (HttpError(500, "2300 tokens exceed context window of 2048"), "longer than the model reads"),
        (ContextOverflowError("too much"), "longer than the model reads"),
        (TimeoutError("too slow"), "no answer came in time"),
        (ConnectionRefusedError("refused"), "cannot be reached"),
        (RuntimeError("no route"), "RuntimeError: no route"),
        ("", "it wrote nothing"),
    ],
)  # fmt: skip
def test_a_failure_at_the_start_gives_the_extractive_answer(ask, error, words):
    """The note says in plain words what happened, and that the evidence answers instead."""
    answer = ask(error)
    assert (answer.status, answer.model) == ("answered", None)
    assert both_halves(answer)
    assert set(kinds(answer)) == {"composed"}
    assert words in note(answer, "model_failed")
    assert "evidence sentences instead" in note(answer, "extractive")
    assert answer.usage == {"calls": 1}


def test_blank_output_gives_the_extractive_answer(ask):
    """Parts come, but there is nothing in them; their tokens count all the same."""
    answer = ask(ScriptedReply("", tokens=(90, 1)))
    assert both_halves(answer)
    assert "no sentence that could be shown" in note(answer, "model_failed")
    assert answer.usage == {"calls": 1, "input_tokens": 90, "output_tokens": 1}


# --- it fails in the middle -----------------------------------------------------------------------


def test_a_break_after_a_sentence_keeps_it_and_the_evidence_tells_the_rest(ask):
    """What was shown stays, half a sentence is not shown, and the other half of the question is answered."""
    answer = ask(ScriptedReply(f"{MESHES} In 2023, 31 % of", error=ConnectionResetError("peer closed")))
    assert kinds(answer) == ["generated", "composed"]
    assert answer.sentences[0].text == SHOWN
    assert answer.text.count("42 %") == 1  # the evidence does not say again what the model has said
    assert both_halves(answer)
    assert "connection broke" in note(answer, "model_failed")
    assert "at the end" in note(answer, "extractive")
    assert answer.model == "custom"


def test_a_break_after_everything_adds_nothing(ask):
    """Where all that was asked for is told, no sentence follows, and the note about the failure remains."""
    answer = ask(ScriptedReply(f"{MESHES} {FUNCTIONS} And so", error=ConnectionResetError("peer closed")))
    assert kinds(answer) == ["generated", "generated"]
    assert "connection broke" in note(answer, "model_failed")
    assert not [n for n in answer.notes if n.kind == "extractive"]


def test_a_stream_that_stalls_is_left(ask):
    """A model that falls silent is given up after the timeout, not waited for."""
    began = time.monotonic()
    answer = ask(ScriptedReply(f"{MESHES} In 2023,", stall=10), timeout=0.5)
    assert time.monotonic() - began < 8
    assert kinds(answer) == ["generated", "composed"]
    assert "no answer came in time: it was not done after 0.5 s" in note(answer, "model_failed")


def test_a_stream_that_never_begins_is_left(ask):
    """As above, before the first word."""
    began = time.monotonic()
    answer = ask(ScriptedReply("", stall=10), timeout=0.3)
    assert time.monotonic() - began < 8
    assert set(kinds(answer)) == {"composed"}
    assert "no answer came in time" in note(answer, "model_failed")
    assert answer.run["model_seconds"] >= 0.3


def test_a_slow_drip_is_cut_off(ask):
    """Each part comes well within the timeout, all of them do not."""
    model = ScriptedChatModel(replies=["word " * 300], delay=0.05)
    began = time.monotonic()
    answer = ask(model=model, timeout=0.4)
    assert time.monotonic() - began < 8
    assert "no answer came in time" in note(answer, "model_failed")
    assert both_halves(answer)


class Pinging(ScriptedChatModel):
    """Sends parts without text for ever."""

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):  # noqa: ARG002 - the interface's
        while True:
            time.sleep(0.005)
            yield ChatGenerationChunk(message=AIMessageChunk(content=""))


def test_parts_without_text_for_ever_are_cut_off(ask):
    """They never reach any bound on text; the deadline holds."""
    answer = ask(model=Pinging(replies=[""]), timeout=0.3)
    assert "no answer came in time" in note(answer, "model_failed")
    assert both_halves(answer)


def test_the_deadline_holds_where_parts_are_always_waiting():
    """It is asked for at every part, not only where there is none."""
    with pytest.raises(TimeoutError, match=r"after 0\.2 s"):
        sum(1 for _ in read_until(Deadline.after(0.2), lambda: (n for n in itertools.count())))


@pytest.mark.parametrize("text", ["word " * 5000, "nonsense, " * 5000, "<think>" + "hm, " * 50_000])
def test_a_text_without_end_is_cut_off(ask, text):
    """Also where no full stop or closing tag ever comes; it is told."""
    answer = ask(text)
    assert "stop writing" in note(answer, "model_failed") or "thoughts" in note(answer, "model_failed")
    assert both_halves(answer)
    assert set(kinds(answer)) == {"composed"}


def test_a_text_cut_off_by_the_provider_shows_no_half_sentence(ask):
    """A sentence that breaks off may mean anything; the evidence tells the rest."""
    answer = ask(ScriptedReply(f"{MESHES} In 2023, 31 % of organisations ran", finish="length"))
    assert kinds(answer) == ["generated", "composed"]
    assert both_halves(answer)
    assert "cut off at the provider's limit" in note(answer, "model_failed")


# --- the second try fails -------------------------------------------------------------------------


def test_an_error_at_the_second_try_keeps_what_was_shown(ask):
    """The sentence that failed is left out and counted, the evidence tells the rest."""
    answer = ask(f"{FUNCTIONS} {WRONG}", HttpError(429, "slow down"))
    assert kinds(answer) == ["generated", "composed"]
    assert both_halves(answer)
    assert "43 %" not in answer.text
    assert "takes no more requests" in note(answer, "model_failed")
    assert "failed the check: 1; replaced by their quote: 0; left out: 1" in note(answer, "verification")
    assert answer.usage == {"calls": 2}


def test_a_second_try_without_end_is_a_failed_one(ask):
    """The sentence gives way to its quote, and what the model wrote before and after it stands."""
    # Each of its sentences would stand: it is for its length that it is given up.
    answer = ask(f"{WRONG} {FUNCTIONS}", f"{MESHES} " * 300)
    assert kinds(answer) == ["quoted", "generated"]
    assert both_halves(answer)
    assert not [n for n in answer.notes if n.kind == "model_failed"]


def test_an_empty_second_try_is_a_failed_one(ask):
    """As above."""
    answer = ask(f"{WRONG} {FUNCTIONS}", "")
    assert kinds(answer) == ["quoted", "generated"]
    assert not [n for n in answer.notes if n.kind == "model_failed"]


def test_a_second_try_shares_the_deadline(ask):
    """It has what is left of the time, not the whole of it again."""
    began = time.monotonic()
    answer = ask(WRONG, ScriptedReply("", stall=10), timeout=0.5)
    assert time.monotonic() - began < 8
    assert "no answer came in time: it was not done after 0.5 s" in note(answer, "model_failed")
    assert both_halves(answer)


def test_second_tries_are_limited(ask):
    """A model that only writes wrong sentences does not get a call for each of them."""
    wrong = " ".join(f"In 2023, {n} % of organisations ran service meshes [1]." for n in range(50, 80))
    model = ScriptedChatModel(replies=[wrong, WRONG])
    answer = ask(model=model)
    assert model.calls == 5
    assert answer.usage == {"calls": 5}
    assert kinds(answer) == ["quoted"]
    assert "failed the check: 30; replaced by their quote: 1; left out: 29" in note(answer, "verification")


def test_a_second_try_is_one_message(ask):
    """Some models refuse two messages of the same speaker in a row."""
    model = ScriptedChatModel(replies=[WRONG, MESHES])
    ask(model=model)
    assert [[message.type for message in prompt] for prompt in model.prompts] == [["system", "human"]] * 2
    assert "43 %" in str(model.prompts[1][1].content)
    assert "Service meshes ran in production at 42 %" in str(model.prompts[1][1].content)


# --- models that ignore the format ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "- **42 %** of organisations ran service meshes in production in 2023 [1].",
        "## Answer\n\n42 % of organisations ran service meshes in production in 2023 [1].",
        "1. 42 % of organisations ran service meshes in production in 2023 [1].",
        "Answer: 42 % of organisations ran service meshes in production in 2023 [1].",
        "**42 % of organisations ran service meshes in production in 2023.** [1]",
        "42 % of organisations ran service meshes in production in 2023【1】.",
        "42 % of organisations ran service meshes in production in 2023.【1】",
        "42 % of organisations ran service meshes in production in 2023 [^1].",
        "42 % of organisations ran service meshes in production in 2023 [Evidence 1].",
        "42 % of organisations ran service meshes in production in 2023 (source 1).",
        "42 % of organisations ran service meshes in production in 2023 (1).",
        "42 % of organisations ran service meshes in production in 2023",
        "Here is the answer:\n42 % of organisations ran service meshes in production in 2023 [1].",
        "<think>\nMaybe 99 %? The evidence says 42 %.\n</think>\n\n"
        "42 % of organisations ran service meshes in production in 2023 [1].",
    ],
)
def test_the_way_of_writing_does_not_matter(text):
    """Bullets, headings, emphasis, thoughts, other marks: the same plain sentence, no second try."""
    quotes = (citation("Service meshes ran in production at 42 % of organisations in 2023.", of=source("m")),)
    model, report = ScriptedChatModel(replies=[text, ""]), GenerationReport()
    (sentence,) = generate("What share ran meshes?", quotes, model, report)
    assert sentence.text.rstrip(".") == "42 % of organisations ran service meshes in production in 2023"
    assert sentence.citations == quotes
    assert model.calls == 1
    assert report.failure is None


def test_items_of_a_list_are_sentences(ask):
    """Also without a full stop between them."""
    answer = ask(f"Here is what I found:\n\n- {MESHES.replace('.', '')}\n- {FUNCTIONS.replace('.', '')}")
    assert kinds(answer) == ["generated", "generated"]
    assert [len(sentence.citations) for sentence in answer.sentences] == [1, 1]
    assert "found" not in answer.text


class Lettered(ScriptedChatModel):
    """Streams letter by letter, so that marks come in parts."""

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):  # noqa: ARG002 - the interface's
        for letter in self._next(messages).text:
            yield ChatGenerationChunk(message=AIMessageChunk(content=letter))


def test_a_mark_that_comes_in_parts_stays_with_its_sentence():
    """A mark behind the full stop belongs to the sentence before it, however it is cut up."""
    first = citation("Service meshes ran at 42 % of organisations.", of=source("a"))
    # The same words in two quotes: without its mark, the sentence would be given to the first of them.
    second = citation("Service meshes ran at 42 % of organisations.", of=source("b"))
    third = citation("Open models save up to US$24.8 billion a year.", of=source("c"))
    text = (
        "Service meshes ran at 42 % of organisations. [2] Open models save up to US$24.8 billion a year. [3]"
    )
    sentences = list(
        generate("?", (first, second, third), Lettered(replies=[text]), report := GenerationReport())
    )
    assert [s.citations for s in sentences] == [(second,), (third,)]
    assert (report.failed, report.failure) == (0, None)


def test_the_same_sentence_again_is_shown_once(ask):
    """Small models repeat themselves."""
    answer = ask(f"{MESHES} " * 5)
    assert [sentence.text for sentence in answer.sentences] == [SHOWN]


def test_a_denial_behind_a_sentence_takes_nothing_back(ask):
    """What was shown stands, so the notes do not say that the model found no answer."""
    answer = ask(f"{MESHES} {CANNOT_ANSWER}")
    assert [sentence.text for sentence in answer.sentences] == [SHOWN]
    assert not [n for n in answer.notes if n.kind == "model_declined"]


# --- what it took ---------------------------------------------------------------------------------


def test_usage_is_summed_over_all_calls(ask):
    """The first call and the second try: tokens, cost, and the seconds of both."""
    answer = ask(
        ScriptedReply(WRONG, tokens=(100, 20), cost=0.25),
        ScriptedReply(MESHES, tokens=(150, 10), cost=0.5, stall=0.2),
    )
    assert answer.usage == {"calls": 2, "input_tokens": 250, "output_tokens": 30, "cost": 0.75}
    assert 0.2 <= answer.run["model_seconds"] <= answer.run["seconds"]


def test_without_a_report_there_is_no_usage_but_the_calls(ask):
    """Unknown is left out, never guessed, and never zero."""
    assert ask(MESHES).usage == {"calls": 1}


def test_a_model_that_declines_still_tells_its_tokens(ask):
    """They come behind the text, which is read to its end."""
    answer = ask(ScriptedReply(f"{CANNOT_ANSWER} {MESHES}", tokens=(100, 6)))
    assert answer.usage == {"calls": 1, "input_tokens": 100, "output_tokens": 6}
    assert note(answer, "model_declined")
    assert set(kinds(answer)) == {"composed"}


class Whole(ScriptedChatModel):
    """A model that cannot stream."""

    _stream = ScriptedChatModel.__mro__[1]._stream

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):  # noqa: ARG002 - the interface's
        reply = self._next(messages)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(reply.text, **reply.about()))])


def test_a_model_that_cannot_stream_is_as_good(ask):
    """Its one reply is read as a stream of one part, usage and all."""
    answer = ask(model=Whole(replies=[ScriptedReply(f"{MESHES} {FUNCTIONS}", tokens=(70, 30))]))
    assert kinds(answer) == ["generated", "generated"]
    assert answer.usage == {"calls": 1, "input_tokens": 70, "output_tokens": 30}


@pytest.mark.parametrize(
    ("about", "cost"),
    [
        ({"cost": 0.5}, 0.5),
        ({"cost": [0.25]}, 0.25),
        ({"token_usage": {"cost": 0.125}}, 0.125),
        ({"usage": {"total_cost": 2}}, 2.0),
        ({"cost": 0}, 0.0),
        ({"cost": 0.5, "token_usage": {"cost": 0.5}}, 0.5),
        ({"cost": "free"}, None),
        ({"cost": True}, None),
        ({"cost": None}, None),
        ({}, None),
    ],
)
def test_cost_is_taken_from_where_providers_put_it(about, cost):
    """Once, and only if it is a number."""
    assert used(AIMessageChunk(content="", response_metadata=about)).get("cost") == cost


# --- what a note must not say ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        f"Incorrect API key provided: {KEY}. You can find your key at https://example.org/keys",
        f"Client error for url 'https://me:{KEY}@example.org/v1/chat?key={KEY}'",
        f"failed: Authorization: Bearer {KEY}",
        f"headers {{'api-key': '{KEY}'}}",
        f"OPENAI_API_KEY={KEY} was refused",
        f"{KEY} is over its limit",
        "x-api-key: 9f8e7d6c5b4a39281706f5e4d3c2b1a0 is over its limit",
        "no luck with http://user:hunter2@example.org/path",
        "password=hunter2 was wrong",
    ],
)
@pytest.mark.parametrize("state", [401, 429, 500, None])
def test_no_secret_reaches_the_reader(message, state):
    """Neither key nor password nor an address, whatever the kind of failure."""
    text = failure_text(HttpError(state, message))
    for secret in (KEY, "Abc123", "9f8e7d6c", "hunter2", "example.org", "me:"):
        assert secret not in text


def test_what_the_provider_says_is_told_where_it_helps():
    """On one line, cut where it is long; of a body only its message."""
    error = HttpError(429, "raw body")
    error.body = {"error": {"message": "Rate limit reached for gpt-4o-mini:\nused 2000 of 2048 tokens."}}
    assert failure_text(error).endswith(
        "later: Rate limit reached for gpt-4o-mini: used 2000 of 2048 tokens."
    )
    assert len(failure_text(HttpError(500, "x " * 5000))) < 300


def test_the_error_behind_an_error_is_found():
    """A client that wraps what happened does not hide it."""
    error = RuntimeError("call failed")
    error.__cause__ = HttpError(429, "slow down")
    assert "takes no more requests" in failure_text(error)


def test_a_model_that_cannot_be_set_up_tells_no_secret(monkeypatch):
    """Also at the start, where the client complains about what it was given."""
    pytest.importorskip("langchain_openai")

    def refuse(**options):
        raise RuntimeError(f"cannot use {options['base_url']}")

    monkeypatch.setattr("assistant.answering.openai_cost.CostTellingChatOpenAI", refuse)
    with pytest.raises(Exception, match="cannot be set up") as raised:
        open_model(Settings(model="openai:any", base_url="http://me:hunter2@127.0.0.1:9/v1"))
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("module", [generation_failures, model_text])
def test_examples_in_the_modules_are_true(module):
    """What stands below each example is what it gives."""
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
