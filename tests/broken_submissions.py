"""Submissions as they really come in: a right one of lab 3, broken in one way each."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from submissions import LAB, RIGHT, RIGHT_LINE, submit

FULL = 20


@dataclass(frozen=True)
class Broken:
    """One way to break a submission, and its documented result."""

    name: str
    break_it: Callable[[Path], None]
    score: float
    reason: str = ""  # a part of what trainer and trainee read for the lost points
    answers: bool = True  # whether the right answers were given before it broke


def in_notebook(change: Callable[[NotebookNode], None]) -> Callable[[Path], None]:
    """Break the notebook's content."""

    def break_it(folder: Path) -> None:
        notebook = nbformat.read(folder / f"{LAB}.ipynb", as_version=4)
        change(notebook)
        (folder / f"{LAB}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    return break_it


def on_file(change: Callable[[Path], object]) -> Callable[[Path], None]:
    """Break the notebook's file."""

    def break_it(folder: Path) -> None:
        change(folder / f"{LAB}.ipynb")

    return break_it


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def checks(notebook: NotebookNode) -> list[NotebookNode]:
    return [c for c in notebook.cells if c.cell_type == "code" and c.metadata.get("nbgrader", {}).get("grade")]


def delete_one(notebook):
    notebook.cells.remove(cell(notebook, "task-4-nps"))


def delete_all(notebook):
    notebook.cells = [c for c in notebook.cells if not c.metadata.get("nbgrader", {}).get("grade")]


def delete_answer(notebook):
    notebook.cells.remove(cell(notebook, "answer-nps"))


def duplicate_check(notebook):
    notebook.cells.append(cell(notebook, "task-1-instruments").copy())


def duplicate_answer(notebook):
    place = notebook.cells.index(cell(notebook, "answer-nps"))
    notebook.cells.insert(place, cell(notebook, "answer-nps").copy())


def reorder(notebook):
    check = cell(notebook, "task-4-nps")
    notebook.cells.remove(check)
    notebook.cells.insert(0, check)


def edit_checks(notebook):
    for check in checks(notebook):
        check.source = "True"


def change_points(notebook):
    for check in checks(notebook):
        check.metadata.nbgrader["points"] = 1000


def drop_points(notebook):
    for check in checks(notebook):
        del check.metadata.nbgrader["points"]


def unlock(notebook):
    for check in checks(notebook):
        check.metadata.nbgrader.update(grade=False, locked=False, solution=True)
        check.source = "pass"


def check_as_text(notebook):
    check = cell(notebook, "task-1-instruments")
    check.cell_type = "markdown"
    del check["outputs"], check["execution_count"]


def answer_as_text(notebook):
    answer = cell(notebook, "answer-nps")
    answer.cell_type = "raw"
    del answer["outputs"], answer["execution_count"]


def unknown_ids(notebook):
    marks = {"grade_id": "extra", "grade": True, "solution": False, "locked": True, "points": 50, "schema_version": 3}
    notebook.cells.append(new_code_cell("pass", metadata={"nbgrader": {**marks, "task": False}}))


def strip_marks(notebook):
    for found in notebook.cells:
        found.metadata.pop("nbgrader", None)


def wrong_marks(notebook):
    notebook.cells[0].metadata["nbgrader"] = ["grade_id"]
    notebook.cells[1].metadata["nbgrader"] = {"grade_id": 7}


def no_kernel(notebook):
    notebook.metadata.clear()


def other_kernel(notebook):
    notebook.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


def same_cell_ids(notebook):
    for found in notebook.cells:
        found["id"] = "same"


def syntax_error(notebook):
    cell(notebook, "answer-nps").source = "nps_by_channel = pe.nps(survey，“recommend”)"


def never_ends(notebook):
    cell(notebook, "answer-nps").source = "while True:\n    pass"


def ends_itself(notebook):
    cell(notebook, "answer-nps").source = "import os\nos._exit(0)"


def too_much_output(notebook):
    notebook.cells[2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 200_000_000}]


def old_format(file):
    notebook = nbformat.read(file, as_version=4)
    nbformat.write(nbformat.convert(notebook, 3), file)


def truncate(file):
    file.write_bytes(file.read_bytes()[:5000])


def as_folder(file):
    file.unlink()
    file.mkdir()


def as_link(file):
    file.rename(file.with_suffix(".txt"))
    file.symlink_to(file.with_suffix(".txt").name)


