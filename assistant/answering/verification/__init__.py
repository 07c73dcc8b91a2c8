"""Whether a sentence says only what the quotes that it cites say. Pure, and the same for every generator.

`check_numbers` holds numbers against quotes; `verify` also dates, names, groups, hedges and wording, mark by
mark. What it lets pass and what it stops is measured with `python -m evals verification`.
"""

from assistant.answering.verification.numbers import check_numbers
from assistant.answering.verification.parts import cited_numbers, without_marks
from assistant.answering.verification.sentence import verify

__all__ = ["check_numbers", "cited_numbers", "verify", "without_marks"]
