"""What users correct in the ledger: it is seen everywhere, and survives new versions of a source."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from library_builders import CLOUD, MESH, files_with, open_library, write

from assistant.errors import ConfigurationError, FigureNotFoundError, LibraryLockedError
from assistant.schema import FigureFilter, Period


@pytest.fixture
def home(tmp_path):
    """A folder with the documents."""
    write(tmp_path, "mesh.md", MESH)
    write(tmp_path, "cloud.md", CLOUD)
    return tmp_path


@pytest.fixture
def library(home):
    """A library with both documents."""
    with open_library(home / "lib") as assistant:
        assistant.add([home / "mesh.md", home / "cloud.md"], key=None)
        yield assistant


def of(assistant, surface):
    """The one figure with this surface, whatever was done to it."""
    rows = assistant.figures(where=FigureFilter(rejected=None))
    (found,) = [row.figure for row in rows if row.figure.surface.startswith(surface)]
    return found


def test_an_edit_is_shown_with_what_was_read(library):
    """The new value stands in the field, the old one as text in `edited`, also after reopening."""
    before = of(library, "82")
    changes = {"value": "83.5", "population": "firms", "period": "Q3 2024", "sample_n": "750"}
    edited = library.edit_figure(before.id, changes)
    assert edited == of(library, "82")
    assert edited.value == Decimal("83.5")
    assert edited.population == "firms"
    assert edited.period == Period("2024-07", "2024-09", "Q3 2024", "stated")
    assert edited.sample_n == 750
    assert edited.edited["value"] == "82"
    assert edited.edited["population"] == before.population
    assert edited.edited["sample_n"] == ""
    assert set(edited.edited) == set(changes)
    assert not set(edited.inherited) & set(changes)


def test_a_filter_sees_the_edit(library):
    """Values, units and periods are filtered as corrected, not as read."""
    figure = of(library, "82")
    library.edit_figure(figure.id, {"value": "7", "unit": "multiple", "period": "1999"})

    def found(**fields):
        return {row.figure.id for row in library.figures(where=FigureFilter(**fields))}

    assert found(unit="multiple") == {figure.id}
    assert figure.id not in found(unit="percent")
    assert figure.id in found(value=(Decimal(6), Decimal(8)))
    assert figure.id not in found(value=(Decimal(80), Decimal(90)))
    assert found(period=("1999", "1999")) == {figure.id}


def test_taking_it_back(library):
    """Editing a field back, or unediting the figure, leaves it exactly as it was read."""
    before = of(library, "82")
    library.edit_figure(before.id, {"value": "1", "metric": "something else"})
    library.edit_figure(before.id, {"value": "82", "metric": before.metric})
    assert of(library, "82") == before
    library.edit_figure(before.id, {"population": None, "stance": "disputed", "period": ""})
    library.reject_figure(before.id, "a test")
    assert library.unedit_figure(before.id) == before
    assert of(library, "82") == before


def test_two_edits_of_a_field_keep_what_was_read(library):
    """The second edit replaces the first; `edited` still holds the source's."""
    figure = of(library, "82")
    library.edit_figure(figure.id, {"value": "1"})
    assert library.edit_figure(figure.id, {"value": "2"}).edited == {"value": "82"}


def test_a_rejected_figure_is_hidden(library):
    """Not in the ledger unless asked for; the reason is kept."""
    figure = of(library, "82")
    rejected = library.reject_figure(figure.id, "a page number")
    assert rejected.rejected
    assert rejected.edited == {"rejected": "a page number"}
    assert figure.id not in {row.figure.id for row in library.figures()}
    assert [row.figure.id for row in library.figures(where=FigureFilter(rejected=True))] == [figure.id]
    assert library.figures(where=FigureFilter(rejected=None)).total == library.figures().total + 1


def test_a_rejected_figure_never_answers(library):
    """A question that it answered is not answered with it any more."""
    question = "What share of organisations ran service meshes in production in 2023?"
    answered = library.ask(question)
    assert [figure.surface for figure in answered.figures] == ["42 %"]
    library.reject_figure(of(library, "42").id)
    after = library.ask(question)
    assert not any(figure.surface == "42 %" for figure in after.figures)
    assert not any("42" in sentence.text for sentence in after.sentences)
    library.unedit_figure(of(library, "42").id)
    assert library.ask(question).sentences == answered.sentences


def test_an_answer_tells_of_an_edit(library):
    """The corrected figure answers, and the reader is told that the source's words are others."""
    library.edit_figure(of(library, "42").id, {"population": "banks"})
    answer = library.ask("What share of organisations ran service meshes in production in 2023?")
    assert [figure.population for figure in answer.figures] == ["banks"]
    assert [note.text for note in answer.notes if note.kind == "edited"] == [
        "A user corrected this of the figure 42 %: population."
    ]


