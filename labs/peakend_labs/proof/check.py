"""Prove the labs: each one executed, solved, blank and misunderstood, in both languages and on every case."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

from peakend.base.language import LANGUAGES
from peakend_labs.choose import choose_cases
from peakend_labs.lab import read_lab
from peakend_labs.proof.check_cache import keep, recall
from peakend_labs.proof.forks import CAN_FORK
from peakend_labs.proof.made_wrong import VERSION, trials_of
from peakend_labs.proof.needs import Needs
from peakend_labs.proof.outcome import Job, Outcome

SLOW_SECONDS = 5
WHOLE = ("solution", "own-file")  # the versions of which every cell is executed


def plan(labs: Sequence[str], languages: Sequence[str], case: str | None = None) -> list[Job]:
    """Return the jobs that prove these labs."""
    cases = choose_cases(labs, case)
    return [Job(lab, language, name) for lab in labs for name in cases[lab] for language in languages]


def versions(lab: str) -> list[str]:
    """Return the names of everything that is executed of a lab."""
    found = read_lab(lab)
    own = ["own-file"] if found.own_file else []
    made = [VERSION] if trials_of(found.read(LANGUAGES[0])) else []
    return ["solution", *made, "blank", *own, *found.misconceptions]


def check_labs(jobs: Sequence[Job], *, cache: Path | None = None) -> Iterator[Outcome]:
    """Execute every job, some at a time, and yield each outcome as it comes; what did not change is recalled.

    Parameters
    ----------
    jobs : sequence of Job
        What `plan` returned.
    cache : Path, optional
        A folder that remembers what passed.
    """
    needs = Needs()
    prints = {job: needs.fingerprint(job) for job in jobs} if cache else {}
    waiting = []
    for job in jobs:
        known = recall(cache, prints[job]) if cache else None
        if known is None:
            waiting.append(job)
        else:
            yield from known
    if not waiting:
        return
    # A process for each job where they cannot be copied, so that nothing of one lab is left for another.
    context = get_context("forkserver" if CAN_FORK else "spawn")
    if isinstance(context, ForkServerContext):
        context.set_forkserver_preload(["peakend_labs.proof.preloaded"])
    workers = min(len(waiting), os.cpu_count() or 1)
    once = None if CAN_FORK else 1
    with ProcessPoolExecutor(max_workers=workers, mp_context=context, max_tasks_per_child=once) as pool:
        running = {pool.submit(_execute, job): job for job in waiting}
        for done in as_completed(running):
            outcomes = done.result()
            if cache and all(outcome.passed for outcome in outcomes):
                keep(cache, prints[running[done]], outcomes)
            yield from outcomes


def slow_cells(outcomes: Sequence[Outcome]) -> dict[Job, float]:
    """Return the jobs in which every whole version had a cell slower than it may be; a busy machine slows down one."""
    seconds: dict[Job, list[float]] = {}
    for one in outcomes:
        if one.version in WHOLE:
            seconds.setdefault(Job(one.lab, one.language, one.case), []).append(one.slowest)
    return {job: min(each) for job, each in seconds.items() if min(each) > SLOW_SECONDS}


def _execute(job: Job) -> list[Outcome]:
    # Imported only where something is executed: nbgrader takes longer than recalling all there is.
    from peakend_labs.proof.execute import check_one

    return check_one(job)
