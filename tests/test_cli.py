"""The command line without a model: parsing, printing, exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant import cli_building, cli_display, cli_reading, errors
from assistant.cli import exit_code, run
from assistant.cli_inputs import (
    BadLine,
    BatchQuestion,
    read_batch,
    read_bounds,
    read_filter,
    read_history,
    read_question,
)
from assistant.errors import (
    AssistantError,
    ConfigurationError,
    LibraryDamagedError,
    LoadError,
    MissingDependencyError,
    ModelError,
)
from assistant.schema import AddedSource, Answer, Filter, Metadata, Progress, RetrievedChunk, Source, Turn


def source(name="s1", title="Annual Survey"):
    """A source of a scripted library."""
    about = Metadata(title=title, publisher="CNCF", published="2026-01-20")
    return Source(name, f"{name}.md", "v" * 64, about, "current", 2, 5, "2026-02-01T00:00:00+00:00")


class Scripted:
    """Stands in for an open `Assistant`: remembers what it was asked, says what it was told to say."""

    def __init__(self, *, status="answered", sources=None, problem=None, added=()):
        self.settings = SimpleNamespace(library=Path("lib"))
        self.asked = []
        self._status, self._problem, self._added = status, problem, list(added)
        self._sources = [source()] if sources is None else list(sources)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def sources(self, where=None):
        self.asked.append(("sources", where))
        return self._sources

    def search(self, query, top_k, where):
        self.asked.append(("search", query, top_k, where))
        return [RetrievedChunk("c1", "s1", "v", 5, 9, "text", "Heading", None, 1.5, 0.5, 3.0)]

    def add(self, paths, report, *, key=None):
        self.asked.append(("add", [str(path) for path in paths], key))
        report(Progress(0, 1, "reading", "a.md"))
        report(Progress(1, 1, "finished"))
        return self._added

    def check(self):
        return ["Chunk c1 is not the text of its span"] if self._problem else []

    def check_notes(self):
        return ["An edit fits no figure"] if self._problem else []

    def ask(self, question, history=(), where=None):
        self.asked.append(("ask", question, history, where))
        if self._problem is not None:
            raise self._problem
        if not question.strip():
            raise ConfigurationError("The question is empty; ask something")
        return Answer(
            status=self._status,
            question=question,
            standalone_question=question,
            sentences=(),
            figures=(),
            evidence=(),
            unanswered=(),
            notes=(),
            confidence=0.0,
            sources=(),
            model=None,
            settings_fingerprint="abc",
        )


@pytest.fixture
def scripted(monkeypatch):
    """Give every command a scripted assistant: `scripted(...)` makes and returns it."""

    def make(**script):
        assistant = Scripted(**script)
        for module in (cli_reading, cli_building):
            monkeypatch.setattr(module, "open_assistant", lambda *_, **__: assistant)
        return assistant

    return make


# --- parsing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2024..2025", ("2024", "2025")),
        ("2024-06..2025-01-31", ("2024-06", "2025-01-31")),
        ("2024..", ("2024", None)),
        ("..2025-06", (None, "2025-06")),
        ("2025", ("2025", "2025")),
        ("2025-06..2025", ("2025-06", "2025")),
    ],
)
def test_date_ranges(text, bounds):
    """A..B with either side left out, or one date, each at its own precision."""
    assert read_bounds(text, "--published") == bounds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "last year",
        "2024...2025",
        "2025..2024",
        "2025-06..2025-05",
        "2024-13",
        "2024-00..",
        "24..25",
    ],
)
def test_bad_date_range_names_option_and_value(text):
    """What is not A..B, or ends before it begins, is refused by name."""
    with pytest.raises(ConfigurationError) as caught:
        read_bounds(text, "--collected")
    assert "--collected" in str(caught.value)
    assert repr(text) in str(caught.value)


def test_filter_options_become_a_filter():
    """All five filter options arrive where the library looks for them."""
    where = read_filter(
        sources=["a", "b"], publisher="CNCF", event="KubeCon", published="2025..", collected="2024"
    )
    assert where == Filter(("a", "b"), "CNCF", "KubeCon", ("2025", None), ("2024", "2024"))
    nothing = read_filter(sources=None, publisher=None, event=None, published=None, collected=None)
    assert nothing == Filter()


def test_batch_lines_in_order_with_bad_ones_in_their_place():
    """A bad line keeps its id where it has one, names its number, and the rest is read."""
    lines = [
        b'\xef\xbb\xbf{"id": "a", "question": "One?"}\n',
        b"\n",
        b"not json\n",
        b'["a list"]\n',
        b'{"id": 7, "question": 5}\n',
        b'{"id": "h", "question": "And?", "history": [{"role": "user", "content": "One?"}]}\n',
        b'{"id": "g", "question": "And?", "history": [{"role": "robot", "content": "x"}]}\n',
        b'{"id": "u", "question": "\xff"}\n',
        b'{"id": "s", "question": "\\ud800"}\n',
        b'{"question": "Last?"}',
    ]
    read = list(read_batch(lines, "q.jsonl"))
    assert [item.id for item in read] == ["a", None, None, 7, "h", "g", None, "s", None]
    assert [isinstance(item, BadLine) for item in read] == [
        False,
        True,
        True,
        True,
        False,
        True,
        True,
        True,
        False,
    ]
    assert read[0] == BatchQuestion("a", "One?", ())
    assert read[4] == BatchQuestion("h", "And?", (Turn("user", "One?"),))
    bad = [str(item.error) for item in read if isinstance(item, BadLine)]
    assert [message.split(" of q.jsonl")[0] for message in bad] == [
        "line 3", "line 4", "line 5", "line 7", "line 8", "line 9",
    ]  # fmt: skip


def test_batch_is_read_one_line_at_a_time():
    """An answer need not wait for the end of standard input."""

    def lines():
        yield b'{"question": "One?"}'
        pytest.fail("the second line was read before the first was answered")

    assert next(read_batch(lines(), "-")).question == "One?"


def test_history_file(tmp_path):
    """A JSON list of turns, oldest first."""
    file = tmp_path / "history.json"
    file.write_text(
        '[{"role": "user", "content": "One?"}, {"role": "assistant", "content": "Yes."}]', "utf-8"
    )
    assert read_history(file) == (Turn("user", "One?"), Turn("assistant", "Yes."))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[1]",
        b'[{"role": "user"}]',
        b'[{"role": "user", "content": 1}]',
        b"\xff\xfe",
        b"[" * 9999,
    ],
)
def test_bad_history_names_the_file(tmp_path, content):
    """A history that is not one is an unreadable input, whatever is wrong with it."""
    file = tmp_path / "history.json"
    file.write_bytes(content)
    with pytest.raises(LoadError, match=r"history\.json: ."):
        read_history(file)
    with pytest.raises(LoadError, match=r"gone\.json: it cannot be read"):
        read_history(tmp_path / "gone.json")


def test_question_of_undecodable_bytes():
    """Bytes that are no text in the terminal's encoding are refused before they reach the catalog."""
    assert read_question("Größe?") == "Größe?"
    with pytest.raises(ConfigurationError, match="position 2"):
        read_question("ab\udcff")


