"""The record of an evaluation run as one HTML page. A part that the record has not is named on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from evals.baselines.systems import TUTORIAL
from evals.intervals import Comparison, Estimate
from evals.page import CSS, Cell, bullets, figure, missing, paragraph, table
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
from evals.records import (
    NONE,
    OURS,
    SPEEDS,
    Record,
    by_baseline,
    by_type,
    comparison_of,
    date_of,
    estimate_of,
    label_of,
    measure_of,
    part_of,
    revision_of,
    speed_of,
)
from evals.scoring import CITED, DECIDES_FROM, DECIDING, NEIGHBOUR, RIGHT, Measure, ahead


def report_html(record: Record) -> str:
    """One HTML page on a record: no script, nothing from elsewhere, every text of the record escaped.

    Args:
        record: as `load_record` gives it.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    title = f"Evaluation of revision {revision_of(record)}"
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
        f"<title>{escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(title)}</h1>\n{paragraph(_about(record))}\n"
        f'<p class="summary">{escape(summary(record))}</p>\n'
        f'<nav aria-label="Sections"><ul>{links}</ul></nav></header>\n'
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def summary(record: Record) -> str:
    """One sentence: the deciding numbers, and which baselines we are ahead of."""
    systems = by_baseline(record)
    if not systems:
        return "This run has no answers, so nothing is decided."
    ours = next(iter(systems.values()))
    numbers = [
        f"{measure.name} {_full(ours[measure.name].ours)}" for measure in DECIDING if measure.name in ours
    ]
    cases = part_of(record, "answers", "cases")
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
    answers = part_of(record, "answers")
    parts = [f"Run of {date_of(record)}", answers.get("model") or ("no language model" if answers else "")]
    seconds = record.get("seconds")
    parts.append(f"{seconds / 60:.0f} minutes in all" if seconds else "")
    return ", ".join(filter(None, parts)) + "."


def _reading(record: Record) -> str:
    fitted = part_of(record, "answers").get("fitted_on")
    on = f", fitted on {fitted}" if fitted else ""
    return bullets(
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
    types = by_type(record)
    if not types:
        return missing("The types of question are missing in this record: no plot of them.")
    baseline = next(iter(by_baseline(record)), "first baseline")
    nothing = comparison_of({})
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
    return figure(quality_by_type(bars, baseline, about), caption)


def _reliability_plot(record: Record) -> str:
    keys = ("confidence", "answerable", "right", "n")
    rows = [[row.get(key) for key in keys] for row in part_of(record, "answers").get("reliability") or []]
    bins = [Bin(*values) for values in rows if None not in values]
    if not bins:
        return missing("The reliability of refusals is missing in this record: no plot of it.")
    told = (
        f"confidence {b.confidence:.2f}: {b.answerable:.2f} answerable, {b.right:.2f} right, n {b.n}"
        for b in bins
    )
    about = Alternative("plot-reliability", "Reliability of refusals", "; ".join(told) + ".")
    caption = (
        "Reliability of refusals: of the cases in a bin of confidence, how many are answerable, and how many "
        "are right (a refusal is right where there is no answer). Below: how many cases."
    )
    return figure(reliability_curve(bins, about), caption)


def _speed_plot(record: Record) -> str:
    systems = part_of(record, "speed", "systems")
    reference = part_of(systems, TUTORIAL)
    panels = []
    for keys, name, unit, more in SPEEDS:
        base = speed_of(reference, keys)
        found = {system: speed_of(values or {}, keys) for system, values in systems.items()}
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
        return missing(f"No speed of ours beside that of {TUTORIAL} in this record: no plot of it.")
    told = (
        f"{panel.title}: " + ", ".join(f"{bar.system} {bar.ratio:.2f} ({bar.shown})" for bar in panel.bars)
        for panel in panels
    )
    title = f"Speed as a multiple of the {TUTORIAL} pipeline's"
    about = Alternative("plot-speed", title, "; ".join(told) + ".")
    chunks = part_of(record, "speed").get("chunks")
    caption = f"{title}{f', over {chunks:,} chunks' if chunks else ''}. To the right of 1 is faster."
    return figure(speed_bars(panels, f"the {TUTORIAL} pipeline", about), caption)


# --- tables


def _measure_tables(record: Record) -> str:
    systems = by_baseline(record)
    if not systems:
        return missing("The answers are missing in this record.")
    tables = [_systems_table(systems)]
    for name, found in systems.items():
        rows = [
            [
                Cell(label_of(measure)),
                _estimated(c.ours),
                _estimated(c.theirs),
                _difference(c, measure_of(measure)),
                Cell(_won(c) if measure_of(measure).counts_wins else NONE, kind="won"),
            ]
            for measure, c in found.items()
        ]
        head = ("measure", OURS, name, "difference", "W/T/L")
        tables.append(table(f"Ours against {name}{_times_of(record, name)}.", head, rows))
    left_out = part_of(record, "answers").get("left_out") or []
    return "\n".join([*tables, *(missing(f"Baseline left out: {line}") for line in left_out)])


def _times_of(record: Record, name: str) -> str:
    """Threshold and times of a baseline, as a part of a sentence."""
    run = part_of(record, "answers", "baselines", name)
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
            _difference(found[m.name], m) if m.name in found else Cell(NONE) for m in DECIDING
        ]  # fmt: skip
        on = len(_ahead_on(found))
        verdict = "ahead on all" if on == len(DECIDING) else f"ahead on {on} of {len(DECIDING)}"
        rows.append([Cell(name, (verdict,)), *cells])
    caption = "Ours minus each baseline on the deciding measures."
    return table(caption, ("baseline", *(m.name for m in DECIDING)), rows)


