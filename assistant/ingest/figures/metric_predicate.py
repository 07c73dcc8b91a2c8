"""What the group of a share does: "82 % of users [run it in production]". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.ingest.figures.clause_core import TAIL, core_end, pieces_of, unmasked
from assistant.ingest.figures.metric_words import WORD, has_content, trimmed
from assistant.ingest.figures.restated import SHARES, opening, past_bracket
from assistant.ingest.grammar import is_auxiliary, is_past_form, is_verb, noun_phrase_end
from assistant.ingest.verb_lexicon import GERUNDS
from assistant.schema import Quantity, Span

_ADVERBS: Final = frozenset((
    "also", "now", "still", "already", "currently", "actively", "only", "even", "regularly", "never",
    "not", "often", "then", "each", "alike", "overall",
))  # fmt: skip
_LINKS: Final = frozenset((
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did",
))  # fmt: skip
_SENTENCE: Final = re.compile(r"(?<![A-Z])(?<!\bv)(?<!\bvs)[.!?]\s")
_LIKELY: Final = re.compile(r"\b(?:more|less)\s(?:likely|apt|inclined|willing)\b")
_TIMES_LIKELY: Final = re.compile(r"\s(?:as|more|less)\s(?P<what>(?:likely|apt|willing)\sto\s)")
_TAIL_LIKELY: Final = re.compile(r"\s?[,;:.()–—]|\s(?:as|than|compared|if|when|while|but)\s|$")
_TO_VERB: Final = re.compile(r"\sto\s(?=(?P<verb>[a-z]+)\b)")
# "by 59 % of teams": the number is no subject.
_OBJECT: Final = re.compile(
    r"\b(?:by|to|at|for|from"
    r"|(?<!median )(?<!average )(?<!mean )(?<!majority )(?<!plurality )(?<!total )of|on|under|below"
    r"|above|reached|reaching)\s(?:the\s)?$"
)
_RELATIVE: Final = re.compile(r"(?:\sof\s[a-z ]{2,40})?\s(?:who|that)\s")
_AS_MANY: Final = frozenset((
    "many", "more", "most", "fewer", "few", "others", "majority", "plurality", "majorities", "half",
    "some", "shares", "third", "quarter",
))  # fmt: skip
# As in: of respondents, for example, say; of bakers – 23 % of those asked twice – say.
_ASIDE: Final = re.compile(r"\s?,\s[^,;.()]{1,80}?\s?,\s|\s?[–—]\s?[^–—]{1,120}\s?[–—]\s?")
# As in: McKinsey saw 48 per cent scaling AI.
_SEEN: Final = re.compile(
    r"\b(?:saw|sees|see|found|finds|had|has|have|with|reports?|reported|counted|shows?|showed)\s$"
)
_OBJECTS: Final = frozenset(("it", "this", "that", "them", "so", "one"))
_SHARE_WHO: Final = re.compile(
    r"\b(?:share|proportion|percentage|portion)\s(?:of\s(?P<group>(?:(?!who\b)[\w’'-]+\s){1,6}))?(?:who\s|(?=saying\s))"
)
_MOVES: Final = re.compile(
    r"\s(?:(?:has|have|had)\s(?:\w+ly\s)?)?(?:rose|risen|fell|fallen|grew|grown|climbed|dropped|declined|decreased"
    r"|increased|jumped|slipped|edged|dipped|doubled|tripled|went|gone|stood|reached|remained|stayed|is|was|has)\b"
)
_CLOSES_ASIDE: Final = re.compile(r"\s?[–—,-]\s(?:who\s|that\s|also\s)?(?=[a-z])")
# As in: Adverts made up 61 % of the pages checked: the share is no subject.
_VERB_BEFORE: Final = re.compile(
    r"\b(?:ma(?:k(?:es?|ing)|de)\sup|constitut(?:es?|ed|ing)|compris(?:es?|ed|ing)|represent(?:s|ed|ing)?|cover(?:s|ed|ing)?"
    r"|form(?:s|ed|ing)?|contain(?:s|ed|ing)?|exceed(?:s|ed|ing)?|hold(?:s|ing)?|held|owns?|owned|lost|losing|us(?:es?|ed|ing)"
    r"|spen[dt]s?|bought|sold|cut|cuts|shed|earn(?:s|ed)?|covers?)\s(?:only\s|just\s|fully\s)?$"
)
_LISTED_VERBS: Final = re.compile(r"(?:\s?,\s[a-z]+ing){1,4}\s?,?\s(?:and|or)\s[a-z]+ing\b")
_SHARE_OF: Final = re.compile(
    r"\b(?P<share>(?:share|proportion|percentage|portion|rate|number|fraction)s?\sof\s(?:the\s|all\s|its\s|their\s)?)$"
)
_TO_NUMBER: Final = re.compile(r"\s(?:(?:to|for|at|on|by|over|of)\s)?")
_NUMBERED: Final = re.compile(
    r"(?:(?:(?:more|less|fewer)\sthan|at\s(?:least|most)|about|over|under|nearly|almost|roughly|around|up\sto)\s)?"
    r"(?:(?!(?:19|20)\d\d\b)\d|(?:half|an?\s(?:third|quarter|fifth|tenth|half|dozen)|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|twice|double)\b)"
)
_MAX_OBJECT: Final = 120
_AND_NEXT: Final = re.compile(r"\s?,?\s(?:and|or|while|but)\s")
_NEXT_VERB: Final = re.compile(r"\s(?P<verb>[a-z]+)\s(?=[a-z])(?!(?:and|or|but|while)\b)")
# As in: They make up 12 % of the choir.
_IS_PART: Final = re.compile(
    r"\b(?:they|it|we|he|she|these|those|this|that|which|who)\s(?:\w+\s){0,2}?(?P<verb>ma(?:k(?:es?|ing)|de)\sup|account(?:s|ed)?\sfor"
    r"|constitut(?:es?|ed)|compris(?:es?|ed)|represent(?:s|ed)?|cover(?:s|ed)?|form(?:s|ed)?)\s(?:only\s|just\s)?$",
    re.IGNORECASE,
)
MAX_PIECES: Final = 4


def likely_of(text: str, own: Span, quantity: Quantity) -> Span | None:
    """What some are likelier to do than others: "A (82 %) are more likely than B (70 %) [to agree]"."""
    if quantity.unit == "multiple" and (times := _TIMES_LIKELY.match(text, quantity.end)):
        # As in: three times as likely to switch jobs as those over 50.
        tail = _TAIL_LIKELY.search(text, times.end(), times.end() + 240)
        return trimmed(text, Span(times.start("what"), tail.start() if tail else times.end()), left=False)
    if quantity.unit not in SHARES:
        return None
    opened = opening(text, quantity, 0)
    if opened is None and not text[max(0, own.start - 4) : own.start].endswith(("v. ", "vs. ", "vs ")):
        return None
    floor, ceiling = max(0, own.start - 240), own.end + 240
    for stop in _SENTENCE.finditer(text, floor, own.start):
        floor = stop.end()
    if last := _SENTENCE.search(text, own.end, ceiling):
        ceiling = last.start()
    found = list(_LIKELY.finditer(text, floor, ceiling))
    for to in _TO_VERB.finditer(text, found[-1].end(), ceiling) if found else ():
        if is_verb(to["verb"]):
            tail = TAIL.search(text, to.end(), ceiling)
            return trimmed(text, Span(to.end(), tail.start() if tail else ceiling), left=False)
    return None


def share_who(text: str, parts: Sequence[Span], own: Span) -> Span | None:
    """What those do whose share a number is: "the share of patients who [book online] climbed to 63 %".

    `parts` are the clause and those that it shares with neighbours.
    """
    for part in parts:
        found = _SHARE_WHO.search(text, part.start, min(part.end, own.start))
        if found is None:
            continue
        if found["group"] and (verb := WORD.match(text, found.end())) and is_verb(verb.group()):
            end = noun_phrase_end(text, found.start("group"), own.start)
        else:
            moves = _MOVES.search(text, found.end(), own.start)
            end = moves.start() if moves else found.end()
        if end > found.end():
            return Span(found.end(), end)
    return None


def predicate_of(
    text: str, clause: Span, own: Span, quantity: Quantity, taken: Sequence[Span], shared: Sequence[Span]
) -> tuple[Span, ...]:
    """What the group of a share does, in its own clause or in the one that it shares."""
    lead = max(clause.start, own.start - 24)
    governed = _OBJECT.search(text, lead, own.start) or _VERB_BEFORE.search(text, lead, own.start)
    if governed and not _RELATIVE.match(text, own.end):
        return ()
    if opening(text, quantity, 0) is not None and not _is_subject(text, own, taken):
        return ()
    later = [part for part in shared if part.start >= own.end]
    for part in (Span(clause.start, clause.end), *later):
        from_ = own if part.start < own.end else Span(part.start, part.start)
        behind = predicate_start(text, part, from_, taken)
        if behind is None:
            if part.start < own.end and (inner := _before_again(text, part, own, quantity, taken)):
                return (inner,)
            continue
        words = unmasked(text, Span(behind, part.end), taken)
        end = behind + core_end(words, 0, needed=True, shared=False)
        if listed := _LISTED_VERBS.match(words, end - behind):
            # As in: were trying, using or selling it.
            end = behind + core_end(words, listed.end(), needed=True, shared=False)
        found = pieces_of(text, Span(behind, end), Span(from_.start, behind), taken)[:MAX_PIECES]
        found = with_object(text, found, end)
        found = _completed(text, found, part.end, taken)
        return tuple(found) or (Span(behind, behind + len(text[behind:end].rstrip(" .,"))),)
    return ()


def _completed(text: str, found: list[Span], limit: int, taken: Sequence[Span]) -> list[Span]:
    """A predicate with an object that is masked as a number, or that it shares with the next share."""
    if found and (whole := _with_number(text, found[0], limit, taken)):
        return [whole]
    if len(found) != 1:
        return found
    whom = _shared_object(text, found[0], taken)
    return [found[0], whom] if whom else found


def _with_number(text: str, verb: Span, limit: int, taken: Sequence[Span]) -> Span | None:
    """A verb with an object that is itself a number: "[pay more than half of their income in rent]"."""
    gap = _TO_NUMBER.match(text, verb.end)
    inner = next((s for s in taken if gap and s.start == gap.end()), None)
    if inner is None or inner.end > limit or not _NUMBERED.match(text, inner.start):
        return None
    tail = TAIL.search(text, inner.end, limit)
    return trimmed(text, Span(verb.start, tail.start() if tail else limit), left=False)


def _shared_object(text: str, verb: Span, taken: Sequence[Span]) -> Span | None:
    """What a verb shares with the one of the next share: "38 % back and 41 % oppose [the ban]"."""
    joined = _AND_NEXT.match(text, verb.end)
    if joined is None or " " in text[verb.start : verb.end]:
        return None
    number = next((s for s in taken if s.start == joined.end()), None)
    after = _NEXT_VERB.match(text, number.end) if number else None
    if after is None or not is_verb(after["verb"]) or is_auxiliary(after["verb"]):
        return None
    limit = after.end() + _MAX_OBJECT
    tails = [
        m.start()
        for m in (TAIL.search(text, after.end(), limit), _SENTENCE.search(text, after.end(), limit))
        if m
    ]
    if not tails and limit < len(text):
        return None
    return trimmed(text, Span(after.end(), min([*tails, len(text)])), left=False)


def of_group(
    text: str, clause: Span, own: Span, population: tuple[tuple[Span, ...], bool] | None
) -> tuple[Span, ...]:
    """The group before a share where nothing else says what is measured: "the [share of women] rose to 34 %"."""
    if not population or population[1] or len(population[0]) != 1:
        return ()
    group = population[0][0]
    if own.end <= group.start:
        # As in: with a tenth of pupils skipping lunch.
        words = [w for w in WORD.finditer(text, group.start, group.end) if w.group() in GERUNDS]
        return (Span(words[0].start(), group.end),) if words and words[0].start() > group.start else ()
    if not clause.start <= group.start < group.end <= own.start:
        return ()
    share = _SHARE_OF.search(text, max(clause.start, group.start - 40), group.start)
    return (Span(share.start("share") if share else group.start, group.end),)


def part_of(text: str, clause: Span, own: Span) -> tuple[Span, ...]:
    """The verb by which what a pronoun stands for is a part of something: "they [make up] 12 % of voters"."""
    found = _IS_PART.search(text, max(clause.start, own.start - 48), own.start)
    return (Span(found.start("verb"), found.end("verb")),) if found else ()


def with_object(text: str, pieces: list[Span], end: int) -> list[Span]:
    """The pieces of a predicate with the small words that end it: "say output [has fallen]", "use [it]"."""
    rest = text[pieces[-1].end : end].rstrip(" .,") if pieces else ""
    if not rest or not all(is_verb(word) or word in _OBJECTS for word in rest.split()):
        return pieces
    return [*pieces[:-1], Span(pieces[-1].start, pieces[-1].end + len(rest))]


def after_aside(text: str, own: Span, limit: int) -> tuple[Span, ...]:
    """What is said after an aside that a share makes: "4,000 posts – one in six – [were cut]"."""
    closed = _CLOSES_ASIDE.match(text, own.end, limit)
    if closed is None or text[max(0, own.start - 2) : own.start].strip() not in ("–", "—", ",", "-", ", or"):
        return ()
    verb = WORD.match(text, closed.end(), limit)
    if verb is None or not (is_verb(verb.group()) or is_past_form(verb.group())):
        return ()
    tail = TAIL.search(text, closed.end(), limit)
    found = trimmed(text, Span(verb.start(), tail.start() if tail else limit), left=False, right=False)
    return (found,) if found else ()


def _before_again(text: str, part: Span, own: Span, quantity: Quantity, taken: Sequence[Span]) -> Span | None:
    """A predicate between a number and what says it again: "half of bakers doubt this (47 %)"."""
    bracket = text.rfind("(", quantity.end, own.end)
    if bracket < 0:
        return None
    others = [s for s in taken if s != own]
    behind = predicate_start(text, Span(part.start, bracket), Span(own.start, quantity.end), others)
    return None if behind is None else Span(behind, behind + len(text[behind:bracket].rstrip(" .,")))


def predicate_start(text: str, core: Span, own: Span, taken: Sequence[Span]) -> int | None:
    """Where the verb of a share begins, past its population and time; None if it is no subject."""
    position = _past_group(text, core, own, taken)
    gap = len(text[position : core.end]) - len(text[position : core.end].lstrip(" ,()–—"))
    first = WORD.match(text, position + gap)
    group = position > own.end or (first is not None and first.group().lower() in ("who", "that"))
    while first and (first.group().lower() in _ADVERBS or first.group().lower() in ("who", "that")):
        first = WORD.match(text, first.end() + 1)
    if first is None or first.end() > core.end:
        return None
    word = first.group().lower()
    if word == "to" and group:
        # As in: wants 100 % of its tugs to run on hydrogen.
        first = WORD.match(text, first.end() + 1)
        return first.start() if first and first.end() <= core.end and is_verb(first.group()) else None
    if word in GERUNDS:
        lead = text[max(core.start, own.start - 40) : own.start].rpartition(",")[2]
        return first.start() if not has_content(lead) or _SEEN.search(lead) else None
    if not (is_verb(word) or (group and is_past_form(word))):
        return None
    tells = has_content(text[(first.end() if word in _LINKS else first.start()) : core.end])
    return first.start() if tells or (word not in _LINKS and text[first.end() : core.end].strip()) else None


def _past_group(text: str, core: Span, own: Span, taken: Sequence[Span]) -> int:
    """Where the group, the time and the aside end that directly follow a number."""
    position = own.end
    for other in taken:
        if position <= other.start and not text[position : other.start].strip(" ,()–—-"):
            position = max(position, other.end)
    position = past_bracket(text, position, core.end)
    if aside := _ASIDE.match(text, position, core.end):
        following = WORD.match(text, aside.end())
        return aside.end() if following and is_verb(following.group()) else position
    return position


def _is_subject(text: str, own: Span, taken: Sequence[Span]) -> bool:
    """Whether what stands before a share in brackets is whom it is of: "most voters (64 %) think"."""
    bracket = text.rfind("(", max(0, own.start - 24), own.start + 1)
    before = text[max(0, bracket - 24) : bracket].split()
    if before and before[-1].lower() in _AS_MANY:
        return True
    return any(span.end <= bracket and not text[span.end : bracket].strip() for span in taken)
