"""How a baseline answers: the sentence of its best passage that is nearest to the question.

The baselines leave the answer to a chat model; without one, each is given the same simple reader, and
refuses below a threshold of its own score that is fitted on dev.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.ingest.chunking import sentence_spans
from assistant.quantities import find_quantities
from assistant.schema import SourceText, Span
from evals.baselines.pipeline import Found, Pipeline
from evals.cases import Case, SourceSpan
from evals.metrics import balanced_accuracy
from evals.responses import Response, Stated, metadata_words


class Reader:
    """Answers cases with what pipelines find."""

    def __init__(self, texts: Mapping[str, SourceText], embeddings: Embeddings) -> None:
        """Read from these sources, with these embeddings for sentences.

        Args:
            texts: the sources by slug.
            embeddings: encodes sentences and questions.
        """
        self._texts = texts
        self._embeddings = embeddings
        # Sentences of a few passages come up again and again.
        self._vectors: dict[str, list[float]] = {}

    def respond(self, case: Case, pipeline: Pipeline) -> Response:
        """Answer without a threshold; `decide` applies one. A follow-up is asked after its question.

        `confidence` is the score of the best passage, on the pipeline's own scale.
        """
        began = time.perf_counter()
        question = standalone(case)
        found = pipeline.search(question)
        seconds = time.perf_counter() - began
        best = found[0] if found else None
        sentence = self._nearest_sentence(question, best) if best else None
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
            cited_text=text,
            citation_words=metadata_words(source.source.metadata),
            confidence=best.score,
            passages=tuple(item.span for item in found),
            seconds=seconds,
        )

    def _nearest_sentence(self, question: str, passage: Found) -> Span | None:
        """The sentence with the highest cosine, as a span of the passage."""
        spans = sentence_spans(passage.text, 0, len(passage.text))
        if not spans:
            return None
        sentences = [passage.text[span.start : span.end] for span in spans]
        unknown = [text for text in dict.fromkeys(sentences) if text not in self._vectors]
        if unknown:
            vectors = self._embeddings.embed_documents(unknown)
            self._vectors.update(zip(unknown, vectors, strict=True))
        scores = np.array([self._vectors[text] for text in sentences]) @ np.array(
            self._embeddings.embed_query(question)
        )
        return spans[int(scores.argmax())]


def standalone(case: Case) -> str:
    """The question, after the last one of the user where there is a conversation."""
    earlier = [turn.content for turn in case.history if turn.role == "user"]
    return f"{earlier[-1]} {case.question}" if earlier else case.question


def fit_threshold(confidences: Sequence[float], answerable: Sequence[bool]) -> float:
    """The threshold with the best balanced accuracy of answering exactly the answerable cases.

    Tried: below all, and the middle between each two neighbouring confidences; of equals the lowest is
    taken, which refuses least. Minus infinity where only one class is present: nothing can be fitted.
    """
    total = sum(answerable)
    if not total or total == len(answerable):
        return float("-inf")
    levels = sorted(set(confidences))
    candidates = [float("-inf"), *((low + high) / 2 for low, high in itertools.pairwise(levels))]

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
        response,
        answered=False,
        text="",
        first_sentence="",
        leading=None,
        citations=(),
        cited_text="",
        citation_words="",
    )
