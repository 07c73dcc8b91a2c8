"""Tell a number that counts something from one that only names, dates or orders it."""

from __future__ import annotations

import re
from typing import Final

from assistant.quantities import nouns, words
from assistant.quantities.context import WORD_AFTER, Before, Term, rate_of
from assistant.quantities.counted import counted_noun, singular_noun
from assistant.quantities.measures import counts_nothing, is_measured, is_zero
from assistant.quantities.qualifiers import after_qualifier
from assistant.quantities.results import is_result_or_title
from assistant.quantities.words import word_set

_SAMPLE: Final = re.compile(r"(?<!\w)[nN]\s?[=:]\s?$")
_PAIR: Final = re.compile(
    r" (?:or|and) (?:[1-9][0-9]{0,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?= (?!years?|months?|weeks?|days?|hours?|minutes?)[A-Za-z])"
)
# "a 4 – 1 loss"
_RESULT: Final = re.compile(r"[0-9] ?[-–—] ?$")
_POINT: Final = re.compile(r"[ -]point\b")
_TIMES: Final = re.compile(r"\stimes\b")
_OF_THEM: Final = re.compile(
    r"\s(?:of (?:us|them|you)|who)\b|\s(?:in (?:all|total)|altogether)(?=\s?[.,;:)\n]|$)"
)
_GROUPS: Final = word_set("total sample size team group family panel crew party board committee jury staff")
_VERB_FOLLOWS: Final = re.compile(
    r"\s(?:were|are|have|had|died|survived|remain|remained|came from|said|say|did|do|of whom|of which"
    r"|against|in favou?r|abstained|opposed|undecided|agreed|disagreed|declined|refused|answered|voted|replied|responded|chose)\b"
)
_SCORED: Final = word_set("scored scoring averaged averaging averages")
_LEVELS: Final = word_set(
    "priced closed close closing trading traded quoted stood ended settled finished valued opened offered"
    " listed sold bought"
)
_ROUGHLY: Final = frozenset({"about", "around", "nearly", "almost", "roughly", "some", "just"})
_COUNTED_CLAUSE: Final = frozenset({"and", "but", "while", "another", "only", "though", "least", "most"})
# "a further seven missed it", "let 13 through": what was counted has been said.
_FURTHER: Final = word_set("further another additional extra")
_LETS: Final = word_set("let lets letting leaves leaving left")
_LET_FOLLOWS: Final = re.compile(r"\s(?:through|in|out|off|behind|go|pass|escape|open|unanswered|over)\b")
_MORE_THAN: Final = re.compile(
    r"\s(?:more|fewer|less|higher|lower) than\b(?! (?:one|two|three|half|[0-9]))|\s(?:fewer|more|less)(?=[.;)])"
)
_LINKS: Final = frozenset({"and", "but", "or", "still", "about", "some", "nearly", "almost", "only", "just"})
_AFTER_SIZE: Final = re.compile(
    r"\s?[.,;:)](?![0-9])|$|\s(?:to|in|from|over|since|this|last|and|but|between|during)\s"
)
_LIMITS: Final = word_set("limited restricted capped confined fixed kept")
_REST: Final = frozenset({"other", "remaining"})
_OF_A_WHOLE: Final = re.compile(
    r"(?:^|[.;:!?]\s|\n)(?:Out )?[Oo]f (?:the |all |every |these |those |our |its )?(?:[a-z]+ )?"
    r"(?:[0-9][0-9,]*|[a-z]+) (?:[a-z-]+ ){0,3}[a-z-]+, (?:about |only |just |some |nearly )?$"
)
_NO_PREDICATE: Final = word_set("in to on at by for from and or am pm a the of per")
_NO_CLOCK: Final = re.compile(r"\s?[.,;:)](?![0-9])|$|\s(?:and|but|while|or|who|of)\s")
_OF_SOMEBODYS: Final = re.compile(r"\sof [A-Z][\w.-]{1,20}(?: [A-Z][\w.-]{1,20}){0,2} ?(?:['’] ?s?)\s")
_OF_NUMBER: Final = re.compile(
    r"\s(?:of|out of) (?:the |all )?(?:[0-9]|(?:two|three|four|five|six|seven|eight|nine|ten)\b)"
)


