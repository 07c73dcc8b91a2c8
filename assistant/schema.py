"""The data types of the whole package: frozen, slotted, and importing nothing of it.

Offsets are 0-based Unicode code points into a source's canonical text, end exclusive, so that
`source.text[start:end] == quote` holds for everything that carries a span. Unknown is `None`, never
a guess. Dates are strings of the precision that the source gives: `2025`, `2025-04`, `2025-04-01`;
an interval of collection is written `2025-06/2025-07`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TextKind = Literal["original", "digest"]
Qualifier = Literal["about", "nearly", "over", "at_least", "up_to", "under"]
PeriodKind = Literal["collected", "stated", "published"]
Stance = Literal["asserted", "reported", "disputed", "hypothetical", "target"]
Status = Literal["answered", "partly_answered", "insufficient_evidence"]
SentenceKind = Literal["quoted", "composed", "generated"]
BlockKind = Literal["heading", "paragraph", "item", "row"]


# --- reading documents ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sample:
    """Who was asked: `n` people, who they are, where, and the margin of error as the source says it."""

    n: int | None = None
    who: str | None = None
    regions: str | None = None
    margin: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a source besides its text.

    `publisher` wrote the text; `account_of` names the survey or speech that the text is an account
    of. `source_tier` and `derived` come from digests: `primary` or `secondary`, and whether
    percentages were counted from open raw data.
    """

    title: str
    text_kind: TextKind = "original"
    publisher: str | None = None
    account_of: str | None = None
    event: str | None = None
    published: str | None = None
    collected: str | None = None
    url: str | None = None
    kind: str | None = None
    language: str | None = None
    sample: Sample = field(default_factory=Sample)
    source_tier: str | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text as a loader finds it, not yet cleaned; `page` starts at 1."""

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A file read and taken apart: `key` decides what a second add replaces."""

    key: str
    original: bytes
    blocks: tuple[Block, ...]
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the canonical text with what a citation needs to locate it."""

    start: int
    end: int
    kind: BlockKind
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """The text that every span refers to (NFC), and its blocks in order."""

    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Start and end, in characters of the canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A contiguous span of whole sentences under one heading, the unit of retrieval."""

    start: int
    end: int
    sentences: tuple[Span, ...]
    heading: str | None = None
    page: int | None = None


# --- quantities and figures ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity read in a text: `value` (and `high` of a range) in the base of its unit.

    `unit` is one of `percent`, `percentage_point`, `ratio`, `multiple`, `count`, `currency:USD`,
    `duration:day`, `score:5`, `bytes`, `hertz` and the like. `value` is None where the notation is
    ambiguous ("1.234"). `noun` is what a count counts. `surface` is `text[start:end]`, the qualifier
    not included; `qualifier_start` is where the qualifier begins, else `start`.
    """

    start: int
    end: int
    surface: str
    value: Decimal | None
    unit: str
    high: Decimal | None = None
    qualifier: Qualifier | None = None
    direction: Literal["up", "down"] | None = None
    noun: str | None = None
    qualifier_start: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """When a figure holds: partial ISO dates, and where they come from."""

    start: str | None
    end: str | None
    label: str
    kind: PeriodKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity stated in a source, with what it measures. Never a picture.

    `inherited` names, for each field that the figure's own sentence leaves out, where it was taken from:
    `sentence` (another part of it), `previous sentence`, `list`, `header`, `heading`, or a field of the
    source's metadata. `parts` holds where the words of a field stand in the canonical text.
    `compared_with` is the id of the figure that the sentence sets it against ("up from 66 %").
    """

    id: str
    source_id: str
    start: int
    end: int
    surface: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier | None
    direction: Literal["up", "down"] | None
    metric: str | None
    population: str | None
    period: Period | None
    attributed_to: str | None
    relayed_by: str | None
    stance: Stance
    sample_n: int | None
    sentence: Span
    inherited: Mapping[str, str] = field(default_factory=dict)
    edited: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    compared_with: str | None = None

    @property
    def rejected(self) -> bool:
        """Whether a user said that this is no figure, or a wrong one; it never answers."""
        return "rejected" in self.edited


@dataclass(frozen=True, slots=True)
class Extraction:
    """A text read on its own: all offsets refer to `text`."""

    text: str
    sections: tuple[Section, ...]
    metadata: Metadata
    figures: tuple[Figure, ...]


