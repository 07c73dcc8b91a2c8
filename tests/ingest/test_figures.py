"""Reading figures: what a quantity measures, among whom, when, and who says so."""

from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.figures import read_figures
from assistant.schema import Figure, Metadata, Span

METADATA = Metadata(title="A report")


def figures(text: str, metadata: Metadata = METADATA) -> list[Figure]:
    """The figures of a single sentence."""
    return read_figures(text, [Span(0, len(text))], metadata, "source", "version")


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Kubernetes adoption has reached 82 %.", ["Kubernetes adoption"]),
        (
            "Helm was in production at 77 % and Prometheus at 73 %.",
            ["Helm was in production", "Prometheus was in production"],
        ),
        ("58 % of backend developers use Kubernetes.", ["use Kubernetes"]),
        (
            "Kubernetes adoption has reached 82 %, up from 66 % in 2023.",
            ["Kubernetes adoption", "Kubernetes adoption"],
        ),
        ("The survey had a margin of error of +/- 3.6 points.", ["margin of error"]),
        ("Companies cut cloud spend by 30 %.", ["change in cloud spend"]),
        (
            "15.6 million developers use cloud native technologies.",
            ["developers use cloud native technologies"],
        ),
        ("Attendance reached 12,418.", ["Attendance"]),
        ("It is $1.86 per million tokens.", ["price per million tokens"]),
        ("nearly two-thirds of backend teams", [None]),
    ],
)
def test_metric(text, metrics):
    """The metric is what the words of the number's own part say is measured; a delta is a change in it."""
    assert [f.metric for f in figures(text)] == metrics


@pytest.mark.parametrize(
    ("text", "populations"),
    [
        ("Kubernetes adoption has reached 82 %.", [None]),
        ("58 % of backend developers use it.", ["backend developers"]),
        ("nearly two-thirds of backend teams", ["backend teams"]),
        (
            "66 % of organisations hosting generative AI models use it.",
            ["organisations hosting generative AI models"],
        ),
        (
            "Two thirds of teams with more than 1,000 employees deploy daily.",
            ["teams with more than 1,000 employees", None],
        ),
        ("Among 628 respondents, 58 % run it.", ["respondents", "respondents"]),
        ("58 % of them run it.", [None]),
        ("84 % of developers use it, up from 76 % a year earlier.", ["developers", "developers"]),
        ("51 % of experts used it daily, against 47 % of beginners.", ["experts", "beginners"]),
        ("82 % of container users run it, and 30 % of teams pay.", ["container users", "teams"]),
    ],
)
def test_population(text, populations):
    """The population is the one the figure's own part states, or the part it leans on."""
    assert [f.population for f in figures(text)] == populations


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("up from 66% in 2023 to 80%", [("2023", "2023"), None]),
        ("It went from 73 % in 2018 to 84 % in 2019.", [("2018", "2018"), ("2019", "2019")]),
        (
            "In 2025, 51 % of experts used it, against 47 % of beginners; 3 % pay.",
            [("2025", "2025"), None, ("2025", "2025")],
        ),
        ("Use was 58 % in Q3 2025.", [("2025-07", "2025-09")]),
        ("Use was 58 % in June and July 2025.", [("2025-06", "2025-07")]),
        ("Use was 58 % in November 2025.", [("2025-11", "2025-11")]),
        ("Since 2019, 58 % use it.", [("2019", None)]),
        ("Spending could reach 1.3 trillion dollars by 2029.", [("2029", "2029")]),
        ("Use was 58 %.", [None]),
    ],
)
def test_period(text, periods):
    """A figure has the period that is bound to it; an older value never takes the newer one's."""
    assert [(f.period.start, f.period.end) if f.period else None for f in figures(text)] == periods


@pytest.mark.parametrize(
    ("metadata", "start", "kind", "origin"),
    [
        (
            Metadata(title="Survey 2023", collected="2025-06/2025-07", published="2025-11"),
            "2025-06",
            "collected",
            "collected",
        ),
        (
            Metadata(title="News", account_of="CNCF Survey 2024", published="2025-04"),
            "2024",
            "stated",
            "account_of",
        ),
        (Metadata(title="Survey 2023", published="2024-04"), "2023", "stated", "title"),
        (Metadata(title="News", published="2024-04"), "2024-04", "published", "published"),
    ],
)
def test_period_is_inherited_from_the_document(metadata, start, kind, origin):
    """Where the text names none, the document's period holds, and `inherited` says from where."""
    (figure,) = figures("Adoption stands at 58 %.", metadata)
    assert figure.period is not None
    assert (figure.period.start, figure.period.kind, figure.inherited["period"]) == (start, kind, origin)


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("33 % trust it, not 43 % as some reports say.", ["asserted", "disputed"]),
        ("Spending could reach 1.3 trillion dollars by 2029.", ["hypothetical"]),
        ("The team aims to reach 50 % by 2030.", ["target"]),
        ("According to Gartner, 40 % of teams pay.", ["reported"]),
        ("Adoption is 58 %.", ["asserted"]),
        ("58 % would ask a person.", ["asserted"]),
    ],
)
def test_stance(text, stances):
    """A disputed, possible or intended value is never an asserted fact."""
    assert [f.stance for f in figures(text)] == stances


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("According to Gartner, 40 % of teams pay.", "Gartner"),
        ("Stack Overflow reports that 84 % of developers use it.", "Stack Overflow"),
        ("Adoption is 58 %.", None),
    ],
)
def test_attribution(text, who):
    """Who says so is named only where the sentence names it."""
    assert figures(text)[0].attributed_to == who


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("628 respondents answered", 628),
        ("n = 1,065", 1065),
        ("a survey of 988 people", 988),
        ("Of 2,401 who answered, 58 % use it.", 2401),
        ("1,065 developers who took part", 1065),
        ("9,200 attendees came", None),
        ("58 % of respondents", None),
    ],
)
def test_sample_size(text, n):
    """Only a figure that counts who was asked has a sample size."""
    assert figures(text)[0].sample_n == n


def test_spans_and_ids():
    """A figure is an exact span of the text; its id is made of source, version and span."""
    text = "Nothing here. Adoption is 58 % today."
    (figure,) = read_figures(text, [Span(0, 13), Span(14, len(text))], METADATA, "source", "version")
    assert text[figure.start : figure.end] == figure.surface == "58 %"
    assert figure.sentence == Span(14, len(text))
    name = f"source:version:{figure.start}:{figure.end}"
    assert figure.id == hashlib.sha256(name.encode()).hexdigest()[:16]


@given(st.text(alphabet="5 %,.()ofin2023toandAX-–\n;usedby'", max_size=120))
def test_any_sentence_gives_figures_with_exact_spans(text):
    """No sentence raises."""
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.surface


@pytest.mark.parametrize("piece", ["5 % in 2020, ", "5 % ", "X says 5 % and ", "((5 %", "AB Cd Ef "])
def test_reading_time_grows_with_length_not_with_its_square(piece):
    """A sentence without end that doubles takes about twice as long."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        figures(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(16_000) <= 4 * seconds(8_000) + 0.3
