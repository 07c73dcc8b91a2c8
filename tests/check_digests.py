"""Does a digest say only what its fact sheet says?

Reads numbers with its own two small patterns, on purpose without `assistant.quantities`: a fault
there must not be able to hide here. Sheets are not part of the project; where they are absent the
comparison is skipped by the test that calls it.

    python tests/check_digests.py [slug ...]
    python tests/check_digests.py --list
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
# A digest may be shorter than 150 words where its sheet holds at most six figures and recommendations: to
# write more would be to say what no source says. `problems` checks that; the list is for where there are no
# sheets.
THIN_STATEMENTS = 6
THIN = frozenset(
    [
        "aks-ingress-nginx-2025",
        "canonical-k8s-report-2022",
        "cbui-kubernetes-cpu-limits",
        "cncf-survey-2025-softwareplaza",
        "cncf-wasm-microsurvey-2022",
        "codefresh-gitops-branches",
        "cosmonic-thomas-wasm-kubernetes",
        "datadog-containers-2022",
        "datadog-containers-2023",
        "datadog-containers-serverless-2025",
        "dynatrace-k8s-in-the-wild-2023",
        "eclipse-iot-survey-2020",
        "eclipse-iot-survey-2022",
        "eclipse-iot-survey-2024",
        "everest-agentic-not-starting-point",
        "finops-managing-ai-value",
        "finops-x-europe-day2-quilyx",
        "flexera-state-of-cloud-2022",
        "grafana-observability-survey-2026",
        "jetbrains-ecosystem-2023",
        "jetbrains-ecosystem-2025-method",
        "k8s-ingress-nginx-retirement-2025",
        "k8s-multicontainer-pods-2025",
        "kubecon-eu-2023-recap",
        "kubecon-eu-2026-siliconangle",
        "kubecon-na-2022-recap",
        "kubecon-na-2023-transparency",
        "kubecon-na-2024-vmblog",
        "kubecon-na-2025-cracks-cloudnativenow",
        "kubecon-na-2025-day1-virtualizationreview",
        "kubecon-na-2025-techarena",
        "kubefm-stefaniak-2025",
        "label-studio-build-vs-buy",
        "lf-census-iii-2024",
        "lf-europe-open-ecosystems-2026",
        "mckinsey-state-of-ai-2025-mar",
        "nvidia-gtc-2026",
        "octoverse-2017",
        "octoverse-2019",
        "octoverse-2020",
        "octoverse-2024",
        "octoverse-2025",
        "opengitops-principles",
        "portworx-voice-of-k8s-2024",
        "portworx-voice-of-k8s-2026",
        "postman-ai-ready-apis",
        "python-developers-survey-2024",
        "redhat-k8s-security-2023-via-fairwinds",
        "robusta-cpu-limits",
        "slashdata-cloud-native-2021",
        "slashdata-cloud-native-q1-2026-recap",
        "spectrocloud-k8s-2024",
        "spectrocloud-k8s-2025",
        "sysdig-cloud-native-security-2023",
        "sysdig-cloud-native-security-2025",
        "sysdig-container-usage-2019",
        "thoughtworks-radar-gitops",
        "truvisory-ai-build-buy-partner",
        "vmware-state-of-k8s-2023",
        "wasmcloud-hayes-keynote-2024",
        "wasmcon-na-2025-liveblog",
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
    sheet = yaml.safe_load(path.read_text("utf-8"))
    statements = len(sheet.get("figures") or []) + len(sheet.get("recommendations") or [])
    if slug in THIN and statements > THIN_STATEMENTS:
        found.append(f"{words} words for {statements} figures and recommendations, expected 150 or more")
    allowed = sheet_text(sheet)
    digits = digit_strings(allowed)
    digits |= set(number_words(allowed).values())
    missing = sorted(digit_strings(body) - digits)
    found += [f"the digits {number} do not stand in the sheet" for number in missing]
    for word, number in number_words(body).items():
        if number not in digits and word not in allowed.lower():
            found.append(f"the number word {word!r} does not stand in the sheet")
    return found


def listing() -> str:
    """The table of all digests for `corpus/README.md`."""
    rows = [
        "| digest | written by | an account of | published | asked or measured |",
        "|---|---|---|---|---|",
    ]
    for path in sorted(CORPUS.glob("*.md")):
        if path.stem == "README":
            continue
        front, _ = split_front_matter(path.read_text("utf-8"))
        cells = (front[name] or "" for name in ("publisher", "account_of", "published", "collected"))
        rows.append(f"| [{path.stem}]({path.name}) | {' | '.join(cells)} |")
    return "\n".join(rows)


def main(slugs: list[str]) -> int:
    """Print the problems of the named digests, or of all; with `--list` the table of the README."""
    if slugs == ["--list"]:
        print(listing())
        return 0
    bad = 0
    for slug in slugs or sorted(p.stem for p in CORPUS.glob("*.md") if p.stem != "README"):
        for problem in problems(slug):
            bad += 1
            print(f"{slug}: {problem}")
    print(f"{bad} problems")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
