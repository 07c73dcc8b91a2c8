"""A chunk with what stands around its sentences, read once for all of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.index.keyword_index import analyse
from assistant.retrieval.cues import speaks_of_before
from assistant.retrieval.words import acronyms
from assistant.schema import Source, StoredChunk

# Characters at the beginning of a text in which it says whose it is.
_OPENING = 400


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Tokens of what a clause stands in: its sentence, what is known about the source, its chunk.

    `before`: of the sentence before; `leans`: whether this one speaks of it ("Their share ..."). `heading`:
    of the heading above; `opening`: of the first lines of the text, where it says whose it is. `others`: of
    the clauses of the sentence's other figures.
    """

    sentence: frozenset[str]
    source: frozenset[str]
    chunk: frozenset[str]
    before: frozenset[str] = frozenset()
    heading: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    leans: bool = False
    others: frozenset[str] = frozenset()


class ChunkSurroundings:
    """A retrieved chunk and its sentences.

    Attributes:
        source: of the chunk.
        text: canonical text of the source.
        stored: the chunk.
        score: of the chunk, 0 to 2.
        heading: above the chunk; empty if there is none.
        about: names of the source (title, whose survey, publisher, event) and the heading.
        sentences: what they say, in order.
    """

    def __init__(self, source: Source, text: str, stored: StoredChunk, score: float) -> None:
        """Read the words."""
        self.source = source
        self.text = text
        self.stored = stored
        self.score = score
        metadata = source.metadata
        named = " ".join(
            filter(None, (metadata.title, metadata.account_of, metadata.publisher, metadata.event))
        )
        self.heading = stored.heading or ""
        self.about = f"{named} {self.heading}"
        self.sentences = tuple(text[span.start : span.end] for span in stored.sentences)
        self._tokens = tuple(frozenset(analyse(sentence)) for sentence in self.sentences)
        self._source = words_of(named)
        self._chunk = frozenset(analyse(stored.text))
        self._heading = frozenset(analyse(self.heading))
        self._opening = frozenset(analyse(text[:_OPENING]))

    def around(self, place: int) -> Surroundings:
        """What the words of one sentence stand in.

        The sentence before is part of it: a report says once what it speaks of, and then "they".
        """
        sentence = self.sentences[place]
        return Surroundings(
            sentence=self._tokens[place].union(acronyms(sentence)),
            source=self._source,
            chunk=self._chunk,
            before=self._tokens[place - 1] if place else frozenset(),
            heading=self._heading,
            opening=self._opening,
            leans=speaks_of_before(sentence),
        )


def words_of(text: str) -> frozenset[str]:
    """Tokens of a text, and the initials of the names in it."""
    return frozenset((*analyse(text), *acronyms(text)))
