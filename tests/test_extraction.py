"""A text read on its own, through the function and through the command."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import LoadError, extract
from assistant.cli import run

TABLE = """# Tools

| Tool | 2023 | 2024 (%) | Users (million) |
|---|---|---|---|
| Helm | 58 % | 60 | 3.2 |

Among backend developers:

- 58 % use Kubernetes
"""


def rows(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """(surface, unit, metric, population) of each figure."""
    return [(f.surface, f.unit, f.metric, f.population) for f in extract(text).figures]


def test_one_line_is_taken_as_it_stands():
    """A minus sign at its start is no bullet of a list."""
    assert extract("- 20 degrees Celsius were measured.").text.startswith("- 20")


def test_tables_and_lists_give_what_a_cell_or_item_leaves_out():
    """Header, row label and introduction are the words of a bare number."""
    found = extract(TABLE).figures
    assert [(f.surface, f.unit) for f in found] == [
        ("58 %", "percent"), ("60", "percent"), ("3.2", "count"), ("58 %", "percent"),
    ]  # fmt: skip
    assert [f.period.label if f.period else None for f in found[:2]] == ["2023", "2024"]
    assert found[2].value == 3_200_000
    assert (found[3].population, found[3].inherited["population"]) == ("backend developers", "list")


def test_a_table_without_headers_gives_fewer_fields_not_wrong_ones():
    """A bare number of an unknown kind is no figure."""
    found = rows("| Helm | 60 | 58 % |\n| Flux | 31 | 20 % |")
    assert [surface for surface, *_ in found] == ["58 %", "20 %"]


def test_front_matter_is_what_is_known():
    """Time and speaker that the sentence leaves out come from it, and are marked."""
    text = (
        '---\ntitle: T\npublisher: P\naccount_of: "Survey 2025"\ncollected: "2025-09"\n---\n\nIt was 58 %.\n'
    )
    (figure,) = extract(text).figures
    assert (figure.attributed_to, figure.relayed_by, figure.period and figure.period.label) == (
        "Survey 2025", "P", "2025-09",
    )  # fmt: skip
    assert figure.inherited == {
        "period": "collected",
        "attributed_to": "account_of",
        "relayed_by": "publisher",
    }


def test_bad_front_matter_is_a_clear_error():
    """The message says which field and what was expected."""
    with pytest.raises(LoadError, match="text_kind is 'essay'"):
        extract("---\ntext_kind: essay\n---\ntext")


@given(st.text(max_size=300))
def test_any_text_gives_figures_whose_spans_are_exact(text):
    """Surface and parts stand where their spans say."""
    try:
        found = extract(text)
    except LoadError:
        return
    for figure in found.figures:
        assert found.text[figure.start : figure.end] == figure.surface
        assert figure.sentence.start <= figure.start < figure.end <= figure.sentence.end


def test_the_command_prints_one_object_a_line(tmp_path, capsys):
    """In order; a bad line is reported in its place and the rest goes on, exit code 4."""
    batch = tmp_path / "texts.jsonl"
    batch.write_text('{"id": 1, "text": "Half of teams use it."}\nnonsense\n{"id": 3, "text": "None."}\n')
    assert run(["extract", "--batch", str(batch)]) == 4
    first, bad, last = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["id"], first["figures"][0]["population"]) == (1, "teams")
    assert bad["error"]["kind"] == "load"
    assert (last["id"], last["figures"]) == (3, [])


def test_the_command_reads_a_file_and_refuses_a_missing_one(tmp_path, capsys):
    """Exit codes 0, 4 and, without any input, 2."""
    file = tmp_path / "report.md"
    file.write_text("# R\n\n58 % of teams use it.\n")
    assert run(["extract", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0]["value"] == 58
    assert run(["extract", str(tmp_path / "none.md")]) == 4
    assert run(["extract"]) == 2
