"""Reading a question: what is asked, about when, about whom. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import ConfigurationError
from assistant.index.keyword_index import analyse
from assistant.quantities import find_quantities
from assistant.retrieval.evidence import FRAME
from assistant.schema import Question, Turn

# A question is a sentence or a short paragraph; a pasted article is neither, and its vector is noise.
MAX_CHARS = 1000

_ASKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "sample",
            r"\bsample\b|\bhow many (?:[\w-]+ ){0,5}?(?:were |was |got |who |have )?(?:surveyed|asked|polled|interviewed|questioned|"
            r"took part|participated|answered|responded|respond|filled)\b|\bnumber of respondents|\bhow many (?:respondents|"
            r"participants|responses|answers)\s*(?:\?|$|did\b|was\b|in\b|there|were there|took)|\bhow (?:big|large) "
            r"(?:was|is) the (?:survey|poll|sample)|\bn\s?=",
        ),
        ("margin", r"\bmargin of error|\berror margin|\bconfidence (?:level|interval)"),
        (
            "when",
            r"\bwhen\b|\bwhat (?:date|day|month|year)\b|\bwhich (?:date|day|month|year)\b|\bpublication date|"
            r"\bwhat period\b|\bfield(?:work)? (?:dates|period)",
        ),
        ("who", r"^\s*who(?:se)?\b|\bwho (?:measured|published|said|says|ran|conducted|wrote|is behind|did)\b"
                r"|\b(?:which|what) (?:organi[sz]ation|company|survey|publisher|source|foundation)\b.*"
                r"\b(?:published|measured|ran|run|conducted|behind|found|reported)\b"),
        (
            "recommendation",
            r"\brecommend|\badvi[cs]e|\bshould\b|\bbest practice|\bsuggest|\btips?\b|\bguidance\b|\bhow (?:do|can|to) "
            r"(?!much|many)|\bwarn|\bavoid\b|\bwhat .{0,40}\bought\b|\bwhat does .{0,80}\bsay about how\b",
        ),
        (
            "share",
            r"\bshare\b|\bper ?cent|%|\bproportion\b|\bfraction\b|\bhow (?:common|widespread|prevalent|popular)\b"
            r"|\brate\b|\bportion\b|\bhow many\b|\badoption\b|\b(?:production|in) use\b|\buse of\b|\buptake\b|\busage\b|\bpct\b",
        ),
        (
            "money",
            r"\bhow much (?:\w+ ){0,4}?(?:cost|save|saving|money|spend|spent|spending|invest|pay|is|could|would|did|was)"
            r"|\bsavings?\b|\bcosts?\b|\bprices?\b|\bbudget|\bspend|\binvestment|\bdollars?\b|[$€£]|\bpriced?\b|\brevenue",
        ),
        ("multiple", r"\bhow many times\b|\btimes (?:more|as|higher|cheaper|dearer)|\bhow much (?:more|less|cheaper|dearer"
                     r"|higher|faster|pricier|expensive)|\bfactor\b"),
        ("count", r"\bhow many\b|\bnumber of\b|\bcount\b|\bhow (?:big|large)\b|\battend|\bsize of\b|\bhow much traffic"),
        ("duration", r"\bhow (?:long|soon|quickly|fast|often)\b|\bhow many (?:days|weeks|months|years|hours|minutes)\b"),
        ("score", r"\bscore|\brating|\brated\b"),
    )
)  # fmt: skip
VALUE_KINDS = frozenset({"share", "count", "money", "multiple", "duration", "score", "sample", "margin"})
_UNSPECIFIC_VALUE = re.compile(
    r"\bhow (?:much|many|high|low|far)\b|\bfigure|\bstat(?:istic)?s?\b|\bnumbers?\b", re.I
)
# "How many X are there" asks for a count and not for a share of X.
_TOTAL = re.compile(r"\bhow many\b[^,?]*\b(?:are there|exist|in total|do we have)\b", re.I)
# Questions that ask for words; what has none of these is a bare topic ("serverless in prod, 2021?").
_OPEN = re.compile(
    r"\b(?:why|explain|describe|what (?:is|are|does|do|did|has|have|kind|sort)|which|how (?:do|does|did|is|are)|tell|mean\w*|"
    r"difference|summar\w+|who|when|where|best way)\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d%])|(?<=['’])\d{2}(?!\d)")
_QUARTER = re.compile(r"\bQ([1-4])\b(?:[\s/-]*(?:of\s+)?((?:19|20)\d{2}))?", re.IGNORECASE)
_QUARTER_WORD = re.compile(
    r"\b(first|second|third|fourth)[- ]quarter\b(?:\s+(?:of\s+)?((?:19|20)\d{2}))?", re.IGNORECASE
)
_QUARTER_NUMBER = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
# Common short words of other European languages; two of them and no more English ones mean: not English.
_FOREIGN = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ist",
        "wie",
        "viele",
        "nutzen",
        "welche",
        "wird",
        "für",
        "mit",
        "von",
        "auf",
        "ein",
        "eine",
        "nicht",
        "oder",
        "les",
        "des",
        "est",
        "une",
        "dans",
        "pour",
        "qui",
        "quel",
        "quelle",
        "combien",
        "avec",
        "sur",
        "pas",
        "el",
        "los",
        "las",
        "una",
        "que",
        "cuántos",
        "cuantos",
        "por",
        "para",
        "con",
        "como",
        "qué",
        "cuál",
        "il",
        "gli",
        "che",
        "quanti",
        "quante",
        "nel",
        "della",
        "per",
        "una",
        "come",
        "quanto",
        "het",
        "een",
        "hoeveel",
        "welke",
        "voor",
        "met",
        "van",
        "os",
        "uma",
        "não",
        "quantas",
        "quantos",
        "em",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "in",
        "is",
        "are",
        "what",
        "how",
        "many",
        "much",
        "which",
        "who",
        "when",
        "do",
        "does",
        "did",
        "and",
        "to",
        "for",
        "share",
        "percent",
    ]
)
_LATEST = re.compile(
    r"\b(?:latest|most recent|newest|current(?:ly)?|now(?:adays)?|today|these days|at the moment|last survey|"
    r"right now|as of now|up[- ]to[- ]date|this year)\b",
    re.IGNORECASE,
)
# Words with a capital that name nothing by themselves.
_NOT_NAMES = frozenset(
    ["ceo", "cto", "cfo", "cio", "ciso", "vp", "sre", "hr", "it", "pr", "qa", "llm", "llms", "gpu", "gpus", "cpu", "saas", "what", "which", "who", "how", "when", "where", "why", "is", "are", "was", "were", "do", "does", "did", "in", "on", "of", "for", "and", "or", "the", "a", "an", "i", "i'm", "im", "as", "at", "by", "to", "from", "can", "could", "should", "would", "will", "please", "tell", "give", "share", "percentage", "percent", "has", "have", "had", "any", "among", "according", "us", "ai", "ml", "genai", "if", "not", "so", "also", "ok", "hi", "hey", "it", "its", "that", "this", "their", "they", "among", "about", "whats", "q1", "q2", "q3", "q4", "compare", "survey", "report", "number", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)  # fmt: skip
_PLACES = frozenset(
    ["zealand", "africa", "asia", "europe", "oceania", "australia", "america", "emea", "apac", "latam", "europ", "australasia", "brazil", "china", "india", "japan", "germany", "france", "uk", "britain", "england", "scotland", "ireland", "spain", "italy", "canada", "mexico", "singapore", "korea", "poland", "sweden", "norway", "denmark", "finland", "netherlands", "switzerland", "austria", "belgium", "portugal", "greece", "turkey", "israel", "ukraine", "russia", "nigeria", "kenya", "egypt", "argentina", "chile", "colombia", "indonesia", "vietnam", "thailand", "philippines", "malaysia", "pakistan", "bangladesh", "nordic", "nordics", "scandinavia", "balkans", "paris", "london", "amsterdam", "atlanta", "chicago", "valencia", "detroit", "salt"]
)  # fmt: skip
_PLACE_TOKENS = frozenset(token for place in _PLACES for token in analyse(place))
_NATIONAL = re.compile(r"(?:[A-Z][a-z]+(?:an|ish|ese|ic)|French|Dutch|Swiss)")
_GROUP = re.compile(
    r"\s+(?:\w+[ -]){0,2}?(?:organi[sz]ations?|compan|firms?|enterprises?|developers?|devs|respondents?|users?|teams?|orgs?|"
    r"attendees?|participants?|ones|KubeCon|event|market|customers?)"
)
# "What is the average salary of ...": what is asked must be there, whatever else fits.
_ASKED = re.compile(
    r"\bwhat(?:['’]s| is| was| are| were) (?:the|an?) (?:\w+ ){0,2}?(\w+) (?:of|for|paid|earned)\b",
    re.IGNORECASE,
)
# Capitalised words in a row are one name: "SIG Node" is there if either word is.
_NAME_RUN = re.compile(
    r"(?<![\w'’])(?:[A-Z][\w'’+#.]*|[a-z]+[A-Z]\w*)(?:[ -](?:[A-Z][\w'’+#.]*|[a-z]+[A-Z]\w*))*"
)
_QUOTED = re.compile(r"(?<!\w)['‘\"“]([^'’\"”]{3,40})['’\"”](?!\w)")
_FOLLOW_UP = re.compile(
    r"^\s*(?:and|but|ok(?:ay)?|so|what about|how about|and what|in which|among whom|who|where|when|why|which|same|also)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|their|those|these|there|he|she|his|her|same|the (?:year|wave|edition|survey|one|"
    r"number|figure) (?:before|after)|previous|earlier|prior|next)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:year|edition|one|wave|survey) (?:before|earlier|prior)\b|\b(?:previous|prior|preceding) (?:year|edition|survey|one)",
    re.IGNORECASE,
)
_IN_CITY = re.compile(
    r"\s+in (?:Paris|London|Amsterdam|Valencia|Atlanta|Chicago|Detroit|Salt Lake City|Copenhagen|Barcelona|Seattle|"
    r"San Diego|Austin|Berlin|Los Angeles)\b"
)
_AFTER = re.compile(
    r"\b(?:year|edition|one|survey) after\b|\b(?:next|following) (?:year|edition|survey)\b", re.I
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
            f"The question has {len(text)} characters, at most {MAX_CHARS} are read; ask in a sentence or two, "
            "and add a whole article to the library instead of pasting it"
        )
    standalone = _standalone(text, history)
    years = tuple(dict.fromkeys(_full_year(y) for y in _YEAR.findall(standalone)))
    quarters = []
    spoken = [(_QUARTER_NUMBER[word.lower()], year) for word, year in _QUARTER_WORD.findall(standalone)]
    for quarter, year in [*_QUARTER.findall(standalone), *spoken]:
        quarters.append(f"{year}-Q{quarter}" if year else f"Q{quarter}")
    english = is_english(text)
    # Other languages capitalise other words; a noun is no name there.
    places = _places_in(standalone) if english else ()
    names = _names_in(standalone, places) if english else ()
    return Question(
        text=text,
        standalone=standalone,
        asks=_asks(standalone),
        tokens=tuple(dict.fromkeys(analyse(standalone))),
        carried=frozenset(analyse(standalone)) - frozenset(analyse(text)),
        quantities=tuple(find_quantities(text)),
        given=tuple(find_quantities(_last_answer(history))) if standalone != text else (),
        years=years,
        quarters=tuple(quarters),
        names=names,
        places=places,
        latest=bool(_LATEST.search(standalone)),
        english=english,
    )


def is_english(text: str) -> bool:
    """Whether a question looks English; names and numbers alone count as English."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    foreign = sum(word in _FOREIGN for word in words)
    return foreign < 2 or foreign <= sum(word in _ENGLISH for word in words)


