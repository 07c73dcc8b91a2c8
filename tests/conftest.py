"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


@pytest.fixture(scope="session")
def starter_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a library with the starter corpus, built once by the real model; copy it to change it.

    For integration and browser tests only: building it takes about half a minute.
    """
    from assistant import Assistant

    folder = tmp_path_factory.mktemp("starter") / "library"
    with Assistant.open(folder, create=True) as assistant:
        results = assistant.add(CORPUS)
    failed = [result for result in results if result.action != "added"]
    assert results
    assert not failed, failed
    return folder
