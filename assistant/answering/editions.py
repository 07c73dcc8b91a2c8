"""Conference editions that people name by their city: "the Paris KubeCon", "turnout in Atlanta". Pure.

Sources say "KubeCon Europe 2024" where a visitor says "Paris"; the table is how the two meet. Places and
years as the organiser announced them; a city may have had several editions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from assistant.schema import Edition

_EUROPE, _AMERICA = "KubeCon Europe", "KubeCon North America"
_HELD: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "Copenhagen": ((_EUROPE, "2018"),),
    "Seattle": ((_AMERICA, "2018"),),
    "Barcelona": ((_EUROPE, "2019"),),
    "San Diego": ((_AMERICA, "2019"),),
    "Los Angeles": ((_AMERICA, "2021"),),
    "Valencia": ((_EUROPE, "2022"),),
    "Detroit": ((_AMERICA, "2022"),),
    "Amsterdam": ((_EUROPE, "2023"), (_EUROPE, "2026")),
    "Chicago": ((_AMERICA, "2023"),),
    "Paris": ((_EUROPE, "2024"),),
    "Salt Lake City": ((_AMERICA, "2024"),),
    "London": ((_EUROPE, "2025"),),
    "Atlanta": ((_AMERICA, "2025"),),
}
CITY: Final = re.compile(rf"\b(?:{'|'.join(_HELD)})\b", re.IGNORECASE)
# "Startups in London" speaks of no conference.
_CONFERENCE = re.compile(
    r"kubecon|conference|\bevent|\bedition|attend|turnout|crowd|audience|visitor|keynote|\btalk|session|\bstage\b"
    r"|speaker|\bmet\b|newcomer|newbie|first[- ]tim|\bcame\b|\bwent\b|(?:show|turn)ed up|on[- ]site|how was",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def editions_in(text: str) -> tuple[Edition, ...]:
    """The editions that a text may mean by a city: those of a year that it names, else all.

    A text that names no year and speaks of no conference means none.

    >>> editions_in("How many came to Amsterdam in 2026?")
    (Edition(city='Amsterdam', event='KubeCon Europe', year='2026'),)
    """
    years = set(_YEAR.findall(text))
    if not years and not _CONFERENCE.search(text):
        return ()
    found = [
        Edition(city, event, year)
        for city, held in _HELD.items()
        if re.search(rf"\b{city}\b", text, re.IGNORECASE)
        for event, year in held
    ]
    of_year = tuple(edition for edition in found if edition.year in years)
    return of_year or (() if years else tuple(found))
