"""Every command where the machine refuses, or Ctrl-C stops it: one sentence, an exit code, and nothing left behind."""

import errno
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from typer.testing import CliRunner

import peakend_course.twins
import peakend_labs.places
import peakend_labs.proof.check
from peakend.command.app import complete_app
from peakend_class.store import Store
from peakend_labs.workspace.workspace import MARKER
from sample_maps import clinic

GRADEBOOK = Path(__file__).parents[1] / "grading" / "first_house_gradebook.sql"
LAB = "3-three-surveys"


class Call(NamedTuple):
    """How a command is called that writes to `out`: a file where it has an ending, else a folder."""

    words: Callable[[Path, Path], list[object]]
    out: str


def _graded(folder: Path) -> Path:
    graded = folder / "graded"
    graded.mkdir(exist_ok=True)
    with sqlite3.connect(graded / "gradebook.db") as database:
        database.executescript(GRADEBOOK.read_text(encoding="utf-8"))
    database.close()
    return graded


def _names(folder: Path) -> Path:
    names = "trainee,name\n" + "".join(f"{one},{one}\n" for one in ("anna", "ab", "mei", "wei", "broken"))
    (folder / "names.csv").write_text(names, encoding="utf-8")
    return folder / "names.csv"


def _workspace(folder: Path) -> Path:
    lab = folder / "work" / "labs" / LAB
    (lab / "answers").mkdir(parents=True)
    (lab / "answers" / "guess.json").write_text("{}", encoding="utf-8")
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (lab / f"{LAB}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    answers = folder / "work" / "labs" / "0-warm-up" / "answers"
    answers.mkdir(parents=True)
    (answers / "trainee.json").write_text(json.dumps({"answers": {"id": "mei"}}), encoding="utf-8")
    (folder / "work" / MARKER).parent.mkdir()
    (folder / "work" / MARKER).write_text(json.dumps({"format": "workspace/1", "language": "en"}), encoding="utf-8")
    return folder / "work"


def _answers(folder: Path) -> Path:
    (folder / "answers.csv").write_text("recommend\n" + "9\n3\n0\n10\n" * 9, encoding="utf-8")
    return folder / "answers.csv"


def _map(folder: Path) -> Path:
    clinic().write(folder / "visit.yaml")
    return folder / "visit.yaml"


def _submitted(folder: Path) -> Path:
    shutil.copytree(_workspace(folder) / "labs" / LAB, folder / "submitted" / "mei" / LAB)
    return folder / "submitted"


def _class(folder: Path) -> Path:
    Store(folder / "class").close()
    return folder / "class"


CALLS = {
    "lab": Call(lambda out, _: ["lab", out, "--no-browser"], "work"),
    "new-lab": Call(lambda _out, __: ["new-lab", "7-new"], "labs/7-new"),
    "new-case": Call(lambda _out, __: ["new-case", "airport"], "labs/cases/airport"),
    "release": Call(lambda out, _: ["release", LAB, "--out", out], "kit"),
    "check": Call(lambda out, _: ["check", LAB, "--json", out], "check.json"),
    "hand-in": Call(lambda out, at: ["hand-in", "--in", _workspace(at), "--out", out], "handed-in"),
    "runsheet": Call(lambda out, _: ["runsheet", "--out", out], "day.html"),
    "groups": Call(lambda out, at: ["groups", _names(at), "--groups", "2", "--out", out], "groups.html"),
    "handbook": Call(lambda out, _: ["handbook", "--out", out], "handbook"),
    "slides": Call(lambda out, _: ["slides", "--lecture", "1", "--out", out], "slides"),
    "printables": Call(lambda out, _: ["printables", "persona", "--out", out], "printables"),
    "twins": Call(lambda _out, __: ["twins"], "twins.lock"),
    "grade": Call(lambda out, at: ["grade", _submitted(at), "--out", out, "--without-sandbox"], "grades"),
    "feedback": Call(lambda _, at: ["feedback", _graded(at)], "graded/feedback"),
    "marking": Call(lambda out, at: ["marking", _graded(at), "--out", out], "marking.xlsx"),
    "formgrader": Call(lambda _, at: ["formgrader", _graded(at), "--no-browser"], "graded/nbgrader_config.py"),
    "report": Call(lambda out, at: ["report", _graded(at), "--out", out], "report.html"),
    "certificates": Call(
        lambda out, at: ["certificates", _graded(at), "--names", _names(at), "--pass-mark", "1", "--out", out],
        "certificates",
    ),
    "score": Call(lambda out, at: ["score", _answers(at), "--out", out], "scores.html"),
    "map": Call(lambda out, at: ["map", _map(at), "--out", out], "drawn.svg"),
    "demo": Call(lambda out, _: ["demo", out], "demo"),
    "class": Call(lambda out, at: ["class", "export", _class(at), "--out", out], "class.zip"),
}
WRITES_NOTHING = {"doctor"}
NAMED_BY_THE_USER = sorted(set(CALLS) - {"new-lab", "new-case", "twins", "feedback", "formgrader"})

_refused: dict[str, Any] = {}


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stand in for the system, which says no to whatever would write into a folder."""
    if not _refused:
        return
    writes = event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event in ("os.mkdir", "sqlite3.connect"):
        path = os.fspath(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else ""
        if str(path).startswith(_refused["under"]):
            raise _refused["error"]


sys.addaudithook(_refuse)  # for good, as all such hooks; it does nothing unless something is refused


@contextmanager
def refusing(out: Path, error: BaseException) -> Iterator[None]:
    """Refuse to write into a folder; of a file, what is hidden beside it until it gets its name."""
    _refused.update(under=f"{out.parent}{os.sep}." if out.suffix else str(out), error=error)
    try:
        yield
    finally:
        _refused.clear()


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    """A folder to write in, with what some commands write to in the course's own folder."""
    labs = tmp_path / "labs"
    labs.mkdir()
    for name in ("_template", LAB, "cases/service-hall"):
        shutil.copytree(peakend_labs.places.LABS / name, labs / name)
    shutil.copytree(peakend_labs.places.HOUSE / "datasets" / "service-hall", tmp_path / "datasets" / "service-hall")
    monkeypatch.setattr(peakend_labs.proof.check, "check_labs", lambda *_arguments, **_options: [])
    monkeypatch.setenv("PEAKEND_BROWSER", sys.executable)
    return tmp_path


def call(name: str, out: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a command's words; what they name is there."""
    if name in ("new-lab", "new-case"):
        monkeypatch.setattr(peakend_labs.places, "LABS", folder / "labs")
    if name == "new-case":
        monkeypatch.setattr(peakend_labs.places, "HOUSE", folder)
    if name == "twins":
        monkeypatch.setattr(peakend_course.twins, "LOCK", folder / "twins.lock")
    lang = ["--lang", "en"]
    return [*map(str, CALLS[name].words(out, folder)), *lang]


def run(words: list[str], code: int) -> str:
    """Run a command and return its one sentence."""
    result = CliRunner().invoke(complete_app(), words)
    assert isinstance(result.exception, SystemExit), result.exception
    assert code == result.exit_code, result.output
    lines = (result.stderr.strip() or result.output.strip()).splitlines()
    assert 1 == len(lines), result.output
    return str(lines[0])


def test_every_command_is_tried_here():
    """A new command says in this file how it is called, or that it writes nothing."""
    commands = set(typer.main.get_command(complete_app()).commands)
    assert commands == set(CALLS) | WRITES_NOTHING


@pytest.mark.parametrize("name", sorted(CALLS))
@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "cannot be written")], ids=["full", "locked"]
)
def test_a_disk_that_refuses_is_one_sentence(name, number, said, house, monkeypatch):
    """It says why; what was there stays, and nothing new is left."""
    out = house / CALLS[name].out
    words = call(name, out, house, monkeypatch)
    before = sorted(house.rglob("*"))
    with refusing(out, OSError(number, os.strerror(number), str(out))):
        assert said in run(words, 2)
    assert before == sorted(house.rglob("*"))


