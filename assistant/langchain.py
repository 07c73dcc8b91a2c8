"""Faces for other people's LangChain chains: a retriever, a runnable, and the collection itself."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from assistant.pipeline import Assistant
from assistant.presentation import to_dict


class AssistantRetriever(BaseRetriever):
    """Chunks of a library as LangChain documents, best first.

    Metadata of each: `source_id`, `version`, `start`, `end` (characters of the source's text), `title`,
    `publisher`, `published`, `url`, `text_kind`, `score`.

    Attributes:
        assistant: an open library.
        top_k: most documents.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Any
    top_k: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the interface's
    ) -> list[Document]:
        sources = {source.id: source.metadata for source in self.assistant.sources()}
        return [
            Document(
                id=chunk.chunk_id,
                page_content=chunk.text,
                metadata={
                    "source_id": chunk.source_id,
                    "version": chunk.version,
                    "start": chunk.start,
                    "end": chunk.end,
                    "title": sources[chunk.source_id].title,
                    "publisher": sources[chunk.source_id].publisher,
                    "published": sources[chunk.source_id].published,
                    "url": sources[chunk.source_id].url,
                    "text_kind": sources[chunk.source_id].text_kind,
                    "score": chunk.score,
                },
            )
            for chunk in self.assistant.search(query, self.top_k)
            if chunk.source_id in sources
        ]


def as_runnable(assistant: Assistant) -> Runnable[str, dict[str, Any]]:
    """A runnable: question -> answer in the shape of `--json`."""
    return RunnableLambda(lambda question: to_dict(assistant.ask(question)))
