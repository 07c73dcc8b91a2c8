"""Where an edited figure stands on another version of its source. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.schema import Figure

Anchor = dict[str, Any]
# As much as a citation keeps, so that both are found again by the same words.
_CONTEXT = 32


def anchor_of(figure: Figure, text: str) -> Anchor:
    """What finds a figure again: its words, its sentence, what stands around it, and where it is now.

    Args:
        figure: the figure.
        text: canonical text of its source.
    """
    return {
        "quote": figure.surface,
        "sentence": text[figure.sentence.start : figure.sentence.end],
        "offset": figure.start - figure.sentence.start,
        "prefix": text[max(0, figure.start - _CONTEXT) : figure.start],
        "suffix": text[figure.end : figure.end + _CONTEXT],
        "start": figure.start,
        "figure": figure.id,
    }


def find_again(anchor: Anchor, figures: Sequence[Figure], text: str) -> Figure | None:
    """The figure that an anchor means, or None where that is not certain.

    The same words at the same place of the same sentence come first (of several such sentences the one with
    the same surroundings, else the nearest); then the same words between the same surroundings; then the
    only ones that have at least one side of them.
    """
    same = [figure for figure in figures if figure.surface == anchor["quote"]]
    here = [(figure, anchor_of(figure, text)) for figure in same]

    def those(fits: Callable[[Anchor], bool]) -> list[Figure]:
        return [figure for figure, found in here if fits(found)]

    around = those(lambda a: a["prefix"] == anchor["prefix"] and a["suffix"] == anchor["suffix"])
    sentence = those(lambda a: a["sentence"] == anchor["sentence"] and a["offset"] == anchor["offset"])
    if sentence:
        best = [figure for figure in sentence if figure in around] or sentence
        return min(best, key=lambda figure: abs(figure.start - int(anchor["start"])))
    if around:
        return around[0] if len(around) == 1 else None
    one_side = those(lambda a: _same_side(anchor, a, "prefix") or _same_side(anchor, a, "suffix"))
    return one_side[0] if len(one_side) == 1 else None


def _same_side(anchor: Anchor, found: Anchor, side: str) -> bool:
    # A short side is the edge of a text: it is the same in any text, and says nothing.
    return len(anchor[side]) == _CONTEXT and bool(found[side] == anchor[side])
