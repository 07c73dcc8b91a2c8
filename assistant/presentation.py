"""The one formatter of every surface: schema objects -> dict, terminal text, Markdown. Pure.

The dicts are those of the answer contract ("answer/1"). Text made here never carries control
characters of a document into a terminal, and never a document's markup into a page.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.errors import AssistantError
from assistant.presentation_figures import figure_to_dict, figures_to_dict
from assistant.schema import (
    AddedSource,
    Answer,
    AnswerSentence,
    Citation,
    Extraction,
    Figure,
    Ledger,
    LedgerRow,
    RetrievedChunk,
    Source,
    SourceText,
)

SCHEMA = "answer/1"
SOURCE_COLUMNS = ("id", "title", "publisher", "event", "published", "collected", "chunks", "figures")

Presentable = (
    Answer | Source | SourceText | Citation | Figure | LedgerRow | Ledger | Extraction
    | RetrievedChunk | AddedSource
)  # fmt: skip

# Everything that moves a cursor or reorders a line: C0 and C1 controls but tab and newline, surrogates,
# and the bidirectional overrides and isolates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#])")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


# --- dicts ---------------------------------------------------------------------------------------


def to_dict(value: Presentable) -> dict[str, Any]:
    """The JSON-able dict of a schema object, in the shape of the contract; unknown is None.

    Decimals become whole numbers where they are whole, else floats. Offsets stay 0-based code points
    into the source's canonical text, end exclusive. `id` of an answer is left out where it has none.
    """
    match value:
        case Answer():
            return _answer(value)
        case Source():
            return _source(value)
        case SourceText():
            sections = [asdict(section) for section in value.sections]
            return {**_source(value.source), "text": value.text, "sections": sections}
        case Citation():
            return {**asdict(value), "locator": dict(value.locator)}
        case Figure() | LedgerRow() | Ledger() | Extraction():
            return figures_to_dict(value)
        case RetrievedChunk() | AddedSource():
            return asdict(value)


def error_to_dict(error: AssistantError) -> dict[str, str]:
    """`{"kind", "message"}` of an error; the kind of `LibraryLockedError` is `library_locked`."""
    name = type(error).__name__.removesuffix("Error")
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return {"kind": kind, "message": str(error)}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        **({} if answer.id is None else {"id": answer.id}),
        "status": answer.status,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "figures": [figure_to_dict(figure) for figure in answer.figures],
        "comparison": answer.comparison,
        "evidence": [to_dict(citation) for citation in answer.evidence],
        "unanswered": [
            {"part": gap.part, "nearest": [to_dict(citation) for citation in gap.nearest]}
            for gap in answer.unanswered
        ],
        "notes": [{"kind": note.kind, "text": note.text} for note in answer.notes],
        "confidence": answer.confidence,
        "sources": [_source(source) for source in answer.sources],
        "model": answer.model,
        "usage": dict(answer.usage),
        "settings_fingerprint": answer.settings_fingerprint,
        "run": dict(answer.run),
    }


def _sentence(sentence: AnswerSentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "kind": sentence.kind,
        "citations": [to_dict(citation) for citation in sentence.citations],
        "numbers": [asdict(check) for check in sentence.numbers],
    }


def _source(source: Source) -> dict[str, Any]:
    about = source.metadata
    return {
        "id": source.id,
        "key": source.key,
        "version": source.version,
        "text_kind": about.text_kind,
        "title": about.title,
        "publisher": about.publisher,
        "account_of": about.account_of,
        "event": about.event,
        "published": about.published,
        "collected": about.collected,
        "url": about.url,
        "kind": about.kind,
        "language": about.language,
        "sample": asdict(about.sample),
        "state": source.state,
        "chunks": source.chunks,
        "figures": source.figures,
        "added": source.added,
    }


# --- citations, numbered -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NumberedCitation:
    """A citation and the number, from 1, under which every surface shows it."""

    number: int
    citation: Citation


def numbered_citations(answer: Answer) -> tuple[NumberedCitation, ...]:
    """One number for each distinct span, in order of first use: sentences, then nearest evidence."""
    found: dict[tuple[str, int, int], NumberedCitation] = {}
    used = [citation for sentence in answer.sentences for citation in sentence.citations]
    used += [citation for gap in answer.unanswered for citation in gap.nearest]
    for citation in used:
        found.setdefault(_span(citation), NumberedCitation(len(found) + 1, citation))
    return tuple(found.values())


def citation_numbers(citations: Iterable[Citation], numbered: Sequence[NumberedCitation]) -> tuple[int, ...]:
    """The numbers of some citations of an answer, each once, in their order."""
    number_of = {_span(item.citation): item.number for item in numbered}
    return tuple(dict.fromkeys(number_of[_span(citation)] for citation in citations))


def _span(citation: Citation) -> tuple[str, int, int]:
    return citation.source_id, citation.start, citation.end


def digest_label(cited: Citation | LedgerRow) -> str:
    """What stands before a sentence of ours, so that nobody takes it for the publisher's."""
    return f"our digest of {cited.title}, open the original before you quote"


