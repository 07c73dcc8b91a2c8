"""The conversation as plain dicts: what one question and the answer to it look like. Pure.

A turn goes from `reading` over `writing` to `done`, `stopped` or `failed`. It keeps the citations of
its sentences and of its evidence in one list, and everything else names them by their place in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.presentation import printable
from assistant.schema import (
    Answer,
    AnswerReady,
    AnswerSentence,
    Citation,
    EvidenceFound,
    SentenceReady,
    StreamEvent,
    Turn,
)
from assistant.web.cards import citation_card

STOPPED = "Stopped. What stands here was checked; the answer is not complete."
STOPPED_EARLY = "Stopped before the answer began."
READING = "Reading the library…"
LOADING = "Reading the library… The model is still loading; this happens once after a start."
_REFUSAL = "The library does not say."
_NEAREST_SHOWN = 3
_RUNNING = ("reading", "writing")

Conversation = dict[str, Any]
TurnView = dict[str, Any]


def new_turn(turn_id: str, question: str, *, model_ready: bool = True) -> TurnView:
    """A question that has just been asked."""
    return {
        "id": turn_id,
        "question": question,
        "status": "reading",
        "outcome": None,
        "remark": READING if model_ready else LOADING,
        "citations": [],
        "sentences": [],
        "evidence": [],
        "refusal": [],
        "notes": [],
        "copy": None,
    }


def with_event(turn: TurnView, event: StreamEvent) -> TurnView:
    """The turn after a stream event; the turn that was given stays as it is."""
    if isinstance(event, AnswerReady):
        return _finished(turn, event.answer)
    after = {**turn, "citations": [dict(card) for card in turn["citations"]]}
    if isinstance(event, EvidenceFound):
        after["evidence"] = _places(after["citations"], event.evidence)
        return after
    assert isinstance(event, SentenceReady)  # noqa: S101 - tells the type checker what is left
    after["sentences"] = [*turn["sentences"], _sentence(after["citations"], event.sentence)]
    after["status"], after["remark"] = "writing", None
    return after


def stopped(turn: TurnView) -> TurnView:
    """The turn after Stop: what was shown stays, with a remark. A finished turn stays as it is."""
    if turn["status"] not in _RUNNING:
        return turn
    remark = STOPPED if turn["sentences"] else STOPPED_EARLY
    after = {**turn, "status": "stopped", "remark": remark}
    return {**after, "copy": copy_text(after) if turn["sentences"] else None}


def failed(turn: TurnView, message: str) -> TurnView:
    """The turn after an error: the question and what was shown stay, with the error's message."""
    return {**turn, "status": "failed", "remark": message}


def history(turns: Iterable[TurnView]) -> list[Turn]:
    """Earlier turns as `Assistant.ask` takes them; failed ones and empty answers are left out."""
    told: list[Turn] = []
    for turn in turns:
        said = " ".join(_words(sentence) for sentence in turn["sentences"])
        if turn["status"] not in ("done", "stopped"):
            continue
        told.append(Turn("user", turn["question"]))
        told.append(Turn("assistant", said or _REFUSAL))
    return told


def copy_text(turn: TurnView) -> str:
    """The answer as it goes to the clipboard: sentences with [n], then the numbered citations.

    A publisher's sentence stands in quotation marks; a digest's is labelled and never does.
    """
    cards = turn["citations"]
    paragraphs = [" ".join(_marked(sentence, cards) for sentence in turn["sentences"])]
    for part in turn["refusal"]:
        paragraphs.append(part["text"])
        if part["nearest"]:
            paragraphs.append("Nearest in the library:" + _marks(part["nearest"], cards))
    paragraphs += turn["notes"]
    if turn["status"] == "stopped":
        paragraphs.append(turn["remark"])
    numbered = sorted((card for card in cards if card["number"]), key=lambda card: int(card["number"]))
    paragraphs.append("\n".join(f"[{card['number']}] {_reference(card)}" for card in numbered))
    return printable("\n\n".join(paragraph for paragraph in paragraphs if paragraph))