def _type_table(record: Record) -> str:
    types = by_type(record)
    if not types:
        return missing("The types of question are missing in this record.")
    baseline = next(iter(by_baseline(record)), "first baseline")
    nothing = comparison_of({})
    rows = []
    for name, found in types.items():
        right, cited = found.get(RIGHT.name, nothing), found.get(CITED.name, nothing)
        few = right.ours.n < DECIDES_FROM
        rows.append(
            [
                Cell(name, ("decides nothing",) if few else ()),
                _estimated(right.ours),
                _estimated(right.theirs),
                # A word on a difference that decides nothing would be read as a verdict.
                _difference(right, None if few else RIGHT),
                Cell(_won(right), kind="won"),
                _estimated(cited.ours),
                _estimated(found.get(NEIGHBOUR.name, nothing).ours),
            ]
        )
    head = (
        "type",
        "right, ours",
        f"right, {baseline}",
        "difference",
        "W/T/L",
        "citation, ours",
        "forbidden, ours",
    )
    return table(f"Each type of question, against {baseline}.", head, rows)


def _retrieval_table(record: Record) -> str:
    methods = part_of(record, "retrieval", "methods")
    if not methods:
        return missing("Retrieval is missing in this record.")
    names = list(dict.fromkeys(name for found in methods.values() for name in found or {}))
    rows = [
        [Cell(method), *(_stacked(estimate_of(part_of(found or {}, name))) for name in names)]
        for method, found in methods.items()
    ]
    n = part_of(record, "retrieval").get("n")
    caption = f"Where the gold evidence stands, by way of ranking{f'; {n} cases' if n else ''}."
    return table(caption, ("ranking", *names), rows)


def _public_tables(record: Record) -> str:
    sets = part_of(record, "public")
    if not sets:
        return missing("The public sets are missing in this record.")
    return "\n".join(_public_table(name, found or {}) for name, found in sets.items())


def _public_table(name: str, found: Mapping[str, Any]) -> str:
    if found.get("absent"):
        return missing(f"{name}: passed over, {found['absent']}")
    measured = part_of(found, "rows")
    if not measured:
        return missing(f"{name}: no measure in this record.")
    referred = any(row.get("reference") for row in measured.values())
    rows = [
        [
            Cell(label_of(measure)),
            _estimated(estimate_of(row)),
            *([Cell(str(row.get("reference") or NONE), kind="words")] if referred else ()),
        ]
        for measure, row in measured.items()
    ]
    seconds = found.get("seconds")
    caption = f"{name}{'' if seconds is None else f' ({seconds:.0f} s)'}"
    head = ("measure", "mean", *(("others, or the floor",) if referred else ()))
    return table(caption, head, rows)


def _speed_table(record: Record) -> str:
    systems = part_of(record, "speed", "systems")
    if not systems:
        return missing("Speed is missing in this record.")
    rows = []
    for system, values in systems.items():
        cells = []
        for keys, _, _, _ in SPEEDS:
            value = speed_of(values or {}, keys)
            cells.append(Cell(NONE if value is None else _figures(value)))
        rows.append([Cell(system), *cells])
    chunks = part_of(record, "speed").get("chunks")
    caption = f"Speed of each system{f' over {chunks:,} chunks' if chunks else ''}."
    note = part_of(record, "speed").get("note")
    head = ("system", *(f"{name}, {unit}" for _, name, unit, _ in SPEEDS))
    return table(caption, head, rows) + (paragraph(note) if note else "")


def _with_table(record: Record) -> str:
    about = {**part_of(record, "with"), "settings": record.get("settings") or NONE}
    cases = part_of(record, "answers", "cases")
    if cases:
        about["cases"] = ", ".join(f"{name} {value}" for name, value in cases.items())
    rows = [[Cell(str(name)), Cell(str(value), kind="words")] for name, value in about.items()]
    note = paragraph("A + after a revision means that the working tree had changes.")
    return table("What it was measured with.", ("name", "value"), rows) + note


# --- pieces


def _estimated(estimate: Estimate) -> Cell:
    if estimate.mean is None:
        return Cell(NONE)
    return Cell(f"{estimate.mean:.3f}", (*_interval(estimate), f"n {estimate.n}"))


def _stacked(estimate: Estimate) -> Cell:
    """As `_estimated` with the interval below the mean and without n, for a table of many columns."""
    if estimate.mean is None:
        return Cell(NONE)
    return Cell(f"{estimate.mean:.3f}", _interval(estimate), "stacked")


def _difference(comparison: Comparison, measure: Measure | None) -> Cell:
    """A difference with its interval, and a word where a measure is given and its interval decides."""
    found = comparison.difference
    if found.mean is None:
        return Cell(NONE)
    word = "" if measure is None else _verdict(comparison, measure)
    signed = f"{found.mean:+.3f}".replace("-", "−")
    return Cell(signed, (*_interval(found, sign=True), *([word] if word else ())), word)


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
