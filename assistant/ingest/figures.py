"""Sentences -> figures: what each quantity measures, among whom, when, who says so. Pure.

Every quantity has its own part of the sentence (`clauses`); metric, population and period are read
there first. What it leaves out comes from the part it leans on, then from what is known about the
document, and `inherited` says so. Rather a field too few than a wrong one.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.ingest.clauses import REACH, begins, clause_of, clauses_of, has_verb, is_verb, shared_of
from assistant.quantities import find_quantities
from assistant.schema import Figure, Metadata, Period, Quantity, Span, Stance

__all__ = ["clause_of", "read_figures"]


def _set(*rows: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for row in rows for word in row.split())


_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_YEAR: Final = r"(?:19|20)[0-9]{2}(?![0-9%]|[,.][0-9]|-[0-9]{2}\b)"
_WHEN: Final = re.compile(
    rf"\bQ(?P<quarter>[1-4])(?: of)?[\s-](?P<quarter_year>{_YEAR})"
    rf"|\b(?P<nth>first|second|third|fourth) quarter of (?P<nth_year>{_YEAR})"
    rf"|\bH(?P<half>[12])[\s-](?P<half_year>{_YEAR})"
    rf"|\b(?P<from_month>{_MONTH})(?:\s?[-–]\s?| and | to )(?P<to_month>{_MONTH}) (?P<months_year>{_YEAR})"
    rf"|\b(?P<month>{_MONTH})(?: [0-9]{{1,2}},)? (?P<month_year>{_YEAR})"
    rf"|(?<![\w.,$€£/#-])(?P<from_year>{_YEAR})(?:\s?[-–]\s?| to | and (?=(?:19|20)[0-9]{{2}} ))"
    rf"(?P<to_year>{_YEAR})"
    rf"|(?P<since>\b[Ss]ince )(?P<since_year>{_YEAR})"
    rf"|(?<![\w.,$€£/#-])(?P<year>{_YEAR})"
)
_ANY_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_ORDINALS: Final = ("first", "second", "third", "fourth")
# A value to compare with holds at another time than the sentence's.
_COMPARED: Final = re.compile(
    r"(?:\b(?:up|down) from|\bfrom|\bcompared (?:with|to)|\bagainst|\bversus|\bvs\.?|\bthan|\bpreviously)\s+"
    r"(?:the\s+)?$"
)
_EARLIER: Final = re.compile(
    r"\b(?:ago|(?:year|month|quarter|edition|survey)s? (?:earlier|before)|last year|previous)\b"
)
_WORD: Final = re.compile(r"[^\W\d_][\w’'&/+.-]*|[,;:()\n]|[0-9][0-9.,]*")
_OF_WHOM: Final = re.compile(
    r"\s*(?:of|among|amongst)\s+(?:(?:all|the|those|these|its|their|our)\s+)*", re.IGNORECASE
)
_HALF_WHOM: Final = re.compile(r"\s+(?:(?:all|the|their|its|our)\s+)+")
_AMONG: Final = re.compile(r"\b(?:among|amongst)\s+(?:(?:all|the|those|these|its|their)\s+)*", re.IGNORECASE)
_ENDS_WITH_YEAR: Final = re.compile(
    r"\s+(?:(?:in|since|by|during|for)\s+)?(?:(?:early|late|mid)[ -])?(?:Q[1-4] |H[12] )?(?:19|20)[0-9]{2}$"
)
_LEADING_NUMBER: Final = re.compile(r"^[0-9][0-9.,]*\s+")
_DANGLING: Final = re.compile(r"(?:\s(?:and|of|in|at|on|from|with|the)){1,4}$")
_PRONOUNS: Final = _set("them it this that us which whom those these all him they he she")
_MODIFIES: Final = _set("in with at on from worldwide globally surveyed asked polled outside inside")
_PREPOSITIONS: Final = _set(
    "to by than for as while when where if since until up down said because after before between over",
    "under into via per but or who that which",
)
_BOUNDS: Final = _set("more fewer less")
_ACCORDING: Final = re.compile(
    r"\b[Aa]ccording to (?:the |a )?"
    r"(?P<who>[^,;:.()\n]{2,70}?(?=[,;:()\n]|\.(?:\s|$)|$| (?:is|was|are|has|have|in) ))"
)
_NAME: Final = r"[A-Z][\w&'’+.-]{0,40}(?: (?:[A-Z][\w&'’+.-]{0,40}|of|and|&|for|the|(?:19|20)[0-9]{2})){0,6}"
_SAYS: Final = re.compile(
    rf"(?P<who>{_NAME})(?: (?:also|now|has|have|had))? (?:found|finds|reports|reported|says|said|puts?"
    r"|counted|counts|estimates?|estimated|writes|wrote|measured|states|stated|told|announced|recorded|shows|showed"
    r"|predicts?|predicted|forecasts?|expects|reckons|notes|noted|claims|claimed)(?: that)?\b"
)
_REPORTEDLY: Final = re.compile(
    r"\breportedly\b|\b(?:is|are) said to\b|\bas (?:some|others|many) (?:report|say|claim)"
)
_DISPUTED: Final = re.compile(
    r"\b(?:not|rather than|instead of|wrongly|mistakenly|contrary to)\s+"
    r"(?:(?:the|a|at|to|about|as|by|of)\s+){0,2}$",
    re.IGNORECASE,
)
_TARGET: Final = re.compile(
    r"\b(?:aim(?:s|ed|ing)? (?:to|for|at)|targets?|targeted|targeting|goals?|objectives?|pledge[sd]? to"
    r"|commit(?:s|ted) to|plans? to reach|wants? to reach|intends? to reach|should reach)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL: Final = re.compile(
    r"\b(?:could|may(?= [a-z])|might|would|will|if|assuming|suppose|expected to|forecasts?|predict\w*"
    r"|project(?:s|ed) to|on track to|[Bb]y 20[0-9]{2})\b"
)
_FUTURE: Final = re.compile(r"\b(?:could|may(?= [a-z])|might|will)\b")
_BY_YEAR: Final = re.compile(r"\bby 20[0-9]{2}\b")
_SAMPLE_AFTER: Final = re.compile(
    r"\+?\s+(?:[\w’'-]+\s+){0,4}?(?:respondents?|participants|interviewees|answers|responses"
    r"|(?:[\w’'-]+\s+)?(?:answered|took part|were (?:asked|surveyed|polled|interviewed)"
    r"|who (?:had )?(?:answered|took part|replied)))\b",
    re.IGNORECASE,
)
_SAMPLE_BEFORE: Final = re.compile(
    r"(?:\bn\s*[=:]\s*|(?:%|per\s?cent)\s+of\s+(?:the\s+)?|(?:^|[.!?]\s)Of\s+(?:the\s+)?"
    r"|\b(?:surveyed|polled|interviewed|questioned|(?:survey|sample|poll|study) of"
    r"|sample size(?: of| was)?|answered by|based on)\s+(?:(?:the|answers|from|of)\s+){0,3})$",
    re.IGNORECASE,
)
_MARGIN: Final = re.compile(r"\bmargins? of (?:sampling )?error\b", re.IGNORECASE)
# What stands between a metric and its number, or around it: not what is measured.
_EDGE_WORDS: Final = _set(
    "has have had is are was were be been being to at by from up down of about a an the among amongst",
    "reached reach reaches stood stands rose risen rises grew grown grows fell fallen falls dropped climbed",
    "increased decreased declined went comes hit hits jumped totalled amounted and or only just some another",
    "than as against compared with not still now already ago before earlier year more so nearly almost over",
    "under since that while in on for then further least most according also even too around roughly less",
    "fewer rather cut reduced could would may might will between n",
)
_CHANGE_VERBS: Final = _set(
    "cut cuts cutting reduced reduces reduce lowered raised increased decreased improved slashed boosted",
    "shortened grew rose fell dropped declined climbed jumped gained lost",
)
_TOKEN: Final = re.compile(r"[\w’'+&%/.-]*[^\W_][\w’'+&%/.-]*")


@dataclass(frozen=True, slots=True)
class _Document:
    """What all figures of a document share: its identity, and the period of those that name none."""

    source_id: str
    version: str
    period: Period | None
    period_from: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its quantities, their parts, and what all of them share."""

    span: Span
    quantities: tuple[Quantity, ...]
    clauses: tuple[Span, ...]
    periods: tuple[re.Match[str], ...]
    only_period: re.Match[str] | None
    attributed_to: str | None
    attribution: Span | None
    reported: bool
    among: str | None


