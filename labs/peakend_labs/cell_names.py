"""What a cell's code uses and makes, read from the code without running it."""

import ast
import builtins
import contextlib
import functools
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

BUILTINS = frozenset(dir(builtins)) | {"get_ipython", "display"}
_PROMPT = "In ["  # Python would take it for a note on a type
_MAGIC = ("run_cell_magic", "run_line_magic")


@dataclass(frozen=True)
class Statement:
    """One import, function, class or constant of a cell.

    Attributes
    ----------
    source : str
        Its code.
    names : frozenset of str
        The names it makes; ``"*"`` for all of a module's.
    is_import : bool
        Whether it is an import, not a function, class or constant.
    """

    source: str
    names: frozenset[str]
    is_import: bool


@dataclass(frozen=True)
class CellNames:
    """The names of one cell's code.

    Attributes
    ----------
    uses : frozenset of str
        Names that it takes from outside of itself, built-in ones too.
    makes : frozenset of str
        Names that it binds.
    statements : tuple of Statement
        Its imports, functions and classes.
    texts : frozenset of str
        The texts in it.
    constants : tuple of Statement
        The names that it binds to a value that stands in it as such.
    """

    uses: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    statements: tuple[Statement, ...] = ()
    texts: frozenset[str] = frozenset()
    constants: tuple[Statement, ...] = ()


@functools.lru_cache(maxsize=1_000)  # the same cells are asked of again for each wrong answer and each submission
def read_names(source: str) -> CellNames:
    """Return the names of a cell; none of a cell whose code cannot be read.

    Examples
    --------
    >>> sorted(read_names("total = price * 2").uses), sorted(read_names("total = price * 2").makes)
    (['price'], ['total'])
    """
    try:
        code = _as_python(source)
        tree = ast.parse(code)
        table = symtable.symtable(code, "cell", "exec")
    except (SyntaxError, ValueError):
        return CellNames()
    uses, makes = _symbols(table)
    inside = [read_names(text) for text in _magic_code(tree)]
    return CellNames(
        uses=frozenset(uses).union(*(cell.uses for cell in inside)),
        makes=frozenset(makes).union(*(cell.makes for cell in inside)),
        statements=tuple(_statements(tree.body)),
        texts=frozenset(
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ),
        constants=tuple(_constants(tree.body)),
    )


def _as_python(source: str) -> str:
    """Return a cell's code without magics and prompts, for which alone IPython need be imported."""
    with contextlib.suppress(SyntaxError, ValueError):
        if not source.startswith(_PROMPT):
            ast.parse(source)
            return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def _symbols(table: symtable.SymbolTable) -> tuple[set[str], set[str]]:
    """Return the global names that a scope and those within it use, and those they bind."""
    outermost = table.get_type() == "module"
    uses, makes = set(), set()
    for symbol in table.get_symbols():
        if outermost or symbol.is_global():
            if symbol.is_referenced():
                uses.add(symbol.get_name())
            if symbol.is_assigned() or symbol.is_imported():
                makes.add(symbol.get_name())
    for inner in table.get_children():
        uses_within, makes_within = _symbols(inner)
        uses |= uses_within
        makes |= makes_within
    return uses, makes


def _magic_code(tree: ast.AST) -> Iterator[str]:
    """Yield the code that stands as text behind a magic, such as ``%%time``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MAGIC:
            last = node.args[-1] if node.args else None
            if isinstance(last, ast.Constant) and isinstance(last.value, str):
                yield last.value


def _constants(body: list[ast.stmt]) -> Iterator[Statement]:
    for node in body:
        if isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets):
            with contextlib.suppress(ValueError):
                ast.literal_eval(node.value)
                names = frozenset(target.id for target in node.targets if isinstance(target, ast.Name))
                yield Statement(ast.unparse(node), names, is_import=False)


def _statements(body: list[ast.stmt]) -> Iterator[Statement]:
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
            yield Statement(ast.unparse(node), frozenset(names), is_import=True)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield Statement(ast.unparse(node), frozenset({node.name}), is_import=False)
        elif isinstance(node, ast.If | ast.Try | ast.With):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, part, []))
            for handler in getattr(node, "handlers", []):
                yield from _statements(handler.body)
