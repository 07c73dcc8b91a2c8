"""Libraries of an earlier version: read as they are, renewed when written to or rebuilt."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from library_builders import CLOUD, MESH, found, open_library, write

from assistant.building_context import keyword_tokens
from assistant.errors import LibraryMismatchError
from assistant.index import tables
from assistant.index.keyword_index import ANALYSER
from assistant.index.source_rows import metadata_from_json
from assistant.testing import HashEncoder

FROZEN = Path(__file__).resolve().parent.parent / "data" / "library-format-1"


@pytest.fixture
def folder(tmp_path):
    """A copy of the library that was made when format 1 was frozen."""
    shutil.copytree(FROZEN, tmp_path / "lib")
    return tmp_path / "lib"


def analyser(assistant):
    """Number of the analyser in the manifest; None where it stands none."""
    with assistant._library.catalog.snapshot() as snapshot:
        return snapshot.manifest().get("analyser")


def spoil(assistant):
    """As if another analyser had made the tokens: the keyword index of the library agrees with them."""
    with assistant._library.catalog.engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO keyword_index(keyword_index) VALUES ('delete-all')"))
        connection.execute(sa.delete(tables.terms))
        connection.execute(sa.update(tables.chunks).values(tokens="oldword", length=1))
        rows = connection.execute(sa.select(tables.chunks.c.row)).scalars().all()
        for row in rows:
            text = sa.text("INSERT INTO keyword_index(rowid, tokens) VALUES (:row, 'oldword')")
            connection.execute(text, {"row": row})
        connection.execute(sa.insert(tables.terms).values(term="oldword", chunks=len(rows)))


def assert_present_words(assistant):
    """Every chunk has the tokens that the present analyser makes, and the whole library agrees."""
    c, v = tables.chunks.c, tables.versions.c
    with assistant._library.catalog.snapshot() as snapshot:
        manifest = snapshot.manifest()
        query = sa.select(c.tokens, c.length, c.heading, c.text, v.metadata).join(
            tables.versions, v.row == c.version_row
        )
        rows = snapshot.connection.execute(query).all()
    assert rows
    for row in rows:
        tokens = keyword_tokens(metadata_from_json(row.metadata), row.heading, row.text)
        assert row.tokens.split(" ") == tokens
        assert row.length == len(tokens)
    assert manifest["analyser"] == ANALYSER
    assert manifest["chunks"] == len(rows)
    assert manifest["tokens"] == sum(row.length for row in rows)
    assert assistant.check() == []


def test_a_new_library_knows_its_analyser(tmp_path):
    """It stands in the manifest from the first add on, and nothing is to be renewed."""
    with open_library(tmp_path / "lib") as assistant:
        assistant.add(write(tmp_path, "mesh.md", MESH))
        assert analyser(assistant) == ANALYSER
        assert assistant.check_notes() == []


def test_an_older_library_is_read_as_it_is(folder):
    """It answers; that a rebuild would renew it is a note, no fault."""
    with open_library(folder, create=False) as assistant:
        assert analyser(assistant) is None
        assert found(assistant, "service mesh 18 %")
        assert assistant.check() == []
        assert [note.rpartition(": ")[2] for note in assistant.check_notes()] == ["assistant rebuild"] * 2


@pytest.mark.parametrize("how", ["add", "nothing new", "rebuild"])
def test_a_writer_reads_the_words_anew(folder, how):
    """Adding, even when nothing is new, and rebuilding make every token with the present analyser."""
    with open_library(folder, create=False) as assistant:
        if how == "nothing new":
            text = "# One\n\nA text of 5 words.\n"
            assistant.add(write(folder.parent, "one.md", text))
            with assistant._library.catalog.engine.begin() as connection:
                connection.execute(sa.delete(tables.manifest).where(tables.manifest.c.name == "analyser"))
        spoil(assistant)
        assert not assistant.search("zebrafinch")[0].keyword
        if how == "rebuild":
            assistant.rebuild()
        else:
            name = "mesh.md" if how == "add" else "one.md"
            text = MESH if how == "add" else text
            (result,) = assistant.add(write(folder.parent, name, text))
            assert result.action == ("added" if how == "add" else "unchanged")
        assert_present_words(assistant)
        assert assistant.search("service mesh")[0].keyword > 0


def test_removing_needs_no_renewal(folder):
    """A source of an older library goes with the tokens that it has."""
    with open_library(folder, create=False) as assistant:
        assistant.remove(assistant.sources()[0].id)
        assert assistant.check() == []
        assert analyser(assistant) is None


def vectors(assistant):
    """The stored vectors by figure; None where there is none."""
    f = tables.figures.c
    with assistant._library.catalog.snapshot() as snapshot:
        return {row.id: row.vector for row in snapshot.connection.execute(sa.select(f.id, f.vector))}


def test_every_figure_gets_a_vector(tmp_path):
    """float16, unit length, of its metric, its population and the name of its source."""
    with open_library(tmp_path / "lib") as assistant:
        assistant.add([write(tmp_path, "mesh.md", MESH), write(tmp_path, "cloud.md", CLOUD)])
        rows = assistant.figures()
        stored = vectors(assistant)
        assert set(stored) == {row.figure.id for row in rows}
        for row in rows:
            vector = np.frombuffer(stored[row.figure.id], dtype="<f2").astype(np.float32)
            said = "; ".join(part for part in (row.figure.metric, row.figure.population) if part)
            expected = HashEncoder().encode_texts([f"{row.title}. {said}"])[0]
            assert float(vector @ expected) == pytest.approx(1.0, abs=0.01)


def test_a_rebuild_gives_older_figures_their_vectors(folder):
    """Without vectors a query finds by words alone; a rebuild encodes what lacks, and only once."""
    with open_library(folder, create=False) as assistant:
        assert set(vectors(assistant).values()) == {None}
        by_words = assistant.figures("service mesh in production")
        assert any("18" in row.figure.surface for row in by_words)
        assistant.rebuild()
        first = vectors(assistant)
        assert None not in first.values()
        assert any("18" in row.figure.surface for row in assistant.figures("service mesh in production"))
        assert assistant.check_notes() == []
        assistant.rebuild()
        assert vectors(assistant) == first


def test_filling_in_needs_the_model_of_the_library(folder):
    """Another model's vectors would be of no use; the index itself is rebuilt all the same."""
    with open_library(folder, "another-model", create=False) as assistant:
        with pytest.raises(LibraryMismatchError, match="another-model"):
            assistant.rebuild()
        assert set(vectors(assistant).values()) == {None}
        assert assistant.check() == []


def test_texts_that_are_the_same_are_encoded_once(tmp_path, monkeypatch):
    """Twenty figures of one metric cost one text."""
    asked = []

    def encode(self, texts):
        asked.append(list(texts))
        return HashEncoder.encode_query(self, "x")[None].repeat(len(texts), axis=0)

    monkeypatch.setattr(HashEncoder, "encode_texts", encode)
    text = "\n\n".join(f"Kubernetes was used by {n} % of container users." for n in range(30, 50))
    with open_library(tmp_path / "lib") as assistant:
        assistant.add(write(tmp_path, "one.md", text))
        assert assistant.figures().total == 20
    (texts,) = asked
    assert len(texts) < 5
