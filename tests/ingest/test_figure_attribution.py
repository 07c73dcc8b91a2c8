"""Who says a figure: whoever a verb of saying, "according to" or a survey's name makes its speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.ingest.figures.attribution import attribution_of, find_speakers, is_generic
from assistant.schema import Block, Metadata, Span


def said_by(text, **about):
    """(surface, who says it) of each figure of a text."""
    canonical = canonicalise([Block("paragraph", text)])
    sentences = [s for c in chunk(canonical, max_chars=800) for s in c.sentences]
    found = read_figures(canonical, sentences, Metadata(**{"title": "T", **about}), "s", "v")
    return [(f.surface, f.attributed_to) for f in found]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("According to Verdant Labs, 58 % of teams use it.", "Verdant Labs"),
        ("58 % of teams use it, according to Verdant Labs.", "Verdant Labs"),
        ("As reported by Verdant Labs, 58 % of teams use it.", "Verdant Labs"),
        ("58 % of teams use it, as relayed by Hillcrest.", "Hillcrest"),
        ("Per Verdant Labs, 58 % of teams use it.", "Verdant Labs"),
        ("According to officials, 58 % of teams use it.", "officials"),
        ("58 % of managers surveyed by Verdant Labs use it.", "Verdant Labs"),
        ("58 % of the managers whom Verdant Labs polled use it.", "Verdant Labs"),
        ("Asked by the pollster Merx, 58 % of managers agreed.", "pollster Merx"),
        ("In the wording of Verdant Labs, 58 % of teams use it.", "Verdant Labs"),
        ("58 % agreed, according to a new poll conducted June 21 - 26 among bakers by Merx.", "Merx"),
    ],
)
def test_words_that_name_a_source_name_the_speaker(text, who):
    """That is "according to", "as reported by", "per", "polled by": what follows has said or measured it."""
    assert said_by(text) == [("58 %", who)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Verdant Labs found that 58 % of teams use it.", "Verdant Labs"),
        ("Verdant Labs, the analyst firm, found that 58 % of teams use it.", "Verdant Labs"),
        ("The pollster Merx puts support at 58 %.", "The pollster Merx"),
        ("The survey also found that 58 % of teams use it.", "The survey"),
        ("The 2023 Merx survey of 900 managers shows that 58 % agree.", "The 2023 Merx survey"),
        ("Researchers at Lund University estimate that 58 % were lost.", "Researchers at Lund University"),
        ("Merx and Dorn say 58 % of teams use it.", "Merx and Dorn"),
        ("Ministry data show that 58 % of roads are wet.", "Ministry data"),
        ("The report looks at teams, and says that 58 % use it.", "The report"),
        ("A spokesman for the airline said 58 % of flights were late.", "A spokesman for the airline"),
        ("The Annual Ledger Survey 2024 puts it at 58 %.", "The Annual Ledger Survey 2024"),
        ("Reports were that 58 % had left.", "Reports"),
        ("Merx speaks of 58 % of teams.", "Merx"),
        ("Merx gives 58 % for the south.", "Merx"),
        ("Merx discloses that 58 % were paid.", "Merx"),
        ("Merx classed 58 % of teams as leaders.", "Merx"),
    ],
)
def test_the_subject_of_a_verb_of_saying_is_the_speaker_of_what_follows(text, who):
    """Names, publications and roles; with apposition, a coordinated verb, a group that was asked."""
    assert said_by(text)[-1] == ("58 %", who)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("58 % of teams use it, Merx reports.", "Merx"),
        ("58 % of teams use it, Merx's 2025 report says.", "Merx's 2025 report"),
        ("58 % of teams use it, the hotel chain Belmar claims.", "the hotel chain Belmar"),
        ("58 % of teams use it, said Ana Lundt of Merx.", "Ana Lundt of Merx"),
        ("58 % of teams use it, found a study by Merx.", "study by Merx"),
        ("58 % of teams use it, Dr Ana Lundt told the Evening Post.", "Dr Ana Lundt"),
        ('"We lost 58 % of our clients," Lundt said.', "Lundt"),
        ("Attendance, the author writes, was flat at 58 %.", "the author"),
        ("58 % of teams use it, a Merx figure relayed by Hillcrest.", "Merx"),
    ],
)
def test_a_speaker_named_after_what_is_said(text, who):
    """After a comma or a quotation, with the verb before or after the name."""
    assert said_by(text) == [("58 %", who)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("In Merx's 2022 survey of managers, 58 % agreed.", "Merx's 2022 survey"),
        ("58 % of managers agreed in a recent Merx poll.", "a recent Merx poll"),
        ("In a survey of managers by the think tank Dorn, 58 % agreed.", "think tank Dorn"),
        ("The forecast was cut; Merx's estimate of 58 % stands.", "Merx"),
        ("By Merx's count, 58 % of shops closed.", "Merx"),
        ("58 % of respondents to the Merx survey agreed.", "Merx survey"),
        ("58 % of respondents to the Merx and Dorn survey of 2022 agreed.", "Dorn survey"),
        ("From last winter's Merx poll, 58 % agreed.", "Merx poll"),
        ("In the 2023 edition of the Merx Survey, 58 % agreed.", "Merx Survey"),
        ("It was named by 58 % of Merx's respondents.", "Merx"),
        ("It was named by 58 % of the Merx survey respondents.", "the Merx survey"),
        ("The Lund Charter's main goal is a cut of 58 %.", "The Lund Charter"),
        ("It reached 30 %, less than the 58 % its founders had promised.", "its founders"),
        ("It cost 30 % more rather than the 58 % in the brochure.", "the brochure"),
        ("Profit rose 9 %, beating the 58 % analysts had expected.", "analysts"),
    ],
)
def test_nouns_that_make_a_speaker(text, who):
    """A survey with a name, somebody's estimate or forecast, and what is said of one figure alone."""
    assert said_by(text)[-1] == ("58 %", who)


