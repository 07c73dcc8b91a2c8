"""Who published a text and when, as the lines below its title or at its end say it. Pure.

Read before cleaning, which joins lines: "Ferrant Institute", "Published 22 September 2020" in two lines are
two statements. What is not said outright stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.loading.dates import DATE, date_of
from assistant.loading.opening import LONG_LINE, MOST_BLOCKS, SENTENCE, opening_of
from assistant.loading.organisations import NAME, describes, is_called_one, is_organisation, may_be_one, tidy
from assistant.schema import Block, Metadata

_PARTS: Final = re.compile(
    r"\s+[|·•–—/]\s+|\s+-{1,2}\s+|(?<=\w\w\w)\.\s+(?=[A-Z©])|(?<=\d)\.\s+(?=[A-Z©])|(?<=[a-z]{4})\.\s+(?=\d)"
)
# Not the comma of "December 13, 2024".
_COMMAS: Final = re.compile(r",\s+(?!(?:19|20)\d\d\b)")
_DATED: Final = re.compile(
    r"(?:(?:first\s+)?(?:published|released|issued|posted)(?:\s+on|\s+in|\s*:)?"
    r"|(?:publication|release|published)\s+date\s*:?|date(?:\s+of\s+publication)?\s*:)"
    rf"\s+(?P<date>{DATE})(?P<by>\s+by\s+(?:the\s+)?(?P<name>(?-i:{NAME})))?",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    rf"(?:published|issued|released)(?:\s+by|\s+by\s*:)\s+(?:the\s+)?(?P<name>(?-i:{NAME}))"
    rf"(?:\s+(?:on|in)\s+(?P<date>{DATE}))?|publisher\s*:\s+(?P<label>(?-i:{NAME}))",
    re.IGNORECASE,
)
_KIND: Final = r"(?:white\s?paper|report|study|survey|research\s+note|briefing|research\s+paper|publication)"
_MADE_BY: Final = re.compile(
    rf"An?\s+(?:[a-z]+\s+)?{_KIND}\s+(?:by|from)\s+(?:the\s+)?(?P<name>{NAME})(?:\s+(?:with|in)\b.*)?$"
)
_KIND_OF: Final = re.compile(
    rf"(?:[\w-]+\s+){{0,4}}(?:{_KIND}|edition)\s+(?:by|from|of)\s+(?:the\s+)?(?P<name>(?-i:{NAME}))\W*",
    re.IGNORECASE,
)
_OWN_KIND: Final = re.compile(rf"An?\s+(?P<name>[A-Z]\w+(?:\s+[A-Z]\w+)?)\s+{_KIND}")
# "A European survey", "A Joint report" name nobody.
_ADJECTIVE: Final = re.compile(
    r"(?:\w*(?:[ai]an|ish|ese|ic|al|ive|ary)|joint|new|short|white|dutch|french)", re.IGNORECASE
)
_FOR: Final = re.compile(rf"(?:By|Text:?|Words:?|Written\s+by)\s+{NAME}\s+for\s+(?:the\s+)?(?P<name>{NAME})")
_AROUND: Final = re.compile(r"^[Bb]y\s+(?:the\s+)?|,?\s+(?:19|20)\d\d$")
_SERIAL: Final = re.compile(
    r"(?:(?:spring|summer|autumn|fall|winter)\s+(?:19|20)\d\d\s+)?issue\b.{0,40}"
    r"|(?:conversation|episode|issue)\s+(?:no\.?|number)\s*\d+|vol(?:ume|\.)\s*\d+.{0,20}",
    re.IGNORECASE,
)
_ISSUE_DATE: Final = re.compile(rf"\bissue\s*\((?P<date>{DATE})\)", re.IGNORECASE)
_RIGHTS: Final = re.compile(
    r"(?:©|\(c\)\s|\bcopyright\b)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)?\d\d|present))?,?\s+)?"
    rf"(?:by\s+)?(?:the\s+)?(?P<name>(?-i:{NAME}))",
    re.IGNORECASE,
)
_RIGHTS_END: Final = re.compile(
    r"(?<=\w{4})\.\s.*$|\s*\b(?:All(?:\s+[Rr]ights|$)|Licensed|CC\b|Terms|Privacy).*$"
)
_CREDIT: Final = re.compile(r"\b(?:photo|image|picture|illustration|map|cover|logo|font)", re.IGNORECASE)
_DATELINE: Final = re.compile(
    rf"(?P<place>[A-Z][\w .'-]{{1,40}}(?:,\s+[A-Z][\w.]+)?)(?:[,(]|\s+[–—])\s*(?P<date>(?i:{DATE}))\)?"
    rf"\s*(?:[/(][^/)]{{1,30}}[/)]+)?\s*(?:[–—]|--?)\s*(?P<lead>.*)"
)
_ANNOUNCES: Final = re.compile(
    rf"(?:The\s+)?(?P<name>{NAME})\b[^.]{{0,200}}?\b(?:today\s+)?(?:announced|released|published|launched|unveiled)\b"
)
_PRESS: Final = re.compile(
    r"(?im)^[^\w\n]{0,40}(?:press\s+release|news\s+release|for\s+immediate\s+release|media\s+contacts?)\b"
)
# A line about a meeting gives the day of that meeting.
_EVENT: Final = re.compile(
    r"\b(?:conference|summit|fest|meetup|forum|keynote|talk|recorded|held|webinar|updated|modified|accessed"
    r"|retrieved|deadline|version|archived|reviewed)\b|\w(?:con|fest)\b",
    re.IGNORECASE,
)

# Lines at the end of a block in which rights are claimed.
_MOST_LAST: Final = 16


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who published a text and when; None where it does not say."""

    publisher: str | None = None
    published: str | None = None


