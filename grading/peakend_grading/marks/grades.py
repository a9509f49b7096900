"""Grades as a table: what each trainee earned in each task, and why points are missing."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peakend.base.language import translate as _
from peakend_grading.host.assignments import Assignment
from peakend_grading.marks.book import Book, Score


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
    """Write grades to a CSV that a Chinese Excel opens rightly, and in which no text is taken for a formula.

    Submissions that stand in the file already and not among the grades keep their rows.
    """
    import pandas as pd  # here, since it takes a second that no grade need wait for

    from peakend.tables.write_table import write_table

    fresh = {(task.trainee, task.lab) for task in grades}
    kept = [task for task in read_grades(file) if (task.trainee, task.lab) not in fresh] if file.is_file() else []
    write_table(pd.DataFrame([*kept, *grades]), file)


def grades_of(book: Book, assignment: Assignment, trainee: str) -> list[TaskGrade]:
    """Return one submission's tasks as the gradebook has them, with the trainer's own marks."""
    scores = {(score.notebook, score.task): score for score in book.scores(trainee, assignment.name)}
    reasons = book.reasons(trainee, assignment.name)
    return _task_grades(trainee, assignment, scores, reasons)


def ungraded(trainee: str, lab: str, reason: str) -> list[TaskGrade]:
    """Return the one line of a submission to a lab that does not exist."""
    return [TaskGrade(trainee, lab, "–", 0.0, 0.0, reason)]


def task_name(assignment: Assignment, notebook: str, task: str) -> str:
    """Return a task's name: its ``grade_id``, after the notebook's name where there are several."""
    return task if len(assignment.notebooks) == 1 else f"{notebook}/{task}"


def _task_grades(
    trainee: str, assignment: Assignment, scores: dict[tuple[str, str], Score], reasons: dict[str, str]
) -> list[TaskGrade]:
    grades = []
    for (notebook, task), most in assignment.tasks().items():
        name = task_name(assignment, notebook, task)
        score = scores.get((notebook, task))
        earned = score.score if score else 0.0
        if reasons.get(""):
            reason = reasons[""]
        elif score and score.waits:
            reason = _("To be marked by hand.")
        elif earned >= most:
            reason = ""
        elif score and score.by_hand:
            reason = _("Marked by hand.")
        else:
            reason = reasons.get(name) or _("The check did not pass.")
        waits = bool(score and score.waits)
        grades.append(TaskGrade(trainee, assignment.name, name, None if waits else earned, most, reason))
    return grades
