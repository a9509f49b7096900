"""Grade the old way: nbgrader's own autograder, in a kernel with all that its user may do, and no sandbox."""

import warnings
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SAWarning

from peakend.errors import PeakendError
from peakend.language import translate as _
from peakend_grading.submissions import Submission


def autograde(course: NbGraderAPI, submission: Submission) -> dict[str, NotebookNode]:
    """Let nbgrader grade one submission that stands in its course, and return the notebooks it leaves.

    Raises
    ------
    PeakendError
        If nbgrader could not.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own session handling; nothing to act on
        result = course.autograde(submission.lab, submission.trainee, force=True, create=True)
    if not result["success"]:
        lines = (result.get("error") or result.get("log") or "").strip().splitlines()
        raise PeakendError(_("nbgrader could not grade it: {reason}", reason=lines[-1] if lines else "–"))
    folder = Path(course.coursedir.root, "autograded", submission.trainee, submission.lab)
    return {file.stem: nbformat.read(file, as_version=4) for file in sorted(folder.glob("*.ipynb"))}