# --- exit codes ----------------------------------------------------------------------------------


def test_every_error_class_has_its_documented_exit_code():
    """2 usage, 4 input, 5 library, 6 model; no class of the tree is forgotten."""
    expected = {
        ConfigurationError: 2,
        LoadError: 4,
        errors.LibraryError: 5,
        ModelError: 6,
        MissingDependencyError: 6,
    }
    classes = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, AssistantError) and value is not AssistantError
    }
    assert len(classes) >= 10
    for kind in classes:
        (code,) = {code for base, code in expected.items() if issubclass(kind, base)}
        error = kind("a.md", "x") if kind is LoadError else kind("x")
        assert exit_code(error) == code


@pytest.mark.parametrize(
    ("status", "code"), [("answered", 0), ("partly_answered", 0), ("insufficient_evidence", 3)]
)
def test_exit_code_of_an_answer(scripted, capsys, status, code):
    """A refusal is told from an answer by the exit code; its JSON is complete all the same."""
    scripted(status=status)
    assert run(["ask", "How many?", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["status"] == status


@pytest.mark.parametrize(
    ("error", "code", "kind"),
    [
        (ConfigurationError("The question is too long"), 2, "configuration"),
        (LibraryDamagedError("The catalog is empty"), 5, "library_damaged"),
        (ModelError("The model is away"), 6, "model"),
    ],
)
def test_error_is_one_line_on_stderr_and_with_json_on_stdout_too(scripted, capsys, error, code, kind):
    """People read stderr; machines find kind and message on stdout."""
    scripted(problem=error)
    assert run(["ask", "How many?"]) == code
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"assistant: {error}\n")
    assert run(["ask", "How many?", "--json"]) == code
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"error": {"kind": kind, "message": str(error)}}
    assert shown.err == f"assistant: {error}\n"


