"""Evidence -> answer without a language model: the figure first, then the sentence that states it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.context import follows, sentence_before
from assistant.answering.prose import (
    asked_people,
    figure_first,
    lacks_population,
    source_name,
    spoken,
    with_source,
)
from assistant.answering.verification import check_numbers
from assistant.index.keyword_index import analyse
from assistant.quantities import compatible, find_quantities
from assistant.retrieval.cues import leans_back
from assistant.retrieval.figure_fit import shares_metric
from assistant.retrieval.kinds import VALUE_KINDS, is_about_source
from assistant.retrieval.periods import year_of_figure
from assistant.schema import AnswerSentence, Evidence, Metadata, Note, Quantity, Question

# Another source answers too if it is about as good as the best.
_AS_GOOD = 2.0
# A value from elsewhere must come as near in meaning, or it is a figure of something else.
_AS_NEAR = 0.08
_MOST_SENTENCES = 3
_MOST_ADVICE = 4
_COLLECTING = re.compile(
    r"\b(?:collect|field|interview|gather|conduct|survey(?:ed|ing)\b|asked|polled|ran\b|run\b|data\b)", re.I
)
_PUBLISHING = re.compile(
    r"\b(?:publish|publication|releas|came out|come out|dated|appear|posted|out\b)", re.I
)
_SHARE_UNITS = ("percent", "ratio")


def pick(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that is shown: the best with what must be read before it, and its equals."""
    best = evidence[0]
    if is_about_source(question):
        return _stating(question, evidence)
    if "recommendation" in question.asks:
        return _with_neighbours(best, evidence)
    chosen = lead_of(question, evidence)
    wants_list = not question.asks & VALUE_KINDS
    for candidate in evidence[1:]:
        if len(chosen) == _MOST_SENTENCES:
            break
        if any(candidate.citation == c.citation for c in chosen) or candidate.lacks:
            continue
        if candidate.score < best.score - (2 * _AS_GOOD if wants_list else _AS_GOOD):
            continue
        if not wants_list and candidate.cosine < best.cosine - _AS_NEAR:
            continue
        other_source = all(candidate.source.id != c.source.id for c in chosen)
        if wants_list or (other_source and candidate.figure is not None):
            chosen.append(candidate)
    return chosen


