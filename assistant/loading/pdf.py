"""PDF -> blocks with page numbers, by pypdf."""

from __future__ import annotations

import io
import re

from assistant.errors import LoadError
from assistant.loading.imprint import with_imprint
from assistant.loading.organisations import is_organisation, tidy
from assistant.schema import Block, Metadata

_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])")
# pypdf lets nearly anything through on a broken file; a list keeps other faults visible.
_BROKEN: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
_ENDS = re.compile(r"[.!?:;\"'\u201d)]$")


def pdf_blocks(path: str, content: bytes, fallback_title: str) -> tuple[list[Block], Metadata]:
    """Paragraphs of every page, in order, and what the file and its first page say about it.

    Raises:
        LoadError: the file is encrypted, broken, or has no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LoadError(path, "the PDF is encrypted; save a copy without password and add that")
        blocks = [
            Block("paragraph", paragraph, page=number)
            for number, page in enumerate(reader.pages, start=1)
            for paragraph in paragraphs_of_page(page.extract_text() or "")
        ]
        title = reader.metadata.title if reader.metadata else None
        author = reader.metadata.author if reader.metadata else None
    except LoadError:
        raise
    except DependencyError as error:
        raise LoadError(path, "the PDF is encrypted; save a copy without password and add that") from error
    except _BROKEN + (PyPdfError,) as error:  # noqa: RUF005 - mypy reads this form
        raise LoadError(path, f"the PDF cannot be read ({error}); it may be damaged") from error
    if not blocks:
        raise LoadError(path, "the PDF has no text; a scan must go through text recognition first")
    # The date in the file is the day on which somebody made the PDF, so the first page is asked.
    maker = tidy(author or "")
    metadata = Metadata(
        title=(title or "").strip() or fallback_title,
        publisher=maker if is_organisation(maker) else None,
        kind="pdf",
    )
    return blocks, with_imprint(metadata, blocks)


def paragraphs_of_page(text: str) -> list[str]:
    """Join the lines of a page into paragraphs.

    A new paragraph begins after an empty line, or after a line that ends a sentence and is clearly
    shorter than the page's long lines.
    """
    lines = _HYPHEN.sub("", text.replace("\r\n", "\n")).split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return []
    long_line = lengths[int(len(lengths) * 0.8)] if len(lengths) > 1 else lengths[0]
    paragraphs: list[str] = []
    current: list[str] = []
    for line in lines:
        stripped = line.strip()
        if stripped:
            current.append(stripped)
        ends = bool(_ENDS.search(stripped)) and len(stripped) < 0.75 * long_line
        if current and (not stripped or ends):
            paragraphs.append("\n".join(current))
            current = []
    if current:
        paragraphs.append("\n".join(current))
    return paragraphs
