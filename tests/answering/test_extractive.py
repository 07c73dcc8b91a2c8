"""Evidence to answer without a model: which sentences, in what words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evidence_builders import evidence, figure, source

from assistant.answering.extractive import compose, notes_for, pick, source_name, value_text
from assistant.answering.question import read_question
from assistant.schema import Features, Metadata, Sample

MESH = "Service meshes ran in production at 42 % of organisations in 2023."
SHARE = read_question("What share of organisations ran service meshes?")


def mesh(**known):
    """Evidence of the mesh sentence with its figure."""
    return evidence(MESH, states=figure(MESH, "42 %", "42"), **known)


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [(None, "42 %"), ("about", "about 42 %"), ("at_least", "at least 42 %"), ("up_to", "up to 42 %"),
     ("nearly", "nearly 42 %"), ("over", "over 42 %"), ("under", "under 42 %")],
)  # fmt: skip
def test_a_value_keeps_its_hedge(qualifier, text):
    """Every qualifier has words."""
    assert value_text(figure(MESH, "42 %", "42", qualifier=qualifier)) == text


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ({}, "Foundation, published 2025-04"),
        ({"account_of": "Survey 2024"}, "Foundation, on Survey 2024, published 2025-04"),
        ({"account_of": "foundation"}, "Foundation, published 2025-04"),
        ({"publisher": None}, "publisher not named, 'Annual Survey', published 2025-04"),
        ({"published": None, "event": "SomeCon 2025"}, "Foundation, SomeCon 2025"),
        ({"published": None}, "Foundation"),
    ],
)
def test_who_says_it_and_when(about, name):
    """What is known is named, what is not is said to be not."""
    assert source_name(source(**about).metadata) == name


def test_the_figure_leads():
    """The first sentence begins with the value, then the sentence that states it and its source."""
    (sentence,) = compose(SHARE, [mesh()])
    assert sentence.text == (
        "42 %: Service meshes ran in production at 42 % of organisations in 2023"
        " (Foundation, published 2025-04)."
    )
    assert sentence.kind == "composed"
    assert [c.quote for c in sentence.citations] == [MESH]
    assert [(n.text, n.citation) for n in sentence.numbers] == [("42 %", 0), ("42 %", 0)]


def test_a_hedged_figure_leads_with_its_hedge():
    """The hedge stands at the very beginning."""
    quote = "Savings of up to US$24.8 billion a year were estimated."
    item = evidence(
        quote, states=figure(quote, "US$24.8 billion", "24800000000", "currency:USD", qualifier="up_to")
    )
    (sentence,) = compose(read_question("How much could be saved?"), [item])
    assert sentence.text.startswith("Up to US$24.8 billion: Savings of up to US$24.8 billion")


def test_a_share_of_nobody_says_so():
    """Where the source names no population, the answer says that it is not stated."""
    quote = "Kubernetes adoption stood at 82 %."
    item = evidence(quote, states=figure(quote, "82 %", "82"))
    (sentence,) = compose(SHARE, [item])
    assert sentence.text.startswith("82 % (among whom: not stated): Kubernetes adoption")
    assert "population" in {note.kind for note in notes_for(SHARE, [item])}


def test_a_sentence_whose_numbers_do_not_check_is_left_out():
    """A figure that its own quote does not state never leads an answer."""
    wrong = replace(figure(MESH, "42 %", "42"), qualifier="nearly")
    assert compose(SHARE, [evidence(MESH, states=wrong)]) == []


def test_when_and_who_are_answered_from_what_is_known_of_the_source():
    """The first sentence names publisher and date."""
    question = read_question("When was the mesh report published?")
    first, *_ = compose(question, [mesh()])
    assert first.text == "Annual Survey: published by Foundation, 2025-04."


def test_unknown_publisher_and_date_are_said_to_be_unknown():
    """Nothing is made up."""
    unknown = source(publisher=None, published=None, collected="2024-06/2024-08", event="SomeCon")
    first, *_ = compose(read_question("Who published the mesh report?"), [mesh(of=unknown)])
    assert "a publisher that is not named, publication date not stated" in first.text
    assert "data collected 2024-06 to 2024-08" in first.text
    assert "event: SomeCon" in first.text


def test_another_source_that_is_about_as_good_answers_too():
    """Not the same sentence again, not a worse one, not one that lacks something."""
    other = mesh(of=source("s2"), score=0.95)
    same_source = mesh(score=0.99, start=200)
    worse = mesh(of=source("s3"), score=-2.0)
    lacking = mesh(of=source("s4"), score=0.98, lacks=("peru",))
    best = mesh()
    assert pick(SHARE, [best, same_source, lacking, other, worse]) == [best, other]


def test_at_most_three_sentences():
    """A short answer, however many sources agree."""
    many = [mesh(of=source(f"s{n}")) for n in range(6)]
    assert len(pick(SHARE, many)) == 3


def test_advice_comes_with_what_it_leans_on():
    """A "they also advise" needs the sentence before it; other sentences only if they advise too."""
    before, advice, plain, more = (
        "The authors wrote for operators.",
        "They advise signing images.",
        "Keys expire soon.",
        "Teams should rotate keys.",
    )
    items = [
        evidence(advice, 1.0, start=33),
        evidence(plain, 0.3, start=61),
        replace(evidence(more, 0.25, of=source("s2")), features=Features(advice=1.0)),
        evidence(before, 0.2, start=0),
    ]
    chosen = pick(read_question("What do the authors recommend about images?"), items)
    assert [item.citation.quote for item in chosen] == [before, advice, more]
    sentences = compose(read_question("What do the authors recommend about images?"), chosen)
    assert sentences[0].text.startswith(f"{before} {advice[:-1]} (")
    assert [c.quote for c in sentences[0].citations] == [before, advice]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("When was the data of the mesh survey collected?", "It was in the field in June 2024."),
        ("When was the mesh survey published?", "The press release is dated 11 November 2024."),
        ("Who conducted the mesh survey?", "The poll was run by Acme Research."),
    ],
)
def test_who_and_when_cite_the_sentence_that_says_it(question, quote):
    """Not the sentence that is nearest to the question, if another of the same source says it."""
    of = source("s1", publisher="Acme Research", published="2024-11-11", collected="2024-06")
    nearest = "This is about the mesh survey."
    items = [
        evidence(text, score, of=of, start=start)
        for start, (text, score) in enumerate(
            [
                (nearest, 1.0),
                ("It was in the field in June 2024.", 0.4),
                ("The press release is dated 11 November 2024.", 0.3),
                ("The poll was run by Acme Research.", 0.2),
            ]
        )
    ]
    asked = read_question(question)
    sentences = compose(asked, pick(asked, items))
    assert sentences[0].citations[0].quote == quote


def test_notes_tell_what_a_reader_should_know():
    """Digest, other language, differing values, who was asked."""
    digest = source("s2", text_kind="digest", sample=Sample(who="platform engineers"))
    quote = "Service meshes ran at 47 % of organisations."
    items = [mesh(of=digest), evidence(quote, states=figure(quote, "47 %", "47"))]
    german = read_question("Wie viele Organisationen nutzen das in der Produktion?")
    notes = {note.kind: note.text for note in notes_for(german, items)}
    assert set(notes) == {"digest", "language", "differs", "sample"}
    assert "open the original" in notes["digest"]
    assert notes["sample"] == "Asked: platform engineers."
    assert notes_for(SHARE, [mesh()]) == []


def test_numbers_of_the_front_matter_do_not_reach_the_reader():
    """They stand in no sentence, so nothing could check them."""
    asked = source(sample=Sample(n=1065, who="1,065 members"))
    assert "1,065" not in " ".join(note.text for note in notes_for(SHARE, [mesh(of=asked)]))
    assert asked.metadata.sample != Metadata("x").sample
