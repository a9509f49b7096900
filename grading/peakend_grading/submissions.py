"""Submissions as they come in: found, looked at, and copied; never trusted."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

from peakend.errors import PeakendError
from peakend.language import translate as _
from peakend.variants import variant_of
from peakend_grading.house import lab_names

LARGEST = 50_000_000  # bytes; a notebook with its pictures has about one million
_NAME = re.compile(r"[^*?\[\]+\s](?:[^*?\[\]+]*[^*?\[\]+\s])?")  # nbgrader reads the others as patterns


@dataclass(frozen=True)
class Submission:
    """One trainee's folder for one lab.

    Attributes
    ----------
    trainee, lab : str
        Whose, and which.
    folder : Path
        Where it lies.
    problem : str
        Why it cannot be graded, in one sentence; empty if it can.
    """

    trainee: str
    lab: str
    folder: Path
    problem: str = ""


def find_submissions(folder: Path, lab: str | None = None) -> list[Submission]:
    """Return the submissions in ``folder/<trainee>/<lab>/``, in order of lab and trainee.

    Parameters
    ----------
    folder : Path
        nbgrader's ``submitted`` folder.
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
        Submission(trainee.name, work.name, work, _problem(trainee.name, work))
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


def copy_submission(submission: Submission, target: Path) -> None:
    """Copy a submission's plain files, and nothing that a link leads to."""
    if target.exists():
        shutil.rmtree(target)
    for file in sorted(submission.folder.rglob("*")):
        parts = file.relative_to(submission.folder).parts
        linked = any(parent.is_symlink() for parent in [file, *file.parents[: len(parts) - 1]])
        if file.is_file() and not linked and not any(part.startswith(".") for part in parts):
            copy = target.joinpath(*parts)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def id_note(submission: Submission) -> str:
    """Say so where the answers were given on other figures than the folder's name leads to, else nothing."""
    filled = {_variant(file) for file in submission.folder.glob("answers/*.json")} - {None}
    if filled and variant_of(submission.trainee) not in filled:
        return _(
            "(Answered on other figures than those of {name!r}: the id entered in the warm-up and the name of the "
            "folder differ. If it is the trainee's own work, rename the folder to that id and grade it again.)",
            name=submission.trainee,
        )
    return ""


def _variant(file: Path) -> int | None:
    try:
        number = json.loads(file.read_text(encoding="utf-8-sig"))["variant"]
    except (ValueError, KeyError, TypeError, OSError):
        return None
    return number if isinstance(number, int) else None


def _problem(trainee: str, folder: Path) -> str:
    """Say in one sentence why a folder cannot be graded, or nothing if it can."""
    lab = folder.name
    if not _NAME.fullmatch(trainee):
        return _("The folder {name!r} cannot stand for a trainee: rename it, without * ? [ ] +.", name=trainee)
    if lab not in lab_names():
        return _("There is no lab {name!r}. There are: {names}.", name=lab, names=", ".join(lab_names()))
    file = folder / f"{lab}.ipynb"
    if not file.is_file() or file.is_symlink():
        notebooks = ", ".join(path.name for path in sorted(folder.glob("*.ipynb"))[:3]) or _("no notebook")
        return _("{file} is missing; the folder holds {found}.", file=file.name, found=notebooks)
    if file.stat().st_size > LARGEST:
        return _(
            "{file} is larger than {limit} MB: clear its outputs and hand it in again.",
            file=file.name,
            limit=LARGEST // 10**6,
        )
    return _content_problem(file)


def _content_problem(file: Path) -> str:
    try:
        notebook = nbformat.reads(file.read_text(encoding="utf-8-sig"), as_version=4)
        nbformat.validate(notebook)
    except (json.JSONDecodeError, UnicodeDecodeError, nbformat.reader.NotJSONError):
        return _("{file} is not JSON, so no notebook. Hand in what JupyterLab saved.", file=file.name)
    except Exception:  # nbformat raises whatever a malformed notebook makes it stumble over
        return _("{file} is not a notebook that Jupyter can read. Hand in what JupyterLab saved.", file=file.name)
    if not any("grade_id" in cell.metadata.get("nbgrader", {}) for cell in notebook.cells):
        return _("{file} has none of the lab's tasks in it: is it another notebook?", file=file.name)
    return ""
