"""Fact sheets: what their values mean, whether a digest writes them, and whether the ledger has them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from figure_builders import figure, reading
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Span
from evals.cases import CaseError
from evals.figure_notations import spelled, writes
from evals.figure_sheets import (
    SheetFigure,
    head_word,
    look_up,
    parse_figure,
    run_sheets,
    same_population,
    sheet_rows,
    sheet_text,
    states_population,
)

D = Decimal


def parsed(value, unit, population="respondents"):
    """A sheet's figure as it is understood."""
    return parse_figure("s", {"value": value, "unit": unit, "metric": "growers", "population": population})


@pytest.mark.parametrize(
    ("value", "unit", "low", "high", "units"),
    [
        (82, "%", 82, None, ("percent",)),
        (59.8, "% (just over half)", "59.8", None, ("percent",)),
        ("20-60", "% of power at maximum utilisation", 20, 60, ("percent",)),
        ("3 in 4", "teams", "0.75", None, ("ratio",)),
        (6.8, "million developers", 6_800_000, None, ("count",)),
        (1, "million (over)", 1_000_000, None, ("count",)),
        (1.9, "billion contributions (over)", 1_900_000_000, None, ("count",)),
        (16, "billion tokens per minute (more than)", 16_000_000_000, None, ("count",)),
        (9200, "attendees (over)", 9200, None, ("count",)),
        (19, "remediation requests per 1,000 nodes a day", 19, None, ("count",)),
        (132, "US$ billion a year", 132_000_000_000, None, ("currency:USD",)),
        (24.8, "billion US$ a year", 24_800_000_000, None, ("currency:USD",)),
        (175, "to 185 US$ billion", 175_000_000_000, 185_000_000_000, ("currency:USD",)),
        (1.86, "US$ per million tokens", "1.86", None, ("currency:USD",)),
        (50000, "US$ or more", 50000, None, ("currency:USD",)),
        (4, "US$ million over three years", 4_000_000, None, ("currency:USD",)),
        (350, "EUR million (at least)", 350_000_000, None, ("currency:EUR",)),
        (4.4, "times", "4.4", None, ("multiple",)),
        (2, "to 4 times", 2, 4, ("multiple",)),
        (1, "million times", 1_000_000, None, ("multiple",)),
        (29.6, "gigawatts", 29_600_000_000, None, ("watt",)),
        (26, "months (14 standard plus 12 extended)", 26, None, ("duration:month",)),
        (34, "working days a year", 34, None, ("duration:day", "count")),
        (9, "average rating (almost)", 9, None, ("count", "score:10")),
    ],
)
def test_values_and_units_of_sheets(value, unit, low, high, units):
    """In the base of the unit; a word in brackets is a remark, "per million" no scale."""
    found = parsed(value, unit)
    assert isinstance(found, SheetFigure)
    assert (found.value, found.high, found.units) == (D(str(low)), None if high is None else D(high), units)


@pytest.mark.parametrize(
    ("value", "unit", "why"),
    [("2026-11", "month", "date"), (4, "rank", "rank"), ("about half", "%", "no number")],
)
def test_what_is_no_figure_is_said(value, unit, why):
    """Dates, ranks and prose are listed with the reason."""
    assert why in parsed(value, unit)


@pytest.mark.parametrize(
    ("unit", "level"),
    [("%", True), ("% (net)", False), ("% growth", False), ("% faster", False), ("people", False)],
)
def test_only_shares_of_a_whole_have_a_population(unit, level):
    """A change is of what was before, a count has no whole."""
    assert parsed(5, unit).is_level is level


