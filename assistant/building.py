"""Files -> published sources: load, clean, chunk, read figures, encode, stage, publish."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from assistant.building_context import context_of, keyword_tokens, name_of
from assistant.building_renewal import encode_once, fill_figure_vectors, renew_words
from assistant.errors import ConfigurationError, LoadError
from assistant.index.keyword_index import ANALYSER
from assistant.index.library import Library
from assistant.index.writer import Writer
from assistant.ingest.chunking import chunk
from assistant.ingest.cleaning import canonicalise, clean
from assistant.ingest.figures import read_figures
from assistant.ingest.survey_facts import complete
from assistant.loading import expand, load
from assistant.retrieval.figure_search import description
from assistant.schema import (
    AddedSource,
    CanonicalText,
    Chunk,
    EncodedPassage,
    Encoder,
    LoadedDocument,
    Metadata,
    Passage,
    PreparedChunk,
    PreparedSource,
    Progress,
    ProgressCallback,
    Sample,
    Span,
)
from assistant.settings import Settings

# Chunks encoded together: enough for batches of like length, few enough for a lively progress bar
# and for little lost work after a kill.
_GROUP = 128
# A context that has more tokens than English prose is cut: 220 characters of that have about 50.
_CONTEXT_TOKENS = 80
# The two special tokens, the full stop behind a context, and one to spare.
_OTHER_TOKENS = 4
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document taken apart, before its chunks are encoded."""

    path: str
    action: Literal["added", "updated"]
    document: LoadedDocument
    source_id: str
    version: str
    metadata_hash: str
    canonical: CanonicalText
    chunks: tuple[Chunk, ...]
    contexts: tuple[str, ...]

    def passages(self) -> list[Passage]:
        """What the model reads of this document."""
        text = self.canonical.text
        return [
            Passage(
                context,
                text[chunk.start : chunk.end],
                tuple(Span(s.start - chunk.start, s.end - chunk.start) for s in chunk.sentences),
                name_of(self.document.metadata),
            )
            for chunk, context in zip(self.chunks, self.contexts, strict=True)
        ]


