"""Reading a question: kinds, times, places, names, follow-ups, and questions that are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.question import MAX_CHARS, read_question
from assistant.errors import ConfigurationError
from assistant.index.keyword_index import analyse
from assistant.schema import Turn


def turns(*contents):
    """A conversation: user, assistant, user, ..."""
    return [Turn(("user", "assistant")[n % 2], text) for n, text in enumerate(contents)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What share of teams deploys daily?", "share"),
        ("What percentage of developers uses containers?", "share"),
        ("How common is GitOps among startups?", "share"),
        ("How much could open models save per year?", "money"),
        ("What is the price per million tokens?", "money"),
        ("How many clusters do teams run?", "count"),
        ("How many people attended the keynote?", "count"),
        ("How many times cheaper are open models?", "multiple"),
        ("How long does a rollback take?", "duration"),
        ("What rating did the documentation get?", "score"),
        ("How many people were surveyed in 2022?", "sample"),
        ("How many respondents did the poll have?", "sample"),
        ("What was the margin of error?", "margin"),
        ("When was the white paper published?", "when"),
        ("Who conducted the poll of operators?", "who"),
        ("What do the authors recommend for cost control?", "recommendation"),
        ("Should we sign our container images?", "recommendation"),
        ("Explain what a service mesh is", "text"),
    ],
)
def test_what_is_asked(text, kind):
    """The kind of answer that fits is recognised."""
    assert kind in read_question(text).asks


def test_a_sample_is_neither_share_nor_count():
    """How many were asked must not be answered by how many agreed."""
    asks = read_question("How many people were surveyed in 2022?").asks
    assert not asks & {"share", "count"}


@pytest.mark.parametrize(
    "text",
    [
        "How many of those asked use it?",
        "How many of the respondents polled said so?",
        "How many of all who answered run a mesh?",
        "How many of these surveyed firms deploy daily?",
    ],
)
def test_how_many_of_those_asked_is_about_what_they_said(text):
    """The sample is what they are taken from, not what is asked."""
    asks = read_question(text).asks
    assert "sample" not in asks
    assert "share" in asks


@pytest.mark.parametrize("noun", ["group", "minority", "segment", "bracket", "camp"])
def test_how_big_a_part_is_may_be_a_share(noun):
    """The size of a group is a count or a share; the size of anything else is no share."""
    assert read_question(f"How big is that {noun}?").asks == {"count", "share"}
    assert read_question("How big was the conference?").asks == {"count"}


def test_how_big_the_sample_was_is_still_a_sample():
    """A sample is no group of those who were asked."""
    assert read_question("How large was the sample of that group?").asks == {"sample"}


def test_when_and_who_ask_for_no_value():
    """A date or a name answers them, not a percentage."""
    assert read_question("When was the white paper on adoption published?").asks == {"when"}


def test_a_total_is_not_a_share():
    """How many there are asks for a count."""
    asks = read_question("How many cloud native developers are there worldwide?").asks
    assert "count" in asks
    assert "share" not in asks


@pytest.mark.parametrize(
    ("text", "years", "quarters"),
    [
        ("Use of containers in 2021?", ("2021",), ()),
        ("Compare 2021 with 2023 and 2021", ("2021", "2023"), ()),
        ("What happened in '24?", ("2024",), ()),
        ("How many were there in Q3 2025?", ("2025",), ("2025-Q3",)),
        ("How many in the first quarter of 2025?", ("2025",), ("2025-Q1",)),
        ("How many in Q2?", (), ("Q2",)),
        ("How many of the 2,019 developers agreed?", (), ()),
        ("Why do 2000% more pods start?", (), ()),
        ("What does version 1.2019 change?", (), ()),
    ],
)
def test_years_and_quarters(text, years, quarters):
    """Years and quarters are read, once each; numbers that only look like years are not."""
    question = read_question(text)
    assert (question.years, question.quarters) == (years, quarters)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("How common is GitOps in Europe?", "europ"),
        ("How common is GitOps among European firms?", "europ"),
        ("How common is GitOps in North America?", "north america"),
        ("How common is GitOps in the US?", "unit state"),
        ("How common is gitops in japan?", "japan"),
    ],
)
def test_places(text, place):
    """Regions and countries are places, however they are written."""
    assert place in " / ".join(read_question(text).places)


def test_a_question_without_place_has_none():
    """The pronoun is not the country."""
    assert read_question("How many of us run clusters at home?").places == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What share uses Prometheus?", ("prometheus",)),
        ("What share of teams uses OpenTelemetry or Jaeger?", ("opentelemetri", "jaeger")),
        ("What share of teams uses tracing?", ()),
        ("Which Survey in January asked?", ()),
        ("What is the No. 1 challenge?", ()),
        ("Was security the No.1 worry of Acme?", ("acm",)),
    ],
)
def test_names(text, names):
    """Proper names are read; the first word, months and common words with a capital are none."""
    assert read_question(text).names == names


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("What is the latest share of Helm users?", True),
        ("How many use Helm today?", True),
        ("How many currently use Helm?", True),
        ("How many used Helm in 2020?", False),
        ("How many know Helm?", False),
    ],
)
def test_latest(text, latest):
    """Words for the present ask for the newest edition."""
    assert read_question(text).latest is latest


def test_numbers_of_a_question():
    """A number that the question names is read; a year is none."""
    question = read_question("Who said that 66 % run on Kubernetes in 2025?")
    assert [q.surface for q in question.quantities] == ["66 %"]
    assert question.years == ("2025",)


@pytest.mark.parametrize(
    ("history", "text", "wanted", "unwanted"),
    [
        (["What share used Helm in 2021?", "30 %."], "And in 2022?", ["helm", "2022"], ["2021"]),
        (
            ["What share used Helm in 2021?", "30 %."],
            "What about the year before?",
            ["helm", "2020"],
            ["2021"],
        ),
        (["What share used Helm in 2021?", "30 %."], "And the following year?", ["helm", "2022"], ["2021"]),
        (["What share used Helm in Europe?", "30 %."], "What about Asia?", ["helm", "asia"], ["europ"]),
        (["What share used Helm in 2021?", "30 %."], "How many were asked?", ["helm", "2021"], []),
        (["What share used Helm in 2021?", "30 %."], "Who says that?", ["helm", "2021"], []),
        (
            ["What share used Helm?", "30 %.", "And in 2022?", "40 %."],
            "And in 2023?",
            ["helm", "2023"],
            ["2022"],
        ),
    ],
)
def test_a_follow_up_becomes_stand_alone(history, text, wanted, unwanted):
    """What it leaves out comes from the conversation; what it says anew replaces it."""
    question = read_question(text, turns(*history))
    tokens = analyse(question.standalone)
    assert question.text == text
    for token in wanted:
        assert token in tokens, question.standalone
    for token in unwanted:
        assert token not in tokens, question.standalone


def test_carried_words_are_those_of_earlier_turns():
    """Only what the follow-up itself does not say is carried."""
    question = read_question("And in 2022?", turns("What share used Helm in 2021?", "30 %."))
    assert "helm" in question.carried
    assert "2022" not in question.carried


@pytest.mark.parametrize(
    "text",
    [
        "What share of platform teams measured developer satisfaction in 2023?",
        "How much could open models save enterprises per year worldwide?",
        "When did the foundation publish the supply chain security paper?",
        "What was the turnout in Atlanta?",
        "How many respondents use Backstage portals?",
        "We plan to bill teams for their cloud use. In what order does Microsoft advise to do this?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(text):
    """A conversation before it changes nothing of it."""
    question = read_question(text, turns("What share used Helm in 2021?", "30 %."))
    assert question.standalone == text
    assert question.carried == frozenset()
    assert question.asks == read_question(text).asks


def test_without_history_a_short_question_is_as_it_is():
    """There is nothing to put back."""
    assert read_question("And in 2022?").standalone == "And in 2022?"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "?!", "…", "---"])
def test_an_empty_question_is_refused(text):
    """The message says what to do."""
    with pytest.raises(ConfigurationError, match="question is empty"):
        read_question(text)


@pytest.mark.parametrize("length", [MAX_CHARS + 1, 20_000])
def test_a_pasted_article_is_refused(length):
    """The message names both lengths and where an article belongs."""
    with pytest.raises(ConfigurationError, match=rf"{length} characters, at most {MAX_CHARS}.*library"):
        read_question("x" * length)


def test_the_longest_question_is_read():
    """The limit itself is allowed; runs of white space do not count."""
    assert len(read_question("y" * MAX_CHARS).text) == MAX_CHARS
    assert read_question("What \n\n  share?").text == "What share?"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Wie viele Organisationen nutzen Kubernetes in der Produktion?", False),
        ("Quelle est la part des organisations qui utilisent Kubernetes?", False),
        ("What share of organisations uses Kubernetes?", True),
        ("Kubernetes 2024", True),
        ("What did die Zeit report?", True),
    ],
)
def test_other_languages_are_noticed(text, english):
    """Common words of other languages tell; names and numbers alone are English."""
    assert read_question(text).english is english


def test_capitals_of_another_language_are_no_names():
    """A German noun must not be demanded of English evidence."""
    assert read_question("Wie viele Organisationen nutzen das in der Produktion?").names == ()


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=120), st.lists(st.text(max_size=60), max_size=3))
def test_any_text_is_read_or_refused(text, history):
    """No question and no conversation makes reading fail with another error."""
    try:
        question = read_question(text, turns(*history))
    except ConfigurationError:
        assert not any(c.isalnum() for c in text)
        return
    assert question.standalone
    assert question.asks


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("What share of front-end developers uses containers?", ("frontend",)),
        ("What percentage of banks run Kubernetes in production?", ("bank",)),
        ("How many people turned up in Detroit?", ()),
        ("How many organisations deploy daily?", ()),
        ("Among retailers in Europe, how many use GitOps?", ("retail",)),
        ("Among European retailers, how many use GitOps?", ("europ", "retail")),
    ],
)
def test_the_group_asked_about(text, group):
    """What narrows the group is read; nouns for people and firms in general, and verbs, are not."""
    assert read_question(text).group == group


@pytest.mark.parametrize(
    ("text", "kind", "other"),
    [
        ("When CNCF first asked, how many used containers?", "share", "when"),
        ("How did the vendor's share price move?", "money", "share"),
        ("How many times dearer are closed models?", "multiple", "count"),
        ("What did the attendees' slides say about portals?", "text", "count"),
        ("How much of the crowd was new?", "share", "money"),
        ("How many organisations (in %) use GitOps?", "share", "count"),
    ],
)
def test_words_that_look_like_another_kind(text, kind, other):
    """A conjunction, a share price, a plain noun: the kind that is meant, not the one that is spelled."""
    asks = read_question(text).asks
    assert kind in asks
    assert other not in asks


@pytest.mark.parametrize(
    ("follow", "year"),
    [
        ("and three years later?", "2025"),
        ("and two years before?", "2020"),
        ("and the year before?", "2021"),
        ("and the edition after?", "2023"),
    ],
)
def test_a_follow_up_counts_years(follow, year):
    """Another year is named relative to the one asked before."""
    question = read_question(follow, turns("How many people came to KubeCon in Valencia in 2022?", "7,000."))
    assert question.years == (year,)
    assert "valencia" not in question.standalone.lower()


def test_a_follow_up_about_another_region():
    """The region is replaced, and the city of the other edition dropped."""
    question = read_question(
        "And the North American edition the same year?",
        turns("How many people were on site at KubeCon Europe 2022?", "More than 7,000."),
    )
    assert question.places == ("north america",)
    assert question.years == ("2022",)


def test_among_whom_asks_about_the_number_just_given():
    """The number of the answer before is looked for, not shunned."""
    question = read_question("among whom exactly?", turns("How common is GitOps?", "66% use it."))
    assert [str(quantity.value) for quantity in question.quantities] == ["66"]
    assert question.given == ()
