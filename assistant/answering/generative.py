"""The same evidence through a chat model: an LCEL chain whose sentences are verified as they complete.

Whatever a model writes, a sentence is shown only if each of its numbers stands in a quote that it
cites. One that fails is asked for once more, then replaced by its quote, else dropped.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.prompts import ChatPromptTemplate
from langsmith import tracing_context

from assistant.answering.generation_failures import detail, failure_text, wrote_nothing
from assistant.answering.model_stream import Deadline, read_until
from assistant.answering.model_text import TextPart, sentences, tidied
from assistant.answering.prompts import CANNOT_ANSWER, QUESTION, RETRY, SYSTEM, evidence_block
from assistant.answering.verification import check_numbers, cited_numbers, verify, without_marks
from assistant.errors import ConfigurationError, MissingDependencyError, ModelError
from assistant.index.keyword_index import analyse
from assistant.schema import AnswerSentence, Citation, Note
from assistant.settings import Settings

# Any LangChain chat model; other files name it by this, so that langchain_core stays in this one.
ChatModel = BaseChatModel

_MOST_SENTENCES = 6
# Each failed sentence may cost a call; a model that fails more often is not worth more of them.
_MOST_RETRIES = 4
# One sentence is asked for.
_MOST_RETRY_CHARS = 1000
_ASKING = ChatPromptTemplate([("system", SYSTEM), ("human", QUESTION)])
# One message: some models refuse two of the same speaker in a row.
_ASKING_AGAIN = ChatPromptTemplate([("system", SYSTEM), ("human", f"Evidence:\n{{evidence}}\n\n{RETRY}")])
# How providers say that they ended a text before its end.
_CUT = frozenset({"length", "max_tokens", "max_output_tokens", "model_length"})


@dataclass(slots=True)
class GenerationReport:
    """What happened while generating, for the answer's notes and usage. Filled as sentences come.

    Attributes:
        failed: sentences of the model that failed the check.
        retried: of these, how many were asked for again.
        mended: of these, how many stood at the second try.
        replaced: of the failed, how many gave way to their quote.
        declined: the model said that the evidence does not answer.
        failure: why it ended early, in plain words; None if it did not.
        usage: `calls`; `input_tokens`, `output_tokens` and `cost` over all calls, where the provider tells
            them.
        seconds: from the first call to the end of the last.
    """

    failed: int = 0
    retried: int = 0
    mended: int = 0
    replaced: int = 0
    declined: bool = False
    failure: str | None = None
    usage: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def dropped(self) -> int:
        """Sentences that failed and were left out."""
        return self.failed - self.mended - self.replaced

    def count(self, name: str, value: float) -> None:
        """Add to the usage."""
        self.usage[name] = self.usage.get(name, 0) + value

    def notes(self, *, extractive: bool, completed: bool = False) -> list[Note]:
        """What the reader should know of it.

        Args:
            extractive: nothing of the model was shown, the evidence sentences took its place.
            completed: evidence sentences follow what the model had written before it failed.
        """
        found = []
        if self.failure is not None:
            found.append(Note("model_failed", f"The model failed ({self.failure})."))
        if self.declined:
            found.append(Note("model_declined", "The model found no answer in the evidence."))
        if self.failed:
            found.append(
                Note(
                    "verification",
                    f"Sentences of the model that failed the check: {self.failed}; "
                    f"replaced by their quote: {self.replaced}; left out: {self.dropped}.",
                )
            )
        if extractive and not found:
            found.append(Note("model_failed", "The model wrote no sentence that could be shown."))
        if extractive:
            found.append(Note("extractive", "This answer is made of the evidence sentences instead."))
        if completed:
            found.append(
                Note(
                    "extractive", "What the model had not told is told by the evidence sentences at the end."
                )
            )
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
    options: dict[str, Any] = {"temperature": 0, "timeout": settings.model_timeout, "max_retries": 1}
    if settings.base_url:
        options["base_url"] = settings.base_url
        # Providers' clients refuse to start without a key, local servers need none; and the key that the
        # environment has for a provider is no business of another server.
        options["api_key"] = settings.api_key.get_secret_value() if settings.api_key else "none"
        # A custom address switches token counts off in langchain-openai unless told otherwise.
        options["stream_usage"] = True
    if name.startswith("ollama:"):
        options = {key: value for key, value in options.items() if key in ("temperature", "base_url")}
        options["client_kwargs"] = {"timeout": settings.model_timeout}
    try:
        if name.startswith("openai:"):
            from assistant.answering.openai_cost import CostTellingChatOpenAI

            return CostTellingChatOpenAI(model=name.partition(":")[2], **options)
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise MissingDependencyError(
            f"The package for the model {name!r} is not installed ({error}); "
            f"install it with: pip install 'conference-insight-assistant[{name.partition(':')[0]}]'"
        ) from error
    except ValueError as error:
        raise ConfigurationError(
            f"model={name!r} is not known ({detail(error)}); use openai:NAME, anthropic:NAME or ollama:NAME"
        ) from error
    except Exception as error:
        raise ModelError(f"The model {name!r} cannot be set up: {detail(error)}") from error
    return model


@dataclass(frozen=True, slots=True)
class _Calls:
    """The calls of one answer: they share a deadline and report what they use."""

    model: BaseChatModel
    report: GenerationReport
    deadline: Deadline
    allow_tracing: bool

    def parts(self, prompt: ChatPromptTemplate, values: Mapping[str, str]) -> Generator[TextPart, None, None]:
        """The text of one call as it comes."""
        self.report.count("calls", 1)
        chain = prompt | self.model

        def start() -> Iterator[object]:
            with tracing_context(enabled=None if self.allow_tracing else False):
                yield from chain.stream(dict(values))

        with closing(read_until(self.deadline, start)) as parts:
            for part in parts:
                for name, value in used(part).items():
                    self.report.count(name, value)
                about = getattr(part, "response_metadata", {})
                ends = {
                    str(about.get(key)).lower() for key in ("finish_reason", "stop_reason", "done_reason")
                }
                yield TextPart(str(getattr(part, "text", "")), cut=bool(ends & _CUT))


def generate(
    question: str,
    citations: Sequence[Citation],
    model: BaseChatModel,
    report: GenerationReport,
    *,
    allow_tracing: bool = False,
    timeout: float = 60,
) -> Iterator[AnswerSentence]:
    """Verified sentences, as the model completes them.

    A failure of the provider ends the iteration and is told in `report.failure`; nothing is raised,
    because the extractive answer then takes over. Closing the iterator closes the model's stream.

    Args:
        question: as it stands on its own.
        citations: the evidence.
        model: who writes.
        report: filled as it goes.
        allow_tracing: leave LangChain's tracing to the environment.
        timeout: seconds for all of it, whatever is asked for again.
    """
    began = time.monotonic()
    calls = _Calls(model, report, Deadline.after(timeout), allow_tracing)
    values = {"question": question, "evidence": evidence_block(citations)}
    shown: list[str] = []
    try:
        with closing(calls.parts(_ASKING, values)) as parts, closing(sentences(parts)) as written:
            for text in written:
                if CANNOT_ANSWER.rstrip(".").lower() in text.lower():
                    # Read on, for the tokens are told at the end; behind other sentences it says nothing.
                    report.declined = not shown
                elif not report.declined:
                    sentence = _verified(text, citations, calls, shown)
                    if sentence is not None:
                        yield sentence
                        shown.append(sentence.text)
                if len(shown) == _MOST_SENTENCES:
                    return
    except Exception as error:  # noqa: BLE001 - each provider has an error tree of its own
        report.failure = failure_text(error)
    finally:
        report.seconds = time.monotonic() - began


def used(part: object) -> dict[str, float]:
    """Tokens and cost that a part of a model's reply tells; empty where it tells none."""
    found: dict[str, float] = {}
    if not isinstance(part, AIMessage):
        return found
    tokens: Mapping[str, object] = part.usage_metadata or {}
    about = part.response_metadata
    for name in ("input_tokens", "output_tokens"):
        if isinstance(count := tokens.get(name), int) and count:
            found[name] = count
    # LangChain has no place for cost; each provider's package leaves it where the provider put it.
    for place in (about, about.get("token_usage"), about.get("usage"), tokens):
        cost = place.get("cost", place.get("total_cost")) if isinstance(place, Mapping) else None
        for one in cost if isinstance(cost, list) else [cost]:
            if isinstance(one, int | float) and not isinstance(one, bool) and one >= 0:
                found["cost"] = found.get("cost", 0) + float(one)
        if "cost" in found:
            break
    return found


