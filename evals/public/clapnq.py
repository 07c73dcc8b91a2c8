"""clapnq: 300 answerable and 300 unanswerable questions, each asked of its own passage: answer or refuse?

The packaged model was trained on Natural Questions, from which the questions are, so this flatters it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.schema import Filter
from evals import metrics
from evals.cases import Case, SourceSpan
from evals.libraries import Document
from evals.overlap import f1, rouge_l
from evals.public.chunking_evaluation import Carried
from evals.public.result import Row, json_lines, library_of, row, statistic_row
from evals.responses import Response, response_of
from evals.scoring import auroc_of, balanced_of

FILES = ("clapnq_dev_answerable.jsonl", "clapnq_dev_unanswerable.jsonl")


def run(folder: Path) -> Sequence[Row]:
    """Refusals on both halves; of the answers, text and cited sentences against those of the annotators."""
    halves = [json_lines(folder / name) for name in FILES]
    cases = [case for half in halves for case in half]
    answerable = [half is halves[0] for half in halves for _ in half]
    documents = [
        Document(f"passage-{i:03d}", case["passages"][0]["title"], case["passages"][0]["text"])
        for i, case in enumerate(cases)
    ]
    responses: list[Response] = []
    scores: list[tuple[float | None, float | None, float | None]] = []
    with library_of(documents) as subject:
        slugs = subject.slugs
        ids = {slug: key for key, slug in slugs.items()}
        for document, case in zip(documents, cases, strict=True):
            where = Filter(sources=(ids[document.name],))
            response = response_of(case["id"], subject.assistant.ask(case["input"], where=where), slugs)
            responses.append(response)
            golds = gold_answers(case, document, subject.texts[document.name].text)
            scores.append(best_scores(response, golds) if golds and response.answered else (None, None, None))
    right = [float(r.answered == there) for r, there in zip(responses, answerable, strict=True)]
    refused = [float(not r.answered) for r in responses]
    return (
        row("unanswerable refused", _of(refused, answerable, there=False)),
        row("wrongly refused (lower is better)", _of(refused, answerable, there=True)),
        statistic_row("balanced accuracy", right, answerable, balanced_of, "chance .5"),
        statistic_row(
            "AUROC of confidence",
            [r.confidence for r in responses],
            answerable,
            auroc_of,
            "bare MiniLM cosine .87 (benchmarks' README)",
        ),
        row("answered: ROUGE-L", [s[0] for s in scores], "best of a question's human answers"),
        row("answered: sentence precision", [s[1] for s in scores]),
        row("answered: sentence recall", [s[2] for s in scores]),
    )


def _of(scores: Sequence[float], answerable: Sequence[bool], *, there: bool) -> list[float | None]:
    return [s if flag is there else None for s, flag in zip(scores, answerable, strict=True)]


def gold_answers(
    case: Mapping[str, Any], document: Document, canonical: str
) -> list[tuple[str, list[SourceSpan]]]:
    """Each annotator's answer and the spans, in the canonical text, of the sentences that it rests on.

    An annotator without an answer is left out; so an unanswerable question has none.
    """
    carried = Carried(document.text, canonical)
    golds = []
    for output in case["output"]:
        starts = [(document.text.find(s), len(s)) for s in output["selected_sentences"]]
        spans = [carried.span(document.name, at, at + length) for at, length in starts if at >= 0]
        if output.get("answer"):
            golds.append((output["answer"], spans))
    return golds


def best_scores(
    response: Response, golds: Sequence[tuple[str, Sequence[SourceSpan]]]
) -> tuple[float | None, float | None, float | None]:
    """ROUGE-L of the best annotator's answer; sentence precision and recall of the best one's sentences.

    The best sentences are those with the highest F1. Empty: None for both where nobody selected a sentence.
    Source: maximum over references, as ROUGE and SQuAD are scored; `evals.metrics.sentence_precision`.
    """
    rouge = max(rouge_l(response.text, answer) for answer, _ in golds)
    pairs = []
    for answer, spans in golds:
        case = Case(response.case_id, "dev", "lookup", "", facts=((answer,),))
        precision = metrics.sentence_precision(case, response, spans)
        recall = metrics.sentence_recall(case, response, spans)
        if precision is not None and recall is not None:
            pairs.append((precision, recall))
    if not pairs:
        return rouge, None, None
    return rouge, *max(pairs, key=lambda pair: f1(*pair))
