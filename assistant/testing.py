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
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
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


class ScriptedChatModel(BaseChatModel):
    """A chat model that writes what it is told to, in order, the last again and again.

    Attributes:
        replies: what it writes; an exception in the list is raised instead.
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

    def _next(self, messages: list[BaseMessage]) -> str:
        self.prompts.append(messages)
        reply = self.replies[min(self.calls, len(self.replies) - 1)]
        self.calls += 1
        if isinstance(reply, BaseException):
            raise reply
        return str(reply)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 - the interface's
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._next(messages)))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> Iterator[ChatGenerationChunk]:
        for word in re.findall(r"\S+\s*", self._next(messages)):
            if self.delay:
                time.sleep(self.delay)
            yield ChatGenerationChunk(message=AIMessageChunk(content=word))
