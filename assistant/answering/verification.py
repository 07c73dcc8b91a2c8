"""Every number of a sentence against the quotes that the sentence cites. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quantities import find_quantities, same_quantity
from assistant.schema import Citation, NumberCheck, Quantity


def check_numbers(text: str, citations: Sequence[Citation]) -> tuple[tuple[NumberCheck, ...], list[str]]:
    """Find each number of a sentence in the quotes that it cites: value, unit and hedge.

    Returns:
        The checks of the numbers that stand in a cited quote, and the surfaces of those that do not.
        A hedge that the quote has and the sentence drops ("nearly two-thirds" -> "two-thirds") or
        changes also fails, because the number then says more than its source.
    """
    quoted = [(index, find_quantities(citation.quote)) for index, citation in enumerate(citations)]
    checks: list[NumberCheck] = []
    failing: list[str] = []
    for quantity in find_quantities(text):
        where = next((index for index, found in quoted if any(_supports(q, quantity) for q in found)), None)
        if where is None:
            failing.append(quantity.surface)
        else:
            checks.append(NumberCheck(quantity.surface, "in_sentence", None, where))
    return tuple(checks), failing


def _supports(quoted: Quantity, said: Quantity) -> bool:
    return quoted.value is not None and same_quantity(quoted, said) and quoted.qualifier == said.qualifier
