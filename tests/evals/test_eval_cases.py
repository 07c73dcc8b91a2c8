"""Reading case files, and checking them against a library."""

import json
from decimal import Decimal

import pytest
from eval_builders import source_text

from assistant.schema import Metadata, Sample
from evals.cases import CaseError, SourceSpan, case_files, hash_of_test_half, load_cases
from evals.gold import field_of, gold_spans, problems, slug_of

ROW = {"id": "a-1", "split": "dev", "type": "lookup", "question": "How many?"}


def written(folder, *rows, name="cases.jsonl"):
    """A case file of these rows."""
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def test_hash_covers_only_the_test_half(tmp_path):
    """A change of a dev case leaves the hash, a change of a test case changes it."""
    test = {**ROW, "id": "a-2", "split": "test"}
    before = hash_of_test_half(written(tmp_path, ROW, test))
    assert hash_of_test_half(written(tmp_path, {**ROW, "question": "Why?"}, test)) == before
    assert hash_of_test_half(written(tmp_path, ROW, {**test, "question": "Why?"})) != before


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
        ({"required": [[{"value": 7}]]}, "field 'unit' is missing"),
        ({"required": [{"value": 7, "unit": "percent"}]}, "string indices"),
        ({"words": [7]}, "int"),
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


def test_a_folder_is_read_file_by_file_in_the_order_of_names(tmp_path):
    """All *.jsonl of a folder are one set of cases; other files are passed over; a file is itself."""
    second = written(tmp_path, {**ROW, "id": "b-1"}, {**ROW, "id": "b-2", "split": "test"}, name="b.jsonl")
    first = written(tmp_path, ROW, name="a.jsonl")
    (tmp_path / "notes.md").write_text("no cases", "utf-8")
    assert case_files(tmp_path) == [first, second]
    assert case_files(second) == [second]
    assert [case.id for case in load_cases(tmp_path)] == ["a-1", "b-1"]
    assert [case.id for case in load_cases(tmp_path, "all")] == ["a-1", "b-1", "b-2"]


def test_an_id_may_not_occur_in_two_files(tmp_path):
    """The second occurrence is named by file and line, also where it is in the other half."""
    written(tmp_path, ROW, name="a.jsonl")
    written(tmp_path, {**ROW, "id": "b-1"}, {**ROW, "split": "test"}, name="b.jsonl")
    with pytest.raises(CaseError, match=r"b\.jsonl:2: id 'a-1' occurs twice"):
        load_cases(tmp_path)


def test_a_folder_without_case_files_is_an_error(tmp_path):
    """The message names the folder and what is wanted."""
    with pytest.raises(CaseError, match=r"has no \*\.jsonl; give a case file or a folder of them"):
        load_cases(tmp_path)


def test_required_values_and_words_are_read(tmp_path):
    """Required values make a case answerable; words and forbidden neighbours do not."""
    required = [[{"value": 58, "unit": "percent"}], [{"value": "78.2", "unit": "percent", "why": "2019"}]]
    rows = [
        {**ROW, "required": required, "words": [["2018"], ["2019", 2020]]},
        {**ROW, "id": "a-2", "words": [["x"]], "forbidden": [{"value": 7, "unit": "count"}]},
    ]
    both, neither = load_cases(written(tmp_path, *rows))
    assert [[item.quantity.value for item in group] for group in both.required] == [
        [Decimal(58)],
        [Decimal("78.2")],
    ]
    assert both.required[1][0].why == "2019"
    assert both.words == (("2018",), ("2019", "2020"))
    assert both.answerable
    assert not neither.answerable


def test_acceptable_sources_are_all_that_a_case_names(tmp_path):
    """Those of the case, of its gold answers and of its evidence."""
    row = {
        **ROW,
        "sources": ["a"],
        "gold": [{"value": 7, "unit": "percent", "sources": ["b", "a"]}],
        "evidence": [{"source": "c", "quote": "7 %"}],
    }
    assert load_cases(written(tmp_path, row))[0].acceptable_sources == {"a", "b", "c"}
    assert load_cases(written(tmp_path, ROW))[0].acceptable_sources == frozenset()


def stated(folder, value, quote, unit="count", **more):
    """The problems of a case with one gold value and one evidence sentence of the source `report`."""
    row = {**ROW, "gold": [{"value": value, "unit": unit, "sources": ["report"]}]}
    row["evidence"] = [{"source": "report", "quote": quote}]
    return problems(load_cases(written(folder, row | more)), {"report": source_text(quote)})


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        (1337, "It has 1,337 respondents."),
        ("24800000000", "They save US$24.8bn."),
        (19900000, "There are 19.90 million developers."),
        (3000, "It takes 3,000 cores."),
        ("78.2", "It is 78.20 % of them."),
        ("66.67", "Two thirds of them use it."),
        (50, "Half of them use it."),
        (3, "It tripled: three clusters."),
    ],
)
def test_a_gold_value_may_be_written_in_several_ways(tmp_path, value, quote):
    """With commas, in millions or billions, with closing zeros, or in words."""
    assert stated(tmp_path, value, quote) == []


@pytest.mark.parametrize(
    ("value", "quote"), [(58, "It is 78 %."), (8, "It is 78 %."), (7, "It is 7.5 %."), (133, "It has 1,337.")]
)
def test_a_gold_value_that_no_evidence_writes_is_named(tmp_path, value, quote):
    """A part of a number is not the number."""
    assert stated(tmp_path, value, quote) == [f"a-1: no evidence states {value} count"]


@pytest.mark.parametrize(("value", "quote"), [(10, "Teams often use it."), (1, "None of them uses it.")])
def test_a_part_of_a_word_is_no_number(tmp_path, value, quote):
    """A number word counts as a word of its own only."""
    assert stated(tmp_path, value, quote) == [f"a-1: no evidence states {value} count"]


def test_a_gold_value_is_looked_for_in_its_own_sources_and_in_fields(tmp_path):
    """Another source's sentence proves nothing; a metadata field such as `sample.n` does."""
    texts = {"report": source_text("Use is at 7 %.", sample=Sample(n=12)), "other": source_text("It is 9.")}
    evidence = [
        {"source": "report", "field": "sample.n"},
        {"source": "report", "quote": "at 7 %."},
        {"source": "other", "quote": "It is 9."},
    ]
    gold = [{"value": value, "unit": "count", "sources": ["report"]} for value in (12, 9)]
    case = {**ROW, "gold": gold, "evidence": evidence}
    assert problems(load_cases(written(tmp_path, case)), texts) == ["a-1: no evidence states 9 count"]
    nowhere = {**case, "gold": [{"value": 9, "unit": "count"}]}
    assert problems(load_cases(written(tmp_path, nowhere)), texts) == []


def test_one_value_of_each_required_group_must_be_written(tmp_path):
    """58 or 59 is there with 58; 78 or 80 is not there at all, and both are named; nor is bare evidence."""
    required = [[{"value": value, "unit": "percent"} for value in group] for group in ((59, 58), (78, 80))]
    texts = {"report": source_text("It was 58 % in 2018.")}
    evidence = [{"source": "report", "quote": "It was 58 % in 2018."}]
    rows = [
        {**ROW, "required": required, "evidence": evidence},
        {**ROW, "id": "a-2", "required": required[:1]},
    ]
    assert problems(load_cases(written(tmp_path, *rows)), texts) == [
        "a-1: no evidence states 78 percent or 80 percent",
        "a-2: no evidence for its required values",
        "a-2: no evidence states 59 percent or 58 percent",
    ]


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
        "quote: no evidence states 7 percent",
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
