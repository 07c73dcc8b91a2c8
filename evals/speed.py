"""`python -m evals speed`: ingest with the real model, and reading at 10,000 chunks, against the baselines.

Three clocks, each the same for all systems, in turn so that a busy moment hits all:

- ingest: from texts in memory (ours: from files) to a library that answers, the model loaded. Some hundred
  synthetic chunks; for ours this includes reading figures and writing to disk.
- search: question to the four best passages, warm, at the large size.
- answer: question to a sentence with its citation; for baselines the reader of `evals.baselines.answering`.

txtai and LlamaIndex encode for themselves, so they are timed at the small size only; their search times
are then no comparison with ours at the large size and are left out.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import ConfigurationError, MissingDependencyError
from assistant.index.embedding import SentenceTransformerEncoder
from assistant.pipeline import Assistant
from assistant.settings import read_settings
from evals.baselines.answering import Reader, standalone
from evals.baselines.embeddings import MiniLMEmbeddings
from evals.baselines.external import PACKAGES, ExternalPipeline
from evals.baselines.own import OwnPipeline, dense, keyword
from evals.baselines.pipeline import TOP_K, Pipeline
from evals.baselines.systems import TUTORIAL
from evals.baselines.tutorial import TutorialPipeline
from evals.cases import CASES, Case, load_cases
from evals.latency import Times, summary
from evals.libraries import Subject, open_subject, subject_of, write_documents
from evals.provenance import provenance
from evals.records import OURS
from evals.synthetic import SentenceVectors, SyntheticEmbeddings, SyntheticEncoder, documents, sentences_of
from evals.tables import columns

CHUNKS = 10_000
_INGESTED = 400
# Characters of a chunk of synthetic text, as packed; only to make about the right number of them.
_CHUNK_CHARS = 655
_QUESTIONS = 150
_WARM_UP = 10


@dataclass(frozen=True, slots=True)
class SpeedRun:
    """What to run; see `python -m evals speed --help`."""

    chunks: int = CHUNKS
    ingested: int = _INGESTED
    questions: int = _QUESTIONS
    corpus: Path | None = None
    cases: Path = CASES
    baselines: tuple[str, ...] = (TUTORIAL, "keyword", "dense", *PACKAGES)
    json_file: Path | None = None


@dataclass(frozen=True, slots=True)
class SystemSpeed:
    """One system's times; None where it was not timed."""

    ingest_chunks_per_second: float | None = None
    ingest_characters_per_second: float | None = None
    search_ms: Times | None = None
    answer_ms: Times | None = None


@dataclass(frozen=True, slots=True)
class SpeedResult:
    """Times by system, ours first, at `chunks` chunks (as our chunker counts them)."""

    chunks: int
    systems: dict[str, SystemSpeed]
    note: str


def run_speed(run: SpeedRun) -> SpeedResult:
    """Time, print, and write what is asked for."""
    result = measure(run)
    print(speed_table(result))
    if run.json_file is not None:
        record = {"ability": "speed", "with": provenance(), **as_record(result)}
        run.json_file.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return result


