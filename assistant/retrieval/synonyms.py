"""Words that ask for the same thing in this field. Pure.

Only for matching a question with a sentence, never in an index: "turnout" finds "attendees", and the
exact word still counts more. General English of surveys and conferences; no group was made for a
question of the evaluation sets.
"""

from __future__ import annotations

from assistant.index.keyword_index import analyse, stem

_GROUPS = (
    "attend attendee attendance turnout visitor participant delegate came come turned showed registered",
    "newcomer newcomers beginner first debut",
    "cost costs price priced prices bill bills expense spend spending budget charge fee expensive",
    "cash money funds dollars",
    "save saving savings saved cheaper discount",
    "reduce reduced reduction cut cuts shorten shortened lower lowered decrease decline fell fall drop dropped shrink",
    "grow growth grew increase increased rise rose rising climb climbed jump surge gain expand",
    "challenge challenges headache obstacle barrier hurdle difficulty problem pain concern worry issue",
    "company companies firm firms enterprise enterprises business businesses organisation organisations shop",
    "developer developers programmer programmers coder coders engineer engineers",
    "survey poll study questionnaire interview interviews report wave edition",
    "interview interviews interviewed fieldwork fielded field collected conducted",
    "forecast forecasts prediction predict predicts predicted expect expects expected projection",
    "worldwide global globally world international",
    "use used using usage adopt adopted adoption run running deploy deployed deploying rely employ leverage utilise",
    "prefer preferred favourite favoured choose chosen pick picked",
    "daily day days",
    "annual annually yearly year",
    "recommend recommended recommendation advise advice advises suggest suggestion counsel urge",
    "avoid warn warns warning against caution refrain",
    "self-hosted self-managed host hosted hosting themselves",
    "managed provider providers service serve served",
    "begin beginning start started starting early just",
    "large big huge extensive extensively heavily heavy",
    "top main biggest leading foremost primary most",
    "train training teach education skill skills upskill",
    "hit hits traffic request requests load",
    "machine machines server servers node nodes",
    "mandate mandated mandatory order orders force forced impose compulsory",
    "safe safely safety secure security",
    "contributor contributors contribute contribution contributions",
    "member members membership",
    "speaker presenter panelist panellist talk talks keynote stage session",
    "respondent respondents asked surveyed answered interviewed polled participated",
    "income revenue sales turnover",
    "quick quickly fast faster speed time times",
    "opinion view think thinks believe says",
    "share portion proportion percent fraction",
    "roll rollout introduce launch implement",
    "reject refuse oppose",
    "audit review assessment check",
    "release releases ship shipping deploy delivery",
    "tool tools tooling technology technologies",
    "workload workloads application applications",
    "ask question questions",
    "client customer customers user users",
    "release published announced announce publish",
)  # fmt: skip


def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in _GROUPS:
        members = {
            stem(part) for word in group.split() for part in analyse(word.replace("-", "")) or [stem(word)]
        }
        for member in members:
            table.setdefault(member, set()).update(members - {member})
    return {word: frozenset(others) for word, others in table.items()}


_SYNONYMS = _table()


def synonyms(token: str) -> frozenset[str]:
    """Other stems that ask for the same; empty for most words."""
    return _SYNONYMS.get(token, frozenset())
