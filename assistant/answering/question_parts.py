"""Which sentences of a longer question ask, and which only tell why. Pure.

"We are about to renew our mesh contract. What share runs one in production?" asks with its second
sentence. What the first one says may help to find evidence; it is no condition that evidence must meet.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"\S.*?(?:[.?!]+[)\"'’”]*(?=\s)(?<!\bno\.)(?<!\bvs\.)|$)", re.DOTALL | re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us|me)\b(?!\.)", re.IGNORECASE)
_REQUEST = re.compile(
    r"\b(?:tell|give|show) (?:me|us)\b|\b(?:I|we)(?:['’]d)? (?:need|want to know|wonder|am after|are after)\b"
    r"|\b(?:asks?|asked|asking|wants? to know|wonder\w*|needs? to know) (?:me |us )?(?:what|how|which|who|when|whether)\b"
    r"|\b(?:I['’]m|we['’]re) (?:looking for|after|interested in)\b|\bhow (?:many|much)\b|\bwhat (?:share|percentage)\b",
    re.IGNORECASE,
)
# "For the board: what ...", "Before I quote this to anyone - how ...": what it is wanted for.
_PURPOSE = re.compile(
    r"(?:ok(?:ay)?,? )?(?:for|before|to|as|given|since|because|[a-z]+ing|quick|my|our|we|i)\b[^:?–—]*?(?::|\s[–—-])\s+"
    r"(?=(?:and |so |but )?(?:what|which|how|who|when|where|why|are|is|was|were|do|does|did|can|could|has|have|"
    r"had|in|any|by|at|among|of)\b)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|their|those|these|there|such|the (?:same|latter|former))\b",
    re.IGNORECASE,
)
# Here such a word stands for nothing said before: "is it right that", "are there".
_EMPTY_POINTER = re.compile(
    r"\bit (?:right|true|correct|cost|take)s?(?: that)?\b"
    r"|\b(?!(?:is|was|about|of|on|in|for|with|like|after|before|at|and|by|do|did|does|how|what)\b)[a-z]+ that\b"
    r"|\b(?:are|is|was|were|do|does|did|out) there\b|\bthere (?:is|are|was|were)\b|\b(?:that|there) you\b"
    r"|\bthose who\b|\bthis year\b|\bthese days\b",
    re.IGNORECASE,
)
_ENDS_POINTING = re.compile(
    r"\b(?:(?:this|that)(?:['’]s| is| was)? (?:\w+ ){0,2}?\w+|this|that|it|one|those|them|like (?:that|it))\W*$",
    re.IGNORECASE,
)


def asking_part(text: str) -> str:
    """The part of a question that asks, without what somebody tells of themselves; else all of it.

    >>> asking_part("We plan a talk. What share of teams uses GitOps?")
    'What share of teams uses GitOps?'
    >>> asking_part("Helm in production, 2024?")
    'Helm in production, 2024?'
    """
    sentences = [found.strip() for found in _SENTENCE.findall(text)]
    asking = [found for found in sentences if _asks(found)]
    if not any(found.endswith("?") or _REQUEST.search(found) for found in asking):
        return text
    kept = [_PURPOSE.sub("", found, count=1) if _PURPOSE.match(found) else found for found in asking]
    return " ".join(kept)


def _asks(sentence: str) -> bool:
    return (
        sentence.rstrip(")\"'’”").endswith("?")
        or bool(_REQUEST.search(sentence))
        or not _FIRST_PERSON.search(sentence)
    )


def points_back(text: str) -> bool:
    """Whether a text says "it" or "that" of something that it does not name itself.

    >>> points_back("How common is that?"), points_back("Is it true that most teams use it?")
    (True, True)
    >>> points_back("What share of teams says that they use GitOps?")
    False
    """
    rest = _EMPTY_POINTER.sub("- -", text)
    found = _POINTS_BACK.search(rest)
    if found is not None and len(rest[: found.start()].split()) < 6:
        return True
    # Later in a sentence ("teams that say they use it") a noun before it may be what is meant.
    return bool(_ENDS_POINTING.search(rest))