def with_imprint(metadata: Metadata, blocks: Sequence[Block], given: Iterable[str] = ()) -> Metadata:
    """The metadata with what the opening and the end of a text say, where they leave it out.

    Args:
        metadata: what is known; it is never changed where it says something.
        blocks: the text, with its line ends.
        given: names of fields about which the file has spoken; a null there is meant.
    """
    if metadata.text_kind == "digest" or (metadata.publisher and metadata.published):
        return metadata
    text = "\n".join(block.text for block in blocks)
    end = [line for block in blocks[-MOST_BLOCKS:] for line in block.text.split("\n")[-_MOST_LAST:]]
    found = read_imprint(opening_of(blocks), end, text)
    said = frozenset(given)
    return replace(
        metadata,
        publisher=metadata.publisher or (None if "publisher" in said else found.publisher),
        published=metadata.published or (None if "published" in said else found.published),
    )


def read_imprint(opening: Sequence[str], end: Sequence[str] = (), text: str = "") -> Imprint:
    """Publisher and date of a text.

    Args:
        opening: the lines around its title.
        end: its last lines, where rights are claimed.
        text: all of it, which may say what a name is.
    """
    stated: list[str] = []
    listed: list[str] = []
    dates: list[str] = []
    plain_dates: list[str] = []
    press = _PRESS.search(text) is not None
    opening = [" ".join(line.split()) for line in opening]
    # A longer line at the end is prose; and a run of blanks would take some patterns minutes.
    end = [short for line in end if len(short := " ".join(line.split())) <= LONG_LINE]
    for line in opening:
        if match := _DATELINE.match(line):
            dates += _known(date_of(match["date"]))
            if press and (who := _ANNOUNCES.match(match["lead"])):
                stated += _known(_first_name(who["name"], text))
            # In a reporter's text the name behind the dateline is whom it is about.
            continue
        if len(line) > LONG_LINE:
            continue
        for part in _PARTS.split(line):
            dates += _said_dates(part)
            plain_dates += _known(_plain_date(part))
            stated += _said_names(part, text)
            listed += _known(_listed_name(part))
    for line in [*opening, *end]:
        if len(line) <= LONG_LINE:
            listed += _known(_holder(line, text))
    for line in end:
        names = [match["name"] for part in _PARTS.split(line) if (match := _BY.match(part.strip()))]
        stated += [name for words in names if words and (name := _first_name(words, text))]
    publisher = _only(stated) if stated else _only(listed)
    return Imprint(_as_spelt(publisher, text), _only(dates) if dates else _only(plain_dates))


