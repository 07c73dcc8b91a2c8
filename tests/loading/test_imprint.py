"""Who published a text and when, as its opening and its end say it; in doubt nobody and never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.loading.dates import date_of
from assistant.loading.imprint import Imprint, read_imprint, with_imprint
from assistant.loading.markdown import markdown_blocks
from assistant.loading.organisations import is_organisation
from assistant.schema import Block, Metadata


def imprint(text: str, **known: object) -> tuple[str | None, str | None]:
    """Publisher and date of a Markdown text of which only `known` was known."""
    about = with_imprint(Metadata(**{"title": "T", **known}), markdown_blocks(text))
    return about.publisher, about.published


@pytest.mark.parametrize(
    ("lines", "publisher", "published"),
    [
        ("Harrow Labs | March 2023", "Harrow Labs", "2023-03"),
        ("Fourth yearly survey. Harrow Institute, Delft, 4 June 2019.", "Harrow Institute", "2019-06-04"),
        ("Harrow Institute\nPublished 22 September 2020", "Harrow Institute", "2020-09-22"),
        ("Published by the Society of Pilots, 16 May 2017.", "Society of Pilots", "2017-05-16"),
        ("Published 11 February 2025 by the Harrow Group", "Harrow Group", "2025-02-11"),
        ("By Sam Orton for The Harbour Gazette · 19 Aug 2022", "The Harbour Gazette", "2022-08-19"),
        ("A Harrow white paper\nMay 2025", "Harrow", "2025-05"),
        ("*Annual report of the Harrow Alliance. Oslo, May 2021.*", "Harrow Alliance", "2021-05"),
        ("Mill Review Talk, conversation no. 3. Recorded on 1 May 2025, published on 2 June 2025.",
         "Mill Review Talk", "2025-06-02"),
        ("Publisher: Harrow Research\nDate: 2024-07-09", "Harrow Research", "2024-07-09"),
        ("Copyright © 2024 by Quayle & Sons Ltd.", "Quayle & Sons Ltd.", None),
    ],
)  # fmt: skip
def test_lines_below_the_title_name_publisher_and_date(lines, publisher, published):
    """Mastheads, bylines with an organisation, labels and claims of rights are read."""
    assert imprint(f"# Pipelines at work\n\n{lines}\n\n## Findings\n\nText.") == (publisher, published)


@pytest.mark.parametrize(
    "lines",
    [
        "By Anna Holm",
        "By Peter Hollis, Senior Architect, Cambrian Networks",
        "Executive summary",
        "Photo © Harbour Media",
        "A Kubernetes report\n\nKubernetes grew again, and Kubernetes is here to stay.",
        "A new study by Rowan College interviewed 88 managers and found little.",
        "The index, published by Sundial Research, says that logs are dead.",
        "Market Research",
        "J. Ahmed, University of Lund\nK. Brandt, Delft Institute",
        "Harrow Institute\n\nMill Foundation",
        "Published by admin",
    ],
)
def test_persons_labels_and_other_peoples_houses_are_no_publisher(lines):
    """Unknown is null: an author, an affiliation, a heading and a cited study publish nothing here."""
    assert imprint(f"# Pipelines at work\n\n{lines}\n\n## Findings\n\nText.")[0] is None


@pytest.mark.parametrize(
    "lines",
    [
        "Lyon, 05.06.2024",
        "Recorded on 14 August 2025",
        "Last updated 3 May 2024",
        "PlatformCon, Bergen, 14 June 2024",
        "A survey of buyers, published in June 2023, says so.",
        "4 June 2019\n\n5 June 2019",
        "31 February 2020",
    ],
)
def test_other_days_are_no_date_of_publication(lines):
    """Ambiguous figures, days of recording and of events, other people's dates and two dates stay unknown."""
    assert imprint(f"# Pipelines at work\n\n{lines}\n\n## Findings\n\nText.")[1] is None


def test_press_release_is_from_who_announces_in_it():
    """The dateline has the day, the sentence behind it the company; a reporter's has only the day."""
    text = (
        "# Big news\n\n{}OSLO, March 12, 2025 – Tollgate Software, a maker of gates, today announced a poll."
    )
    assert imprint(text.format("Press release\n\n")) == ("Tollgate Software", "2025-03-12")
    assert imprint(text.format("")) == (None, "2025-03-12")


def test_what_the_file_says_wins_and_a_null_there_is_meant():
    """Front matter is never changed, and a digest is left as it was written."""
    blocks = markdown_blocks("# T\n\nHarrow Institute, June 2023\n\n## A\n\nText.")
    known = Metadata("T", publisher="Mill Press")
    assert with_imprint(known, blocks) == Metadata("T", publisher="Mill Press", published="2023-06")
    assert with_imprint(Metadata("T"), blocks, ["publisher", "published"]) == Metadata("T")
    digest = Metadata("T", text_kind="digest")
    assert with_imprint(digest, blocks) == digest


def test_text_without_headings_has_its_title_in_the_first_line():
    """A title that sounds like a house is none; a masthead in capitals is, as the text spells it."""
    body = "\n\nAdvances in Coding Research\nJune 2021\n\nIntroduction\n\nHarrow Research asked around."
    assert imprint(f"Ten Years of Pipelines Research{body.replace('Advances in Coding Research', '')}") == (
        None,
        "2021-06",
    )
    assert imprint(f"HARROW RESEARCH{body.replace('Advances in Coding Research', 'Who tests?')}")[0] == (
        "Harrow Research"
    )


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("4 June 2019", "2019-06-04"),
        ("June 4th, 2019", "2019-06-04"),
        ("Tuesday, 4 June 2019", "2019-06-04"),
        ("Sept 2020", "2020-09"),
        ("2021/06", "2021-06"),
        ("2024-03-05T10:00:00Z", "2024-03-05"),
        ("22.09.2020", "2020-09-22"),
        ("09/22/2020", "2020-09-22"),
        ("05.06.2024", None),
        ("2020-13", None),
        ("June", None),
        ("about June 2020", None),
    ],
)
def test_a_date_is_read_where_it_can_be_only_one(words, date):
    """Whole words only; what two countries read differently is none."""
    assert date_of(words) == date


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ferrow Institute", True),
        ("University of Leeds", True),
        ("Association of Data Practitioners", True),
        ("Tallow GmbH", True),
        ("Jon Pike", False),
        ("Press Release", False),
        ("User Research", False),
        ("State of Research", False),
        ("Help Centre", False),
        ("published research", False),
    ],
)
def test_a_name_says_that_it_is_an_organisations(name, expected):
    """A kind of organisation at its end or before "of", and something to tell it from others."""
    assert is_organisation(name) is expected


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_lines_are_read_without_an_error(lines):
    """Whatever stands there, the answer is an imprint."""
    assert isinstance(read_imprint(lines, lines, "\n".join(lines)), Imprint)


@pytest.mark.parametrize("filler", [" ", "\n", " \n", "- ", "© ", "About ", "By A. ", "Press release\n"])
def test_runs_of_blanks_and_labels_take_no_minutes(filler):
    """200,000 characters of nothing, at the beginning and at the end, are read in one go."""
    text = "Harrow Labs | March 2023" + filler * (200_000 // len(filler)) + "About Harrow Labs"
    blocks = [Block("paragraph", text)]
    assert with_imprint(Metadata(title="T"), blocks).publisher in {"Harrow Labs", None}
