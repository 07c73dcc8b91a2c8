"""What a word before a figure makes of it: a modal, "if", a verb or noun of aiming or foreseeing. Pure.

It governs up to the next part of the sentence with a verb of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.clauses import has_verb
from assistant.ingest.grammar import is_verb, reads_as_verb
from assistant.ingest.verb_lexicon import EITHER_FORMS, is_past
from assistant.schema import Span, Stance

# Small letters: "May" is a month, "Will" a man.
_CUE: Final = re.compile(
    r"\b(?:(?P<target>aim(?:s|ed|ing)?\s+(?:to|for|at)|targeting|targets\s+(?:a|an|\d)|(?:goal|target"
    r"|objective|quota|ambition|aim)s?(?=\s+(?:of|is|are|was|were|ha[sd]\s+been|remains|to|for|set|by"
    r"|at|[a-z]+\s+(?:is|of))\b|,\s+an?\s)"
    r"|minimum\s+(?:[a-z]+\s+)?age\b"
    r"|(?:limit|cap|ceiling)s?\s+(?:for|on)\s+[^,;.()]{2,40}?\s(?:is|are|was|were)"
    r"|(?:proposals?|bids?|drive|campaign|signed\s+up|meant|supposed)\s+to"
    r"|demand(?:s|ed|ing)(?=\s+(?:(?:an?|that|at\s+least|another)\s|$))"
    r"|agree[sd]?\s+to(?=\s+(?!the|a|an|its|their|this|these|about)[a-z]+\s)"
    r"|(?:oblig(?:es?|ed)|commit(?:s|ted)?|order(?:s|ed)?|requir(?:es?|ed)|compel(?:s|led)?|urg(?:es?|ed)"
    r"|instruct(?:s|ed)?)\s+(?:[\w-]+\s+){1,4}?to|call(?:s|ed"
    r"|ing)?\s+for|[Pp]lan(?:s|ned|ning)?\s+(?:to|for)|planned(?=\s+(?:(?:an?|about|some|up|over"
    r"|nearly|at\s+least)\s|$))"
    r"|(?:plans|(?:is|are|was|were)\s+planning)(?=\s+(?:(?:an?|about|some|up|over|nearly|more"
    r"|at\s+least|another)\s|$))"
    r"|(?:may|can)\s?not\s+(?=[^,;.]{0,40}?\b(?:more\s+than|over|above|longer|exceed))|pledg(?:es?|ed|ing)"
    r"|intends?\s+to|intended\s+to|intending\s+to|commit(?:s|ted|ments?)?\s+to|wants?|wanting\s+to"
    r"|seeks?\s+to|seeking\s+to|hop(?:es?|ed|ing)\s+(?:to|for)|vow(?:s|ed)?"
    r"|promis(?:es?|ed|ing)\s+to|must(?!\s+have\b)|shall|should|ought\s+to|(?:is|are"
    r"|be)\s+(?:not\s+)?(?:obliged"
    r"|required|limited|restricted|capped|allowed|permitted)(?:\s+(?:to|at))?"
    r"|required\s+to|requires?|requiring|mandat(?:es?|ed|ing)|(?:limit|cap|ceiling|deadline)\s+(?:of|at"
    r"|is)|floor\s+of|(?:caps|capp(?:ed|ing)|limit(?:s|ing|ed)?|restrict(?:s|ed"
    r"|ing))\s+(?:\w+\s+){1,4}?(?:at|to)|(?:have|has|needs?)\s+to|(?:have"
    r"|has)\s+until\s+[^,;]{2,25}?\sto"
    r"|(?:allow|permit)s?\s+(?:for\s+)?(?=up\s+to\s|a\s+maximum|at\s+most\s|no\s+more\s)"
    r"|efforts\s+to|set\s+itself"
    r"|at\s+most|no\s+(?:more|later|fewer)\s+than(?=[^,;]*\s(?:apart|allowed|permitted)))"
    r"|(?P<foreseen>could|would(?!-|\s+(?:go\s+on|later|eventually)\b)|might|may"
    r"|(?<!\bthe\s)(?<!\bh[ei][rs]\s)will(?!\s+of\b)"
    r"|won[’']t|going\s+to|(?:is|are)\s+seen\s+(?=\w+ing\b)"
    r"|(?:[Ii]f|[Uu]nless|(?:Had|Should)(?=\s+(?:the|an?|it|they|he|she|we|this|that|its|their)\s)"
    r"|[Aa]ssuming|[Ss]uppos(?:e|ing)|[Pp]rovided\s+that)"
    r"|expect(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?(?:to|that)|expects?|expectations?\s+(?:of|for)|(?:ha[sd]"
    r"|have|is|are|was|were|be|been)\s+(?:\w+ly\s+)?expected"
    r"|(?<!than\s)(?<!as\s)(?<!As\s)expected(?=\s+(?:(?:an?|the|about|some|up|over|nearly|only"
    r"|at\s+least)\s|$))|forecasts?|predict(?:s|ed|ions?)?"
    r"|project(?:ed|ions?)|projects\s+(?:that|to)|estimated\s+to\s+(?:reach|grow|rise|fall|exceed|hit"
    r"|double|triple|increase)|anticipat(?:es?|ed)|(?:is|are|was|were|looks?)\s+(?:set|likely|due"
    r"|poised)\s+(?:to|for)"
    r"|(?<=,\s)likely\s+to|(?:scheduled|slated|destined|bound)\s+to|on\s+(?:track|course)\s+(?:to|for)"
    r"|poised\s+to|potentially|don[’']t\s+want|doesn[’']t\s+want"
    r"|didn[’']t\s+want|do\s+not\s+want|does\s+not\s+want|foresees?|foresaw|guidance\s+(?:of|for)"
    r"|outlook))\b"
)
NO_CONDITION: Final = re.compile(
    r"\b(?:as|even|asked|ask|asks|wonder|wondered|know|knew|see|determine|unclear|sure|check|decide|what"
    r"|not\s+sure)\s+$"
)
# Where the part that a cue governs is over: a new part with a verb of its own follows.
_BREAK: Final = re.compile(
    r";|,?\s(?:while|whereas|although|though|because|since)\s|,\s(?:which|who|where|when|so|as)\s"
    r"|,?\s(?:and|but|so|yet)\s|[—–]|,\swith\s|:\s|\)\s|\s\("
)
# What may lead to a number that opens its part: "but so far fewer than 90 came".
_OPENS: Final = re.compile(r"(?:[A-Za-z]+\s+){0,4}")
_OVER: Final = re.compile(
    r"[,;:.()—–“”\"]|\s(?:and|or|but|that|which|who|whose|whom|where|to|while|if|because|than|as)\s"
)
# After "to" and after a modal only a bare verb goes on: not "plans to hire 40 and has hired 12".
_BARE: Final = re.compile(r"(?:\bto|could|would|might|may|will|won[’']t|must|shall|should)$")
_NOUN_OR_AIM: Final = re.compile(
    r"(?:goal|target|objective|quota|ambition|aim|limit|cap|ceiling|deadline|floor|[Pp]lan|pledg|forecasts?$"
    r"|projections?$|guidance|outlook|wants?|call)"
)
_FINITE: Final = frozenset("is are was were has had does did".split())
_PASSIVE: Final = re.compile(r"\b(?:be|been|being|get|have|having)\b")
_CONTRASTS: Final = re.compile(r"but|yet|while|whereas|although|though|because|since|—|–")
_SAYS_NEXT: Final = re.compile(
    r"[^,;:.()]{0,50}?\s(?:say|says|said|think|thinks|thought|believe|believed|see|saw|agree|agreed|expect"
    r"|expected|favou?r|favou?red|oppose|opposed|want|wanted|feel|felt)\b"
)
_WHO_WERE_ASKED: Final = re.compile(r"\baccording\s+to\s+(?:\w+\s+){0,2}$")
# "Plans to grow were named by 53 % of the bakers".
_BY: Final = re.compile(r"\b[a-z]+(?:ed|en|wn|lt)\s+by\s+(?:[a-z]+\s+){0,2}$")
_OF_PEOPLE: Final = re.compile(
    r"\s+of\s+(?:[\w'’-]+\s+){0,4}?(?:respondents|participants|those|people|adults|men|women"
    r"|[a-z]+(?:ers|ors|ists|ants"
    r"|ees)|organi[sz]ations|companies|firms|teams|households)\b"
)
_PUT_AT: Final = re.compile(
    r"\b(?:puts?|pegs|pegged|reckons|reckoned)\s+(?:it\s+|them\s+)?(?:at|between|above|below)"
    r"\s+(?:\w+\s+){0,3}$"
)
_NOBODY: Final = re.compile(r"\b[Nn](?:obody|o|one|either)\b[^,;]*$")
_SIDE: Final = re.compile(r",\s(?:which|who|where|when|although|though|as|while|because|since)\b[^,]*$")
_BASE_OF_COMPARISON: Final = re.compile(
    r"(?:\b(?:up|down)\s+from|\bcompared\s+(?:with|to)|\bagainst|\bversus|\bvs\.?|\bmore\s+than\s+the"
    r"|\bfrom\s+the\s+current|\bcurrently|\btoday(?:[’']s)?|\bnow|\balready)"
    r"\s+(?:(?:a|an|the|its|just|only|about|some|nearly|around|over|roughly|at|is|are|current)\s+){0,3}$",
    re.IGNORECASE,
)
# What was before: "could rise from 30 to 40", "will rise after falling by 3 %", "the first in 40 years".
_FROM: Final = re.compile(
    r"(?<!range\s)(?<!ranging\s)(?<!vary\s)(?<!anything\s)(?<!anywhere\s)\bfrom\s+(?:an?\s+|about\s+"
    r"|around\s+|just\s+"
    r"|only\s+|under\s+|over\s+|nearly\s+|some\s+|more\s+than\s+)*$"
)
_RISES_TO: Final = re.compile(r"[^,;.:]{0,40}?\sto\s+(?:[a-z]+\s+){0,3}[\d$€£]")
_FROM_LEVEL: Final = re.compile(r"\bto\s+[^,;:()]{0,20}\d[^,;:()]{0,30}\sfrom\s")
_PAST: Final = re.compile(
    r"\b(?:after\s+[a-z]+ing|having\s+[a-z]+)\b[^,;:]{0,30}$"
    r"|\b(?:first|most|least|best|worst|(?:high|low|larg|bigg|small|great|fast|slow|long|short|old"
    r"|young|dri|wett|hott|cold"
    r"|warm|deep|strong|weak|strict)est)\b[^,;:]{0,30}\sin\s+(?:[a-z]+\s+){0,2}$"
)
AT_MOST: Final = re.compile(
    r"\b(?:[Nn]o\s+(?:more|fewer|less|longer|later|higher)\s+than|[Aa]t\s+most|[Oo]nly)\s+$"
)
OPINION: Final = re.compile(
    r"\b(?:say|says|said|believe|believes|think|thinks|thought|expect|agree|fear|hope|worry|worried"
    r"|predict|feel|felt|told|asked|favou?r|oppose|support|saying|know|found|finds|reported|estimates?"
    r"|estimated|shows|showed)\b"
)
SHARE: Final = re.compile(
    r"%|per\s?cent|\b(?:in|out\s+of|of\s+the)\b|half|third|quarter|fifth|tenth|-in-|two", re.IGNORECASE
)
_UNDER_PLAN: Final = re.compile(
    r"\b[Uu]nder\s+(?:my|our|his|her|the|its|their|this|that)\s+(?:\w+\s+){0,2}?(?:plan|proposal|bill"
    r"|programme)\b"
)
_AHEAD: Final = re.compile(r"\b(?:will|would|shall|must|should)\b")
_BY_YEAR: Final = re.compile(r"\bby\s+(?:the\s+end\s+of\s+)?20[3-9]\d\b")
REACH: Final = 240


def governed_by(text: str, sentence: Span, clause: Span, span: Span) -> Stance | None:
    """What the nearest cue before a figure makes of it, unless another part has begun since.

    Args:
        text: the text.
        sentence: the sentence of the figure.
        clause: the part of it that belongs to the figure.
        span: the figure.
    """
    start = max(sentence.start, span.start - REACH)
    if _BASE_OF_COMPARISON.search(text, max(clause.start, span.start - 40), span.start):
        return None
    plan = _UNDER_PLAN.search(text, start, span.start)
    if plan and _AHEAD.search(text, plan.end(), min(sentence.end, span.end + REACH)):
        return "target"
    cues = list(_CUE.finditer(text, start, span.start))
    if not cues:
        return "hypothetical" if _BY_YEAR.search(text, clause.start, clause.end) else None
    lead = max(start, span.start - 60)
    if _stands_apart(text, span, lead, sentence.end):
        return None
    if _PUT_AT.search(text, lead, span.start):
        return "reported"
    return _weighed(text, sentence, start, cues[-4:], span)


def _weighed(
    text: str, sentence: Span, start: int, cues: Sequence[re.Match[str]], span: Span
) -> Stance | None:
    """What the last of the cues that reaches the figure makes of it."""
    share = SHARE.search(text, span.start, span.end) is not None
    for cue in reversed(cues):
        if cue.group().lower() == "if" and NO_CONDITION.search(text, start, cue.start()):
            continue
        if breaks(text, cue, span, sentence.end) or _is_aside(text, start, cue, span.start):
            continue
        if share and _is_measured(text, sentence, start, cue, span):
            continue
        if cue["target"] or (cue.group() == "may" and _is_limit(text, start, cue, span)):
            return "target"
        return "hypothetical"
    return None


def _is_limit(text: str, start: int, cue: re.Match[str], span: Span) -> bool:
    """Whether "may" sets a limit: "may contain no more than 5 grams", "nobody may bring more than 3"."""
    at_most = AT_MOST.search(text, max(start, span.start - 40), span.start)
    return at_most is not None or _NOBODY.search(text, start, cue.start()) is not None


def _stands_apart(text: str, span: Span, lead: int, limit: int) -> bool:
    """Whether a figure holds whatever is to come: an age, those asked, a level before, the past."""
    if text.endswith("-old", span.start, span.end):
        return True  # "her deputy, a 43-year-old engineer", whatever she will do
    if SHARE.search(text, span.start, span.end):
        by = _BY.search(text, lead, span.start) and _OF_PEOPLE.match(
            text, span.end, min(limit, span.end + 70)
        )
        if by or _WHO_WERE_ASKED.search(text, lead, span.start):
            return True
    return _was_before(text, span, lead, limit)


def _was_before(text: str, span: Span, lead: int, limit: int) -> bool:
    """Whether a figure is a level that something leaves, or past, whatever is to come."""
    if _PAST.search(text, lead, span.start):
        return True
    if not _FROM.search(text, lead, span.start):
        return False
    to = _RISES_TO.match(text, span.end, min(limit, span.end + 70))
    return to is not None or _FROM_LEVEL.search(text, lead, span.start) is not None


def _is_measured(text: str, sentence: Span, start: int, cue: re.Match[str], span: Span) -> bool:
    """Whether a share is one of people asked: "fewer think he would repair it (28 %)", "42 % said it should".

    What they say is foreseen or wanted, the share was measured.
    """
    if _BREAK.search(text, cue.end(), span.start) and OPINION.search(text, start, cue.start()):
        return True
    apart = "," in text[cue.end() : span.start] or _BREAK.search(text, cue.end(), span.start)
    return bool(apart) and _SAYS_NEXT.match(text, span.end, min(sentence.end, span.end + 70)) is not None


def breaks(text: str, cue: re.Match[str], span: Span, limit: int) -> bool:
    """Whether a new part begins between a cue and a figure: a conjunction, and a subject with its verb."""
    bare = _BARE.search(cue.group()) is not None
    clausal = not bare and _NOUN_OR_AIM.match(cue.group()) is None
    if not bare and text.startswith((",", " ,"), cue.end(), span.start):
        return True  # "It is hard to predict, but": it has no object.
    for cut in _BREAK.finditer(text, cue.end(), span.start):
        if cut.group() == ";":
            return True
        first = next(iter(text[cut.end() : span.start].split(maxsplit=1)), "").strip(".,").lower()
        if (bare or _CONTRASTS.search(cut.group())) and _is_finite(text, first, Span(cue.end(), cut.start())):
            return True
        if first == "to" or (first and reads_as_verb(first, "")):
            continue
        if first and has_verb(text, Span(cut.end(), span.start)):
            return True
        if (not clausal or _CONTRASTS.search(cut.group())) and _leads(text, cut.end(), span, limit):
            return True
    comma = text.rfind(", ", cue.end(), span.start)
    return not clausal and comma >= 0 and _leads(text, comma + 2, span, limit)


def _is_finite(text: str, word: str, before: Span) -> bool:
    """Whether a verb after "and" cannot hang on "to" or a modal: "... and has", "... and employs"."""
    if word in _FINITE:
        return True
    if word.endswith("s"):
        return is_verb(word) and word not in EITHER_FORMS
    return is_past(word) and is_verb(word) and not _PASSIVE.search(text, before.start, before.end)


def _leads(text: str, start: int, span: Span, limit: int) -> bool:
    """Whether a figure is the subject, or at the head of it, of a verb of its own: "90 are in the ground"."""
    if not _OPENS.fullmatch(text, start, span.start):
        return False
    end = min(limit, span.end + 80)
    over = _OVER.search(text, span.end, end)
    return has_verb(text, Span(span.end, over.start() if over else end))


def _is_aside(text: str, start: int, cue: re.Match[str], end: int) -> bool:
    """Whether a cue stands in a relative clause in commas that is over: "X, which will open in May, has"."""
    if cue.group().lower() in ("if", "unless", "assuming", "suppose"):
        return False
    return _SIDE.search(text, start, cue.start()) is not None and "," in text[cue.end() : end]
