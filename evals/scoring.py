"""Responses -> scores: which measures there are, and how they compare over a set of cases. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evals import metrics
from evals.cases import Case, SourceSpan
from evals.intervals import Comparison, Flags, Statistic, Values, compare, mean
from evals.responses import Response

PerCase = Callable[[Case, Response, Sequence[SourceSpan]], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table. `counts_wins` is False where single cases cannot be won."""

    name: str
    per_case: PerCase
    statistic: Statistic = mean
    higher_is_better: bool = True
    counts_wins: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with its gold spans, what we said, and what each baseline said, by its name."""

    case: Case
    spans: tuple[SourceSpan, ...]
    ours: Response
    others: Mapping[str, Response]


def _shares(values: Values, answerable: Flags) -> tuple[float, float]:
    """Shares of unanswerable and of answerable cases that were refused, from right decisions."""
    return mean(values[~answerable], answerable), 1 - mean(values[answerable], answerable)


def gap_of(values: Values, answerable: Flags) -> float:
    """`metrics.refusal_gap` of right decisions (1 or 0 a case). Empty: NaN without both classes."""
    return metrics.refusal_gap(*_shares(values, answerable))


def balanced_of(values: Values, answerable: Flags) -> float:
    """`metrics.balanced_accuracy` of right decisions (1 or 0 a case). Empty: NaN without both classes."""
    return metrics.balanced_accuracy(*_shares(values, answerable))


def auroc_of(values: Values, answerable: Flags) -> float:
    """`metrics.auroc` of confidences. Empty: NaN without both classes."""
    area = metrics.auroc(values[answerable], values[~answerable])
    return float("nan") if area is None else area


def right_decision(case: Case, response: Response) -> float:
    """1 if an answerable question is answered or an unanswerable one refused, else 0."""
    return float(response.answered == case.answerable)


MEASURES: tuple[Measure, ...] = (
    Measure("value accuracy", lambda c, r, _: metrics.value_accuracy(c, r)),
    Measure("key facts", lambda c, r, _: metrics.key_facts(c, r)),
    Measure(
        "forbidden neighbour, answerable",
        lambda c, r, _: metrics.forbidden_rate(c, r) if c.answerable else None,
        higher_is_better=False,
    ),
    Measure(
        "forbidden neighbour, unanswerable",
        lambda c, r, _: None if c.answerable else metrics.forbidden_rate(c, r),
        higher_is_better=False,
    ),
    Measure("population named", lambda c, r, _: metrics.population_named(c, r)),
    Measure("population named or not stated", lambda c, r, _: metrics.population_named_or_unstated(c, r)),
    Measure("false premise corrected", lambda c, r, _: metrics.premise_corrected(c, r)),
    Measure("false premise corrected or refused", lambda c, r, _: metrics.premise_not_repeated(c, r)),
    Measure("all required values shown", lambda c, r, _: metrics.values_shown(c, r)),
    Measure("words that must be there", lambda c, r, _: metrics.words_named(c, r)),
    Measure("missing half told", lambda c, r, _: metrics.missing_told(c, r)),
    Measure("number fidelity", lambda c, r, _: metrics.number_fidelity(c, r)),
    Measure("hedge kept", lambda c, r, _: metrics.hedge_kept(c, r)),
    Measure("citation accuracy", metrics.citation_accuracy),
    Measure("evidence cited anywhere", metrics.evidence_cited),
    Measure("citation precision, sources", lambda c, r, _: metrics.source_precision(c, r)),
    Measure("citation recall, sources", lambda c, r, _: metrics.source_recall(c, r)),
    Measure("citation precision, sentences", metrics.sentence_precision),
    Measure("citation recall, sentences", metrics.sentence_recall),
    Measure("unanswerable refused", lambda c, r, _: metrics.refusal_recall(c, r)),
    Measure(
        "near misses refused",
        lambda c, r, _: metrics.refusal_recall(c, r) if c.type == "near_miss" else None,
    ),
    Measure("wrongly refused", lambda c, r, _: metrics.wrongful_refusal(c, r), higher_is_better=False),
    Measure("refused minus wrongly refused", lambda c, r, _: right_decision(c, r), gap_of),
    Measure("balanced accuracy", lambda c, r, _: right_decision(c, r), balanced_of),
    Measure("AUROC of confidence", lambda _c, r, _s: r.confidence, auroc_of, counts_wins=False),
)


# Shown for each type too. "right" is the measure of the case: value, required values, key facts, or refusal.
RIGHT = Measure("right", lambda c, r, _: float(is_right(c, r)))
CITED = next(measure for measure in MEASURES if measure.name == "citation accuracy")
NEIGHBOUR = next(measure for measure in MEASURES if measure.name == "forbidden neighbour, answerable")
TYPE_MEASURES = (RIGHT, CITED, NEIGHBOUR)
# The two types for which a single figure is asked in plain words; targets are set on them together.
TOGETHER = ("lookup", "named_edition")
# With fewer cases the interval of a share is wider than 0.2 to each side, and a type decides nothing.
DECIDES_FROM = 25
# What "ahead" is decided on (DESIGN 9).
DECIDING = tuple(
    measure
    for measure in MEASURES
    if measure.name in ("value accuracy", "citation accuracy", "refused minus wrongly refused")
)


def compare_all(
    judged: Sequence[Judged], baseline: str, measures: Sequence[Measure] = MEASURES
) -> dict[str, Comparison]:
    """Measures by name, ours against a baseline, with intervals and paired differences."""
    answerable = [j.case.answerable for j in judged]
    return {
        measure.name: compare(
            [measure.per_case(j.case, j.ours, j.spans) for j in judged],
            [measure.per_case(j.case, j.others[baseline], j.spans) for j in judged],
            answerable,
            measure.statistic,
            higher_is_better=measure.higher_is_better,
        )
        for measure in measures
    }


def by_type(judged: Sequence[Judged], baseline: str) -> dict[str, dict[str, Comparison]]:
    """`TYPE_MEASURES` for each type of case, in order of first occurrence, and for `TOGETHER` after them."""
    groups: dict[str, list[Judged]] = {}
    for j in judged:
        groups.setdefault(j.case.type, []).append(j)
    if all(name in groups for name in TOGETHER):
        groups[" + ".join(TOGETHER)] = [j for j in judged if j.case.type in TOGETHER]
    return {name: compare_all(group, baseline, TYPE_MEASURES) for name, group in groups.items()}


def is_right(case: Case, response: Response) -> bool:
    """Whether a response is right by the measure of its case: value, required values, facts, or refusal."""
    measures = (metrics.value_accuracy, metrics.values_shown, metrics.key_facts, metrics.refusal_recall)
    for measured in measures:
        scored = measured(case, response)
        if scored is not None:
            return scored == 1
    return False


def failing(judged: Sequence[Judged]) -> list[Judged]:
    """Cases that we get wrong, or right with a citation of something else."""
    return [
        j
        for j in judged
        if not is_right(j.case, j.ours) or metrics.citation_accuracy(j.case, j.ours, j.spans) == 0
    ]


def ahead(comparison: Comparison, measure: Measure) -> bool:
    """Whether the 95 % interval of the difference lies wholly on the better side of 0."""
    low, high = comparison.difference.low, comparison.difference.high
    if low is None or high is None:
        return False
    return low > 0 if measure.higher_is_better else high < 0


def as_record(comparisons: Mapping[str, Comparison]) -> dict[str, dict[str, object]]:
    """Comparisons as JSON-ready values."""
    return {
        name: {
            part: {"n": e.n, "mean": e.mean, "low": e.low, "high": e.high}
            for part, e in (("ours", c.ours), ("baseline", c.theirs), ("difference", c.difference))
        }
        | {"wins": c.wins, "ties": c.ties, "losses": c.losses}
        for name, c in comparisons.items()
    }
