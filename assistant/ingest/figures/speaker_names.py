"""Which words name somebody, or a publication, that can say something. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.ingest.grammar import is_verb
from assistant.schema import Span

_Step = Literal["take", "last", "stop", "nobody"]
NounKind = Literal["name", "study", "role", "group", "pronoun"]

STUDIES: Final = frozenset(
    (
        "survey surveys poll polls study studies report reports research analysis analyses census index "
        "benchmark newsletter microsurvey barometer review paper article post release blog edition audit "
        "questionnaire monitor tracker estimate estimates data statistics figures numbers forecast "
        "forecasts projection projections results findings evidence records calculations model models "
        "assessment whitepaper dashboard filing bulletin document brochure prospectus leaflet keynote "
        "statement memo outlook "
    ).split()
)
_ROLES: Final = frozenset(
    (
        "official officials researcher researchers scientist scientists analyst analysts economist "
        "economists expert experts critic critics author authors campaigner campaigners historian "
        "historians observer observers company firm group agency agencies ministry minister government "
        "bank regulator regulators watchdog charity organisation organization foundation institute "
        "institution university centre center laboratory lab police authorities authority investigators "
        "prosecutors spokesman spokeswoman spokesperson president chairman chairwoman chair chief "
        "director manager boss founder founders management maker manufacturer operator vendor supplier "
        "retailer insurer lender council commission committee board bureau department office union "
        "association federation consortium consultancy pollster pollsters newspaper magazine broadcaster "
        "site website host speaker presenter lawyers lawyer doctors administration court panel team "
        "startup owner chairperson secretary governor mayor senator lawmaker strategist chancellor "
        "professor engineer sources insiders auditors auditor statisticians forecasters demographers "
        "epidemiologists epidemiologist "
    ).split()
)
_GROUPS: Final = frozenset(
    (
        "respondent respondents developer developers republicans democrats women men adults people users "
        "companies organizations organisations teams leaders whites blacks hispanics latinos independents "
        "voters conservatives liberals teens students parents participants majorities majority share "
        "shares percent executives engineers employees workers britons muslims catholics protestants "
        "christians jews sunnis shias evangelicals millennials boomers adopters enterprises businesses "
        "firms customers consumers households owners members managers countries nations half third "
        "quarter turks poles greeks swedes danes finns spaniards scots attendees israelis pakistanis "
        "iraqis iranis teachers nurses patients farmers practitioners operators "
    ).split()
)
_HEADS: Final = STUDIES | _ROLES | _GROUPS
_DEMONYM: Final = re.compile(r"[A-Z][a-z]{2,}(?:ans|crats|nese)")
_ARTICLES: Final = frozenset("the a an its their our his her this one".split())
_LINKS: Final = frozenset("of by from at in on for and &".split())
_MADE: Final = frozenset(
    "commissioned conducted published released compiled carried led funded run prepared written".split()
)
_NOBODY: Final = frozenset(
    (
        "the a an in on at for of and but this that these those most some many more nearly about over "
        "almost half we i it they he she who among overall while when if as however today there by what "
        "another others both then so yet also still here his her its their our not nor only just even "
        "after before since until although though because which where whose whom according meanwhile thus "
        "one yesterday tomorrow earlier later recently by-line with to or than up down "
    ).split()
)
_MONTHS: Final = frozenset(
    (
        "january february march april may june july august september october november december monday "
        "tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 "
    ).split()
)
_REST: Final = frozenset(
    (
        "rest majority remainder others other half remaining public latter former vast people percentage "
        "proportion number "
    ).split()
)
# After one of these a name is no subject of the verb that follows it: "respondents to Gartner said".
_OBJECT_OF: Final = frozenset(
    (
        "to with about against than like via using under over through between among per into within "
        "towards without "
    ).split()
)
_ARTICLE: Final = re.compile(r"(?:the|a|an|its|their|our|one|this)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\s,;:()“”\"—–|]+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_STUDY_OF: Final = re.compile(
    r"\b(?P<study>[Ss]urvey|[Pp]oll|[Ss]tudy|[Aa]nalysis|[Rr]eview"
    r"|[Cc]ensus)\s+of\s+(?:(?!by\b)[^\s;.()]+\s+){1,9}(?!by\b)[^\s;.()]+(?=\s*$|\s+[a-z])"
)
# Names are short. Set on news and survey texts; re-run `python -m evals figures`.
_REACH, _MAX_WORDS, _MAX_LOWER = 130, 14, 4
_ENDS: Final = re.compile(
    r"[,;()–—|]|\.(?:\s|$)|[:?!”\"]|\s[-–]\s|\s(?:in|for|from|on|at|during|since)\s+(?:[\d$€£]|Q\d"
    r"|[a-z]+\s+(?:19|20)\d\d)"
    r"|\s(?:on|last|this)\s+(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|week|month|year)\b"
    r"|\s(?:that|which|who|whose|whom|found|released|published|conducted|as|reports?\s+that|is|are|was"
    r"|were|has|have|had|can|could|will|would|affects?"
    r"|shows?|says?|said|puts?|they|he|she|it|we|while|but|because|although|after|before|when)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A noun phrase that can say something: its span with the article, and what its head is."""

    span: Span
    kind: NounKind


