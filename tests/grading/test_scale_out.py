"""Grading beyond one machine: a real Dask cluster does the jobs, a real PostgreSQL keeps the gradebook."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook
from test_same_scores import check, solution, submit

from patience import SECONDS
from peakend.base.errors import PeakendError
from peakend_grading.host import cluster
from peakend_grading.host.cluster import connect
from peakend_grading.host.grade import Grading, grade
from peakend_grading.intake.search import find_submissions
from peakend_grading.marks.book import Book
from peakend_labs.nbgrader_course import COURSE_ID
from ports import free_port

NAME = "small"
EXPECTED = {"mei": 2.0, "学员二": 0.0, "wei": 2.0}


@pytest.fixture
def course(tmp_path) -> Path:
    """A class of three with a small assignment."""
    source = new_notebook(cells=[solution("answer = 42", "answer"), check("assert answer == 42", "task", 2)])
    (tmp_path / "source" / NAME).mkdir(parents=True)
    nbformat.write(source, tmp_path / "source" / NAME / f"{NAME}.ipynb")
    for trainee, score in EXPECTED.items():
        answers = {"answer": "answer = 42" if score else "answer = None"}
        submit(tmp_path / "source" / NAME, tmp_path / "submitted" / trainee / NAME, NAME, answers)
    return tmp_path


@pytest.fixture
def scheduler(tmp_path, monkeypatch) -> Iterator[str]:
    """A Dask scheduler and two worker processes, as their own command starts them, on a busy machine late."""
    monkeypatch.setattr(cluster, "SECONDS", SECONDS)
    address = f"tcp://127.0.0.1:{free_port()}"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    parts = (
        ["scheduler", "--host", address, "--no-dashboard"],
        *[
            ["worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / name)]
            for name in ("one", "two")
        ],
    )
    processes = [subprocess.Popen([*dask, *part], **quiet) for part in parts]
    yield address
    for process in reversed(processes):
        process.terminate()
        process.wait()


def as_postgres() -> dict[str, int]:
    """PostgreSQL does not run as root."""
    if os.geteuid():
        return {}
    import pwd

    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid}


@pytest.fixture
def postgresql(tmp_path_factory) -> Iterator[str]:
    """A PostgreSQL server of one's own, in a folder of its own."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path(tempfile.mkdtemp(prefix="peakend-postgresql-", dir="/tmp"))
    owner = as_postgres()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    options = {**owner, "check": True, "capture_output": True, "cwd": folder}
    port = free_port()
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", "trainer", "--auth=trust", "-E", "UTF8"], **options
    )
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    start = [
        programs / "pg_ctl",
        "-D",
        folder / "data",
        "-w",
        "-t",
        str(SECONDS),
        "-l",
        folder / "log",
        "-o",
        settings,
        "start",
    ]
    subprocess.run(start, **options)
    yield f"postgresql://trainer@127.0.0.1:{port}/postgres"
    subprocess.run(
        [programs / "pg_ctl", "-D", folder / "data", "-w", "-t", str(SECONDS), "-m", "immediate", "stop"], **options
    )
    shutil.rmtree(folder)


def scores(url: str) -> dict[str, float]:
    with Gradebook(url, COURSE_ID) as book:
        return {row["student"]: row["score"] for row in book.submission_dicts(NAME)}


def test_a_dask_cluster_grades_a_class(course, scheduler):
    """Two worker processes, each with its own sandbox; this process records."""
    executor, jobs = connect(scheduler)
    found = list(grade(find_submissions(course / "submitted", [NAME]), Grading(course, "en", jobs=jobs), executor))
    assert EXPECTED == {tasks[0].trainee: tasks[0].score for tasks in found}
    assert EXPECTED == scores(f"sqlite:///{course / 'gradebook.db'}")


def test_postgresql_keeps_the_gradebook(course, postgresql):
    """Graded, found graded the second time, and nothing in a file."""
    grading = Grading(course, "en", jobs=1, database=postgresql)
    for _round in range(2):
        found = list(grade(find_submissions(course / "submitted", [NAME]), grading))
        assert EXPECTED == {tasks[0].trainee: tasks[0].score for tasks in found}
    assert EXPECTED == scores(postgresql.replace("postgresql:", "postgresql+psycopg:"))
    assert not (course / "gradebook.db").exists()


def test_no_scheduler_is_one_sentence(monkeypatch):
    """Nobody answers there, however long one waits."""
    monkeypatch.setattr(cluster, "SECONDS", 0.5)
    with pytest.raises(PeakendError, match="No Dask scheduler with workers answers"):
        connect(f"tcp://127.0.0.1:{free_port()}")


def test_no_database_is_one_sentence_without_its_password():
    """Nobody answers there."""
    with pytest.raises(PeakendError, match="cannot be opened") as error:
        Book(f"postgresql://trainer:secret@127.0.0.1:{free_port()}/grades")
    assert "secret" not in str(error.value)
