"""climate_fever: 1,535 claims with five sentences each, 154 of them disputed; do the sources disagree?

The product does not say yet that sources disagree. What is measured are two floors: to say it always, and
to say it where sentences about the claim differ in a "not".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from evals.metrics import content_words
from evals.public.result import Row, class_counts, count_rows, json_lines

FILES = ("climate-fever.jsonl",)
_DENIAL = re.compile(
    r"\b(?:no|not|none|never|neither|nor|without|cannot|fail(?:s|ed)?"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|would)n['’]t)\b",
    re.IGNORECASE,
)
# A sentence is about the claim if it has half of its words, as a population is named by half of them.
_ABOUT = 0.5
_FLOOR = "floor, no such part yet"


def run(folder: Path) -> Sequence[Row]:
    """Precision, recall and F1 of "disputed", for both floors."""
    cases = json_lines(folder / FILES[0])
    gold = [case["claim_label"] == "DISPUTED" for case in cases]
    flagged = [differ_in_denial(case["claim"], [e["evidence"] for e in case["evidences"]]) for case in cases]
    return (
        *count_rows("always", class_counts([True] * len(cases), gold), _FLOOR),
        *count_rows("differ in a 'not'", class_counts(flagged, gold), _FLOOR),
    )


def differ_in_denial(claim: str, sentences: Sequence[str]) -> bool:
    """Whether, of the sentences about the claim, some have a word of denial and some have none."""
    wanted = content_words(claim)
    about = [s for s in sentences if wanted and len(wanted & content_words(s)) >= _ABOUT * len(wanted)]
    return len({_DENIAL.search(sentence) is not None for sentence in about}) == 2