# --- notations -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "value", "high", "unit", "expected"),
    [
        ("It was 82% in all.", 82, None, "percent", True),
        ("It was 82 per cent.", 82, None, "percent", True),
        ("It was 82.0 percent.", 82, None, "percent", True),
        ("It was 82\u00a0%.", 82, None, "percent", True),
        ("It was 82, 66 and 5 %.", 82, None, "percent", True),
        ("It went from 82 to only 90 %.", 82, None, "percent", True),
        ("Eighty-two percent agreed.", 82, None, "percent", True),
        ("It was 182%.", 82, None, "percent", False),
        ("It was 82.5%.", 82, None, "percent", False),
        ("It was 1.82%.", 82, None, "percent", False),
        ("There were 82 of them.", 82, None, "percent", False),
        ("Nearly two-thirds agreed.", "66.7", None, "percent", True),
        ("A third agreed.", "33.3", None, "percent", True),
        ("The third time.", "33.3", None, "percent", False),
        ("Three out of four teams.", "0.75", None, "ratio", True),
        ("It is 20-60% of power.", 20, 60, "percent", True),
        ("It is 20-70% of power.", 20, 60, "percent", False),
        ("Over 9,200 attended.", 9200, None, "count", True),
        ("Over 9200 attended.", 9200, None, "count", True),
        ("Over 19,200 attended.", 9200, None, "count", False),
        ("Over 9,200% more.", 9200, None, "count", False),
        ("Some 6.8 million developers.", 6_800_000, None, "count", True),
        ("Some 6,800,000 developers.", 6_800_000, None, "count", True),
        ("Some 6.8m developers.", 6_800_000, None, "count", True),
        ("One million downloads.", 1_000_000, None, "count", True),
        ("Half of thirty containers.", 30, None, "count", True),
        ("US$24.8 billion a year.", 24_800_000_000, None, "currency:USD", True),
        ("24.8 billion dollars a year.", 24_800_000_000, None, "currency:USD", True),
        ("About 24.8 billion people.", 24_800_000_000, None, "currency:USD", False),
        ("US$175 to 185 billion.", 175_000_000_000, 185_000_000_000, "currency:USD", True),
        ("US$175-185 billion.", 175_000_000_000, 185_000_000_000, "currency:USD", True),
        ("US$175 to US$185 billion.", 175_000_000_000, 185_000_000_000, "currency:USD", True),
        ("US$175 to 195 billion.", 175_000_000_000, 185_000_000_000, "currency:USD", False),
        ("175 to 185 billion people.", 175_000_000_000, 185_000_000_000, "currency:USD", False),
        ("at 175 billion to 185 billion dollars.", 175_000_000_000, 185_000_000_000, "currency:USD", True),
        ("EUR 350 million.", 350_000_000, None, "currency:EUR", True),
        ("It is 4.4 times as fast.", "4.4", None, "multiple", True),
        ("It doubled.", 2, None, "multiple", True),
        ("2 to 4 times the influence.", 2, 4, "multiple", True),
        ("In 4.4 years.", "4.4", None, "multiple", False),
        ("A 24-month window.", 24, None, "duration:month", True),
        ("For two years.", 24, None, "duration:month", True),
        ("For ten days.", 24, None, "duration:month", False),
        ("29.6 GW of power.", 29_600_000_000, None, "watt", True),
    ],
)
def test_notations_of_a_value(sentence, value, high, unit, expected):
    """Digits, words and spellings; a part of another number is none."""
    assert writes(sentence, D(str(value)), None if high is None else D(high), (unit,)) is expected


@given(st.integers(0, 999))
def test_numbers_in_words_are_found_again(number):
    """What is spelled in English is written, with either hyphen or gap."""
    words = spelled(number)
    assert words is not None
    plain = words.replace("[ -]", "-").replace("(?:and )?", "").replace("(?:one|a)", "one")
    plain = plain.replace("(?:", "").replace("|a)", "")
    assert writes(f"There were {plain} farms.", D(number), None, ("count",))


@given(st.decimals(1, 10**12, places=1, allow_nan=False))
def test_any_number_in_digits_is_written(value):
    """Plain and with separators; never as its own double."""
    whole = value == value.to_integral_value()
    shown = f"{int(value):,}" if whole else f"{value.normalize():f}"
    assert writes(f"There were {shown} farms.", value, None, ("count",))
    assert not writes(f"There were {shown} farms.", value * 2, None, ("count",))


# --- looking up ------------------------------------------------------------------------------------

DIGEST = "In all, 37% of vintners agreed. Of growers, 37% used drip irrigation. Irrigation cost 12%."
GROWERS = SheetFigure("s", D(37), None, ("percent",), "used drip irrigation", "growers", is_level=True,
                      as_written="37 %")  # fmt: skip


def digest_with(*figures):
    """A digest with what was read in it."""
    return reading(DIGEST, figures)


def at(surface, value, after, **fields):
    """A figure that stands behind some words of the digest."""
    start = DIGEST.index(surface, DIGEST.index(after))
    return replace(figure(DIGEST, surface, value, **fields), start=start, end=start + len(surface),
                   sentence=Span(0, len(DIGEST)))  # fmt: skip


def test_a_figure_is_looked_for_in_the_sentence_that_means_it():
    """The same value stands twice; a reading in the other sentence does not make up for a missed one."""
    other, right = at("37%", 37, "In all"), at("37%", 37, "Of growers", population="growers")
    assert look_up(GROWERS, digest_with(other)).read == ()
    found = look_up(GROWERS, digest_with(other, right))
    assert (found.sentence, found.read) == ("Of growers, 37% used drip irrigation.", (right,))
    assert found.population is True


