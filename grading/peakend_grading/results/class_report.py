"""The class report: one page that opens anywhere, and says where the class and where each trainee stands."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend_grading.marks.grades import TaskGrade, by_submission
from peakend_grading.marks.notes import Note
from peakend_grading.marks.worth_a_look import worth_a_look
from peakend_grading.results.charts import score_chart, task_chart
from peakend_grading.results.items import EASY, HARD, WEAK, item_analysis
from peakend_grading.results.learning import find_learning
from peakend_grading.results.likeness import find_likenesses
from peakend_grading.results.misconceptions import (
    Misconception,
    WrongAnswers,
    common_wrong_answers,
    find_misconceptions,
)
from peakend_grading.results.standings import Standing, lab_points
from peakend_grading.results.task_names import titles_of
from peakend_grading.results.templates import render


@dataclass(frozen=True)
class TaskRow:
    """A task in the report: its numbers, and what they ask of the trainer."""

    title: str
    n: int
    difficulty: float | None
    discrimination: float | None
    ci_low: float | None
    ci_high: float | None
    note: str


@dataclass(frozen=True)
class LabReport:
    """What the report says of one lab."""

    lab: str
    title: str
    chart: str
    tasks: Sequence[TaskRow]
    misconceptions: Sequence[Misconception]
    wrong_answers: Sequence[WrongAnswers]
    titles: Mapping[str, str]
    n: int


@dataclass(frozen=True)
class Help:
    """A trainee who needs help, and why."""

    standing: Standing
    reasons: Sequence[str]


def write_report(
    marks: Sequence[TaskGrade],
    problems: Mapping[tuple[str, str], str],
    standing: Sequence[Standing],
    pass_mark: float,
    out: Path,
    language: str,
    notes: Mapping[tuple[str, str], Note] | None = None,
) -> None:
    """Write the class report.

    Parameters
    ----------
    marks : sequence of TaskGrade
        The marks that stand in the gradebook.
    problems : mapping
        Why submissions could not be graded, by trainee and lab.
    standing : sequence of Standing
        What `standings` returned.
    pass_mark : float
        Percent of all points.
    out : Path
        The page.
    language : {"zh", "en"}
        Its language.
    notes : mapping, optional
        What `Book.notes` returned.
    """
    submissions = by_submission(marks)
    done = {key: own for key, own in submissions.items() if key not in problems}
    labs = [
        _lab_report(lab, [own for (_trainee, name), own in done.items() if name == lab], language)
        for lab in lab_points(marks)
        if any(name == lab for _trainee, name in done)
    ]
    percents = [one.percent for one in standing]
    page = render(
        "report.html",
        standing=standing,
        names={one.trainee: one.name for one in standing},
        passed=sum(one.result == "passed" for one in standing),
        median=statistics.median(percents),
        lowest=min(percents),
        highest=max(percents),
        pass_mark=pass_mark,
        chart=score_chart(percents, pass_mark),
        labs=labs,
        help=_who_needs_help(standing, labs, problems, pass_mark),
        waiting=_waiting(marks, {lab.lab: lab.titles for lab in labs}),
        problems=problems,
        look=worth_a_look(notes or {}, {one.trainee: one.name for one in standing}),
        alike=find_likenesses(notes or {}, marks),
        titles={lab.lab: lab.titles for lab in labs},
        learning=find_learning(notes or {}, language),
    )
    write_text(out, page)


def _lab_report(lab: str, submissions: Sequence[Sequence[TaskGrade]], language: str) -> LabReport:
    title, known = titles_of(lab, language)
    rows = [(mark.trainee, mark.task, mark.score) for marks in submissions for mark in marks]
    table = pd.DataFrame(rows, columns=["trainee", "task", "score"])
    tasks = list(dict.fromkeys(table["task"]))
    points = {mark.task: mark.max_score for marks in submissions for mark in marks}
    scores = table.pivot(index="trainee", columns="task", values="score").astype(float)[tasks]
    items = item_analysis(scores, points)
    titles = {task: known.get(task, task) for task in tasks}
    return LabReport(
        lab=lab,
        title=title,
        chart=task_chart(items, list(titles.values())),
        tasks=[_task_row(titles[item["task"]], item, len(submissions)) for item in items.to_dict("records")],
        misconceptions=find_misconceptions(lab, submissions),
        wrong_answers=common_wrong_answers(lab, submissions),
        titles=titles,
        n=len(submissions),
    )


def _task_row(title: str, item: Mapping[Any, Any], count: int) -> TaskRow:
    difficulty, discrimination, low, high = (
        None if math.isnan(item[name]) else float(item[name])
        for name in ("difficulty", "discrimination", "ci_low", "ci_high")
    )
    note = _note(item["n"], count, difficulty, discrimination)
    return TaskRow(title, item["n"], difficulty, discrimination, low, high, note)


def _note(n: int, count: int, difficulty: float | None, discrimination: float | None) -> str:
    if n < count:
        return _("{left} of {count} not marked yet.", left=count - n, count=count)
    if difficulty is not None and difficulty < HARD:
        return _("Hard: go through it again with everybody.")
    if discrimination is not None and discrimination < 0:
        return _("Stronger trainees do worse here: check the wording and the test.")
    if difficulty is not None and difficulty > EASY:
        return _("Easy: nearly everyone got it.")
    if discrimination is not None and discrimination < WEAK:
        return _("Weak discrimination: strong and weak trainees score about the same.")
    return ""


def _who_needs_help(
    standing: Sequence[Standing], labs: Sequence[LabReport], problems: Mapping[tuple[str, str], str], pass_mark: float
) -> list[Help]:
    """Return who needs help, those with least points first."""
    found = [Help(one, _help_reasons(one, labs, problems, pass_mark)) for one in standing]
    return sorted((one for one in found if one.reasons), key=lambda one: one.standing.percent)


def _help_reasons(
    one: Standing, labs: Sequence[LabReport], problems: Mapping[tuple[str, str], str], pass_mark: float
) -> list[str]:
    reasons = [f"{lab}: {problem}" for (trainee, lab), problem in problems.items() if trainee == one.trainee]
    reasons += [_("{lab} was not handed in.", lab=lab) for lab in one.missing]
    marked = one.most - one.waiting
    percent = 100 * one.earned / marked if marked else 100.0
    if percent < pass_mark and not reasons:
        reasons.append(
            _("{percent:.0f} % of what is marked; to pass takes {mark:g} %.", percent=percent, mark=pass_mark)
        )
    if reasons:
        shown = [found.title for lab in labs for found in lab.misconceptions if one.trainee in found.trainees]
        reasons += [_("Misconception: {title}", title=title) for title in shown]
    return reasons


def _waiting(marks: Sequence[TaskGrade], titles: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return who waits for the trainer, by lab and task."""
    found: dict[tuple[str, str], list[str]] = {}
    for mark in marks:
        if mark.score is None:
            found.setdefault((mark.lab, titles.get(mark.lab, {}).get(mark.task, mark.task)), []).append(mark.trainee)
    return found
