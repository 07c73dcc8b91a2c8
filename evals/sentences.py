"""Cases of `python -m evals verification`: true paraphrases of quotes, and answers of a good model.

JSON Lines in `cases/sentences`, by independent authors; see `evals/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evals.cases import CASES, CaseError, Split, read_rows

# Written by three authors, read by two others, frozen before verification was tuned.
PARAPHRASES = CASES / "sentences" / "paraphrases.jsonl"
# Written by two authors to the evidence of dev questions, after the check had been tuned.
ANSWERS = CASES / "sentences" / "answers.jsonl"


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A true sentence with marks such as [1] into `quotes`; its fields are words of it, or None."""

    id: str
    split: str
    source: str
    quotes: tuple[str, ...]
    sentence: str
    population: str | None
    speaker: str | None
    hedge: str | None
    year: str | None


@dataclass(frozen=True, slots=True)
class GoodAnswer:
    """True sentences of an author who plays a good model; marks point into `evidence`: source and quote."""

    id: str
    split: str
    question: str
    evidence: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]


def load_paraphrases(path: Path, split: Split) -> list[Paraphrase]:
    """The cases of one half, in order.

    Raises:
        CaseError: a line is no case; the message names file and line.
    """
    found = []
    for number, row in read_rows(path):
        try:
            quotes = tuple(row["quotes"])
            fields = {name: row.get(name) or None for name in ("population", "speaker", "hedge", "year")}
            case = Paraphrase(row["id"], row["split"], row["source"], quotes, row["sentence"], **fields)
        except (KeyError, TypeError) as error:
            raise CaseError(f"{path.name}:{number}: {error} is missing or of another kind") from error
        if case.split == split:
            found.append(case)
    return found


def load_answers(path: Path, split: Split) -> list[GoodAnswer]:
    """The answers of one half, in order.

    Raises:
        CaseError: a line is no case; the message names file and line.
    """
    found = []
    for number, row in read_rows(path):
        try:
            evidence = tuple((item["source"], item["quote"]) for item in row["evidence"])
            answer = GoodAnswer(row["id"], row["split"], row["question"], evidence, tuple(row["sentences"]))
        except (KeyError, TypeError) as error:
            raise CaseError(f"{path.name}:{number}: {error} is missing or of another kind") from error
        if answer.split == split:
            found.append(answer)
    return found
