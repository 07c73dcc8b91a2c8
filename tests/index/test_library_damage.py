"""Libraries that cannot be used as they are: locked, of another model, damaged, of another format."""

from __future__ import annotations

import os
import shutil

import pytest
import sqlalchemy as sa
from library_builders import CLOUD, MESH, found, generations, open_library, write

from assistant.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryMismatchError,
    LibraryNotFoundError,
)
from assistant.index import library as library_module
from assistant.index.catalog import Catalog
from assistant.index.publication import write_manifest


@pytest.fixture
def folder(tmp_path):
    """A closed library of two documents."""
    write(tmp_path, "mesh.md", MESH)
    write(tmp_path, "cloud.md", CLOUD)
    with open_library(tmp_path / "lib") as assistant:
        assistant.add([tmp_path / "mesh.md", tmp_path / "cloud.md"])
    return tmp_path / "lib"


def test_no_library_says_how_to_make_one(tmp_path):
    """The error names the folder and the command, and makes nothing."""
    with pytest.raises(LibraryNotFoundError, match=r"nowhere.*add PATH"):
        open_library(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_is_no_library_folder(tmp_path):
    """The error says that the path is a file."""
    with pytest.raises(LibraryError, match="is a file"):
        open_library(write(tmp_path, "lib", "text"))


def test_a_second_writer_is_told_who_writes(folder, monkeypatch):
    """It gets an error with the holder's process id; readers go on; afterwards writing works."""
    monkeypatch.setattr(library_module, "_LOCK_SECONDS", 0.1)
    with open_library(folder) as first, open_library(folder) as second:
        with first._library.writing():
            with pytest.raises(LibraryLockedError, match=rf"process {os.getpid()} "):
                second.add(folder.parent / "mesh.md")
            assert len(found(second, "zebrafinch")) == 1
        assert second.add(folder.parent / "mesh.md")[0].action == "unchanged"


def test_a_writer_that_fails_lets_go(folder):
    """After an error inside, the lock and the note of its holder are gone."""

    def fail():
        raise RuntimeError("stop")

    with open_library(folder) as assistant:
        with pytest.raises(RuntimeError, match="stop"), assistant._library.writing():
            fail()
        assert not (folder / "write.lock.json").exists()
        assert assistant.rebuild() == 3


def test_a_killed_writers_note_blocks_nobody(folder):
    """Only the lock counts: what a killed process left is overwritten."""
    (folder / "write.lock.json").write_text('{"pid": 1, "command": "gone", "since": "2020"}', "utf-8")
    with open_library(folder) as assistant:
        assert assistant.rebuild() == 3
    assert not (folder / "write.lock.json").exists()


def test_another_model_names_both(folder):
    """Searching, asking and adding with another model than the library's are refused."""
    with open_library(folder, "other-encoder") as assistant:
        for attempt in (
            lambda: assistant.search("kubernetes"),
            lambda: assistant.ask("What share used Kubernetes?"),
            lambda: assistant.add(write(folder.parent, "new.md", "New text.")),
        ):
            with pytest.raises(LibraryMismatchError) as caught:
                attempt()
            assert "'hash-encoder'" in str(caught.value)
            assert "'other-encoder'" in str(caught.value)
            assert "ASSISTANT_EMBEDDING_MODEL=hash-encoder" in str(caught.value)
    with open_library(folder) as assistant:
        assert len(assistant.sources()) == 2
        assert assistant.check() == []


def test_another_format_is_named(folder):
    """A library of a later format is not touched."""
    catalog = Catalog.open(folder / "catalog.sqlite")
    with catalog.engine.begin() as connection:
        write_manifest(connection, {"format": 99})
    catalog.close()
    with pytest.raises(LibraryMismatchError, match=r"format 99.*format 1"):
        open_library(folder)


def test_an_empty_catalog_file_is_damage(folder):
    """0 bytes are not taken for an empty library."""
    for name in ("catalog.sqlite-wal", "catalog.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "catalog.sqlite").write_bytes(b"")
    with pytest.raises(LibraryDamagedError, match=r"catalog\.sqlite is empty; restore"):
        open_library(folder, create=False)


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"garbage " * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_garbage_is_damage(folder, content, create):
    """A catalog that SQLite cannot read is named, with what to do; it is not overwritten."""
    (folder / "catalog.sqlite").write_bytes(content)
    with pytest.raises(LibraryDamagedError, match=r"catalog\.sqlite cannot be read.*backup"):
        open_library(folder, create=create)
    assert (folder / "catalog.sqlite").read_bytes() == content


def test_a_missing_generation_is_rebuilt(folder):
    """The error names the command; rebuilding needs no document and no model."""
    with open_library(folder) as assistant:
        before = assistant.search("kubernetes production")
    shutil.rmtree(folder / "generations" / generations(folder)[0])
    with open_library(folder) as assistant:
        for attempt in (lambda: assistant.search("kubernetes"), assistant.check):
            with pytest.raises(LibraryDamagedError, match="assistant rebuild"):
                attempt()
        assert assistant.rebuild() == 3
        assert assistant.search("kubernetes production") == before
        assert assistant.check() == []


def test_a_generation_that_chroma_cannot_open_is_rebuilt(folder):
    """A folder without its collection is as good as none."""
    (name,) = generations(folder)
    shutil.rmtree(folder / "generations" / name)
    (folder / "generations" / name).mkdir()
    with open_library(folder) as assistant:
        with pytest.raises(LibraryDamagedError, match="assistant rebuild"):
            assistant.search("kubernetes")
        assert assistant.rebuild() == 3
        assert assistant.check() == []
    assert name not in generations(folder)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE chunks SET text = 'else' WHERE row = 1", "Chunk"),
        ("UPDATE figures SET start = start + 1 WHERE row = 1", "Figure"),
        ("UPDATE terms SET chunks = chunks + 1 WHERE term = 'kubernet'", "term statistics"),
        (
            "INSERT INTO keyword_index(keyword_index, rowid, tokens) "
            "SELECT 'delete', row, tokens FROM chunks WHERE row = 1",
            "keyword index lacks 1",
        ),
        ("DELETE FROM chunks WHERE row = 1", "1 too many"),
    ],
)
def test_check_finds_what_is_wrong(folder, statement, says):
    """Each kind of disagreement between the parts is reported."""
    with open_library(folder) as assistant:
        with assistant._library.catalog.engine.begin() as connection:
            connection.execute(sa.text(statement))
        problems = assistant.check()
    assert any(says in problem for problem in problems), problems
