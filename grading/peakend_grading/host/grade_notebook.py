"""One submitted notebook, run and judged: a job that stands for itself, here or on another machine."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from peakend.datasets.variants import TEAM, TRAINEE
from peakend_grading.host.zygote_client import start_zygote
from peakend_grading.intake.prints import TABLES
from peakend_grading.walls.limits import Limits
from peakend_grading.walls.messages import DRAW, JUDGE, RUN, JudgedTest, JudgeJob, RunJob, Step, Verdict

MOST_PICTURES = 1_000  # kept for the submissions to come
DRAWING_SECONDS = 60  # and one more for each chart

_drawn: dict[str, str] = {}


@dataclass(frozen=True)
class Job:
    """What is needed to grade one notebook.

    Attributes
    ----------
    trainee, language : str
        Whose it is, and in which language the checks speak.
    steps : tuple of Step
        The code cells, in the notebook's order.
    tests : dict
        By ``grade_id``. They never reach the process that runs the cells.
    files : dict
        The submission's files, base64, by their path.
    side_files : dict
        The trainer's files that go with the lab.
    limits : Limits
        What the run may use, and the judgement.
    team : str
        The trainee's team, where there is one.
    """

    trainee: str
    language: str
    steps: tuple[Step, ...]
    tests: dict[str, JudgedTest]
    files: dict[str, str] = field(default_factory=dict)
    side_files: dict[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    team: str = ""


@dataclass(frozen=True)
class Judged:
    """What came of a job.

    Attributes
    ----------
    how_run, how_judged : str
        How the run and the judgement ended: one of `sandbox`'s words.
    verdict : Verdict
        What the judge found.
    """

    how_run: str
    how_judged: str
    verdict: Verdict


def grade_notebook(job: Job, slots: int) -> Judged:
    """Run a submission's cells in one sandbox, and the tests on its answers in another.

    Raises
    ------
    PeakendError
        If this machine cannot build a sandbox.
    """
    zygote = start_zygote(slots)
    environment = {TRAINEE: job.trainee, TEAM: job.team, "PEAKEND_LANG": job.language}
    to_run = RunJob(job.steps, {**job.files, **job.side_files}, environment)
    steps = tuple(replace(step, source="") for step in job.steps)
    to_judge = JudgeJob(steps, job.tests, {**_own_tables(job.files), **job.side_files}, environment, job.language)
    zygote.prepare(job.side_files, job.limits)
    with zygote.slot() as slot:
        ran = zygote.do(RUN, slot, [to_run.to_bytes()], job.limits)
        judged = zygote.do(JUDGE, slot, [to_judge.to_bytes(), b"\n", ran.result], job.limits)
    return Judged(ran.how, judged.how, Verdict.from_bytes(judged.result))


def draw_charts(charts: list[dict[str, Any]], limits: Limits, slots: int) -> dict[str, str]:
    """Draw the charts of several submissions, since a process that draws is slow to start, and return their pictures.

    Those of the lab itself, which all submissions have, are drawn only once. Where a chart ends the drawing, each
    submission's are drawn alone: none loses its pictures by another's.
    """
    known = dict(_drawn)  # other threads draw, too
    missing = [{name: spec for name, spec in specs.items() if name not in known} for specs in charts]
    missing = [specs for specs in missing if specs]
    drawn = _draw({name: spec for specs in missing for name, spec in specs.items()}, limits, slots)
    if drawn is None:
        drawn = {}
        for specs in missing if len(missing) > 1 else []:
            drawn |= _draw(specs, limits, slots) or {}
    _drawn.update(drawn)
    while len(_drawn) > MOST_PICTURES:
        _drawn.pop(next(iter(_drawn)), None)
    return {name: known[name] for specs in charts for name in specs if name in known} | drawn


def _draw(specs: dict[str, Any], limits: Limits, slots: int) -> dict[str, str] | None:
    """Return the pictures of charts, drawn in one sandbox; None where the drawing did not come to its end."""
    if not specs:
        return {}
    limits = replace(limits, seconds=min(limits.seconds, DRAWING_SECONDS + len(specs)))
    zygote = start_zygote(slots)
    with zygote.slot() as slot:
        done = zygote.do(DRAW, slot, [json.dumps(specs).encode()], limits)
    try:
        found = json.loads(done.result)
    except ValueError:
        return None
    return {name: svg for name, svg in found.items() if name in specs and isinstance(svg, str)}


def _own_tables(files: dict[str, str]) -> dict[str, str]:
    """Return the tables that lie beside the notebook: a team's own data, on which a test judges it."""
    return {name: content for name, content in files.items() if name.lower().endswith(TABLES) and "/" not in name}
