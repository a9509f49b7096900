"""A maker's way in both languages: a lab begun from the template, proved, spoiled by a slip, told why, and mended."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lesson import PYTHON

from peakend_labs.places import HOUSE

pytestmark = pytest.mark.long
LAB = "7-my-lab"
ROOMS = ("lib", "labs", "course", "grading")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """The course's own folder, as a maker has it."""
    copy = tmp_path_factory.mktemp("house")
    for room in ("lib/peakend", "labs", "course", "grading", "datasets"):
        shutil.copytree(HOUSE / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "uv.lock", copy)
    return copy


def run(house: Path, *words: str) -> tuple[int, str]:
    """Run a command of this course folder's `peakend`, and return its exit code and what it says."""
    path = os.pathsep.join(str(house / room) for room in ROOMS)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    command = [sys.executable, "-m", "peakend.command", *words]
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, encoding="utf-8", check=False)
    said = done.stdout + done.stderr
    assert not PYTHON.search(said), said
    return done.returncode, said


@pytest.mark.parametrize(
    ("language", "unbooked", "missed"),
    [("zh", "却没有哪一讲登记它", "次得分不符"), ("en", "no lecture books it", "did not score what they must")],
)
def test_from_the_template_to_a_lab_that_is_proved(house, language, unbooked, missed):
    """The template's lab lacks nothing but a lecture; a right answer that is wrong now is found; mended, it passes."""
    shutil.rmtree(house / "labs" / LAB, ignore_errors=True)
    proof = ("check", LAB, "--lang", language, "--case", "service-hall")
    code, said = run(house, "new-lab", LAB, "--lang", language)
    assert 0 == code, said
    assert LAB in said
    said = run(house, *proof)[1]
    assert "✗" not in said and unbooked in said, said

    source = house / "labs" / LAB / "lab.md"
    right = source.read_text(encoding="utf-8")
    slip = right.replace('better="come_back", verdict="signal"', 'better="come_back", verdict="noise"')
    assert slip != right
    source.write_text(slip, encoding="utf-8")
    said = run(house, *proof)[1]
    assert "✗" in said and missed in said, said
    source.write_text(right, encoding="utf-8")
    assert "✗" not in run(house, *proof)[1]
