"""`assistant figures`, in process, on a library whose figures are made by hand."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from ledger_builders import ledger_library

from assistant import cli_figures
from assistant.cli import run
from assistant.cli_inputs import read_edit, read_values
from assistant.errors import ConfigurationError, LibraryNotFoundError
from assistant.pipeline import Assistant
from assistant.testing import HashEncoder

ALL = ["beta-0", "beta-1", "beta-2", "gamma-0", "alpha-0", "alpha-1", "alpha-2"]


@pytest.fixture
def figures(tmp_path, monkeypatch, capsys):
    """Run the command on a library of its own: (exit code, stdout, stderr)."""
    folder = tmp_path / "lib"
    ledger_library(folder).close()

    def open_it(settings, *, create=False):
        return Assistant.open(settings.library, settings, create=create, encoder=HashEncoder())

    monkeypatch.setattr(cli_figures, "open_assistant", open_it)

    def command(*arguments):
        code = run(["--library", str(folder), "figures", *arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


def ids(out):
    """The first cell of each row of a table, without its notes and its head."""
    lines = [line.split("\t") for line in out.splitlines()]
    return [cells[0] for cells in lines if len(cells) > 1][1:]


def test_the_table(figures):
    """Head, then a row a figure; digests are labelled once, above."""
    code, out, err = figures()
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "* our digest of the source, open the original before you quote"
    assert lines[1].split("\t") == ["id", "value", "metric", "population", "period", "who", "source"]
    assert ids(out) == ALL
    row = next(line for line in lines if line.startswith("alpha-0")).split("\t")
    assert row[1:] == ["82 %", "Kubernetes in production", "organisations", "2023-09 (collected)", "CNCF",
                       "Zeta survey"]  # fmt: skip
    assert "43 % (disputed)" in out
    assert out.count("open the original") == 1
    assert out.count("An outlook *") == 3


def test_a_query_of_several_words(figures):
    """With or without quotes around it."""
    expected = figures("organisations with Kubernetes in production")
    assert ids(expected[1]) == ["alpha-0", "alpha-2"]
    assert figures("organisations", "with", "Kubernetes", "in", "production") == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--unit percent", "alpha-0 alpha-1 alpha-2"),
        ("--unit currency --value 40", "beta-1"),
        ("--value 20..39", "alpha-1"),
        ("--value=-5..3", "beta-2"),
        ("--year 2019", "alpha-1"),
        ("--period 2027..2028", "beta-0"),
        ("--attributed-to slashdata", "beta-0"),
        ("--with-sample --stance disputed", "alpha-2"),
        ("--without-sample --unit count", "gamma-0"),
        ("--source gamma --source alpha --stance asserted", "gamma-0 alpha-0 alpha-1"),
        ("--publisher cncf --event kubecon --published 2024.. --collected 2023 --limit 1", "alpha-0"),
        ("--limit 2 --offset 3", "gamma-0 alpha-0"),
    ],
)
def test_the_options_filter(figures, arguments, expected):
    """Each option reaches the filter that it names."""
    code, out, _ = figures(*arguments.split())
    assert code == 0
    assert ids(out) == expected.split()


def test_it_says_which_period_was_compared_and_what_is_left(figures):
    """Above the table."""
    _, out, _ = figures("--year", "2023..2026", "--limit", "1")
    assert "filtered by the period of each figure: 2 collected, 2 published, 1 stated" in out.splitlines()
    assert "1 to 1 of 5 figures" in out.splitlines()


def test_nothing_fits(figures):
    """That is no error, and no table."""
    assert figures("--unit", "hertz") == (0, "", "assistant: No figure fits.\n")


def test_csv(figures):
    """All rows, with CRLF, and nothing else on stdout."""
    code, out, err = figures("--csv", "--year", "2019")
    assert (code, err) == (0, "")
    assert out.endswith("\r\n")
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert (row["id"], row["value"], row["high"], row["sample_n"]) == ("alpha-1", "15", "25", "750")
    assert row["quote"] == "Between 15 and 25 % of banks used WebAssembly."
    assert row["url"] == "https://example.org/alpha"


def test_json_lines_and_json(figures):
    """The same figures, one a line, or as one object with the total."""
    _, out, _ = figures("--jsonl")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ALL
    _, out, _ = figures("--json", "--limit", "2")
    shown = json.loads(out)
    assert (shown["total"], shown["offset"], [f["id"] for f in shown["figures"]]) == (7, 0, ALL[:2])
    assert shown["figures"][0]["digest_sentence"] == "Savings were put at US$24.8 billion a year."
    assert shown["figures"][0]["quote"] is None


def test_markdown(figures):
    """Quotes of originals, and of digests our label."""
    _, out, _ = figures("--markdown", "--source", "alpha", "--source", "beta")
    assert "- “Kubernetes ran in production at 82 % of organisations.”" in out
    assert "- (our digest of An outlook, open the original before you quote) It takes 2.5 days." in out


def test_parquet(figures, tmp_path):
    """A file; what was written is said on stderr. Where it cannot be written, that is told."""
    import pyarrow.parquet as pq

    path = tmp_path / "figures.parquet"
    assert figures("--parquet", str(path)) == (0, "", f"wrote 7 figures to {path}\n")
    assert pq.read_table(path).column("id").to_pylist() == ALL
    code, out, err = figures("--parquet", str(tmp_path / "no" / "such.parquet"))
    assert (code, out) == (2, "")
    assert "cannot be written" in err


def test_editing(figures):
    """What is corrected is shown, with what was read; taken back, it is as before."""
    before = figures("--json")[1]
    code, out, _ = figures("--edit", "alpha-0", "value=83", "population=large firms", "attributed_to=")
    assert code == 0
    assert out.splitlines() == [
        "alpha-0: 83 percent (edited)",
        "  value was: 82",
        "  population was: organisations",
        "  attributed_to was: CNCF",
    ]
    shown = next(f for f in json.loads(figures("--json")[1])["figures"] if f["id"] == "alpha-0")
    assert (shown["value"], shown["population"], shown["attributed_to"]) == (83, "large firms", None)
    assert shown["edited"] == {"value": "82", "population": "organisations", "attributed_to": "CNCF"}
    assert shown["status"]["population"] == "edited"
    assert figures("--unedit", "alpha-0")[:2] == (0, "alpha-0: 82 %\n")
    assert figures("--json")[1] == before


def test_rejecting(figures):
    """A rejected figure is hidden, shown marked on request, and comes back."""
    code, out, _ = figures("--reject", "gamma-0", "--reason", "a version number")
    assert (code, out) == (0, "gamma-0: 1.234 (rejected)\n  rejected (a version number)\n")
    assert "gamma-0" not in ids(figures()[1])
    assert "1.234 (rejected)" in figures("--rejected")[1]
    assert figures("--reject", "alpha-0")[1].splitlines()[1] == "  rejected"
    figures("--unedit", "gamma-0")
    assert "gamma-0" in ids(figures()[1])
    assert json.loads(figures("--reject", "beta-0", "--json")[1])["edited"] == {"rejected": ""}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--csv", "--json"], 2, "Give one of --csv and --json"),
        (["--edit", "a", "--reject", "b"], 2, "Give one of --edit and --reject"),
        (["--reason", "x"], 2, "--reason belongs to --reject"),
        (["--reject", "alpha-0", "query"], 2, "take no query"),
        (["--edit", "alpha-0"], 2, "Nothing to change"),
        (["--edit", "alpha-0", "value"], 2, "'value' is no FIELD=VALUE"),
        (["--edit", "alpha-0", "value=1", "value=2"], 2, "given twice"),
        (["--edit", "alpha-0", "value=many"], 2, "is no number"),
        (["--edit", "nope", "value=1"], 5, "No figure has the id 'nope'"),
        (["--unedit", ""], 5, "No figure has the id ''"),
        (["--unit", "dollars"], 2, "--unit is 'dollars'"),
        (["--value", "a..b"], 2, "--value is 'a..b'"),
        (["--value", "5..1"], 2, "ends below its beginning"),
        (["--period", "soon"], 2, "--year is 'soon'"),
        (["--stance", "true"], 2, "--stance is 'true'"),
        (["--limit", "-1"], 2, "--limit"),
    ],
)
def test_bad_arguments(figures, arguments, code, said):
    """Usage is 2, an unknown figure 5; the message names the option and what to do, stdout stays empty."""
    found, out, err = figures(*arguments)
    assert found == code
    assert said in err
    if "--json" not in arguments:
        assert out == ""


def test_no_library(tmp_path, capsys, monkeypatch):
    """The command that offers the starter corpus."""
    monkeypatch.chdir(tmp_path)
    assert run(["figures"]) == 5
    assert "add --starter" in capsys.readouterr().err
    with pytest.raises(LibraryNotFoundError):
        Assistant.open(tmp_path / "none", encoder=HashEncoder())


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("40..60", (40, 60)),
        ("40..", (40, None)),
        ("..0.5", (None, Decimal("0.5"))),
        ("7", (7, 7)),
        ("-3..-1", (-3, -1)),
    ],
)
def test_value_bounds(text, bounds):
    """Either side may be left out; one number alone is exact."""
    assert read_values(text, "--value") == bounds


@pytest.mark.parametrize("text", ["", "..", "nan", "1..inf", "1,5", "a"])
def test_bad_value_bounds(text):
    """Told with the option's name."""
    with pytest.raises(ConfigurationError, match="--value is"):
        read_values(text, "--value")


def test_an_edit_from_arguments():
    """The first = divides; nothing behind it means that nothing is stated."""
    assert read_edit(["metric=a = b", "high="]) == {"metric": "a = b", "high": None}
    assert read_edit([]) == {}
