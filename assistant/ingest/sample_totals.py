"""How many people a survey asked in all, and who they are; never one of its groups. Pure."""

from __future__ import annotations

import re
from typing import Final

_FEWEST: Final = 20
# Read here and not by `quantities`, which wants to know what is counted: "764 finance and infrastructure leaders".
_NUMBER: Final = re.compile(
    r"(?<![\w.,$€£¥±/–-])(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d{2,6})"
    r"(?![\w/–-]|[.,]\d|\s*(?:%|per\s?cent|percent|percentage|points?\b|million|billion|thousand|bn\b|[ap]\.?m\b))"
)
_YEARS: Final = range(1900, 2036)
_ANSWERS: Final = (
    r"(?:responses|answers|interviews|questionnaires|replies|submissions|surveys|respondents|participants)"
)
_ABOUT: Final = r"(?:(?:a\s+total\s+of|about|some|over|more\s+than|nearly|almost|around|roughly|exactly|in\s+total,?)\s+)?"
# What leads a total: asking verbs take any noun, getting verbs need answers behind the number.
_ASKED_BEFORE: Final = re.compile(
    r"(?:\b(?:surveyed|polled|interviewed|questioned|question|asked|heard\s+from|completed\s+by|answered\s+by"
    r"|(?:survey\s+data|questionnaires|answers|responses)\b[^.;]{0,80}\bfrom|(?:survey|poll|sample|census|questionnaire)\s+(?:of|among)|answers\s+(?:from|of|by)|responses\s+(?:from|of|by)"
    r"|interviews\s+with|(?:interviews?|survey|poll|interviewed)\b[^.;]{0,120}\b(?:with|among)"
    r"|sample\s+(?:size\s+)?(?:is|was|has|consist(?:s|ed)\s+of|compris(?:es|ed)|include[sd]?|total(?:s|led)))\s+"
    rf"{_ABOUT}|\b(?:sample(?:\s+size)?|base|respondents|participants)\s*[:=]\s*(?:n\s*=\s*)?|(?:^|[.:;]\s+|\s)n\s*=\s*)$",
    re.IGNORECASE,
)
_GOT_BEFORE: Final = re.compile(
    r"\b(?:received|collected|analy[sz]ed|evaluated|gathered|obtained|reached|drew|attracted|yielded|got|there\s+were|had|counted"
    r"|based\s+on|dr[ae]ws?\s+on|rests?\s+on|conducted|held|carried\s+out|brought|returned|produced|used|includes?|covers)\s+"
    rf"{_ABOUT}$",
    re.IGNORECASE,
)
_GOT_AFTER: Final = re.compile(rf"\s+(?:[\w-]+\s+){{0,3}}?{_ANSWERS}\b", re.IGNORECASE)
_DID_AFTER: Final = re.compile(
    r"\s+(?:(?!\b(?:were|was|had|have|and\s+the)\b)[\w’'/&,-]+\s+){0,16}?(?:(?:have\s+|had\s+)?"
    r"(?:completed|answered|took\s+part|taken\s+part|participated|responded|replied|filled\s+(?:in|out)|returned|wrote\s+back)"
    r"|were\s+(?:surveyed|interviewed|polled|questioned|asked)"
    rf"|{_ANSWERS}\s+were\s+(?:collected|received|gathered|obtained|analy[sz]ed|evaluated|completed))\b",
    re.IGNORECASE,
)
# A number that is part of the sample, of another survey, or of those who did not answer.
_PART_BEFORE: Final = re.compile(
    r"(?:\b(?:up|down)\s+from|\bcompared\s+(?:with|to)|\bthan|\bafter|\bagainst|\bwave\s+\d+\s*[:=]?|\bthe|\bthese|\bof\s+(?:these|those|them|whom|which),?"
    r"|\d\s+of(?:\s+(?:the|our))?|\bincluding|(?:^|[.;]\s)among|\banother|\bfurther|\bof\s+(?:all\s+|the\s+|our\s+)*(?:respondents|participants|sample|answers),?"
    r"|\bamong\s+(?:them|these)(?:\s+(?:are|were))?|\b(?:removed|excluded|discarded|rejected)(?:\s+\w+)?"
    r"|\bbase\s+is|\binvited|\bsent\s+to|\bcontacted|\brestricted\s+to)\s+(?:about\s+|some\s+)?$",
    re.IGNORECASE,
)
_PART_CLAUSE: Final = re.compile(
    r"\b(?:where|sub-?group|sub-?sample|pilot|pre-?test|(?:results|figures|data|base)\s+for|(?:large|small|larger|smaller)\s+organi[sz]ations"
    r"|(?:previous|earlier|prior|preceding|last\s+year['’]s|last|first)\s+(?:edition|wave|survey|study|round)|in\s+(?:19|20)\d\d\s+we)\b",
    re.IGNORECASE,
)
_PART_AFTER: Final = re.compile(
    r"\s*(?:of\s+(?:the|these|those|them|whom|which|all|our)\b"
    rf"|(?:\w+\s+)?{_ANSWERS}\s+(?:from|in|at|of)\s+(?:the\s+)?(?:large\s+)?(?:organi[sz]ations|companies|firms|enterprises)\s+"
    r"(?:with|over|of|larger|employing)"
    rf"|(?:\w+\s+){{0,4}}(?:were|was)\s+(?:excluded|removed|discarded|incomplete|invited|contacted|recruited|rejected|disqualified)"
    r"|(?:incomplete|invalid|unusable|partial)\b|(?:\w+\s+)?(?:per|an?)\s+(?:second|minute|hour|day|week|month|year)\b|to\s+\d|(?:invitations|addresses|euros|dollars|questions|countries|nations|languages|industries"
    r"|markets|cities|sectors|regions|states|items|minutes|hours|days|weeks|months|years)\b)",
    re.IGNORECASE,
)
_OF_A_GROUP: Final = re.compile(r"[\w)]\s*\(\s*(?:n|base)\s*[=:]\s*$", re.IGNORECASE)
_ALL: Final = re.compile(
    r"\b(?:total|sample|all(?:\s+respondents)?|survey|overall|respondents|participants|interviews|questionnaires|responses|answers)\s*\(\s*(?:n|base)\s*[=:]\s*$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    rf"(?:(?:complete[d]?|valid|usable|full|online|telephone|total|personal|qualified|in-depth)\s+)*{_ANSWERS}\s+(?:from|by|with|of)\s+(?!the\s+end\b)",
    re.IGNORECASE,
)
_OF_HOW_MANY: Final = re.compile(r"of\s+(?:the\s+|our\s+)?[\d,]+\s+")
_WHO_ENDS: Final = re.compile(
    r"[.;:()\[\]|–—\n]|,(?!\s+[\w\s-]{1,30}(?:,\s+[\w\s-]{1,30}){0,4}?,?\s+(?:and|or)\s)"
    r"|\s(?:(?:have|had|who)\s+)?(?:completed|answered|took\s+part|participated|responded|replied|filled|returned|gathered|collected|received|wrote\s+back)\b"
    r"|\s(?:between|during|through|throughout|via|online|on\s+behalf|about|were|was|are|is|that|and\s+got|found|say|said|to\s+(?:find|learn|understand|ask)|by\s+(?:the\s+end|telephone|phone|e-?mail)"
    r"|for\s+(?:the|this|our)|and\s+(?:was|were|has|had|reached|asked|found|gives?|(?-i:it)|the\s+margin))\b"
    r"|(?<!\bat)(?<!\bin)(?<!\bof)(?<!\bfrom)\s(?:one|two|three|how|what|why|whether|if|questions)\b"
    r"|\s(?:from|in|on|since|until)\s+(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:to|and|until|[-–]|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)|(?:19|20)\d\d\b|early|late|mid|(?:the\s+)?(?:spring|summer|autumn|fall|winter|first|second|third|fourth)\b"
    r"|January|February|March|April|May\b|June|July|August|September|October|November|December|Q[1-4])",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(
    rf"(?:(?:complete|completed|valid|usable|full|online|survey|human|different|unique)\s+)*"
    rf"(?:{_ANSWERS}|people|persons|individuals|users|you|of\s+you|it|of\s+(?:them|us))(?:\s+(?:who|in\s+all|in\s+total))?",
    re.IGNORECASE,
)
_LAST_PLACE: Final = re.compile(r"\s+(?:in|from|across)\s+(?:the\s+)?[A-Z][\w\s]*$")
_VERBS: Final = re.compile(
    r"(?:who|that|which|and|or|said|say|have|did|do|returned|completed|answered|took|responded|replied|participated|filled|found)\b",
    re.IGNORECASE,
)
_KEPT: Final = re.compile(
    r"\b(?:remained|remain|were\s+(?:retained|kept|left))\b|\bafter\s+(?:data\s+)?(?:cleaning|exclu|remov|quality)",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 24


def totals(words: str) -> list[tuple[int, str | None]]:
    """What a sentence states as the number of all who were asked, and who they are.

    Args:
        words: one sentence.

    Returns:
        Each number once, with who they are where the sentence says more than "people".
    """
    found: dict[int, str | None] = {}
    for match in _NUMBER.finditer(words):
        number = int(re.sub(r"\D", "", match.group()))
        if number < _FEWEST or (number in _YEARS and match.group().isdigit()):
            continue
        if _is_total(words[: match.start()], words[match.end() :]):
            found[number] = found.get(number) or who(words, match.end())
    return list(found.items())


def kept(words: str) -> int | None:
    """How many answers were left after cleaning, where a sentence says that: "651 responses remained"."""
    if not _KEPT.search(words):
        return None
    numbers = [m.group() for m in _NUMBER.finditer(words) if _GOT_AFTER.match(words, m.end())]
    return int(re.sub(r"\D", "", numbers[-1])) if numbers else None


def _is_total(before: str, after: str) -> bool:
    """Whether a number between these words is of all who were asked."""
    near = before[-160:]
    clause = near.split("; ")[-1]
    if _PART_BEFORE.search(near) or _PART_CLAUSE.search(clause) or _PART_AFTER.match(after):
        return False
    if _OF_A_GROUP.search(near):
        return _ALL.search(near) is not None
    if _ASKED_BEFORE.search(near) or _DID_AFTER.match(after):
        return True
    return bool(_GOT_BEFORE.search(near) and _GOT_AFTER.match(after))


def who(words: str, start: int) -> str | None:
    """Who was asked: the words behind the number, if they say more than "respondents"."""
    rest = words[start:].lstrip()
    for lead in (_OF_HOW_MANY, _LEAD):
        rest = rest[match.end() :] if (match := lead.match(rest)) else rest
    end = _WHO_ENDS.search(f"{rest}.")
    phrase = rest[: end.start() if end else len(rest)].strip(" ,")
    if end and end.group() == "(":
        # "in the United States (60 %), Canada (15 %)": half of a list would be wrong.
        phrase = _LAST_PLACE.sub("", phrase)
    if (
        not phrase
        or not phrase[0].isalpha()
        or _VERBS.match(phrase)
        or len(phrase.split()) > _MOST_WORDS
        or _NOBODY.fullmatch(phrase)
    ):
        return None
    return phrase
