"""Where the people of a sample live: "Europe 45 %, North America 34 %" as one short line. Pure."""

from __future__ import annotations

import re
from typing import Final

_REGION: Final = (
    r"(?:(?:North|South|Latin|Central)\s+America|the\s+Americas|Americas|Europe|Asia(?:[-\s/]Pacific)?|APAC|EMEA|LATAM|Africa"
    r"|Oceania|Middle\s+East(?:\s+(?:and|&)\s+(?:North\s+)?Africa)?|MENA|Australia(?:\s+and\s+New\s+Zealand)?|ANZ"
    r"|(?:Northern|Southern|Western|Eastern|Central)\s+(?:and\s+Eastern\s+)?(?:Europe|Asia|Africa)|Nordics|Benelux|DACH"
    r"|Sub-Saharan\s+Africa|Caribbean|Southeast\s+Asia|South\s+Asia|East\s+Asia"
    r"|United\s+States(?:\s+of\s+America)?|USA?|U\.S\.|United\s+Kingdom|UK|U\.K\.|Great\s+Britain|England|Scotland|Wales|Ireland"
    r"|Germany|France|Spain|Portugal|Italy|Netherlands|Belgium|Luxembourg|Switzerland|Austria|Denmark|Sweden|Norway"
    r"|Finland|Iceland|Poland|Czech(?:ia|\s+Republic)|Slovakia|Hungary|Romania|Bulgaria|Greece|Turkey|Türkiye|Ukraine|Russia"
    r"|Estonia|Latvia|Lithuania|Croatia|Serbia|Slovenia|Israel|Egypt|Nigeria|Kenya|South\s+Africa|Morocco"
    r"|Saudi\s+Arabia|United\s+Arab\s+Emirates|UAE|India|Pakistan|Bangladesh|China|Hong\s+Kong|Taiwan|Japan|South\s+Korea|Korea"
    r"|Singapore|Malaysia|Indonesia|Philippines|Thailand|Vietnam|New\s+Zealand|Canada|Mexico|Brazil|Argentina|Chile"
    r"|Colombia|Peru|(?:(?:the\s+)?rest\s+of\s+the\s+world|elsewhere|[Oo]thers?(?:\s+(?:regions|countries))?))"
)
_SHARE: Final = r"\d{1,2}(?:\.\d)?\s?(?:%|per\s?cent|percent)"
_FORMS: Final = (
    # As in "Europe 45 %", "Europe accounts for 49 % of answers".
    re.compile(
        rf"\b(?P<where>{_REGION})\s*(?:accounts?\s+for|accounted\s+for|makes?\s+up|made\s+up|for|with|at|is|was|[:=–-])?\s*"
        rf"(?:about\s+)?(?P<share>{_SHARE})"
    ),
    # As in "Europe (47 %)", and with counts "United States (290)".
    re.compile(rf"\b(?P<where>{_REGION})\s*\((?:n\s*=\s*)?(?P<share>{_SHARE}|\d{{1,3}}(?:,\d{{3}})+|\d+)\)"),
    # As in "44% live in Europe, 33% in North America and 8% elsewhere".
    re.compile(
        rf"(?P<share>{_SHARE})\)?(?:\s+[a-z]+){{0,6}}?\s+(?:(?:in|from)\s+(?:the\s+)?)?(?P<where>{_REGION})\b"
    ),
)
_FEWEST: Final = 2
_WHOLE: Final = (90, 101)


def composition(words: str, asked: int | None) -> str | None:
    """The regions of a sample with their shares or counts, as one sentence gives them.

    They must make up a whole: shares of about 100 %, counts of all who were asked. So "43 % in North America
    and 38 % in Europe deploy daily" is none.
    """
    for form in _FORMS:
        pairs = [(match["where"], " ".join(match["share"].split())) for match in form.finditer(words)]
        if len(pairs) < _FEWEST or len({where for where, _ in pairs}) < len(pairs):
            continue
        numbers = [float(re.sub(r"[^\d.]", "", share)) for _, share in pairs]
        shares = [bool(re.search(r"[%p]", share)) for _, share in pairs]
        whole = _WHOLE[0] <= sum(numbers) <= _WHOLE[1] if all(shares) else sum(numbers) == asked
        if whole and len(set(shares)) == 1:
            return ", ".join(f"{_plain(where)} {share}" for where, share in pairs)
    return None


def _plain(where: str) -> str:
    """A region without its article, in one spelling of "other"."""
    where = " ".join(where.split()).removeprefix("the ")
    return where.lower() if where.startswith("Other") else where
