"""Plots of a report as inline SVG; matplotlib is imported here only, inside functions.

A plot is drawn narrow (a phone shows it nearly full size) on white, whatever the page around it is. Letters
are drawn as outlines, so that it looks the same everywhere and holds no text of a record.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import MissingDependencyError
from evals.intervals import Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Told apart by people with any of the common colour blindnesses, and by lightness in a grey print.
_OURS, _THEIRS, _PALE, _INK = "#0b5394", "#e69138", "#c4c7cb", "#24292f"
# Inches. On a phone of 360 px the letters come out at about 10 px, in a column of 420 px at 13.
_WIDTH = 3.9
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a plot says, for who does not see it; `key` makes its ids unique on a page."""

    key: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class TypeBars:
    """A type of question: shares right, ours and the baseline's; `decides` is False for few cases."""

    name: str
    ours: Estimate
    baseline: Estimate
    decides: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of like confidence: the mean of it, shares answerable and right, and how many."""

    confidence: float
    answerable: float
    right: float
    n: int


@dataclass(frozen=True, slots=True)
class SpeedBar:
    """A system: how many times as fast as the system of reference (above 1 is faster), and its figure."""

    system: str
    ratio: float
    shown: str


@dataclass(frozen=True, slots=True)
class SpeedPanel:
    """Systems compared in one respect, such as "search, median"."""

    title: str
    bars: tuple[SpeedBar, ...]


def quality_by_type(types: Sequence[TypeBars], baseline: str, about: Alternative) -> str:
    """Bars of the share right for each type, ours above the baseline's, with 95 % intervals.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        for offset, colour, label, part in (
            (-0.19, _OURS, "ours", "ours"),
            (0.19, _THEIRS, baseline, "baseline"),
        ):
            rows = [(y, getattr(found, part), found.decides) for y, found in enumerate(types)]
            for y, estimate, decides in rows:
                _bar(axes, y + offset, estimate, colour if decides else _PALE, colour)
            axes.barh([0], [0], color=colour, label=label)  # the legend's, since a type may be pale
        axes.set_yticks(range(len(types)), [_type_label(found) for found in types], fontsize=8)
        axes.set_ylim(len(types) - 0.4, -0.6)
        axes.set_xlim(0, 1)
        axes.set_xlabel("share right, with 95 % interval")
        axes.grid(axis="x", color="#e3e5e8")
        _legend(figure)

    return _svg(draw, 0.5 * len(types) + 1.1, about)


def _type_label(found: TypeBars) -> str:
    return f"{found.name}\nn = {found.ours.n}{'' if found.decides else ', decides nothing'}"


def _bar(axes: Axes, y: float, estimate: Estimate, fill: str, edge: str) -> None:
    if estimate.mean is None:
        return
    axes.barh([y], [estimate.mean], height=0.36, color=fill, edgecolor=edge, linewidth=0.8)
    if estimate.low is not None and estimate.high is not None:
        axes.hlines([y], [estimate.low], [estimate.high], color=_INK, linewidth=1.1)
        axes.vlines([estimate.low, estimate.high], y - 0.1, y + 0.1, color=_INK, linewidth=1.1)


def reliability_curve(bins: Sequence[Bin], about: Alternative) -> str:
    """Shares answerable and right against our confidence, and below them how many cases there are.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """

    def draw(figure: Figure) -> None:
        top, below = figure.subplots(2, 1, sharex=True, height_ratios=(3.2, 1))
        x = [found.confidence for found in bins]
        top.plot([0, 1], [0, 1], color="#8a9099", linestyle=":", label="confidence = share")
        top.plot(x, [found.answerable for found in bins], color=_THEIRS, marker="s", label="answerable")
        top.plot(x, [found.right for found in bins], color=_OURS, marker="o", label="right")
        top.set_ylim(0, 1.03)
        top.set_ylabel("share of the cases")
        top.grid(color="#e3e5e8")
        below.bar(x, [found.n for found in bins], width=0.06, color=_PALE, edgecolor=_INK, linewidth=0.6)
        for found in bins:
            below.annotate(
                str(found.n), (found.confidence, found.n), (0, 2), textcoords="offset points", ha="center"
            )
        below.set_ylim(0, 1.45 * max(found.n for found in bins))
        below.set_xlim(-0.05, 1.05)
        below.set_ylabel("cases")
        below.set_xlabel("confidence of the answer")
        _legend(figure)

    return _svg(draw, 4.1, about)


