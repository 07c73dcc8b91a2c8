"""Sources, answers and doubles that several tests of the evals use."""

from __future__ import annotations

from dataclasses import dataclass, field

from langchain_core.embeddings import Embeddings

from assistant.schema import Answer, AnswerSentence, Citation, Metadata, Source, SourceText
from evals.baselines.pipeline import TOP_K, Found

WORDS = ("kubernetes", "mesh", "cost", "audit")


def source_text(text, slug="report", **metadata):
    """A source as a library gives it; its id is its slug."""
    about = Metadata(**{"title": "A report", **metadata})
    return SourceText(Source(slug, f"{slug}.md", "v", about, "current", 1, 0, ""), text, ())


def answer_of(*sentences, status="answered", confidence=0.7, figures=(), sources=(), source="s1"):
    """An answer of these sentences, each with a citation of characters 5 to 20 of one source."""
    citation = Citation(
        source, "v", "c", 5, 20, "", "", "", "digest", "A survey", "CNCF", None, None, "2020-03", None
    )
    return Answer(
        status=status, question="?", standalone_question="?",
        sentences=tuple(AnswerSentence(text, "composed", (citation,), ()) for text in sentences),
        figures=figures, evidence=(), unanswered=(), notes=(), confidence=confidence,
        sources=sources, model=None, settings_fingerprint="x",
    )  # fmt: skip


class CountedWords(Embeddings):
    """A text's vector says which of four words it has; a text with none points elsewhere.

    `encoded` counts the texts that were encoded as documents.
    """

    def __init__(self):
        self.encoded = 0

    def embed_documents(self, texts):
        """Vectors of texts."""
        self.encoded += len(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text):
        """A vector of unit length."""
        counts = [float(text.lower().count(word)) for word in WORDS]
        counts.append(0.0 if any(counts) else 1.0)
        length = sum(count * count for count in counts) ** 0.5
        return [count / length for count in counts]


@dataclass
class FixedPipeline:
    """A pipeline that finds what it was told to, by question; it remembers questions and being closed."""

    found: dict[str, list[Found]]
    built_seconds: float = 0.5
    asked: list[str] = field(default_factory=list)
    closed: bool = False

    def search(self, question, k=TOP_K):
        """What was given for this question."""
        self.asked.append(question)
        return self.found.get(question, [])[:k]

    def close(self):
        """Remember it."""
        self.closed = True
