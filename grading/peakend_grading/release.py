"""The trainees' kit: notebooks in one language without answers, what they need, and the means to start."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbgrader.apps import NbGraderAPI

from peakend.errors import PeakendError
from peakend.files import write_text
from peakend.language import translate as _
from peakend_grading.course import open_course
from peakend_grading.house import DEFAULT_CASE, HOUSE, KIT_LANGUAGE, choose_labs
from peakend_grading.judging.plan import require_data
from peakend_grading.leaks import require_no_leak
from peakend_grading.source import case_of, choose_cases, copy_side_files, read_lab

# What a kit takes from the checkout so that it starts by itself: the library, its lock, and the start scripts.
KIT_FILES = (
    "pyproject.toml",
    "uv.lock",
    "start.sh",
    "start.bat",
    "LICENSE",
    "LICENSE-course",
)
KIT_FOLDERS = ("lib", "grading", "datasets", "course/cards")
NOT_IN_A_KIT = shutil.ignore_patterns("__pycache__", "generator", ".*")


def add_assignment(course: NbGraderAPI, lab: str, language: str, case: str = DEFAULT_CASE) -> None:
    """Put a lab's source into the course and let nbgrader generate its release and its gradebook entries."""
    root = Path(course.coursedir.root)
    source = root / "source" / lab
    source.mkdir(parents=True, exist_ok=True)
    nbformat.write(read_lab(lab, language, case), source / f"{lab}.ipynb")
    copy_side_files(lab, case, source)
    made = course.generate_assignment(lab, force=True, create=True)
    if not made["success"]:
        reason = (made.get("error") or made.get("log") or "").strip().splitlines()
        raise PeakendError(
            _("Lab {lab} cannot be released: {reason}", lab=lab, reason=reason[-1] if reason else "nbgrader")
        )


def release_notebooks(labs: Sequence[str], language: str, out: Path, case: str = DEFAULT_CASE) -> None:
    """Write ``out/<lab>/<lab>.ipynb`` and its side files for each lab, through the leak gate.

    A lab that does not run on the case is released on its own.
    """
    cases = {lab: case_of(lab, case) for lab in labs}
    sources = {lab: read_lab(lab, language, cases[lab]) for lab in labs}
    for lab, source in sources.items():
        require_data(lab, source)
    with tempfile.TemporaryDirectory() as scratch:
        course = open_course(Path(scratch), language)
        for lab in labs:
            add_assignment(course, lab, language, cases[lab])
        released = Path(scratch, "release")
        require_no_leak(released, sources)
        for lab in labs:
            shutil.copytree(released / lab, out / lab)


def release_kit(labs: Sequence[str], language: str, out: Path, case: str = DEFAULT_CASE) -> list[str]:
    """Build the kit whole, or not at all.

    Parameters
    ----------
    labs : sequence of str
        Labs to release; all of them where none is named.
    language : {"zh", "en"}
        The trainees' language.
    out : Path
        A folder that does not exist yet, or is empty.
    case : str, default "service-hall"
        The case on which the labs run that have a choice.

    Returns
    -------
    list of str
        The labs released.

    Raises
    ------
    PeakendError
        For an unknown lab or case, a folder in use, or a leak.
    """
    chosen = choose_labs(labs)
    choose_cases(chosen, case)
    out = out.resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=out))
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as scratch:
        kit = Path(scratch, "kit")
        release_notebooks(chosen, language, kit / "labs", case)
        for name in KIT_FOLDERS:
            shutil.copytree(HOUSE / name, kit / name, ignore=NOT_IN_A_KIT)
        for name in KIT_FILES:
            shutil.copy2(HOUSE / name, kit / name)
        write_text(kit / "welcome.md", _welcome(chosen, language))
        shutil.copyfile(HOUSE / "course" / f"kit.{language}.md", kit / "README.md")
        write_text(kit / KIT_LANGUAGE, language + "\n")
        require_no_leak(kit, {lab: read_lab(lab, language, case_of(lab, case)) for lab in chosen})
        if out.exists():
            out.rmdir()
        kit.replace(out)
    return chosen


def _welcome(labs: Sequence[str], language: str) -> str:
    """Return the first page without the rows of labs that are not in the kit."""
    text = (HOUSE / "course" / f"welcome.{language}.md").read_text(encoding="utf-8")
    rows = text.splitlines(keepends=True)
    return "".join(row for row in rows if not (lab := re.search(r"\]\(labs/([^/]+)/", row)) or lab[1] in labs)
