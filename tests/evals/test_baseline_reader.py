"""How a baseline answers: reader, threshold, and the two halves of our own retrieval."""

from __future__ import annotations

import itertools

import pytest
from eval_builders import CountedWords, FixedPipeline, source_text
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Turn
from evals.baselines import systems
from evals.baselines.answering import Reader, decide, fit_threshold, standalone
from evals.baselines.own import OwnPipeline, dense, keyword
from evals.baselines.pipeline import Found
from evals.baselines.systems import BASELINES, open_baseline
from evals.cases import Case, SourceSpan
from evals.libraries import open_subject
from evals.metrics import balanced_accuracy
from evals.responses import Response

TEXT = "Intro. A mesh runs at 18 % of sites. Kubernetes runs at 78 % of them."
PASSAGE = TEXT[7:]
TEXTS = {
    "survey": source_text(TEXT, "survey", publisher="CNCF"),
    "costs": source_text("Cost rose by 5 %.", "costs"),
}
FOUND = [Found("survey", 7, PASSAGE, 0.8), Found("costs", 0, "Cost rose by 5 %.", 0.3)]


def asked(question, history=(), name="c"):
    """A case with this question."""
    return Case(name, "dev", "lookup", question, history=history)


def test_the_nearest_sentence_of_the_best_passage_answers():
    """It is text, first sentence, figure and citation at its place in the source; the score is confidence."""
    pipeline = FixedPipeline({"How common is Kubernetes?": FOUND})
    response = Reader(TEXTS, CountedWords()).respond(asked("How common is Kubernetes?"), pipeline)
    assert response.answered
    assert response.text == response.first_sentence == "Kubernetes runs at 78 % of them."
    assert response.cited_text == response.text
    assert response.leading.quantity.value == 78
    assert response.leading.period is None
    (span,) = response.citations
    assert span.source == "survey"
    assert TEXT[span.start : span.end] == response.text
    assert response.citation_words == "A report CNCF"
    assert response.confidence == 0.8
    assert response.passages == (SourceSpan("survey", 7, len(TEXT)), SourceSpan("costs", 0, 17))
    assert response.seconds >= 0


def test_a_sentence_without_a_number_leads_with_nothing():
    """There is an answer and a citation, but no figure."""
    pipeline = FixedPipeline({"mesh?": [Found("a", 0, "A mesh is rare.", 0.5)]})
    response = Reader({"a": source_text("A mesh is rare.", "a")}, CountedWords()).respond(
        asked("mesh?"), pipeline
    )
    assert response.answered
    assert response.leading is None


@pytest.mark.parametrize("found", [[], [Found("survey", 6, " ", 0.9)]])
def test_without_a_passage_or_a_sentence_it_refuses(found):
    """Nothing found, or white space alone, is a refusal with no citation."""
    response = Reader(TEXTS, CountedWords()).respond(asked("?"), FixedPipeline({"?": found}))
    assert not response.answered
    assert (response.text, response.citations, response.confidence) == ("", (), 0.0)


def test_remembered_sentences_give_the_same_answers():
    """One reader for all cases and pipelines answers as a fresh one for each, and encodes a sentence once."""
    questions = ["Kubernetes?", "Which mesh?", "Kubernetes?", "How much cost?", "Else?"]
    pipelines = [
        FixedPipeline(dict.fromkeys(questions, FOUND)),
        FixedPipeline(dict.fromkeys(questions, FOUND[::-1])),
    ]
    cases = [asked(question, name=str(i)) for i, question in enumerate(questions)]
    embeddings = CountedWords()
    shared = Reader(TEXTS, embeddings)
    for pipeline, case in itertools.product(pipelines, cases):
        assert shared.respond(case, pipeline) == Reader(TEXTS, CountedWords()).respond(case, pipeline)
    assert embeddings.encoded == 3


def test_a_follow_up_is_asked_after_its_question():
    """The user's last question stands in front; without a conversation the question stands alone."""
    history = (Turn("user", "Who?"), Turn("user", "Mesh use in 2022?"), Turn("assistant", "9 %."))
    assert standalone(asked("and before?", history)) == "Mesh use in 2022? and before?"
    assert standalone(asked("Mesh use?")) == "Mesh use?"
    assert standalone(asked("Mesh use?", (Turn("assistant", "Hello."),))) == "Mesh use?"
    pipeline = FixedPipeline({})
    Reader(TEXTS, CountedWords()).respond(asked("and before?", history), pipeline)
    assert pipeline.asked == ["Mesh use in 2022? and before?"]