def another_lab(file):
    marks = {"grade_id": "q1", "grade": True, "solution": False, "locked": True, "points": 5, "schema_version": 3}
    other = new_code_cell("assert True", metadata={"nbgrader": {**marks, "task": False}})
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Another lab"), other]), file)


def wrong_folder(folder):
    folder.rename(folder.with_name("lab three"))


def empty_folder(folder):
    shutil.rmtree(folder)
    folder.mkdir()


def windows_names(folder):
    for file in sorted((folder / "answers").iterdir()):
        file.rename(folder / f"answers\\{file.name}")
    (folder / "answers").rmdir()
    (folder / "C:\\Users\\mei\\notes.txt").write_text("notes", encoding="utf-8")


def chinese_names(folder):
    (folder / "我的想法（终稿）.docx").write_bytes(b"PK")
    (folder / "图 片").mkdir()
    (folder / "图 片" / "照片.png").write_bytes(b"")


def bad_answers(folder):
    (folder / "answers" / "by-hand.json").write_text("{", encoding="utf-8")


def many_files(folder):
    for number in range(1_100):
        (folder / f"{number}.txt").touch()


BROKEN = [
    Broken("check-deleted", in_notebook(delete_one), FULL),
    Broken("all-checks-deleted", in_notebook(delete_all), FULL),
    Broken("answer-deleted", in_notebook(delete_answer), FULL - 3, "没有答案"),
    Broken("check-twice", in_notebook(duplicate_check), FULL),
    Broken("answer-twice", in_notebook(duplicate_answer), FULL),
    Broken("check-before-answer", in_notebook(reorder), FULL - 3, "没有答案"),
    Broken("checks-edited", in_notebook(edit_checks), 0, "还没填", answers=False),
    Broken("checks-unlocked", in_notebook(unlock), 0, "还没填", answers=False),
    Broken("points-changed", in_notebook(change_points), FULL),
    Broken("points-missing", in_notebook(drop_points), FULL),
    Broken("check-made-text", in_notebook(check_as_text), FULL),
    Broken("answer-made-raw", in_notebook(answer_as_text), FULL),
    Broken("unknown-check", in_notebook(unknown_ids), FULL),
    Broken("marks-stripped", in_notebook(strip_marks), 0, "没有本实验的任务"),
    Broken("marks-wrong", in_notebook(wrong_marks), FULL),
    Broken("no-kernel", in_notebook(no_kernel), FULL),
    Broken("other-kernel", in_notebook(other_kernel), FULL),
    Broken("same-cell-ids", in_notebook(same_cell_ids), FULL),
    Broken("syntax-error", in_notebook(syntax_error), FULL - 3, "没有答案"),
    Broken("never-ends", in_notebook(never_ends), FULL - 3, "没有答案"),
    Broken("ends-itself", in_notebook(ends_itself), 8, "笔记本自己结束了运行"),
    Broken("huge-output", in_notebook(too_much_output), 0, "超过 50 MB"),
    Broken("old-format", on_file(old_format), FULL),
    Broken("byte-order-mark", on_file(lambda file: file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())), FULL),
    Broken("not-json", on_file(lambda file: file.write_text("这不是笔记本", encoding="utf-8")), 0, "打不开"),
    Broken("truncated", on_file(truncate), 0, "打不开"),
    Broken("empty-file", on_file(lambda file: file.write_bytes(b"")), 0, "是空的"),
    Broken("not-a-notebook", on_file(lambda file: file.write_text('{"cells": 3}')), 0, "Jupyter"),
    Broken("renamed", on_file(lambda file: file.rename(file.with_name("实验三 (1).ipynb"))), 20),
    Broken("missing", on_file(Path.unlink), 0, "没有笔记本"),
    Broken("a-folder", on_file(as_folder), 0, "没有笔记本"),
    Broken("a-link", on_file(as_link), 0, "没有笔记本"),
    Broken("another-lab", on_file(another_lab), 0, "没有本实验的任务"),
    Broken("wrong-folder", wrong_folder, FULL),
    Broken("empty-folder", empty_folder, 0, "没有笔记本"),
    Broken("windows-names", windows_names, FULL),
    Broken("chinese-names", chinese_names, FULL),
    Broken("answers-unreadable", bad_answers, FULL - 3, "还没填"),
    Broken("too-many-files", many_files, 0, "1000"),
]


def hand_in_broken(released: Path, folder: Path) -> None:
    """Hand in every kind, each by a trainee of its name."""
    for kind in BROKEN:
        answers = (RIGHT, RIGHT_LINE) if kind.answers else (None, None)
        kind.break_it(submit(released, folder / kind.name / LAB, *answers))
