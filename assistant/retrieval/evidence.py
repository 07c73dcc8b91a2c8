"""Chunks -> evidence: which sentence, and which figure of it, answers the question. Pure.

A figure is matched by its own clause, not by its sentence: "58 % in 2018 and 78 % in 2019" has one
answer for each year. What a clause leaves out may stand in the sentence, the chunk, or what is known
about the source, each counting less than the one before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.index.keyword_index import analyse
from assistant.ingest.figures import clause_of
from assistant.quantities import compatible, find_quantities
from assistant.retrieval.synonyms import synonyms
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
_BONUS_RECENT = 0.04  # a newer edition, where the question names none; four times that for "latest"
_MISMATCH = 0.35  # another period, place or name than asked, each
_EXTRA_PLACE = 0.12  # narrowed to a place or group that was not asked

# How much a word counts by where it stands.
_IN_CLAUSE, _IN_SENTENCE, _IN_SOURCE, _IN_CHUNK = 1.0, 0.8, 0.75, 0.3

_UNITS: Mapping[str, tuple[str, ...]] = {
    "share": ("percent", "ratio", "percentage_point"),
    "count": ("count",),
    "money": ("currency",),
    "multiple": ("multiple",),
    "duration": ("duration",),
    "score": ("score",),
    "sample": ("count",),
    "margin": ("percentage_point", "percent"),
}
# A proper name must be there; a word that no source uses is more often a paraphrase ("headache") than
# an absent subject, and a word that the library knows but this sentence lacks is the stronger sign.
_RARITY = 1.5
_CARRIED = 0.5  # a word that only an earlier turn said
_HARD_WORD, _UNKNOWN_WORD, _SOFT_WORD = 1.5, 0.3, 0.4
_SYNONYM = 0.85
_BONUS_NUMBER = 0.3  # the very number that the question names
_NARROWER = 0.08
_PLACE = re.compile(
    r"\b(?:Africa|Asia|Europe|Americas?|Oceania|Australia|EMEA|APAC|China|India|Japan)(?:n|ns)?\b"
)
# Words that may stand before a group without narrowing it.
_NEUTRAL = frozenset(
    [
        "million",
        "billion",
        "thousand",
        "percent",
        "all",
        "total",
        "the",
        "those",
        "these",
        "number",
        "estimated",
        "estimate",
        "count",
        "counts",
        "world",
        "worldwide",
        "of",
        "in",
        "by",
        "with",
        "and",
        "surveyed",
        "asked",
        "had",
        "used",
        "using",
        "ran",
        "run",
        "running",
        "were",
        "was",
        "are",
        "is",
    ]
)
_QUARTER_WORDS = frozenset(analyse("first second third fourth quarter 3rd 4th"))
# Words that frame a question and say nothing about its subject (stemmed).
FRAME = frozenset(
    analyse(
        "share percentage percent proportion fraction number numbers figure figures rate survey report study "
        "find finding result according show tell know latest newest recent current currently now today "
        "common exactly roughly actually overall total state level writing article need looking look give "
        "just really still got get much pct whats statistic stats stat data average typical people folks "
        "latest edition wave year measured measure publish published conducted ran run asked surveyed "
        "filled fill took part sit reckon size sample early back per "
        "roughly kind sort portion exactly actually claim claimed please per state put give gave live gets per word much "
        "respondents respondent participants poll polled recommend recommendation recommended advise advice "
        "suggest suggestion best practice guidance tips tip teams use used using"
    )
)
_SOFT = frozenset(
    analyse("use used using teams team people respondents organisations companies firms run running")
)
_ADVICE = re.compile(
    r"\b(?:should|must|recommend\w*|advis\w+|suggest\w*|urge\w*|warn\w*|caution\w*|counsel\w*|consider\w*|avoid\w*|"
    r"best practice|ought|need to|insist\w*|encourag\w+|call\w* (?:on|for)|propos\w+)\b",
    re.IGNORECASE,
)


_PEOPLE = re.compile(
    r"\s*(?:[A-Za-z]+[ -]){0,4}?(?:respondents?|people|members|developers|participants|professionals|practitioners|users|"
    r"answers|responses|rows|were (?:asked|surveyed)|(?:who )?answered|leaders|decision[- ]makers|engineers|executives)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What evidence is picked from: chunks with their sentences, and what stands around them."""

    retrieved: Sequence[RetrievedChunk]
    stored: Mapping[str, StoredChunk]
    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    figures: Sequence[Figure]
    idf: Callable[[str], float]
    known: Callable[[str], bool]


