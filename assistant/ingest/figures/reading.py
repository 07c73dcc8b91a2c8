"""Sentences -> figures: what each quantity measures, among whom, when, who says so. Pure.

A sentence with several quantities is cut into clauses, one for each (`clauses`); a number that says another
again ("a third (34 %)") is read with that one. Every field is read from the figure's own clause first,
then from the rest of the sentence, then from what stands around it (`context`, `surroundings`), and last, for time
and speaker, from what is known of the document. What is not in the clause is recorded in `inherited`.
Unknown stays unknown.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.ingest.figures.context import inherited_metric, inherited_population, is_compared
from assistant.ingest.figures.document import Document
from assistant.ingest.figures.period import period_of_metadata
from assistant.ingest.figures.restated import restated
from assistant.ingest.figures.sentence import (
    Parts,
    SentenceReading,
    cut_sentence,
    moved,
    parts_of,
    populations_of,
    settled,
)
from assistant.ingest.figures.stance import stance_of
from assistant.ingest.figures.surroundings import (
    Around,
    intro_of,
    list_heads,
    period_around,
    speaker_of,
    tidy_intro,
    words_of,
)
from assistant.ingest.figures.table_figures import figures_of_row
from assistant.ingest.figures.table_rows import table_headers
from assistant.quantities import find_quantities
from assistant.schema import CanonicalText, Figure, Metadata, Quantity, Span

_CHANGE: Final = "change in "


def read_figures(
    canonical: CanonicalText,
    sentences: Sequence[Span],
    metadata: Metadata,
    source_id: str = "",
    version: str = "",
) -> list[Figure]:
    """The figures of a document, in order.

    Args:
        canonical: its text and blocks.
        sentences: spans of its sentences, in order.
        metadata: for the time and the speaker that a sentence leaves out.
        source_id: of the source.
        version: sha256 of the text; part of a figure's id.
    """
    text, sections = canonical.text, canonical.sections
    starts = [section.start for section in sections]
    headers, heads = table_headers(canonical), list_heads(sections)
    document = Document(metadata, source_id, version, period_of_metadata(metadata))
    figures: list[Figure] = []
    last: Figure | None = None
    for sentence in sentences:
        place = bisect.bisect_right(starts, sentence.start) - 1
        section = sections[place] if place >= 0 else None
        if section is not None and section.kind == "row":
            found = figures_of_row(text, section, headers.get(section.start), document)
        else:
            if (
                last is not None
                and section is not None
                and last.start < section.start
                and section.kind != "item"
            ):
                last = None  # a new paragraph
            intro = intro_of(text, sections, heads, place)
            around = Around(section, intro, section.heading if section else None, last)
            found = _figures_of_sentence(text, sentence, around, document)
        figures += found
        last = found[-1] if found else last
    return figures


def _figures_of_sentence(text: str, sentence: Span, around: Around, document: Document) -> list[Figure]:
    quantities = [
        settled(text, sentence, moved(q, sentence.start))
        for q in find_quantities(text[sentence.start : sentence.end])
    ]
    if not quantities:
        return []
    again = restated(text, quantities)
    read = cut_sentence(text, sentence, quantities, again)
    populations = populations_of(read)
    figures: list[Figure] = []
    place = -1
    for index, quantity in enumerate(quantities):
        host = again[index]
        if host is None:
            place += 1
            parts = parts_of(read, place, populations)
            figures.append(_figure(read, quantity, parts, around, document, figures))
        else:
            figures.append(_again(text, figures[host], quantity, document))
    return _linked(text, figures)


def _again(text: str, host: Figure, quantity: Quantity, document: Document) -> Figure:
    """The figure of a number that says another again: all but the number is that one's."""
    return replace(
        document.number(text, quantity, host.sentence),
        direction=quantity.direction or host.direction,
        metric=host.metric,
        population=host.population,
        period=host.period,
        attributed_to=host.attributed_to,
        relayed_by=host.relayed_by,
        stance=host.stance,
        sample_n=None,
        inherited=host.inherited,
        parts=host.parts,
    )


def _figure(
    read: SentenceReading,
    quantity: Quantity,
    parts: Parts,
    around: Around,
    document: Document,
    before: Sequence[Figure],
) -> Figure:
    text, span = read.text, Span(quantity.start, quantity.end)
    inherited = dict.fromkeys(parts.outside, "sentence")
    where: dict[str, tuple[Span, ...]] = {}
    population = _population(read, quantity, parts, around, before, inherited, where)
    metric = words_of(text, parts.metric)
    leaned = inherited_metric(
        text, parts.metric, parts.population, quantity, parts.clause, before[-1] if before else None
    )
    if leaned:
        metric, inherited["metric"] = leaned[0], "sentence"
        if leaned[1] and not parts.population and population is None and before[-1].population:
            population, inherited["population"] = before[-1].population, "sentence"
    elif metric:
        where["metric"] = parts.metric
    elif around.intro and (metric := tidy_intro(text, around.intro)):
        inherited["metric"] = "list"
    period = parts.period.period if parts.period else None
    if parts.period:
        where["period"] = (Span(parts.period.start, parts.period.end),)
    elif found := period_around(text, around, document.period):
        period, inherited["period"] = found
    name = parts.speaker.name if parts.speaker else None
    attributed, relayed = speaker_of(words_of(text, (name,)) if name else None, document.metadata, inherited)
    if name and "attributed_to" not in inherited:
        where["attributed_to"] = (name,)
    said = parts.speaker.stance if parts.speaker else None
    stance = stance_of(text, read.sentence, parts.clause, span, said=said)
    change = quantity.direction is not None and quantity.unit != "multiple"
    return replace(
        document.number(text, quantity, read.sentence),
        metric=f"{_CHANGE}{metric}" if change and metric else metric,
        population=population,
        period=period,
        attributed_to=attributed,
        relayed_by=relayed,
        stance=stance,
        inherited=inherited,
        parts=where,
    )


def _population(
    read: SentenceReading,
    quantity: Quantity,
    parts: Parts,
    around: Around,
    before: Sequence[Figure],
    inherited: dict[str, str],
    where: dict[str, tuple[Span, ...]],
) -> str | None:
    """The population; notes where it stands or where it was taken from."""
    population, origin, place = inherited_population(
        read.text, parts.population, quantity, parts.clause, read.sentence, around, before
    )
    if origin:
        inherited["population"] = origin
    elif place:
        where["population"], inherited["population"] = (place,), "sentence"
    elif population:
        where["population"] = parts.population
    else:
        inherited.pop("population", None)
    return population


def _linked(text: str, figures: list[Figure]) -> list[Figure]:
    """Each figure with the one that its sentence sets it against: "80 %, up from 66 %"."""
    result = list(figures)
    for number in range(1, len(result)):
        here, before = result[number], result[number - 1]
        if here.unit == before.unit and is_compared(text, before.end, here.start):
            result[number] = replace(here, compared_with=before.id)
            result[number - 1] = replace(before, compared_with=here.id)
    return result
