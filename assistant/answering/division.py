"""A question that asks for several things -> one question for each of them. Pure.

"How many use it, and how many were asked?" has two clauses, "2018, 2019 and 2020" three years, "A vs B" two
sides, "three things: A, B and C" a list. Each becomes a question of its own, that can be answered or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.editions import CITY
from assistant.answering.follow_up import YEAR, full_year, standalone
from assistant.answering.question_kinds import asks_of
from assistant.index.keyword_index import analyse
from assistant.quantities import find_quantities
from assistant.retrieval.kinds import VALUE_KINDS
from assistant.retrieval.words import FRAME, word_set
from assistant.schema import Turn

_MOST = 6
# A reason is one thing, however many years and numbers it is to explain.
_EXPLAINS = re.compile(
    r"\b(?:why|explains?|how come|how can both|reasons? for|what drove)\b|\bright\?", re.IGNORECASE
)
_INTERROGATIVE = (
    r"(?:by how much|how (?:many|much|big|large|long|often|fast|high|common|widespread|quickly|far|soon|"
    r"does|do|did|is|are|was)|what|which|who|whom|"
    r"when|where|among whom|of whom|by whom|in which|for whom)"
)
# "... and in India?", "... and among testers": another place or group for the same question.
_ELSEWHERE = r"(?:what about|how about|in|for|among|amongst|of|at|by|on) [\w'’ -]{2,40}\W*"
# Where another clause begins that asks.
_CLAUSE = re.compile(
    rf"(?:(?<=[?.!])(?<!\bno\.)(?<!\bvs\.)\s+(?:(?:and|also|plus|then)\s+)?"
    rf"|[,;]?\s+(?:and|&|plus)\s+(?:also\s+|then\s+)?(?={_INTERROGATIVE}\b|{_ELSEWHERE}$)|,\s+(?={_INTERROGATIVE}\b))",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"^\W*(?:and |so |but |also )?(?:{_INTERROGATIVE})\b", re.IGNORECASE)
# "Is it true that most do? What's the figure?": yes or no is no figure.
_AUXILIARY = re.compile(
    r"^\W*(?:and |so |but |also )?(?:is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|"
    r"any|still)\b",
    re.I,
)
_SAME_ELSEWHERE = re.compile(rf"^{_ELSEWHERE}$", re.IGNORECASE)
_PLACE_OF = re.compile(
    r"\b(?P<by>in|for|among|amongst|of|at|by|on) (?P<what>[\w'’-]+(?: [\w'’-]+){0,3}?)"
    r"(?=$|[,?.]| (?:in|for|among|of|at|by|on|use|had|have|were|are)\b)",
    re.I,
)
_HEADED = re.compile(r"^([^:?]{3,80}):\s+(?=\S)")
# "Need three things for a board slide from the 2024 report": what they are wanted for says nothing of them.
_FOR_WHAT = re.compile(
    r"\b(?:(?:i|we) )?(?:need|want|would like|am after|are after|looking for)\b[^:]*?"
    r"\b(?:things?|numbers?|figures?|values?|stats?)\b"
    r"(?: for (?:a|an|the|my|our) (?:[\w-]+ ){0,2}?"
    r"(?:slide|article|deck|report|piece|talk|post|story|chart)\b)?",
    re.IGNORECASE,
)
_YEARS_TO = re.compile(
    r"(?P<first>(?:19|20)\d\d|['’]\d\d)\s*(?P<by>to|through|until|till|-+>|→|–|—|-|and|vs\.?|versus|or|,)\s*"
    r"(?:the year )?(?P<last>(?:19|20)\d\d|['’]\d\d)",
    re.IGNORECASE,
)
_WHOLE_RANGE = re.compile(r"to|through|until|till|-+>|→|–|—|-", re.IGNORECASE)
_LEFT_OUT = re.compile(r" \((?:[^()]|\([^()]*\))*\)\??$")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:19|20)\d\d\s+and\b", re.IGNORECASE)
_VERSUS = re.compile(r"\s+(?:vs\.?|versus|compared (?:to|with))\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+(?:on |in |for |by |with )?", re.IGNORECASE)
_WHICH_OF_TWO = re.compile(
    r"^\W*(?:[\w-]+ ){1,2}or (?:[\w-]+ ?){1,2}[:,]|\b(?:is|are|was|were) it\b[^?]* or\b"
    r"|\b(?:do|did|are|were|have|had) more\b[^?]* or\b",
    re.I,
)
_OPPOSITES = word_set(
    "more less up down better worse higher lower rise fall rising falling growing shrinking not no so "
    "bigger smaller true false yes two three"
)
_EACH = re.compile(r"\b(?:each|both|respectively|disagree|compare|side by side|either side)\b", re.IGNORECASE)
_SUBJECTS = re.compile(r"^\s*(?:compare )?(?P<left>[\w-]+(?: [\w-]+)?) and (?P<right>[\w-]+)\b", re.I)
# Where a side of a comparison ends.
_ENDS = word_set(
    "in of on for by among amongst between with from at per into is are was were do does did has have had "
    "should say says said show shows than when who which what how that use uses using and"
)
_SIDE = 6
_MIN_LIST = 2


def divide(text: str) -> tuple[str, ...]:
    """The questions that a question asks, each standing alone; the question itself if it asks one thing.

    >>> divide("How many use Helm, and how many were asked?")
    ('How many use Helm', 'how many were asked? (Helm)')
    >>> divide("GitOps use in 2022 and 2024?")
    ('GitOps use in 2022?', 'GitOps use in 2024?')
    >>> divide("What share uses Helm and Flux?")
    ('What share uses Helm and Flux?',)
    """
    if _EXPLAINS.search(text) or "recommendation" in asks_of(text):
        return (text,)
    for ways in (_by_clauses, _by_list, _by_city, _by_sides, _by_years, _by_subjects):
        parts = ways(text)
        if 1 < len(parts) <= _MOST:
            return parts
    return (text,)


def _by_clauses(text: str) -> tuple[str, ...]:
    """Clauses: "How many ..., and how many ...? And in India?"; what asks nothing leads them all."""
    head = _HEADED.match(text)
    rest = text[head.end() :] if head else text
    told: list[str] = []
    asking: list[str] = []
    for clause, joined in _clauses(rest):
        elsewhere = (
            (asking or told) and joined and _SAME_ELSEWHERE.match(clause) and not find_quantities(text)
        )
        short = clause.endswith("?") and not _AUXILIARY.match(clause)
        if _ASKS.search(clause) or elsewhere or short:
            asking.append(clause)
        elif asking:
            asking[-1] = f"{asking[-1]} {clause}".strip()
        elif clause:
            told.append(clause)
    if len(asking) == 1 and told and _SAME_ELSEWHERE.match(asking[0]):
        # "Revenue in 2027, and what about 2035?"
        told, asking = [], [" ".join(told), *asking]
    if len(asking) < 2 or not _are_several(asking):
        return ()
    lead = " ".join(part for part in (head.group(1) if head else "", *told) if part)
    first = asking[0] if not lead else f"{asking[0].rstrip(' ?')} ({lead.rstrip('. ')})?"
    return (first, *(_second(clause, first, lead) for clause in asking[1:]))


def _clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Clauses in order, and whether an "and" or a "what about" joins each to the one before."""
    start, joined = 0, False
    for found in _CLAUSE.finditer(text):
        yield text[start : found.start()].strip(), joined
        start, joined = found.end(), bool(re.search(r"and|&|plus", found.group(), re.IGNORECASE))
        joined = joined or bool(re.match(r"(?:what|how) about\b", text[start:], re.IGNORECASE))
    yield text[start:].strip(), joined


