"""Generations: what Chroma writes, and what it must not."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.index.vector_store import VectorRow, VectorStore, build_generation


def rows(count: int) -> list[VectorRow]:
    """Rows along different axes."""
    vectors = np.eye(count, 32, dtype=np.float32) + 0.01
    return [VectorRow(f"c{i}", vectors[i], f"text {i}", {"source_id": f"s{i % 2}"}) for i in range(count)]


def test_nothing_is_saved_beyond_the_stored_vectors(tmp_path: Path) -> None:
    """Chroma saves memory that it allocated and never wrote; a generation holds none of it."""
    build_generation(tmp_path / "g", rows(20), count=20, dimension=32)
    headers = list((tmp_path / "g").glob("*/header.bin"))
    assert headers, "Chroma no longer writes header.bin; look at _wipe_unused"
    for header in headers:
        content = header.read_bytes()
        assert struct.unpack_from("<i", content)[0] == 1, "another layout; look at _wipe_unused"
        _, room, stored, element = struct.unpack_from("<4Q", content, 4)
        data = (header.parent / "data_level0.bin").read_bytes()
        assert len(data) == room * element
        assert not any(data[stored * element :])
        assert not any((header.parent / "length.bin").read_bytes()[stored * 4 :])


def test_a_wiped_generation_answers(tmp_path: Path) -> None:
    """The nearest row comes first, also with a filter on sources."""
    build_generation(tmp_path / "g", rows(20), count=20, dimension=32)
    store = VectorStore(tmp_path / "g")
    wanted = rows(20)[5].vector
    assert store.query(wanted, 1)[0][0] == "c5"
    assert {name for name, _ in store.query(wanted, 20, ["s1"])} == {f"c{i}" for i in range(1, 20, 2)}
    assert store.query(wanted, 5, []) == []
    store.close()


@pytest.mark.integration
@pytest.mark.parametrize("count", [1, 2, 3, 20, 2500])
def test_reading_changes_no_vector_file(tmp_path: Path, count: int) -> None:
    """Another process that opens, asks and closes a generation leaves its index files as they were."""
    generator = np.random.default_rng(1)
    made = [
        VectorRow(f"c{i}", v, "text", {"source_id": "s"})
        for i, v in enumerate(generator.normal(size=(count, 32)).astype(np.float32))
    ]
    build_generation(tmp_path / "g", made, count=count, dimension=32)
    built = {p: p.read_bytes() for p in (tmp_path / "g").glob("*/*")}
    assert built
    code = (
        "import sys, numpy as np; from pathlib import Path\n"
        "from assistant.index.vector_store import VectorStore\n"
        "store = VectorStore(Path(sys.argv[1]))\n"
        "print(len(store.query(np.ones(32, np.float32), 1)))\n"
        "store.close()"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "g")], capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "1"
    assert {p: p.read_bytes() for p in (tmp_path / "g").glob("*/*")} == built


@pytest.mark.integration
def test_more_rows_than_one_batch_survive_wiping(tmp_path: Path) -> None:
    """Also where Chroma gets its rows in several batches, it stores all and finds them."""
    generator = np.random.default_rng(1)
    vectors = generator.normal(size=(2500, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    made = [VectorRow(f"c{i}", v, "text", {"source_id": "s"}) for i, v in enumerate(vectors)]
    build_generation(tmp_path / "g", made, count=2500, dimension=32)
    store = VectorStore(tmp_path / "g")
    assert store.count() == 2500
    found = sum(store.query(vectors[i], 1)[0][0] == f"c{i}" for i in range(0, 2500, 50))
    assert found >= 49
    store.close()
