"""The data types: frozen, slotted, importing nothing of the package."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from pathlib import Path

import pytest

from assistant import schema

TYPES = [
    kind
    for _, kind in inspect.getmembers(schema, inspect.isclass)
    if kind.__module__ == schema.__name__ and not getattr(kind, "_is_protocol", False)
]
# The fields that other programs read; the order is that of `--json` and of positional use.
ANSWER = (
    "status question standalone_question sentences figures evidence unanswered notes confidence sources model"
    " settings_fingerprint usage run comparison id"
)
CITATION = (
    "source_id version chunk_id start end quote prefix suffix text_kind title publisher account_of event"
    " published url locator"
)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_type_is_frozen_and_slotted(kind):
    """No field can be changed and none can be added."""
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_there_are_types_to_check():
    """The list above is not empty by a mistake."""
    assert {schema.Answer, schema.Citation, schema.Figure} <= set(TYPES)


def test_the_schema_imports_nothing_of_the_package():
    """It is the lowest layer."""
    tree = ast.parse(Path(schema.__file__).read_text("utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert names
    assert not [name for name in names if name.startswith((".", "assistant"))]


@pytest.mark.parametrize(("kind", "fields"), [(schema.Answer, ANSWER), (schema.Citation, CITATION)])
def test_the_contract_keeps_its_fields(kind, fields):
    """A field of the contract is neither renamed nor lost; new ones may come."""
    assert set(fields.split()) <= {field.name for field in dataclasses.fields(kind)}


def test_the_text_of_an_answer_is_its_sentences():
    """Joined by spaces; an answer without sentences has an empty text."""
    sentences = tuple(schema.AnswerSentence(text, "composed", (), ()) for text in ("One.", "Two."))
    answer = schema.Answer("answered", "q", "q", sentences, (), (), (), (), 1.0, (), None, "f")
    assert answer.text == "One. Two."
    assert dataclasses.replace(answer, sentences=()).text == ""


def test_a_passage_puts_its_context_in_front():
    """Context on a line of its own; without it, the text alone."""
    assert schema.Passage("Title", "Text.", ()).input == "Title\nText."
    assert schema.Passage("", "Text.", ()).input == "Text."