def _asks(text: str) -> frozenset[str]:
    found = {kind for kind, pattern in _ASKS if pattern.search(text)}
    if "sample" in found:
        found -= {"share", "count"}
    if found & {"when", "who"} and not re.search(r"\bhow (?:many|much)\b|\bshare\b|\bper ?cent", text, re.I):
        found -= VALUE_KINDS - {"sample", "margin"}
    if "recommendation" in found and not re.search(
        r"\bhow (?:many|much)\b|\bshare\b|\bper ?cent|%|\bproportion|\bbudget|\bprice|\bcosts?\b", text, re.I
    ):
        found -= VALUE_KINDS
    if re.search(r"\bby how much\b", text, re.I):
        found |= {"share", "multiple", "money", "duration"}
    if _TOTAL.search(text):
        found -= {"share"}
    if not found and (_UNSPECIFIC_VALUE.search(text) or not _OPEN.search(text)):
        found = {"share", "count", "money", "multiple"}
    return frozenset(found or {"text"})


def _full_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _places_in(text: str) -> tuple[str, ...]:
    """Regions and cities that a question names, as tokens."""
    places: dict[str, None] = {}
    for place in re.findall(r"\b(?:north|south|latin|central) america\b|\bmiddle east\b|\bEU\b|\bNA\b|\bUSA?\b|\bUK\b",
                            text, re.IGNORECASE):  # fmt: skip
        if place.isupper() or " " in place:
            places.setdefault(" ".join(analyse(place)))
    for match in re.finditer(r"[A-Za-z]+", text):
        tokens = analyse(match.group())
        if _NATIONAL.fullmatch(match.group()) and not _GROUP.match(text, match.end()):
            continue  # "the German carmaker" tells who, not where people were asked
        if (
            len(match.group()) > 3
            and tokens
            and set(tokens) <= _PLACE_TOKENS
            and tokens[0] not in " ".join(places)
        ):
            places.setdefault(" ".join(tokens))
    return tuple(place for place in places if place)


