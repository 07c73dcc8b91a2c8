"""Asking the starter library with the real model: the main job, end to end."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from assistant.pipeline import Assistant
from assistant.presentation import to_dict
from assistant.quantities import find_quantities
from assistant.schema import AnswerReady, EvidenceFound, Filter, SentenceReady, Turn
from assistant.settings import Settings

pytestmark = pytest.mark.integration

DAILY = "What share of organisations deploy AI workloads every day?"
SAVINGS = "How much could open models save per year worldwide?"
PRODUCTION = "What was Kubernetes production use in CNCF's 2019 survey?"
SALARY = "What is the average salary of a Kubernetes engineer?"
QUESTIONS = [
    DAILY,
    SAVINGS,
    PRODUCTION,
    "How many people attended KubeCon Europe 2024?",
    "Who conducted the 2022 annual survey and when was it published?",
    "What do the FinOps principles recommend?",
    "Which service mesh share did respondents report in 2020?",
]


@pytest.fixture(scope="module")
def assistant(starter_library):
    """The starter library, open."""
    with Assistant.open(starter_library, Settings()) as opened:
        yield opened


def citations_of(answer):
    """All citations of an answer, wherever they stand."""
    found = [*answer.evidence, *(c for s in answer.sentences for c in s.citations)]
    return found + [c for gap in answer.unanswered for c in gap.nearest]


def test_the_daily_share_is_seven_per_cent(assistant):
    """The first of the four questions of the issue."""
    answer = assistant.ask(DAILY)
    assert answer.status == "answered"
    first = answer.sentences[0]
    assert find_quantities(first.text)[0].surface == "7 %"
    assert "7 % of organisations" in first.citations[0].quote
    assert (answer.figures[0].value, answer.figures[0].unit) == (Decimal(7), "percent")
    assert first.citations[0].text_kind == "digest"
    assert "digest" in {note.kind for note in answer.notes}


def test_the_savings_keep_their_hedges_and_names(assistant):
    """Up to US$24.8 billion in the founding article, about 25 billion as the authors' publisher reports."""
    answer = assistant.ask(SAVINGS)
    assert answer.status == "answered"
    article = next(s for s in answer.sentences if "24.8 billion" in s.text)
    report = next(s for s in answer.sentences if "25 billion" in s.text)
    assert "up to US$24.8 billion" in article.citations[0].quote
    assert "press conference" in article.text
    assert article.citations[0].title == "Cloud native growth outpaces real-world AI deployment"
    assert article.citations[0].source_id != report.citations[0].source_id
    assert {f.value for f in answer.figures} >= {Decimal(24_800_000_000), Decimal(25_000_000_000)}
    qualifiers = {f.value: f.qualifier for f in answer.figures}
    assert qualifiers[Decimal(24_800_000_000)] == "up_to"
    assert qualifiers[Decimal(25_000_000_000)] == "about"
    assert report.citations[0].publisher.startswith("Linux Foundation")
    assert "(Linux Foundation" in report.text


def test_the_year_that_is_asked_is_answered(assistant):
    """78 % in 2019, and no neighbouring year leads."""
    answer = assistant.ask(PRODUCTION)
    assert answer.status == "answered"
    assert (answer.figures[0].value, answer.figures[0].unit) == (Decimal(78), "percent")
    assert find_quantities(answer.sentences[0].text)[0].surface == "78%"
    assert "2019" in answer.sentences[0].citations[0].quote