def _known(found: str | None) -> list[str]:
    return [] if found is None else [found]


def _only(found: Sequence[str]) -> str | None:
    """What several places agree on; of two different names or days neither is sure."""
    different = {name.lower().removeprefix("the ").rstrip(".") for name in found}
    return found[0] if len(different) == 1 else None


def _as_spelt(name: str | None, text: str) -> str | None:
    """A name set in capitals, as the text has it elsewhere."""
    if name is None or not name.isupper():
        return name
    spelt = [
        m.group()
        for m in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
        if not m.group().isupper()
    ]
    return next((words for words in spelt if words[0].isupper()), name)


def _said_dates(part: str) -> list[str]:
    """Dates that a part of a line calls the day of publication."""
    # "A survey of buyers, published in June 2023" is a sentence about something else.
    pieces = [] if SENTENCE.match(part) else _COMMAS.split(part)
    found = [match["date"] for piece in pieces if (match := _DATED.match(piece))]
    found += [match["date"] for match in _BY.finditer(part) if match["date"] and pieces]
    found += [match["date"] for match in _ISSUE_DATE.finditer(part)]
    return [date for words in found if (date := date_of(words))]


def _plain_date(part: str) -> str | None:
    """The date that a part of a line is or ends with: "June 2023", "Acme Institute, Utrecht, 4 June 2019"."""
    if _EVENT.search(part):
        return None
    pieces = _COMMAS.split(part.rstrip(" ."))
    if len(pieces) > 4 or any(piece[:1].islower() for piece in pieces):
        return None
    return date_of(pieces[-1]) if not re.fullmatch(r"\d{4}", pieces[-1]) else None


def _said_names(part: str, text: str) -> list[str]:
    """Names that a part of a line calls its publisher."""
    found = []
    for pattern in (_DATED, _BY, _MADE_BY, _FOR):
        if match := pattern.match(part.strip()):
            name = match["name"] or (match["label"] if pattern is _BY else None)
            name = _first_name(name, text) if name else None
            found += _known(name)
    if (match := _KIND_OF.fullmatch(part.strip())) and is_organisation(tidy(match["name"])):
        found.append(tidy(match["name"]))
    if (match := _OWN_KIND.fullmatch(tidy(part))) and not _ADJECTIVE.fullmatch(match["name"]):
        # "An Acme white paper" names its house; "A Kubernetes white paper" its subject, which
        # comes back in the text.
        name = match["name"]
        once = len(re.findall(rf"\b{re.escape(name)}\b", text)) == 1
        found += [name] if once or is_called_one(name, text) else []
    pieces = _COMMAS.split(part)
    if len(pieces) > 1 and _SERIAL.fullmatch(pieces[1].rstrip(" .")) and re.fullmatch(NAME, pieces[0]):
        found.append(tidy(pieces[0]))
    return found


def _first_name(words: str, text: str) -> str | None:
    name = tidy(words)
    return name if may_be_one(name, text) else None


def _listed_name(part: str) -> str | None:
    """An organisation that stands first in a part of a line, or behind words that say what the document is.

    Behind a person it is where that person works.
    """
    for piece in _COMMAS.split(part):
        name = tidy(_AROUND.sub("", piece.strip(" .*_")))
        if is_organisation(name):
            return name
        if not describes(piece):
            return None
    return None


def _holder(line: str, text: str) -> str | None:
    """Who claims the rights: "© 2024 Ferrant Institute". A photographer's do not count."""
    match = _RIGHTS.search(line)
    if match is None or _CREDIT.search(line):
        return None
    name = tidy(_RIGHTS_END.sub("", match["name"]))
    return name if is_organisation(name) or is_called_one(name, text) else None
