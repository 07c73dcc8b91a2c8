"""Two processes on one library, and one that is killed while it writes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from library_builders import CLOUD, MESH, found, generations, open_library, write

from assistant.errors import LibraryLockedError
from assistant.index import library as library_module

pytestmark = pytest.mark.integration

ADDING = Path(__file__).with_name("adding.py")
ROOT = ADDING.parent.parent.parent


def start(*arguments):
    """Start the adding process; returns when its imports are done."""
    process = subprocess.Popen(
        [sys.executable, str(ADDING), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process):
    """What the process printed last, once it has ended well."""
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return output.splitlines()[-1]


def wait_for(process, stage):
    """Read the process's output until it says that it has reached a stage."""
    for line in process.stdout:
        if line.strip() == stage:
            return
    raise AssertionError(f"the process ended before {stage}")


@pytest.fixture
def folder(tmp_path):
    """A library of two documents and, beside it, a folder of fourteen new ones."""
    (tmp_path / "docs").mkdir()
    for number in range(14):
        body = "\n\n".join(
            f"Finding {n} of bird{number}: {n + number} % of teams agreed in 2024. " + "More words. " * 30
            for n in range(20)
        )
        write(tmp_path / "docs", f"d{number:02}.md", f"# Report {number}\n\n{body}\n")
    with open_library(tmp_path / "lib") as assistant:
        assistant.add([write(tmp_path, "mesh.md", MESH), write(tmp_path, "cloud.md", CLOUD)])
    return tmp_path / "lib"


def test_an_open_library_sees_what_another_process_adds(folder):
    """The next search finds the new source, without opening again, and the old generation goes."""
    with open_library(folder) as assistant:
        assert found(assistant, "bird3") == []
        assert assistant.search("kubernetes")
        process = start(folder, folder.parent / "docs" / "d03.md")
        assert finish(process) == "added"
        assert found(assistant, "bird3")
        answer = assistant.ask("What share of teams agreed with finding 7 of bird3 in 2024?")
        assert answer.status == "answered"
        assert {s.metadata.title for s in answer.sources} & {"Report 3"}
        assert assistant.check() == []
        assistant.rebuild()
        assert len(generations(folder)) == 1


def test_a_second_process_is_told_who_writes(folder, monkeypatch):
    """While another process adds, writing names it by its process id and reading goes on."""
    monkeypatch.setattr(library_module, "_LOCK_SECONDS", 0.1)
    with open_library(folder) as assistant:
        process = start(folder, folder.parent / "docs", "0.5")
        wait_for(process, "embedding")
        with pytest.raises(LibraryLockedError, match=rf"process {process.pid} \('adding\.py"):
            assistant.add(folder.parent / "mesh.md")
        assert found(assistant, "zebrafinch")
        assert set(finish(process).split()) == {"added"}
        assert assistant.add(folder.parent / "mesh.md")[0].action == "unchanged"


@pytest.mark.timeout(300)
def test_a_kill_while_adding_loses_nothing(folder, tmp_path):
    """Killed at any moment, the library opens, checks clean and holds what it had; adding again completes."""
    chance = random.Random(2)
    stages = ["reading", "embedding", "embedding", "publishing"]
    for number in range(8):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(folder, copy)
        process = start(copy, folder.parent / "docs", "0.05")
        wait_for(process, stages[number % 4])
        time.sleep(chance.uniform(0, 0.15 if number % 4 < 3 else 0.6))
        process.kill()
        process.wait(timeout=30)
        process.stdout.close()
        with open_library(copy, create=False) as assistant:
            titles = {source.metadata.title for source in assistant.sources()}
            assert {"Mesh report", "Cloud report"} <= titles
            assert len(titles) in (2, 16), "published is all or nothing"
            assert len(found(assistant, "zebrafinch")) == 1
            assert assistant.check() == []
            results = assistant.add(folder.parent / "docs")
            assert {r.action for r in results} <= {"added", "unchanged"}
            assert len(assistant.sources()) == 16
            assert found(assistant, "bird13")
            assert assistant.check() == []
            assert len(generations(copy)) == 1


def test_a_kill_while_adding_for_the_first_time(folder, tmp_path):
    """A library that never got its first source opens empty and takes the same add."""
    fresh = tmp_path / "fresh"
    process = start(fresh, folder.parent / "docs", "0.5")
    wait_for(process, "embedding")
    process.kill()
    process.wait(timeout=30)
    process.stdout.close()
    with open_library(fresh, create=False) as assistant:
        assert assistant.sources() == []
        assert assistant.search("finding") == []
        assert assistant.check() == []
        assert {r.action for r in assistant.add(folder.parent / "docs")} == {"added"}
        assert assistant.check() == []
