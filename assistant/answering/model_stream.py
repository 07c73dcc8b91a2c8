"""Reading a stream with an end: in a thread of its own, so that no server can hold the reader up."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Final, TypeVar

T = TypeVar("T")

# Parts read ahead. A server that serves one caller at a time can so end its stream while a sentence of it is
# asked for again; a model that never stops is still held.
_AHEAD: Final = 64
# A thread that is told to stop is waited for so long, then left to its client's own timeout.
_GRACE: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Ended:
    """The stream is over, by itself or by an error."""

    error: Exception | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, as `time.monotonic()` counts, and how many seconds it lay ahead when it was set."""

    at: float
    seconds: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment that is so many seconds away."""
        return cls(time.monotonic() + seconds, seconds)


def read_until(deadline: Deadline, start: Callable[[], Iterator[T]]) -> Generator[T, None, None]:
    """Parts of a stream as they come, none after the deadline. Closing it closes the stream.

    A client's own timeout starts anew with each byte, so a server that sends blanks or pings for ever never
    meets it. Here nobody waits for such a server: the thread that does is left behind.

    Args:
        deadline: one for several streams lets them share the time.
        start: opens the stream; called in the thread.

    Raises:
        TimeoutError: the stream did not end before the deadline.
        Exception: whatever the stream raises.
    """
    queue: Queue[T | _Ended] = Queue(_AHEAD)
    left = Event()

    def read() -> None:
        error = None
        try:
            with closing(start()) as parts:  # type: ignore[type-var]  # what LangChain streams are
                for part in parts:
                    if left.is_set():
                        return
                    queue.put(part)
        except Exception as problem:  # noqa: BLE001 - it is raised again where the parts are read
            error = problem
        finally:
            queue.put(_Ended(error))

    thread = Thread(target=copy_context().run, args=(read,), name="chat-model", daemon=True)
    thread.start()
    try:
        while True:
            item = _next(queue, deadline)
            if isinstance(item, _Ended):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        left.set()
        # Makes room for what the thread may be about to put, so that it comes to see the sign.
        _empty(queue)
        thread.join(_GRACE)


def _next(queue: Queue[T | _Ended], deadline: Deadline) -> T | _Ended:
    remaining = deadline.at - time.monotonic()
    # Asked for even where parts are waiting: parts without text could come for ever.
    if remaining > 0:
        try:
            return queue.get(timeout=remaining)
        except Empty:
            pass
    raise TimeoutError(f"it was not done after {deadline.seconds:.3g} s")


def _empty(queue: Queue[T | _Ended]) -> None:
    try:
        while True:
            queue.get_nowait()
    except Empty:
        return
