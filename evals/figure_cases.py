"""Cases of `python -m evals figures`: a text, and the figures that a careful reader finds in it.

JSON Lines, one case a line. A text of a public set is never copied: "from" says where it stands (set, file,
record, offsets) with a hash of it. Offsets of figures and their fields are into the case's own text; a field
may have several spans, null where the text does not say it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, cast, get_args

from assistant.schema import Qualifier, Span, Stance
from evals.cases import CASES, CaseError, Split, read_rows
from evals.public.result import json_lines

FIGURE_CASES = CASES / "figures.jsonl"
LABELS = tuple(CASES / f"figures-labels-{name}.jsonl" for name in "ab")
# Texts that stand in the case itself: from our digests, and written to hit a rule.
OWN = ("corpus", "written")
FIELDS = ("metric", "population", "period", "attributed_to")
_UNIT = re.compile(r"currency:[A-Z]{3}|score:[0-9]+|(?!currency|score:)[a-z_]+(?::[a-z_]+)?")
_HASH = re.compile(r"[0-9a-f]{16,64}")
_DIRECTIONS = ("up", "down")


@dataclass(frozen=True, slots=True)
class Label:
    """A figure as an annotator sees it; spans are offsets into the case's text, none where it is not said."""

    span: Span
    value: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier | None
    direction: Literal["up", "down"] | None
    metric: tuple[Span, ...]
    population: tuple[Span, ...]
    period: tuple[Span, ...]
    attributed_to: tuple[Span, ...]
    stance: Stance

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans: its own and those of its fields."""
        return (self.span, *self.metric, *self.population, *self.period, *self.attributed_to)


@dataclass(frozen=True, slots=True)
class FigureCase:
    """A text with its figures in order; `origin` is the public set that it is from, "corpus" or "written"."""

    id: str
    split: Split
    origin: str
    text: str
    labels: tuple[Label, ...]

    @property
    def lookalike(self) -> bool:
        """Whether the text states no figure, so that whatever is read in it is a false alarm."""
        return not self.labels


@dataclass(frozen=True, slots=True)
class FigureCases:
    """Cases in the order of the file, and how many were passed over because their set is absent, by set."""

    cases: tuple[FigureCase, ...]
    absent: Mapping[str, int]


def load_figure_cases(path: Path, benchmarks: Path, split: Split | Literal["all"] = "dev") -> FigureCases:
    """The cases of one half or of both. A case without `split` is dev.

    Raises:
        CaseError: a field is missing or has another shape, an id is repeated, an offset lies outside the
            text, or the text of a public set is not the one that was labelled.
    """
    texts = PublicTexts(benchmarks)
    cases: list[FigureCase] = []
    absent: Counter[str] = Counter()
    seen: set[str] = set()
    for number, row in read_rows(path):
        place = f"{path}:{number}"
        case = _named(row, place, texts)
        if row["id"] in seen:
            raise CaseError(f"{place}: id {row['id']!r} occurs twice")
        seen.add(row["id"])
        if split not in ("all", row.get("split", "dev")):
            continue
        if case is None:
            absent[row["from"]["set"]] += 1
        else:
            cases.append(case)
    return FigureCases(tuple(cases), dict(absent))


def _named(row: Mapping[str, Any], place: str, texts: PublicTexts) -> FigureCase | None:
    """As `case_of`; errors name the line and the case."""
    name = row.get("id")
    if not isinstance(name, str) or not name:
        raise CaseError(f"{place}: id missing or empty")
    try:
        return case_of(row, texts)
    except KeyError as error:
        raise CaseError(f"{place}: case {name}: field {error.args[0]!r} is missing") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise CaseError(f"{place}: case {name}: {error}") from error


def case_of(row: Mapping[str, Any], texts: PublicTexts) -> FigureCase | None:
    """One case; None where its public set is absent.

    Raises:
        KeyError: a field is missing.
        TypeError: a field has another type.
        ValueError: a field has another value, or the text is not the one that was labelled.
    """
    split = row.get("split", "dev")
    if split not in get_args(Split):
        raise ValueError(f"split is {split!r}, expected 'dev' or 'test'")
    if ("text" in row) == ("from" in row):
        raise ValueError("a case has either 'text' or 'from'")
    labels = tuple(sorted((_label(f) for f in row["figures"]), key=lambda label: label.span.start))
    if "from" in row:
        origin, text = str(row["from"]["set"]), texts.find(row["from"])
        if text is None:
            return None
    else:
        origin, text = row.get("set", "written"), row["text"]
        if origin not in OWN or not isinstance(text, str) or not text:
            raise ValueError(f"text of set {origin!r}, expected a text of one of {', '.join(OWN)}")
    _check_places(labels, text)
    return FigureCase(row["id"], cast("Split", split), origin, text, labels)


def _check_places(labels: tuple[Label, ...], text: str) -> None:
    """Spans lie in the text, and no two figures in the same characters.

    Raises:
        ValueError: they do not.
    """
    end = 0
    for label in labels:
        outside = [span for span in label.spans if span.end > len(text)]
        if outside:
            raise ValueError(f"{outside[0]} lies outside its text of {len(text)} characters")
        if label.span.start < end:
            raise ValueError(f"two figures share characters at {label.span.start}")
        end = label.span.end


def _label(row: Mapping[str, Any]) -> Label:
    unit, qualifier, direction, stance = row["unit"], row["qualifier"], row["direction"], row["stance"]
    if not isinstance(unit, str) or not _UNIT.fullmatch(unit):
        raise ValueError(f"unit is {unit!r}, expected percent, currency:USD, duration:day and the like")
    for name, value, known in (
        ("qualifier", qualifier, (None, *get_args(Qualifier))),
        ("direction", direction, (None, *_DIRECTIONS)),
        ("stance", stance, get_args(Stance)),
    ):
        if value not in known:
            raise ValueError(f"{name} is {value!r}, expected one of {', '.join(map(str, known))}")
    value, high = _decimal(row["value"]), _decimal(row["high"])
    if value is None and high is not None:
        raise ValueError(f"high is {high} where value is null")
    fields = {name: tuple(_span(pair) for pair in row[name] or ()) for name in FIELDS}
    span = _span((row["start"], row["end"]))
    return Label(span, value, high, unit, qualifier, direction, **fields, stance=stance)


def _span(pair: object) -> Span:
    match pair:
        case (int(start), int(end)) if 0 <= start < end:
            return Span(start, end)
    raise ValueError(f"a span is {pair!r}, expected [start, end] with 0 <= start < end")


def _decimal(value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"value is {value!r}, expected a number or null")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"value is {value!r}, expected a number or null") from error
    if not number.is_finite():
        raise ValueError(f"value is {value!r}, expected a number or null")
    return number


# --- texts of public sets ------------------------------------------------------------------------


class PublicTexts:
    """Texts of public sets by where they stand; each file is read once."""

    def __init__(self, benchmarks: Path) -> None:
        """Nothing is read yet."""
        self._folder = benchmarks
        self._files: dict[tuple[str, str], Mapping[str, str] | None] = {}

    def find(self, where: Mapping[str, Any]) -> str | None:
        """The text that a "from" means; None where its file is absent.

        Raises:
            KeyError: a field is missing.
            ValueError: the set or the record is not known, or the text has another hash.
        """
        name, file, record = str(where["set"]), str(where["file"]), str(where["record"])
        span, wanted = _span((where["start"], where["end"])), str(where["sha256"])
        if name not in _READERS:
            raise ValueError(f"set is {name!r}, expected one of {', '.join(_READERS)}")
        if not _HASH.fullmatch(wanted):
            raise ValueError(f"sha256 is {wanted!r}, expected 16 to 64 hexadecimal digits")
        if (name, file) not in self._files:
            path = self._folder / name / file
            self._files[name, file] = dict(_READERS[name](path)) if path.is_file() else None
        texts = self._files[name, file]
        if texts is None:
            return None
        if record not in texts:
            raise ValueError(f"{name}/{file} has no record {record!r}")
        text = texts[record][span.start : span.end]
        if not hashlib.sha256(text.encode()).hexdigest().startswith(wanted):
            raise ValueError(
                f"the text at {name}/{file}, record {record}, is not the one that was labelled "
                f"(hash {wanted}); get the set at the commit that evals/README.md names"
            )
        return text


def _opencqa(path: Path) -> Iterator[tuple[str, str]]:
    for key, row in json.loads(path.read_text("utf-8")).items():
        yield key, row[2]


def _whole_file(path: Path) -> Iterator[tuple[str, str]]:
    yield path.stem, path.read_text("utf-8")


def _clapnq(path: Path) -> Iterator[tuple[str, str]]:
    for row in json_lines(path):
        yield row["id"], row["passages"][0]["text"]


def _wice(path: Path) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(json_lines(path)):
        yield str(number), row["claim"]


def _climate_fever(path: Path) -> Iterator[tuple[str, str]]:
    for row in json_lines(path):
        for number, evidence in enumerate(row["evidences"]):
            yield f"{row['claim_id']}:{number}", evidence["evidence"]


_READERS: Mapping[str, Callable[[Path], Iterator[tuple[str, str]]]] = {
    "opencqa": _opencqa,
    "chunking_evaluation": _whole_file,
    "clapnq": _clapnq,
    "wice": _wice,
    "climate_fever": _climate_fever,
}
