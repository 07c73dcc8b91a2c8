"""What went wrong with a chat model, in plain words and without secrets. Pure, and of no provider.

Each provider has an error tree of its own. What they share are HTTP states, and the names of their classes
and of those of LangChain that they inherit from; by these an error is told, so that no client is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MOST_DETAIL: Final = 200


class OutputError(Exception):
    """A model's text is of no further use; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of failure; any of the three signs tells it.

    Attributes:
        words: what the reader is told.
        states: HTTP states.
        classes: pattern for the name of an error's class or of one that it inherits from.
        message: pattern for the provider's message.
        quiet: nothing of the provider's message is told.
    """

    words: str
    states: tuple[int, ...] = ()
    classes: str = r"(?!)"
    message: str = r"(?!)"
    quiet: bool = False


# In this order: a rate limit may speak of tokens, and a request that is too long is also a bad one.
_KINDS: Final = (
    _Kind(
        # Providers repeat the key that they refuse, or the start and the end of it.
        "the provider did not accept the key, or the key does not allow this",
        states=(401, 403),
        classes=r"Authenti|Permission|Unauthorized|Forbidden",
        message=r"\b(?:incorrect|invalid|missing|no) api[ _-]?key",
        quiet=True,
    ),
    _Kind(
        "the account with the provider has no credit left",
        states=(402,),
        message=r"insufficient_quota|exceeded your current quota|credit balance|out of credits?",
    ),
    _Kind(
        "the provider takes no more requests for now; ask again later",
        states=(429, 529),
        classes=r"RateLimit|TooManyRequests|ResourceExhausted|Overloaded",
        message=r"rate[ _-]?limit",
    ),
    _Kind(
        "the evidence is longer than the model reads",
        states=(413,),
        classes=r"Context(?:Overflow|WindowExceeded|Length)",
        message=r"context[ _-](?:length|window|size)|maximum context|(?:prompt|input|request) is too long"
        r"|input tokens? (?:count )?.{0,20}exceed",
    ),
    _Kind(
        "the provider does not know this model or address",
        states=(404,),
        classes=r"(?<!File)(?<!Module)NotFound",
    ),
    _Kind(
        "no answer came in time",
        states=(408, 504),
        classes=r"Timeout|TimedOut",
        message=r"timed out",
    ),
    _Kind(
        "the provider cannot be reached, or the connection broke",
        classes=r"Connect(?:ion)?|RemoteProtocol|ReadError|WriteError|NetworkError|IncompleteRead",
        message=r"connection (?:error|reset|refused|aborted)|incomplete chunked read|peer closed",
    ),
    _Kind(
        "the provider has a fault of its own",
        states=tuple(range(500, 600)),
        classes=r"InternalServer|ServiceUnavailable",
    ),
    _Kind("what the provider sent cannot be read", classes=r"JSONDecode|ResponseValidation|UnicodeDecode"),
    _Kind("the provider refused the request", states=(400, 422), classes=r"BadRequest|InvalidRequest"),
    _Kind("it wrote nothing", message=r"no generation chunks were returned", quiet=True),
)

_ADDRESS: Final = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s'\"<>)\]}]+", re.IGNORECASE)
_SECRETS: Final = (
    # Named as such: whatever stands behind a colon, and what has a digit or a star behind a blank.
    re.compile(
        r"(?:\b|_)(?:key|token|authorization|bearer|password|passwd|secret|credentials?)\b['\"]?"
        r"(?:\s+provided)?(?:\s*[:=]\s*(?:bearer\s+)?['\"]?[^\s'\",;}]+|\s+(?=[^\s'\"]*[\d*])[^\s'\",;}]+)",
        re.IGNORECASE,
    ),
    # With the beginning that a provider gives its keys.
    re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf|nvapi|csk|pplx|AIza|eyJ)[-_A-Za-z0-9.*]{6,}"),
    # Long runs that no word has: letters and digits mixed.
    re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9_]{20,}\b"),
)


def failure_text(error: BaseException) -> str:
    """Why a model failed, for a note: what it means, then what the provider said, cleaned and cut.

    >>> failure_text(TimeoutError("nothing within 60 s"))
    'no answer came in time: nothing within 60 s'
    """
    if isinstance(error, OutputError):
        return str(error)
    kind = _kind_of(error)
    if kind is None:
        return f"{type(error).__name__}: {detail(error)}"
    said = "" if kind.quiet else detail(error)
    return f"{kind.words}: {said}" if said else kind.words


def wrote_nothing(error: BaseException) -> bool:
    """Whether this is how LangChain tells a reply without a single part."""
    return "no generation chunks were returned" in str(error).lower()


def detail(error: BaseException) -> str:
    """What an error says, on one line: no address, no key, nothing that looks like one."""
    body = getattr(error, "body", None)
    body = body.get("error", body) if isinstance(body, dict) else None
    said = body.get("message") if isinstance(body, dict) else None
    text = " ".join((said if isinstance(said, str) else str(error)).split())
    text = _ADDRESS.sub("(address)", text)
    for secret in _SECRETS:
        text = secret.sub("(hidden)", text)
    return text if len(text) <= _MOST_DETAIL else f"{text[:_MOST_DETAIL].rstrip()}…"


def _kind_of(error: BaseException) -> _Kind | None:
    """The first kind that the error, or the one behind it, is known by."""
    chain = list(_chain(error))
    for kind in _KINDS:
        for one in chain:
            names = " ".join(cls.__name__ for cls in type(one).__mro__)
            said = f"{one} {getattr(one, 'code', None)}"
            if (
                _state(one) in kind.states
                or re.search(kind.classes, names)
                or re.search(kind.message, said, re.IGNORECASE)
            ):
                return kind
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__


def _state(error: BaseException) -> int | None:
    """The HTTP state of an error, as clients hold it in one way or the other."""
    for holder in (error, getattr(error, "response", None)):
        state = getattr(holder, "status_code", None)
        if isinstance(state, int):
            return state
    return None
