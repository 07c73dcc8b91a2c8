"""Whom and what a question names: proper names, places, and the group it asks about. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.index.keyword_index import analyse
from assistant.ingest.grammar import is_verb
from assistant.retrieval.synonyms import synonyms
from assistant.retrieval.words import FRAME, GENERIC, word_set

# Words with a capital that name nothing by themselves.
_NOT_NAMES = word_set(
    "n ceo cto cfo cio ciso vp sre hr it pr qa llm llms gpu gpus cpu saas what which who how when where "
    "why is are was were do does did in on of for and or the a an i i'm im as at by to from can could "
    "should would will please tell give share percentage percent has have had any among according us "
    "i'd i've i'll we'd we've we're we'll c-level "
    "ai ml genai if not so also ok hi hey its that this their they about whats q1 q2 q3 q4 compare "
    "survey report number january february march april may june july august september october "
    "november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday "
    "thursday friday saturday sunday"
)
PLACES = word_set(
    "zealand africa asia europe oceania australia america emea apac latam europ australasia brazil "
    "china india japan germany france uk britain england scotland ireland spain italy canada mexico "
    "singapore korea poland sweden norway denmark finland netherlands switzerland austria belgium "
    "portugal greece turkey israel ukraine russia nigeria kenya egypt argentina chile colombia "
    "indonesia vietnam thailand philippines malaysia pakistan bangladesh nordic nordics scandinavia "
    "balkans paris london amsterdam atlanta chicago valencia detroit salt"
)
_PLACE_TOKENS = frozenset(token for place in PLACES for token in analyse(place))
_LONG_PLACE = re.compile(
    r"\b(?:north|south|latin|central) american?\b|\bmiddle east\b|\b(?:EU|NA|USA?|UK)\b", re.IGNORECASE
)
_NATIONAL = re.compile(r"(?:[A-Z][a-z]+(?:an|ish|ese|ic)|French|Dutch|Swiss)")
# After a word such as "German": where people were asked, not who somebody is.
_REGIONAL = re.compile(
    r"\s+(?:\w+[ -]){0,2}?(?:organi[sz]ations?|compan|firms?|enterprises?|developers?|devs|respondents?|"
    r"users?|teams?|orgs?|attendees?|participants?|ones|KubeCon|event|market|customers?)"
)
# "What is the average salary of ...": what is asked must be there, whatever else fits.
_ASKED = re.compile(
    r"\bwhat(?:['’]s| is| was| are| were) (?:the|an?) (?:\w+ ){0,2}?(\w+) (?:of|for|paid|earned)\b",
    re.IGNORECASE,
)
# Capitalised words in a row are one name.
_NAME_RUN = re.compile(
    r"(?<![\w'’])(?!No\. ?\d)(?:[A-Z][\w'’+#.]*|[a-z]+[A-Z]\w*)(?:[ -](?:[A-Z][\w'’+#.]*|[a-z]+[A-Z]\w*))*"
)
_QUOTED = re.compile(r"(?<!\w)['‘\"“]([^'’\"”]{3,40})['’\"”](?!\w)")
# "What share of X", "how many X", "among X": X is the group asked about.
_GROUP = re.compile(
    r"\b(?:share|percent(?:age)?|per\s?cent|%|pct|proportion|fraction|portion|part) of (?=(?P<of>[^?.!;]+))"
    r"|(?<!\w)% of (?=(?P<sign>[^?.!;]+))|\bhow many (?=(?P<many>[^?.!;]+))|\bamong (?=(?P<among>[^?.!;]+))",
    re.IGNORECASE,
)
_GROUP_ENDS = word_set(
    "in on at by for with without to from who whom whose that which where when per according as than "
    "and or up out off down over through there going getting doing still now not never already also "
    "see say count counts counted"
)
_GROUP_LONGEST = 6


PLACE = re.compile(
    rf"{_LONG_PLACE.pattern}|\b(?:european|asian|african|{'|'.join(sorted(PLACES))})\b", re.IGNORECASE
)


def places_in(text: str) -> tuple[str, ...]:
    """Regions and cities that a question names, as tokens."""
    places: dict[str, None] = {}
    for place in _LONG_PLACE.findall(text):
        if place.isupper() or " " in place:
            places.setdefault(" ".join(analyse(place)))
    for match in re.finditer(r"[A-Za-z]+", text):
        tokens = analyse(match.group())
        known = match.group().lower() in PLACES
        # "The German carmaker" tells who, not where people were asked.
        regional = _NATIONAL.fullmatch(match.group()) and _REGIONAL.match(text, match.end())
        if not known and not regional:
            continue
        if (
            len(match.group()) > 3
            and tokens
            and (set(tokens) <= _PLACE_TOKENS or (regional and _of_country(tokens)))
            and tokens[0] not in " ".join(places)
        ):
            places.setdefault(" ".join(tokens))
    return tuple(place for place in places if place)


def _of_country(tokens: Sequence[str]) -> bool:
    """Whether tokens are the adjective of a country or region that is known: "German"."""
    return not _PLACE_TOKENS.isdisjoint({other for token in tokens for other in synonyms(token)})


def names_in(text: str, places: Sequence[str]) -> tuple[str, ...]:
    """Proper names, terms in quotation marks and the thing asked for, as tokens."""
    names: dict[str, None] = {}
    for match in _QUOTED.finditer(text):
        # What somebody puts in quotation marks is a term, and must be there.
        for token in analyse(match.group(1)):
            names.setdefault(token)
    for match in _ASKED.finditer(text):
        for token in analyse(match.group(1)):
            if token not in FRAME:
                names.setdefault(token)
    for match in _NAME_RUN.finditer(text):
        words = re.findall(r"[\w'’+#.]*[\w+#]", match.group())
        if match.start() == 0 or text[: match.start()].rstrip()[-1:] in ".?!:":
            # The capital of a first word says nothing, unless there are more in it.
            words = words if any(c.isupper() for c in words[0][1:]) else words[1:]
        if " ".join(words).lower().startswith(("new zealand", "salt lake")):
            continue
        tokens = [t for word in words if _is_name(word) for t in analyse(word) if t not in " ".join(places)]
        if tokens:
            names.setdefault(" ".join(dict.fromkeys(tokens)))
    return tuple(names)


def group_in(text: str, places: Sequence[str]) -> tuple[str, ...]:
    """What narrows the group that is asked about, as tokens: `front` of "front-end developers".

    Nouns for groups in general and regions (which are read as places) are left out.
    """
    elsewhere = {token for place in places for token in place.split()}
    found: dict[str, None] = {}
    for match in _GROUP.finditer(text):
        who = next(part for part in match.groups() if part is not None)
        for word in who.split()[:_GROUP_LONGEST]:
            plain = word.strip("\"'’“”(),:").lower()
            if is_verb(plain) or plain in _GROUP_ENDS or any(c.isdigit() for c in plain):
                break
            for token in analyse(plain):
                if token not in FRAME and token not in GENERIC and token not in elsewhere:
                    found.setdefault(token)
            # The noun for the group ends it; what follows says what they do.
            if word[-1] in "),:" or GENERIC.issuperset(analyse(plain) or [""]):
                break
    return tuple(found)


def _is_name(word: str) -> bool:
    plain = word.lower().removesuffix("'s").removesuffix("’s").rstrip(".")
    tokens = set(analyse(word))
    return not (
        plain in _NOT_NAMES
        or not tokens
        or tokens <= _PLACE_TOKENS
        or tokens <= FRAME
        or _NATIONAL.fullmatch(word)
    )
