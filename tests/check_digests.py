"""Does a digest say only what its fact sheet says?

Reads numbers with its own two small patterns, on purpose without `assistant.quantities`: a fault
there must not be able to hide here. Sheets are not part of the project; where they are absent the
comparison is skipped by the test that calls it.

    python tests/check_digests.py [slug ...]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SHEETS = Path(__file__).resolve().parent.parent.parent / "shared" / "facts"
FIELDS = [
    *("text_kind", "title", "publisher", "account_of", "event", "published", "collected", "url", "kind"),
    *("sample", "source_tier", "derived"),
]
# Digests that may be shorter than 150 words: their sheets hold one to six figures and no recommendation, and
# to write more would be to say what no source says. Nothing may be added here without the same reason.
THIN = frozenset(
    [
        "cncf-survey-2025-softwareplaza",
        "kubecon-eu-2023-recap",
        "kubecon-eu-2026-siliconangle",
        "kubecon-na-2022-recap",
        "kubecon-na-2023-transparency",
        "kubecon-na-2024-vmblog",
        "kubecon-na-2025-cracks-cloudnativenow",
        "kubecon-na-2025-day1-virtualizationreview",
        "kubecon-na-2025-techarena",
        "slashdata-cloud-native-2021",
        "slashdata-cloud-native-q1-2026-recap",
    ]
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_UNITS += " sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: str(n) for n, word in enumerate(_UNITS.split(), start=1)}
_WORDS |= {word: str(n * 10) for n, word in enumerate(_TENS.split(), start=2)}
_WORDS |= {"half": "50", "halves": "50", "dozen": "12", "twice": "2", "doubled": "2", "double": "2"}
_WORDS |= {"tripled": "3", "triple": "3", "thrice": "3", "tenfold": "10", "twofold": "2"}
_FRACTION = re.compile(
    r"\b(?:a|one|two|three|four)[ -](?:third|thirds|quarter|quarters|fifth|fifths|tenth|tenths)\b"
)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return (front matter, body) of a digest."""
    _, front, body = text.split("---\n", 2)
    return yaml.safe_load(front), body.strip()


def digit_strings(text: str) -> set[str]:
    """Digit strings without thousands separators or trailing zeros after a point."""
    found = set()
    for raw in _DIGITS.findall(text):
        plain = re.sub(r",(?=\d{3}(?:\D|$))", "", raw)
        for part in [plain] if re.fullmatch(r"\d+(\.\d+)?", plain) else re.split(r"[.,]", plain):
            found.add(part.rstrip("0").rstrip(".") if "." in part else part.lstrip("0") or "0")
    return found


def number_words(text: str) -> dict[str, str]:
    """Number words of a text, each with its digits; 'one' only where it counts ('one in five')."""
    low = text.lower()
    found = {m.group(0): m.group(0) for m in _FRACTION.finditer(low)}
    for match in re.finditer(r"[a-z]+(?:-[a-z]+)?", low):
        word = match.group(0)
        if word == "one" and not re.match(r"one (?:in|out of) ", low[match.start() :]):
            continue
        tens, _, unit = word.partition("-")
        if tens in _WORDS and unit in _WORDS:
            found[word] = str(int(_WORDS[tens]) + int(_WORDS[unit]))
        elif word in _WORDS:
            found[word] = _WORDS[word]
    return found


def sheet_text(sheet: dict[str, Any]) -> str:
    """Everything of a sheet that a digest may say; notes, commentary and doubts left out."""
    kept: list[str] = []
    for figure in sheet.get("figures") or []:
        kept += [str(v) for k, v in figure.items() if k != "note"]
    for recommendation in sheet.get("recommendations") or []:
        kept += [str(v) for v in recommendation.values()]
    for key in ("sample", "title", "event", "date_published", "data_collected", "publisher"):
        kept.append(str(sheet.get(key)))
    for key in ("organisations", "people"):
        kept += [str(v) for v in sheet.get(key) or []]
    return " \n ".join(kept)


def problems(slug: str) -> list[str]:
    """What is wrong with one digest; empty when it is in order."""
    front, body = split_front_matter((CORPUS / f"{slug}.md").read_text("utf-8"))
    found = []
    if list(front) != FIELDS:
        found.append(f"front matter has {list(front)}, expected {FIELDS}")
    if front.get("text_kind") != "digest":
        found.append(f"text_kind is {front.get('text_kind')!r}, expected 'digest'")
    words = len(body.split())
    fewest = 59 if slug in THIN else 150
    if not fewest <= words <= 350:
        found.append(f"{words} words, expected {fewest} to 350")
    path = SHEETS / f"{slug}.yaml"
    if not path.exists():
        return found
    allowed = sheet_text(yaml.safe_load(path.read_text("utf-8")))
    digits = digit_strings(allowed)
    digits |= set(number_words(allowed).values())
    missing = sorted(digit_strings(body) - digits)
    found += [f"the digits {number} do not stand in the sheet" for number in missing]
    for word, number in number_words(body).items():
        if number not in digits and word not in allowed.lower():
            found.append(f"the number word {word!r} does not stand in the sheet")
    return found


def main(slugs: list[str]) -> int:
    """Print the problems of the named digests, or of all."""
    bad = 0
    for slug in slugs or sorted(p.stem for p in CORPUS.glob("*.md") if p.stem != "README"):
        for problem in problems(slug):
            bad += 1
            print(f"{slug}: {problem}")
    print(f"{bad} problems")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
