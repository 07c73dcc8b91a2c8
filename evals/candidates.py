"""The candidates that the product ranks for each dev case: what the fits of its weights learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.finding import find_evidence, in_library
from assistant.answering.question import read_question
from assistant.index.embedding import SentenceTransformerEncoder
from assistant.index.library import Library
from assistant.schema import Evidence, Question
from evals.cases import CASES, Case, case_files, load_cases, report_sets
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


def each_subject(run: AskRun) -> Iterator[tuple[Path, Subject]]:
    """Cases, and the library that they are asked of: those of the run, then each set of reports.

    A report set is asked only where our own cases are: other people's library has nothing to do with it.
    """
    with open_subject(run.library, run.corpus) as subject:
        yield run.cases, subject
    if run.cases == CASES:
        for folder in report_sets():
            with open_subject(None, folder / "library") as subject:
                yield folder / "questions.jsonl", subject


def ask_all(run: AskRun) -> list[Asked]:
    """The candidates of every dev case of a run."""
    return [asked for cases, subject in each_subject(run) for asked in candidates_of(cases, subject)]


def candidates_of(cases: Path, subject: Subject) -> list[Asked]:
    """The candidates of every dev case of a file or folder."""
    settings = subject.assistant.settings
    encoder = SentenceTransformerEncoder(settings)
    library = Library.open(subject.folder)
    found = []
    try:
        library.check_model(encoder.identity)
        for file in case_files(cases):
            author = file.parent.name if file.stem == "questions" else file.stem
            for case in load_cases(file, "dev"):
                question = read_question(case.question, case.history)
                with library.reading() as (snapshot, store):
                    question = in_library(question, snapshot)
                    vector = encoder.encode_query(question.asking)
                    evidence = find_evidence(snapshot, store, settings, question, vector) if store else []
                found.append(Asked(author, case, question, tuple(evidence)))
    finally:
        library.close()
    return found
