"""class Assistant: the only place where phases meet."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType

from assistant.answering.ask import answer_question
from assistant.errors import LoadError
from assistant.index.embedding import Encoder, SentenceTransformerEncoder
from assistant.index.keyword_index import analyse
from assistant.index.library import Library, Writer
from assistant.index.records import Passage, PreparedChunk, PreparedSource
from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise
from assistant.ingest.figures import read_figures
from assistant.loading import expand, load
from assistant.schema import (
    AddedSource,
    Answer,
    AnswerReady,
    Filter,
    LoadedDocument,
    Metadata,
    Progress,
    ProgressCallback,
    RetrievedChunk,
    Source,
    SourceText,
    Span,
    StreamEvent,
    Turn,
)
from assistant.settings import Settings, read_settings
