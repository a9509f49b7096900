"""The gradebook for Excel: a line a trainee, in all and in each lab, and a line a task."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from peakend.base.files import whole_file
from peakend.base.language import translate as _
from peakend.base.workbooks import shape
from peakend.tables.write_table import disarm, sheet_name, write_table
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.results.standings import Standing, lab_points
from peakend_grading.results.task_names import titles_of
from peakend_grading.untrusted.plain_json import visible_text

_WIDEST = 44  # characters of a column


def wide_table(
    marks: Sequence[TaskGrade],
    standing: Sequence[Standing],
    language: str,
    look: Mapping[tuple[str, str], str] | None = None,
) -> pd.DataFrame:
    """Return a line a trainee: points by task and lab, their sum, percent, and whether that passes.

    A cell is empty where the trainer has yet to mark, or nothing was handed in. Last stands what is worth a look.
    """
    columns = _who(standing)
    for lab in lab_points(marks):
        own = _points(marks, standing, lab, language) | _lab_sum(marks, standing, lab)
        columns |= {f"{lab}: {head}": values for head, values in own.items()}
    return pd.DataFrame(columns | _results(standing, look or {}))


def trainee_sheets(
    marks: Sequence[TaskGrade],
    standing: Sequence[Standing],
    language: str,
    look: Mapping[tuple[str, str], str] | None = None,
) -> list[tuple[str, pd.DataFrame]]:
    """Return what `wide_table` holds in tables that fit on a page, with titles: the sums, and each lab's tasks."""
    sums, sheets = _who(standing), []
    for lab in lab_points(marks):
        in_all = _lab_sum(marks, standing, lab)
        sums |= {f"{lab}: {head}": values for head, values in in_all.items()}
        sheets.append((lab, pd.DataFrame(_who(standing) | _points(marks, standing, lab, language) | in_all)))
    return [(_("by trainee"), pd.DataFrame(sums | _results(standing, look or {}))), *sheets]


def _who(standing: Sequence[Standing]) -> dict[str, list[Any]]:
    return {
        _("trainee"): [visible_text(one.trainee) for one in standing],
        _("name of the trainee"): [one.name for one in standing],
    }


def _points(marks: Sequence[TaskGrade], standing: Sequence[Standing], lab: str, language: str) -> dict[str, list[Any]]:
    scores = {(mark.trainee, mark.task): mark.score for mark in marks if mark.lab == lab}
    return {
        f"{title} ({points:g})": [scores.get((one.trainee, task)) for one in standing]
        for task, (title, points) in _tasks(marks, lab, language).items()
    }


def _lab_sum(marks: Sequence[TaskGrade], standing: Sequence[Standing], lab: str) -> dict[str, list[Any]]:
    most, total = lab_points(marks)[lab], _("sum")
    return {f"{total} ({most:g})": [_sum(marks, one.trainee, lab) for one in standing]}


def _results(standing: Sequence[Standing], look: Mapping[tuple[str, str], str]) -> dict[str, list[Any]]:
    results = {"passed": _("passed"), "waiting": _("waiting for marks"), "failed": _("not passed")}
    return {
        _("sum"): [one.earned for one in standing],
        _("to be had"): [one.most for one in standing],
        _("to be marked"): [one.waiting for one in standing],
        _("percent"): [round(one.percent, 1) for one in standing],
        _("result"): [results[one.result] for one in standing],
        _("worth a look"): [_look(look, one.trainee) for one in standing],
    }


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


def write_gradebook(wide: pd.DataFrame, sheets: Sequence[tuple[str, pd.DataFrame]], workbook: Path) -> Path:
    """Write sheets with titles into a workbook, and the wide table as CSV beside it; return the CSV.

    A title that Excel takes for no sheet's name, or for another's, is cut and numbered.

    No text in them is taken for a formula, and Excel shows their Chinese.
    """
    names: list[str] = []
    with whole_file(workbook) as draft, pd.ExcelWriter(draft, engine="openpyxl") as writer:
        for title, table in sheets:
            names.append(sheet_name(title, names))
            disarm(table).to_excel(writer, sheet_name=names[-1], index=False)
            shape(writer.sheets[names[-1]], frozen_columns=2, widest=_WIDEST)
    return write_table(wide, workbook.with_suffix(".csv"))


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
