"""OpenAI's chat client, telling the cost that a compatible server reports at the end of a stream."""

from __future__ import annotations

from typing import Any

from langchain_openai import ChatOpenAI


class CostTellingChatOpenAI(ChatOpenAI):
    """As its base, which keeps the cost of a whole reply but loses that of a streamed one."""

    def _convert_chunk_to_generation_chunk(
        self,
        chunk: dict[str, Any],
        default_chunk_class: type,
        base_generation_info: dict[str, Any] | None,
    ) -> Any:  # noqa: ANN401 - the base's type is one of langchain_core, which few files import
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        cost = (chunk.get("usage") or {}).get("cost")
        if made is not None and cost is not None:
            # A list, because LangChain joins lists of two parts but fails at two different numbers.
            made.message.response_metadata["cost"] = [cost]
        return made
