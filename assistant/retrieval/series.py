"""Editions that a question names by number: "the ninth edition", "the very first Pulse". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.index.keyword_index import analyse
from assistant.retrieval.periods import year_of
from assistant.retrieval.words import FRAME
from assistant.schema import Source

_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
_ORDINAL = rf"(?:{'|'.join(_WORDS)}|\d{{1,2}}(?:st|nd|rd|th)|inaugural)"
_EDITION = r"(?:edition|survey|report|wave|study|issue|instal?lment|round|poll|index)"
# "The seventh annual survey", "the 9th edition"; a capital stands for a name: "the first Release Pulse".
_NUMBERED = re.compile(
    rf"\b(?P<ordinal>{_ORDINAL})[ -](?:(?:[\w’'-]+ ){{0,3}}?)(?:{_EDITION}\b|(?-i:[A-Z]))", re.IGNORECASE
)
_NEWEST = re.compile(
    rf"\b(?:latest|newest|most recent|last|current)\s+(?:[\w’'-]+ ){{0,2}}?{_EDITION}\b", re.I
)
_TIME = re.compile(
    r"\b(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?\b|\bQ[1-4]\b|\b(?:vol(?:ume)?|part|no)\.? ?\d+\b", re.I
)
# How far into a text an edition says which one it is.
_OPENING = 1_500


def edition_years(text: str, sources: Sequence[Source], opening: Callable[[str], str]) -> tuple[str, ...]:
    """The year of the edition that a question means by its number, or by being the newest; () for none.

    Args:
        text: the question.
        sources: those of the library.
        opening: source id -> the beginning of its text, where an edition may say which one it is.
    """
    ordinal, newest = _number_in(text), bool(_NEWEST.search(text))
    if ordinal is None and not newest:
        return ()
    series = _series_named(text, _series(sources))
    if not series:
        return ()
    if ordinal is None:
        return () if _has_later(text, series, sources) else (str(year_of(series[-1])),)
    for source in series:
        if _number_in(opening(source.id)[:_OPENING]) == ordinal:
            return (str(year_of(source)),)
    return (str(year_of(series[0])),) if ordinal == 1 else ()


def years_of_series(source: Source, sources: Sequence[Source]) -> tuple[str, ...]:
    """The years of the series that a source is an edition of, oldest first; () if it is of none."""
    group = next((group for group in _series(sources).values() if source.id in {s.id for s in group}), [])
    return tuple(dict.fromkeys(str(year_of(edition)) for edition in group))


def _has_later(text: str, series: Sequence[Source], sources: Sequence[Source]) -> bool:
    """Whether something later goes by the name that a question says: a survey may have changed its title."""
    about = series[-1].metadata
    said = set(analyse(about.account_of or about.title)) & set(analyse(text)) - FRAME
    return any(
        year_of(source) > year_of(series[-1])
        and said <= set(analyse(f"{source.metadata.title} {source.metadata.account_of or ''}"))
        for source in sources
    )


def _number_in(text: str) -> int | None:
    for found in _NUMBERED.finditer(text):
        word = found["ordinal"].lower()
        if word == "inaugural":
            return 1
        return _WORDS.index(word) + 1 if word in _WORDS else int(re.sub(r"\D", "", word))
    return None


def _series(sources: Sequence[Source]) -> Mapping[frozenset[str], list[Source]]:
    """Sources of one name but for the year, oldest first, by the words of that name; single ones left out."""
    groups: dict[frozenset[str], list[Source]] = {}
    for source in sources:
        about = source.metadata
        name = re.split(r"[:|–]", about.account_of or about.title)[0]
        words = frozenset(analyse(_TIME.sub(" ", name)))
        if words and year_of(source):
            groups.setdefault(words, []).append(source)
    return {
        words: sorted(group, key=year_of)
        for words, group in groups.items()
        if len({year_of(source) for source in group}) > 1
    }


def _series_named(text: str, series: Mapping[frozenset[str], list[Source]]) -> list[Source]:
    """The series whose name a question says most of; the only one there is, if it names none."""
    asked = set(analyse(text))
    said = {words: len((words - FRAME) & asked) / max(1, len(words - FRAME)) for words in series}
    best = sorted(said, key=lambda words: (-said[words], sorted(words)))[:2]
    if not best or (said[best[0]] < 0.5 and len(series) > 1):
        return []
    if len(best) == 2 and said[best[0]] == said[best[1]]:
        return []
    return series[best[0]]
