"""How a sentence and its figures fit a question."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answering.question import read_question
from assistant.ingest.figures import read_figures
from assistant.retrieval.features import SentenceFeatures
from assistant.retrieval.ranking import score
from assistant.retrieval.support import Support
from assistant.retrieval.surroundings import ChunkSurroundings
from assistant.schema import CanonicalText, Metadata, Sample, Source, Span, StoredChunk


def measured(question, *sentences, **about):
    """The last sentence: what each of its figures (by surface), or it alone (`None`), measures."""
    text = " ".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    metadata = Metadata(**{"title": "Annual Survey 2024", "collected": "2024", **about})
    source = Source("s", "s.md", "v", metadata, "current", 1, 1, "2026-01-01T00:00:00+00:00")
    vectors = np.zeros((len(spans), 2), dtype=np.float32)
    chunk = StoredChunk("c", "s", "v", 0, len(text), None, None, text, tuple(spans), vectors)
    read = read_question(question)
    figures = read_figures(CanonicalText(text, ()), [spans[-1]], metadata, "s", "v")
    sentence = SentenceFeatures(
        read,
        Support(read, lambda _token: 3),
        ChunkSurroundings(source, text, chunk, 1.0),
        len(spans) - 1,
        figures,
        cosine=0.5,
        newest=2026,
    )
    found = {figure.surface: sentence.of_figure(figure) for figure in figures}
    return {**found, None: sentence.alone()}


def test_a_figure_is_matched_by_its_own_clause():
    """Of two figures in one sentence each has the words of its own."""
    found = measured("What share uses Helm?", "Helm was used by 77 % and Flux by 18 %.")
    assert found["77 %"][1] > found["18 %"][1]


def test_another_year_is_another_period():
    """The figure's own year decides before the source's."""
    found = measured("What share used Helm in 2019?", "Helm was used by 58 % in 2018 and by 78 % in 2019.")
    assert found["78 %"][0].period == 0
    assert found["58 %"][0].period == -1
    assert "2019" in found["58 %"][2]


@pytest.mark.parametrize(
    ("question", "sentence", "surface", "denial"),
    [
        ("What share trains models?", "Over half did not train models.", "half", -1),
        ("What share does not train models?", "Over half did not train models.", "half", 0),
        ("What share dont train models?", "Some 7 % train models.", "7 %", -1),
        ("What share trains models?", "Some 7 % train models.", "7 %", 0),
        ("What share trains models?", "Some 7 %, a sample of which has no date, train models.", "7 %", -1),
        ("What share trains models?", "The report, which gives no date, has 7 % train models.", "7 %", 0),
        ("What share trains models?", "The poll, whose weights are not given, has 7 % train.", "7 %", 0),
        ("What share trains models?", "The poll, which has a date, has 7 % not train.", "7 %", -1),
        ("What share trains models?", "To train models is the No. 1 wish at 7 %.", "7 %", 0),
        ("What share trains models?", "There is no 1 way to train models at 7 %.", "7 %", -1),
    ],
)
def test_not_must_be_said_on_both_sides(question, sentence, surface, denial):
    """A share of those who do is no answer to who does not."""
    assert measured(question, sentence)[surface][0].denial == denial


def test_what_a_figure_holds_for_is_no_finding():
    """The confidence level and the span of time are conditions."""
    found = measured("What was the margin of error?", "The margin of error is +/- 3.1% at 95% confidence.")
    assert found["95%"][0].condition == -1
    assert found["3.1%"][0].condition == 0


def test_a_number_that_the_question_names_is_a_condition():
    """Asked for a value, the number that is given is not the value, whatever else fits."""
    found = measured(
        "How many companies spend more than $12 million on cloud?",
        "Some 31 % of companies spend more than $12 million on cloud.",
    )
    assert found["$12 million"][0].condition == -1
    assert found["31 %"][0].condition == 0
    assert found["$12 million"][0].number == found["31 %"][0].number == 0


def test_a_named_number_is_no_condition_where_no_value_is_asked():
    """Who asks what a number means is given the sentence that states it."""
    found = measured("Explain the 300 clusters of Acme", "Acme ran 300 clusters.")
    assert found["300"][0].condition == 0
    assert found[None][0].number == 1


def test_words_of_another_figures_clause_count_less():
    """A word beside another number is more likely about that one than a word that stands alone."""
    question = "What share runs a gateway?"
    beside = measured(question, "35 % run a mesh and 12 % run a gateway.")
    alone = measured(question, "35 % run a mesh, while the rest run a gateway.")
    elsewhere = measured(question, "35 % run a mesh and 12 % run a proxy.")
    assert beside["12 %"][1] > alone["35 %"][1] > beside["35 %"][1] > elsewhere["35 %"][1]


def test_figures_that_share_a_clause_do_not_take_its_words_from_each_other():
    """The size of a population stands in the clause of the share of it."""
    found = measured("What share runs a gateway?", "58 % of 628 respondents run a gateway.")
    assert found["58 %"][1] == measured("What share runs a gateway?", "58 % run a gateway.")["58 %"][1] == 1


def test_the_sample_that_is_known_is_what_is_asked():
    """Whatever the words: not a part of those asked; where a part is asked for, the whole is not it."""
    known = {"sample": Sample(n=2914)}
    told = ("2,914 people completed the forms.", "There are 1,004 answers from large firms.")
    whole = measured("How many people answered the survey?", told[0], **known)["2,914"][0]
    part = measured("How many people answered the survey?", told[1], **known)["1,004"][0]
    assert (whole.metric, whole.other_metric, whole.asked_how_many) == (1.0, 0.0, 0.0)
    assert part.asked_how_many == -2
    of_part = measured("How many front-end developers answered the survey?", told[0], **known)["2,914"][0]
    assert of_part.metric == 0


def test_a_number_named_by_the_question_counts_for_its_whole_sentence():
    """That the sentence states it speaks for another figure too, but less than in its own clause."""
    question = "What share did Zebrafinch and Nightingale find beside the 300 clusters?"
    sentence = "Zebrafinch counted {} clusters, and 12 % waited."
    stated = measured(question, sentence.format(300))
    not_stated = measured(question, sentence.format(400))
    assert stated["300"][1] > not_stated["400"][1]
    assert stated["12 %"][1] > not_stated["12 %"][1]
    gained = stated["12 %"][1] - not_stated["12 %"][1]
    assert gained < stated["300"][1] - not_stated["400"][1]


def test_a_named_number_may_be_what_the_figure_measures():
    """Of "10% ran more than 50" the 10 % has what is asked, though 50 is no figure of its clause."""
    found = measured(
        "How many shops had over fifty clusters, in percent?",
        "Asked about scale, 43% of respondents ran five clusters, and just over 10% ran more than 50.",
    )
    assert found["10%"][1] > found["43%"][1]


@pytest.mark.parametrize(
    "question",
    [
        "What is the number of clusters a company runs?",
        "What is the number of clusters an organisation has?",
        "What is the number of clusters the average firm has?",
        "What is the number of clusters per company?",
    ],
)
def test_what_is_counted_ends_where_its_owner_begins(question):
    """Clusters are counted, not the companies that run them."""
    found = measured(question, "A company runs 12 clusters on 40 nodes.")
    assert (found["12"][0].counted, found["40"][0].counted) == (1, 0)


def test_a_share_is_as_good_for_how_big_as_a_count():
    """A count comes first for "how many", not for "how big is that group"."""
    sentence = "Nightly releasers are a group of 20 %."
    assert measured("How big is the group of nightly releasers?", sentence)["20 %"][0].kind == 1
    assert measured("How many are nightly releasers?", sentence)["20 %"][0].kind == 0.5


def test_a_leaning_sentence_has_the_words_of_the_one_before():
    """A "their share" is the share of what the sentence before is about."""
    leaning = measured(
        "What share of revenue do closed models take?",
        "Closed models dominate.",
        "Their share of revenue was 96 %.",
    )
    upright = measured(
        "What share of revenue do closed models take?",
        "Closed models dominate.",
        "A share of revenue was 96 %.",
    )
    assert leaning["96 %"][1] > upright["96 %"][1]


def test_advice_is_not_the_announcement_of_advice():
    """A sentence that only says that there is advice stands below one that gives it."""
    question = "What should platform teams do?"
    given = measured(question, "Platform teams should start small.")
    told = measured(question, "The paper explains how platform teams should start.")
    assert given[None][0].advice == 1
    assert told[None][0].advice == -1


def test_a_region_that_was_not_asked():
    """The value of another region stands below that of the region asked for."""
    sentence = "The share was 72 % in Africa and 69 % in Europe."
    found = measured("What share used it in Europe?", sentence)
    assert found["69 %"][0].place > found["72 %"][0].place


def test_age_counts_only_where_no_time_is_asked():
    """Asked for a year, a source is no worse for being old."""
    sentence = "In 2019 Helm was used by 30 %."
    assert measured("What share uses Helm now?", sentence)["30 %"][0].latest == -7
    assert measured("What share uses Helm?", sentence)["30 %"][0].recent == -7
    asked = measured("What share used Helm in 2019?", sentence)["30 %"][0]
    assert asked.latest == asked.recent == 0


def test_the_title_counts_where_the_source_is_asked_about():
    """When something appeared is told by the source of that name."""
    question = "When was the platform maturity model published?"
    named = measured(question, "It appeared in May.", title="Platform Maturity Model")
    other = measured(question, "It appeared in May.", title="Talk on practical paths")
    assert named[None][0].title > other[None][0].title
    assert measured("What share uses Helm?", "Helm grew.", title="Helm")[None][0].title == 0


def test_who_said_a_number_is_answered_by_who_said_it():
    """The number that is named is no condition where not a value but its speaker is asked for."""
    question = "Who said that 42 % of firms run a mesh?"
    right = measured(question, "Acme said that 42 % of firms run a mesh.")["42 %"][0]
    wrong = measured(question, "Zeta said that 35 % of firms run a mesh.")["35 %"][0]
    assert (right.condition, right.number) == (0, 1)
    assert score(right) > score(wrong)


def test_an_aside_is_no_denial_where_the_question_denies_either():
    """What ", which gives no date," says is not held against or for a figure."""
    found = measured("What share does not train models?", "Some 7 %, which gives no date, train models.")
    assert found["7 %"][0].denial == -1


def test_an_acronym_of_another_clause_counts_as_little_as_a_word_of_it():
    """Spelled out or not, the other figure's group is the other figure's."""
    told = "Some 12 % wait and 82 % are Certified Kubernetes Administrators."
    spelled = "Some 12 % wait and 82 % are CKA holders."
    question = "What share holds the CKA?"
    assert measured(question, told)["12 %"][1] == pytest.approx(measured(question, spelled)["12 %"][1])
