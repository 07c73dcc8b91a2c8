"""What a system under test said, in the one shape that the measures read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.quantities import find_quantities, quantity_of, same_quantity
from assistant.schema import Answer, AnswerSentence, Figure, Metadata, Period, Quantity
from evals.cases import SourceSpan


@dataclass(frozen=True, slots=True)
class Stated:
    """The figure that an answer leads with; `period` is None where the system does not say one."""

    quantity: Quantity
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of one system.

    `citations` are those of the first sentence, `all_citations` those of the whole answer, `cited_text` what
    stands in them.
    `citation_words` holds what a reader sees of all cited sources besides their text: title, publisher,
    event, publication date. `unanswered` are the parts of the question that the answer says are not answered.
    `passages` is what a baseline retrieved, best first. `confidence` is on the
    system's own scale, higher where the system is surer that the library
    holds an answer; it is there for refusals too. `seconds` is wall time.
    """

    case_id: str
    answered: bool
    text: str = ""
    first_sentence: str = ""
    leading: Stated | None = None
    citations: tuple[SourceSpan, ...] = ()
    all_citations: tuple[SourceSpan, ...] = ()
    cited_text: str = ""
    citation_words: str = ""
    unanswered: tuple[str, ...] = ()
    passages: tuple[SourceSpan, ...] = ()
    confidence: float = 0.0
    seconds: float = field(default=0.0, compare=False)

    @property
    def every_citation(self) -> tuple[SourceSpan, ...]:
        """The citations of the first sentence and of the others."""
        return (*self.citations, *self.all_citations)


def response_of(case_id: str, answer: Answer, slugs: Mapping[str, str], seconds: float = 0.0) -> Response:
    """Our answer as a response; a partial answer counts as answered.

    Args:
        case_id: which case it answers.
        answer: what `ask` returned.
        slugs: the slug of each source id.
        seconds: how long it took.
    """
    first = answer.sentences[0] if answer.sentences else None
    cited = {citation.source_id for sentence in answer.sentences for citation in sentence.citations}
    return Response(
        case_id=case_id,
        answered=answer.status != "insufficient_evidence",
        text=answer.text,
        first_sentence=first.text if first else "",
        leading=_leading(first.text, answer.figures) if first else None,
        citations=_spans(answer.sentences[:1], slugs),
        all_citations=_spans(answer.sentences, slugs),
        cited_text="\n".join(c.quote for sentence in answer.sentences for c in sentence.citations),
        citation_words=" ".join(metadata_words(s.metadata) for s in answer.sources if s.id in cited),
        unanswered=tuple(gap.part for gap in answer.unanswered),
        confidence=answer.confidence,
        seconds=seconds,
    )


def _spans(sentences: Sequence[AnswerSentence], slugs: Mapping[str, str]) -> tuple[SourceSpan, ...]:
    return tuple(
        SourceSpan(slugs.get(citation.source_id, citation.source_id), citation.start, citation.end)
        for sentence in sentences
        for citation in sentence.citations
    )


def _leading(sentence: str, figures: tuple[Figure, ...]) -> Stated | None:
    """The answer's first figure, else the first quantity of its first sentence."""
    found = find_quantities(sentence)
    if figures:
        # A figure that the sentence does not show is not what a reader takes home.
        quantity = quantity_of(figures[0])
        if any(same_quantity(quantity, shown) for shown in found):
            return Stated(quantity, figures[0].period)
    return Stated(found[0]) if found else None


def metadata_words(metadata: Metadata) -> str:
    """What a citation shows besides its quote (so not `collected`), as words to look for key facts in."""
    parts = (
        metadata.title,
        metadata.publisher,
        metadata.account_of,
        metadata.event,
        metadata.published,
    )
    return " ".join(part for part in parts if part)
