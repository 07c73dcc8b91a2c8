"""Labels, figures and readers that tests of the figure evals use."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal

from assistant.schema import Extraction, Figure, Metadata, Span


def reading(text, figures=()):
    """What a reader gives for a text: these figures."""
    return Extraction(text, (), Metadata(title="T"), tuple(figures))


def label_row(text, surface, value, unit, **fields):
    """A figure of a case file: spans are where the given words first stand."""

    def spans(words):
        return None if words is None else [[text.index(words), text.index(words) + len(words)]]

    start = text.index(surface)
    row = {"start": start, "end": start + len(surface), "value": value, "high": None, "unit": unit,
           "qualifier": None, "direction": None, "stance": "asserted"}  # fmt: skip
    row |= {
        name: spans(fields.pop(name, None)) for name in ("metric", "population", "period", "attributed_to")
    }
    return row | fields


def figure(text, surface, value, unit="percent", **fields):
    """A figure as a reader gives it, where its surface first stands, its sentence the whole text."""
    start = text.index(surface)
    number = None if value is None else Decimal(str(value))
    known = {
        "id": "f", "source_id": "s", "start": start, "end": start + len(surface), "surface": surface,
        "value": number, "high": None, "unit": unit, "qualifier": None, "direction": None, "metric": None,
        "population": None, "period": None, "attributed_to": None,
        "relayed_by": None, "stance": "asserted", "sample_n": None, "sentence": Span(0, len(text)),
    }  # fmt: skip
    return Figure(**known | fields)


def percents(text):
    """A reader that knows "N%" only, each N once in a text, and nothing about it."""
    return reading(text, tuple(figure(text, m[0], m[1]) for m in re.finditer(r"(\d+)%", text)))


def hash_of(text):
    """As a case file has it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
