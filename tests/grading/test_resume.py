"""A run that is cut short: the next one goes on, loses no grade, and grades nothing twice."""

import gc
import itertools
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import Executor, Future
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook
from sqlalchemy import event
from sqlalchemy.engine import Engine
from test_same_scores import check, solution, submit

import peakend_grading.host.grade
from patience import SECONDS, wait_for
from peakend_grading.host.grade import Grading, grade
from peakend_grading.host.grade_notebook import Judged
from peakend_grading.intake.contents import read_content
from peakend_grading.intake.reader import Reader
from peakend_grading.intake.search import find_submissions
from peakend_grading.walls.limits import ENDED
from peakend_grading.walls.messages import CellFound, Verdict
from peakend_labs.nbgrader_course import COURSE_ID

NAME = "small"
SIZE = 3
STEPS = ("os.rename", "os.mkdir", "shutil.copyfile")  # and every transaction


@pytest.fixture(scope="module")
def submitted(tmp_path_factory) -> Path:
    """A class with a small assignment: every third answer is wrong."""
    folder = tmp_path_factory.mktemp("resume")
    source = new_notebook(cells=[solution("answer = 42", "answer"), check("assert answer == 42", "task", 2)])
    (folder / "source" / NAME).mkdir(parents=True)
    nbformat.write(source, folder / "source" / NAME / f"{NAME}.ipynb")
    for number in range(SIZE):
        answers = {"answer": f"answer = {42 if number % 3 else 41}"}
        submit(folder / "source" / NAME, folder / "submitted" / f"trainee-{number:02}" / NAME, NAME, answers)
    return folder


def course(submitted: Path, out: Path) -> Path:
    """Lay out a course folder to grade into."""
    (out / "source").mkdir(parents=True)
    (out / "source" / NAME).symlink_to(submitted / "source" / NAME)
    return out


def scores(out: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}", COURSE_ID) as book:
        return {row["student"]: row["score"] for row in book.submission_dicts(NAME)}


EXPECTED = {f"trainee-{number:02}": 2.0 if number % 3 else 0.0 for number in range(SIZE)}


class AtOnce(Executor):
    """Does each job when it is given."""

    def submit(self, work, /, *arguments, **options):
        """Return what is done already."""
        done = Future()
        done.set_result(work(*arguments, **options))
        return done


class ReadHere(Reader):
    """Reads in this process, so that a death at any of its steps counts, too."""

    def __enter__(self):
        """Start nothing."""
        return self

    def _ask(self, *, path, copy, **order):
        return read_content(Path(path), copy=Path(copy) if copy else None, **order)


def judge_at_once(jobs, slots):
    """Stand in for sandbox and judge, which have tests of their own: right is what contains 42."""
    judged = {}
    for name, job in jobs.items():
        error = {"output_type": "error", "ename": "AssertionError", "evalue": "", "traceback": []}
        right = any("42" in step.source for step in job.steps)
        cells = {step.cell: CellFound(step.cell, [] if right else [error], 1) for step in job.steps if step.test}
        judged[name] = Judged(ENDED, ENDED, Verdict(cells))
    return judged


@pytest.fixture
def worked(monkeypatch) -> Counter:
    """Whose work was done, and how often, without a sandbox."""
    count = Counter()

    def counted(jobs, slots):
        count.update(job.trainee for job in jobs.values())
        return judge_at_once(jobs, slots)

    monkeypatch.setattr(peakend_grading.host.grade, "grade_submission", counted)
    monkeypatch.setattr(peakend_grading.host.grade, "Reader", ReadHere)
    return count


def run(submitted: Path, out: Path) -> list:
    return list(grade(find_submissions(submitted / "submitted", [NAME]), Grading(out, "en", jobs=1), AtOnce()))


def run_until(moment: int, submitted: Path, out: Path) -> bool:
    """Grade in a process that kills itself at the n-th file or transaction; return whether it came to its end."""
    child = os.fork()
    if not child:
        gc.disable()  # there is little to collect in its short life, and looking through all tests takes long
        ticks = itertools.count(1)

        def tick(*_what):
            if next(ticks) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "commit", tick)
        sys.addaudithook(lambda name, _arguments: tick() if name in STEPS else None)
        try:
            run(submitted, out)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def test_a_run_killed_at_every_step_comes_to_its_end(submitted, tmp_path, worked):
    """Killed at its first file or transaction, then at its second, and so on: the next run has every grade, once."""
    for moment in itertools.count(1):
        out = course(submitted, tmp_path / str(moment))
        if run_until(moment, submitted, out):
            break
        with sqlite3.connect(out / "gradebook.db") as book:
            tables = [name for (name,) in book.execute("SELECT name FROM sqlite_master")]
            marks = "SELECT trainee FROM peakend_judged"
            graded = {trainee for (trainee,) in book.execute(marks)} if "peakend_judged" in tables else set()
        worked.clear()
        run(submitted, out)
        assert EXPECTED == scores(out)
        assert EXPECTED.keys() - graded == worked.keys()
    assert moment > 10 * SIZE


def test_nothing_is_graded_twice(submitted, tmp_path, worked):
    """A second run over the same class has nothing to do, and gives the same grades."""
    out = course(submitted, tmp_path / "out")
    first = run(submitted, out)
    worked.clear()
    assert sorted(map(str, first)) == sorted(map(str, run(submitted, out)))
    assert not worked


def test_a_changed_submission_is_graded_again(submitted, tmp_path, worked):
    """Its own content decides, not its name or date."""
    out = course(submitted, tmp_path / "out")
    hand_in = tmp_path / "in"
    submit(submitted / "source" / NAME, hand_in / "mei" / NAME, NAME, {"answer": "answer = 41"})
    (first,) = grade(find_submissions(hand_in, [NAME]), Grading(out, "en", jobs=1), AtOnce())
    notebook = hand_in / "mei" / NAME / f"{NAME}.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("41", "42"), encoding="utf-8")
    (second,) = grade(find_submissions(hand_in, [NAME]), Grading(out, "en", jobs=1), AtOnce())
    assert [0.0, 2.0] == [first[0].score, second[0].score]


def test_ctrl_c_stops_with_a_sentence_and_leaves_nothing_running(submitted, tmp_path):
    """What is graded stays graded; the zygote and the sandboxes are gone."""
    out = course(submitted, tmp_path / "out")
    # Whoever comes after the first waits for longer than the signal may take to come.
    for number, answer in enumerate(["answer = 42", *["import time; time.sleep(600)"] * 6]):
        submit(submitted / "source" / NAME, tmp_path / "in" / f"t{number}" / NAME, NAME, {"answer": answer})
    environment = {**os.environ, "COLUMNS": "200"}
    words = ["grade", tmp_path / "in", "--out", out, "--lang", "en", "--jobs", "1"]
    command = [sys.executable, "-m", "peakend.command", *map(str, words)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    wait_for(lambda: list(out.glob("autograded/*/*/*.ipynb")) or run.poll() is not None, between=0.01)
    children = psutil.Process(run.pid).children()
    run.send_signal(signal.SIGINT)
    said, _nothing = run.communicate(timeout=SECONDS)
    assert run.returncode in (130, -signal.SIGINT)  # a shell shows both as 130
    assert "Stopped. What is graded stays graded; start again to go on." in said
    assert "Traceback" not in said
    assert children
    assert [] == psutil.wait_procs(children, SECONDS)[1]
