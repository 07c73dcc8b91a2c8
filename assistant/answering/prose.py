"""How a source's sentence is put to the reader: the figure first, who says so, among whom and when. Pure.

A sentence that says all that itself stays as it is; what it leaves out stands behind it in brackets.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection, Sequence

from assistant.index.keyword_index import analyse
from assistant.quantities import find_quantities
from assistant.retrieval.periods import year_of_figure, years_in
from assistant.retrieval.words import FRAME, acronyms
from assistant.schema import Evidence, Figure, Metadata

_HEDGES = {
    "about": "about",
    "nearly": "nearly",
    "over": "over",
    "at_least": "at least",
    "up_to": "up to",
    "under": "under",
}
_SHARE_UNITS = ("percent", "ratio")
_CELLS = " | "  # between the cells of a table's row
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CAPITALISED = re.compile(r"\b[A-Z][\w&’'-]*")
_PEOPLE = re.compile(
    r"\b(?:respondents?|organi[sz]ations?|developers?|users?|teams?|compan(?:y|ies)|enterprises?|firms?|customers?|"
    r"professionals?|people|participants?|attendees?|innovators?|adopters?|leaders?|executives?|engineers?|members?|"
    r"businesses|clusters?|deployments?|workloads?|revenue|usage|spending|applications?|projects?)\b",
    re.IGNORECASE,
)
# A name is said if this much of its words is.
_SAID = 0.6


def value_text(figure: Figure) -> str:
    """The figure as its source states it, hedge included: `up to US$24.8 billion`."""
    return f"{_HEDGES[figure.qualifier]} {figure.surface}" if figure.qualifier else figure.surface


def lacks_population(figure: Figure | None, words: str) -> bool:
    """Whether nobody says among whom a share was measured; of a table's row the label may be the group."""
    return (
        figure is not None
        and figure.unit in _SHARE_UNITS
        and not figure.population
        and not _PEOPLE.search(words)
        and _CELLS not in words
    )


def asked_people(about: Metadata) -> str | None:
    """Whom a survey asked; None where it is unknown, or has numbers, which no quote would bear out."""
    who = about.sample.who
    return who if who and not find_quantities(who) else None


def figure_first(passage: Sequence[Evidence], figure: Figure) -> str:
    """The sentence that answers: it begins with the figure, or the figure is the first number in it.

    Args:
        passage: the sentences that state it, as they stand one behind the other.
        figure: of one of them.
    """
    quote = _joined(passage)
    if _is_first_number(passage, figure) and _CELLS not in quote:
        return with_source(passage, figure=figure, leads=True)
    value = value_text(figure)
    group = ""
    if figure.population and figure.unit in _SHARE_UNITS and figure.population in quote:
        group = f" of {figure.population}"
    elif _CELLS in quote and (column := _column_of(figure)):
        group = f" ({'; '.join(column)})"
    lead = f"{value[0].upper()}{value[1:]}{group}: "
    return lead + with_source(passage, figure=figure, leads=True, lead=lead)


def _column_of(figure: Figure) -> list[str]:
    """What a cell's column says of it: among whom, when. Not with numbers, for the column is not cited."""
    said = {"population": figure.population, "period": figure.period.label if figure.period else None}
    return [
        words
        for field, words in said.items()
        if words and figure.inherited.get(field) == "header" and not find_quantities(words)
    ]


def _is_first_number(passage: Sequence[Evidence], figure: Figure) -> bool:
    """Whether no other number stands before a figure in the sentences that state it."""
    for item in passage:
        first = next(iter(find_quantities(item.citation.quote)), None)
        if first is not None:
            start = figure.start - item.citation.start
            return first.start <= start < first.end
    return False


def with_source(
    passage: Sequence[Evidence], *, figure: Figure | None = None, leads: bool = False, lead: str = ""
) -> str:
    """A passage with what it does not say of itself behind it: who, of which survey, when, among whom.

    Args:
        passage: the sentences, as they stand one behind the other.
        figure: the one that is meant, whose year must be said.
        leads: whether this is the sentence that answers; then an unstated group is said to be unstated.
        lead: what is put in front of the passage; what it says is not said again.
    """
    quote = _joined(passage)
    year = year_of_figure(figure) if figure else None
    known = source_parts(passage[0].source.metadata, f"{lead}{quote}", str(year) if year else None)
    if leads and lacks_population(figure, quote):
        asked = asked_people(passage[0].source.metadata)
        known.append(f"asked: {asked}" if asked else "among whom: not stated")
    end = quote[-1] if quote[-1:] in ".!?" else "."
    return f"{quote.rstrip('.!?')} ({'; '.join(known)}){end}" if known else f"{quote.rstrip('.!?')}{end}"


def _joined(passage: Sequence[Evidence]) -> str:
    return " ".join(item.citation.quote.strip() for item in passage)


def source_parts(about: Metadata, quote: str, year: str | None = None) -> list[str]:
    """Who, of which survey, and a date, as far as a text does not say them.

    Args:
        about: the source.
        quote: the text.
        year: of the figure that is meant. Another year in the text ("up from 21 % in 2017") does not tell it.
    """
    # A name is said in words with a capital: "a data platform" is not Data Platform Weekly.
    said = {*analyse(" ".join(_CAPITALISED.findall(quote))), *acronyms(quote)}
    who, account = _plain(about.publisher), _plain(about.account_of)
    name = who or f"{about.title}; publisher not named"
    if account and not _is_said(account, {*analyse(name), *said}):
        name = f"{name}, on {account}"
    shown = [] if who and _is_said(who, said) else [name]
    here = years_in(f"{quote} {' '.join(shown)}")
    is_dated = year in here if year else bool(here)
    if not is_dated:
        dates = (
            (about.collected, f"data of {spoken(about.collected or '')}"),
            (about.published, f"published {spoken(about.published or '')}"),
            (about.event, about.event or ""),
        )
        # A date of another year than the figure's would date it wrongly.
        fitting = [words for date, words in dates if date and (year is None or year in years_in(date))]
        shown += fitting[:1] or ([f"figure of {year}"] if year else [])
    return shown


def _plain(name: str | None) -> str:
    return _BRACKETS.sub("", name or "")


def _is_said(name: str, said: Collection[str]) -> bool:
    """Whether most of the words of a name, or its initials, are among some words."""
    words = {word for word in analyse(name) if not years_in(word)} - FRAME
    here = sum(word in said for word in words)
    return bool(words) and (here >= _SAID * len(words) or not set(acronyms(name)).isdisjoint(said))


def source_name(about: Metadata) -> str:
    """Who says it and when, in a few words."""
    return ", ".join(source_parts(about, ""))


def spoken(date: str) -> str:
    """A partial date or interval as one says it: `2025-06/2025-07` is "June to July 2025"."""
    first, _, last = date.partition("/")
    if not last or last == first:
        return _spoken_day(first)
    if first[:4] == last[:4]:
        return f"{_spoken_day(first, year=False)} to {_spoken_day(last)}"
    return f"{_spoken_day(first)} to {_spoken_day(last)}"


def _spoken_day(date: str, *, year: bool = True) -> str:
    number, *rest = date.split("-")
    words = [str(int(day)) for day in rest[1:]]
    words += [month_name[int(month)] for month in rest[:1] if month.isdigit()]
    words += [f"Q{rest[0][1:]}" for _ in rest[:1] if rest[0][:1] == "Q"]
    return " ".join([*words, *([number] if year or not words else [])])
