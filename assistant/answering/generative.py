"""The same evidence through a chat model: an LCEL chain whose sentences are verified as they complete.

Whatever a model writes, a sentence is shown only if each of its numbers stands in a quote that it
cites. One that fails is asked for once more, then replaced by its quote, else dropped.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import sentencex
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.prompts import ChatPromptTemplate
from langsmith import tracing_context

from assistant.answering.prompts import CANNOT_ANSWER, QUESTION, RETRY, SYSTEM, evidence_block
from assistant.answering.verification import check_numbers, cited_numbers, verify, without_marks
from assistant.errors import ConfigurationError, MissingDependencyError, ModelError
from assistant.index.keyword_index import analyse
from assistant.schema import AnswerSentence, Citation, Note
from assistant.settings import Settings

# Any LangChain chat model; other files name it by this, so that langchain_core stays in this one.
ChatModel = BaseChatModel

# A model that never stops is cut off here; four sentences take a tenth of it.
_MOST_CHARS = 6000
_MOST_SENTENCES = 6


@dataclass(slots=True)
class GenerationReport:
    """What happened while generating, for the answer's notes and usage. Filled as sentences come."""

    retried: int = 0
    replaced: int = 0
    dropped: int = 0
    declined: bool = False
    failure: str | None = None
    usage: dict[str, int] = field(default_factory=dict)

    def notes(self, *, extractive: bool) -> list[Note]:
        """What the reader should know of it."""
        found = []
        if self.failure is not None:
            found.append(Note("model_failed", f"The model failed ({self.failure})."))
        if self.declined:
            found.append(Note("model_declined", "The model found no answer in the evidence."))
        if self.retried:
            found.append(
                Note(
                    "verification",
                    f"Sentences of the model that failed the check: {self.retried}; "
                    f"replaced by their quote: {self.replaced}; left out: {self.dropped}.",
                )
            )
        if extractive and not found:
            found.append(Note("model_failed", "The model wrote no sentence that could be shown."))
        if extractive:
            found.append(Note("extractive", "This answer is made of the evidence sentences instead."))
        return found


def open_model(settings: Settings) -> BaseChatModel:
    """The chat model that the settings name.

    Raises:
        ConfigurationError: the name is not `provider:model` of a known provider.
        MissingDependencyError: the provider's package is not installed.
        ModelError: the model cannot be set up, for example without a key.
    """
    from langchain.chat_models import init_chat_model

    name = settings.model or ""
    options: dict[str, object] = {"temperature": 0, "timeout": settings.model_timeout, "max_retries": 1}
    if settings.base_url:
        options["base_url"] = settings.base_url
        # Providers' clients refuse to start without a key, local servers need none.
        options["api_key"] = "none"
        # A custom address switches token counts off in langchain-openai unless told otherwise.
        options["stream_usage"] = True
    if name.startswith("ollama:"):
        options = {key: value for key, value in options.items() if key in ("temperature", "base_url")}
    try:
        model: BaseChatModel = init_chat_model(name, **options)  # type: ignore[call-overload]
    except ImportError as error:
        raise MissingDependencyError(
            f"The package for the model {name!r} is not installed ({error}); "
            f"install it with: pip install 'conference-insight-assistant[{name.partition(':')[0]}]'"
        ) from error
    except ValueError as error:
        raise ConfigurationError(
            f"model={name!r} is not known ({error}); use openai:NAME, anthropic:NAME or ollama:NAME"
        ) from error
    except Exception as error:
        raise ModelError(f"The model {name!r} cannot be set up: {error}") from error
    return model


def generate(
    question: str,
    citations: Sequence[Citation],
    model: BaseChatModel,
    report: GenerationReport,
    *,
    allow_tracing: bool = False,
) -> Iterator[AnswerSentence]:
    """Verified sentences, as the model completes them.

    A failure of the provider ends the iteration and is told in `report.failure`; nothing is raised,
    because the extractive answer then takes over. Closing the iterator closes the model's stream.
    """
    prompt = ChatPromptTemplate([("system", SYSTEM), ("human", QUESTION)])
    chain = prompt | model
    values = {"question": question, "evidence": evidence_block(citations)}
    shown: list[str] = []
    try:
        with (
            tracing_context(enabled=None if allow_tracing else False),
            closing(_sentences(chain.stream(values), report)) as sentences,
        ):
            for text in sentences:
                if CANNOT_ANSWER.rstrip(".").lower() in text.lower():
                    report.declined = True
                    return
                sentence = _verified(text, citations, model, report, shown)
                if sentence is not None:
                    yield sentence
                    shown.append(sentence.text)
                if len(shown) == _MOST_SENTENCES:
                    return
    except Exception as error:  # noqa: BLE001 - each provider has an error tree of its own
        report.failure = f"{type(error).__name__}: {error}"[:300]


