"""Small schema objects for the tests of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.schema import (
    Answer,
    AnswerSentence,
    Citation,
    Metadata,
    Note,
    NumberCheck,
    Section,
    Source,
    SourceText,
    Unanswered,
)

TEXT = "🌊 First line.\n\nAdoption reached 82 % in 2025. Barriers remain.\n\nThe end."
QUOTE = "Adoption reached 82 % in 2025."


def citation(quote: str = QUOTE, **changes: object) -> Citation:
    """A citation of `quote` in `TEXT`."""
    start = TEXT.index(quote)
    base = Citation(
        source_id="s1", version="v1", chunk_id="c1", start=start, end=start + len(quote), quote=quote,
        prefix="", suffix="", text_kind="original", title="A survey", publisher="CNCF", account_of=None,
        event=None, published="2026-01-20", url="https://example.org/survey", locator={},
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def sentence(text: str, *citations: Citation, numbers: Sequence[str] = ()) -> AnswerSentence:
    """An answer sentence, with numbers that stand in its first citation."""
    checks = tuple(NumberCheck(number, "in_sentence", None, 0) for number in numbers)
    return AnswerSentence(text, "quoted", citations, checks)


def answer(
    *sentences: AnswerSentence,
    status: str = "answered",
    evidence: Sequence[Citation] = (),
    unanswered: Sequence[Unanswered] = (),
    notes: Sequence[Note] = (),
    question: str = "How many?",
) -> Answer:
    """An answer with what a test names and nothing else."""
    return Answer(
        status=status, question=question, standalone_question=question, sentences=sentences, figures=(),  # type: ignore[arg-type]
        evidence=tuple(evidence), unanswered=tuple(unanswered), notes=tuple(notes), confidence=0.5,
        sources=(), model=None, settings_fingerprint="0" * 12,
    )  # fmt: skip


def source(version: str = "v1", **about: object) -> Source:
    """A source whose metadata has what a test names."""
    metadata = Metadata(title="A survey", **about)  # type: ignore[arg-type]
    return Source("s1", "survey.md", version, metadata, "published", 1, 1, "2026-01-21")


def source_text(text: str = TEXT, version: str = "v1", **about: object) -> SourceText:
    """A source with one paragraph section for each block of its text."""
    sections, start = [], 0
    for block in text.split("\n\n"):
        sections.append(Section(start, start + len(block), "paragraph"))
        start += len(block) + 2
    return SourceText(source(version, **about), text, tuple(sections))
