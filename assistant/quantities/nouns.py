"""The nouns, labels and small words that tell a count from a number that only names something.

Only tables, as in `words`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from assistant.quantities.words import word_set

MONTHS: Final = word_set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
CLOCK: Final = word_set("am pm a.m a.m. p.m p.m. o'clock o’clock gmt utc cet est pst hrs")
# A number after one of these is a name or a place in a list.
LABELS: Final = word_set(
    "page pages p p. pp pp. section sections chapter chapters figure fig fig. table tables footnote "
    "note hall room booth stand track step steps version versions ver ver. release rule appendix "
    "item question day phase level tier top fortune global line lines part volume vol vol. "
    "number no no. nr nr. issue article articles annex clause slide slides exhibit port wave "
    "edition episode session round layer class type grade category generation gen chart box "
    "principle recommendation lesson tip myth trend takeaway factor pillar stage milestone "
    "kubernetes python java node php golang angular react windows android ios log4j http web ipv "
    "postgres postgresql mysql django python3 iso rfc cve pep kep ubuntu debian rhel # § covid "
    "s&p ftse nasdaq title paragraph para act route gate flight channel apartment suite "
    "option scenario group week runway scope scopes district districts precinct precincts ward platform terminal pier "
    "gate sonata symphony psalm verse opus division"
)
FUNCTION_WORDS: Final = word_set(
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
COUNTING: Final = word_set(
    "reached reach reaches reaching total totals totalled totaled totalling totaling hit hits numbered n= "
    "killed killing injured injuring wounded wounding employs employed employing scored killing arrested "
    "including seats seating sleeps accommodates serves"
)
# Plural in sense but not in form, and words in -s that are not plurals.
PLURAL_NOUNS: Final = word_set(
    "people staff children women men personnel data cpu vcpu cpus gpu gpus folks media clusters "
    "software feedback attendees alumni criteria faculty police cattle sheep feet teeth mice geese aircraft "
    "spacecraft fish dead injured wounded missing others homeless unemployed hostages crew species "
    "nuclei loci fungi radii foci stimuli bacilli cacti villi alveoli genera phenomena bacteria strata spectra "
    "ova oxen dice children lice salmon deer"
)
NOT_PLURAL: Final = word_set(
    "kubernetes devops gitops finops mlops secops aiops devsecops aws always news series ios saas "
    "paas iaas besides does goes this its is was has as us less across perhaps towards various "
    "previous status analysis process access business linux apis- economics ethics physics "
    "famous serious religious obvious nervous dangerous enormous numerous continuous simultaneous "
    "costs says shows comes gets takes makes needs wants means starts begins includes reflects remains seems "
    "becomes allows requires provides contains gives brings keeps lets represents exists stands happens wins "
    "campus virus bus gas census bonus focus corpus mathematics politics athletics sports diabetes"
)
# After a number and a hyphen these do not count: "two-way", "7-iron", "three-dimensional".
NOT_HYPHEN_NOUNS: Final = word_set(
    "way star time times factor digit digits tier phase fold speed tone iron piece thirds third quarters "
    "quarter "
    "half pronged prong sided side handed faced pack ply plus dimensional dimension track step point points "
    "figure figures based like odd some something ish off down out year month day"
)
RATE_HEADS: Final = word_set(
    "year month week day hour minute second quarter decade person user seat developer employee head "
    "token request cluster node team core company organisation organization night session share barrel ounce "
    "gallon pound ton tonne dozen litre liter mile kilometer kilometre metre meter gram kilogram kilo acre "
    "millisecond piece bushel passenger vehicle student household unit game match annum shift call query"
)
RATE_SHORT: Final = MappingProxyType(
    {
        "s": "second",
        "sec": "second",
        "ms": "millisecond",
        "min": "minute",
        "h": "hour",
        "hr": "hour",
        "yr": "year",
        "mo": "month",
        "kg": "kilogram",
        "km": "kilometre",
        "kWh": "kilowatt hour",
        "MWh": "megawatt hour",
    }
)
# "one" counts nothing before these, and nothing after those.
NOT_ONE: Final = word_set(
    "thing day time way point another moment morning night evening afternoon instance example hand side "
    "sense respect else knew felt thought saw found went came got left told took gave became began big large "
    "small few last right wrong must might shall cannot need dare used that who whom which fell level "
    "lost won died made set met sat stood ran sold held kept led "
    "better worse bigger larger smaller higher lower longer shorter later earlier greater older "
    "younger stronger"
)
ING_NOUNS: Final = word_set("building meeting wing ring king painting hearing filing wedding family bed")
NOT_AFTER: Final = word_set(
    "no any every each the this that which another not number nor whichever someone = equals"
)
AGE_NOUNS: Final = word_set(
    "adults adult people persons children child kids women men girls boys those anyone everyone residents "
    "voters patients users aged ages students workers employees americans youths youngsters players "
    "teenagers "
    "infants babies person individuals citizens respondents woman man pupils drivers athletes"
)
# A share may follow these: "by a third", "to half".
BEFORE_SHARE: Final = word_set(
    "by to than over about nearly almost around roughly under only just some least approximately from",
    "up of in between",
)
NOT_BEFORE_HALF: Final = word_set(
    "first second third fourth latter other last next later earlier better past"
)
BEFORE_YEAR: Final = word_set("since in from of by the until during for")