def name_before(text: str, floor: int, end: int, *, links: bool = True, anyone: bool = False) -> Named | None:
    """The noun phrase that ends at `end`, if it names somebody: "the pollster Klarum", "A study by MIT".

    Args:
        text: the text.
        floor: it begins here at the earliest.
        end: where it ends.
        links: whether phrases with "of", "by", "in" belong to it.
        anyone: whether a noun with an article will do, whatever it is: of "the airline said".
    """
    start = max(floor, end - _REACH)
    if links and (asked := _STUDY_OF.search(text, start, end)) and asked.end() == end:
        end = asked.end("study")  # "The 2023 survey of 89,000 developers"
    words = list(_WORD.finditer(text, start, end))[-_MAX_WORDS:]
    if start > floor and words and words[0].start() == start:
        words = words[1:]
    taken: list[re.Match[str]] = []
    for place in range(len(words) - 1, -1, -1):
        match = words[place]
        if text[match.end() : taken[0].start() if taken else end].strip():
            break
        step = _step(words, place, taken, links=links, anyone=anyone)
        if step == "nobody":
            return None
        if step in ("take", "last"):
            taken.insert(0, match)
        if step in ("stop", "last"):
            break
    return _named(taken, anyone=anyone)


def _step(
    words: Sequence[re.Match[str]], place: int, taken: Sequence[re.Match[str]], *, links: bool, anyone: bool
) -> _Step:
    """Whether the word before what is taken belongs to the phrase, ends it, or shows that nobody is named."""
    word, lower = words[place].group(), _bare(words[place].group())
    before = _bare(words[place - 1].group()) if place else ""
    follows = _bare(taken[0].group()) if taken else ""
    dated = bool(taken) and _bare(taken[-1].group()) in STUDIES
    if lower in _ARTICLES and taken and not (word == "one" or follows in _LINKS):
        return "take" if links and before in _LINKS else "nobody" if before in _OBJECT_OF else "last"
    if lower in _LINKS and word.islower():
        return "take" if taken and links else "stop"
    if lower in _NOBODY:
        return "nobody" if lower in _OBJECT_OF and taken else "stop"
    # "the 2025 edition", "Annual Survey 2025"
    year = _YEAR.fullmatch(word) is not None
    of_name = year and (dated or (not taken and _named_at(words, place - 1)))
    if of_name or _is_named(word) or lower in _HEADS:
        return "take"
    if word[0].isdigit() or word[0] in "$€£%~":
        return "stop" if dated or year else "nobody"
    return _step_small(word, before, follows, taken, anyone=anyone)


def _step_small(
    word: str, before: str, follows: str, taken: Sequence[re.Match[str]], *, anyone: bool
) -> _Step:
    """As `_step`, for a word in small letters that names nobody by itself: "hotel" of "the hotel Sandvik"."""
    lower = word.lower()
    if not taken:
        return "take" if anyone and word.isalpha() and not is_verb(word) and lower not in _REST else "nobody"
    if follows in _LINKS and lower not in _MADE:
        # "A survey of commuters by the think tank Pendel" is Pendel's.
        return "stop" if follows in ("by", "and", "&") else "nobody"
    small = sum(not _is_named(match.group()) for match in taken)
    if (is_verb(word) and lower not in _MADE and before not in _ARTICLES) or small > _MAX_LOWER:
        return "stop"
    return "take"