def test_of_a_share_that_told_somebody_the_hearer_measured_it():
    """Of "two-thirds of them told X": X asked."""
    assert said_by("Nearly two-thirds of choirs told the Tenor Monthly they need singers.") == [
        ("two-thirds", "Tenor Monthly")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Cargo of 58 % is exchanged with the Gulf States and Oman.",
        "The thermometer in Lundby showed 58 degrees.",
        "Merx interviewed 58 managers.",
        "Some 58 million Canadians projected to live there would be equal to it.",
        "58 % of violinists say practice helps.",
        "58 % of those ages 40 and under say that it will snow.",
        "In an earlier survey, 58 % of them agreed.",
        "As measured by the comfort score, 58 % are rested.",
        "Lundt wrote that she dined with Ek, with whom she had bred 58 ponies.",
        "Lundt of Merx wrote about a survey of 58 managers.",
        "A survey of 58 managers by Merx found that it works.",
        "Merx grew by 58 % in the south.",
        "58 % of American survey respondents agreed.",
        "Merx's respondents were 58 managers.",
    ],
)
def test_a_name_that_says_nothing_of_the_figure_is_no_speaker(text):
    """The subject of another verb, an instrument, the group asked, or a figure outside what is said."""
    assert said_by(text)[0][1] is None


def test_a_verb_governs_what_follows_it_and_no_more():
    """What stood before it is the writer's own."""
    text = "Use stood at 66 % in 2023 and 80 % in 2024, and the 2025 edition puts it at 84 %."
    assert [who for _, who in said_by(text)] == [None, None, "the 2025 edition"]


def test_the_nearest_governing_speaker_counts():
    """Who found it, not who relays it."""
    assert said_by("According to Hillcrest, Merx found that 58 % agree.") == [("58 %", "Merx")]


def test_who_relays_a_figure_counts_before_who_only_asked():
    """Whose respondents they are says less than "as relayed by"."""
    assert said_by("58 % of Merx's respondents agreed, as relayed by Hillcrest.") == [("58 %", "Hillcrest")]


def test_a_source_after_a_time_at_the_head_holds_for_the_whole_sentence():
    """As one at the head does; one that follows a statement only for its own half."""
    text = "In March 2026, according to Merx, 58 people came, and 40 people left."
    assert [who for _, who in said_by(text)] == ["Merx", "Merx"]
    text = "Some 58 people came, according to Merx, and 40 people left."
    assert [who for _, who in said_by(text)] == ["Merx", None]


def test_a_group_speaks_only_where_it_estimates():
    """What they say of themselves is measured, what they estimate is theirs."""
    assert said_by("Respondents estimate that 58 % of spend is wasted.") == [("58 %", "Respondents")]
    assert said_by("He or she found it at 58 %.") == [("58 %", None)]


def test_a_nameless_publication_is_the_one_that_the_text_accounts_for():
    """In an account of one, "the survey" is that one; alone it stands as it is written."""
    text = "The survey found that 58 % agree."
    assert said_by(text, account_of="Merx 2024") == [("58 %", "Merx 2024")]
    assert said_by(text) == [("58 %", "The survey")]
    assert is_generic("the survey")
    assert not is_generic("its founders")
    assert not is_generic("the Merx survey")


WORDS = st.lists(
    st.sampled_from(
        "according to Merx the survey found that 58 % said , . \" “ ” ( ) 's by in of and 2024 who told "
        "report "
        "polled forecast claims A As Per it reports , ; 58".split()
    ),
    max_size=24,
).map(" ".join)


@given(st.text(max_size=200) | WORDS, st.data())
def test_any_text_gives_speakers_inside_the_sentence(text, data):
    """Names, their ties and their reach lie in the sentence, in order; the speaker of a figure reaches it."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(start, end))
    span = Span(at, data.draw(st.integers(at, end)))
    speakers = find_speakers(text, Span(start, end), [span] if span.start < span.end else [])
    for speaker in speakers:
        for part in (speaker.name, speaker.whole, speaker.reach):
            assert part is None or start <= part.start <= part.end <= end
        assert speaker.name is None or text[speaker.name.start : speaker.name.end].strip()
    found = attribution_of(speakers, span)
    assert found is None or found.reach.start <= span.start <= span.end <= found.reach.end


def test_a_sentence_without_end_is_no_sentence():
    """There are never more speakers than could be meant, and none reaches far."""
    text = "Merx said 58 % of it, " * 2000
    speakers = find_speakers(text, Span(0, len(text)))
    assert 0 < len(speakers) < 50
    assert all(s.reach.end - s.reach.start < 2000 for s in speakers)
