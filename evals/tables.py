"""Results as text. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.schema import Quantity
from evals.cases import Case
from evals.intervals import Comparison, Estimate
from evals.responses import Response
from evals.scoring import CITED, DECIDING, MEASURES, NEIGHBOUR, RIGHT, Judged, ahead

_NONE = "-"


def measure_table(comparisons: Mapping[str, Comparison]) -> str:
    """One line a measure: n, both means with 95 % intervals, paired difference, wins / ties / losses."""
    rows = [("measure", "n", "ours [95 %]", "n", "baseline [95 %]", "difference [95 %]", "W/T/L")]
    for measure in MEASURES:
        c = comparisons[measure.name]
        won = _won(c) if measure.counts_wins else _NONE
        name = measure.name if measure.higher_is_better else f"{measure.name} (lower is better)"
        rows.append(
            (
                name,
                str(c.ours.n),
                shown(c.ours),
                str(c.theirs.n),
                shown(c.theirs),
                shown(c.difference, sign=True),
                won,
            )
        )
    return columns(rows)


def type_table(rows: Mapping[str, Mapping[str, Comparison]]) -> str:
    """One line a type: n, right and well cited with 95 % intervals, and right against the baseline."""
    head = (
        *("type", "n", "right [95 %]", "citation [95 %]", "forbidden [95 %]", "baseline right"),
        *("difference [95 %]", "W/T/L"),
    )
    lines = [
        (
            name,
            str(found[RIGHT.name].ours.n),
            shown(found[RIGHT.name].ours),
            shown(found[CITED.name].ours),
            shown(found[NEIGHBOUR.name].ours),
            shown(found[RIGHT.name].theirs),
            shown(found[RIGHT.name].difference, sign=True),
            _won(found[RIGHT.name]),
        )
        for name, found in rows.items()
    ]
    return columns([head, *lines])


def systems_table(systems: Mapping[str, Mapping[str, Comparison]]) -> str:
    """One line a baseline: its deciding measures, how far we are ahead of it, and where we are not."""
    rows = [("baseline", *(f"{m.name}: theirs, ours minus theirs [95 %], W/T/L" for m in DECIDING), "ahead")]
    for name, found in systems.items():
        cells = []
        for measure in DECIDING:
            c = found[measure.name]
            theirs = _NONE if c.theirs.mean is None else f"{c.theirs.mean:.3f}"
            cells.append(f"{theirs}  {shown(c.difference, sign=True)}  {_won(c)}")
        on_all = all(ahead(found[measure.name], measure) for measure in DECIDING)
        rows.append((name, *cells, "on all" if on_all else "not on all"))
    return columns(rows)


def _won(comparison: Comparison) -> str:
    return f"{comparison.wins}/{comparison.ties}/{comparison.losses}"


def failure_line(judged: Judged) -> str:
    """One line on a case that we get wrong: question, expected, got, status."""
    case, ours = judged.case, judged.ours
    status = "answered" if ours.answered else "refused"
    got = _got(ours) or _NONE
    return f"{case.id} {case.type} | {case.question} | expected {expected(case)} | got {got} | {status}"


def expected(case: Case) -> str:
    """What would be right, in short."""
    if not case.answerable:
        return f"refusal ({case.kind or case.type})"
    if case.gold:
        return " or ".join(dict.fromkeys(_quantity(gold.quantity) for gold in case.gold))
    if case.required:
        groups = (" or ".join(_quantity(item.quantity) for item in group) for group in case.required)
        return " and ".join(groups)
    return " and ".join("/".join(group) for group in case.facts)


def _got(response: Response) -> str:
    stated = response.leading
    figure = _quantity(stated.quantity) if stated else ""
    period = f" ({stated.period.label})" if stated and stated.period else ""
    sources = ", ".join(dict.fromkeys(span.source for span in response.citations))
    sentence = (
        response.first_sentence if len(response.first_sentence) < 160 else response.first_sentence[:160] + "…"
    )
    return "; ".join(part for part in (figure + period, sentence and f"“{sentence}”", sources) if part)


def _quantity(quantity: Quantity) -> str:
    value = _NONE if quantity.value is None else f"{quantity.value.normalize():f}"
    high = "" if quantity.high is None else f" to {quantity.high.normalize():f}"
    return f"{quantity.qualifier + ' ' if quantity.qualifier else ''}{value}{high} {quantity.unit}"


def shown(estimate: Estimate, *, sign: bool = False) -> str:
    """`.812 [.700, .910]`, or a dash where nothing is scored."""
    if estimate.mean is None or estimate.low is None or estimate.high is None:
        return _NONE
    plus = "+" if sign else ""
    return f"{estimate.mean:{plus}.3f} [{estimate.low:{plus}.2f}, {estimate.high:{plus}.2f}]"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned text, a rule below the first; the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * (sum(widths) + 2 * (len(widths) - 1)), *lines[1:]])
