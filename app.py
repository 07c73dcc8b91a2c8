"""The browser chat over the library that the settings name: `python app.py`."""

from __future__ import annotations

import sys

from assistant.errors import AssistantError
from assistant.settings import read_settings
from assistant.web import serve

if __name__ == "__main__":
    try:
        serve(read_settings().library)
    except AssistantError as error:
        sys.exit(f"assistant: {error}")
