"""How well figures are read, one text at a time. Pure; formulas, empty cases and sources in the docstrings.

Two readings of one text are compared: ours and the gold, or two annotators. "Source: issue" means that this
project defines the measure; its text stands in `evals/README.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.quantities import quantity_of, same_quantity
from assistant.schema import Figure, Quantity, Span, Stance
from evals.figure_cases import Label
from evals.overlap import words
from evals.public.result import Counts, Row, f1_row

VALUE, UNIT = "value", "value and unit"
QUALIFIED = "value, unit and qualifier"
WHOLE = "value, unit, metric and population"
FOUND = (VALUE, UNIT, QUALIFIED, WHOLE)
_ARTICLES = frozenset(("a", "an", "the"))
_SAME_WORDS_FROM = 0.5
# What stands before the metric of a change by contract; a text does not say it in these words.
_CHANGE = "change in "
# A share in words is written with three or four decimals.
_SHARE_ROUNDING = Decimal("0.0005")
_PER_WHOLE = {"ratio": Decimal(1), "percent": Decimal("0.01")}


@dataclass(frozen=True, slots=True)
class Item:
    """A figure in the terms that reader and annotators share; a field is None where it is not said."""

    quantity: Quantity
    metric: str | None
    population: str | None
    period: str | None
    attributed_to: str | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of ours and the gold one that it is; `with_unit` says whether the unit is right too."""

    ours: Item
    gold: Item
    with_unit: bool


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `n`."""

    right: int
    n: int


@dataclass(frozen=True, slots=True)
class TextScore:
    """One text: counts by name of `FOUND`, and of the pairs with the right unit how many fields are right."""

    found: Mapping[str, Counts]
    fields: Mapping[str, Share]


def item_of_label(label: Label, text: str) -> Item:
    """An annotator's figure; the parts of a field are joined."""

    def said(spans: Sequence[Span]) -> str | None:
        return " ".join(text[span.start : span.end] for span in spans) or None

    start, end = label.span.start, label.span.end
    return Item(
        Quantity(
            start, end, text[start:end], label.value, label.unit, label.high, label.qualifier, label.direction
        ),
        said(label.metric),
        said(label.population),
        said(label.period),
        said(label.attributed_to),
        label.stance,
    )


def item_of_figure(figure: Figure) -> Item:
    """A figure as we read it. A period that is only the publication date says nothing about the figure."""
    period = figure.period
    return Item(
        quantity_of(figure),
        figure.metric.removeprefix(_CHANGE) if figure.metric else None,
        figure.population,
        period.label if period and period.kind != "published" else None,
        figure.attributed_to,
        figure.stance,
    )


# --- equality ------------------------------------------------------------------------------------


def same_words(a: str | None, b: str | None) -> bool:
    """Whether two fields say the same: 2 |A & B| / (|A| + |B|) >= 0.5, over words without articles.

    A and B are multisets of words in lower case. Both not said: yes; one of them: no. Two fields without a
    word are the same if their characters are. Source: issue; the formula as `evals.overlap.word_f1`.
    """
    if a is None or b is None:
        return a is b
    first, second = (Counter(w for w in words(text) if w not in _ARTICLES) for text in (a, b))
    if not first or not second:
        return not first and not second and a.split() == b.split()
    return 2 * (first & second).total() / (first.total() + second.total()) >= _SAME_WORDS_FROM


