"""The gradebook for Excel: a line a trainee, in all and in each lab, and a line a task."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from peakend.base.files import whole_file
from peakend.base.language import translate as _
from peakend.base.workbooks import shape
from peakend.tables.write_table import disarm, write_table
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.results.standings import Standing, lab_points
from peakend_grading.results.task_names import titles_of
from peakend_grading.untrusted.plain_json import visible_text

_WIDEST = 44  # characters of a column
_LONGEST_TITLE = 31  # characters of a sheet's name, by Excel


def wide_table(
    marks: Sequence[TaskGrade],
    standing: Sequence[Standing],
    language: str,
    look: Mapping[tuple[str, str], str] | None = None,
) -> pd.DataFrame:
    """Return a line a trainee: points by task and lab, their sum, percent, and whether that passes.

    A cell is empty where the trainer has yet to mark, or nothing was handed in. Last stands what is worth a look.
    """
    labs = lab_points(marks)
    scores = {(mark.trainee, mark.lab, mark.task): mark.score for mark in marks}
    total = _("sum")
    columns: dict[str, list[Any]] = {
        _("trainee"): [visible_text(one.trainee) for one in standing],
        _("name of the trainee"): [one.name for one in standing],
    }
    for lab, most in labs.items():
        for task, (title, points) in _tasks(marks, lab, language).items():
            columns[f"{lab}: {title} ({points:g})"] = [scores.get((one.trainee, lab, task)) for one in standing]
        columns[f"{lab}: {total} ({most:g})"] = [_sum(marks, one.trainee, lab) for one in standing]
    results = {"passed": _("passed"), "waiting": _("waiting for marks"), "failed": _("not passed")}
    columns |= {
        total: [one.earned for one in standing],
        _("to be had"): [one.most for one in standing],
        _("to be marked"): [one.waiting for one in standing],
        _("percent"): [round(one.percent, 1) for one in standing],
        _("result"): [results[one.result] for one in standing],
        _("worth a look"): [_look(look or {}, one.trainee) for one in standing],
    }
    return pd.DataFrame(columns)


def long_table(marks: Sequence[TaskGrade], names: Mapping[str, str], language: str) -> pd.DataFrame:
    """Return a line a task, with the reason for points lost."""
    titles = {lab: titles_of(lab, language)[1] for lab in {mark.lab for mark in marks}}
    rows = [
        (
            visible_text(mark.trainee),
            names.get(mark.trainee, visible_text(mark.trainee)),
            mark.lab,
            mark.task,
            titles[mark.lab].get(mark.task, mark.task),
            mark.score,
            mark.max_score,
            mark.reason,
        )
        for mark in marks
    ]
    headings = [
        _("trainee"),
        _("name of the trainee"),
        _("lab"),
        _("task"),
        _("title"),
        _("score"),
        _("to be had"),
        _("why points are missing"),
    ]
    return pd.DataFrame(rows, columns=headings)


def write_gradebook(wide: pd.DataFrame, long: pd.DataFrame, workbook: Path) -> Path:
    """Write both tables into a workbook, and the wide one as CSV beside it; return the CSV.

    In the workbook the tasks of each lab have a sheet of their own, so that each can be read when it is printed. No
    text is taken for a formula, and Excel shows their Chinese.
    """
    with whole_file(workbook) as draft, pd.ExcelWriter(draft, engine="openpyxl") as writer:
        for title, table in _sheets(wide, long):
            disarm(table).to_excel(writer, sheet_name=title, index=False)
            shape(writer.sheets[title], frozen_columns=2, widest=_WIDEST)
    return write_table(wide, workbook.with_suffix(".csv"))


def _sheets(wide: pd.DataFrame, long: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each sheet's title and table: sums, the tasks of each lab, and a line a task."""
    labs = {
        lab: [head for head in map(str, wide) if head.startswith(f"{lab}: ")] for lab in sorted(set(long[_("lab")]))
    }
    tasks = [head for heads in labs.values() for head in heads[:-1]]  # the last one is their sum
    yield _("by trainee"), wide.drop(columns=tasks)
    for lab, heads in labs.items():
        if heads:
            own = wide[[*wide.columns[:2], *heads]]
            yield lab[:_LONGEST_TITLE], own.rename(columns={head: head.removeprefix(f"{lab}: ") for head in heads})
    yield _("by task"), long


def _tasks(marks: Sequence[TaskGrade], lab: str, language: str) -> dict[str, tuple[str, float]]:
    titles = titles_of(lab, language)[1]
    return {
        mark.task: (titles.get(mark.task, mark.task), mark.max_score)
        for mark in marks
        if mark.lab == lab and mark.max_score
    }


def _look(look: Mapping[tuple[str, str], str], trainee: str) -> str:
    return "\n".join(f"{lab}: {said}" for (who, lab), said in look.items() if who == trainee)


def _sum(marks: Sequence[TaskGrade], trainee: str, lab: str) -> float | None:
    own = [mark.score or 0.0 for mark in marks if (mark.trainee, mark.lab) == (trainee, lab)]
    return sum(own) if own else None
