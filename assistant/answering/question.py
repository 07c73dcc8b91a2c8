"""Reading a question: what is asked, about when, about whom. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.editions import editions_in
from assistant.answering.field_terms import in_field_terms
from assistant.answering.follow_up import YEAR, full_year, last_answer, standalone
from assistant.answering.question_kinds import asks_of
from assistant.answering.question_names import group_in, names_in, places_in
from assistant.answering.question_parts import asking_part, points_back
from assistant.errors import ConfigurationError
from assistant.index.keyword_index import analyse
from assistant.quantities import find_quantities
from assistant.retrieval.words import word_set
from assistant.schema import Edition, Question, Turn

# A question is a sentence or a short paragraph; a pasted article is neither, and its vector is noise.
MAX_CHARS = 1000
# An asking sentence with fewer words of its own ("What should we expect?") leans on the sentences around it.
_FEW = 4

_QUARTER = re.compile(r"\bQ([1-4])\b(?:[\s/-]*(?:of\s+)?((?:19|20)\d{2}))?", re.IGNORECASE)
_QUARTER_WORD = re.compile(
    r"\b(first|second|third|fourth)[- ]quarter\b(?:\s+(?:of\s+)?((?:19|20)\d{2}))?", re.IGNORECASE
)
_QUARTER_NUMBER = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
# Common short words of other European languages; two of them and no more English ones mean: not English.
_FOREIGN = word_set(
    "der die das und ist wie viele nutzen welche wird für mit von auf ein eine nicht oder les des est "
    "une dans pour qui quel quelle combien avec sur pas el los las una que cuántos cuantos por para "
    "con como qué cuál il gli che quanti quante nel della per come quanto het een hoeveel welke voor "
    "met van os uma não quantas quantos em"
)
_ENGLISH = word_set("the of in is are what how many much which who when do does did and to for share percent")
_OF_WHOM = re.compile(r"\b(?:among|amongst|of|by|from) (?:whom|who|which|what)\b|\bwhose\b", re.IGNORECASE)
_CAME_OUT = re.compile(
    r"\b(?:published|released|came out|come out|appeared|issued|posted|put out)\b[^,;?]{0,25}"
    r"\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|most recent|newest|current(?:ly)?|now(?:adays)?|today|these days|at the moment|last survey|"
    r"last (?:available|known|published)|right now|as of now|(?:at )?last count|to date|so far|"
    r"up[- ]to[- ]date|this year)\b",
    re.IGNORECASE,
)


def read_question(text: str, history: Sequence[Turn] = ()) -> Question:
    """Read a question, with earlier turns for a follow-up.

    Raises:
        ConfigurationError: it is empty, or longer than a question.
    """
    text = " ".join(text.split())
    if not any(character.isalnum() for character in text):
        raise ConfigurationError("The question is empty; type what you want to know")
    if len(text) > MAX_CHARS:
        raise ConfigurationError(
            f"The question has {len(text)} characters, at most {MAX_CHARS} are read; ask in a sentence or "
            "two, and add a whole article to the library instead of pasting it"
        )
    alone = standalone(text, history)
    whole = in_field_terms(alone)
    english = is_english(text)
    asking = asking_part(whole) if english else whole
    years = _years_in(asking) or _years_in(whole)
    editions = editions_in(f"{asking} {' '.join(years)}")
    years = years or tuple({edition.year: None for edition in editions} if len(editions) == 1 else ())
    tokens = tuple(dict.fromkeys(analyse(whole)))
    aside = frozenset(tokens) - frozenset(analyse(asking))
    if points_back(asking) or len(tokens) - len(aside) < _FEW:
        aside = frozenset()
    # Other languages capitalise other words; a noun is no name there.
    places = places_in(asking) if english else ()
    given = tuple(find_quantities(last_answer(history))) if alone != text else ()
    # "Among whom?" asks about the figure just given; "and in Europe?" asks for another one.
    about_given = bool(_OF_WHOM.search(text))
    named = tuple(find_quantities(text)) or (given if about_given else ())
    return Question(
        text=text,
        standalone=alone,
        asking=_with_editions(asking if aside else whole, editions),
        # "82 % of whom?" asks for no other value than the one that it names.
        asks=asks_of(asking) | (frozenset({"who"}) if about_given and named else frozenset()),
        tokens=tokens,
        carried=frozenset(tokens) - frozenset(analyse(in_field_terms(text))),
        aside=aside,
        quantities=named,
        given=() if about_given else given,
        years=years,
        quarters=_quarters_in(whole),
        names=names_in(asking, places) if english else (),
        places=places,
        group=group_in(asking, places) if english else (),
        by_publication=bool(_CAME_OUT.search(asking)),
        editions=editions,
        latest=bool(_LATEST.search(asking)),
        english=english,
    )


def _with_editions(text: str, editions: Sequence[Edition]) -> str:
    """For the search: "what was the turnout in Atlanta?" with the event's own name behind."""
    names = " ".join(dict.fromkeys(f"{edition.event} {edition.year}" for edition in editions))
    return f"{text} ({names})" if names and len(editions) == 1 else text


def is_english(text: str) -> bool:
    """Whether a question looks English; names and numbers alone count as English."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    foreign = sum(word in _FOREIGN for word in words)
    return foreign < 2 or foreign <= sum(word in _ENGLISH for word in words)


def _years_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(full_year(year) for year in YEAR.findall(text)))


def _quarters_in(text: str) -> tuple[str, ...]:
    spoken = [(_QUARTER_NUMBER[word.lower()], year) for word, year in _QUARTER_WORD.findall(text)]
    return tuple(
        f"{year}-Q{quarter}" if year else f"Q{quarter}"
        for quarter, year in [*_QUARTER.findall(text), *spoken]
    )