def is_count(text: str, term: Term, before: Before, *, is_range: bool) -> bool:
    """Whether a number without a unit counts something here, and does not only name or date it."""
    stated = _by_signs(text, term)
    if stated is not None:
        return stated
    if (
        is_result_or_title(text, term, before)
        or labelled(before, term)
        or is_date_or_time(text, term, before)
    ):
        return False
    if term.number == 1 and not term.scaled and not is_range and term.form in ("word", "int"):
        return _one_counts(text, term, before) or (term.raw == "1" and _counting_context(text, term, before))
    noun = counted_noun(text, after_qualifier(text, term.end))
    early = noun is not None and noun[0].isupper() and _is_early_year(term, before)
    if early or year_like(term):
        return not early and noun is not None and not is_range and _is_round_count(term, before)
    if term.scaled or term.form == "grouped" or (is_range and noun is not None):
        return True
    # "missed between two and five, while ..."
    between = is_range and before.last() == "between" and (term.form == "word" or term.number > 12)
    return (between and _NO_CLOCK.match(text, term.end) is not None) or _counts(text, term, before, noun)


def _by_signs(text: str, term: Term) -> bool | None:
    """What the characters beside a number say: "n = 628" and "3 times" count, "4 – 1" and "3/10" do not."""
    follows = text[term.end : term.end + 2]
    if follows[:1] in tuple("/_@°º") or (follows[:1] in tuple(":.-‑–") and follows[1:].isdigit()):
        return False
    behind = text[max(0, term.start - 2) : term.start].strip()[-1:]
    if behind == "@" and text[term.start - 4 : term.start] == "@-@ ":
        return False
    if behind in ("=", ":") and _SAMPLE.search(text, max(0, term.start - 8), term.start):
        return True
    if behind in ("-", "–", "—") and _RESULT.search(text, max(0, term.start - 6), term.start):
        return False
    return True if follows[:1].isspace() and _TIMES.match(text, term.end) else None


def _counts(text: str, term: Term, before: Before, noun: str | None) -> bool:
    """Whether a plain small number counts: before a noun, or after words such as "a total of"."""
    if noun is None:
        tick = _POINT.match(text, term.end) if term.form == "decimal" else None
        return tick is not None or _of_pair(text, term) or _counting_context(text, term, before)
    if term.form == "word":
        return term.number > 1 or (term.raw == "zero" and counts_nothing(before))
    return not _numbered_heading(text, term)


def _of_pair(text: str, term: Term) -> bool:
    """Whether the number shares the noun of the next one: "50 or 60 people"."""
    if term.form not in ("int", "word") or text[term.end : term.end + 1] != " " or term.raw == "one":
        return False
    pair = _PAIR.match(text, term.end)
    return pair is not None and counted_noun(text, pair.end()) is not None


def _one_counts(text: str, term: Term, before: Before) -> bool:
    if text[term.end : term.end + 1] in ("-", "‑") or text[term.end : term.end + 3] == " - ":
        return False
    if text[max(0, term.start - 1) : term.start] in ("-", "‑", "–"):
        return False
    if term.raw in ("a", "an"):
        return term.scaled
    if term.raw != "one" and _numbered_heading(text, term):
        return False
    return singular_noun(text, term, before) is not None


# --- names, dates, headings ----------------------------------------------------------------------


def labelled(before: Before, term: Term) -> bool:
    """Whether the word before names the number: "page 118", "Hall 7", "ISO 27001", "Windows 11"."""
    if not before.raw or term.scaled or term.form == "word":
        return False
    last = before.last()
    if last == "per":
        # "$0.03 per 1,000 tokens" is one quantity.
        return True
    if last in nouns.LABELS or ("." in last and last.rpartition(".")[2] in nouns.LABELS):
        return term.form != "grouped" or last in ("page", "pages", "line", "lines")
    if last.isdigit() and len(before.raw) > 1 and before.raw[-2].isupper() and before.raw[-2].isalpha():
        # A standard whose number has two groups: "EN 301 549".
        return 2 <= len(before.raw[-2]) <= 5
    if last in ("and", "or", "to", "&") and before.last(2).isdigit() and term.form == "int":
        return _labelled_pair(before, last)
    return term.form != "grouped" and _follows_name(before, term)


