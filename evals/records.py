"""The record of an evaluation run: reading it from a file, and what it holds as estimates and measures.

A record is what a run writes to `evals/results`: "with" (provenance), "settings", "seconds", and the parts
"answers", "retrieval", "public" and "speed". Any part may be missing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.intervals import Comparison, Estimate
from evals.scoring import MEASURES, RIGHT, Measure

Record = Mapping[str, Any]
Kind = type | tuple[type, ...]
Shape = dict[str, Any] | list[Any] | str | Kind

OURS = "ours"
PARTS = ("answers", "retrieval", "public", "speed")
# Stands where there is no value.
NONE = "-"
_KNOWN = {measure.name: measure for measure in MEASURES}
# Speeds: (keys in the record, what it says, unit, whether more is better).
SPEEDS: tuple[tuple[tuple[str, ...], str, str, bool], ...] = (
    (("ingest_chunks_per_second",), "ingest", "chunks/s", True),
    (("ingest_characters_per_second",), "ingest", "characters/s", True),
    (("search_ms", "median"), "search, median", "ms", False),
    (("search_ms", "p95"), "search, 95th percentile", "ms", False),
    (("answer_ms", "median"), "answer, median", "ms", False),
    (("answer_ms", "p95"), "answer, 95th percentile", "ms", False),
)


class ReportError(ValueError):
    """A record cannot be read; the message names file and place, and what was expected."""


# The shape of a record: a type, a mapping of known keys, {"*": shape} for any keys, [shape] for a list.
# Every key may be missing and every value None, except in an estimate ("estimate"), which has a count and may
# have a text "reference".
_NUMBER = (int, float)
_COMPARISON: dict[str, Any] = {
    "ours": "estimate", "baseline": "estimate", "difference": "estimate",
    "wins": int, "ties": int, "losses": int,
}  # fmt: skip
_TIMES = {"n": int, "median": _NUMBER, "p95": _NUMBER}
_SHAPE: dict[str, Any] = {
    "date": str,
    "with": {"*": str},
    "settings": str,
    "seconds": _NUMBER,
    "answers": {
        "cases": {"file": str, "split": str, "n": int},
        "model": str,
        "fitted_on": str,
        "baselines": {
            "*": {
                "threshold": _NUMBER, "built_seconds": _NUMBER, "search_seconds": _NUMBER,
                "measures": {"*": _COMPARISON},
            }
        },
        "by_type": {"*": {"*": _COMPARISON}},
        "reliability": [dict.fromkeys(("confidence", "answerable", "right", "n"), _NUMBER)],
        "left_out": [str],
    },
    "retrieval": {"n": int, "methods": {"*": {"*": "estimate"}}},
    "public": {"*": {"seconds": _NUMBER, "absent": str, "rows": {"*": "estimate"}}},
    "speed": {
        "chunks": int,
        "note": str,
        "systems": {
            "*": {
                "ingest_chunks_per_second": _NUMBER, "ingest_characters_per_second": _NUMBER,
                "search_ms": _TIMES, "answer_ms": _TIMES,
            }
        },
    },
}  # fmt: skip


def load_record(path: Path) -> dict[str, Any]:
    """The record of a run, its shape checked; keys that are not known are kept.

    Raises:
        ReportError: the file cannot be read, is no JSON, or is no record of a run.
    """
    try:
        record = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ReportError(f"{path} cannot be read as a record ({error})") from error
    except ValueError as error:  # JSON and UTF-8 errors are ValueErrors
        raise ReportError(f"{path}: not JSON ({error})") from error
    if not isinstance(record, dict):
        raise ReportError(f"{path}: a {type(record).__name__}, expected an object")
    if "ability" in record:
        raise ReportError(
            f"{path}: the record of `python -m evals {record['ability']}` alone, expected that of a whole run"
        )
    if not isinstance(record.get("with"), dict) or not any(part in record for part in PARTS):
        raise ReportError(f"{path}: no record of a run, expected 'with' and one of {', '.join(PARTS)}")
    problem = _misfit(record, _SHAPE, "")
    if problem:
        raise ReportError(f"{path}: {problem}")
    return record


def _misfit(value: object, shape: Shape, place: str) -> str:
    """What is wrong with a value and where, or nothing."""
    if isinstance(shape, str):
        return _misfit_estimate(value, place)
    if value is None:
        return ""
    if isinstance(shape, dict | list):
        wanted = "an object" if isinstance(shape, dict) else "a list"
        if not isinstance(value, type(shape)):
            return f"{place} is a {type(value).__name__}, expected {wanted}"
        return next(filter(None, (_misfit(*child) for child in _children(value, shape, place))), "")
    return "" if _is(value, shape) else f"{place} is {value!r}, expected {_named(shape)}"


def _children(
    value: dict[str, Any] | list[Any], shape: dict[str, Any] | list[Any], place: str
) -> Iterator[tuple[object, Shape, str]]:
    """Values of an object or a list with their shapes and places; what no shape is given for is left out."""
    if isinstance(value, list) and isinstance(shape, list):
        yield from ((found, shape[0], f"{place}[{i}]") for i, found in enumerate(value))
    elif isinstance(value, dict) and isinstance(shape, dict):
        for name, found in value.items():
            wanted = shape.get(name, shape.get("*"))
            if wanted is not None:
                yield found, wanted, f"{place}.{name}".strip(".")


def _misfit_estimate(value: object, place: str) -> str:
    if not isinstance(value, dict) or not _is(value.get("n"), int):
        return f"{place} is no estimate, expected n, mean, low and high"
    given = {name: value.get(name) for name in ("mean", "low", "high")}
    wrong = [name for name, found in given.items() if found is not None and not _is(found, _NUMBER)]
    if wrong:
        return f"{place}.{wrong[0]} is {given[wrong[0]]!r}, expected a number or null"
    return _misfit(value.get("reference"), str, f"{place}.reference")


def _is(value: object, kind: Kind) -> bool:
    """Whether a value is of a kind; a truth value is no number, and neither is NaN, which JSON has not."""
    if isinstance(value, bool) or not isinstance(value, kind):
        return False
    return not isinstance(value, float) or math.isfinite(value)


def _named(kind: Kind) -> str:
    return "a text" if kind is str else "a whole number" if kind is int else "a number"


def part_of(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """An object in a record, or an empty one where it, or one on the way to it, is missing.

    Args:
        record: a record, or an object in it.
        names: the keys that lead to the object.
    """
    found = dict(record)
    for name in names:
        found = found.get(name) or {}
    return found


def estimate_of(row: Mapping[str, Any]) -> Estimate:
    """An estimate as `evals.scoring.as_record` and the public sets write it; of n 0 from an empty object."""
    return Estimate(row.get("n") or 0, row.get("mean"), row.get("low"), row.get("high"))


def comparison_of(row: Mapping[str, Any]) -> Comparison:
    """A comparison as `evals.scoring.as_record` writes it."""
    ours, theirs, difference = (
        estimate_of(part_of(row, part)) for part in ("ours", "baseline", "difference")
    )
    won = [row.get(name) or 0 for name in ("wins", "ties", "losses")]
    return Comparison(ours, theirs, difference, *won)


def by_baseline(record: Record) -> dict[str, dict[str, Comparison]]:
    """The measures against each baseline, by its name."""
    return {
        name: {measure: comparison_of(row) for measure, row in part_of(found, "measures").items()}
        for name, found in part_of(record, "answers", "baselines").items()
    }


def by_type(record: Record) -> dict[str, dict[str, Comparison]]:
    """The measures of each type of question against the first baseline, by the type's name."""
    return {
        name: {measure: comparison_of(row) for measure, row in found.items()}
        for name, found in part_of(record, "answers", "by_type").items()
    }


