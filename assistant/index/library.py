"""A library: catalog, generations and lock tied together. Owns consistency.

library/
catalog.sqlite      the record
generations/<name>  Chroma folders, never modified once published
leases/             one locked file per process that has a generation open
write.lock          held while writing; write.lock.json names the holder
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryMismatchError,
    LibraryNotFoundError,
)
from assistant.index import consistency, publication
from assistant.index.catalog import Catalog
from assistant.index.snapshot import Snapshot
from assistant.index.vector_store import VectorStore
from assistant.index.writer import Writer
from assistant.schema import ModelIdentity

# A second writer waits this long before it is told who writes; most adds of one file take less.
_LOCK_SECONDS = 5.0


class Library:
    """An open library folder. Thread-safe; other processes may read and write it meanwhile."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self.catalog = catalog
        self._lock = threading.RLock()
        self._reader: _Reader | None = None

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Library:
        """Open a library folder.

        Args:
            folder: where it is.
            create: make an empty one if there is none.

        Raises:
            LibraryNotFoundError: there is none and `create` is False.
            LibraryDamagedError, LibraryMismatchError: as the names say.
        """
        path = folder / "catalog.sqlite"
        if not path.exists():
            if not create:
                raise LibraryNotFoundError(
                    f"There is no library in {folder}; make one with: assistant --library {folder} add PATH"
                )
            if folder.exists() and not folder.is_dir():
                raise LibraryError(f"{folder} is a file; choose a folder for the library")
            try:
                (folder / "generations").mkdir(parents=True, exist_ok=True)
                (folder / "leases").mkdir(exist_ok=True)
            except OSError as error:
                raise LibraryError(f"{folder} cannot be made ({error.strerror})") from error
        elif path.stat().st_size == 0 and (not create or any((folder / "generations").glob("*"))):
            raise LibraryDamagedError(
                f"The catalog {path} is empty; restore it from a backup, or move the folder away "
                "and add the documents again"
            )
        return cls(folder, Catalog.open(path, create=create))

    # --- reading -----------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[tuple[Snapshot, VectorStore | None]]:
        """A snapshot of the catalog and the generation that belongs to it (None while empty)."""
        # Between our look at the pointer and our lease, a writer may have published a newer generation
        # and deleted this one; a second look then finds the newer.
        for last_try in (False, True):
            with self.catalog.snapshot() as snapshot:
                name = snapshot.manifest().get("generation")
                try:
                    reader = self._acquire(name) if name else None
                except LibraryDamagedError:
                    if last_try:
                        raise
                    continue
                try:
                    yield snapshot, reader.store if reader else None
                finally:
                    if reader is not None:
                        self._release(reader)
                return

    def _acquire(self, name: str) -> _Reader:
        with self._lock:
            current = self._reader
            if current is None or current.name != name:
                opened = _Reader.open(self.folder, name)
                self._reader = opened
                if current is not None and current.users == 0:
                    current.close()
                current = opened
            current.users += 1
            return current

    def _release(self, reader: _Reader) -> None:
        with self._lock:
            reader.users -= 1
            if reader.users == 0 and reader is not self._reader:
                reader.close()

    def check_model(self, identity: ModelIdentity) -> None:
        """Compare a model with the one that built the library.

        Raises:
            LibraryMismatchError: they differ; the message names both and the command to run.
        """
        with self.catalog.snapshot() as snapshot:
            built = snapshot.manifest().get("model")
        if built is not None and built != asdict(identity):
            raise LibraryMismatchError(
                f"The library in {self.folder} was built with {_describe(built)}, the settings name "
                f"{_describe(asdict(identity))}; set ASSISTANT_EMBEDDING_MODEL={built['name']} to use "
                "it as it is, or add the documents to a new library: assistant --library NEW add PATH"
            )

    def check(self) -> list[str]:
        """Compare catalog, keyword index, generation and every span; return what is wrong."""
        with self.reading() as (snapshot, store):
            problems = consistency.check_spans(snapshot) + consistency.check_keyword_index(snapshot)
            chunk_ids = {str(row.id) for row in snapshot.vectors()}
            found = store.ids() if store else set()
        if chunk_ids != found:
            problems.append(
                f"The vector index lacks {len(chunk_ids - found)} chunks and has {len(found - chunk_ids)} "
                "too many; run: assistant rebuild"
            )
        return problems

    def notes(self) -> list[str]:
        """What is no fault, but worth knowing: lost edits, and what a rebuild would bring up to date."""
        with self.catalog.snapshot() as snapshot:
            return consistency.notes(snapshot)

    # --- writing -----------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the writer's lock.

        Raises:
            LibraryLockedError: another process or thread writes; the message names it.
        """
        lock = FileLock(self.folder / "write.lock", timeout=_LOCK_SECONDS, thread_local=False)
        note = self.folder / "write.lock.json"
        try:
            lock.acquire()
        except Timeout as error:
            raise LibraryLockedError(_holder(self.folder, note)) from error
        try:
            command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]
            holder = {"pid": os.getpid(), "command": command, "since": publication.now()}
            note.write_text(json.dumps(holder), "utf-8")
            yield Writer(self)
            self._delete_unreferenced()
        finally:
            note.unlink(missing_ok=True)
            lock.release()

    def _delete_unreferenced(self) -> None:
        """Delete generations that nothing names: not the catalog, not a lease of a living process."""
        with self.catalog.snapshot() as snapshot:
            current = snapshot.manifest().get("generation")
        with self._lock:
            if self._reader is not None and self._reader.name != current and not self._reader.users:
                self._reader.close()
                self._reader = None
        for folder in sorted((self.folder / "generations").iterdir()):
            if folder.name == current:
                continue
            leases = list((self.folder / "leases").glob(f"{folder.name}.*"))
            if all(_is_stale(lease) for lease in leases):
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Close everything; the library must not be used afterwards."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
        self.catalog.close()


class _Reader:
    """A generation that this process has open, with the lease that keeps it from being deleted."""

    def __init__(self, name: str, store: VectorStore, lease: FileLock) -> None:
        self.name = name
        self.store = store
        self.users = 0
        self._lease = lease

    @classmethod
    def open(cls, folder: Path, name: str) -> _Reader:
        (folder / "leases").mkdir(exist_ok=True)
        file = folder / "leases" / f"{name}.{os.getpid()}.{secrets.token_hex(4)}"
        lease = FileLock(file, thread_local=False)
        lease.acquire()
        try:
            return cls(name, VectorStore(folder / "generations" / name), lease)
        except LibraryDamagedError:
            lease.release()
            file.unlink(missing_ok=True)
            raise

    def close(self) -> None:
        self.store.close()
        self._lease.release()
        Path(self._lease.lock_file).unlink(missing_ok=True)


def _is_stale(lease: Path) -> bool:
    """A lease that can be locked belongs to nobody: its process has ended, however it ended."""
    probe = FileLock(lease, timeout=0, thread_local=False)
    try:
        probe.acquire()
    except Timeout:
        return False
    probe.release()
    lease.unlink(missing_ok=True)
    return True


def _holder(folder: Path, note: Path) -> str:
    try:
        holder: dict[str, Any] = json.loads(note.read_text("utf-8"))
        who = f"process {holder['pid']} ({holder['command']!r}, since {holder['since']})"
    except (OSError, ValueError, KeyError):
        who = "another process"
    return f"The library in {folder} is being written by {who}; wait until it ends and try again"


def _describe(model: dict[str, Any]) -> str:
    return f"model {model['name']!r} (weights {str(model['weights_sha256'])[:12]}, {model['dimension']}-d)"
