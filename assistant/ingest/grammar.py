"""What little grammar reading figures needs: which words are verbs, where a noun phrase ends. Pure.

No parser: a lexicon of verbs (`verb_lexicon`) and a walk over the words up to the verb of the clause.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from assistant.ingest.verb_lexicon import EITHER_FORMS, GERUNDS, PARTICIPLES, VERBS, is_past

_AUXILIARY: Final = frozenset((
    "am", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "do", "does",
    "did", "can", "could", "will", "would", "may", "might", "must", "shall", "should", "cannot", "can't",
    "won't", "don't", "doesn't", "didn't", "haven't", "hasn't", "hadn't", "isn't", "aren't", "wasn't",
    "weren't", "not", "never", "also", "already", "still", "only", "now", "currently", "regularly",
    "often", "typically", "actively",
))  # fmt: skip
_BE: Final = frozenset((
    "am", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having",
))  # fmt: skip
_DETERMINERS: Final = frozenset((
    "a", "an", "the", "of", "their", "its", "our", "his", "her", "your", "this", "that", "these", "those",
    "such", "each", "every", "no", "all", "both", "in", "for", "with", "by", "on", "to", "from", "at",
    "into", "as", "per", "between", "within", "without",
))  # fmt: skip
_ARTICLES: Final = frozenset(("the", "a", "an", "their", "its"))
_RELATIVE: Final = frozenset(("who", "that", "which", "whose", "whom", "where"))
# A noun phrase about whom ends before one of these, whatever follows.
_CLOSES: Final = frozenset((
    "as", "because", "since", "when", "while", "whereas", "than", "compared", "according", "rather",
    "instead", "despite", "after", "before", "during", "due", "if", "unless", "until", "but", "so",
    "though", "although", "versus", "vs", "today", "now", "already", "still", "also", "currently",
    "however", "respectively", "overall",
))  # fmt: skip
_WORD: Final = re.compile(r"[0-9]++(?:[.,][0-9]++)*+|[^\W_][\w’'&/+.-]*[\w+]|[^\W_]|[-–—,;:.()?!%$€|“”‘’'\"]")
_SKIPPED: Final = frozenset("-'’‘“”\"")
# "respondents to the survey": what keeps a "to" in its phrase.
_TAKE_TO: Final = frozenset(
    ["respondents", "responses", "contributors", "answers", "visitors", "subscribers", "access"]
)
# As in: the plumbers interviewed agreed.
_ASKED: Final = frozenset(("surveyed", "polled", "asked", "interviewed", "questioned", "sampled", "studied"))
_INITIALS: Final = re.compile(r"\b(?:[A-Za-z]\.)+$")
_TIME: Final = re.compile(
    r"(?:in|by|since|during|for|over|from|until|between|at)\s+(?:the\s+)?(?:early\s+|late\s+|mid-?\s?"
    r"|fiscal\s+|Q[1-4]\s+|end\s+of\s+)?"
    r"(?:(?:1[5-9]|20)\d\ds?\b(?!\s(?-i:[A-Z]))|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
    r"|(?:last|past|next|previous|coming|same|current)\s|production\b)",
    re.IGNORECASE,
)
_MAX_WORDS: Final = 16


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs of the lexicon, in a finite form or as a past participle."""
    return word.lower().replace("’", "'") in VERBS


def is_base_verb(word: str) -> bool:
    """Whether a word is a verb in the form without an ending, and no noun as well: "encourage"."""
    lower = word.lower()
    return is_verb(lower) and lower not in EITHER_FORMS and not is_past_form(lower) and lower[-1:] != "s"


# The same pairs of words come again and again in a text; so many cover one.
@lru_cache(maxsize=1 << 14)
def reads_as_verb(word: str, previous: str) -> bool:
    """Whether a word is a verb after `previous`: "use" is one after "developers", not after "the" or "of".

    A word in -ed that the lexicon does not have is one after a plural noun: "beekeepers blamed".
    """
    lower = word.lower().replace("’", "'")
    if previous in _DETERMINERS:
        return False
    if lower not in VERBS:
        return is_past(lower) and (is_plural(previous) or previous in _PRONOUNS)
    if lower in EITHER_FORMS:
        if previous in _BE:
            return False
        return (
            previous in _AUXILIARY
            or previous == ""
            or is_plural(previous)
            or previous in _PRONOUNS
            or previous in _GROUP_ENDS
        )
    return True


def is_past_form(word: str) -> bool:
    """Whether a word in lower case looks like a past tense or participle."""
    return is_past(word) or word in PARTICIPLES


def is_auxiliary(word: str) -> bool:
    """Whether a word in lower case helps a verb: "are", "would", "not", "currently"."""
    return word in _AUXILIARY