def _labelled_pair(before: Before, last: str) -> bool:
    """Whether a name stands for two numbers: "layers 3 and 4", "Scope 1 and 2 emissions"."""
    name = before.last(3)
    if name in nouns.LABELS or name.removesuffix("s") in nouns.LABELS:
        return True
    inner = len(before.raw) > 3 and before.raw[-3][0].isupper() and before.raw[-4][-1] not in ".!?:;|"
    return inner and last != "to" and name not in nouns.MONTHS and name not in nouns.FUNCTION_WORDS


def _follows_name(before: Before, term: Term) -> bool:
    """Whether a capitalised word that is no sentence start stands before the number."""
    last, raw = before.last(), before.raw[-1].lstrip("([{“\"'‘*_")
    if raw[:2].islower() or not raw[:1].isalpha() or not raw[-1].isalnum():
        return False
    if last in nouns.FUNCTION_WORDS or last in words.CHANGES_BEFORE or last in words.QUALIFIER_ENDS:
        return False
    sentence_starts = len(before.raw) == 1 or before.raw[-2][-1] in ".!?:;|"
    if sentence_starts and last.endswith(("s", "ed", "ing", "ly")):
        return False
    # A long number before a plural counts, even after a name: "In Europe 628 respondents".
    return raw.isupper() or term.form in ("decimal", "ambiguous") or term.number < 100


def is_date_or_time(text: str, term: Term, before: Before) -> bool:
    """Whether the number is part of a date or a clock time."""
    day = term.form in ("int", "word") and 1 <= term.number <= 31
    if day:
        after = WORD_AFTER.match(text, term.end)
        follows = after[1] if after else ""
        if follows.lower() in nouns.CLOCK:
            return True
        if follows[:1].isupper() and follows.lower().rstrip(".,") in nouns.MONTHS:
            return True
    if not before.words:
        return False
    name = before.words[-1].rstrip(".")
    month = name in nouns.MONTHS and (before.raw[-1][:1].isupper() or name not in ("may", "march", "mar"))
    return month and (day or year_like(term))


def year_like(term: Term) -> bool:
    """Whether a number may be a year: four digits from 1800 to 2199."""
    return (
        term.form == "int"
        and not term.scaled
        and len(term.raw) == 4
        and term.raw[:2] in ("18", "19", "20", "21")
    )


def _is_early_year(term: Term, before: Before) -> bool:
    """Whether a number may be a year before 1800: "In 1604 James", "around 1450 Gutenberg"."""
    year = term.form == "int" and len(term.raw) == 4 and term.raw[0] == "1" and not term.scaled
    return year and (before.last() in nouns.BEFORE_YEAR or before.last() in ("around", "about", "circa"))


def _is_round_count(term: Term, before: Before) -> bool:
    """Whether a year-like number before a noun is a count: "over 2050 attendees", "2000 users"."""
    if before.last() in nouns.BEFORE_YEAR:
        return False
    return before.last() in words.QUALIFIER_ENDS or term.number % 500 == 0


def _numbered_heading(text: str, term: Term) -> bool:
    """Whether a small number at the start of a line numbers a heading: "3 Results"."""
    line = text[max(0, term.start - 8) : term.start].rpartition("\n")[2]
    if line.strip(" #*-•\t"):
        return False
    after = WORD_AFTER.match(text, term.end)
    return after is not None and after[1][0].isupper() and term.number <= 20


# --- numbers without a noun ----------------------------------------------------------------------