def measure(run: SpeedRun) -> SpeedResult:
    """Ingest at the small size, then search and answer at the large one.

    Raises:
        ConfigurationError: fewer than one chunk is asked for.
    """
    if run.chunks < 1:
        raise ConfigurationError(f"--chunks {run.chunks} must be at least 1")
    with open_subject(None, run.corpus) as starter:
        sentences = sentences_of(starter.texts)
    cases = load_cases(run.cases, "dev")
    # Evenly from all authors and types.
    asked = cases[:: max(1, len(cases) // run.questions)][: run.questions]
    ingest = ingest_rates(sentences, run)
    chunks, reading = reading_times(sentences, asked, run)
    systems = {}
    for name in (OURS, *run.baselines):
        rates, times = ingest.get(name, (None, None)), reading.get(name, (None, None))
        if any(value is not None for value in (*rates, *times)):
            systems[name] = SystemSpeed(*rates, *times)
    note = (
        f"Ingest: {run.ingested} chunks with the real model. Search and answer: {len(asked)} dev questions "
        f"on {chunks} synthetic chunks, whose vectors are perturbed real ones; without txtai and LlamaIndex."
    )
    return SpeedResult(chunks, systems, note)


Rates = tuple[float | None, float | None]


def ingest_rates(sentences: Sequence[str], run: SpeedRun) -> dict[str, Rates]:
    """(chunks, characters) a second with the real model, by system; chunks only for ours."""
    made = documents(sentences, run.ingested * _CHUNK_CHARS)
    characters = sum(len(document.text) for document in made)
    encoder = SentenceTransformerEncoder(read_settings())
    encoder.encode_query("warm up")
    embeddings = MiniLMEmbeddings()
    embeddings.embed_query("warm up")
    rates: dict[str, Rates] = {}
    with tempfile.TemporaryDirectory(prefix="assistant-speed-") as place:
        files, folder = Path(place) / "files", Path(place) / "library"
        write_documents(made, files)
        with Assistant.open(folder, create=True, encoder=encoder) as opened:
            began = time.perf_counter()
            added = opened.add(files)
            seconds = time.perf_counter() - began
            rates[OURS] = (sum(item.chunks for item in added) / seconds, characters / seconds)
            subject = subject_of(opened, folder)
        for name in run.baselines:
            if name == TUTORIAL:
                with TutorialPipeline(subject.texts, embeddings) as tutorial:
                    rates[name] = (None, characters / tutorial.built_seconds)
            elif name in PACKAGES:
                try:
                    with ExternalPipeline(name, subject.texts) as external:
                        rates[name] = (None, characters / external.built_seconds)
                except MissingDependencyError as error:
                    print(f"Baseline left out: {name}: {error}")
    return rates


def reading_times(
    sentences: Sequence[str], cases: Sequence[Case], run: SpeedRun
) -> tuple[int, dict[str, tuple[Times, Times]]]:
    """How many chunks, and (search, answer) in milliseconds by system."""
    real = MiniLMEmbeddings()
    vectors = SentenceVectors(sentences, real)
    encoder = SyntheticEncoder(SentenceTransformerEncoder(read_settings()), vectors)
    with tempfile.TemporaryDirectory(prefix="assistant-speed-") as place, ExitStack() as stack:
        files, folder = Path(place) / "files", Path(place) / "library"
        write_documents(documents(sentences, run.chunks * _CHUNK_CHARS), files)
        opened = stack.enter_context(Assistant.open(folder, create=True, encoder=encoder))
        opened.add(files)
        subject = subject_of(opened, folder)
        pipelines = _pipelines(run.baselines, subject, SyntheticEmbeddings(real, vectors), stack)
        times = _timed(cases, subject, pipelines, Reader(subject.texts, real))
        return sum(source.source.chunks for source in subject.texts.values()), times


def _pipelines(
    names: Sequence[str], subject: Subject, embeddings: SyntheticEmbeddings, stack: ExitStack
) -> dict[str, Pipeline]:
    found: dict[str, Pipeline] = {}
    if TUTORIAL in names:
        found[TUTORIAL] = stack.enter_context(TutorialPipeline(subject.texts, embeddings))
    for name, ranker in (("keyword", keyword), ("dense", dense)):
        if name in names:
            found[name] = stack.enter_context(OwnPipeline(subject, ranker))
    return found


def _timed(
    cases: Sequence[Case], subject: Subject, pipelines: dict[str, Pipeline], reader: Reader
) -> dict[str, tuple[Times, Times]]:
    calls: dict[str, tuple[Callable[[Case], object], Callable[[Case], object]]] = {
        OURS: (
            lambda case: subject.assistant.search(standalone(case), TOP_K),
            lambda case: subject.assistant.ask(case.question, case.history),
        )
    }
    for name, pipeline in pipelines.items():
        calls[name] = _calls_of(pipeline, reader)
    for case in cases[:_WARM_UP]:
        for search, answer in calls.values():
            search(case)
            answer(case)
    spent: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in calls}
    for case in cases:
        for name, pair in calls.items():
            for call, times in zip(pair, spent[name], strict=True):
                began = time.perf_counter()
                call(case)
                times.append((time.perf_counter() - began) * 1000)
    return {name: (summary(searching), summary(answering)) for name, (searching, answering) in spent.items()}


def _calls_of(
    pipeline: Pipeline, reader: Reader
) -> tuple[Callable[[Case], object], Callable[[Case], object]]:
    return (
        lambda case: pipeline.search(standalone(case)),
        lambda case: reader.respond(case, pipeline),
    )


def speed_table(result: SpeedResult) -> str:
    """One line a system; in brackets the ratio to the tutorial pipeline, above 1 where faster."""
    first = result.systems.get(TUTORIAL, SystemSpeed())
    rows = [("system", "ingest, characters/s", "search, ms median", "answer, ms median", "answer, ms p95")]
    for name, speed in result.systems.items():
        answer = None if speed.answer_ms is None else speed.answer_ms.p95
        rows.append(
            (
                name,
                _rated(speed.ingest_characters_per_second, first.ingest_characters_per_second),
                _timing(speed.search_ms, first.search_ms),
                _timing(speed.answer_ms, first.answer_ms),
                "-" if answer is None else f"{answer:.0f}",
            )
        )
    return f"{result.chunks} chunks.\n\n{columns(rows)}\n\n{result.note}"


def _rated(value: float | None, reference: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" + (f" ({value / reference:.2f})" if reference else "")


def _timing(times: Times | None, reference: Times | None) -> str:
    if times is None:
        return "-"
    return f"{times.median:.1f}" + (f" ({reference.median / times.median:.2f})" if reference else "")


def as_record(result: SpeedResult) -> dict[str, object]:
    """A result as JSON-ready values."""
    return {
        "chunks": result.chunks,
        "note": result.note,
        "systems": {name: asdict(speed) for name, speed in result.systems.items()},
    }
