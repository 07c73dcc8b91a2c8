"""The measures, pure. Each docstring gives formula, symbols, empty case and source.

A measure of one case returns None where it does not apply (the case stays visible but is outside the
average); averages and intervals are in `evals.intervals`. "Source: DESIGN 9" means that this project
defines the measure; its text stands in `evals/README.md`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.index.keyword_index import stem
from assistant.quantities import find_quantities, same_quantity
from assistant.schema import Period, Quantity
from evals.cases import Case, Gold, SourceSpan
from evals.responses import Response, Stated

Scores = Sequence[float] | NDArray[np.float64]

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
    return float(any(cited.overlap(gold) > 0 for cited in response.every_citation for gold in spans))


def source_precision(case: Case, response: Response) -> float | None:
    """|cited & acceptable| / |cited|, over the distinct sources that the whole answer cites.

    acceptable = the sources that the case names with its gold or evidence.
    Empty: None for a refusal or an unanswerable case; an answer without a citation scores 0.
    Source: citation precision, Gao et al., ALCE, EMNLP 2023, with gold sources for entailment.
    """
    if not response.answered or not case.answerable:
        return None
    cited = {span.source for span in response.every_citation}
    return len(cited & case.acceptable_sources) / len(cited) if cited else 0.0


def source_recall(case: Case, response: Response) -> float | None:
    """1 if the whole answer cites an acceptable source, else 0: each of them alone is enough.

    Empty: as `source_precision`. Source: as there; success@k of TREC.
    """
    if not response.answered or not case.answerable:
        return None
    return float(any(span.source in case.acceptable_sources for span in response.every_citation))


def sentence_precision(case: Case, response: Response, spans: Sequence[SourceSpan]) -> float | None:
    """Share of the distinct cited spans of the whole answer that overlap a gold evidence span.

    Empty: None for a refusal, an unanswerable case, or a case without located evidence; an answer
    without a citation scores 0. Source: citation precision, Gao et al., ALCE, EMNLP 2023.
    """
    if not response.answered or not case.answerable or not spans:
        return None
    cited = set(response.every_citation)
    return sum(any(c.overlap(g) > 0 for g in spans) for c in cited) / len(cited) if cited else 0.0


def sentence_recall(case: Case, response: Response, spans: Sequence[SourceSpan]) -> float | None:
    """Share of the gold evidence spans that a citation of the answer overlaps.

    The gold lists every sentence that alone states the answer, so less than 1 is no fault as such.
    Empty: as `sentence_precision`. Source: citation recall, Gao et al., ALCE, EMNLP 2023.
    """
    if not response.answered or not case.answerable or not spans:
        return None
    return sum(any(c.overlap(g) > 0 for c in response.every_citation) for g in spans) / len(spans)


def number_fidelity(_case: Case, response: Response) -> float | None:
    """Share of the quantities of the answer that a cited sentence, or what is shown of its source, states.

    Empty: None for a refusal and for an answer without a quantity.
    Source: DESIGN 1; the promise is 1.
    """
    if not response.answered:
        return None
    there = find_quantities(f"{response.cited_text} {response.citation_words}")
    said = [quantity for quantity in find_quantities(response.text) if quantity.value is not None]
    if not said:
        return None
    return sum(any(same_quantity(quantity, other) for other in there) for quantity in said) / len(said)


def values_shown(case: Case, response: Response) -> float | None:
    """1 if the answer states a value of every required group, else 0: a trend's ends, both sides compared.

    A refusal scores 0. Empty: None where the case requires no values. Source: DESIGN 9.
    """
    if not case.required:
        return None
    said = find_quantities(response.text) if response.answered else []
    return float(
        all(any(same_value(q, item.quantity) for q in said for item in group) for group in case.required)
    )


def words_named(case: Case, response: Response) -> float | None:
    """1 if the answer has an alternative of every group of words that must be there (population, year).

    Looked for in the answer's text, lower case. Empty: None where the case names no words, for a refusal,
    and where the leading value is not gold: what surrounds a wrong value is neither right nor wrong.
    Source: DESIGN 9.
    """
    if not case.words or value_accuracy(case, response) != 1:
        return None
    shown = response.text.lower()
    return float(all(any(word.lower() in shown for word in group) for group in case.words))


def missing_told(case: Case, response: Response) -> float | None:
    """1 if the answer lists, for every part that the library lacks, that it is not answered, else 0.

    A part is listed if one of its words stands in one of the unanswered parts, lower case; a refusal of the
    whole scores 0, for half of it is known. Empty: None where the case names no missing part.
    Source: DESIGN 9.
    """
    if not case.missing:
        return None
    told = [part.lower() for part in response.unanswered] if response.answered else []
    return float(all(any(word.lower() in part for word in group for part in told) for group in case.missing))


def premise_corrected(case: Case, response: Response) -> float | None:
    """1 if a question with a false premise is answered with the right value, else 0.

    Empty: None for other types. Source: CREPE, Yu et al., ACL 2023, with values for judgements.
    """
    return value_accuracy(case, response) if case.type == "false_premise" else None


def premise_not_repeated(case: Case, response: Response) -> float | None:
    """1 if a question with a false premise is refused or answered with the right value, else 0.

    Empty: None for other types. Source: as `premise_corrected`.
    """
    if case.type != "false_premise":
        return None
    return max(float(not response.answered), value_accuracy(case, response) or 0.0)


def key_facts(case: Case, response: Response) -> float | None:
    """1 if every group of the gold facts has an alternative in the answer, else 0.

    Looked for in the whole answer text, lower case; for who / when / sample questions also in what
    the reader sees of the cited sources (title, publisher, event, publication date). A refusal scores 0.
    Empty: None where the case has gold or required values, or no facts. Source: DESIGN 9.
    """
    if case.gold or case.required or not case.facts:
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


def auroc(positive: Scores, negative: Scores) -> float | None:
    """P(x > y) + P(x = y) / 2 for x of the positive and y of the negative scores.

    positive = confidence of answerable, negative = of unanswerable questions; 0.5 is chance.
    Empty: None where either side has no score. Source: Hanley & McNeil, Radiology 143 (1982) 29-36.
    """
    if not len(positive) or not len(negative):
        return None
    scores = np.array([*positive, *negative], dtype=np.float64)
    # Sum of mid-ranks: the same count of pairs, without the pairs.
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    wins = float(ranks[: len(positive)].sum()) - len(positive) * (len(positive) + 1) / 2
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