def test_bug_is_one_line_and_a_traceback_only_when_asked_for(scripted, capsys, monkeypatch):
    """An unexpected exception says that it is a bug, exit code 1; ASSISTANT_DEBUG shows where."""
    scripted(problem=KeyError("metric"))
    monkeypatch.delenv("ASSISTANT_DEBUG", raising=False)
    assert run(["ask", "How many?"]) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("assistant: This is a bug (KeyError: 'metric')")
    assert "Traceback" not in shown
    monkeypatch.setenv("ASSISTANT_DEBUG", "1")
    assert run(["ask", "How many?"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_interrupt_is_quiet(scripted, capsys):
    """Ctrl-C ends with 130 and without a word."""
    scripted(problem=KeyboardInterrupt())
    assert run(["ask", "How many?"]) == 130
    shown = capsys.readouterr()
    assert (shown.out.strip(), shown.err.strip()) == ("", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "Give a question, or --batch FILE"),
        (["ask", "How many?", "--batch", "x.jsonl"], "not both"),
        (["ask", "--batch", "x.jsonl", "--history", "h.json"], "leave --history out"),
        (["ask", "How many?", "--published", "last year"], "--published is 'last year'"),
        (["ask", "How many?", "--colour", "red"], "No such option: --colour"),
        (["add"], "Give a file or folder"),
        (["add", "a.md", "b.md", "--as", "x"], "--as names exactly one file"),
        (["add", "--starter", "--as", "x"], "--as names exactly one file"),
        (["search", "x", "--top-k", "0"], "--top-k"),
        (["serve", "--port", "99999"], "--port"),
        (["source"], "ID"),
        (["compute"], "No such command"),
        (["--bogus"], "No such option: --bogus"),
    ],
)
def test_usage_errors(scripted, capsys, arguments, message):
    """What cannot be meant is said in one line, exit code 2, and nothing is asked of the library."""
    assistant = scripted()
    assert run(arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("assistant: ")
    assert message in shown
    assert len(shown.splitlines()) == 1
    assert assistant.asked == []


def test_usage_error_with_json(capsys):
    """A caller that asked for JSON gets its usage error as JSON."""
    assert run(["ask", "How many?", "--json", "--colour"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "usage"


def test_bare_command_shows_its_help(capsys):
    """Without arguments the commands are listed; the exit code says that nothing was done."""
    assert run([]) == 2
    shown = capsys.readouterr()
    for name in (
        "add",
        "sources",
        "source",
        "remove",
        "ask",
        "search",
        "serve",
        "check",
        "rebuild",
        "figures",
    ):
        assert name in shown.out + shown.err


# --- the library's place -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", [["ask", "How many?"], ["search", "x"], ["sources"], ["check"], ["remove", "x"]]
)
def test_missing_library_offers_the_starter_corpus(tmp_path, capsys, command):
    """Without a library, reading commands end with 5, say how to get one, and make none."""
    folder = tmp_path / "a library"
    assert run(["--library", str(folder), *command]) == 5
    shown = capsys.readouterr().err
    assert f"There is no library in {folder}" in shown
    assert f"assistant --library '{folder}' add --starter" in shown
    assert not folder.exists()


def test_library_option_before_and_after_the_command_and_by_environment(tmp_path, capsys, monkeypatch):
    """The nearest option wins over the global one, and that over ASSISTANT_LIBRARY."""
    monkeypatch.setenv("ASSISTANT_LIBRARY", str(tmp_path / "env"))
    for arguments, name in (
        (["sources"], "env"),
        (["--library", str(tmp_path / "global"), "sources"], "global"),
        (["--library", str(tmp_path / "global"), "sources", "--library", str(tmp_path / "own")], "own"),
    ):
        assert run(arguments) == 5
        assert f"There is no library in {tmp_path / name};" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["ask", "How many?"], ["search", "x"], ["sources"]])
