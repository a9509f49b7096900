"""What came of a job, put into the notebook: as nbgrader would have left it, and why points are missing."""

import re
from collections.abc import Collection

from nbformat import NotebookNode, from_dict
from nbgrader.utils import is_grade

from peakend.base.language import translate as _
from peakend_grading.host.assignments import Assignment
from peakend_grading.host.grade_notebook import Judged
from peakend_grading.marks.grades import task_name
from peakend_grading.walls.limits import ENDED, MEGABYTE, TOO_LONG, TOO_MUCH_MEMORY, TOO_MUCH_SAID, Limits
from peakend_labs.test_plan import is_test

LONGEST_REASON = 600
NOT_JUDGED = "NotJudged"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_NAME = re.compile(r"name '(\w+)' is not defined")
_OWN = ("CheckFailed", "PeakendError", NOT_JUDGED)


def fill_in(notebook: NotebookNode, judged: Judged, limits: Limits, shortened: Collection[int] = ()) -> None:
    """Put the outputs into a notebook's cells, and say what was left out of the `shortened` ones.

    A test that was not judged has failed, and says why.
    """
    left_out = _("Not run while grading: what this shows does not depend on the answers.")
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        found = judged.verdict.cells.get(number)
        if found:
            cell.outputs, cell.execution_count = from_dict(found.outputs), found.count
        if number in shortened:
            cell.outputs.append(from_dict({"output_type": "stream", "name": "stdout", "text": f"{left_out}\n"}))
        if is_test(cell):
            reason = _not_judged(found is not None, found is None or found.reached, judged, limits)
            if reason:
                error = {"output_type": "error", "ename": NOT_JUDGED, "evalue": reason, "traceback": [f"✗ {reason}"]}
                cell.outputs = [from_dict(error)]


def reasons_of(assignment: Assignment, name: str, notebook: NotebookNode) -> dict[str, str]:
    """Return by task what the check said that did not pass."""
    reasons = {}
    for cell in filter(is_grade, notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                said = _said(output.ename, _ANSI.sub("", output.evalue).split("\n")[0])[:LONGEST_REASON]
                task = cell.metadata.nbgrader["grade_id"]
                reasons[task_name(name, task, alone=len(assignment.notebooks) == 1)] = said
                break
    return reasons


def _said(kind: str, text: str) -> str:
    """Return what a test said, or in words of people who do not program why it could not say anything."""
    if kind in _OWN:
        return text
    if kind == "NameError" and (name := _NAME.search(text)):
        return _("The answer {name} is not there: its cell was changed, or did not run to its end.", name=name[1])
    if kind == "NotHandedOver":
        return _("This answer cannot be taken: {reason}.", reason=text.rstrip("."))
    if kind == "CellTimeoutError":
        return _("The check itself was stopped: this answer takes it too long, or too much memory.")
    return _("The check can do nothing with this answer: it is of another kind than asked for.")


def _not_judged(judged: bool, reached: bool, outcome: Judged, limits: Limits) -> str:
    """Say why a test could not look at its answers; nothing if it could."""
    if judged and reached:
        return ""
    if reached and outcome.how_run == ENDED and outcome.how_judged != ENDED:
        return _("The check itself was stopped: this answer takes it too long, or too much memory.")
    if outcome.how_run == TOO_LONG:
        return _("Not reached: the notebook was stopped after {seconds:g} seconds.", seconds=limits.seconds)
    if outcome.how_run == TOO_MUCH_MEMORY:
        return _(
            "Not reached: the notebook was stopped, because it used more than {size} MB of memory.",
            size=limits.memory // MEGABYTE,
        )
    if outcome.how_run == TOO_MUCH_SAID:
        return _("Not reached: outputs and answers together are more than {size} MB.", size=limits.answers // MEGABYTE)
    return _("Not reached: the notebook ended its own process.")