# --- the library ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """One ingested document as the library lists it. `id` is fixed at the first add."""

    id: str
    key: str
    version: str
    metadata: Metadata
    state: str
    chunks: int
    figures: int
    added: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source together with its canonical text."""

    source: Source
    text: str
    sections: tuple[Section, ...]


# --- embedding and storing ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What decides whether two vectors may be compared; part of the manifest's compatibility key."""

    name: str
    weights_sha256: str
    pooling: str
    normalisation: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk's text with its context (title, heading) in front, and its sentences.

    `sentences` are spans into `text`, not into `input`. `name` is the short name of what the text is about:
    the survey it accounts for, else its title.
    """

    context: str
    text: str
    sentences: tuple[Span, ...]
    name: str = ""

    @property
    def input(self) -> str:
        """What the model reads."""
        return f"{self.context}\n{self.text}" if self.context else self.text

    @property
    def sentence_inputs(self) -> list[str]:
        """What the model reads of each sentence."""
        texts = [self.text[span.start : span.end] for span in self.sentences]
        return [f"{self.name}. {text}" for text in texts] if self.name else texts


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """`vector` has shape (dimension,), `sentences` (number of sentences, dimension); unit length."""

    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]


class Encoder(Protocol):
    """What the library needs of an embedding model; `assistant.testing` has a small double."""

    @property
    def identity(self) -> ModelIdentity:
        """What decides whether two vectors may be compared."""

    @property
    def max_tokens(self) -> int:
        """Most tokens of an input, special tokens included; never exceeded silently."""

    @property
    def backend(self) -> str:
        """Library and data type, for the record; not part of the identity."""

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, special tokens not included."""

    def encode_passages(self, passages: Sequence[Passage]) -> list[EncodedPassage]:
        """Vectors of passages and of their sentences, unit length, float32."""

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of short texts, unit length, float32, shape (number of texts, dimension)."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Vector of a question, unit length, float32, shape (dimension,)."""


@dataclass(frozen=True, slots=True)
class PreparedChunk:
    """A chunk ready to be stored: its span, search tokens and vectors."""

    id: str
    chunk: Chunk
    tokens: tuple[str, ...]
    encoded: EncodedPassage


