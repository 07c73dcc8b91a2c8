"""The LangChain tutorial pipeline as a baseline."""

import pytest
from langchain_core.embeddings import Embeddings

from assistant.schema import Metadata, Source, SourceText, Turn
from evals.baselines.tutorial import CHUNK_CHARS, TutorialPipeline, decide, fit_threshold, standalone
from evals.cases import Case, SourceSpan
from evals.responses import Response

WORDS = ("kubernetes", "mesh", "cost", "audit")


class CountedWords(Embeddings):
    """A text's vector says which of four words it has; a text with none points elsewhere."""

    def embed_documents(self, texts):
        """Vectors of texts."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text):
        """A vector of unit length."""
        counts = [float(text.lower().count(word)) for word in WORDS]
        counts.append(0.0 if any(counts) else 1.0)
        length = sum(count * count for count in counts) ** 0.5
        return [count / length for count in counts]


def source(slug, text):
    """A source as a library gives it."""
    about = Metadata(title=slug, publisher="CNCF")
    return SourceText(Source(slug, f"{slug}.md", "v", about, "current", 1, 0, ""), text, ())


def asked(question, history=()):
    """A case with this question."""
    return Case("c", "dev", "lookup", question, history=history)


@pytest.mark.integration
def test_it_answers_with_the_nearest_sentence_of_the_best_chunk():
    """The answer, its leading figure and its citation are that sentence, at its place in the source."""
    filler = "Other things were said at length. " * 40
    text = f"{filler}\n\nA mesh runs at 18 % of sites. Kubernetes runs at 78 % of them. An audit is rare."
    assert len(text) > CHUNK_CHARS
    texts = {"survey": source("survey", text), "costs": source("costs", "Cost rose by 5 %.")}
    with TutorialPipeline(texts, CountedWords()) as pipeline:
        response = pipeline.respond(asked("How common is Kubernetes?"))
        found = pipeline.search("cost", k=4)
    assert response.first_sentence == "Kubernetes runs at 78 % of them."
    assert response.leading.quantity.value == 78
    (span,) = response.citations
    assert span.source == "survey"
    assert text[span.start : span.end] == response.first_sentence
    assert "CNCF" in response.citation_words
    assert found[0].span == SourceSpan("costs", 0, len("Cost rose by 5 %."))
    assert found[0].cosine == pytest.approx(1)
    assert all(texts[f.slug].text[f.start : f.start + len(f.text)] == f.text for f in found)


@pytest.mark.integration
def test_two_pipelines_do_not_share_a_collection():
    """A second pipeline in the process finds nothing of the first."""
    with (
        TutorialPipeline({"a": source("a", "Mesh.")}, CountedWords()),
        TutorialPipeline({"b": source("b", "Audit.")}, CountedWords()) as second,
    ):
        assert [found.slug for found in second.search("mesh")] == ["b"]


def test_a_follow_up_is_asked_after_its_question():
    """The user's last question stands in front; without a conversation the question stands alone."""
    history = (Turn("user", "Mesh use in 2022?"), Turn("assistant", "9 %."))
    assert standalone(asked("and before?", history)) == "Mesh use in 2022? and before?"
    assert standalone(asked("Mesh use?")) == "Mesh use?"


def test_the_threshold_has_the_best_balanced_accuracy():
    """Between 0.4 and 0.6 one of three answerable is lost and both others refused: 5/6, the best."""
    confidences = [0.9, 0.6, 0.3, 0.4, 0.2]
    answerable = [True, True, True, False, False]
    assert fit_threshold(confidences, answerable) == pytest.approx(0.5)


def test_of_equal_thresholds_the_lowest_is_taken():
    """0.35 and 0.75 both reach 3/4, 0.35 refuses less; with one class nothing can be fitted."""
    assert fit_threshold([0.9, 0.6, 0.5, 0.2], [True, False, True, False]) == pytest.approx(0.35)
    assert fit_threshold([0.5, 0.5], [True, False]) == 0
    assert fit_threshold([0.5, 0.9], [True, True]) == 0
    assert fit_threshold([], []) == 0


def test_a_refusal_says_nothing():
    """Below the threshold there is no text, figure or citation left to score; at it the answer stays."""
    response = Response("c", answered=True, text="7 %", citations=(SourceSpan("a", 0, 3),), confidence=0.5)
    assert decide(response, 0.5) is response
    refused = decide(response, 0.51)
    assert not refused.answered
    assert (refused.text, refused.citations, refused.confidence) == ("", (), 0.5)