def read_figures(
    text: str, sentences: Sequence[Span], metadata: Metadata, source_id: str, version: str
) -> list[Figure]:
    """Read the figures of a document, in order.

    Args:
        text: the canonical text.
        sentences: its sentences, in order.
        metadata: what is known about the document, for what a sentence leaves out.
        source_id: the id of the source.
        version: the sha256 of the text; part of a figure's id.
    """
    quantities = find_quantities(text)
    starts = [quantity.start for quantity in quantities]
    document = _Document(source_id, version, *_document_period(metadata))
    figures: list[Figure] = []
    for span in sentences:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        inside = tuple(q for q in quantities[first:last] if q.end <= span.end)
        if inside:
            sentence = _look_at(text, span, inside, metadata)
            for i in range(len(inside)):
                figure = _figure(text, document, sentence, i)
                figures.append(_lean(text, figure, figures[-1], sentence.clauses[i]) if i else figure)
    return figures


def _look_at(text: str, span: Span, quantities: tuple[Quantity, ...], metadata: Metadata) -> _Sentence:
    """Read what the quantities of a sentence share."""
    who, where = _attribution(text, span)
    publisher = who is not None and who.lower() in {
        name.lower() for name in (metadata.publisher, metadata.account_of) if name
    }
    taken = {quantity.start for quantity in quantities}
    periods = tuple(m for m in _WHEN.finditer(text, span.start, span.end) if m.start() not in taken)
    reported = who is not None and not publisher
    lead = _AMONG.match(text, span.start, span.end)
    among = _noun_phrase(text, lead.end(), span.end)[0] if lead else None
    clauses = tuple(clauses_of(text, span, quantities))
    only = periods[0] if len({m.group().lower() for m in periods}) == 1 else None
    return _Sentence(span, quantities, clauses, periods, only, who, where, reported, among)


