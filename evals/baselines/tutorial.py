"""The LangChain tutorial pipeline, with the same weights: the system to be ahead of.

RecursiveCharacterTextSplitter 1000/200, all-MiniLM-L6-v2, Chroma.from_documents, similarity k=4.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import Self

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from assistant.errors import MissingDependencyError
from assistant.schema import SourceText
from evals.baselines.pipeline import TOP_K, Found

CHUNK_CHARS = 1000
CHUNK_OVERLAP = 200


class TutorialPipeline:
    """The pipeline over the texts of a library. Close it when done: Chroma keeps it in memory."""

    def __init__(self, texts: Mapping[str, SourceText], embeddings: Embeddings) -> None:
        from chromadb.config import Settings
        from langchain_chroma import Chroma

        try:
            from langchain_text_splitters import RecursiveCharacterTextSplitter
        except ModuleNotFoundError as error:
            raise MissingDependencyError(
                "The tutorial pipeline's splitter is not installed: "
                "pip install 'conference-insight-assistant[evals]'"
            ) from error

        # Canonical texts without title or front matter, so that spans can be compared with ours. On dev
        # this was the strongest form of the baseline (evals/README.md gives the three that were tried).
        documents = [Document(source.text, metadata={"slug": slug}) for slug, source in texts.items()]
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARS, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
        )
        began = time.perf_counter()
        self._store = Chroma.from_documents(
            splitter.split_documents(documents),
            embeddings,
            # All in-memory clients of a process share their collections.
            collection_name=f"tutorial-{secrets.token_hex(4)}",
            client_settings=Settings(_env_file=None, anonymized_telemetry=False),
        )
        self.built_seconds = time.perf_counter() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        self._store.delete_collection()

    def retrieve(self, question: str, k: int = TOP_K) -> list[Document]:
        """The bare retrieval of the tutorial; this is what is timed."""
        return list(self._store.similarity_search(question, k=k))

    def search(self, question: str, k: int = TOP_K) -> list[Found]:
        """The k nearest chunks, best first, with their cosine."""
        found = []
        for document, distance in self._store.similarity_search_with_score(question, k=k):
            slug = str(document.metadata["slug"])
            start = int(document.metadata["start_index"])
            # Chroma's default distance is squared Euclidean: of unit vectors, 2 - 2 * cosine.
            found.append(Found(slug, start, document.page_content, 1 - float(distance) / 2))
        return found