class Building:
    """One `add`, while the writer's lock is held."""

    def __init__(self, library: Library, writer: Writer, settings: Settings, encoder: Encoder) -> None:
        self._library = library
        self._writer = writer
        self._settings = settings
        self._encoder = encoder
        # Part of the compatibility of staged work: another chunking must not take it up.
        self._chunking = f"sentences-{settings.chunk_chars}-v3-words-{ANALYSER}"
        with library.catalog.snapshot() as snapshot:
            self._known = {source.key: source for source in snapshot.sources()}
            self._hashes = snapshot.metadata_hashes()
        self._model_checked = False

    def add(
        self, paths: Sequence[str | Path], key: str | None, report: ProgressCallback
    ) -> list[AddedSource]:
        """Add files and folders; one result for each file, in order."""
        files, problems = expand(paths)
        if key is not None and len(files) > 1:
            raise ConfigurationError(
                f"key={key!r} names one source, but {len(files)} files were given; add them one by one"
            )
        results = {p.path: AddedSource(p.path, "failed", error=p.problem) for p in problems}
        rows: list[int] = []
        group: list[_Draft] = []
        for number, path in enumerate(files):
            report(Progress(number, len(files), "reading", str(path)))
            try:
                draft = self._draft(path, key)
            except LoadError as error:
                results[str(path)] = AddedSource(str(path), "failed", error=error.problem)
                continue
            if isinstance(draft, AddedSource):
                results[str(path)] = draft
                continue
            results[str(path)] = AddedSource(str(path), draft.action)
            group.append(draft)
            if sum(len(d.chunks) for d in group) >= _GROUP:
                report(Progress(number, len(files), "embedding", str(path)))
                rows += self._stage(group, results)
                group = []
        if group:
            report(Progress(len(files), len(files), "embedding", group[-1].path))
            rows += self._stage(group, results)
        if rows:
            report(Progress(len(files), len(files), "publishing"))
            published = self._writer.publish(rows, keyword_tokens)
            # What a user's edits describe anew; a staged version of an older program has no vectors either.
            fill_figure_vectors(self._writer, self._encoder, published)
        else:
            renew_words(self._writer)
        report(Progress(len(files), len(files), "finished"))
        return list(results.values())

    def _draft(self, path: Path, key: str | None) -> _Draft | AddedSource:
        """Read one file; an `unchanged` result where the library already has exactly this."""
        limit = int(self._settings.max_file_mb * _MEGABYTE)
        document = load(path, key=key, max_bytes=limit)
        canonical = canonicalise(document.blocks)
        if not any(section.kind != "heading" for section in canonical.sections):
            raise LoadError(str(path), "the file has no text besides headings")
        version = hashlib.sha256(canonical.text.encode()).hexdigest()
        document = replace(document, metadata=_cleaned(document.metadata, path.stem))
        metadata_hash = _metadata_hash(document.metadata)
        known = self._known.get(document.key)
        source_id = known.id if known else hashlib.sha256(document.key.encode()).hexdigest()[:12]
        if known and (known.version, self._hashes[known.id]) == (version, metadata_hash):
            return AddedSource(
                str(path), "unchanged", known.id, known.metadata.title, known.chunks, known.figures
            )
        self._check_model()
        context = {
            heading: self._context(document.metadata, heading)
            for heading in {section.heading for section in canonical.sections}
        }
        longest = max(self._encoder.count_tokens(text) for text in context.values())
        chunks = chunk(
            canonical,
            max_chars=self._settings.chunk_chars,
            measure=self._encoder.count_tokens,
            max_tokens=self._encoder.max_tokens - longest - _OTHER_TOKENS,
        )
        contexts = tuple(context[c.heading] for c in chunks)
        # After the hash, which is of what the file says about itself.
        sentences = [sentence for c in chunks for sentence in c.sentences]
        document = replace(document, metadata=complete(document.metadata, canonical.text, sentences))
        action: Literal["added", "updated"] = "updated" if known else "added"
        return _Draft(
            str(path), action, document, source_id, version, metadata_hash, canonical, tuple(chunks), contexts
        )

    def _check_model(self) -> None:
        """Before anything is encoded: the library's model, or the first one of a new library."""
        if not self._model_checked:
            self._library.check_model(self._encoder.identity)
            self._writer.set_model(self._encoder.identity, self._encoder.backend)
            self._model_checked = True

    def _context(self, metadata: Metadata, heading: str | None) -> str:
        """The context of a chunk, cut at words where it has too many tokens."""
        context = context_of(metadata, heading)
        while self._encoder.count_tokens(context) > _CONTEXT_TOKENS:
            shorter = context.rpartition(" ")[0]
            context = shorter or context[: len(context) // 2]
        return context

    def _stage(self, group: Sequence[_Draft], results: dict[str, AddedSource]) -> list[int]:
        """Encode a group together and stage its sources; return their rows."""
        rows = []
        fresh: list[_Draft] = []
        for draft in group:
            row = self._writer.staged_row(draft.source_id, draft.version, draft.metadata_hash, self._chunking)
            if row is None:
                fresh.append(draft)
            else:
                rows.append(row)
                results[draft.path] = _result(draft, figures=None)
        passages = [passage for draft in fresh for passage in draft.passages()]
        encoded = iter(self._encoder.encode_passages(passages))
        prepared = [self._prepare(draft, [next(encoded) for _ in draft.chunks]) for draft in fresh]
        for draft, source in zip(fresh, self._with_figure_vectors(prepared), strict=True):
            rows.append(self._writer.stage(source, self._chunking))
            results[draft.path] = _result(draft, figures=len(source.figures))
        return rows

    def _with_figure_vectors(self, sources: Sequence[PreparedSource]) -> list[PreparedSource]:
        """The sources with a vector for each figure; descriptions that are the same are encoded once."""
        described = [
            [description(f.metric, f.population, name_of(source.metadata)) for f in source.figures]
            for source in sources
        ]
        vector_of = encode_once(self._encoder, [text for texts in described for text in texts])
        return [
            replace(source, figure_vectors=np.stack([vector_of[text] for text in texts])) if texts else source
            for source, texts in zip(sources, described, strict=True)
        ]

    def _prepare(self, draft: _Draft, encoded: Sequence[EncodedPassage]) -> PreparedSource:
        text, document = draft.canonical.text, draft.document
        keep = len(document.original) <= self._settings.keep_original_mb * _MEGABYTE
        sentences = [sentence for c in draft.chunks for sentence in c.sentences]
        return PreparedSource(
            id=draft.source_id,
            key=document.key,
            version=draft.version,
            metadata=document.metadata,
            metadata_hash=draft.metadata_hash,
            original=document.original if keep else None,
            canonical=draft.canonical,
            chunks=tuple(
                PreparedChunk(
                    # Two sources may have the same text, so the version alone would not tell them apart.
                    id=f"{draft.source_id}:{draft.version[:12]}:{c.start}-{c.end}",
                    chunk=c,
                    tokens=tuple(keyword_tokens(document.metadata, c.heading, text[c.start : c.end])),
                    encoded=vectors,
                )
                for c, vectors in zip(draft.chunks, encoded, strict=True)
            ),
            figures=tuple(
                read_figures(draft.canonical, sentences, document.metadata, draft.source_id, draft.version)
            ),
        )


def _cleaned(metadata: Metadata, fallback_title: str) -> Metadata:
    """Metadata in the same characters as the text: nothing invisible, nothing that a screen obeys."""

    def tidy(value: str | None) -> str | None:
        return None if value is None else clean(value) or None

    sample = metadata.sample
    return replace(
        metadata,
        title=clean(metadata.title) or clean(fallback_title) or "untitled",
        publisher=tidy(metadata.publisher),
        account_of=tidy(metadata.account_of),
        event=tidy(metadata.event),
        url=tidy(metadata.url),
        kind=tidy(metadata.kind),
        language=tidy(metadata.language),
        source_tier=tidy(metadata.source_tier),
        sample=Sample(sample.n, tidy(sample.who), tidy(sample.regions), tidy(sample.margin)),
    )


def _metadata_hash(metadata: Metadata) -> str:
    text = json.dumps(asdict(metadata), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _result(draft: _Draft, *, figures: int | None) -> AddedSource:
    return AddedSource(
        draft.path,
        draft.action,
        draft.source_id,
        draft.document.metadata.title,
        len(draft.chunks),
        figures or 0,
    )
