"""A lab as it is written, ``lab.md``, made into a notebook in one language."""

from pathlib import Path

import jupytext
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_grade
from papermill.translators import papermill_translators

from peakend.errors import PeakendError
from peakend.language import LANGUAGES
from peakend.language import translate as _
from peakend_grading.course import nbgrader_config
from peakend_grading.house import LABS


def read_lab(lab: str, language: str, labs: Path = LABS) -> NotebookNode:
    """Return a lab's notebook in one language, with its solutions and hidden tests.

    Parameters
    ----------
    lab : str
        The lab's id.
    language : {"zh", "en"}
        Which of each pair of prose cells to keep.
    labs : Path
        The folder of the labs.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    PeakendError
        If a cell lacks its twin in the other language.
    """
    file = labs / lab / "lab.md"
    notebook = jupytext.read(file)
    _require_twins(notebook, file)
    others = {name for name in LANGUAGES if name != language}
    notebook, _resources = TagRemovePreprocessor(remove_cell_tags=others, enabled=True).preprocess(notebook, {})
    for number, cell in enumerate(notebook.cells):
        # Ids by place and name, so that a release is the same each time it is made.
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{number}")
        tags = set(cell.metadata.get("tags", [])) - set(LANGUAGES)
        if "parameters" in tags:
            cell.source = papermill_translators.find_translator("python3", "python").codify({"lang": language}).strip()
        if is_grade(cell) and cell.cell_type == "code":
            # A check that is not passed yet must not stop the cells below it.
            tags.add("raises-exception")
        cell.metadata["tags"] = sorted(tags)
    return notebook


def blank(notebook: NotebookNode, language: str) -> NotebookNode:
    """Return the notebook as a trainee has it at the start, but with its hidden tests."""
    cleared, _resources = ClearSolutions(config=nbgrader_config(Path(), language)).preprocess(notebook.copy(), {})
    return cleared


def side_files(lab: str, labs: Path = LABS) -> list[Path]:
    """Return the files that go with a lab's notebook, relative to its folder."""
    return sorted(path.relative_to(labs / lab) for path in (labs / lab).glob("worksheets/*.yml"))


def _require_twins(notebook: NotebookNode, file: Path) -> None:
    """Every prose cell stands twice, Chinese first and English next, with the same grading metadata."""
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    for chinese, english in zip(prose[::2], [*prose[1::2], None], strict=False):
        twin = english is not None and _tag(chinese) == "zh" and _tag(english) == "en"
        if not twin or chinese.metadata.get("nbgrader") != english.metadata.get("nbgrader"):
            raise PeakendError(
                _(
                    "{file}: the cell that begins “{beginning}” needs a twin in the other language right after it "
                    "(tags zh, then en), with the same nbgrader metadata.",
                    file=file.name,
                    beginning=chinese.source.strip().splitlines()[0][:40] if chinese.source.strip() else "",
                )
            )


def _tag(cell: NotebookNode) -> str | None:
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in LANGUAGES]
    return tags[0] if len(tags) == 1 else None
