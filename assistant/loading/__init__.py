"""Reading files: each family of formats in one file, all giving a `LoadedDocument`."""

from assistant.loading.files import expand, load

__all__ = ["expand", "load"]
