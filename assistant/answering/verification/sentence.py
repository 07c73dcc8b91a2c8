"""One sentence of any generator against the quotes that it cites."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.verification.dates import date_problems
from assistant.answering.verification.groups import group_problems
from assistant.answering.verification.names import name_problems
from assistant.answering.verification.numbers import number_problems
from assistant.answering.verification.parts import parts_of, without_marks
from assistant.answering.verification.wording import wording_problems
from assistant.schema import Citation, Problem


def verify(text: str, citations: Sequence[Citation], before: str = "") -> list[Problem]:
    """What a sentence says that the quotes it cites do not; nothing if it may be shown.

    Args:
        text: one sentence with marks such as [1], counted from 1 into `citations`. Each mark covers the words
            before it, up to the mark before.
        citations: the evidence.
        before: the sentences before it, which may name the group that this one leaves out.
    """
    parts = parts_of(text, citations)
    if not parts or any(not part.cited for part in parts):
        return [Problem("citation", text, "it does not say on which evidence it rests")]
    whole = without_marks(text)
    problems: list[Problem] = []
    for part in parts:
        problems += number_problems(part)
        problems += date_problems(part)
        problems += wording_problems(part)
        problems += group_problems(f"{before} {whole}", part)
    return [*problems, *name_problems(whole, parts)]
