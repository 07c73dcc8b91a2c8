"""`python -m evals verification`: true paraphrases that are accepted, mutants of them that are stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.verification import verify, without_marks
from assistant.loading import load
from assistant.schema import Citation, Metadata, Problem
from assistant.starter import starter_corpus
from evals.cases import Split
from evals.intervals import estimate
from evals.mutants import NEVER, mutants_of
from evals.public.result import Row
from evals.sentences import (
    ANSWERS,
    PARAPHRASES,
    GoodAnswer,
    Paraphrase,
    load_answers,
    load_paraphrases,
)
from evals.tables import columns, shown

# Floors of the issue: true sentences accepted, and mutants stopped; of `NEVER` none may pass.
_ACCEPTED, _FLAGGED, _KEPT = 0.92, 0.85, 0.90


@dataclass(frozen=True, slots=True)
class VerificationRun:
    """What `run_verification` is asked to do; `corpus` has the sources that the quotes are from."""

    cases: Path = PARAPHRASES
    split: Split = "dev"
    corpus: Path | None = None
    verbose: bool = False


def run_verification(run: VerificationRun) -> list[Row]:
    """Print and return: paraphrases accepted, mutants stopped by kind.

    Raises:
        CaseError: the cases cannot be read.
    """
    cases = load_paraphrases(run.cases, run.split)
    corpus = run.corpus or starter_corpus()
    rows, said = judged(cases, citer(cases, corpus))
    if run.cases == PARAPHRASES:
        kept, lost = kept_answers(load_answers(ANSWERS, run.split), corpus)
        rows, said = [kept, *rows], [*lost, *said]
    table = [("measure", "n", "mean [95 %]", "goal")]
    table += [(row.measure, str(row.value.n), shown(row.value), row.reference) for row in rows]
    print(f"{len(cases)} {run.split} paraphrases", columns(table), sep="\n\n")
    if run.verbose and run.split == "dev":
        print("", *said, sep="\n")
    return rows


def judged(cases: Sequence[Paraphrase], cite: Callable[[str], Citation]) -> tuple[list[Row], list[str]]:
    """The measures, and a line for each true sentence that was stopped or mutant that passed."""
    accepted, said = [], []
    stopped: dict[str, list[float]] = {}
    for case in cases:
        problems = verify(case.sentence, [cite(quote) for quote in case.quotes])
        accepted.append(0.0 if problems else 1.0)
        if problems:
            said.append(f"{case.id} stopped ({_short(problems)}): {case.sentence}")
        for mutant in mutants_of(case, cases):
            passed = not verify(mutant.sentence, [cite(quote) for quote in mutant.quotes])
            stopped.setdefault(mutant.kind, []).append(0.0 if passed else 1.0)
            if passed:
                said.append(f"{case.id} passed ({mutant.kind}): {mutant.sentence}")
    rows = [Row("true sentences accepted", estimate(accepted), f"at least {_ACCEPTED:.2f}")]
    for kind, values in stopped.items():
        goal = "all" if kind in NEVER else f"at least {_FLAGGED:.2f}"
        rows.append(Row(f"stopped: {kind}", estimate(values), goal))
    others = [v for kind, values in stopped.items() if kind not in NEVER for v in values]
    rows.append(Row("stopped: population, speaker, hedge", estimate(others), f"at least {_FLAGGED:.2f}"))
    return rows, said


def kept_answers(answers: Sequence[GoodAnswer], corpus: Path) -> tuple[Row, list[str]]:
    """Of the sentences of a good model, how many are kept; and a line for each that is not."""
    kept, lost = [], []
    for answer in answers:
        evidence = [
            _citation(quote, source, load(corpus / f"{source}.md").metadata)
            for source, quote in answer.evidence
        ]
        for number, sentence in enumerate(answer.sentences):
            before = without_marks(" ".join(answer.sentences[:number]))
            problems = verify(sentence, evidence, before)
            kept.append(0.0 if problems else 1.0)
            if problems:
                lost.append(f"{answer.id} stopped ({_short(problems)}): {sentence}")
    return Row("sentences of a good model kept", estimate(kept), f"at least {_KEPT:.2f}"), lost


def citer(cases: Sequence[Paraphrase], corpus: Path) -> Callable[[str], Citation]:
    """A citation for each quote, with what its source says of itself."""
    source_of = {quote: case.source for case in cases for quote in case.quotes}
    about: dict[str, Metadata] = {
        source: load(corpus / f"{source}.md").metadata for source in sorted(set(source_of.values()))
    }
    citations: Mapping[str, Citation] = {
        quote: _citation(quote, source, about[source]) for quote, source in source_of.items()
    }
    return citations.__getitem__


def _citation(quote: str, source: str, about: Metadata) -> Citation:
    return Citation(
        source_id=source,
        version="",
        chunk_id="",
        start=0,
        end=len(quote),
        quote=quote,
        prefix="",
        suffix="",
        text_kind=about.text_kind,
        title=about.title,
        publisher=about.publisher,
        account_of=about.account_of,
        event=about.event,
        published=about.published,
        url=about.url,
    )


def _short(problems: Sequence[Problem]) -> str:
    return "; ".join(f"{p.kind} {p.said!r}" for p in problems)
