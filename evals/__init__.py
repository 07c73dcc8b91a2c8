"""Measuring: cases, measures, baselines, and one script for each ability."""
