"""chunking_evaluation: 472 questions on 5 corpora; which characters do chunks and evidence sentences cover?

Offsets of the set are those of its own files. The product cleans text, so they are carried over to the
canonical text by walking both texts over their characters that are no white space.
"""

from __future__ import annotations

import csv
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from evals.cases import SourceSpan
from evals.libraries import Document
from evals.overlap import CharacterScores, character_scores
from evals.public.result import Row, library_of, row

FILES = ("questions_df.csv", "corpora")
_K = 5
_PUBLISHED = (
    "floor .88; best published chunker with MiniLM .824",
    "",
    "floor .06; best published chunker with MiniLM .072",
)


def run(folder: Path) -> Sequence[Row]:
    """Character recall, precision and IoU of five chunks, and of the evidence sentences."""
    raw = {file.stem: file.read_text("utf-8") for file in sorted((folder / "corpora").glob("*.md"))}
    with (folder / "questions_df.csv").open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    chunks: list[CharacterScores | None] = []
    sentences: list[CharacterScores | None] = []
    with library_of([Document(name, name, text) for name, text in raw.items()]) as subject:
        slugs = subject.slugs
        maps = {name: Carried(text, subject.texts[name].text) for name, text in raw.items()}
        for case in cases:
            name = case["corpus_id"]
            gold = [
                maps[name].span(name, reference["start_index"], reference["end_index"])
                for reference in json.loads(case["references"])
            ]
            found = subject.assistant.search(case["question"], _K)
            chunks.append(
                character_scores(gold, [SourceSpan(slugs[c.source_id], c.start, c.end) for c in found])
            )
            answer = subject.assistant.ask(case["question"])
            cited = [SourceSpan(slugs[c.source_id], c.start, c.end) for c in answer.evidence]
            sentences.append(character_scores(gold, cited))
    return (
        *_rows("chunks, k=5", chunks, _PUBLISHED),
        *_rows("evidence sentences", sentences, ("floor .55", "", "floor .30")),
    )


def _rows(what: str, scores: Sequence[CharacterScores | None], references: Sequence[str]) -> list[Row]:
    return [
        row(f"{what}: character {name}", [None if s is None else getattr(s, name) for s in scores], reference)
        for name, reference in zip(("recall", "precision", "iou"), references, strict=True)
    ]


class Carried:
    """Where the characters of one text went in another that differs in white space and little else."""

    def __init__(self, before: str, after: str) -> None:
        """Match the two texts.

        Args:
            before: the text to which offsets belong.
            after: the text to which they are carried.
        """
        self._before = [i for i, character in enumerate(before) if not character.isspace()]
        self._after = [i for i, character in enumerate(after) if not character.isspace()]
        a = "".join(before[i] for i in self._before)
        b = "".join(after[i] for i in self._after)
        self._places = _aligned(a, b)

    def span(self, source: str, start: int, end: int) -> SourceSpan:
        """The span of `after` that has the characters of `before[start:end]`."""
        first = bisect_left(self._before, start)
        last = bisect_right(self._before, end - 1) - 1
        places = [p for p in self._places[first : last + 1] if p >= 0]
        if not places:
            return SourceSpan(source, 0, 0)
        return SourceSpan(source, self._after[min(places)], self._after[max(places)] + 1)


# Both texts are walked in windows: SequenceMatcher alone would take hours over a whole corpus.
_WINDOW = 2000


def _aligned(a: str, b: str) -> list[int]:
    """For each character of `a` its place in `b`, -1 for one that is not there."""
    places = [-1] * len(a)
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            places[i] = j
            i, j = i + 1, j + 1
            continue
        match = max(
            SequenceMatcher(
                None, a[i : i + _WINDOW], b[j : j + _WINDOW], autojunk=False
            ).get_matching_blocks()[:-1],
            key=lambda block: (block.size >= 20, -block.a - block.b),
            default=None,
        )
        if match is None:
            break
        i, j = i + match.a, j + match.b
    return places
