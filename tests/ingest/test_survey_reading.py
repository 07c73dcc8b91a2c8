"""Fieldwork, sample, people and regions of a survey: of the whole of it, and of the document's own."""

from __future__ import annotations

import pytest

from assistant.ingest.chunking import sentence_spans
from assistant.ingest.compositions import composition
from assistant.ingest.field_dates import agreed, field_dates
from assistant.ingest.sample_totals import kept, totals
from assistant.ingest.survey_facts import complete
from assistant.schema import Metadata


def facts(text: str, **known: object) -> Metadata:
    """The metadata of a text of which only `known` was known."""
    return complete(Metadata(**{"title": "T", **known}), text, sentence_spans(text, 0, len(text)))


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("Fieldwork took place from 4 May to 12 June 2020.", ["2020-05-04/2020-06-12"]),
        ("914 people answered between 4 March and 12 April 2019.", ["2019-03-04/2019-04-12"]),
        ("Interviews were held between 5 and 30 September 2022 with 64 leaders.", ["2022-09-05/2022-09-30"]),
        ("The poll was fielded January 6 through February 3, 2025.", ["2025-01-06/2025-02-03"]),
        ("We surveyed engineers in October and November 2022.", ["2022-10/2022-11"]),
        ("The form was open from 15 December to 20 January 2024.", ["2023-12-15/2024-01-20"]),
        ("The logs cover 1 January to 31 December 2024.", ["2024-01-01/2024-12-31"]),
        ("The survey was conducted in September 2024.", ["2024-09"]),
        ("The survey was carried out in 2024.", ["2024"]),
        ("The study was fielded in Q3 2022.", ["2022-07/2022-09"]),
        ("Field period: 3 April 2024 – 14 May 2024.", ["2024-04-03/2024-05-14"]),
        ("The survey was open from 6 to 17 May 2023 (first study: 2 to 20 May 2021).",
         ["2023-05-06/2023-05-17"]),
        ("40 people answered between 3 and 17 April 2025, more than in any earlier edition.",
         ["2025-04-03/2025-04-17"]),
    ],
)  # fmt: skip
def test_fieldwork_dates_are_read(words, dates):
    """Intervals, months, quarters; the year may stand behind the last day alone."""
    assert field_dates(words) == dates


@pytest.mark.parametrize(
    "words",
    [
        "The report was published in June 2023.",
        "The previous edition was conducted in May 2021.",
        "The next survey will be conducted in May 2027.",
        "The pilot was in the field from 3 to 9 May 2023.",
        "They spent it in the twelve months to September 2024, the survey found.",
        "The conference ran from 3 to 5 May 2024.",
        "The survey was open from 31 to 30 June 2024.",
        "The survey was conducted between 4 March and 12 April.",
    ],
)
def test_other_times_are_no_fieldwork(words):
    """Publication, other editions, what was asked about, events, and dates without a year name none."""
    assert field_dates(words) == []


def test_of_two_fieldwork_times_neither_is_sure():
    """An interval is only more exact than its month; two intervals contradict each other."""
    assert agreed(["2024-05", "2024-05-01/2024-05-20"]) == "2024-05-01/2024-05-20"
    assert agreed(["2024-05-01/2024-05-20", "2023-05-01/2023-05-20"]) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2,914 people completed the questionnaire.", (2914, None)),
        ("The sample is 2,388, smaller than last year's.", (2388, None)),
        ("We analysed 317 complete responses from software professionals in 36 countries.",
         (317, "software professionals in 36 countries")),
        ("n = 1,065 data engineers.", (1065, "data engineers")),
        ("Mill Field collected 3,760 complete answers.", (3760, None)),
        ("They surveyed 752 IT decision makers at banks in the US, UK and Germany.",
         (752, "IT decision makers at banks in the US, UK and Germany")),
        ("Interviews were held in 2022 with 764 finance and IT leaders.", (764, "finance and IT leaders")),
        ("Telephone interviews (n = 1,500) were carried out.", (1500, None)),
        ("318 of 402 engineers answered.", (318, "engineers")),
    ],
)  # fmt: skip
def test_totals_are_read_with_who_was_asked(words, found):
    """The number of all, and the people in the words of the text."""
    assert totals(words) == [found]


@pytest.mark.parametrize(
    "words",
    [
        "There were 811 answers from organisations with more than 1,000 staff.",
        "Of the respondents, 412 work in large organisations.",
        "We removed 893 answers believed to be machine-written.",
        "Some 1,402 respondents belong to large firms.",
        "The subgroup of testers has 533 members.",
        "It had been sent to 9,500 addresses.",
        "Last year's survey had 2,310 responses.",
        "In the pilot, 64 respondents were interviewed.",
        "Developers (1,170) and managers (526) are reported apart, Austria (n = 500) too.",
        "We received 3,000 answers per second.",
        "The data covers 14,600 pipeline runs at 3,120 customers.",
        "We surveyed engineers in 2024.",
    ],
)
def test_groups_and_other_counts_are_no_total(words):
    """A part of the sample, who was left out, another edition, and things that nobody asks."""
    assert totals(words) == []


