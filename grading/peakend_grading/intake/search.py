"""Hand-ins found in a folder: whose each is, and for which lab."""

import re
from collections.abc import Sequence
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.intake.submissions import Submission
from peakend_grading.untrusted.plain_json import plain_text

_NAME = re.compile(r"[^*?\[\]+\s](?:[^*?\[\]+]*[^*?\[\]+\s])?")  # nbgrader reads the others as patterns


def find_submissions(folder: Path, known: Sequence[str], lab: str | None = None) -> list[Submission]:
    """Return the submissions in ``folder/<trainee>/<lab>/``, in order of lab and trainee.

    Parameters
    ----------
    folder : Path
        nbgrader's ``submitted`` folder.
    known : sequence of str
        The labs that there are.
    lab : str, optional
        Only this lab's.

    Raises
    ------
    PeakendError
        If the folder does not exist, or holds no submissions.
    """
    if not folder.is_dir():
        raise PeakendError(
            _("There is no folder {folder}. Give the folder that holds one folder per trainee.", folder=folder)
        )
    found = [
        _submission(trainee.name, work, known)
        for trainee in sorted(folder.iterdir())
        if trainee.is_dir() and not trainee.is_symlink() and not trainee.name.startswith(".")
        for work in sorted(trainee.iterdir())
        if work.is_dir() and not work.is_symlink() and not work.name.startswith(".") and lab in (None, work.name)
    ]
    if not found:
        raise PeakendError(
            _(
                "No submissions in {folder}. They are expected as <trainee>/{lab}/{lab}.ipynb.",
                folder=folder,
                lab=lab or "<lab>",
            )
        )
    return sorted(found, key=lambda submission: (submission.lab, submission.trainee))


def _submission(trainee: str, folder: Path, known: Sequence[str]) -> Submission:
    problem = ""
    if not _NAME.fullmatch(trainee) or plain_text(trainee) != trainee:
        problem = _("The folder {name!r} cannot stand for a trainee: rename it, without * ? [ ] +.", name=trainee)
    elif folder.name not in known:
        problem = _("There is no lab {name!r}. There are: {names}.", name=folder.name, names=", ".join(known))
    return Submission(plain_text(trainee), plain_text(folder.name), folder, not problem, problem)