def _periods_in(sentence: _Sentence, start: int, end: int) -> list[re.Match[str]]:
    """The periods that a stretch of a sentence names."""
    first = bisect_left(sentence.periods, start, key=re.Match.end)
    last = bisect_left(sentence.periods, end, key=re.Match.start)
    return list(sentence.periods[first:last])


def _figure(text: str, document: _Document, sentence: _Sentence, i: int) -> Figure:
    quantity, clause = sentence.quantities[i], sentence.clauses[i]
    shared = shared_of(text, sentence.clauses, sentence.quantities, i)
    inherited: dict[str, str] = {}
    period = _period(text, sentence, i)
    if period is None and document.period is not None and not _is_compared(text, sentence, i):
        period, inherited["period"] = document.period, document.period_from
    name = f"{document.source_id}:{document.version}:{quantity.start}:{quantity.end}"
    population, end = _population(text, quantity, clause)
    n = _sample_n(text, quantity)
    if population is None and n is None:
        population = next((who for part in shared if (who := _population_in(text, part))), sentence.among)
    return Figure(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        source_id=document.source_id,
        start=quantity.start,
        end=quantity.end,
        surface=quantity.surface,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        direction=quantity.direction,
        metric=_metric(text, sentence, i, shared, end),
        population=population,
        period=period,
        attributed_to=sentence.attributed_to,
        relayed_by=None,
        stance=_stance(text, sentence, i),
        sample_n=n,
        sentence=sentence.span,
        inherited=inherited,
    )


def _lean(text: str, figure: Figure, previous: Figure, clause: Span) -> Figure:
    """A figure with what it takes from the one before it: "up from 76 %", "in 2024 it was 80 %"."""
    if figure.metric is None:
        figure = replace(figure, metric=previous.metric)
    shares = figure.unit in ("percent", "ratio") and previous.unit in ("percent", "ratio")
    bracketed = text[figure.start - 1 : figure.start] == "("
    if figure.population is None and shares and (bracketed or not has_verb(text, clause)):
        figure = replace(figure, population=previous.population)
    return figure


# --- period --------------------------------------------------------------------------------------


