"""One lab executed: solved, blank and misunderstood, in one language and on one case."""

import contextlib
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from peakend.base.language import translate as _
from peakend.lessons.datasets import load
from peakend.tables.write_table import write_table
from peakend_labs.cells import grade_id, is_grade, is_solution, is_task
from peakend_labs.lab import Lab, blank, read_lab
from peakend_labs.proof.draughtsman import drawn_elsewhere
from peakend_labs.proof.forks import CAN_FORK, in_fork, put_back
from peakend_labs.proof.lab_shell import LabShell, errors_of, fresh_shell, is_stopped, seconds_of
from peakend_labs.proof.loose_comparisons import loose_comparisons
from peakend_labs.proof.made_wrong import VERSION, trials_of, try_made_wrong, what_scored
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

    cells: list[NotebookNode]
    tasks: dict[str, Result]
    seconds: float
    found: list[dict[str, Any]] | None = None
    trying: float = 0.0


@dataclass(frozen=True)
class Part:
    """A version that differs from the solution in some answers: the cells that those reach, and what they need.

    Attributes
    ----------
    notebook : NotebookNode
        These cells alone.
    start : int
        How many cells of the solution come before the first that differs.
    rest : list of NotebookNode
        Those that come after them.
    """

    notebook: NotebookNode
    start: int
    rest: list[NotebookNode]


def check_one(job: Job) -> list[Outcome]:
    """Execute every version of one lab in one language on one case.

    Of a version that differs from the solution in some answers, only those cells are executed that its answers reach;
    the others are known from the solution. Where the system lets a process be copied, each begins as a copy of the
    solution's, as that was before the first answer that differs. Nothing of one is left for another.
    """
    lab = read_lab(job.lab)
    solved = lab.read(job.language, job.case)
    answers = [str(grade_id(cell)) for cell in solved.cells if is_solution(cell)]
    parts = {"blank": _part(solved, blank(solved, job.language), answers)}
    for name, wrong in lab.wrong_answers.items():
        parts[name] = _part(solved, with_wrong_answers(solved, wrong), wrong.answers)
    runs = _forked(job, lab, solved, parts) if CAN_FORK else _one_by_one(job, lab, solved, parts)
    solution = runs["solution"]
    outcomes = [
        _outcome(job, solved, "solution", solution),
        *([_made_wrong(job, lab, solution)] if trials_of(solved) else []),
        _outcome(job, solved, "blank", _with_rest(runs["blank"], solution)),
    ]
    if lab.own_file:
        outcomes.append(_outcome(job, solved, "own-file", runs["own-file"]))
    for name, wrong in lab.wrong_answers.items():
        outcomes.append(_outcome(job, solved, name, _with_rest(runs[name], solution), wrong))
    return outcomes


def _forked(job: Job, lab: Lab, solved: NotebookNode, parts: Mapping[str, Part]) -> dict[str, Run]:
    with drawn_elsewhere():
        runs = in_fork(partial(_run_solution, job, lab, solved, parts))
        return runs | ({"own-file": in_fork(partial(_run_own_file, job, solved))} if lab.own_file else {})


def _one_by_one(job: Job, lab: Lab, solved: NotebookNode, parts: Mapping[str, Part]) -> dict[str, Run]:
    runs = _run_solution(job, lab, solved, {})
    runs |= {name: _run(job, part.notebook.cells) for name, part in parts.items()}
    return runs | ({"own-file": _run_own_file(job, solved)} if lab.own_file else {})


def _part(solved: NotebookNode, changed: NotebookNode, answers: Collection[str]) -> Part:
    part = within_reach(changed, answers, solved)
    places = {cell.id: place for place, cell in enumerate(solved.cells)}
    start = min((place for place, cell in enumerate(solved.cells) if grade_id(cell) in answers), default=len(places))
    return Part(part, start, [cell for cell in part.cells if places[cell.id] >= start])


def _with_rest(part: Run, solution: Run) -> Run:
    """Return a run of some cells as one of all: tasks out of reach earned what they earn in the solution."""
    return replace(part, tasks=solution.tasks | part.tasks)


