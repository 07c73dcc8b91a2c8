"""The candidates that the product ranks for each dev case: what the fits of its weights learn from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.answering.ask import find_evidence
from assistant.answering.question import read_question
from assistant.index.embedding import SentenceTransformerEncoder
from assistant.index.library import Library
from assistant.schema import Evidence, Question
from evals.cases import CASES, Case, case_files, load_cases
from evals.libraries import Subject, open_subject


@dataclass(frozen=True, slots=True)
class AskRun:
    """Which cases are asked of which library; see `python -m evals ranking --help`."""

    library: Path | None = None
    corpus: Path | None = None
    cases: Path = CASES


@dataclass(frozen=True, slots=True)
class Asked:
    """A case of a file, its question as it was read, and all candidates, best first."""

    file: str
    case: Case
    question: Question
    evidence: tuple[Evidence, ...]


def ask_all(run: AskRun) -> list[Asked]:
    """The candidates of every dev case of a run."""
    with open_subject(run.library, run.corpus) as subject:
        return candidates_of(run.cases, subject)


def candidates_of(cases: Path, subject: Subject) -> list[Asked]:
    """The candidates of every dev case of a file or folder."""
    settings = subject.assistant.settings
    encoder = SentenceTransformerEncoder(settings)
    library = Library.open(subject.folder)
    found = []
    try:
        library.check_model(encoder.identity)
        for file in case_files(cases):
            for case in load_cases(file, "dev"):
                question = read_question(case.question, case.history)
                vector = encoder.encode_query(question.asking)
                with library.reading() as (snapshot, store):
                    evidence = find_evidence(snapshot, store, settings, question, vector) if store else []
                found.append(Asked(file.stem, case, question, tuple(evidence)))
    finally:
        library.close()
    return found
