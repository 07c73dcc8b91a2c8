"""A process that adds a folder to a library, slowly enough to be killed at any moment.

python adding.py LIBRARY FOLDER [SECONDS PER SOURCE]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.testing import HashEncoder


class SlowEncoder(HashEncoder):
    """Takes its time for each source, as a model would."""

    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds

    def encode_passages(self, passages):
        """As the fast one, later."""
        time.sleep(self.seconds * len(passages) / 10)
        return super().encode_passages(passages)


def main(library, folder, seconds="0"):
    """Add everything; say `ready` before and each stage meanwhile."""
    print("ready", flush=True)
    with Assistant.open(Path(library), create=True, encoder=SlowEncoder(float(seconds))) as assistant:
        results = assistant.add(folder, lambda progress: print(progress.stage, flush=True))
    print(*sorted(result.action for result in results), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
