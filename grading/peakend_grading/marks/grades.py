"""A mark: what one trainee earned in one task; and the table of all marks, which is written and never read."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from peakend.base.files import whole_file
from peakend.tables.harmless import harmless
from peakend_grading.untrusted.plain_json import visible_text


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


def write_grades(grades: Iterable[TaskGrade], file: Path, look: Mapping[tuple[str, str], str] | None = None) -> None:
    """Write grades to a CSV that a Chinese Excel opens rightly, and in which no text is taken for a formula.

    Its last column, ``look``, holds what is worth a look in a submission, by trainee and lab, whatever it earned.

    It is for people: the gradebook is what counts, and nothing reads this file.
    """
    # Not by pandas, which takes a second and 160 MB that this process needs for nothing else.
    with whole_file(file) as draft, draft.open("w", encoding="utf-8-sig", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow([*TaskGrade.__dataclass_fields__, "look"])
        for grade in grades:
            cells = asdict(grade) | {"trainee": visible_text(grade.trainee)}
            looked_at = (look or {}).get((grade.trainee, grade.lab), "")
            table.writerow(map(harmless, (*cells.values(), looked_at)))


def by_submission(grades: Iterable[TaskGrade]) -> dict[tuple[str, str], list[TaskGrade]]:
    """Return the grades of each submission, by trainee and lab."""
    found: dict[tuple[str, str], list[TaskGrade]] = {}
    for grade in grades:
        found.setdefault((grade.trainee, grade.lab), []).append(grade)
    return found


def task_name(notebook: str, task: str, *, alone: bool) -> str:
    """Return a task's name: its ``grade_id``, after the notebook's name where that is not the lab's only one."""
    return task if alone else f"{notebook}/{task}"
