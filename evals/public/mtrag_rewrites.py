"""mtrag_rewrites: 777 last turns of conversations with a human rewrite; is our stand-alone question like it?

The files hold the user's turns only, so our reader sees no answers. 102 last turns are the first ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.question import read_question
from assistant.schema import Turn
from evals.overlap import rouge_l, word_f1, words
from evals.public.result import Row, json_lines, row

_DOMAINS = ("clapnq", "cloud", "fiqa", "govt")
FILES = tuple(f"{domain}_{part}.jsonl" for domain in _DOMAINS for part in ("questions", "rewrite"))
_MARK = "|user|:"
_ALL = {
    "word F1": "bare last turn .674, question before joined .559 (benchmarks' README)",
    "left alone, of those that need no rewrite": "bare last turn 1",
}


@dataclass(frozen=True, slots=True)
class Conversation:
    """The user's turns, oldest first, and how a person put the last one."""

    domain: str
    turns: tuple[str, ...]
    rewrite: str

    @property
    def needs_none(self) -> bool:
        """Whether the rewrite has the words of the last turn, in order."""
        return words(self.turns[-1]) == words(self.rewrite)


def run(folder: Path) -> Sequence[Row]:
    """Word F1 and ROUGE-L against the rewrite, and what is rightly left alone; in all and by domain."""
    cases = list(conversations(folder))
    scores = [scores_of(case, _standalone(case)) for case in cases]
    rows = [row(f"all: {name}", [s[name] for s in scores], _ALL.get(name, "")) for name in scores[0]]
    later = [
        s["left alone, of those that need no rewrite"] if len(c.turns) > 1 else None
        for c, s in zip(cases, scores, strict=True)
    ]
    rows.append(row("all: the same, with turns before", later, "bare last turn 1"))
    for domain in _DOMAINS:
        own = [s for c, s in zip(cases, scores, strict=True) if c.domain == domain]
        rows += [row(f"{domain}: {name}", [s[name] for s in own]) for name in scores[0]]
    return rows


def conversations(folder: Path) -> Iterator[Conversation]:
    """The conversations of all domains, in the order of the files."""
    for domain in _DOMAINS:
        rewrites = {item["_id"]: item["text"] for item in json_lines(folder / f"{domain}_rewrite.jsonl")}
        for item in json_lines(folder / f"{domain}_questions.jsonl"):
            turns = tuple(_bare(line) for line in item["text"].split(f"\n{_MARK}"))
            yield Conversation(domain, turns, _bare(rewrites[item["_id"]]))


def _bare(turn: str) -> str:
    return " ".join(turn.removeprefix(_MARK).split())


def _standalone(case: Conversation) -> str:
    history = [Turn("user", turn) for turn in case.turns[:-1]]
    return read_question(case.turns[-1], history).standalone


def scores_of(case: Conversation, ours: str) -> dict[str, float | None]:
    """Likeness to the rewrite; 1 or 0 for what is left alone, None where a rewrite is needed."""
    alone = words(ours) == words(case.turns[-1])
    return {
        "word F1": word_f1(ours, case.rewrite),
        "ROUGE-L": rouge_l(ours, case.rewrite),
        "left alone, of those that need no rewrite": float(alone) if case.needs_none else None,
    }
