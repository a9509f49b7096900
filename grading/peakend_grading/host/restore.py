"""A submitted notebook, put in order before it is run: the trainer's cells as the trainer wrote them."""

import copy
from collections.abc import Container, Mapping

from nbformat import NotebookNode, from_dict
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_task

from peakend_grading.intake.notebook import grade_id
from peakend_grading.untrusted.prose import harmless
from peakend_grading.walls.messages import JudgedTest, Step
from peakend_labs.test_plan import Test, is_test

_KEPT_OF_SOURCE = ("kernelspec", "language_info")
_KEPT_OF_CELL = ("tags", "jupyter", "collapsed", "scrolled", "editable", "deletable")


def restore(submitted: NotebookNode, source: NotebookNode) -> NotebookNode:
    """Return a submitted notebook as nbgrader would grade it, whatever was done to its cells.

    Locked cells, cell types, points and other grading metadata are the source's again; of two cells with one id the
    last counts, as nbgrader has it; outputs are gone. Graded cells that were deleted are put back, after the nearest
    cell before them that is still there: nobody loses points because a check was deleted.
    """
    wanted = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
    given = {cell.source for cell in source.cells}
    cells: list[NotebookNode] = []
    seen: set[str] = set()
    for cell in reversed(submitted.cells):
        known = wanted.get(grade_id(cell)) if grade_id(cell) not in seen else None
        if known is not None:
            seen.add(grade_id(cell))
        cells.insert(0, _restored(cell, known))
        if cell.cell_type != "code" and cell.source not in given:
            cell.source = harmless(cell.source, cell.get("attachments", {}))
    for cell in source.cells:
        if grade_id(cell) and grade_id(cell) not in seen and (is_grade(cell) or is_task(cell)):
            cells.insert(_place(cell, source, cells), _restored(copy.deepcopy(cell), cell))
            seen.add(grade_id(cell))
    notebook = copy.copy(submitted)
    notebook.cells = cells
    notebook.metadata = from_dict({name: source.metadata[name] for name in _KEPT_OF_SOURCE if name in source.metadata})
    return notebook


def plan_steps(
    notebook: NotebookNode,
    tests: dict[str, Test],
    in_kernel: bool,
    shortened: Mapping[int, str] | None = None,
    given: Container[str] = (),
) -> tuple[Step, ...]:
    """Return what is to be done with each code cell, in the notebook's order: run it, or hand over for it.

    Of those `shortened` by number only what is left of them is run, and nothing where nothing is left. `given` is the
    code that trainees do not write.
    """
    steps = []
    shortened = shortened or {}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        if is_test(cell) and not in_kernel:
            test = tests[grade_id(cell)]
            steps.append(Step(number, test=test.id, answers=test.answers))
        elif source := shortened.get(number, cell.source):
            steps.append(Step(number, source, is_given=cell.source in given))
    return tuple(steps)


def judged_tests(tests: dict[str, Test]) -> dict[str, JudgedTest]:
    """Return of each test what its judge needs."""
    return {name: JudgedTest(test.source, test.given, test.answers) for name, test in tests.items()}


def _restored(cell: NotebookNode, known: NotebookNode | None) -> NotebookNode:
    kind = known.cell_type if known is not None else cell.cell_type
    if kind == "code":
        cell.outputs, cell.execution_count = [], None
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    cell.cell_type = kind
    cell.metadata = from_dict({name: cell.metadata[name] for name in _KEPT_OF_CELL if name in cell.metadata})
    if known is not None:
        cell.metadata["nbgrader"] = copy.deepcopy(known.metadata.nbgrader)
        if is_locked(known):
            cell.source = known.source
            cell.pop("attachments", None)
        cell.metadata.nbgrader["checksum"] = known.metadata.nbgrader.get("checksum") or compute_checksum(known)
    return cell


def _place(cell: NotebookNode, source: NotebookNode, cells: list[NotebookNode]) -> int:
    """Return where to put a deleted cell back."""
    names = [grade_id(other) for other in source.cells]
    there = {grade_id(other): number for number, other in enumerate(cells) if grade_id(other)}
    for name in reversed(names[: names.index(grade_id(cell))]):
        if name in there:
            return there[name] + 1
    return len(cells) if not there else min(there.values())
