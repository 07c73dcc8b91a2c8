"""The vocabulary that `quantities` reads by: number words, multiples, qualifiers and words of change.

Only tables. Units stand in `units`, nouns and look-alikes in `nouns`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, Literal

from assistant.schema import Qualifier

Direction = Literal["up", "down"]


def word_list(*rows: str) -> tuple[str, ...]:
    """The words of some lines, in order."""
    return tuple(word for row in rows for word in row.split())


def word_set(*rows: str) -> frozenset[str]:
    """The words of some lines, as a set."""
    return frozenset(word_list(*rows))


# --- numbers in words ----------------------------------------------------------------------------


ONES: Final = MappingProxyType(
    {
        word: value
        for value, word in enumerate(
            word_list(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen",
                "fourteen fifteen sixteen seventeen eighteen nineteen",
            )
        )
    }
)
TENS: Final = MappingProxyType(
    {
        word: 10 * value
        for value, word in enumerate(
            word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
        )
    }
)
SCALES: Final = MappingProxyType(
    {
        "hundred": 100,
        "dozen": 12,
        "thousand": 10**3,
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
        "lakh": 10**5,
        "lakhs": 10**5,
        "crore": 10**7,
        "crores": 10**7,
    }
)
# Letters that scale a number written in digits: "15.6M", "24.8bn". A lone "m" after a space is a
# metre unless money stands before it.
SCALE_LETTERS: Final = MappingProxyType(
    {
        "k": 10**3,
        "K": 10**3,
        "m": 10**6,
        "M": 10**6,
        "mn": 10**6,
        "mln": 10**6,
        "MM": 10**6,
        "b": 10**9,
        "B": 10**9,
        "bn": 10**9,
        "Bn": 10**9,
        "BN": 10**9,
        "bln": 10**9,
        "t": 10**12,
        "T": 10**12,
        "tn": 10**12,
        "trn": 10**12,
    }
)
SPACED_SCALE_LETTERS: Final = frozenset({"bn", "mn", "mln", "bln", "tn", "trn", "Bn", "BN"})
# "lasted 35 minutes earlier this week" lasts; "35 minutes earlier" only dates.
LASTING: Final = word_set("take takes took taken taking last lasts lasted lasting")
FRACTIONS: Final = MappingProxyType(
    {
        "half": 2,
        "halves": 2,
        "third": 3,
        "quarter": 4,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
        "twentieth": 20,
        "hundredth": 100,
        "thousandth": 1000,
    }
)
# Denominators that people say in "one in N"; "launched 5 in 12 countries" is not a share.
IN_DENOMINATORS: Final = frozenset({*range(2, 11), 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000})
MULTIPLES: Final = MappingProxyType(
    {
        "twice": "2",
        "thrice": "3",
        "double": "2",
        "doubles": "2",
        "doubled": "2",
        "doubling": "2",
        "triple": "3",
        "triples": "3",
        "tripled": "3",
        "tripling": "3",
        "trebled": "3",
        "quadruple": "4",
        "quadrupled": "4",
        "quadrupling": "4",
        "quintupled": "5",
        "halves": "0.5",
        "halved": "0.5",
        "halving": "0.5",
    }
)
FOLDS: Final = frozenset(f"{word}fold" for word in (*ONES, *TENS, "hundred", "thousand"))
# "double" and "triple" multiply something only before these; "double digits", "double-check" do not.
MULTIPLIES_BEFORE: Final = word_set(
    "the that their its what in by to from over since every his her our those as"
)
MULTIPLIES_AFTER: Final = word_set(
    "to will could would may might should can than nearly almost about roughly over"
)

# --- what stands around a number -----------------------------------------------------------------

_QUALIFIER_PHRASES: Final[dict[Qualifier, str]] = {
    "about": (
        "about, around, roughly, approximately, approx, approx., circa, ca., c., some, ~, ≈, "
        "an estimated, the estimated, in the region of, on the order of, in the order of, "
        "something like, somewhere around"
    ),
    "nearly": (
        "nearly, almost, close to, just under, just below, just short of, just shy of, "
        "slightly under, slightly below, slightly less than, a little under, a little less than, "
        "not quite, near, nears, neared, approaching, approach, approaches, approached, nearing"
    ),
    "over": (
        "over, more than, above, just over, just above, well over, well above, slightly over, "
        "slightly more than, a little over, a little more than, a bit more than, far more than, "
        "exceeding, exceeds, exceed, exceeded, surpassing, surpasses, surpassed, topping, topped, "
        "in excess of, "
        "north of, upwards of, upward of, much more than, "
        "beyond, >"
    ),
    "at_least": (
        "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, "
        "as low as, as few as, as little as, "
        "minimum of, minimum, at a minimum, ≥, >="
    ),
    "up_to": (
        "up to, as much as, as many as, at most, no more than, not more than, a maximum of, "
        "maximum of, maximum, as high as, ≤, <="
    ),
    "under": (
        "under, below, fewer than, less than, well under, well below, "
        "far fewer than, far less than, south of, not even, <"
    ),
}
QUALIFIERS: Final[MappingProxyType[tuple[str, ...], Qualifier]] = MappingProxyType(
    {
        tuple(phrase.split()): name
        for name, phrases in _QUALIFIER_PHRASES.items()
        for phrase in phrases.split(", ")
    }
)
# With "than" a bound below, "lighter than 3 kg"; every other comparative is a bound above.
SMALLER: Final = word_set(
    "fewer lower smaller shorter younger cheaper slower weaker lighter thinner narrower colder cooler earlier nearer "
    "closer shallower tighter sooner finer milder softer briefer lesser"
)
NOT_COMPARATIVES: Final = word_set(
    "other rather either neither whether never ever after over under better further another together together."
)
# Of a time span the quick one is the shorter.
QUICKER: Final = word_set("faster quicker")
QUALIFIER_SIGNS: Final = ("≈", "~", ">=", "<=", "≥", "≤", ">", "<")
QUALIFIERS_AFTER: Final[MappingProxyType[str, Qualifier]] = MappingProxyType(
    {
        "+": "at_least",
        "-plus": "at_least",
        "-odd": "about",
        "plus": "at_least",
        "or more": "at_least",
        "or above": "at_least",
        "or higher": "at_least",
        "or over": "at_least",
        "or longer": "at_least",
        "or greater": "at_least",
        "and above": "at_least",
        "and more": "at_least",
        "and over": "at_least",
        "and older": "at_least",
        "or older": "at_least",
        "and up": "at_least",
        "or up": "at_least",
        "and younger": "up_to",
        "or younger": "up_to",
        "and under": "up_to",
        "and below": "up_to",
        "or so": "about",
        "or thereabouts": "about",
        "or less": "up_to",
        "or fewer": "up_to",
        "or below": "up_to",
        "or under": "up_to",
    }
)
# "over 18 months" names a time span; only after these is "over" a bound of a duration.
TAKES_A_WHILE: Final = word_set(
    "for take takes took taken taking last lasts lasted just well is was are were of by spend spent "
    "after within need needs needed average averages averaged"
)


def _directions(words: dict[Direction, str]) -> MappingProxyType[str, Direction]:
    return MappingProxyType({word: way for way, row in words.items() for word in row.split()})


CHANGES_BEFORE: Final = _directions(
    {
        "up": (
            "rose rise rises risen rising grew grow grows grown growing growth increase increases "
            "increased increasing climb climbs climbed climbing jump jumps jumped jumping gain gains "
            "gained surge surges surged surging soar soars soared up expand expands expanded "
            "improve improves improved improving improvement boost boosts boosted raise raises "
            "raised advanced uplift uptick accelerated swelled rallied added climbing"
        ),
        "down": (
            "fell fall falls fallen falling decline declines declined declining drop drops dropped "
            "dropping decrease decreases decreased decreasing shrank shrink shrinks shrunk reduce "
            "reduces reduced reducing reduction cut cuts cutting lower lowers lowered lowering slash "
            "slashes slashed down slip slips slipped slid plunged plummeted tumbled sank dipped dip "
            "contracted shed shortened plummet plummets plummeting plunge plunges plunging "
            "tumble slumped lost"
        ),
    }
)


def _inflected(bases: str) -> str:
    """The forms of regular verbs: "widen widens widened widening"."""
    forms: list[str] = []
    for base in bases.split():
        stem = base.removesuffix("e")
        forms += [base, f"{base}s", f"{stem}ed", f"{stem}ing"]
    return " ".join(forms)


# Changes with "by" or before a measure, "retreated 1.2 km", but not "receded 12 times".
CHANGES_OF_SIZE: Final = _directions(
    {
        "up": _inflected("widen lengthen strengthen warm deepen heighten rebound thicken advance"),
        "down": _inflected(
            "retreat recede thin narrow weaken ease cool diminish lessen subside dwindle erode recoil"
        )
        + " thinned thinning shrunken",
    }
)
# Changes only with "by".
CHANGES_WITH_BY: Final = MappingProxyType(
    dict(CHANGES_OF_SIZE)
    | _directions(
        {
            "up": f"{_inflected('lift hike inflate enhance balloon extend expand exceed appreciate multiply scale swell')} spread spreads",
            "down": f"{_inflected('depreciate trim halve plummet deplete')} trimmed trimming undercut",
        }
    )
)
# What "of" joins to its size: "improvements of 4 %".
CHANGE_NOUNS: Final = _directions(
    {
        "up": "improvements expansion expansions upturn upticks increments appreciation upswing",
        "down": "reductions contraction contractions downturn depreciation shrinkage savings slowdown devaluation",
    }
)
TEMPERED: Final[MappingProxyType[str, Direction]] = MappingProxyType({"warming": "up", "cooling": "down"})
# With these "up" and "down" are no change: "made up 6 % of it", "shut down 5 plants".
PHRASAL_VERBS: Final = word_set(
    "make makes made making set sets setting back backs backed backing sign signs signed signing take "
    "takes took taken taking end ends ended ending wind winds wound pick picks picked picking give "
    "gives gave given giving come comes came coming show shows showed showing buy buys bought buying "
    "open opens opened opening use uses used using free frees freed freeing eat eats ate soak soaks "
    "soaked line lines lined round rounded team teamed follow followed break breaks broke broken "
    "breaking shut shuts shutting turn turns turned turning close closes closed closing track tracked "
    "settle settled put puts putting hold holds held bring brings brought call calls called tie tied "
    "build builds built add adds clean cleaned look looked get gets got"
)
CHANGES_AFTER: Final = _directions(
    {
        "up": (
            "higher more faster larger greater bigger growth better longer improvement uplift warmer hotter "
            "heavier wider deeper taller likelier costlier stronger richer milder steeper dearer busier thicker"
        ),
        "down": (
            "lower less fewer reduction slower cheaper smaller worse shorter colder cooler lighter narrower "
            "shallower weaker poorer chillier thinner lesser"
        ),
    }
)
# A change only as a noun: "a 28 % increase", but not "58 % increase their spending".
CHANGES_NOUN_AFTER: Final = _directions(
    {
        "up": "increase rise jump gain surge boost climb up",
        "down": "decrease drop decline fall cut dip slump down",
    }
)
CHANGE_ADJECTIVES: Final = word_set(
    "annual yearly year-over-year year-on-year yoy average relative further overall net sharp significant"
)
# Between a change and its size: "rose another 5 points", "fell a further 2 %", "down just 19 %".
BEFORE_A_CHANGE: Final = word_set(
    "a an another additional further some just even merely barely almost nearly"
)
# Adjectives that only stress a number: "a full 9 points", "a mere 3 %".
EMPHATIC: Final = word_set(
    "full whole mere record total combined further massive huge whopping staggering paltry meagre modest cool hefty "
    "astonishing astounding impressive solid healthy good tidy stunning remarkable measly scant healthy bare single"
    " respectable handsome princely additional extra estimated projected reported sizeable sizable steep tiny"
)
QUALIFIER_ENDS: Final = frozenset(phrase[-1] for phrase in QUALIFIERS)
# Bounds after which a number counts even without a noun: "fewer than 10". "about 8" may be a time.
BARE_BOUNDS: Final = frozenset(
    phrase[-2:]
    for phrase, name in QUALIFIERS.items()
    if name != "about"
    and phrase[-1] in ("than", "least", "most", "to", "nearly", "almost", "over", "under", "of", "many", "as")
    and phrase not in {("close", "to")}
)
