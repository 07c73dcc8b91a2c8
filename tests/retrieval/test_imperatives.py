"""Sentences that tell the reader to do something."""

from __future__ import annotations

import pytest

from assistant.retrieval.imperatives import is_imperative


@pytest.mark.parametrize(
    "sentence",
    [
        "Set requests from two weeks of usage.",
        "Give every flag an owner.",
        "If you must enforce something, enforce the deadline.",
        "Do not hire before you have switched something off.",
        "**Publish a policy on assistants, even a short one.**",
        "Insist that definitions can be exported.",
    ],
)
def test_a_command_is_one(sentence):
    """With an object, a clause, a condition or "not"."""
    assert is_imperative(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cost remains the chief reason.",
        "Restore times got longer.",
        "Only 31% trust what they produce.",
        "When asked who notices an outage, 44 % said monitoring.",
        "TAG Security tells teams to sign.",
        "They set requests from usage.",
        "Testing is done by hand.",
    ],
)
def test_a_statement_is_none(sentence):
    """A noun at the head, a subject, or a number."""
    assert not is_imperative(sentence)
