"""Cases against a library: gold spans, and what of a case the library does not bear out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from assistant.ingest.cleaning import clean
from assistant.schema import Metadata, SourceText
from evals.cases import UNANSWERABLE_TYPES, Case, SourceSpan

Texts = Mapping[str, SourceText]


def slug_of(key: str) -> str:
    """The name by which cases mention a source: the stem of its file or address.

    >>> slug_of("corpus/cncf-survey-2019.md"), slug_of("https://example.org/a/report.html?x=1#y")
    ('cncf-survey-2019', 'report')
    """
    path = key.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    return PurePosixPath(path.replace("\\", "/")).stem


def gold_spans(case: Case, texts: Texts) -> tuple[SourceSpan, ...]:
    """The spans of a case's evidence quotes; a quote that is not found gives none (see `problems`)."""
    spans = []
    for item in case.evidence:
        source = texts.get(item.source)
        quote = clean(item.quote) if item.quote else ""
        start = source.text.find(quote) if source and quote else -1
        if start >= 0:
            spans.append(SourceSpan(item.source, start, start + len(quote)))
    return tuple(spans)


def problems(cases: Iterable[Case], texts: Texts) -> list[str]:
    """What is wrong with cases, one line each: what a reader of the library would not find.

    Checked: evidence quotes stand in the canonical text of their source, evidence fields have a
    value, every source that a gold answer names has evidence, and a case that is answerable by its
    type has gold.
    """
    return [f"{case.id}: {problem}" for case in cases for problem in _problems(case, texts)]


def _problems(case: Case, texts: Texts) -> list[str]:
    found = []
    if case.answerable == (case.type in UNANSWERABLE_TYPES):
        state = "has gold" if case.answerable else "has neither gold nor facts"
        found.append(f"type {case.type} {state}")
    for item in case.evidence:
        source = texts.get(item.source)
        if source is None:
            found.append(f"source {item.source!r} is not in the library")
        elif item.quote is not None and clean(item.quote) not in source.text:
            found.append(f"quote not in {item.source}: {item.quote!r}")
        elif item.quote is None and not has_field(source.source.metadata, item.field or ""):
            found.append(f"field {item.field!r} of {item.source} is empty")
    proven = {item.source for item in case.evidence}
    named = {source for gold in case.gold for source in gold.sources}
    found += [f"no evidence for gold source {source!r}" for source in sorted(named - proven)]
    if case.facts and not case.gold and not proven:
        found.append("no evidence for its facts")
    return found


def has_field(metadata: Metadata, name: str) -> bool:
    """Whether a field such as `publisher` or `sample.n` has a value."""
    value: object = metadata
    for part in name.split("."):
        value = getattr(value, part, None)
    return value is not None and value != ""