def test_what_the_library_does_not_say_is_refused(assistant):
    """No sentence, and the nearest evidence with what it is about."""
    answer = assistant.ask(SALARY)
    assert answer.status == "insufficient_evidence"
    assert answer.sentences == ()
    assert answer.figures == ()
    assert answer.unanswered[0].part == SALARY
    assert 1 <= len(answer.unanswered[0].nearest) <= 3


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_stands_in_its_sources(assistant, question):
    """Citations slice and carry their context; every number of every sentence has a check that holds."""
    answer = assistant.ask(question)
    assert citations_of(answer)
    for citation in citations_of(answer):
        text = assistant.source(citation.source_id, citation.version).text
        assert text[citation.start : citation.end] == citation.quote
        assert text[max(0, citation.start - 32) : citation.start] == citation.prefix
        assert text[citation.end : citation.end + 32] == citation.suffix
    for sentence in answer.sentences:
        assert sentence.citations
        stated = [quantity.surface for quantity in find_quantities(sentence.text)]
        assert [check.text for check in sentence.numbers] == stated
        for check in sentence.numbers:
            assert check.state == "in_sentence"
            assert 0 <= check.citation < len(sentence.citations)
    assert {c.source_id for c in citations_of(answer)} <= {s.id for s in answer.sources}


def test_the_same_question_gives_the_same_answer(assistant, starter_library):
    """All of it but `run`, also from a library opened anew."""

    def shown(opened, question):
        answer = to_dict(opened.ask(question))
        answer.pop("run")
        return json.dumps(answer, sort_keys=True)

    for question in (SAVINGS, SALARY):
        first = shown(assistant, question)
        assert shown(assistant, question) == first
        with Assistant.open(starter_library, Settings()) as again:
            assert shown(again, question) == first


def test_a_half_that_is_missing_is_told_in_the_readers_words(assistant):
    """The half that is known is answered; what the other half leaves out is for us, not for the reader."""
    answer = assistant.ask(f"{DAILY.rstrip('?')}, and how many of them run lighthouses in Peru?")
    assert answer.status == "partly_answered"
    assert "7 %" in answer.text
    (gap,) = answer.unanswered
    assert gap.part == "how many of them run lighthouses in Peru?"
    assert gap.nearest


def test_a_follow_up_is_understood(assistant):
    """It names only another year; the rest comes from the conversation."""
    first = assistant.ask(PRODUCTION)
    answer = assistant.ask("And in 2018?", [Turn("user", PRODUCTION), Turn("assistant", first.text)])
    assert "2018" in answer.standalone_question
    assert "2019" not in answer.standalone_question
    assert Decimal(78) not in {figure.value for figure in answer.figures[:1]}


def test_a_question_in_german_is_no_error(assistant):
    """It is answered with a note that the library is English, or refused."""
    answer = assistant.ask("Wie viele Organisationen nutzen Kubernetes in der Produktion?")
    assert answer.status == "insufficient_evidence" or "language" in {n.kind for n in answer.notes}


def test_a_filter_holds(assistant):
    """Only the sources that it lets through are cited."""
    survey = next(s for s in assistant.sources() if s.metadata.title == "CNCF Survey 2019")
    answer = assistant.ask("What share used Kubernetes in production?", where=Filter(sources=(survey.id,)))
    assert {c.source_id for c in citations_of(answer)} == {survey.id}


def test_the_stream_is_evidence_then_sentences_then_the_answer(assistant):
    """Each sentence comes once, and the answer at the end is made of what was streamed."""
    events = list(assistant.stream(SAVINGS))
    assert isinstance(events[0], EvidenceFound)
    assert isinstance(events[-1], AnswerReady)
    sentences = [event.sentence for event in events[1:-1] if isinstance(event, SentenceReady)]
    assert len(sentences) == len(events) - 2 >= 2
    assert tuple(sentences) == events[-1].answer.sentences
    assert events[0].evidence == events[-1].answer.evidence
    refused = list(assistant.stream(SALARY))
    assert [type(event) for event in refused] == [EvidenceFound, AnswerReady]


def test_closing_a_stream_early_releases_the_library(assistant):
    """No generation stays in use, and the next question works."""
    stream = assistant.stream(SAVINGS)
    next(stream)
    reader = assistant._library._reader
    assert reader.users == 1
    stream.close()
    assert reader.users == 0
    assert assistant.ask(DAILY).status == "answered"
