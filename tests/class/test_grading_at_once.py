"""Grading at hand-in: the judge of `peakend grade`, where this machine has its sandbox."""

import time

import pytest

from class_server import running_room
from peakend.lessons.hand_in_files import make_hand_in
from peakend_grading.walls.doctor import walls
from peakend_labs.release.kit import release_notebooks
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


def wait_for(server, count):
    end = time.monotonic() + 300
    while time.monotonic() < end:
        people = server.trainer().ask("/api/trainer")["people"]
        states = [one["result"] for person in people for one in person["hand_ins"]]
        if states.count("graded") >= count:
            return [one["said"] for person in people for one in person["hand_ins"]]
        time.sleep(0.5)
    raise AssertionError(states)


def test_what_is_handed_in_is_graded_and_a_stop_between_loses_nothing(released, tmp_path):
    """The points are those of `peakend grade`; what waited when the server stopped is graded when it runs again."""
    with running_room(tmp_path / "class", grading=True) as server:
        made = packed(released, tmp_path, "b01")
        assert made.receipt == server.caller("b01").ask("/api/hand-in", made.packed)["receipt"]
        assert ["20 of 20 points; 4 to be marked by the trainer"] == wait_for(server, 1)
    with running_room(tmp_path / "class") as server:
        made = packed(released, tmp_path, "b03")
        server.caller("b03").ask("/api/hand-in", made.packed)
    with running_room(tmp_path / "class", grading=True) as server:
        assert ["20 of 20 points; 4 to be marked by the trainer"] * 2 == wait_for(server, 2)
    assert (tmp_path / "class" / "graded" / "gradebook.db").is_file()
