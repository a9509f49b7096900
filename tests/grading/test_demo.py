"""The made class."""

import json

import nbformat
import pytest

import peakend as pe
from peakend.datasets.variants import variant_of
from peakend.lessons.roster import Roster
from peakend_grading.results.demo import LAB, make_class
from peakend_grading.results.demo_answers import answer_worth, points_of


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


def test_an_open_answer_is_worth_what_the_rubric_gives_for_it(made):
    """The trainer reads sentences to mark, of each kind that the rubric tells apart."""
    kept = [json.loads(file.read_text("utf-8"))["answers"]["answer"] for file in made.rglob("answers/look-first.json")]
    assert 6 == len(kept)
    first = json.loads((made / "submitted" / "t01" / LAB / "answers" / "look-first.json").read_text("utf-8"))
    assert variant_of("t01") == first["variant"]  # or it would be said to be filled in by somebody else
    assert len(set(kept)) > 1
    assert {1, 2, 3, 4} >= {points_of(answer) for answer in kept}
    assert [4, 3, 2, 1] == [points_of(answer_worth(points)) for points in (4, 3, 2, 1)]


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