def _counting_context(text: str, term: Term, before: Before) -> bool:
    """Whether the words around make a number a count where no noun follows: "rose to 230"."""
    last, previous = before.last(), before.last(2)
    if term.raw in ("one", "a", "an", "zero"):
        return term.raw == "zero" and is_zero(text, term, before)
    if term.form not in ("int", "word") or is_measured(text, term, before):
        level = term.form == "decimal" and (
            _is_level(before) or last in words.CHANGES_BEFORE or last in _SCORED or last == "magnitude"
        )
        return level or is_measured(text, term, before)
    bound = before.words[-1:] in words.BARE_BOUNDS or before.words[-2:] in words.BARE_BOUNDS
    if (
        (bound and not _in_name(before))
        or last in nouns.COUNTING
        or _closes_count(text, term, last, previous)
    ):
        return True
    if last in ("to", "from"):
        # A vote "passed 51 to 49" is a result.
        level = before.last(3) == "from" or (len(previous) == 4 and before.last(3) in nouns.BEFORE_YEAR)
        result = previous[-1:].isdigit() and not level
        return not result and any(word in words.CHANGES_BEFORE for word in before.words[-8:-1])
    return text[term.end : term.end + 1].isspace() and _counted_in_clause(text, term, before)


def _closes_count(text: str, term: Term, last: str, previous: str) -> bool:
    """Whether the two words before count: "a crew of nine", "among them 12 of rye", "limited to 40."."""
    if last == "of":
        return previous in _GROUPS
    if last == "them":
        return previous == "among"
    if last == "by":
        # "membership fell by 400"
        changed = previous in words.CHANGES_BEFORE and term.number > 1
        return changed and _AFTER_SIZE.match(text, term.end) is not None
    limited = last in ("to", "at") and previous in _LIMITS
    return limited and _NO_CLOCK.match(text, term.end) is not None


def _in_name(before: Before) -> bool:
    """Whether the word before has the capital of a name: "the 40 Under 40 shortlist"."""
    raw = before.raw
    return len(raw) > 1 and raw[-1][0].isupper() and raw[-2][-1] not in ".!?:;|"


def _is_level(before: Before) -> bool:
    """Whether a decimal is the level of an index or a price: "rose to 56.4", "priced at 98.75"."""
    last = before.last()
    if last in ("to", "from") and any(word in words.CHANGES_BEFORE for word in before.words[-6:-1]):
        return True
    return last in ("at", "to") and before.last(2) in _LEVELS


def _is_rest(text: str, term: Term, before: Before) -> bool:
    """Whether a number is of what was counted before: "a further seven missed it", "of whom 312 rent"."""
    last, previous = before.last(), before.last(2)
    if last in _FURTHER:
        return (last == "another" or previous in ("a", "an")) and term.number > 1
    if last in ("whom", "which"):
        return previous == "of"
    if last in _LETS:
        return _LET_FOLLOWS.match(text, term.end) is not None
    if _MORE_THAN.match(text, term.end):
        # "won 12 medals, five more than in May"
        return term.number > 1 and (last[-1:] in ("", ",", ";", "—", "–") or last in _LINKS)
    return last in _REST and previous == "the" and _VERB_FOLLOWS.match(text, term.end) is not None


def _is_part_of_whole(text: str, term: Term, last: str) -> bool:
    """Whether a number is a part of a whole that is named: "Of 48 pilots, 31 moved on", "four of Mary's dogs"."""
    if term.form == "word" and _OF_SOMEBODYS.match(text, term.end):
        return True
    if last[-1:] != "," or not _OF_A_WHOLE.search(text, max(0, term.start - 64), term.start):
        return False
    after = WORD_AFTER.match(text, term.end)
    return after is not None and after[1].islower() and after[1] not in _NO_PREDICATE


def _counted_in_clause(text: str, term: Term, before: Before) -> bool:
    """Whether a number stands for what it counts: "12 were killed", "8 of 14", "all 35 of us"."""
    if _OF_NUMBER.match(text, term.end) or _OF_THEM.match(text, term.end) or rate_of(text, term.end):
        return True
    last = before.last()
    if _is_rest(text, term, before) or _is_part_of_whole(text, term, last):
        return True
    near = last + before.last(2) if last in ("and", "or") else last
    if any(char.isdigit() for char in near):
        # "between May 14 and 23 were ...", "recipes 4, 6 and 7 are ..."
        return False
    raw = before.raw[:-1] if last in _ROUGHLY else before.raw
    clause = not raw or raw[-1][-1] in ".,;:" or last in _COUNTED_CLAUSE
    return clause and term.number > 1 and _VERB_FOLLOWS.match(text, term.end) is not None