def _finished(turn: TurnView, answer: Answer) -> TurnView:
    """The turn as the whole answer has it, whatever was streamed before."""
    # The cards keep their places, so that what is already drawn keeps its meaning.
    cards = [{**card, "number": None} for card in turn["citations"]]
    sentences = [_sentence(cards, sentence) for sentence in answer.sentences]
    after = {
        **turn,
        "status": "done",
        "outcome": answer.status,
        "remark": None,
        "citations": cards,
        "sentences": sentences,
        "evidence": _places(cards, answer.evidence),
        "refusal": _refusal(cards, answer),
        "notes": [note.text for note in answer.notes],
    }
    return {**after, "copy": copy_text(after)}


def _refusal(cards: list[dict[str, Any]], answer: Answer) -> list[dict[str, Any]]:
    """The parts that the library does not answer, each with what comes nearest."""
    parts = [
        {
            "text": f"{_REFUSAL[:-1]}: {part.part}" if part.part != answer.question else _REFUSAL,
            "nearest": _numbered(cards, part.nearest[:_NEAREST_SHOWN]),
        }
        for part in answer.unanswered
    ]
    if not parts and answer.status == "insufficient_evidence":
        parts = [{"text": _REFUSAL, "nearest": _numbered(cards, answer.evidence[:_NEAREST_SHOWN])}]
    return parts


def _sentence(cards: list[dict[str, Any]], sentence: AnswerSentence) -> dict[str, Any]:
    """A sentence in parts, with its citations numbered in the order of first use."""
    return {
        "kind": sentence.kind,
        "parts": _parts(sentence),
        "citations": _numbered(cards, sentence.citations),
    }


def _parts(sentence: AnswerSentence) -> list[dict[str, Any]]:
    """The sentence's text cut at its checked numbers, each with the state of its check."""
    parts: list[dict[str, Any]] = []
    rest = sentence.text
    for number in sentence.numbers:
        before, found, after = rest.partition(number.text)
        if not found or not number.text:
            continue
        if before:
            parts.append({"text": before, "check": None, "formula": None})
        parts.append({"text": found, "check": number.state, "formula": number.formula})
        rest = after
    return [*parts, {"text": rest, "check": None, "formula": None}] if rest else parts


def _numbered(cards: list[dict[str, Any]], citations: Sequence[Citation]) -> list[int]:
    """As `_places`, each once, and those without a number get the next: the order of first use."""
    places = list(dict.fromkeys(_places(cards, citations)))
    for place in places:
        if cards[place]["number"] is None:
            cards[place]["number"] = 1 + sum(card["number"] is not None for card in cards)
    return places


def _places(cards: list[dict[str, Any]], citations: Sequence[Citation]) -> list[int]:
    """Where each citation stands among the cards; what is not there yet is added."""
    places = []
    for citation in citations:
        span = (citation.source_id, citation.version, citation.start, citation.end)
        known = [(c["source_id"], c["version"], c["start"], c["end"]) for c in cards]
        if span not in known:
            cards.append(citation_card(citation))
            known.append(span)
        places.append(known.index(span))
    return places


def _words(sentence: dict[str, Any]) -> str:
    return "".join(part["text"] for part in sentence["parts"])


def _marked(sentence: dict[str, Any], cards: Sequence[dict[str, Any]]) -> str:
    """A sentence followed by its citation numbers."""
    return _words(sentence) + _marks(sentence["citations"], cards)


def _marks(places: Iterable[int], cards: Sequence[dict[str, Any]]) -> str:
    return "".join(f" [{cards[place]['number']}]" for place in places)


def _reference(card: dict[str, Any]) -> str:
    """A citation in one line: title, byline, address, and the sentence, quoted or labelled."""
    said = f"{card['label']}: {card['quote']}" if card["label"] else f"“{card['quote']}”"
    head = [f"{card['title']}.", f"{card['byline']}."]
    return " ".join([*head, *([card["url"]] if card["url"] else []), said[:1].upper() + said[1:]])
