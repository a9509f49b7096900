"""Grade a folder of submissions into nbgrader's gradebook, one after the other, none in another's way."""

import contextlib
import csv
import os
import re
import shutil
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
import pandas as pd
from nbgrader.api import Grade, Gradebook, MissingEntry
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import is_grade, is_task
from sqlalchemy.exc import SAWarning

from peakend.exports.write_table import write_table
from peakend.language import translate as _
from peakend.variants import TRAINEE
from peakend_grading.course import open_course
from peakend_grading.house import lab_names
from peakend_grading.release import add_assignment
from peakend_grading.source import read_lab
from peakend_grading.submissions import Submission, copy_submission, id_note

LONGEST_REASON = 300
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class TaskGrade:
    """What one trainee earned in one task.

    Attributes
    ----------
    trainee, lab, task : str
        Whose, and for what.
    score : float or None
        Points; None while a trainer has yet to mark the task.
    max_score : float
        Points to be had.
    reason : str
        Why points are missing, in one sentence; empty for full marks.
    """

    trainee: str
    lab: str
    task: str
    score: float | None
    max_score: float
    reason: str


def grade(submissions: Sequence[Submission], out: Path, language: str) -> Iterator[list[TaskGrade]]:
    """Grade submissions and yield each one's tasks as they are done.

    Each runs in a kernel of its own. What cannot be graded gets no points and one sentence that says why.

    Parameters
    ----------
    submissions : sequence of Submission
        What `find_submissions` found.
    out : Path
        nbgrader's course folder to be: gradebook, copies of the submissions, autograded notebooks.
    language : {"zh", "en"}
        Language of the labs' text in feedback and formgrader.
    """
    course = open_course(out, language)
    tasks: dict[str, dict[str, float]] = {}
    for submission in submissions:
        lab = submission.lab
        if lab not in tasks:
            tasks[lab] = _tasks(lab, language)
            if tasks[lab]:
                add_assignment(course, lab, language)
        if submission.problem:
            _forget(course, submission)
            yield _ungraded(submission, tasks[lab], submission.problem)
        else:
            yield _grade_one(course, submission, tasks[lab])


def read_grades(file: Path) -> list[TaskGrade]:
    """Return the grades that `write_grades` wrote."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        return [
            TaskGrade(
                trainee=row["trainee"].removeprefix("'"),  # the guard against formulas
                lab=row["lab"],
                task=row["task"],
                score=float(row["score"]) if row["score"] else None,
                max_score=float(row["max_score"]),
                reason=row["reason"],
            )
            for row in csv.DictReader(source)
        ]


def write_grades(grades: Sequence[TaskGrade], file: Path) -> None:
    """Add grades to a CSV that a Chinese Excel opens rightly, and in which no text is taken for a formula.

    Submissions graded before and not this time keep their rows.
    """
    fresh = {(task.trainee, task.lab) for task in grades}
    kept = [task for task in read_grades(file) if (task.trainee, task.lab) not in fresh] if file.is_file() else []
    write_table(pd.DataFrame([*kept, *grades]), file)


def _grade_one(course: NbGraderAPI, submission: Submission, tasks: dict[str, float]) -> list[TaskGrade]:
    root = Path(course.coursedir.root)
    trainee, lab = submission.trainee, submission.lab
    copy_submission(submission, root / "submitted" / trainee / lab)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own session handling; harmless, and nothing to act on
        with _graded_as(trainee):
            result = course.autograde(lab, trainee, force=True, create=True)
    if not result["success"]:
        lines = (result.get("error") or result.get("log") or "").strip().splitlines()
        reason = _("nbgrader could not grade it: {reason}", reason=lines[-1] if lines else "–")
        return _ungraded(submission, tasks, reason)
    said = _messages(root / "autograded" / trainee / lab / f"{lab}.ipynb")
    note = id_note(submission)
    with Gradebook(course.coursedir.db_url, course.coursedir.course_id) as gradebook:
        graded = {grade.name: grade for grade in gradebook.find_submission_notebook(lab, lab, trainee).grades}
        grades = [_task_grade(trainee, lab, task, graded.get(task), most, said) for task, most in tasks.items()]
        return [replace(grade, reason=f"{grade.reason} {note}") if note and grade.reason else grade for grade in grades]


@contextlib.contextmanager
def _graded_as(trainee: str) -> Iterator[None]:
    """Let the submission and its tests have the trainee's own figures."""
    before = os.environ.get(TRAINEE)
    os.environ[TRAINEE] = trainee
    try:
        yield
    finally:
        os.environ.pop(TRAINEE) if before is None else os.environ.update({TRAINEE: before})


def _task_grade(trainee: str, lab: str, task: str, grade: Grade | None, most: float, said: dict[str, str]) -> TaskGrade:
    if grade is None:
        return TaskGrade(trainee, lab, task, 0.0, most, _("The task is missing from the notebook."))
    if grade.needs_manual_grade:
        return TaskGrade(trainee, lab, task, None, most, _("To be marked by hand."))
    if grade.score >= most:
        reason = ""
    elif grade.manual_score is not None:
        reason = _("Marked by hand.")
    else:
        reason = said.get(task) or _("The check did not pass.")
    return TaskGrade(trainee, lab, task, grade.score, most, reason)


def _ungraded(submission: Submission, tasks: dict[str, float], reason: str) -> list[TaskGrade]:
    """No points in any task; one line where the lab, and so its tasks, are unknown."""
    return [
        TaskGrade(submission.trainee, submission.lab, task, 0.0, most, reason)
        for task, most in (tasks or {"–": 0.0}).items()
    ]


def _forget(course: NbGraderAPI, submission: Submission) -> None:
    """Drop what an earlier, gradable version of the submission left behind."""
    shutil.rmtree(Path(course.coursedir.root, "autograded", submission.trainee, submission.lab), ignore_errors=True)
    with contextlib.suppress(MissingEntry), course.gradebook as gradebook:
        gradebook.remove_submission(submission.lab, submission.trainee)


def _tasks(lab: str, language: str) -> dict[str, float]:
    """Return the points of each task of a lab, none for an unknown lab."""
    if lab not in lab_names():
        return {}
    cells = read_lab(lab, language).cells
    graded = [cell.metadata.nbgrader for cell in cells if is_grade(cell) or is_task(cell)]
    return {item["grade_id"]: float(item["points"]) for item in graded}


def _messages(file: Path) -> dict[str, str]:
    """Return the message of each check that did not pass, from the graded notebook."""
    reasons = {}
    for cell in nbformat.read(file, as_version=4).cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error" and "nbgrader" in cell.metadata:
                name = "" if output.ename in ("CheckFailed", "PeakendError") else f"{output.ename}: "
                reasons[cell.metadata.nbgrader.get("grade_id")] = _ANSI.sub("", name + output.evalue).split("\n")[0][
                    :300
                ]
    return reasons
