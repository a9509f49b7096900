"""The marks as they stand in a gradebook: what was judged, with what a trainer has marked since."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Column, MetaData, String, Table, Text, func, select
from sqlalchemy.orm import Session, scoped_session

from peakend.base.language import translate as _
from peakend_grading.marks.grades import TaskGrade, task_name

Database = Session | scoped_session[Session]

# Beside nbgrader's own tables, and written in the same transaction: which version of a submission was judged, and why
# points are missing, by task; under ``*`` what is said of the hand-in as a whole, and under no name why it could not be
# graded at all.
judged_table = Table(
    "peakend_judged",
    MetaData(),
    Column("trainee", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("reasons", Text, nullable=False),
)
# Ids that stood for somebody else, and whose what came in under them is.
merged_table = Table(
    "peakend_merged",
    judged_table.metadata,
    Column("ghost", String(128), primary_key=True),
    Column("owner", String(128), nullable=False),
)
_parts = re.compile(r"\d+|\D+").findall
REMARKS = "*"  # under which stands what is said of a hand-in as a whole
NO_TASK = "–"  # stands where there is no such lab, and hence no task


@dataclass(frozen=True)
class Cell:
    """A cell that is marked: its id in the gradebook, the task's name, and the points to be had."""

    id: str
    task: str
    most: float


@dataclass(frozen=True)
class _Score:
    score: float
    waits: bool
    by_hand: bool


def graded_cells(database: Database) -> dict[str, list[Cell]]:
    """Return the cells that are marked in each lab, in the order of their tasks' names."""
    found: dict[str, list[tuple[str, str, str, float]]] = {}
    for kind in (GradeCell, TaskCell):
        query = select(Assignment.name, kind.id, Notebook.name, kind.name, kind.max_score).select_from(kind)
        query = query.join(Notebook, kind.notebook_id == Notebook.id)
        for lab, *cell in database.execute(query.join(Assignment, Notebook.assignment_id == Assignment.id)):
            found.setdefault(lab, []).append(tuple(cell))
    notebooks = select(Assignment.name, func.count()).select_from(Notebook)
    notebooks = notebooks.join(Assignment, Notebook.assignment_id == Assignment.id).group_by(Assignment.name)
    alone = {lab: count == 1 for lab, count in database.execute(notebooks)}
    return {lab: _in_order(cells, alone[lab]) for lab, cells in found.items()}


def marks_in(
    database: Database, cells: Mapping[str, list[Cell]], trainee: str | None = None, lab: str | None = None
) -> list[TaskGrade]:
    """Return every task's mark, or one trainee's, or one lab's, in order of lab and trainee."""
    scores = _scores(database, trainee, lab)
    reasons = reasons_in(database, trainee, lab)
    marks = []
    for one, name in sorted({*scores, *reasons}, key=lambda submission: (submission[1], submission[0])):
        said, found = reasons.get((one, name), {}), scores.get((one, name), {})
        own = [_mark(one, name, cell, found.get(cell.id), said) for cell in cells.get(name, [])]
        marks += _with_remarks(own, said.get(REMARKS, ""))
        if name not in cells:
            marks.append(TaskGrade(one, name, NO_TASK, 0.0, 0.0, said.get("", "")))
    return marks


def comments_in(database: Database) -> dict[tuple[str, str, str], str]:
    """Return what trainers wrote, by trainee, lab and cell."""
    query = (
        select(SubmittedAssignment.student_id, Assignment.name, BaseCell.name, Comment.manual_comment)
        .select_from(Comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Comment.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )
    return {(trainee, lab, cell): text for trainee, lab, cell, text in database.execute(query) if text}


def _scores(database: Database, trainee: str | None, lab: str | None) -> dict[tuple[str, str], dict[str, _Score]]:
    """Return what each submission has in each cell."""
    query = (
        select(
            SubmittedAssignment.student_id,
            Assignment.name,
            Grade.cell_id,
            Grade.score,
            Grade.needs_manual_grade,
            Grade.manual_score,
        )
        .select_from(SubmittedAssignment)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
    )
    query = query.where(*_only(SubmittedAssignment.student_id, trainee), *_only(Assignment.name, lab))
    found: dict[tuple[str, str], dict[str, _Score]] = {}
    for one, name, cell, score, waits, by_hand in database.execute(query):
        found.setdefault((one, name), {})[cell] = _Score(score, waits, by_hand is not None)
    return found


def reasons_in(
    database: Database, trainee: str | None = None, lab: str | None = None
) -> dict[tuple[str, str], dict[str, str]]:
    """Return what was said of each submission, by task."""
    query = select(judged_table.c.trainee, judged_table.c.assignment, judged_table.c.reasons)
    query = query.where(*_only(judged_table.c.trainee, trainee), *_only(judged_table.c.assignment, lab))
    return {(one, name): json.loads(reasons) for one, name, reasons in database.execute(query)}


def _only(column: Any, value: str | None) -> list[Any]:
    return [] if value is None else [column == value]


def _mark(trainee: str, lab: str, cell: Cell, score: _Score | None, said: Mapping[str, str]) -> TaskGrade:
    earned = score.score if score else 0.0
    if said.get(""):
        reason = said[""]
    elif score and score.waits:
        return TaskGrade(trainee, lab, cell.task, None, cell.most, _("To be marked by hand."))
    elif earned >= cell.most:
        reason = ""
    elif score and score.by_hand:
        reason = _("Marked by hand.")
    else:
        reason = said.get(cell.task) or _("The check did not pass.")
    return TaskGrade(trainee, lab, cell.task, earned, cell.most, reason)


def _with_remarks(marks: list[TaskGrade], remarks: str) -> list[TaskGrade]:
    """Tell what explains lost points once, at the first task that lost some."""
    for place, mark in enumerate(marks if remarks else []):
        if mark.score is not None and mark.score < mark.max_score:
            told = replace(mark, reason=f"{mark.reason} {remarks}".lstrip())
            return [*marks[:place], told, *marks[place + 1 :]]
    return marks


def _in_order(cells: Iterable[tuple[str, str, str, float]], alone: bool) -> list[Cell]:
    """Name the cells of a lab, task-9 before task-10."""
    named = [Cell(number, task_name(notebook, task, alone=alone), most) for number, notebook, task, most in cells]
    return sorted(named, key=lambda cell: [part.zfill(9) if part.isdigit() else part for part in _parts(cell.task)])