def _verified(
    text: str, citations: Sequence[Citation], calls: _Calls, shown: Sequence[str]
) -> AnswerSentence | None:
    """The sentence if it stands, else what stands in for it; None if nothing does or it was said before."""
    report, before = calls.report, " ".join(shown)
    sentence, reason = verified(text, citations, before)
    if sentence is None:
        report.failed += 1
        if report.retried < _MOST_RETRIES:
            report.retried += 1
            sentence, _ = verified(_again(text, reason, citations, calls), citations, before)
            report.mended += sentence is not None
    if sentence is not None:
        return sentence if sentence.text not in shown else None
    cited = [citations[number] for number in cited_numbers(text, len(citations))]
    if not cited or cited[0].quote in shown:
        # A quote that already stands in for another sentence says nothing new.
        return None
    report.replaced += 1
    quote = cited[0].quote
    checks, _ = check_numbers(quote, cited[:1])
    return AnswerSentence(quote, "quoted", tuple(cited[:1]), checks)


def _again(text: str, reason: str, citations: Sequence[Citation], calls: _Calls) -> str:
    """The second try; empty if there is none, or one that does not end."""
    values = {"evidence": evidence_block(citations), "reason": reason, "sentence": text}
    written = ""
    try:
        with closing(calls.parts(_ASKING_AGAIN, values)) as parts:
            for part in parts:
                written += part.text
                if len(written) > _MOST_RETRY_CHARS:
                    return ""
    except ValueError as error:
        # One failed try is no failure of the model.
        if not wrote_nothing(error):
            raise
    return tidied(written)


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
