"""nbgrader's formgrader on a graded class: one submission at a time, each answer above its rubric."""

import os
import re
import secrets
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_task

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.results.hide_tests import MARK_BOUNDS
from peakend_labs.nbgrader_course import prepare_course

_HEADING = re.compile(r"^#{1,6}\s", re.MULTILINE)


class AnswersFirst(Preprocessor):
    """Moves what was answered to a task for the trainer above its rubric, where formgrader has the field for points."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook with its cells in that order, and its rubrics without nbgrader's marks around them."""
        nb.cells = answers_first(nb.cells)
        for cell in filter(is_task, nb.cells):
            cell.source = MARK_BOUNDS.sub("", cell.source)
        return nb, resources


def answers_first(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return cells with each task after the code cells that follow it, up to the next task or heading."""
    ordered: list[NotebookNode] = []
    task: NotebookNode | None = None
    for cell in cells:
        ends = is_task(cell) or is_grade(cell) or (cell.cell_type == "markdown" and _HEADING.search(cell.source))
        if task is not None and ends:
            ordered.append(task)
            task = None
        if is_task(cell):
            task = cell
        else:
            ordered.append(cell)
    return [*ordered, task] if task is not None else ordered


def open_formgrader(graded: Path, port: int, browser: bool) -> None:
    """Open formgrader on the folder that grading wrote, and stay until it is stopped.

    Raises
    ------
    PeakendError
        If nothing was graded there.
    """
    if not (graded / "gradebook.db").is_file():
        raise PeakendError(_("{folder} holds no gradebook. Give the folder that peakend grade wrote.", folder=graded))
    prepare_course(graded)
    os.chdir(graded)  # where nbgrader looks for its configuration
    from jupyter_server.serverapp import ServerApp

    token = secrets.token_urlsafe(24)
    address = f"http://localhost:{port}/formgrader?token={token}"
    print(_("formgrader is at {address} — stop it with Ctrl-C.", address=address), flush=True)
    ServerApp.launch_instance(
        [
            f"--ServerApp.root_dir={Path.cwd()}",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            "--ServerApp.allow_root=True",  # it serves this machine alone, behind a token
            f"--ServerApp.open_browser={browser}",
            "--ServerApp.default_url=/formgrader",
            f"--IdentityProvider.token={token}",
            "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
            "--Application.log_level=ERROR",
        ]
    )
