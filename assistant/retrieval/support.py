"""How much of a question a clause and what stands around it account for. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection

from assistant.index.keyword_index import analyse
from assistant.retrieval.surroundings import Surroundings, words_of
from assistant.retrieval.synonyms import synonyms
from assistant.retrieval.words import FRAME, QUARTER_WORDS, SOFT
from assistant.schema import Question

# Set on the dev cases of evals/cases; re-run `python -m evals answers` after a change.
# How much a word counts by where it stands.
_IN_CLAUSE, _IN_SENTENCE, _IN_SOURCE, _IN_HEADING, _IN_CHUNK = 1.0, 0.8, 0.75, 0.7, 0.3
# In the sentence before, if this one says "they" or "the same" of it; else it may speak of something else.
_IN_BEFORE, _IN_BEFORE_ONLY = 0.7, 0.5
# A word in the clause of another figure of the sentence is more likely about that one.
_IN_OTHERS = 0.4
_SYNONYM = 0.85
# A rare word says more than a common one; a word that no source uses is more often a paraphrase
# ("headache") than an absent subject, and one that the library knows but this sentence lacks is the
# stronger sign. Not by inverse document frequency: there the weight of the field's own words grows with
# every document about something else.
_RARITY = 0.65
_CARRIED = 0.5  # a word that only an earlier turn said
_ASIDE = 0.25  # a word of a sentence that does not ask
_NAME, _UNKNOWN, _SOFT = 1.5, 0.3, 0.4
_KIND = 0.5  # being of the kind asked for, in weights of the rarest word
_NUMBER, _NUMBER_BESIDE = 0.3, 0.2  # the very number that the question names, here or in another clause
# A name of several words is there if this much of it is, by rarity: "State of X Security" is not there
# where only "State" and "X" are.
_NAME_REACHED = 0.5
_NOTHING_ASKED = 0.5
_HOW = re.compile(
    r"\bhow (large|big|long|often|widespread|common|popular|prevalent|high|low|far|soon|fast)\b",
    re.IGNORECASE,
)


class Support:
    """A question's words, weighed once, to be looked for in many clauses."""

    def __init__(self, question: Question, frequency: Callable[[str], int]) -> None:
        """Weigh the words.

        Args:
            question: the question.
            frequency: in how many chunks of the library a token stands.
        """
        self._question = question
        self._frequency = frequency
        self._place_tokens = {token for place in question.places for token in place.split()}
        self._names = {token for name in question.names for token in name.split()} | self._place_tokens
        self._weights = {token: self._weight(token) for token in self._subject()}

    def of(
        self,
        words: str,
        around: Surroundings,
        *,
        of_kind: bool = False,
        number: bool = False,
        beside: bool = False,
    ) -> tuple[float, tuple[str, ...]]:
        """Share of the question's words (0 to 1, by weight) that are accounted for, and what is lacking.

        Args:
            words: the clause.
            around: what it stands in.
            of_kind: whether the clause is advice, says how many were asked, or names a date; where a
                question asks for these, that is a word of it too.
            number: whether the clause states a number that the question names.
            beside: whether another clause of the sentence does.
        """
        clause = words_of(words)
        total = reached = 0.0
        missing: set[str] = set()
        for token, weight in self._weights.items():
            part = self._part(token, clause, around)
            if token in self._place_tokens and part:
                continue  # a region is a condition; that it is met says nothing of the subject
            if token in self._names:
                if not part and token in around.opening:
                    continue  # whose report it is says nothing of what the sentence is about
                if not part:
                    missing.add(token)
                elif token in around.source and token not in around.sentence:
                    # That the source is CNCF's says nothing of what the sentence is about.
                    continue
            total += weight
            reached += weight * part
        if self._question.asks & {"recommendation", "sample", "when"} and self._weights:
            weight = max(self._weights.values()) * _KIND
            total += weight
            reached += weight * of_kind
        # A question that names nothing but a place ("How much of the sample is from Europe?") asks no more.
        share = reached / total if total else _NOTHING_ASKED
        if "sample" not in self._question.asks:
            # Asked how many were asked, the number only tells which survey is meant.
            named = _NUMBER if number else _NUMBER_BESIDE * beside
            share = min(1.0, share + named)
        return share, (*self._lacking(missing, around), *self._group_lacking(clause, around))

    def _subject(self) -> list[str]:
        """The question's words that say something about its subject."""
        question = self._question
        skipped = {*question.years, *(year[2:] for year in question.years)}
        skipped |= {token for how in _HOW.findall(question.standalone) for token in analyse(how)}
        skipped |= {token for quantity in question.quantities for token in analyse(quantity.surface)}
        if question.quarters:
            skipped |= QUARTER_WORDS
        return [
            token
            for token in question.tokens
            if token not in skipped
            and not re.fullmatch(r"q[1-4]", token)
            and (token in self._names or token not in FRAME)
        ]

    def _rarity(self, token: str) -> float:
        return math.pow(1 + self._frequency(token), -_RARITY)

    def _weight(self, token: str) -> float:
        weight = self._rarity(token)
        if token in SOFT:
            weight *= _SOFT
        if token in self._question.carried:
            weight *= _CARRIED
        if token in self._question.aside:
            weight *= _ASIDE
        if token in self._names:
            return weight * _NAME
        if not any(map(self._frequency, (token, *synonyms(token)))):
            return weight * _UNKNOWN
        return weight

    def _part(self, token: str, clause: Collection[str], around: Surroundings) -> float:
        """How far one word of the question is accounted for, 0 to 1; a synonym counts a little less."""
        others = synonyms(token)
        places = (
            (clause, _IN_CLAUSE),
            (around.sentence - around.others, _IN_SENTENCE),
            (around.others, _IN_OTHERS),
            (around.source, _IN_SOURCE),
            (around.heading, _IN_HEADING),
            (around.before, _IN_BEFORE if around.leans else _IN_BEFORE_ONLY),
        )
        for words, part in places:
            if token in words:
                return part
            if not others.isdisjoint(words):
                return part * _SYNONYM
        # Another sentence's region is not this one's.
        return _IN_CHUNK if token in around.chunk and token not in self._place_tokens else 0.0

    def _held(self, around: Surroundings) -> set[str]:
        """Tokens of cities whose edition this is about, by its own name."""
        said = around.sentence | around.source
        return {
            token
            for edition in self._question.editions
            if {*analyse(edition.event), edition.year} <= said
            for token in analyse(edition.city)
        }

    def _lacking(self, missing: set[str], around: Surroundings) -> tuple[str, ...]:
        """Names that are not there, and the places if none of them is."""
        question = self._question
        names = [name for name in question.names if self._reached(name, missing) < _NAME_REACHED]
        gone = [place for place in question.places if set(place.split()) <= missing - self._held(around)]
        return (*names, *(gone if len(gone) == len(question.places) else ()))

    def _reached(self, name: str, missing: Collection[str]) -> float:
        """How much of a name is there, by rarity, 0 to 1."""
        total = sum(self._rarity(token) for token in name.split())
        return sum(self._rarity(token) for token in name.split() if token not in missing) / total

    def _group_lacking(self, clause: Collection[str], around: Surroundings) -> tuple[str, ...]:
        """What narrows the group that is asked about, if less than half of it stands anywhere near."""
        group = self._question.group
        gone = tuple(token for token in group if self._part(token, clause, around) <= _IN_CHUNK)
        return gone if 2 * len(gone) > len(group) else ()
