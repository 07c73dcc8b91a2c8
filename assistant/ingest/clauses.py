"""Which part of a sentence belongs to which of its quantities.

A sentence with several numbers ("Helm was in production at 77 % and Prometheus at 73 %") is cut
between them where the next number's own words begin. What a later part leaves out ("was in
production") is its shared part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.ingest.grammar import is_verb, reads_as_verb
from assistant.ingest.verb_lexicon import GERUNDS, is_past
from assistant.schema import Quantity, Span

# A sentence without end (a table, a log) is looked at no further than this around a number.
REACH: Final = 320

_CUT: Final = re.compile(
    r"(?P<strong>;\s|\s[–—]\s|—|\s\|\s"
    r"|,?\s(?:while|whereas|but|although|though|compared (?:with|to)|versus|vs\.?"
    r"|as against|as opposed to|rather than|according to)\s)"
    r"|(?P<joined>,\s(?:and|or|then|with|up|down|against|from|to|not|followed by|plus)\s)"
    # Not before what only says a share again: "six in ten tenants (60 %) pay more".
    r"|(?P<comma>,\s|:\s|\((?!\s?\d+(?:\.\d+)?\s?(?:%|per\s?cent)\s?\)))"
    r"|(?P<word>\s(?:and|or|to|against|from|up from|down from|than|then|not|followed by|plus)\s)"
)
_TIME_ALONE: Final = re.compile(
    r"(?:(?:and|but|while)\s)?(?:in|for|by|during|since|at|of)\s(?:the\s)?(?:[A-Za-z]{2,12}\s){0,3}"
    r"(?:(?:1[89]|20)\d\d|then|that year|last year)\s?"
)
_STRONG: Final = re.compile(r";\s|\s[–—]\s|—|\.\s")
_STRENGTH: Final = {"strong": 4, "joined": 3, "comma": 2, "word": 1}
_LEADS: Final = re.compile(
    r"(?:(?:up|down|from|to|by|with|about|only|just|another|some|then|also|a|an|the|of|those|these|at|in|and|or"
    r"|not|as|compared|against|further|still|around|even|all|almost|nearly|over|more|than|is|was)\s+)*"
)
_COLON: Final = re.compile(r"\s?:\s|;\s|\s[–—]\s|—|[!?]\s|\s\.\s|(?<=[a-z0-9)])\.\s")
_CONJUNCTION: Final = re.compile(r"(?:and|or|but|while|whereas|although|though|then|with)\s+", re.IGNORECASE)
_TAIL: Final = re.compile(r";\s|,?\s(?:while|whereas|although|though)\s|,\sbut\s|\s[–—]\s")
# "to 44 % after the review was leaked": its verb is not that of the number.
_ASIDE: Final = re.compile(
    r"\s?,\s(?:[A-Z][\w.&’'-]*\s){1,4}(?-i:said|says|reported|reports|estimates|reckons)\b"
    r"|\s(?:after|before|when|since|because|if|unless|once|as)\s(?!(?:likely|many|much)\b)",
    re.IGNORECASE,
)
_MAY_BE_VERB: Final = re.compile(r"(?:[\d%)]|\bcent|\band|\bor|\bbut|\bwho|\bthey)[\s,]*$", re.IGNORECASE)
# What begins the part in which two parallel clauses differ.
_REPLACED: Final = frozenset(("in", "from", "to", "on", "at", "with", "for", "by", "as"))
_PREPOSITIONS: Final = frozenset(("including", "excluding", "according", "using", "being", "having"))
_ARTICLES: Final = frozenset(("a", "an", "another"))
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")


def begins(quantity: Quantity | Span) -> int:
    """Where a quantity begins with its qualifier."""
    qualifier = None if isinstance(quantity, Span) else quantity.qualifier_start
    return quantity.start if qualifier is None else qualifier


def clause_of(text: str, sentence: Span, quantities: Sequence[Quantity | Span], i: int) -> Span:
    """The part of a sentence that belongs to its i-th quantity: metric, population, period.

    `quantities` are those of the sentence in order. Numbers that nothing separates ("58 % of 628
    respondents") share one part.
    """
    return clauses_of(text, sentence, quantities)[i]


def clauses_of(text: str, sentence: Span, quantities: Sequence[Quantity | Span]) -> list[Span]:
    """`clause_of` for each quantity of a sentence, in one pass."""
    cuts = [_cut_between(text, a, b) for a, b in pairwise(quantities)]
    starts: list[int] = [sentence.start]
    for cut in cuts:
        starts.append(starts[-1] if cut is None else cut)
    ends: list[int] = [_tail(text, sentence, quantities)] if quantities else []
    for cut in reversed(cuts):
        ends.append(ends[-1] if cut is None else cut)
    ends.reverse()
    return [
        _trim(text, max(s, q.start - REACH), min(e, q.end + REACH))
        for s, e, q in zip(starts, ends, quantities, strict=False)
    ]


def shared_of(
    text: str, clauses: Sequence[Span], quantities: Sequence[Quantity | Span], i: int
) -> tuple[Span, ...]:
    """What the i-th part of a sentence leaves out and takes from a neighbour that says it.

    The words before the number of the nearest earlier part that has a verb; if there are none, the
    words after it. A first part without a verb ("58 % of backend and 30 % of frontend developers use
    it") takes the words after the next number.
    """
    if _stands_alone(text, clauses[i], quantities[i]):
        return ()
    for k in range(i - 1, max(-1, i - 6), -1):
        strong = _STRONG.search(text, quantities[k].end, clauses[i].start)
        if strong and (ahead := _ahead(text, clauses, quantities, i)):
            # "...; 64 % in X and 57 % in Y also prefer": what follows is nearer than what stands before ";"
            return (ahead,)
        if clauses[k] != clauses[i] and has_verb(text, clauses[k]):
            if predicate := _predicate_before(text, clauses[k], quantities[k]):
                return (_parallel(text, predicate, Span(quantities[i].end, clauses[i].end)),)
            return _from_before(
                text, Span(clauses[i].start, begins(quantities[i])), clauses[k], quantities[k]
            )
    if ahead := _ahead(text, clauses, quantities, i):
        return (ahead,)
    # A list without a verb: "Kubernetes 58 % (2018), 78 % (2019)", but not "Helm 77 %, Flux 18 %".
    first = _trim(text, clauses[0].start, begins(quantities[0]))
    words = text[clauses[i].start : begins(quantities[i])]
    own = _WORD.search(words) and not _LEADS.fullmatch(f"{words} ")
    return (first,) if i and first.start < first.end and not own else ()


def _stands_alone(text: str, clause: Span, quantity: Quantity | Span) -> bool:
    """Whether a part of a sentence has its own verb."""
    part = Span(_last_part(text, clause.start, begins(quantity)), clause.end)
    if _begins_with_gerund(text, part.start):
        return True
    aside = _ASIDE.search(text, quantity.end, part.end)
    own = Span(part.start, aside.start() if aside else part.end)
    return has_verb(text, own) or _verb_before(text, part.start, begins(quantity))


def _from_before(text: str, lead: Span, clause: Span, quantity: Quantity | Span) -> tuple[Span, ...]:
    """What a part, of which `lead` stands before its number, takes from an earlier part with a verb."""
    before = _trim(text, clause.start, begins(quantity))
    if not has_verb(text, before):
        after = _trim(text, quantity.end, clause.end)
        return tuple(s for s in (before, after) if s.start < s.end)
    words = text[lead.start : lead.end]
    if not _WORD.search(words) or _LEADS.fullmatch(f"{words} "):
        return (before,)
    item = _last_part(text, before.start, before.end)
    if item > before.start:
        # "They run this in production: Helm 77 %, Prometheus 73 %": the item before is not of this one.
        return (_trim(text, before.start, item),)
    return (_about_verb(text, before, listed=words.rstrip().endswith("(")),)


def _predicate_before(text: str, clause: Span, quantity: Quantity | Span) -> Span | None:
    """What is said after a number that begins its clause or follows a comma: "In 2016, 30 % [sailed to]"."""
    before = text[clause.start : begins(quantity)].rstrip()
    if before and before[-1] not in ",:" and not before.lower().endswith(("of whom", "of which", "of them")):
        return None
    after = _trim(text, quantity.end, clause.end)
    return after if after.start < after.end and has_verb(text, after) else None


def _parallel(text: str, predicate: Span, rest: Span) -> Span:
    """A predicate without what its parallel replaces: "30 % [sailed] to Oslo, 12 % to Bergen"."""
    first = _WORD.search(text, rest.start, rest.end)
    if first is None or first.group().lower() not in _REPLACED:
        return predicate
    same = re.compile(rf"\s{first.group()}\s").search(text, predicate.start, predicate.end)
    return Span(predicate.start, same.start()) if same else predicate


def _ahead(text: str, clauses: Sequence[Span], quantities: Sequence[Quantity | Span], i: int) -> Span | None:
    """What the next part with a verb says after its number."""
    for k in range(i + 1, min(len(quantities), i + 6)):
        if (
            clauses[k] != clauses[i]
            and not _differ(quantities[i], quantities[k])
            and has_verb(text, clauses[k])
        ):
            return _trim(text, quantities[k].end, clauses[k].end)
    return None


def _verb_before(text: str, start: int, end: int) -> bool:
    """Whether a verb leads to a number: "A query scans 640 TB", "This group accounts for 1 %"."""
    words = [m.group().lower() for m in _WORD.finditer(text, max(start, end - 40), end)]
    if words and words[-1] in ("for", "to", "at"):
        words.pop()
    return (
        len(words) > 1
        and (is_verb(words[-1]) or is_past(words[-1]))
        and words[-2] not in ("the", "a", "an", "of", "in")
    )


def _last_part(text: str, start: int, end: int) -> int:
    """Where what directly leads to a number begins: after a colon or a dash."""
    cuts = [match.end() for match in _COLON.finditer(text, start, end)]
    return cuts[-1] if cuts else start


def _about_verb(text: str, span: Span, *, listed: bool) -> Span:
    """The part of a clause that its parallel leaves out.

    Of "Helm was in production at 77 % and Prometheus at 73 %" it is "was in production at"; of a list,
    "The obstacles were cost (31 %), security (28 %)", it is "The obstacles were".
    """
    verbs, previous = [], _before(text, span.start)
    for match in _WORD.finditer(text, span.start, span.end):
        if reads_as_verb(match.group(), previous):
            verbs.append(match)
        previous = match.group().lower()
    if not verbs:
        return span
    return _trim(text, span.start, verbs[-1].end()) if listed else _trim(text, verbs[0].start(), span.end)


def has_verb(text: str, span: Span) -> bool:
    """Whether a part of a sentence has a verb of its own."""
    previous, position = _before(text, span.start), span.start
    for match in _WORD.finditer(text, span.start, span.end):
        word = match.group().lower()
        if "%" in text[position : match.start()] and previous not in _ARTICLES:
            previous = ""  # As in: 68 % use it.
        if reads_as_verb(word, previous):
            return True
        previous, position = word, match.end()
    return False


def _before(text: str, start: int) -> str:
    """What makes the first word of a part a noun; nothing where it may be a verb, after a number or "and"."""
    return "" if _MAY_BE_VERB.search(text, max(0, start - 8), start) else "the"


def _cut_between(text: str, a: Quantity | Span, b: Quantity | Span) -> int | None:
    """Where the words of the second of two neighbouring quantities begin; None if they share theirs."""
    start, end = a.end, begins(b)
    stripped = start + len(text[start:end].rstrip())
    if text[stripped - 1 : stripped] == "(" and stripped > start:
        # A number in brackets belongs to the words before them: "cost (31 %), security (28 %)".
        end = stripped - 1
    inside = text.rfind("(", start, end)
    if inside >= 0 and text.find(")", inside, end) < 0:
        # As in: say there is a lot (a view shared by 69 % of Americans).
        return inside + 1
    best: re.Match[str] | None = None
    strength = 0
    for match in _CUT.finditer(text, max(start, end - REACH), end):
        lead = _LEADS.match(text, match.end(), end)
        here = _STRENGTH[match.lastgroup or "word"]
        if lead and lead.end() == end:
            if best and _TIME_ALONE.fullmatch(text, best.end(), match.start()):
                # As in: 84 % in 2019, and for 2020, 92 %. The time leads the number that follows it.
                return _begin(text, best)
            if best and best.lastgroup == "comma" and _begins_with_gerund(text, best.end()):
                # As in: closed a $48m round, bringing its funding to $112 million.
                return _begin(text, best)
            # Nothing but small words up to the number: a part that begins with its number, or after a
            # stronger cut with a phrase of its own ("; of those, 30 %").
            return _begin(text, best if best and strength == _STRENGTH["strong"] else match)
        if here > strength:
            best, strength = match, here
    if best and strength == _STRENGTH["word"] and _differ(a, b):
        # "sang at home or in choirs on three evenings": the second number stands inside what the first says.
        return None
    return _begin(text, best) if best else None


def _begins_with_gerund(text: str, start: int) -> bool:
    first = _WORD.match(text, start)
    return first is not None and first.group() in GERUNDS and first.group() not in _PREPOSITIONS


def _differ(a: Quantity | Span, b: Quantity | Span) -> bool:
    """Whether one of two numbers is a share and the other only counts or times something."""
    if isinstance(a, Span) or isinstance(b, Span):
        return False
    shares = [q.unit in ("percent", "ratio") for q in (a, b)]
    return shares[0] != shares[1]


def _begin(text: str, cut: re.Match[str]) -> int:
    """The first character after the comma of a cut, so that "and" stays with what it introduces."""
    at = cut.start()
    while at < cut.end() and text[at] in ",;:—–| \n\t":
        at += 1
    return at


def _tail(text: str, sentence: Span, quantities: Sequence[Quantity | Span]) -> int:
    """Where the last part of a sentence ends: before a side clause without a number."""
    match = _TAIL.search(text, quantities[-1].end, min(sentence.end, quantities[-1].end + REACH))
    return match.start() if match else sentence.end


def _trim(text: str, start: int, end: int) -> Span:
    """A span without the space and punctuation around it."""
    while start < end and text[start] in " \n\t\u00a0,;:|-•*–—)":
        start += 1
    lead = _CONJUNCTION.match(text, start, end)
    start = lead.end() if lead else start
    while start < end and text[end - 1] in " \n\t\u00a0,;:|–—":
        end -= 1
    return Span(start, end)
