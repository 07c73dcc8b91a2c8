"""Which parts of a text tell of its own survey: how it was made, and whether it is its own at all. Pure.

A recap of a conference has numbers of other people's surveys; a figure of theirs is never the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.schema import Metadata, Span

# 3: where the text says how it was made; 2: "we surveyed", "this survey"; 1: "the poll had"; 0: somebody else's.
Rank = Literal[0, 1, 2, 3]

_THING: Final = r"(?:survey|study|poll|research|report|data|sample|respondents|census|analysis|barometer|index|participants)"
_HEADING: Final = (
    r"(?:(?:\d+(?:\.\d+)*|[A-Z]|chapter\s+\w+|appendix(?:\s+\w+)?|part\s+\w+)[.:)]?\s+)?"
    rf"(?:(?:(?:the|our|survey|research|study|a\s+note\s+on|notes?\s+on|about\s+the|background\s+and|details\s+of\s+the|sample\s+and|data\s+and|scope\s+and)\s+)*"
    r"(?:methodology|methods?|sample|data|approach|fieldwork|respondents|participants|demographics|data\s+collection|(?<=the )(?:survey|study|poll))"
    r"(?:\s+(?:and|&)\s+(?:the\s+)?(?:sample|data|methods?|respondents|scope|limitations|participants|demographics))?"
    rf"|(?:about|behind)\s+(?:this|the|our)\s+(?:\w+\s+)?{_THING}"
    rf"|how\s+(?:we|this|the|it)\b(?:\s+\w+){{0,4}}?\s+(?:did\s+it|did\s+this|done|asked|conducted|made|measured|carried\s+out|collected|worked|counted|survey|surveyed)"
    r"|who\s+(?:answered|took\s+part|responded|participated|we\s+(?:asked|surveyed|interviewed|heard\s+from))"
    r"|what\s+(?:was|we)\s+(?:measured|asked|did|counted)|(?:survey|research|study)\s+(?:design|details|background)"
    r"|(?:the\s+)?design\s+of\s+(?:the|this)\s+(?:survey|study)|the\s+(?:survey|study|poll|questionnaire))"
)
_IS_HEADING: Final = re.compile(rf"{_HEADING}\W*", re.IGNORECASE)
# A PDF runs its headings into the text, and press releases write "About the survey: ...".
_LED: Final = re.compile(rf"{_HEADING}(?:\s*[:.–—]\s+|\s+(?=(?-i:[A-Z])))(?=(?-i:[A-Z0-9]))", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?]\s+")
_SURE: Final = re.compile(
    r"\b(?:Methodology|About (?:this|the) (?:survey|report|study|research))(?= (?!The\b.*\bis\b)[A-Z0-9])"
)
_ANY_HEADING: Final = re.compile(r"[^\n|]{1,90}(?<![.!?:;,”\"])")
_MOST_PARAGRAPHS: Final = 6
_OPENING: Final = 8
_QUOTED: Final = re.compile(r"[\"“][^\"“”]{1,600}[\"”]")
_ASKS: Final = r"(?:surveyed|polled|interviewed|questioned|asked|heard\s+from|commissioned|received|collected|analy[sz]ed|got\s+\d)"
_FIRST_PERSON: Final = re.compile(
    rf"\b[Ww]e\s+(?:have\s+|then\s+|also\s+|again\s+)?(?:{_ASKS}|(?:sent|ran|conducted|carried\s+out|fielded|repeated)\s+(?:the|this|our|an?)\b)"
    r"|\b(?:[Oo]ur|[Tt]his)\s+(?:[\w’'-]+\s+){0,2}(?:survey|poll|questionnaire|sample|respondents|study)\b"
)
_OTHERS: Final = re.compile(
    r"\b(?:according\s+to|said|says|told|reports?\s+that|quoted|cited)\b"
    r"|\b(?:its|their|his|her)\s+(?:\w+\s+){0,2}(?:survey|poll|study|report)\b"
    r"|\b(?-i:[A-Z])\w+(?:['’]s|s['’])\s+(?:\w+\s+){0,3}(?:survey|poll|study|report)\b"
    rf"|\b(?:the|that)\s+(?:firm|company|institute|authors|researchers|organi[sz]ers|foundation)\s+{_ASKS}\b"
    rf"|(?-i:\b[A-Z]\w+\s+){_ASKS}\b"
    r"|\b(?:an?|another|one)\s+(?:[\w-]+\s+){0,3}(?:survey|poll|study)\b(?!\s+(?:edition|year))"
    r"|\bby\s+(?:the\s+)?(?-i:[A-Z])\w+",
    re.IGNORECASE,
)
# Without a survey in the same sentence a number of people is of anything.
_SURVEY: Final = re.compile(
    r"\b(?:survey|poll|study|questionnaire|sample|fieldwork|interviews?|respondents|surveyed|polled|interviewed"
    r"|(?:index|logs?|analysis|data)\s+covers?)\b",
    re.IGNORECASE,
)
# Who did the fieldwork of a survey that has just been called one's own.
_DONE_BY: Final = re.compile(
    r"(?:The|This|Our)\s+(?:\w+\s+){0,2}(?:survey|poll|research|study|fieldwork|interviews)\s+(?:was|were)\s+"
    r"(?:conducted|carried\s+out|fielded|done|run|designed)\b"
)
_PRONOUNS: Final = re.compile(r"\b(?:We|I)\s+$")
_ASKED: Final = re.compile(
    r"\b(?:survey|poll|questionnaire|respondents|interviewed|asked|answered|study|index|report|barometer|census|research)",
    re.IGNORECASE,
)
# Titles of texts about what others found or said.
_RETELLING: Final = re.compile(
    r"\b(?:recap|notes\s+from|notes\s+on|interview|conversation|podcast|q\s?&\s?a|thoughts\s+on|trip\s+report"
    r"|roundup|round-up|keynote|highlights\s+from|takeaways|review\s+of|reading)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SurveyParts:
    """Where a text tells of its own survey."""

    text: str
    methods: tuple[Span, ...]
    opening: int
    own: bool
    retells: bool
    names: tuple[str, ...]

    def rank(self, sentence: Span) -> Rank:
        """How surely a sentence is about the document's own survey."""
        if any(part.start < sentence.end and sentence.start < part.end for part in self.methods):
            return 3
        words = self.text[sentence.start : sentence.end]
        if any(_names_itself(words, name) for name in self.names):
            return 0 if _RETELLING.search(words) else 2
        plain = _QUOTED.sub(" ", words)
        if self.own and sentence.start < self.opening and _DONE_BY.match(plain):
            return 2
        if _is_of_others(plain):
            return 0
        if self.own and (sentence.start < self.opening or _FIRST_PERSON.search(plain)):
            return 2
        return 1 if not self.retells and len(plain) == len(words) and _SURVEY.search(plain) else 0