def speed_bars(panels: Sequence[SpeedPanel], reference: str, about: Alternative) -> str:
    """Bars from 1 on a log axis: twice as fast is as long to the right as half as fast to the left.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """

    def draw(figure: Figure) -> None:
        counts = [len(panel.bars) for panel in panels]
        every = figure.subplots(len(panels), 1, sharex=True, squeeze=False, height_ratios=counts)
        ratios = [bar.ratio for panel in panels for bar in panel.bars]
        low, high = min(0.5, *ratios), max(2.0, *ratios)
        for axes, panel in zip(every[:, 0], panels, strict=True):
            _speed_panel(axes, panel)
            # Room for the figures at the right of the bars.
            axes.set_xlim(low / 1.3, high * (high / low) ** 0.45)
        every[-1, 0].set_xlabel(f"times as fast as {reference} (log scale)")

    return _svg(draw, sum(0.24 * len(panel.bars) + 0.42 for panel in panels) + 0.5, about)


def _speed_panel(axes: Axes, panel: SpeedPanel) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axes.set_xscale("log")
    for y, bar in enumerate(panel.bars):
        colour = _OURS if bar.system == "ours" else _THEIRS
        axes.barh([y], [bar.ratio - 1], left=1, height=0.62, color=colour)
        times = f"{bar.ratio:.2f}" if bar.ratio < 10 else f"{bar.ratio:.0f}"
        label = f"{times}×  {bar.shown}"
        axes.annotate(
            label,
            (max(1.0, bar.ratio), y),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    axes.axvline(1, color=_INK, linewidth=0.9)
    axes.set_yticks(range(len(panel.bars)), [bar.system for bar in panel.bars])
    axes.set_ylim(len(panel.bars) - 0.45, -0.55)
    axes.set_title(panel.title, fontsize=9, loc="left", fontweight="bold")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.grid(axis="x", color="#e3e5e8")


def _legend(figure: Figure) -> None:
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=len(labels), frameon=False, fontsize=8)


def _svg(draw: Callable[[Figure], None], height: float, about: Alternative) -> str:
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingDependencyError(
            "The plots need matplotlib. Install it with: pip install 'conference-insight-assistant[evals]'"
        ) from error
    # Put back afterwards. Without `text.parse_math` a "$" in a name would be a formula.
    with mpl.rc_context(
        {
            "svg.fonttype": "path",
            "svg.hashsalt": "report",
            "text.parse_math": False,
            "font.family": "DejaVu Sans",
            "font.size": 9,
            "text.color": _INK,
            "axes.edgecolor": _INK,
            "axes.labelcolor": _INK,
            "xtick.color": _INK,
            "ytick.color": _INK,
        }
    ):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained", facecolor="white")
        draw(figure)
        for axes in figure.axes:
            axes.set_axisbelow(True)
            axes.spines[["top", "right"]].set_visible(False)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata=_NO_METADATA)
    return inline(written.getvalue(), about)


def inline(svg: str, about: Alternative) -> str:
    """An SVG file as an element of an HTML page: named, scalable, its ids its own, no style of its own.

    The ids of several plots of one page would be the same, and a `style` of one would rule the page.
    Comments go because matplotlib puts the text of every label into one.

    Args:
        svg: what matplotlib wrote.
        about: title, description and the prefix of the ids.
    """
    key = about.key
    drawing = svg[svg.index("<svg") :]
    for dropped in (r"<!--.*?-->", r"<metadata>.*?</metadata>", r"<style.*?</style>"):
        drawing = re.sub(dropped, "", drawing, flags=re.DOTALL)
    drawing = drawing.replace("xlink:href=", "href=")
    drawing = re.sub(r'\bid="', f'id="{key}-', drawing)
    drawing = re.sub(r'href="#', f'href="#{key}-', drawing).replace("url(#", f"url(#{key}-")
    view = re.search(r'viewBox="[^"]*"', drawing)
    opening = (
        f'<svg role="img" aria-labelledby="{key}-title {key}-description" {view.group() if view else ""}>'
        f'<title id="{key}-title">{html.escape(about.title)}</title>'
        f'<desc id="{key}-description">{html.escape(about.description)}</desc>'
    )
    return re.sub(r"\n\s*", "\n", opening + drawing[drawing.index(">") + 1 :].strip())
