"""Blocks -> canonical text, chunks and figures. Pure functions over text."""