def survey_parts(metadata: Metadata, text: str, sentences: Sequence[Span]) -> SurveyParts:
    """Find the parts of a text that tell how its own survey was made.

    Args:
        metadata: its title may say that it retells; its publisher may be the one who asked.
        text: canonical text.
        sentences: its sentences.
    """
    paragraphs = _paragraphs(text)
    above = metadata.title + " " + " ".join(text[p.start : p.end] for p in paragraphs[:2])[:200]
    retelling = _RETELLING.search(above) is not None
    methods = () if retelling else tuple(_methods(text, paragraphs))
    unquoted = _QUOTED.sub(" ", text)
    own = bool(methods) or (not retelling and _FIRST_PERSON.search(unquoted) is not None)
    others = retelling or any(
        _ASKED.search(words) and _is_of_others(_QUOTED.sub(" ", words))
        for words in (text[s.start : s.end] for s in sentences)
    )
    names = tuple(_short_names(metadata.publisher)) if metadata.publisher and not retelling else ()
    own = own or any(_names_itself(unquoted, name) for name in names)
    opening = paragraphs[min(_OPENING, len(paragraphs)) - 1].end if paragraphs else 0
    return SurveyParts(text, methods, opening, own, others and not own, names)


def _paragraphs(text: str) -> list[Span]:
    """The blocks of a canonical text; blank lines are between them."""
    found, position = [], 0
    for part in text.split("\n\n"):
        found.append(Span(position, position + len(part)))
        position += len(part) + 2
    return found


def _methods(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """What stands under a heading such as "Methodology", or begins with one."""
    found = []
    for i, place in enumerate(paragraphs):
        words = text[place.start : place.end]
        if len(words) <= 90 and _IS_HEADING.fullmatch(words):
            below = paragraphs[i + 1 : i + 1 + _MOST_PARAGRAPHS]
        elif (led := _heading_in(words)) is not None:
            found.append(Span(place.start + led, place.end))
            below = paragraphs[i + 1 : i + 3]
        else:
            continue
        for paragraph in below:
            if _ANY_HEADING.fullmatch(text[paragraph.start : paragraph.end]):
                break
            found.append(paragraph)
    return found


def _heading_in(words: str) -> int | None:
    """Where a paragraph goes on behind a heading that a PDF ran into it."""
    starts = (
        0,
        *(m.end() for m in _SENTENCE_END.finditer(words)),
        *(m.start() for m in _SURE.finditer(words)),
    )
    for start in starts:
        match = _LED.match(words, start)
        # "Data is", "Respondents were": a sentence, not a heading, so the head must be written as one.
        if match and len(words) - match.end() >= 40 and words[start].isupper():
            return match.end()
    return None


def _is_of_others(words: str) -> bool:
    """Whether a sentence says whose survey it is, and that is not the writer's."""
    return any(
        not _PRONOUNS.match(match.group()[:3])
        for match in _OTHERS.finditer(words)
        if not re.match(r"(?:We|I)\s", match.group())
    )


def _short_names(publisher: str) -> list[str]:
    """The publisher's name, and its first word where a text may call it by that alone."""
    first = publisher.removeprefix("The ").split()[0]
    return [publisher] if len(first) < 5 else [publisher, first]


def _names_itself(words: str, name: str) -> bool:
    """Whether the publisher is who asked in this sentence."""
    escaped = re.escape(name)
    return bool(
        re.search(
            rf"\b{escaped}(?:\s+[A-Z]\w+)?(?:,[^,]{{1,80}},)?\s+(?:today\s+)?(?:published|released|announced)\b.*"
            r"\b(?:survey|poll|report|study)\b",
            words,
        )
        or re.search(rf"\b{escaped}(?:\s+[A-Z]\w+)?\s+(?:has\s+|have\s+)?{_ASKS}\b", words)
        or re.search(
            rf"\b(?:on\s+behalf\s+of|commissioned\s+by|conducted\s+by|survey\s+by|poll\s+by)\s+(?:the\s+)?{escaped}\b",
            words,
        )
    )
