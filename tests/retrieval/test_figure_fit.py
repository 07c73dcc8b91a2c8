"""What the ledger knows of a figure beside a question."""

from __future__ import annotations

from assistant.answering.question import read_question
from assistant.ingest.figures import read_figures
from assistant.retrieval.figure_fit import figure_fit
from assistant.schema import CanonicalText, Metadata, Span


def fit(question, text):
    """The fit of the only figure of a text."""
    (figure,) = read_figures(CanonicalText(text, ()), [Span(0, len(text))], Metadata(title="S"), "s", "v")
    return figure_fit(read_question(question), figure)


def test_the_metric_that_is_asked_for_counts():
    """All of it, or none: another metric of the same people is told apart."""
    asked = "What share of bakers has a flour store?"
    assert fit(asked, "A flour store was kept by 40 % of bakers.").metric > 0
    other = fit(asked, "A delivery bicycle was ridden by 40 % of bakers.")
    assert (other.metric, other.other_metric) == (0.0, -1.0)


def test_a_group_that_is_asked_for_counts():
    """What narrows the group must stand in the figure's own group."""
    asked = "What share of apprentice bakers rides a bicycle?"
    assert fit(asked, "Of apprentice bakers, 40 % ride a bicycle.").population == 1.0
    assert fit(asked, "Of retired bakers, 40 % ride a bicycle.").population == 0.5
    assert fit(asked, "Of retired clerks, 40 % ride a bicycle.").population == 0.0
