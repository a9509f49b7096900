"""A notebook's file, read with suspicion: of what it holds only what is graded goes on."""

import json
import warnings
from collections.abc import Collection
from typing import Any

import nbformat
from nbformat import NotebookNode

from peakend.base.language import translate as _
from peakend_grading.intake.shelf import is_empty
from peakend_grading.intake.submissions import NotUnderstood
from peakend_grading.untrusted.plain_json import plain_json

MOST_CELLS = 5_000
MOST_NESTED = 2_000_000  # lists and objects; pictures of a chart's data have some hundred thousand
_PARTS_OF_CELLS = ("cell_type", "source", "input", "language", "level", "attachments", "id", "execution_count")
_METADATA = ("nbgrader", "tags", "jupyter", "collapsed", "scrolled", "editable", "deletable")


def read_notebook(content: bytes, file: str, ids: Collection[str]) -> tuple[NotebookNode, list[str]]:
    """Return a notebook without outputs, and the ids in it.

    Parameters
    ----------
    content : bytes
        The file's.
    file : str
        What it is called in sentences.
    ids : collection of str
        The ids of the lab's graded cells.

    Raises
    ------
    NotUnderstood
        If it is no notebook, or has none of these cells.
    """
    if not content.strip(b"\0"):
        raise NotUnderstood(is_empty(file))
    try:
        text = json.dumps(_reduced(json.loads(_bounded(content).decode("utf-8-sig"))))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells without an id of their own get one, and nobody need act on it
            notebook = nbformat.reads(text, as_version=4)
            nbformat.validate(notebook)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError, nbformat.reader.NotJSONError):
        reason = _(
            "{file} cannot be opened: it is cut short, or no notebook. Save it in JupyterLab and hand it in again.",
            file=file,
        )
        raise NotUnderstood(reason) from None
    except Exception:  # nbformat raises whatever a malformed notebook makes it stumble over
        reason = _("{file} is not a notebook that Jupyter can read. Hand in what JupyterLab saved.", file=file)
        raise NotUnderstood(reason) from None
    found = [name for cell in notebook.cells if (name := grade_id(cell))]
    if not set(ids) & set(found):
        raise NotUnderstood(_("{file} has none of the lab's tasks in it: is it another notebook?", file=file), found)
    return notebook, found


def grade_id(cell: NotebookNode) -> str:
    """Return the id by which nbgrader knows a cell; nothing for other cells, and where somebody wrote another thing."""
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""


def _bounded(content: bytes) -> bytes:
    """Return a file that is worth parsing; each list and object takes memory many times its two characters."""
    if content.count(b"[") + content.count(b"{") > MOST_NESTED:
        raise ValueError("too many lists and objects")
    return content


def _reduced(content: Any) -> Any:
    """Return a notebook's JSON without outputs; raise `ValueError` for what only somebody who means harm would save."""
    if not isinstance(content, dict):
        raise ValueError("no object")
    plain = {name: content[name] for name in ("nbformat", "nbformat_minor") if name in content} | {"metadata": {}}
    if "worksheets" in content:  # the old format, version 3
        sheets = [{"cells": [_cell(cell) for cell in _cells(sheet)]} for sheet in content["worksheets"][:MOST_CELLS]]
        count = sum(len(sheet["cells"]) for sheet in sheets)
        plain["worksheets"] = sheets
    else:
        plain["cells"] = [_cell(cell) for cell in _cells(content)]
        count = len(plain["cells"])
    if count > MOST_CELLS:
        raise ValueError("too many cells")
    return plain_json(plain)


def _cells(content: dict[str, Any]) -> list[Any]:
    cells = content["cells"]
    if len(cells) > MOST_CELLS:
        raise ValueError("too many cells")
    return list(cells)


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    kept = {name: cell[name] for name in _PARTS_OF_CELLS if name in cell}
    metadata = cell.get("metadata", {})
    kept["metadata"] = {name: metadata[name] for name in _METADATA if name in metadata}
    if cell.get("cell_type") == "code":
        kept["outputs"] = []
    return kept
