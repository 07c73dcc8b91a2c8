"""Question -> answer: reading, retrieval, evidence, sentences, checks, in one stream."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.answerability import is_answered, probability
from assistant.answering.extractive import compose, notes_for, pick
from assistant.answering.question import read_question
from assistant.index.catalog import Snapshot
from assistant.index.keyword_index import analyse
from assistant.index.vector_store import VectorStore
from assistant.retrieval.evidence import Reading, select_evidence
from assistant.retrieval.retriever import matching_sources, retrieve
from assistant.retrieval.synonyms import synonyms
from assistant.schema import (
    Answer,
    AnswerReady,
    AnswerSentence,
    Citation,
    Encoder,
    Evidence,
    EvidenceFound,
    Filter,
    Note,
    Question,
    SentenceReady,
    Source,
    StreamEvent,
    Turn,
    Unanswered,
)
from assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.answering.generative import ChatModel

_SHOWN = 5
_NEAREST = 3
# Evidence so much less likely (log-odds) than the best is not shown; by the dev cases 1.7 keeps nine in ten
# of the gold sentences that are among the first five. `python -m evals answers` after a change.
_REACH = 1.7


def ask_library(
    snapshot: Snapshot,
    store: VectorStore | None,
    encoder: Encoder,
    settings: Settings,
    text: str,
    history: Sequence[Turn] = (),
    where: Filter | None = None,
    model: ChatModel | None = None,
) -> Iterator[StreamEvent]:
    """Answer a question piece by piece: evidence, sentences, the whole answer.

    Without a chat model the answer is made of evidence sentences; with one, its prose passes the same
    checks, and the extractive answer takes over where it fails. Whether the library can answer at all
    is decided by the evidence alone, before any model is asked.

    Raises:
        ConfigurationError: the question is empty or too long.
    """
    began = time.perf_counter()
    question = read_question(text, history)
    if store is None:
        note = Note("empty_library", "The library is empty; add documents or the starter corpus first.")
        yield AnswerReady(_refusal(question, (), settings, [note], began))
        return
    vector = encoder.encode_query(question.asking)
    evidence = find_evidence(snapshot, store, settings, question, vector, where)
    if not is_answered(question, evidence):
        yield EvidenceFound(_distinct(_within_reach(evidence), _NEAREST))
        yield AnswerReady(_refusal(question, evidence, settings, _refusal_notes(question, evidence), began))
        return
    chosen = pick(question, evidence)
    shown = _shown(chosen, evidence)
    yield EvidenceFound(shown)
    sentences: list[AnswerSentence] = []
    notes = [*notes_for(question, chosen), *_edit_notes(chosen)]
    usage: dict[str, int] = {}
    if model is not None:
        from assistant.answering.generative import GenerationReport, generate

        report = GenerationReport()
        for sentence in generate(
            question.standalone, shown, model, report, allow_tracing=settings.allow_tracing
        ):
            sentences.append(sentence)
            yield SentenceReady(sentence)
        notes += report.notes(extractive=not sentences)
        usage = report.usage
    generated = bool(sentences)
    if not generated:
        for sentence in compose(question, chosen):
            sentences.append(sentence)
            yield SentenceReady(sentence)
    answer = _answer(question, chosen, evidence, sentences, settings, began)
    yield AnswerReady(
        replace(
            answer, notes=tuple(notes), usage=usage, model=settings.model or "custom" if generated else None
        )
    )


def find_evidence(
    snapshot: Snapshot,
    store: VectorStore,
    settings: Settings,
    question: Question,
    vector: NDArray[np.float32],
    where: Filter | None = None,
) -> list[Evidence]:
    """Evidence for a question, best first."""
    sources = {source.id: source for source in snapshot.sources()}
    retrieved, stored = retrieve(
        snapshot,
        store,
        text=question.asking,
        vector=vector,
        top_k=settings.top_k,
        source_ids=matching_sources(list(sources.values()), where),
    )
    ids = sorted({chunk.source_id for chunk in retrieved})
    words = {*question.tokens, *(other for token in question.tokens for other in synonyms(token))}
    frequencies = snapshot.frequencies(sorted(words))
    reading = Reading(
        retrieved=retrieved,
        stored=stored,
        sources=sources,
        texts={i: snapshot.source_text(i).text for i in ids},
        figures=snapshot.figures(ids),
        frequency=lambda token: frequencies.get(token, 0),
    )
    return select_evidence(question, vector, reading)


def _shown(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """What the answer rests on, and what is about as likely."""
    return _distinct([*chosen, *_within_reach(evidence)], _SHOWN)


def _within_reach(evidence: Sequence[Evidence]) -> list[Evidence]:
    best = max((item.score for item in evidence), default=0.0)
    return [item for item in evidence if item.score >= best - _REACH]


def _distinct(evidence: Sequence[Evidence], most: int) -> tuple[Citation, ...]:
    citations: dict[tuple[str, int], Citation] = {}
    for item in evidence:
        citations.setdefault((item.citation.source_id, item.citation.start), item.citation)
    return tuple(citations.values())[:most]


def _sources(citations: Sequence[Citation], evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    by_id = {item.source.id: item.source for item in evidence}
    return tuple(by_id[i] for i in dict.fromkeys(c.source_id for c in citations))


def _answer(
    question: Question,
    chosen: Sequence[Evidence],
    evidence: Sequence[Evidence],
    sentences: Sequence[AnswerSentence],
    settings: Settings,
    began: float,
) -> Answer:
    shown = _shown(chosen, evidence)
    return Answer(
        status="answered",
        question=question.text,
        standalone_question=question.standalone,
        sentences=tuple(sentences),
        figures=tuple(item.figure for item in chosen if item.figure is not None),
        evidence=shown,
        unanswered=(),
        notes=tuple(notes_for(question, chosen)),
        confidence=round(probability(question, evidence), 4),
        sources=_sources(shown, evidence),
        model=None,
        settings_fingerprint=settings.fingerprint(),
        run={"seconds": round(time.perf_counter() - began, 4)},
    )


def _edit_notes(chosen: Sequence[Evidence]) -> list[Note]:
    """What a user corrected of the figures that answer, for the source's words do not show it."""
    figures = {item.figure.id: item.figure for item in chosen if item.figure is not None}
    return [
        Note("edited", f"A user corrected this of the figure {figure.surface}: {', '.join(figure.edited)}.")
        for figure in figures.values()
        if figure.edited
    ]


