"""Submissions as they come in: found, looked at, and copied; never trusted."""

import base64
import hashlib
import json
import os
import re
import shutil
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.datasets.variants import variant_of
from peakend_grading.untrusted.plain_json import plain_json, plain_text

LARGEST = 50_000_000  # bytes; a notebook with its pictures has about one million
MOST_FILES = 1_000
MOST_CELLS = 5_000
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
    known : bool
        Whether there is such a lab, and the trainee's name can stand in a gradebook.
    problem : str
        Why it is not known, in one sentence.
    """

    trainee: str
    lab: str
    folder: Path
    known: bool = True
    problem: str = ""


@dataclass(frozen=True)
class Content:
    """What is in a submission.

    Attributes
    ----------
    digest : str
        What changes whenever its files do.
    notebooks : dict
        The lab's notebooks, by name.
    files : dict
        All other files, in base64, by path.
    handed_in : datetime or None
        When, if nbgrader's ``timestamp.txt`` tells.
    problem : str
        Why it cannot be graded, in one sentence; empty if it can.
    """

    digest: str
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    handed_in: datetime | None = None
    problem: str = ""


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


def read_submission(submission: Submission, wanted: Mapping[str, Collection[str]]) -> Content:
    """Read a submission's files, or say in one sentence why it cannot be graded.

    Parameters
    ----------
    submission : Submission
        Whose, and where.
    wanted : mapping
        The names of the lab's notebooks, and the ids of the graded cells in each.
    """
    try:
        files = {_name_inside(path.relative_to(submission.folder)): path for path in plain_files(submission.folder)}
        digest = hashlib.sha256()
        for name, file in files.items():
            with file.open("rb") as content:
                digest.update(os.fsencode(f"{name}\n{hashlib.file_digest(content, 'sha256').hexdigest()}\n"))
    except OSError as error:
        unreadable = Path(error.filename or submission.folder).name
        return Content("", problem=_("{file} cannot be read: its permissions forbid it.", file=unreadable))
    mark = digest.hexdigest()
    problem = _size_problem(files) or _missing_problem(files, list(wanted))
    if problem:
        return Content(mark, problem=problem)
    read = {}
    for name, ids in wanted.items():
        if f"{name}.ipynb" in files:
            notebook, problem = _read_notebook(files.pop(f"{name}.ipynb"), ids)
            if notebook is None:
                return Content(mark, problem=problem)
            read[name] = notebook
    others = {name: base64.b64encode(file.read_bytes()).decode("ascii") for name, file in files.items()}
    return Content(mark, read, others, _handed_in(files.get("timestamp.txt")))


def plain_files(folder: Path) -> Iterator[Path]:
    """Yield a folder's plain files in order: nothing that a link leads to, nothing hidden, no device."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from plain_files(path)
        elif path.is_file():
            yield path


def copy_submission(submission: Submission, target: Path, *, without: str = "") -> None:
    """Copy a submission's plain files, those with one ending left out."""
    if target.resolve() == submission.folder.resolve():
        return
    if target.exists():
        shutil.rmtree(target)
    for file in plain_files(submission.folder):
        if not without or file.suffix != without:
            copy = target / file.relative_to(submission.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def id_note(submission: Submission) -> str:
    """Say so where the answers were given on other figures than the folder's name leads to, else nothing."""
    files = (file for file in plain_files(submission.folder) if file.match("answers/*.json"))
    filled = {_variant(file) for file in files} - {None}
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


def grade_id(cell: NotebookNode) -> str:
    """Return the id by which nbgrader knows a cell; nothing for other cells, and where somebody wrote another thing."""
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""


def _name_inside(path: Path) -> str:
    """Return a file's name inside its folder; archives packed on Windows may leave backslashes in names."""
    parts = path.as_posix().replace("\\", "/").split("/")
    return "/".join(parts) if all(part not in ("", ".", "..") and ":" not in part for part in parts) else path.name


def _submission(trainee: str, folder: Path, known: Sequence[str]) -> Submission:
    problem = ""
    if not _NAME.fullmatch(trainee) or plain_text(trainee) != trainee:
        problem = _("The folder {name!r} cannot stand for a trainee: rename it, without * ? [ ] +.", name=trainee)
    elif folder.name not in known:
        problem = _("There is no lab {name!r}. There are: {names}.", name=folder.name, names=", ".join(known))
    return Submission(plain_text(trainee), plain_text(folder.name), folder, not problem, problem)


def _size_problem(files: dict[str, Path]) -> str:
    if len(files) > MOST_FILES:
        return _("The folder holds more than {most} files: hand in the lab's folder alone.", most=MOST_FILES)
    for name, file in files.items():
        if file.stat().st_size > LARGEST:
            return _(
                "{file} is larger than {limit} MB: clear its outputs and hand it in again.",
                file=name,
                limit=LARGEST // 10**6,
            )
    if sum(file.stat().st_size for file in files.values()) > 2 * LARGEST:
        return _("The folder holds more than {limit} MB: hand in the lab's folder alone.", limit=2 * LARGEST // 10**6)
    return ""


def _missing_problem(files: dict[str, Path], notebooks: Sequence[str]) -> str:
    if any(f"{name}.ipynb" in files for name in notebooks):
        return ""
    found = plain_text(", ".join(name for name in files if name.endswith(".ipynb")))[:200] or _("no notebook")
    return _("{file} is missing; the folder holds {found}.", file=f"{notebooks[0]}.ipynb", found=found)


def _read_notebook(file: Path, ids: Collection[str]) -> tuple[NotebookNode | None, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells without an id of their own get one, and nobody need act on it
            notebook = nbformat.reads(_checked(file.read_text(encoding="utf-8-sig")), as_version=4)
            nbformat.validate(notebook)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError, nbformat.reader.NotJSONError):
        return None, _("{file} is not JSON, so no notebook. Hand in what JupyterLab saved.", file=file.name)
    except Exception:  # nbformat raises whatever a malformed notebook makes it stumble over
        reason = _("{file} is not a notebook that Jupyter can read. Hand in what JupyterLab saved.", file=file.name)
        return None, reason
    if not any(grade_id(cell) in ids for cell in notebook.cells):
        return None, _("{file} has none of the lab's tasks in it: is it another notebook?", file=file.name)
    return notebook, ""


def _checked(text: str) -> str:
    """Return a notebook's JSON; raise `ValueError` for what only somebody who means harm would save."""
    content = plain_json(json.loads(text))
    cells = content.get("cells") if isinstance(content, dict) else None
    if isinstance(cells, list) and len(cells) > MOST_CELLS:
        raise ValueError("too many cells")
    return json.dumps(content)


def _handed_in(file: Path | None) -> datetime | None:
    """Return when nbgrader's exchange received it, where that is told."""
    from nbgrader.utils import parse_utc

    if file is None:
        return None
    try:
        return parse_utc(file.read_text(encoding="utf-8").strip()) or None
    except (ValueError, UnicodeDecodeError, OverflowError):
        return None
