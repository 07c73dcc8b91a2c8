"""The one formatter: dicts of the contract, text for terminals, Markdown."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import AssistantError, ConfigurationError, LibraryLockedError, LoadError
from assistant.presentation import (
    SOURCE_COLUMNS,
    answer_to_markdown,
    answer_to_text,
    citation_numbers,
    digest_label,
    error_to_dict,
    numbered_citations,
    printable,
    sources_table,
    to_dict,
    web_address,
)
from assistant.schema import (
    AddedSource,
    Answer,
    AnswerSentence,
    Citation,
    Figure,
    Metadata,
    Note,
    NumberCheck,
    Period,
    RetrievedChunk,
    Sample,
    Section,
    Source,
    SourceText,
    Span,
    Unanswered,
)

QUOTE = "Seven per cent of organisations deploy AI workloads daily."


def citation(start=10, *, source_id="s1", quote=QUOTE, **changes):
    """A citation of an original text."""
    whole = Citation(
        source_id=source_id,
        version="v" * 64,
        chunk_id=f"{source_id}:{'v' * 12}:0-99",
        start=start,
        end=start + len(quote),
        quote=quote,
        prefix="before ",
        suffix=" after",
        text_kind="original",
        title="Annual Survey",
        publisher="CNCF",
        account_of="CNCF Annual Survey 2025",
        event=None,
        published="2026-01-20",
        url="https://example.org/report",
        locator={"page": 4},
    )
    return replace(whole, **changes)


def source():
    """A source with some things known and some not."""
    about = Metadata(
        title="Annual\tSurvey",
        text_kind="digest",
        publisher="CNCF",
        published="2026-01",
        sample=Sample(n=628, who="developers"),
    )
    return Source("s1", "a.md", "v" * 64, about, "current", 3, 12, "2026-02-01T00:00:00+00:00")


def figure(**changes):
    """Nearly 82.5 per cent."""
    whole = Figure(
        id="f1",
        source_id="s1",
        start=5,
        end=11,
        surface="82.5 %",
        value=Decimal("82.5"),
        high=None,
        unit="percent",
        qualifier="nearly",
        direction=None,
        metric="Kubernetes production use",
        population="container users",
        period=Period("2025-09", "2025-09", "September 2025", "collected"),
        attributed_to="CNCF",
        relayed_by=None,
        stance="asserted",
        sample_n=628,
        sentence=Span(0, 40),
        inherited={"period": "metadata"},
    )
    return replace(whole, **changes)


def sentence(text, *citations):
    """A quoted sentence."""
    return AnswerSentence(text, "quoted", citations, (NumberCheck("7 %", "in_sentence", None, 0),))


def answer(*sentences, **changes):
    """An answered question."""
    whole = Answer(
        status="answered",
        question="How many deploy daily?",
        standalone_question="How many organisations deploy daily?",
        sentences=sentences or (sentence(QUOTE, citation()),),
        figures=(figure(),),
        evidence=(citation(),),
        unanswered=(),
        notes=(Note("english", "The library is English."),),
        confidence=0.75,
        sources=(source(),),
        model=None,
        settings_fingerprint="abc",
        run={"seconds": 0.1},
    )
    return replace(whole, **changes)


def refusal(**changes):
    """Insufficient evidence, with two near things."""
    gap = Unanswered("How many organisations deploy daily?", (citation(), citation(200)))
    return replace(answer(), status="insufficient_evidence", sentences=(), unanswered=(gap,), **changes)


# --- dicts ---------------------------------------------------------------------------------------


def test_answer_has_exactly_the_fields_of_the_contract():
    """answer/1: no field more, none less, `id` only where there is one."""
    shown = to_dict(answer())
    assert shown["schema"] == "answer/1"
    assert set(shown) == {
        "schema",
        "status",
        "question",
        "standalone_question",
        "sentences",
        "figures",
        "comparison",
        "evidence",
        "unanswered",
        "notes",
        "confidence",
        "sources",
        "model",
        "usage",
        "settings_fingerprint",
        "run",
    }
    assert to_dict(answer(id="q1"))["id"] == "q1"
    assert set(shown["sentences"][0]) == {"text", "kind", "citations", "numbers"}
    assert shown["sentences"][0]["numbers"] == [
        {"text": "7 %", "state": "in_sentence", "formula": None, "citation": 0}
    ]
    assert shown["notes"] == [{"kind": "english", "text": "The library is English."}]
    assert shown["comparison"] is None


def test_refusal_dict_names_the_part_and_the_nearest_evidence():
    """What is not answered stands in `unanswered`, with citations."""
    (gap,) = to_dict(refusal())["unanswered"]
    assert gap["part"] == "How many organisations deploy daily?"
    assert [item["start"] for item in gap["nearest"]] == [10, 200]


def test_source_is_flat_and_unknown_is_none():
    """Metadata stands beside the id; what is not known is None, never a guess."""
    assert to_dict(source()) == {
        "id": "s1",
        "key": "a.md",
        "version": "v" * 64,
        "text_kind": "digest",
        "title": "Annual\tSurvey",
        "publisher": "CNCF",
        "account_of": None,
        "event": None,
        "published": "2026-01",
        "collected": None,
        "url": None,
        "kind": None,
        "language": None,
        "sample": {"n": 628, "who": "developers", "regions": None, "margin": None},
        "state": "current",
        "chunks": 3,
        "figures": 12,
        "added": "2026-02-01T00:00:00+00:00",
    }


def test_source_text_is_the_source_with_its_text():
    """The canonical text comes unchanged, control characters included: offsets refer to it."""
    shown = to_dict(SourceText(source(), "a\x1bb", (Section(0, 3, "paragraph", "H", 2),)))
    assert shown["text"] == "a\x1bb"
    assert shown["id"] == "s1"
    assert shown["sections"] == [{"start": 0, "end": 3, "kind": "paragraph", "heading": "H", "page": 2}]


def test_citation_has_exactly_the_fields_of_the_contract():
    """A citation's dict has the contract's names, in its order."""
    shown = to_dict(citation())
    assert list(shown) == (
        [
            "source_id",
            "version",
            "chunk_id",
            "start",
            "end",
            "quote",
            "prefix",
            "suffix",
            "text_kind",
            "title",
            "publisher",
            "account_of",
            "event",
            "published",
            "url",
            "locator",
        ]
    )
    assert shown["locator"] == {"page": 4}


def test_figure_has_the_shapes_of_the_contract():
    """Period with from and to, sentence as a pair, values as numbers; behind them where each part stands."""
    shown = to_dict(figure())
    assert list(shown) == (
        [
            "id",
            "source_id",
            "start",
            "end",
            "surface",
            "value",
            "high",
            "unit",
            "qualifier",
            "direction",
            "metric",
            "population",
            "period",
            "attributed_to",
            "relayed_by",
            "stance",
            "sample_n",
            "sentence",
            "inherited",
            "edited",
            "parts",
            "compared_with",
        ]
    )
    assert shown["period"] == {
        "from": "2025-09",
        "to": "2025-09",
        "label": "September 2025",
        "kind": "collected",
    }
    assert shown["sentence"] == [0, 40]
    assert shown["inherited"] == {"period": "metadata"}
    assert to_dict(figure(period=None))["period"] is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (Decimal(82), "82"),
        (Decimal("82.0"), "82"),
        (Decimal("0.6667"), "0.6667"),
        (Decimal("2.48E+10"), "24800000000"),
        (Decimal("3.6"), "3.6"),
        (Decimal("-0.5"), "-0.5"),
        (Decimal(0), "0"),
    ],
)
def test_values_become_plain_json_numbers(value, shown):
    """Whole numbers stay whole, others keep their digits."""
    assert json.dumps(to_dict(figure(value=value))["value"]) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13, places=2))
def test_values_lose_nothing(value):
    """Any value of up to 15 digits reads back from its JSON as the same number."""
    assert Decimal(json.dumps(to_dict(figure(value=value))["value"])) == value


@pytest.mark.parametrize(
    "value",
    [
        answer(),
        refusal(),
        source(),
        SourceText(source(), "text", ()),
        citation(),
        figure(),
        RetrievedChunk("c1", "s1", "v", 0, 4, "text", None, None, 1.5, 0.5, 3.0),
        AddedSource("a.md", "failed", error="the file is empty"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_dict_is_json(value):
    """What `to_dict` gives survives a trip through JSON unchanged: no tuples, no Decimals."""
    shown = to_dict(value)
    assert json.loads(json.dumps(shown)) == shown


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConfigurationError("x"), "configuration"),
        (LibraryLockedError("x"), "library_locked"),
        (LoadError("a.md", "x"), "load"),
        (AssistantError("x"), "assistant"),
    ],
)
def test_error_kinds(error, kind):
    """Machines tell errors apart by a kind that is the class's name in snake case."""
    assert error_to_dict(error) == {"kind": kind, "message": str(error)}


