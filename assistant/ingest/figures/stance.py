"""Whether a figure is stated, reported, denied, foreseen or aimed at. Pure.

The word that governs the figure decides: the nearest one before it in its own part of the sentence, or one
right after it. "45 % expect rents to fall" is no forecast: the share was measured, whatever they expect.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.clauses import has_verb
from assistant.ingest.grammar import reads_as_verb
from assistant.schema import Span, Stance

# Small letters: "May" is a month, "Will" a man.
_CUE: Final = re.compile(
    r"\b(?:(?P<target>aim(?:s|ed|ing)?\s+(?:to|for|at)|targeting|targets\s+(?:a|an|\d)|(?:goal|target"
    r"|objective|quota)s?(?=\s+(?:of|is|are|was|were|to|for|set|by|at|[a-z]+\s+(?:is|of))\b)|call(?:s|ed"
    r"|ing)?\s+for|plan(?:s|ned|ning)?\s+(?:to|for)|pledg(?:es?|ed|ing)"
    r"|intends?\s+to|intended\s+to|intending\s+to|commit(?:s|ted|ments?)?\s+to|wants?|wanting\s+to"
    r"|seeks?\s+to|seeking\s+to|hop(?:es?|ed|ing)\s+(?:to|for)|vow(?:s|ed)?"
    r"|promis(?:es?|ed|ing)\s+to|must(?!\s+have\b)|shall|should|ought\s+to|(?:is|are|be)\s+(?:obliged"
    r"|required|limited|restricted|capped|allowed)(?:\s+(?:to|at))?"
    r"|required\s+to|requires?|requiring|mandat(?:es?|ed|ing)|(?:limit|cap|ceiling|deadline)\s+(?:of|at"
    r"|is)|floor\s+of|(?:caps|limit(?:s|ing)?|restricts)\s+(?:\w+\s+){1,4}?(?:at|to)|(?:have|has|needs?)\s+to"
    r"|efforts\s+to|set\s+itself"
    r"|at\s+most|no\s+(?:more|later|fewer)\s+than(?=[^,;]*\s(?:apart|allowed|permitted)))"
    r"|(?P<foreseen>could|would(?!\s+(?:go\s+on|later|eventually)\b)|might|may|will|won[’']t|going\s+to"
    r"|(?:[Ii]f|unless|[Aa]ssuming|[Ss]uppos(?:e|ing)|[Pp]rovided\s+that)"
    r"|expect(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?(?:to|that)|expects?|expectations?\s+(?:of|for)|(?:is|are"
    r"|was|were|be)\s+expected|forecasts?|predict(?:s|ed|ions?)?"
    r"|project(?:ed|ions?)|projects\s+(?:that|to)|estimated\s+to\s+(?:reach|grow|rise|fall|exceed|hit"
    r"|double|triple|increase)|anticipat(?:es?|ed)|(?:is|are|was|were|looks?)\s+(?:set|likely|due"
    r"|poised)\s+(?:to|for)"
    r"|on\s+(?:track|course)\s+(?:to|for)|poised\s+to|potentially|don[’']t\s+want|doesn[’']t\s+want"
    r"|didn[’']t\s+want|do\s+not\s+want|does\s+not\s+want|foresees?|foresaw|guidance\s+(?:of|for)"
    r"|outlook))\b"
)
_NO_CONDITION: Final = re.compile(
    r"\b(?:as|even|asked|ask|asks|wonder|wondered|know|knew|see|determine|unclear|sure|check|decide|what"
    r"|not\s+sure)\s+$"
)
# Where the part that a cue governs is over: a new part with a verb of its own follows.
_BREAK: Final = re.compile(
    r";|,?\s(?:while|whereas|although|though|because|since)\s|,\s(?:which|who|where|when|so|as)\s"
    r"|,?\s(?:and|but|so|yet)\s|[—–]|,\swith\s|:\s|\)\s|\s\("
)
_IS_NEXT: Final = re.compile(r"[\w.,%$€£]{1,20}\s+(?:[a-z]+\s+)?(?:is|are|was|were|has|have)\b")
_SIDE: Final = re.compile(r",\s(?:which|who|where|when|although|though|as|while|because|since)\b[^,]*$")
_BASE_OF_COMPARISON: Final = re.compile(
    r"(?:\b(?:up|down)\s+from|\bcompared\s+(?:with|to)|\bagainst|\bversus|\bvs\.?|\bmore\s+than\s+the"
    r"|\bfrom\s+the\s+current|\bcurrently|\btoday(?:[’']s)?|\bnow|\balready)"
    r"\s+(?:(?:a|an|the|its|just|only|about|some|nearly|around|over|roughly|at|is|are|current)\s+){0,3}$",
    re.IGNORECASE,
)
_NOUN_AFTER: Final = re.compile(
    r"[\s-]+(?:[a-z-]+\s+){0,2}?(?:(?P<target>target|goal|cap|limit|quota|ceiling|pledge|requirement"
    r"|deadline|objective)\b"
    r"|(?P<foreseen>forecasts?|projections?|predictions?))\b(?!\s+(?:men|rate|markets?))"
)
_MODAL_AFTER: Final = re.compile(
    r"\b(?:(?P<limit>(?:will|shall|may|can|is|are)\s+(?:only\s+)?be\s+(?:allowed|permitted|admitted"
    r"|required|capped|limited)|(?:is|are)\s+(?:allowed|permitted|required)|must(?!\s+have)|shall|should)"
    r"|(?P<perhaps>may|might)|(?P<would>would)|(?P<foreseen>will|could|(?:is|are|was|were)\s+(?:expected"
    r"|projected|forecast|predicted|likely|set|due)\s+to))\b"
)
_AT_MOST: Final = re.compile(r"\b(?:[Nn]o\s+(?:more|fewer|less)\s+than|[Aa]t\s+most|[Oo]nly)\s+$")
_IF_AFTER: Final = re.compile(r"[^.;:—–“”\"]{0,90}?\s(?:if|unless)\s")
_OPINION: Final = re.compile(
    r"\b(?:say|says|said|believe|believes|think|thinks|thought|expect|agree|fear|hope|worry|worried"
    r"|predict|feel|felt|told|asked|favou?r|oppose|support|saying|know|found|finds|reported|estimates?"
    r"|estimated|shows|showed)\b"
)
_SHARE: Final = re.compile(
    r"%|per\s?cent|\b(?:in|out\s+of|of\s+the)\b|half|third|quarter|fifth|tenth|-in-|two", re.IGNORECASE
)
_UNDER_PLAN: Final = re.compile(
    r"\b[Uu]nder\s+(?:my|our|his|her|the|its|their|this|that)\s+(?:\w+\s+){0,2}?(?:plan|proposal|bill"
    r"|programme)\b"
)
_AHEAD: Final = re.compile(r"\b(?:will|would|shall|must|should)\b")
_BY_YEAR: Final = re.compile(r"\bby\s+(?:the\s+end\s+of\s+)?20[3-9]\d\b")
_NOT: Final = re.compile(
    r"(?:(?:^|[,;(–—]\s*|\b(?:and|is|are|was|were|by|but)\s+|n[’']t\s+)not|\bnor)\s+(?:the\s+|a\s+"
    r"|an\s+)?(?:often\s+|widely\s+|frequently\s+)?"
    r"(?:quoted\s+|cited\s+|claimed\s+|reported\s+|repeated\s+)?(?:about\s+|nearly\s+|over\s+)?$",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    r"\b(?:rather\s+than|instead\s+of|contrary\s+to|wrongly|mistakenly|falsely|incorrectly)\s+(?:(?:put"
    r"|given|stated|reported|cited|quoted)\s+(?:at|as)\s+)?(?:the\s+|a\s+|an\s+|some\s+)?"
    r"(?:often\s+|widely\s+|frequently\s+|much\s+|oft-)?(?:quoted\s+|cited\s+|claimed\s+|reported\s+"
    r"|repeated\s+)?(?:about\s+|only\s+|just\s+|nearly\s+)?$",
    re.IGNORECASE,
)
_FEW: Final = re.compile(
    r"(?:one|a\s+single|even|two|three|1)\b(?![^.;]*,?\s(?:but|as\s+(?:some|many|reported|claimed))\b)",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!are )(?<!is )\b(?:den(?:y|ies|ied)(?=\s+(?:that|the|a"
    r"|claims|reports|having|it))|refut(?:es?|ed)|debunk(?:s|ed)|disput(?:es?|ed)(?=\s+(?:the|that"
    r"|claims))|no\s+evidence\s+(?:that|for|of)"
    r"|never\s+said|did\s+not\s+(?:say|claim|find\s+that)|[Ii]t\s+is\s+(?:not\s+true|wrong|false"
    r"|untrue)\s+that|(?:the|a)\s+(?:myth|false\s+claim|misconception)\s+(?:that|of))\b"
)
_DENIED_AFTER: Final = re.compile(
    r"[^.;]{0,60}?\b(?:(?:is|was|are|were|has\s+been|have\s+been|been)\s+(?:\w+\s+)?(?:wrong|incorrect"
    r"|false|untrue|debunked|misquoted|retracted|refuted|a\s+myth|disputed|discredited)"
    r"|is\s+a\s+myth)\b"
)
_HEARSAY: Final = re.compile(
    r"\b(?:[Aa]ccording\s+to|reportedly|[Rr]eports?\s+(?:say|suggest)|[Ii]t\s+(?:is|was)\s+(?:reported"
    r"|claimed|said|alleged)|(?:is|are|was|were)\s+(?:said|reported|rumou?red|alleged|claimed|thought"
    r"|believed)\s+to"
    r"|respondents\s+(?:estimate|report)|allegedly|supposedly|[Bb]y\s+some\s+(?:accounts|estimates)"
    r"|[Ss]ome\s+(?:say|estimate|reports)|as\s+some\s+(?:\w+\s+)?(?:say|claim))\b"
)
_COMPOUND: Final = re.compile(r"\S*-\w\S*")
# One of these words is near every figure that is not plainly stated.
_HINT: Final = frozenset(
    (
    "call calls called calling true aim aims aimed aiming target targets targeting goal goals "
    "objective objectives quota quotas plan plans planned planning pledge pledges pledged pledging "
    "intends intended intending intend commit commits committed commitment commitments want wants "
    "wanting seek seeks seeking hope hopes hoped hoping vow vows vowed promise promises promised "
    "promising must shall should ought obliged required limited restricted capped allowed permitted "
    "admitted requires require requiring requirement mandate mandates mandated mandating limit limits limiting "
    "cap caps restricts ceiling floor deadline have has need needs efforts itself most apart could "
    "would might may will won going if unless assuming suppose supposing provided expect expects "
    "expected expecting expectation expectations forecast forecasts predict predicts predicted "
    "prediction predictions project projected projection projections projects estimated anticipate "
    "anticipates anticipated set likely due poised track course potentially foresee foresees foresaw "
    "guidance outlook by not nor rather instead contrary wrongly mistakenly falsely incorrectly deny "
    "denies denied refute refutes refuted debunks debunked dispute disputes disputed evidence never "
    "wrong false untrue incorrect misquoted retracted discredited myth misconception according "
    "reportedly report reports reported claimed said thought believed alleged allegedly supposedly rumoured rumored "
    "respondents some "
).split()
)  # fmt: skip
_STOPS: Final = re.compile(r"[,;:—–()“”\"]")
_PARTS: Final = re.compile(r"\bthat\b|[,;:—–(“\"]|\band\b|\bbut\b")
_BRACKET: Final = re.compile(r"\([^()]*\)")
_MODIFIES: Final = re.compile(
    r"\b[a-z]{3,}ing\b|\b(?:with|within|aged|under|over|above|below)\s+(?:\w+\s+){0,2}$"
)
_LETTERS: Final = re.compile(r"[a-z]+")
_REACH: Final = 240


def stance_of(text: str, sentence: Span, clause: Span, span: Span, *, said: Stance | None) -> Stance:
    """How the sentence stands to the figure.

    "Not 43 % as some reports say" is disputed; "could reach" hypothetical; "aims to", "at most" a target;
    what somebody says is reported; all else is asserted.

    Args:
        text: the text.
        sentence: the sentence of the figure.
        clause: the part of it that belongs to the figure.
        span: the figure.
        said: what the verb of its speaker makes of it ("predicts": hypothetical); None if nobody says it.
    """
    near = text[max(sentence.start, span.start - _REACH) : min(max(sentence.end, span.end), span.end + 110)]
    if _HINT.isdisjoint(_LETTERS.findall(near.lower())):
        return said or "asserted"
    if _is_denied(text, sentence, clause, span) or said == "disputed":
        return "disputed"
    found = _followed_by(text, sentence, span, attributed=said is not None)
    found = found or _governed_by(text, sentence, clause, span) or said
    if found:
        return found
    return "reported" if _HEARSAY.search(text, clause.start, clause.end) else "asserted"


def _is_denied(text: str, sentence: Span, clause: Span, span: Span) -> bool:
    """Whether a figure is denied: "not 43 %", "rather than the 1.9bn", "denied that 5 %", "5 % was wrong"."""
    lead = text[max(sentence.start, span.start - 60) : span.start]
    # "Not one in ten" is fewer, and nobody says one in ten.
    fewer = lead.lower().startswith("not") and _FEW.match(text, span.start, min(sentence.end, span.end + 120))
    if _NOT.search(lead) and not fewer:
        return True
    if _INSTEAD.search(lead) or _DENIED_AFTER.match(text, span.end, min(clause.end, span.end + 90)):
        return True
    found = _DENIED.search(text, max(clause.start, span.start - 120), span.start)
    return found is not None and not _breaks(text, found.end(), span.start)


def _governed_by(text: str, sentence: Span, clause: Span, span: Span) -> Stance | None:
    """What the nearest cue before a figure makes of it, unless another part has begun since."""
    start = max(sentence.start, span.start - _REACH)
    if _BASE_OF_COMPARISON.search(text, max(clause.start, span.start - 40), span.start):
        return None
    plan = _UNDER_PLAN.search(text, start, span.start)
    if plan and _AHEAD.search(text, plan.end(), min(sentence.end, span.end + _REACH)):
        return "target"
    cues = list(_CUE.finditer(text, start, span.start))
    share = _SHARE.search(text, span.start, span.end) is not None
    for cue in reversed(cues[-4:]):
        if cue.group().lower() == "if" and _NO_CONDITION.search(text, start, cue.start()):
            continue
        if _breaks(text, cue.end(), span.start) or _is_aside(text, start, cue, span.start):
            continue
        if share and _BREAK.search(text, cue.end(), span.start) and _OPINION.search(text, start, cue.start()):
            # "Fewer think he would repair it (28 %)": what they say is foreseen, the share was measured.
            continue
        return "target" if cue["target"] else "hypothetical"
    if _BY_YEAR.search(text, clause.start, clause.end) and not cues:
        return "hypothetical"
    return None


def _breaks(text: str, start: int, end: int) -> bool:
    """Whether a new part begins between two places: a conjunction, and a subject with its verb."""
    for cut in _BREAK.finditer(text, start, end):
        if cut.group() == ";":
            return True
        first = next(iter(text[cut.end() : end].split(maxsplit=1)), "to")
        goes_on = first == "to" or reads_as_verb(first.strip(".,"), "")
        # "..., but fewer than 9,000 are in the ground": the figure leads a part of its own.
        leads = not goes_on and _IS_NEXT.match(text, end) is not None
        if leads or (not goes_on and has_verb(text, Span(cut.end(), end))):
            return True
    return False


def _is_aside(text: str, start: int, cue: re.Match[str], end: int) -> bool:
    """Whether a cue stands in a relative clause in commas that is over: "X, which will open in May, has"."""
    if cue.group().lower() in ("if", "unless", "assuming", "suppose"):
        return False
    return _SIDE.search(text, start, cue.start()) is not None and "," in text[cue.end() : end]


def _followed_by(text: str, sentence: Span, span: Span, *, attributed: bool) -> Stance | None:
    """What stands right after a figure: "a 5 % cap", "6 trainees will be allowed", "8 million could go"."""
    limit = min(sentence.end, span.end + 110)
    if noun := _NOUN_AFTER.match(text, span.end, limit):
        return "target" if noun["target"] else "hypothetical"
    share = _SHARE.search(text, span.start, span.end) is not None
    modal = _MODAL_AFTER.search(text, span.end, limit)
    # "46 % would give up their car": the share is measured, whatever they would do.
    measured = share and modal is not None and modal["would"] is not None
    if modal and _is_subject(text, sentence, span, modal.start()):
        at_most = (
            modal["perhaps"]
            and not share
            and _AT_MOST.search(text, max(sentence.start, span.start - 20), span.start)
        )
        if modal["limit"] or at_most:
            return "target"
        return None if measured or (modal["perhaps"] and attributed) else "hypothetical"
    condition = _IF_AFTER.match(text, span.end, limit)
    if not condition or measured or _NO_CONDITION.search(condition.group()[:-3]):
        return None
    asked = _OPINION.search(text, max(sentence.start, span.start - 120), condition.end())
    return None if asked else "hypothetical"


def _is_subject(text: str, sentence: Span, span: Span, verb: int) -> bool:
    """Whether a figure leads the subject of a verb that follows.

    Not in "bakers selling fewer than 7,000 loaves will get", nor in "34 % say that they would".
    """
    between = _BRACKET.sub("", text[span.end : verb])  # "9 km (5.6 miles) would be plenty"
    if text[max(sentence.start, span.start - 2) : span.start].rstrip().endswith("("):
        between = between.lstrip().removeprefix(")")
    if _STOPS.search(between) or _has_verb(between):
        return False
    lead = _PARTS.split(text[max(sentence.start, span.start - 120) : span.start])[-1]
    return not _MODIFIES.search(lead) and not has_verb(lead, Span(0, len(lead)))


def _has_verb(words: str) -> bool:
    words = _COMPOUND.sub("", words)
    return _OPINION.search(words) is not None or has_verb(words, Span(0, len(words)))
