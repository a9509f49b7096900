"""The trainee's side: run the cells of a submission, and hand over what the tests will look at.

Everything here happens among the trainee's code. What it writes is read with suspicion.
"""

import base64
import contextlib
import json
import os
from typing import Any

from peakend_grading.inside.drawing import believed_charts, put_off
from peakend_grading.inside.hand_over import cannot, hand_over
from peakend_grading.inside.shell import Shell, run_cell
from peakend_grading.walls.limits import Limits
from peakend_grading.walls.messages import RunJob, Step
from peakend_grading.walls.small_root import WORK


def prepare_shell() -> Shell:
    """Import what every lab uses, before the first fork, and return the IPython that cells run in."""
    import altair  # noqa: F401
    import numpy  # noqa: F401

    return Shell.instance()


def warm_up() -> None:
    """Do once, before the first fork, what is slow the first time: catalogue, tables, and the checks of charts."""
    import altair as alt
    import pandas as pd

    import peakend as pe
    from peakend.charts.style import drawn_by

    os.environ["PEAKEND_LANG"] = "zh"
    scores = pd.DataFrame({"score": [0, 8, 10] * 9, "group": ["a", "b", "c"] * 9})
    table = pe.nps(scores, "score", by="group")
    charts = (pe.plot_nps(table), pe.plot_answers(scores, "score", scale=(0, 10), by="group"))
    formatter: Any = prepare_shell().display_formatter
    with drawn_by(lambda _spec: ""):
        for shown in (table, pe.csat(scores, "score", scale=(0, 10)), *charts):
            formatter.format(shown)
    try:
        raise ValueError
    except ValueError as error:  # the first error takes half a second to be written
        prepare_shell().InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
    alt.renderers.enable("default")
    alt.theme.enable("default")
    del os.environ["PEAKEND_LANG"]


def run_cells(content: bytes, result: int, limits: Limits) -> None:
    """Do one job: write each cell's outputs, and each test's answers, as a line of JSON as soon as they are there."""
    from peakend.forms.bundle import on_a_page

    job = RunJob.from_bytes(content)
    lay_out(job.files)
    os.environ.update(job.environment)
    shell = prepare_shell()
    with os.fdopen(result, "w", encoding="ascii") as lines, put_off() as charts, on_a_page():
        for step in job.steps:
            line = _answers(shell, step) if step.test else _outputs(shell, step, limits)
            for spec in charts:
                lines.write(json.dumps({"chart": spec}) + "\n")
            charts.clear()
            lines.write(json.dumps(line) + "\n")
            lines.flush()


def lay_out(files: dict[str, str]) -> None:
    """Put files into the scratch folder, and go there."""
    os.chdir(WORK)
    for name, content in files.items():
        file = WORK / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(base64.b64decode(content))


def _outputs(shell: Shell, step: Step, limits: Limits) -> dict[str, Any]:
    with believed_charts() if step.is_given else contextlib.nullcontext():
        found = run_cell(shell, step.source, limits.cell_seconds, limits.output)
    outputs = [output for output in found if _is_json(output)]
    return {"cell": step.cell, "outputs": outputs, "count": shell.execution_count - 1}


def _answers(shell: Shell, step: Step) -> dict[str, Any]:
    names = shell.user_ns
    answers = {name: hand_over(names[name]) for name in step.answers if name in names}
    for name, data in answers.items():
        if not _is_json(data):
            answers[name] = cannot(type(names[name]).__name__)
    return {"test": step.test, "answers": answers}


def _is_json(data: Any) -> bool:
    try:
        json.dumps(data)
    except (TypeError, ValueError, RecursionError):
        return False
    return True