# --- answers as text -----------------------------------------------------------------------------


def answer_to_text(answer: Answer, width: int = 80) -> str:
    """An answer for the terminal, lines of at most `width` characters where words allow it."""
    numbered = numbered_citations(answer)
    parts = [_wrap(part, width) for part in _parts(answer, numbered, printable)]
    if numbered:
        parts.append("\n".join(["Sources:", *(_text_entry(item, width) for item in numbered)]))
    return "\n\n".join(parts)


def answer_to_markdown(answer: Answer) -> str:
    """An answer to paste elsewhere: sentences with [n], notes, and the numbered citations."""
    numbered = numbered_citations(answer)
    parts = _parts(answer, numbered, escape_markdown)
    if numbered:
        parts += ["**Sources**", "\n".join(_markdown_entry(item) for item in numbered)]
    return "\n\n".join(parts)


def sources_table(sources: Iterable[Source]) -> list[tuple[str, ...]]:
    """One row for each source, in the columns of `SOURCE_COLUMNS`; unknown is an empty cell."""
    rows = []
    for source in sources:
        shown = to_dict(source)
        rows.append(tuple(_cell(shown[column]) for column in SOURCE_COLUMNS))
    return rows


def printable(text: str) -> str:
    """The text with every character that could steer a terminal replaced by U+FFFD, one for one."""
    return _UNPRINTABLE.sub("\ufffd", text)


def web_address(url: str | None) -> str | None:
    """The address if it is a plain http or https one, else None: nothing else may become a link."""
    return url if url and _WEB_ADDRESS.fullmatch(url) and url == printable(url) else None


def _cell(value: object) -> str:
    return "" if value is None else _line(str(value), printable)


def _parts(answer: Answer, numbered: Sequence[NumberedCitation], clean: Callable[[str], str]) -> list[str]:
    """Sentences, what stays unanswered, and notes: one paragraph each, without the list of citations."""
    sentences = [
        f"{_line(sentence.text, clean)} {_marks(sentence.citations, numbered)}".strip()
        for sentence in answer.sentences
    ]
    parts = [" ".join(sentences) or "The library does not answer this."]
    for gap in answer.unanswered:
        if gap.part not in (answer.question, answer.standalone_question):
            parts.append(f"Not answered: {_line(gap.part, clean)}")
        if gap.nearest:
            parts.append(f"Nearest evidence: {_marks(gap.nearest, numbered)}")
    return parts + [f"Note: {_line(note.text, clean)}" for note in answer.notes]


def _marks(citations: Iterable[Citation], numbered: Sequence[NumberedCitation]) -> str:
    return "".join(f"[{number}]" for number in citation_numbers(citations, numbered))


def _line(text: str, clean: Callable[[str], str]) -> str:
    return " ".join(clean(text).split())


def _about(citation: Citation) -> str:
    """Title, publisher, event, date and locator on one line."""
    place = ", ".join(f"{name} {value}" for name, value in citation.locator.items() if name != "heading")
    parts = [citation.title, citation.publisher, citation.event, citation.published, place]
    return " · ".join(_cell(part) for part in parts if part)


def _quote(citation: Citation, clean: Callable[[str], str]) -> str:
    """The cited words: in quotation marks if they are the publisher's, under our label if not."""
    quote = _line(citation.quote, clean)
    if citation.text_kind == "digest":
        return f"({_line(digest_label(citation), clean)}) {quote}"
    return f"“{quote}”"


def _text_entry(item: NumberedCitation, width: int) -> str:
    mark = f"[{item.number}] "
    indent = " " * len(mark)
    lines = [_wrap(mark + _about(item.citation), width, indent)]
    address = web_address(item.citation.url)
    # An address is never wrapped, or a terminal would open half of it.
    lines += [indent + address] if address else []
    lines.append(_wrap(indent + _quote(item.citation, printable), width, indent))
    return "\n".join(lines)


def _markdown_entry(item: NumberedCitation) -> str:
    address = web_address(item.citation.url)
    link = f" · <{address}>" if address else ""
    about, quote = escape_markdown(_about(item.citation)), _quote(item.citation, escape_markdown)
    return f"{item.number}. {about}{link}  \n   {quote}"


def escape_markdown(text: str) -> str:
    """The text with every character that Markdown or HTML would take for markup made harmless."""
    return _MARKDOWN.sub(r"\\\1", printable(text)).replace("&", "&amp;")


def _wrap(text: str, width: int, indent: str = "") -> str:
    one_line = text[: len(indent)] + " ".join(text[len(indent) :].split())
    return textwrap.fill(
        one_line,
        max(width, 20),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
