"""A graded notebook cut into its tasks: what was asked, what was answered, what the check showed; no test's code."""

import re
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from peakend_grading.results.hide_tests import MARK_SCHEME
from peakend_grading.untrusted.safe_html import code_html, markdown_html, output_html

_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*\s*$", re.MULTILINE)
_NUMBER = re.compile(r"^([一二三四五六七八九十]+、|\d+(\.\d+)*[.)]?\s+)")
_MINUTES = re.compile(r"\s*[（(][^（()）]*(分钟|minutes?)[^（()）]*[)）]\s*$")
_TASK_NUMBER = re.compile(r"task-(\d+)\b")


@dataclass
class Section:
    """One task on a page.

    Attributes
    ----------
    title : str
        The heading under which it stands.
    task : str or None
        Its ``grade_id``; None for answers that no task follows.
    question : str
        HTML of what was asked.
    answers, shown : list of str
        HTML of what was answered, and of what the check showed.
    cells : list of str
        The ``grade_id`` of each cell that belongs to it: where comments hang.
    """

    title: str
    task: str | None
    question: str
    answers: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def cut_sections(notebook: NotebookNode) -> list[Section]:
    """Return a notebook's tasks in order."""
    cutter = _Cutter()
    for cell in notebook.cells:
        cutter.take(cell)
    return cutter.sections


def notebook_title(notebook: NotebookNode) -> str:
    """Return a notebook's first heading; nothing where it has none."""
    headings = (_HEADING.search(cell.source) for cell in notebook.cells if cell.cell_type == "markdown")
    return next((found["text"].replace("\u3000", " ") for found in headings if found), "")


def task_title(task: str, heading: str) -> str:
    """Return how a task is called for people: ``3 · NPS by hand``; its ``grade_id`` where there is no heading."""
    return " · ".join(filter(None, (task_number(task), heading))) if heading else task


def task_number(task: str) -> str:
    """Return the number in a task's ``grade_id``; nothing where it has none.

    Examples
    --------
    >>> task_number("task-3-by-hand")
    '3'
    """
    number = _TASK_NUMBER.match(task)
    return number[1] if number else ""


class _Cutter:
    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._title = self._question = ""
        self._next = Section("", None, "")
        self._open: Section | None = None  # a task for the trainer: its answers come after it

    def take(self, cell: NotebookNode) -> None:
        if cell.cell_type == "markdown":
            heading = _HEADING.search(cell.source)
            if heading:
                self._title = _MINUTES.sub("", _NUMBER.sub("", heading["text"]))
                self._open = None
        if is_task(cell) or is_grade(cell):
            self._take_task(cell)
        elif is_solution(cell):
            self._next.question = self._next.question or self._question
            self._next.answers += _answer(cell)
            self._next.cells.append(cell.metadata.nbgrader["grade_id"])
        elif cell.cell_type == "markdown":
            self._question = _prose(cell)
        elif self._open:
            self._open.answers += _answer(cell)

    def _take_task(self, cell: NotebookNode) -> None:
        name = cell.metadata.nbgrader["grade_id"]
        section, self._next = self._next, Section("", None, "")
        section.title, section.task = self._title, name
        section.cells.append(name)
        if is_task(cell):
            section.question, self._open = _prose(cell), section
        elif is_solution(cell):
            section.question = section.question or self._question
            section.answers += _answer(cell)
        else:
            section.shown += _outputs(cell, with_errors=False)
        self.sections.append(section)


def _prose(cell: NotebookNode) -> str:
    return markdown_html(_HEADING.sub("", MARK_SCHEME.sub("", cell.source)).strip())


def _answer(cell: NotebookNode) -> list[str]:
    if cell.cell_type == "markdown":
        return [markdown_html(cell.source)]
    code = [] if _is_form(cell.metadata) else [code_html(cell.source)]
    return [*code, *_outputs(cell, with_errors=True)]


def _is_form(metadata: Any) -> bool:
    hidden = metadata.get("jupyter", {})
    return isinstance(hidden, dict) and bool(hidden.get("source_hidden"))


def _outputs(cell: NotebookNode, with_errors: bool) -> list[str]:
    outputs = [one for one in cell.get("outputs", []) if with_errors or one.output_type != "error"]
    return [html for html in map(output_html, outputs) if html]
