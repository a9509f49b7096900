"""Grade the old way: nbgrader's own autograder, in a kernel with all that its user may do, and no sandbox."""

import contextlib
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.datasets.variants import TRAINEE
from peakend_grading.intake.submissions import Submission

if TYPE_CHECKING:  # the applications of nbgrader take a while to import
    from nbgrader.apps import NbGraderAPI


def autograde(course: "NbGraderAPI", submission: Submission) -> dict[str, NotebookNode]:
    """Let nbgrader grade one submission that stands in its course, and return the notebooks it leaves.

    Raises
    ------
    PeakendError
        If nbgrader could not.
    """
    from sqlalchemy.exc import SAWarning

    with warnings.catch_warnings(), _graded_as(submission.trainee):
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own session handling; nothing to act on
        result = course.autograde(submission.lab, submission.trainee, force=True, create=True)
    if not result["success"]:
        lines = (result.get("error") or result.get("log") or "").strip().splitlines()
        raise PeakendError(_("nbgrader could not grade it: {reason}", reason=lines[-1] if lines else "–"))
    folder = Path(course.coursedir.root, "autograded", submission.trainee, submission.lab)
    return {file.stem: nbformat.read(file, as_version=4) for file in sorted(folder.glob("*.ipynb"))}


@contextlib.contextmanager
def _graded_as(trainee: str) -> Iterator[None]:
    """Let the submission and its tests have the trainee's own figures."""
    before = os.environ.get(TRAINEE)
    os.environ[TRAINEE] = trainee
    try:
        yield
    finally:
        os.environ.pop(TRAINEE) if before is None else os.environ.update({TRAINEE: before})
