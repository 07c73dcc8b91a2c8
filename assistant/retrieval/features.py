"""How a sentence, or one figure of it, fits a question: measured feature by feature. Pure.

A figure is matched by its own clause, not by its sentence: "58 % in 2018 and 78 % in 2019" has one
answer for each year. What a clause leaves out may stand in the sentence, the chunk, or what is known
about the source, each counting less than the one before. What the features weigh is in `ranking`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from assistant.index.keyword_index import analyse
from assistant.ingest.clauses import clauses_of
from assistant.quantities import compatible, find_quantities, quantity_of
from assistant.retrieval.clause_fit import (
    counted,
    is_change_not_asked,
    kind_asked,
    narrows,
    place_asked,
)
from assistant.retrieval.cues import (
    advice,
    asks_itself,
    denies,
    gives_reason_asked,
    has_other_scope,
    is_earlier,
)
from assistant.retrieval.figure_fit import figure_fit
from assistant.retrieval.kinds import VALUE_KINDS, has_kind, is_about_source, may_answer, needs_figure
from assistant.retrieval.periods import (
    figure_is_of,
    quarters_in,
    source_years,
    year_of,
    year_of_figure,
    years_in,
)
from assistant.retrieval.support import Support
from assistant.retrieval.surroundings import ChunkSurroundings, words_of
from assistant.retrieval.words import FRAME
from assistant.schema import Features, Figure, Question, Span

_OLDEST = 8  # years; what is older than that is no worse
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
# "At 95 % confidence", "in the last six months": what a number holds for, not what was found.
_CONDITION_AFTER = re.compile(r"\s*(?:confidence|level of confidence)\b", re.IGNORECASE)
_CONDITION_BEFORE = re.compile(
    r"\b(?:in|over|within|for|during) (?:the |its )?(?:last|past|first|next) $", re.IGNORECASE
)


Measured = tuple[Features, float, tuple[str, ...]]


class SentenceFeatures:
    """One sentence of a chunk, measured against a question.

    Each measurement gives the features, the support (0 to 1) and what of the question is lacking.
    """

    def __init__(
        self,
        question: Question,
        support: Support,
        chunk: ChunkSurroundings,
        place: int,
        figures: Sequence[Figure] = (),
        *,
        cosine: float,
        newest: int,
    ) -> None:
        """Read what stands around the sentence.

        Args:
            question: the question.
            support: its words, weighed.
            chunk: what stands around the sentences of its chunk.
            place: which sentence of it.
            figures: all that the sentence states, in order.
            cosine: of question and sentence.
            newest: last year for which the library has data.
        """
        self._question = question
        self._support = support
        self._source = chunk.source
        self._text = chunk.text
        self._span = chunk.stored.sentences[place]
        self.sentence = chunk.sentences[place]
        self._cosine = cosine
        self._chunk_score = chunk.score
        self._newest = newest
        self._heading = chunk.heading
        self._about = chunk.about
        self._around = chunk.around(place)
        self._figures = figures

    def alone(self) -> Measured:
        """The sentence as it is, for what no figure answers."""
        question = self._question
        dated = "when" in question.asks and bool(_DATE.search(self.sentence))
        number = bool(self._named)
        words, lacks = self._support.of(
            self.sentence,
            self._around,
            of_kind=dated if "when" in question.asks else self._advice() > 0,
            number=number,
        )
        if needs_figure(question.asks):
            lacks = (*lacks, *sorted(question.asks & VALUE_KINDS))
        years = source_years(self._source, by_publication=question.by_publication)
        if not question.asks & {"when", "who"}:
            # "When was the 2024 survey published" names an edition, not a year of the text.
            years |= years_in(self.sentence)
        other_period = 0
        if question.years and not years & set(question.years):
            other_period += 1
            lacks = (*lacks, *question.years)
        if not quarters_in(question, f"{self.sentence} {self._about}"):
            other_period += 1
            lacks = (*lacks, *question.quarters)
        behind = self._years_behind(year_of(self._source))
        features = Features(
            meaning=self._cosine,
            chunk=self._chunk_score,
            words=words,
            lacking=-len(lacks),
            no_figure=-float(bool(question.asks & VALUE_KINDS)),
            advice=self._advice(),
            reason=self._reason,
            question=-float(asks_itself(self.sentence)),
            date=float(dated),
            title=self._title() if is_about_source(question) else 0.0,
            number=float(number),
            period=-other_period,
            latest=-behind if question.latest else 0.0,
            recent=0.0 if question.latest else -behind,
        )
        return features, words, lacks

    def _advice(self) -> float:
        """`cues.advice` where advice is asked for, else 0."""
        return advice(self.sentence, self._heading) if "recommendation" in self._question.asks else 0.0

    def _title(self) -> float:
        """How much question and source's name have in common: F1 of their words, 0 to 1."""
        about = self._source.metadata
        asked = set(self._question.tokens) - FRAME
        names = [set(analyse(name)) - FRAME for name in (about.title, about.account_of or "")]
        return max(
            2 * len(asked & name) / (len(asked) + len(name)) if asked and name else 0.0 for name in names
        )

    def of_figure(self, figure: Figure, described: float | None = None) -> Measured:
        """One figure of the sentence, by its own clause.

        Args:
            figure: one of the sentence's figures.
            described: cosine of question and figure as the ledger has it; None where it has no vector.
        """
        question = self._question
        fit = figure_fit(question, figure)
        clause = self._clauses[self._figures.index(figure)]
        said = self._text[clause.start : clause.end]
        others = [self._text[other.start : other.end] for other in self._clauses if other != clause]
        is_sample = figure.sample_n is not None
        is_the_sample = self._is_the_sample(figure)
        around = replace(
            self._around,
            others=frozenset[str]().union(*map(words_of, others)),
        )
        # "70 % in Asia, 64 % in America": what is measured is said once, and the ledger knows it for each.
        stated = " ".join(filter(None, (said, figure.metric, figure.population)))
        words, lacks = self._support.of(
            stated,
            around,
            of_kind=is_sample,
            number=any(
                clause.start <= named.start < clause.end or self._text[named.start : named.end] in stated
                for named in self._named
            ),
            beside=bool(self._named),
        )
        fits = has_kind(figure, question.asks, self._text)
        if not may_answer(figure, question.asks, self._text):
            lacks = (*lacks, *sorted(question.asks & VALUE_KINDS))
        of_period = figure_is_of(question, figure, self._source, f"{self.sentence} {self._about}")
        asks_period = bool(question.years or question.quarters)
        if asks_period and not of_period:
            lacks = (*lacks, *question.years, *question.quarters)
        year = year_of_figure(figure) or year_of(self._source)
        behind = self._years_behind(year)
        behind_it = " ".join(self._text[figure.end : self._span.end].split()[:3])
        features = Features(
            meaning=self._cosine,
            chunk=self._chunk_score,
            words=words,
            lacking=-len(lacks),
            kind=kind_asked(question, figure, fits=fits),
            asked_how_many=0.0 if is_the_sample else -self._other_count(figure, said),
            # A follow-up asks for something else than what was just answered.
            news=-float(any(compatible(given, quantity_of(figure)) for given in question.given)),
            change=-float(is_change_not_asked(question, figure)),
            period=-float(asks_period and not of_period),
            earlier=-float(not asks_period and self._is_earlier(figure)),
            place=place_asked(question, said, self.sentence),
            number=self._number(figure, fits=fits),
            counted=counted(question, behind_it if figure.unit == "count" else stated),
            group=-float(narrows(question, said)),
            condition=-float(self._is_condition(figure)),
            denial=-float(self._denies_otherwise(said, others)),
            scope=self._other_scope,
            # How many were asked is a question about a survey, and which one its name says.
            title=self._title() if "sample" in question.asks else 0.0,
            latest=-behind if question.latest else 0.0,
            recent=0.0 if question.latest else -behind,
            reason=self._reason,
            question=-float(asks_itself(self.sentence)),
            exact=-float(figure.qualifier is not None or figure.unit == "ratio"),
            described=self._cosine if described is None else described,
            # Whatever the words, what is known to be the sample is what is asked.
            metric=1.0 if is_the_sample else fit.metric,
            other_metric=0.0 if is_the_sample else fit.other_metric,
            population=fit.population,
        )
        return features, words, lacks

    def _is_the_sample(self, figure: Figure) -> bool:
        """Whether a figure says how many were asked in all, and that is asked."""
        known = self._source.metadata.sample.n
        return self._asks_whole_sample() and known is not None and figure.value == known

    def _asks_whole_sample(self) -> bool:
        question = self._question
        return "sample" in question.asks and not question.group and not question.quantities

    def _other_count(self, figure: Figure, said: str) -> float:
        """Where the sample is asked for: 1 for what may not be it, 2 for what is known to be none."""
        if "sample" not in self._question.asks:
            return 0.0
        if self._asks_whole_sample() and self._source.metadata.sample.n is not None:
            return 2.0
        return float(figure.sample_n is None or bool(_SUBSAMPLE.search(said)))

    @cached_property
    def _clauses(self) -> list[Span]:
        """The clause of each figure."""
        places = [Span(figure.start, figure.end) for figure in self._figures]
        return clauses_of(self._text, self._span, places)

    def _is_earlier(self, figure: Figure) -> bool:
        """Of "up from 66 % in 2023" the older value answers only if its year is asked."""
        if figure.period is None or figure.period.kind != "stated":
            return False
        if figure.period.start is None and is_earlier(figure.period.label or ""):
            return True
        year = year_of_figure(figure)
        return year is not None and year < max(year_of(self._source) - 1, 0)

    def _denies_otherwise(self, said: str, others: Sequence[str]) -> bool:
        """Whether a clause says "not" where the question does not, or does not where the question does."""
        if not denies(self._question.asking):
            return self._denies and denies(said)
        if not self._denies:
            return True
        # "7 % train daily, and over half do not train at all": the denial is the other figure's.
        return not denies(said) and any(map(denies, others))

    @cached_property
    def _denies(self) -> bool:
        return denies(self.sentence)

    @cached_property
    def _reason(self) -> float:
        return float(gives_reason_asked(self._question.asking, self.sentence))

    @cached_property
    def _other_scope(self) -> float:
        return -float(has_other_scope(self._question.asking, f"{self.sentence} {self._heading}"))

    def _is_condition(self, figure: Figure) -> bool:
        if self._asks_value() and self._is_named(figure):
            return True  # "How many spend more than $12 million": that number is given, not asked
        before = self._text[max(self._span.start, figure.start - 24) : figure.start]
        return bool(_CONDITION_AFTER.match(self._text, figure.end) or _CONDITION_BEFORE.search(before))

    def _number(self, figure: Figure, *, fits: bool) -> float:
        """The number that the question itself names, when it asks who said it or of whom."""
        if not self._is_named(figure) or self._asks_value():
            return 0.0
        return 1.0 if fits else -1.0

    def _asks_value(self) -> bool:
        """Whether a value is asked for, and not who said one, or when."""
        return bool(self._question.asks & VALUE_KINDS) and not self._question.asks & {"who", "when"}

    def _is_named(self, figure: Figure) -> bool:
        return any(compatible(asked, quantity_of(figure)) for asked in self._question.quantities)

    @cached_property
    def _named(self) -> list[Span]:
        """Where the sentence states a number that the question names, be it a figure or not."""
        asked = self._question.quantities
        here = find_quantities(self.sentence) if asked else []
        return [
            Span(self._span.start + one.start, self._span.start + one.end)
            for one in here
            if any(compatible(one, other) for other in asked)
        ]

    def _years_behind(self, year: int) -> float:
        """Years from a figure's to the library's newest, 0 to 8; 0 where the question names a time."""
        if self._question.years or self._question.quarters:
            return 0.0
        if not year:
            # What has no date cannot be shown to be the latest.
            return _OLDEST / 2 if self._question.latest else 0.0
        return float(max(0, min(_OLDEST, self._newest - year)))
