"""class Assistant: the only place where the phases meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.answering.ask import ask_library
from assistant.answering.question import read_question
from assistant.building import Building
from assistant.building_context import keyword_tokens, name_of
from assistant.building_renewal import fill_figure_vectors
from assistant.errors import ConfigurationError
from assistant.index.edit_fields import read_changes, read_reason
from assistant.index.embedding import SentenceTransformerEncoder
from assistant.index.library import Library
from assistant.retrieval.ledger import find_figures
from assistant.retrieval.retriever import matching_sources, retrieve
from assistant.schema import (
    AddedSource,
    Answer,
    AnswerReady,
    Encoder,
    Figure,
    Filter,
    Ledger,
    Progress,
    ProgressCallback,
    RetrievedChunk,
    Source,
    SourceText,
    StreamEvent,
    Turn,
)
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.answering.generative import ChatModel


class Assistant:
    """A library and everything that can be asked of it. Thread-safe.

    >>> with Assistant.open("library") as assistant:  # doctest: +SKIP
    ...     answer = assistant.ask("What share of organisations deploy AI workloads every day?")
    ...     print(answer.text)
    """

    def __init__(
        self, library: Library, settings: Settings, encoder: Encoder, chat_model: ChatModel | None = None
    ) -> None:
        self._library = library
        self._chat_model = chat_model
        self._settings = settings
        self._encoder = encoder
        self._checked = False

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        settings: Settings | None = None,
        *,
        create: bool = False,
        encoder: Encoder | None = None,
        chat_model: ChatModel | None = None,
    ) -> Self:
        """Open a library.

        Args:
            path: its folder; the setting `library` if None.
            settings: from the environment if None.
            create: make an empty library if there is none.
            encoder: the embedding model that the settings name if None.
            chat_model: any LangChain chat model; the one that the settings name if None, usually none.

        Raises:
            LibraryNotFoundError: there is none and `create` is False.
            LibraryError: it cannot be opened; see `assistant.errors`.
        """
        settings = settings or read_settings()
        library = Library.open(Path(path or settings.library), create=create)
        return cls(library, settings, encoder or SentenceTransformerEncoder(settings), chat_model)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library."""
        self._library.close()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def warm_up(self) -> None:
        """Load the model now instead of at the first question."""
        self._encoder.encode_query("warm up")

    # --- building ----------------------------------------------------------------------------

    def add(
        self,
        paths: Iterable[str | Path] | str | Path,
        on_progress: ProgressCallback | None = None,
        *,
        key: str | None = None,
    ) -> list[AddedSource]:
        """Add files or folders. One bad file is reported in its result and the rest goes on.

        Args:
            paths: files and folders.
            on_progress: called as work goes on.
            key: for a single file, the name under which a later add replaces it.

        Returns:
            One result for each input file, in order. The same content again is `unchanged`.

        Raises:
            LibraryLockedError: another process is writing.
            LibraryMismatchError: the library was built with another model.
        """
        given = [paths] if isinstance(paths, str | Path) else list(paths)
        with self._library.writing() as writer:
            building = Building(self._library, writer, self._settings, self._encoder)
            return building.add(given, key, on_progress or _ignore)

    def remove(self, source_id: str) -> Source:
        """Remove a source everywhere; return what it was.

        Raises:
            SourceNotFoundError: no source has that id.
        """
        with self._library.writing() as writer:
            with self._library.catalog.snapshot() as snapshot:
                source = snapshot.source(source_id)
            writer.remove(source_id)
        return source

    def rebuild(self) -> int:
        """Make the vector index afresh from the catalog; return its number of chunks.

        What an older version left is renewed: words are read again, and figures that have no vector are
        encoded, for which alone a model is needed.
        """
        with self._library.writing() as writer:
            writer.rebuild(keyword_tokens)
            if writer.figures_without_vector(None):
                self._check_model()
                fill_figure_vectors(writer, self._encoder)
        with self._library.catalog.snapshot() as snapshot:
            return int(snapshot.manifest().get("chunks", 0))

    def check(self) -> list[str]:
        """Compare catalog, keyword index and generation, and every span; return what is wrong."""
        return self._library.check()

    def check_notes(self) -> list[str]:
        """What is no fault but worth knowing: edits that fit no figure, what `rebuild` would renew."""
        return self._library.notes()

    # --- reading -----------------------------------------------------------------------------

    def sources(self, where: Filter | None = None) -> list[Source]:
        """All sources, by title."""
        with self._library.catalog.snapshot() as snapshot:
            sources = snapshot.sources()
        wanted = matching_sources(sources, where)
        return sources if wanted is None else [s for s in sources if s.id in set(wanted)]

    def source(self, source_id: str, version: str | None = None) -> SourceText:
        """A source with its text.

        Raises:
            SourceNotFoundError: no source has that id.
        """
        with self._library.catalog.snapshot() as snapshot:
            return snapshot.source_text(source_id, version)

    def search(
        self, query: str, top_k: int | None = None, where: Filter | None = None
    ) -> list[RetrievedChunk]:
        """The chunks nearest to a query, best first; at most `top_k`, else as many as the settings say.

        Raises:
            ConfigurationError: `top_k` is below 1.
        """
        if top_k is not None and top_k < 1:
            raise ConfigurationError(f"top_k={top_k} must be at least 1")
        self._check_model()
        vector = self._encoder.encode_query(query)
        with self._library.reading() as (snapshot, store):
            if store is None:
                return []
            source_ids = matching_sources(snapshot.sources(), where)
            found, _ = retrieve(
                snapshot,
                store,
                text=query,
                vector=vector,
                top_k=top_k or self._settings.top_k,
                source_ids=source_ids,
            )
        return found

    def figures(
        self,
        query: str | None = None,
        where: Filter | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Ledger:
        """The figures that the library states.

        Args:
            query: what is measured, and among whom; of more than 3,000 figures that pass `where`, only the
                3,000 nearest are compared. None for all, by title of their source and position.
            where: only these; a `FigureFilter` also looks at unit, value, period and speaker.
            limit: most rows; None for all.
            offset: rows left out in front.

        Raises:
            ConfigurationError: `limit` or `offset` is negative.
        """
        for name, number in (("limit", limit or 0), ("offset", offset)):
            if number < 0:
                raise ConfigurationError(f"{name}={number} must not be negative")
        vector = None
        if query is not None:
            self._check_model()
            vector = self._encoder.encode_query(query)
        with self._library.catalog.snapshot() as snapshot:
            names = {source.id: name_of(source.metadata) for source in snapshot.sources()}
            return find_figures(
                snapshot, names=names, query=query, vector=vector, where=where, limit=limit, offset=offset
            )

    def edit_figure(self, figure_id: str, changes: Mapping[str, str | None]) -> Figure:
        """Correct what was read of a figure; the correction survives a new version of its source.

        Args:
            figure_id: of a figure of the library.
            changes: new values as text by field, None for "not stated": `value`, `high`, `unit`, `qualifier`,
                `metric`, `population`, `attributed_to`, `stance`, `sample_n`, and `period` in forms such as
                2024, 2024-05, 2024-05/2024-07 or Q3 2025.

        Returns:
            The figure as it is now; `edited` holds what was read.

        Raises:
            FigureNotFoundError: no figure has that id.
            ConfigurationError: a field cannot be edited, or a value is not of its form.
            LibraryLockedError: another process is writing.
        """
        return self._write_figure(figure_id, read_changes(changes))

    def reject_figure(self, figure_id: str, reason: str | None = None) -> Figure:
        """Say that a figure is none, or wrong: it is hidden, and never answers; errors as `edit_figure`."""
        return self._write_figure(figure_id, {"rejected": read_reason(reason)})

    def unedit_figure(self, figure_id: str) -> Figure:
        """Take all edits of a figure back, its rejection too; errors as `edit_figure`."""
        return self._write_figure(figure_id, None)

    def _write_figure(self, figure_id: str, changes: Mapping[str, Any] | None) -> Figure:
        with self._library.writing() as writer:
            figure = (
                writer.unedit_figure(figure_id) if changes is None else writer.edit_figure(figure_id, changes)
            )
            # An edited metric or population is described anew.
            if writer.figures_without_vector([figure.source_id]):
                self._check_model()
                fill_figure_vectors(writer, self._encoder, [figure.source_id])
        return figure

    def ask(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Answer:
        """Answer a question from the library.

        Args:
            question: in plain words.
            history: earlier turns, oldest first, so that follow-ups are understood.
            where: only these sources.

        Returns:
            An answer; its status is `insufficient_evidence` where the library does not say.

        Raises:
            ConfigurationError: the question is empty or too long.
            LibraryError, ModelError: see `assistant.errors`.
        """
        for event in self.stream(question, history, where):
            if isinstance(event, AnswerReady):
                return event.answer
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, history: Sequence[Turn] = (), where: Filter | None = None
    ) -> Iterator[StreamEvent]:
        """As `ask`, piece by piece: the evidence, each verified sentence, the whole answer.

        Closing the iterator stops the work.
        """
        read_question(question, history)  # a bad question is told before any model is loaded
        self._check_model()
        model = self._open_chat_model()
        with self._library.reading() as (snapshot, store):
            yield from ask_library(
                snapshot, store, self._encoder, self._settings, question, history, where, model
            )

    def _open_chat_model(self) -> ChatModel | None:
        if self._chat_model is None and self._settings.model:
            from assistant.answering.generative import open_model

            self._chat_model = open_model(self._settings)
        return self._chat_model

    def _check_model(self) -> None:
        if not self._checked:
            self._library.check_model(self._encoder.identity)
            self._checked = True


def _ignore(_progress: Progress) -> None:
    """Progress that nobody wants to see."""
