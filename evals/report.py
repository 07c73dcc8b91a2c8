"""The record of an evaluation run as one HTML page, and two records side by side as text.

A record is what a run writes to `evals/results`: "with" (provenance), "settings", "seconds", and the parts
"answers", "retrieval", "public" and "speed". Any part may be missing; the page says so in a line.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from evals.baselines.systems import TUTORIAL
from evals.intervals import Comparison, Estimate
from evals.plots import (
    Alternative,
    Bin,
    SpeedBar,
    SpeedPanel,
    TypeBars,
    quality_by_type,
    reliability_curve,
    speed_bars,
)
from evals.scoring import CITED, DECIDING, MEASURES, RIGHT, Measure, ahead
from evals.tables import columns, shown

Record = Mapping[str, Any]
Kind = type | tuple[type, ...]
Shape = dict[str, Any] | list[Any] | str | Kind

OURS = "ours"
PARTS = ("answers", "retrieval", "public", "speed")
# As `evals.answers` prints it: with fewer cases the interval of a share is wider than 0.2 to each side.
DECIDES_FROM = 25
_NONE = "-"
_MACHINE = ("system", "processor", "cores")
_KNOWN = {measure.name: measure for measure in MEASURES}
# Speeds: (keys in the record, what it says, unit, whether more is better).
_SPEEDS: tuple[tuple[tuple[str, ...], str, str, bool], ...] = (
    (("ingest_chunks_per_second",), "ingest", "chunks/s", True),
    (("ingest_characters_per_second",), "ingest", "characters/s", True),
    (("search_ms", "median"), "search, median", "ms", False),
    (("search_ms", "p95"), "search, 95th percentile", "ms", False),
    (("answer_ms", "median"), "answer, median", "ms", False),
    (("answer_ms", "p95"), "answer, 95th percentile", "ms", False),
)


class ReportError(ValueError):
    """A record cannot be read; the message names file and place, and what was expected."""


# --- reading -------------------------------------------------------------------------------------

# The shape of a record: a type, a mapping of known keys, {"*": shape} for any keys, [shape] for a list.
# Every key may be missing and every value None, except in an estimate.
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
        "systems": {
            "*": {
                "ingest_chunks_per_second": _NUMBER, "ingest_characters_per_second": _NUMBER,
                "search_ms": _TIMES, "answer_ms": _TIMES,
            }
        },
    },
}  # fmt: skip


def load_record(path: Path) -> dict[str, Any]:
    """The record of a run.

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
    return f"{place}.{wrong[0]} is {given[wrong[0]]!r}, expected a number or null" if wrong else ""


def _is(value: object, kind: Kind) -> bool:
    """Whether a value is of a kind; a truth value is no number, and neither is NaN, which JSON has not."""
    if isinstance(value, bool) or not isinstance(value, kind):
        return False
    return not isinstance(value, float) or math.isfinite(value)


def _named(kind: Kind) -> str:
    return "a text" if kind is str else "a whole number" if kind is int else "a number"


