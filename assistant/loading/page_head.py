"""What a web page says of itself beside its main text: meta tags, JSON-LD, title, masthead, byline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.loading.dates import date_of
from assistant.loading.imprint import read_imprint
from assistant.loading.organisations import describes, is_name, is_organisation, tidy

# lxml comes without types.
Element = Any

_PUBLISHER_TAGS: Final = (
    "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher",
    "citation_technical_report_institution",
)  # fmt: skip
_SITE_TAGS: Final = ("og:site_name", "application-name")
_DATE_TAGS: Final = (
    "article:published_time", "citation_publication_date", "citation_date", "dc.date.issued",
    "dcterms.issued", "dcterms.date", "dc.date", "datepublished", "publication_date", "pubdate",
    "publishdate", "date",
)  # fmt: skip
_SEPARATOR: Final = re.compile(r"\s+(?P<mark>\||[–—·•»]|-{1,2}|::)\s+")
# Parts of a site, which stand in titles as its name does.
_SITE_PARTS: Final = frozenset(
    """
    home homepage blog news newsroom reports report research resources insights articles article pdf
    press publications events start index welcome overview download downloads surveys library
    knowledge
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)
_LOGO: Final = re.compile(r"\b(?:logo|masthead|brand|site-?(?:name|title))\b", re.IGNORECASE)
_BYLINE: Final = re.compile(
    r"\b(?:byline|dateline|meta|date|published|pubdate|author|lead|subtitle)\b", re.IGNORECASE
)
_LINE_TAGS: Final = frozenset({"p", "div", "span", "time", "address", "li", "dd"})
_MOST_LINES: Final = 8
_LONG_LINE: Final = 240


@dataclass(frozen=True, slots=True)
class PageHead:
    """Publisher and date of a page; None where it does not say."""

    publisher: str | None = None
    published: str | None = None


def read_page_head(tree: Element, text: str) -> PageHead:
    """Publisher and date that a page states.

    Args:
        tree: the page as lxml parsed it.
        text: its main text, which may say what a name is.
    """
    tags = _meta_tags(tree)
    linked = list(_linked_data(tree))
    opening, over = _opening(tree), _site_names(tree)
    foot = [_words(e) for e in tree.xpath("//footer | //footer//p | //*[contains(@class,'copyright')]")]
    imprint = read_imprint(opening, foot, f"{text}\n" + "\n".join([*over, *foot]))
    author = _words_of(tags.get("author"))
    named = (
        *(_publisher_name(tags.get(tag)) for tag in _PUBLISHER_TAGS),
        *(_linked_publisher(item, linked) for item in linked),
        *(_publisher_name(tags.get(tag)) for tag in _SITE_TAGS),
        _name_in_title(tree, [*over, *foot], author),
        author if author and is_organisation(author) else None,
        imprint.publisher,
        next((name for name in over if name != author and is_organisation(name)), None),
    )
    days = (
        *(date_of(tags.get(tag, "")) for tag in _DATE_TAGS),
        *(date_of(str(item.get("datePublished") or "")) for item in linked),
        imprint.published,
        *(date_of(moment) for moment in tree.xpath("//article//time/@datetime")[:1]),
    )
    return PageHead(next(filter(None, named), None), next(filter(None, days), None))


def _words(element: Element) -> str:
    return " ".join(element.text_content().split())


def _words_of(value: str | None) -> str | None:
    return tidy(value) if value and value.strip() else None


def _meta_tags(tree: Element) -> dict[str, str]:
    """Content of meta tags by name, small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = tag.get("name") or tag.get("property") or tag.get("itemprop") or ""
        found.setdefault(name.strip().lower(), tag.get("content").strip())
    return found


def _publisher_name(value: object) -> str | None:
    """A name that a tag gives as publisher's; an address or a handle is none."""
    if not isinstance(value, str) or not value.strip() or re.match(r"\s*(?:https?:|www\.|@)", value):
        return None
    name = tidy(value)
    return name if len(name) <= 80 and name.lower() not in _SITE_PARTS else None


def _linked_data(tree: Element) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD; what is broken is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                waiting += item["@graph"] if isinstance(item.get("@graph"), list) else []
                yield item


def _linked_publisher(item: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> str | None:
    """The publisher of a JSON-LD object, by name or by reference."""
    value = item.get("publisher") or item.get("sourceOrganization")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict) and not value.get("name") and value.get("@id"):
        value = next((o for o in others if o.get("@id") == value["@id"] and o.get("name")), value)
    if isinstance(value, dict):
        return None if value.get("@type") == "Person" else _publisher_name(value.get("name"))
    return _publisher_name(value)


def _heading(tree: Element) -> Element:
    """The page's own heading; one in a header may be the name of the site."""
    return next(iter([*tree.xpath("//article//h1 | //main//h1"), *tree.xpath("//h1")]), None)


def _opening(tree: Element) -> list[str]:
    """Lines around the heading: what stands over it, and byline and lead below, to the first long one."""
    heading = _heading(tree)
    if heading is None:
        return []
    lines = [_words(e) for e in heading.xpath("preceding-sibling::p | preceding-sibling::div")[-2:]]
    taken: list[Element] = []
    for element in heading.xpath("following::*"):
        if element.tag in ("h2", "h3", "footer") or len(taken) >= _MOST_LINES:
            break
        inner = element.xpath("./p | ./div | ./ul | ./article | ./section | ./nav")
        outer = any(parent in taken or parent.tag in ("nav", "aside") for parent in element.iterancestors())
        words = _words(element) if element.tag in _LINE_TAGS and not inner and not outer else ""
        if words:
            taken.append(element)
            # A long paragraph is text; only one without a class may be a press release's first.
            lines.append(words)
            if len(words) > _LONG_LINE and not _BYLINE.search(element.get("class") or ""):
                break
    return lines


def _site_names(tree: Element) -> list[str]:
    """What the masthead and the link to the front page call the site."""
    marked = [e for e in tree.xpath("//*[@class or @id]") if _LOGO.search(f"{e.get('class')} {e.get('id')}")]
    roots = tree.xpath("//header//a[@href='/'] | //nav//a[@href='/']")
    names = [tidy(_words(e)) for e in (*marked, *roots)]
    return [n for n in dict.fromkeys(names) if is_name(n) and n.lower() not in _SITE_PARTS]


def _name_in_title(tree: Element, elsewhere: Sequence[str], author: str | None) -> str | None:
    """The site's name in `<title>`, behind or before the page's heading.

    Behind a dash there may as well be a second half of the heading, so the masthead or the footer must
    have the name too, unless it says what it is; and so for a name of two words, which may be a person's.
    """
    title = " ".join("".join(tree.xpath("//head/title//text()")[:1]).split())
    heading = _heading(tree)
    above = _words(heading).lower() if heading is not None else ""
    found = _SEPARATOR.split(title)
    parts, marks = found[::2], found[1::2]
    if len(parts) < 2:
        return next((n for n in elsewhere if is_name(n) and n.lower() not in _SITE_PARTS and title), None)
    for part, mark in ((parts[-1], marks[-1]), (parts[0], marks[0])):
        name = tidy(part)
        plain = not is_name(name) or describes(name) or name.lower() in _SITE_PARTS
        if plain or name.lower() in above or name == author:
            continue
        again = any(name in line for line in elsewhere)
        if (
            again
            or is_organisation(name)
            or (mark == "|" and (len(name.split()) != 2 or name.startswith("The ")))
        ):
            return name
    return None
