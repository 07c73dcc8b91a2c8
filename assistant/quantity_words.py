"""The vocabulary that `quantities` reads by: number words, units, qualifiers, and look-alikes.

Only tables. A word missing from a table is the usual reason why a quantity is missed, so a new rule
should first be tried as a new row.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

from assistant.schema import Qualifier

Direction = Literal["up", "down"]


def _list(*rows: str) -> tuple[str, ...]:
    """The words of some lines, in order."""
    return tuple(word for row in rows for word in row.split())


def _set(*rows: str) -> frozenset[str]:
    """The words of some lines, as a set."""
    return frozenset(_list(*rows))


# --- numbers in words ----------------------------------------------------------------------------


ONES: Final = MappingProxyType(
    {
        word: value
        for value, word in enumerate(
            _list(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen",
                "fourteen fifteen sixteen seventeen eighteen nineteen",
            )
        )
    }
)
TENS: Final = MappingProxyType(
    {
        word: 10 * value
        for value, word in enumerate(_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
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
        "halved": "0.5",
        "halving": "0.5",
    }
)
FOLDS: Final = frozenset(f"{word}fold" for word in (*ONES, *TENS, "hundred", "thousand"))
# "double" and "triple" multiply something only before these; "double digits", "double-check" do not.
MULTIPLIES_BEFORE: Final = _set("the that their its what in by to from over since every his her our those as")
MULTIPLIES_AFTER: Final = _set(
    "to will could would may might should can than nearly almost about roughly over"
)

# --- units ---------------------------------------------------------------------------------------

_Unit = tuple[str, Decimal]


def _rows(table: str) -> dict[str, _Unit]:
    """Read lines of `unit factor: word word_word ...`, where an underscore stands for a space."""
    rows: dict[str, _Unit] = {}
    for line in table.strip().splitlines():
        head, words = line.split(": ")
        unit, factor = head.split()
        for word in words.split():
            rows[word.replace("_", " ")] = (unit, Decimal(factor))
    return rows


# Read without regard to case, singular or plural as listed, of one to three words.
UNIT_WORDS: Final = MappingProxyType(
    _rows("""
