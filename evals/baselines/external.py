"""A baseline that runs in a process of its own; see `evals.baselines.worker`."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any, Self

from assistant.errors import AssistantError, MissingDependencyError
from assistant.schema import SourceText
from evals.baselines.pipeline import TOP_K, Found

PACKAGES = {"txtai": "txtai", "llamaindex": "llama_index.embeddings.huggingface"}


def is_installed(module: str) -> bool:
    """Whether a module can be imported; its parents are, which for these are empty namespaces."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


class ExternalPipeline:
    """A framework's pipeline over the texts of a library. Close it when done: that ends its process."""

    def __init__(self, name: str, texts: Mapping[str, SourceText]) -> None:
        """Start the process and let it index.

        Args:
            name: `txtai` or `llamaindex`.
            texts: the sources by slug.

        Raises:
            MissingDependencyError: the framework is not installed.
            AssistantError: its process ended; the message has what it said last.
        """
        if not is_installed(PACKAGES[name]):
            raise MissingDependencyError(
                f"{name} is not installed: pip install 'conference-insight-assistant[baselines]'"
            )
        self._name = name
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed in `close`
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "evals.baselines.worker", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        try:
            reply = self._call({"texts": {slug: source.text for slug, source in texts.items()}})
        except AssistantError:
            self.close()
            raise
        self.built_seconds = float(reply["built_seconds"])
        self.search_seconds: list[float] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            # A question that a dead process never read is flushed here; the error was told already.
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()

    def search(self, question: str, k: int = TOP_K) -> list[Found]:
        """The k nearest passages, best first."""
        reply = self._call({"question": question, "k": k})
        self.search_seconds.append(float(reply["seconds"]))
        return [Found(**item) for item in reply["found"]]

    def _call(self, message: Mapping[str, object]) -> dict[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            raise AssistantError(f"The process of {self._name} has no pipes")
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self._errors.seek(0)
            last = self._errors.read()[-500:].strip()
            raise AssistantError(f"The process of {self._name} ended: {last}")
        reply: dict[str, Any] = json.loads(line)
        return reply
