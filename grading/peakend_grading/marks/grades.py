"""A mark: what one trainee earned in one task; and the table of all marks, which is written and never read."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

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
    import pandas as pd  # here, since it takes a second that no grade need wait for

    from peakend.tables.write_table import write_table

    rows = [
        asdict(grade)
        | {"trainee": visible_text(grade.trainee), "look": (look or {}).get((grade.trainee, grade.lab), "")}
        for grade in grades
    ]
    write_table(pd.DataFrame(rows, columns=[*TaskGrade.__dataclass_fields__, "look"]), file)


def by_submission(grades: Iterable[TaskGrade]) -> dict[tuple[str, str], list[TaskGrade]]:
    """Return the grades of each submission, by trainee and lab."""
    found: dict[tuple[str, str], list[TaskGrade]] = {}
    for grade in grades:
        found.setdefault((grade.trainee, grade.lab), []).append(grade)
    return found


def task_name(notebook: str, task: str, *, alone: bool) -> str:
    """Return a task's name: its ``grade_id``, after the notebook's name where that is not the lab's only one."""
    return task if alone else f"{notebook}/{task}"
