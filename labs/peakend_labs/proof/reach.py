"""How far a wrong answer reaches: which cells can come out otherwise, and which those need."""

import copy
from collections.abc import Collection

from nbformat import NotebookNode

from peakend_labs.cell_names import CellNames, read_names
from peakend_labs.cells import grade_id


def within_reach(notebook: NotebookNode, answers: Collection[str], solved: NotebookNode | None = None) -> NotebookNode:
    """Return the notebook without the code that these answer cells cannot make come out otherwise.

    A cell reaches another by the names that it makes, or no longer makes, and the other uses. What is out of reach does
    as in the solution, so that a misconception need not execute it again, unless it makes a name that is needed.

    Parameters
    ----------
    notebook : NotebookNode
        A notebook with the misconception's answers.
    answers : collection of str
        The grade ids of the cells that differ from the solution.
    solved : NotebookNode, optional
        The same notebook with the solution's answers.
    """
    names = _names(notebook)
    makes = [now.makes | before.makes for now, before in zip(names, _names(solved or notebook), strict=True)]
    kept = _reached([grade_id(cell) in answers for cell in notebook.cells], names, makes)
    wanted: set[str] = set()
    for i, cell in reversed(list(enumerate(notebook.cells))):
        kept[i] = kept[i] or bool(names[i].makes & wanted) or cell.cell_type != "code" or _is_parameters(cell)
        if kept[i]:
            wanted |= names[i].uses
    part = copy.copy(notebook)
    part.cells = [cell for cell, is_kept in zip(notebook.cells, kept, strict=True) if is_kept]
    return part


def _names(notebook: NotebookNode) -> list[CellNames]:
    return [read_names(cell.source) if cell.cell_type == "code" else CellNames() for cell in notebook.cells]


def _reached(changed: list[bool], names: list[CellNames], makes: list[frozenset[str]]) -> list[bool]:
    """Tell of each cell whether it is changed, or uses a name that one before it made otherwise."""
    otherwise: set[str] = set()
    found = []
    for is_changed, cell, made in zip(changed, names, makes, strict=True):
        found.append(is_changed or bool(cell.uses & otherwise))
        if found[-1]:
            otherwise |= made
    return found


def _is_parameters(cell: NotebookNode) -> bool:
    return "parameters" in cell.metadata.get("tags", [])
