"""Comparing figures across sources: alignment, origins, series. Later steps fill it."""