def _names_in(text: str, places: Sequence[str]) -> tuple[str, ...]:
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
        tokens = [t for word in words if _is_name(word) for t in analyse(word) if t not in " ".join(places)]
        if tokens:
            names.setdefault(" ".join(dict.fromkeys(tokens)))
    return tuple(names)


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


def _standalone(text: str, history: Sequence[Turn]) -> str:
    """The question itself if it stands alone; else with what it leaves out, from the history."""
    earlier = [turn.content for turn in history if turn.role == "user"]
    if not earlier:
        return text
    own = analyse(text)
    follows = len(own) <= 3 or (_FOLLOW_UP.search(text) and len(own) <= 5)
    if not follows and not (_POINTS_BACK.search(text) and len(own) <= 9):
        return text
    return _merge(text, _standalone(earlier[-1], history[: _last_user(history)]), _last_answer(history))


def _last_answer(history: Sequence[Turn]) -> str:
    return next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")


def _last_user(history: Sequence[Turn]) -> int:
    return max(i for i, turn in enumerate(history) if turn.role == "user")


def _merge(text: str, previous: str, answer: str) -> str:
    """Put a follow-up and the question before it together; what the follow-up says anew wins."""
    year = next(iter(_YEAR.findall(previous) or _YEAR.findall(answer)), None)
    if year and (_BEFORE.search(text) or _AFTER.search(text)):
        wanted = str(int(_full_year(year)) + (-1 if _BEFORE.search(text) else 1))
        # Another edition may have been held in another city.
        elsewhere = _IN_CITY.sub("", previous)
        return (
            _YEAR.sub(wanted, elsewhere)
            if _YEAR.search(elsewhere)
            else f"{elsewhere.rstrip('?')} in {wanted}?"
        )
    new_years = _YEAR.findall(text)
    kept = previous
    if new_years and _YEAR.search(previous):
        kept = _YEAR.sub(_full_year(new_years[0]), previous)
    places = _places_in(text)
    if places and len(analyse(text)) <= 2:
        # "What about Europe?": another place for the one asked before.
        old = next((m for m in re.finditer(r"[A-Za-z]+", kept) if m.group().lower() in _PLACES), None)
        if old is not None:
            new = re.sub(r"^.*?\b(?:about|in|for)\s+|[?.!]", "", text, flags=re.I)
            return kept[: old.start()] + new + kept[old.end() :]
    asked = _asks(text)
    if asked & {"who", "when", "sample", "margin", "recommendation"}:
        # Another kind of answer is asked of the same subject: the subject goes behind.
        subject = re.sub(r"^\s*(?:what|which|how|who|when|where)\b[^,]*?\b(?:of|is|are|was|were|did|do|does|many|much)\b", "",
                         kept, flags=re.I)  # fmt: skip
        return f"{text.rstrip('?')} ({subject.strip(' ?')})?"
    return f"{text.rstrip(' ?')} ({kept.rstrip(' ?')})?"
