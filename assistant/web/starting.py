"""Work that goes on beside the page: loading the model, adding the starter corpus."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import AssistantError
from assistant.schema import AddedSource, Progress
from assistant.web.protocol import AssistantLike

_log = logging.getLogger(__name__)


class Warming:
    """Loads the model in the background, once; a question meanwhile just waits for it."""

    def __init__(self, assistant: AssistantLike) -> None:
        self._assistant = assistant
        self._over = threading.Event()

    @property
    def over(self) -> bool:
        """Whether the model is loaded, or could not be."""
        return self._over.is_set()

    def start(self) -> None:
        """Begin; returns at once."""
        threading.Thread(target=self._run, name="load the model", daemon=True).start()

    def _run(self) -> None:
        try:
            self._assistant.warm_up()
        except AssistantError as error:
            # The first question meets the same error and shows it to the reader.
            _log.warning("The model could not be loaded: %s", error)
        finally:
            self._over.set()


def adding(assistant: AssistantLike, folder: Path) -> Iterator[Progress | list[AddedSource]]:
    """Add a folder: its progress as it goes, and last the results.

    Closing the iterator does not stop the work: half a starter corpus helps nobody.

    Raises:
        AssistantError: as `Assistant.add`.
    """
    told: queue.SimpleQueue[Progress | list[AddedSource] | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            told.put(assistant.add(folder, told.put))
        except BaseException as error:  # noqa: BLE001 - raised again where somebody listens
            told.put(error)

    threading.Thread(target=work, name="add the starter corpus", daemon=True).start()
    while True:
        said = told.get()
        if isinstance(said, BaseException):
            raise said
        yield said
        if isinstance(said, list):
            return
