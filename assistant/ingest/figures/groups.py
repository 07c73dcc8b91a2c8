"""Words for people and things that are asked or counted, so that a share can be taken of them. Pure."""

from __future__ import annotations

import re
from typing import Final

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
    "years",
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
    return lower in _PEOPLE or (lower not in _THINGS and _ENDING.fullmatch(lower) is not None)


def names_group(word: str) -> bool:
    """Whether a word names people or things of which shares are taken: "adopters", "clusters"."""
    return word.lower() in _THING_OR_BODY or names_people(word)


def names_body(word: str) -> bool:
    """Whether a word names bodies that people belong to: "companies", "teams"."""
    return word.lower() in _BODIES


def names_asked_thing(word: str) -> bool:
    """Whether a word names things that figures are of, which do nothing themselves: "clusters"."""
    return word.lower() in _ASKED_THINGS