percent 1: % ％ percent per_cent pct pct. pc percents
percent 0.1: ‰
percentage_point 1: percentage_point percentage_points percent_points pp p.p. ppt ppts %-points %-point
percentage_point 1: %_points %_point pct_points per_cent_points
percentage_point 0.01: basis_point basis_points bps
multiple 1: x × fold times
duration:nanosecond 1: nanosecond nanoseconds
duration:microsecond 1: microsecond microseconds
duration:millisecond 1: millisecond milliseconds msec
duration:second 1: second seconds sec secs
duration:minute 1: minute minutes min mins
duration:hour 1: hour hours hr hrs
duration:day 1: day days
duration:day 1: working_days business_days calendar_days
duration:week 1: week weeks
duration:month 1: month months
duration:year 1: year years yr yrs
duration:decade 1: decade decades
duration:century 1: century centuries
currency:USD 1: dollar dollars US_dollars us_dollar u.s._dollars american_dollars usd us$
currency:USD 0.01: cents cent us_cents
currency:EUR 1: euro euros eur €
currency:GBP 1: pounds_sterling british_pounds gbp £ quid
currency:GBP 0.01: pence
currency:JPY 1: yen japanese_yen jpy
currency:CNY 1: yuan renminbi rmb cny chinese_yuan
currency:INR 1: rupees rupee inr indian_rupees
currency:CHF 1: francs swiss_francs chf
currency:KRW 1: won korean_won krw
currency:RUB 1: rubles roubles ruble rub
currency:CAD 1: canadian_dollars cad
currency:AUD 1: australian_dollars aud
currency:SEK 1: sek swedish_kronor
currency:NOK 1: nok
currency:DKK 1: dkk
currency:PLN 1: zloty pln
currency:BRL 1: reais brl
currency:HKD 1: hong_kong_dollars hkd
currency:SGD 1: singapore_dollars sgd
bytes 1: byte bytes
bytes 1000: kilobyte kilobytes
bytes 1000000: megabyte megabytes megs
bytes 1000000000: gigabyte gigabytes gigs
bytes 1000000000000: terabyte terabytes
bytes 1000000000000000: petabyte petabytes
bytes 1000000000000000000: exabyte exabytes
hertz 1: hertz
hertz 1000: kilohertz
hertz 1000000: megahertz
hertz 1000000000: gigahertz
watt 1: watt watts
watt 1000: kilowatt kilowatts
watt 1000000: megawatt megawatts
watt 1000000000: gigawatt gigawatts
watt_hour 1000: kilowatt_hour kilowatt_hours kilowatt-hours
watt_hour 1000000: megawatt_hour megawatt_hours megawatt-hours
watt_hour 1000000000: gigawatt_hour gigawatt_hours gigawatt-hours
watt_hour 1000000000000: terawatt_hour terawatt_hours terawatt-hours
length:kilometre 1: kilometre kilometres kilometer kilometers kms
length:metre 1: metre metres meter meters
length:centimetre 1: centimetre centimetres centimeter centimeters
length:millimetre 1: millimetre millimetres millimeter millimeters
length:nanometre 1: nanometre nanometres nanometer nanometers
length:mile 1: mile miles
length:foot 1: foot feet
length:inch 1: inch inches
length:yard 1: yard yards
area:square_metre 1: square_metres square_meters square_metre square_meter sq_m
area:square_kilometre 1: square_kilometres square_kilometers square_kilometer
area:square_mile 1: square_miles square_mile
area:square_foot 1: square_feet square_foot sq_ft
area:acre 1: acre acres
area:hectare 1: hectare hectares
mass:gram 1: gram grams
mass:kilogram 1: kilogram kilograms kilos kilo
mass:tonne 1: tonne tonnes metric_tons
mass:ton 1: ton tons
mass:pound 1: pound pounds lb lbs
mass:ounce 1: ounce ounces
volume:litre 1: litre litres liter liters
volume:gallon 1: gallon gallons
volume:barrel 1: barrel barrels
volume:cubic_metre 1: cubic_metres cubic_meters
speed:kilometre_per_hour 1: kph km/h kilometres_per_hour kilometers_per_hour
speed:mile_per_hour 1: mph miles_per_hour
temperature:celsius 1: °c degrees_celsius degree_celsius celsius degrees_centigrade degrees_c
temperature:fahrenheit 1: °f degrees_fahrenheit degree_fahrenheit fahrenheit degrees_f
temperature:degree 1: ° degree degrees
""")
)
# Symbols in which case matters.
UNIT_SYMBOLS: Final = MappingProxyType(
    _rows("""
