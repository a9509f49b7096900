"""The judge gives what nbgrader's own autograder gives, cell for cell."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from peakend_grading.host.assignments import assignment_names
from peakend_grading.host.grade import Grading, grade
from peakend_grading.intake.search import find_submissions
from peakend_labs.lab import read_lab
from peakend_labs.nbgrader_course import COURSE_ID, open_course
from peakend_labs.places import lab_names
from peakend_labs.release.kit import add_assignment, release_notebooks

PLAIN = "ps1"


def cell(text, grade_id, *, points=None, solution=False, grade=False, task=False, locked=False, kind=new_code_cell):
    marks = {"schema_version": 3, "grade_id": grade_id, "solution": solution, "grade": grade, "task": task}
    marks |= {"locked": locked} | ({"points": points} if points else {})
    return kind(text, metadata={"nbgrader": marks})


def solution(text, grade_id):
    return cell(f"### BEGIN SOLUTION\n{text}\n### END SOLUTION", grade_id, solution=True)


def check(text, grade_id, points):
    return cell(text, grade_id, points=points, grade=True, locked=True)


def plain_assignment():
    """An assignment as others write them: asserts on data, partial credit, a text to be read, a magic, helpers."""
    return new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[
            new_markdown_cell("# Problem set 1"),
            new_code_cell(
                "import numpy as np\nimport pandas as pd\n\ndef near(a, b):\n    return abs(a - b) < LIMIT\n"
            ),
            new_code_cell("LIMIT = 0.01\nsales = pd.DataFrame({'shop': ['a', 'b', 'a'], 'sum': [1.0, 2.5, 4.0]})"),
            solution("total = sales['sum'].sum()", "total"),
            check(
                "assert total is not None\n### BEGIN HIDDEN TESTS\nassert near(total, 7.5)\n### END HIDDEN TESTS",
                "test-total",
                2,
            ),
            solution("by_shop = sales.groupby('shop')['sum'].sum()\nshops = sorted(set(sales['shop']))", "by-shop"),
            check("expected = {'a': 5.0, 'b': 2.5}\nassert by_shop.to_dict() == expected", "test-by-shop", 3),
            check(
                "%%time\nassert shops == sorted(expected)\nassert [s.upper() for s in shops] == ['A', 'B']", "magic", 1
            ),
            solution("roots = np.sqrt(np.arange(4))", "roots"),
            check("right = sum(near(a ** 2, i) for i, a in enumerate(roots))\nright / 2", "test-roots", 2),
            check("import sys\nif roots[0] != 0:\n    print('not zero', file=sys.stderr)", "test-warns", 1),
            solution("answer = 6 * 7", "rebound"),
            check("right = answer == 42\nassert right, f'got {answer!r}'", "test-rebound", 1),
            cell("Explain.", "essay", points=4, grade=True, solution=True, kind=new_markdown_cell),
        ],
    )


ANSWERS = {
    "right": {
        "total": "total = sum(sales['sum'])",
        "by-shop": "by_shop = sales.groupby('shop')['sum'].sum()\nshops = ['a', 'b']",
        "roots": "roots = np.sqrt(np.arange(4))",
        "rebound": "answer = 42",
        "essay": "Because.",
    },
    "blank": {},
    "half": {
        "total": "total = 7.5001",
        "by-shop": "by_shop = pd.Series({'a': 5.0})\nshops = ('a', 'b')",
        "roots": "roots = [0, 1, 2, 3]",
        "rebound": "answer = '42'",
    },
    "strange": {
        "total": "total = float('nan')",
        "by-shop": "by_shop = {'a': 5.0, 'b': 2.5}\nshops = []",
        "roots": "roots = [5, 5]",
        "rebound": "right = True\nanswer = np.float64(42)",
    },
    "crashing": {"total": "1 / 0", "by-shop": "by_shop = (", "roots": "import sys\nsys.exit(3)", "rebound": "%nothing"},
}


def submit(released: Path, folder: Path, name: str, answers: dict[str, str]) -> None:
    """Copy a released assignment, and put answers into its cells."""
    shutil.copytree(released, folder)
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    for found in notebook.cells:
        found.source = answers.get(found.metadata.get("nbgrader", {}).get("grade_id"), found.source)
    nbformat.write(notebook, folder / f"{name}.ipynb")


def submit_labs(labs: list[str], folder: Path, scratch: Path) -> None:
    """Hand in each lab with every second answer solved; `peakend check` proves the solved and the blank ones."""
    release_notebooks(labs, "zh", scratch)
    for lab in labs:
        cells = [cell for cell in read_lab(lab).read("zh").cells if "BEGIN SOLUTION" in cell.source]
        answers = {cell.metadata.nbgrader["grade_id"]: cell.source for cell in cells[::2]}
        submit(scratch / lab, folder / "mixed" / lab, lab, answers)


@pytest.fixture(scope="module")
def courses(tmp_path_factory) -> tuple[Path, Path]:
    """One class, graded twice: by the judge, and by nbgrader's own autograder."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    for course in (ours, theirs):
        (course / "source" / PLAIN).mkdir(parents=True)
        nbformat.write(plain_assignment(), course / "source" / PLAIN / f"{PLAIN}.ipynb")
    api = open_course(theirs, "zh")
    for lab in lab_names():
        add_assignment(api, lab, "zh")
    assert api.generate_assignment(PLAIN, force=True, create=True)["success"]
    submit_labs(lab_names(), theirs / "submitted", tmp_path_factory.mktemp("released"))
    for trainee, answers in ANSWERS.items():
        submit(theirs / "release" / PLAIN, theirs / "submitted" / trainee / PLAIN, PLAIN, answers)
    found = find_submissions(theirs / "submitted", assignment_names(ours))
    assert len(lab_names()) + len(ANSWERS) == len(found)
    for _grades in grade(found, Grading(ours, "zh")):
        pass
    for submission in found:
        assert api.autograde(submission.lab, submission.trainee, create=True)["success"]
    return ours, theirs


def scores(course: Path) -> dict[tuple[str, ...], tuple[object, ...]]:
    """Every grade and every comment in a gradebook."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", COURSE_ID) as book:
        submissions = [s for assignment in book.assignments for s in assignment.submissions]
        parts = [part for submission in submissions for part in submission.notebooks]
        found = {
            (part.student.id, part.assignment.name, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for part in parts
            for grade in part.grades
        }
        comments = {
            (part.student.id, part.assignment.name, "comment", comment.name): (comment.auto_comment,)
            for part in parts
            for comment in part.comments
        }
    return found | comments


def test_every_cell_has_the_score_that_nbgrader_gives(courses):
    """Half-solved labs, and an assignment that is not ours: score, and whether it waits for a trainer."""
    ours, theirs = map(scores, courses)
    assert theirs == ours
    assert len(theirs) > 9 * len(lab_names())


def test_the_class_has_all_kinds_of_scores(courses):
    """None, full, and part of the points: else the comparison would say little."""
    plain = {key: score for key, (score, *_) in scores(courses[0]).items() if key[1] == PLAIN and len(key) == 3}
    assert {0, 2} == {score for key, score in plain.items() if key[2] == "test-total"}
    assert {0, 0.5, 1, 2} <= {score for key, score in plain.items() if key[2] == "test-roots"} | {0.5, 1}


def test_outputs_of_checks_are_kept_for_the_trainer(courses):
    """Formgrader shows the graded notebook, with the message of each check."""
    notebook = nbformat.read(courses[0] / "autograded" / "half" / PLAIN / f"{PLAIN}.ipynb", as_version=4)
    (rebound,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "test-rebound"]
    assert "got '42'" in rebound.outputs[0].evalue