def _period(text: str, sentence: _Sentence, i: int) -> Period | None:
    """The period that a figure's own part names, else the one that the whole sentence is about."""
    quantity, clause = sentence.quantities[i], sentence.clauses[i]
    own = [m for m in _periods_in(sentence, clause.start, clause.end) if m.start() >= clause.start]
    after = [m for m in own if m.start() >= quantity.end]
    before = [m for m in own if m.end() <= begins(quantity)]
    following = sentence.quantities[i + 1 : i + 2]
    if after and following and sentence.clauses[i + 1] == clause:
        # Of numbers that share a part, the nearest before a period has it.
        after = [m for m in after if m.start() < following[0].start] or ([] if before else after)
    if after and (not before or not _is_event_year(text, after[0])):
        return _period_of(after[0])
    if before:
        return _period_of(before[-1])
    if _is_compared(text, sentence, i):
        return None
    return _sentence_period(text, sentence)


def _sentence_period(text: str, sentence: _Sentence) -> Period | None:
    """The single period of a sentence, if it stands before its first number or closes it."""
    only = sentence.only_period
    if only is None:
        return None
    if only.end() <= sentence.quantities[0].start:
        return _period_of(only)
    compared = any(_is_compared(text, sentence, k) for k in range(min(len(sentence.quantities), 12)))
    closes = only.start() >= sentence.quantities[-1].end
    return _period_of(only) if closes and not compared else None


def _is_compared(text: str, sentence: _Sentence, i: int) -> bool:
    """Whether a number is the older value that another one is compared with."""
    at, clause = begins(sentence.quantities[i]), sentence.clauses[i]
    if _COMPARED.search(text, max(sentence.span.start, at - 32), at):
        return True
    end = min(clause.end, sentence.quantities[i].end + 48)
    return _EARLIER.search(text, sentence.quantities[i].end, end) is not None


def _is_event_year(text: str, match: re.Match[str]) -> bool:
    """Whether a bare year only names an edition: "KubeCon Europe 2025"."""
    word = text[max(0, match.start() - 24) : match.start()].split()
    return bool(
        match["year"] and word and word[-1][:1].isupper() and word[-1].lower() not in ("in", "by", "since")
    )


def _period_of(match: re.Match[str]) -> Period:
    """The partial dates of a period as written."""
    label = match.group()
    if match["since"]:
        return Period(match["since_year"], None, label, "stated")
    if match["quarter"] or match["nth"]:
        number = int(match["quarter"]) if match["quarter"] else _ORDINALS.index(match["nth"].lower()) + 1
        year = match["quarter_year"] or match["nth_year"]
        return Period(f"{year}-{3 * number - 2:02d}", f"{year}-{3 * number:02d}", label, "stated")
    if match["half"]:
        year, first = match["half_year"], 1 if match["half"] == "1" else 7
        return Period(f"{year}-{first:02d}", f"{year}-{first + 5:02d}", label, "stated")
    if match["months_year"]:
        year = match["months_year"]
        start, end = _month(match["from_month"]), _month(match["to_month"])
        return Period(f"{year}-{start:02d}", f"{year}-{end:02d}", label, "stated")
    return _plain_period(match, label)


def _plain_period(match: re.Match[str], label: str) -> Period:
    if match["month"]:
        date = f"{match['month_year']}-{_month(match['month']):02d}"
        return Period(date, date, label, "stated")
    if match["from_year"]:
        return Period(match["from_year"], match["to_year"], label, "stated")
    return Period(match["year"], match["year"], label, "stated")