def _sentences(stream: Iterator[object], report: GenerationReport) -> Generator[str, None, None]:
    """Whole sentences, each with the marks behind it, while the text is still coming."""
    buffer, total = "", 0
    with closing(stream) as parts:  # type: ignore[type-var]
        for part in parts:
            if isinstance(part, AIMessageChunk) and part.usage_metadata:
                used = part.usage_metadata
                for name, count in (
                    ("input_tokens", used["input_tokens"]),
                    ("output_tokens", used["output_tokens"]),
                ):
                    report.usage[name] = report.usage.get(name, 0) + count
            text = str(getattr(part, "text", ""))
            buffer += text
            total += len(text)
            pieces = _split(buffer)
            yield from pieces[:-1]
            buffer = pieces[-1] if pieces else ""
            if total > _MOST_CHARS:
                return
    if buffer.strip():
        yield buffer.strip()


def _split(text: str) -> list[str]:
    """Sentences of a text; a mark such as [2] belongs to the sentence before it."""
    pieces: list[str] = []
    for piece in sentencex.segment("en", text):
        marks = re.match(r"(?:\s*\[\d[\d,\s]*\][.!?]?)+\s*", piece)
        if marks and pieces:
            pieces[-1] += marks.group()
            piece = piece[marks.end() :]  # noqa: PLW2901 - what is left of it
        if piece.strip() or not pieces:
            pieces.append(piece)
        else:
            pieces[-1] += piece
    return pieces


def _verified(
    text: str,
    citations: Sequence[Citation],
    model: BaseChatModel,
    report: GenerationReport,
    shown: Sequence[str],
) -> AnswerSentence | None:
    before = " ".join(shown)
    sentence, reason = verified(text, citations, before)
    if sentence is not None:
        return sentence
    report.retried += 1
    evidence = evidence_block(citations)
    again = model.invoke(
        [
            ("system", SYSTEM),
            ("human", f"Evidence:\n{evidence}"),
            ("human", RETRY.format(reason=reason, sentence=text)),
        ]
    )
    sentence, _ = verified(str(again.text), citations, before)
    if sentence is not None:
        return sentence
    cited = [citations[number] for number in cited_numbers(text, len(citations))]
    if not cited or cited[0].quote in shown:
        # A quote that already stands in for another sentence says nothing new.
        report.dropped += 1
        return None
    report.replaced += 1
    quote = cited[0].quote
    checks, _ = check_numbers(quote, cited[:1])
    return AnswerSentence(quote, "quoted", tuple(cited[:1]), checks)


def verified(text: str, citations: Sequence[Citation], before: str = "") -> tuple[AnswerSentence | None, str]:
    """Check one generated sentence; without marks it is attributed to the quote that supports it best.

    Args:
        text: the sentence.
        citations: the evidence.
        before: the sentences shown before it.

    Returns:
        (sentence, "") if it stands, else (None, reason).
    """
    plain = without_marks(text)
    if not any(character.isalpha() for character in plain):
        return None, "it says nothing"
    numbers = cited_numbers(text, len(citations))
    if not numbers:
        numbers = _attributed(plain, citations, before)
        text = f"{plain} [{numbers[0] + 1}]" if numbers else plain
    if not numbers:
        return None, "no evidence supports it"
    if problems := verify(text, citations, before):
        return None, "; ".join(f"{problem.said!r}: {problem.reason}" for problem in problems)
    cited = tuple(citations[number] for number in numbers)
    checks, _ = check_numbers(plain, cited)
    return AnswerSentence(plain, "generated", cited, checks), ""


def _attributed(plain: str, citations: Sequence[Citation], before: str) -> tuple[int, ...]:
    """The quote that supports a sentence without marks: of those that do, the one with most of its words."""
    words = set(analyse(plain))
    ranked = sorted(range(len(citations)), key=lambda n: -len(words & set(analyse(citations[n].quote))))
    return next(((n,) for n in ranked if not verify(f"{plain} [{n + 1}]", citations, before)), ())
