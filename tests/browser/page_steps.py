"""What a reader does and sees, as functions over a Playwright page."""

from __future__ import annotations

from typing import Any


def ask(page: Any, question: str) -> Any:
    """Type a question and press Enter; gives the turn that it starts."""
    number = page.locator(".turn").count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(".turn").nth(number)
    turn.wait_for()
    return turn


def finished(turn: Any) -> Any:
    """Wait until a turn is done; gives it back."""
    turn.locator("xpath=self::*[@data-status='done']").wait_for()
    return turn


def clipboard(page: Any) -> str:
    """What the clipboard holds."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def words(locator: Any) -> str:
    """The exact text of an element, white space included."""
    return str(locator.evaluate("node => node.textContent"))
