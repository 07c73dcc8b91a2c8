"""Which figures are of the kind that a question asks for. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.schema import Figure, Question

UNITS: Mapping[str, tuple[str, ...]] = {
    "share": ("percent", "ratio", "percentage_point"),
    "count": ("count",),
    "money": ("currency",),
    "multiple": ("multiple",),
    "duration": ("duration",),
    "score": ("score",),
    "sample": ("count",),
    "margin": ("percentage_point", "percent"),
}
VALUE_KINDS = frozenset(UNITS)
# What a bare topic ("serverless in production, 2021?") may be answered with.
ANY_VALUE = frozenset({"share", "count", "money", "multiple"})
# What else may answer a question of a kind.
_NEAR: Mapping[str, tuple[str, ...]] = {
    "count": ("percent", "ratio", "currency", "bytes"),
    "money": ("percent", "ratio", "multiple"),
    "multiple": ("percent", "ratio"),
    "duration": ("percent", "count"),
}
_PEOPLE = re.compile(
    r"\s*(?:[A-Za-z]+[ -]){0,4}?(?:respondents?|people|members|developers|participants|professionals|"
    r"practitioners|users|answers|responses|rows|were (?:asked|surveyed)|(?:who )?answered|leaders|"
    r"decision[- ]makers|engineers|executives)",
    re.IGNORECASE,
)


def has_kind(figure: Figure, asks: frozenset[str], text: str) -> bool:
    """Whether a figure's unit is one that is asked for, and its role too.

    Args:
        figure: the figure.
        asks: the kinds of answer asked for.
        text: the canonical text it stands in.
    """
    fits = any(figure.unit.startswith(UNITS[kind]) for kind in asks & VALUE_KINDS)
    if "sample" in asks:
        return fits and (figure.sample_n is not None or bool(_PEOPLE.match(text, figure.end)))
    return fits and figure.sample_n is None  # how many were asked is not what they said


def is_about_source(question: Question) -> bool:
    """Whether who says something, or when, is asked, and neither how much nor what to do."""
    return bool(question.asks & {"when", "who"}) and not question.asks & {*VALUE_KINDS, "recommendation"}


def may_answer(figure: Figure, asks: frozenset[str], text: str) -> bool:
    """Whether a figure can be the answer at all: a share may answer "how many", a rebate "how much".

    Arguments as for `has_kind`.
    """
    if not needs_figure(asks) or has_kind(figure, asks, text):
        return True
    return figure.sample_n is None and any(figure.unit.startswith(_NEAR.get(kind, ())) for kind in asks)


def needs_figure(asks: frozenset[str]) -> bool:
    """Whether only a figure of a kind that is asked for can be the answer."""
    return bool(asks & VALUE_KINDS) and not asks >= ANY_VALUE and not asks & {"recommendation", "who", "when"}
