"""`python -m evals retrieval`: where the gold evidence stands in the ranking, for each way to rank."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.index.embedding import SentenceTransformerEncoder
from assistant.index.keyword_index import analyse
from assistant.index.library import Library
from assistant.retrieval.fusion import KEYWORD_WEIGHT, normalised_sum, reciprocal_rank
from assistant.retrieval.retriever import DEPTH, nearest_sentences
from assistant.schema import StoredChunk
from evals import metrics
from evals.baselines.answering import standalone
from evals.baselines.embeddings import MiniLMEmbeddings
from evals.baselines.pipeline import TOP_K
from evals.baselines.tutorial import TutorialPipeline
from evals.cases import Case, SourceSpan, load_cases
from evals.gold import gold_spans
from evals.intervals import estimate
from evals.libraries import Subject, distractor_folder, open_subject
from evals.overlap import character_scores
from evals.provenance import provenance
from evals.tables import columns, shown

CUTS = (1, 3, 5, 10)
WEIGHTS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
Ranking = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class RetrievalRun:
    """What to run; see `python -m evals retrieval --help`."""

    cases: Path
    library: Path | None = None
    corpus: Path | None = None
    distractors: str | None = None
    benchmarks: Path = Path("../shared/benchmarks")
    json_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """One case: its gold, and the retrieved spans of each method, best first."""

    gold: tuple[SourceSpan, ...]
    sources: tuple[str, ...]
    spans: dict[str, list[SourceSpan]]


def run_retrieval(run: RetrievalRun) -> dict[str, Any]:
    """Rank the dev cases with evidence, measure, print; return n and the estimates by method and measure."""
    cases = [case for case in load_cases(run.cases, "dev") if case.evidence]
    with (
        distractor_folder(run.distractors, run.benchmarks) as extra,
        open_subject(run.library, run.corpus, extra) as subject,
    ):
        ranked = rank_all(cases, subject)
    found = {"n": len(ranked), "methods": measure(ranked)}
    print(
        f"{len(ranked)} dev cases of {run.cases.name} with evidence; a follow-up is asked after its question."
    )
    print(f"The product takes sentence + keyword x {KEYWORD_WEIGHT:g}.\n\n{_table(ranked)}")
    if run.json_file is not None:
        record = {"ability": "retrieval", "with": provenance(), "run": _plain(run), **found}
        run.json_file.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return found


def rank_all(cases: Sequence[Case], subject: Subject) -> list[Ranked]:
    """Rank the chunks of a library for every case, by every method."""
    encoder = SentenceTransformerEncoder(subject.assistant.settings)
    library = Library.open(subject.folder)
    try:
        library.check_model(encoder.identity)
        with TutorialPipeline(subject.texts, MiniLMEmbeddings()) as pipeline:
            return [_rank(case, subject, library, encoder, pipeline) for case in cases]
    finally:
        library.close()


def _rank(
    case: Case,
    subject: Subject,
    library: Library,
    encoder: SentenceTransformerEncoder,
    pipeline: TutorialPipeline,
) -> Ranked:
    question = standalone(case)
    with library.reading() as (snapshot, store):
        vector = encoder.encode_query(question)
        dense = store.query(vector, DEPTH) if store else []
        keyword = snapshot.keyword(analyse(question), DEPTH)
        chunks = snapshot.chunks(sorted({name for name, _ in (*dense, *keyword)}))
        rankings = fused(dense, keyword, nearest_sentences(chunks, vector))
    spans = {
        method: [_span(chunks[name], subject) for name, _ in ranking[: max(CUTS)]]
        for method, ranking in rankings.items()
    }
    spans[f"tutorial pipeline (k={TOP_K})"] = [found.span for found in pipeline.search(question)]
    sources = case.sources or tuple(dict.fromkeys(item.source for item in case.evidence))
    return Ranked(gold_spans(case, subject.texts), sources, spans)


def fused(dense: Ranking, keyword: Ranking, sentences: Ranking) -> dict[str, Ranking]:
    """The rankings that are compared, by name."""
    return {
        "dense": dense,
        "keyword (BM25)": keyword,
        "nearest sentence": sentences,
        "dense + keyword": normalised_sum(dense, keyword),
        "rank fusion of sentence and keyword": reciprocal_rank(sentences, keyword),
        **{
            f"sentence + keyword x {weight:g}": normalised_sum(sentences, keyword, keyword_weight=weight)
            for weight in WEIGHTS
        },
    }


def _span(chunk: StoredChunk, subject: Subject) -> SourceSpan:
    return SourceSpan(subject.slugs[chunk.source_id], chunk.start, chunk.end)


def _scores(ranked: Sequence[Ranked], method: str) -> dict[str, list[float | None]]:
    """Every measure of a method, one score a case."""
    spans = [case.spans[method] for case in ranked]
    names = [list(dict.fromkeys(span.source for span in found)) for found in spans]
    scores: dict[str, list[float | None]] = {
        f"evidence@{k}": [
            metrics.evidence_recall_at_k(s, c.gold, k) for s, c in zip(spans, ranked, strict=True)
        ]
        for k in CUTS
    }
    scores["any evidence@10"] = [
        metrics.evidence_hit_at_k(s, c.gold, 10) for s, c in zip(spans, ranked, strict=True)
    ]
    characters = [character_scores(c.gold, s[:5]) for s, c in zip(spans, ranked, strict=True)]
    scores["characters@5"] = [None if item is None else item.recall for item in characters]
    scores["character IoU@5"] = [None if item is None else item.iou for item in characters]
    pairs = list(zip(names, ranked, strict=True))
    scores["source@3"] = [metrics.recall_at_k(n, c.sources, 3) for n, c in pairs]
    scores["source MRR"] = [metrics.reciprocal_rank(n, c.sources) for n, c in pairs]
    scores["source nDCG@10"] = [metrics.ndcg_at_k(n, c.sources, 10) for n, c in pairs]
    return scores


def measure(ranked: Sequence[Ranked]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Every measure by method: n, mean and its 95 % interval."""
    methods = list(ranked[0].spans) if ranked else []
    return {
        method: {name: asdict(estimate(scores)) for name, scores in _scores(ranked, method).items()}
        for method in methods
    }


def _table(ranked: Sequence[Ranked]) -> str:
    if not ranked:
        return "No case with evidence."
    rows: list[list[str]] = []
    for method in ranked[0].spans:
        scores = _scores(ranked, method)
        if not rows:
            rows.append(["ranking", *scores])
        means = {name: estimate(values) for name, values in scores.items()}
        rows.append(
            [
                method,
                *(
                    shown(e) if name == "evidence@10" else "-" if e.mean is None else f"{e.mean:.3f}"
                    for name, e in means.items()
                ),
            ]
        )
    return columns(rows)


def _plain(run: RetrievalRun) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in asdict(run).items()}
