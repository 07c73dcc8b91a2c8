"""Markdown and plain text -> blocks. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from assistant.loading.dates import date_of
from assistant.loading.organisations import is_organisation
from assistant.schema import Block, Metadata, Sample, TextKind

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(.+)$")
_ROW = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$")
_RULE_ROW = re.compile(r"^[ \t|:\-]+$")
# One cell with words, all others empty.
_IS_CAPTION = re.compile(r"[^|]*\w[^|]*(?:\|\s*)+$")
_INLINE = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
)


class FrontMatterError(ValueError):
    """The front matter is not what it should be; the message says how."""


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return (front matter, rest). No front matter gives an empty dict.

    Raises:
        FrontMatterError: it is not valid YAML, or not a mapping.
    """
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    try:
        front = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # PyYAML lets ValueError through for impossible dates such as 2025-02-31.
        problem = str(error).split("\n", maxsplit=1)[0]
        raise FrontMatterError(f"the front matter is not valid YAML ({problem})") from error
    if front is None:
        front = {}
    if not isinstance(front, dict):
        raise FrontMatterError(
            f"the front matter is a {type(front).__name__}, expected lines of 'name: value'"
        )
    return front, text[match.end() :]


def metadata_from_front_matter(front: Mapping[str, Any], fallback_title: str) -> Metadata:
    """Read the fields we know; what is missing or null stays None.

    Raises:
        FrontMatterError: a field has a value that cannot be read, such as `text_kind: essay`.
    """
    return Metadata(
        title=_text(front.get("title")) or fallback_title,
        text_kind=_text_kind(front.get("text_kind")),
        publisher=_publisher(front),
        account_of=_text(front.get("account_of")),
        event=_text(front.get("event")),
        published=_date(front.get("published") or front.get("date"), "published"),
        collected=_date(front.get("collected"), "collected"),
        url=_text(front.get("url")),
        kind=_text(front.get("kind")),
        language=_text(front.get("language")),
        sample=_sample(front.get("sample")),
        source_tier=_text(front.get("source_tier")),
        derived=front.get("derived") is True,
    )


# Other names under which front matter gives the publisher.
_PUBLISHERS = ("publication", "organisation", "organization", "institution", "site_name", "outlet")


def _publisher(front: Mapping[str, Any]) -> str | None:
    """Who published it; an author only where that is an organisation, since a person is no publisher."""
    if "publisher" in front:
        return _text(front["publisher"])
    found = next(filter(None, (_text(front.get(name)) for name in _PUBLISHERS)), None)
    author = _text(front.get("author"))
    return found or (author if author and is_organisation(author) else None)


def _text_kind(value: object) -> TextKind:
    if value in (None, "original"):
        return "original"
    if value == "digest":
        return "digest"
    raise FrontMatterError(f"text_kind is {value!r}, expected 'original' or 'digest'")


def _text(value: object) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return str(value).strip() or None


_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")


def _date(value: object, name: str) -> str | None:
    text = _text(value)
    if text is None:
        return None
    text = text[:10] if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text) else text
    if not _DATE.fullmatch(text):
        if written := date_of(text):
            return written
        raise FrontMatterError(f"{name} is {text!r}, expected YYYY, YYYY-MM, YYYY-MM-DD or an interval A/B")
    return text


def _sample(value: object) -> Sample:
    if value is None:
        return Sample()
    if not isinstance(value, dict):
        raise FrontMatterError(f"sample is {value!r}, expected {{n, who, regions, margin}}")
    n = value.get("n")
    if n is not None and (not isinstance(n, int) or isinstance(n, bool) or n < 0):
        raise FrontMatterError(f"sample n is {n!r}, expected a whole number or null")
    return Sample(n, _text(value.get("who")), _text(value.get("regions")), _text(value.get("margin")))


def markdown_blocks(text: str) -> list[Block]:
    """Take Markdown (or plain text) apart into headings, paragraphs, items and table rows."""
    blocks: list[Block] = []
    lines: list[str] = []

    def flush() -> None:
        if lines:
            blocks.append(Block("paragraph", _plain("\n".join(lines))))
            lines.clear()

    fenced = False
    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            flush()
        elif not line.strip():
            flush()
        elif not fenced and (block := _line_block(line)) is not None:
            flush()
            opens = not blocks or blocks[-1].kind != "row"
            is_caption = opens and block.kind == "row" and _IS_CAPTION.match(block.text)
            blocks.append(_caption(block.text) if is_caption else block)
        elif not fenced and _RULE_ROW.match(line):
            flush()
        elif blocks and blocks[-1].kind == "item" and not lines and line.startswith((" ", "\t")):
            # A soft-wrapped list item goes on.
            last = blocks.pop()
            blocks.append(Block("item", f"{last.text}\n{_plain(line)}"))
        else:
            lines.append(line)
    flush()
    return [block for block in blocks if block.text.strip()]


def _caption(row: str) -> Block:
    """The title of a table, that readers of web pages give as a first row with one cell that is not empty.

    As a row it would be taken for the table's header.
    """
    return Block("paragraph", row.rstrip(" |"))


def _line_block(line: str) -> Block | None:
    if match := _HEADING.match(line):
        return Block("heading", _plain(match.group(2)), level=len(match.group(1)))
    if (match := _ROW.match(line)) and not _RULE_ROW.match(line):
        cells = [cell.strip() for cell in match.group(1).split("|")]
        return Block("row", _plain(" | ".join(cells)))
    if match := _ITEM.match(line):
        return Block("item", _plain(match.group(1)))
    return None


def _plain(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