def test_empty_library_offers_the_starter_corpus(scripted, capsys, command):
    """An empty library is said to be empty, on stderr, so that JSON stays JSON."""
    scripted(sources=())
    run([*command, "--json"])
    shown = capsys.readouterr()
    json.loads(shown.out)
    assert "The library in lib is empty" in shown.err
    assert "add --starter" in shown.err


def test_wrong_setting_in_the_environment(capsys, monkeypatch, tmp_path):
    """A variable with an impossible value is named, exit code 2."""
    monkeypatch.setenv("ASSISTANT_TOP_K", "many")
    assert run(["--library", str(tmp_path), "sources"]) == 2
    assert "ASSISTANT_TOP_K='many'" in capsys.readouterr().err


# --- commands ------------------------------------------------------------------------------------


def test_ask_passes_question_history_and_filter_on(scripted, tmp_path):
    """What was said on the command line is what the assistant is asked."""
    assistant = scripted()
    file = tmp_path / "history.json"
    file.write_text('[{"role": "user", "content": "One?"}]', "utf-8")
    assert (
        run(["ask", "And in 2024?", "--history", str(file), "--publisher", "CNCF", "--published", "2024.."])
        == 0
    )
    where = Filter(publisher="CNCF", published=("2024", None))
    assert assistant.asked[-1] == ("ask", "And in 2024?", (Turn("user", "One?"),), where)


def test_batch_prints_one_line_for_each_question_in_order(scripted, capsys, tmp_path):
    """A bad line and a refused question stand in their place, ids are given back, exit code 4."""
    assistant = scripted(status="insufficient_evidence")
    file = tmp_path / "q.jsonl"
    file.write_text(
        '{"id": "a", "question": "One?"}\nnope\n{"id": 3, "question": " "}\n{"question": "Two?"}\n', "utf-8"
    )
    assert run(["ask", "--batch", str(file), "--event", "KubeCon"]) == 4
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["a", None, 3, None]
    assert [line.get("status") for line in lines] == [
        "insufficient_evidence",
        None,
        None,
        "insufficient_evidence",
    ]
    assert [line.get("error", {}).get("kind") for line in lines] == [None, "load", "configuration", None]
    assert {entry[3] for entry in assistant.asked if entry[0] == "ask"} == {Filter(event="KubeCon")}