def _run_solution(job: Job, lab: Lab, solved: NotebookNode, parts: Mapping[str, Part]) -> dict[str, Run]:
    """Execute the solution, and each part in a copy of the process as it is where the part begins."""
    runs: dict[str, Run] = {}
    with _folder(job) as folder:
        shell, done, seconds = fresh_shell(), list[NotebookNode](), 0.0
        cells = _with_parameters(solved.cells, {"variant": VARIANTS[job.language]})
        for place, cell in enumerate([*cells, None]):
            for name in [name for name, part in parts.items() if part.start == place]:
                with put_back(folder):
                    runs[name] = in_fork(partial(_run_rest, shell, parts[name].rest))
            if cell is not None:
                started = time.perf_counter()
                done += shell.run([cell])
                seconds += time.perf_counter() - started
                if is_stopped(done[-1]):
                    break
        stopped = done + cells[len(done) :]
        found, started = None, time.perf_counter()
        if len(done) == len(cells) and trials_of(solved):
            found = try_made_wrong(shell.user_ns, solved, lab, job.case)
        solution = Run(stopped, _tasks(stopped), seconds, found, time.perf_counter() - started)
    return {name: solution for name in ("solution", *parts)} | runs


def _run_rest(shell: LabShell, cells: Sequence[NotebookNode]) -> Run:
    started = time.perf_counter()
    done = shell.run(cells)
    return Run(done, _tasks(done), time.perf_counter() - started)


def _run_own_file(job: Job, solved: NotebookNode) -> Run:
    return _run(job, solved.cells, own_file="own.csv")


def _run(job: Job, cells: Sequence[NotebookNode], **parameters: object) -> Run:
    """Execute cells from the start, among no names, in a folder of their own."""
    with _folder(job) as folder:
        if "own_file" in parameters:
            table = f"{job.case}/{read_lab(job.lab).own_file}"
            write_table(load(table, variant=OWN_VARIANT), folder / "own.csv")
        given = {"variant": VARIANTS[job.language], **parameters}
        return _run_rest(fresh_shell(), _with_parameters(cells, given))


@contextlib.contextmanager
def _folder(job: Job) -> Iterator[Path]:
    """Go to a folder that holds what goes with the lab, and that is gone afterwards."""
    # On Windows a file that is still open may hold its folder a moment longer.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        read_lab(job.lab).copy_side_files(job.case, Path(scratch))
        with contextlib.chdir(scratch):
            yield Path(scratch)


def _with_parameters(cells: Sequence[NotebookNode], values: Mapping[str, object]) -> list[NotebookNode]:
    """Return the cells with values given, as Papermill does it: after the defaults, where a cell has them."""
    given = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    return [
        NotebookNode({**cell, "source": f"{cell.source}\n{given}"}) if "parameters" in cell.metadata.tags else cell
        for cell in cells
    ]


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


def _outcome(job: Job, solved: NotebookNode, version: str, run: Run, wrong: WrongAnswer | None = None) -> Outcome:
    most = sum(task.points for task in run.tasks.values())
    error = _unexpected_error(run.cells) or (_hint_missing(run.tasks, wrong, job.language) if wrong else "")
    return Outcome(
        lab=job.lab,
        language=job.language,
        case=job.case,
        version=version,
        score=sum(task.earned for task in run.tasks.values()),
        max_score=most,
        expected=wrong.score if wrong else (0 if version == "blank" else most),
        manual_points=sum(float(cell.metadata.nbgrader["points"]) for cell in solved.cells if is_task(cell)),
        seconds=run.seconds,
        slowest=max(map(seconds_of, run.cells), default=0.0),
        error=error,
    )


def _unexpected_error(cells: Sequence[NotebookNode]) -> str:
    for cell in filter(is_stopped, cells):
        return "{ename}: {evalue}".format(**errors_of(cell)[0])
    return ""


def _tasks(cells: Sequence[NotebookNode]) -> dict[str, Result]:
    """Return what each check earned by nbgrader's rule; one never reached, which that rule would pass, earns none."""
    tasks = {}
    for cell in filter(is_grade, cells):
        earned, points = determine_grade(cell)
        errors = [error["evalue"] for error in errors_of(cell)]
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
            return _(
                "{task} does not give the hint “{hint}”; it said: {said}", task=name, hint=hint, said=task.said or "✓"
            )
    return ""
