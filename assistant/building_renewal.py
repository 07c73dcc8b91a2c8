"""Libraries of earlier versions brought up to date: keyword tokens and figure vectors."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from assistant.building_context import keyword_tokens, name_of
from assistant.index.writer import Writer
from assistant.retrieval.figure_search import description
from assistant.schema import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Figures between two transactions: little work is lost to a kill.
_GROUP = 2_000


def renew_words(writer: Writer) -> None:
    """Read all chunks again where an older analyser made their tokens."""
    writer.renew_tokens(keyword_tokens)


def fill_figure_vectors(writer: Writer, encoder: Encoder, source_ids: Collection[str] | None = None) -> int:
    """Encode the figures that have no vector; return how many had none.

    Args:
        writer: of the library, whose model must be that of `encoder`.
        encoder: not loaded where nothing is missing.
        source_ids: only of these sources; None for all.
    """
    missing = writer.figures_without_vector(source_ids)
    for first in range(0, len(missing), _GROUP):
        described = {
            row: description(metric, population, name_of(metadata))
            for row, metric, population, metadata in missing[first : first + _GROUP]
        }
        vector_of = encode_once(encoder, described.values())
        writer.set_figure_vectors({row: vector_of[text] for row, text in described.items()})
    return len(missing)


def encode_once(encoder: Encoder, texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """The vector of each text, unit length; a text that comes often is encoded once."""
    distinct = list(dict.fromkeys(texts))
    return dict(zip(distinct, encoder.encode_texts(distinct), strict=True)) if distinct else {}