@pytest.mark.parametrize("name", sorted(CALLS))
def test_ctrl_c_is_one_sentence(name, house, monkeypatch):
    """With the exit code that shells know it by, and nothing left."""
    out = house / CALLS[name].out
    words = call(name, out, house, monkeypatch)
    before = sorted(house.rglob("*"))
    with refusing(out, KeyboardInterrupt()):
        assert run(words, 130).startswith("Stopped.")
    assert before == sorted(house.rglob("*"))


@pytest.mark.parametrize("name", NAMED_BY_THE_USER)
def test_an_output_of_the_wrong_kind_is_left_alone(name, house, monkeypatch):
    """A file where a folder is wanted, or a folder where a file is."""
    out = house / CALLS[name].out
    out.mkdir() if "." in out.name else out.write_text("mine", encoding="utf-8")
    words = call(name, out, house, monkeypatch) if name != "lab" else ["lab", str(out), "--no-browser"]
    assert out.name in run(words, 2)
    assert out.is_dir() == ("." in out.name)


@pytest.mark.parametrize("name", NAMED_BY_THE_USER)
def test_a_name_that_is_not_allowed_is_one_sentence(name, house, monkeypatch):
    """The sentence says that the name is the trouble."""
    out = house / ("x" * 300 + Path(CALLS[name].out).suffix)
    words = call(name, out, house, monkeypatch)
    assert "is not a name that this system allows" in run(words, 2)
