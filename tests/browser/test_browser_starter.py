"""A reader at the real page, over the real library, in a server process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import server_process
from page_steps import ask, clipboard, finished, words
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DOCUMENTS = [file for file in CORPUS.glob("*.md") if file.stem != "README"]
DAILY = "What share of organisations deploy AI workloads every day?"


def test_a_question_is_answered_and_its_citation_opens_at_the_very_sentence(
    opened: Callable[..., Any], starter_url: str
) -> None:
    """The highlight is the quote, in its paragraph, under title, event and the digest label."""
    page = opened(starter_url)
    turn = finished(ask(page, DAILY))
    expect(turn.locator(".answer")).to_contain_text("7 %")
    expect(turn.locator(".number").first).to_have_text(re.compile("^7"))
    quote = words(turn.locator(".references .words").first)
    assert "7 %" in quote
    turn.locator(".chip").first.click()
    mark = page.locator("#source mark")
    mark.wait_for()
    assert words(mark) == quote
    paragraph = words(page.locator("#source .cited"))
    assert quote in paragraph
    assert len(paragraph) > len(quote)
    expect(page.locator("#source h2")).to_have_text(words(turn.locator(".references .title").first))
    expect(page.locator("#source dl")).to_contain_text("KubeCon + CloudNativeCon Europe 2026")
    expect(page.locator("#source .label")).to_contain_text("open the original before you quote")
    expect(turn.locator(".chip").first).to_have_attribute("aria-pressed", "true")
    assert mark.evaluate("""node => {
        const box = node.closest('.text').getBoundingClientRect(), own = node.getBoundingClientRect();
        return own.top >= box.top && own.bottom <= Math.min(box.bottom, innerHeight);
    }"""), "the cited sentence must be in view"


def test_a_copied_answer_has_its_numbered_citations(opened: Callable[..., Any], starter_url: str) -> None:
    """The clipboard holds the shown sentences with [n] and a numbered list; a digest is never quoted."""
    page = opened(starter_url)
    turn = finished(ask(page, "How much could open models save per year worldwide?"))
    turn.get_by_role("button", name="Copy answer").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied = clipboard(page)
    body, _, rest = copied.partition("\n\n")
    shown = turn.locator(".sentence").evaluate_all("""nodes => nodes.map(node =>
        [...node.childNodes].map(n => n.className === 'chip' ? ` [${n.textContent}]` : n.textContent)
          .join('').replaceAll('\\u2009', '').trim())""")
    assert body == " ".join(shown)
    assert "US$24.8 billion" in body
    titles = turn.locator("ol.references .title").all_text_contents()
    quotes = turn.locator("ol.references .words").all_text_contents()
    assert titles
    for number, (title, quote) in enumerate(zip(titles, quotes, strict=True), 1):
        entry = re.search(rf"^\[{number}\] (.*)$", rest, re.MULTILINE)
        assert entry
        assert entry[1].startswith(f"{title}. ")
        assert entry[1].endswith(f"open the original before you quote: {quote}")
    assert "“" not in rest


def test_what_the_library_does_not_say_is_refused_with_the_nearest_evidence(
    opened: Callable[..., Any], starter_url: str
) -> None:
    """A refusal is calm: no alarm, what comes nearest, and each of it can be opened."""
    page = opened(starter_url)
    turn = finished(ask(page, "What was the market share of Docker Swarm among dentists in 2031?"))
    expect(turn.locator(".verdict").first).to_contain_text("The library does not say")
    expect(turn.locator(".answer .sentence")).to_have_count(0)
    turn.locator(".refusal .open").first.click()
    expect(page.locator("#source mark")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_follow_up_is_understood_from_the_conversation(
    opened: Callable[..., Any], starter_url: str
) -> None:
    """The second question names neither Kubernetes nor CNCF, and its answer does."""
    page = opened(starter_url)
    finished(ask(page, "What was Kubernetes production use in CNCF's 2019 survey?"))
    turn = finished(ask(page, "And in 2020?"))
    expect(turn.locator(".references").first).to_contain_text("CNCF")
    expect(page.locator(".turn")).to_have_count(2)


def test_an_example_question_is_asked_by_one_click(opened: Callable[..., Any], starter_url: str) -> None:
    """The examples make way for the conversation and come back with a new one."""
    page = opened(starter_url)
    example = page.locator("#examples .example").first
    example.click()
    expect(page.locator(".turn .question")).to_have_text(DAILY)
    finished(page.locator(".turn"))
    expect(example).to_be_hidden()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(example).to_be_visible()


def test_a_question_that_cannot_be_answered_is_told_in_the_conversation(
    opened: Callable[..., Any], starter_url: str
) -> None:
    """An empty question and a pasted article get a message, and the next question works."""
    page = opened(starter_url)
    for question in ("", "Kubernetes grows. " * 1200):
        turn = ask(page, question)
        expect(turn).to_have_attribute("data-status", "failed")
        expect(turn.locator(".remark")).to_contain_text("question")
        expect(turn.locator(".remark")).not_to_contain_text("Traceback")
    expect(finished(ask(page, DAILY)).locator(".answer")).to_contain_text("7 %")


def test_everything_works_by_keyboard_alone(opened: Callable[..., Any], starter_url: str) -> None:
    """A chip is a button: Tab reaches it, focus is visible, Enter opens the source."""
    page = opened(starter_url)
    finished(ask(page, DAILY))
    chip = page.locator(".chip").first
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if chip.evaluate("node => node === document.activeElement"):
            break
    expect(chip).to_be_focused()
    assert chip.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#source mark")).to_be_visible()
    expect(chip).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_window_has_the_source_below_and_a_way_back(
    opened: Callable[..., Any], starter_url: str, scheme: str
) -> None:
    """At 380 pixels nothing is cut off, in light and dark; the colours follow the system."""
    page = opened(starter_url, viewport={"width": 380, "height": 780}, color_scheme=scheme)
    turn = finished(ask(page, DAILY))
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    light = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0]")
    assert (int(light) > 128) == (scheme == "light")
    turn.locator(".chip").first.click()
    expect(page.locator("#source mark")).to_be_in_viewport()
    page.get_by_role("button", name="Back to the answer").click()
    expect(turn.locator(".chip").first).to_be_focused()
    expect(turn.locator(".chip").first).to_be_in_viewport()


def test_a_source_added_in_a_terminal_is_cited_by_the_next_question(
    opened: Callable[..., Any], starter_url: str, served_library: Path, tmp_path: Path
) -> None:
    """The page stays open, another process adds a file, and no restart is needed."""
    document = tmp_path / "otters.md"
    document.write_text("# Otter census\n\nThe 2026 census counted 4,217 otters in Zeeland.\n", "utf-8")
    page = opened(starter_url)
    line = page.locator("#library")
    expect(line).to_contain_text("sources in the library")
    before = int(words(line).split()[0])
    code = "import sys; from assistant import Assistant; Assistant.open(sys.argv[1]).add(sys.argv[2])"
    command = [sys.executable, "-c", code, str(served_library), str(document)]
    subprocess.run(command, check=True, timeout=300)
    turn = finished(ask(page, "How many otters were counted in Zeeland?"))
    expect(turn.locator(".answer")).to_contain_text("4,217")
    expect(turn.locator("ol.references q.words").first).to_contain_text("4,217 otters")
    expect(line).to_have_text(f"{before + 1} sources in the library")


@pytest.mark.timeout(600)
def test_an_empty_library_offers_the_starter_corpus_and_then_answers(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    """One button, progress in words, and the chat is there with everything in it."""
    with server_process(tmp_path / "library", tmp_path / "log") as address:
        page = opened(address)
        expect(page.get_by_role("heading", name="The library is empty")).to_be_visible()
        expect(page.get_by_label("Your question")).to_be_hidden()
        button = page.get_by_role("button", name="Add the starter corpus")
        button.click()
        expect(page.locator("#welcome .message")).to_have_text(re.compile("Reading|Computing|Making"))
        expect(button).to_be_disabled()
        # The model reads the whole corpus here; on two slow cores that takes minutes.
        page.get_by_label("Your question").wait_for(timeout=480_000)
        expect(page.locator("#library")).to_have_text(f"{len(DOCUMENTS)} sources in the library")
        expect(finished(ask(page, DAILY)).locator(".answer")).to_contain_text("7 %")
        page.close()  # before its server