def test_batch_without_bad_lines_ends_with_0_from_standard_input(scripted, capsys, monkeypatch):
    """`--batch -` reads standard input; refusals are answers there, not failures."""
    scripted(status="insufficient_evidence")
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"id": "a", "question": "One?"}\n'))
    )
    assert run(["ask", "--batch", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "a"


def test_batch_stops_where_the_library_fails(scripted, capsys, tmp_path):
    """What is wrong with the library is said once, exit code 5, not once for every line."""
    scripted(problem=LibraryDamagedError("The catalog is gone"))
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "a", "question": "One?"}\n{"id": "b", "question": "Two?"}\n', "utf-8")
    assert run(["ask", "--batch", str(file)]) == 5
    assert json.loads(capsys.readouterr().out) == {
        "error": {"kind": "library_damaged", "message": "The catalog is gone"}
    }


def test_missing_batch_file(scripted, capsys, tmp_path):
    """A batch that is not there is an unreadable input."""
    scripted()
    assert run(["ask", "--batch", str(tmp_path / "gone.jsonl")]) == 4
    assert "gone.jsonl: it cannot be read" in capsys.readouterr().err


ADDED = (
    AddedSource("a.md", "added", "s1", "A", 2, 3),
    AddedSource("b\x1b.txt", "failed", error="the file is empty"),
    AddedSource("c.md", "unchanged", "s3", "C", 1, 1),
)


def test_add_summary_and_failures(scripted, capsys):
    """Counts on stdout, one line for each failed file on stderr with its reason, exit code 4."""
    assistant = scripted(added=ADDED)
    assert run(["add", "folder", "c.md"]) == 4
    shown = capsys.readouterr()
    assert shown.out == "1 added, 0 updated, 1 unchanged, 1 failed\n"
    assert shown.err == "[1/1] a.md\nfailed: b\ufffd.txt: the file is empty\n"
    assert assistant.asked == [("add", ["folder", "c.md"], None)]


def test_add_with_json_says_nothing_else(scripted, capsys):
    """One JSON object with the counts and one result for each file; no progress."""
    scripted(added=ADDED)
    assert run(["add", "folder", "--json"]) == 4
    shown = capsys.readouterr()
    assert shown.err == ""
    value = json.loads(shown.out)
    assert {name: value[name] for name in ("added", "updated", "unchanged", "failed")} == {
        "added": 1, "updated": 0, "unchanged": 1, "failed": 1,
    }  # fmt: skip
    assert value["results"][1]["error"] == "the file is empty"


def test_add_as_and_starter(scripted):
    """--as names the one file; --starter adds the packaged corpus."""
    assistant = scripted(added=ADDED[:1])
    assert run(["add", "a.md", "--as", "survey"]) == 0
    assert assistant.asked.pop() == ("add", ["a.md"], "survey")
    assert run(["add", "--starter"]) == 0
    (_, (folder,), key) = assistant.asked.pop()
    assert key is None
    assert list(Path(folder).glob("kubecon-*.md"))


def test_bar_on_a_terminal(monkeypatch):
    """On a terminal stderr shows a bar with how many of how many, and no plain lines."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with cli_display.progress_display(quiet=False) as report:
        report(Progress(3, 52, "reading", "[bold]a.md"))
        report(Progress(52, 52, "embedding"))
    shown = terminal.getvalue()
    assert "52/52" in shown
    assert "Embedding" in shown
    assert "[4/52]" not in shown


def test_sources_for_a_pipe_and_for_a_terminal(scripted, capsys, monkeypatch):
    """A pipe gets tab-separated lines, nothing shortened; a terminal a table, its markup left alone."""
    title = "[red]Annual[/red] " + "very long " * 30
    scripted(sources=(source(title=title),))
    assert run(["sources"]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert header.split("\t")[:2] == ["id", "title"]
    assert row.split("\t")[:3] == ["s1", title.strip(), "CNCF"]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["sources"]) == 0
    table = capsys.readouterr().out
    assert "[red]" in table
    assert "\t" not in table


def test_search_shows_place_span_and_text(scripted, capsys):
    """A passage comes with its source's title, its heading, its span and its score."""
    assistant = scripted()
    assert run(["search", "daily deployment", "--top-k", "3"]) == 0
    assert capsys.readouterr().out == "1. Annual Survey · Heading [s1, 5-9, 1.50]\n   text\n"
    assert ("search", "daily deployment", 3, Filter()) in assistant.asked


def test_check_exit_code(scripted, capsys):
    """Problems end with 5 and are listed; none ends with 0."""
    scripted(problem=True)
    assert run(["check"]) == 5
    shown = capsys.readouterr().out
    assert "Chunk c1 is not the text" in shown
    assert "note: An edit fits no figure" in shown
    scripted()
    assert run(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"sources": 1, "problems": [], "notes": []}


def test_serve_opens_the_page_of_the_library(monkeypatch, tmp_path):
    """`assistant serve` hands library, host and port to the page."""
    import assistant.web

    calls = []
    monkeypatch.setattr(assistant.web, "serve", lambda *arguments: calls.append(arguments))
    assert run(["--library", str(tmp_path), "serve", "--port", "0"]) == 0
    assert calls == [(tmp_path, "127.0.0.1", 0)]


def test_json_stays_utf8_whatever_the_terminal(scripted, monkeypatch):
    """With an ASCII terminal JSON is still UTF-8, and half a surrogate pair becomes a JSON escape."""
    raw = io.BytesIO()
    scripted(sources=(source(title="Größe 😀 \ud800"),))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert run(["sources", "--json"]) == 0
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode("utf-8"))[0]["title"] == "Größe 😀 \ud800"