def test_answers_left_after_cleaning_are_the_sample():
    """The number kept counts, not the number received."""
    assert kept("After cleaning, 651 responses remained.") == 651
    assert kept("We received 694 responses.") is None
    text = "Methodology\n\nWe received 694 responses. After cleaning, 651 responses remained."
    assert facts(text).sample.n == 651


@pytest.mark.parametrize(
    ("words", "asked", "found"),
    [
        ("Europe 45 %, North America 34 %, Asia-Pacific 21 %.", None,
         "Europe 45 %, North America 34 %, Asia-Pacific 21 %"),
        ("44% live in Europe, 48% in North America and 8% elsewhere.", None,
         "Europe 44%, North America 48%, elsewhere 8%"),
        ("Europe accounts for 60 % of answers and the Americas for 40 %.", None,
         "Europe 60 %, Americas 40 %"),
        ("They are in the United States (290) and Japan (110).", 400, "United States 290, Japan 110"),
        ("They are in the United States (290) and Japan (110).", 900, None),
        ("43 % in North America and 38 % in Europe deploy daily.", None, None),
        ("In Europe it is 99 %.", None, None),
    ],
)  # fmt: skip
def test_regions_must_make_up_the_whole(words, asked, found):
    """Shares of about a hundred, or counts of all who were asked; rates of use are no composition."""
    assert composition(words, asked) == found


OWN = (
    "Foreword\n\nIn Peru we heard from 262 people.\n\nMethodology\n\nThe questionnaire was open from 4 May "
    "to 12 June 2020. The sample is 2,388. There were 811 answers from organisations with over 1,000 staff. "
    "Regions: Europe 55 %, North America 45 %.\n\nFindings\n\nA poll by Mill Research of 9,000 people agrees."
)


def test_part_on_method_counts_before_the_rest():
    """What stands under "Methodology" is of the whole; other people's surveys further on are not."""
    found = facts(OWN)
    assert (found.sample.n, found.sample.who, found.collected) == (2388, None, "2020-05-04/2020-06-12")
    assert found.sample.regions == "Europe 55 %, North America 45 %"


def test_headings_that_a_pdf_ran_into_the_text_are_found():
    """The words of the heading begin the part on method there."""
    found = facts("Things changed. Methodology The survey was carried out in May 2022 among 415 engineers.")
    assert (found.sample.n, found.collected) == (415, "2022-05")


@pytest.mark.parametrize(
    "text",
    [
        "The Mill Institute's survey of 2,317 professionals was conducted in May 2024.",
        "According to a survey of 800 companies, conducted in May 2020, clusters are expensive.",
        'She said: "We surveyed 1,640 developers in March 2024."',
        "The firm interviewed 912 leaders in May 2024. The survey was conducted in May 2024.",
        "A vendor poll of 212 visitors was conducted in May 2024.",
        "Mill Research published its poll: 4,400 developers answered. The survey was conducted in May 2024.",
    ],
)
def test_other_peoples_surveys_are_not_the_documents(text):
    """A retelling has no sample and no fieldwork of its own."""
    found = facts(text)
    assert (found.sample.n, found.sample.who, found.collected) == (None, None, None)


def test_recaps_and_interviews_are_no_survey_reports():
    """Their titles say what they are, whatever their "we" is about."""
    text = "We surveyed 2,700 developers in May 2022."
    assert facts(text).sample.n == 2700
    assert facts(text, title="PlatformCon 2022: a recap").sample.n is None
    assert facts(text, title="Interview with a researcher").collected is None


def test_publisher_who_asked_is_the_documents_own():
    """A press release tells of its house's poll in the third person."""
    text = (
        'Gate Labs commissioned a poll of 500 managers. "Good," said its head. The poll was held in May 2025.'
    )
    assert facts(text, publisher="Gate Labs").sample.n == 500
    assert facts(text, publisher="Gate Labs").collected == "2025-05"
    assert facts(text).sample.n is None


def test_margin_of_the_whole_is_read_where_groups_have_theirs():
    """Two margins leave it open, unless only one stands in the part on method."""
    text = (
        "Summary\n\nFor one group it is ±5 points.\n\nMethod\n\nThe sampling error is ±1.5 points. We asked."
    )
    assert facts(text).sample.margin == "1.5 points"
    assert facts(text.replace("Method\n\n", "")).sample.margin is None
