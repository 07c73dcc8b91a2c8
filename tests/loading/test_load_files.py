"""Which files are read, and what is said of those that are not."""

from __future__ import annotations

import os

import pytest

from assistant.errors import LoadError
from assistant.loading import expand, load


def write(path, content):
    """A file with this content, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(document):
    """(kind, text) of each block."""
    return [(block.kind, block.text) for block in document.blocks]


def test_a_folder_gives_its_known_files_in_order(tmp_path):
    """Sub-folders are searched; README, licences, hidden entries and unknown endings are passed over."""
    wanted = [write(tmp_path / name, "x") for name in ("a.md", "b.TXT", "sub/c.html", "sub/d.pdf")]
    for name in ("README.md", "readme.MD", "LICENSE.md", ".hidden.md", ".git/e.md", "f.docx", "sub/.g.txt"):
        write(tmp_path / name, "x")
    files, problems = expand([tmp_path])
    assert files == wanted
    assert problems == []


def test_a_file_named_twice_is_read_once(tmp_path):
    """A file that is given by name and again by its folder comes once."""
    first, second = write(tmp_path / "b.md", "x"), write(tmp_path / "a.md", "x")
    assert expand([first, tmp_path]) == ([first, second], [])


def test_a_readme_given_by_name_is_taken(tmp_path):
    """Only a folder's README is passed over; who names one wants it."""
    readme = write(tmp_path / "README.md", "x")
    assert expand([readme])[0] == [readme]


def test_a_loop_of_links_ends(tmp_path):
    """A link to a folder above is not followed; a link to itself is reported with its path."""
    file = write(tmp_path / "docs" / "a.md", "x")
    (tmp_path / "docs" / "again").symlink_to(tmp_path / "docs", target_is_directory=True)
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    files, problems = expand([tmp_path / "docs", loop])
    assert files == [file]
    assert [problem.path for problem in problems] == [str(loop)]
    assert "link leads nowhere" in problems[0].problem


def test_a_missing_input_is_reported_and_the_rest_goes_on(tmp_path):
    """A spelling mistake names its path and hides nothing else."""
    file = write(tmp_path / "a.md", "x")
    files, problems = expand([tmp_path / "nope.md", file])
    assert files == [file]
    assert "no such file" in str(problems[0])
    assert "nope.md" in str(problems[0])


def test_something_that_is_no_file_is_reported(tmp_path):
    """A pipe is neither read nor waited for."""
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    files, problems = expand([pipe])
    assert files == []
    assert "neither a file nor a folder" in problems[0].problem


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.md", b"", "empty"),
        ("a.md", b" \n\t\n", "empty"),
        ("a.docx", b"PK", ".docx"),
        ("noending", b"text", "not read"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.txt", b"Gr\xf6\xdfe 82 %", "not UTF-8 text (byte 2)"),
        ("a.html", b"<p>caf\xe9</p>", "not UTF-8"),
        ("a.md", b"---\ntitle: Only front matter\n---\n", "no text"),
        ("a.md", b"```\n```\n", "no text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, says):
    """The error carries the path and what is wrong."""
    path = write(tmp_path / name, content)
    with pytest.raises(LoadError) as caught:
        load(path)
    assert says in caught.value.problem
    assert caught.value.path == str(path)


def test_a_file_too_large_names_size_limit_and_setting(tmp_path):
    """The limit is checked before reading; the message says which setting raises it."""
    path = write(tmp_path / "big.txt", b"a" * 2_500_000)
    with pytest.raises(LoadError, match=r"2\.5 MB is more than 1 MB; raise ASSISTANT_MAX_FILE_MB"):
        load(path, max_bytes=1_000_000)


def test_a_file_that_vanishes_is_a_load_error(tmp_path):
    """Between listing and reading, a file may go."""
    with pytest.raises(LoadError, match="cannot be read"):
        load(tmp_path / "gone.md")


def test_a_file_that_changes_while_read_is_refused(tmp_path, monkeypatch):
    """Half of two versions is never indexed."""
    path = write(tmp_path / "a.txt", "before")
    read = type(path).read_bytes

    def read_and_change(self):
        content = read(self)
        self.write_bytes(b"after, and longer")
        return content

    monkeypatch.setattr(type(path), "read_bytes", read_and_change)
    with pytest.raises(LoadError, match="changed while it was read"):
        load(path)


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffLine one\nLine two: 82 %".encode(),
        b"Line one\r\nLine two: 82 %\r\n",
        b"Line one\rLine two: 82 %",
        "Line one\nLine two: 82 %".encode("utf-16"),
        b"\xfe\xff" + "Line one\nLine two: 82 %".encode("utf-16-be"),
    ],
    ids=["bom", "crlf", "cr", "utf-16", "utf-16-be"],
)
def test_encodings_and_line_ends_do_not_show(tmp_path, content):
    """A byte order mark, CRLF, CR and UTF-16 give the same blocks as plain UTF-8."""
    document = load(write(tmp_path / "a.txt", content))
    assert texts(document) == [("paragraph", "Line one\nLine two: 82 %")]


def test_broken_utf_16_is_a_load_error(tmp_path):
    """Half a character at the end is named as what it is."""
    with pytest.raises(LoadError, match="not UTF-16 text"):
        load(write(tmp_path / "a.txt", b"\xff\xfea\x00b"))


def test_the_key_is_the_absolute_path_unless_given(tmp_path, monkeypatch):
    """A relative path and the absolute one mean the same source."""
    path = write(tmp_path / "a.md", "Text.")
    monkeypatch.chdir(tmp_path)
    assert load(type(path)("a.md")).key == load(path).key == str(path.resolve())
    assert load(path, key="name.md").key == "name.md"


def test_the_original_bytes_are_kept(tmp_path):
    """What was read is handed on as it was."""
    assert load(write(tmp_path / "a.md", b"\xef\xbb\xbfText.\r\n")).original == b"\xef\xbb\xbfText.\r\n"


def test_a_file_under_two_names_is_read_once(tmp_path):
    """A link beside the file it leads to adds nothing, so its chunks exist once."""
    (tmp_path / "a.md").write_text("Some text.", "utf-8")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    files, problems = expand([tmp_path, tmp_path / "a.md"])
    assert (len(files), problems) == (1, [])


def test_links_in_a_circle_are_reported_and_the_rest_is_read(tmp_path):
    """Two links that lead to each other are one failure each when read, and expanding survives them."""
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    (tmp_path / "good.md").write_text("Some text.", "utf-8")
    files, _ = expand([tmp_path])
    assert tmp_path / "good.md" in files
    with pytest.raises(LoadError):
        load(tmp_path / "a.md")
