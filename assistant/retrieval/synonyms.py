"""Words that ask for the same thing in this field.

Only for matching a question with a sentence, never in an index: "turnout" finds "attendees", and the
exact word still counts more. The words stand in `thesaurus.txt`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from assistant.index.keyword_index import analyse, stem


def synonyms(token: str) -> frozenset[str]:
    """Other stems that ask for the same; empty for most words."""
    return _table().get(token, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in files("assistant.retrieval").joinpath("thesaurus.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or ":" not in line:
            continue
        left, right = (_stems(part) for part in line.split(":"))
        for token in left:
            table.setdefault(token, set()).update((left | right) - {token})
        for token in right:
            table.setdefault(token, set()).update(left - {token})
    return {token: frozenset(others) for token, others in table.items()}


def _stems(words: str) -> set[str]:
    """The stems of single words; one that the analyser would take apart is joined."""
    found: set[str] = set()
    for word in words.split():
        tokens = analyse(word.replace("-", ""))
        found.add(tokens[0] if len(tokens) == 1 else stem(word.replace("-", "")))
    return found
