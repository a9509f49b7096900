"""Hidden tests read without running them: comparisons that a missing value, or an index, can pass."""

import ast
from collections.abc import Collection, Iterator

from nbformat import NotebookNode

from peakend.base.language import translate as _
from peakend_labs.lab import Lab
from peakend_labs.proof.made_wrong import trials_of

REASONED = "# compared so because"  # at the end of a line that was looked at, with its reason
_METHODS = ("equals", "eq", "ne", "sub", "subtract", "compare", "corrwith", "reindex", "align", "merge", "join")
_SUMMARIES = ("all", "any", "abs", "max", "min", "sum", "mean", "round", "diff", "std")
_MODULES = ("np", "numpy", "math", "pd", "pandas")


def loose_comparisons(lab: Lab, language: str) -> list[str]:
    """Return a sentence for each comparison in a lab's hidden tests that what is no answer can pass."""
    return [
        _("{task}: {code}: {reason}", task=task, code=code, reason=reason)
        for task, code, reason in loose_in(lab.read(language))
    ]


def loose_in(notebook: NotebookNode) -> Iterator[tuple[str, str, str]]:
    """Yield task, line and reason of each loose comparison in a notebook's hidden tests."""
    for trial in trials_of(notebook):
        lines = trial.hidden.splitlines()
        look = _Look(set(trial.answers) - set(trial.documents))
        for statement in ast.parse(trial.hidden).body:
            look.visit(statement)
        for number, reason in look.found:
            line = lines[number - 1].strip()
            if REASONED not in line:
                yield trial.id, line[:80], reason


class _Look(ast.NodeVisitor):
    """Follows what comes of answers through a test."""

    def __init__(self, answers: Collection[str]) -> None:
        self.found: list[tuple[int, str]] = []
        self._answers = set(answers)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.generic_visit(node)
        names = (name for target in node.targets for name in ast.walk(target))
        made = {name.id for name in names if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
        self._answers = self._answers | made if self._of_answers(node.value) else self._answers - made

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name, whose = _called(node.func)
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        own = isinstance(node.func, ast.Attribute) and self._of_answers(node.func.value)
        if whose in _MODULES and any(map(self._of_answers, given)):
            self._say(node, _("write pe.check_near or pe.check_same_table, which refuse missing and infinite values"))
        elif name in _METHODS and (own or any(map(self._of_answers, given))):
            self._say(node, _("rows may be aligned by their index; write pe.check_same_table, which goes by position"))
        elif own and name in _SUMMARIES:
            self._say(node, _("a summary leaves out what is missing; write pe.check_same_table"))
        elif name in ("abs", "max", "min", "round") and not whose and any(map(self._of_answers, given)):
            self._say(node, _("what is not a number may pass; write pe.check_near"))

    def visit_BinOp(self, node: ast.BinOp) -> None:
        self.generic_visit(node)
        if isinstance(node.op, ast.Sub | ast.Div) and self._of_answers(node) and not _of_sets(node):
            self._say(node, _("a difference of what is missing is missing; write pe.check_near or pe.check_same_table"))

    def visit_Compare(self, node: ast.Compare) -> None:
        self.generic_visit(node)
        sides = [node.left, *node.comparators]
        mine = [side for side in sides if self._of_answers(side)]
        numbers = [side for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, int | float)]
        if not mine or any(isinstance(side, ast.Call) and _called(side.func)[0] in ("len", "sum") for side in mine):
            return
        if any(isinstance(one, ast.Eq | ast.NotEq) for one in node.ops) and numbers:
            self._say(node, _("true equals 1, and a number may be off by rounding; write pe.check_near"))

    def _of_answers(self, node: ast.AST) -> bool:
        """Whether an answer is in it, other than as a whole number, which is neither missing nor infinite."""
        if isinstance(node, ast.Call) and _called(node.func) == ("int", ""):
            return False
        if isinstance(node, ast.Name):
            return node.id in self._answers
        return any(map(self._of_answers, ast.iter_child_nodes(node)))

    def _say(self, node: ast.expr, reason: str) -> None:
        if node.lineno not in {number for number, _reason in self.found}:
            self.found.append((node.lineno, reason))


def _called(function: ast.expr) -> tuple[str, str]:
    """Return the name of what is called, and the name before its dot."""
    if isinstance(function, ast.Attribute):
        return function.attr, function.value.id if isinstance(function.value, ast.Name) else ""
    return (function.id, "") if isinstance(function, ast.Name) else ("", "")


def _of_sets(node: ast.BinOp) -> bool:
    return any(isinstance(one, ast.Call) and _called(one.func)[0] == "set" for one in ast.walk(node))