duration:nanosecond 1: ns
duration:microsecond 1: µs μs us
duration:millisecond 1: ms
duration:second 1: s
duration:hour 1: h
bytes 1000: KB kB
bytes 1000000: MB
bytes 1000000000: GB
bytes 1000000000000: TB
bytes 1000000000000000: PB
bytes 1024: KiB Ki
bytes 1048576: MiB Mi
bytes 1073741824: GiB Gi
bytes 1099511627776: TiB Ti
bit_per_second 1000: kbps kbit/s
bit_per_second 1000000: Mbps Mbit/s Mb/s
bit_per_second 1000000000: Gbps Gbit/s Gb/s
hertz 1: Hz
hertz 1000: kHz
hertz 1000000: MHz
hertz 1000000000: GHz
watt 1: W
watt 1000: kW
watt 1000000: MW
watt 1000000000: GW
watt_hour 1: Wh
watt_hour 1000: kWh
watt_hour 1000000: MWh
watt_hour 1000000000: GWh
watt_hour 1000000000000: TWh
length:kilometre 1: km
length:metre 1: m
length:centimetre 1: cm
length:millimetre 1: mm
length:micrometre 1: µm
length:nanometre 1: nm
length:foot 1: ft
area:square_metre 1: m²
area:square_kilometre 1: km²
mass:milligram 1: mg
mass:gram 1: g
mass:kilogram 1: kg
""")
)
UNIT_SPACED_ONLY: Final = frozenset({"us", "won", "min", "second", "pc"})
CURRENCY_SIGNS: Final = MappingProxyType(
    {
        "US$": "USD",
        "A$": "AUD",
        "AU$": "AUD",
        "C$": "CAD",
        "CA$": "CAD",
        "HK$": "HKD",
        "NZ$": "NZD",
        "S$": "SGD",
        "R$": "BRL",
        "$": "USD",
        "€": "EUR",
        "£": "GBP",
        "¥": "JPY",
        "₹": "INR",
        "₩": "KRW",
        "Rs": "INR",
        "Rs.": "INR",
        **{
            code: code
            for code in _list(
                "USD EUR GBP JPY CNY INR CHF KRW CAD AUD SEK NOK DKK PLN BRL HKD SGD NZD ZAR MXN ILS"
            )
        },
    }
)
# Conversions that are exact, so that two years equal 24 months; months and days do not mix.
DURATION_BASE: Final = MappingProxyType(
    {
        "duration:nanosecond": ("second", Decimal("1e-9")),
        "duration:microsecond": ("second", Decimal("1e-6")),
        "duration:millisecond": ("second", Decimal("0.001")),
        "duration:second": ("second", Decimal(1)),
        "duration:minute": ("second", Decimal(60)),
        "duration:hour": ("second", Decimal(3600)),
        "duration:day": ("second", Decimal(86400)),
        "duration:week": ("second", Decimal(604800)),
        "duration:month": ("month", Decimal(1)),
        "duration:year": ("month", Decimal(12)),
        "duration:decade": ("month", Decimal(120)),
        "duration:century": ("month", Decimal(1200)),
    }
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
        "not quite, approaching, nearing"
    ),
    "over": (
        "over, more than, above, just over, just above, well over, well above, slightly over, "
        "slightly more than, a little over, a little more than, a bit more than, far more than, "
        "exceeding, exceeds, exceed, exceeded, surpassing, surpasses, surpassed, topping, topped, "
        "in excess of, greater than, higher than, north of, upwards of, upward of, much more than, "
        "beyond, >"
    ),
    "at_least": (
        "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, "
        "minimum of, minimum, at a minimum, ≥, >="
    ),
    "up_to": (
        "up to, as much as, as many as, at most, no more than, not more than, a maximum of, "
        "maximum of, maximum, as high as, no higher than, ≤, <="
    ),
    "under": (
        "under, below, fewer than, less than, well under, well below, lower than, smaller than, "
        "far fewer than, far less than, south of, <"
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
        "or so": "about",
        "or thereabouts": "about",
        "or less": "up_to",
        "or fewer": "up_to",
        "or below": "up_to",
        "or under": "up_to",
    }
)
# "over 18 months" names a time span; only after these is "over" a bound of a duration.
TAKES_A_WHILE: Final = _set(
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
            "raised advanced uplift uptick accelerated swelled"
        ),
        "down": (
            "fell fall falls fallen falling decline declines declined declining drop drops dropped "
            "dropping decrease decreases decreased decreasing shrank shrink shrinks shrunk reduce "
            "reduces reduced reducing reduction cut cuts cutting lower lowers lowered lowering slash "
            "slashes slashed down slip slips slipped slid plunged plummeted tumbled sank dipped dip "
            "contracted shed shortened"
        ),
    }
)
CHANGES_AFTER: Final = _directions(
    {
        "up": "higher more faster larger greater bigger growth better longer improvement uplift",
        "down": "lower less fewer reduction slower cheaper smaller worse shorter",
    }
)
# A change only as a noun: "a 28 % increase", but not "58 % increase their spending".
CHANGES_NOUN_AFTER: Final = _directions(
    {
        "up": "increase rise jump gain surge boost climb up",
        "down": "decrease drop decline fall cut dip slump down",
    }
)
CHANGE_ADJECTIVES: Final = _set(
    "annual yearly year-over-year year-on-year yoy average relative further overall net sharp significant"
)
# Between a change and its size: "rose another 5 points", "fell a further 2 %".
BEFORE_A_CHANGE: Final = _set("a an another additional further some")
SAMPLE_NOUNS: Final = _set(
    "respondents respondent participants interviewees answers responses people developers professionals"
)

# --- look-alikes ---------------------------------------------------------------------------------

MONTHS: Final = _set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
CLOCK: Final = _set("am pm a.m a.m. p.m p.m. o'clock o’clock gmt utc cet est pst hrs")
# A number after one of these is a name or a place in a list.
LABELS: Final = _set(
    "page pages p p. pp pp. section sections chapter chapters figure fig fig. table tables footnote "
    "note hall room booth stand track step steps version versions ver ver. release rule appendix "
    "item question day phase level tier top fortune global line lines part volume vol vol. "
    "number no no. nr nr. issue article articles annex clause slide slides exhibit port wave "
    "edition episode session round layer class type grade category generation gen chart box "
    "principle recommendation lesson tip myth trend takeaway factor pillar stage milestone "
    "kubernetes python java node php golang angular react windows android ios log4j http web ipv "
    "postgres postgresql mysql django python3 iso rfc cve pep kep ubuntu debian rhel # § covid "
    "s&p ftse nasdaq title paragraph para act route gate flight channel apartment suite "
    "option scenario group week"
)
FUNCTION_WORDS: Final = _set(
    "a about above across after against all almost also although among an and another any are around "
    "as at be because been before being below between both but by can could did do does down during "
    "each either even every exactly for from had has have he her here his how however i if in into is "
    "it its just last least less like may me might more most must my near nearly next no nor not now "
    "of off on once one only onto or other our out over own past per perhaps plus rather same she "
    "should since so some still such than that the their them then there these they this those "
    "though through thus till to too toward towards under until up upon us versus very via vs was we "
    "well were what when where whether which while who whom whose why will with within without would "
    "yet you your roughly approximately today together overall said says say use used uses using "
    "respectively ago later earlier again already alone altogether apiece did "
    "i.e e.g etc vs. was came come went go goes make makes made take takes took"
)
# Words before a bare number that make it a count even where no noun follows.
COUNTING: Final = _set(
    "reached reach reaches reaching total totals totalled totaled totalling totaling hit hits numbered n="
)
# Plural in sense but not in form, and words in -s that are not plurals.
PLURAL_NOUNS: Final = _set(
    "people staff children women men personnel data cpu vcpu cpus gpu gpus folks media clusters "
    "software feedback attendees alumni criteria faculty police cattle sheep"
)
NOT_PLURAL: Final = _set(
    "kubernetes devops gitops finops mlops secops aiops devsecops aws always news series ios saas "
    "paas iaas besides does goes this its is was has as us less across perhaps towards various "
    "previous status analysis process access business linux apis- economics ethics physics"
)
HYPHEN_NOUNS: Final = _set(
    "node person people member country company employee developer team user seat core page question "
    "nation state man strong participant respondent cluster gpu"
)
RATE_HEADS: Final = _set(
    "year month week day hour minute second quarter decade person user seat developer employee head "
    "token request cluster node team core company organisation organization night session"
)
QUALIFIER_ENDS: Final = frozenset(phrase[-1] for phrase in QUALIFIERS)
# A share may follow these: "by a third", "to half".
BEFORE_SHARE: Final = _set(
    "by to than over about nearly almost around roughly under only just some least approximately from",
    "up of in",
)
NOT_BEFORE_HALF: Final = _set("first second third fourth latter other last next later earlier better past")
BEFORE_YEAR: Final = _set("since in from of by the until during for")
# Bounds after which a number counts even without a noun: "fewer than 10". "about 8" may be a time.
BARE_BOUNDS: Final = frozenset(
    phrase[-2:]
    for phrase, name in QUALIFIERS.items()
    if name != "about"
    and phrase[-1] in ("than", "least", "most", "to", "nearly", "almost", "over", "under", "of", "many")
    and phrase not in {("close", "to")}
)
