"""How a figure and its clause fit what a question asks: kind, region, group, what is counted. Pure."""

from __future__ import annotations

import re

from assistant.index.keyword_index import analyse
from assistant.retrieval.synonyms import synonyms
from assistant.retrieval.words import FRAME, word_set
from assistant.schema import Figure, Question

_PLACE = re.compile(
    r"\b(?:Africa|Asia|Europe|Americas?|Oceania|Australia|EMEA|APAC|China|India|Japan)(?:n|ns)?\b"
)
_CHANGE_ASKED = re.compile(
    r"\b(?:ris|rose|grow|grew|increas|fall|fell|drop|declin|chang|up|down|gain|point|faster|more|less|shorten|cut|"
    r"reduc|sav|by how much|improv|lower)",
    re.IGNORECASE,
)
# Words that may stand before a group without narrowing it.
_NEUTRAL = word_set(
    "million billion thousand percent all total the those these number estimated estimate count "
    "counts world worldwide of in by with and surveyed asked had used using ran run running were was "
    "are is"
)
# Asks for a count in so many words; "how big" does not.
_COUNTS = re.compile(r"\b(?:how many|number of|count)\b", re.IGNORECASE)
# What "how many" asks the number of.
_COUNTED = re.compile(
    r"\b(?:how many|number of|count of) (?P<what>(?:[\w’'-]+ ){0,2}?[\w’'-]+?)"
    r"(?= (?:do|does|did|is|are|was|were|has|have|had|there|in|at|on|by|of|an?|the|per|use[sd]?|run|came|can|"
    r"could|will|would)\b|\W*$)",
    re.IGNORECASE,
)


def kind_asked(question: Question, figure: Figure, *, fits: bool) -> float:
    """1 for the kind of quantity that is asked for, -1 for another.

    `fits`: whether the figure is of a kind that is asked for.
    """
    asks = question.asks
    if fits and asks == {"count", "share"} and figure.unit != "count" and _COUNTS.search(question.text):
        return 0.5  # "how many" may be answered by a share, but asks for a count
    if fits and len(asks) >= 4 and figure.unit in ("percent", "ratio"):
        return 4 / 3  # a bare topic asks for adoption, and adoption is a share
    return 1.0 if fits else -1.0


def is_change_not_asked(question: Question, figure: Figure) -> bool:
    """Whether a figure is a change where a level is asked for."""
    return figure.direction is not None and not _CHANGE_ASKED.search(question.text)


def place_asked(question: Question, said: str, sentence: str) -> float:
    """0.5 for a clause about the region that is asked, -1 for another's, -0.4 for one where none is asked."""
    there = bool(_PLACE.search(said))
    if not question.places:
        return -0.4 if there else 0.0
    asked = {token for place in question.places for token in place.split()}
    words = set(analyse(said))
    if all(token in words or not synonyms(token).isdisjoint(words) for token in asked):
        return 0.5
    return -1.0 if there or _PLACE.search(sentence) else 0.0


def narrows(question: Question, said: str) -> bool:
    """Whether the clause is about a narrower group: "AI cloud native developers" of those asked for."""
    asked = set(question.tokens) - FRAME
    if asked.isdisjoint(analyse(said)):
        return False
    found = re.findall(r"[A-Za-z][\w'’-]*|\d[\d.,]*", said)
    tokens = [analyse(word) for word in found]
    run = 0
    for word, stems in zip(reversed(found), reversed(tokens), strict=True):
        if stems and asked.issuperset(stems):
            run += 1
            continue
        if run >= 2 and stems and word[0].isalpha() and word.lower() not in _NEUTRAL:
            return True
        run = 0
    return False


def counted(question: Question, words: str) -> float:
    """Of "how many projects": whether projects are counted, or a share is about them, 0 to 1.

    `words`: those behind a count, or what a share is about.
    """
    asked = _COUNTED.search(question.asking)
    wanted = [token for token in analyse(asked["what"])[:2] if token not in FRAME] if asked else []
    if not wanted:
        return 0.0
    here = set(analyse(words))
    return sum(token in here or not synonyms(token).isdisjoint(here) for token in wanted) / len(wanted)