@pytest.mark.parametrize(
    "again",
    [
        MESH,
        MESH.replace("# Mesh report", "# Another title"),
        f"{MESH}\nSomething was added at the end.\n",
        MESH.replace("Service meshes", "Nothing else was asked.\n\nService meshes"),
    ],
    ids=["same", "heading", "added", "moved"],
)
def test_an_edit_survives_a_new_version(home, library, again):
    """Whatever changes around the sentence, the edit finds its figure."""
    library.edit_figure(of(library, "42").id, {"value": "43", "metric": "meshes"})
    library.reject_figure(of(library, "42").id, "why not")
    library.add(write(home, "mesh.md", again))
    figure = of(library, "42")
    assert (figure.value, figure.metric) == (43, "meshes")
    assert figure.edited.keys() == {"value", "metric", "rejected"}
    assert figure.edited["value"] == "42"
    assert library.check() == []
    assert library.check_notes() == []


def test_an_edit_survives_new_metadata_alone(home, library):
    """The same text under other front matter is a new version too."""
    library.edit_figure(of(library, "82").id, {"population": "firms"})
    (result,) = library.add(write(home, "cloud.md", CLOUD.replace("2024-05", "2024-06")))
    assert result.action == "updated"
    assert of(library, "82").population == "firms"


def test_an_edit_that_fits_nothing_is_kept_and_told(home, library):
    """It is listed as a note, does nothing, and is applied again when its sentence comes back."""
    library.edit_figure(of(library, "42").id, {"value": "43"})
    library.add(write(home, "mesh.md", "# Mesh report\n\nNobody counted anything this time, they said.\n"))
    (note,) = library.check_notes()
    assert "The edit of value" in note
    assert "Service meshes ran in production" in note
    assert library.check() == []
    library.add(write(home, "mesh.md", MESH))
    assert of(library, "42").value == 43
    assert library.check_notes() == []


def test_a_removed_source_takes_its_edits_with_it(home, library):
    """Nothing of them is left, in no file; a source that is added again is as it reads."""
    figure = of(library, "42")
    library.edit_figure(figure.id, {"population": "quokkafinch owners"})
    library.remove(figure.source_id)
    library.close()
    assert not files_with(home / "lib", "quokkafinch")
    with open_library(home / "lib") as assistant:
        assistant.add(home / "mesh.md")
        assert of(assistant, "42") == figure


def test_an_edited_metric_is_searched_by(library):
    """The vector follows the edit, and goes back with it."""
    figure = of(library, "42")
    library.edit_figure(figure.id, {"metric": "zebra crossings", "population": None})
    best = library.figures("zebra crossings").rows[0]
    assert best.figure.id == figure.id
    assert best.score is not None
    assert best.score > 0.7
    library.unedit_figure(figure.id)
    assert figure.id not in {row.figure.id for row in library.figures("zebra crossings")}


def test_what_cannot_be_edited(library):
    """An unknown figure and a value of a wrong form are told, and nothing is written."""
    figure = of(library, "82")
    with pytest.raises(FigureNotFoundError, match=r"'nope'.*assistant figures"):
        library.edit_figure("nope", {"value": "1"})
    with pytest.raises(ConfigurationError, match="no range"):
        library.edit_figure(figure.id, {"metric": "x", "high": "10"})
    with pytest.raises(ConfigurationError, match="is no number"):
        library.edit_figure(figure.id, {"metric": "x", "value": "many"})
    assert of(library, "82") == figure


def test_an_edit_needs_the_lock(home, library, monkeypatch):
    """While another writes, an edit is refused with the writer's name, and nothing is written."""
    monkeypatch.setattr("assistant.index.library._LOCK_SECONDS", 0.1)
    figure = of(library, "82")
    began, end = threading.Event(), threading.Event()

    def hold():
        with open_library(home / "lib") as other, other._library.writing():
            began.set()
            end.wait(30)

    writer = threading.Thread(target=hold)
    writer.start()
    try:
        assert began.wait(30)
        with pytest.raises(LibraryLockedError, match="being written by process"):
            library.edit_figure(figure.id, {"value": "1"})
    finally:
        end.set()
        writer.join()
    assert of(library, "82") == figure


def test_another_reader_sees_an_edit_at_once(home, library):
    """A library that is open elsewhere needs no reopening."""
    with open_library(home / "lib") as reader:
        reader.ask("How much was used?")
        library.edit_figure(of(library, "82").id, {"population": "firms"})
        assert of(reader, "82").population == "firms"
