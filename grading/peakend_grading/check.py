"""Prove the labs: each one executed, solved and blank, in both languages, and scored by nbgrader's own rule."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_task
from papermill.exceptions import PapermillExecutionError

from peakend_grading.course import KERNELS
from peakend_grading.house import LABS
from peakend_grading.source import blank, read_lab, side_files

VERSIONS = ("solution", "blank")


@dataclass(frozen=True)
class Outcome:
    """What came of executing one lab in one language and version.

    Attributes
    ----------
    lab, language, version : str
        What was executed.
    score, max_score : float
        Points of the tasks that are graded by program.
    expected : float
        What the score must be: all points for the solution, none for the blank notebook.
    manual_points : float
        Points of the tasks that a trainer marks.
    seconds : float
        How long it took.
    error : str
        Why the notebook did not run to its end; empty if it did.
    """

    lab: str
    language: str
    version: str
    score: float
    max_score: float
    expected: float
    manual_points: float
    seconds: float
    error: str = ""

    @property
    def passed(self) -> bool:
        """Whether the notebook ran, and scored what it must."""
        return not self.error and self.score == self.expected and self.max_score > 0


def check_labs(labs: Sequence[str], languages: Sequence[str]) -> Iterator[Outcome]:
    """Execute every lab × language × version, some at a time, and yield each outcome as it comes."""
    jobs = list(product(labs, languages, VERSIONS))
    # Processes, not threads: Papermill changes the working directory of the whole process.
    with ProcessPoolExecutor(max_workers=min(len(jobs), os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(check_one, *job) for job in jobs]):
            yield done.result()


def check_one(lab: str, language: str, version: str) -> Outcome:
    """Execute one lab with Papermill in a folder of its own, and score it."""
    started = time.perf_counter()
    notebook = read_lab(lab, language)
    if version == "blank":
        notebook = blank(notebook, language)
    # On Windows a kernel that is going away may hold its folder a moment longer.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        executed, error = _execute(notebook, lab, Path(scratch))
    score, max_score = _score(executed)
    return Outcome(
        lab=lab,
        language=language,
        version=version,
        score=score,
        max_score=max_score,
        expected=max_score if version == "solution" else 0,
        manual_points=sum(float(cell.metadata.nbgrader["points"]) for cell in notebook.cells if is_task(cell)),
        seconds=time.perf_counter() - started,
        error=error,
    )


def _execute(notebook: NotebookNode, lab: str, folder: Path) -> tuple[NotebookNode, str]:
    source, output = folder / f"{lab}.ipynb", folder / "executed.ipynb"
    nbformat.write(notebook, source)
    for file in side_files(lab):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(LABS / lab / file, folder / file)
    # The outcome is read from the notebook: Papermill's exception names any error, also one that a check may raise.
    with contextlib.suppress(PapermillExecutionError):
        papermill.execute_notebook(
            source, output, cwd=folder, kernel_name="python3", progress_bar=False, config=KERNELS
        )
    executed = nbformat.read(output, as_version=4)
    return executed, _unexpected_error(executed)


def _unexpected_error(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        if "raises-exception" not in cell.metadata.get("tags", []):
            for output in cell.get("outputs", []):
                if output.output_type == "error":
                    return f"{output.ename}: {output.evalue}"
    return ""


def _score(notebook: NotebookNode) -> tuple[float, float]:
    """Add up the points, by nbgrader's rule; a check that was never reached, which that rule would pass, earns none."""
    score = most = 0.0
    for cell in filter(is_grade, notebook.cells):
        earned, points = determine_grade(cell)
        most += points
        if cell.get("execution_count") is not None:
            score += earned or 0.0
    return score, most