def speed_of(system: Mapping[str, Any], keys: Sequence[str]) -> float | None:
    """One speed of a system, or None where it was not measured.

    Args:
        system: its object in "systems" of the part "speed".
        keys: where the value stands in it; the keys and the unit are those of `SPEEDS`.
    """
    found: Any = system
    for key in keys:
        found = (found or {}).get(key)
    return None if found is None else float(found)


def date_of(record: Record) -> str:
    """When the run was, as the record says it, or "date unknown"."""
    return str(record.get("date") or part_of(record, "with").get("date") or "date unknown")


def revision_of(record: Record) -> str:
    """The revision that was measured, or "unknown"; a + after it means that the working tree had changes."""
    return str(part_of(record, "with").get("revision") or "unknown")


def measure_of(name: str) -> Measure:
    """The measure of a name; one that this version does not know is better when higher, with exceptions.

    "refused minus wrongly refused" is higher for better, so a name is judged by its beginning (after the
    part of a public set, such as "all: wrongly refused").
    """
    if name in _KNOWN:
        return _KNOWN[name]
    own = name.rsplit(": ", maxsplit=1)[-1].lower()
    lower = own.startswith(("wrongly refused", "wrongful refusal", "forbidden neighbour"))
    return replace(RIGHT, name=name, higher_is_better=not lower)


def label_of(name: str) -> str:
    """The name of a measure, with a remark where lower is better."""
    return name if measure_of(name).higher_is_better else f"{name} (lower is better)"
