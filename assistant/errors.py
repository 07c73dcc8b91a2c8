"""Every error that the package raises on purpose.

    AssistantError
      ConfigurationError        a setting or an option has a value that cannot work
      LoadError                 an input could not be read; carries its path
      LibraryError              something is wrong with a library
        LibraryNotFoundError    there is none at that place
        LibraryLockedError      another process is writing to it
        LibraryMismatchError    it was built with another model or format
        LibraryDamagedError     a part of it is missing or cannot be opened
      SourceNotFoundError       no source has that id
      FigureNotFoundError       no figure has that id
      ModelError                a model failed; `retryable` says whether trying again may help
      MissingDependencyError    a package for what was asked is not installed

A message says what is wrong, with which value, and what to do. "Not enough evidence" is not an
error: it is the status of an answer.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of all errors of this package."""


class ConfigurationError(AssistantError):
    """A setting or an option has a value that cannot work."""


class LoadError(AssistantError):
    """An input could not be read: unreadable, empty, too large, or of an unknown kind."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class LibraryError(AssistantError):
    """Something is wrong with a library."""


class LibraryNotFoundError(LibraryError):
    """There is no library at that place."""


class LibraryLockedError(LibraryError):
    """Another process is writing to the library; the message names it."""


class LibraryMismatchError(LibraryError):
    """The library was built with another model or format than the present settings."""


class LibraryDamagedError(LibraryError):
    """A part of the library is missing or cannot be opened."""


class SourceNotFoundError(LibraryError):
    """No source of the library has that id."""


class FigureNotFoundError(LibraryError):
    """No figure of the library has that id."""


class ModelError(AssistantError):
    """An embedding or chat model failed."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class MissingDependencyError(AssistantError):
    """A package that this needs is not installed; the message names the install command."""
