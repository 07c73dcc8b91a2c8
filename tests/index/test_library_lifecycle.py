"""A library over its life: add, add again, change, remove, rebuild; and its spans."""

from __future__ import annotations

import shutil
from dataclasses import replace

import chromadb
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from library_builders import CLOUD, MESH, files_with, found, generations, open_library, write

from assistant.errors import SourceNotFoundError
from assistant.index.vector_store import COLLECTION
from assistant.pipeline import Assistant
from assistant.schema import Filter
from assistant.testing import HashEncoder


@pytest.fixture
def home(tmp_path):
    """A folder with two documents; the library goes beside them."""
    write(tmp_path, "mesh.md", MESH)
    write(tmp_path, "cloud.md", CLOUD)
    return tmp_path


@pytest.fixture
def library(home):
    """An open library with both documents."""
    with open_library(home / "lib") as assistant:
        assistant.add([home / "mesh.md", home / "cloud.md"])
        yield assistant


def by_title(assistant, title):
    """The source with this title."""
    return next(s for s in assistant.sources() if s.metadata.title == title)


def test_add_makes_sources_searchable(home, library):
    """Both documents are listed with what is known about them, and found."""
    sources = library.sources()
    assert [s.metadata.title for s in sources] == ["Cloud report", "Mesh report"]
    assert [s.key for s in sources] == [str(home / "cloud.md"), str(home / "mesh.md")]
    assert [(s.chunks, s.figures) for s in sources] == [(2, 2), (1, 1)]
    assert len(found(library, "zebrafinch")) == 1
    assert library.check() == []


@pytest.mark.parametrize("between", [" ", "-"])
def test_a_heading_of_many_tokens_is_cut_and_the_text_is_not(tmp_path, between):
    """A heading that alone fills the model's window is shortened in front of its chunks; nothing is lost."""
    heading = between.join("abcdefgh"[i % 8] for i in range(109))
    words = " ".join(f"w{i}." for i in range(150))
    file = write(tmp_path, "long.md", f"# {heading}\n\n{words}\n")
    with Assistant.open(tmp_path / "lib", create=True, encoder=HashEncoder(max_tokens=128)) as assistant:
        [added] = assistant.add(file)
        assert added.action == "added"
        text = assistant.source(added.source_id).text
        assert all(f"w{i}." in text for i in range(150))
        assert assistant.check() == []


def test_adding_the_same_again_changes_nothing(home, library):
    """A second add is `unchanged`: no new version, no new generation."""
    before, names = library.sources(), generations(home / "lib")
    results = library.add([home / "mesh.md", home / "cloud.md"])
    assert [r.action for r in results] == ["unchanged", "unchanged"]
    assert {r.source_id for r in results} == {s.id for s in before}
    assert library.sources() == before
    assert generations(home / "lib") == names


def test_changed_text_replaces(home, library):
    """The id stays, the version differs, the old text is no longer found and the new one is."""
    before = by_title(library, "Mesh report")
    write(home, "mesh.md", MESH.replace("Zebrafinch", "Nightingale").replace("42 %", "43 %"))
    (result,) = library.add(home / "mesh.md")
    after = by_title(library, "Mesh report")
    assert (result.action, result.source_id) == ("updated", before.id)
    assert (after.id, after.key, after.added) == (before.id, before.key, before.added)
    assert after.version != before.version
    assert found(library, "zebrafinch") == []
    assert len(found(library, "nightingale")) == 1
    assert "43 %" in library.source(before.id).text
    assert library.check() == []


def test_a_replaced_version_can_still_be_read(home, library):
    """A citation of the version before finds the text that it was taken from."""
    before = by_title(library, "Mesh report")
    write(home, "mesh.md", MESH.replace("Zebrafinch", "Nightingale"))
    library.add(home / "mesh.md")
    assert "Zebrafinch" in library.source(before.id, before.version).text
    with pytest.raises(SourceNotFoundError):
        library.source(before.id, "0" * 64)


