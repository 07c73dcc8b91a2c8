"""A baseline of another framework in a process of its own: `python -m evals.baselines.worker NAME`.

Speaks JSON lines: reads `{"texts": {slug: text}}`, says `{"built_seconds": s}`; then for each
`{"question": q, "k": k}` says `{"found": [{"slug", "start", "text", "score"}], "seconds": s}`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TextIO

from evals.baselines.embeddings import model_folder
from evals.baselines.pipeline import Found

Search = Callable[[str, int], list[Found]]


def txtai(texts: Mapping[str, str]) -> tuple[float, Search]:
    """txtai: one row a paragraph, dense and sparse index (`hybrid`)."""
    from txtai import Embeddings

    embeddings = Embeddings(path=str(model_folder()), hybrid=True, content=False)
    embeddings.search("warm up", 1)
    rows = [(slug, start, paragraph) for slug, text in texts.items() for start, paragraph in paragraphs(text)]
    began = time.perf_counter()
    embeddings.index((i, paragraph, None) for i, (_, _, paragraph) in enumerate(rows))
    built = time.perf_counter() - began

    def search(question: str, k: int) -> list[Found]:
        return [Found(*rows[int(i)], float(score)) for i, score in embeddings.search(question, k)]

    return built, search


def llamaindex(texts: Mapping[str, str]) -> tuple[float, Search]:
    """LlamaIndex: VectorStoreIndex with its default splitter (1,024 tokens, 200 overlap)."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(model_name=str(model_folder()), device="cpu")
    model.get_query_embedding("warm up")
    documents = [Document(text=text, metadata={}, id_=slug) for slug, text in texts.items()]
    began = time.perf_counter()
    index = VectorStoreIndex.from_documents(documents, embed_model=model)
    built = time.perf_counter() - began

    def search(question: str, k: int) -> list[Found]:
        found = []
        for item in index.as_retriever(similarity_top_k=k).retrieve(question):
            slug = str(item.node.ref_doc_id)
            start, end = getattr(item.node, "start_char_idx", 0), getattr(item.node, "end_char_idx", 0)
            found.append(Found(slug, start, texts[slug][start:end], float(item.score or 0)))
        return found

    return built, search


BUILDERS: Mapping[str, Callable[[Mapping[str, str]], tuple[float, Search]]] = {
    "txtai": txtai,
    "llamaindex": llamaindex,
}


def paragraphs(text: str) -> list[tuple[int, str]]:
    r"""Paragraphs with the place where each begins.

    >>> paragraphs("One.\n\nTwo.")
    [(0, 'One.'), (6, 'Two.')]
    """
    found, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            found.append((start, part))
        start += len(part) + 2
    return found


def main(name: str) -> None:
    """Serve one baseline until the input ends."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    answers = sys.stdout
    # Whatever a framework prints must not get between the lines.
    with contextlib.redirect_stdout(sys.stderr):
        built, search = BUILDERS[name](json.loads(sys.stdin.readline())["texts"])
        _one_thread()
        _say(answers, {"built_seconds": built})
        for line in sys.stdin:
            asked = json.loads(line)
            began = time.perf_counter()
            found = search(asked["question"], asked["k"])
            seconds = time.perf_counter() - began
            _say(answers, {"found": [asdict(item) for item in found], "seconds": seconds})


def _one_thread() -> None:
    """Questions are encoded on one thread, as ours are: two on two busy cores take many times longer."""
    import torch

    torch.set_num_threads(1)


def _say(stream: TextIO, message: Mapping[str, object]) -> None:
    stream.write(json.dumps(message) + "\n")
    stream.flush()


if __name__ == "__main__":
    main(sys.argv[1])