def test_a_wrong_unit_is_no_find():
    """37 of something is not 37 %."""
    assert look_up(GROWERS, digest_with(at("37%", 37, "Of growers", unit="count"))).read == ()


def test_a_population_is_asked_for_where_the_sentence_has_it():
    """Wrong where ours is another or missing; not asked for where the sentence or we say nothing."""
    wrong = at("37%", 37, "Of growers", population="vintners")
    missing = at("37%", 37, "Of growers")
    assert look_up(GROWERS, digest_with(wrong)).population is False
    assert look_up(GROWERS, digest_with(missing)).population is False
    assert look_up(GROWERS, digest_with()).population is None
    silent = replace(GROWERS, value=D(12), metric="irrigation cost")
    assert look_up(silent, digest_with(at("12%", 12, "Irrigation cost"))).population is None


def test_a_value_that_the_digest_does_not_write_is_not_missed():
    """It is counted apart: no reader could have read it."""
    found = look_up(replace(GROWERS, value=D(99)), digest_with())
    assert not found.stated


@pytest.mark.parametrize(
    ("population", "head"),
    [
        ("container users among respondents", "users"),
        ("organisations that host generative AI models", "organisations"),
        ("Datadog customers using containers", "customers"),
        ("Datadog customers' hosts", "hosts"),
        ("respondents (base not fixed)", "respondents"),
        ("GitHub", None),
        ("CNCF", None),
        ("n/a", None),
        ("not stated", None),
        ("worldwide", None),
        ("event", None),
        ("2,112 past screening", None),
        ("", None),
    ],
)
def test_the_head_word_of_a_population(population, head):
    """The group itself, before it is narrowed; names and places are none."""
    assert head_word(population) == head


def test_a_population_is_stated_by_its_head_word_in_any_form():
    """Stems are compared, and the right order of words does not matter."""
    assert states_population("Every respondent was asked.", "survey respondents")
    assert not states_population("Every farmer was asked.", "survey respondents")


@pytest.mark.parametrize(
    ("ours", "sheet", "same"),
    [
        (None, "growers", False),
        ("growers", "growers", True),
        ("survey respondents", "respondents", True),
        ("the 689 respondents of the survey in one region", "respondents", True),  # contained
        ("respondents", "surveyed large organisations", False),
        ("organisations", "organisations (base differs between write-ups)", True),
        ("", "growers", False),
    ],
)
def test_populations_are_compared_by_stems(ours, sheet, same):
    """Half of the content words, or all of the sheet's; remarks in brackets are none."""
    assert same_population(ours, sheet) is same


# --- a folder --------------------------------------------------------------------------------------


def test_a_folder_of_sheets_against_its_digests(tmp_path):
    """Through the real reader: found, missed for want of a digest, not written, not parsed."""
    facts, corpus = tmp_path / "facts", tmp_path / "corpus"
    facts.mkdir()
    corpus.mkdir()
    (corpus / "a.md").write_text(f"---\ntitle: A\ntext_kind: digest\n---\n\n{DIGEST}\n", "utf-8")
    rows = [(37, "%", "used drip irrigation", "growers"), (99, "%", "x", "y"), (1, "rank", "x", "y")]
    sheet = "figures:\n" + "".join(
        f"- {{value: {v}, unit: '{u}', metric: {m}, population: {p}}}\n" for v, u, m, p in rows
    )
    (facts / "a.yaml").write_text(sheet, "utf-8")
    (facts / "b.yaml").write_text(sheet, "utf-8")
    (facts / "c.yaml").write_text("figures: []\n", "utf-8")
    result = run_sheets(facts, corpus)
    assert [f.stated for f in result.found] == [True, False]
    assert result.found[0].read
    assert result.without_digest == ("b",)
    assert result.unparsed == ("a: 1 rank: a date or rank, no figure",)
    rows_ = {row.measure: (row.value.n, row.value.mean) for row in sheet_rows(result)}
    assert rows_["stated in the digest"] == (2, 0.5)
    assert rows_["value and unit found"] == (1, 1)
    assert "not stated: a 99 %" in sheet_text(result, verbose=True)
    assert "not stated" not in sheet_text(result, verbose=False)


@pytest.mark.parametrize("text", ["- a list\n", "figures: 3\n", "figures: [3]\n", "a: [\n"])
def test_a_sheet_that_is_none_is_named(tmp_path, text):
    """With file and what was expected."""
    (tmp_path / "bad.yaml").write_text(text, "utf-8")
    with pytest.raises(CaseError, match=r"bad\.yaml"):
        run_sheets(tmp_path, tmp_path)
