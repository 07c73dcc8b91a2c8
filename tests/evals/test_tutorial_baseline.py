"""The LangChain tutorial pipeline as a baseline."""

import sys

import pytest
from eval_builders import CountedWords, source_text

from assistant.errors import MissingDependencyError
from evals.baselines.answering import Reader
from evals.baselines.tutorial import CHUNK_CHARS, TutorialPipeline
from evals.cases import Case, SourceSpan


@pytest.mark.integration
def test_it_finds_chunks_at_their_places():
    """Chunks are slices of the canonical text with their cosine, best first; the reader answers from them."""
    filler = "Other things were said at length. " * 40
    text = f"{filler}\n\nA mesh runs at 18 % of sites. Kubernetes runs at 78 % of them. An audit is rare."
    assert len(text) > CHUNK_CHARS
    texts = {
        "survey": source_text(text, "survey", publisher="CNCF"),
        "costs": source_text("Cost rose by 5 %.", "costs"),
    }
    embeddings = CountedWords()
    with TutorialPipeline(texts, embeddings) as pipeline:
        case = Case("c", "dev", "lookup", "How common is Kubernetes?")
        response = Reader(texts, embeddings).respond(case, pipeline)
        found = pipeline.search("cost", k=4)
        assert len(pipeline.search("cost", k=2)) == 2
        assert [d.page_content for d in pipeline.retrieve("cost", k=4)] == [f.text for f in found]
    assert pipeline.built_seconds > 0
    assert response.first_sentence == "Kubernetes runs at 78 % of them."
    assert response.leading.quantity.value == 78
    (span,) = response.citations
    assert span.source == "survey"
    assert text[span.start : span.end] == response.first_sentence
    assert "CNCF" in response.citation_words
    assert found[0].span == SourceSpan("costs", 0, len("Cost rose by 5 %."))
    assert found[0].score == pytest.approx(1)
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    assert all(texts[f.slug].text[f.start : f.start + len(f.text)] == f.text for f in found)


@pytest.mark.integration
def test_two_pipelines_do_not_share_a_collection():
    """A second pipeline in the process finds nothing of the first."""
    with (
        TutorialPipeline({"a": source_text("Mesh.", "a")}, CountedWords()),
        TutorialPipeline({"b": source_text("Audit.", "b")}, CountedWords()) as second,
    ):
        assert [found.slug for found in second.search("mesh")] == ["b"]


def test_without_its_splitter_the_pipeline_says_what_to_install(monkeypatch):
    """An install without the extra gets a message, not a traceback."""
    monkeypatch.setitem(sys.modules, "langchain_text_splitters", None)
    with pytest.raises(MissingDependencyError, match=r"\[evals\]"):
        TutorialPipeline({}, None)