def test_original_bytes_are_kept_of_the_current_version_only(home, library):
    """Of a replaced version only the text stays, for citations."""
    write(home, "mesh.md", MESH.replace("Zebrafinch", "Nightingale"))
    library.add(home / "mesh.md")
    with library._library.catalog.snapshot() as snapshot:
        rows = snapshot.connection.execute(
            sa.text("SELECT state, original FROM versions WHERE key LIKE '%mesh.md' ORDER BY row")
        ).all()
    assert [(state, original is None) for state, original in rows] == [
        ("superseded", True),
        ("current", False),
    ]
    assert rows[1].original == (home / "mesh.md").read_bytes()


def test_going_back_to_an_earlier_text_works(home, library):
    """The old version is current again; nothing is there twice."""
    before = by_title(library, "Mesh report")
    for text in (MESH.replace("Zebrafinch", "Nightingale"), MESH):
        write(home, "mesh.md", text)
        library.add(home / "mesh.md")
    assert by_title(library, "Mesh report").version == before.version
    assert len(found(library, "zebrafinch")) == 1
    assert found(library, "nightingale") == []
    assert library.check() == []


def test_changed_front_matter_replaces(home, library):
    """The text is the same, so its version is; what is known about it is updated."""
    before = by_title(library, "Cloud report")
    write(home, "cloud.md", CLOUD.replace("publisher: Foundation", "publisher: Institute"))
    (result,) = library.add(home / "cloud.md")
    after = by_title(library, "Cloud report")
    assert result.action == "updated"
    assert after == replace(
        before, metadata=replace(before.metadata, publisher="Institute"), added=before.added
    )
    assert library.sources(Filter(publisher="Institute")) == [after]
    assert library.sources(Filter(publisher="Foundation")) == []
    assert library.check() == []


def test_remove_leaves_no_byte(home, library):
    """No source, no search result, and no byte in the catalog, its log, or any generation."""
    # A version before, and a search that has the generation open, make it harder.
    write(home, "mesh.md", MESH.replace("42 %", "44 %"))
    library.add(home / "mesh.md")
    assert found(library, "zebrafinch")
    assert files_with(home / "lib", "Zebrafinch")
    gone = by_title(library, "Mesh report")
    assert library.remove(gone.id) == gone
    assert [s.metadata.title for s in library.sources()] == ["Cloud report"]
    assert found(library, "zebrafinch") == []
    assert files_with(home / "lib", "Zebrafinch") == []
    assert library.check() == []
    with pytest.raises(SourceNotFoundError, match=gone.id):
        library.source(gone.id)
    library.close()
    assert files_with(home / "lib", "Zebrafinch") == []


def test_removing_what_is_not_there_names_the_id(library):
    """The error says which id, and what lists the right ones."""
    with pytest.raises(SourceNotFoundError, match=r"'nope'.*assistant sources"):
        library.remove("nope")
    assert len(library.sources()) == 2


def test_a_library_may_become_empty_and_be_used_again(home, library):
    """After the last source is removed everything still works."""
    for source in library.sources():
        library.remove(source.id)
    assert library.sources() == []
    assert library.search("kubernetes") == []
    assert library.ask("What share used Kubernetes?").status == "insufficient_evidence"
    assert library.check() == []
    library.add(home / "mesh.md")
    assert len(found(library, "zebrafinch")) == 1


def test_a_new_library_is_empty(tmp_path):
    """Before the first add there is nothing, and asking says so."""
    with open_library(tmp_path / "lib") as assistant:
        assert assistant.sources() == []
        assert assistant.search("anything") == []
        assert assistant.check() == []
        answer = assistant.ask("What share used Kubernetes?")
        assert answer.status == "insufficient_evidence"
        assert [note.kind for note in answer.notes] == ["empty_library"]


def test_rebuild_keeps_results(home, library):
    """The fresh generation gives the same chunks with the same scores; the old one is gone."""
    before, names = library.search("kubernetes production savings"), generations(home / "lib")
    assert library.rebuild() == 3
    assert library.search("kubernetes production savings") == before
    assert library.check() == []
    after = generations(home / "lib")
    assert len(after) == 1
    assert after != names