def _part(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """An object in a record, or an empty one where it, or one on the way to it, is missing."""
    found = dict(record)
    for name in names:
        found = found.get(name) or {}
    return found


def _estimate(row: Mapping[str, Any]) -> Estimate:
    return Estimate(row.get("n") or 0, row.get("mean"), row.get("low"), row.get("high"))


def _comparison(row: Mapping[str, Any]) -> Comparison:
    """A comparison as `evals.scoring.as_record` writes it."""
    ours, theirs, difference = (_estimate(_part(row, part)) for part in ("ours", "baseline", "difference"))
    won = [row.get(name) or 0 for name in ("wins", "ties", "losses")]
    return Comparison(ours, theirs, difference, *won)


def _measures(record: Record) -> dict[str, dict[str, Comparison]]:
    """The measures against each baseline, by its name."""
    return {
        name: {measure: _comparison(row) for measure, row in _part(found, "measures").items()}
        for name, found in _part(record, "answers", "baselines").items()
    }


def _types(record: Record) -> dict[str, dict[str, Comparison]]:
    return {
        name: {measure: _comparison(row) for measure, row in found.items()}
        for name, found in _part(record, "answers", "by_type").items()
    }


def _speed(system: Mapping[str, Any], keys: Sequence[str]) -> float | None:
    found: Any = system
    for key in keys:
        found = (found or {}).get(key)
    return None if found is None else float(found)


def _date(record: Record) -> str:
    return str(record.get("date") or _part(record, "with").get("date") or "date unknown")


def _revision(record: Record) -> str:
    return str(_part(record, "with").get("revision") or "unknown")


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


def _called(name: str) -> str:
    return name if measure_of(name).higher_is_better else f"{name} (lower is better)"


# --- HTML ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its text, what stands small below or beside it, and its class."""

    text: str
    small: tuple[str, ...] = ()
    kind: str = ""


def report_html(record: Record) -> str:
    """One HTML page on a record: no script, nothing from elsewhere, every text of the record escaped.

    Args:
        record: as `load_record` gives it.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    title = f"Evaluation of revision {_revision(record)}"
    sections = (
        ("reading", "How to read it", _reading(record)),
        ("plots", "At a glance", _plots(record)),
        ("measures", "All measures against each baseline", _measure_tables(record)),
        ("types", "Types of question", _type_table(record)),
        ("retrieval", "Retrieval", _retrieval_table(record)),
        ("public", "Public sets", _public_tables(record)),
        ("speed", "Speed", _speed_table(record)),
        ("with", "Versions, machine, settings", _with_table(record)),
    )
    links = "".join(f'<li><a href="#{key}">{escape(name)}</a></li>' for key, name, _ in sections)
    body = "\n".join(
        f'<section aria-labelledby="{key}"><h2 id="{key}">{escape(name)}</h2>\n{content}\n</section>'
        for key, name, content in sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # So that no browser runs or fetches anything, even if an escape were forgotten.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(title)}</h1>\n{_paragraph(_about(record))}\n"
        f'<p class="summary">{escape(summary(record))}</p>\n'
        f'<nav aria-label="Sections"><ul>{links}</ul></nav></header>\n'
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def summary(record: Record) -> str:
    """One sentence: the deciding numbers, and which baselines we are ahead of."""
    systems = _measures(record)
    if not systems:
        return "This run has no answers, so nothing is decided."
    ours = next(iter(systems.values()))
    numbers = [
        f"{measure.name} {_full(ours[measure.name].ours)}" for measure in DECIDING if measure.name in ours
    ]
    cases = _part(record, "answers", "cases")
    asked = f"{cases.get('n', 'an unknown number of')} {cases.get('split', '')} questions".replace("  ", " ")
    verdicts = {name: _ahead_on(found) for name, found in systems.items()}
    whole = [name for name, on in verdicts.items() if len(on) == len(DECIDING)]
    parts = [f"{name} only on {_listed(on)}" for name, on in verdicts.items() if on and name not in whole]
    behind = [name for name, on in verdicts.items() if not on]
    clauses = [f"ahead of {_listed(whole)} on all three" if whole else "ahead of no baseline on all three"]
    clauses += [f"of {part}" for part in parts]
    clauses += [f"of {_listed(behind)} on none"] if behind else []
    return f"On {asked}: {_listed(numbers)}; {', '.join(clauses)}."


def _ahead_on(found: Mapping[str, Comparison]) -> list[str]:
    """The deciding measures on which we are ahead of a baseline."""
    return [m.name for m in DECIDING if m.name in found and ahead(found[m.name], m)]


def _about(record: Record) -> str:
    answers = _part(record, "answers")
    parts = [f"Run of {_date(record)}", answers.get("model") or ("no language model" if answers else "")]
    seconds = record.get("seconds")
    parts.append(f"{seconds / 60:.0f} minutes in all" if seconds else "")
    return ", ".join(filter(None, parts)) + "."


def _reading(record: Record) -> str:
    fitted = _part(record, "answers").get("fitted_on")
    on = f", fitted on {fitted}" if fitted else ""
    return _list(
        (
            "n counts the cases that a measure applies to; it differs between systems where a measure looks "
            "at answered cases only.",
            "The brackets are the 95 % interval: the middle 95 % of the measure over 2,000 resamples of the "
            "cases.",
            "The difference is ours minus the baseline's, both seen on the same resample. “Ahead” means that "
            "its whole interval is on the better side of 0; “behind” that it is on the worse side; neither "
            "word means that the cases do not decide.",
            "W/T/L are the cases won, tied and lost against the baseline.",
            f"A type of fewer than {DECIDES_FROM} cases decides nothing.",
            f"Every baseline refuses below a threshold of its own score{on}.",
        )
    )


# --- plots


def _plots(record: Record) -> str:
    return (
        f'<div class="figures">{_type_plot(record)}\n{_reliability_plot(record)}\n{_speed_plot(record)}</div>'
    )


def _type_plot(record: Record) -> str:
    types = _types(record)
    if not types:
        return _missing("The types of question are missing in this record: no plot of them.")
    baseline = next(iter(_measures(record)), "first baseline")
    nothing = _comparison({})
    rights = {name: found.get(RIGHT.name, nothing) for name, found in types.items()}
    bars = [TypeBars(name, c.ours, c.theirs, c.ours.n >= DECIDES_FROM) for name, c in rights.items()]
    told = (
        f"{bar.name}: ours {_full(bar.ours)}, {baseline} {_full(bar.baseline)}, n {bar.ours.n}"
        f"{'' if bar.decides else ', decides nothing'}"
        for bar in bars
    )
    about = Alternative("plot-types", f"Share right by type, ours and {baseline}", "; ".join(told) + ".")
    caption = (
        f"Share right by type of question, ours against {baseline}, with 95 % intervals. "
        f"Pale: fewer than {DECIDES_FROM} cases, decides nothing."
    )
    return _figure(quality_by_type(bars, baseline, about), caption)


def _reliability_plot(record: Record) -> str:
    keys = ("confidence", "answerable", "right", "n")
    rows = [[row.get(key) for key in keys] for row in _part(record, "answers").get("reliability") or []]
    bins = [Bin(*values) for values in rows if None not in values]
    if not bins:
        return _missing("The reliability of refusals is missing in this record: no plot of it.")
    told = (
        f"confidence {b.confidence:.2f}: {b.answerable:.2f} answerable, {b.right:.2f} right, n {b.n}"
        for b in bins
    )
    about = Alternative("plot-reliability", "Reliability of refusals", "; ".join(told) + ".")
    caption = (
        "Reliability of refusals: of the cases in a bin of confidence, how many are answerable, and how many "
        "are right (a refusal is right where there is no answer). Below: how many cases."
    )
    return _figure(reliability_curve(bins, about), caption)


def _speed_plot(record: Record) -> str:
    systems = _part(record, "speed", "systems")
    reference = _part(systems, TUTORIAL)
    panels = []
    for keys, name, unit, more in _SPEEDS:
        base = _speed(reference, keys)
        found = {system: _speed(values or {}, keys) for system, values in systems.items()}
        # 95th percentiles and characters stand in the table; a ratio needs two systems.
        if not base or name.endswith("percentile") or unit == "characters/s" or not found.get(OURS):
            continue
        bars = tuple(
            SpeedBar(system, value / base if more else base / value, f"{_figures(value)} {unit}")
            for system, value in found.items()
            if value
        )
        panels.append(SpeedPanel(name, bars))
    if not panels:
        return _missing(f"No speed of ours beside that of {TUTORIAL} in this record: no plot of it.")
    told = (
        f"{panel.title}: " + ", ".join(f"{bar.system} {bar.ratio:.2f} ({bar.shown})" for bar in panel.bars)
        for panel in panels
    )
    title = f"Speed as a multiple of the {TUTORIAL} pipeline's"
    about = Alternative("plot-speed", title, "; ".join(told) + ".")
    chunks = _part(record, "speed").get("chunks")
    caption = f"{title}{f', over {chunks:,} chunks' if chunks else ''}. To the right of 1 is faster."
    return _figure(speed_bars(panels, f"the {TUTORIAL} pipeline", about), caption)


# --- tables


def _measure_tables(record: Record) -> str:
    systems = _measures(record)
    if not systems:
        return _missing("The answers are missing in this record.")
    tables = [_systems_table(systems)]
    for name, found in systems.items():
        rows = [
            [
                _Cell(_called(measure)),
                _estimated(c.ours),
                _estimated(c.theirs),
                _difference(c, measure_of(measure)),
                _Cell(_won(c) if measure_of(measure).counts_wins else _NONE, kind="won"),
            ]
            for measure, c in found.items()
        ]
        head = ("measure", OURS, name, "difference", "W/T/L")
        tables.append(_table(f"Ours against {name}{_times_of(record, name)}.", head, rows))
    left_out = _part(record, "answers").get("left_out") or []
    return "\n".join([*tables, *(_missing(f"Baseline left out: {line}") for line in left_out)])


def _times_of(record: Record, name: str) -> str:
    """Threshold and times of a baseline, as a part of a sentence."""
    run = _part(record, "answers", "baselines", name)
    threshold, built, search = (run.get(key) for key in ("threshold", "built_seconds", "search_seconds"))
    said = [
        "" if threshold is None else f"refuses below {threshold:.3f}",
        f"built in {built:.1f} s" if built else "",
        "" if search is None else f"median search {search * 1000:.1f} ms",
    ]
    told = ", ".join(filter(None, said))
    return f" ({told})" if told else ""


def _systems_table(systems: Mapping[str, Mapping[str, Comparison]]) -> str:
    rows = []
    for name, found in systems.items():
        cells = [
            _difference(found[m.name], m) if m.name in found else _Cell(_NONE) for m in DECIDING
        ]  # fmt: skip
        on = len(_ahead_on(found))
        verdict = "ahead on all" if on == len(DECIDING) else f"ahead on {on} of {len(DECIDING)}"
        rows.append([_Cell(name, (verdict,)), *cells])
    caption = "Ours minus each baseline on the deciding measures."
    return _table(caption, ("baseline", *(m.name for m in DECIDING)), rows)


def _type_table(record: Record) -> str:
    types = _types(record)
    if not types:
        return _missing("The types of question are missing in this record.")
    baseline = next(iter(_measures(record)), "first baseline")
    nothing = _comparison({})
    rows = []
    for name, found in types.items():
        right, cited = found.get(RIGHT.name, nothing), found.get(CITED.name, nothing)
        few = right.ours.n < DECIDES_FROM
        rows.append(
            [
                _Cell(name, ("decides nothing",) if few else ()),
                _estimated(right.ours),
                _estimated(right.theirs),
                # A word on a difference that decides nothing would be read as a verdict.
                _difference(right, None if few else RIGHT),
                _Cell(_won(right), kind="won"),
                _estimated(cited.ours),
            ]
        )
    head = ("type", "right, ours", f"right, {baseline}", "difference", "W/T/L", "citation, ours")
    return _table(f"Each type of question, against {baseline}.", head, rows)


def _retrieval_table(record: Record) -> str:
    methods = _part(record, "retrieval", "methods")
    if not methods:
        return _missing("Retrieval is missing in this record.")
    names = list(dict.fromkeys(name for found in methods.values() for name in found or {}))
    rows = [
        [_Cell(method), *(_stacked(_estimate(_part(found or {}, name))) for name in names)]
        for method, found in methods.items()
    ]
    n = _part(record, "retrieval").get("n")
    caption = f"Where the gold evidence stands, by way of ranking{f'; {n} cases' if n else ''}."
    return _table(caption, ("ranking", *names), rows)


def _public_tables(record: Record) -> str:
    sets = _part(record, "public")
    if not sets:
        return _missing("The public sets are missing in this record.")
    return "\n".join(_public_table(name, found or {}) for name, found in sets.items())


def _public_table(name: str, found: Mapping[str, Any]) -> str:
    if found.get("absent"):
        return _missing(f"{name}: passed over, {found['absent']}")
    measured = _part(found, "rows")
    if not measured:
        return _missing(f"{name}: no measure in this record.")
    referred = any(row.get("reference") for row in measured.values())
    rows = [
        [
            _Cell(_called(measure)),
            _estimated(_estimate(row)),
            *([_Cell(str(row.get("reference") or _NONE), kind="words")] if referred else ()),
        ]
        for measure, row in measured.items()
    ]
    seconds = found.get("seconds")
    caption = f"{name}{'' if seconds is None else f' ({seconds:.0f} s)'}"
    head = ("measure", "mean", *(("others, or the floor",) if referred else ()))
    return _table(caption, head, rows)


def _speed_table(record: Record) -> str:
    systems = _part(record, "speed", "systems")
    if not systems:
        return _missing("Speed is missing in this record.")
    rows = []
    for system, values in systems.items():
        cells = []
        for keys, _, _, _ in _SPEEDS:
            value = _speed(values or {}, keys)
            cells.append(_Cell(_NONE if value is None else _figures(value)))
        rows.append([_Cell(system), *cells])
    chunks = _part(record, "speed").get("chunks")
    caption = f"Speed of each system{f' over {chunks:,} chunks' if chunks else ''}."
    return _table(caption, ("system", *(f"{name}, {unit}" for _, name, unit, _ in _SPEEDS)), rows)


def _with_table(record: Record) -> str:
    about = {**_part(record, "with"), "settings": record.get("settings") or _NONE}
    cases = _part(record, "answers", "cases")
    if cases:
        about["cases"] = ", ".join(f"{name} {value}" for name, value in cases.items())
    rows = [[_Cell(str(name)), _Cell(str(value), kind="words")] for name, value in about.items()]
    note = _paragraph("A + after a revision means that the working tree had changes.")
    return _table("What it was measured with.", ("name", "value"), rows) + note


# --- pieces


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[_Cell]]) -> str:
    """A table that scrolls within itself where a screen is too narrow; the keyboard reaches it."""
    kinds = [_class(cell) if cell.kind == "words" else "" for cell in rows[0]] if rows else [""] * len(head)
    top = "".join(
        f'<th scope="col"{kind}>{escape(name)}</th>' for name, kind in zip(head, kinds, strict=True)
    )
    lines = "\n".join(
        f'<tr><th scope="row">{_content(row[0])}</th>'
        + "".join(f"<td{_class(cell)}>{_content(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    label = escape(caption)
    return (
        f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>'
        f"<caption>{label}</caption>\n"
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{lines}\n</tbody></table></div>"
    )


def _class(cell: _Cell) -> str:
    return f' class="{escape(cell.kind)}"' if cell.kind else ""


def _content(cell: _Cell) -> str:
    small = "".join(f" <small>{escape(text)}</small>" for text in cell.small)
    text = escape(cell.text)
    # On a phone 225/186/20 may break after its strokes.
    return (text.replace("/", "/<wbr>") if cell.kind == "won" else text) + small


def _estimated(estimate: Estimate) -> _Cell:
    if estimate.mean is None:
        return _Cell(_NONE)
    return _Cell(f"{estimate.mean:.3f}", (*_interval(estimate), f"n {estimate.n}"))


def _stacked(estimate: Estimate) -> _Cell:
    """As `_estimated` with the interval below the mean and without n, for a table of many columns."""
    if estimate.mean is None:
        return _Cell(_NONE)
    return _Cell(f"{estimate.mean:.3f}", _interval(estimate), "stacked")


def _difference(comparison: Comparison, measure: Measure | None) -> _Cell:
    """A difference with its interval, and a word where a measure is given and its interval decides."""
    found = comparison.difference
    if found.mean is None:
        return _Cell(_NONE)
    word = "" if measure is None else _verdict(comparison, measure)
    signed = f"{found.mean:+.3f}".replace("-", "−")
    return _Cell(signed, (*_interval(found, sign=True), *([word] if word else ())), word)


def _verdict(comparison: Comparison, measure: Measure) -> str:
    if ahead(comparison, measure):
        return "ahead"
    behind = ahead(comparison, replace(measure, higher_is_better=not measure.higher_is_better))
    return "behind" if behind else ""


def _interval(estimate: Estimate, *, sign: bool = False) -> tuple[str, ...]:
    if estimate.low is None or estimate.high is None:
        return ()
    plus = "+" if sign else ""
    return (f"[{estimate.low:{plus}.2f}, {estimate.high:{plus}.2f}]".replace("-", "−"),)


def _full(estimate: Estimate) -> str:
    if estimate.mean is None:
        return "not measured"
    return " ".join((f"{estimate.mean:.3f}", *_interval(estimate)))


def _won(comparison: Comparison) -> str:
    return f"{comparison.wins}/{comparison.ties}/{comparison.losses}"


def _figures(value: float) -> str:
    """A speed with three figures or all whole ones: 0.51, 16.4, 1,234."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _figure(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _missing(text: str) -> str:
    return f'<p class="missing">{escape(text)}</p>'


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


# The colours of words have a contrast of at least 4.5 with their ground, light and dark.
_CSS = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --ground: #fff; --line: #d0d7de;
  --stripe: #f6f8fa; --ahead: #116329; --behind: #a40e26; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9ea7b3; --ground: #0d1117;
  --line: #30363d; --stripe: #161b22; --ahead: #56d364; --behind: #ff7b72; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 84rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
a { color: var(--link); }
p, ul { max-width: 48rem; }
.summary { font-size: 1.15rem; border-left: 4px solid var(--link); padding-left: 0.75rem; }
.missing { color: var(--soft); font-style: italic; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; max-width: none; }
.figures { display: grid; gap: 1rem; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
figure { margin: 0; padding: 0.5rem; max-width: 36rem; background: #fff; color: #1f2328;
  border: 1px solid var(--line); border-radius: 6px; }
figure svg { display: block; width: 100%; height: auto; }
figure svg * { stroke-linejoin: round; stroke-linecap: butt; }
figcaption { font-size: 0.875rem; margin-top: 0.5rem; }
.scroll { overflow-x: auto; margin: 0.75rem 0 1.5rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem;
  overflow-wrap: break-word; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { padding: 0.25rem 0.6rem; text-align: right; vertical-align: top;
  border-bottom: 1px solid var(--line); }
thead th { vertical-align: bottom; }
th:first-child, .words { text-align: left; }
td.stacked small { display: block; }
th:first-child { position: sticky; left: 0; background: var(--ground); }
tbody th { font-weight: 400; }
tbody tr:nth-child(even) > * { background: var(--stripe); }
small { color: var(--soft); font-size: 0.85em; white-space: nowrap; }
td.ahead small:last-child { color: var(--ahead); font-weight: 600; }
td.behind small:last-child { color: var(--behind); font-weight: 600; }
@media (max-width: 44rem) {
  body { padding: 0.6rem; }
  table { font-size: 0.7rem; }
  th, td { padding: 0.25rem 0.15rem; }
  td small, th small { display: block; font-size: 0.62rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --ground: #fff; --line: #999; --stripe: #fff;
    --ahead: #116329; --behind: #a40e26; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .scroll { overflow: visible; }
  figure, tr { break-inside: avoid; }
  h2, caption { break-after: avoid; }
}
"""


# --- two records ---------------------------------------------------------------------------------


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
        f"{letter}: revision {_revision(record)}, {_date(record)}, {_machine(record)}, "
        f"settings {record.get('settings') or 'unknown'}"
    )


def _machine(record: Record) -> str:
    system, processor, cores = (_part(record, "with").get(name) or "unknown" for name in _MACHINE)
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
    cases = _part(record, "answers", "cases")
    chunks, ranked = _part(record, "speed").get("chunks"), _part(record, "retrieval").get("n")
    return {
        "cases of the answers": f"{cases.get('n')} {cases.get('split')} of {cases.get('file')}"
        if cases
        else None,
        "cases of retrieval": None if ranked is None else str(ranked),
        "chunks of the speeds": None if chunks is None else str(chunks),
    }


def _answer_lines(record: Record) -> list[_Line]:
    first: dict[str, Comparison] = next(iter(_measures(record).values()), {})
    return [
        _Line(_called(name), c.ours, _ABSENT, measure_of(name).higher_is_better) for name, c in first.items()
    ]


def _type_lines(record: Record) -> list[_Line]:
    types = _types(record)
    return [
        _Line(name, found[RIGHT.name].ours, _ABSENT) for name, found in types.items() if RIGHT.name in found
    ]


def _public_lines(record: Record) -> list[_Line]:
    return [
        _Line(f"{name}: {_called(measure)}", _estimate(row), _ABSENT, measure_of(measure).higher_is_better)
        for name, found in _part(record, "public").items()
        for measure, row in _part(found or {}, "rows").items()
    ]


def _speed_lines(record: Record) -> list[_Line]:
    """Speeds as estimates without an interval; n counts calls, where the record does."""
    lines = []
    for system, values in _part(record, "speed", "systems").items():
        for keys, name, unit, more in _SPEEDS:
            value = _speed(values or {}, keys)
            if value is not None:
                called = f"{system}: {name}, {unit}{'' if more else ' (lower is better)'}"
                n = _speed(values, (keys[0], "n")) if len(keys) > 1 else None
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
    difference = _NONE if a.mean is None or b.mean is None else _number(b.mean - a.mean, sign=True)
    return (line.name, *_count_and_value(a), *_count_and_value(b), difference, _mark(line))


def _count_and_value(estimate: Estimate) -> tuple[str, str]:
    count = str(estimate.n) if estimate.n else _NONE
    if estimate.mean is None or estimate.low is None or estimate.high is None:
        return count, _NONE if estimate.mean is None else _number(estimate.mean)
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
