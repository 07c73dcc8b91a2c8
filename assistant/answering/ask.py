"""Question -> answer: reading, retrieval, evidence, sentences, checks, in one stream."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.answerability import probability
from assistant.answering.division import own_words
from assistant.answering.extractive import compose, lead_of, notes_for, pick, sample_note
from assistant.answering.finding import Finding, Search
from assistant.answering.question import read_question
from assistant.index.keyword_index import analyse
from assistant.index.snapshot import Snapshot
from assistant.index.vector_store import VectorStore
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
    from assistant.answering.generative import ChatModel

_SHOWN = 5
# Notes that hold for one source.
_OF_SOURCE = frozenset({"dates", "population", "sample", "sample_size"})
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
    findings = Search(snapshot, store, encoder, settings, where).find_each(question)
    answered = [finding for finding in findings if finding.answered]
    if not answered:
        evidence = findings[0].evidence
        yield EvidenceFound(_distinct(_within_reach(evidence), _NEAREST))
        notes = _refusal_notes(findings[0].question, evidence)
        yield AnswerReady(_refusal(question, evidence, settings, notes, began))
        return
    chosen = [_chosen(finding, alone=len(findings) == 1) for finding in answered]
    shown = _shown([item for evidence in chosen for item in evidence], [f.evidence for f in answered])
    yield EvidenceFound(shown)
    sentences: list[AnswerSentence] = []
    notes = _notes(answered, chosen, snapshot)
    usage: dict[str, float] = {}
    run: dict[str, float] = {}
    failed = False
    if model is not None:
        from assistant.answering.generative import GenerationReport, generate

        report = GenerationReport()
        for sentence in generate(
            question.standalone,
            shown,
            model,
            report,
            allow_tracing=settings.allow_tracing,
            timeout=settings.model_timeout,
        ):
            sentences.append(sentence)
            yield SentenceReady(sentence)
        failed = report.failure is not None
        usage, run = report.usage, {"model_seconds": round(report.seconds, 4)}
    generated = bool(sentences)
    # A model that broke off has shown what stands; the evidence tells the rest.
    rest = _untold(_composed(answered, chosen), sentences) if failed or not generated else []
    if model is not None:
        notes += report.notes(extractive=not generated, completed=generated and bool(rest))
    for sentence in rest:
        sentences.append(sentence)
        yield SentenceReady(sentence)
    answer = _answer(question, findings, chosen, shown, settings, began)
    yield AnswerReady(
        replace(
            answer,
            sentences=tuple(sentences),
            notes=tuple(notes),
            usage=usage,
            run={**answer.run, **run},
            model=settings.model or "custom" if generated else None,
        )
    )


def _chosen(finding: Finding, *, alone: bool) -> list[Evidence]:
    """What is shown of a finding: all that answers, or of several the best of each and what it leans on."""
    return (pick if alone else lead_of)(finding.question, finding.evidence)


def _composed(findings: Sequence[Finding], chosen: Sequence[Sequence[Evidence]]) -> list[AnswerSentence]:
    """The sentences of each finding; one that says again what another has said is left out."""
    sentences: list[AnswerSentence] = []
    for finding, evidence in zip(findings, chosen, strict=True):
        sentences += [
            sentence
            for sentence in compose(finding.question, evidence)
            if all(sentence.citations != other.citations for other in sentences)
        ]
    return sentences


def _untold(composed: Sequence[AnswerSentence], told: Sequence[AnswerSentence]) -> list[AnswerSentence]:
    """The sentences whose quotes none of those that were told cites."""
    cited = [citation for sentence in told for citation in sentence.citations]
    return [
        sentence for sentence in composed if not any(citation in cited for citation in sentence.citations)
    ]


def _notes(
    findings: Sequence[Finding], chosen: Sequence[Sequence[Evidence]], snapshot: Snapshot
) -> list[Note]:
    several = len({evidence[0].source.id for evidence in chosen}) > 1
    found: list[Note] = []
    for finding, evidence in zip(findings, chosen, strict=True):
        source = evidence[0].source
        asked = sample_note(evidence[0], snapshot.source_text(source.id).text)
        notes = [*notes_for(finding.question, evidence), *([asked] if asked else [])]
        if several:
            # "n = 988." of which of them?
            notes = [
                replace(note, text=f"{source.metadata.title}: {note.text}")
                if note.kind in _OF_SOURCE
                else note
                for note in notes
            ]
        found += [*notes, *_edit_notes(evidence)]
    return list(dict.fromkeys(found))


def _shown(chosen: Sequence[Evidence], found: Sequence[Sequence[Evidence]]) -> tuple[Citation, ...]:
    """What the answer rests on, and of each thing asked what is about as likely."""
    others = [item for evidence in found for item in _within_reach(evidence)]
    return _distinct([*chosen, *others], max(_SHOWN, len(chosen)))


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
    findings: Sequence[Finding],
    chosen: Sequence[Sequence[Evidence]],
    shown: tuple[Citation, ...],
    settings: Settings,
    began: float,
) -> Answer:
    """The answer but for its sentences and notes."""
    lacking = [finding for finding in findings if not finding.answered and finding.named]
    answered = [finding for finding in findings if finding.answered]
    return Answer(
        status="partly_answered" if lacking else "answered",
        question=question.text,
        standalone_question=question.standalone,
        sentences=(),
        figures=tuple(item.figure for evidence in chosen for item in evidence if item.figure is not None),
        evidence=shown,
        unanswered=tuple(
            Unanswered(
                own_words(finding.question.standalone),
                _distinct(_within_reach(finding.evidence), _NEAREST),
            )
            for finding in lacking
        ),
        notes=(),
        confidence=round(min(probability(f.question, f.evidence) for f in answered), 4),
        sources=_sources(shown, [item for finding in answered for item in finding.evidence]),
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
