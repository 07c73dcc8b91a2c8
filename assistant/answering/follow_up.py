"""A follow-up -> a question that stands alone, with what it leaves out put back from the history. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.editions import CITY, editions_in
from assistant.answering.question_kinds import asks_of
from assistant.answering.question_names import PLACE
from assistant.answering.question_parts import asking_part, points_back
from assistant.index.keyword_index import analyse
from assistant.retrieval.words import FRAME
from assistant.schema import Turn

YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d%])|(?<=['’])\d{2}(?!\d)")

_FOLLOW_UP = re.compile(
    r"^\s*(?:and|but|ok(?:ay)?|so|what about|how about|in which|among whom|who|where|when|why|which|same|"
    r"also)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|their|those|these|there|he|she|his|her|same|the (?:year|wave|edition|"
    r"survey|one|number|figure) (?:before|after)|previous|earlier|prior|next|later)\b",
    re.IGNORECASE,
)
# Starts as a question of its own does: "what was", "how many", and not "and in 2020?".
_FULL_QUESTION = re.compile(
    r"\s*(?:(?:what|which|who|when|where)(?:['’]s| (?:\w+ ){0,2}?(?:is|are|was|were|did|do|does|has|"
    r"have|had|share|percentage))\b|how (?:many|much|big|large|common|often)\b)",
    re.IGNORECASE,
)
_SUBJECT = 2  # words of its own subject
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_YEARS_OFF = re.compile(
    r"\b(?P<count>an?|one|two|three|four|five|six|\d|twelve months|12 months)(?: years?)? "
    r"(?P<way>later|after|on|earlier|before|ago|prior)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:year|edition|one|wave|survey) (?:before|earlier|prior)\b"
    r"|\b(?:previous|prior|preceding) (?:year|edition|survey|one)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:year|edition|one|survey) (?:after|later)\b|\b(?:next|following) (?:year|edition|survey)\b",
    re.IGNORECASE,
)
_IN_CITY = re.compile(rf"(?:\s+(?:in|at))?\s+(?:the )?{CITY.pattern}", re.IGNORECASE)
_QUARTER = re.compile(
    r"\b(?:Q[1-4]|(?:first|second|third|fourth)[- ]quarter|early|late|mid)\b(?: of)?[\s-]*", re.IGNORECASE
)
_SAME_AGAIN = frozenset(analyse("same edition event one ones next other counterpart version again too also"))
# What stands before the subject of a question: "How many people went ...".
_QUESTION_HEAD = re.compile(
    r"^\s*(?:what|which|how|who|when|where)\b[^,]*?\b(?:of|is|are|was|were|did|do|does|many|much)\b",
    re.IGNORECASE,
)


def full_year(year: str) -> str:
    """A year of four digits: `'24` is 2024."""
    return year if len(year) == 4 else f"20{year}"


def last_answer(history: Sequence[Turn]) -> str:
    """What the assistant said last; empty if nothing."""
    return next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")


def standalone(text: str, history: Sequence[Turn]) -> str:
    """The question itself if it stands alone; else with what it leaves out, from the history."""
    earlier = [index for index, turn in enumerate(history) if turn.role == "user"]
    if not earlier:
        return text
    own = analyse(text)
    if _is_complete(text):
        return text
    follows = len(own) <= 3 or (_FOLLOW_UP.search(text) and len(own) <= 5)
    if not follows and not (_POINTS_BACK.search(text) and len(own) <= 9):
        return text
    last = earlier[-1]
    return _merge(text, standalone(history[last].content, history[:last]), last_answer(history))


def _is_complete(text: str) -> bool:
    """Whether a question names its own subject, in however few words."""
    asking = asking_part(text)
    if asking != text:
        # Whoever tells why asks something new; "this" is in what they tell.
        return True
    subject = set(analyse(asking)) - FRAME - _SAME_AGAIN - set(YEAR.findall(asking))
    return bool(_FULL_QUESTION.match(text)) and len(subject) >= _SUBJECT and not _POINTS_BACK.search(text)


def _merge(text: str, previous: str, answer: str) -> str:
    """Put a follow-up and the question before it together; what the follow-up says anew wins."""
    asked = asking_part(previous)
    previous = previous if points_back(asked) else asked
    if moved := _to_another_edition(text, previous, answer):
        return moved
    new_years, kept = YEAR.findall(text), previous
    if _QUARTER.search(text):
        # Another quarter, perhaps of the same year.
        kept = _QUARTER.sub("", kept)
    if new_years and YEAR.search(previous):
        kept = YEAR.sub(full_year(new_years[0]), kept)
    new_place, old_place = PLACE.search(text), PLACE.search(kept)
    if new_place and old_place and not _says_more(text):
        # "What about Europe?": another place for the one asked before, and so perhaps another city.
        return _IN_CITY.sub("", f"{kept[: old_place.start()]}{new_place.group()}{kept[old_place.end() :]}")
    if asks_of(text) & {"who", "when", "sample", "margin", "recommendation"}:
        # Another kind of answer is asked of the same subject: the subject goes behind.
        return f"{text.rstrip('?')} ({_QUESTION_HEAD.sub('', kept).strip(' ?')})?"
    return f"{text.rstrip(' ?')} ({kept.rstrip(' ?')})?"


def _to_another_edition(text: str, previous: str, answer: str) -> str | None:
    """The question before, of another year or city; None if the follow-up names neither."""
    before = editions_in(previous)
    year = next(iter(YEAR.findall(previous)), None)
    if year is None:
        year = before[0].year if len(before) == 1 else next(iter(YEAR.findall(answer)), None)
    # "And Valencia?" speaks of a conference if the question before did.
    away, there = _years_away(text), editions_in(f"{text} edition" if before else text)
    if away and year:
        wanted = str(int(full_year(year)) + away)
    elif CITY.search(text) and CITY.search(previous) and len(there) == 1:
        wanted = there[0].year
    else:
        return None
    # Another edition may have been held in another city.
    city = CITY.search(text)
    kept = YEAR.sub(wanted, _IN_CITY.sub("", f" {previous}").strip(" ?"))
    behind = f" in {city.group()}" if city else ""
    return f"{kept}{behind}?" if YEAR.search(kept) else f"{kept}{behind} in {wanted}?"


def _says_more(text: str) -> bool:
    """Whether a follow-up has a subject of its own besides a place."""
    place = set(analyse(" ".join(PLACE.findall(text))))
    return bool(set(analyse(text)) - place - FRAME - _SAME_AGAIN)


def _years_away(text: str) -> int:
    """How many years after the year asked before a follow-up means; 0 if it says nothing of the kind."""
    if found := _YEARS_OFF.search(text):
        word = found["count"].lower()
        count = int(word) if word.isdigit() else _COUNTS.get(word, 1)
        return count if found["way"].lower() in ("later", "after", "on") else -count
    if _BEFORE.search(text):
        return -1
    return 1 if _AFTER.search(text) else 0
