"""Pieces of an HTML page: tables, figures, paragraphs, lists, and the style. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, what stands small below or beside it, and its class."""

    text: str
    small: tuple[str, ...] = ()
    kind: str = ""


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table that scrolls within itself where a screen is too narrow; the keyboard reaches it.

    Args:
        caption: what the table shows; also the name of its region.
        head: the names of the columns.
        rows: one cell a column; the first names the row.

    Raises:
        ValueError: the first row has not as many cells as the head.
    """
    kinds = [_class(cell) if cell.kind == "words" else "" for cell in rows[0]] if rows else [""] * len(head)
    top = "".join(
        f'<th scope="col"{kind}>{escape(name)}</th>' for name, kind in zip(head, kinds, strict=True)
    )
    lines = "\n".join(
        f'<tr><th scope="row">{_content(row[0])}</th>'
        + "".join(f"<td{_class(cell)}>{_content(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    label = escape(caption)
    return (
        f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>'
        f"<caption>{label}</caption>\n"
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{lines}\n</tbody></table></div>"
    )


def _class(cell: Cell) -> str:
    return f' class="{escape(cell.kind)}"' if cell.kind else ""


def _content(cell: Cell) -> str:
    small = "".join(f" <small>{escape(text)}</small>" for text in cell.small)
    text = escape(cell.text)
    # On a phone 225/186/20 may break after its strokes.
    return (text.replace("/", "/<wbr>") if cell.kind == "won" else text) + small


def figure(svg: str, caption: str) -> str:
    """A plot with its caption; the plot is taken as it is, the caption escaped."""
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def paragraph(text: str) -> str:
    """A text, escaped, as a paragraph."""
    return f"<p>{escape(text)}</p>"


def missing(text: str) -> str:
    """As `paragraph`, in the style of what is not there."""
    return f'<p class="missing">{escape(text)}</p>'


def bullets(items: Iterable[str]) -> str:
    """Texts, escaped, as an unnumbered list."""
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


# The colours of words have a contrast of at least 4.5 with their ground, light and dark.
CSS = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --ground: #fff; --line: #d0d7de;
  --stripe: #f6f8fa; --ahead: #116329; --behind: #a40e26; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9ea7b3; --ground: #0d1117;
  --line: #30363d; --stripe: #161b22; --ahead: #56d364; --behind: #ff7b72; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 84rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
a { color: var(--link); }
p, ul { max-width: 48rem; }
.summary { font-size: 1.15rem; border-left: 4px solid var(--link); padding-left: 0.75rem; }
.missing { color: var(--soft); font-style: italic; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; max-width: none; }
.figures { display: grid; gap: 1rem; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
figure { margin: 0; padding: 0.5rem; max-width: 36rem; background: #fff; color: #1f2328;
  border: 1px solid var(--line); border-radius: 6px; }
figure svg { display: block; width: 100%; height: auto; }
figure svg * { stroke-linejoin: round; stroke-linecap: butt; }
figcaption { font-size: 0.875rem; margin-top: 0.5rem; }
.scroll { overflow-x: auto; margin: 0.75rem 0 1.5rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem;
  overflow-wrap: break-word; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { padding: 0.25rem 0.6rem; text-align: right; vertical-align: top;
  border-bottom: 1px solid var(--line); }
thead th { vertical-align: bottom; }
th:first-child, .words { text-align: left; }
td.stacked small { display: block; }
th:first-child { position: sticky; left: 0; background: var(--ground); }
tbody th { font-weight: 400; }
tbody tr:nth-child(even) > * { background: var(--stripe); }
small { color: var(--soft); font-size: 0.85em; white-space: nowrap; }
td.ahead small:last-child { color: var(--ahead); font-weight: 600; }
td.behind small:last-child { color: var(--behind); font-weight: 600; }
@media (max-width: 44rem) {
  body { padding: 0.6rem; }
  table { font-size: 0.7rem; }
  th, td { padding: 0.25rem 0.15rem; }
  td small, th small { display: block; font-size: 0.62rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --ground: #fff; --line: #999; --stripe: #fff;
    --ahead: #116329; --behind: #a40e26; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .scroll { overflow: visible; }
  figure, tr { break-inside: avoid; }
  h2, caption { break-after: avoid; }
}
"""
