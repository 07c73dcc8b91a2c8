"""How much of a question a clause accounts for, and what it lacks."""

from __future__ import annotations

from assistant.answering.question import read_question
from assistant.index.keyword_index import analyse
from assistant.retrieval.support import Support
from assistant.retrieval.surroundings import Surroundings

FREQUENCY = {
    "kubernet": 40,
    "product": 30,
    "survey": 30,
    "mesh": 3,
    "red": 4,
    "hat": 4,
    "secur": 9,
    "state": 12,
}


def support_of(
    question: str,
    clause: str,
    *,
    sentence: str = "",
    source: str = "",
    others: str = "",
    number: bool = False,
    beside: bool = False,
    of_kind: bool = False,
):
    """Support and lacks of a clause that stands in a sentence of a source."""
    around = Surroundings(
        sentence=frozenset(analyse(f"{clause} {sentence} {others}")),
        source=frozenset(analyse(source)),
        chunk=frozenset(analyse(f"{clause} {sentence} {others}")),
        others=frozenset(analyse(others)),
    )
    support = Support(read_question(question), lambda token: FREQUENCY.get(token, 0))
    return support.of(clause, around, of_kind=of_kind, number=number, beside=beside)


def test_every_word_there_is_full_support():
    """The clause that says it all has 1 and lacks nothing."""
    assert support_of("What share runs a mesh in production?", "35% run a mesh in production") == (1.0, ())


def test_a_rare_word_that_is_missing_weighs_more_than_a_common_one():
    """Without the mesh it is another statement; without "production" nearly the same."""
    question = "What share runs a mesh in production?"
    without_rare, _ = support_of(question, "35% run it in production")
    without_common, _ = support_of(question, "35% run a mesh")
    assert without_rare < 0.3
    assert without_common > 0.7


def test_documents_about_something_else_change_nothing():
    """The weights depend on how often a word occurs, not on how many documents there are."""
    few = Support(read_question("What share runs a mesh in production?"), lambda t: FREQUENCY.get(t, 0))
    around = Surroundings(frozenset(), frozenset(), frozenset())
    assert (
        few.of("35% run a mesh", around)[0]
        == support_of("What share runs a mesh in production?", "35% run a mesh")[0]
    )


def test_a_group_that_stands_nowhere_is_lacking():
    """A share of everybody does not answer for banks."""
    _, lacks = support_of(
        "What percentage of banks run Kubernetes?", "82% ran Kubernetes", source="Survey 2025"
    )
    assert lacks == ("bank",)


def test_a_group_that_the_source_names_is_not_lacking():
    """A survey of banks speaks of banks in each sentence."""
    _, lacks = support_of(
        "What percentage of banks run Kubernetes?", "82% ran Kubernetes", source="Survey of banks"
    )
    assert lacks == ()


def test_a_long_name_needs_most_of_itself():
    """Another report with two of its words is another report."""
    question = "What does Red Hat's State of Kubernetes Security say?"
    _, lacks = support_of(question, "Red Hat and the state of Kubernetes")
    assert lacks == ("kubernet secur",)


def test_an_acronym_stands_for_its_name():
    """Who asks for the CKA finds Certified Kubernetes Administrators."""
    _, lacks = support_of("How many people hold the CKA?", "200,000 Certified Kubernetes Administrators")
    assert lacks == ()


def test_being_of_the_kind_asked_for_counts():
    """Advice accounts for more of a question for advice than a remark does."""
    question = "What do they recommend for a mesh?"
    advice, _ = support_of(question, "Teams should wait with it", of_kind=True)
    remark, _ = support_of(question, "Teams wait with it")
    assert advice > remark


def test_where_a_word_stands_decides_what_it_counts():
    """In the clause, in the sentence, in another figure's clause, nowhere: each less than the one before."""
    question = "What share runs a mesh?"
    clause = support_of(question, "35% run a mesh")[0]
    sentence = support_of(question, "35% run it", sentence="a mesh")[0]
    others = support_of(question, "35% run it", others="a mesh")[0]
    nowhere = support_of(question, "35% run it")[0]
    assert clause > sentence > others > nowhere


def test_a_word_of_the_clause_itself_is_not_taken_from_it():
    """What stands in both clauses stands in this one."""
    question = "What share runs a mesh?"
    assert support_of(question, "35% run a mesh", others="12% want a mesh") == (1.0, ())


def test_the_number_that_is_named_adds_most_in_its_own_clause():
    """Here it adds most, in another clause of the sentence some; support never passes 1."""
    question, clause = "Which share of zebras did the 300 clusters run?", "12% wait"
    plain, _ = support_of(question, clause)
    own, _ = support_of(question, clause, number=True, beside=True)
    beside, _ = support_of(question, clause, beside=True)
    assert plain < beside < own <= 1
    assert support_of("What share runs a mesh?", "35% run a mesh", number=True)[0] == 1


def test_asked_for_the_sample_a_named_number_adds_nothing():
    """It only tells which survey is meant."""
    question = "How many were surveyed by the poll that found 42 % on a mesh?"
    with_number, _ = support_of(question, "628 were surveyed", number=True, beside=True)
    without, _ = support_of(question, "628 were surveyed")
    assert with_number == without
