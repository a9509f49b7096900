"""The trainees' kit: notebooks in one language without answers, what they need, and the means to start."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode, from_dict
from nbgrader.apps import NbGraderAPI

from peakend.errors import PeakendError
from peakend.files import write_text
from peakend.language import translate as _
from peakend_grading.canaries import Canaries
from peakend_grading.course import open_course
from peakend_grading.house import HOUSE, KIT_LANGUAGE, choose_labs
from peakend_grading.leaks import require_no_canary, require_no_leak
from peakend_grading.source import read_lab, side_files

# What a kit takes from the checkout so that it starts by itself: the library, its lock, and the start scripts.
KIT_FILES = (
    "pyproject.toml",
    "uv.lock",
    "start.sh",
    "start.bat",
    "LICENSE",
    "LICENSE-course",
)
KIT_FOLDERS = ("lib", "grading", "datasets")
_NOTEBOOK_METADATA = ("kernelspec", "language_info")
_CELL_METADATA = ("collapsed", "deletable", "editable", "jupyter", "nbgrader", "tags")
NOT_IN_A_KIT = shutil.ignore_patterns("__pycache__", "generate.py", ".*")


def add_assignment(
    course: NbGraderAPI, lab: str, language: str, house: Path = HOUSE, canaries: Canaries | None = None
) -> None:
    """Put a lab's source into the course and let nbgrader generate its release and its gradebook entries."""
    root = Path(course.coursedir.root)
    source = root / "source" / lab
    source.mkdir(parents=True, exist_ok=True)
    notebook = read_lab(lab, language, house / "labs")
    if canaries:
        canaries.plant(notebook)
    nbformat.write(notebook, source / f"{lab}.ipynb")
    for file in side_files(lab, house / "labs"):
        write_text(source / file, without_comments(house / "labs" / lab / file))
    made = course.generate_assignment(lab, force=True, create=True)
    if not made["success"]:
        reason = (made.get("error") or made.get("log") or "").strip().splitlines()
        raise PeakendError(
            _("Lab {lab} cannot be released: {reason}", lab=lab, reason=reason[-1] if reason else "nbgrader")
        )


def release_notebooks(
    labs: Sequence[str], language: str, out: Path, house: Path = HOUSE, canaries: Canaries | None = None
) -> None:
    """Write ``out/<lab>/<lab>.ipynb`` and its side files for each lab, through the leak gate."""
    with tempfile.TemporaryDirectory() as scratch:
        course = open_course(Path(scratch), language)
        for lab in labs:
            add_assignment(course, lab, language, house, canaries)
        released = Path(scratch, "release")
        for lab in labs:
            keep_what_trainees_need(released / lab / f"{lab}.ipynb")
        if not canaries:
            require_no_leak(released, {lab: read_lab(lab, language) for lab in labs})
        for lab in labs:
            shutil.copytree(released / lab, out / lab)


def release_kit(labs: Sequence[str], language: str, out: Path) -> list[str]:
    """Build the kit whole, or not at all.

    Parameters
    ----------
    labs : sequence of str
        Labs to release; all of them where none is named.
    language : {"zh", "en"}
        The trainees' language.
    out : Path
        A folder that does not exist yet, or is empty.

    Returns
    -------
    list of str
        The labs released.

    Raises
    ------
    PeakendError
        For an unknown lab, a folder in use, or a leak.
    """
    chosen = choose_labs(labs)
    out = out.resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=out))
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as scratch:
        try_with_canaries(chosen, language, Path(scratch))
        kit = Path(scratch, "kit")
        _build(chosen, language, kit)
        require_no_leak(kit, {lab: read_lab(lab, language) for lab in chosen})
        if out.exists():
            out.rmdir()
        kit.replace(out)
    return chosen


def try_with_canaries(labs: Sequence[str], language: str, scratch: Path) -> None:
    """Build a kit of a house full of canaries, by the same steps, and let none of them get out."""
    canaries = Canaries()
    canaries.plant_house(HOUSE, scratch / "planted", labs)
    _build(labs, language, scratch / "trial", scratch / "planted", canaries)
    require_no_canary(scratch / "trial", canaries.stem)


def _build(
    labs: Sequence[str], language: str, kit: Path, house: Path = HOUSE, canaries: Canaries | None = None
) -> None:
    release_notebooks(labs, language, kit / "labs", house, canaries)
    for name in KIT_FOLDERS:
        shutil.copytree(house / name, kit / name, ignore=NOT_IN_A_KIT)
    for catalogue in kit.rglob("*.po"):
        write_text(catalogue, without_comments(catalogue))
    for name in KIT_FILES:
        shutil.copy2(house / name, kit / name)
    shutil.copyfile(house / "course" / f"welcome.{language}.md", kit / "welcome.md")
    shutil.copyfile(house / "course" / f"kit.{language}.md", kit / "README.md")
    write_text(kit / KIT_LANGUAGE, language + "\n")


def without_comments(file: Path) -> str:
    """Return a form's or a catalogue's text without the lines that are comments."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")) + "\n"


def keep_what_trainees_need(file: Path) -> None:
    """Leave in a released notebook no metadata and no attachment but those that are known to be needed."""
    notebook = nbformat.read(file, as_version=4)
    notebook.metadata = _only(notebook.metadata, _NOTEBOOK_METADATA)
    for cell in notebook.cells:
        cell.metadata = _only(cell.metadata, _CELL_METADATA)
        shown = {
            name: data for name, data in cell.pop("attachments", {}).items() if f"attachment:{name}" in cell.source
        }
        if shown:
            cell.attachments = shown
    write_text(file, nbformat.writes(notebook) + "\n")


def _only(metadata: NotebookNode, names: Sequence[str]) -> NotebookNode:
    return from_dict({name: metadata[name] for name in names if name in metadata})
