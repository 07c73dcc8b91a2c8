"""Large libraries by seed, their clocks, and the whole run on a tiny library."""

import json
from pathlib import Path

import numpy as np
import pytest
from eval_builders import source_text

from evals.__main__ import main
from evals.latency import Times
from evals.records import load_record
from evals.run import WholeRun, run_whole
from evals.speed import SpeedResult, SpeedRun, SystemSpeed, as_record, speed_table
from evals.synthetic import SentenceVectors, documents, sentences_of

SENTENCES = ["In 2024, 37% of growers used drip irrigation.", "Sprinklers were used by 12.5% of growers."]


class Letters:
    """Embeddings by letter counts, unit length."""

    def embed_documents(self, texts):
        """A vector a text."""
        counts = np.array([[text.lower().count(chr(97 + i)) + 0.01 for i in range(26)] for text in texts])
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).tolist()


def test_sentences_are_distinct_and_in_order():
    """A sentence that two sources share comes once."""
    texts = {"a": source_text(" ".join(SENTENCES)), "b": source_text(SENTENCES[1])}
    assert sentences_of(texts) == SENTENCES


def test_the_same_seed_makes_the_same_documents():
    """Two runs read the same text; another seed makes another; the size is about what was asked."""
    first, again, other = (documents(SENTENCES, 9000, seed) for seed in (1, 1, 2))
    assert first == again != other
    size = sum(len(document.text) for document in first)
    assert 9000 <= size < 9000 + 40 * max(map(len, SENTENCES))
    assert len({document.name for document in first}) == len(first)


def test_numbers_change_and_years_stay():
    """Otherwise thousands of documents would say the same."""
    text = " ".join(document.text for document in documents(SENTENCES, 9000))
    assert "In 2024, " in text
    assert len(set(text.split()) & {f"{n}%" for n in range(11, 100)}) > 10


def test_a_synthetic_sentence_is_near_its_original_and_no_copy():
    """Vectors have unit length, are repeatable, and lie within the noise of the real sentence's."""
    vectors = SentenceVectors(SENTENCES, Letters())
    real = np.array(Letters().embed_documents(SENTENCES[:1])[0])
    made = vectors.sentence("In 2024, 91% of growers used drip irrigation.")
    assert np.array_equal(made, vectors.sentence("In 2024, 91% of growers used drip irrigation."))
    assert np.linalg.norm(made) == pytest.approx(1, abs=1e-5)
    assert 0.9 < float(made @ real) < 0.9999
    assert float(vectors.text(" ".join(SENTENCES)) @ real) > 0.8


def test_the_table_has_ratios_to_the_tutorial_above_1_where_faster():
    """Twice the characters a second is 2.00; half the milliseconds is 2.00; what was not timed is a dash."""
    ours = SystemSpeed(3.0, 2000.0, Times(5, 10.0, 12.0), Times(5, 20.0, 30.0))
    tutorial = SystemSpeed(None, 1000.0, Times(5, 20.0, 25.0), Times(5, 40.0, 50.0))
    result = SpeedResult(
        50, {"ours": ours, "tutorial": tutorial, "txtai": SystemSpeed(None, 500.0)}, "A note."
    )
    lines = speed_table(result).splitlines()
    assert "2,000 (2.00)" in lines[4]
    assert "10.0 (2.00)" in lines[4]
    assert "20.0 (2.00)" in lines[4]
    assert lines[6].split() == ["txtai", "500", "(0.50)", "-", "-", "-"]
    assert lines[-1] == "A note."
    assert as_record(result)["systems"]["tutorial"]["answer_ms"] == {"n": 5, "median": 40.0, "p95": 50.0}


@pytest.mark.integration
def test_a_whole_run_writes_a_record_and_a_page(tmp_path, capsys):
    """Answers, retrieval, speed and the absent public sets are in the record; two records can be compared."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "growers.md").write_text(
        f"---\ntitle: Growers survey 2024\npublisher: Farm Office\n---\n\n{' '.join(SENTENCES)}\n", "utf-8"
    )
    cases = [
        {"id": "t-1", "type": "lookup", "question": "What share of growers use drip irrigation?",
         "gold": [{"value": 37, "unit": "percent", "sources": ["growers"]}],
         "evidence": [{"source": "growers", "quote": SENTENCES[0]}]},
        {"id": "t-2", "type": "off_topic", "question": "Who won the chess championship in Madrid?"},
        {"id": "t-3", "split": "test", "type": "lookup", "question": "Secret question about sprinklers?"},
    ]  # fmt: skip
    (tmp_path / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in cases), "utf-8")
    speed = SpeedRun(
        chunks=12, ingested=4, questions=2, corpus=tmp_path / "corpus", cases=tmp_path / "cases.jsonl",
        baselines=("tutorial", "keyword"),
    )  # fmt: skip
    run = WholeRun(
        benchmarks=tmp_path / "none", cases=tmp_path / "cases.jsonl", corpus=tmp_path / "corpus",
        baselines=("tutorial",), sets=("opencqa",), speed=speed, results=tmp_path / "results",
    )  # fmt: skip
    file = run_whole(run)
    record = load_record(file)
    assert record["answers"]["cases"]["n"] == 2
    assert record["retrieval"]["n"] == 1
    assert "val.json" in record["public"]["opencqa"]["absent"]
    assert set(record["speed"]["systems"]) == {"ours", "tutorial", "keyword"}
    assert record["speed"]["systems"]["ours"]["ingest_characters_per_second"] > 0
    assert record["seconds"] > 0
    page = file.with_suffix(".html").read_text("utf-8")
    assert "<h1" in page
    assert "Secret" not in page + file.read_text("utf-8")
    capsys.readouterr()
    assert main(["report", str(file), str(file)]) == 0
    assert "value accuracy" in capsys.readouterr().out


@pytest.mark.integration
def test_the_page_of_a_record_is_made_again(tmp_path, capsys):
    """`report FILE` writes the page beside the record and says where."""
    record = Path(__file__).parent / "data" / "run_record.json"
    file = tmp_path / "run.json"
    file.write_text(record.read_text("utf-8"), "utf-8")
    assert main(["report", str(file)]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "run.html")
    assert "<h1" in (tmp_path / "run.html").read_text("utf-8")


def test_a_library_of_no_chunks_cannot_be_timed(capsys):
    """The message names the option; nothing is built."""
    assert main(["speed", "--chunks", "0"]) == 2
    assert "--chunks 0 must be at least 1" in capsys.readouterr().err


@pytest.mark.parametrize("order", [("--benchmarks", "{0}", "public"), ("public", "--benchmarks", "{0}")])
def test_the_folder_of_public_sets_counts_before_and_after_the_ability(order, tmp_path, capsys):
    """A default of the ability must not overrule what was said before it."""
    arguments = [part.format(tmp_path) for part in order]
    assert main([*arguments, "--sets", "opencqa"]) == 0
    assert f"passed over, {tmp_path}" in capsys.readouterr().out
