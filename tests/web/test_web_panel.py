"""The source panel: the exact span set apart in its text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from web_builders import QUOTE, TEXT, citation, source_text

from assistant.web.cards import citation_card
from assistant.web.panel import missing_panel, source_panel


def test_the_cited_span_is_set_apart_exactly_also_behind_an_emoji() -> None:
    """Offsets count code points; the browser gets the pieces and counts nothing."""
    panel = source_panel(source_text(), citation_card(citation()))
    assert [block["text"] for block in panel["blocks"]] == [
        ["🌊 First line.", "", ""],
        ["", QUOTE, " Barriers remain."],
        ["", "", "The end."],
    ]


@given(st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1), min_size=1), st.data())
def test_no_character_of_a_text_is_lost_or_moved(blocks: list[str], data: st.DataObject) -> None:
    """Whatever the span, the blocks spell the text, and the marked pieces spell the span."""
    text = "\n\n".join(blocks)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    card = {**citation_card(citation()), "start": start, "end": end}
    shown = source_panel(source_text(text), card)["blocks"]
    assert "\n\n".join("".join(block["text"]) for block in shown) == text
    marked = "".join(block["text"][1] for block in shown)
    assert marked.replace("\n", "") == text[start:end].replace("\n", "")


def test_a_changed_source_is_said_to_have_changed() -> None:
    """A citation of an older version is shown with the text that was cited, and the panel says so."""
    same = source_panel(source_text(), citation_card(citation()))
    changed = source_panel(source_text(version="v2"), citation_card(citation()))
    assert same["changed"] is None
    assert "has changed" in changed["changed"]


def test_a_very_long_text_is_shown_around_the_citation_and_says_what_is_left_out() -> None:
    """A book does not freeze the browser; the counts of what is missing are exact."""
    filler = "\n\n".join(["x" * 998] * 200)
    text = f"{filler}\n\n{TEXT}\n\n{filler}"
    start = text.index(QUOTE)
    card = {**citation_card(citation()), "start": start, "end": start + len(QUOTE)}
    panel = source_panel(source_text(text), card)
    shown = "\n\n".join("".join(block["text"]) for block in panel["blocks"])
    assert QUOTE in [block["text"][1] for block in panel["blocks"]]
    assert len(shown) < 130_000
    left = panel["before"] + panel["after"]
    assert left + len(shown) == len(text)


def test_the_panel_has_metadata_link_and_label() -> None:
    """What the reader needs to judge a source stands above its text."""
    card = citation_card(citation(text_kind="digest"))
    panel = source_panel(source_text(publisher="CNCF", text_kind="digest"), card)
    assert panel["url"] == "https://example.org/survey"
    assert panel["label"] == "our digest of A survey, open the original before you quote"
    assert {"name": "Publisher", "value": "CNCF"} in panel["about"]


def test_a_source_that_cannot_be_opened_is_a_panel_with_the_reason() -> None:
    """A removed source leaves a message, not an empty panel."""
    assert missing_panel("A survey", "It was removed.") == {"title": "A survey", "problem": "It was removed."}
