"""No file of the project holds sentences of the public sets that figures are measured with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.cases import REPORTS
from evals.figure_cases import FIGURE_CASES, load_figure_cases
from evals.libraries import BENCHMARKS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("assistant", "tests", "evals")
# So many words in a row are a copy; fewer come together by chance.
RUN = 6
_WORD = re.compile(r"[a-z0-9%$]+")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Each run of `RUN` words of a text."""
    words = _WORD.findall(text.lower())
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def public_texts() -> list[str]:
    """The labelled sentences of public sets, and the whole set of quantities."""
    texts = []
    for file in (FIGURE_CASES, FIGURE_CASES.with_name("figures-dev.jsonl")):
        cases = load_figure_cases(file, BENCHMARKS, "all").cases
        texts += [case.text for case in cases if case.origin not in ("corpus", "written")]
    for file in sorted((BENCHMARKS / "quantities").glob("*.json")):
        texts += [case["text"] for case in json.loads(file.read_text("utf-8"))]
    return texts


@pytest.mark.skipif(not BENCHMARKS.is_dir(), reason="the folder of public sets is absent")
def test_no_file_copies_a_public_sentence():
    """Examples in tests and comments are our own: the sets are not ours to ship."""
    known = {run for text in public_texts() for run in runs(text)}
    assert len(known) > 5_000, "the public sets could not be read"
    copied = [
        f"{file.relative_to(ROOT)}:{number}: {' '.join(found)}"
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("*"))
        # The invented reports are by people who saw no public set, and long enough for chance.
        if file.suffix in (".py", ".md") and REPORTS not in file.parents
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if (found := next((run for run in runs(line) if run in known), None))
    ]
    assert not copied, "\n".join(copied)