_PRONOUNS: Final = frozenset(["i", "we", "you", "they", "he", "she", "it", "who"])
# "Cellists 40 and older own": what may end a group besides a plural noun.
_GROUP_ENDS: Final = frozenset((
    "older", "younger", "over", "above", "under", "worldwide", "globally", "online", "surveyed", "public",
    "alike", "overall", "each", "british", "french", "chinese", "japanese", "spanish", "irish", "dutch",
    "swiss", "english", "scottish", "welsh", "unemployed", "elderly", "poor", "rich", "young",
))  # fmt: skip


def is_plural(word: str) -> bool:
    """Whether a word in lower case looks like a plural noun."""
    if word in _PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


_PLURALS: Final = frozenset((
    "people", "men", "women", "children", "staff", "adults", "alumni", "media", "data", "police",
    "americans", "respondents",
))  # fmt: skip


def noun_phrase_end(text: str, start: int, limit: int, *, participles: bool = True) -> int:
    """Where the noun phrase that begins at `start` ends, restrictive relative clauses included.

    "container users run", "organisations that host generative AI models use", "companies based in Europe
    say": each up to its verb. Punctuation ends it, and words of time.

    Args:
        text: the text.
        start: its first character.
        limit: where it ends at the latest.
        participles: whether "using it", "who use it" belong to the phrase.
    """
    words = list(islice(_WORD.finditer(text, start, limit), 2 * _MAX_WORDS))
    end, previous, chain, in_relative, hyphen = start, "", False, False, False
    for number, match in enumerate(words[:_MAX_WORDS]):
        word = match.group().lower()
        if not word[0].isalnum():
            abbreviated = word == "." and _INITIALS.search(text, max(start, match.start() - 8), match.end())
            hyphen = word == "-"
            if word in _SKIPPED or abbreviated or (word == "," and _enumerates(words, number)):
                continue
            break
        if number and (_closes(word, previous, in_relative) or _TIME.match(text, match.start(), limit)):
            break
        if number and not participles and not hyphen and (word in GERUNDS or word in _RELATIVE):
            break
        if word in _RELATIVE and number:
            chain, in_relative, previous = True, True, "who"
            continue
        # As in: of 2,311 invited alumni.
        adjective = previous[:1].isdigit() and is_past(word)
        if number and not hyphen and not adjective and reads_as_verb(word, previous):
            if chain:
                # The verbs of the relative clause, one chain of them.
                chain = word in _AUXILIARY
            elif not (in_relative and previous in ("and", "or")) and not _is_participle(words, number):
                break
        previous, hyphen = word, False
        end = match.end()
    return end


def _closes(word: str, previous: str, in_relative: bool) -> bool:  # noqa: FBT001
    """Whether a word ends a noun phrase, whatever follows."""
    if word == "to" and previous[:1].isdigit():
        return False  # As in: those ages 35 to 44.
    if word == "to":
        past = is_past(previous) or previous in PARTICIPLES
        return not in_relative and not past and previous not in _TAKE_TO
    if word in _ARTICLES:
        # As in: among backend developers the share. Another phrase begins.
        return is_plural(previous) and not in_relative
    if previous in _DETERMINERS:
        return False  # As in: the overall birdsong.
    return word in _CLOSES and not (word == "than" and previous in ("more", "fewer", "less"))


def _is_participle(words: list[re.Match[str]], number: int) -> bool:
    """Whether a verb form belongs to the noun before it: "organisations based in Europe say"."""
    word = words[number].group().lower()
    following = words[number + 1].group() if number + 1 < len(words) else ""
    if word in _ASKED and is_verb(following):
        return True
    return (is_past(word) or word in PARTICIPLES) and _verb_follows(words, number)


def _enumerates(words: list[re.Match[str]], number: int) -> bool:
    """Whether a comma joins nouns: "developers, testers and operators use"."""
    following = [match.group().lower() for match in words[number + 1 : number + 6]]
    for place, word in enumerate(following):
        if word in ("and", "or", "&"):
            return place > 0 and not any(is_verb(w) for w in following[:place])
        if not word[0].isalpha() or word in _CLOSES:
            return False
    return False


def _verb_follows(words: list[re.Match[str]], number: int) -> bool:
    """Whether another verb comes before the next punctuation, so that a word in -ed is a participle."""
    previous = words[number].group().lower()
    for match in words[number + 1 : number + 9]:
        word = match.group().lower()
        if not word[0].isalnum() or word in _CLOSES or word in _RELATIVE:
            return False
        if word == "and" or (previous == "to" and is_verb(word)):
            return False
        if reads_as_verb(word, previous) and not is_past(word):
            return True
        previous = word
    return False
