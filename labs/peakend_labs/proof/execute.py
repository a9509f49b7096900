"""One lab executed: solved, blank and misunderstood, in one language and on one case."""

import contextlib
import copy
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat import NotebookNode
from nbgrader.utils import determine_grade
from papermill.exceptions import PapermillExecutionError

from peakend.base.language import translate as _
from peakend.lessons.datasets import load
from peakend.tables.write_table import write_table
from peakend_labs.cells import is_grade, is_task
from peakend_labs.lab import Lab, blank, read_lab
from peakend_labs.nbgrader_course import KERNELS
from peakend_labs.proof.kept_kernel import ENGINE, fresh_start
from peakend_labs.proof.loose_comparisons import loose_comparisons
from peakend_labs.proof.made_wrong import VERSION, take_out, trials_of, trying_cell, what_scored
from peakend_labs.proof.outcome import Job, Outcome
from peakend_labs.proof.reach import within_reach
from peakend_labs.wrong_answers import WrongAnswer, with_wrong_answers

VARIANTS = {"zh": 0, "en": 417}  # the figures of two trainees, so that no expected answer is a number copied once
OWN_VARIANT = 500  # the rows that stand in for a team's own file


@dataclass(frozen=True)
class Result:
    """What a task earned in an executed notebook, and what its check said where it failed.

    A task of no points, as in the warm-up, is proved as if it had one.
    """

    earned: float
    points: float
    said: str


@dataclass(frozen=True)
class Run:
    """An executed version, what its tasks earned, and how long it took; of the solution what wrong answers scored."""

    notebook: NotebookNode
    tasks: dict[str, Result]
    seconds: float
    found: list[dict[str, Any]] | None = None
    trying: float = 0.0


def check_one(job: Job) -> list[Outcome]:
    """Execute every version of one lab in one language on one case, each in a folder of its own.

    Of a misconception, only those cells are executed that its answers reach; the others are known from the solution.
    """
    lab = read_lab(job.lab)
    solved = lab.read(job.language, job.case)
    trials = trials_of(solved)
    tried = [trying_cell(solved, lab, job.case)] if trials else []
    solution = _run(job, solved, forget_library=True, tried=tried)
    outcomes = [
        _outcome(job, "solution", solution),
        *([_made_wrong(job, lab, solution)] if trials else []),
        _outcome(job, "blank", _run(job, blank(solved, job.language))),
    ]
    if lab.own_file:
        outcomes.append(_outcome(job, "own-file", _run(job, solved, own_file="own.csv")))
    for name, wrong in lab.wrong_answers.items():
        part = _run(job, within_reach(with_wrong_answers(solved, wrong), wrong.answers))
        outcomes.append(_outcome(job, name, replace(part, tasks=solution.tasks | part.tasks), wrong))
    return outcomes


def _run(
    job: Job,
    notebook: NotebookNode,
    *,
    forget_library: bool = False,
    tried: Sequence[NotebookNode] = (),
    **parameters: object,
) -> Run:
    started = time.perf_counter()
    # On Windows a kernel that is going away may hold its folder a moment longer.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        begun = copy.copy(notebook)
        begun.cells = [fresh_start(scratch, forget_library=forget_library), *notebook.cells, *tried]
        executed = _execute(job, begun, parameters, Path(scratch))
    trying = seconds_of(executed.cells[-1]) if tried else 0.0
    found = take_out(executed) if tried else None
    return Run(executed, _tasks(executed), time.perf_counter() - started - trying, found, trying)


def _made_wrong(job: Job, lab: Lab, solution: Run) -> Outcome:
    """Return what came of the wrong answers that a machine made: none may score."""
    found = solution.found or []
    scored = [*what_scored(lab, found), *loose_comparisons(lab, job.language)]
    return Outcome(
        lab=job.lab,
        language=job.language,
        case=job.case,
        version=VERSION,
        score=len(scored),
        max_score=len(trials_of(lab.read(job.language, job.case))),
        expected=0,
        manual_points=0,
        seconds=solution.trying,
        slowest=0,
        error=" ".join(scored[:5]) if solution.found is not None else _("The wrong answers were not tried."),
    )


def _outcome(job: Job, version: str, run: Run, wrong: WrongAnswer | None = None) -> Outcome:
    cells, most = run.notebook.cells, sum(task.points for task in run.tasks.values())
    error = _unexpected_error(run.notebook) or (_hint_missing(run.tasks, wrong, job.language) if wrong else "")
    return Outcome(
        lab=job.lab,
        language=job.language,
        case=job.case,
        version=version,
        score=sum(task.earned for task in run.tasks.values()),
        max_score=most,
        expected=wrong.score if wrong else (0 if version == "blank" else most),
        manual_points=sum(float(cell.metadata.nbgrader["points"]) for cell in cells if is_task(cell)),
        seconds=run.seconds,
        slowest=max(map(seconds_of, cells)),
        error=error,
    )


def seconds_of(cell: NotebookNode) -> float:
    """Return how long a cell took."""
    return float(cell.metadata.get("papermill", {}).get("duration") or 0)


def _execute(job: Job, notebook: NotebookNode, parameters: dict[str, object], folder: Path) -> NotebookNode:
    source, output = folder / f"{job.lab}.ipynb", folder / "executed.ipynb"
    nbformat.write(notebook, source)
    lab = read_lab(job.lab)
    lab.copy_side_files(job.case, folder)
    if "own_file" in parameters:
        write_table(load(f"{job.case}/{lab.own_file}", variant=OWN_VARIANT), folder / "own.csv")
    # The outcome is read from the notebook: Papermill's exception names any error, also one that a check may raise.
    with contextlib.suppress(PapermillExecutionError):
        papermill.execute_notebook(
            source,
            output,
            parameters={"variant": VARIANTS[job.language], **parameters},
            engine_name=ENGINE,
            cwd=folder,
            kernel_name="python3",
            progress_bar=False,
            # Once at the end: writing after every cell takes longer than running most of them.
            request_save_on_cell_execute=False,
            config=KERNELS,
        )
    return nbformat.read(output, as_version=4)


def _unexpected_error(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        if "raises-exception" not in cell.metadata.get("tags", []):
            for output in cell.get("outputs", []):
                if output.output_type == "error":
                    return f"{output.ename}: {output.evalue}"
    return ""


def _tasks(notebook: NotebookNode) -> dict[str, Result]:
    """Return what each check earned by nbgrader's rule; one never reached, which that rule would pass, earns none."""
    tasks = {}
    for cell in filter(is_grade, notebook.cells):
        earned, points = determine_grade(cell)
        errors = [output.evalue for output in cell.get("outputs", []) if output.output_type == "error"]
        if not points:
            earned, points = float(not errors), 1.0
        reached = cell.get("execution_count") is not None
        tasks[cell.metadata.nbgrader["grade_id"]] = Result(
            (earned or 0.0) if reached else 0.0, points, " ".join(errors)
        )
    return tasks


def _hint_missing(tasks: dict[str, Result], wrong: WrongAnswer, language: str) -> str:
    """Say which task did not fail, failed without its hint, or failed though none was to be expected."""
    for name, task in tasks.items():
        hint = getattr(wrong.hints.get(name), language, None)
        if hint is None and task.earned < task.points:
            return _("{task} failed: {said}", task=name, said=task.said)
        if hint is not None and (task.earned or hint not in task.said):
            return _("{task} lacks the hint “{hint}”; it said: {said}", task=name, hint=hint, said=task.said or "✓")
    return ""
