"""Whether a figure is stated, reported, denied, foreseen or aimed at. Pure.

The word that governs the figure decides: the nearest one before it in its own part of the sentence, or one
right after it. "45 % expect rents to fall" is no forecast: the share was measured, whatever they expect.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.figures.stance_after import followed_by
from assistant.ingest.figures.stance_before import REACH, breaks, governed_by
from assistant.schema import Span, Stance

_NOT: Final = re.compile(
    r"(?:(?:^|[,;(–—]\s*|\b(?:and|is|are|was|were|by|but)\s+|n[’']t\s+)not|\bnor)\s+(?:the\s+|a\s+"
    r"|an\s+)?(?:often\s+|widely\s+|frequently\s+)?"
    r"(?:quoted\s+|cited\s+|claimed\s+|reported\s+|repeated\s+)?(?:about\s+|nearly\s+|over\s+)?$",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    # "24 °C instead of 19 °C" denies nothing: "instead of the 19 °C" does.
    r"\b(?:(?:rather\s+than|instead\s+of)\s+(?=the\b|an?\b|some\b|\w+(?:quoted|cited|claimed|ed)\s)"
    r"|(?:contrary\s+to|wrongly|mistakenly|falsely|incorrectly)\s+)(?:(?:put"
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
    r"|claims|reports|having|it))|refut(?:es?|ed)|debunk(?:s|ed)|[Ii]t\s+is\s+a\s+myth\s+that"
    r"|disput(?:es?|ed)(?=\s+(?:the|that"
    r"|claims))|no\s+evidence\s+(?:that|for|of)"
    r"|never\s+said|did\s+not\s+(?:say|claim|find\s+that)|[Ii]t\s+is\s+(?:not\s+true|wrong|false"
    r"|untrue)\s+that|[Cc]ontrary\s+to\s+[^,;]{2,60}?\s(?:that|of)|(?:[Tt]he|[Aa])\s+(?:myth|false\s+claim"
    r"|misconception)\s+(?:that|of))\b"
)
_DENIED_AFTER: Final = re.compile(
    r"[^.;]{0,60}?\b(?:(?:is|was|are|were|has\s+been|have\s+been|been)\s+(?:\w+\s+)?(?:wrong|incorrect"
    r"|false|untrue|debunked|misquoted|retracted|refuted|a\s+myth|disputed|discredited|exaggerated"
    r"|overstated|understated)"
    r"|is\s+a\s+myth)\b"
)
_HEARSAY: Final = re.compile(
    r"\b(?:[Aa]ccording\s+to(?!\s+(?:[a-z]+\s+)?\d[\d.]*\s?(?:%|per\s?cent))|reportedly"
    r"|[Rr]eports?\s+(?:say|suggest)|[Ii]t\s+(?:is|was)\s+(?:\w+ly\s+)?(?:reported"
    r"|claimed|said|alleged|thought|believed)|(?:is|are|was|were)\s+(?:said|reported|rumou?red|alleged"
    r"|claimed|thought"
    r"|believed)\s+to"
    r"|(?:is|are|was|were)\s+accused\s+of|respondents\s+(?:estimate|report)|allegedly|supposedly"
    r"|[Bb]y\s+(?:some|one|most|many)\s+(?:accounts?|estimates?)"
    r"|[Ss]ome\s+(?:say|estimate|reports)|as\s+some\s+(?:\w+\s+)?(?:say|claim))\b"
)
# One of these words is near every figure that is not plainly stated.
_HINT: Final = frozenset(
    (
    "call calls called calling true aim aims aimed aiming target targets targeting goal goals "
    "objective objectives quota quotas plan plans planned planning pledge pledges pledged pledging "
    "intends intended intending intend commit commits committed commitment commitments want wants "
    "wanting seek seeks seeking hope hopes hoped hoping vow vows vowed promise promises promised "
    "promising must shall should ought obliged required limited restricted capped allowed permitted "
    "admitted requires require requiring requirement mandate mandates mandated mandating limit "
    "limits limiting "
    "cap caps restricts ceiling floor deadline have has need needs efforts itself most apart could "
    "would might may will won going if unless assuming suppose supposing provided expect expects "
    "expected expecting expectation expectations forecast forecasts predict predicts predicted "
    "prediction predictions project projected projection projections projects estimated anticipate "
    "anticipates anticipated set likely due poised track course potentially foresee foresees foresaw "
    "guidance outlook by not nor rather instead contrary wrongly mistakenly falsely incorrectly deny "
    "denies denied refute refutes refuted debunks debunked accused capped capping limiting "
    "restricted restricting meant supposed demands demanded "
    "demanding scheduled slated destined bound unlikely dispute disputes disputed evidence never "
    "wrong false untrue incorrect misquoted retracted discredited myth misconception according "
    "reportedly report reports reported claimed said thought believed alleged allegedly supposedly "
    "rumoured rumored "
    "respondents some ambition proposal proposals bid bids drive campaign agree agrees agreed attempt "
        "attempts allow allows permit permits until seen had to planning cannot exaggerated "
        "overstated understated obliges obliged oblige commits orders ordered order compels "
        "compelled binds binding bound "
        "urges urged instructed minimum signed instructs instruct compel one many most "
).split()
)  # fmt: skip
_LETTERS: Final = re.compile(r"[a-z]+")


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
    near = text[max(sentence.start, span.start - REACH) : min(max(sentence.end, span.end), span.end + 110)]
    if _HINT.isdisjoint(_LETTERS.findall(near.lower())):
        return said or "asserted"
    if _is_denied(text, sentence, clause, span) or said == "disputed":
        return "disputed"
    found = followed_by(text, sentence, span, attributed=said is not None)
    found = found or governed_by(text, sentence, clause, span) or said
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
    return found is not None and not breaks(text, found, span, sentence.end)