def _refusal_notes(question: Question, evidence: Sequence[Evidence]) -> list[Note]:
    notes = []
    if not question.english:
        notes.append(Note("language", "The library is read in English; a question in English finds more."))
    lacks = {token for name in (evidence[0].lacks if evidence else ()) for token in name.split()}
    # Tokens are stems; the reader knows the words.
    words = [word for word in re.findall(r"[\w'’-]+", question.standalone) if lacks & {word, *analyse(word)}]
    if words:
        shown = ", ".join(dict.fromkeys(words))
        notes.append(Note("lacks", f"The nearest evidence does not say this: {shown}."))
    return notes


def _refusal(
    question: Question,
    evidence: Sequence[Evidence],
    settings: Settings,
    notes: Sequence[Note],
    began: float,
) -> Answer:
    nearest = _distinct(_within_reach(evidence), _NEAREST)
    return Answer(
        status="insufficient_evidence",
        question=question.text,
        standalone_question=question.standalone,
        sentences=(),
        figures=(),
        evidence=nearest,
        unanswered=(Unanswered(question.standalone, nearest),),
        notes=tuple(notes),
        confidence=round(probability(question, evidence), 4),
        sources=_sources(nearest, evidence),
        model=None,
        settings_fingerprint=settings.fingerprint(),
        run={"seconds": round(time.perf_counter() - began, 4)},
    )
