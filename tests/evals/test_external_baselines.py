"""Baselines of other frameworks: the process of their own, and each framework where it is installed."""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import io
import json
import subprocess
import tempfile

import pytest
from eval_builders import source_text
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import AssistantError, MissingDependencyError
from evals.baselines import external, worker
from evals.baselines.external import PACKAGES, ExternalPipeline
from evals.baselines.pipeline import Found

TEXTS = {
    "mesh": source_text("A mesh runs at 18 % of sites.\n\nAn audit is rare: naïve “quotes”.", "mesh"),
    "cost": source_text("Cloud costs rose by 5 %.\n\nNobody counts paper.", "cost"),
}
# A worker without a framework: it answers with the first source, and ends when it is told to.
STUB = """
import json, sys
print("loading", file=sys.stderr)
texts = json.loads(sys.stdin.readline())["texts"]
if sys.argv[1] == "stillborn":
    sys.exit("no weights for " + ", ".join(texts))
print(json.dumps({"built_seconds": 1.5}), flush=True)
if sys.argv[1] == "short_lived":
    sys.exit("gone already")
for line in sys.stdin:
    asked = json.loads(line)
    if asked["question"] == "die":
        sys.exit("x" * 900 + " out of memory")
    slug, text = next(iter(texts.items()))
    found = [{"slug": slug, "start": 0, "text": text, "score": 0.25}][: asked["k"]]
    print(json.dumps({"found": found, "seconds": 0.125}), flush=True)
"""


@pytest.fixture
def processes(monkeypatch):
    """The processes that are started; they and their files are closed afterwards, whatever became of them."""
    started, files = [], []

    class Recorded(subprocess.Popen):
        def __init__(self, *arguments, **options):
            started.append(self)
            super().__init__(*arguments, **options)

    def recorded_file(*arguments, **options):
        files.append(temporary_file(*arguments, **options))
        return files[-1]

    temporary_file = tempfile.TemporaryFile
    monkeypatch.setattr(external.subprocess, "Popen", Recorded)
    monkeypatch.setattr(external.tempfile, "TemporaryFile", recorded_file)
    yield started
    for process in started:
        process.kill()
        process.wait()
    for file in (*files, *(f for p in started for f in (p.stdin, p.stdout))):
        with contextlib.suppress(BrokenPipeError):
            file.close()


