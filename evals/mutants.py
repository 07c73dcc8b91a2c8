"""True sentences with one thing made wrong: what verification must not let pass. Pure and deterministic.

A mutant is made from a paraphrase that an independent author wrote (`cases/sentences/paraphrases.jsonl`),
never from the quote itself, and without the product's own reader of quantities: a number that it does not see
is changed too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.sentences import Paraphrase

Kind = Literal[
    "value", "unit", "year", "citation", "population swapped", "population dropped", "population widened",
    "speaker swapped", "hedge lost",
]  # fmt: skip
# None of these may pass; the others may be missed now and then.
NEVER: tuple[Kind, ...] = ("value", "unit", "year", "citation")

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b(?!\s*(?:%|per ?cent|percent|,\d))")
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/])")
_WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_SHARE_WORDS = {
    "half": "a third", "a third": "half", "two-thirds": "three-quarters", "two thirds": "three quarters",
    "a quarter": "a third", "three-quarters": "two-thirds", "three quarters": "two thirds",
    "doubled": "tripled", "tripled": "doubled", "twice": "three times",
}  # fmt: skip
_UNITS = (
    (r"\s?%(?=[\s,.;:)]|$)", " percentage points"),
    (r"\bper ?cent\b(?! points?)", "percentage points"),
    (r"\bpercentage points\b", "per cent"),
    (r"\bmillion\b", "billion"), (r"\bbillion\b", "million"), (r"\bthousand\b", "million"),
    (r"(?:US)?\$", "€"), (r"€", "US$"), (r"\bdollars\b", "euros"),
    (r"\bhours\b", "days"), (r"\bdays\b", "weeks"), (r"\bmonths\b", "years"), (r"\bminutes\b", "hours"),
    (r"\btimes\b", "per cent"),
)  # fmt: skip
_MARK = re.compile(r"\[(\d)\]")
_PREPOSITIONS = "of|among|amongst|by|for|at|from|in"
_RESTRICTS = re.compile(
    r"\s(?:who|that|which|whose|in|on|of|from|at|with|without|using|running|to|among|across|outside|by|whom"
    r"|lacking|planning)\b.*$"
)
# What only says that a group was asked, or that it is the world's, narrows nothing.
_ONLY_ASKED = re.compile(
    r"\b(?:respon|answer|ask|survey|poll|question|took part|taking part|particip|repl|interview|who gave"
    r"|sampl|microsurvey|worldwide|around the (?:world|globe)|across the (?:world|globe)|global)",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|close to|just under|more than|over"
    r"|upwards of|at least|up to|as much as|as many as|fewer than|less than|under|some|an estimated|not quite"
    r"|well over|slightly over|slightly more than|just over|in excess of|a little over|or more)\b ?",
    re.IGNORECASE,
)
_MODALS = re.compile(r"\b(?:could|may|might|would)\b")
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|those|all)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A paraphrase with one thing wrong; its marks point into `quotes`, which may be more than before."""

    of: str
    kind: Kind
    sentence: str
    quotes: tuple[str, ...]


def mutants_of(case: Paraphrase, others: Sequence[Paraphrase]) -> list[Mutant]:
    """All mutants of a paraphrase; `others` lend populations, speakers and quotes.

    At most three values, two years and two units are changed, so that long sentences do not prevail.
    """
    found = [
        *_of("value", case, _values(case.sentence, case.id), 3),
        *_of("unit", case, _units(case.sentence), 2),
        *_of("year", case, _years(case), 2),
    ]
    if case.population:
        found += _of("population swapped", case, _swapped(case, others, "population"), 1)
        found += _of("population dropped", case, _dropped(case.sentence, case.population), 1)
        found += _of("population widened", case, _widened(case.sentence, case.population), 1)
    if case.speaker:
        found += _of("speaker swapped", case, _swapped(case, others, "speaker"), 1)
    if case.hedge:
        found += _of("hedge lost", case, _unhedged(case.sentence, case.hedge), 1)
    return found + _cited_elsewhere(case, others)


def _of(kind: Kind, case: Paraphrase, sentences: Iterator[str], most: int) -> list[Mutant]:
    distinct = dict.fromkeys(s for s in sentences if s != case.sentence)
    return [Mutant(case.id, kind, sentence, case.quotes) for sentence in list(distinct)[:most]]


def _pick(seed: str, count: int) -> int:
    """A number below `count` that only depends on the seed."""
    return int(hashlib.sha256(seed.encode()).hexdigest(), 16) % count


