"""A graded class of lab 3 as `peakend grade` leaves it, made without running a notebook."""

import copy
from pathlib import Path

import nbformat
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution, is_task

from peakend_grading.marks.book import open_book
from peakend_labs.lab import read_lab
from peakend_labs.nbgrader_course import prepare_course, prepare_database

LAB = "3-three-surveys"
TASKS = {
    cell.metadata.nbgrader["grade_id"]: (cell.metadata.nbgrader["points"], is_task(cell))
    for cell in read_lab(LAB).read("zh").cells
    if is_grade(cell) or is_task(cell)
}
OPEN = "task-9-look-first"
HINTS = {
    "task-2-untidy": "不在量表上的数不是分数：不计入，并写明剔除了多少。",
    "task-3-by-hand": "贬损者打 0–6 分；7 分是被动者。",
    "task-4-nps": "分数与数据不符：看看列名和分组对不对。",
    "task-7-noise": "差值区间不跨 0 的不是波动。",
}
# What each trainee missed; None is a notebook that could not be read.
MISSED = {
    "amy": (),
    "bai": ("task-3-by-hand",),
    "chen": ("task-3-by-hand",),
    "deng": ("task-2-untidy", "task-4-nps"),
    "fang": tuple(task for task in TASKS if task != OPEN),
    "=cmd()": ("task-7-noise",),
    "学员七": None,
}


def grade_class(folder: Path, missed: dict[str, tuple[str, ...] | None] = MISSED) -> Path:
    """Write gradebook and notebooks."""
    prepare_course(folder)
    notebook = read_lab(LAB).read("zh")
    url = f"sqlite:///{(folder / 'gradebook.db').as_posix()}"
    prepare_database(url)
    with Gradebook(url, "peakend") as book:
        _add_cells(book, notebook)
    with open_book(folder) as book:
        book.add_assignment(LAB, {})
        for trainee, tasks in missed.items():
            if tasks is None:
                book.record_ungraded(trainee, LAB, "digest", f"{LAB}.ipynb 打不开：文件不完整，或者不是笔记本。")
            else:
                reasons = {task: HINTS.get(task, "还没填。") for task in tasks}
                book.record(trainee, LAB, {LAB: _judged(notebook, tasks)}, "digest", reasons)
                write_notebook(folder, trainee, notebook)
    return folder


def _judged(notebook: nbformat.NotebookNode, missed: tuple[str, ...]) -> nbformat.NotebookNode:
    """Return the notebook with checks that did not pass."""
    judged = copy.deepcopy(notebook)
    for cell in judged.cells:
        if is_grade(cell) and cell.metadata.nbgrader["grade_id"] in missed:
            cell.outputs = [new_output("error", ename="CheckFailed", evalue="", traceback=[])]
    return judged


def write_notebook(folder: Path, trainee: str, notebook: nbformat.NotebookNode) -> None:
    file = folder / "autograded" / trainee / LAB / f"{LAB}.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, file)


def mark_by_hand(folder: Path, trainee: str, score: float, comment: str = "") -> None:
    """Do what a trainer does in formgrader."""
    with Gradebook(f"sqlite:///{(folder / 'gradebook.db').as_posix()}", "peakend") as book:
        grade = book.find_grade(OPEN, LAB, LAB, trainee)
        grade.manual_score, grade.needs_manual_grade = score, False
        if comment:
            book.find_comment(OPEN, LAB, LAB, trainee).manual_comment = comment
        book.db.commit()


def _add_cells(book: Gradebook, notebook: nbformat.NotebookNode) -> None:
    book.add_assignment(LAB)
    book.add_notebook(LAB, LAB)
    for cell in notebook.cells:
        item = cell.metadata.get("nbgrader", {})
        if is_task(cell):
            book.add_task_cell(item["grade_id"], LAB, LAB, max_score=item["points"], cell_type=cell.cell_type)
        elif is_grade(cell):
            book.add_grade_cell(item["grade_id"], LAB, LAB, max_score=item["points"], cell_type=cell.cell_type)
        elif is_solution(cell):
            book.add_solution_cell(item["grade_id"], LAB, LAB)
