"""The library under test: one that is there, or one built for the run from the corpus."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import assistant
from assistant.errors import ConfigurationError
from assistant.pipeline import Assistant
from assistant.schema import SourceText
from evals.gold import slug_of

BENCHMARKS = Path("../shared/benchmarks")
DISTRACTORS = ("opencqa",)


@dataclass(frozen=True, slots=True)
class Subject:
    """An open library, where it is, and its sources by slug."""

    assistant: Assistant
    folder: Path
    texts: Mapping[str, SourceText]

    @property
    def slugs(self) -> dict[str, str]:
        """The slug of each source id."""
        return {source.source.id: slug for slug, source in self.texts.items()}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as somebody would add it: a file with a title."""

    name: str
    title: str
    text: str


def write_documents(documents: Iterable[Document], folder: Path) -> None:
    """Write each as a Markdown file `name.md` with its title as front matter; its slug is `name`."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        front = f"---\ntitle: {json.dumps(document.title, ensure_ascii=False)}\n---\n\n"
        (folder / f"{document.name}.md").write_text(f"{front}{document.text}\n", "utf-8")


@contextmanager
def open_subject(
    library: Path | None, corpus: Path | None = None, extra: Path | None = None
) -> Iterator[Subject]:
    """Open a library, or build one in a temporary folder that is deleted afterwards.

    Args:
        library: an existing library, which is only read.
        corpus: what to build from where no library is given; the starter corpus if None.
        extra: a folder of further documents to add to the built library.

    Raises:
        ConfigurationError: `extra` with an existing library, which a run must not change.
        LibraryError: the library cannot be opened.
    """
    if library is not None:
        if extra is not None:
            raise ConfigurationError(
                f"Distractors would be added to {library}, which a run must not change; leave --library out"
            )
        with Assistant.open(library) as opened:
            yield subject_of(opened, library)
        return
    folder = Path(tempfile.mkdtemp(prefix="assistant-evals-"))
    try:
        with Assistant.open(folder / "library", create=True) as opened:
            _build(opened, [corpus or starter_corpus(), *([extra] if extra else [])])
            yield subject_of(opened, folder / "library")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(opened: Assistant, folders: list[Path]) -> None:
    results = opened.add(folders)
    failed = [result for result in results if result.action == "failed"]
    print(f"Library built for this run: {len(results) - len(failed)} sources.", file=sys.stderr)
    for result in failed:
        print(f"Left out: {result.path}: {result.error}", file=sys.stderr)


def subject_of(opened: Assistant, folder: Path) -> Subject:
    """An open library with its sources by slug."""
    texts: dict[str, SourceText] = {}
    for source in opened.sources():
        slug = slug_of(source.key)
        # Two files of one name in different folders; cases can only mean the first.
        texts[slug if slug not in texts else f"{slug}~{source.id}"] = opened.source(source.id)
    return Subject(opened, folder, texts)


def starter_corpus() -> Path:
    """The starter corpus: beside this package in a clone, inside `assistant` in an installed wheel.

    Raises:
        ConfigurationError: it is in neither place.
    """
    places = (Path(__file__).parent.parent / "corpus", Path(assistant.__file__).parent / "starter")
    for place in places:
        if place.is_dir():
            return place
    raise ConfigurationError(f"There is no starter corpus in {' or '.join(map(str, places))}; give --library")


@contextmanager
def distractor_folder(name: str | None, benchmarks: Path) -> Iterator[Path | None]:
    """A temporary folder with the passages of a public set; None, and a line on it, where it is absent."""
    if name is None:
        yield None
        return
    file = benchmarks / name / "val.json"
    if not file.is_file():
        print(f"No distractors: {file} is absent; evals/README.md says where it comes from.", file=sys.stderr)
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="assistant-distractors-") as folder:
        count = write_passages(file, Path(folder))
        print(f"Distractors: {count} distinct passages of {name}.", file=sys.stderr)
        yield Path(folder)


def write_passages(file: Path, folder: Path) -> int:
    """Write each distinct OpenCQA passage as a text file titled by its chart; return how many."""
    passages: dict[str, tuple[str, str]] = {}
    for name, row in json.loads(file.read_text("utf-8")).items():
        passages.setdefault(row[2].strip(), (name, row[1].strip()))
    for passage, (name, title) in passages.items():
        (folder / f"opencqa-{name}.txt").write_text(f"# {title}\n\n{passage}\n", "utf-8")
    return len(passages)
