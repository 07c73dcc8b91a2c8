"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "assistant.answering.editions",
        "assistant.answering.field_terms",
        "assistant.answering.question_parts",
        "evals.baselines.worker",
        "evals.gold",
    ],
)
def test_examples(name):
    """Each module has examples, and each gives what stands below it."""
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert not found.failed
