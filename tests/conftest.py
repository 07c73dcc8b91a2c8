"""Fixtures shared by all tests."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def starter_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a library with the starter corpus, built by the real model; copy it to change it.

    For integration and browser tests only: the model reads the corpus for a minute and more. So what was
    built is kept in `.pytest_cache`, for other workers and later runs, as long as code, corpus and versions
    are the same.
    """
    kept = ROOT / ".pytest_cache" / "starter"
    kept.mkdir(parents=True, exist_ok=True)
    built = kept / _state()
    with FileLock(kept / "lock"):
        if not built.exists():
            # Of an older state, or left by a run that was interrupted.
            for older in (folder for folder in kept.iterdir() if folder.is_dir()):
                shutil.rmtree(older)
            _build(kept / "new")
            (kept / "new").rename(built)
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("starter") / "library"))


def _state() -> str:
    """Digest of all that a built library depends on."""
    found = hashlib.sha256(sys.version.encode())
    files = [*(ROOT / "assistant").rglob("*"), *CORPUS.rglob("*"), ROOT / "constraints.txt", Path(__file__)]
    for file in sorted(file for file in files if file.is_file() and file.suffix != ".pyc"):
        found.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return found.hexdigest()[:16]


def _build(folder: Path) -> None:
    from assistant import Assistant

    with Assistant.open(folder, create=True) as assistant:
        results = assistant.add(CORPUS)
    failed = [result for result in results if result.action != "added"]
    assert results
    assert not failed, failed