def _month(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def _document_period(metadata: Metadata) -> tuple[Period | None, str]:
    """When the figures of a document hold that name no period, and the field that says so."""
    if metadata.collected:
        start, _, end = metadata.collected.partition("/")
        return Period(start, end or start, metadata.collected, "collected"), "collected"
    for name, value in (("account_of", metadata.account_of), ("title", metadata.title)):
        years = _ANY_YEAR.findall(value or "")
        if years:
            return Period(years[-1], years[-1], years[-1], "stated"), name
    if metadata.published:
        return Period(metadata.published, metadata.published, metadata.published, "published"), "published"
    return None, ""


# --- population ----------------------------------------------------------------------------------


def _population(text: str, quantity: Quantity, clause: Span) -> tuple[str | None, int]:
    """Among whom a figure holds, and where what is measured goes on after it."""
    of = _OF_WHOM.match(text, quantity.end, clause.end)
    if of is None and quantity.unit == "ratio":
        of = _HALF_WHOM.match(text, quantity.end, clause.end)
    if of and quantity.unit in ("percent", "ratio", "count"):
        who, end = _noun_phrase(text, of.end(), clause.end)
        return (who, end) if who else (_population_in(text, clause), end)
    return _population_in(text, clause), quantity.end


def _population_in(text: str, span: Span) -> str | None:
    """Who is named after "among", or after the "of" that begins a part without its number."""
    among = _AMONG.search(text, span.start, span.end)
    if among is None:
        among = _OF_WHOM.match(text, span.start, span.end)
    return _noun_phrase(text, among.end(), span.end)[0] if among else None


def _noun_phrase(text: str, start: int, end: int) -> tuple[str | None, int]:
    """The noun phrase at `start`, without number and year, and where it ends.

    It goes to its verb; with "hosting ..." or "in Europe" to the next one.
    """
    stop, plural, previous = start, False, ""
    for match in _WORD.finditer(text, start, min(end, start + 120)):
        word, low = match.group(), match.group().lower()
        if word in ",;:()\n" or (low in _PREPOSITIONS and not (low == "than" and previous in _BOUNDS)):
            break
        if previous and is_verb(low.rstrip(".")) and previous not in ("and", "the", "of", "a", "an"):
            break
        if plural and not _goes_on(text[start:stop], low, previous):
            break
        plural = plural or _is_plural(low)
        previous, stop = low, match.end()
    phrase = _DANGLING.sub("", text[start:stop].rstrip(" .,"))
    phrase = _LEADING_NUMBER.sub("", _ENDS_WITH_YEAR.sub("", phrase))
    named = phrase and phrase.lower() not in _PRONOUNS
    return " ".join(phrase.split()) if named else None, stop


def _goes_on(phrase: str, word: str, previous: str) -> bool:
    """Whether a word after the plural noun still belongs to it: "organisations hosting models"."""
    if word in _MODIFIES or word in ("and", "of") or word.endswith("ing"):
        return True
    if previous in _MODIFIES or previous in ("and", "of", "the", "a"):
        return True
    return any(w in _MODIFIES or w.endswith("ing") for w in phrase.lower().split()[1:])


def _is_plural(word: str) -> bool:
    return (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us"))) or word in (
        "people",
        "staff",
    )


# --- metric --------------------------------------------------------------------------------------


def _metric(text: str, sentence: _Sentence, i: int, shared: tuple[Span, ...], after: int) -> str | None:
    """What is measured, in the words of the text: those before the number, else those after it."""
    quantity, clause = sentence.quantities[i], sentence.clauses[i]
    at = begins(quantity)
    left = max(clause.start, sentence.quantities[i - 1].end) if i else clause.start
    if quantity.unit == "percentage_point" and (margin := _MARGIN.search(text, left, at)):
        return margin.group()
    limit = clause.end
    if i + 1 < len(sentence.quantities):
        limit = min(limit, begins(sentence.quantities[i + 1]))
    before = _measured(text, sentence, left, at)
    follows = _measured(text, sentence, max(after, quantity.end), limit)
    before = "" if before.lower() in _PRONOUNS else before
    if follows and text[max(0, at - 2) : at].strip() == ",":
        # "In the survey of 2023, 66 % of respondents ran it": an opening, not the metric.
        before = ""
    lead = " ".join(part for span in shared if (part := _measured_of_all(text, sentence, span)))
    metric = _joined(text, quantity, before, follows, lead)
    if metric in ("", quantity.noun) and (quantity.noun or "").startswith("per "):
        metric = f"price {quantity.noun}"
    if not metric or metric.lower() in _PRONOUNS:
        return quantity.noun
    if quantity.direction is None:
        return metric
    words = metric.split()
    verb = next((k for k, word in enumerate(words[:-1]) if word.lower() in _CHANGE_VERBS), -1)
    return f"change in {' '.join(words[verb + 1 :])}"


def _joined(text: str, quantity: Quantity, before: str, follows: str, lead: str) -> str:
    """One metric of the words before a number, those after it, and those it shares."""
    if quantity.unit == "count" and quantity.noun:
        return " ".join(part for part in (before, follows) if part) or lead
    if before and lead:
        return _with_predicate(before, lead)
    goes_on = (
        text[quantity.end : quantity.end + 1] == " " and text[quantity.end + 1 : quantity.end + 2].isalpha()
    )
    if before and follows and goes_on:
        return f"{before} {follows}"
    return before or follows or lead


def _measured_of_all(text: str, sentence: _Sentence, span: Span) -> str:
    """A shared part without the population that it begins with: "of developers use it"."""
    of = _OF_WHOM.match(text, span.start, span.end)
    start = _noun_phrase(text, of.end(), span.end)[1] if of else span.start
    return _measured(text, sentence, start, span.end)


def _with_predicate(own: str, lead: str) -> str:
    """The words of a part with what it leaves out: "Prometheus" with "Helm was in production"."""
    words = lead.split()
    verb = next((k for k, word in enumerate(words) if is_verb(word)), len(words))
    rest = words[verb + 1 :]
    copula = words[verb : verb + 1] in (["is"], ["are"], ["was"], ["were"])
    if (
        copula
        and 0 < len(rest) <= 4
        and rest[0] not in _MODIFIES
        and not rest[0].endswith(("ed", "en", "ing"))
    ):
        # "The main obstacles are cost at 31 %, security at 28 %": each is named in the same place.
        return " ".join((*words[: verb + 1], own))
    return " ".join((own, *words[verb:]))


def _measured(text: str, sentence: _Sentence, start: int, end: int) -> str:
    """A stretch of text without attribution, periods, and the small words at its edges."""
    cuts = [match.span() for match in _periods_in(sentence, start, end)]
    if sentence.attribution:
        cuts.append((sentence.attribution.start, sentence.attribution.end))
    pieces, at = [], start
    for low, high in sorted(cuts):
        if high > at and low < end:
            pieces.append(text[at : max(at, low)])
            at = min(high, end)
    words = _TOKEN.findall(" ".join((*pieces, text[at:end])))
    first, last = 0, len(words)
    while first < last and words[first].lower().strip(".'’-/") in _EDGE_WORDS:
        first += 1
    while first < last and words[last - 1].lower().strip(".'’-/") in _EDGE_WORDS:
        last -= 1
    return " ".join(words[first:last]).rstrip(".")


# --- who says so, how sure -----------------------------------------------------------------------


def _attribution(text: str, span: Span) -> tuple[str | None, Span | None]:
    """Who a sentence gives its figures to, and the words that say so."""
    end = min(span.end, span.start + 4 * REACH)
    for pattern in (_ACCORDING, _SAYS):
        match = pattern.search(text, span.start, end)
        if match:
            who = re.sub(r"(?:'s|’s)$", "", match["who"].strip())
            return who, Span(match.start(), match.end())
    return None, None


def _stance(text: str, sentence: _Sentence, i: int) -> Stance:
    """How a figure is stated: as a fact, from hearsay, as wrong, as possible, or as an aim."""
    at, clause = begins(sentence.quantities[i]), sentence.clauses[i]
    if _DISPUTED.search(text, max(sentence.span.start, at - 32), at):
        return "disputed"
    if _TARGET.search(text, clause.start, at):
        return "target"
    future = _FUTURE.search(text, sentence.quantities[i].end, clause.end)
    forecast = _HYPOTHETICAL.search(text, sentence.span.start, min(at, sentence.span.start + REACH))
    forecast = forecast or _BY_YEAR.search(text, at, clause.end)
    if _HYPOTHETICAL.search(text, clause.start, at) or (future and forecast):
        return "hypothetical"
    hearsay = _REPORTEDLY.search(text, clause.start, clause.end)
    return "reported" if sentence.reported or hearsay else "asserted"


def _sample_n(text: str, quantity: Quantity) -> int | None:
    """How many were asked, where the figure itself says that."""
    value = quantity.value
    if quantity.unit != "count" or value is None or quantity.high is not None or value != int(value):
        return None
    at = begins(quantity)
    if _SAMPLE_AFTER.match(text, quantity.end) or _SAMPLE_BEFORE.search(text, max(0, at - 48), at):
        return int(value)
    return None
