"""Which kinds of answer a question asks for. Pure."""

from __future__ import annotations

import re

from assistant.retrieval.kinds import ANY_VALUE, VALUE_KINDS

_PATTERNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "sample",
        (
            r"\bsample size|\bsize of (?:the |its |their )?sample|\b(?:big|large) (?:[\w-]+ ){0,4}sample\b",
            r"\bwhat(?:['’]s| was| is) (?:the|its|their) sample\b",
            # "How many of those asked use it" is about what they said.
            r"\bhow many (?!of (?:those|the|these|all)\b)(?:[\w-]+ ){0,5}?(?:were |was |got |who |have )?(?:surveyed|asked|polled|"
            r"interviewed|questioned|took part|participated|answered|responded|respond|filled)\b",
            # "How many people did they talk to": whoever measures asks.
            r"\bhow many (?:[\w-]+ ){0,3}?did (?:[\w'’+&-]+ ){1,5}?(?:ask|survey|poll|interview|question|talk to|"
            r"speak to|hear from|reach)\b",
            r"\bhow many (?:[\w-]+ ){0,3}?(?:have|had) (?:[\w'’+&-]+ ){1,4}?(?:asked|surveyed|polled|interviewed|"
            r"talked to|spoken to|heard from)\b",
            r"\b(?:number of|how many) (?:[\w-]+ ){1,3}?(?:is |are |was |were |stands? |stood )?(?:behind|underl(?:ie|ying))\b",
            r"\bwhat(?:['’]s| was| is) the n\b|\b(?:rests?|based|relies|draws?|drawn) (?:on|from) how many\b",
            r"\bnumber of respondents",
            r"\bhow many (?:respondents|participants|responses|answers)\s*"
            r"(?:\?|$|did\b|was\b|there|took|in\b[^?]{0,40}\b(?:survey|poll|study|sample|report)\W*$)",
            r"\bhow many (?:[\w-]+ ){0,3}?(?:took|did|filled in|completed) (?:the|its|this|that)\b[^?]*\b(?:survey|poll|questionnaire)",
            r"\bhow (?:big|large) (?:was|is) the (?:survey|poll|sample)",
            r"\bn\s?=",
        ),
    ),
    ("margin", (r"\bmargin of error|\berror margin|\bconfidence (?:level|interval)",)),
    (
        "when",
        (
            # "When CNCF first asked, how many ..." asks how many.
            r"\bwhen(?: exactly| precisely)?"
            r"(?= (?:did|was|were|is|are|does|do|will|has|have|had)\b|\s*(?:[?.!]|$))",
            r"\b(?:what|which) (?:date|day|month|year|period)s?\b|\bwhat (?:stretch|span) of time\b|\bpublication date\b",
            r"\bfield(?:work)? (?:dates|period)|\bin (?:what|which) (?:months?|years?|weeks?)\b|\bdates? (?:of|when)\b",
            r"\bwhen\b.{0,90}\b(?:came out|come out|appeared|published|released|announced|posted)\b",
        ),
    ),
    (
        "who",
        (
            r"(?:^|[?.,;:–—-])\s*(?:and |so |ok,? |by )?who(?:se)?\b(?! many| much)|\bwho (?:measured|published|said|says|ran|conducted|wrote|is behind|did)\b",
            r"\b(?:which|what) (?:organi[sz]ation|company|survey|publisher|source|foundation)\b.*"
            r"\b(?:published|measured|ran|run|conducted|behind|found|reported)\b",
        ),
    ),
    (
        "recommendation",
        (
            r"\brecommend|\badvi[cs]|\bshould\b|\bbest practice|\bsuggest|\btips?\b|\bguidance\b",
            r"\bwarn(?:s|ed)?\b(?<!much warn)|\bwarnings? (?:about|against|to)\b|\bposition on\b|\bcounsel",
            r"\bavoid\b|\bwhat must\b|\bworth (?:it|doing|using|adopting)\b",
            r"\bhow (?:do|can|to) (?!much|many)",
            r"\bwhat .{0,40}\bought\b|\bwhat does .{0,80}\bsay about how\b",
            r"\bsays? to\b|\btake on\b|\bview on\b",
        ),
    ),
    (
        "share",
        (
            r"\bshare\b(?! prices?)(?<!to share)|\bslice\b|\bper ?cent|%|\bpct\b|\bproportion\b|\bfraction\b|\bportion\b|\brate\b",
            r"\bhow many\b|\bhow much of\b|\bhow (?:big|large)\b.{0,50}\b(?:group|bucket|bracket|part|segment|camp|minority|majority)\b",
            r"\bhow (?:common|widespread|prevalent|popular)\b|\badoption\b|\buptake\b|\busage\b",
            r"\b(?:production|in) use\b|\buse of\b",
        ),
    ),
    (
        "money",
        (
            r"\bhow much (?!of\b)(?:\w+ ){0,4}?(?:cost|save|saving|money|spend|spent|spending|invest|pay|is|"
            r"could|would|did|was)",
            r"\bhow (?:big|large)\b.{0,60}\b(?:market|business|economy|industry|funding|investment)\b|\border of magnitude\b",
            r"\b(?:what|how much) (?:do|does|did|has|have|had) (?:[\w'’-]+ ){1,8}?(?:cost|spend|spent|pay|paid|charge|charged|earn|"
            r"earned|lose|lost in money)\b|\bset\b[^?]{0,40}\bback\b|\b(?:compan|organi[sz]ation|firm|team|client|business)\w* "
            r"(?:spend|spent|pay|paid)\b",
            r"\b(?:expect|have) to pay\b|\bpay for\b|\bdiscounts?\b|\bsavings?\b|\bcosts?\b|\bpriced?s?\b|\bbudget|\bspend|\binvestment|\bdollars?\b|[$€£]|\brevenue",
        ),
    ),
    (
        "multiple",
        (
            r"\bhow many times\b|\btimes (?:more|as|higher|cheaper|dearer)|\bfactor\b",
            r"\bhow much (?:more|less|cheaper|dearer|higher|faster|pricier|expensive)",
        ),
    ),
    (
        "count",
        (
            r"\bhow many\b|\bnumber of\b|\bcount\b|\bheadcount\b|\bhow (?:big|large)\b|\bsize of\b",
            r"\battend(?:ance|ed)?\b|\bturnout\b|\bhead ?count\b|\b(?:how much|what (?:[\w-]+ )?)traffic",
        ),
    ),
    (
        "duration",
        (
            r"\b(?:waiting|lead|build|run|running|response|recovery|restore|cycle) times?\b|\btime to \w+",
            r"\bhow (?:long|soon|quickly|fast|often)\b|\bhow much (?:[\w-]+ )?(?:time|notice|warning|advance)\b|"
            r"\bhow many (?:days|weeks|months|years|hours|minutes)\b",
        ),
    ),
    (
        "score",
        (
            r"\b(?:what|which|average|mean|overall)\b[^?]{0,40}\b(?:score|rating|mark|grade)s?\b|\bhow (?:was|were|is|are) .{0,60}\brated\b",
        ),
    ),
)
_ASKS = tuple((kind, re.compile("|".join(parts), re.IGNORECASE)) for kind, parts in _PATTERNS)
# "Europe or America: who is ahead?" compares, and asks for no name.
_WHO_LEADS = re.compile(
    r"\bwho(?:['’]s| is| was| are| were| has| had| does| do)?(?: (?:the|clearly|far|still|now))*"
    r" (?:ahead|leads?|leading|in front|higher|lower|bigger|better|worse|faster|slower|further|uses? (?:it )?more)\b",
    re.I,
)
_WHO_SHOULD = re.compile(r"\bwho\b[^?.]{0,40}\b(?:should|ought|must|needs? to)\b", re.I)
_OF_A_VALUE = re.compile(
    r"\bhow (?:many|much|long|soon|often|common|widespread|big|large)\b|\bshare\b|\bper ?cent|%|\bproportion\b|\bfraction\b",
    re.I,
)
_OF_A_PRICE = re.compile(r"\bbudget|\bprice|\bcosts?\b|\bpay for\b|\border of magnitude", re.I)
_SHARE_ONLY = re.compile(r"\b(?:share|proportion|fraction|portion|how much) of\b|\bper ?cent|%|\bpct\b", re.I)
_BY_HOW_MUCH = re.compile(
    r"\bby how much\b|\bhow much (?:more|less|fewer|faster|slower|cheaper|dearer|higher|lower|quicker|longer|"
    r"shorter|better|worse|pricier)\b",
    re.I,
)
_TIMES_ONLY = re.compile(r"\bhow many times\b", re.I)
_SPANS_ONLY = re.compile(r"\bhow many (?:days|weeks|months|years|hours|minutes)\b", re.I)
_UNSPECIFIC_VALUE = re.compile(
    r"\bhow (?:much|many|high|low|far)\b|\bfigure|\bstat(?:istic)?s?\b|\bnumbers?\b"
    r"|\bwhat (?:was|is|were|are) (?:it|they|that)\b"
    r"|\bwhat (?:did|does|do) .{0,80}\b(?:find|show|measure|have|record|report|count)\b|\bhow (?:had|has|did) (?:that|it)\b",
    re.I,
)
# "How many X are there" asks for a count and not for a share of X.
_TOTAL = re.compile(r"\bhow many\b[^,?]*\b(?:are there|exist|in total|do we have)\b", re.I)
# Questions that ask for words; what has none of these is a bare topic ("serverless in prod, 2021?").
_OPEN = re.compile(
    r"\b(?:why|explain|describe|what|which|"
    r"how (?:do|does|did|is|are)|tell|mean\w*|difference|summar\w+|who|when|where|best way)\b",
    re.I,
)


def asks_of(text: str) -> frozenset[str]:
    """The kinds of answer that fit a question: those of `Question.asks`."""
    found = {kind for kind, pattern in _ASKS if pattern.search(text)}
    if "sample" in found:
        found -= {"share", "count"}
    if found & {"when", "who"} and not _OF_A_VALUE.search(text):
        found -= VALUE_KINDS - {"sample", "margin"}
    if _WHO_SHOULD.search(text) or _WHO_LEADS.search(text):
        found -= {"who"}
    if "recommendation" in found and not (_OF_A_VALUE.search(text) or _OF_A_PRICE.search(text)):
        found -= VALUE_KINDS
    if _BY_HOW_MUCH.search(text):
        found |= {"share", "multiple", "money", "duration"}
    if _TOTAL.search(text):
        found -= {"share"}
    for only, kind in ((_SHARE_ONLY, "share"), (_TIMES_ONLY, "multiple"), (_SPANS_ONLY, "duration")):
        if kind in found and only.search(text):
            found -= {"share", "count", "multiple"} - {kind}
    if not found and (_UNSPECIFIC_VALUE.search(text) or not _OPEN.search(text)):
        found = set(ANY_VALUE)
    return frozenset(found or {"text"})
