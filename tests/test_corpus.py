"""The starter corpus says only what its fact sheets say."""

from __future__ import annotations

import re

import pytest
import yaml
from check_digests import CORPUS, FIELDS, SHEETS, THIN, listing, problems, split_front_matter

DIGESTS = sorted(path.stem for path in CORPUS.glob("*.md") if path.stem != "README")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")


@pytest.mark.parametrize("slug", DIGESTS)
def test_a_digest_says_only_what_its_sheet_says(slug):
    """Every digit string and number word of it stands in the sheet; its length is that of a digest."""
    if not (SHEETS / f"{slug}.yaml").exists():
        pytest.skip("the fact sheets are not part of the project and are absent here")
    assert problems(slug) == []


@pytest.mark.parametrize("slug", DIGESTS)
def test_front_matter_is_exact(slug):
    """All fields in order, unknown ones null, dates and kinds in their forms."""
    front, body = split_front_matter((CORPUS / f"{slug}.md").read_text("utf-8"))
    assert list(front) == FIELDS
    assert front["text_kind"] == "digest"
    assert front["source_tier"] in ("primary", "secondary")
    assert isinstance(front["derived"], bool)
    assert isinstance(front["title"], str)
    assert list(front["sample"]) == ["n", "who", "regions", "margin"]
    assert front["sample"]["n"] is None or front["sample"]["n"] > 0
    for name in ("published", "collected"):
        assert front[name] is None or _DATE.fullmatch(str(front[name])), name
    for name in ("publisher", "account_of", "event", "url", "kind"):
        assert front[name] is None or (isinstance(front[name], str) and front[name].strip()), name
    assert front["url"] is None or front["url"].startswith("https://")
    assert body


def test_lengths_and_numbers_without_the_sheets():
    """The length rule holds also where the sheets are absent; every thin digest exists and is thin."""
    words = {
        slug: len(split_front_matter((CORPUS / f"{slug}.md").read_text("utf-8"))[1].split())
        for slug in DIGESTS
    }
    assert set(THIN) <= set(DIGESTS)
    assert {slug for slug, count in words.items() if not 150 <= count <= 350} == set(THIN)


def test_the_check_itself_can_fail(tmp_path, monkeypatch):
    """A digest with a number that its sheet lacks, a wrong field and too few words is found out."""
    import check_digests

    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "x.yaml").write_text("title: T\nfigures:\n- {value: 42 %, note: 99 %}\n", "utf-8")
    (tmp_path / "x.md").write_text(
        "---\ntitle: T\n---\n42 % and 99 % and two thirds, seven of them.\n", "utf-8"
    )
    monkeypatch.setattr(check_digests, "CORPUS", tmp_path)
    monkeypatch.setattr(check_digests, "SHEETS", tmp_path / "facts")
    found = "\n".join(check_digests.problems("x"))
    for part in ("front matter has", "text_kind is None", "11 words", "digits 99", "'seven'"):
        assert part in found
    assert "digits 42" not in found


def test_the_corpus_is_what_the_issue_asks_for():
    """At least 150 digests, the founding article among them; where there are sheets, each has its digest."""
    assert len(DIGESTS) >= 150
    assert "kubecon-eu-2026-press-conference" in DIGESTS
    if not SHEETS.exists():
        pytest.skip("the fact sheets are not part of the project and are absent here")
    sheets = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in SHEETS.glob("*.yaml")}
    assert set(sheets) == set(DIGESTS)
    assert sum(len(sheet.get("recommendations") or []) for sheet in sheets.values()) >= 250


def test_the_readme_lists_every_digest_with_its_dates():
    """The table of corpus/README.md is what `check_digests.py --list` prints."""
    assert listing() in (CORPUS / "README.md").read_text("utf-8")