@dataclass(frozen=True, slots=True)
class PreparedSource:
    """A source ready to be stored; `figure_vectors` has shape (number of figures, dimension)."""

    id: str
    key: str
    version: str
    metadata: Metadata
    metadata_hash: str
    original: bytes | None
    canonical: CanonicalText
    chunks: tuple[PreparedChunk, ...]
    figures: tuple[Figure, ...]
    figure_vectors: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk read back: text, sentence spans (into the canonical text) and sentence vectors."""

    id: str
    source_id: str
    version: str
    start: int
    end: int
    heading: str | None
    page: int | None
    text: str
    sentences: tuple[Span, ...]
    sentence_vectors: NDArray[np.float32]


# --- the library, as its users see it -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What `add` did with one input."""

    path: str
    action: Literal["added", "updated", "unchanged", "failed"]
    source_id: str | None = None
    title: str | None = None
    chunks: int = 0
    figures: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an `add` is: `done` of `total` inputs, and what happens now."""

    done: int
    total: int
    stage: Literal["reading", "embedding", "publishing", "finished"]
    path: str | None = None


ProgressCallback = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which sources may answer. Dates are `A..B` bounds, inclusive, compared at their own precision."""

    sources: tuple[str, ...] = ()
    publisher: str | None = None
    event: str | None = None
    published: tuple[str | None, str | None] | None = None
    collected: tuple[str | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class FigureFilter(Filter):
    """Which figures to list: of which sources, and what they say.

    Attributes:
        unit: exactly (`percent`), or the family alone (`currency` lets every currency through).
        value: bounds, inclusive, None for open; a figure passes if its value or range overlaps them.
        period: `A..B` bounds that the figure's period overlaps, at their own precision. Of a figure that has
            none, the dates in which its source's data were collected, else its publication date, decide.
        attributed_to: words that all stand in who is said to have measured or said it, in any case.
        sample: only figures that have (True) or lack (False) a number of people asked, their own or of
            their source.
        stance: only of this stance.
        rejected: False leaves rejected figures out, True lists only these, None both.
    """

    unit: str | None = None
    value: tuple[Decimal | None, Decimal | None] | None = None
    period: tuple[str | None, str | None] | None = None
    attributed_to: str | None = None
    sample: bool | None = None
    stance: Stance | None = None
    rejected: bool | None = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A figure with what is to be told of its source, enough to cite and to export it.

    Attributes:
        figure: the figure, with what a user corrected.
        text_kind: whether `sentence` is the publisher's (`original`) or ours (`digest`).
        sentence: the sentence that states the figure, exactly as it stands.
        sample_n: how many were asked: the figure's own number, else its source's.
        period_kind: which period a filter compares: the figure's own kind, else that of its source's date.
        score: how well it fits a query, 0 to 1; None without a query.
    """

    figure: Figure
    title: str
    publisher: str | None
    account_of: str | None
    event: str | None
    published: str | None
    collected: str | None
    url: str | None
    text_kind: TextKind
    sentence: str
    sample_n: int | None
    period_kind: PeriodKind | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Figures of a library, in order; `total` counts all that fit, of which `rows` may be a part.

    `period_kinds` says of all that fit how many have a period of which kind (see `LedgerRow`).
    """

    rows: tuple[LedgerRow, ...]
    total: int
    offset: int = 0
    period_kinds: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[LedgerRow]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> LedgerRow:
        return self.rows[index]


@dataclass(frozen=True, slots=True)
class RetrievedChunk:
    """A chunk found for a query.

    `score` is the sum of the cosine of its nearest sentence and its BM25 score, each divided by the query's
    best: 0 to 2, higher is better, not a probability. `dense` is the chunk's own cosine similarity (-1 to
    1), `keyword` its BM25 score (0 up).
    """

    chunk_id: str
    source_id: str
    version: str
    start: int
    end: int
    text: str
    heading: str | None
    page: int | None
    score: float
    dense: float
    keyword: float


# --- answers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact span of a source: `text[start:end] == quote`.

    `prefix` and `suffix` (up to 32 characters) re-anchor the quote on a later version of the source.
    `text_kind` says whether the quote is the publisher's (`original`) or ours (`digest`).
    """

    source_id: str
    version: str
    chunk_id: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    text_kind: TextKind
    title: str
    publisher: str | None
    account_of: str | None
    event: str | None
    published: str | None
    url: str | None
    locator: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """A conference edition that a city stands for, such as `KubeCon Europe` of `2024` for Paris."""

    city: str
    event: str
    year: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the assistant reads it.

    `standalone` is the question with what a follow-up leaves out put back, `asking` that part of it which
    asks (the rest tells why; all of it where the two cannot be told apart). `asks` says which kinds of
    answer fit: `share`, `count`, `money`, `multiple`, `duration`, `score`, `sample`, `margin`, `when`,
    `who`, `recommendation`, `text`. `tokens` are its content tokens for the keyword index, `carried` those
    of them that only come from an earlier turn, `aside` those that only come from outside `asking`,
    `quantities` the numbers that the question itself names, `given` those that the answer before it gave.
    Evidence must have its proper `names`, its regions, `places`, and what narrows the `group` that is asked
    about (all as tokens). `editions` are those that its cities may mean. `by_publication`: its years are
    those in which something came out.
    """

    text: str
    standalone: str
    asking: str
    asks: frozenset[str]
    tokens: tuple[str, ...]
    carried: frozenset[str]
    aside: frozenset[str]
    quantities: tuple[Quantity, ...]
    given: tuple[Quantity, ...]
    years: tuple[str, ...]
    quarters: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    group: tuple[str, ...]
    latest: bool
    editions: tuple[Edition, ...] = ()
    by_publication: bool = False
    english: bool = True


@dataclass(frozen=True, slots=True)
class Features:
    """How a sentence, or one figure of it, fits a question. Each is the better the higher it is.

    Attributes:
        meaning: cosine of question and sentence, -1 to 1.
        chunk: score of the chunk, 0 to 2.
        words: share of the question's words that are accounted for, 0 to 1.
        lacking: minus the number of names, groups and periods of the question that are not there.
        no_figure: -1 if a quantity is asked for and this is a sentence without one.
        kind: 1 if the quantity is of the kind asked for, -1 if it is not.
        asked_how_many: if the sample is asked for, -1 for what may be another count, -2 for what is one.
        news: -1 for the number that the answer before a follow-up gave.
        change: -1 for a change where a level is asked for.
        period: -1 for another year or quarter than the one asked for.
        earlier: -1 for an older value beside the source's own.
        place: 0.5 for the region asked for, down to -1 for another.
        number: 1 for the number that the question names where it asks who said it, -1 for another kind.
        counted: how much of what "how many" asks for the clause is about, 0 to 1.
        group: -1 for a narrower group than the one asked about.
        condition: -1 for a number that only says what the figure holds for, or that the question names.
        denial: -1 where one of question and clause says "not" and the other does not.
        latest: minus the years from the newest data, where the latest is asked for.
        recent: the same where no time is asked for.
        advice: 1 for advice where advice is asked for.
        date: 1 for a sentence with a date where a date is asked for.
        title: what question and name of the source have in common, 0 to 1, where the source is asked about.
        described: cosine of question and figure as the ledger has it (metric, population, source), -1 to 1.
        metric: share of the figure's metric that the question names, 0 to 1.
        other_metric: -1 if the question names nothing of the metric.
        population: share of what narrows the group asked about that the figure's own group has, 0 to 1.
        reason: 1 for a sentence that gives a reason where one is asked for.
        question: -1 for a sentence that asks something itself.
        exact: -1 for a value that is only about so: "nearly a third".
        scope: -1 where production, trial or plans are asked about and the sentence speaks of none such.
    """

    meaning: float = 0.0
    chunk: float = 0.0
    words: float = 0.0
    lacking: float = 0.0
    no_figure: float = 0.0
    kind: float = 0.0
    asked_how_many: float = 0.0
    news: float = 0.0
    change: float = 0.0
    period: float = 0.0
    earlier: float = 0.0
    place: float = 0.0
    number: float = 0.0
    counted: float = 0.0
    group: float = 0.0
    condition: float = 0.0
    denial: float = 0.0
    latest: float = 0.0
    recent: float = 0.0
    advice: float = 0.0
    date: float = 0.0
    title: float = 0.0
    described: float = 0.0
    metric: float = 0.0
    other_metric: float = 0.0
    population: float = 0.0
    reason: float = 0.0
    question: float = 0.0
    exact: float = 0.0
    scope: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence picked for a question, with the figure of it that answers, if one does.

    `score` is what it is ranked by, in log-odds up to a constant, `features` what that comes from.
    `support` (0 to 1) says how much of the question the sentence and its source account for. `lacks` names
    what of the question stands nowhere in it.
    """

    citation: Citation
    source: Source
    figure: Figure | None
    score: float
    features: Features
    support: float
    lacks: tuple[str, ...]

    @property
    def cosine(self) -> float:
        """Cosine of question and sentence, -1 to 1."""
        return self.features.meaning


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against the library holding an answer, more is better; also the weights of that.

    Attributes:
        score: of the best candidate, in log-odds up to a constant.
        lead: its score above the next sentence's, at most 4.
        meaning: cosine of question and best sentence.
        support: share of the question that it accounts for, 0 to 1.
        nearer: minus how much nearer in meaning another candidate is.
        names: minus the names and places of the question that are not there, down to -2.
        group: minus the words for whom it asks about that are not there, down to -2.
        period: -1 where the time that is asked for is not there.
        other_kind: -1 where the best candidate is no quantity of the kind asked for.
        kind: feature `kind` of the best candidate.
        length: logarithm of one more than the question's content words; fits of long questions are poorer.
        dated: 1 for a question that names a year.
        carried: 1 for a follow-up that takes words from the turn before.
    """

    score: float = 0.0
    lead: float = 0.0
    meaning: float = 0.0
    support: float = 0.0
    nearer: float = 0.0
    names: float = 0.0
    group: float = 0.0
    period: float = 0.0
    other_kind: float = 0.0
    kind: float = 0.0
    length: float = 0.0
    dated: float = 0.0
    carried: float = 0.0


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """The state of one number of an answer sentence; any other number never reaches the reader."""

    text: str
    state: Literal["in_sentence", "computed"]
    formula: str | None
    citation: int | None


ProblemKind = Literal["number", "hedge", "date", "name", "group", "wording", "citation"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a sentence says that the quotes it cites do not; `said` are its words, `reason` is for people."""

    kind: ProblemKind
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer. `NumberCheck.citation` indexes `citations`."""

    text: str
    kind: SentenceKind
    citations: tuple[Citation, ...]
    numbers: tuple[NumberCheck, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should know about an answer: a kind for machines, a text for people."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A part of the question that the library does not answer, and what comes nearest."""

    part: str
    nearest: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` returns. Everything but `run` is deterministic without a model.

    `confidence` is 0 to 1. `usage` holds what a chat model took: `calls`, and `input_tokens`,
    `output_tokens` and `cost` where its provider reports them; it is empty without one. `run` holds
    what differs between two runs, such as `seconds`, and `model_seconds` with a chat model.
    """

    status: Status
    question: str
    standalone_question: str
    sentences: tuple[AnswerSentence, ...]
    figures: tuple[Figure, ...]
    evidence: tuple[Citation, ...]
    unanswered: tuple[Unanswered, ...]
    notes: tuple[Note, ...]
    confidence: float
    sources: tuple[Source, ...]
    model: str | None
    settings_fingerprint: str
    usage: Mapping[str, float] = field(default_factory=dict)
    run: Mapping[str, float] = field(default_factory=dict)
    comparison: None = None
    id: str | None = None

    @property
    def text(self) -> str:
        """The sentences as one paragraph, without citation marks."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """Stream event: the evidence, before any prose."""

    evidence: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SentenceReady:
    """Stream event: one verified sentence."""

    sentence: AnswerSentence


@dataclass(frozen=True, slots=True)
class AnswerReady:
    """Stream event, the last: the whole answer."""

    answer: Answer


StreamEvent = EvidenceFound | SentenceReady | AnswerReady
