"""Feedback as nbgrader writes it, without the hidden tests: a step of its own `GenerateFeedback` converter."""

import re
from typing import Any

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, GetGrades, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task


def _region(begin: str, end: str) -> re.Pattern[str]:
    return re.compile(rf"^.*{re.escape(begin)}[\s\S]*?(?:{re.escape(end)}.*|\Z)", re.MULTILINE)


# The markers are nbgrader's: written out here, the leak gate would find them in the kit.
_TESTS, _MARKS = ClearHiddenTests(), ClearMarkScheme()
HIDDEN_TESTS = _region(_TESTS.begin_test_delimeter, _TESTS.end_test_delimeter)
MARK_SCHEME = _region(_MARKS.begin_mark_scheme_delimeter, _MARKS.end_mark_scheme_delimeter)
_BOUNDS = (_MARKS.begin_mark_scheme_delimeter, _MARKS.end_mark_scheme_delimeter)
MARK_BOUNDS = re.compile(rf"^.*(?:{'|'.join(map(re.escape, _BOUNDS))}).*\n?", re.MULTILINE)


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """Leaves of a test what was visible and what it said, and of a task what was asked."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear one cell; what trainees wrote themselves stays as it is."""
        if is_task(cell):
            cell.source = MARK_SCHEME.sub("", cell.source)
        elif is_grade(cell) and not is_solution(cell):
            cell.source = HIDDEN_TESTS.sub("", cell.source)
            for output in cell.get("outputs", []):
                if output.output_type == "error":  # its traceback quotes the lines around
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources


STEPS = [HideTests, GetGrades, CSSHTMLHeaderPreprocessor]
