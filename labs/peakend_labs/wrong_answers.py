"""Misconceptions: for each lab, files that say what is answered wrongly, what it scores, and which hint it earns."""

import copy
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, nearest
from peakend.documents.texts import Bilingual, Number, Part
from peakend.documents.yaml_form import read_model
from peakend_labs.cells import grade_id

if TYPE_CHECKING:
    from nbformat import NotebookNode

_SOLUTION = re.compile(r"### BEGIN (?:SOLUTION)\n(?P<code>(?:.*\n)*?)### END SOLUTION")


class WrongAnswer(Part):
    """A misconception.

    Attributes
    ----------
    title : Bilingual
        What is misunderstood.
    answers : dict of str to str
        For the cells of these grade ids, the code in place of the solution.
    score : float
        What it scores in the tasks that are graded by program.
    hints : dict of str to Bilingual
        The tasks that fail, each with a part of its hint.
    """

    format: Literal["wrong-answer/1"]
    title: Bilingual
    answers: dict[str, str]
    score: Number
    hints: dict[str, Bilingual]


class _Equivalent(Part):
    """Answers that a machine makes and that are right all the same."""

    format: Literal["equivalent-answers/1"]
    answers: dict[str, dict[str, Bilingual]]


def read_equivalent(name: str, text: str, tasks: Collection[str]) -> dict[str, dict[str, Bilingual]]:
    """Return by task the beginnings of what `peakend check` calls answers that are truly equivalent, with the reason.

    Parameters
    ----------
    name : str
        The file, as it is to stand in a sentence.
    text : str
        What it holds.
    tasks : collection of str
        The lab's tasks.

    Raises
    ------
    PeakendError
        If the file lacks something, or speaks of a task that the lab does not have; with its line.
    """
    found, lines = read_model(name, text, _Equivalent)
    with lines.tell(name):
        for task in found.answers:
            if task not in tasks:
                reason = _("there is no task {name!r}", name=task)
                raise DocumentError(("answers", task), "answers", reason + nearest(task, [*tasks]))
    return found.answers


def read_wrong_answer(name: str, text: str, answers: Collection[str], tasks: Collection[str]) -> WrongAnswer:
    """Return what a file says.

    Parameters
    ----------
    name : str
        The file, as it is to stand in a sentence.
    text : str
        What it holds.
    answers, tasks : collection of str
        The lab's cells with a solution, and its tasks.

    Raises
    ------
    PeakendError
        If the file lacks something, or speaks of a cell that the lab does not have; with its line.
    """
    wrong, lines = read_model(name, text, WrongAnswer)
    with lines.tell(name):
        for cell in wrong.answers:
            if cell not in answers:
                reason = _("there is no solution in a cell {name!r}", name=cell)
                raise DocumentError(("answers", cell), "answers", reason + nearest(cell, [*answers]))
        for task in wrong.hints:
            if task not in tasks:
                reason = _("there is no task {name!r}", name=task)
                raise DocumentError(("hints", task), "hints", reason + nearest(task, [*tasks]))
    return wrong


def with_wrong_answers(notebook: "NotebookNode", wrong: WrongAnswer) -> "NotebookNode":
    """Return the solved notebook with the misconception's answers instead."""
    changed = copy.deepcopy(notebook)
    for cell in changed.cells:
        code = wrong.answers.get(grade_id(cell) or "")
        found = _SOLUTION.search(cell.source) if code is not None else None
        if code is not None and found:
            before, after = cell.source[: found.start("code")], cell.source[found.end("code") :]
            cell.source = f"{before}{code.strip()}\n{after}"
    return changed
