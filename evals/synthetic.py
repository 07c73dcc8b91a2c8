"""Large libraries by seed: documents of real sentences with other numbers, and cheap vectors for them.

Encoding 10,000 chunks takes minutes that no measure of reading needs. A synthetic sentence is a real one
with its numbers changed, so its vector is the real sentence's plus a little seeded noise; questions are
always encoded by the real model. Ingest is timed with the real model, on fewer chunks.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.ingest.chunking import sentence_spans
from assistant.schema import EncodedPassage, Encoder, ModelIdentity, Passage, SourceText
from evals.libraries import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEED = 20_260_201
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCES = 40
_PARAGRAPH = 5
# Cosine of a synthetic sentence to its original: about 0.95, as near as neighbouring editions of one survey.
_NOISE = 0.016


def sentences_of(texts: Mapping[str, SourceText]) -> list[str]:
    """The distinct sentences of sources, in order."""
    found: dict[str, None] = {}
    for source in texts.values():
        for span in sentence_spans(source.text, 0, len(source.text)):
            found.setdefault(source.text[span.start : span.end])
    return list(found)


def documents(sentences: Sequence[str], characters: int, seed: int = _SEED) -> list[Document]:
    """Documents of about this many characters in all, each of 40 sentences in paragraphs of five.

    Args:
        sentences: real sentences to draw from.
        characters: how much text to make.
        seed: the same seed makes the same documents.
    """
    chance = random.Random(seed)
    made: list[Document] = []
    size = 0
    while size < characters:
        drawn = [_changed(chance.choice(sentences), chance) for _ in range(_SENTENCES)]
        parts = [" ".join(drawn[i : i + _PARAGRAPH]) for i in range(0, _SENTENCES, _PARAGRAPH)]
        text = "\n\n".join(parts)
        number = len(made)
        made.append(
            Document(
                f"synthetic-{number:05d}",
                f"Synthetic report {number}, edition {chance.randint(2015, 2026)}",
                text,
            )
        )
        size += len(text)
    return made


def _changed(sentence: str, chance: random.Random) -> str:
    """The sentence with other numbers of the same length; years stay."""

    def other(match: re.Match[str]) -> str:
        number = match.group()
        if re.fullmatch(r"(?:19|20)\d\d", number):
            return number
        return re.sub(r"\d", lambda _: str(chance.randint(1, 9)), number)

    return _NUMBER.sub(other, sentence)


def _key(sentence: str) -> str:
    return _NUMBER.sub("#", sentence)


class SentenceVectors:
    """Vectors of real sentences, and of synthetic ones made of them."""

    def __init__(self, sentences: Sequence[str], embeddings: Embeddings) -> None:
        """Encode the real sentences once.

        Args:
            sentences: what synthetic text is made of.
            embeddings: the real model.
        """
        vectors = np.array(embeddings.embed_documents(list(sentences)), dtype=np.float32)
        self._known = {_key(sentence): vector for sentence, vector in zip(sentences, vectors, strict=True)}
        self.dimension = vectors.shape[1]

    def sentence(self, text: str) -> NDArray[np.float32]:
        """Unit vector of a sentence: the known one's with noise by the text's hash, or noise alone."""
        digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        noise = np.random.default_rng(digest).standard_normal(self.dimension) * _NOISE
        return _unit(self._known.get(_key(text), np.zeros(self.dimension)) + noise)

    def text(self, text: str) -> NDArray[np.float32]:
        """Unit vector of a passage: the mean of its sentences'."""
        spans = sentence_spans(text, 0, len(text))
        return _unit(sum((self.sentence(text[s.start : s.end]) for s in spans), np.zeros(self.dimension)))


def _unit(vector: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


class SyntheticEncoder:
    """An `Encoder` that encodes questions with the real model and passages by `SentenceVectors`."""

    def __init__(self, real: Encoder, vectors: SentenceVectors) -> None:
        """Stand in for a real encoder.

        Args:
            real: encodes questions and counts tokens.
            vectors: of the sentences that passages are made of.
        """
        self._real = real
        self._vectors = vectors

    @property
    def identity(self) -> ModelIdentity:
        """The real model's, so that its questions fit the library."""
        return self._real.identity

    @property
    def backend(self) -> str:
        """What made the vectors."""
        return "synthetic"

    @property
    def max_tokens(self) -> int:
        """The real model's."""
        return self._real.max_tokens

    def count_tokens(self, text: str) -> int:
        """The real model's count."""
        return self._real.count_tokens(text)

    def encode_passages(self, passages: Sequence[Passage]) -> list[EncodedPassage]:
        """Vectors of passages and their sentences, without the model."""
        return [
            EncodedPassage(
                self._vectors.text(passage.text),
                np.array(
                    [self._vectors.sentence(passage.text[s.start : s.end]) for s in passage.sentences],
                    dtype=np.float32,
                ).reshape(len(passage.sentences), self._vectors.dimension),
            )
            for passage in passages
        ]

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of short texts, without the model."""
        vectors = [self._vectors.sentence(text) for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self._vectors.dimension)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The real model's vector."""
        return self._real.encode_query(text)


class SyntheticEmbeddings(Embeddings):
    """The same for the tutorial pipeline."""

    def __init__(self, real: Embeddings, vectors: SentenceVectors) -> None:
        """Stand in for real embeddings.

        Args:
            real: encodes questions.
            vectors: of the sentences that texts are made of.
        """
        self._real = real
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of texts, without the model."""
        return [[float(x) for x in self._vectors.text(text)] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The real model's vector."""
        return self._real.embed_query(text)
