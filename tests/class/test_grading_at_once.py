"""Grading at hand-in: the judge of `peakend grade`, where this machine has its sandbox."""

import contextlib
import hashlib
import sys
import time

import psutil
import pytest

from class_server import running_process, running_room
from patience import wait_for
from peakend.lessons.hand_in_files import make_hand_in
from peakend_grading.marks.book import open_book
from peakend_grading.walls.doctor import walls
from peakend_labs.release.kit import release_notebooks
from ports import free_port
from submissions import LAB, RIGHT, RIGHT_LINE, submit

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not all(wall.found for wall in walls() if wall.needed), reason="no sandbox on this machine"),
]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Lab 3 as trainees get it."""
    folder = tmp_path_factory.mktemp("released")
    release_notebooks([LAB], "en", folder)
    return folder / LAB


def packed(released, folder, name):
    """What somebody hands in who has all of it right."""
    lab = submit(released, folder / name / LAB, RIGHT, RIGHT_LINE)
    warm_up = folder / name / "0-warm-up" / "answers"
    warm_up.mkdir(parents=True)
    (warm_up / "trainee.json").write_text(f'{{"answers": {{"id": "{name}"}}}}', encoding="utf-8")
    return make_hand_in(lab)


def wait_for_grades(server, count):
    def said():
        people = server.trainer().ask("/api/trainer")["people"]
        made = [one for person in people for one in person["hand_ins"]]
        return [one["said"] for one in made] if [one["result"] for one in made].count("graded") >= count else []

    return wait_for(said)


def test_what_is_handed_in_is_graded_and_a_stop_between_loses_nothing(released, tmp_path):
    """The points are those of `peakend grade`; what waited when the server stopped is graded when it runs again."""
    with running_room(tmp_path / "class", grading=True) as server:
        made = packed(released, tmp_path, "b01")
        assert made.receipt == server.caller("b01").ask("/api/hand-in", made.packed)["receipt"]
        assert ["20 of 20 points; 4 to be marked by the trainer"] == wait_for_grades(server, 1)
    with running_room(tmp_path / "class") as server:
        made = packed(released, tmp_path, "b03")
        server.caller("b03").ask("/api/hand-in", made.packed)
    with running_room(tmp_path / "class", grading=True) as server:
        assert ["20 of 20 points; 4 to be marked by the trainer"] * 2 == wait_for_grades(server, 2)
    assert (tmp_path / "class" / "graded" / "gradebook.db").is_file()


def test_killed_while_grading_nothing_is_lost_doubled_or_mixed_up(released, tmp_path):
    """All of it at once and in mid-work; started again, each hand-in is graded once, under its owner's name."""
    folder, port = tmp_path / "class", free_port()
    words = ["class", "--out", folder, "--host", "127.0.0.1", "--port", port, "--lang", "en"]
    command = (sys.executable, "-m", "peakend.command", *map(str, words))
    made = {name: packed(released, tmp_path, name) for name in ("b01", "b02", "b03")}
    with running_process(folder, port, *command) as (process, server):
        for name, one in made.items():
            assert one.receipt == server.caller(name).ask("/api/hand-in", one.packed)["receipt"]
        wait_for((folder / "graded" / "submitted").is_dir)  # it has begun with them
        time.sleep(1)
        running = psutil.Process(process.pid)
        for one in (running, *running.children()):
            with contextlib.suppress(psutil.Error):
                one.kill()
        process.wait()
    with running_process(folder, port, *command) as (_process, server):
        assert ["20 of 20 points; 4 to be marked by the trainer"] * 3 == wait_for_grades(server, 3)
        people = server.trainer().ask("/api/trainer")["people"]
        assert {(name, (one.receipt,)) for name, one in made.items()} == {
            (person["id"], tuple(one["receipt"] for one in person["hand_ins"])) for person in people
        }
    sent = {hashlib.sha256(one.packed).hexdigest() for one in made.values()}
    kept = [file for file in (folder / "hand-ins").iterdir() if not file.name.startswith(".")]
    assert sent == {hashlib.sha256(file.read_bytes()).hexdigest() for file in kept}
    with open_book(folder / "graded") as book:
        assert set(made) == {mark.trainee for mark in book.marks()}
        assert len(book.marks()) == len({(mark.trainee, mark.task) for mark in book.marks()})
