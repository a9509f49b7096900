"""Prove the labs: each one executed, solved, blank and misunderstood, in both languages and on every case."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

from peakend_labs.choose import choose_cases
from peakend_labs.proof.check_cache import keep, recall
from peakend_labs.proof.forks import CAN_FORK
from peakend_labs.proof.needs import Needs
from peakend_labs.proof.outcome import Job, Outcome
from peakend_labs.proof.standing import Standing

SLOW_SECONDS = 5
WHOLE = ("solution", "own-file")  # the versions of which every cell is executed


def plan(labs: Sequence[str], languages: Sequence[str], case: str | None = None) -> list[Job]:
    """Return the jobs that prove these labs."""
    cases = choose_cases(labs, case)
    return [Job(lab, language, name) for lab in labs for name in cases[lab] for language in languages]


def check_labs(
    jobs: Sequence[Job],
    *,
    cache: Path | None = None,
    standing: Standing | None = None,
    before: Callable[[], None] = lambda: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Execute every job, some at a time, and yield each outcome as it comes; what did not change is recalled.

    Parameters
    ----------
    jobs : sequence of Job
        What `plan` returned.
    cache : Path, optional
        A folder that remembers what passed.
    standing : Standing, optional
        What is known of the house as it stands, so that what the jobs rest on is not read again.
    before : callable, optional
        What must hold before anything is executed: if it raises an error, nothing is.
    meanwhile : callable, optional
        What this process does while others execute: if it raises an error, what has not begun by then does not begin.
    """
    prints = _fingerprints(jobs, standing) if cache else {}
    known = {job: recall(cache, prints[job]) if cache else None for job in jobs}
    waiting = [job for job, outcomes in known.items() if outcomes is None]
    # A process for each job where they cannot be copied, so that nothing of one lab is left for another.
    context = get_context("forkserver" if CAN_FORK else "spawn")
    if waiting and isinstance(context, ForkServerContext):
        context.set_forkserver_preload(["peakend_labs.proof.preloaded"])
        forkserver.ensure_running()  # it loads for some seconds, which are not waited for
    before()
    for outcomes in known.values():
        yield from outcomes or ()
    if not waiting:
        meanwhile()
        return
    workers = min(len(waiting), os.cpu_count() or 1)
    once = None if CAN_FORK else 1
    with ProcessPoolExecutor(max_workers=workers, mp_context=context, max_tasks_per_child=once) as pool:
        running = {pool.submit(_execute, job): job for job in waiting}
        try:
            meanwhile()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        for done in as_completed(running):
            outcomes = done.result()
            if cache and all(outcome.passed for outcome in outcomes):
                keep(cache, prints[running[done]], outcomes)
            yield from outcomes


def _fingerprints(jobs: Sequence[Job], standing: Standing | None) -> dict[Job, str]:
    """Return a name for each run that changes with whatever its outcome rests on."""
    needs, found = None, dict[Job, str]()
    for job in jobs:
        what = ("fingerprint", job.lab, job.language, job.case)
        known = standing.recall(*what) if standing else None
        if known is None:
            needs = needs or Needs()
            known = needs.fingerprint(job)
            if standing:
                standing.keep(known, *what)
        found[job] = known
    return found


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
