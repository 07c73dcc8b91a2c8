"""qmsum: 35 meeting transcripts, 237 specific questions; are the turns of the talk found that they are about?

The slow one: 1.6 million characters are added to a library, which takes minutes. Each meeting is a document,
each turn a paragraph "SPEAKER: text", and a question is asked of its own meeting.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.schema import Filter, RetrievedChunk, Section
from evals.libraries import Document
from evals.metrics import recall_at_k
from evals.public.result import Row, library_of, row

FILES = ("val",)
_FEW = 5
_MANY = 10


def run(folder: Path) -> Sequence[Row]:
    """Whether one of five chunks has a gold turn, and the share of gold turns that ten chunks have."""
    meetings = {
        file.stem: json.loads(file.read_text("utf-8")) for file in sorted((folder / "val").glob("*.json"))
    }
    documents = [
        Document(name, name, transcript(meeting["meeting_transcripts"])) for name, meeting in meetings.items()
    ]
    hits: list[float | None] = []
    recalls: list[float | None] = []
    with library_of(documents) as subject:
        ids = {slug: key for key, slug in subject.slugs.items()}
        for name, meeting in meetings.items():
            sections = subject.texts[name].sections
            if len(sections) != len(meeting["meeting_transcripts"]):
                raise ValueError(f"{name} has {len(sections)} paragraphs, expected one for each turn")
            where = Filter(sources=(ids[name],))
            for query in meeting["specific_query_list"]:
                gold = gold_turns(query)
                found = subject.assistant.search(query["query"], _MANY, where)
                hits.append(float(bool(gold & turns_in(found[:_FEW], sections))) if gold else None)
                recalls.append(recall_of(gold, turns_in(found, sections)))
    return (
        row("hit@5", hits, "BM25 .797 (benchmarks' README)"),
        row("recall of gold turns @10", recalls, "BM25 .495 (same)"),
    )


def transcript(turns: Sequence[Mapping[str, str]]) -> str:
    """A meeting as text, one paragraph a turn."""
    return "\n\n".join(f"{turn['speaker']}: {' '.join(turn['content'].split())}".strip() for turn in turns)


def gold_turns(query: Mapping[str, Any]) -> set[int]:
    """Places of the turns that a question is about; the spans of the set include both ends."""
    return {turn for first, last in query["relevant_text_span"] for turn in range(int(first), int(last) + 1)}


def turns_in(found: Sequence[RetrievedChunk], sections: Sequence[Section]) -> set[int]:
    """Places of the turns of which a chunk has at least one character."""
    return {
        place
        for place, section in enumerate(sections)
        for chunk in found
        if section.start < chunk.end and chunk.start < section.end
    }


def recall_of(gold: Collection[int], turns: Collection[int]) -> float | None:
    """|gold & turns| / |gold|. Empty: None without a gold turn. Source: as `evals.metrics.recall_at_k`."""
    return recall_at_k([str(turn) for turn in turns], {str(turn) for turn in gold}, len(turns))
