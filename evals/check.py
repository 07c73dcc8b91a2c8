"""`python -m evals check`: what of the dev cases a library does not bear out."""

from __future__ import annotations

from evals.candidates import AskRun
from evals.cases import load_cases
from evals.gold import problems
from evals.libraries import open_subject


def run_check(run: AskRun) -> bool:
    """Print a line for each problem; True where there is none.

    Raises:
        CaseError: the cases cannot be read.
    """
    cases = load_cases(run.cases, "dev")
    with open_subject(run.library, run.corpus) as subject:
        found = problems(cases, subject.texts)
    print("\n".join([*found, f"{len(found)} problems in {len(cases)} dev cases."]))
    return not found