def _put(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


def _values(text: str, seed: str) -> Iterator[str]:
    """One digit, or one number word, of a number that is no year and no mark."""
    marks = {m.start(1) for m in _MARK.finditer(text)}
    for match in _NUMBER.finditer(text):
        number = match[0]
        if match.start() in marks or _YEAR.fullmatch(number):
            continue
        places = [i for i, char in enumerate(number) if char.isdigit()]
        at = places[_pick(f"{seed}{match.start()}", len(places))]
        digit = str((int(number[at]) + 1 + _pick(f"{seed}{at}", 8)) % 10)
        if at == 0 and digit == "0":
            digit = "9" if number[0] != "9" else "8"
        yield _put(text, match, number[:at] + digit + number[at + 1 :])
    for match in _WORD.finditer(text):
        word = match[0].lower()
        group = _WORDS[:11] if word in _WORDS[:11] else _WORDS[11:]
        other = group[(group.index(word) + 1) % len(group)]
        yield _put(text, match, other.capitalize() if match[0][0].isupper() else other)
    for words, other in _SHARE_WORDS.items():
        if share := re.search(rf"\b{words}\b(?!-)", text):
            yield _put(text, share, other)


def _units(text: str) -> Iterator[str]:
    for pattern, other in _UNITS:
        if match := re.search(pattern, text):
            yield _put(text, match, other)


def _years(case: Paraphrase) -> Iterator[str]:
    """A year one or two off; one that the sentence has already would only change the order."""
    stands = set(_YEAR.findall(case.sentence))
    for match in _YEAR.finditer(case.sentence):
        for step in (-1, 1, -2, 2) if _pick(case.id, 2) else (1, -1, 2, -2):
            other = str(int(match[0]) + step)
            if other not in stands:
                yield _put(case.sentence, match, other)
                break


def _swapped(
    case: Paraphrase, others: Sequence[Paraphrase], field: Literal["population", "speaker"]
) -> Iterator[str]:
    """The group or speaker of another source, with no word in common."""
    own = (case.population if field == "population" else case.speaker) or ""
    known = _content(" ".join((case.sentence, *case.quotes)))
    for step in range(len(others)):
        other = others[(_pick(case.id + field, len(others)) + step) % len(others)]
        words = other.population if field == "population" else other.speaker
        named = field == "population" or (
            words is not None and any(char.isupper() for char in words[1:] + words[:1])
        )
        if words and named and other.source != case.source and not _content(words) & known:
            yield case.sentence.replace(own, words, 1)
            return


def _content(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3}


def _dropped(text: str, population: str) -> Iterator[str]:
    if match := re.search(rf"\s(?:{_PREPOSITIONS})\s(?:all\s)?{re.escape(population)}(?=[\s,.;:\[])", text):
        yield _put(text, match, "")


def _widened(text: str, population: str) -> Iterator[str]:
    """The group without what narrows it: "users" of "container users"."""
    if "," in population or " and " in population or re.search(r"\d", population):
        return
    article = _ARTICLE.match(population)
    core = _RESTRICTS.sub("", population[article.end() if article else 0 :])
    head = core.split()[-1] if core.split() else ""
    lost = (
        population[: population.find(core)]
        + core.removesuffix(head)
        + population[population.find(core) + len(core) :]
    )
    narrows = _ARTICLE.sub("", lost).strip() and not _ONLY_ASKED.search(lost)
    if (
        narrows
        and head.endswith("s")
        and head.lower() not in ("respondents", "hundreds", "thousands", "tens")
    ):
        yield text.replace(population, head, 1)


def _unhedged(text: str, hedge: str) -> Iterator[str]:
    at = text.find(hedge)
    window = (max(0, at - 1), at + len(hedge) + 1)
    if word := _HEDGES.search(text, *window):
        yield _put(text, word, "")
    elif modal := _MODALS.search(text, *window):
        yield _put(text, modal, "will")


def _cited_elsewhere(case: Paraphrase, others: Sequence[Paraphrase]) -> list[Mutant]:
    """The mark of the first quote set to another quote: one of the same text, and one of another."""
    quotes = [(other, quote) for other in others if other.id != case.id for quote in other.quotes]
    same = [q for o, q in quotes if o.source == case.source and q not in case.quotes]
    far = [q for o, q in quotes if o.source != case.source]
    found = []
    for pool in (same, far):
        if pool:
            wrong = pool[_pick(f"{case.id}cited", len(pool))]
            number = len(case.quotes) + 1
            sentence = case.sentence.replace("[1]", f"[{number}]")
            found.append(Mutant(case.id, "citation", sentence, (*case.quotes, wrong)))
    return found