@pytest.fixture
def stub(tmp_path, monkeypatch, processes):
    """The stub in the place of our worker; gives the processes."""
    folder = tmp_path / "evals" / "baselines"
    folder.mkdir(parents=True)
    for file in (folder.parent / "__init__.py", folder / "__init__.py"):
        file.write_text("", "utf-8")
    (folder / "worker.py").write_text(STUB, "utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("stub", "stillborn", "short_lived"):
        monkeypatch.setitem(PACKAGES, name, "json")
    return processes


@pytest.mark.parametrize("name", ["txtai", "llamaindex"])
def test_an_absent_framework_is_a_missing_dependency(name, monkeypatch, processes):
    """The message says what to install; no process is started."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingDependencyError, match=rf"{name} is not installed: pip install .*baselines"):
        ExternalPipeline(name, TEXTS)
    assert processes == []


def test_the_process_answers_and_ends(stub):
    """Texts go there and passages come back, with the times; closing ends the process and its pipes."""
    with ExternalPipeline("stub", TEXTS) as pipeline:
        assert pipeline.built_seconds == 1.5
        found = pipeline.search("anything")
        assert found == [Found("mesh", 0, TEXTS["mesh"].text, 0.25)]
        assert pipeline.search("anything", k=0) == []
        assert pipeline.search_seconds == [0.125, 0.125]
        assert stub[0].poll() is None
    assert stub[0].returncode == 0
    assert stub[0].stdin.closed
    assert stub[0].stdout.closed


def test_a_worker_that_dies_at_the_start_leaves_its_last_words(stub):
    """Nothing is indexed: the error names the framework and what its process said."""
    with pytest.raises(AssistantError, match=r"(?s)process of stillborn ended: .*no weights for mesh, cost$"):
        ExternalPipeline("stillborn", TEXTS)
    assert len(stub) == 1


def test_a_worker_that_dies_at_a_question_leaves_its_last_words(stub):
    """The end of what it said is in the error, and only that; what was opened is closed."""
    with (
        pytest.raises(AssistantError, match=r"process of stub ended: x+ out of memory$") as error,
        ExternalPipeline("stub", TEXTS) as pipeline,
    ):
        pipeline.search("die")
    assert len(str(error.value)) < 600
    assert stub[0].returncode == 1
    assert stub[0].stdout.closed


def test_a_worker_that_died_before_a_question_leaves_its_last_words(stub):
    """The error is that of the worker, not of the pipe to it, also after closing."""

    def ask_the_dead():
        with ExternalPipeline("short_lived", TEXTS) as pipeline:
            stub[0].wait()
            pipeline.search("anything")

    with pytest.raises(AssistantError, match=r"(?s)process of short_lived ended: .*gone already$"):
        ask_the_dead()


def test_a_worker_that_dies_at_the_start_leaves_nothing_open(stub):
    """Who gets an error gets no pipeline to close: the process is waited for and its pipes are closed."""
    with pytest.raises(AssistantError):
        ExternalPipeline("stillborn", TEXTS)
    assert stub[0].returncode is not None
    assert stub[0].stdin.closed
    assert stub[0].stdout.closed


@pytest.mark.integration
def test_the_real_worker_that_dies_leaves_its_last_words(monkeypatch, processes):
    """A framework that the worker does not know ends it, and the error says so."""
    monkeypatch.setitem(PACKAGES, "unheard_of", "json")
    with pytest.raises(AssistantError, match=r"(?s)process of unheard_of ended: .*KeyError: 'unheard_of'"):
        ExternalPipeline("unheard_of", TEXTS)
    assert len(processes) == 1


def test_what_a_framework_prints_does_not_get_between_the_lines(monkeypatch):
    """One JSON line for the texts and one a question, whatever is printed meanwhile."""

    def noisy(texts):
        print("indexing", len(texts))

        def search(question, k):
            print("searching")
            return [Found("a", 2, question, 0.5)] * k

        return 0.25, search

    lines = [{"texts": {"a": "Text."}}, {"question": "Why?", "k": 2}, {"question": "How?", "k": 0}]
    answers, noise = io.StringIO(), io.StringIO()
    for name in ("HF_HUB_OFFLINE", "TOKENIZERS_PARALLELISM"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setattr(worker, "BUILDERS", {"noisy": noisy})
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(line) + "\n" for line in lines)))
    monkeypatch.setattr("sys.stdout", answers)
    monkeypatch.setattr("sys.stderr", noise)
    worker.main("noisy")
    built, two, none = map(json.loads, answers.getvalue().splitlines())
    assert built == {"built_seconds": 0.25}
    assert two["found"] == [{"slug": "a", "start": 2, "text": "Why?", "score": 0.5}] * 2
    assert two["seconds"] >= 0
    assert none["found"] == []
    assert noise.getvalue() == "indexing 1\nsearching\nsearching\n"


@given(st.text("ab \n", max_size=30))
def test_paragraphs_stand_where_they_say(text):
    """Every paragraph is a slice of its text that is not blank; nothing but white space is left out."""
    found = worker.paragraphs(text)
    assert all(text[start : start + len(paragraph)] == paragraph for start, paragraph in found)
    assert all(paragraph.strip() for _, paragraph in found)
    assert "".join("".join(p for _, p in found).split()) == "".join(text.split())


DISTRIBUTIONS = {
    "txtai": ("txtai",),
    "llamaindex": ("llama-index-core", "llama-index-embeddings-huggingface"),
}


def missing(name):
    """The packages of a framework that are not installed. It is never imported into this process."""
    absent = []
    for distribution in DISTRIBUTIONS[name]:
        try:
            importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            absent.append(distribution)
    return absent


@pytest.mark.integration
@pytest.mark.parametrize("name", ["txtai", "llamaindex"])
def test_each_framework_finds_the_passage(name, processes):
    """The passage of the question comes first, at its place in the source, with a falling score."""
    if absent := missing(name):
        # CI installs no frameworks that only full runs compare with; `make evals` does.
        pytest.skip(f"{', '.join(absent)} not installed: the extra 'baselines'")
    with ExternalPipeline(name, TEXTS) as pipeline:
        found = pipeline.search("How much did cloud costs rise?", k=2)
        again = pipeline.search("How much did cloud costs rise?", k=1)
    assert pipeline.built_seconds > 0
    assert len(pipeline.search_seconds) == 2
    assert found[0].slug == "cost"
    assert "Cloud costs rose by 5 %." in found[0].text
    assert len(found) == 2
    assert found[0].score >= found[1].score
    assert [item.text for item in again] == [found[0].text]
    for item in found:
        assert TEXTS[item.slug].text[item.start : item.start + len(item.text)] == item.text
    assert processes[0].returncode == 0
