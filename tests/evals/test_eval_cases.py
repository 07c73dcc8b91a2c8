"""Reading case files, and the starter cases themselves."""

import json
from pathlib import Path

import pytest

from assistant.ingest.cleaning import canonicalise
from assistant.loading import load
from assistant.schema import Metadata, Sample, Source, SourceText
from evals.cases import STARTER_CASES, CaseError, SourceSpan, hash_of_test_half, load_cases
from evals.gold import field_of, gold_spans, problems, slug_of

ROOT = Path(__file__).parent.parent.parent
ROW = {"id": "a-1", "split": "dev", "type": "lookup", "question": "How many?"}


def written(folder, *rows):
    """A case file of these rows."""
    file = folder / "cases.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def source_text(text, slug="report", **metadata):
    """A source as a library gives it."""
    about = Metadata(title="A report", **metadata)
    return SourceText(Source(slug, f"{slug}.md", "v", about, "current", 1, 0, ""), text, ())


@pytest.fixture(scope="module")
def corpus():
    """The canonical texts of the starter corpus by slug."""
    texts = {}
    for file in sorted((ROOT / "corpus").glob("*.md")):
        if file.name.lower() == "readme.md":
            continue
        document = load(file)
        canonical = canonicalise(document.blocks)
        source = Source(file.stem, str(file), "v", document.metadata, "current", 0, 0, "")
        texts[file.stem] = SourceText(source, canonical.text, canonical.sections)
    return texts


def test_test_half_is_the_frozen_one():
    """The test half of the starter cases has the hash that was recorded before tuning."""
    frozen = json.loads((ROOT / "evals" / "baseline.json").read_text("utf-8"))["cases"]["starter"]
    assert hash_of_test_half(STARTER_CASES) == frozen["test_sha256"]
    assert len(load_cases(STARTER_CASES, "test")) == frozen["test_cases"]


def test_hash_covers_only_the_test_half(tmp_path):
    """A change of a dev case leaves the hash, a change of a test case changes it."""
    test = {**ROW, "id": "a-2", "split": "test"}
    before = hash_of_test_half(written(tmp_path, ROW, test))
    assert hash_of_test_half(written(tmp_path, {**ROW, "question": "Why?"}, test)) == before
    assert hash_of_test_half(written(tmp_path, ROW, {**test, "question": "Why?"})) != before


def test_starter_cases_are_borne_out_by_the_corpus(corpus):
    """Every evidence quote stands in its digest, every field has a value, in both halves."""
    assert problems(load_cases(STARTER_CASES, "dev"), corpus) == []
    # The number only: nobody who tunes may see a test case in a failure message.
    count = len(problems(load_cases(STARTER_CASES, "test"), corpus))
    assert count == 0


def test_dev_is_the_default_half(tmp_path):
    """Loading a file gives its dev cases; a case without a split is one; test has to be asked for."""
    bare = {name: value for name, value in ROW.items() if name != "split"}
    file = written(tmp_path, bare, {**ROW, "id": "a-2"}, {**ROW, "id": "a-3", "split": "test"})
    assert [case.id for case in load_cases(file)] == ["a-1", "a-2"]
    assert [case.id for case in load_cases(file, "test")] == ["a-3"]
    assert len(load_cases(file, "all")) == 3


def test_gold_values_are_exact_decimals(tmp_path):
    """A value of 78.2 is 78.2, not the nearest binary fraction."""
    gold = {"value": 78.2, "unit": "percent", "sources": ["s"]}
    case = load_cases(written(tmp_path, {**ROW, "gold": [gold]}))[0]
    assert str(case.gold[0].value) == "78.2"
    assert case.answerable


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"question": " "}, "question missing or empty"),
        ({"split": "train"}, "split is 'train'"),
        ({"type": "guess"}, "type is 'guess'"),
        ({"gold": [{"unit": "percent"}]}, "field 'value' is missing"),
        ({"gold": [{"value": "many", "unit": "percent"}]}, "value is 'many'"),
        ({"gold": [{"value": True, "unit": "percent"}]}, "value is True"),
        ({"gold": [{"value": 7, "unit": "%"}]}, "unit is '%'"),
        ({"gold": [{"value": 7, "unit": "percent", "qualifier": "circa"}]}, "qualifier is 'circa'"),
        ({"forbidden": [7]}, "int"),
        ({"evidence": [{"quote": "x"}]}, "field 'source' is missing"),
    ],
)
def test_a_bad_case_is_named_by_line_and_field(tmp_path, change, said):
    """A case that cannot be read gives an error with file, line and what is wrong."""
    with pytest.raises(CaseError, match=r"cases\.jsonl:1: ") as error:
        load_cases(written(tmp_path, {**ROW, **change}))
    assert said in str(error.value)


