"""The conference insight assistant: every number, back to its source."""
