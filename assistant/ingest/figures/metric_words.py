"""Words that say nothing of what is measured, and the verbs around a number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from assistant.ingest.grammar import is_auxiliary, is_verb, reads_as_verb
from assistant.ingest.verb_lexicon import is_past
from assistant.schema import Span

# Small words that are left out at the ends of a metric.
_EDGE: Final = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "but", "as",
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "that", "this",
    "these", "those", "it", "its", "there", "which", "who", "while", "whereas", "although", "though", "so",
    "yet", "then", "than", "just", "only", "even", "still", "already", "now", "also", "some", "about",
    "around", "nearly", "almost", "over", "under", "more", "less", "least", "up", "down", "not", "per",
    "cent", "percent", "percentage", "overall", "however", "meanwhile", "today", "again", "another",
    "further", "additional", "total", "reached", "reaches", "reach", "stood", "stands", "stand", "hit",
    "hits", "rose", "risen", "fell", "fallen", "grew", "grown", "went", "came", "gone", "rising",
    "falling", "climbed", "dropped", "increased", "decreased", "compared", "versus", "vs", "according",
    "respectively", "do", "does", "did", "will", "would", "could", "might", "may", "can", "among",
    "amongst", "between", "within", "across", "roughly", "approximately", "because", "when", "where", "if",
    "using", "showed", "shows", "found", "finds", "says", "said", "say", "reported", "reports", "report",
    "account", "accounts", "accounted", "accounting", "made", "makes", "make", "remains", "remained",
    "totals", "totalled", "totaled", "after", "before", "during", "since", "until", "average", "estimated",
    "one", "he", "she", "they", "we", "you", "i", "both", "each", "all", "what", "how", "very", "too",
    "much", "additionally", "moreover", "furthermore", "similarly", "conversely", "instead", "including",
    "such", "like", "quite", "barely", "hardly", "scarcely", "merely", "exactly", "fully", "full", "well", "anywhere", "n't", "rather", "majority", "majorities",
    "plurality", "pluralities", "median", "medians", "many", "few", "fewer", "most", "far", "s", "t", "re",
    "ve", "ll", "notably", "amid", "thus", "hence", "anyway", "likewise",
))  # fmt: skip
_CONTRACTED: Final = re.compile(r"(?:i|you|we|he|she|it|they|there|that|who)['’](?:re|ve|s|d|ll|m)")
WORD: Final = re.compile(r"[^\W_](?:[\w’'&/+.-]*[\w+])?")
# What a quantity does that is measured: said by its subject alone.
_LIGHT: Final = frozenset((
    "approach", "approaches", "approached", "exceed", "exceeds", "exceeded", "exceeding", "expect",
    "expects", "expected", "project", "projects", "projected", "forecast", "forecasts", "estimate",
    "estimates", "estimated", "amount", "amounts", "amounted", "number", "numbers", "numbered", "top",
    "tops", "topped", "surpass", "surpassed", "surpasses", "hover", "hovers", "hovered", "range", "ranges",
    "ranged", "average", "averages", "averaged", "equal", "equals", "equalled", "constitute",
    "constitutes", "constituted", "represent", "represents", "represented", "see", "sees", "saw", "seen",
    "record", "records", "recorded", "recording", "register", "registers", "registered", "peak", "peaks",
    "peaked", "peaking", "put", "puts", "give", "gives", "gave", "given", "likely", "set", "able", "pass",
    "passes", "passed", "slid", "slip", "slips", "slipped", "shrank", "shrunk", "rebound", "rebounded",
    "plunge", "plunged", "soar", "soared", "surge", "surged", "jump", "jumps", "jumped", "edge", "edged",
    "slump", "slumped", "tumble", "tumbled", "dip", "dipped", "sank", "swell", "swelled", "swollen",
    "expand", "expanded", "widen", "widened", "narrow", "narrowed", "double", "doubled", "triple",
    "tripled", "halve", "halved", "grow", "grows", "growing", "rise", "rises", "fall", "falls", "decline",
    "declined", "declines", "increase", "increases", "decrease", "decreases", "drop", "drops", "climb",
    "climbs", "reaching", "reached", "cross", "crossed", "drift", "drifted", "ease", "eased", "recover",
    "recovered", "become", "becomes", "became", "begin", "begins", "began", "start", "starts", "started",
    "continue", "continues", "continued", "tend", "tends", "tended", "seem", "seems", "seemed", "appear",
    "appears", "appeared", "going", "want", "wants", "wanted", "hope", "hopes", "hoped", "plan", "plans",
    "planned", "aim", "aims", "aimed", "need", "needs", "needed", "try", "tries", "tried", "predict",
    "predicted", "predicts", "anticipate", "anticipated", "think", "thought", "believed", "believe",
    "ends", "ended", "end", "turn", "turned", "turns", "worked", "work", "comprise", "comprises",
    "comprised", "make", "made", "total", "totals", "calculated", "measured", "reported", "get", "gets",
    "got", "keeps", "kept", "stay", "stays", "stayed", "rose", "risen", "fell", "fallen", "grew", "grown",
    "increased", "decreased", "climbed", "dropped", "stood", "stands", "went", "gone", "hit", "hits",
))  # fmt: skip
# Who does this to something brings it to a number: what is measured is the object.
_CAUSES: Final = frozenset((
    "keep", "keeps", "kept", "keeping", "limit", "limits", "limited", "limiting", "cut", "cuts", "cutting",
    "raise", "raises", "raised", "raising", "reduce", "reduces", "reduced", "reducing", "bring", "brings",
    "brought", "bringing", "hold", "holds", "held", "holding", "cap", "caps", "capped", "capping", "lower",
    "lowers", "lowered", "lowering", "push", "pushes", "pushed", "pushing", "put", "puts", "increase",
    "increases", "increased", "increasing", "decrease", "decreased", "shrink", "shrank", "boost", "boosts",
    "boosted", "boosting", "slash", "slashes", "slashed", "slashing", "trim", "trimmed", "curb", "lift",
    "lifts", "lifted", "lifting", "drive", "drove", "driven", "driving", "take", "takes", "took", "taking",
    "set", "sets", "setting", "expand", "expanded", "grow", "improve", "improves", "improved", "improving",
    "halve", "double", "estimate", "estimates", "estimated", "value", "values", "valued", "give", "gives",
    "gave", "extend", "extended", "cause",
    "causes", "caused", "causing",
))  # fmt: skip
_VAGUE: Final = frozenset((
    "low", "high", "record", "peak", "maximum", "minimum", "median", "mean", "average", "total", "level",
    "value", "figure", "number", "lowest", "highest", "top", "bottom", "period", "span", "course", "rate",
    "range", "combined", "overall", "annual", "yearly", "whopping", "mere", "staggering", "new",
    "all-time",
))  # fmt: skip
# Beside a number they say nothing of what it is of: "previously 25 %", "once 1.2 GB", "maybe half".
_HEDGES: Final = frozenset((
    "once", "maybe", "perhaps", "lowest", "highest", "fewest", "largest", "smallest", "biggest", "out",
    "initial", "current", "previous", "former", "levels", "level", "mere", "modest", "whopping",
))  # fmt: skip
_NOT_ADVERBS: Final = frozenset((
    "supply", "family", "assembly", "monopoly", "reply", "rally", "anomaly", "italy", "july", "fly",
    "jelly", "belly", "ally", "lily", "elderly", "weekly", "daily", "monthly", "quarterly", "only", "friendly",
    "butterfly", "poly", "ply", "apply", "comply", "rely", "multiply", "imply",
))  # fmt: skip
# "had not got a raise since": with "not" they tell something.
_TOLD_IF_NOT: Final = frozenset(
    ("see", "seen", "saw", "get", "got", "make", "made", "record", "recorded", "work", "worked")
)
_SURE_IF_BY: Final = frozenset(
    ("cut", "cuts", "halved", "lifts", "boosts", "raises", "lowers", "slashes", "trims")
)
# The noun, not "account for".
_BANK_ACCOUNT: Final = re.compile(r"(?<=[a-z]\s)accounts?\b(?!\sfor\b)")
_RATE: Final = re.compile(
    r"\s?(?:per\s(?!cent\b)|(?:an?|each|every)\s(?=(?:year|month|week|day|hour|minute|second|person"
    r"|user|head|night|share|piece|kilo|kilogram|tonne|ton|pound|ounce|litre|liter|gallon|pint|barrel|mile|kilometre"
    r"|kilometer|metre|meter|acre|hectare|unit|household|customer|seat|ticket|bottle|pupil|student|employee"
    r"|worker|patient|game|match|episode|shift|ride|trip)\b))"
)
_BRINGS_TO: Final = frozenset(("to", "at", "by", "below", "under", "above", "from", "as", "within"))
_BELOW: Final = re.compile(r"(?:below|under|above|over)\s")
_PASSIVE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_RATE_STOPS: Final = frozenset((
    "and", "or", "in", "to", "for", "of", "at", "by", "on", "from", "with", "as", "but", "than", "is",
    "are", "was", "were", "when", "while", "if", "over", "under", "after", "since", "during", "between", "within",
    "among", "because",
))  # fmt: skip
_MAX_RATE: Final = 4


@lru_cache(maxsize=1 << 14)
def is_small(word: str) -> bool:
    """Whether a word is left out at the ends of a metric."""
    lower = word.lower()
    return lower in _EDGE or _CONTRACTED.fullmatch(lower) is not None


def has_content(words: str) -> bool:
    """Whether a text has any word that is not small."""
    return any(not is_small(m.group()) and not m.group()[0].isdigit() for m in WORD.finditer(words))


def says_what(text: str, span: Span) -> bool:
    """Whether a text has a word that says what is measured, other than "a new high"."""
    return any(
        not is_small(m.group()) and m.group().lower() not in _VAGUE
        for m in WORD.finditer(text, span.start, span.end)
    )


def is_remnant(text: str, span: Span) -> bool:
    """Whether a text only has adverbs and words such as "lowest" beside those that are small."""
    return not any(
        not is_small(m.group()) and m.group().lower() not in _HEDGES and not _is_adverb(m.group().lower())
        for m in WORD.finditer(text, span.start, span.end)
    )


def only_moves(text: str, spans: Iterable[Span]) -> bool:
    """Whether all words are small or verbs that only bring a number: "declined", "averaged"."""
    found = [m.group().lower() for s in spans for m in WORD.finditer(text, s.start, s.end)]
    return bool(found) and all(word in _LIGHT or is_small(word) for word in found)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 3 and word not in _NOT_ADVERBS


def trimmed(text: str, piece: Span, *, left: bool = True, right: bool = True) -> Span | None:
    """A piece without the small words at the ends that are named."""
    words = list(WORD.finditer(text, piece.start, piece.end))
    first, last = 0, len(words)
    while (
        first < last and left and is_small(words[first].group()) and not is_rate(text, words[first].start())
    ):
        first += 1
    while last > first and right and is_small(words[last - 1].group()):
        if _BANK_ACCOUNT.match(text, words[last - 1].start()):
            break
        last -= 1
    return Span(words[first].start(), words[last - 1].end()) if first < last else None


def is_rate(text: str, at: int) -> bool:
    """Whether a rate begins at a place: "per token", "a year"."""
    return _RATE.match(text, at) is not None


def rate_after(text: str, at: int, limit: int) -> Span | None:
    """The rate that follows a number: "$1.86 per million tokens", "€5 a month per user"."""
    end = at
    while match := _RATE.match(text, end, limit):
        end, number = match.end(), 0
        for word in WORD.finditer(text, match.end(), limit):
            gap = text[end : word.start()]
            lower = word.group().lower()
            if gap.strip() or number == _MAX_RATE or lower in _RATE_STOPS or is_rate(text, word.start()):
                break
            end, number = word.end(), number + 1
    start = at + len(text[at:end]) - len(text[at:end].lstrip())
    return Span(start, end) if end > start else None


def verb_chain(text: str, start: int, end: int) -> tuple[int | None, int]:
    """The chain of verbs at `start`: where its first telling verb begins, if any, and where it ends.

    Of "are forecast to exceed" there is none, of "can expect to pay" it is "pay".
    """
    position, began = start, False
    for word in WORD.finditer(text, start, end):
        lower = word.group().lower()
        if text[position : word.start()].strip(" ,"):
            break
        negated = began and text[max(0, word.start() - 4) : word.start()] in ("not ", "ver ")
        if (
            is_auxiliary(lower)
            or (lower in _LIGHT and not (negated and lower in _TOLD_IF_NOT))
            or (began and (lower == "to" or lower.endswith("ly")))
        ):
            position, began = word.end(), True
            continue
        if is_verb(lower) or is_past(lower):
            return word.start(), word.end()
        break
    return None, position


def caused(text: str, start: int, end: int) -> Span | None:
    """The object of which a verb before a number says what is done to it: "cut [bus emissions] by"."""
    words = list(WORD.finditer(text, start, end))
    led = bool(words) and words[-1].group().lower() in _BRINGS_TO
    if not led and not _BELOW.match(text, end):
        return None
    stop = words[-1].start() if led else end
    for place in range(len(words) - 2, -1, -1):
        lower = words[place].group().lower()
        before = words[place - 1].group().lower() if place else "to"
        if lower in _CAUSES and _is_done(lower, before):
            found = Span(words[place].end(), stop)
            return found if says_what(text, found) and before not in _PASSIVE else None
    return None


def _is_done(word: str, previous: str) -> bool:
    """Whether a word is a verb here: "to cut", "and cut", not "noise increase"."""
    if word.endswith("ing"):
        return previous not in ("the", "a", "an", "of")
    # "The drug cut relapses by half": with what it is done to before "by", no noun.
    cuts = word in _SURE_IF_BY and previous not in ("the", "a", "an", "of", "in", "this", "tax", "job")
    return (
        cuts
        or previous in ("to", "and", "or", "not")
        or is_auxiliary(previous)
        or reads_as_verb(word, previous)
    )


def tokens(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words between two places."""
    return WORD.finditer(text, start, end)
