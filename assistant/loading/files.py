"""Paths -> documents: which loader reads what, and the checks before it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from assistant.errors import LoadError
from assistant.loading.html import html_blocks
from assistant.loading.imprint import with_imprint
from assistant.loading.markdown import (
    FrontMatterError,
    markdown_blocks,
    metadata_from_front_matter,
    split_front_matter,
)
from assistant.loading.pdf import pdf_blocks
from assistant.schema import Block, LoadedDocument, Metadata

TEXT_ENDINGS = frozenset({".md", ".markdown", ".txt"})
HTML_ENDINGS = frozenset({".html", ".htm"})
ENDINGS = TEXT_ENDINGS | HTML_ENDINGS | {".pdf"}
_SKIPPED_NAMES = frozenset({"readme.md", "license", "license.md"})
_MEGABYTE = 1_000_000


def expand(paths: Iterable[str | Path]) -> tuple[list[Path], list[LoadError]]:
    """Files named or found in folders, sorted, each once; and the inputs that are neither.

    In a folder only known endings are taken, README files and hidden entries are passed over, and
    links to folders are not followed, so a loop of links ends.
    """
    files: dict[Path, Path] = {}  # by where they lead, so that a file under two names is read once
    problems: list[LoadError] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    if Path(name).suffix.lower() in ENDINGS and _is_wanted(name):
                        files.setdefault(_where(Path(folder) / name), Path(folder) / name)
        elif path.is_file():
            files.setdefault(_where(path), path)
        else:
            problems.append(LoadError(str(given), _why_not_a_file(path)))
    return list(files.values()), problems


def _where(path: Path) -> Path:
    """Where a path leads; links that go in a circle lead nowhere, and reading them says so."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _is_wanted(name: str) -> bool:
    return not name.startswith(".") and name.lower() not in _SKIPPED_NAMES


def _why_not_a_file(path: Path) -> str:
    try:
        if path.is_symlink():
            path.stat()
    except OSError as error:
        return f"this link leads nowhere ({error.strerror})"
    if path.exists():
        return "this is neither a file nor a folder"
    return "there is no such file or folder; check the spelling"


def load(path: Path, *, key: str | None = None, max_bytes: int = 50 * _MEGABYTE) -> LoadedDocument:
    """Read one file.

    Args:
        path: a .md, .txt, .html or .pdf file.
        key: what a later add replaces; the absolute path if None.
        max_bytes: larger files are refused.

    Raises:
        LoadError: it cannot be read, is empty, too large, or not of these kinds.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(sorted(ENDINGS))
        raise LoadError(str(path), f"files ending in {ending!r} are not read; known are {known}")
    try:
        str(_where(path)).encode()
    except UnicodeEncodeError as error:
        raise LoadError(repr(str(path)), "its name is not UTF-8; rename it and add it again") from error
    content = _read_stable(path, max_bytes)
    blocks, metadata = _parse(path, ending, content)
    if not any(block.text.strip() for block in blocks):
        raise LoadError(str(path), "the file has no text")
    return LoadedDocument(key or str(_where(path)), content, tuple(blocks), metadata)


def _read_stable(path: Path, max_bytes: int) -> bytes:
    """Read a file that does not change meanwhile, so that we never index half of two versions."""
    try:
        before = path.stat()
        if before.st_size > max_bytes:
            size, most = before.st_size / _MEGABYTE, max_bytes / _MEGABYTE
            raise LoadError(str(path), f"{size:.1f} MB is more than {most:g} MB; raise ASSISTANT_MAX_FILE_MB")
        content = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise LoadError(str(path), f"it cannot be read ({error.strerror})") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise LoadError(str(path), "the file changed while it was read; add it again")
    if not content.strip():
        raise LoadError(str(path), "the file is empty")
    return content


def _parse(path: Path, ending: str, content: bytes) -> tuple[list[Block], Metadata]:
    if ending == ".pdf":
        return pdf_blocks(str(path), content, path.stem)
    if ending in HTML_ENDINGS:
        _decode(path, content)
        return html_blocks(str(path), content, path.stem)
    text = _decode(path, content)
    try:
        front, body = split_front_matter(text)
        metadata = metadata_from_front_matter(front, path.stem)
    except FrontMatterError as error:
        raise LoadError(str(path), f"{error}; correct it or remove it") from error
    blocks = markdown_blocks(body)
    first = blocks[0] if blocks else None
    if not front.get("title") and first is not None and first.kind == "heading" and first.level == 1:
        metadata = replace(metadata, title=first.text)
    given = {"published" if name == "date" else name for name in front}
    return blocks, with_imprint(metadata, blocks, given)


def _decode(path: Path, content: bytes) -> str:
    """UTF-8 or UTF-16 text with plain line ends; anything else is refused by name."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        if b"\0" in content:
            raise LoadError(str(path), "this is a binary file, not text; check its ending")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise LoadError(
            str(path),
            f"this is not {encoding.removesuffix('-sig').upper()} text (byte {error.start}); "
            "save it as UTF-8 and add it again",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
