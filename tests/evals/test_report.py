"""The report of a run: one HTML page.

In the record of `data/` the answers are of a real run; retrieval, public sets and speed are invented.
"""

import copy
import os
import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from record_builders import RECORD, comparison, estimate, small

from evals.plots import Alternative, inline
from evals.records import PARTS, load_record
from evals.report import report_html, summary

CHROMIUM = Path("/usr/bin/chromium")
HEADINGS = [
    "How to read it",
    "At a glance",
    "All measures against each baseline",
    "Types of question",
    "Retrieval",
    "Public sets",
    "Speed",
    "Versions, machine, settings",
]
VOID = {"meta", "wbr", "br", "link", "img", "input", "hr"}


class Outline(HTMLParser):
    """Reads a page: open elements (end tags must match), ids, attributes, texts by element."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.attributes, self.texts, self.tags = [], [], [], {}, []

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


def outline(page):
    """A page read to its end, all elements closed."""
    read = Outline()
    read.feed(page)
    read.close()
    assert read.open == []
    return read


@pytest.fixture(scope="module")
def record():
    """The record of `data/`."""
    return load_record(RECORD)


@pytest.fixture(scope="module")
def page(record):
    """Its page."""
    return report_html(record)


# --- the page


def test_page_is_well_formed_and_says_what_it_is(page):
    """Every element is closed, ids are unique, language, title and the headings are there in order."""
    read = outline(page)
    assert page.startswith("<!DOCTYPE html>")
    assert ("html", "lang", "en") in read.attributes
    assert read.texts["title"][0] == "Evaluation of revision 7129e2c+"
    assert read.texts["h2"] == HEADINGS
    assert read.tags.count("h1") == 1
    assert len(read.ids) == len(set(read.ids))


def test_page_asks_nothing_of_elsewhere_and_runs_nothing(page):
    """No script, no link to a file, no address: references point into the page only."""
    read = outline(page)
    assert not {"script", "link", "img", "iframe", "object", "image", "base", "form"} & set(read.tags)
    for tag, name, value in read.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("href", "src", "xlink:href", "action"):
            assert value.startswith("#"), (tag, name, value)
            assert value[1:] in read.ids, value
    assert "://" not in page
    assert "@import" not in page
    assert set(re.findall(r"url\((.)", page)) <= {"#"}


def test_plots_and_tables_have_a_text_beside_them(page, record):
    """Each plot is an image with a title and a description of its numbers; each table has a caption."""
    read = outline(page)
    assert read.attributes.count(("svg", "role", "img")) == 3
    for _, _, value in [found for found in read.attributes if found[:2] == ("svg", "aria-labelledby")]:
        assert set(value.split()) <= set(read.ids)
    assert read.tags.count("figcaption") == read.tags.count("figure") == 3
    assert read.tags.count("caption") == read.tags.count("table")
    told = " ".join(read.texts["desc"])
    lookup = record["answers"]["by_type"]["lookup"]["right"]
    assert f"lookup: ours {lookup['ours']['mean']:.3f}" in told
    assert "trend: ours 0.312 [0.12, 0.56], tutorial 0.000 [0.00, 0.00], n 16, decides nothing" in told
    # Worked by hand: 61.2 / 72.5 chunks a second, 16.4 / 21.3 ms.
    assert "ours 0.84 (61.2 chunks/s)" in told
    assert "ours 0.77 (21.3 ms)" in told


def test_summary_has_the_deciding_numbers_and_the_baselines(record):
    """One sentence: three measures with intervals, and of which baselines we are ahead."""
    assert summary(record) == (
        "On 749 dev questions: value accuracy 0.782 [0.74, 0.82], citation accuracy 0.877 [0.85, 0.90] and "
        "refused minus wrongly refused 0.735 [0.67, 0.80]; ahead of tutorial, keyword and txtai on all three."
    )


def test_summary_is_not_ahead_where_the_interval_reaches_zero(record):
    """Ahead needs an interval above 0, on each measure by itself."""
    changed = copy.deepcopy(record)
    systems = changed["answers"]["baselines"]
    systems["keyword"]["measures"]["value accuracy"]["difference"]["low"] = 0
    for name in ("value accuracy", "citation accuracy", "refused minus wrongly refused"):
        systems["txtai"]["measures"][name]["difference"]["low"] = -0.1
    assert summary(changed).endswith(
        "; ahead of tutorial on all three, of keyword only on citation accuracy and refused minus wrongly "
        "refused, of txtai on none."
    )


def test_tables_show_n_interval_difference_and_wins(page):
    """A row of a measure has both means with interval and n, the difference with its word, and W/T/L."""
    row = re.search(r"<tr><th scope=\"row\">value accuracy</th>.*?</tr>", page).group()
    assert re.sub(r"<[^>]+>", "", row) == (
        "value accuracy0.782 [0.74, 0.82] n 4310.306 [0.26, 0.35] n 431+0.476 [+0.42, +0.53] ahead225/186/20"
    )


def test_lower_is_better_turns_ahead_round(page):
    """More wrong refusals than the baseline are "behind", fewer forbidden neighbours "ahead"."""
    rows = dict(re.findall(r"<tr><th scope=\"row\">([^<]+) \(lower is better\)</th>(.*?)</tr>", page)[:3])
    assert "ahead" in rows["forbidden neighbour, answerable"]
    assert "behind" in rows["wrongly refused"]


def test_public_sets_show_references_and_what_was_passed_over(page):
    """What others reach stands beside a row, a mean without interval stands alone, an absent set is said."""
    assert "floor .70; MiniLM .631" in page
    assert "0.810 <small>n 600</small>" in page
    assert "qmsum: passed over, the folder has no val.jsonl" in page


def test_note_on_speeds_stands_below_their_table(record, page):
    """A note of the part "speed" is a paragraph after its table; without one there is none."""
    note = record["speed"]["note"]
    assert f"</table></div><p>{note}</p>\n</section>" in page
    without = copy.deepcopy(record)
    del without["speed"]["note"]
    assert report_html(without) == page.replace(f"<p>{note}</p>", "")


def test_every_text_of_a_record_is_escaped(record):
    """Names and texts that look like markup come out as texts, wherever a record may have them."""
    evil = "<script>alert('$x$')</script>\"&"
    changed = copy.deepcopy(record)
    changed["date"] = changed["settings"] = evil
    changed["with"] |= {"revision": evil, evil: evil}
    answers = changed["answers"]
    answers["cases"] |= {"split": evil, "file": evil}
    answers["model"] = answers["fitted_on"] = evil
    answers["left_out"] = [evil]
    measures = answers["baselines"]["tutorial"]["measures"]
    answers["baselines"] = {evil: {"threshold": 0.1, "measures": measures | {evil: measures["key facts"]}}}
    answers["by_type"][evil] = answers["by_type"]["lookup"]
    changed["retrieval"]["methods"][evil] = {evil: estimate(1, 0.5, 0.4, 0.6)}
    row = estimate(1, 0.5, 0.4, 0.6) | {"reference": evil}
    changed["public"] = {evil: {"rows": {evil: row}}, "b": {"absent": evil}}
    changed["speed"]["note"] = evil
    changed["speed"]["systems"][evil] = changed["speed"]["systems"]["txtai"]
    read = outline(report_html(changed))
    assert "script" not in read.tags
    assert sum(evil in text for texts in read.texts.values() for text in texts) > 20
    assert any(evil in value for _, name, value in read.attributes if name == "aria-label")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("answers", "The answers are missing in this record."),
        ("retrieval", "Retrieval is missing in this record."),
        ("public", "The public sets are missing in this record."),
        ("speed", "Speed is missing in this record."),
    ],
)
def test_missing_part_is_said(record, part, said):
    """Without one of its parts a record still makes a whole page, which names what is missing."""
    assert part in PARTS
    found = report_html({name: value for name, value in record.items() if name != part})
    assert outline(found).texts["h2"] == HEADINGS
    assert f'<p class="missing">{said}</p>' in found


def test_record_of_nothing_makes_a_page():
    """With provenance alone every section says that its part is missing."""
    found = report_html({"with": {}})
    assert "This run has no answers, so nothing is decided." in found
    assert found.count('class="missing"') == 8  # three plots and five sections of tables
    assert outline(found).texts["h2"] == HEADINGS


def test_empty_parts_and_values_are_missing_ones():
    """Null where a part, a measure, a time or an interval could be is no error."""
    holes = small(
        {"value accuracy": comparison((0, None, None, None), difference=(0, None, None, None))},
        retrieval={"n": 0, "methods": {"dense": None}},
        public={"a": None, "b": {"rows": None}},
        speed={"chunks": None, "systems": {"ours": None, "tutorial": {"search_ms": None}}},
    )
    found = report_html(holes)
    assert "value accuracy not measured" in summary(holes)
    assert "No speed of ours beside that of tutorial" in found
    assert "a: no measure in this record." in found
    outline(found)


def test_same_record_makes_the_same_page(record, page):
    """Nothing in the page depends on the time or on chance."""
    assert report_html(record) == page


def test_inlined_plot_has_ids_of_its_own():
    """The file's prologue, comments, metadata and style go; ids and what refers to them get the prefix."""
    file = (
        '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg xmlns:xlink="x" width="9pt" viewBox="0 0 9 9">\n'
        "<metadata>m</metadata><defs><style>*{}</style></defs><!-- <b> -->\n"
        '<g id="a" clip-path="url(#c)"><use xlink:href="#a"/></g></svg>'
    )
    assert inline(file, Alternative("k", "T & t", "d")) == (
        '<svg role="img" aria-labelledby="k-title k-description" viewBox="0 0 9 9"><title id="k-title">'
        'T &amp; t</title><desc id="k-description">d</desc><defs></defs>\n'
        '<g id="k-a" clip-path="url(#k-c)"><use href="#k-a"/></g></svg>'
    )


