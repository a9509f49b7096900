"""Which file of the house uses which: read from the imports, without importing anything."""

import ast
import functools
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

PACKAGES = {
    "peakend": "lib/peakend",
    "peakend_labs": "labs/peakend_labs",
    "peakend_course": "course/peakend_course",
    "peakend_grading": "grading/peakend_grading",
    "peakend_class": "grading/peakend_class",
}


def module_files(house: Path) -> dict[str, Path]:
    """Return the file of each module of the house's packages, by the name under which it is imported."""
    found = {}
    for package, room in PACKAGES.items():
        for file in sorted((house / room).rglob("*.py")):
            inside = file.relative_to(house / room).with_suffix("")
            parts = [part for part in (package, *inside.parts) if part != "__init__"]
            if not any(part.startswith(".") for part in parts):
                found[".".join(parts)] = file
    return found


def reached(roots: Iterable[str], files: Mapping[str, Path], never: Container[tuple[str, str]] = ()) -> set[str]:
    """Return the modules that these use, and what those use, and so on, with the packages around them.

    Parameters
    ----------
    roots : iterable of str
        Where to begin.
    files : mapping of str to Path
        What `module_files` returned.
    never : container of (str, str)
        Imports, each from one module of another, that do not happen.
    """
    found: set[str] = set()
    waiting = [root for root in roots if root in files]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            used = (module.rpartition(".")[0], *_uses(files[module], module))
            waiting += [name for name in used if name in files and (module, name) not in never]
    return found


def public_names(stub: Path) -> dict[str, str]:
    """Return the module that each name comes from that a package's stub offers."""
    tree = ast.parse(stub.read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name: f"{stub.parent.name}.{node.module}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def texts_of(file: Path) -> frozenset[str]:
    """Return the texts that stand in a file's code."""
    return _read(file.read_text(encoding="utf-8"), "")[1]


def _uses(file: Path, module: str) -> tuple[str, ...]:
    """Return what a file may import, and the modules that it names in texts, as to run them by ``python -m``."""
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    uses, texts = _read(file.read_text(encoding="utf-8"), package)
    return (*uses, *(text for text in texts if text.startswith("peakend")))


@functools.cache
def _read(code: str, package: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what code imports, and the texts in it; docstrings are for who reads the code."""
    tree = ast.parse(code)
    uses: list[str] = []
    texts: set[str] = set()
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            uses += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            around = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*around, *([node.module] if node.module else [])])
            uses += [base, *(f"{base}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            texts.add(node.value)
    return tuple(uses), frozenset(texts)
