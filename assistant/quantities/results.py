"""Numbers of results, of lists' names and of tables of contents: "212 votes to 187", "40 Under 40"."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities.context import Before, Term

# "passed by 212 votes to 187" is a result.
_RESULT_AFTER: Final = re.compile(
    r"\s(?:votes?|goals?|games|runs|sets|frames|matches|points) to (?:[0-9]|nil\b|one\b|two\b)"
)
_LEADERS: Final = re.compile(r"\. ?\. ?\. ?(?:[0-9]{1,4}\s)?$")
_LEADERS_AFTER: Final = re.compile(r"\s[A-Z][^.\n]{2,60}\. ?\. ?\. ?\.")
_RESULT_STARTS: Final = frozenset("vgrsfmp")
_UNDER: Final = re.compile(r"\s(?:Under|Over) [0-9]{2}\b")


def is_result_or_title(text: str, term: Term, before: Before) -> bool:
    """Whether a number belongs to a result or a list's name: "212 votes to 187", "40 Under 40 awards"."""
    follows = text[term.end : term.end + 2]
    if follows[:1] != " ":
        return _in_contents(text, term)
    initial = follows[1:]
    if initial in _RESULT_STARTS and _RESULT_AFTER.match(text, term.end) and before.last() != "from":
        return True
    if initial in ("U", "O") and _UNDER.match(text, term.end):
        return True
    last = before.raw[-1] if before.raw else ""
    if last in ("Under", "Over", "-"):
        return before.last(2) == "number" if last == "-" else before.last(2).isdigit()
    return initial.isupper() and _in_contents(text, term)


def _in_contents(text: str, term: Term) -> bool:
    """Whether a number is a page or a heading of a table of contents: "2 Results . . . . 14 3 Accounts . . . ."."""
    start = term.start
    if term.form != "int" or ". ." not in text[max(0, start - 12) : term.end + 72]:
        return False
    return bool(_LEADERS.search(text, max(0, start - 12), start) or _LEADERS_AFTER.match(text, term.end))
