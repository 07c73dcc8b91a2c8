"""Cases against a library: gold spans, and what of a case the library does not bear out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import PurePosixPath

from assistant.ingest.cleaning import clean
from assistant.schema import Metadata, SourceText
from evals.cases import UNANSWERABLE_TYPES, Case, SourceSpan

Texts = Mapping[str, SourceText]
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Values that digests also write without digits.
_SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_WORDS: Mapping[str, tuple[str, ...]] = {
    "50": ("half",), "25": ("quarter",),
    "75": ("three quarters", "three-quarters", "3 in 4", "three in four"), "20": ("fifth", "twenty"),
    "2": ("two", "twice", "double"), "3": ("three", "triple"),
    **dict.fromkeys(("33", "33.3", "33.33"), ("third",)),
    **dict.fromkeys(("67", "66.7", "66.67"), ("two thirds", "two-thirds")),
    **{str(n): (word,) for n, word in enumerate(_SMALL, start=1) if n not in (2, 3)},
}  # fmt: skip


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
    value, every source that a gold answer names has evidence, every gold and required value is
    stated by an evidence sentence or field, and a case that is answerable by its type has gold.
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
        elif item.quote is None and field_of(source.source.metadata, item.field or "") is None:
            found.append(f"field {item.field!r} of {item.source} is empty")
    proven = {item.source for item in case.evidence}
    named = {source for gold in case.gold for source in gold.sources}
    found += [f"no evidence for gold source {source!r}" for source in sorted(named - proven)]
    if (case.facts or case.required) and not case.gold and not proven:
        found.append("no evidence for its facts" if case.facts else "no evidence for its required values")
    for gold in case.gold:
        if not _stated(gold.value, case, texts, gold.sources):
            found.append(f"no evidence states {gold.value} {gold.unit}")
    for group in case.required:
        if not any(_stated(item.value, case, texts) for item in group):
            found.append(f"no evidence states {' or '.join(f'{i.value} {i.unit}' for i in group)}")
    return found


def _stated(value: Decimal, case: Case, texts: Texts, sources: tuple[str, ...] = ()) -> bool:
    """Whether an evidence sentence or field (of one of the sources) has the digits or the words of a value.

    Without the assistant's own number reader, or a case that it cannot read would look like a bad case.
    """
    wanted = _written(value)
    for item in case.evidence:
        if (sources and item.source not in sources) or item.source not in texts:
            continue
        said = item.quote or str(field_of(texts[item.source].source.metadata, item.field or "") or "")
        numbers = {_plain(number) for number in _NUMBER.findall(said)}
        if numbers & wanted or any(
            re.search(rf"\b{word}\b", said.lower()) for word in _WORDS.get(f"{value:f}", ())
        ):
            return True
    return False


def _written(value: Decimal) -> set[str]:
    """The digits by which a value may be written: 24800000000 also as 24.8 (billion)."""
    return {_plain(f"{value / scale:f}") for scale in (1, 1_000, 1_000_000, 1_000_000_000)}


def _plain(number: str) -> str:
    joined = re.sub(r",(?=\d{3}(?!\d))", "", number)
    return joined.rstrip("0").rstrip(".") if "." in joined else joined


def field_of(metadata: Metadata, name: str) -> object:
    """The value of a field such as `publisher` or `sample.n`; None where it has none."""
    value: object = metadata
    for part in name.split("."):
        value = getattr(value, part, None)
    return None if value == "" else value
