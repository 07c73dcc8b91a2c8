"""Make `library-format-1`: a small library of format 1, kept so that every later version opens it.

    python tests/data/make_format_1.py

It was made once, when format 1 was frozen. To make it again with later code defeats its purpose.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.testing import HashEncoder

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "corpus"
TARGET = HERE / "library-format-1"
NAMES = ("cncf-survey-2019.md", "kubecon-eu-2026-press-conference.md", "finops-principles.md")


def main() -> None:
    """Write the folder afresh. Keys are plain names, so that no path of a machine gets in."""
    shutil.rmtree(TARGET, ignore_errors=True)
    with Assistant.open(TARGET, Settings(), create=True, encoder=HashEncoder()) as assistant:
        for name in NAMES:
            (result,) = assistant.add(CORPUS / name, key=name)
            assert result.action == "added", result
        assert assistant.check() == []
    # Chroma saves these buffers unwritten while a collection is small: they hold this process's memory.
    for name in ("data_level0.bin", "length.bin"):
        for buffer in TARGET.glob(f"generations/*/*/{name}"):
            buffer.write_bytes(bytes(buffer.stat().st_size))
    shutil.rmtree(TARGET / "leases")
    for leftover in TARGET.glob("write.lock*"):
        leftover.unlink()


if __name__ == "__main__":
    main()
