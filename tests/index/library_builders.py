"""Small libraries for the tests of this folder, with the encoder that needs no model."""

from __future__ import annotations

from pathlib import Path

from assistant.pipeline import Assistant
from assistant.testing import HashEncoder

MESH = "# Mesh report\n\nService meshes ran in production at 42 % of organisations in 2023. Zebrafinch.\n"
CLOUD = """---
title: Cloud report
publisher: Foundation
published: 2024-05
---
Kubernetes was used by 82 % of container users in 2024.

## Money

Savings of up to US$24.8 billion a year were estimated.
"""


def write(folder, name, text):
    """A file with this text; returns its path."""
    path = Path(folder) / name
    path.write_text(text, "utf-8")
    return path


def open_library(folder, name="hash-encoder", *, create=True):
    """An open assistant on a library folder."""
    return Assistant.open(folder, create=create, encoder=HashEncoder(name))


def found(assistant, query):
    """Texts of the chunks that hold every word of the query."""
    words = query.lower().split()
    return [c.text for c in assistant.search(query) if all(word in c.text.lower() for word in words)]


def files_with(folder, word):
    """Files below a folder whose bytes hold a word in any case, in UTF-8 or as UTF-16."""
    needles = [form.encode(code) for form in (word, word.lower()) for code in ("utf-8", "utf-16-le")]
    return [
        path
        for path in Path(folder).rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def generations(folder):
    """Names of the generation folders."""
    return sorted(path.name for path in (Path(folder) / "generations").iterdir())
