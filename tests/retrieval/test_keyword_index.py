"""Words of the keyword index, and the BM25 score by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.index.keyword_index import analyse, bm25, inverse_frequency


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("24.8", ["24.8"]),
        ("66%", ["66", "66%"]),
        ("66 %", ["66", "66%"]),
        ("66 per cent", ["66", "66%"]),
        ("66 percent", ["66", "66%"]),
        ("7-9%", ["7", "9", "7%", "9%", "7-9%"]),
        ("7–9 %", ["7", "9", "7%", "9%", "7-9%"]),
        ("3.5x", ["3.5", "3.5x"]),
        ("1,337", ["1337"]),
        ("1,337,000", ["1337000"]),
        ("C++", ["c++"]),
        ("C#", ["c#"]),
        ("US$24.8bn", ["24.8", "bn"]),
        ("k8s", ["kubernet"]),
        ("Kubernetes", ["kubernet"]),
        ("Kubernetes's", ["kubernet"]),
        ("organization", ["organis"]),
        ("organisations", ["organis"]),
        ("what is the of", []),
        ("", []),
        ("?!… — ", []),
    ],
)
def test_what_the_analyser_keeps(text, tokens):
    """Numbers keep points, signs and ranges; known spellings are one; stop words go."""
    assert analyse(text) == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("k8s", "Kubernetes"),
        ("organisation", "organization"),
        ("organisations", "orgs"),
        ("GenAI", "generative AI"),
        ("82 per cent", "82%"),
        ("two", "2"),
        ("developers", "devs"),
        ("prod", "production"),
        ("LF", "Linux Foundation"),
        ("PSF", "Python Software Foundation"),
        ("GSF", "Green Software Foundation"),
        ("SMBs", "small and medium businesses"),
        ("SMEs", "small and medium businesses"),
        ("OSPOs", "open source programme offices"),
        ("IaC", "infrastructure as code"),
        ("VMs", "virtual machines"),
        ("SREs", "site reliability engineers"),
        ("LTS", "long-term support"),
        ("YoY", "year on year"),
        ("payg", "pay-as-you-go"),
        ("PRs", "pull requests"),
    ],
)
def test_spellings_that_are_alike(one, other):
    """Either spelling finds the other."""
    assert analyse(one) == analyse(other)


@pytest.mark.parametrize(
    ("one", "other"), [("24.8", "24 8"), ("66%", "66"), ("7-9%", "79%"), ("3.5x", "35x")]
)
def test_numbers_that_are_not_alike(one, other):
    """What a usual analyser would make the same stays different."""
    assert analyse(one) != analyse(other)


@settings(max_examples=300, deadline=None)
@given(st.text(st.one_of(st.sampled_from("0123456789.,-–%x×+#$€'’ \"*()"), st.characters()), max_size=80))
def test_analyse_takes_any_text(text):
    """It never raises, and a token is never empty nor holds white space or a quotation mark."""
    for token in analyse(text):
        assert token
        assert not any(character.isspace() or character == '"' for character in token)


def test_inverse_frequency_by_hand():
    """ln(1 + (N - n + 0.5) / (n + 0.5)); rarer is more, and a word of every chunk still counts."""
    assert inverse_frequency(10, 2) == pytest.approx(math.log(1 + 8.5 / 2.5))
    assert inverse_frequency(10, 1) > inverse_frequency(10, 2) > inverse_frequency(10, 10) > 0


def test_bm25_by_hand():
    """One term twice in a chunk of 4 tokens, mean 8, in 2 of 10 chunks, k1 = 0.6, b = 0.75."""
    score = bm25(["mesh"], ["mesh", "mesh", "in", "use"], frequencies={"mesh": 2}, chunks=10, mean_length=8.0)
    # idf = ln(1 + 8.5 / 2.5) = ln 4.4 = 1.481605
    # tf part = 2 * 1.6 / (2 + 0.6 * (0.25 + 0.375)) = 3.2 / 2.375 = 1.347368
    assert score == pytest.approx(3.2 / 2.375 * math.log(4.4))
    assert score == pytest.approx(1.996267, abs=1e-6)


def test_bm25_adds_terms_and_counts_each_once():
    """The score of two terms is the sum; a term twice in the query counts once; none gives 0."""
    frequencies = {"a": 3, "b": 1}
    tokens = ["a", "b", "c"]

    def score(query):
        return bm25(query, tokens, frequencies=frequencies, chunks=9, mean_length=3.0)

    assert score(["a", "b"]) == pytest.approx(score(["a"]) + score(["b"]))
    assert score(["a", "a"]) == score(["a"])
    assert score(["z"]) == score([]) == 0.0


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 50))
def test_bm25_grows_with_count_and_shrinks_with_length(count, more, filler):
    """A term that occurs oftener in a chunk of the same length, or in a shorter chunk, scores higher."""

    def score(times, length):
        tokens = ["t"] * times + ["o"] * (length - times)
        return bm25(["t"], tokens, frequencies={"t": 2}, chunks=10, mean_length=20.0)

    length = count + more + filler
    assert score(count + more, length) > score(count, length)
    assert score(count, length) < score(count, length - filler)
