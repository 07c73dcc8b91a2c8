"""Whether a name is an organisation's: what it is called says so, or the text does. Pure.

A person is no publisher, and "Key Findings" is neither, so a name with nothing to show for itself is none.
"""

from __future__ import annotations

import re
from typing import Final

_KINDS: Final = frozenset(
    """
    institute institut institution research foundation university college school academy group labs
    lab laboratory laboratories association council agency society partners consulting consultancy
    analytics media press publishing publishers publications observatory commission bureau ministry
    department centre center company inc ltd limited llc llp gmbh ag bv plc corp corporation systems
    software technologies networks network consortium alliance federation initiative gazette times
    post journal herald tribune weekly quarterly monthly magazine daily news chronicle intelligence
    advisors advisory associates collective chamber union authority studio studios guild trust
    organisation organization bank ventures capital solutions services holdings review insights works
    office
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)
# Words that a heading or label is made of; a name of them and a kind alone names nobody.
_COMMON: Final = frozenset(
    """
    press breaking company market user original latest annual quarterly monthly weekly daily book
    literature peer product industry executive editorial open new our the a an case customer primary
    secondary qualitative quantitative applied news technology tech business further related about
    media key more independent custom general and of for in this these all your global digital cloud
    software data platform engineering developer developers security help support knowledge learning
    resource service member student talent admin staff editor editors guest us me them
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)
_EDITION: Final = re.compile(
    r"\b(?:survey|report|study|edition|index|barometer|white\s?paper|paper|poll|census|summary|results"
    r"|findings|copyright|methodology|introduction|contents|guide|release|note|briefing|forecast|outlook|benchmark"
    r"|chapter|appendix|foreword|preface|table|figure|interview|conversation|wave|volume|issue|state\s+of"
    r"|trends|recap|whitepaper|series|read|minutes|author|authors|analyst|editor|director|head|manager"
    r"|engineer|officer|professor)s?\b",
    re.IGNORECASE,
)
_WORD: Final = r"[A-Z0-9À-Þ][\w’'&.+-]*"
_JOIN: Final = r"(?:of|for|and|&|the|on|de|du|des|la|le|der|die|von|für|van|y)"
NAME: Final = rf"{_WORD}(?:\s+(?:{_JOIN}\s+){{0,2}}{_WORD}){{0,6}}"
_NAME: Final = re.compile(NAME)
_ENDS: Final = re.compile(r"[\s.,;:]+$")
_WHAT_IT_IS: Final = (
    r"(?:company|firm|institute|vendor|provider|maker|publisher|organi[sz]ation|non-?profit|charity|agency"
    r"|association|foundation|consultancy|platform|magazine|newspaper|think\s+tank|manufacturer|start-?up)"
)


def is_name(words: str) -> bool:
    """Whether words are written as a name, and not as a label such as "Annual Report"."""
    return len(words) <= 60 and _NAME.fullmatch(words) is not None and not describes(words)


def describes(words: str) -> bool:
    """Whether words say what a document is ("Fourth annual survey") or what somebody does."""
    return _EDITION.search(words) is not None


def is_organisation(words: str) -> bool:
    """Whether a name says itself that it is an organisation's: "Ferrant Institute", "Acme GmbH"."""
    parts = [part.strip(".,").lower() for part in words.split()]
    if not is_name(words) or len(parts) < 2:
        return False
    # "University of Leeds", "Ministry for Work": the kind stands in front of its "of".
    heads = [parts[-1], parts[-1].replace(".", "")]
    heads += [parts[i - 1] for i, part in enumerate(parts) if i and part in ("of", "for")]
    kind = any(head in _KINDS for head in heads)
    # "Data Practitioners" may be in "Association of Data Practitioners": then only the kind counts.
    plain = all(part in _COMMON or part in _KINDS for part in parts)
    return kind and not (plain and not _of_something(parts))


def _of_something(parts: list[str]) -> bool:
    """Whether what follows the kind tells it from others, as in "Department for Business"."""
    return any(part in ("of", "for") and parts[i - 1] in _KINDS for i, part in enumerate(parts) if i)


def is_called_one(name: str, text: str) -> bool:
    """Whether a text says of a name that it is an organisation: "X is a research firm", a part "About X"."""
    escaped = re.escape(name)
    # An explanation may come behind a comma: "X, the maker of review software".
    says = rf"\b{escaped}(?:\s+is|,)\s+(?:a|an|the)\s+(?:[\w-]+\s+){{0,5}}?{_WHAT_IT_IS}\b"
    return bool(
        re.search(rf"(?m)^[^\w\n]{{0,40}}About\s+{escaped}[^\w\n]{{0,40}}$", text) or re.search(says, text)
    )


def may_be_one(name: str, text: str) -> bool:
    """For a name that stands where a publisher stands: a kind, one word alone, or the text says so."""
    if not is_name(name):
        return False
    one_word = len(name.split()) == 1 and name.lower() not in _COMMON
    return is_organisation(name) or one_word or is_called_one(name, text)


def tidy(words: str) -> str:
    """A name without the point behind it; "Acme Inc." keeps its own."""
    words = " ".join(words.split())
    if re.search(r"\b(?:Inc|Ltd|Co|Corp|B\.V|N\.V|S\.A|e\.V)\.$", words):
        return words
    return _ENDS.sub("", words)
