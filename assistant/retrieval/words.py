"""Words of questions that say little about the subject, as stems. Pure tables.

General English of surveys and conferences; none was put in for a question of the evaluation sets.
"""

from __future__ import annotations

import re

from assistant.index.keyword_index import analyse

_LONG_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){2,5}\b")


def word_set(text: str) -> frozenset[str]:
    """The words of a table that is written as a text, as they are."""
    return frozenset(text.split())


def acronyms(text: str) -> list[str]:
    """Initials of names of three words and more, in lower case: `cncf` for one of four words."""
    return ["".join(word[0] for word in run.split()).lower() for run in _LONG_NAME.findall(text)]


# Words that frame a question and say nothing about its subject.
FRAME = frozenset(
    analyse(
        "share percentage percent proportion fraction portion part pct number numbers figure figures rate "
        "headcount word much many roughly exactly actually about overall total level state average "
        "typical survey surveys report study studies poll polled wave edition year claim claimed "
        "statistic stats stat data sample size find finding found result according show shows tell know "
        "reckon publish published measure measured conducted ran run asked surveyed filled fill took sit "
        "put puts give gave given gives latest newest recent current currently now today early back still "
        "got get gets live lives writing article need looking look just really whats kind sort please pls "
        "per common behind respondents respondent participants people folks teams use used using recommend "
        "recommendation recommended advise advice suggest suggestion best practice guidance tips tip"
    )
)
# Words for doing or having that many sentences share; they count, but little.
SOFT = frozenset(
    analyse("use used using teams team people respondents organisations companies firms run running")
)
# Nouns for whoever was asked or counted. What stands beside them narrows: "front-end developers".
GENERIC = frozenset(
    analyse(
        "respondents participants people folks organisations companies firms enterprises businesses orgs "
        "users adopters customers developers engineers practitioners professionals teams members leaders "
        "executives workloads clusters applications attendees visitors survey world worldwide global all "
        "their those these adults experts persons groups technologists shops crowd delegates staff "
        "community end"
    )
)
QUARTER_WORDS = frozenset(analyse("first second third fourth quarter 3rd 4th"))
