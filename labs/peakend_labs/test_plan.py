"""A lab's source, taken apart: which cells are tests, what they need of the trainee, and what the trainer gives."""

from dataclasses import dataclass

from nbformat import NotebookNode

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_labs.cell_names import BUILTINS, CellNames, Statement, read_names
from peakend_labs.cells import is_grade, is_locked, is_solution


@dataclass(frozen=True)
class Test:
    """One cell that tests answers.

    Attributes
    ----------
    id : str
        Its ``grade_id``.
    source : str
        Its code, with the hidden tests.
    answers : tuple of str
        The names that it takes from the trainee.
    given : tuple of str
        The trainer's imports, functions and classes that it needs: code.
    functions : tuple of str
        Names it takes from the trainee that the solution makes as functions or classes, which cannot be handed over.
    """

    id: str
    source: str
    answers: tuple[str, ...]
    given: tuple[str, ...]
    functions: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Origin:
    """Where a name comes from, the last time that it is bound before a test."""

    by_test: bool = False
    statement: Statement | None = None
    in_solution: bool = False


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell is a test that trainees do not write."""
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def plan_tests(source: NotebookNode) -> dict[str, Test]:
    """Return the tests of a notebook's source, with its solutions and hidden tests, by ``grade_id``.

    A name is the trainee's where an answer or an ordinary cell binds it. The trainer's own imports, the functions and
    classes of cells that are no answers, and the constants of locked cells are taken from the source: what a trainee
    puts in their place is not used.
    What a test itself binds stays with the tests.
    """
    tests: dict[str, Test] = {}
    origins: dict[str, _Origin] = {}
    stars: list[str] = []
    for cell in source.cells:
        if cell.cell_type != "code":
            continue
        names = read_names(cell.source)
        if is_test(cell):
            test = _plan(cell, names, origins, stars)
            tests[test.id] = test
            origins |= {name: _Origin(by_test=True) for name in names.makes}
        else:
            origins |= {name: _Origin(in_solution=is_solution(cell)) for name in names.makes}
            constants = names.constants if is_locked(cell) else _told(cell, names)
            for statement in (*names.statements, *constants):
                origin = _Origin(statement=statement, in_solution=is_solution(cell))
                origins |= dict.fromkeys(statement.names, origin)
                if "*" in statement.names:
                    stars.append(statement.source)
    return tests


def _told(cell: NotebookNode, names: CellNames) -> list[Statement]:
    """Return the parameters that the trainer chose, such as the case; what is None is the trainee's to say."""
    parameters = names.constants if "parameters" in cell.metadata.get("tags", []) else ()
    return [statement for statement in parameters if not statement.source.endswith("= None")]


def _plan(cell: NotebookNode, names: CellNames, origins: dict[str, _Origin], stars: list[str]) -> Test:
    answers, functions = set(), set()
    given: dict[str, None] = dict.fromkeys(stars)
    seen: set[str] = set()
    open_names = sorted(names.uses)
    while open_names:
        name = open_names.pop()
        if name in seen:
            continue
        seen.add(name)
        origin = origins.get(name)
        if origin is None:
            if name not in BUILTINS and name not in names.makes:
                answers.add(name)
        elif origin.by_test:
            continue
        elif origin.statement and (origin.statement.is_import or not origin.in_solution):
            given[origin.statement.source] = None
            if not origin.statement.is_import:
                open_names += read_names(origin.statement.source).uses
        else:
            answers.add(name)
            if origin.statement:
                functions.add(name)
    return Test(
        id=cell.metadata.nbgrader["grade_id"],
        source=cell.source,
        answers=tuple(sorted(answers)),
        given=tuple(given),
        functions=tuple(sorted(functions)),
    )


def require_data(name: str, source: NotebookNode) -> None:
    """Raise `PeakendError` if a test of a notebook's source looks at a function or class of an answer."""
    for test in plan_tests(source).values():
        if test.functions:
            raise PeakendError(
                _(
                    "{notebook}: the test “{test}” needs a function ({names}), which cannot be handed over. "
                    "Let the answer leave its result in a name, or grade this assignment with --in-kernel.",
                    notebook=name,
                    test=test.id,
                    names=join_words(test.functions),
                )
            )
