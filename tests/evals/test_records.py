"""Reading the record of an evaluation run, and its accessors."""

import json
import re

import pytest
from record_builders import RECORD, comparison, estimate, small

from evals.intervals import Comparison, Estimate
from evals.public.result import Row
from evals.public.sets import SetResult
from evals.public.sets import as_record as public_record
from evals.records import (
    ReportError,
    by_baseline,
    by_type,
    date_of,
    estimate_of,
    label_of,
    load_record,
    measure_of,
    part_of,
    revision_of,
    speed_of,
)

# --- reading


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[1]", "a list, expected an object"),
        ('{"ability": "answers", "with": {}}', "the record of `python -m evals answers` alone"),
        ('{"other": 1}', "no record of a run"),
        ('{"with": {}, "answers": []}', "answers is a list, expected an object"),
        ('{"with": {}, "answers": {"baselines": {"t": {"measures": {"m": {"ours": 1}}}}}}',
         "answers.baselines.t.measures.m.ours is no estimate"),
        ('{"with": {}, "public": {"s": {"rows": {"m": {"n": 1, "mean": "x"}}}}}',
         "public.s.rows.m.mean is 'x', expected a number or null"),
        ('{"with": {}, "public": {"s": {"rows": {"m": {"n": 1, "mean": NaN}}}}}', "mean is nan"),
        ('{"with": {}, "public": {"s": {"rows": {"m": {"n": 1, "reference": 2}}}}}',
         "public.s.rows.m.reference is 2, expected a text"),
        ('{"with": {}, "speed": {"note": 1}}', "speed.note is 1, expected a text"),
        ('{"with": {}, "speed": {"chunks": true}}', "speed.chunks is True, expected a whole number"),
        ('{"with": {}, "answers": {"reliability": [{"n": "2"}]}}', "answers.reliability[0].n is '2'"),
    ],
)  # fmt: skip
def test_foreign_file_is_refused_with_its_name_and_the_place(tmp_path, text, said):
    """What is no record of a run is an error that names the file, the place and what was expected."""
    path = tmp_path / "r.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ReportError) as caught:
        load_record(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_unreadable_file_is_refused(tmp_path):
    """An absent file and one that is no text are errors too."""
    binary = tmp_path / "b.json"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.json", binary):
        with pytest.raises(ReportError, match=re.escape(str(path))):
            load_record(path)


def test_record_is_read_as_it_was_written():
    """A record comes back as its JSON; keys that this version does not know are kept."""
    record = load_record(RECORD)
    assert record == json.loads(RECORD.read_text("utf-8"))
    assert "note" in record


def test_public_sets_are_read_with_their_references(tmp_path):
    """What `evals.public.sets` writes is a part of a record: rows with what others reach, and absent sets."""
    row = Row("recall@3", Estimate(2, 0.5, 0.0, 1.0), "floor .70")
    nothing = Row("precision@3", Estimate(0, None, None, None))
    results = [SetResult("s", (row, nothing), 1.0), SetResult("t", (), 0.0, "no file")]
    path = tmp_path / "r.json"
    path.write_text(json.dumps({"with": {}, "public": public_record(results)}), "utf-8")
    sets = load_record(path)["public"]
    assert sets["s"]["rows"]["recall@3"] == estimate(2, 0.5, 0.0, 1.0) | {"reference": "floor .70"}
    assert estimate_of(sets["s"]["rows"]["recall@3"]) == row.value
    assert sets["s"]["rows"]["precision@3"]["reference"] == ""
    assert sets["t"]["absent"] == "no file"


# --- accessors


def test_measures_are_comparisons_by_baseline_and_by_type():
    """Both accessors give the comparisons that the record's JSON holds."""
    row = comparison((10, 0.6, 0.5, 0.7))
    record = small({"key facts": row})
    record["answers"]["by_type"] = {"lookup": {"right": row}}
    expected = Comparison(
        Estimate(10, 0.6, 0.5, 0.7), Estimate(10, 0.5, 0.4, 0.6), Estimate(10, 0.1, 0.05, 0.15), 3, 5, 2
    )
    assert by_baseline(record) == {"tutorial": {"key facts": expected}}
    assert by_type(record) == {"lookup": {"right": expected}}


def test_what_a_record_has_not_is_empty_or_unknown():
    """A missing or null part is an empty object, an estimate of n 0, no speed, or "unknown"."""
    assert part_of({"a": {"b": None}}, "a", "b") == part_of({}, "a", "b") == {}
    assert estimate_of({}) == Estimate(0, None, None, None)
    assert by_baseline({"with": {}}) == by_type({"with": {}}) == {}
    assert speed_of({"search_ms": None}, ("search_ms", "median")) is None
    assert (date_of({}), revision_of({"with": None})) == ("date unknown", "unknown")


def test_date_speed_and_revision_are_found():
    """The date of the run is before that of the provenance; a speed is found along its keys."""
    record = {"date": "2026-01-02", "with": {"date": "2026-01-01", "revision": "abc+"}}
    assert (date_of(record), revision_of(record)) == ("2026-01-02", "abc+")
    assert date_of({"with": {"date": "2026-01-01"}}) == "2026-01-01"
    assert speed_of({"search_ms": {"median": 2}}, ("search_ms", "median")) == 2.0


@pytest.mark.parametrize(
    ("name", "higher"),
    [
        ("wrongly refused", False),
        ("refused minus wrongly refused", True),
        ("forbidden neighbour, of a later version", False),
        ("all: wrongly refused", False),
        ("recall@3", True),
    ],
)
def test_direction_of_a_measure(name, higher):
    """Refused minus wrongly refused is higher for better although its name ends as the other's does."""
    assert measure_of(name).higher_is_better is higher
    assert label_of(name) == (name if higher else f"{name} (lower is better)")
