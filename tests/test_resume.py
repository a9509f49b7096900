"""A run that is cut short: the next one goes on, loses no grade, and grades nothing twice."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook

import peakend_grading.grade
from peakend_grading.course import COURSE_ID
from peakend_grading.grade import Grading, grade
from peakend_grading.submissions import find_submissions
from test_same_scores import check, solution, submit

NAME = "small"
SIZE = 12


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


def command(submitted: Path, out: Path) -> list[str]:
    words = ["grade", submitted / "submitted", "--out", out, "--lang", "en", "--jobs", "2"]
    return [sys.executable, "-m", "peakend_grading", *map(str, words)]


def scores(out: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}", COURSE_ID) as book:
        return {row["student"]: row["score"] for row in book.submission_dicts(NAME)}


EXPECTED = {f"trainee-{number:02}": 2.0 if number % 3 else 0.0 for number in range(SIZE)}


def test_a_run_killed_again_and_again_comes_to_its_end(submitted, tmp_path):
    """Killed at twenty moments, from the first import to the last submission, with no time to tidy up."""
    out = course(submitted, tmp_path / "out")
    for moment in range(20):
        run = subprocess.Popen(command(submitted, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        done_before = len(list(out.glob("autograded/*/*/*.ipynb")))
        if moment % 4:  # wait until something was graded, and a little longer each time
            end = time.monotonic() + 60
            while (
                len(list(out.glob("autograded/*/*/*.ipynb"))) == done_before
                and time.monotonic() < end
                and run.poll() is None
            ):
                time.sleep(0.01)
            time.sleep(0.01 * moment)
        else:
            time.sleep(0.3 * moment)
        run.kill()
        run.wait()
        if done_before == SIZE:
            break
    subprocess.run(command(submitted, out), check=True, capture_output=True)
    assert EXPECTED == scores(out)
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["trainee"], float(row["score"])) for row in csv.DictReader(file)]
    assert sorted(EXPECTED.items()) == sorted(rows)


def test_nothing_is_graded_twice(submitted, tmp_path, monkeypatch):
    """Left after each third of the class, and started again: every submission goes to work once."""
    out, worked = course(submitted, tmp_path / "out"), Counter()
    work = peakend_grading.grade.grade_submission

    def counted(jobs, slots):
        worked.update(job.trainee for job in jobs.values())
        return work(jobs, slots)

    monkeypatch.setattr(peakend_grading.grade, "grade_submission", counted)
    for stop in (4, 8, 100):
        run = grade(find_submissions(submitted / "submitted", [NAME]), Grading(out, "en", jobs=1))
        for number, _tasks in enumerate(run, start=1):
            if number == stop:
                run.close()
                break
    graded_twice = [trainee for trainee, times in worked.items() if times > 1]
    # What ran when the run was left was not recorded, so it runs again; nothing else does.
    assert len(graded_twice) <= 2 * 2
    worked.clear()
    again = list(grade(find_submissions(submitted / "submitted", [NAME]), Grading(out, "en", jobs=1)))
    assert (SIZE, 0) == (len(again), sum(worked.values()))
    assert EXPECTED == scores(out)


def test_a_changed_submission_is_graded_again(submitted, tmp_path):
    """Its own content decides, not its name or date."""
    out = course(submitted, tmp_path / "out")
    hand_in = tmp_path / "in"
    submit(submitted / "source" / NAME, hand_in / "mei" / NAME, NAME, {"answer": "answer = 41"})
    (first,) = grade(find_submissions(hand_in, [NAME]), Grading(out, "en", jobs=1))
    notebook = hand_in / "mei" / NAME / f"{NAME}.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("41", "42"), encoding="utf-8")
    (second,) = grade(find_submissions(hand_in, [NAME]), Grading(out, "en", jobs=1))
    assert [0.0, 2.0] == [first[0].score, second[0].score]


def test_ctrl_c_stops_with_a_sentence_and_leaves_nothing_running(submitted, tmp_path):
    """What is graded stays graded; the zygote and the sandboxes are gone."""
    out = course(submitted, tmp_path / "out")
    environment = {**os.environ, "COLUMNS": "200"}
    run = subprocess.Popen(
        command(submitted, out), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    while not list(out.glob("autograded/*/*/*.ipynb")) and run.poll() is None:
        time.sleep(0.01)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text(encoding="ascii").split()
    run.send_signal(signal.SIGINT)
    said, _nothing = run.communicate(timeout=60)
    assert 130 == run.returncode
    assert "Stopped. What is graded stays graded; start again to go on." in said
    assert "Traceback" not in said
    assert children
    assert not [child for child in children if Path("/proc", child).exists()]
