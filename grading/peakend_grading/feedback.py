"""Pages to hand back: what was answered, what it earned, and why, without the hidden tests."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI
from nbgrader.preprocessors import ClearHiddenTests, GetGrades, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from peakend.errors import PeakendError
from peakend.files import write_text
from peakend.language import translate as _
from peakend_grading.course import open_course
from peakend_grading.grades import read_grades

_OUTSIDE_SCRIPT = re.compile(r'<script[^>]*\bsrc="https?://[^"]*"[^>]*>\s*</script>')


class ForTrainees(NbGraderPreprocessor):  # type: ignore[misc]
    """Leave on the page what helps a trainee, and nothing that gives a hidden test away."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Shorten the errors of graded cells, and take back a remark that is wrong for forms."""
        if is_grade(cell):
            for output in cell.get("outputs", []):
                if output.output_type == "error":
                    output.traceback = [f"✗ {output.evalue}"]  # a traceback would quote the hidden test
        if is_solution(cell) and cell.metadata.nbgrader.get("comment") == "No response.":
            # nbgrader says so wherever a cell's code is unchanged; the answer may stand in the form below it.
            cell.metadata.nbgrader["comment"] = None
        return cell, resources


def write_feedback(graded: Path, language: str) -> Iterator[Path]:
    """Write ``feedback/<trainee>/<lab>/<lab>.html`` for everything graded, and yield each page.

    Parameters
    ----------
    graded : Path
        The folder that grading wrote.
    language : {"zh", "en"}
        Language of the pages.

    Raises
    ------
    PeakendError
        If nothing was graded there.
    """
    if not (graded / "gradebook.db").is_file() or not (graded / "grades.csv").is_file():
        raise PeakendError(_("{folder} holds no gradebook. Give the folder that peakend grade wrote.", folder=graded))
    course = open_course(graded, language)
    course.config.GenerateFeedback.preprocessors = [GetGrades, ClearHiddenTests, ForTrainees, CSSHTMLHeaderPreprocessor]
    reasons: dict[tuple[str, str], str] = {}
    for task in read_grades(graded / "grades.csv"):
        reasons.setdefault((task.trainee, task.lab), task.reason)
    for (trainee, lab), reason in reasons.items():
        page = graded / "feedback" / trainee / lab / f"{lab}.html"
        if (graded / "autograded" / trainee / lab / f"{lab}.ipynb").is_file():
            _generate(course, trainee, lab, page)
        else:
            write_text(page, _page(language, f"{trainee} · {lab}", reason))
        yield page


def _generate(course: NbGraderAPI, trainee: str, lab: str, page: Path) -> None:
    result = course.generate_feedback(lab, trainee, force=True)
    if not result["success"]:
        raise PeakendError(
            _("No feedback for {trainee}, lab {lab}: {reason}", trainee=trainee, lab=lab, reason=result["error"])
        )
    # nbgrader's page would fetch MathJax from a server; no lab needs it, and the pages work without a network.
    write_text(page, _OUTSIDE_SCRIPT.sub("", page.read_text(encoding="utf-8")))


def _page(language: str, title: str, text: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><p>{escape(text)}</p></html>\n"
    )
