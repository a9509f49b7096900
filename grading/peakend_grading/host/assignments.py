"""What the trainer hands out: notebooks with solutions and hidden tests, and the files that go with them."""

import base64
import copy
import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from nbgrader.utils import is_grade, is_task

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.host.answer_places import tasks_of_answers
from peakend_grading.host.left_out import given_code
from peakend_grading.intake.notebook import grade_id
from peakend_grading.intake.prints import cell_prints
from peakend_grading.marks.grades import task_name
from peakend_labs.lab import read_lab
from peakend_labs.lab_source import DEFAULT_CASE
from peakend_labs.nbgrader_course import nbgrader_config
from peakend_labs.places import lab_names, unknown_lab
from peakend_labs.test_plan import Test, plan_tests


@dataclass(frozen=True)
class Assignment:
    """One assignment in one language.

    Attributes
    ----------
    name, language : str
        Which, and in which language.
    notebooks : dict
        The sources by name; a lab has one, of its own name.
    side_files : dict
        What goes with them: content in base64, by path.
    case : str
        Which case a lab is on.
    """

    name: str
    language: str
    notebooks: dict[str, NotebookNode]
    side_files: dict[str, str]
    case: str = ""

    @functools.cached_property
    def tests(self) -> dict[str, dict[str, Test]]:
        """The tests of each notebook, by ``grade_id``."""
        return {name: plan_tests(notebook) for name, notebook in self.notebooks.items()}

    @functools.cached_property
    def given(self) -> dict[str, set[str]]:
        """The code of each notebook that trainees do not write."""
        return {name: given_code(notebook) for name, notebook in self.notebooks.items()}

    @functools.cached_property
    def cleared(self) -> dict[str, NotebookNode]:
        """The notebooks without solutions, but with hidden tests, as nbgrader keeps them in the gradebook."""
        return {name: _clear(notebook, self.language) for name, notebook in self.notebooks.items()}

    @functools.cached_property
    def ids(self) -> dict[str, set[str]]:
        """The ids of the cells that nbgrader knows, in each notebook."""
        return {name: {grade_id(cell) for cell in book.cells} - {""} for name, book in self.notebooks.items()}

    @functools.cached_property
    def answers(self) -> dict[str, list[str]]:
        """The tasks to which each form and each cell belongs that is answered in."""
        alone = len(self.notebooks) == 1
        return {
            answer: [task_name(name, task, alone=alone) for task in tasks]
            for name, notebook in self.notebooks.items()
            for answer, tasks in tasks_of_answers(notebook).items()
        }

    @functools.cached_property
    def blank_prints(self) -> set[str]:
        """The prints of the notebooks as trainees get them: of what nobody has answered."""
        return {one for book in self.cleared.values() for found in cell_prints(book).values() for one in found}

    def tasks(self) -> dict[tuple[str, str], float]:
        """Return the points of each task, by notebook and ``grade_id``."""
        return {
            (name, cell.metadata.nbgrader["grade_id"]): float(cell.metadata.nbgrader["points"])
            for name, notebook in self.notebooks.items()
            for cell in notebook.cells
            if is_grade(cell) or is_task(cell)
        }

    def digest(self) -> str:
        """Return what changes whenever a submission's grade could change."""
        content = hashlib.sha256(self.language.encode())
        for name, notebook in sorted(self.notebooks.items()):
            content.update(f"{name}\n{nbformat.writes(notebook)}".encode())
        for file in sorted(self.side_files.items()):
            content.update("\n".join(file).encode())
        return content.hexdigest()


def assignment_names(course: Path) -> list[str]:
    """Return what can be graded: the labs, and the assignments in an nbgrader course's folder ``source``."""
    others = {path.parent.name for path in (course / "source").glob("*/*.ipynb")}
    return [*lab_names(), *sorted(others - set(lab_names()))]


def choose_assignment(name: str, known: Sequence[str]) -> None:
    """Say which assignments there are, if the one named is none."""
    if name not in known:
        raise PeakendError(unknown_lab(name, known))


def read_assignment(name: str, language: str, course: Path, case: str = DEFAULT_CASE) -> Assignment:
    """Return a lab, or else the assignment in an nbgrader course's folder ``source``.

    Raises
    ------
    PeakendError
        If a source is not a notebook.
    """
    if name in lab_names():
        lab = read_lab(name)
        runs_on = lab.case_for(case)
        files = {place: text.encode("utf-8") for place, text in lab.side_files(runs_on).items()}
        return Assignment(name, language, {name: lab.read(language, runs_on)}, _encoded(files), runs_on)
    folder = course / "source" / name
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    notebooks = {}
    for file in sorted(folder.glob("*.ipynb")):
        try:
            notebooks[file.stem] = nbformat.read(file, as_version=4)
        except Exception:  # nbformat raises whatever a malformed notebook makes it stumble over
            raise PeakendError(_("{file} is not a notebook that Jupyter can read.", file=file)) from None
    others = {name: file.read_bytes() for name, file in found.items() if file.suffix != ".ipynb"}
    return Assignment(name, language, notebooks, _encoded(others))


def _clear(notebook: NotebookNode, language: str) -> NotebookNode:
    """Do what nbgrader's ``generate_assignment`` does until it writes the cells into the gradebook."""
    cleared, config = copy.deepcopy(notebook), nbgrader_config(Path(), language)
    resources = {"language": "python"}
    for step in (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums):
        cleared, resources = step(config=config).preprocess(cleared, resources)
    return cleared


def _encoded(files: dict[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}
