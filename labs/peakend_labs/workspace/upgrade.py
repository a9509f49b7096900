"""A workspace made by an earlier version: its notebooks anew, with the trainee's answers in them; the old ones kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peakend.base.files import copy_file, write_text

EARLIER = "earlier"  # the folder of a workspace in which notebooks lie as they were


def bring_up_to_date(folder: Path, fresh: Path) -> list[str]:
    """Put fresh notebooks and forms in the place of a workspace's own, and carry the answers over.

    Answers in forms lie in files of their own and stay as they are. What was written into the notebook's answer cells
    is put into the new cells of the same name. The notebook as it was is kept, with all else that was in it.

    Parameters
    ----------
    folder : Path
        The workspace.
    fresh : Path
        The same folders, as this version makes them.

    Returns
    -------
    list of str
        The notebooks that are new, by their place in the workspace.
    """
    renewed = []
    for file in sorted(fresh.rglob("*.ipynb")):
        place = file.relative_to(fresh)
        if (folder / place).is_file() and (merged := _merged(folder / place, file)) is not None:
            if not (folder / EARLIER / place).exists():
                copy_file(folder / place, folder / EARLIER / place)
            write_text(folder / place, merged)
            renewed.append(place.as_posix())
    for form in sorted(fresh.rglob("worksheets/*.yml")):
        copy_file(form, folder / form.relative_to(fresh))
    return renewed


def _merged(old: Path, new: Path) -> str | None:
    """Return the new notebook with the old one's answers; None where it says the same, or cannot be read."""
    try:
        before = json.loads(old.read_text(encoding="utf-8-sig"))
        answers = {name: cell["source"] for name, cell in _answer_cells(before)}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    after = json.loads(new.read_text(encoding="utf-8"))
    for name, cell in _answer_cells(after):
        cell["source"] = answers.get(name, cell["source"])
    return None if _said(before) == _said(after) else json.dumps(after, ensure_ascii=False, indent=1) + "\n"


def _answer_cells(notebook: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        # A form's answers lie beside the notebook; the line that shows it is the trainer's.
        is_form = "pe.worksheet(" in "".join(cell["source"])
        if marks.get("solution") and not marks.get("locked") and not is_form:
            yield marks["grade_id"], cell


def _said(notebook: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"]]
