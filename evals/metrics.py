"""The measures, pure. Each docstring gives formula, symbols, empty case and source.

A measure of one case returns None where it does not apply (the case stays visible but is outside the
average); averages and intervals are in `evals.intervals`. "Source: DESIGN 9" means that this project
defines the measure; its text stands in `evals/README.md`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence

from assistant.index.keyword_index import stem
from assistant.quantities import find_quantities, same_quantity
from assistant.schema import Period, Quantity
from evals.cases import Case, Gold, SourceSpan
from evals.responses import Response, Stated

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[/–-]\s?(\d\d)(?!\d))?")
_QUARTER = re.compile(r"\b(?:q([1-4])|([1-4])q)\b", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_PARENTHESIS = re.compile(r"\([^)]*\)")
_NOT_STATED = re.compile(r"\bnot stated\b", re.IGNORECASE)
_STOP = frozenset(
    (
        "a", "about", "all", "among", "an", "and", "are", "as", "at", "by", "for", "from", "had", "has",
        "have", "in", "is", "it", "its", "not", "of", "on", "or", "that", "the", "their", "those", "to",
        "was", "were", "who", "whose", "with",
    )
)  # fmt: skip


# --- values --------------------------------------------------------------------------------------


def value_accuracy(case: Case, response: Response) -> float | None:
    """1 if the leading figure f equals a gold answer g, else 0.

    equal(f, g) = value, upper bound and unit are equal after normalisation, and qualifier(f) =
    qualifier(g), and the periods are compatible. f = the answer's first figure if its first sentence
    shows it, else the first quantity of that sentence. A refusal scores 0.
    Empty: None where the case has no gold value. Source: DESIGN 9.

    A percentage and a ratio are one quantity (66.67 % = two-thirds), but the sign is never dropped:
    60 is a count, 60 % a share, 0.6 neither.
    """
    if not case.gold:
        return None
    stated = response.leading if response.answered else None
    return float(stated is not None and any(states(stated, gold) for gold in case.gold))


def states(stated: Stated, gold: Gold) -> bool:
    """Whether a figure is a gold answer: value, unit, qualifier, and a compatible period."""
    return (
        same_value(stated.quantity, gold.quantity)
        and stated.quantity.qualifier == gold.qualifier
        and period_compatible(gold.period, stated.period)
    )


def same_value(stated: Quantity, gold: Quantity) -> bool:
    """Whether value, upper bound and unit are equal after normalisation, qualifier and noun aside."""
    return stated.value is not None and same_quantity(stated, gold)


def period_compatible(gold: str | None, stated: Period | None) -> bool:
    """Whether a stated period can be the gold one: a year in common, and the same quarter if both name one.

    Compatible where either says nothing. A period taken from the publication date is no statement
    about the figure and is compatible with every gold period.
    """
    if gold is None or stated is None or stated.kind == "published":
        return True
    ours, theirs = _years_of(stated), _years(gold)
    if ours and theirs and not ours & theirs:
        return False
    quarters = [{a or b for a, b in _QUARTER.findall(text)} for text in (gold, stated.label)]
    return not all(quarters) or bool(quarters[0] & quarters[1])


def _years(text: str) -> set[int]:
    found = set()
    for year, second in _YEAR.findall(text):
        found.add(int(year))
        if second and int(second) > 12:
            # "2025/26" is two years, "2025-06" a month.
            found.add(int(year[:2] + second))
    return found


def _years_of(period: Period) -> set[int]:
    bounds = [int(date[:4]) for date in (period.start, period.end) if date and date[:4].isdigit()]
    between = set(range(min(bounds), max(bounds) + 1)) if bounds else set()
    return between | _years(period.label)


def forbidden_rate(case: Case, response: Response) -> float | None:
    """1 if the leading figure equals a forbidden neighbour in value and unit, else 0; lower is better.

    A value that is gold too (another source rounds to it) is not counted. A refusal scores 0.
    Empty: None where the case names no neighbour. Source: DESIGN 9.
    """
    if not case.forbidden:
        return None
    if not response.answered or response.leading is None:
        return 0.0
    quantity = response.leading.quantity
    if any(same_value(quantity, gold.quantity) for gold in case.gold):
        return 0.0
    return float(any(same_value(quantity, near.quantity) for near in case.forbidden))


def hedge_kept(case: Case, response: Response) -> float | None:
    """1 if the hedge ("nearly", "up to") of the gold value that the answer gives is kept, else 0.

    Kept = the leading figure has the qualifier of a gold answer of its value, and the first sentence
    shows that qualifier with some quantity ("up to 72 % here and 65 % there" hedges both).
    Empty: None for a refusal, and where the leading value is not gold or its gold has no qualifier:
    a hedge on a wrong value is neither kept nor lost. Source: DESIGN 9.
    """
    if not response.answered or response.leading is None:
        return None
    quantity = response.leading.quantity
    allowed = {gold.qualifier for gold in case.gold if same_value(quantity, gold.quantity)}
    if not allowed - {None}:
        return None
    if quantity.qualifier is None:
        return float(None in allowed)
    shown = {found.qualifier for found in find_quantities(response.first_sentence)}
    return float(quantity.qualifier in allowed & shown)


# --- populations, facts, citations ----------------------------------------------------------------


def population_named(case: Case, response: Response) -> float | None:
    """1 if the first sentence names a gold population, else 0.

    named(p, s) = |words(p) & words(s)| / |words(p)| >= 0.5; words = distinct stemmed words and
    numbers without stop words; a parenthesis of the sheet does not count. Where the leading value is
    gold, its own populations are asked for, else any of the case's.
    Empty: None for a refusal, and where no gold answer has a population. Source: DESIGN 9.
    """
    if not response.answered:
        return None
    gold = [item for item in case.gold if item.population]
    if response.leading is not None:
        quantity = response.leading.quantity
        gold = [item for item in gold if same_value(quantity, item.quantity)] or gold
    wanted = [content_words(item.population or "") for item in gold]
    wanted = [words for words in wanted if words]
    if not wanted:
        return None
    shown = content_words(response.first_sentence)
    return float(any(len(words & shown) / len(words) >= 0.5 for words in wanted))


def population_named_or_unstated(case: Case, response: Response) -> float | None:
    """As `population_named`, and 1 too where the first sentence says "not stated".

    Empty: as there. Source: DESIGN 9.
    """
    named = population_named(case, response)
    if named is None:
        return None
    return max(named, float(_NOT_STATED.search(response.first_sentence) is not None))


def content_words(text: str) -> set[str]:
    """Stemmed words and numbers of a text, without stop words and parentheses, spelt the British way."""
    found = set()
    for word in _WORD.findall(_PARENTHESIS.sub(" ", text.lower())):
        if word not in _STOP:
            found.add(stem(word.replace("iz", "is")) if word[0].isalpha() else word.replace(",", ""))
    return found


def citation_accuracy(case: Case, response: Response, spans: Sequence[SourceSpan]) -> float | None:
    """1 if a citation of the first sentence overlaps a gold evidence span of the same source, else 0.

    overlap = at least one character in common.
    Empty: None for a refusal, an unanswerable case, or a case without located evidence; an answer
    without a citation scores 0. Source: DESIGN 9.
    """
    if not response.answered or not case.answerable or not spans:
        return None
    return float(any(cited.overlap(gold) > 0 for cited in response.citations for gold in spans))


def evidence_cited(case: Case, response: Response, spans: Sequence[SourceSpan]) -> float | None:
    """As `citation_accuracy`, over the citations of the whole answer: a list of advice has several.

    Empty: as there. Source: success@k of TREC over an answer's citations.
    """
    if not response.answered or not case.answerable or not spans:
        return None
    cited_spans = (*response.citations, *response.all_citations)
    return float(any(cited.overlap(gold) > 0 for cited in cited_spans for gold in spans))


def key_facts(case: Case, response: Response) -> float | None:
    """1 if every group of the gold facts has an alternative in the answer, else 0.

    Looked for in the whole answer text, lower case; for who / when / sample questions also in what
    the reader sees of the cited sources (title, publisher, event, publication date). A refusal scores 0.
    Empty: None where the case has a gold value or no facts. Source: DESIGN 9.
    """
    if case.gold or not case.facts:
        return None
    if not response.answered:
        return 0.0
    shown = response.text
    if case.type == "who_when_sample":
        shown = f"{shown} {response.citation_words}"
    shown = shown.lower()
    return float(all(any(word.lower() in shown for word in group) for group in case.facts))


# --- refusals -------------------------------------------------------------------------------------


def refusal_recall(case: Case, response: Response) -> float | None:
    """1 if an unanswerable question is refused, else 0.

    Empty: None where the case is answerable. Source: recall of the class "unanswerable".
    """
    return None if case.answerable else float(not response.answered)


def wrongful_refusal(case: Case, response: Response) -> float | None:
    """1 if an answerable question is refused, else 0; lower is better.

    Empty: None where the case is unanswerable. Source: false positive rate of the class "unanswerable".
    """
    return float(not response.answered) if case.answerable else None


def refusal_gap(refused_unanswerable: float, refused_answerable: float) -> float:
    """Share of unanswerable questions refused minus share of answerable ones refused: -1 to 1.

    Source: Youden's J, Cancer 3 (1950) 32-35; DESIGN 9 ("refusals minus wrongful refusals").
    """
    return refused_unanswerable - refused_answerable


def balanced_accuracy(refused_unanswerable: float, refused_answerable: float) -> float:
    """(R + (1 - W)) / 2, R = refused of the unanswerable, W = refused of the answerable; 0.5 is chance.

    Source: Brodersen et al., The balanced accuracy and its posterior distribution, ICPR 2010.
    """
    return (refused_unanswerable + 1 - refused_answerable) / 2


def auroc(positive: Collection[float], negative: Collection[float]) -> float | None:
    """P(x > y) + P(x = y) / 2 for x of the positive and y of the negative scores.

    positive = confidence of answerable, negative = of unanswerable questions; 0.5 is chance.
    Empty: None where either side has no score. Source: Hanley & McNeil, Radiology 143 (1982) 29-36.
    """
    if not positive or not negative:
        return None
    wins = sum((x > y) + (x == y) / 2 for x in positive for y in negative)
    return wins / (len(positive) * len(negative))


# --- retrieval ------------------------------------------------------------------------------------


def recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """|first k of ranked & relevant| / |relevant|.

    Empty: None where nothing is relevant. Source: Manning et al., Introduction to IR, 2008, ch. 8.
    """
    wanted = set(relevant)
    return len(wanted & set(ranked[:k])) / len(wanted) if wanted else None


def hit_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """1 if one of the first k is relevant, else 0; for sources of which each alone answers.

    Empty: None where nothing is relevant. Source: "success@k" of TREC.
    """
    wanted = set(relevant)
    return float(bool(wanted & set(ranked[:k]))) if wanted else None


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float | None:
    """1 / rank of the first relevant item, ranks from 1; 0 if none is ranked. Its mean is MRR.

    Empty: None where nothing is relevant. Source: Voorhees, TREC-8 question answering track, 1999.
    """
    if not relevant:
        return None
    return next((1 / rank for rank, name in enumerate(ranked, start=1) if name in relevant), 0.0)


def ndcg_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """DCG / ideal DCG with DCG = sum over ranks r <= k of rel(r) / log2(r + 1), rel in {0, 1}.

    Empty: None where nothing is relevant, or k < 1.
    Source: Jarvelin & Kekalainen, ACM TOIS 20 (2002) 422-446.
    """
    wanted = set(relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(wanted)) + 1))
    if not ideal:
        return None
    gained = sum(
        1 / math.log2(rank + 1)
        for rank, name in enumerate(_distinct(ranked)[: max(k, 0)], start=1)
        if name in wanted
    )
    return gained / ideal


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def evidence_recall_at_k(ranked: Sequence[SourceSpan], gold: Sequence[SourceSpan], k: int) -> float | None:
    """Share of the gold spans of which one of the first k retrieved spans covers at least half.

    Empty: None where there is no gold span. Source: DESIGN 4 and 9, spans instead of judged documents.
    """
    if not gold:
        return None
    return sum(_covered(span, ranked[:k]) for span in gold) / len(gold)


def evidence_hit_at_k(ranked: Sequence[SourceSpan], gold: Sequence[SourceSpan], k: int) -> float | None:
    """1 if one of the first k retrieved spans covers at least half of a gold span, else 0.

    Empty: None where there is no gold span. Source: as `evidence_recall_at_k`.
    """
    if not gold:
        return None
    return float(any(_covered(span, ranked[:k]) for span in gold))


def _covered(gold: SourceSpan, ranked: Sequence[SourceSpan]) -> bool:
    return any(2 * span.overlap(gold) >= max(1, gold.end - gold.start) for span in ranked)
