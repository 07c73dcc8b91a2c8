"""How fast quantities and figures are read, on one core, and whether time grows with the length only.

Processor time of this process, best of three, over the corpora of `chunking_evaluation`. Sentences are
prepared outside the clock: ingest has them already.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from assistant.extraction import extract, sentences_of
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.loading.markdown import markdown_blocks
from assistant.quantities import find_quantities
from assistant.schema import Metadata
from evals.tables import columns

ROUNDS = 3
_GOALS = {"quantities": "goal at least 1 MB/s", "figures": "goal at least .4 MB/s"}
# Texts that make a careless expression look back over and over; each is repeated to the length asked.
_HOSTILE = ("1", "%", ",", "(", "1,", "1 ", "half ", "$", "one hundred ", "82 % of a, ")
_LENGTH = 20_000


def run_speed_figures(benchmarks: Path) -> dict[str, float]:
    """Measure and print; MB/s by what is read and the worst growth, empty where the corpora are absent."""
    files = sorted((benchmarks / "chunking_evaluation" / "corpora").glob("*.md"))
    if not files:
        print(f"\nNo speed: {benchmarks / 'chunking_evaluation'} is absent.")
        return {}
    speeds = rates([file.read_text("utf-8") for file in files])
    rows = [("speed on one core", "MB/s", "goal")]
    rows += [(name, f"{value:.2f}", _GOALS[name]) for name, value in speeds.items()]
    text, factor = worst_growth(_LENGTH)
    print(
        f"\n{columns(rows)}\n\nTwice the text takes {factor:.1f} times as long at worst ({text!r} repeated)."
    )
    return {**speeds, "growth": factor}


def rates(texts: list[str]) -> dict[str, float]:
    """Megabytes (10^6 bytes of UTF-8) a second of reading quantities, and of reading figures."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    canonicals = [canonicalise(markdown_blocks(text)) for text in texts]
    documents = [(canonical, sentences_of(canonical)) for canonical in canonicals]
    unknown = Metadata(title="untitled")

    def quantities() -> None:
        for canonical, _ in documents:
            find_quantities(canonical.text)

    def figures() -> None:
        for canonical, sentences in documents:
            read_figures(canonical, sentences, unknown)

    return {"quantities": megabytes / best(quantities), "figures": megabytes / best(figures)}


def worst_growth(length: int) -> tuple[str, float]:
    """The hostile text whose time grows most when it is twice as long, and by how much; 2 is linear.

    The whole way from a string to its figures. Times below 10 ms are taken as 10 ms: of those only noise
    would grow.
    """
    found = [(_time(piece, 2 * length) / _time(piece, length), piece) for piece in _HOSTILE]
    factor, piece = max(found)
    return piece, factor


def _time(piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    return max(0.01, best(lambda: extract(text), rounds=1))


def best(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of some calls in seconds of processor time, never 0."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return max(min(times), 1e-9)
