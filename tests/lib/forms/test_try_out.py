"""Things to try in a lab: the course's own words go with the notebook, and tell in its place what cannot move."""

import re
import shutil

import pytest

import peakend as pe
from peakend.base.errors import PeakendError
from peakend.forms.scenes.thing import WORDS
from peakend_labs.drawings import drawings
from peakend_labs.lab import read_lab
from peakend_labs.places import COURSE, lab_names
from peakend_labs.release.kit import form_for_trainees

TRIES = COURSE / "tries"
SHOWN = [(lab, name) for lab in lab_names() for kind, name in drawings(read_lab(lab).text) if kind == "try"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of a notebook that has all things to try."""
    shutil.copytree(TRIES, tmp_path / "worksheets")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lab_4_lets_the_line_of_visibility_be_dragged_before_it_asks_about_it():
    """Above the form of task 4."""
    text = read_lab("4-journey").text
    assert ("4-journey", "visibility") in SHOWN
    assert text.index('pe.try_out("visibility")') < text.index('pe.worksheet("lines")')


@pytest.mark.parametrize(("lab", "name"), SHOWN)
def test_the_words_of_a_thing_to_try_go_with_the_notebook_whole(lab, name):
    """From the one file that pages and slides show, and with nothing left out for the trainees."""
    file = TRIES / f"{name}.yml"
    assert file == read_lab(lab).forms()[name]
    assert file.read_text(encoding="utf-8") == read_lab(lab).side_files()[f"worksheets/{name}.yml"]


@pytest.mark.parametrize("name", sorted(WORDS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trainee_s_copy_is_drawn_as_the_course_s_file(name, language, folder):
    """Word for word: a key that the kit does not know would be lost."""
    pe.set_language(language)
    copy = folder / "worksheets" / f"{name}.yml"
    drawn = pe.try_out(name).picture
    copy.write_text(form_for_trainees(copy.read_text(encoding="utf-8")), encoding="utf-8")
    assert drawn == pe.try_out(name).picture
    assert f'data-try="{name}"' in drawn


def test_where_nothing_moves_what_is_shown_is_told(folder):
    """As in a handed-in notebook that somebody reads, and on a page without its script."""
    shown = pe.try_out("visibility")
    told = shown._repr_html_()
    assert told.startswith("<p>Drag the line of visibility: Mei waits six minutes at the desk</p><p>Five things stand")
    assert told.removeprefix("<p>").split("</p>", 1)[1] in shown.picture
    pe.set_language("zh")
    assert "五件事从上往下排" in pe.try_out("visibility")._repr_html_()


def test_a_name_that_nothing_has_is_told_with_those_there_are(folder):
    """In the language in use."""
    with pytest.raises(PeakendError, match=r"no worksheet 'visible' in this folder\. There are: curve, interval,"):
        pe.try_out("visible")
    pe.set_language("zh")
    with pytest.raises(PeakendError, match=r"visible.*curve、interval、kano-pair"):
        pe.try_out("visible")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", "visibility.yml，第 1 行：缺少字段“still”；请补上，例如“still: {zh: …, en: …}”"),
        ("en", "visibility.yml, line 1: the field 'still' is missing; write it, for instance 'still: {zh: …, en: …}'"),
    ],
)
def test_a_file_that_does_not_fit_is_told_with_its_line(language, told, folder):
    """And with how the field is written."""
    pe.set_language(language)
    copy = folder / "worksheets" / "visibility.yml"
    copy.write_text(re.sub(r"^still:.*\n", "", copy.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    with pytest.raises(PeakendError) as caught:
        pe.try_out("visibility")
    assert told in str(caught.value)
