"""What nbgrader's metadata says of a cell; `nbgrader.utils` asks the same, but takes seconds to import."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode


def is_grade(cell: "NotebookNode") -> bool:
    """Whether a cell is graded by itself: a test, or an answer that a trainer marks."""
    return _says(cell, "grade")


def is_solution(cell: "NotebookNode") -> bool:
    """Whether trainees write their answer into a cell."""
    return _says(cell, "solution")


def is_task(cell: "NotebookNode") -> bool:
    """Whether a cell asks for something that a trainer marks."""
    return _says(cell, "task")


def is_locked(cell: "NotebookNode") -> bool:
    """Whether a cell comes back as it was released, whatever a trainee does to it."""
    return not is_solution(cell) and (is_grade(cell) or _says(cell, "locked"))


def grade_id(cell: "NotebookNode") -> str | None:
    """Return the id by which nbgrader knows a cell, or None."""
    found = cell.metadata.get("nbgrader", {}).get("grade_id")
    return None if found is None else str(found)


def _says(cell: "NotebookNode", what: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get(what, False))
