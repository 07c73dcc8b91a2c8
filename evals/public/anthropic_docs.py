"""anthropic_docs: 100 questions on 232 documentation sections; are the right ones among the first three?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evals.libraries import Document
from evals.metrics import recall_at_k
from evals.public.result import Row, library_of, row

FILES = ("anthropic_docs.json", "docs_evaluation_dataset.json")
_K = 3
# Chunks asked for; several may be of one section.
_DEPTH = 30


def run(folder: Path) -> Sequence[Row]:
    """Precision and recall of the first three distinct sections."""
    sections = json.loads((folder / FILES[0]).read_text("utf-8"))
    cases = json.loads((folder / FILES[1]).read_text("utf-8"))
    names = {f"section-{i:03d}": section["chunk_link"] for i, section in enumerate(sections)}
    documents = [
        Document(name, section["chunk_heading"], section["text"])
        for name, section in zip(names, sections, strict=True)
    ]
    recall: list[float | None] = []
    precision: list[float | None] = []
    with library_of(documents) as subject:
        for case in cases:
            found = subject.assistant.search(case["question"], _DEPTH)
            ranked = list(dict.fromkeys(names[subject.slugs[chunk.source_id]] for chunk in found))
            wanted = set(case["correct_chunks"])
            recall.append(recall_at_k(ranked, wanted, _K))
            precision.append(len(wanted & set(ranked[:_K])) / _K)
    return (
        row("recall@3", recall, "floor .70; MiniLM .631, with BM25 by rank fusion .682 (benchmarks' README)"),
        row("precision@3", precision, "MiniLM .397, with BM25 by rank fusion .423 (same)"),
    )