def same_value_and_unit(a: Quantity, b: Quantity) -> bool:
    """Whether value, upper bound and unit are equal after normalisation; direction and qualifier aside.

    As `assistant.quantities.same_quantity`; of two shares in words (or one and a percentage) both bounds
    agree within 0.0005 of the whole. Two values that are null agree where the units do: the place that
    they share is tested by whoever asks.
    """
    if a.value is None or b.value is None:
        return a.value is b.value and a.unit == b.unit
    if same_quantity(replace(a, direction=None), replace(b, direction=None)):
        return True
    if "ratio" not in (a.unit, b.unit) or not {a.unit, b.unit} <= _PER_WHOLE.keys():
        return False
    of_a, of_b = ([v * _PER_WHOLE[q.unit] for v in (q.value, q.high) if v is not None] for q in (a, b))
    return len(of_a) == len(of_b) and all(
        abs(x - y) <= _SHARE_ROUNDING for x, y in zip(of_a, of_b, strict=True)
    )


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether value and upper bound are equal, as numbers or after normalisation, whatever the unit."""
    return (a.value, a.high) == (b.value, b.high) or same_value_and_unit(a, b)


FIELD_TESTS: Mapping[str, Callable[[Item, Item], bool]] = {
    "qualifier": lambda a, b: a.quantity.qualifier == b.quantity.qualifier,
    "direction": lambda a, b: a.quantity.direction == b.quantity.direction,
    "metric": lambda a, b: same_words(a.metric, b.metric),
    "population": lambda a, b: same_words(a.population, b.population),
    "period": lambda a, b: same_words(a.period, b.period),
    "attribution": lambda a, b: same_words(a.attributed_to, b.attributed_to),
    "stance": lambda a, b: a.stance == b.stance,
    "same span": lambda a, b: _place(a) == _place(b),
}


def _place(item: Item) -> tuple[int, int]:
    return item.quantity.start, item.quantity.end


# --- scores --------------------------------------------------------------------------------------


def matches(ours: Sequence[Item], gold: Sequence[Item]) -> list[Pair]:
    """Pairs one to one of figures that share characters and agree in value, in order of the gold.

    Pairs that agree in value and unit are made first, then of what is left those that agree in value;
    each time the largest overlap first, then the earlier place. A figure that stands elsewhere is another
    one, even with the same value.
    """
    candidates = []
    for g, b in enumerate(gold):
        for o, a in enumerate(ours):
            overlap = min(a.quantity.end, b.quantity.end) - max(a.quantity.start, b.quantity.start)
            if overlap > 0 and same_value(a.quantity, b.quantity):
                with_unit = same_value_and_unit(a.quantity, b.quantity)
                candidates.append((not with_unit, -overlap, *_place(b), *_place(a), g, o))
    taken: dict[int, tuple[int, bool]] = {}
    used: set[int] = set()
    for without_unit, *_, g, o in sorted(candidates):
        if g not in taken and o not in used:
            taken[g] = (o, not without_unit)
            used.add(o)
    return [Pair(ours[o], gold[g], with_unit) for g, (o, with_unit) in sorted(taken.items())]


def score_text(ours: Sequence[Item], gold: Sequence[Item]) -> TextScore:
    """Counts of one text; F1 = 2 right / (ours + gold), summed over texts before it is divided.

    right = pairs that agree in value; in value and unit; in those and the qualifier; in value and unit,
    metric and population (`same_words`). Fields count over the pairs with value and unit.
    Empty: 0 of 0 where neither side has a figure. Source: issue; pairs as the public set `quantities`.
    """
    pairs = matches(ours, gold)
    right = [pair for pair in pairs if pair.with_unit]
    fields = {
        name: Share(sum(same(p.ours, p.gold) for p in right), len(right))
        for name, same in FIELD_TESTS.items()
    }
    whole = sum(
        FIELD_TESTS["metric"](p.ours, p.gold) and FIELD_TESTS["population"](p.ours, p.gold) for p in right
    )
    numbers = (len(pairs), len(right), fields["qualifier"].right, whole)
    found = {name: Counts(number, len(ours), len(gold)) for name, number in zip(FOUND, numbers, strict=True)}
    return TextScore(found, fields)


def exact_spans(figures: Sequence[Figure], text: str) -> Share:
    """Figures whose span has their surface, within their sentence. Empty: 0 of 0. Source: issue."""
    right = [
        f
        for f in figures
        if f.surface
        and text[f.start : f.end] == f.surface
        and 0 <= f.sentence.start <= f.start < f.end <= f.sentence.end <= len(text)
    ]
    return Share(len(right), len(figures))


def share_row(measure: str, shares: Sequence[Share], reference: str = "") -> Row:
    """A row of right / n, summed over texts; as `evals.public.result.f1_row`.

    Empty: not scored where n is 0 in every text. Source: issue.
    """
    # With as many on either side F1 is the plain share: 2 right / (n + n).
    return f1_row(measure, [Counts(share.right, share.n, share.n) for share in shares], reference)
