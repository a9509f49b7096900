"""Hand-ins that would harm whoever opens them: each costs its trainee alone, in bounded time and memory."""

import contextlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from test_same_scores import check

from peakend.base.errors import PeakendError
from peakend_grading.host.kept_work import is_kept, keep_work, without_collisions
from peakend_grading.host.only_grader import only_grader
from peakend_grading.intake.reader import Reader
from peakend_grading.intake.submissions import Content, Submission

LAB = "small"
DEPTH = 1_500
WANTED = {LAB: {"task"}}
CELL = {"cell_type": "code", "input": "x", "outputs": [], "language": "python", "metadata": {}}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One process for all of them: what one does must not be felt by the next."""
    with Reader() as reader:
        yield reader


@pytest.fixture
def folder(tmp_path) -> Iterator[Path]:
    """An honest hand-in."""
    folder = tmp_path / "mei" / LAB
    folder.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[check("assert True", "task", 2)]), folder / f"{LAB}.ipynb")
    yield folder
    for depth in range(DEPTH, 0, -1):  # deeper than what clears the folders of tests can go
        with contextlib.suppress(FileNotFoundError):
            folder.joinpath(*"d" * depth).rmdir()


def read(reader: Reader, folder: Path, **options) -> Content:
    return reader.read(Submission("mei", LAB, folder), WANTED, **options)


def deep_answers(folder: Path) -> None:
    (folder / "answers").mkdir()
    (folder / "answers" / "zz.json").write_text("[" * 200_000, encoding="utf-8")


def deep_folders(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)
    for _level in range(DEPTH):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(here)


def sparse(folder: Path) -> None:
    with (folder / "big.bin").open("wb") as file:
        file.truncate(4 << 30)


def many_lists(folder: Path) -> None:
    text = (folder / f"{LAB}.ipynb").read_text(encoding="utf-8")
    heavy = f'"metadata": {{"jupyter": {{"x": [{"[]," * 14_000_000}[]]}}, '
    (folder / f"{LAB}.ipynb").write_text(text.replace('"metadata": {', heavy, 1), encoding="utf-8")


def many_old_cells(folder: Path) -> None:
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [CELL] * 200_000}]}
    (folder / f"{LAB}.ipynb").write_text(json.dumps(old), encoding="utf-8")


def deep_notebook(folder: Path) -> None:
    (folder / f"{LAB}.ipynb").write_text("[" * 200_000, encoding="utf-8")


def long_timestamp(folder: Path) -> None:
    (folder / "timestamp.txt").write_text("2026-01-01 " * 450_000, encoding="utf-8")


def colliding_names(folder: Path) -> None:
    (folder / "x").write_text("a file", encoding="utf-8")
    (folder / "x\\a").write_text("a file in a folder of its name", encoding="utf-8")


def many_folders(folder: Path) -> None:
    for number in range(1_100):
        (folder / str(number)).mkdir()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (deep_answers, ""),
        (long_timestamp, ""),
        (colliding_names, ""),
        (deep_folders, "too many folders in one another"),
        (many_folders, "too many folders in one another"),
        (sparse, "big.bin is larger than 50 MB"),
        (many_lists, "not a notebook that Jupyter can read"),
        (many_old_cells, "not a notebook that Jupyter can read"),
        (deep_notebook, "is cut short, or no notebook"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_would_harm_is_read_or_refused_in_one_sentence(reader, folder, harm: Callable[[Path], None], said):
    """And no answer is lost for what is beside it."""
    harm(folder)
    content = read(reader, folder)
    assert (said in content.problem, bool(content.problem)) == (True, bool(said))


def test_a_reader_that_was_ended_costs_one_submission(folder):
    """Who comes next is read by another one."""
    with Reader() as reader:
        reader._process.kill()
        assert "takes too long to read" in read(reader, folder).problem
        assert [LAB] == list(read(reader, folder).notebooks)


def test_what_was_judged_is_not_read_again(reader, folder):
    """Only its digest comes back."""
    first = read(reader, folder, version="1")
    assert Content(first.digest) == read(reader, folder, version="1", judged=first.digest)


def test_another_version_of_the_lab_is_another_digest(reader, folder):
    """Then everything is judged again."""
    assert read(reader, folder, version="1").digest != read(reader, folder, version="2").digest


def test_a_submission_is_copied_whole(reader, folder, tmp_path):
    """As it was read, to where nbgrader looks for it."""
    (folder / "answers").mkdir()
    (folder / "answers" / "a.json").write_text("{}", encoding="utf-8")
    read(reader, folder, copy=tmp_path / "copy")
    copied = {
        file.relative_to(tmp_path / "copy").as_posix() for file in (tmp_path / "copy").rglob("*") if file.is_file()
    }
    assert {f"{LAB}.ipynb", "answers/a.json"} == copied


def test_outputs_of_a_notebook_go_no_further(reader, folder):
    """They are made anew; what they hold is nobody's answer."""
    notebook = nbformat.read(folder / f"{LAB}.ipynb", as_version=4)
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="x" * 1_000)]
    nbformat.write(notebook, folder / f"{LAB}.ipynb")
    assert [[]] == [cell.outputs for cell in read(reader, folder).notebooks[LAB].cells]


def test_an_archive_packed_on_a_chinese_windows_is_read(reader, folder, tmp_path):
    """Its names are GBK, and do not say so."""
    file = tmp_path / "mei.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(folder / f"{LAB}.ipynb", f"{LAB}.ipynb")
        gbk = "想法.txt".encode("gbk").decode("cp437")
        archive.writestr("PLACEHOLDER.txt"[: len(gbk)], "")
    packed = file.read_bytes().replace("PLACEHOLDER.txt"[: len(gbk)].encode(), "想法.txt".encode("gbk"))
    file.write_bytes(packed)
    assert ["想法.txt"] == list(read(reader, file).files)


def test_two_runs_do_not_grade_into_one_folder(tmp_path):
    """The second one says so; after the first, the folder is free."""
    with only_grader(tmp_path), pytest.raises(PeakendError, match="Another run is grading"), only_grader(tmp_path):
        pass
    with only_grader(tmp_path):
        pass


def test_a_run_killed_at_its_start_leaves_no_folder(tmp_path):
    """Nor has it to say anything: the process that builds sandboxes clears its folder away by itself."""
    start = "import os; from peakend_grading.host.zygote_client import Zygote; Zygote(1); os.kill(os.getpid(), 9)"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    killed = subprocess.run([sys.executable, "-c", start], env=environment, capture_output=True)
    assert (b"", []) == (killed.stderr, list(tmp_path.iterdir()))


def test_kept_work_is_whole_or_missed(tmp_path):
    """A notebook that a power cut emptied counts as lost."""
    keep_work(tmp_path / "kept", {LAB: "{}"}, {"answers/a.json": "e30="})
    assert is_kept(tmp_path / "kept")
    (tmp_path / "kept" / f"{LAB}.ipynb").write_text("", encoding="utf-8")
    assert not is_kept(tmp_path / "kept")


def test_a_file_in_the_way_of_the_trainers_files_is_left_out():
    """Else the lab would find no forms, and the trainee would be blamed for it."""
    files = {"worksheets": "", "notes.txt/a": "", "answers/a.json": ""}
    assert {"answers/a.json": ""} == without_collisions(files, {"worksheets/a.yml": "", "notes.txt": ""})
