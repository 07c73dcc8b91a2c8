"""What `import assistant` offers."""

from __future__ import annotations

import inspect

import pytest

import assistant

NAMES = {
    "AddedSource",
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "ConfigurationError",
    "Extraction",
    "Figure",
    "FigureFilter",
    "Filter",
    "Ledger",
    "LedgerRow",
    "LibraryError",
    "LoadError",
    "MissingDependencyError",
    "ModelError",
    "RetrievedChunk",
    "Settings",
    "Source",
    "SourceText",
    "Turn",
    "extract",
}


def test_public_names_are_exactly_these():
    """A name is added to or taken from the public ones on purpose only."""
    assert set(assistant.__all__) == NAMES
    assert assistant.__all__ == sorted(assistant.__all__)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_public_name_resolves_and_is_documented(name):
    """Every public name can be imported, is listed by dir(), and says what it is."""
    value = getattr(assistant, name)
    assert value.__name__ == name
    assert inspect.getdoc(value)
    assert name in dir(assistant)


def test_unknown_name_is_an_attribute_error():
    """The lazy lookup does not swallow misspellings."""
    with pytest.raises(AttributeError, match="Assistent"):
        _ = assistant.Assistent


def test_docstring_shows_the_flow():
    """The package's docstring is the map of the code: every phase of the flow stands in it."""
    for phase in ("loading", "chunking", "embedding", "catalog", "retrieval", "verification", "presentation"):
        assert phase in assistant.__doc__
