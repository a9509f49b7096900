"""The made class."""

import nbformat
import pytest

import peakend as pe
from peakend.lessons.roster import Roster
from peakend_grading.results.demo import LAB, make_class


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "made"
    pe.set_language("zh")
    make_class(folder, "zh", 8)
    return folder


def sources(folder, trainee):
    notebook = nbformat.read(folder / "submitted" / trainee / LAB / f"{LAB}.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells]


def test_everybody_has_a_name(made):
    """As a training department's list would say it."""
    assert {f"t{number:02}": f"学员{number:02}" for number in range(1, 9)} == Roster.read(made / "names.csv").names


def test_two_trainees_answer_differently(made):
    """Each by a throw of the dice."""
    assert sources(made, "t01") != sources(made, "t02")


def test_no_submission_holds_a_hidden_test_or_a_marker(made):
    """They are made from the released notebook."""
    cells = [source for number in range(1, 7) for source in sources(made, f"t{number:02}")]
    assert not [source for source in cells if "HIDDEN TESTS" in source or "SOLUTION" in source]


def test_one_file_is_no_notebook(made):
    """As happens in every class."""
    assert (made / "submitted" / "t07" / LAB / f"{LAB}.ipynb").read_text(encoding="utf-8").startswith("%PDF")


def test_the_same_class_each_time(made, tmp_path):
    """Nothing depends on chance."""
    make_class(tmp_path / "again", "zh", 3)
    assert sources(made, "t01") == sources(tmp_path / "again", "t01")


def test_a_folder_in_use_is_left_as_it_is(made):
    """A class is made once."""
    with pytest.raises(pe.PeakendError, match="exists already"):
        make_class(made, "zh", 3)