def test_only_the_current_generation_is_kept(home, library):
    """Each add publishes one generation; older ones go once nobody reads them."""
    for number in range(3):
        write(home, "mesh.md", MESH.replace("42 %", f"{50 + number} %"))
        library.add(home / "mesh.md")
        library.search("mesh")
        assert len(generations(home / "lib")) == 1


def test_a_generation_in_use_is_kept_until_its_reader_ends(home, library):
    """A stream that is being read keeps its generation; the next write deletes it."""
    old = generations(home / "lib")
    stream = library.stream("What share of organisations ran service meshes?")
    next(stream)
    library.rebuild()
    assert len(generations(home / "lib")) == 2
    assert set(old) < set(generations(home / "lib"))
    list(stream)
    library.rebuild()
    assert len(generations(home / "lib")) == 1


def test_one_bad_file_does_not_stop_the_others(home, library):
    """It is reported in its place; everything else is added."""
    (home / "bad.txt").write_bytes(b"\x00\x01binary")
    write(home, "new.md", "A new text about 7 % of teams.")
    results = library.add([home / "bad.txt", home / "gone.md", home / "new.md"])
    actions = {r.path.rpartition("/")[2]: r.action for r in results}
    assert actions == {"bad.txt": "failed", "gone.md": "failed", "new.md": "added"}
    assert all(r.error for r in results if r.action == "failed")
    assert len(found(library, "new text")) == 1


def test_a_file_of_headings_only_is_reported(home, library):
    """There is nothing to cite in it."""
    (result,) = library.add(write(home, "heads.md", "# One\n\n## Two\n"))
    assert (result.action, result.error) == ("failed", "the file has no text besides headings")


def test_two_sources_may_have_the_same_text(home, library):
    """Each is its own source with its own chunks."""
    library.add(write(home, "copy.md", MESH))
    assert len(found(library, "zebrafinch")) == 2
    assert library.check() == []
    library.remove(next(s.id for s in library.sources() if s.key.endswith("copy.md")))
    assert len(found(library, "zebrafinch")) == 1
    assert library.check() == []


def test_a_given_key_names_the_source(home, library):
    """The same key from another file replaces."""
    first = library.add(write(home, "one.md", "First text, 5 %."), key="name.md")[0]
    second = library.add(write(home, "two.md", "Second text, 6 %."), key="name.md")[0]
    assert (first.action, second.action) == ("added", "updated")
    assert first.source_id == second.source_id
    assert library.source(first.source_id).source.key == "name.md"


def test_progress_is_told(home):
    """Reading names each file; the last stage is `finished`."""
    seen = []
    with open_library(home / "lib") as assistant:
        assistant.add([home / "mesh.md", home / "cloud.md"], seen.append)
    assert [p.path for p in seen if p.stage == "reading"] == [str(home / "mesh.md"), str(home / "cloud.md")]
    assert [p.stage for p in seen if p.stage != "reading"] == ["embedding", "publishing", "finished"]
    assert all(0 <= p.done <= p.total == 2 for p in seen)


def test_a_stock_chroma_client_reads_the_collection(home, library):
    """Ids, documents, vectors and metadata are those of the chunks, for any Chroma user."""
    (name,) = generations(home / "lib")
    copy = home / "copy"
    shutil.copytree(home / "lib" / "generations" / name, copy)
    collection = chromadb.PersistentClient(path=str(copy)).get_collection(COLLECTION)
    rows = collection.get(include=["documents", "metadatas", "embeddings"])
    assert len(rows["ids"]) == 3
    for document, metadata, vector in zip(
        rows["documents"], rows["metadatas"], rows["embeddings"], strict=True
    ):
        text = library.source(metadata["source_id"]).text
        assert text[metadata["start"] : metadata["end"]] == document
        assert len(vector) == 64
    assert "Money" in {metadata.get("heading") for metadata in rows["metadatas"]}


