"""Chunks -> evidence: which sentence, and which figure of it, answers the question. Pure.

A figure is matched by its own clause, not by its sentence: "58 % in 2018 and 78 % in 2019" has one
answer for each year. What a clause leaves out may stand in the sentence, the chunk, or what is known
about the source, each counting less than the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.index.keyword_index import analyse
from assistant.ingest.clauses import clause_of
from assistant.quantities import compatible
from assistant.retrieval.kinds import VALUE_KINDS, has_kind, may_answer, needs_figure
from assistant.retrieval.periods import (
    figure_is_of,
    newest_year,
    quarters_in,
    source_years,
    year_of,
    year_of_figure,
    years_in,
)
from assistant.retrieval.support import Support, Surroundings
from assistant.retrieval.words import FRAME, acronyms, word_set
from assistant.schema import (
    Citation,
    Evidence,
    Figure,
    Quantity,
    Question,
    RetrievedChunk,
    Source,
    Span,
    StoredChunk,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Set on the dev half of evals/cases/starter.jsonl; re-run `python -m evals answers` after a change.
_WEIGHT_SENTENCE = 0.45  # cosine of question and sentence
_WEIGHT_SUPPORT = 0.45  # words of the question that the clause and its surroundings account for
_WEIGHT_CHUNK = 0.15  # the chunk's own rank
_BONUS_KIND = 0.15  # the unit is of the kind asked
_BONUS_PERIOD = 0.15  # the period is the one asked
_BONUS_RECENT = 0.02  # a year newer, where the question names none
_BONUS_LATEST = 0.12  # the same where it asks for the latest
_OLDEST = 8  # years; what is older than that is no worse
_MISMATCH = 0.35  # another period, place or name than asked, each
_EXTRA_PLACE = 0.12  # narrowed to a place or group that was not asked

_BONUS_NUMBER = 0.3  # the very number that the question names
_NARROWER = 0.08
_PLACE = re.compile(
    r"\b(?:Africa|Asia|Europe|Americas?|Oceania|Australia|EMEA|APAC|China|India|Japan)(?:n|ns)?\b"
)
_CHANGE_ASKED = re.compile(
    r"\b(?:ris|rose|grow|grew|increas|fall|fell|drop|declin|chang|up|down|gain|point|faster|more|less|shorten|cut|"
    r"reduc|sav|by how much|improv|lower)",
    re.IGNORECASE,
)
# Words that may stand before a group without narrowing it.
_NEUTRAL = word_set(
    "million billion thousand percent all total the those these number estimated estimate count "
    "counts world worldwide of in by with and surveyed asked had used using ran run running were was "
    "are is"
)
_DATE = re.compile(
    r"\b(?:Jan|Febr)uary|\b(?:March|April|June|July|August)\b|\b(?:Septem|Octo|Novem|Decem)ber\b|\bMay\b"
    r"|\b(?:spring|summer|autumn|winter)\b|\bQ[1-4]\b"
)
# "Among the 689 respondents who use it": not how many were asked.
_SUBSAMPLE = re.compile(
    r"\b(?:among|of) (?:the |all |these |those )?(?:[\d,.]+ )?respondents who\b"
    r"|\bwho answered (?:it\b|(?:the|this|that) (?:item|question))",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should|must|recommend\w*|advis\w+|suggest\w*|urge\w*|warn\w*|caution\w*|counsel\w*|consider\w*|avoid\w*|"
    r"best practice|ought|need to|insist\w*|encourag\w+|call\w* (?:on|for)|propos\w+)\b",
    re.IGNORECASE,
)
# "It explains how teams should bill": that there is advice, not what it is.
_ABOUT_ADVICE = re.compile(
    r"\b(?:explain|describe|set|lay|show|discuss|cover)(?:s|es|ing)?(?: out| down)? (?:how|what|why)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What evidence is picked from: chunks with their sentences, and what stands around them."""

    retrieved: Sequence[RetrievedChunk]
    stored: Mapping[str, StoredChunk]
    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    figures: Sequence[Figure]
    frequency: Callable[[str], int]


def select_evidence(question: Question, vector: NDArray[np.float32], reading: Reading) -> list[Evidence]:
    """Evidence for a question, best first, at most one for each figure and sentence."""
    newest = newest_year(reading.sources.values())
    support = Support(question, reading.frequency)
    figures: dict[tuple[str, int], list[Figure]] = {}
    for figure in reading.figures:
        figures.setdefault((figure.source_id, figure.sentence.start), []).append(figure)
    found: list[Evidence] = []
    for chunk in reading.retrieved:
        stored = reading.stored[chunk.chunk_id]
        cosines = stored.sentence_vectors @ vector
        for span, cosine in zip(stored.sentences, cosines, strict=True):
            here = figures.get((chunk.source_id, span.start), [])
            sentence = _Sentence(question, chunk, stored, span, float(cosine), reading, support, newest)
            found += sentence.candidates(here)
    found.sort(key=lambda e: (-e.score, e.citation.source_id, e.citation.start))
    return found


