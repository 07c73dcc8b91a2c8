"""What stands in front of a text for the model and for the keyword index. Pure."""

from __future__ import annotations

from assistant.index.keyword_index import analyse
from assistant.schema import Metadata

# Title, publisher, year and heading in front of a chunk; longer ones are cut, the text never is.
_CONTEXT_CHARS = 220
# The name in front of a sentence: "CNCF Annual Cloud Native Survey 2025", not a whole title.
_NAME_CHARS = 80


def name_of(metadata: Metadata) -> str:
    """What a text is about, in a few words: the survey or event it accounts for, else its title."""
    return (metadata.account_of or metadata.title)[:_NAME_CHARS]


def context_of(metadata: Metadata, heading: str | None) -> str:
    """What stands in front of a chunk for both indexes, outside its span: title, publisher, year, heading."""
    year = (metadata.collected or metadata.published or "")[:4]
    parts = [metadata.title, metadata.account_of, metadata.publisher, year, heading]
    seen: list[str] = []
    for part in parts:
        if part and not any(part.lower() in earlier.lower() for earlier in seen):
            seen.append(part)
    return ". ".join(seen)[:_CONTEXT_CHARS]


def keyword_tokens(metadata: Metadata, heading: str | None, text: str) -> list[str]:
    """What the keyword index holds of a chunk: the words of its context and its own."""
    return analyse(f"{context_of(metadata, heading)}\n{text}")
