"""A lab as it is written, ``lab.md``, made into a notebook in one language."""

import copy
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jupytext
import yaml
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_grade

from peakend.base.errors import PeakendError
from peakend.base.language import LANGUAGES
from peakend.base.language import translate as _
from peakend_labs.house import DEFAULT_CASE, LABS
from peakend_labs.nbgrader_course import nbgrader_config

CASE_TAG = "case-"


def read_lab(lab: str, language: str, case: str = DEFAULT_CASE) -> NotebookNode:
    """Return a lab's notebook in one language and for one case, with its solutions and hidden tests.

    Parameters
    ----------
    lab : str
        The lab's id.
    language : {"zh", "en"}
        Which of each pair of prose cells to keep.
    case : str, default "service-hall"
        Which of the cells to keep that are tagged ``case-…``; a lab that names no cases has none of them.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    PeakendError
        If a cell lacks its twin in the other language.
    """
    file, notebook = LABS / lab / "lab.md", read_source(lab)
    _require_twins(notebook, file)
    others = {name for name in LANGUAGES if name != language}
    others |= {f"{CASE_TAG}{name}" for name in lab_cases(lab) if name != case}
    notebook, _resources = TagRemovePreprocessor(remove_cell_tags=others, enabled=True).preprocess(notebook, {})
    for number, cell in enumerate(notebook.cells):
        # Ids by place and name, so that a release is the same each time it is made.
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{number}")
        tags = {tag for tag in cell.metadata.get("tags", []) if not tag.startswith(CASE_TAG)} - set(LANGUAGES)
        if "parameters" in tags:
            cell.source = _with_parameters(cell.source, {"lang": language, "case": case})
        if is_grade(cell) and cell.cell_type == "code":
            # A check that is not passed yet must not stop the cells below it.
            tags.add("raises-exception")
        cell.metadata["tags"] = sorted(tags)
    return notebook


def read_source(lab: str) -> NotebookNode:
    """Return a lab's notebook as it is written: in both languages, and for all its cases."""
    return jupytext.read(LABS / lab / "lab.md")


def lab_cases(lab: str) -> list[str]:
    """Return the cases on which a lab runs, as its header lists them; the default case where it lists none."""
    return list(_header(lab).get("cases", [DEFAULT_CASE]))


def choose_cases(labs: Sequence[str], wanted: str | None) -> dict[str, list[str]]:
    """Return for each lab the cases to run it on: all of its cases, or the one wanted.

    A lab that does not run on the case wanted keeps its own first case.

    Raises
    ------
    PeakendError
        If no lab runs on the case wanted.
    """
    cases = {lab: lab_cases(lab) for lab in labs}
    known = sorted({case for names in cases.values() for case in names})
    if wanted is None:
        return cases
    if wanted not in known:
        raise PeakendError(_("There is no case {name!r}. There are: {names}.", name=wanted, names=", ".join(known)))
    return {lab: [case_of(lab, wanted)] for lab in labs}


def case_of(lab: str, wanted: str) -> str:
    """Return the case wanted if the lab runs on it, else the lab's own first one."""
    names = lab_cases(lab)
    return wanted if wanted in names else names[0]


def own_table(lab: str) -> str | None:
    """Return the table whose place the team's own file can take, or None."""
    return _header(lab).get("own_file")


def blank(notebook: NotebookNode, language: str) -> NotebookNode:
    """Return the notebook as a trainee has it at the start, but with its hidden tests."""
    cleared, _resources = ClearSolutions(config=nbgrader_config(Path(), language)).preprocess(
        copy.deepcopy(notebook), {}
    )
    return cleared


def side_files(lab: str, case: str = DEFAULT_CASE, labs: Path | None = None) -> dict[Path, Path]:
    """Return the files that go with a lab's notebook, by their place beside it.

    A file in ``cases/<case>/worksheets`` takes the place of the one of that name in ``worksheets``.
    """
    folder = (labs or LABS) / lab
    shared, special = folder / "worksheets", folder / "cases" / case / "worksheets"
    return {
        Path("worksheets", file.name): file for place in (shared, special) for file in sorted(place.glob("[!.]*.yml"))
    }


def copy_side_files(lab: str, case: str, folder: Path) -> None:
    """Put the files that go with a lab's notebook into a folder."""
    for place, file in side_files(lab, case).items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / place)


def _header(lab: str) -> dict[str, Any]:
    """Return what a lab says of itself under ``peakend:`` in its header."""
    text = (LABS / lab / "lab.md").read_text(encoding="utf-8")
    header = yaml.safe_load(text.split("\n---", 1)[0].removeprefix("---"))
    return dict(header.get("peakend", {}))


def _with_parameters(source: str, values: dict[str, str]) -> str:
    """Return the cell of the parameters with those replaced that it has."""
    lines = source.splitlines()
    for name, value in values.items():
        lines = [f"{name} = {json.dumps(value)}" if line.startswith(f"{name} =") else line for line in lines]
    return "\n".join(lines)


def _require_twins(notebook: NotebookNode, file: Path) -> None:
    """Every prose cell stands twice, Chinese first and English next, with the same grading metadata."""
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    for chinese, english in zip(prose[::2], [*prose[1::2], None], strict=False):
        twins = english is not None and _tag(chinese) == "zh" and _tag(english) == "en"
        if not twins or _besides_language(chinese) != _besides_language(english):
            raise PeakendError(
                _(
                    "{file}: the cell that begins “{beginning}” needs a twin in the other language right after it "
                    "(tags zh, then en), with the same other tags and nbgrader metadata.",
                    file=file.name,
                    beginning=chinese.source.strip().splitlines()[0][:40] if chinese.source.strip() else "",
                )
            )


def _besides_language(cell: NotebookNode) -> tuple[Any, set[str]]:
    return cell.metadata.get("nbgrader"), set(cell.metadata.get("tags", [])) - set(LANGUAGES)


def _tag(cell: NotebookNode) -> str | None:
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in LANGUAGES]
    return tags[0] if len(tags) == 1 else None
