"""When a source, a sentence or a figure speaks of, and whether that is when a question asks about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.schema import Figure, Question, Source

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_in(text: str) -> set[str]:
    """The years that a text names."""
    return set(_YEAR.findall(text))


def source_years(source: Source, *, by_publication: bool = False) -> set[str]:
    """The years that a source is about: of its title, its survey and its data, else of its event.

    Args:
        source: the source.
        by_publication: the year in which it came out instead.
    """
    about = source.metadata
    if by_publication:
        return years_in(about.published or "")
    own = years_in(" ".join(filter(None, (about.title, about.account_of, about.collected))))
    return own or years_in(about.event or "")


def sources_of_years(question: Question, sources: Iterable[Source]) -> list[str]:
    """Ids of the sources that are about a year that a question names; none if it names no year."""
    years = set(question.years)
    return [
        source.id
        for source in sources
        if years & source_years(source, by_publication=question.by_publication)
    ]


def year_of(source: Source) -> int:
    """The year of a source's data, else of the survey, the title, the publication, the event; 0 if none."""
    about = source.metadata
    for text in (about.collected, about.account_of, about.title, about.published, about.event):
        years = re.findall(r"(?<!\d)20\d\d(?!\d)", text or "")
        if years:
            return int(years[-1])
    return 0


def newest_year(sources: Iterable[Source]) -> int:
    """The last year in which data were collected or published; a title may name a year to come. 0 if none."""
    dates = " ".join(f"{s.metadata.collected or ''} {s.metadata.published or ''}" for s in sources)
    return max(map(int, years_in(dates)), default=0)


def year_of_figure(figure: Figure) -> int | None:
    """The last year of a figure's period; None if it states none."""
    if figure.period is None:
        return None
    period = figure.period
    years = _YEAR.findall(str(period.end or period.start or period.label))
    return int(years[-1]) if years else None


def figure_is_of(question: Question, figure: Figure, source: Source, around: str) -> bool:
    """Whether a figure is of a year and quarter that the question names.

    A period that the figure's own words state decides; else the years of its source do.

    Args:
        question: with years or quarters.
        figure: the figure.
        source: of the figure.
        around: sentence, title and heading, where a quarter may stand.
    """
    period = figure.period
    label = "" if period is None else f"{period.label} {period.start or ''} {period.end or ''}"
    stated = years_in(label)
    if period is not None and period.start and period.end:
        stated |= {str(year) for year in range(int(period.start[:4]), int(period.end[:4]) + 1)}
    # "That year", "after the move": words without a date say nothing against the source's own.
    if period is None or period.kind != "stated" or period.start is None:
        stated |= source_years(source, by_publication=question.by_publication)
    years = set(question.years)
    return not (years and not stated & years) and quarters_in(question, f"{label} {around}")


def quarters_in(question: Question, text: str) -> bool:
    """Whether each quarter that the question names stands in a text; true if it names none."""
    return all(re.search(rf"\b{name.split('-')[-1]}\b", text) for name in question.quarters)
