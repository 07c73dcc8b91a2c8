"""Evidence to answer without a model: which sentences, in what words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evidence_builders import evidence, figure, source

from assistant.answering.extractive import compose, is_retold, notes_for, pick, sample_note
from assistant.answering.question import read_question
from assistant.schema import Features, Sample

MESH = "Service meshes ran in production at 42 % of organisations in 2023."
SHARE = read_question("What share of organisations ran service meshes?")


def mesh(**known):
    """Evidence of the mesh sentence with its figure."""
    return evidence(MESH, states=figure(MESH, "42 %", "42"), **known)


def test_a_sentence_whose_numbers_do_not_check_is_left_out():
    """A figure that its own quote does not state never leads an answer."""
    two = "Helm ran at 60 % and service meshes at 42 % of organisations in 2023."
    wrong = replace(figure(two, "42 %", "42"), qualifier="nearly")
    assert compose(SHARE, [evidence(two, states=wrong)]) == []


def test_when_and_who_are_answered_from_what_is_known_of_the_source():
    """The first sentence names publisher and date."""
    question = read_question("When was the mesh report published?")
    first, *_ = compose(question, [mesh()])
    assert first.text == "Annual Survey was published by Foundation in April 2025."


def test_unknown_publisher_and_date_are_said_to_be_unknown():
    """Nothing is made up."""
    unknown = source(publisher=None, published=None, collected="2024-06/2024-08", event="SomeCon")
    first, *_ = compose(read_question("Who published the mesh report?"), [mesh(of=unknown)])
    assert "a publisher that is not named; its publication date is not stated" in first.text
    assert "its data were collected from June to August 2024" in first.text
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
    assert sentences[0].text.startswith(f"{before} {advice[:-1]} (Foundation")
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
    assert set(notes) == {"digest", "language", "differs", "sample", "dates"}
    assert notes["dates"] == "Published April 2025."
    assert "open the original" in notes["digest"]
    assert notes["sample"] == "Asked: platform engineers."
    assert notes_for(SHARE, [mesh(of=source(published=None))]) == []


def retelling(name, **about):
    """The mesh sentence in an account of one survey, with all that the ledger knows of its figure."""
    states = figure(MESH, "42 %", "42", metric="service meshes in production", population="organisations")
    return evidence(MESH, states=states, of=source(name, **{"account_of": "Mesh Survey 2023", **about}))


def test_a_retelling_is_no_second_sentence():
    """Two accounts of one survey with one value: one sentence, both cited, and a note that says so."""
    first = retelling("s1")
    again = retelling("s2", publisher="Gazette")
    (sentence,) = compose(SHARE, [first, again])
    assert [c.source_id for c in sentence.citations] == ["s1", "s2"]
    notes = {note.kind: note.text for note in notes_for(SHARE, [first, again])}
    assert notes["retold"].startswith("2 sources give this one figure: Foundation, on Mesh Survey 2023")
    other = retelling("s3", title="News", account_of="Another Survey")
    assert len(compose(SHARE, [first, other])) == 2


@pytest.mark.parametrize(
    "changed",
    [{"population": "workloads"}, {"metric": "signed images"}, {"qualifier": "nearly"}, {"metric": None}],
)
def test_a_retelling_that_changed_something_is_shown_beside_the_first(changed):
    """66 % of organisations is not 66 % of workloads: the reader sees both sentences."""
    first = retelling("s1")
    drifted = retelling("s2", publisher="Gazette")
    drifted = replace(drifted, figure=replace(drifted.figure, **changed))
    assert not is_retold(first, drifted)
    assert is_retold(first, retelling("s2", publisher="Gazette"))


def test_how_many_were_asked_is_said_if_the_text_says_it():
    """The front matter alone is no sentence that a reader could open."""
    asked = mesh(of=source(sample=Sample(n=1065, who="1,065 members")))
    assert sample_note(asked, "We heard from 1,065 members.").text == "n = 1,065."
    assert sample_note(asked, "We heard from 1065 members.").text == "n = 1,065."
    assert sample_note(asked, "Raised from 11,065 to 1,065,000.") is None
    assert "1,065" not in " ".join(note.text for note in notes_for(SHARE, [asked]))
