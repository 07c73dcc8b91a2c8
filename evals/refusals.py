"""`python -m evals refusals`: fit the weights of `assistant.answering.answerability`, and the threshold.

Every dev case is asked; its label is whether it is answerable. The weights minimise the logistic loss

    L(b, w) = mean over cases of log(1 + exp(-y (b + w . s))) + strength * sum over signs of (w sd)^2,

y = 1 for answerable and -1 for unanswerable cases, s = the signs, sd = a sign's standard deviation. The
table asks each author's questions with weights fitted without them; the threshold is the highest at which
those wrongly refuse at most the promised share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from assistant.answering.answerability import INTERCEPT as IN_FORCE_INTERCEPT
from assistant.answering.answerability import NOTHING_NEAR, REFUSE_BELOW, WITHOUT_NAME, signs_of
from assistant.answering.answerability import WEIGHTS as IN_FORCE
from assistant.answering.division import divide
from assistant.schema import Signs
from evals.candidates import Asked, AskRun, ask_all
from evals.cases import CaseError
from evals.metrics import auroc
from evals.tables import columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMES = tuple(field.name for field in fields(Signs))
# Tried 0.001 to 0.01 by the leave-one-author-out table: flat.
STRENGTH = 0.001
# 5.1 % of the questions on the starter corpus (6 % is the promise); among ten editions of one survey
# (evals/reports/decade) it is one in five, and a threshold for those would answer too many near misses here.
WRONGLY_REFUSED = 0.062
_CONSTANT = 1e-9


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of the signs (on their own scale) and the intercept."""

    intercept: float
    weights: NDArray[np.float64]

    def probabilities(self, signs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of each case (cases x signs), names that lack not yet counted."""
        return np.asarray(1 / (1 + np.exp(-(self.intercept + signs @ self.weights))), dtype=np.float64)


def run_refusals(run: AskRun) -> Fitted:
    """Ask, fit, print; return what was fitted."""
    # A question of several parts is answered part by part, and decided for each.
    cases = [asked for asked in ask_all(run) if asked.evidence and len(divide(asked.question.asking)) == 1]
    signs = np.array([astuple(signs_of(asked.question, asked.evidence)) for asked in cases])
    answerable = np.array([asked.case.answerable for asked in cases])
    fitted = fit(signs, answerable)
    unseen = _unseen(cases, signs, answerable)
    threshold = threshold_for(unseen[answerable], WRONGLY_REFUSED)
    in_force = Fitted(IN_FORCE_INTERCEPT, np.array(astuple(IN_FORCE)))
    print(_table(cases, answerable, without_names(in_force.probabilities(signs), signs), unseen, threshold))
    print(f"\nINTERCEPT: Final = {fitted.intercept:.3f}\nWEIGHTS: Final = Signs(")
    print("".join(f"    {n}={w:.3f},\n" for n, w in zip(NAMES, fitted.weights, strict=True)) + ")")
    print(f"REFUSE_BELOW: Final = {threshold:.2f}")
    return fitted


def fit(signs: NDArray[np.float64], answerable: NDArray[np.bool_], strength: float = STRENGTH) -> Fitted:
    """Logistic regression.

    Args:
        signs: cases x signs.
        answerable: of each case.
        strength: of the pull of the weights towards 0.
    """
    from scipy.optimize import minimize

    if answerable.all() or not answerable.any():
        raise CaseError("To fit refusals there must be answerable and unanswerable cases in two files")
    middle, spread = signs.mean(axis=0), signs.std(axis=0)
    spread = np.where(spread > _CONSTANT, spread, 1.0)  # a constant sign tells nothing and gets no weight
    inputs = np.column_stack([np.ones(len(signs)), (signs - middle) / spread])
    sides = np.where(answerable, 1.0, -1.0)
    pull = np.r_[0.0, np.full(signs.shape[1], strength)]

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = sides * (inputs @ values)
        slope = -(inputs.T @ (sides / (1 + np.exp(margins)))) / len(inputs)
        return (
            float(np.logaddexp(0, -margins).mean() + (pull * values**2).sum()),
            slope + 2 * pull * values,
        )

    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return Fitted(float(found[0] - weights @ middle), np.asarray(weights, dtype=np.float64))


def without_names(probabilities: NDArray[np.float64], signs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities (cases) as `answerability.probability` gives them: less without a name, or far off."""
    lacking = (signs[:, NAMES.index("names")] < 0) | (signs[:, NAMES.index("meaning")] < NOTHING_NEAR)
    return np.where(lacking, probabilities * WITHOUT_NAME, probabilities)


def threshold_for(probabilities: NDArray[np.float64], wrongly_refused: float) -> float:
    """The highest threshold of two decimals that refuses at most this share of answerable cases."""
    levels = np.arange(0, 100) / 100
    return float(max(t for t in levels if (probabilities < t).mean() <= wrongly_refused))


def _unseen(
    cases: Sequence[Asked], signs: NDArray[np.float64], answerable: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Each case's probability by weights fitted on the other files."""
    files = np.array([asked.file for asked in cases])
    found = np.zeros(len(cases))
    for file in sorted(set(files)):
        here = files == file
        found[here] = fit(signs[~here], answerable[~here]).probabilities(signs[here])
    return without_names(found, signs)


def _table(
    cases: Sequence[Asked],
    answerable: NDArray[np.bool_],
    in_force: NDArray[np.float64],
    unseen: NDArray[np.float64],
    threshold: float,
) -> str:
    near = np.array([asked.case.type == "near_miss" for asked in cases])
    rows = [["weights", "n", "threshold", "AUROC", "refused", "near misses", "wrongly refused"]]
    for name, values, cut in (
        ("in force", in_force, REFUSE_BELOW),
        ("fitted on the others", unseen, threshold),
    ):
        area = auroc(values[answerable], values[~answerable])
        rows.append(
            [
                name,
                str(len(cases)),
                f"{cut:.2f}",
                "-" if area is None else f"{area:.3f}",
                *(f"{(values[group] < cut).mean():.3f}" for group in (~answerable, near, answerable)),
            ]
        )
    return columns(rows)
