"""One submitted notebook, run and judged: a job that stands for itself, here or on another machine."""

import atexit
import contextlib
import json
import threading
from dataclasses import dataclass, field
from typing import Any

from peakend_grading.judging.limits import Limits
from peakend_grading.judging.pictures import show_pictures
from peakend_grading.judging.zygote_client import Zygote

MOST_PICTURES = 1_000  # kept for the submissions to come

_drawn: dict[str, str] = {}
_started: list[Zygote] = []
_starting = threading.Lock()


@dataclass(frozen=True)
class Job:
    """What is needed to grade one notebook.

    Attributes
    ----------
    trainee, language : str
        Whose it is, and in which language the checks speak.
    steps : list
        In the notebook's order: ``{"cell", "source"}`` for a cell of the trainee's; ``{"cell", "test", "answers"}``
        for a test, with the names that it needs.
    tests : dict
        By ``grade_id``: ``{"source", "given", "answers"}``. They never reach the process that runs the cells.
    files : dict
        The submission's files, base64, by their path.
    side_files : dict
        The trainer's files that go with the lab.
    limits : Limits
        What the run may use, and the judgement.
    """

    trainee: str
    language: str
    steps: list[dict[str, Any]]
    tests: dict[str, dict[str, Any]]
    files: dict[str, str] = field(default_factory=dict)
    side_files: dict[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Judged:
    """What came of a job.

    Attributes
    ----------
    how_run, how_judged : str
        How the run and the judgement ended: one of `sandbox`'s words.
    cells : dict
        By the cell's number: ``{"outputs", "count"}``, and for a test ``"reached"``: whether the run came that far.
    """

    how_run: str
    how_judged: str
    cells: dict[int, dict[str, Any]]


def grade_notebook(job: Job, slots: int) -> Judged:
    """Run a submission's cells in one sandbox, and the tests on its answers in another.

    Raises
    ------
    PeakendError
        If this machine cannot build a sandbox.
    """
    zygote = start_zygote(slots)
    environment = {"PEAKEND_TRAINEE": job.trainee, "PEAKEND_LANG": job.language}
    to_run = {"steps": job.steps, "files": {**job.files, **job.side_files}, "environment": environment}
    to_judge = {
        "steps": [step | {"source": ""} if "source" in step else step for step in job.steps],
        "tests": job.tests,
        "files": job.side_files,
        "environment": environment,
        "language": job.language,
    }
    with zygote.slot() as slot:
        ran = zygote.do("run", slot, [json.dumps(to_run).encode()], job.limits)
        judged = zygote.do("judge", slot, [json.dumps(to_judge).encode(), b"\n", ran.result], job.limits)
        lines = [json.loads(line) for line in judged.result.split(b"\n") if line.endswith(b"}")]
        charts: dict[str, Any] = next((line["charts"] for line in lines if "charts" in line), {})
        drawn = _draw(zygote, slot, charts, job.limits)
    cells = {line["cell"]: line for line in lines if "cell" in line}
    for cell in cells.values():
        show_pictures(cell["outputs"], drawn)
    return Judged(ran.how, judged.how, cells)


def _draw(zygote: Zygote, slot: int, specs: dict[str, Any], limits: Limits) -> dict[str, str]:
    """Return the picture of each chart; those of the lab itself, which all submissions have, are drawn only once."""
    missing = {digest: spec for digest, spec in specs.items() if digest not in _drawn}
    if missing:
        content = json.dumps(missing).encode()
        with contextlib.suppress(ValueError):
            _drawn.update(json.loads(zygote.do("draw", slot, [content], limits).result))
        while len(_drawn) > MOST_PICTURES:
            _drawn.pop(next(iter(_drawn)), None)
    return {digest: _drawn[digest] for digest in specs if digest in _drawn}


def start_zygote(slots: int) -> Zygote:
    """Return this process's zygote, started when first needed."""
    with _starting:
        if not _started:
            _started.append(Zygote(slots))
            atexit.register(stop_zygote)
        return _started[0]


def stop_zygote() -> None:
    """End this process's zygote, if there is one, and whatever it runs."""
    with _starting:
        while _started:
            _started.pop().close()
