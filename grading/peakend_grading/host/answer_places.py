"""Which task an answer belongs to: the forms and cells between one task and the next."""

import re

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from peakend_grading.intake.notebook import grade_id

_FORM = re.compile(r"""(?:(\w+)\s*=\s*)?pe\.worksheet\(\s*["']([\w-]+)["']""")
_DOCUMENT = re.compile(r"""(?:\bid=|\.as_future\()\s*["']([\w-]+)["']""")  # a map or design sheet that a cell lets edit
_HEADING = re.compile(r"^#{1,6}\s", re.MULTILINE)


def tasks_of_answers(notebook: NotebookNode) -> dict[str, list[str]]:
    """Return for each form, and each cell that is answered in, the ``grade_id`` of its tasks, as a source has them.

    Answers stand before a check, and after a task that a trainer marks. A form belongs to each check that names it.
    """
    found: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    before: list[str] = []
    task = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and _HEADING.search(cell.source):
            task = ""
        names |= {name: form for name, form in _FORM.findall(cell.source) if name}
        answers = [form for _name, form in _FORM.findall(cell.source)]
        answers += [grade_id(cell)] if is_solution(cell) else []
        answers += _DOCUMENT.findall(cell.source) if is_solution(cell) and ".edit(" in cell.source else []
        if is_task(cell) or is_grade(cell):
            named = [form for name, form in names.items() if re.search(rf"\b{name}\b", cell.source)]
            _add(found, [*before, *answers, *(named if is_grade(cell) else [])], grade_id(cell))
            task, before = grade_id(cell) if is_task(cell) else "", []
        elif task:
            _add(found, answers, task)
        elif cell.cell_type == "code" or is_solution(cell):
            before += answers
    return found


def _add(found: dict[str, list[str]], answers: list[str], task: str) -> None:
    for answer in dict.fromkeys(answers):
        if task not in found.setdefault(answer, []):
            found[answer].append(task)
