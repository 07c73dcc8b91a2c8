"""PDF files: text with page numbers, and what is said of files that cannot be read."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from assistant.errors import LoadError
from assistant.loading import load
from assistant.loading.pdf import paragraphs_of_page


def pdf(pages, title=None):
    """Bytes of a small PDF; each page is a list of lines."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 700 Td\n{shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    if title:
        objects.append(f"<< /Title ({title}) >>")
    return assemble(objects, f"/Info {len(objects)} 0 R" if title else "")


def assemble(objects, trailer):
    """A PDF file of numbered objects."""
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return (body + tail + f"startxref\n{len(body)}\n%%EOF\n").encode("latin-1")


def encrypted(content, password):
    """The same PDF, encrypted with RC4."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(content)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read(tmp_path, content):
    """Load these bytes from a file."""
    path = tmp_path / "a-report.pdf"
    path.write_bytes(content)
    return load(path)


REPORT = [
    ["The survey found that 82 percent of container users", "run Kubernetes in production today."],
    ["On the second page 628 people were asked."],
]


def test_text_with_page_numbers(tmp_path):
    """Paragraphs come in order, each with the page it stands on."""
    document = read(tmp_path, pdf(REPORT, "Report of 2025"))
    assert [(b.kind, b.page, b.text.replace("\n", " ")) for b in document.blocks] == [
        (
            "paragraph",
            1,
            "The survey found that 82 percent of container users run Kubernetes in production today.",
        ),
        ("paragraph", 2, "On the second page 628 people were asked."),
    ]
    assert (document.metadata.title, document.metadata.kind) == ("Report of 2025", "pdf")


def test_without_a_title_the_file_name_is_it(tmp_path):
    """A PDF that states no title is called by its file."""
    assert read(tmp_path, pdf(REPORT)).metadata.title == "a-report"


def test_an_encrypted_pdf_is_refused_by_name(tmp_path):
    """The message says that it is encrypted and what to do."""
    with pytest.raises(LoadError, match="encrypted; save a copy without password"):
        read(tmp_path, encrypted(pdf(REPORT), "secret"))


def test_a_pdf_that_opens_without_password_is_read(tmp_path):
    """Encryption with an empty user password only restricts printing and the like."""
    document = read(tmp_path, encrypted(pdf(REPORT), ""))
    assert "628 people" in document.blocks[-1].text


def test_a_pdf_without_text_is_refused(tmp_path):
    """A scan is told apart from a broken file."""
    with pytest.raises(LoadError, match="has no text; a scan"):
        read(tmp_path, pdf([[]]))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog",
        b"This is no PDF at all, only its ending says so.",
        pdf(REPORT)[:200],
        pdf(REPORT).replace(b"/Kids", b"/Kidz"),
        pdf(REPORT).replace(b"/Type /Pages", b"/Type /Nonsense").replace(b"2 0 R", b"9 9 R"),
        assemble(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"], ""),
    ],
    ids=["header", "cut", "text", "half", "no-kids", "dangling", "loop"],
)
def test_a_broken_pdf_is_a_load_error(tmp_path, content):
    """Whatever the parser trips over, the file is reported and nothing else escapes."""
    with pytest.raises(LoadError, match=r"a-report\.pdf"):
        read(tmp_path, content)


def test_lines_of_a_page_become_paragraphs():
    """An empty line parts, a short line that ends a sentence parts, a hyphen at a line end is undone."""
    text = (
        "Kubernetes adop-\ntion has grown in the year that this report is about,\n"
        "and it did so everywhere.\nA new paragraph begins after the short line above,\n\n"
        "and this is a third."
    )
    assert paragraphs_of_page(text) == [
        "Kubernetes adoption has grown in the year that this report is about,\nand it did so everywhere.",
        "A new paragraph begins after the short line above,",
        "and this is a third.",
    ]


def test_an_empty_page_has_no_paragraphs():
    """White space is not text."""
    assert paragraphs_of_page(" \n\n ") == []


def test_first_page_says_who_published_it_and_when(tmp_path):
    """The lines below the title are read; lines of authors with their universities name no publisher."""
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf([["What clusters cost", "Mill Institute", "November 2022"], ["Clusters cost."]]))
    about = load(path).metadata
    assert (about.publisher, about.published) == ("Mill Institute", "2022-11")
    path.write_bytes(pdf([["What clusters cost", "J. Ahmed, University of Lund"], ["Clusters cost."]]))
    assert load(path).metadata.publisher is None
