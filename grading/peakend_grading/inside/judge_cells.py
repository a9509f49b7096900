"""The trainer's side: run the tests on answers that came as data, in a process that never ran a trainee's code."""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, TextIO

from peakend.base.errors import CheckFailed
from peakend.base.language import set_language
from peakend_grading.inside.run_cells import lay_out, prepare_shell
from peakend_grading.inside.second_hint import second_hint
from peakend_grading.inside.shell import Output, Shell, failed_line, run_cell
from peakend_grading.inside.take_over import take_over
from peakend_grading.untrusted.outputs import clean_count, clean_outputs
from peakend_grading.untrusted.pictures import checked
from peakend_grading.walls.limits import Limits
from peakend_grading.walls.messages import CellFound, JudgedTest, JudgeJob

OWN_FILE = "own_file"  # the name by which labs call a team's own data


def judge_cells(content: bytes, result: int, limits: Limits) -> None:
    """Do one job: take over the answers, run the tests in the notebook's order, and write the outputs of all cells."""
    head, _newline, handed = content.partition(b"\n")
    job = JudgeJob.from_bytes(head)
    lay_out(job.files)
    os.environ.update(job.environment)
    set_language(job.language)
    lines = _lines(handed)
    answers: dict[str, dict[str, Any]] = {}
    for line in lines:
        if isinstance(line.get("answers"), dict):
            answers.setdefault(str(line.get("test")), line["answers"])
    shell = prepare_shell()
    with os.fdopen(result, "w", encoding="ascii") as file:
        for step in filter(lambda step: step.test, job.steps):
            outputs = _judge(shell, job.tests[step.test], answers.get(step.test, {}), limits)
            count = shell.execution_count - 1
            _write(file, CellFound(step.cell, clean_outputs(outputs, limits.output), count, step.test in answers))
            file.flush()
        if own := _own_data(job, answers):
            file.write(json.dumps({"own_data": own}) + "\n")
        # Last what only is to be seen, should there be too much of it.
        charts = checked([line["chart"] for line in lines if "chart" in line])
        file.write(json.dumps({"charts": charts}) + "\n")
        for found in _cells_run(job, lines, limits):
            _write(file, found)


def _own_data(job: JudgeJob, answers: dict[str, dict[str, Any]]) -> str:
    """Return the file of the trainee's own by which a test judged, or nothing."""
    named = (given.get(OWN_FILE) for given in answers.values())
    return next((name for name in named if isinstance(name, str) and name in job.files), "")


def _write(file: TextIO, found: CellFound) -> None:
    file.write(json.dumps(asdict(found)) + "\n")


def _cells_run(job: JudgeJob, lines: list[dict[str, Any]], limits: Limits) -> Iterator[CellFound]:
    """Yield the outputs of the trainee's cells, as far as they are outputs."""
    cells = {step.cell for step in job.steps if not step.test}
    for line in lines:
        cell, count = line.get("cell"), line.get("count")
        if type(cell) is int and cell in cells:
            cells.remove(cell)
            yield CellFound(cell, clean_outputs(line.get("outputs"), limits.output), clean_count(count))


def _lines(handed: bytes) -> list[dict[str, Any]]:
    """Return what the trainee's process wrote, as far as it is what it should have written."""
    lines = []
    for line in handed.split(b"\n"):
        with contextlib.suppress(ValueError, RecursionError, MemoryError):
            data = json.loads(line)
            if isinstance(data, dict):
                lines.append(data)
    return lines


def _judge(shell: Shell, test: JudgedTest, answers: dict[str, Any], limits: Limits) -> list[Output]:
    for statement in test.given:
        with contextlib.suppress(Exception):  # the test that needs it will say what is missing
            exec(compile(statement, "<given>", "exec"), shell.user_ns)
    for name in test.answers:
        shell.user_ns.pop(name, None)
        if name in answers:
            try:
                shell.user_ns[name] = take_over(answers[name], name)
            except (ValueError, MemoryError) as error:
                return [_refused(name, str(error))]
    outputs = run_cell(shell, test.source, limits.cell_seconds, limits.output)
    failed = outputs[-1] if outputs else {}
    if failed.get("ename") == CheckFailed.__name__:
        source = shell.transform_cell(test.source)
        hint = second_hint(shell.user_ns, source, failed["evalue"], limits.cell_seconds, failed_line(shell))
        failed["evalue"] = f"{failed['evalue']} {hint}".rstrip()
    return outputs


def _refused(name: str, reason: str) -> Output:
    text = f"{name}: {reason}"[:300]
    return {"output_type": "error", "ename": "NotHandedOver", "evalue": text, "traceback": [text]}
