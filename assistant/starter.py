"""Where the starter corpus lies: in the installed package, else in the checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from assistant.errors import LoadError


def starter_corpus() -> Path:
    """The folder of the starter corpus, one Markdown file with front matter for each source.

    Raises:
        LoadError: neither the package nor a checkout around it has the folder.
    """
    package = Path(str(files("assistant")))
    candidates = (package / "starter", package.parent / "corpus")
    for folder in candidates:
        if any(folder.glob("*.md")):
            return folder
    looked = " and ".join(str(folder) for folder in candidates)
    raise LoadError(
        "starter corpus",
        f"not found in {looked}; install the package again, or add your own documents: assistant add PATH",
    )
