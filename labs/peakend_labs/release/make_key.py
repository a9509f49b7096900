"""The key of a lab, read from its source: right answers where the solution tells them outright, and all reasons."""

import ast
import contextlib
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from nbformat import NotebookNode

from peakend.base.language import LANGUAGES, choose_text, get_language, set_language
from peakend.forms.worksheet_source import Field, read_worksheet
from peakend.lessons.key import Key, KeyAnswer
from peakend_labs.lab import Lab
from peakend_labs.test_plan import is_test


def make_key(lab: Lab, language: Literal["zh", "en"], case: str) -> Key:
    """Return a lab's key in one language and on one case.

    An answer that the solution works out from data differs from trainee to trainee, and is left out: its reason says
    how it is found. So is one that reads like another option where only a run can fill in names and figures.
    """
    spoken = get_language()
    set_language(language)
    try:
        reader = _Reader(lab, case)
        tasks = tuple(reader.tasks(lab.read(language, case)))
    finally:
        set_language(spoken)
    return Key(lab=lab.id, case=case, language=language, tasks=tasks)


def right_answers(lab: Lab, language: str, case: str) -> list[tuple[str, Field, object]]:
    """Return the fields whose right answer is the same for all trainees of a case: form, field and answer."""
    spoken = get_language()
    set_language(language)
    try:
        reader = _Reader(lab, case)
        list(reader.tasks(lab.read(language, case)))
    finally:
        set_language(spoken)
    return [*reader.answers()]


class _Reader:
    """Goes through a notebook, and remembers the forms that it meets and what the solution fills into them."""

    def __init__(self, lab: Lab, case: str) -> None:
        self._files, self._case = lab.forms(case), case
        self._forms: dict[str, dict[str, Field]] = {}
        self._answers: dict[str, dict[str, Any]] = {}

    def tasks(self, notebook: NotebookNode) -> Iterator[KeyAnswer]:
        """Yield what is right in each task that a program grades."""
        title = ""
        for cell in notebook.cells:
            if cell.cell_type != "code":
                title = next((line for line in cell.source.splitlines() if line.startswith("## ")), title)
                continue
            tree = _parse(cell.source)
            if is_test(cell):
                name = cell.metadata.nbgrader["grade_id"]
                answers, reasons = tuple(self._asked(tree)), tuple(dict.fromkeys(_reasons(tree)))
                yield KeyAnswer(task=name, title=title.removeprefix("## "), answers=answers, reasons=reasons)
            else:
                self._read(tree)

    def answers(self) -> Iterator[tuple[str, Field, object]]:
        """Yield what has been met: form, field and right answer."""
        for name, fields in self._forms.items():
            answers = self._answers.get(name, {})
            yield from ((name, fields[field], answers[field]) for field in fields if field in answers)

    def _read(self, tree: ast.Module) -> None:
        known: dict[str, Any] = {}
        for statement in tree.body:
            match statement:
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.Call(func=ast.Attribute(attr="worksheet"), args=[chosen]),
                ) if form := _form_of(chosen):
                    self._open(name, form)
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    known |= _evaluated({name: value}, known)
                case ast.Assign(
                    targets=[ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(field)))], value=value
                ):
                    self._answers.setdefault(name, {}).update(_evaluated({field: value}, known))
                case ast.Expr(
                    value=ast.Call(func=ast.Attribute(attr="update", value=ast.Name(id=name)), keywords=given)
                ):
                    filled = {word.arg: word.value for word in given if word.arg}
                    self._answers.setdefault(name, {}).update(_evaluated(filled, known))

    def _open(self, name: str, form: str) -> None:
        if form in self._files:
            _title, fields = read_worksheet(self._files[form].parent, form, _Known(case=self._case))
            self._forms[name] = {field.id: field for field in fields}

    def _asked(self, tree: ast.Module) -> Iterator[tuple[str, str]]:
        """Yield each question that a test looks at, with its right answer, in words."""
        seen = set()
        for name, field, value in _wanted(tree):
            self._answers.setdefault(name, {}).setdefault(field, value)
        for node in ast.walk(tree):
            match node:
                case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(field))) if (
                    name in self._forms and field in self._forms[name] and (name, field) not in seen
                ):
                    seen.add((name, field))
                    form = self._forms[name][field]
                    with contextlib.suppress(KeyError, TypeError):  # what a run fills in is not known, or in part
                        yield from _told(form, self._answers[name][field])


def _told(field: Field, value: object) -> Iterator[tuple[str, str]]:
    """Yield a question with its answer in words; of a table, each row with its own."""
    labels = [*field.options.values()]
    if isinstance(value, Mapping):
        for row, label in field.rows.items():
            yield label, " · ".join(column.show(value[row][column.id]) for column in field.columns)
    elif len({*labels}) == len(labels):
        yield field.label, field.show(value)


def _form_of(chosen: ast.expr) -> str | None:
    """Return the form that a cell opens; where a team's own data have another, the case's."""
    match chosen:
        case ast.Constant(value=str(form)) | ast.IfExp(orelse=ast.Constant(value=str(form))):
            return form
    return None


def _wanted(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Yield what a test compares outright: form, field and the option that it wants."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Compare(
                    left=ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(field))),
                    ops=[ast.Eq()],
                    comparators=[ast.Constant(value=str(option))],
                )
                | ast.Call(
                    func=ast.Attribute(attr="check_among"),
                    args=[
                        ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(field))),
                        ast.Constant(value=str(option)),
                        *_,
                    ],
                )
            ):
                yield name, field, option


class _Known(dict[str, str]):
    """The values that a form's texts want: of those that only a run can tell there is a mark."""

    def __missing__(self, name: str) -> str:
        return "…"


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:  # a magic of IPython: no form is made there
        return ast.Module([], [])


def _evaluated(expressions: Mapping[str, ast.expr], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of those of a solution's expressions that need no data."""
    values = {}
    for name, expression in expressions.items():
        try:
            code = compile(ast.Expression(expression), "<solution>", "eval")
            values[name] = eval(code, {"__builtins__": {}, **known})
        except Exception:  # it takes a name that only a run can tell
            continue
    return values


def _reasons(tree: ast.Module) -> Iterator[str]:
    """Yield what the checks say, in the language in use."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            try:
                text = ast.literal_eval(node)
            except ValueError:
                continue
            if text.keys() == set(LANGUAGES) and all(isinstance(said, str) for said in text.values()):
                yield choose_text(cast("dict[str, str]", text))