def name_after(text: str, start: int, limit: int) -> Span | None:
    """The noun phrase that begins at `start`, without its article; None if it begins with a number."""
    ends = _ENDS.search(text, start + 1, limit)
    end = ends.start() if ends else limit
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    end = _verb_after_name(text, start, end)
    while start < end and text[end - 1] in " ,.’'":
        end -= 1
    words = text[start:end].split()
    if not words or end - start < 2 or _bare(words[0]) in _NOBODY:
        return None
    return None if words[0][0].isdigit() or words[0][0] in "$€£" else Span(start, end)


def _verb_after_name(text: str, start: int, end: int) -> int:
    """Where a verb follows a name, so that it is over: "adults surveyed by Merx use"; else the end."""
    name = False
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if name and word.islower() and word not in _LINKS | _MADE and is_verb(word):
            return match.start()
        name = name or _is_named(word)
    return end


def has_name(words: str) -> bool:
    """Whether words hold a proper name: a capital that is not a month's or weekday's."""
    return any(_is_named(word) and _bare(word) not in _MONTHS for word in words.split())


def rstripped(text: str, start: int, end: int) -> int:
    """The end of a part of a text without the space at its end."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def can_speak(words: str) -> bool:
    """Whether a noun phrase is somebody's name, or ends as a role or a publication does."""
    parts = words.split()
    return has_name(words) or any(_bare(word) in STUDIES | _ROLES for word in parts)


def _named_at(words: Sequence[re.Match[str]], place: int) -> bool:
    return (
        place >= 0
        and words[place].group()[0].isupper()
        and _bare(words[place].group()) not in _NOBODY | _MONTHS
    )


def _bare(word: str) -> str:
    return word.lower().strip("'’‘.").removesuffix("'s").removesuffix("’s")


def _is_named(word: str) -> bool:
    """Whether a word is written as a name: "CNCF", "iRobot", "'Times"; not "I"."""
    word = word.lstrip("'’‘")
    return word not in ("I", "") and (
        word[0].isupper() or (word[0].islower() and any(c.isupper() for c in word))
    )


def _named(taken: Sequence[re.Match[str]], *, anyone: bool) -> Named | None:
    """The phrase without what does not belong to it, and what its head is."""
    words = list(taken)
    while words and (_bare(words[0].group()) in _LINKS or _YEAR.fullmatch(words[0].group())):
        words.pop(0)
    article = bool(words) and _bare(words[0].group()) in _ARTICLES
    core = words[1:] if article else words
    if not article:
        # "use Gartner": small words before a name belong to it only after an article.
        while core and not _is_named(core[0].group()) and _bare(core[0].group()) not in _HEADS:
            core.pop(0)
        if core and _bare(core[0].group()) in _NOBODY:
            core.pop(0)
        words = core
    if not core:
        return None
    link = next(
        (i for i, m in enumerate(core) if i and _bare(m.group()) in _LINKS | _MADE and m.group() != "&"),
        len(core),
    )
    link = link - 1 if link > 1 and _YEAR.fullmatch(core[link - 1].group()) else link
    head, lower = core[link - 1].group(), _bare(core[link - 1].group())
    if len(core) == 1 and (lower in _MONTHS or len(lower) < 2):
        return None
    span = Span(words[0].start(), words[-1].start() + len(words[-1].group().rstrip("'’.,")))
    kind = _kind_of(head)
    if kind is None and anyone and words[0].group().lower() in _ARTICLES and lower not in _REST:
        kind = "role"
    return Named(span, kind) if kind else None


def _kind_of(head: str) -> NounKind | None:
    lower = _bare(head)
    if lower in _GROUPS or _DEMONYM.fullmatch(head):
        return "group"
    if lower in STUDIES:
        return "study"
    if lower in _ROLES:
        return "role"
    return "name" if _is_named(head) else None
