"""Chunks -> evidence: which sentence, and which figure of it, answers the question. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.retrieval.features import Measured, SentenceFeatures
from assistant.retrieval.figure_fit import shares_metric
from assistant.retrieval.kinds import VALUE_KINDS
from assistant.retrieval.periods import newest_year, year_of, year_of_figure
from assistant.retrieval.ranking import score
from assistant.retrieval.support import Support
from assistant.retrieval.surroundings import ChunkSurroundings
from assistant.schema import (
    Citation,
    Evidence,
    Figure,
    Qualifier,
    Question,
    RetrievedChunk,
    Source,
    Span,
    StoredChunk,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Figures so near in score (log-odds) and in words say the same thing of different times; set on the dev
# cases, `python -m evals answers` after a change.
_AS_WELL, _AS_WELL_LATEST, _WORDS_AS_WELL = 0.7, 1.5, 0.1
# A summary rounds: an exact share of the same text that comes as near as this, in score and in value
# (relative), is what it was rounded from.
_AS_EXACT, _ROUNDED = 2.0, 0.15


@dataclass(frozen=True, slots=True)
class Reading:
    """What evidence is picked from: chunks with their sentences, and what stands around them.

    `nearness` is the cosine of question and figure, by figure id, for figures that have a vector.
    """

    retrieved: Sequence[RetrievedChunk]
    stored: Mapping[str, StoredChunk]
    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    figures: Sequence[Figure]
    nearness: Mapping[str, float]
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
        source, text = reading.sources[chunk.source_id], reading.texts[chunk.source_id]
        around = ChunkSurroundings(source, text, stored, chunk.score)
        for place, cosine in enumerate(stored.sentence_vectors @ vector):
            span = stored.sentences[place]
            stated = figures.get((chunk.source_id, span.start), [])
            here = [figure for figure in stated if not figure.rejected]
            if stated and not here:
                continue  # a sentence that states nothing but figures that a user rejected says nothing
            sentence = SentenceFeatures(
                question, support, around, place, here, cosine=float(cosine), newest=newest
            )
            citation = cite(source, text, span, stored)
            found += [
                Evidence(citation, source, figure, score(features), features, words, lacks)
                for figure, (features, words, lacks) in _candidates(
                    question, sentence, here, reading.nearness
                )
            ]
    found.sort(key=lambda e: (-e.score, e.citation.source_id, e.citation.start))
    return _exact_of_equals(_newest_of_equals(question, found))


def _newest_of_equals(question: Question, found: list[Evidence]) -> list[Evidence]:
    """Where no time is asked, the newest of the figures that answer about as well as the best comes first."""
    best = found[0] if found else None
    if best is None or best.figure is None or question.years or question.quarters or question.quantities:
        return found
    if not _date(best) and not question.latest:
        return found  # nothing can be shown to be newer than what has no date
    near = _AS_WELL_LATEST if question.latest else _AS_WELL
    equals = [
        item
        for item in found
        if item.figure is not None
        and item.figure.unit == best.figure.unit
        and item.figure.sample_n == best.figure.sample_n
        and item.score >= best.score - near
        and item.support >= best.support - _WORDS_AS_WELL
        and len(item.lacks) <= len(best.lacks)
    ]
    newest = max(equals, key=lambda item: item.score)
    for item in sorted(equals, key=lambda item: -item.score):
        if _is_later(_date(item), _date(newest)):
            newest = item
    return [newest, *(item for item in found if item is not newest)]


def _is_later(date: str, other: str) -> bool:
    """Whether a date is after another as far as both are known: a month is not after its year."""
    return date > other and (not other or not date.startswith(other))


def _exact_of_equals(found: list[Evidence]) -> list[Evidence]:
    """Of "nearly one in five" in the summary and "18 %" in the chapter of one text, the exact one."""
    best = found[0] if found else None
    if best is None or best.figure is None or _is_exact(best.figure):
        return found
    share = _share(best.figure)
    for item in found[1:]:
        if item.figure is None or item.source.id != best.source.id or not _is_exact(item.figure):
            continue
        near = item.score >= best.score - _AS_EXACT and len(item.lacks) <= len(best.lacks)
        near = near and shares_metric(item.figure, best.figure)
        exact = _share(item.figure)
        if near and share and exact and _rounds_to(exact, share, best.figure.qualifier):
            return [item, *(other for other in found if other is not item)]
    return found


def _rounds_to(exact: float, share: float, qualifier: Qualifier | None) -> bool:
    """Whether an exact share can be what "nearly", "over" or "about" another one was made of."""
    off = (exact - share) / share
    if qualifier in ("nearly", "under"):
        return -_ROUNDED <= off < 0
    if qualifier in ("over", "at_least"):
        return 0 <= off <= _ROUNDED
    return abs(off) <= _ROUNDED / 2


def _is_exact(figure: Figure) -> bool:
    return figure.qualifier is None and figure.unit != "ratio"


def _share(figure: Figure) -> float | None:
    """A share as a number from 0 to 1, however it is written; None for what is none."""
    if figure.value is None or figure.unit not in ("percent", "ratio"):
        return None
    return float(figure.value) / (100 if figure.unit == "percent" else 1)


def _date(item: Evidence) -> str:
    """As much as is known of when a figure is of, so that later is greater; empty if nothing is."""
    if item.figure is not None and (year := year_of_figure(item.figure)):
        end = item.figure.period.end if item.figure.period else None
        return end if end and end.startswith(str(year)) else str(year)
    return str(year_of(item.source) or "")


def _candidates(
    question: Question,
    sentence: SentenceFeatures,
    figures: Sequence[Figure],
    nearness: Mapping[str, float],
) -> list[tuple[Figure | None, Measured]]:
    """The sentence itself, or one candidate for each of its figures that can answer the question."""
    fitting = [figure for figure in figures if figure.value is not None and figure.stance != "disputed"]
    if fitting and question.asks & VALUE_KINDS:
        return [(figure, sentence.of_figure(figure, nearness.get(figure.id))) for figure in fitting]
    meant = None
    if fitting and question.asks == {"text"}:
        meant = _meant(sentence, fitting)
    return [(meant, sentence.alone())]


def _meant(sentence: SentenceFeatures, fitting: Sequence[Figure]) -> Figure | None:
    """Asked openly: the figure whose clause says most of the question, or the only one there is."""
    if len(fitting) == 1:
        return fitting[0]
    said = [(sentence.of_figure(figure)[1], -number) for number, figure in enumerate(fitting)]
    best, second = sorted(said, reverse=True)[:2]
    return fitting[-best[1]] if best[0] > second[0] else None


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
