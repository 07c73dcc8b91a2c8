"""A question, or each of the things that it asks -> evidence, and whether that answers it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.answerability import is_answered
from assistant.answering.division import divide, of_year, own_words
from assistant.answering.field_terms import in_field_terms
from assistant.answering.question import MAX_CHARS, read_question
from assistant.answering.question_kinds import asks_of
from assistant.index.keyword_index import analyse
from assistant.index.snapshot import Snapshot
from assistant.index.vector_store import VectorStore
from assistant.retrieval.evidence import Reading, select_evidence
from assistant.retrieval.kinds import VALUE_KINDS
from assistant.retrieval.periods import sources_of_years
from assistant.retrieval.retriever import matching_sources, retrieve
from assistant.retrieval.series import edition_years, years_of_series
from assistant.retrieval.synonyms import synonyms
from assistant.schema import Encoder, Evidence, Filter, Question
from assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TREND = re.compile(
    r"\b(?:trend|over time|over the (?:years|editions|waves)|through the years|year by year|"
    r"edition by edition|evolv\w*|develop(?:ed)?(?= over| since|\?)|since (?:\d{4}|it was first|the first)|"
    r"between the \w+ editions|line chart|time series|history of)\b",
    re.IGNORECASE,
)
# Editions of a series that a trend shows.
_MOST_EDITIONS = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one thing that is asked; `named` is False for a year between two that were named."""

    question: Question
    evidence: tuple[Evidence, ...]
    named: bool = True

    @property
    def answered(self) -> bool:
        """Whether the best evidence is good enough to be an answer."""
        return is_answered(self.question, self.evidence)


@dataclass(frozen=True, slots=True)
class Search:
    """Where is searched: one state of a library, with what passes a filter."""

    snapshot: Snapshot
    store: VectorStore
    encoder: Encoder
    settings: Settings
    where: Filter | None = None

    def find(self, question: Question, *, named: bool = True) -> Finding:
        """Evidence for one question."""
        question = in_library(question, self.snapshot)
        vector = self.encoder.encode_query(question.asking)
        evidence = find_evidence(self.snapshot, self.store, self.settings, question, vector, self.where)
        return Finding(question, tuple(evidence), named)

    def find_each(self, question: Question) -> list[Finding]:
        """Evidence for each thing that a question asks; for the whole of it where none is answered."""
        parts = divide(question.asking) if question.english and not question.carried else ()
        # A part has what it leaves out behind it; of a very long question that is too long to ask.
        if len(parts) > 1 and max(map(len, parts)) <= MAX_CHARS:
            found = [self._part(question, part) for part in parts]
            if any(finding.answered for finding in found):
                return found
        whole = self.find(question)
        if whole.answered and _TREND.search(question.asking) and len(question.years) < 2:
            return self._editions(whole) or [whole]
        return [whole]

    def _part(self, whole: Question, text: str) -> Finding:
        part = part_of(whole, text)
        return self.find(part, named=set(part.years) <= set(whole.years))

    def _editions(self, whole: Finding) -> list[Finding]:
        """A trend without years: what the editions of the best evidence's survey say."""
        years = years_of_series(whole.evidence[0].source, self.snapshot.sources())
        if whole.question.years:
            years = tuple(year for year in years if year >= whole.question.years[0])
        found = [
            self.find(part_of(whole.question, of_year(whole.question.asking, year)), named=False)
            for year in years[-_MOST_EDITIONS:]
        ]
        return found if sum(finding.answered for finding in found) > 1 else []


def part_of(whole: Question, text: str) -> Question:
    """One thing that a question asks, as a question; years that it leaves out are those of the whole.

    Args:
        whole: the question.
        text: what is asked, with what it leaves out behind it in brackets.
    """
    part = read_question(text)
    own = in_field_terms(own_words(text))
    asks = asks_of(own)
    return replace(
        part,
        asks=asks if asks & {*VALUE_KINDS, "who", "when"} else whole.asks,
        carried=frozenset(part.tokens) - frozenset(analyse(own)),
        years=part.years or (whole.years if len(whole.years) == 1 else ()),
        quarters=part.quarters or whole.quarters,
        editions=part.editions or (whole.editions if len(whole.editions) == 1 else ()),
        latest=whole.latest,
    )


def in_library(question: Question, snapshot: Snapshot) -> Question:
    """The question with the year of an edition that it only numbers: "the ninth edition"."""
    if question.years:
        return question
    years = edition_years(question.asking, snapshot.sources(), lambda i: snapshot.texts([i])[i])
    return replace(question, years=years)


def find_evidence(
    snapshot: Snapshot,
    store: VectorStore,
    settings: Settings,
    question: Question,
    vector: NDArray[np.float32],
    where: Filter | None = None,
) -> list[Evidence]:
    """Evidence for a question, best first."""
    sources = {source.id: source for source in snapshot.sources()}
    allowed = matching_sources(list(sources.values()), where)
    retrieved, stored = retrieve(
        snapshot,
        store,
        text=question.asking,
        vector=vector,
        top_k=settings.top_k,
        source_ids=allowed,
        likely=sources_of_years(question, [s for i, s in sources.items() if allowed is None or i in allowed]),
    )
    ids = sorted({chunk.source_id for chunk in retrieved})
    words = {*question.tokens, *(other for token in question.tokens for other in synonyms(token))}
    frequencies = snapshot.frequencies(sorted(words))
    figures = snapshot.figures_in(retrieved)
    reading = Reading(
        retrieved=retrieved,
        stored=stored,
        sources=sources,
        texts=snapshot.texts(ids),
        figures=[figure for figure, _ in figures],
        nearness={figure.id: float(own @ vector) for figure, own in figures if own is not None},
        frequency=lambda token: frequencies.get(token, 0),
    )
    return select_evidence(question, vector, reading)