def select_evidence(question: Question, vector: NDArray[np.float32], reading: Reading) -> list[Evidence]:
    """Evidence for a question, best first, at most one for each figure and sentence."""
    newest = max((_year_of(s) for s in reading.sources.values()), default=0)
    figures: dict[tuple[str, int], list[Figure]] = {}
    for figure in reading.figures:
        figures.setdefault((figure.source_id, figure.sentence.start), []).append(figure)
    found: list[Evidence] = []
    for chunk in reading.retrieved:
        stored = reading.stored[chunk.chunk_id]
        cosines = stored.sentence_vectors @ vector
        for span, cosine in zip(stored.sentences, cosines, strict=True):
            here = figures.get((chunk.source_id, span.start), [])
            sentence = _Sentence(question, chunk, stored, span, float(cosine), reading, newest)
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
        newest: int,
    ) -> None:
        self._question = question
        self._span = span
        self._source = reading.sources[chunk.source_id]
        self._text = reading.texts[chunk.source_id]
        self._sentence = self._text[span.start : span.end]
        self._idf = reading.idf
        self._known = reading.known
        self._newest = newest
        self._citation = cite(self._source, self._text, span, stored)
        about = self._source.metadata
        self._about = " ".join(
            filter(None, (about.title, about.account_of, about.publisher, about.event, stored.heading))
        )
        self._places = {
            "sentence": set(analyse(self._sentence)),
            "source": set(analyse(self._about)),
            "chunk": set(analyse(stored.text)),
        }
        self._cosine = cosine
        self._place_tokens = {t for place in question.places for t in place.split()}
        self._hard = {t for name in question.names for t in name.split()} | self._place_tokens
        self._base = _WEIGHT_SENTENCE * cosine + _WEIGHT_CHUNK * chunk.score / 2

    def candidates(self, figures: Sequence[Figure]) -> list[Evidence]:
        """The sentence itself, or one candidate for each of its figures that fit the question."""
        fitting = [f for f in figures if f.value is not None and f.stance != "disputed"]
        wants_value = bool(self._question.asks & _UNITS.keys())
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
        support, lacks = self._support(self._places["sentence"], self._sentence)
        score = self._base + _WEIGHT_SUPPORT * support - _MISMATCH * len(lacks)
        if wants_value:
            score -= 2 * _BONUS_KIND
        if "when" in self._question.asks and re.search(r"\b(?:19|20)\d\d\b", self._sentence):
            score += _BONUS_KIND
        if self._question.quantities and self._says_number(self._sentence):
            score += _BONUS_NUMBER
        if "recommendation" in self._question.asks and _ADVICE.search(self._sentence):
            score += _BONUS_KIND
        years = self._source_years()
        if not self._question.asks & {"when", "who"}:
            # "When was the 2024 survey published" names an edition, not a year of the text.
            years |= set(re.findall(r"\b(?:19|20)\d\d\b", self._sentence))
        if self._question.years and not years & set(self._question.years):
            score -= _MISMATCH
            lacks = (*lacks, *self._question.years)
        score += self._recency(_year_of(self._source))
        return Evidence(self._citation, self._source, None, score, self._cosine, support, lacks)

    def _with_figure(self, figure: Figure, all_here: Sequence[Figure]) -> Evidence:
        clause = clause_of(
            self._text, self._span, [Span(f.start, f.end) for f in all_here], all_here.index(figure)
        )
        words = self._text[clause.start : clause.end]
        support, lacks = self._support(set(analyse(words)), words)
        score = self._base + _WEIGHT_SUPPORT * support - _MISMATCH * len(lacks)
        fits = any(figure.unit.startswith(_UNITS[kind]) for kind in self._question.asks & _UNITS.keys())
        if "sample" in self._question.asks:
            fits = fits and bool(_PEOPLE.match(self._text, figure.end))
        elif figure.sample_n is not None:
            fits = False  # how many were asked is not what they said
        if fits and {"count", "share"} == self._question.asks and figure.unit != "count":
            score += _BONUS_KIND / 2  # "how many" may be answered by a share, but asks for a count
        else:
            score += _BONUS_KIND if fits else -_BONUS_KIND
            if len(self._question.asks) >= 4 and figure.unit in ("percent", "ratio"):
                score += _BONUS_KIND / 3  # a bare topic asks for adoption, and adoption is a share
        if any(compatible(given, _quantity(figure)) for given in self._question.given):
            # A follow-up asks for something else than what was just answered.
            score -= _MISMATCH
        if figure.direction is not None and not re.search(r"\b(?:ris|rose|grow|grew|increas|fall|fell|drop|declin|chang|"
                                                          r"up|down|gain|point|faster|more|less|shorten|cut|reduc|sav|by how much|improv|lower)", self._question.text, re.I):  # fmt: skip
            # A change is not a level.
            score -= _BONUS_KIND
        matches = self._period_matches(figure)
        if self._question.years or self._question.quarters:
            score += _BONUS_PERIOD if matches else -_MISMATCH
            if not matches:
                lacks = (*lacks, *self._question.years, *self._question.quarters)
        elif figure.period is not None and figure.period.kind == "stated" and self._is_earlier(figure):
            # "Up from 66 % in 2023": the older value answers only if its year is asked.
            score -= _BONUS_PERIOD
        score += self._recency(_year_of_period(figure) or _year_of(self._source))
        score += self._place_fit(words) + self._number_fit(figure) - self._narrowing(words)
        return Evidence(self._citation, self._source, figure, score, self._cosine, support, lacks)

    def _support(self, clause: set[str], words: str) -> tuple[float, tuple[str, ...]]:
        """Share of the question's words, weighted by rarity, that clause and surroundings account for."""
        total = reached = 0.0
        missing: set[str] = set()
        for token in self._weighed():
            part = self._part(token, clause)
            if token in self._place_tokens and part == _IN_CHUNK:
                part = 0.0  # another sentence's region is not this one's
            if token in self._hard:
                if not part:
                    missing.add(token)
                elif part <= _IN_SOURCE:
                    # That the source is CNCF's says nothing of what the sentence is about.
                    continue
            weight = self._weight(token)
            total += weight
            reached += weight * part
        support = reached / total if total else 0.0
        if self._question.quantities and self._says_number(words):
            support = min(1.0, support + _BONUS_NUMBER)
        return support, self._lacks(missing)

    def _weighed(self) -> list[str]:
        """The question's words that say something about its subject."""
        years = {*self._question.years, *(y[2:] for y in self._question.years)}
        skipped = years | {t for q in self._question.quantities for t in analyse(q.surface)}
        if self._question.quarters:
            skipped |= _QUARTER_WORDS
        return [
            token
            for token in self._question.tokens
            if token not in skipped
            and not re.fullmatch(r"q[1-4]", token)
            and (token in self._hard or token not in FRAME)
        ]

    def _weight(self, token: str) -> float:
        weight = math.pow(self._idf(token), _RARITY)
        if token in _SOFT:
            weight *= _SOFT_WORD
        if token in self._question.carried:
            weight *= _CARRIED
        if token in self._hard:
            return weight * _HARD_WORD
        if not self._known(token) and not any(map(self._known, synonyms(token))):
            return weight * _UNKNOWN_WORD
        return weight

    def _lacks(self, missing: set[str]) -> tuple[str, ...]:
        """Names of which no word is there, and the places if none of them is."""
        names = [name for name in self._question.names if set(name.split()) <= missing]
        places = self._question.places
        gone = [place for place in places if set(place.split()) <= missing]
        return (*names, *(gone if len(gone) == len(places) else ()))

    def _says_number(self, words: str) -> bool:
        here = find_quantities(words)
        return any(compatible(a, b) for a in self._question.quantities for b in here)

    def _part(self, token: str, clause: set[str]) -> float:
        """How far one word of the question is accounted for, 0 to 1; a synonym counts a little less."""
        others = synonyms(token)
        for words, part in (
            (clause, _IN_CLAUSE),
            (self._places["sentence"], _IN_SENTENCE),
            (self._places["source"], _IN_SOURCE),
        ):
            if token in words:
                return part
            if others & words:
                return part * _SYNONYM
        return _IN_CHUNK if token in self._places["chunk"] else 0.0

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
        fits = any(figure.unit.startswith(_UNITS[kind]) for kind in self._question.asks & _UNITS.keys())
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

    def _source_years(self) -> set[str]:
        about = self._source.metadata
        text = " ".join(filter(None, (about.title, about.account_of, about.collected, about.event)))
        return set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))

    def _period_matches(self, figure: Figure) -> bool:
        period = figure.period
        years, quarters = set(self._question.years), self._question.quarters
        label = "" if period is None else f"{period.label} {period.start or ''} {period.end or ''}"
        stated = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", label))
        if period is not None and period.start and period.end:
            stated |= {str(y) for y in range(int(period.start[:4]), int(period.end[:4]) + 1)}
        if period is None or period.kind != "stated":
            stated |= self._source_years()
        if years and not stated & years:
            return False
        if quarters:
            around = f"{label} {self._sentence} {self._about}"
            wanted = [q.split("-")[-1] for q in quarters]
            return all(re.search(rf"\b{q}\b", around) for q in wanted)
        return True

    def _is_earlier(self, figure: Figure) -> bool:
        year = _year_of_period(figure)
        return year is not None and year < max(_year_of(self._source) - 1, 0)

    def _recency(self, year: int) -> float:
        if self._question.years or self._question.quarters or not year:
            return 0.0
        behind = max(0, min(8, self._newest - year))
        return -_BONUS_RECENT * behind * (4 if self._question.latest else 1) / 2


def _quantity(figure: Figure) -> Quantity:
    return Quantity(
        figure.start, figure.end, figure.surface, figure.value, figure.unit, figure.high, figure.qualifier
    )


def _year_of(source: Source) -> int:
    about = source.metadata
    for text in (about.collected, about.account_of, about.title, about.published, about.event):
        years = re.findall(r"(?<!\d)20\d\d(?!\d)", text or "")
        if years:
            return int(years[-1])
    return 0


def _year_of_period(figure: Figure) -> int | None:
    if figure.period is None:
        return None
    years = re.findall(
        r"(?<!\d)(?:19|20)\d\d(?!\d)", f"{figure.period.end or figure.period.start or figure.period.label}"
    )
    return int(years[-1]) if years else None


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
