"""Doubles for tests and for trying things out without a model.

>>> encoder = HashEncoder()
>>> encoder.encode_query("a question").shape
(64,)
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from assistant.errors import ModelError
from assistant.schema import EncodedPassage, ModelIdentity, Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIMENSION = 64


class HashEncoder:
    """A deterministic bag-of-words encoder: texts that share words are near. An `Encoder`."""

    def __init__(self, name: str = "hash-encoder", max_tokens: int = 256) -> None:
        self.identity = ModelIdentity(
            name, hashlib.sha256(name.encode()).hexdigest(), "mean", "l2", _DIMENSION
        )
        self.max_tokens = max_tokens
        self.backend = "assistant.testing"

    def count_tokens(self, text: str) -> int:
        """Words of a text."""
        return len(re.findall(r"\w+", text))

    def encode_passages(self, passages: Sequence[Passage]) -> list[EncodedPassage]:
        """Vectors of passages and their sentences.

        Raises:
            ModelError: a passage is longer than `max_tokens`, as with a real model.
        """
        for passage in passages:
            if (tokens := self.count_tokens(passage.input)) > self.max_tokens:
                raise ModelError(f"A passage of {tokens} tokens is longer than {self.max_tokens}")
        return [
            EncodedPassage(
                _vector(passage.input),
                np.array(
                    [_vector(passage.text[s.start : s.end]) for s in passage.sentences], dtype=np.float32
                ).reshape(len(passage.sentences), _DIMENSION),
            )
            for passage in passages
        ]

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of short texts."""
        return np.array([_vector(text) for text in texts], dtype=np.float32).reshape(-1, _DIMENSION)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Vector of a question."""
        return _vector(text)


def _vector(text: str) -> NDArray[np.float32]:
    vector = np.zeros(_DIMENSION, dtype=np.float32)
    for word in re.findall(r"\w+", text.lower()):
        digest = hashlib.sha256(word.encode()).digest()
        vector[digest[0] % _DIMENSION] += 1 if digest[1] % 2 else -1
    norm = float(np.linalg.norm(vector))
    return np.asarray(vector / norm if norm else vector, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ScriptedReply:
    """A reply of a `ScriptedChatModel` that is more than its text.

    Attributes:
        text: what it writes, word by word if it is streamed.
        stall: seconds of silence after the text.
        error: raised after that.
        tokens: read and written, told at the end as providers do.
        cost: told there too.
        finish: why it ended, "length" where it was cut off.
    """

    text: str
    stall: float = 0.0
    error: Exception | None = None
    tokens: tuple[int, int] | None = None
    cost: float | None = None
    finish: str = "stop"

    def about(self) -> dict[str, Any]:
        """What a message tells beside its text."""
        told: dict[str, Any] = {"response_metadata": {"finish_reason": self.finish}}
        if self.cost is not None:
            told["response_metadata"]["token_usage"] = {"cost": self.cost}
        if self.tokens is not None:
            read, written = self.tokens
            told["usage_metadata"] = UsageMetadata(
                input_tokens=read, output_tokens=written, total_tokens=read + written
            )
        return told


class ScriptedChatModel(BaseChatModel):
    """A chat model that writes what it is told to, in order, the last again and again.

    Attributes:
        replies: what it writes: text or a `ScriptedReply`; an exception in the list is raised instead.
        delay: seconds before each streamed word.
        prompts: what it was sent, filled as it is called.
    """

    replies: list[Any]
    delay: float = 0.0
    prompts: list[list[BaseMessage]] = Field(default_factory=list)
    calls: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _next(self, messages: list[BaseMessage]) -> ScriptedReply:
        self.prompts.append(messages)
        reply = self.replies[min(self.calls, len(self.replies) - 1)]
        self.calls += 1
        if isinstance(reply, BaseException):
            raise reply
        return reply if isinstance(reply, ScriptedReply) else ScriptedReply(str(reply))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 - the interface's
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> ChatResult:
        reply = self._next(messages)
        _end(reply)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(reply.text, **reply.about()))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> Iterator[ChatGenerationChunk]:
        reply = self._next(messages)
        for word in re.findall(r"\S+\s*", reply.text):
            if self.delay:
                time.sleep(self.delay)
            yield ChatGenerationChunk(message=AIMessageChunk(content=word))
        _end(reply)
        if reply != ScriptedReply(reply.text):
            yield ChatGenerationChunk(message=AIMessageChunk(content="", **reply.about()))


def _end(reply: ScriptedReply) -> None:
    if reply.stall:
        time.sleep(reply.stall)
    if reply.error is not None:
        raise reply.error
