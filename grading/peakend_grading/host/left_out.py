"""What need not run: what a cell of the trainer's shows at its end, where no answer changes it and nothing needs it."""

import ast
import functools
import io
import re
import tokenize
from collections.abc import Mapping

from nbformat import NotebookNode

from peakend.lessons.hand_in import OWN_FILE
from peakend_labs.cell_names import read_names
from peakend_labs.cells import is_solution
from peakend_labs.test_plan import is_test

# The library's functions that show something, and those that compute what is shown: none changes what it is given.
_SHOWS = re.compile(r"show|plot_\w+|what_if_\w+")
_COMPUTES = {
    *("acsi", "ces", "codebook", "compare", "crosstab", "csat", "drivers", "frequencies", "innovation_strategies"),
    *("kano", "nps", "nps_difference", "nps_series", "peak_end", "remembered", "servperf", "servqual"),
}
_METHODS = {"groupby", "head"}
_EXPRESSIONS = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Slice, ast.Constant, ast.JoinedStr, ast.FormattedValue, ast.IfExp),
    *(ast.List, ast.Tuple, ast.Dict, ast.Call, ast.keyword, ast.Load),
)
# By these a cell comes to know an answer that lies in a file: worksheets, maps and sheets, what is carried on.
_READS = re.compile(r"\b(worksheet|carried\w*|open|read_\w+|[A-Z]\w+)\(")
# By these a cell of the trainee's can notice what ran before it, or change what is run.
_LOOKS_BACK = re.compile(
    r"\b(_+|_i*\d+|_i+|_[io]h|In|Out|get_ipython|globals|locals|vars|eval|exec|altair|setattr|sys)\b|\bpe\.\w+\s*=|^\s*[%!]",
    re.MULTILINE,
)
# What trainees write is not parsed in this process, only taken apart into words, and no more than this.
_LONGEST = 20_000
_BINDING = {"for", "as", "def", "class", "import", "del"}


def leave_out(notebook: NotebookNode, source: NotebookNode, files: Mapping[str, str]) -> dict[int, str]:
    """Return by number the cells that show something needlessly, and what is left of each to run.

    Only what is last in a cell, only the trainer's own words, and only calls that show and compute: the names that
    later cells and tests find are the same. A team's own data change what all cells show, and nothing is left out.

    Parameters
    ----------
    notebook : NotebookNode
        What was handed in, put in order.
    source : NotebookNode
        The trainer's.
    files : mapping
        What was handed in with it, by path.
    """
    given = given_code(source)
    if OWN_FILE in files:
        return {}
    left: dict[int, str] = {}
    otherwise: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or is_test(cell):
            continue
        if is_solution(cell) or cell.source not in given:
            bound = _bound(cell.source)
            if bound is None or "pe" in bound or _LOOKS_BACK.search(cell.source):
                return {}
            otherwise |= bound
            continue
        names, (rest, shown) = read_names(cell.source), _without_last(cell.source)
        if names.uses & otherwise or _READS.search(cell.source):
            otherwise |= names.makes
        if rest is not None and not shown & otherwise:
            left[number] = rest
    return left


def given_code(source: NotebookNode) -> set[str]:
    """Return the code of a trainer's notebook that trainees do not write."""
    return {cell.source for cell in source.cells if cell.cell_type == "code" and not is_solution(cell)}


def _bound(source: str) -> set[str] | None:
    """Return the names that a trainee's code may bind; None where that is not to be said."""
    bound: set[str] = set()
    names: list[str] = []  # since the statement began
    depth, is_binding = 0, False
    try:
        for kind, text, *_place in tokenize.generate_tokens(io.StringIO(source[: _LONGEST + 1]).readline):
            if kind == tokenize.NAME:
                if text == "in":
                    is_binding = False
                elif is_binding:
                    bound.add(text)
                is_binding = is_binding or text in _BINDING
                names.append(text)
            elif kind == tokenize.OP:
                depth += (text in "([{") - (text in ")]}")
                if text == ":=" or (depth == 0 and text.endswith("=") and text not in ("==", "!=", "<=", ">=")):
                    bound |= set(names)
                is_binding = is_binding and text in "(,.*[])"
                names = [] if text == ";" else names
            elif kind == tokenize.NEWLINE:
                names, is_binding = [], False
    except (tokenize.TokenError, SyntaxError):
        return None
    return bound if len(source) <= _LONGEST else None


@functools.lru_cache(maxsize=1_000)
def _without_last(source: str) -> tuple[str | None, frozenset[str]]:
    """Return a trainer's cell without what it shows at its end, and the names in that; None where it does more."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic
        return None, frozenset()
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or not _only_shows(last.value):
        return None, frozenset()
    if any(node.end_lineno == last.lineno for node in tree.body[:-1]):
        return None, frozenset()
    used = frozenset(node.id for node in ast.walk(last) if isinstance(node, ast.Name))
    return "\n".join(source.split("\n")[: last.lineno - 1]).rstrip(), used


def _only_shows(shown: ast.expr) -> bool:
    if not isinstance(shown, ast.Call) or not _SHOWS.fullmatch(_of_library(shown.func)):
        return False
    parts = [node for part in (*shown.args, *shown.keywords) for node in ast.walk(part)]
    calls = [node for node in parts if isinstance(node, ast.Call)]
    return all(isinstance(node, _EXPRESSIONS) for node in parts) and all(map(_only_computes, calls))


def _only_computes(call: ast.Call) -> bool:
    is_method = isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS
    return is_method or _of_library(call.func) in _COMPUTES


def _of_library(function: ast.expr) -> str:
    """Return the name of a function of the library, as ``pe.show``; nothing for others."""
    is_one = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "pe"
    return function.attr if is_one and isinstance(function, ast.Attribute) else ""
