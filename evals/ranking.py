"""`python -m evals ranking`: fit the weights of `assistant.retrieval.ranking`, and say what they are worth.

Every dev case file of `evals/cases` is asked; each candidate sentence or figure is labelled by the gold.
The weights maximise the mean log-probability of the right candidates,

    L(w) = mean over cases of log( sum over right c of exp(w . f(c)) / sum over all c of exp(w . f(c)) )
           - strength * sum over features of ((w - w0) / (w0 + 1))^2,   w >= 0,

a conditional logit (McFadden 1974) that is held near `w0`, what seemed right before there were cases: a
feature that few cases show keeps that weight. A feature is oriented so that more is better; a weight
below 0 would be noise. Each file was written by one author (starter: two); the table fits on all files
but one and asks that one, so it says what the weights do on questions of an author they have not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from assistant.quantities import quantity_of
from assistant.retrieval.ranking import WEIGHTS
from assistant.schema import Evidence, Features
from evals import metrics
from evals.candidates import Asked, AskRun, candidates_of, each_subject
from evals.cases import Case, CaseError, SourceSpan
from evals.gold import gold_spans
from evals.libraries import Subject
from evals.responses import Stated
from evals.tables import columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMES = tuple(field.name for field in fields(Features))
# What a feature seemed worth before anything was fitted, in log-odds. Fixed, so that fitting twice gives the
# same weights.
PRIOR = Features(
    meaning=5.4,
    chunk=0.9,
    words=5.4,
    lacking=4.2,
    no_figure=3.6,
    kind=1.8,
    asked_how_many=1.8,
    news=4.2,
    change=1.8,
    # Of ten editions of one survey the year is what tells them apart, whatever else fits better.
    period=9.0,
    earlier=1.8,
    place=4.2,
    number=3.6,
    counted=2.0,
    group=1.0,
    condition=3.0,
    denial=2.0,
    latest=2.5,
    recent=0.24,
    advice=1.8,
    date=1.8,
    title=3.0,
    described=1.0,
    metric=1.0,
    other_metric=1.0,
    population=1.0,
    reason=1.0,
    question=2.0,
    exact=0.3,
    scope=1,
)
# No weight below these. Few questions on the starter corpus show what a wrong year costs, since few of its
# sources are editions of one survey; on the ten editions of evals/reports/decade 9 to 14 do equally well. Nor
# does it show that a report has sentences without a number that speak of the very thing asked for.
LEAST = Features(period=10.0, no_figure=4.5, scope=2.0)
# Tried 0.003 to 0.1 by the leave-one-file-out table: flat. The strongest pull that costs nothing keeps rare
# features where they were.
STRENGTH = 0.03


@dataclass(frozen=True, slots=True)
class Labelled:
    """A case with its candidates: features (candidates x features), and which are right.

    `ignored` are candidates that state the right value in a sentence that is not in the gold.
    """

    file: str
    case: Case
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    ignored: NDArray[np.bool_]

    @property
    def usable(self) -> bool:
        """Whether a right candidate was found at all; else there is nothing to learn."""
        return bool(self.right.any())


def run_ranking(run: AskRun) -> Features:
    """Label, fit, print; return the fitted weights."""
    cases = [
        label(asked, subject)
        for path, subject in each_subject(run)
        for asked in candidates_of(path, subject)
        if asked.case.answerable
    ]
    weights = fit(cases)
    print(_table(cases, weights))
    fitted = Features(*(round(float(w), 2) for w in weights))
    print("\nWEIGHTS: Final = Features(")
    print("".join(f"    {name}={getattr(fitted, name):g},\n" for name in NAMES) + ")")
    return fitted


def label(asked: Asked, subject: Subject) -> Labelled:
    """Which candidates of a case are right, by its gold."""
    spans = gold_spans(asked.case, subject.texts)
    evidence = asked.evidence
    labels = [_right(asked.case, item, spans, subject) for item in evidence]
    return Labelled(
        file=asked.file,
        case=asked.case,
        features=np.array([astuple(item.features) for item in evidence]).reshape(len(evidence), len(NAMES)),
        right=np.array([right for right, _ in labels], dtype=bool),
        ignored=np.array([ignored for _, ignored in labels], dtype=bool),
    )


def _right(case: Case, item: Evidence, spans: Sequence[SourceSpan], subject: Subject) -> tuple[bool, bool]:
    cited = SourceSpan(subject.slugs[item.source.id], item.citation.start, item.citation.end)
    in_gold = any(cited.overlap(gold) for gold in spans)
    if not case.gold and not case.required:
        return in_gold, False
    figure = item.figure
    if figure is None:
        return False, in_gold
    stated = Stated(quantity_of(figure), figure.period)
    says = any(metrics.states(stated, gold) for gold in case.gold) or any(
        metrics.same_value(stated.quantity, value.quantity) for group in case.required for value in group
    )
    return says and in_gold, says and not in_gold


def fit(
    cases: Sequence[Labelled], prior: Features = PRIOR, strength: float = STRENGTH
) -> NDArray[np.float64]:
    """The weights, one for each feature, at least 0.

    Args:
        cases: labelled cases; those without a right candidate are passed over.
        prior: weights to begin at and to stay near.
        strength: of the pull towards them.
    """
    from scipy.optimize import minimize

    usable = [case for case in cases if case.usable]
    if not usable:
        raise CaseError("No case to fit on: none has a candidate that its gold calls right")
    start = np.array(astuple(prior))
    scale = start + 1

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = 0.0, np.zeros_like(weights)
        for case in usable:
            scores = np.where(case.ignored, -np.inf, case.features @ weights)
            odds = np.exp(scores - scores.max())
            share = odds / odds.sum()
            of_right = np.where(case.right, share, 0)
            reached = max(of_right.sum(), 1e-300)
            value -= np.log(reached)
            slope -= (of_right / reached - share) @ case.features
        away = (weights - start) / scale
        return (
            value / len(usable) + strength * float(away @ away),
            slope / len(usable) + 2 * strength * away / scale,
        )

    bounds = [(least, None) for least in astuple(LEAST)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)


def first_right(cases: Sequence[Labelled], weights: NDArray[np.float64]) -> float:
    """Share of cases whose best candidate is right; a case without a right candidate counts as wrong."""
    hits = [case.usable and bool(case.right[int(np.argmax(case.features @ weights))]) for case in cases]
    return sum(hits) / len(hits) if hits else float("nan")


def _table(cases: Sequence[Labelled], weights: NDArray[np.float64]) -> str:
    start = np.array(astuple(WEIGHTS))
    rows = [["file", "n", "weights in force", "fitted on all", "fitted on the others"]]
    files = sorted({case.file for case in cases})
    unseen = []
    for file in files:
        here = [case for case in cases if case.file == file]
        others = fit([case for case in cases if case.file != file])
        unseen.append(first_right(here, others))
        rows.append(
            [
                file,
                str(len(here)),
                f"{first_right(here, start):.3f}",
                f"{first_right(here, weights):.3f}",
                f"{unseen[-1]:.3f}",
            ]
        )
    rows.append(
        [
            "all",
            str(len(cases)),
            f"{first_right(cases, start):.3f}",
            f"{first_right(cases, weights):.3f}",
            f"{sum(unseen) / len(unseen):.3f}",
        ]
    )
    return "First candidate right:\n\n" + columns(rows)
