"""The baselines by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from langchain_core.embeddings import Embeddings

from evals.baselines.external import PACKAGES, ExternalPipeline
from evals.baselines.own import OwnPipeline, dense, keyword
from evals.baselines.pipeline import Pipeline
from evals.baselines.tutorial import TutorialPipeline
from evals.libraries import Subject

TUTORIAL = "tutorial"
BASELINES = (TUTORIAL, "keyword", "dense", *PACKAGES)


@contextmanager
def open_baseline(name: str, subject: Subject, embeddings: Embeddings) -> Iterator[Pipeline]:
    """A baseline over the texts of a library; closed afterwards.

    Args:
        name: one of `BASELINES`.
        subject: the library.
        embeddings: the model, for the tutorial pipeline.

    Raises:
        MissingDependencyError: its framework is not installed.
    """
    pipeline: Pipeline
    if name == TUTORIAL:
        pipeline = TutorialPipeline(subject.texts, embeddings)
    elif name == "keyword":
        pipeline = OwnPipeline(subject, keyword)
    elif name == "dense":
        pipeline = OwnPipeline(subject, dense)
    else:
        pipeline = ExternalPipeline(name, subject.texts)
    try:
        yield pipeline
    finally:
        pipeline.close()
