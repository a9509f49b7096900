"""The wrong answers that a machine makes for a lab: which tests are tried, on what, and what came of it."""

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from nbformat import NotebookNode

from peakend.base.language import translate as _
from peakend_labs.cell_names import CellNames, read_names
from peakend_labs.cells import is_solution
from peakend_labs.lab import Lab
from peakend_labs.markers import MARKERS, regions
from peakend_labs.proof.try_spoiled import Names, Trial, try_spoiled
from peakend_labs.test_plan import is_test, plan_tests

VERSION = "made-wrong"
OTHER_VARIANT = 612


def trials_of(notebook: NotebookNode) -> list[Trial]:
    """Return the tests that compare answers: those with a hidden part, of names that a solution makes."""
    tests, made, documents = plan_tests(notebook), set[str](), set[str]()
    found = []
    for cell in notebook.cells:
        if is_solution(cell) and cell.cell_type == "code":
            made |= read_names(cell.source).makes
        elif cell.cell_type == "code" and not is_test(cell):
            documents |= _taken_from_forms(cell.source, made)
        elif is_test(cell):
            test = tests[cell.metadata.nbgrader["grade_id"]]
            hidden = "\n".join(line for part in regions(cell.source) for line in part.lines)
            own = read_names(cell.source).makes
            answers = tuple(name for name in test.answers if name in made | documents and name not in own)
            if hidden.strip() and answers:
                taken = tuple(name for name in answers if name in documents)
                found.append(Trial(test.id, _visible(cell.source), hidden, answers, taken))
    return found


def try_made_wrong(names: Names, notebook: NotebookNode, lab: Lab, case: str) -> list[dict[str, Any]]:
    """Return what came of each test that was tried on wrong answers, among the names of the solved notebook."""
    trials = trials_of(notebook)
    wanted = {name for trial in trials for name in trial.answers}
    others = {f"data set {OTHER_VARIANT}": _cells_for(notebook, wanted, {"variant": OTHER_VARIANT})}
    for other in [name for name in lab.cases if name != case][:1]:
        others[f"the case {other}"] = _cells_for(notebook, wanted, {"case": other})
    return try_spoiled(names, [asdict(trial) for trial in trials], others)


def what_scored(lab: Lab, found: Sequence[dict[str, Any]]) -> list[str]:
    """Return a sentence for each wrong answer that scored, and is not listed as truly equivalent.

    A map or a sheet that another test of the lab refuses has not scored: each test looks at its part.
    """
    return list(_sentences(lab, found))


def _sentences(lab: Lab, found: Sequence[dict[str, Any]]) -> Iterator[str]:
    refused = {wrong for one in found for wrong in one.get("refused", ())}
    for one in found:
        if one["error"]:
            yield _("{task}: the right answer does not pass again: {said}", task=one["test"], said=one["error"])
        equivalent = lab.equivalent.get(one["test"], {})
        for wrong in one["scored"]:
            if wrong not in refused and not any(wrong.startswith(known) for known in equivalent):
                yield _("{task}: a wrong answer scores: {wrong}", task=one["test"], wrong=wrong)


def _cells_for(notebook: NotebookNode, wanted: Collection[str], parameters: dict[str, Any]) -> list[str]:
    """Return the code that makes some names, with other parameters."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and not is_test(cell)]
    names: list[CellNames] = [read_names(cell.source) for cell in cells]
    needed, kept = set(wanted), []
    for cell, used in reversed(list(zip(cells, names, strict=True))):
        chooses = "parameters" in cell.metadata.get("tags", [])
        if chooses:
            kept.append("\n".join(f"{name} = {value!r}" for name, value in parameters.items()))
        if chooses or used.makes & needed or (is_solution(cell) and used.uses & needed):
            needed |= used.uses
            kept.append(cell.source)
    return kept[::-1]


def _taken_from_forms(source: str, forms: Collection[str]) -> set[str]:
    """Return the names of the documents that a cell takes out of forms: ``visit = editor.map``."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a magic
        return set()
    return {
        node.targets[0].id
        for node in statements
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in ("map", "value")
        and isinstance(node.value.value, ast.Name)
        and node.value.value.id in forms
    }


def _visible(source: str) -> str:
    kept, hidden = [], False
    for line in source.splitlines():
        edge, _kind = MARKERS.get(line.strip(), ("", ""))
        hidden = edge == "BEGIN" or (hidden and edge != "END")
        if not hidden and not edge:
            kept.append(line)
    return "\n".join(kept)
