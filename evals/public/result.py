"""What a public set's script gives back, and the documents it hands to the product."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.intervals import Estimate, estimate
from evals.libraries import Subject, open_subject


@dataclass(frozen=True, slots=True)
class Row:
    """One measure on a public set; `reference` says what others reach, or the floor, with its source."""

    measure: str
    value: Estimate
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a public set, as somebody would add it: a file with a title."""

    name: str
    title: str
    text: str


def row(measure: str, scores: Sequence[float | None], reference: str = "") -> Row:
    """A row of the mean of scores, one a case, None where a case is not scored."""
    return Row(measure, estimate(scores), reference)


@contextmanager
def library_of(documents: Iterable[Document]) -> Iterator[Subject]:
    """A library of documents in a temporary folder, built by the product and deleted afterwards.

    Each document is written as a Markdown file `name.md` with its title as front matter; its slug is `name`.
    """
    with tempfile.TemporaryDirectory(prefix="assistant-public-") as folder:
        for document in documents:
            front = f"---\ntitle: {json.dumps(document.title, ensure_ascii=False)}\n---\n\n"
            (Path(folder) / f"{document.name}.md").write_text(front + document.text + "\n", "utf-8")
        with open_subject(None, Path(folder)) as subject:
            yield subject