def _are_several(clauses: Sequence[str]) -> bool:
    """Whether each clause asks for something of its own, and not "what's the figure?" of the one before."""
    asked = [asks_of(clause) for clause in clauses]
    for clause, kinds in zip(clauses, asked, strict=True):
        telling = set(analyse(clause)) - FRAME
        if (
            not telling
            and not kinds & {"sample", "margin", "who", "when"}
            and not _SAME_ELSEWHERE.match(clause)
        ):
            return False
    return bool(asked[0] & VALUE_KINDS) and not any("recommendation" in kinds for kinds in asked)


def _second(clause: str, first: str, lead: str) -> str:
    """A later clause with what it leaves out: all of the question for "and in India?", else the names."""
    if _SAME_ELSEWHERE.match(clause):
        moved = _moved(clause, first)
        return moved or standalone(clause, [Turn("user", first)])
    whole = standalone(clause, [Turn("user", first)])
    if whole != clause:
        return whole
    scope = lead or _scope(first, clause)
    return f"{clause.rstrip(' ')} ({scope.rstrip('. ')})" if scope else clause


def _moved(clause: str, first: str) -> str | None:
    """The first clause with its "among developers" turned into "among testers"; None if it has none."""
    new = _PLACE_OF.search(f"{clause.strip(' ?.!')}")
    if new is None:
        return None
    same = [old for old in _PLACE_OF.finditer(first) if old["by"].lower() == new["by"].lower()]
    years = bool(YEAR.search(new["what"]))
    fitting = [old for old in same if bool(YEAR.search(old["what"])) == years]
    if not fitting:
        return None
    old = fitting[-1]
    return f"{first[: old.start()]}{new.group()}{first[old.end() :]}"


def _scope(first: str, clause: str) -> str:
    """The names and years of the first clause that a later one does not say again."""
    said = set(analyse(clause))
    words = re.findall(r"[\w'’.&/-]*\w", first)
    names = [
        word
        for place, word in enumerate(words)
        if (YEAR.fullmatch(word) or any(c.isupper() for c in word[1:]) or (place and word[:1].isupper()))
        and not set(analyse(word)) <= said | FRAME
    ]
    return " ".join(dict.fromkeys(names))