def lead_of(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best, and behind it what must be read before it: all that is shown of one thing among several."""
    if is_about_source(question):
        return _stating(question, evidence)[:1]
    best = evidence[0]
    before = sentence_before(question, best, evidence)
    return [best, before] if before else [best]


def _stating(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences of the best source that themselves say who, or when; the best sentence if none does."""
    best = evidence[0]
    about = best.source.metadata
    if "when" in question.asks:
        collected, published = spoken(about.collected or ""), spoken(about.published or "")
        told = collected if _COLLECTING.search(question.standalone) else f"{collected} {published}"
        told = published if _PUBLISHING.search(question.standalone) else told
    else:
        told = f"{about.publisher or ''} {about.account_of or ''}"
    wanted = set(analyse(told))
    same = [item for item in evidence if item.source.id == best.source.id]
    chosen: list[Evidence] = []
    while len(chosen) < _MOST_SENTENCES:
        # The next sentence is the one that says most of what the others leave open.
        found = max(
            same,
            key=lambda item: (
                "who" in question.asks and not chosen and _says_any(question.quantities, item.citation.quote),
                len(wanted & set(analyse(item.citation.quote))),
                item.score,
            ),
        )
        said = wanted & set(analyse(found.citation.quote))
        if chosen and not said:
            break
        chosen.append(found)
        wanted -= said
    return chosen


def _says_any(named: Sequence[Quantity], text: str) -> bool:
    return bool(named) and any(compatible(a, b) for a in named for b in find_quantities(text))


def _with_neighbours(best: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Advice with what it leans on: the sentence before a "they" or "the same", and further advice after.

    Advice is seldom a sentence: who gives it often stands before, what to do instead after it.
    """
    same = sorted(
        {e.citation.start: e for e in reversed(evidence) if e.source.id == best.source.id}.values(),
        key=lambda e: e.citation.start,
    )
    at = next(i for i, e in enumerate(same) if e.citation.start == best.citation.start)
    chosen = [best]
    if at > 0 and leans_back(best.citation.quote) and follows(same[at - 1], best):
        chosen.insert(0, same[at - 1])
    if at + 1 < len(same) and follows(best, same[at + 1]) and leans_back(same[at + 1].citation.quote):
        chosen.append(same[at + 1])
    for other in evidence[1:]:
        if len(chosen) >= _MOST_ADVICE:
            break
        if (
            other.features.advice > 0
            and not other.lacks
            and other.score >= best.score - _AS_GOOD * (2 if other.source.id == best.source.id else 1)
            and all(other.citation != c.citation for c in chosen)
        ):
            chosen.append(other)
    return chosen


def compose(question: Question, chosen: Sequence[Evidence]) -> list[AnswerSentence]:
    """Sentences of the answer. A sentence whose numbers do not all check is left out."""
    sentences: list[AnswerSentence | None] = []
    if is_about_source(question):
        sentences.append(_about_source(chosen))
    (best, lead), *others = _passages(chosen)
    retold = [item for item, _ in others if is_retold(best, item)]
    text = figure_first(lead, best.figure) if best.figure else with_source(lead)
    sentences.append(_sentence(text, [*lead, *retold]))
    sentences += [
        _sentence(with_source(passage, figure=item.figure), passage)
        for item, passage in others
        if item not in retold
    ]
    return [s for s in sentences if s is not None]


def is_retold(first: Evidence, other: Evidence) -> bool:
    """Whether two sources give one figure of one survey: the same value of the same thing and group.

    Where the group or the thing differs, a retelling has changed it, and the reader must see both.
    """
    if first.figure is None or other.figure is None or first.source.id == other.source.id:
        return False
    one, two = first.source.metadata, other.source.metadata
    of = {frozenset(analyse(name)) for name in (one.account_of, one.title) if name}
    same = any(frozenset(analyse(name)) in of for name in (two.account_of, two.title) if name)
    mine, theirs = first.figure, other.figure
    return (
        same
        and (mine.value, mine.unit, mine.qualifier) == (theirs.value, theirs.unit, theirs.qualifier)
        and set(analyse(mine.population or "")) == set(analyse(theirs.population or ""))
        and year_of_figure(mine) == year_of_figure(theirs)
        and shares_metric(mine, theirs)
    )


def _passages(chosen: Sequence[Evidence]) -> list[tuple[Evidence, list[Evidence]]]:
    """What was chosen, each with the sentences that are read with it, in the order of the text.

    A sentence that leans on the one chosen before it belongs to that; so does one that was chosen behind what
    it precedes.
    """
    passages: list[tuple[Evidence, list[Evidence]]] = []
    for item in chosen:
        if passages and follows(item, passages[-1][1][0]):
            passages[-1][1].insert(0, item)
        elif passages and follows(passages[-1][1][-1], item) and leans_back(item.citation.quote):
            passages[-1][1].append(item)
        else:
            passages.append((item, [item]))
    return passages


def _sentence(text: str, passage: Sequence[Evidence]) -> AnswerSentence | None:
    citations = tuple(item.citation for item in passage)
    checks, failing = check_numbers(text, citations)
    if failing:
        return None
    return AnswerSentence(text, "composed", citations, checks)


def _about_source(chosen: Sequence[Evidence]) -> AnswerSentence:
    about = chosen[0].source.metadata
    citations = tuple(item.citation for item in chosen)
    who = about.publisher or "a publisher that is not named"
    text = f"{about.title} was published by {who}"
    text += f" {_on(about.published)}" if about.published else "; its publication date is not stated"
    if about.account_of and about.account_of != about.title:
        text += f"; it is an account of {about.account_of}"
    if about.collected:
        text += f"; its data were collected {_on(about.collected)}"
    if about.event:
        text += f"; event: {about.event}"
    checks, failing = check_numbers(text, citations)
    if failing:
        # A title such as "… surges to 15.6M developers" has numbers of its own.
        text = f"It{text.removeprefix(about.title)}"
        checks, _ = check_numbers(text, citations)
    return AnswerSentence(f"{text}.", "composed", citations, checks)


def _on(date: str) -> str:
    """A date with its preposition: "on 20 January 2026", "in April 2025", "from May to June 2020"."""
    first, _, last = date.partition("/")
    if last and last != first:
        return f"from {spoken(date)}"
    return f"{'on' if first.count('-') == 2 else 'in'} {spoken(first)}"


def notes_for(question: Question, chosen: Sequence[Evidence]) -> list[Note]:
    """What the reader should know before quoting."""
    notes = []
    if any(item.citation.text_kind == "digest" for item in chosen):
        notes.append(
            Note(
                "digest",
                "These are sentences of our digests, not the publishers' words; open the original before "
                "you quote.",
            )
        )
    if not question.english:
        notes.append(Note("language", "The library is read in English; a question in English finds more."))
    best = chosen[0]
    figure = best.figure
    if figure is not None and figure.unit in _SHARE_UNITS:
        values = {(f.value, f.unit) for f in (c.figure for c in chosen) if f is not None}
        if len(values) > 1:
            notes.append(
                Note(
                    "differs",
                    "The sources give different values; look at year and population before comparing.",
                )
            )
        if lacks_population(figure, best.citation.quote) and not asked_people(best.source.metadata):
            notes.append(Note("population", "The source does not say among whom this was measured."))
    about = best.source.metadata
    if figure is not None and (about.published or about.collected) and not is_about_source(question):
        notes.append(Note("dates", _dates(about)))
    retold = [item for item in chosen[1:] if is_retold(best, item)]
    if retold:
        names = "; ".join(dict.fromkeys(source_name(item.source.metadata) for item in (best, *retold)))
        notes.append(Note("retold", f"{len(retold) + 1} sources give this one figure: {names}."))
    # What the front matter says in numbers has no sentence to stand in: see `sample_note`.
    if figure is not None and (who := asked_people(about)):
        notes.append(Note("sample", f"Asked: {who}."))
    return notes


def _dates(about: Metadata) -> str:
    said = [f"published {spoken(about.published)}"] if about.published else ["publication date not stated"]
    said += [f"data of {spoken(about.collected)}"] if about.collected else []
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def sample_note(item: Evidence, text: str) -> Note | None:
    """How many were asked, if the source's own text says that number.

    Args:
        item: the evidence that answers.
        text: canonical text of its source.
    """
    asked = item.source.metadata.sample.n
    if item.figure is None or asked is None or item.figure.sample_n == asked:
        return None
    written = rf"(?<![\d.,]){'[,.  ]?'.join(f'{asked:,}'.split(','))}(?![\d%]|[.,]\d)"
    return Note("sample_size", f"n = {asked:,}.") if re.search(written, text) else None