# --- numbering -----------------------------------------------------------------------------------


def test_one_number_for_each_span_in_order_of_first_use():
    """The same span is numbered once; the numbers follow the sentences."""
    a, b, c = citation(10), citation(200), citation(10, source_id="s2")
    made = answer(sentence("One.", b), sentence("Two.", a, b), sentence("Three.", c, a))
    numbered = numbered_citations(made)
    assert [(item.number, item.citation) for item in numbered] == [(1, b), (2, a), (3, c)]
    assert citation_numbers((c, a, a), numbered) == (3, 2)


def test_nearest_evidence_is_numbered_after_the_sentences():
    """A half answer's nearest evidence goes on counting."""
    gap = Unanswered("the other half", (citation(), citation(500)))
    numbered = numbered_citations(answer(unanswered=(gap,)))
    assert [(item.number, item.citation.start) for item in numbered] == [(1, 10), (2, 500)]


# --- text ----------------------------------------------------------------------------------------


def test_answer_text_has_marks_notes_and_numbered_sources():
    """Sentences with [n], then notes, then the numbered list with everything needed to find the source."""
    assert answer_to_text(answer(), width=200) == (
        "Seven per cent of organisations deploy AI workloads daily. [1]\n\n"
        "Note: The library is English.\n\n"
        "Sources:\n"
        "[1] Annual Survey · CNCF · 2026-01-20 · page 4\n"
        "    https://example.org/report\n"
        "    “Seven per cent of organisations deploy AI workloads daily.”"
    )


