"""The README's examples are executed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Code blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.integration
def test_python_examples_run(starter_library: Path, tmp_path: Path) -> None:
    """Every Python block of the README runs as it stands, beside a library."""
    (tmp_path / "library").symlink_to(starter_library)
    assert blocks("python")
    for block in blocks("python"):
        run = subprocess.run(
            [sys.executable, "-c", block],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert run.returncode == 0, run.stderr


@pytest.mark.integration
def test_terminal_examples_print_what_the_readme_shows(starter_library: Path) -> None:
    """Every command of a console block prints what stands below it."""
    assert blocks("console")
    for block in blocks("console"):
        command, _, expected = block.partition("\n")
        arguments = shlex.split(command.removeprefix("$ assistant "))
        run = subprocess.run(
            [sys.executable, "-m", "assistant", "--library", str(starter_library), *arguments],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env={**os.environ, "COLUMNS": "80"},
        )
        assert run.stdout.split() == expected.split(), run.stderr


def test_the_readme_names_the_two_commands() -> None:
    """`make chat` and `make test` stand in the README and are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("chat", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
