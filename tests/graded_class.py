"""A graded class of lab 3 as `peakend grade` leaves it, made without running a notebook."""

from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution, is_task

from peakend_grading.marks.grades import TaskGrade, write_grades
from peakend_labs.nbgrader_course import prepare_course
from peakend_labs.source import read_lab

LAB = "3-three-surveys"
TASKS = {
    cell.metadata.nbgrader["grade_id"]: (cell.metadata.nbgrader["points"], is_task(cell))
    for cell in read_lab(LAB, "zh").cells
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
    """Write gradebook, notebooks and `grades.csv`."""
    prepare_course(folder)
    notebook = read_lab(LAB, "zh")
    with Gradebook(f"sqlite:///{(folder / 'gradebook.db').as_posix()}", "peakend") as book:
        _add_cells(book, notebook)
        grades = []
        for trainee, tasks in missed.items():
            grades += [_grade(trainee, task, tasks) for task in TASKS]
            if tasks is not None:
                _add_submission(book, trainee, tasks)
                write_notebook(folder, trainee, notebook)
    write_grades(grades, folder / "grades.csv")
    return folder


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


def _add_submission(book: Gradebook, trainee: str, tasks: tuple[str, ...]) -> None:
    book.add_student(trainee)
    for grade in book.add_submission(LAB, trainee).notebooks[0].grades:
        points, is_open = TASKS[grade.name]
        grade.needs_manual_grade = is_open
        grade.auto_score = None if is_open else 0 if grade.name in tasks else points
    book.db.commit()


def _grade(trainee: str, task: str, missed: tuple[str, ...] | None) -> TaskGrade:
    points, is_open = TASKS[task]
    if missed is None:
        return TaskGrade(trainee, LAB, task, 0.0, points, f"{LAB}.ipynb 不是 JSON，也就不是笔记本。")
    if is_open:
        return TaskGrade(trainee, LAB, task, None, points, "待人工评分。")
    if task in missed:
        return TaskGrade(trainee, LAB, task, 0.0, points, HINTS.get(task, "还没填。"))
    return TaskGrade(trainee, LAB, task, float(points), points, "")
