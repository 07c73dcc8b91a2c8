"""Format 1 is frozen: a library made when it was frozen opens, answers and can be written to."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from library_builders import MESH, found, open_library, write

from assistant.index import tables

FROZEN = Path(__file__).resolve().parent.parent / "data" / "library-format-1"
KEYS = {"cncf-survey-2019.md", "kubecon-eu-2026-press-conference.md", "finops-principles.md"}
# What format 1 promises. A later version may add tables and columns, never take one of these away.
TABLES = {
    "manifest": "name value",
    "sources": "id key version metadata metadata_hash chunks figures added updated",
    "versions": "row source_id key version state metadata metadata_hash text sections original chunking"
    " created",
    "chunks": "row id version_row source_id version start end heading page text sentences tokens length"
    " visible vector sentence_vectors",
    "terms": "term chunks",
    "figures": "row id version_row source_id start end surface value high value_number unit qualifier"
    " direction metric population period attributed_to relayed_by stance sample_n sentence_start"
    " sentence_end inherited vector",
    "recommendations": "row id version_row source_id start end who to_whom strength sentence_start"
    " sentence_end",
    "edits": "row source_id target anchor field value created",
    "conversations": "id owner title created updated",
    "messages": "row conversation_id position role content created",
    "message_sources": "message_row source_id",
    "feedback": "row message_row rating reason created",
}


@pytest.fixture
def folder(tmp_path):
    """A copy of the frozen library."""
    shutil.copytree(FROZEN, tmp_path / "lib")
    return tmp_path / "lib"


def test_the_frozen_library_opens_and_checks_clean(folder):
    """Sources and their metadata are as they were stored, every span slices, the indexes agree."""
    with open_library(folder, create=False) as assistant:
        assert {source.key for source in assistant.sources()} == KEYS
        survey = next(s for s in assistant.sources() if s.key == "cncf-survey-2019.md")
        assert survey.metadata.title == "CNCF Survey 2019"
        assert survey.metadata.sample.n == 1337
        assert (survey.metadata.published, survey.metadata.collected) == ("2020-03", "2019")
        assert survey.figures > 10
        assert assistant.check() == []


def test_the_frozen_library_answers(folder):
    """Search finds by word, asking gives a figure whose citation slices the stored text."""
    with open_library(folder, create=False) as assistant:
        assert found(assistant, "service mesh 18 %")
        answer = assistant.ask("What share of survey respondents used Kubernetes in production in 2019?")
        assert answer.status == "answered"
        assert "78%" in answer.sentences[0].text
        for citation in answer.evidence:
            text = assistant.source(citation.source_id).text
            assert text[citation.start : citation.end] == citation.quote


def test_the_frozen_library_can_be_written_to(folder):
    """Adding, rebuilding and removing work on it."""
    with open_library(folder, create=False) as assistant:
        before = assistant.search("kubernetes production")
        assistant.rebuild()
        assert assistant.search("kubernetes production") == before
        assistant.add(write(folder.parent, "mesh.md", MESH))
        assert found(assistant, "zebrafinch")
        for source in assistant.sources():
            assistant.remove(source.id)
        assert assistant.sources() == []
        assert assistant.check() == []


def test_the_frozen_library_is_small_and_names_no_machine():
    """Under a megabyte, and no absolute path in any of its files."""
    files = [path for path in FROZEN.rglob("*") if path.is_file()]
    assert {"catalog.sqlite", "chroma.sqlite3"} <= {path.name for path in files}
    assert sum(path.stat().st_size for path in files) < 1_000_000
    for path in files:
        assert not re.search(rb"/(?:home|root|tmp|Users|work|var)/\w", path.read_bytes()), path


def test_nothing_of_format_1_is_taken_away(folder):
    """Every table and column of format 1 is in the code's schema and in the frozen catalog."""
    engine = sa.create_engine(f"sqlite:///{folder / 'catalog.sqlite'}")
    inspector = sa.inspect(engine)
    for table, columns in TABLES.items():
        stored = {column["name"] for column in inspector.get_columns(table)}
        assert set(columns.split()) <= stored, table
        assert set(columns.split()) <= set(tables.schema.tables[table].columns.keys()), table
    assert "keyword_index" in inspector.get_table_names()
    engine.dispose()
    assert tables.FORMAT == 1
