"""Hidden tests tried on wrong answers, in the kernel in which the lab has just been solved: nothing runs again.

A test's visible part tells whether a wrong answer is a valid one; only such count. Statements of the hidden part that
look at no answer are executed once.
"""

import ast
import contextlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from peakend.charts.style import drawn_by
from peakend_labs.proof.spoil import spoil
from peakend_labs.proof.spoil_document import is_document

Names = dict[str, Any]


@dataclass(frozen=True)
class Trial:
    """A test to try.

    Attributes
    ----------
    id : str
        Its ``grade_id``.
    visible, hidden : str
        Its two parts.
    answers : tuple of str
        The names that answers make, of those that it looks at.
    documents : tuple of str
        Those of them that are taken from forms: maps and sheets, in which every number is a number.
    """

    id: str
    visible: str
    hidden: str
    answers: tuple[str, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What came of a trial: how many wrong answers were compared, and those that scored; or why it could not be.

    Of maps and sheets, of which each test of a lab looks at a part, it is kept which ones this test refused.
    """

    test: str
    compared: int
    scored: tuple[str, ...]
    error: str = ""
    refused: tuple[str, ...] = ()


def try_spoiled(names: Names, trials: Sequence[Mapping[str, Any]], others: Mapping[str, Sequence[str]]) -> list[Any]:
    """Try each test on wrong answers made of the right ones.

    Parameters
    ----------
    names : dict
        The names of the solved notebook.
    trials : sequence of mapping
        The tests, as `Trial` holds them.
    others : mapping
        Cells that make the answers of another variant or case, by what they are called.
    """
    elsewhere = {called: _made_elsewhere(cells) for called, cells in others.items()}
    with contextlib.redirect_stdout(io.StringIO()):
        return [asdict(_try(Trial(**trial), names, elsewhere)) for trial in trials]


def _try(trial: Trial, names: Names, elsewhere: Mapping[str, Names]) -> Found:
    try:
        visible, hidden = _Part(trial.visible, trial, names), _Part(trial.hidden, trial, names)
        visible.run({})
        hidden.run({})
    except Exception as error:
        return Found(trial.id, 0, (), f"{type(error).__name__}: {error}"[:200])
    results: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    refused = []
    for name in trial.answers:
        others = (*_from_elsewhere(name, names[name], elsewhere), *_of_another_task(name, trial, names))
        for part, how, wrong in (*spoil(names[name]), *others):
            has_scored = None
            if _passes(visible, {name: wrong}):
                has_scored = _passes(hidden, {name: wrong})
                results.setdefault((name, part), []).append((how, has_scored))
            if not has_scored and is_document(names[name]):
                refused.append(_called(name, part, how))
    # A part that no wrong answer fails by is not compared at all: a note, a column beside those that count.
    compared = {
        place: found for place, found in results.items() if not place[1] or not all(scored for _how, scored in found)
    }
    scored = [_called(*place, how) for place, found in compared.items() for how, has_scored in found if has_scored]
    return Found(trial.id, sum(map(len, compared.values())), tuple(scored), refused=tuple(refused))


def _called(name: str, part: str, how: str) -> str:
    return f"{'.'.join(filter(None, (name, part)))}: {how}"


class _Part:
    """A part of a test: what does not depend on answers has been executed when it is there."""

    def __init__(self, source: str, trial: Trial, names: Names) -> None:
        self._names = dict(names)
        self._rest: list[Any] = []
        depends = set(trial.answers)
        for statement in ast.parse(source).body:
            if not _names_in(statement) & depends and not isinstance(statement, ast.Expr | ast.Assert | ast.If):
                exec(_compiled(statement), self._names)
                continue
            depends |= _made_by(statement)
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                self._work_out_arguments(statement.value, depends)
            self._rest.append(_compiled(statement))

    def run(self, answers: Names) -> None:
        """Execute what depends on answers."""
        names = {**self._names, **answers}
        for code in self._rest:
            exec(code, names)

    def _work_out_arguments(self, call: ast.Call, depends: set[str]) -> None:
        """Put a name in the place of each argument that depends on no answer: to compute it once is enough."""
        for place, argument in enumerate(call.args):
            call.args[place] = self._worked_out(argument, depends)
        for keyword in call.keywords:
            keyword.value = self._worked_out(keyword.value, depends)

    def _worked_out(self, argument: ast.expr, depends: set[str]) -> ast.expr:
        if isinstance(argument, ast.Constant | ast.Starred) or _names_in(argument) & depends:
            return argument
        name = f"worked_out_{len(self._names)}"
        self._names[name] = eval(compile(ast.Expression(argument), "<test>", "eval"), self._names)
        return ast.copy_location(ast.Name(name, ast.Load()), argument)


def _names_in(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _made_by(statement: ast.stmt) -> set[str]:
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | ({statement.name} if isinstance(statement, ast.FunctionDef) else set())


def _compiled(statement: ast.stmt) -> Any:
    return compile(ast.fix_missing_locations(ast.Module([statement], [])), "<test>", "exec")


def _passes(part: _Part, answers: Names) -> bool:
    try:
        part.run(answers)
    except Exception:  # whatever a wrong answer makes a test stumble over: it has not scored
        return False
    return True


def _from_elsewhere(name: str, own: Any, elsewhere: Mapping[str, Names]) -> Iterator[tuple[str, str, Any]]:
    """Yield the tables and documents that another variant or case has in the place of this one."""
    for called, names in elsewhere.items():
        other = names.get(name)
        if type(own) is type(other) and not _is_same(own, other):
            yield "", f"the answer of {called}", other


def _is_same(own: Any, other: Any) -> bool:
    """Whether two tables or documents are the same; of other answers that is not asked."""
    if is_document(own):
        return bool(own.to_document() == other.to_document())
    return type(own).__name__ != "DataFrame" or bool(own.equals(other))


def _of_another_task(name: str, trial: Trial, names: Names) -> Iterator[tuple[str, str, Any]]:
    """Yield the documents of the same kind that answer something else, such as the map as it is for the one to be."""
    own = names[name]
    for other in trial.answers if is_document(own) else ():
        if type(names[other]) is type(own) and names[other] != own:
            yield "", f"{other} in its place", names[other]


def _made_elsewhere(cells: Sequence[str]) -> Names:
    """Execute cells in a folder of their own, as far as they go; of their charts no picture is made."""
    here, names = Path.cwd(), {"__name__": "elsewhere", "display": lambda *_shown: None}
    import peakend as pe

    own = pe.variant()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if (here / "worksheets").is_dir():
            shutil.copytree(here / "worksheets", Path(folder, "worksheets"))
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(io.StringIO()), drawn_by(lambda _spec: ""):
                for cell in cells:
                    with contextlib.suppress(Exception):
                        exec(compile(cell, "<elsewhere>", "exec"), names)
        finally:
            os.chdir(here)
            pe.variant(own)
    return names
