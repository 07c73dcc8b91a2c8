"""wice: 349 claims with the sentences of the article that they cite: which support them, and do they?

Sentences are ranked as the product ranks chunks: cosine and BM25, within the article, in a normalised sum.
Encoding 34,000 sentences takes minutes. The product has no part yet for support and for
unsupported words; their rows are floors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.embedding import SentenceTransformerEncoder
from assistant.index.keyword_index import analyse, bm25
from assistant.retrieval.fusion import normalised_sum
from assistant.schema import Encoder, Passage
from assistant.settings import read_settings
from evals.metrics import recall_at_k
from evals.public.result import Counts, Row, class_counts, count_rows, json_lines, row, statistic_row
from evals.scoring import auroc_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILES = ("claim_dev.jsonl", "non_supported_tokens_dev.jsonl")
_K = 5
_FLOOR = "floor, no such part yet"
_REST = f"{_FLOOR}; partly supported counts as not supported"

Ranking = list[tuple[str, float]]


def run(folder: Path) -> Sequence[Row]:
    """Recall of supporting sentences, support decisions, and words without support."""
    cases = json_lines(folder / FILES[0])
    encoder = SentenceTransformerEncoder(read_settings())
    vectors = encode({sentence for case in cases for sentence in case["evidence"]}, encoder)
    recalls: dict[str, list[float | None]] = {"fused": [], "cosine": [], "BM25": []}
    scores: dict[str, list[float]] = {
        "best cosine": [],
        "best fused score": [],
        "share of the claim's words": [],
    }
    for case in cases:
        rankings = rank(case["claim"], case["evidence"], vectors, encoder)
        for name, ranking in rankings.items():
            recalls[name].append(best_recall([int(i) for i, _ in ranking], case["supporting_sentences"]))
        first = [case["evidence"][int(i)] for i, _ in rankings["fused"][:_K]]
        scores["best cosine"].append(rankings["cosine"][0][1])
        scores["best fused score"].append(rankings["fused"][0][1])
        scores["share of the claim's words"].append(coverage(case["claim"], first))
    supported = [case["label"] == "supported" for case in cases]
    accepted = [share == 1 for share in scores["share of the claim's words"]]
    return (
        row("recall@5, fused", recalls["fused"], "BM25 .807 (benchmarks' README)"),
        row("recall@5, cosine", recalls["cosine"]),
        row("recall@5, BM25", recalls["BM25"], "BM25 .807 (same)"),
        *(statistic_row(f"supported: AUROC, {n}", s, supported, auroc_of, _REST) for n, s in scores.items()),
        *count_rows("supported if five sentences have all words", class_counts(accepted, supported), _REST),
        *count_rows(
            "words without support", [token_counts(c) for c in json_lines(folder / FILES[1])], _FLOOR
        ),
    )


def encode(sentences: set[str], encoder: Encoder) -> dict[str, NDArray[np.float32]]:
    """Vector of each sentence, unit length, shape (dimension,); a too long one is the mean of its parts."""
    room = encoder.max_tokens - 2
    ordered = sorted(sentences)
    # No text has more tokens than characters.
    long = {s for s in ordered if len(s) > room and encoder.count_tokens(s) > room}
    short = [s for s in ordered if s not in long]
    encoded = encoder.encode_passages([Passage("", s, ()) for s in short])
    vectors = {s: e.vector for s, e in zip(short, encoded, strict=True)}
    return vectors | {s: encoder.encode_query(s) for s in long}


def rank(
    claim: str, sentences: Sequence[str], vectors: Mapping[str, NDArray[np.float32]], encoder: Encoder
) -> dict[str, Ranking]:
    """The sentences by cosine, by BM25 and by both, best first; each is named by its place."""
    query, tokens = analyse(claim), [analyse(sentence) for sentence in sentences]
    frequencies = Counter(term for own in tokens for term in set(own))
    mean_length = sum(map(len, tokens)) / len(tokens)
    vector = encoder.encode_query(claim)
    names = [f"{place:05d}" for place in range(len(sentences))]
    cosine = [float(vector @ vectors[sentence]) for sentence in sentences]
    keyword = [
        bm25(query, own, frequencies=frequencies, chunks=len(tokens), mean_length=mean_length)
        for own in tokens
    ]
    dense, words = (_best_first(zip(names, scores, strict=True)) for scores in (cosine, keyword))
    return {"fused": normalised_sum(dense, words), "cosine": dense, "BM25": words}


def _best_first(scored: Iterable[tuple[str, float]]) -> Ranking:
    return sorted(scored, key=lambda item: (-item[1], item[0]))


def best_recall(ranked: Sequence[int], sets: Sequence[Sequence[int]]) -> float | None:
    """Highest recall of the first five over the annotated supporting sets; None where none has a sentence."""
    names = [str(place) for place in ranked]
    found = [recall_at_k(names, {str(place) for place in one}, _K) for one in sets]
    return max((score for score in found if score is not None), default=None)


def coverage(claim: str, sentences: Sequence[str]) -> float:
    """Share of the claim's distinct content words (stemmed) that stand in the sentences; 1 if it has none."""
    wanted = set(analyse(claim))
    there = {term for sentence in sentences for term in analyse(sentence)}
    return len(wanted & there) / len(wanted) if wanted else 1.0


def token_counts(case: Mapping[str, Any]) -> Counts:
    """Words of a claim that we flag against those that annotators flag.

    Flagged = a content word that stands, stemmed, in no supporting sentence of any annotated set.
    """
    places = {place for one in case["supporting_sentences"] for place in one}
    there = {term for place in places for term in analyse(case["evidence"][place])}
    flagged = [bool(set(analyse(token)) - there) for token in case["claim_tokens"]]
    gold = case["non_supported_spans"]
    return Counts(sum(f and g for f, g in zip(flagged, gold, strict=True)), sum(flagged), sum(gold))
