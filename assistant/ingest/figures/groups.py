"""Words for people and things that are asked or counted, so that a share can be taken of them. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.ingest.grammar import is_verb

_PEOPLE: Final = frozenset((
    "respondent", "respondents", "participants", "people", "adult", "adults", "citizens", "residents",
    "students", "parents", "women", "men", "boys", "girls", "children", "kids", "teens", "teenagers",
    "youths", "youth", "males", "females", "fathers", "mothers", "couples", "families", "households",
    "individuals", "persons", "patients", "clients", "guests", "interviewees", "attendees", "employees",
    "staff", "personnel", "professionals", "executives", "administrators", "specialists", "architects",
    "public", "whites", "blacks", "hispanics", "latinos", "asians", "democrats", "republicans",
    "independents", "conservatives", "liberals", "moderates", "christians", "catholics", "protestants",
    "evangelicals", "muslims", "jews", "hindus", "buddhists", "sunni", "shia", "germans", "italians",
    "greeks", "poles", "swedes", "turks", "russians", "scots", "africans", "europeans", "americans",
    "mexicans", "canadians", "indians", "millennials", "seniors", "elderly", "poor", "rich", "unemployed",
    "immigrants", "migrants", "refugees", "graduates", "alumni", "dropouts", "veterans", "officials",
    "experts", "analysts", "ceos", "cios", "ctos", "cisos", "decision-makers", "users", "nurses",
    "porters", "electorate", "population", "workforce", "generation", "lawmakers", "policymakers",
    "police", "doctors", "teachers", "farmers", "workers", "drivers", "voters", "developers", "engineers",
    "managers", "employers", "buyers", "consumers", "customers", "readers", "viewers", "owners", "renters",
    "leaders", "lawyers", "bankers", "smokers", "borrowers", "maintainers", "practitioners", "caregivers",
    "friends", "neighbours", "neighbors", "others",
    # Such as begin a sentence, where the ending does not tell them from a name ("Sanders", "Wanderers").
    "listeners", "visitors", "commuters", "shoppers", "subscribers", "members", "followers", "travellers",
    "travelers", "passengers", "researchers", "scientists", "physicians", "investors", "contributors",
    "adopters", "operators", "testers", "designers", "freelancers", "contractors", "suppliers", "donors",
    "volunteers", "taxpayers", "tenants", "physicists", "economists", "journalists", "growers", "makers",
    # Such as no ending tells.
    "pupils", "infants", "toddlers", "babies", "newborns", "twins", "siblings", "relatives", "colleagues",
    "grandparents", "wives", "husbands", "widows", "spouses", "partners", "singles", "adolescents", "surgeons",
    "pilots", "chefs", "cooks", "clerks", "priests", "monks", "nuns", "applicants", "inhabitants", "accountants",
    "consultants", "assistants", "attendants", "defendants", "claimants", "occupants", "entrants", "servants",
    "agents", "presidents", "recipients", "opponents", "candidates", "delegates", "inmates", "classmates",
    "teammates", "associates", "representatives", "detectives", "critics", "academics", "addicts",
    "athletes", "cyclists", "islanders", "villagers", "locals", "natives", "peasants", "soldiers",
    "sailors", "troops", "diabetics", "survivors", "mps", "gps", "sres", "undergraduates",
    "postgraduates", "apprentices", "interns", "trainees", "freshmen", "seniors", "retirees", "pensioners",
    "twentysomethings", "adults", "males", "females", "youngsters", "peers", "fans", "clinicians", "midwives",
    "heirs", "kids", "shepherds", "monarchs", "politicians", "comedians", "guardians",
    "britons", "danes", "finns", "czechs", "slovaks", "serbs", "croats", "kurds", "arabs", "thais",
    "pakistanis", "israelis", "iraqis", "bangladeshis", "spaniards", "filipinos", "icelanders", "londoners",
    "yorkers", "kazakhs", "uzbeks", "sikhs", "mormons", "sunnis", "shiites", "tories", "baptists",
    "methodists", "slavs", "maoris", "saudis", "yemenis", "argentines", "basques", "catalans", "walloons",
))  # fmt: skip
_BODIES: Final = frozenset((
    "companies", "company", "organisations", "organizations", "organisation", "organization", "firms",
    "businesses", "enterprises", "startups", "start-ups", "corporations", "teams", "groups", "group",
    "samples", "sample", "cohorts", "cohort", "hospitals", "schools", "universities", "colleges", "banks",
    "stores", "shops", "farms", "homes", "countries", "nations", "states", "cities", "counties",
    "municipalities", "districts", "departments", "agencies", "governments", "institutions", "charities",
    "vendors", "clubs", "unions", "churches", "publications", "newsrooms", "merchants", "retailers",
))  # fmt: skip
_ASKED_THINGS: Final = frozenset((
    "clusters", "cluster", "containers", "workloads", "projects", "repositories", "hosts", "deployments",
    "answers", "applications", "sites",
))  # fmt: skip
# Plurals in the endings of people that are things.
_THINGS: Final = frozenset((
    "adapters", "ancestors", "answers", "banners", "barriers", "behaviors", "behaviours", "boosters",
    "borders", "browsers", "buffers", "careers", "centers", "centres", "chambers", "chapters",
    "characters", "clusters", "colors", "colours", "computers", "containers", "controllers", "corners",
    "costs", "counters", "covers", "dangers", "disasters", "disorders", "dollars", "doors", "drawers",
    "engines", "errors", "factors", "favors", "favours", "feathers", "feeders", "fibers", "fibres",
    "figures", "filters", "fingers", "flavors", "floors", "flowers", "folders", "frontiers", "headers",
    "headquarters", "honors", "hours", "humors", "indicators", "issues", "jeffers", "kilometers",
    "kilometres", "labors", "labours", "layers", "letters", "lists", "liters", "litres", "markers",
    "matters", "meters", "metres", "millimeters", "millimetres", "mirrors", "mists", "monitors", "motors",
    "myers", "newspapers", "numbers", "offers", "orders", "papers", "parameters", "peters", "phones",
    "pointers", "posters", "powers", "printers", "processors", "quarters", "registers", "rivers", "rogers",
    "routers", "rumors", "rumours", "sanders", "saunders", "scanners", "sectors", "sensors", "servers",
    "shares", "shelters", "shoulders", "showers", "sisters", "stickers", "summers", "super", "suppers",
    "theaters", "theatres", "tiers", "timers", "tours", "towers", "trackers", "trailers", "transfers",
    "transistors", "triggers", "tumors", "vapors", "vectors", "waters", "weathers", "winters", "wonders",
    "years", "akers", "anders", "ayers", "beavers", "blockers", "boilers", "bowers", "burgers", "burners",
    "byers", "cancers", "chargers", "childers", "committees", "compressors", "connors", "coolers",
    "corridors", "crackers", "degrees", "detectors", "dryers", "elevators", "fees", "fevers", "freezers",
    "generators", "guarantees", "hangers", "heaters", "inhibitors", "inverters", "landers", "lasers",
    "levers", "lobsters", "meyers", "mowers", "oysters", "peppers", "predictors", "reactors",
    "receptors", "refrigerators", "resistors", "rodgers", "roosters", "semiconductors", "sewers",
    "simulators", "spiders", "tigers", "tractors", "transformers", "trees", "ulcers", "wafers", "wipers",
    "withers",
))  # fmt: skip
# Nations and faiths whose name has no plural; open: "Maltese", "Sinhalese".
_NATIONS: Final = frozenset((
    "dutch", "swiss", "french", "british", "english", "irish", "welsh", "scottish", "spanish", "danish",
    "swedish", "polish", "turkish", "finnish", "flemish", "cornish", "manx", "druze", "inuit", "maori",
    "sami", "roma", "amish", "sikh", "czech",
))  # fmt: skip
_COLLECTIVES: Final = frozenset((
    "public", "electorate", "population", "workforce", "nation", "jury", "audience",
))  # fmt: skip
_ENDING: Final = re.compile(
    r"[a-z-]{3,}(?:ers|ors|ists|icians|ees|(?:[cglnrs]|er|can)ians|icans|eans|folk|people|men|women)"
)
_THING_OR_BODY: Final = _BODIES | _ASKED_THINGS


def names_people(word: str) -> bool:
    """Whether a word names people who can be asked: "respondents", "beekeepers"."""
    lower = word.lower()
    if word[:1].isupper() and not lower.endswith(("ans", "ians")):
        return lower in _PEOPLE  # "Wanderers", "Sanders"
    if lower in _PEOPLE:
        return True
    return _ENDING.fullmatch(lower) is not None and lower not in _THINGS and not is_verb(lower)


def names_group(word: str) -> bool:
    """Whether a word names people or things of which shares are taken: "adopters", "clusters"."""
    return word.lower() in _THING_OR_BODY or names_people(word)


def names_nation(word: str) -> bool:
    """Whether a word names a people without a plural: "Dutch", "Maltese"; true of languages as well."""
    return word[:1].isupper() and (word.lower() in _NATIONS or (len(word) > 5 and word.endswith("ese")))


def names_collective(word: str) -> bool:
    """Whether a singular names all people of a kind: "the public", "the electorate"."""
    return word.lower() in _COLLECTIVES


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word stands first, where its capital says nothing: "Dentists agree", "Trust fell. Dentists"."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in ".!?:\n•|" or before.endswith(("- ", "–", "—"))


def names_group_at(text: str, start: int, end: int) -> bool:
    """`names_group` of a word in its place: one that begins a sentence is read without its capital."""
    word = text[start:end]
    return names_group(word) or (opens_sentence(text, start) and names_group(word.lower()))


def names_body(word: str) -> bool:
    """Whether a word names bodies that people belong to: "companies", "teams"."""
    return word.lower() in _BODIES


def names_asked_thing(word: str) -> bool:
    """Whether a word names things that figures are of, which do nothing themselves: "clusters"."""
    return word.lower() in _ASKED_THINGS
