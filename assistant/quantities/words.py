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
        "not quite, approaching, approach, approaches, approached, nearing"
    ),
    "over": (
        "over, more than, above, just over, just above, well over, well above, slightly over, "
        "slightly more than, a little over, a little more than, a bit more than, far more than, "
        "exceeding, exceeds, exceed, exceeded, surpassing, surpasses, surpassed, topping, topped, "
        "in excess of, greater than, higher than, older than, longer than, larger than, taller than, "
        "north of, upwards of, upward of, much more than, "
        "beyond, >"
    ),
    "at_least": (
        "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, "
        "no lower than, not lower than, no smaller than, not smaller than, no shorter than, not shorter than, "
        "as low as, as few as, as little as, "
        "minimum of, minimum, at a minimum, ≥, >="
    ),
    "up_to": (
        "up to, as much as, as many as, at most, no more than, not more than, a maximum of, "
        "maximum of, maximum, as high as, no higher than, not higher than, no greater than, not greater than, "
        "no larger than, not larger than, no longer than, not longer than, no older than, not older than, ≤, <="
    ),
    "under": (
        "under, below, fewer than, less than, well under, well below, lower than, smaller than, "
        "younger than, shorter than, cheaper than, "
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
# Changes only with "by": "retreated by 1.2 km", but not "receded 12 times".
CHANGES_WITH_BY: Final = _directions(
    {
        "up": (
            "widened lengthened strengthened warmed rebounded ballooned extended deepened expanded exceeded "
            "spread spreads appreciated heightened multiplied scaled"
        ),
        "down": (
            "retreated receded thinned narrowed weakened eased cooled diminished depreciated trimmed "
            "lessened subsided dwindled shrunken halved undercut"
        ),
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
# Between a change and its size: "rose another 5 points", "fell a further 2 %".
BEFORE_A_CHANGE: Final = word_set("a an another additional further some")
QUALIFIER_ENDS: Final = frozenset(phrase[-1] for phrase in QUALIFIERS)
# Bounds after which a number counts even without a noun: "fewer than 10". "about 8" may be a time.
BARE_BOUNDS: Final = frozenset(
    phrase[-2:]
    for phrase, name in QUALIFIERS.items()
    if name != "about"
    and phrase[-1] in ("than", "least", "most", "to", "nearly", "almost", "over", "under", "of", "many")
    and phrase not in {("close", "to")}
)