def test_search_is_bounded_and_filtered(library):
    """`top_k` and a filter hold; the order is by score."""
    assert len(library.search("report", top_k=2)) == 2
    only = library.search("production", where=Filter(publisher="foundation"))
    assert {c.source_id for c in only} == {by_title(library, "Cloud report").id}
    assert library.search("production", where=Filter(sources=("nope",))) == []
    scores = [c.score for c in library.search("kubernetes production")]
    assert scores == sorted(scores, reverse=True)


_sentences = st.sampled_from(
    [
        "Kubernetes was used by 82 % of container users in 2024.",
        "About two-thirds (66%) of teams\u00a0agreed, up from 58 % in 2022.",
        "Savings of up to US$24.8bn a year \u2013 or more \u2013 were named. \ufb01ve of ten said so.",
        "\U0001f680 launches rose by 12 points to 52 %.",
        "Cafe\u0301 owners: 1,337 of them, 7-9 % with k8s.",
        "Why not?",
    ]
)
_bodies = st.lists(
    st.tuples(st.sampled_from(["", "# ", "## ", "- "]), st.lists(_sentences, min_size=1, max_size=6)),
    min_size=1,
    max_size=5,
).map(lambda parts: "\n\n".join(mark + " ".join(sentences) for mark, sentences in parts))


@settings(max_examples=8, deadline=None)
@given(body=_bodies)
def test_every_span_slices_the_canonical_text(tmp_path_factory, body):
    """Chunks, sentences, figures and citations are slices of the stored text, whatever the document."""
    folder = tmp_path_factory.mktemp("spans")
    with open_library(folder / "lib") as assistant:
        assistant.add(write(folder, "a.md", f"{body}\n\nKubernetes was used by 82 % of users."))
        (source,) = assistant.sources()
        text = assistant.source(source.id).text
        assert assistant.check() == []
        for piece in assistant.search("kubernetes users", top_k=50):
            assert text[piece.start : piece.end] == piece.text
        figures = [row.figure for row in assistant.figures()]
        assert figures
        for figure in figures:
            assert text[figure.start : figure.end] == figure.surface
            assert figure.sentence.start <= figure.start < figure.end <= figure.sentence.end
        answer = assistant.ask("What share of users used Kubernetes?")
        cited = [*answer.evidence, *(c for sentence in answer.sentences for c in sentence.citations)]
        assert cited
        for citation in cited:
            assert text[citation.start : citation.end] == citation.quote
            assert text[: citation.start].endswith(citation.prefix)
            assert text[citation.end :].startswith(citation.suffix)


def test_the_figures_of_a_chunk_are_those_that_stand_in_it(tmp_path):
    """Not all of its source: a long report has thousands."""
    parts = [
        f"Mesh {n} was run by {n} % of organisations. " + "Words are added here. " * 60 for n in (21, 34, 47)
    ]
    with open_library(tmp_path / "lib") as assistant:
        assistant.add(write(tmp_path, "a.md", "\n\n".join(parts)))
        chunks = [piece for piece in assistant.search("mesh", top_k=50) if "34 %" in piece.text]
        with assistant._library.catalog.snapshot() as snapshot:
            here = [figure for figure, _ in snapshot.figures_in(chunks)]
            assert snapshot.figures_in([]) == []
        assert [figure.surface for figure in here] == ["34 %"]
        assert len(list(assistant.figures())) == 3


def test_one_snapshot_after_another_sees_what_was_added_and_removed(tmp_path):
    """What is kept of the sources is of one state of the library, not of the one before."""
    with open_library(tmp_path / "lib") as assistant:
        titles = lambda: [source.metadata.title for source in assistant.sources()]  # noqa: E731
        assert titles() == []
        (first,) = assistant.add(write(tmp_path, "a.md", MESH))
        assert titles() == ["Mesh report"]
        assistant.add(write(tmp_path, "b.md", CLOUD))
        assert titles() == ["Cloud report", "Mesh report"]
        assistant.add(write(tmp_path, "b.md", CLOUD.replace("Cloud report", "Cloud survey")))
        assert titles() == ["Cloud survey", "Mesh report"]
        assistant.remove(first.source_id)
        assert titles() == ["Cloud survey"]