def _by_list(text: str) -> tuple[str, ...]:
    """A list: "Three things for 2023: A, B and C" -> A, B and C, each for 2023."""
    head = _HEADED.match(text)
    if head is None or re.search(rf"\b{_INTERROGATIVE}\b", text[head.end() :], re.IGNORECASE):
        return ()
    rest = re.sub(
        r"[,;]?\s*(?:please|pls|thanks|thank you)\W*$|[?.!]+\s*$", "", text[head.end() :], flags=re.I
    )
    if _VERSUS.search(rest) or YEAR.search(rest):
        return ()
    lead = _FOR_WHAT.sub("", head.group(1)).strip() or head.group(1)
    items = [item.strip() for item in re.split(r"\s*[,;]\s+(?:and\s+)?|\s+and\s+", rest) if item.strip()]
    if len(items) < _MIN_LIST or any(not set(analyse(item)) - FRAME for item in items):
        return ()
    return tuple(f"{item} ({lead})?" for item in items)


def _by_city(text: str) -> tuple[str, ...]:
    """Cities: "between Valencia 2022 and Paris 2024": two editions of a conference."""
    places = list(re.finditer(rf"{CITY.pattern}(?:\s+(?:in\s+)?(?:19|20)\d\d)?", text, re.IGNORECASE))
    if len(places) < 2:
        return ()
    before = re.sub(r"\b(?:between|from|both)\s+$", "in ", text[: places[0].start()], flags=re.I)
    return tuple(f"{before}{place.group()}{text[places[-1].end() :]}" for place in places)


def _by_sides(text: str) -> tuple[str, ...]:
    """Sides: "APAC vs Europe", "EKS or AKS: which longer?"."""
    found = _VERSUS.search(text)
    if found is None and _WHICH_OF_TWO.search(text):
        found = _OR.search(text)
    if found is None:
        return ()
    left, right = _left_side(text[: found.start()]), _right_side(text[found.end() :])
    if not left or not right or _OPPOSITES & {*left.lower().split(), *right.lower().split()}:
        return ()
    years = set(YEAR.findall(left)), set(YEAR.findall(right))
    if all(years) and (years[0] == years[1] or not _differ(left, right)):
        return ()
    before, after = text[: found.start() - len(left)], text[found.end() + len(right) :]
    if not before.strip() and not after.strip(" ?.!"):
        # "GPU use training jobs vs inference": where the left side begins cannot be seen.
        words = left.split()
        before = " ".join(words[: max(1, len(words) - 2)]) + " " if len(words) > 2 else ""
        return f"{left}?", f"{before}{right}?"
    return f"{before}{left}{after}", f"{before}{right}{after}"


def _differ(left: str, right: str) -> bool:
    """Whether two sides with a year each name different things, and not one thing of two years."""
    plain = [set(analyse(YEAR.sub("", side))) - FRAME for side in (left, right)]
    return all(plain) and plain[0].isdisjoint(plain[1])


def _left_side(before: str) -> str:
    tail = re.split(r"[,:;?()]", before)[-1]
    return _side(tail.split(" "), from_end=True)


def _right_side(after: str) -> str:
    return _side(re.split(r"[,:;?().!]", after)[0].split(" "), from_end=False)


def _side(words: Sequence[str], *, from_end: bool) -> str:
    kept: list[str] = []
    for word in reversed(words) if from_end else words:
        if (word.lower() in _ENDS and kept) or len(kept) == _SIDE:
            break
        kept.append(word)
    return " ".join(reversed(kept) if from_end else kept).strip()


def _by_years(text: str) -> tuple[str, ...]:
    """Each year that is named, and those between the two of a range."""
    years = list(dict.fromkeys(full_year(year) for year in YEAR.findall(text)))
    if len(years) < 2 or find_quantities(text):
        return ()  # what names a number asks about that number
    spans = [found for found in _YEARS_TO.finditer(text) if _WHOLE_RANGE.fullmatch(found["by"])]
    if len(years) == 2 and (spans or _BETWEEN.search(text)):
        low, high = sorted(map(int, years))
        years = [str(year) for year in range(low, high + 1)]
    return tuple(of_year(text, year) for year in sorted(years))


def own_words(part: str) -> str:
    """What a part asks itself, without what it leaves out, which `divide` puts behind it in brackets.

    >>> own_words("how many use Flux (how many firms use Helm (Vela 2022))?")
    'how many use Flux?'
    """
    return _LEFT_OUT.sub("?", part)


def of_year(text: str, year: str) -> str:
    """The question of one year: what names several, or none, becomes that one."""
    one = text
    while (shorter := _YEARS_TO.sub(year, one)) != one:
        one = shorter
    one = re.sub(rf"\b(?:between|from)\s+(?:the\s+)?(?={year}\b)", "in ", one, flags=re.IGNORECASE)
    return YEAR.sub(year, one) if YEAR.search(one) else f"{one.rstrip(' ?.!')} in {year}?"


def _by_subjects(text: str) -> tuple[str, ...]:
    """Subjects: "managers and developers disagree: what does each side say?"."""
    found = _SUBJECTS.match(text) if _EACH.search(text) else None
    if found is None:
        return ()
    rest = text[found.end() :]
    return tuple(f"{found[side]}{rest}" for side in ("left", "right"))
