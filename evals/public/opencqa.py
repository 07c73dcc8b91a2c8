"""opencqa: 1,158 survey questions, one collection of all distinct passages.

The chart title is the document's title; it is not part of the question. Retrieval, then answers twice:
with the gold passage handed over (a filter on its source), and end to end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.schema import Answer, Filter
from evals.cases import Case
from evals.libraries import Document, Subject
from evals.metrics import hit_at_k, number_fidelity, reciprocal_rank
from evals.overlap import number_precision, number_recall, rouge_l, word_f1
from evals.public.result import Row, library_of, row
from evals.responses import response_of

FILES = ("val.json",)
_DEPTH = 30
_CUT = 10


def run(folder: Path) -> Sequence[Row]:
    """Retrieval over all passages, answers with the gold passage, answers end to end."""
    rows = json.loads((folder / FILES[0]).read_text("utf-8"))
    names: dict[str, str] = {}
    documents = []
    for key, (_, title, passage, *_rest) in rows.items():
        if passage not in names:
            names[passage] = f"passage-{key}"
            documents.append(Document(names[passage], title.strip(), passage.strip()))
    ranks: list[tuple[float | None, float | None, float | None]] = []
    given: list[Mapping[str, float | None]] = []
    whole: list[Mapping[str, float | None]] = []
    with library_of(documents) as subject:
        ids = {slug: key for key, slug in subject.slugs.items()}
        for _, _, passage, question, _, extractive in rows.values():
            gold = {names[passage]}
            found = subject.assistant.search(question, _DEPTH)
            ranked = list(dict.fromkeys(subject.slugs[chunk.source_id] for chunk in found))
            ranks.append(
                (hit_at_k(ranked, gold, 1), hit_at_k(ranked, gold, 5), reciprocal_rank(ranked[:_CUT], gold))
            )
            where = Filter(sources=(ids[names[passage]],))
            given.append(_scores(subject.assistant.ask(question, where=where), extractive, subject))
            whole.append(_scores(subject.assistant.ask(question), extractive, subject))
    return (
        row("pooled: Hit@1", [r[0] for r in ranks], "floor .75; BM25 .645, MiniLM .710 on the sister split"),
        row("pooled: Hit@5", [r[1] for r in ranks], "floor .93; BM25 .821, MiniLM .906 on the sister split"),
        row("pooled: MRR@10", [r[2] for r in ranks]),
        *_rows("gold passage", given, _OTHERS),
        *_rows("end to end", whole, {}),
    )


# Of the sister split: T5 with the chart's text; BERTQA; the three sentences with most question words.
_OTHERS = {
    "word F1": "T5 .758, BERTQA .710, three sentences by words .653 (sister split)",
    "number recall": "T5 .890, BERTQA .832, three sentences .878 (sister split)",
    "number precision": "T5 .754, BERTQA .774, three sentences .689 (sister split)",
}


def _scores(answer: Answer, reference: str, subject: Subject) -> dict[str, float | None]:
    response = response_of("opencqa", answer, subject.slugs)
    text = " ".join(c.quote for sentence in answer.sentences for c in sentence.citations)
    answered = response.answered
    return {
        "answered": float(answered),
        "word F1": word_f1(text, reference) if answered else 0.0,
        "ROUGE-L": rouge_l(text, reference) if answered else 0.0,
        "number recall": number_recall(text, reference) if answered else 0.0,
        "number precision": number_precision(text, reference) if answered else None,
        "number fidelity": number_fidelity(Case("opencqa", "dev", "lookup", ""), response),
    }


def _rows(
    what: str, scores: Sequence[Mapping[str, float | None]], references: Mapping[str, str]
) -> list[Row]:
    names = list(scores[0]) if scores else []
    return [row(f"{what}: {name}", [s[name] for s in scores], references.get(name, "")) for name in names]