@pytest.mark.parametrize("render", [lambda a: answer_to_text(a, 300), answer_to_markdown])
def test_digest_is_labelled_and_never_in_quotation_marks(render):
    """Our own words are labelled as ours, and nothing makes them look like the publisher's."""
    ours = citation(text_kind="digest")
    shown = render(answer(sentence("Composed.", ours)))
    assert f"({digest_label(ours)}) {QUOTE}" in shown
    assert digest_label(ours) == "our digest of Annual Survey, open the original before you quote"
    assert not set("“”\"'«»") & set(shown)


@pytest.mark.parametrize("render", [lambda a: answer_to_text(a, 300), answer_to_markdown])
def test_refusal_says_so_and_shows_the_nearest_evidence(render):
    """A refusal reads as one, and its nearest evidence can be looked at."""
    shown = render(refusal())
    assert shown.startswith("The library does not answer this.")
    assert "Nearest evidence: [1][2]" in shown
    assert shown.count(QUOTE) == 2


def test_half_an_answer_names_the_half_that_is_missing():
    """A part that is not answered is named unless it is the whole question."""
    gap = Unanswered("salaries in 2030", ())
    shown = answer_to_text(answer(unanswered=(gap,), status="partly_answered"))
    assert "Not answered: salaries in 2030" in shown
    assert "Nearest evidence" not in shown


@given(
    width=st.integers(20, 120),
    words=st.lists(st.text(st.sampled_from("abc-"), min_size=1, max_size=12), min_size=1, max_size=40),
)
def test_lines_fit_the_width(width, words):
    """No line is longer than the terminal is wide, the address excepted."""
    text = "\n".join(words)
    cited = citation(quote=text, text_kind="digest")
    shown = answer_to_text(answer(sentence(text, cited)), width)
    too_long = [line.strip() for line in shown.split("\n") if len(line) > width]
    assert too_long in ([], [cited.url])


def test_long_address_is_not_broken():
    """An address stays on one line however narrow the terminal is."""
    url = "https://example.org/" + "long-path/" * 20
    shown = answer_to_text(answer(sentence("One.", citation(url=url))), width=30)
    assert f"    {url}" in shown.split("\n")


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\r", "\x9b", "\u202e", "\u2066", "\x00", "\ud800"])
def test_document_text_cannot_steer_a_terminal(char):
    """Escape sequences and direction overrides of a document never reach the terminal."""
    hostile = f"7 %{char}[2J"
    bad = citation(quote=hostile, title=hostile, publisher=hostile, url=f"https://x.org/{char}")
    gap = Unanswered(hostile, (bad,))
    whole = answer(sentence(hostile, bad), notes=(Note("x", hostile),), unanswered=(gap,))
    for shown in (answer_to_text(whole), answer_to_markdown(whole), "".join(sources_table([source()])[0])):
        assert char not in shown
    assert "7 %" in answer_to_text(whole)


@given(st.text())
def test_printable_keeps_offsets(text):
    """Characters are replaced one for one, so offsets into a printed text stay right."""
    shown = printable(text)
    assert len(shown) == len(text)
    assert printable(shown) == shown
    assert all(b in (a, "\ufffd") for a, b in zip(text, shown, strict=True))


def test_document_markup_is_escaped_in_markdown():
    """A document cannot bring a link, an image, HTML or emphasis into what is pasted."""
    hostile = "<img src=x onerror=alert(1)> [go](javascript:alert(1)) **bold** `code` &lt; | # head"
    shown = answer_to_markdown(answer(sentence(hostile, citation(quote=hostile, title=hostile))))
    assert "<img" not in shown.replace("\\<", "")
    assert "[go]" not in shown.replace("\\[", "")
    assert "**bold**" not in shown
    assert "&lt;" not in shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://example.org/ x", None),
        ('https://example.org/"onclick="x', None),
        ("https://example.org/<b>", None),
        ("https://example.org/\x1b[2J", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_links(url, shown):
    """Nothing but http and https becomes a link, and none with characters that end one."""
    assert web_address(url) == shown
    listed = answer_to_text(answer(sentence("One.", citation(url=url))))
    assert (shown is not None and shown in listed) or (shown is None and (not url or url not in listed))


def test_sources_table_has_one_clean_row_for_each_source():
    """Cells are single lines without tabs, so that a pipe can split them; unknown is empty."""
    (row,) = sources_table([source()])
    assert dict(zip(SOURCE_COLUMNS, row, strict=True)) == {
        "id": "s1",
        "title": "Annual Survey",
        "publisher": "CNCF",
        "event": "",
        "published": "2026-01",
        "collected": "",
        "chunks": "3",
        "figures": "12",
    }
