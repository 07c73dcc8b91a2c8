"""Two records of evaluation runs side by side as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evals.intervals import Comparison, Estimate
from evals.records import (
    NONE,
    SPEEDS,
    Record,
    by_baseline,
    by_type,
    date_of,
    estimate_of,
    label_of,
    measure_of,
    part_of,
    revision_of,
    speed_of,
)
from evals.scoring import RIGHT
from evals.tables import columns, shown

_MACHINE = ("system", "processor", "cores")


@dataclass(frozen=True, slots=True)
class _Line:
    """A measure in both records; an estimate of n 0 where one has it not."""

    name: str
    a: Estimate
    b: Estimate
    higher_is_better: bool = True


_ABSENT = Estimate(0, None, None, None)


def compare_text(a: Record, b: Record) -> str:
    """Two records side by side as aligned text: ours in A, in B, and B minus A.

    "better" or "worse" stands where the 95 % intervals of A and B do not overlap, by the direction of the
    measure. That is stricter than a paired test, which needs the cases: no mark does not mean no change.
    Speeds have no interval, hence no mark.
    """
    sections = (
        ("answers, ours", _answer_lines(a), _answer_lines(b)),
        ("types, share right, ours", _type_lines(a), _type_lines(b)),
        ("public sets", _public_lines(a), _public_lines(b)),
        ("speed", _speed_lines(a), _speed_lines(b)),
    )
    head = [_headline("A", a), _headline("B", b), *(f"Warning: {line}" for line in _warnings(a, b))]
    note = (
        "The difference is B minus A. B is marked better or worse where the 95 % intervals do not overlap; "
        "speeds have none."
    )
    return "\n".join([*head, note, *(_section(*section) for section in sections)]) + "\n"


def _headline(letter: str, record: Record) -> str:
    return (
        f"{letter}: revision {revision_of(record)}, {date_of(record)}, {_machine(record)}, "
        f"settings {record.get('settings') or 'unknown'}"
    )


def _machine(record: Record) -> str:
    system, processor, cores = (part_of(record, "with").get(name) or "unknown" for name in _MACHINE)
    return f"{system}, {processor}, {cores} cores"


def _warnings(a: Record, b: Record) -> list[str]:
    """What makes the two hard to compare."""
    pairs = (
        ("settings differ", a.get("settings"), b.get("settings"), ""),
        ("machines differ", _machine(a), _machine(b), "; times do not compare"),
        *((f"{what} differ", counts, _counts(b)[what], "") for what, counts in _counts(a).items()),
    )
    return [
        f"{what}: {one} and {other}{then}"
        for what, one, other, then in pairs
        if one != other and None not in (one, other)
    ]


def _counts(record: Record) -> dict[str, str | None]:
    """What was measured on, by name; None where the part is missing."""
    cases = part_of(record, "answers", "cases")
    chunks, ranked = part_of(record, "speed").get("chunks"), part_of(record, "retrieval").get("n")
    return {
        "cases of the answers": f"{cases.get('n')} {cases.get('split')} of {cases.get('file')}"
        if cases
        else None,
        "cases of retrieval": None if ranked is None else str(ranked),
        "chunks of the speeds": None if chunks is None else str(chunks),
    }


def _answer_lines(record: Record) -> list[_Line]:
    first: dict[str, Comparison] = next(iter(by_baseline(record).values()), {})
    return [
        _Line(label_of(name), c.ours, _ABSENT, measure_of(name).higher_is_better) for name, c in first.items()
    ]


def _type_lines(record: Record) -> list[_Line]:
    types = by_type(record)
    return [
        _Line(name, found[RIGHT.name].ours, _ABSENT) for name, found in types.items() if RIGHT.name in found
    ]


def _public_lines(record: Record) -> list[_Line]:
    return [
        _Line(f"{name}: {label_of(measure)}", estimate_of(row), _ABSENT, measure_of(measure).higher_is_better)
        for name, found in part_of(record, "public").items()
        for measure, row in part_of(found or {}, "rows").items()
    ]


def _speed_lines(record: Record) -> list[_Line]:
    """Speeds as estimates without an interval; n counts calls, where the record does."""
    lines = []
    for system, values in part_of(record, "speed", "systems").items():
        for keys, name, unit, more in SPEEDS:
            value = speed_of(values or {}, keys)
            if value is not None:
                called = f"{system}: {name}, {unit}{'' if more else ' (lower is better)'}"
                n = speed_of(values, (keys[0], "n")) if len(keys) > 1 else None
                lines.append(_Line(called, Estimate(int(n or 0), value, None, None), _ABSENT, more))
    return lines


def _section(title: str, a: Sequence[_Line], b: Sequence[_Line]) -> str:
    if not a and not b:
        return f"\n{title}: in neither record"
    if not a or not b:
        return f"\n{title}: only in {'A' if a else 'B'}"
    theirs = {line.name: line for line in b}
    both = [replace(line, b=theirs[line.name].a if line.name in theirs else _ABSENT) for line in a]
    known = {line.name for line in a}
    both += [replace(line, a=_ABSENT, b=line.a) for line in b if line.name not in known]
    head = (title, "n", "A [95 %]", "n", "B [95 %]", "difference", "")
    return "\n" + columns([head, *(_side_by_side(line) for line in both)])


def _side_by_side(line: _Line) -> tuple[str, ...]:
    a, b = line.a, line.b
    difference = NONE if a.mean is None or b.mean is None else _number(b.mean - a.mean, sign=True)
    return (line.name, *_count_and_value(a), *_count_and_value(b), difference, _mark(line))


def _count_and_value(estimate: Estimate) -> tuple[str, str]:
    count = str(estimate.n) if estimate.n else NONE
    if estimate.mean is None or estimate.low is None or estimate.high is None:
        return count, NONE if estimate.mean is None else _number(estimate.mean)
    return count, shown(estimate)


def _number(value: float, *, sign: bool = False) -> str:
    plus = "+" if sign else ""
    return f"{value:{plus},.0f}" if abs(value) >= 100 else f"{value:{plus}.3f}"


def _mark(line: _Line) -> str:
    """`better` or `worse` where the intervals lie apart, else nothing; intervals that touch overlap."""
    ends = (line.a.low, line.a.high, line.b.low, line.b.high)
    if None in ends:
        return ""
    a_low, a_high, b_low, b_high = (end or 0.0 for end in ends)
    if b_low > a_high:
        return "better" if line.higher_is_better else "worse"
    if b_high < a_low:
        return "worse" if line.higher_is_better else "better"
    return ""