def test_other_bad_files_are_named(tmp_path):
    """No file, no JSON, no object, an id twice: each has its message."""
    with pytest.raises(CaseError, match="cannot be read"):
        load_cases(tmp_path / "absent.jsonl")
    file = tmp_path / "cases.jsonl"
    file.write_text("{", "utf-8")
    with pytest.raises(CaseError, match="1: not JSON"):
        load_cases(file)
    file.write_text("\n[]\n", "utf-8")
    with pytest.raises(CaseError, match="2: a list, expected an object"):
        load_cases(file)
    with pytest.raises(CaseError, match="2: id 'a-1' occurs twice"):
        load_cases(written(tmp_path, ROW, ROW))


def test_problems_name_what_the_library_does_not_bear_out(tmp_path):
    """A missing source, a quote that is not there, an empty field, gold without evidence, a wrong type."""
    texts = {"report": source_text("Use is at 7 %.", sample=Sample(n=12))}
    gold = [{"value": 7, "unit": "percent", "sources": ["report", "other"]}]
    rows = [
        {**ROW, "id": "ok", "gold": [{**gold[0], "sources": ["report"]}]}
        | {"evidence": [{"source": "report", "quote": "at 7 %."}, {"source": "report", "field": "sample.n"}]},
        {**ROW, "id": "quote", "gold": gold, "evidence": [{"source": "report", "quote": "at 8 %."}]},
        {**ROW, "id": "absent", "facts": [["x"]], "evidence": [{"source": "nowhere", "quote": "x"}]},
        {**ROW, "id": "field", "facts": [["x"]], "evidence": [{"source": "report", "field": "publisher"}]},
        {**ROW, "id": "bare", "facts": [["x"]]},
        {**ROW, "id": "none"},
        {
            **ROW,
            "id": "miss",
            "type": "near_miss",
            "facts": [["x"]],
            "evidence": [{"source": "report", "field": "title"}],
        },
    ]
    assert problems(load_cases(written(tmp_path, *rows)), texts) == [
        "quote: quote not in report: 'at 8 %.'",
        "quote: no evidence for gold source 'other'",
        "absent: source 'nowhere' is not in the library",
        "field: field 'publisher' of report is empty",
        "bare: no evidence for its facts",
        "none: type lookup has neither gold nor facts",
        "miss: type near_miss has gold",
    ]


def test_gold_spans_slice_to_their_quotes(tmp_path):
    """The span of a quote is where it stands in the canonical text; runs of space do not matter."""
    texts = {"report": source_text("First. Use is at 7 %. Last.")}
    evidence = [{"source": "report", "quote": "Use is  at 7 %."}, {"source": "report", "quote": "Gone."}]
    case = load_cases(written(tmp_path, {**ROW, "evidence": evidence}))[0]
    (span,) = gold_spans(case, texts)
    assert texts["report"].text[span.start : span.end] == "Use is at 7 %."


def test_overlap_counts_common_characters_of_one_source():
    """[0, 10) and [6, 20) share 4 characters; touching spans and other sources share none."""
    span = SourceSpan("a", 0, 10)
    assert span.overlap(SourceSpan("a", 6, 20)) == 4
    assert span.overlap(SourceSpan("a", 10, 20)) == 0
    assert span.overlap(SourceSpan("b", 0, 10)) == 0


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("corpus/cncf-survey-2019.md", "cncf-survey-2019"),
        ("C:\\texts\\talk.txt", "talk"),
        ("https://example.org/a/report.html?page=1#top", "report"),
        ("a-name", "a-name"),
    ],
)
def test_a_source_is_named_by_the_stem_of_its_key(key, slug):
    """Paths of both systems, addresses and plain names give the name that cases use."""
    assert slug_of(key) == slug


def test_fields_are_looked_up_by_path():
    """`sample.n` is looked up in the sample; null, empty and unknown fields have no value."""
    about = Metadata(title="T", sample=Sample(n=0))
    assert field_of(about, "sample.n") == 0
    assert field_of(about, "sample.margin") is None
    assert field_of(about, "nonsense.n") is None
