"""Phrases that people type, in the field's own words: "server-side" is backend, "every week" weekly. Pure.

Single words are in `retrieval/thesaurus.txt`; here stand those that only together mean something. Several
were prompted by development questions and then written for the general case, none by the test half.
"""

from __future__ import annotations

import re
from typing import Final

_TERMS: Final = (
    (r"(?:server|back)[- ](?:side|end)", "backend"),
    (r"(?:client|front)[- ](?:side|end)", "frontend"),
    (r"stack ?overflow", "Stack Overflow"),
    # As people mistype it on a phone.
    (r"kuberntes|kuberentes|kubernets|kubernestes|kubernates|kubernetees|kubernete|kubenetes", "Kubernetes"),
    (r"functions?[- ]as[- ]a[- ]service|faas", "serverless"),
    (r"containers?[- ]as[- ]a[- ]service", "managed containers"),
    (r"(?:several|multiple|more than one|two or more)(?: public)? (?:cloud providers?|clouds|providers|cloud)(?! native)", "multi-cloud"),
    (r"(?:once|one time) (?:a|per) day|(?:every|each) (?:single )?day|day[- ]to[- ]day|day in,? day out", "daily"),
    (r"(?:once|one time) (?:a|per) week|(?:every|each) week", "weekly"),
    (r"(?:once|one time) (?:a|per) month|(?:every|each) month", "monthly"),
    (r"(?:once|one time) (?:a|per) year|(?:every|each) year", "yearly"),
    (r"error margin|margin for error", "margin of error"),
    (r"first[- ]tim(?:er|ers)|(?:attend|com|visit|be)\w* (?:for )?(?:the|their|his|her) first time|never been (?:before|there)", "first-time"),
    (r"(?:in|by|before) the end of (?:the|this) decade", "by 2030"),
    (r"in[- ]person|in the flesh|face[- ]to[- ]face|on the spot", "on site"),
    (r"large language models?", "llm"),
    (r"artificial intelligence", "ai"),
    (r"bill(?:s|ed|ing)? (?:of materials)", "sbom"),
    (r"no[- ]one|nobody", "none"),
    (r"wasm", "webassembly"),
)  # fmt: skip
_PATTERNS: Final = tuple((re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE), term) for phrase, term in _TERMS)


def in_field_terms(text: str) -> str:
    """A question with such phrases replaced, for matching only; it is never shown.

    >>> in_field_terms("How many server-side devs deploy every day?")
    'How many backend devs deploy daily?'
    """
    for pattern, term in _PATTERNS:
        text = pattern.sub(term, text)
    return text
