"""Among whom a number of a sentence holds, against the quotes: swapped, dropped or widened groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from assistant.answering.verification.parts import Part
from assistant.answering.verification.wording import says
from assistant.index.keyword_index import analyse
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.ingest.figures.groups import names_group
from assistant.ingest.grammar import is_plural, is_verb
from assistant.quantities import find_quantities
from assistant.schema import Block, Figure, Metadata, Problem, Span

_SHARES: Final = ("percent", "ratio")
_HEDGED_STANCES: Final = ("hypothetical", "target")
# Stems that only say that somebody was asked, or whom of all: they narrow no group.
_ASKING: Final = re.compile(
    r"(?:attend|unnam|respon|answer|ask|survey|poll|question|took|particip|peopl|person|those|who|member|reach|interview"
    r"|sampl|repli|repl|all|said|say|group|particular|microsurvey)"
)
_GENERAL: Final = frozenset(
    analyse(
        "year same among amongst past that entire whole part total worldwide global overall various"
        " different base others other way basis time thing number share"
    )
)
# Words that stand for whoever was asked.
_ASKED: Final = re.compile(
    r"\b(?:respon\w+|answer\w*|repl(?:y|ied|ies|ying)|asked|surveyed|polled|questioned|interviewed|participa\w+"
    r"|took part|taking part|people|those|them|attendees?|sample)\b",
    re.IGNORECASE,
)
_POINTS_BACK: Final = re.compile(r"\b(?:them|those|these|(?:that|this) group)\b", re.IGNORECASE)
_PREDICATE: Final = re.compile(r"\b(?:were|are|as|be|being|was)\s+$")
_NO_GROUP: Final = frozenset(["people", "persons", "members", "groups", "states", "authors", "speakers"])
_HEAD_ENDS: Final = re.compile(
    r"\s(?:who|that|which|in|on|of|from|at|with|without|using|running|to|among|for|by|whose|asked|surveyed|responding"
    r"|answering|based)\b"
)
_PLURAL: Final = re.compile(r"[A-Za-z][\w-]*s\b|\b(?:men|women|children|staff)\b")
_HEDGE_WORD: Final = re.compile(
    r"\b(?:expect|plan|goal|aim|target|could|would|may|might|should|ought|must|forecast|predict|project(?!s\b)|intend"
    r"|intent|want|hope|estimat|likely|possib|potential|if|require|pledge|promis|outlook|will|anticipat|foresee"
    r"|set to|set as|due to|on track|believ)",
    re.IGNORECASE,
)


def group_problems(text: str, part: Part) -> list[Problem]:
    """Groups that a part has and its quotes do not, or the reverse, and a forecast told as a fact.

    Args:
        text: the whole sentence and those before it, for a group that another part of them names.
        part: of the sentence.
    """
    problems = _unknown_groups(part)
    quoted = [figure for c in part.cited for figure in _figures_in(c.quote)]
    nouns, quoted_nouns = _nouns_in(part.text), _nouns_in(part.quotes)
    sentence = frozenset(analyse(text))
    known = frozenset(analyse(f"{part.quotes} {part.about}"))
    for figure in _figures_in(part.text):
        against = [
            _share_problems(figure, q, part, sentence, known)
            + _count_problems(figure, nouns, quoted_nouns, sentence, known)
            + _stance_problems(figure, q, part)
            + _time_problems(figure, q, quoted)
            for q in quoted
            if _same_value(figure, q)
        ]
        # A number may stand in the quotes more than once, of different groups.
        problems += sorted(against, key=len)[0] if against else []
    return problems


def _unknown_groups(part: Part) -> list[Problem]:
    """Groups of people or bodies that the quotes do not name in any word."""
    known = frozenset(analyse(f"{part.quotes} {part.about}"))
    asked = _ASKED.search(part.quotes) is not None
    problems = []
    for match in _PLURAL.finditer(part.text):
        word = match[0].lower()
        if "-" in word or word in _NO_GROUP or not is_plural(word) or not names_group(word):
            continue
        if _PREDICATE.search(part.text, max(0, match.start() - 8), match.start()):
            continue  # As in: 29 % of respondents were users of it.
        stems = analyse(word)
        if all(says(stem, known) for stem in stems) or (asked and _ASKING.match(word)):
            continue
        problems.append(Problem("group", match[0], "the evidence it cites does not name this group"))
    return problems


def _share_problems(
    figure: Figure, quoted: Figure, part: Part, sentence: AbstractSet[str], known: AbstractSet[str]
) -> list[Problem]:
    """A group that is another, has lost what narrows it, or is gone."""
    share = figure.unit in _SHARES
    if not share and not quoted.population:
        return []
    problems = []
    own = _narrowing(figure.population or "")
    strange = [stem for stem in own if not says(stem, known)]
    if strange and 2 * len(strange) >= len(own):
        problems.append(Problem("group", figure.population or "", "the evidence it cites has another group"))
    lost = [stem for stem in _narrowing(quoted.population or "") if not says(stem, sentence)]
    if lost:
        problems.append(Problem("group", figure.surface, f"the evidence says it of {quoted.population}"))
    elif (
        share
        and quoted.population
        and not figure.population
        and not _names(quoted.population, part, sentence)
    ):
        problems.append(Problem("group", figure.surface, f"it leaves out among whom: {quoted.population}"))
    return problems


def _names(population: str, part: Part, sentence: AbstractSet[str]) -> bool:
    """Whether a sentence names a group by its head, or points back to it."""
    head = (analyse(_HEAD_ENDS.split(population, maxsplit=1)[0]) or [""])[-1]
    if not head or _ASKING.match(head):
        return _ASKED.search(part.text) is not None
    return says(head, sentence) or _POINTS_BACK.search(part.text) is not None


def _count_problems(
    figure: Figure,
    nouns: dict[str, str],
    quoted_nouns: dict[str, str],
    sentence: AbstractSet[str],
    known: AbstractSet[str],
) -> list[Problem]:
    """What is counted is something else, or more than the quote counts: "developers" for "AI developers"."""
    if figure.unit != "count":
        return []
    key = str(figure.value)
    own, theirs = _narrowing(nouns.get(key, "")), _narrowing(quoted_nouns.get(key, ""))
    strange = [stem for stem in own if not says(stem, known)]
    lost = [stem for stem in theirs if not says(stem, sentence)]
    if (strange and 2 * len(strange) >= len(own)) or lost:
        counted = quoted_nouns.get(key, "something else")
        return [Problem("group", figure.surface, f"the evidence counts {counted}")]
    return []


def _stance_problems(figure: Figure, quoted: Figure, part: Part) -> list[Problem]:
    """A forecast, condition or aim of the quote that the sentence states as a fact."""
    as_fact = figure.stance not in _HEDGED_STANCES and not _HEDGE_WORD.search(part.text)
    if quoted.stance in _HEDGED_STANCES and as_fact:
        return [Problem("hedge", figure.surface, "the evidence only expects, plans or supposes it")]
    return []


def _time_problems(figure: Figure, same: Figure, quoted: Sequence[Figure]) -> list[Problem]:
    """A number with the time of another: "66 % in 2024" for "66 % in 2023, 80 % in 2024"."""
    own, theirs = _dates(figure), _dates(same)
    if own is None or theirs is None or own == theirs:
        return []
    others = {_dates(q) for q in quoted if q is not same} - {theirs}
    if own in others:
        return [
            Problem("date", figure.surface, f"the evidence says it of {same.period and same.period.label}")
        ]
    return []


def _dates(figure: Figure) -> tuple[str | None, str | None] | None:
    """When a figure holds, where its own sentence says it."""
    period = figure.period
    if period is None or period.start is None or figure.inherited.get("period") not in (None, "sentence"):
        return None
    return period.start, period.end


def _narrowing(group: str) -> list[str]:
    """The stems of a group that tell it from all others: no verbs, numbers or words of asking."""
    stems: list[str] = []
    for word in re.findall(r"[\w'’-]+", group):
        if word[0].isdigit() or (is_verb(word) and not is_plural(word.lower())):
            continue
        stems += [s for s in analyse(word) if not _ASKING.match(s) and s not in _GENERAL]
    return list(dict.fromkeys(stems))


def _nouns_in(text: str) -> dict[str, str]:
    return {str(q.value): q.noun for q in find_quantities(text) if q.unit == "count" and q.noun}


def _same_value(a: Figure, b: Figure) -> bool:
    units = a.unit == b.unit or (a.unit in _SHARES and b.unit in _SHARES)
    return b.value is not None and units and (a.value, a.high) == (b.value, b.high)


def _figures_in(text: str) -> Sequence[Figure]:
    canonical = canonicalise([Block("paragraph", text)])
    return read_figures(canonical, [Span(0, len(canonical.text))], Metadata(title=""))
