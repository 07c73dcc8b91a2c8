"""What two texts or two sets of spans have in common. Pure; formulas as in `evals.metrics`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quantities import find_quantities, same_quantity
from assistant.schema import Quantity
from evals.cases import SourceSpan

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")


@dataclass(frozen=True, slots=True)
class CharacterScores:
    """Characters of references R and retrieved spans G, each share 0 to 1.

    recall = |R & G| / |R|, precision = |R & G| / sum of lengths of G (characters retrieved twice count
    twice), iou = |R & G| / (sum of lengths of G + |R - G|).
    Source: Smith & Troynikov, Evaluating Chunking Strategies for Retrieval, Chroma 2024.
    """

    recall: float
    precision: float
    iou: float


def character_scores(
    references: Sequence[SourceSpan], retrieved: Sequence[SourceSpan]
) -> CharacterScores | None:
    """How retrieved spans cover the reference spans, character by character.

    Empty: None without a reference of at least one character; nothing retrieved scores 0.
    """
    wanted = merge(references)
    total = sum(span.end - span.start for span in wanted)
    if not total:
        return None
    lengths = sum(span.end - span.start for span in retrieved)
    covered = sum(a.overlap(b) for a in wanted for b in merge(retrieved))
    return CharacterScores(
        recall=covered / total,
        precision=covered / lengths if lengths else 0.0,
        iou=covered / (lengths + total - covered),
    )


def merge(spans: Sequence[SourceSpan]) -> list[SourceSpan]:
    """The same characters as disjoint spans, in order of source and place."""
    merged: list[SourceSpan] = []
    for span in sorted(spans, key=lambda s: (s.source, s.start, s.end)):
        last = merged[-1] if merged else None
        if last is not None and last.source == span.source and span.start <= last.end:
            merged[-1] = SourceSpan(last.source, last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return merged


def words(text: str) -> list[str]:
    """Words and numbers of a text, lower case, in order."""
    return _WORD.findall(text.lower())


def word_f1(ours: str, reference: str) -> float:
    """2 P R / (P + R), P and R the shares of common words (a multiset) of our and of the reference text.

    Empty: 1 if both texts have no word, 0 if one has none. Source: SQuAD, Rajpurkar et al., EMNLP 2016.
    """
    a, b = Counter(words(ours)), Counter(words(reference))
    if not a or not b:
        return float(a == b)
    common = (a & b).total()
    return 2 * common / (a.total() + b.total())


def rouge_l(ours: str, reference: str) -> float:
    """2 L / (m + n), L = length of the longest common subsequence of the words, m and n their numbers.

    Empty: as `word_f1`. Source: Lin, ROUGE, ACL workshop 2004, with beta = 1.
    """
    a, b = words(ours), words(reference)
    if not a or not b:
        return float(a == b)
    row = [0] * (len(b) + 1)
    for word in a:
        diagonal = 0
        for i, other in enumerate(b, start=1):
            above = row[i]
            row[i] = diagonal + 1 if word == other else max(above, row[i - 1])
            diagonal = above
    return 2 * row[-1] / (len(a) + len(b))


def number_recall(ours: str, reference: str) -> float | None:
    """Share of the distinct quantities of the reference that our text states (`same_quantity`).

    Empty: None where the reference has no quantity. Source: as OpenCQA is scored.
    """
    return _stated(_distinct(reference), find_quantities(ours))


def number_precision(ours: str, reference: str) -> float | None:
    """Share of the distinct quantities of our text that the reference states.

    Empty: None where our text has no quantity. Source: as `number_recall`.
    """
    return _stated(_distinct(ours), find_quantities(reference))


def _stated(wanted: Sequence[Quantity], there: Sequence[Quantity]) -> float | None:
    if not wanted:
        return None
    return sum(any(same_quantity(a, b) for b in there) for a in wanted) / len(wanted)


def _distinct(text: str) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in find_quantities(text):
        if quantity.value is not None and not any(same_quantity(quantity, other) for other in kept):
            kept.append(quantity)
    return kept


def f1(precision: float, recall: float) -> float:
    """2 P R / (P + R). Empty: 0 where both are 0. Source: van Rijsbergen, Information Retrieval, 1979."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