# --- in a browser


def _in_chromium(address, width, scheme):
    """What a page is like at a width: (width of its content, h2 texts, shown widths of plots, messages)."""
    from playwright.sync_api import sync_playwright

    messages = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        view.on("console", lambda message: messages.append(message.text))
        view.on("request", lambda request: messages.append(request.url) if request.url != address else None)
        view.goto(address)
        found = (
            view.evaluate("document.documentElement.scrollWidth"),
            view.locator("h2").all_inner_texts(),
            view.evaluate("[...document.querySelectorAll('svg')].map(e => e.getBoundingClientRect().width)"),
            messages,
        )
        browser.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1400, "dark")])
def test_page_fits_a_phone_and_a_wide_screen(page, tmp_path, width, scheme):
    """Nothing is wider than the window, plots can be read, headings are there, nothing is complained of."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not there; install it with: make browser-deps"
        if os.environ.get("ASSISTANT_CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    file = tmp_path / "report.html"
    file.write_text(page, "utf-8")
    # In a thread of its own: the session's Chromium of tests/browser may hold the loop of this one.
    with ThreadPoolExecutor(1) as pool:
        content, headings, plots, messages = pool.submit(_in_chromium, file.as_uri(), width, scheme).result()
    assert content <= width
    assert headings == HEADINGS
    assert len(plots) == 3
    assert all(290 < shown < 600 for shown in plots)
    assert messages == []
