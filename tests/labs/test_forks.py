"""Copies of a process in which labs are executed: what one changes, another does not see."""

import os
import signal

import pytest

import peakend as pe
from peakend.charts import style
from peakend.charts.style import to_svg
from peakend_labs.proof import execute
from peakend_labs.proof.draughtsman import drawn_elsewhere
from peakend_labs.proof.forks import CAN_FORK, ProcessEndedError, in_fork, put_back
from peakend_labs.proof.outcome import Job

copied = pytest.mark.skipif(not CAN_FORK, reason="processes are copied on Linux alone")


@copied
def test_what_a_copy_changes_is_changed_there_alone():
    """Its result comes back, its changes do not."""
    names = {"answer": 1}

    def work() -> int:
        names["answer"] = 42
        return names["answer"]

    assert (42, {"answer": 1}) == (in_fork(work), names)


@copied
def test_an_error_in_a_copy_is_told():
    """With its own words; a result that cannot be sent is such an error too."""
    with pytest.raises(ProcessEndedError, match="ZeroDivisionError: division by zero"):
        in_fork(lambda: 1 / 0)
    with pytest.raises(ProcessEndedError, match="lambda"):
        in_fork(lambda: lambda: 0)


@copied
def test_a_copy_that_is_killed_is_told():
    """By the signal that ended it."""
    with pytest.raises(ProcessEndedError, match="-9"):
        in_fork(lambda: os.kill(os.getpid(), signal.SIGKILL))


@copied
def test_a_copy_of_a_process_that_has_drawn_can_have_charts_drawn():
    """The engine's threads are not copied: a copy that drew by itself would wait for them for ever."""
    chart = pe.plot_nps(pe.nps(pe.load("service-hall/survey"), "recommend", by="channel", invalid="drop"))
    drawn = to_svg(chart)
    with drawn_elsewhere():
        assert drawn == in_fork(lambda: to_svg(chart))


@copied
def test_what_cannot_be_drawn_is_an_error_in_the_copy_too():
    """In the engine's words, and the next chart is drawn."""
    chart = pe.plot_nps(pe.nps(pe.load("service-hall/survey"), "recommend", by="channel", invalid="drop"))

    def broken() -> str:
        return style._drawers[-1]({"mark": "none", "data": 7})

    with drawn_elsewhere():
        with pytest.raises(ProcessEndedError, match="ValueError"):
            in_fork(broken)
        assert "<svg" in in_fork(lambda: to_svg(chart))


def test_a_folder_is_put_back(tmp_path):
    """Changed, new and deleted files, in folders too."""
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "sheet.json").write_text("1", encoding="utf-8")
    (tmp_path / "own.csv").write_text("a", encoding="utf-8")
    with put_back(tmp_path):
        (tmp_path / "answers" / "sheet.json").write_text("2", encoding="utf-8")
        (tmp_path / "own.csv").unlink()
        (tmp_path / "new").mkdir()
    found = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.rglob("*") if file.is_file()}
    assert ({"sheet.json": "1", "own.csv": "a"}, False) == (found, (tmp_path / "new").exists())


@copied
def test_a_lab_comes_out_the_same_where_processes_cannot_be_copied(monkeypatch):
    """Each version from its start, one after the other in one process: as on other systems."""
    job = Job("0-warm-up", "en", "service-hall")
    copies = [(one.version, one.score, one.max_score, one.passed) for one in execute.check_one(job)]
    monkeypatch.setattr(execute, "CAN_FORK", False)
    found = in_fork(lambda: execute.check_one(job))
    assert copies == [(one.version, one.score, one.max_score, one.passed) for one in found]