class _Sentence:
    """One sentence of a retrieved chunk, measured against the question."""

    def __init__(
        self,
        question: Question,
        chunk: RetrievedChunk,
        stored: StoredChunk,
        span: Span,
        cosine: float,
        reading: Reading,
        support: Support,
        newest: int,
    ) -> None:
        self._question = question
        self._span = span
        self._source = reading.sources[chunk.source_id]
        self._text = reading.texts[chunk.source_id]
        self._sentence = self._text[span.start : span.end]
        self._support = support
        self._newest = newest
        self._citation = cite(self._source, self._text, span, stored)
        about = self._source.metadata
        self._about = " ".join(
            filter(None, (about.title, about.account_of, about.publisher, about.event, stored.heading))
        )
        self._around = Surroundings(
            sentence=frozenset((*analyse(self._sentence), *acronyms(self._sentence))),
            source=frozenset((*analyse(self._about), *acronyms(self._about))),
            chunk=frozenset(analyse(stored.text)),
        )
        self._cosine = cosine
        self._base = _WEIGHT_SENTENCE * cosine + _WEIGHT_CHUNK * chunk.score / 2

    def candidates(self, figures: Sequence[Figure]) -> list[Evidence]:
        """The sentence itself, or one candidate for each of its figures that fit the question."""
        fitting = [f for f in figures if f.value is not None and f.stance != "disputed"]
        wants_value = bool(self._question.asks & VALUE_KINDS)
        if not wants_value or not fitting:
            plain = self._without_figure(wants_value=wants_value)
            if self._question.asks == {"text"} and fitting:
                return [replace(plain, figure=self._figure_meant(fitting, figures))]
            return [plain]
        return [self._with_figure(figure, figures) for figure in fitting]

    def _figure_meant(self, fitting: Sequence[Figure], all_here: Sequence[Figure]) -> Figure | None:
        """Asked openly: the figure whose clause says most of the question, or the only one there is."""
        if len(fitting) == 1:
            return fitting[0]
        scored = [
            (self._with_figure(figure, all_here).support, -n, figure) for n, figure in enumerate(fitting)
        ]
        scored.sort(key=lambda item: item[:2], reverse=True)
        return scored[0][2] if scored[0][0] > scored[1][0] else None

    def _without_figure(self, *, wants_value: bool) -> Evidence:
        advice = bool(_ADVICE.search(self._sentence)) and not _ABOUT_ADVICE.search(self._sentence)
        of_kind = bool(_DATE.search(self._sentence)) if "when" in self._question.asks else advice
        support, lacks = self._support.of(self._sentence, self._around, of_kind=of_kind)
        score = self._base + _WEIGHT_SUPPORT * support - _MISMATCH * len(lacks)
        if wants_value:
            score -= 2 * _BONUS_KIND
        if needs_figure(self._question.asks):
            lacks = (*lacks, *sorted(self._question.asks & VALUE_KINDS))
        if "when" in self._question.asks and of_kind:
            score += _BONUS_KIND
        if self._support.says_number(self._sentence):
            score += _BONUS_NUMBER
        if "recommendation" in self._question.asks and advice:
            score += _BONUS_KIND
        years = source_years(self._source, by_publication=self._question.by_publication)
        if not self._question.asks & {"when", "who"}:
            # "When was the 2024 survey published" names an edition, not a year of the text.
            years |= years_in(self._sentence)
        if self._question.years and not years & set(self._question.years):
            score -= _MISMATCH
            lacks = (*lacks, *self._question.years)
        if not quarters_in(self._question, f"{self._sentence} {self._about}"):
            score -= _MISMATCH
            lacks = (*lacks, *self._question.quarters)
        score += self._recency(year_of(self._source))
        return Evidence(self._citation, self._source, None, score, self._cosine, support, lacks)

    def _with_figure(self, figure: Figure, all_here: Sequence[Figure]) -> Evidence:
        clause = clause_of(
            self._text, self._span, [Span(f.start, f.end) for f in all_here], all_here.index(figure)
        )
        words = self._text[clause.start : clause.end]
        asked = figure.sample_n is not None
        support, lacks = self._support.of(words, self._around, of_kind=asked)
        score = self._base + _WEIGHT_SUPPORT * support - _MISMATCH * len(lacks)
        fits = has_kind(figure, self._question.asks, self._text)
        if not may_answer(figure, self._question.asks, self._text):
            lacks = (*lacks, *sorted(self._question.asks & VALUE_KINDS))
        if fits and {"count", "share"} == self._question.asks and figure.unit != "count":
            score += _BONUS_KIND / 2  # "how many" may be answered by a share, but asks for a count
        else:
            score += _BONUS_KIND if fits else -_BONUS_KIND
            if "sample" in self._question.asks and (not asked or _SUBSAMPLE.search(words)):
                score -= _BONUS_KIND
            if len(self._question.asks) >= 4 and figure.unit in ("percent", "ratio"):
                score += _BONUS_KIND / 3  # a bare topic asks for adoption, and adoption is a share
        if any(compatible(given, _quantity(figure)) for given in self._question.given):
            # A follow-up asks for something else than what was just answered.
            score -= _MISMATCH
        if figure.direction is not None and not _CHANGE_ASKED.search(self._question.text):
            # A change is not a level.
            score -= _BONUS_KIND
        matches = figure_is_of(self._question, figure, self._source, f"{self._sentence} {self._about}")
        if self._question.years or self._question.quarters:
            score += _BONUS_PERIOD if matches else -_MISMATCH
            if not matches:
                lacks = (*lacks, *self._question.years, *self._question.quarters)
        elif figure.period is not None and figure.period.kind == "stated" and self._is_earlier(figure):
            # "Up from 66 % in 2023": the older value answers only if its year is asked.
            score -= _BONUS_PERIOD
        score += self._recency(year_of_figure(figure) or year_of(self._source))
        score += self._place_fit(words) + self._number_fit(figure) - self._narrowing(words)
        return Evidence(self._citation, self._source, figure, score, self._cosine, support, lacks)

    def _place_fit(self, words: str) -> float:
        """A clause about the region that is asked, or about one that is not."""
        there = bool(_PLACE.search(words))
        if not self._question.places:
            return -_EXTRA_PLACE if there else 0.0
        asked = {t for place in self._question.places for t in place.split()}
        if asked <= set(analyse(words)):
            return _BONUS_PERIOD
        return -_MISMATCH if there or _PLACE.search(self._sentence) else 0.0

    def _number_fit(self, figure: Figure) -> float:
        """The number that the question itself names, when it asks who said it or of whom."""
        named = self._question.quantities
        if not named or figure.value is None:
            return 0.0
        if not any(compatible(a, _quantity(figure)) for a in named):
            return 0.0
        # "What % have 2 to 5 clusters": the number is a condition, not the answer.
        fits = has_kind(figure, self._question.asks, self._text)
        return _BONUS_NUMBER if fits else -_MISMATCH

    def _narrowing(self, words: str) -> float:
        """Whether the clause is about a narrower group: "AI cloud native developers" of those asked for."""
        found = re.findall(r"[A-Za-z][\w'’-]*|\d[\d.,]*", words)
        tokens = [analyse(word) for word in found]
        asked = set(self._question.tokens)
        run = 0
        for index in range(len(found) - 1, -1, -1):
            if tokens[index] and (asked - FRAME).issuperset(tokens[index]):
                run += 1
                continue
            if (
                run >= 2
                and tokens[index]
                and found[index][0].isalpha()
                and found[index].lower() not in _NEUTRAL
            ):
                return _NARROWER
            run = 0
        return 0.0

    def _is_earlier(self, figure: Figure) -> bool:
        year = year_of_figure(figure)
        return year is not None and year < max(year_of(self._source) - 1, 0)

    def _recency(self, year: int) -> float:
        """0 for the newest data, less for older: a little, or much where the latest is asked for."""
        if self._question.years or self._question.quarters:
            return 0.0
        # What has no date cannot be shown to be the latest.
        behind = max(0, min(_OLDEST, self._newest - year)) if year else _OLDEST / 2
        if not self._question.latest:
            return -_BONUS_RECENT * behind if year else 0.0
        return -_BONUS_LATEST * behind


def _quantity(figure: Figure) -> Quantity:
    return Quantity(
        figure.start, figure.end, figure.surface, figure.value, figure.unit, figure.high, figure.qualifier
    )


def cite(source: Source, text: str, span: Span, chunk: StoredChunk) -> Citation:
    """The citation of a sentence."""
    about = source.metadata
    locator: dict[str, str | int] = {}
    if chunk.page is not None:
        locator["page"] = chunk.page
    if chunk.heading is not None:
        locator["heading"] = chunk.heading
    return Citation(
        source_id=source.id,
        version=chunk.version,
        chunk_id=chunk.id,
        start=span.start,
        end=span.end,
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - 32) : span.start],
        suffix=text[span.end : span.end + 32],
        text_kind=about.text_kind,
        title=about.title,
        publisher=about.publisher,
        account_of=about.account_of,
        event=about.event,
        published=about.published,
        url=about.url,
        locator=locator,
    )