def test_the_threshold_has_the_best_balanced_accuracy():
    """Between 0.4 and 0.6 one of three answerable is lost and both others refused: 5/6, the best."""
    confidences = [0.9, 0.6, 0.3, 0.4, 0.2]
    answerable = [True, True, True, False, False]
    assert fit_threshold(confidences, answerable) == pytest.approx(0.5)


def test_of_equal_thresholds_the_lowest_is_taken():
    """0.35 and 0.75 both reach 3/4, 0.35 refuses less; equal confidences are not told apart."""
    assert fit_threshold([0.9, 0.6, 0.5, 0.2], [True, False, True, False]) == pytest.approx(0.35)
    assert fit_threshold([0.5, 0.5], [True, False]) == float("-inf")


def test_with_one_class_nothing_can_be_fitted():
    """Then nothing is refused, whatever the scale of the scores."""
    assert fit_threshold([0.5, -9.0], [True, True]) == float("-inf")
    assert fit_threshold([0.5, 0.9], [False, False]) == float("-inf")
    assert fit_threshold([], []) == float("-inf")


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=2, max_size=8))
def test_no_threshold_is_better(rows):
    """No other place to cut has a better balanced accuracy than the fitted one, also on negative scores."""
    answerable = [flag for _, flag in rows]
    if len(set(answerable)) < 2:
        return

    def quality(threshold):
        refused = {flag: [score < threshold for score, f in rows if f is flag] for flag in (True, False)}
        shares = {flag: sum(values) / len(values) for flag, values in refused.items()}
        return balanced_accuracy(shares[False], shares[True])

    best = quality(fit_threshold([float(score) for score, _ in rows], answerable))
    # Refusing all is no candidate, and no better than refusing none: both are 1/2.
    assert best == pytest.approx(max(quality(cut / 2) for cut in range(-7, 8)))
    assert best >= 0.5


def test_a_refusal_says_nothing():
    """Below the threshold there is no text, figure or citation left to score; at it the answer stays."""
    response = Response("c", answered=True, text="7 %", citations=(SourceSpan("a", 0, 3),), confidence=0.5)
    assert decide(response, 0.5) is response
    refused = decide(response, 0.51)
    assert not refused.answered
    assert (refused.text, refused.citations, refused.confidence) == ("", (), 0.5)


def test_what_was_not_answered_is_no_answer_at_any_threshold():
    """A pipeline that found nothing refuses also where its scores are below 0."""
    assert not decide(Response("c", answered=False), float("-inf")).answered


def test_an_external_baseline_is_closed_whatever_happens(monkeypatch):
    """The pipeline is opened over the texts and closed, also when a question fails."""
    opened = []

    def external(name, texts):
        opened.append((name, set(texts), FixedPipeline({})))
        return opened[-1][2]

    monkeypatch.setattr(systems, "ExternalPipeline", external)
    subject = type("Library", (), {"texts": TEXTS})()

    def fail():
        with open_baseline("txtai", subject, CountedWords()) as pipeline:
            assert not pipeline.closed
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    ((name, slugs, pipeline),) = opened
    assert (name, slugs) == ("txtai", {"survey", "costs"})
    assert pipeline.closed


def test_the_baselines_have_names():
    """The tutorial is the first: types and refusals are shown against it."""
    assert BASELINES == ("tutorial", "keyword", "dense", "txtai", "llamaindex")


@pytest.mark.integration
def test_each_half_of_our_retrieval_stands_alone(tmp_path):
    """BM25 finds a rare word, vectors a paraphrase; passages stand at their places, best first."""
    (tmp_path / "farms.md").write_text(
        "---\ntitle: Farms\n---\n\nDrip irrigation is used by 37% of growers.\n", "utf-8"
    )
    (tmp_path / "cars.md").write_text("---\ntitle: Cars\n---\n\nThe Zyx9 engine is quiet.\n", "utf-8")
    with open_subject(None, tmp_path) as subject:
        for ranker, question, slug in (
            (keyword, "Zyx9", "cars"),
            (dense, "How do farmers water their plants?", "farms"),
        ):
            with OwnPipeline(subject, ranker) as pipeline:
                found = pipeline.search(question, k=2)
            assert found[0].slug == slug
            assert [item.score for item in found] == sorted((i.score for i in found), reverse=True)
            for item in found:
                assert subject.texts[item.slug].text[item.start :].startswith(item.text)
        with OwnPipeline(subject, keyword) as pipeline:
            assert pipeline.search("nothing thereof zzz") == []
