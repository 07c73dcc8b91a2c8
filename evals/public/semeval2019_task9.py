"""semeval2019_task9: 592 sentences of a software forum (A) and 808 of hotel reviews (B): which suggest?

The product does not find recommendations yet. What is measured is the floor: a short list of words.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from evals.public.result import Row, class_counts, count_rows

FILES = ("SubtaskA_Trial_Test_Labeled.csv", "SubtaskB_Trial_Test_Labeled.csv")
# Words by which advice and wishes are known; written down before the set was scored, not fitted to it.
_ADVICE = re.compile(
    r"\b(?:suggest\w*|recommend\w*|advis\w+|please|should|must|ought|needs? to|consider|avoid|make sure|"
    r"be sure|why not|how about|would like|would be (?:nice|great|good|better|helpful|useful))\b",
    re.IGNORECASE,
)
_OTHERS = {
    "A": "floor, no such part yet; official file: BERT .781, rules .749, regex .49 (benchmarks' README)",
    "B": "floor, no such part yet; official file: rules .858, regex .45 (same)",
}


def run(folder: Path) -> Sequence[Row]:
    """Precision, recall and F1 of the suggestions, by domain."""
    rows: list[Row] = []
    for name, file in zip(_OTHERS, FILES, strict=True):
        cases = read(folder / file)
        counts = class_counts([suggests(text) for text, _ in cases], [label for _, label in cases])
        rows += count_rows(f"{name} trial, word list", counts, _OTHERS[name])
    return rows


def read(file: Path) -> list[tuple[str, bool]]:
    """Sentences and whether they are labelled as suggestions."""
    # A few bytes of both files are in another encoding than the rest.
    with file.open(encoding="utf-8", errors="replace", newline="") as stream:
        return [(line["sentence"], line["label"] == "1") for line in csv.DictReader(stream)]


def suggests(sentence: str) -> bool:
    """Whether the sentence has a word of advice or of a wish: the floor."""
    return _ADVICE.search(sentence) is not None
