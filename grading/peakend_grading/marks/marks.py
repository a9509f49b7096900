"""Marks as they stand now: what grading wrote, with what a trainer has marked in formgrader since."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, select

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.marks.grades import TaskGrade, read_grades
from peakend_labs.nbgrader_course import COURSE_ID


def read_marks(graded: Path, database: str = "") -> list[TaskGrade]:
    """Return every task's mark, in order of lab and trainee.

    Parameters
    ----------
    graded : Path
        The folder that grading wrote.
    database : str, optional
        The gradebook's address; the file in the folder where there is none.

    Raises
    ------
    PeakendError
        If nothing was graded there.
    """
    address = gradebook_address(graded, database)
    query = (
        _cells(Grade)
        .add_columns(Grade.score, Grade.needs_manual_grade, Grade.manual_score)
        .where(Grade.needs_manual_grade | Grade.manual_score.is_not(None))
    )
    by_hand = {}
    with Gradebook(address, COURSE_ID) as book:
        for trainee, lab, notebook, task, score, waits, _manual in book.db.execute(query):
            by_hand[trainee, lab, task] = by_hand[trainee, lab, f"{notebook}/{task}"] = None if waits else score
    marks = [
        _marked(mark, by_hand[key]) if (key := (mark.trainee, mark.lab, mark.task)) in by_hand else mark
        for mark in read_grades(graded / "grades.csv")
    ]
    return sorted(marks, key=lambda mark: (mark.lab, mark.trainee))


def read_comments(graded: Path, database: str = "") -> dict[tuple[str, str, str], str]:
    """Return what trainers wrote, by trainee, lab and cell."""
    query = _cells(Comment).add_columns(Comment.manual_comment).where(Comment.manual_comment.is_not(None))
    with Gradebook(gradebook_address(graded, database), COURSE_ID) as book:
        return {(trainee, lab, cell): text for trainee, lab, _notebook, cell, text in book.db.execute(query) if text}


def notebooks_of(graded: Path, trainee: str, lab: str) -> list[Path]:
    """Return the graded notebooks of a submission; none where it could not be graded."""
    return sorted((graded / "autograded" / trainee / lab).glob("*.ipynb"))


def ungraded_reason(graded: Path, marks: Iterable[TaskGrade]) -> str:
    """Return why a submission could not be graded, from its marks; nothing where it could."""
    first = next(iter(marks))
    return "" if notebooks_of(graded, first.trainee, first.lab) else first.reason


def by_submission(marks: Iterable[TaskGrade]) -> dict[tuple[str, str], list[TaskGrade]]:
    """Return the marks of each submission, by trainee and lab."""
    found: dict[tuple[str, str], list[TaskGrade]] = {}
    for mark in marks:
        found.setdefault((mark.trainee, mark.lab), []).append(mark)
    return found


def gradebook_address(graded: Path, database: str = "") -> str:
    """Return the gradebook's address, or say that nothing was graded there."""
    file = graded / "gradebook.db"
    if not (graded / "grades.csv").is_file() or not (database or file.is_file()):
        raise PeakendError(_("{folder} holds no gradebook. Give the folder that peakend grade wrote.", folder=graded))
    return database or f"sqlite:///{file.resolve().as_posix()}"


def _cells(what: type[Grade] | type[Comment]) -> Select[tuple[str, str, str, str]]:
    return (
        select(SubmittedAssignment.student_id, Assignment.name, Notebook.name, BaseCell.name)
        .select_from(what)
        .join(BaseCell, what.cell_id == BaseCell.id)
        .join(SubmittedNotebook, what.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )


def _marked(mark: TaskGrade, score: float | None) -> TaskGrade:
    if score is None:
        return replace(mark, score=None, reason=_("To be marked by hand."))
    return replace(mark, score=score, reason="" if score >= mark.max_score else _("Marked by hand."))
