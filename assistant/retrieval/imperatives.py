"""Sentences that tell the reader to do something: "Set requests from usage", "If in doubt, ask". Pure."""

from __future__ import annotations

import re

from assistant.ingest.grammar import is_auxiliary, is_base_verb, is_past_form, is_plural, is_verb
from assistant.retrieval.words import word_set

# What may stand before the verb: a condition, a purpose, an order.
_INTRODUCTION = re.compile(
    r"(?:[-*•\d.)]+\s+|[\"“])*(?:(?:if|when|where|before|after|while|unless|once|to|for|in|as|instead|rather|then|"
    r"first|second|third|next|finally|also|above all|wherever|whenever)\b[^,.:;]{0,90}, ?)?",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:please |always |never |do not |don['’]t |do |let['’]s )", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
# What an object begins with; after a noun ("use of", "cost is") other words stand.
_OBJECT = word_set(
    "a an the your their its our his her my this that these those each every all any some no one two three "
    "both it them him us yourself people everybody everyone nobody somebody what how where who which whether "
    "only more less fewer at least up down out off"
)
_PREPOSITIONS = word_set("from to into on onto with in for at by before after under over as of against")
# Past forms that are commands as often.
_UNCHANGED = word_set("set put cut let keep")

# Past forms that the endings do not show: "Restore times got longer".
_PAST = word_set("got grew rose fell became went came took")


def is_imperative(sentence: str) -> bool:
    """Whether a sentence, after what introduces it, begins with a verb that tells the reader what to do.

    >>> is_imperative("Set requests from two weeks of usage."), is_imperative("Cost remains the reason.")
    (True, False)
    """
    start = _INTRODUCTION.match(sentence)
    rest = (sentence[start.end() :] if start else sentence).lstrip("*_ ")
    negated = _NOT.match(rest)
    words = [word.lower() for word in _WORD.findall(rest[negated.end() :] if negated else rest)[:4]]
    # Not: 44 % said, TAG Security tells.
    worded = rest[:1].isalpha() and not rest[:2].isupper()
    if not worded or len(words) < 2 or not is_verb(words[0]) or words[0].endswith("ing"):
        return False
    return bool(negated) or _has_object(*(*words, "", "")[:3])


def _has_object(verb: str, second: str, third: str) -> bool:
    """Whether what follows a verb at the head of a clause is its object; else it may be a noun."""
    if is_auxiliary(verb) or verb in _PAST or third in _PAST or (third and is_past_form(third)):
        return False
    unmarked = not is_past_form(verb) or verb in _UNCHANGED
    if second in _OBJECT or (is_plural(second) and third in _PREPOSITIONS):
        return unmarked
    plain = not is_auxiliary(second) and second not in _PREPOSITIONS and not is_verb(second)
    return is_base_verb(verb) and plain
