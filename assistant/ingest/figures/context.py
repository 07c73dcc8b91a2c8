"""What a figure takes from the figures before it in its sentence, or in the one before. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.clauses import begins, has_verb
from assistant.ingest.figures.clause_core import begins_with_verb
from assistant.ingest.figures.population_brackets import antecedent, group_spoken_of
from assistant.ingest.figures.population_phrases import points_back
from assistant.ingest.figures.restated import SHARES, opening
from assistant.ingest.figures.surroundings import Around, population_of_intro, words_of
from assistant.ingest.grammar import is_base_verb
from assistant.schema import Figure, Quantity, Span

_CONTINUES: Final = re.compile(
    r"(?:another|a further|an additional|some other|only|just)\s|(?:\d|[A-Z][a-z]+ (?:per ?cent|in \w+)\b)",
    re.I,
)
_ENDS_WITH: Final = re.compile(r"\b(?:by|for|at|in|among|with)\s+$")
_INCLUDING: Final = re.compile(
    r"\b(?:including|among them|vs\.?|versus|against|rather than(?: the)?"
    r"|instead of(?: the)?)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(
    r"(?:,\s*|(?<!went)(?<!gone)(?<!go)(?<!goes)(?<!going)(?<!made)\s|\()(?:up|down|compared (?:with"
    r"|to)|from|against|versus|vs\.?)\b[^,;]{0,24}$",
    re.IGNORECASE,
)
# "today it is", "they went up": the clause speaks of what the one before spoke of.
_PRONOUN: Final = re.compile(
    r"(?:(?:and|but|while|whereas|today|now|then|this year|by then|in \w+|\w+ \w+ later)\s*,?\s+){0,3}(?:it|they"
    r"|this|that|the (?:figure|share|number|rate))\s"
    r"(?:(?:now|still|also|only|just)\s)?(?:is|was|are|were|stands?|stood|rose|fell|went|grew|climbed"
    r"|dropped|reached|has|had)\b[^,;]{0,24}$",
    re.IGNORECASE,
)
# "four in five cellists do so": what was said before.
_SAYS_THIS: Final = re.compile(
    r"(?:(?:also|only)\s)?(?:(?:say|says|said|think|thinks|believe|believes|feel|do|did|hold|share"
    r"|express|expressed)\s"
    r"(?:this|so|the same|likewise|(?:this|that|the same) (?:view|opinion))|agree|agreed|concur|did)",
    re.IGNORECASE,
)
# How many figures back a figure may lean on.
_BACK: Final = 12
_DOWN: Final = re.compile(r",\s*(?:up|down)\s(?:\w+\s)?$")
_IN: Final = re.compile(r"\b(?:in|among|at|for)\s")
_APART: Final = re.compile(r";\s|\.\s|\s[–—]\s|—|:\s|\bof (?:those|these|them)\b")
_AS: Final = re.compile(r"(?:(?:and|or|but)\s)?(?:as|for|in)\s")
_AS_MANY: Final = re.compile(r"\sas\s(?:many|much|high|large|big|often|likely)\b")
# What may stand before a number that is of the same group as the one before: "and almost as many (35 %)".
_LEADS: Final = re.compile(
    r"(?:(?:and|or|while|but|whereas|then|with|including|by contrast|overall|in all|in total|today)\b[\s,]*)*"
    r"(?:another|others|a further|only|just|even|still|compared (?:with|to)|versus(?: a)?|vs\.?|against|to|between"
    r"|(?:up |down )?from"
    r"|(?:(?:about|nearly|almost|roughly|slightly|somewhat|far|even|just) )*(?:as many|fewer|more)"
    r"|an? (?:\w+ )?(?:similar|identical|smaller|larger|comparable|equal) (?:share|proportion|percentage|number))?",
    re.IGNORECASE,
)


def inherited_population(
    text: str,
    spans: Sequence[Span],
    quantity: Quantity,
    clause: Span,
    sentence: Span,
    around: Around,
    earlier: Sequence[Figure],
) -> tuple[str | None, str | None, Span | None]:
    """The population, where it was taken from if its clause leaves it out, and its place if one is named."""
    share = quantity.unit in SHARES and quantity.direction is None
    # As in: 61 % of plumbers, up 17 points.
    compared = (
        quantity.unit == "percentage_point"
        and bool(earlier)
        and _DOWN.search(text, earlier[-1].end, quantity.start) is not None
    )
    earlier = earlier[-_BACK:]
    before = next(
        (f for f in reversed(earlier) if f.population and f.unit in (*SHARES, "percentage_point")), None
    )
    if len(spans) == 1 and points_back(text, spans[0]):
        counted = next((f for f in reversed(earlier) if f.unit == "count" and f.parts.get("metric")), None)
        return _pointed_at(text, spans[0], sentence, before, before or counted or around.before)
    population = words_of(text, spans)
    if population or not (share or compared):
        return population, None, None
    if before and (compared or _elliptic(text, clause, quantity) or _another_action(text, clause, quantity)):
        return before.population, "sentence", None
    if around.intro and (found := population_of_intro(text, around.intro)):
        return found, "list", None
    if before is None:
        return *_population_before(text, quantity, clause, around, earlier), None
    return None, None, None


def _another_action(text: str, clause: Span, quantity: Quantity) -> bool:
    """Whether a share in brackets follows what the group before does too: "or improves lawns (25 %)"."""
    first = re.compile(r"[a-z]+").match(text, clause.start, begins(quantity))
    return (
        first is not None
        and opening(text, quantity, clause.start) is not None
        and (is_base_verb(first.group()) or is_base_verb(first.group().removesuffix("s")))
    )


def _population_before(
    text: str, quantity: Quantity, clause: Span, around: Around, earlier: Sequence[Figure]
) -> tuple[str | None, str | None]:
    """The population of a share whose sentence names none: who was asked, or that of the one before."""
    asked = next((f for f in reversed(earlier) if f.sample_n is not None and f.parts.get("metric")), None)
    if asked and "who answered" not in (asked.metric or ""):
        # As in: A survey of 2,047 commuters found that 46 % would give up their car.
        return asked.metric, "sentence"
    if text[clause.start : begins(quantity)].rstrip().endswith(":") and (
        found := group_spoken_of(text, clause.start, begins(quantity))
    ):
        return text[found.start : found.end], "sentence"
    previous = around.before
    leads = _LEADS.fullmatch(text[clause.start : begins(quantity)].strip(" ,("))
    if previous and previous.sample_n is not None and leads and (counted := previous.parts.get("metric")):
        # As in: We asked 512 product managers. 68 % use them weekly.
        return text[counted[0].start : counted[0].end], "previous sentence"
    continues = previous is not None and _CONTINUES.match(text, clause.start, clause.end)
    stated = previous is not None and previous.inherited.get("population") in (None, "sentence")
    if previous and continues and stated and previous.population and previous.unit in SHARES:
        return previous.population, "previous sentence"
    return None, None


def _pointed_at(
    text: str, pointer: Span, sentence: Span, before: Figure | None, back: Figure | None
) -> tuple[str | None, str | None, Span | None]:
    """Whom "of them" means: the group of the share before with what it does, else the only group before."""
    if before is None and (found := antecedent(text, sentence.start, pointer.start)):
        return text[found.start : found.end], None, found
    if back and back.population is None and back.unit == "count" and (counted := back.parts.get("metric")):
        # As in: Teams at 340 companies answered. Of these, 22 % had fewer than 50 employees.
        found = Span(counted[0].start, counted[0].end)
        return (
            text[found.start : found.end],
            "sentence" if back.start >= sentence.start else "previous sentence",
            None,
        )
    if back is None or back.population is None:
        return None, None, None
    if (
        before
        and text[pointer.start : pointer.end].lower() == "them"
        and not _APART.search(text, before.end, pointer.start)
    ):
        # "77 % of users had adopted it, and it was used at 60 % of them": of all users or of those 77 %.
        return None, None, None
    if not back.parts.get("metric") or not begins_with_verb(text, back.parts["metric"][0]):
        return None, None, None
    where = "sentence" if before else "previous sentence"
    return f"{back.population} who {back.metric}", where, None


def inherited_metric(
    text: str,
    metric: Sequence[Span],
    population: Sequence[Span],
    quantity: Quantity,
    clause: Span,
    before: Figure | None,
) -> tuple[str, bool] | None:
    """The metric of the figure before, and whether its population too, where a clause leans on that."""
    if before is None or before.metric is None:
        return None
    lead = Span(max(clause.start, before.end), begins(quantity))
    if quantity.unit == "multiple" and _AS_MANY.match(text, quantity.end) and not has_verb(text, lead):
        return before.metric, False
    if before.unit != quantity.unit and not {before.unit, quantity.unit} <= set(SHARES):
        return None
    said = before.metric.removeprefix("change in ")
    own = Span(max([quantity.end, *(s.end for s in population)]), clause.end)
    verbs = has_verb(text, own) or has_verb(text, lead)
    against = not verbs and _is_set_against(text, clause, quantity, before)
    listed = _in_parallel(text, quantity, before) or _in_list(text, metric, population, quantity, before)
    # As in: ... among porters it was just 38 percent.
    points = bool(_PRONOUN.match(text, clause.start, begins(quantity)))
    leans = points and not has_verb(text, own)
    empty = (
        not metric
        or leans
        or (len(metric) == 1 and _SAYS_THIS.fullmatch(text, metric[0].start, metric[0].end))
    )
    if against or listed or empty:
        # As in: in Bonn it went up. The group is another one.
        placed = _IN.search(text, lead.start, lead.end) is not None
        return said, against or (points and not listed and not placed)
    return None


def _in_list(
    text: str, metric: Sequence[Span], population: Sequence[Span], quantity: Quantity, before: Figure
) -> bool:
    """Whether a group in a list has no metric: "a third do so in Lisbon (36 %), Porto (31 %)"."""
    if not (metric and population and before.population) or any(s.end > before.end for s in metric):
        return False
    number = Quantity(before.start, before.end, before.surface, before.value, before.unit)
    return opening(text, quantity, before.end) is not None and opening(text, number, 0) is not None


def _in_parallel(text: str, quantity: Quantity, before: Figure) -> bool:
    """Whether a number alone in brackets follows one with more: "Norway (88 % do so), Chile (72 %)"."""
    alone = text[quantity.end : quantity.end + 2].strip().startswith(")")
    first = text.find(")", before.end, quantity.start)
    opened = text.rfind("(", max(0, before.start - 24), before.start)
    return (
        alone
        and opening(text, quantity, before.end) is not None
        and first >= 0
        and opened >= 0
        and not text[opened + 1 : before.start].strip()
        and has_verb(text, Span(before.end, first))
    )


def _is_set_against(text: str, clause: Span, quantity: Quantity, before: Figure) -> bool:
    """Whether a figure only stands beside the one before: "up from 12 %", "including 48 % of them"."""
    lead = text[max(clause.start - 12, before.end) : begins(quantity)]
    return bool(_COMPARED.search(text, before.end, begins(quantity)) or _INCLUDING.search(lead))


def is_compared(text: str, start: int, end: int) -> bool:
    """Whether what stands between two numbers sets them against each other: ", up from"."""
    return _COMPARED.search(text, start, end) is not None


def ends_with_preposition(text: str, start: int, end: int) -> bool:
    """Whether what leads to a number ends so that a group is to follow: "spend was managed by"."""
    return _ENDS_WITH.search(text, max(start, end - 12), end) is not None


def _elliptic(text: str, clause: Span, quantity: Quantity) -> bool:
    """Whether a clause leaves its group to the one before.

    It begins with its number ("58 % of teams use A and 30 % use B") or ends with it ("and B by 30 %").
    """
    rest = text[quantity.end : clause.end].partition(",")[0]
    lead = text[clause.start : begins(quantity)]
    if not re.search(r"\w", rest) and (
        ends_with_preposition(text, clause.start, begins(quantity))
        or (_AS.match(lead) and not has_verb(text, Span(clause.start, begins(quantity))))
    ):
        return True
    if _PRONOUN.match(text, clause.start, begins(quantity)):
        return True
    return _LEADS.fullmatch(text[clause.start : begins(quantity)].strip(" ,(")) is not None
