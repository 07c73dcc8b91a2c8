"""What the words of a sentence show: advice, a reason, a denial, how far something is in use. Pure.

Tables of words and the questions they answer; what each is worth is in `ranking`.
"""

from __future__ import annotations

import re

from assistant.retrieval.imperatives import is_imperative

# How a sentence begins that cannot be read without the one before it.
# "Those who" says itself who they are; "when it comes to" speaks of what follows.
_THOSE = r"[Tt]hose(?! (?:who|that|which|whose|with|without|in|on|at|from|of|\w+ing|\w+ed)\b)"
_LEANS_BACK = re.compile(
    rf"(?:[A-Z]\w+ (?:this|these|{_THOSE}|them|it(?! comes)|its|their)\b"
    r"|(?:In|By|Of|For|On|At) (?:the same|this|that|these|its|their)\b"
    rf"|{_THOSE}\b"
    r"|(?:The same|They|Their|He|She|His|Her|It|Its|These|This|That|Such|Both|Also|Instead|Further)\b)"
)
# Means something that another sentence names: "27 % use one at work".
_ANAPHOR = re.compile(
    r"\b(?:it(?! is)|they|them|these|this|such|ones|(?<!no )(?<!more than )one"
    r"(?! (?:in|of|out|third|quarter|half|hundred|thousand|million|billion|or|and)\b))\b",
    re.IGNORECASE,
)
_ELLIPTICAL = 8  # words; "Daily deployers are at 52 %" leaves out what they do
# Says something of what stood before: "52 % of teams use them".
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|these|those|this|such|ones?)\b", re.IGNORECASE)
# Of two sentences about the same, one may say that it is not so.
_DENIAL = re.compile(
    r"\b(?:no(?!\. ?\d)|not|none|never|neither|nor|without|nothing|cannot|unsure|unaware|lack(?:s|ed|ing)?|fail(?:s|ed)?|yet to"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|would)n['’]?t)\b",
    re.IGNORECASE,
)
# ", which gives no date," says nothing of the figure.
_ASIDE = re.compile(r", (?:which|who|whose|where)\b[^,]*,")
# How far something is in use; "used by 91 %" is no answer to how many run it in production.
_SCOPES = (
    re.compile(r"\bprod(?:uction)?\b|\blive\b", re.IGNORECASE),
    re.compile(r"\b(?:evaluat|pilot|experiment|trial)", re.IGNORECASE),
    re.compile(r"\b(?:plan|intend|expect)(?:s|ed|ning|ned|ing)?\b", re.IGNORECASE),
)
# "Ten years ago fewer than one in five did": an older value, though no year says so.
_AGO = re.compile(
    r"\b(?:ago|before|earlier|previously|formerly|last year|back then|at first)\b", re.IGNORECASE
)
_WHY = re.compile(
    r"\bwhy\b|\bhow come\b|\bwhat (?:explains?|makes?|made|causes?|caused|drives?|drove|lies behind|is behind)\b"
    r"|\breasons? (?:for|why|behind)\b|\bhow can (?:both|that)\b",
    re.IGNORECASE,
)
# What gives a reason.
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|as a result|result(?:s|ed)? from|reasons?|why|caused?|driven by|thanks to|"
    r"explain\w*|therefore|hence|consequence|stem\w* from|attribut\w+|blam\w+|down to|so that|wording|reword\w+)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should|must|recommend\w*|advis\w+|suggest\w*|urge\w*|warn\w*|caution\w*|counsel\w*|consider\w*|avoid\w*|"
    r"best practice|(?<!what it )(?<!what they )ought|need to|insist\w*|encourag\w+|call\w* (?:on|for)|propos\w+)\b",
    re.IGNORECASE,
)
_ADVICE_HEADING = re.compile(
    r"\b(?:recommend\w*|advi[cs]e|what to do|what (?:we|you) (?:should|can)|lessons?|next steps?|tips|guidance|"
    r"takeaways?|suggestions?|best practices?|getting started|how to)\b",
    re.IGNORECASE,
)
_UNDER_ADVICE = 1.5
# "It explains how teams should bill": that there is advice, not what it is.
_ABOUT_ADVICE = re.compile(
    r"\b(?:explain|describe|set|lay|show|discuss|cover)(?:s|es|ing)?(?: out| down)? (?:how|what|why)\b"
    r"|\b(?:contains?|gives?|has|includes?|offers?|receives?) (?:\w+ )?(?:advice|warnings?|recommendations?|suggestions?)\b",
    re.IGNORECASE,
)


def leans_back(sentence: str) -> bool:
    """Whether a sentence begins so that it cannot be read without the one before it.

    >>> leans_back("They use it daily."), leans_back("Bakers use it daily.")
    (True, False)
    """
    return _LEANS_BACK.match(sentence) is not None


def leaves_out(sentence: str) -> bool:
    """Whether a sentence may leave its subject to the one before: by a "them", or as it is so short.

    >>> leaves_out("Daily deployers are at 52 %."), leaves_out("Flux is run by 12 % of the banks that were asked.")
    (True, False)
    """
    return _ANAPHOR.search(sentence) is not None or len(sentence.split()) <= _ELLIPTICAL


def speaks_of_before(sentence: str) -> bool:
    """Whether a sentence says "they" or "it" of something, that the one before may name."""
    return leans_back(sentence) or _PRONOUN.search(sentence) is not None


def asks_itself(sentence: str) -> bool:
    """Whether a sentence is a question; it answers none."""
    return sentence.rstrip().endswith("?")


def denies(text: str) -> bool:
    """Whether a text says that something is not so, but for what stands in an aside."""
    return _DENIAL.search(_ASIDE.sub(",", text)) is not None


def is_earlier(label: str) -> bool:
    """Whether the words for a time mean an earlier one, though no year says so: "ten years ago"."""
    return _AGO.search(label) is not None


def gives_reason_asked(question: str, sentence: str) -> bool:
    """Whether a question asks why, and a sentence gives a reason."""
    return _WHY.search(question) is not None and _REASON.search(sentence) is not None


def has_other_scope(question: str, near: str) -> bool:
    """Whether a question asks about use in production, on trial or planned, and a text of none such.

    >>> has_other_scope("Who runs Helm in production?", "Helm is used by 91 %.")
    True
    """
    asked = [scope for scope in _SCOPES if scope.search(question)]
    return bool(asked) and not any(scope.search(near) for scope in asked)


def advice(sentence: str, heading: str) -> float:
    """How surely a sentence is advice: 1, more under a heading for it; -1 if it only says that there is some."""
    if _ABOUT_ADVICE.search(sentence) or asks_itself(sentence):
        return -1.0
    advises = _ADVICE.search(sentence) is not None or is_imperative(sentence)
    return advises * (_UNDER_ADVICE if _ADVICE_HEADING.search(heading) else 1.0)
