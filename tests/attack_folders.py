"""What some attacks do to the folder that they hand in, beyond the notebook."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

NOTEBOOK = "shop.ipynb"


def shadow_modules(folder: Path, secret: Path) -> None:
    for name in ("pandas", "json", "sitecustomize", "usercustomize", "peakend_grading", "nbgrader", "pyseccomp"):
        (folder / f"{name}.py").write_text("raise SystemExit('BREACH')\n", encoding="utf-8")
    (folder / "peakend").mkdir()
    (folder / "peakend" / "__init__.py").write_text("raise SystemExit('BREACH')\n", encoding="utf-8")
    (folder / "conftest.py").write_text("raise SystemExit('BREACH')\n", encoding="utf-8")


def links(folder: Path, secret: Path) -> None:
    (folder / "notes.txt").symlink_to(secret)
    (folder / "answers").symlink_to(secret.parent, target_is_directory=True)
    (folder / "worksheets").mkdir()
    (folder / "worksheets" / "sheet.yml").symlink_to(secret)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.ipynb").symlink_to("/nonexistent/BREACH")


def devices(folder: Path, secret: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "answers").mkdir()
    os.mkfifo(folder / "answers" / "sheet.json")
    end = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may have only a hundred characters
    end.bind("socket.txt")
    os.chdir(here)
    end.close()
    if os.geteuid() == 0:
        os.mknod(folder / "zero.txt", 0o20666, os.makedev(1, 5))


def odd_names(folder: Path, secret: Path) -> None:
    names = ("=1+1.csv", "[bold].txt", "[", "two\nlines.txt", "NUL", "a\\..\\..\\b", "\u202egnp.exe", "~", "-rf", "'")
    for name in names:
        (folder / name).write_text("odd", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text("odd", encoding="utf-8")
    (folder / "answers").write_text("a file, where a folder should be", encoding="utf-8")
    (folder / ("中" * 80)).mkdir()


def many_cells(folder: Path, secret: Path) -> None:
    """Repeat the cell that floods a hundred times, before the second task."""
    notebook = _read(folder)
    cells = enumerate(notebook["cells"])
    (place,) = [number for number, cell in cells if cell["source"].startswith("print(") and not _id(cell)]
    flood = notebook["cells"].pop(place)
    before = next(n for n, cell in enumerate(notebook["cells"]) if _id(cell) == "table")
    notebook["cells"][before:before] = [flood | {"id": f"flood-{n}"} for n in range(100)]
    _write(folder, notebook)


def surrogates(folder: Path, secret: Path) -> None:
    """Put text that no encoding can write into source, prose and metadata: JSON can, by its escapes."""
    text = (folder / NOTEBOOK).read_text(encoding="utf-8").replace("SURROGATE", "\\ud800")
    notebook = json.loads(text)
    notebook["metadata"]["authors"] = [{"name": "\ud800"}]
    notebook["cells"][0]["metadata"]["note"] = {"\udfff": "\ud800"}
    notebook["cells"].append({"cell_type": "markdown", "id": "lone", "metadata": {}, "source": "lone \udfff"})
    _write(folder, notebook)


def many_empty_cells(folder: Path, secret: Path) -> None:
    notebook = _read(folder)
    cell = '{"cell_type": "raw", "metadata": {}, "source": "", "id": "x"},'
    text = json.dumps(notebook).replace('"cells": [', '"cells": [' + cell * 500_000, 1)
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")


def deep_metadata(folder: Path, secret: Path) -> None:
    text = json.dumps(_read(folder)).replace('"metadata": {', '"metadata": {"deep": ' + "[" * 400 + "]" * 400 + ", ", 1)
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")


def long_numbers(folder: Path, secret: Path) -> None:
    strange = '"nbformat": ' + "4" * 5_000 + ', "x": [NaN, -Infinity]'
    text = json.dumps(_read(folder)).replace('"nbformat": 4', strange, 1)
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")


TAMPER: dict[str, Callable[[Path, Path], None]] = {
    work.__name__: work
    for work in (
        shadow_modules,
        links,
        devices,
        odd_names,
        many_cells,
        surrogates,
        many_empty_cells,
        deep_metadata,
        long_numbers,
    )
}


def _read(folder: Path) -> dict:
    return json.loads((folder / NOTEBOOK).read_text(encoding="utf-8"))


def _write(folder: Path, notebook: dict) -> None:
    (folder / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")


def _id(cell: dict) -> str:
    marks = cell["metadata"].get("nbgrader", {})
    return marks.get("grade_id", "") if isinstance(marks, dict) else ""
