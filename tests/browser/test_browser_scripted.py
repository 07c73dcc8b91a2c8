"""A reader at the page over a scripted assistant: slow, failing and hostile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from page_steps import ask, clipboard, finished, words
from playwright.sync_api import expect
from scripted import HOSTILE, QUOTE, SENTENCES, TEXT, TITLE, ScriptedAssistant, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def slow() -> Iterator[tuple[str, ScriptedAssistant]]:
    """A page whose answers take 0.6 seconds a sentence."""
    assistant = ScriptedAssistant(pause=0.6)
    with serving(assistant) as address:
        yield address, assistant


@pytest.fixture(scope="module")
def hostile_url() -> Iterator[str]:
    """A page whose answers come at once, from a hostile document."""
    with serving(ScriptedAssistant()) as address:
        yield address


def test_stop_stops_at_once_and_leaves_what_was_shown(
    opened: Callable[..., Any], slow: tuple[str, ScriptedAssistant]
) -> None:
    """No sentence comes after Stop, the work behind it ends, and the next question works."""
    address, assistant = slow
    page = opened(address)
    turn = ask(page, "Stop me")
    expect(turn.locator(".evidence[open] .reference")).to_be_visible()
    turn.locator(".sentence").nth(1).wait_for()
    pressed = time.monotonic()
    page.get_by_role("button", name="Stop").click()
    expect(turn.locator(".remark")).to_contain_text("Stopped", timeout=2500)
    assert time.monotonic() - pressed < 2.5
    shown = turn.locator(".sentence").count()
    assert 2 <= shown < len(SENTENCES)
    assert assistant.closed.wait(3), "the assistant must be told to stop"
    page.wait_for_timeout(1200)
    expect(turn.locator(".sentence")).to_have_count(shown)
    turn.get_by_role("button", name="Copy answer").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    assert "Stopped. What stands here was checked" in clipboard(page)
    finished(ask(page, "After the stop"))
    assert assistant.asked[-1] == ("After the stop", 2)


def test_a_citation_opens_and_keeps_focus_while_the_answer_still_streams(
    opened: Callable[..., Any], slow: tuple[str, ScriptedAssistant]
) -> None:
    """A reader need not wait for the end, and what is drawn is never drawn anew."""
    page = opened(slow[0])
    turn = ask(page, "Stream")
    chip = turn.locator(".chip").first
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source mark")).to_be_visible(timeout=2500)
    assert turn.get_attribute("data-status") == "writing"
    finished(turn)
    expect(chip).to_be_focused()
    expect(turn.locator(".evidence")).to_be_hidden()


def test_an_error_midway_keeps_the_question_and_what_was_shown(
    opened: Callable[..., Any], slow: tuple[str, ScriptedAssistant]
) -> None:
    """The error's own words stand in the conversation, and the question can be asked again."""
    page = opened(slow[0])
    turn = ask(page, "Please fail")
    expect(turn.locator(".remark")).to_contain_text("The model is tired <img")
    expect(turn.locator(".sentence")).to_have_count(1)
    turn.get_by_role("button", name="Ask again").click()
    expect(page.get_by_label("Your question")).to_have_value("Please fail")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_a_question_waits_visibly_while_the_model_loads(opened: Callable[..., Any]) -> None:
    """The page is there before the model, and says what it waits for."""
    assistant = ScriptedAssistant(loaded=False)
    with serving(assistant) as address:
        page = opened(address)
        turn = ask(page, "Early")
        expect(turn.locator(".remark")).to_contain_text("Reading the library… The model is still loading")
        assistant.model_loaded.set()
        finished(turn)
        page.close()  # before its server


def test_hostile_text_is_only_ever_text(opened: Callable[..., Any], hostile_url: str) -> None:
    """Title, publisher, quote, sentence, note, link and panel: nothing of a document runs or loads."""
    page = opened(hostile_url)
    turn = finished(ask(page, f"Question {HOSTILE}"))
    assert words(turn.locator(".question")) == f"Question {HOSTILE}"
    assert words(turn.locator(".sentence").first).startswith(SENTENCES[0])
    assert words(turn.locator(".notes")) == f"A note {HOSTILE}"
    turn.locator(".chip").first.click()
    page.locator("#source mark").wait_for()
    assert words(page.locator("#source mark")) == QUOTE
    assert words(page.locator("#source h2")) == TITLE
    assert "".join(page.locator("#source .text p").all_text_contents()) == TEXT.replace("\n", "")
    for tag in ("img", "script"):
        expect(page.locator(f"#conversation {tag}, #source {tag}")).to_have_count(0)
    expect(page.locator("#source a")).to_have_count(0)
    turn.get_by_role("button", name="Copy answer").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    assert f"“{QUOTE}”" in clipboard(page)
    assert "javascript:" not in clipboard(page)


def test_the_policy_is_in_force_in_the_browser(chromium: Any, hostile_url: str) -> None:
    """Inline script does not run, even if somebody managed to put it into the page."""
    page = chromium.new_page()  # not `opened`: here the console must complain
    page.goto(hostile_url)
    page.get_by_label("Your question").wait_for()
    outcome = page.evaluate("""() => new Promise(done => {
        document.addEventListener('securitypolicyviolation', event => done(event.violatedDirective));
        const script = document.createElement('script');
        script.textContent = 'window.intruder = true';
        document.body.append(script);
        setTimeout(() => done(window.intruder ? 'it ran' : 'nothing happened'), 500);
    })""")
    assert outcome.startswith("script-src")
    assert page.evaluate("window.intruder") is None
    page.close()
