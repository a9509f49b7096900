"""What a trainee who gets everything right fills into a lab: its solution, worked out on this trainee's own figures."""

import contextlib
import json
import multiprocessing
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peakend as pe
from peakend.documents.yaml_form import load_yaml
from peakend.forms.worksheet import Worksheet
from peakend.forms.worksheet_source import Field
from peakend_labs.cells import grade_id, is_solution
from peakend_labs.lab import read_lab
from peakend_labs.proof.lab_shell import errors_of, fresh_shell

_SOLVED = re.compile(r"### BEGIN SOLUTION\n(.*?)\n### END SOLUTION", re.DOTALL)


@dataclass(frozen=True)
class Solution:
    """Answers and questions of each worksheet, the values of documents and maps by file, the lines to write by cell."""

    fields: dict[str, tuple[Field, ...]]
    answers: dict[str, dict[str, Any]]
    documents: dict[str, dict[str, Any]]
    lines: dict[str, str]


def solve(lab: str, language: str, workspace: Path, scratch: Path) -> Solution:
    """Execute a lab's solution beside copies of what a trainee has filled into the labs before it."""
    # A process of its own, begun afresh: a copy of one that drives a browser may wait for locks nobody gives back.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(_solve, lab, language, workspace, scratch).result()


def _solve(lab: str, language: str, workspace: Path, scratch: Path) -> Solution:
    pe.set_language(language)
    for answers in workspace.glob("labs/*/answers"):
        shutil.copytree(answers, scratch / answers.relative_to(workspace), dirs_exist_ok=True)
    source = read_lab(lab)
    folder, case = scratch / "labs" / lab, source.case_for("service-hall")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (scratch / ".peakend").mkdir(exist_ok=True)
    source.copy_side_files(case, folder)
    notebook = source.read(language, case)
    with contextlib.chdir(folder):
        shell = fresh_shell()
        errors = [error for cell in shell.run(notebook.cells) for error in errors_of(cell)]
    assert not errors, errors
    sheets = [value for value in shell.user_ns.values() if isinstance(value, Worksheet)]
    fields = {sheet.name: tuple(sheet.fields.values()) for sheet in sheets}
    answers = {
        file.stem: json.loads(file.read_text(encoding="utf-8"))["answers"]
        for file in sorted(folder.glob("answers/*.json"))
    }
    documents = {
        file.stem: load_yaml(file.name, file.read_text(encoding="utf-8"))[0]
        for file in sorted(folder.glob("answers/*.yaml"))
    }
    lines = {
        grade_id(cell): _SOLVED.search(cell.source)[1]
        for cell in notebook.cells
        if is_solution(cell) and not cell.metadata.get("jupyter", {}).get("source_hidden")
    }
    return Solution(fields, answers, documents, lines)
