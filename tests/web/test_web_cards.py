"""Citations and metadata as the page words them."""

from __future__ import annotations

import pytest
from web_builders import citation

from assistant.schema import Metadata, Sample
from assistant.web.cards import about, byline, citation_card, readable_date


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-01-20", "20 January 2026"),
        ("2025-04", "April 2025"),
        ("2025", "2025"),
        ("2018/2020-06", "2018 to June 2020"),
        ("2025-13", "2025-13"),
        ("spring 2025", "spring 2025"),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_worded_at_the_precision_it_has(date: str | None, words: str | None) -> None:
    """Nothing is added to a partial date, and what is no date stays as it is."""
    assert readable_date(date) == words


def test_unknown_publisher_and_date_are_said_to_be_unknown() -> None:
    """A card never leaves the line out in silence."""
    assert byline(None, None, None) == "publisher and date not stated"
    assert byline("CNCF", None, "2025") == "CNCF · 2025"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "https://a b", None],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    """A document cannot put anything else behind a link."""
    assert citation_card(citation(url=url))["url"] is None


def test_a_digest_card_has_the_label_and_an_original_has_none() -> None:
    """Our own account of a source is marked wherever it stands."""
    assert citation_card(citation())["label"] is None
    label = citation_card(citation(text_kind="digest"))["label"]
    assert label == "our digest of A survey, open the original before you quote"


def test_a_card_says_where_in_the_source_it_stands() -> None:
    """Page and heading, if the citation has them."""
    card = citation_card(citation(locator={"page": 4, "heading": "Costs"}))
    assert card["place"] == "page 4, under “Costs”"
    assert citation_card(citation())["place"] is None


def test_what_is_known_about_a_source_is_listed_and_what_is_not_has_no_row() -> None:
    """Who was asked, how many, where and with which margin have a row each."""
    sample = Sample(n=2063, who="developers", margin="+/- 3.1%")
    rows = about(Metadata("T", publisher="CNCF", collected="2025-09", sample=sample))
    assert [(row["name"], row["value"]) for row in rows] == [
        ("Publisher", "CNCF"),
        ("Collected", "September 2025"),
        ("Who was asked", "developers"),
        ("How many", "2,063"),
        ("Margin of error", "+/- 3.1%"),
    ]
