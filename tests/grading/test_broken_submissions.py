"""Broken submissions: each kind has its documented result, and a reason that a person understands."""

import itertools
import re
from pathlib import Path

import pytest

import peakend as pe
from broken_submissions import BROKEN, hand_in_broken
from peakend_grading.host.grade import Grading, grade
from peakend_grading.intake.contents import read_content
from peakend_grading.intake.search import find_submissions
from peakend_grading.walls.limits import Limits
from peakend_labs.release.kit import release_notebooks
from submissions import LAB

PAGE = Path(__file__).parents[2] / "grading" / "broken-submissions.md"
ENDLESS = "never-ends"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Every kind, graded as one class."""
    folder = tmp_path_factory.mktemp("broken")
    pe.set_language("zh")
    release_notebooks([LAB], "zh", folder / "released")
    hand_in_broken(folder / "released" / LAB, folder / "submitted")
    found = find_submissions(folder / "submitted", [LAB])
    # Only the clock stops the one; nobody else is to meet it, on a busy machine either.
    endless = Grading(folder / "graded", "zh", limits=Limits(cell_seconds=10))
    grades = itertools.chain(
        grade([one for one in found if one.trainee == ENDLESS], endless),
        grade([one for one in found if one.trainee != ENDLESS], Grading(folder / "graded", "zh")),
    )
    return {tasks[0].trainee: tasks for tasks in grades}


@pytest.mark.parametrize("kind", BROKEN, ids=lambda kind: kind.name)
def test_each_kind_has_its_documented_score(graded, kind):
    """Nobody loses points for what is not their answer; nobody gains any."""
    assert kind.score == sum(task.score for task in graded[kind.name] if task.score is not None)


@pytest.mark.parametrize("kind", [kind for kind in BROKEN if kind.reason], ids=lambda kind: kind.name)
def test_lost_points_have_a_reason_in_the_labs_language(graded, kind):
    """One sentence, for trainer and trainee alike."""
    reasons = {task.reason for task in graded[kind.name] if task.score is not None}
    assert [reason for reason in reasons if kind.reason in reason]
    assert not [reason for reason in reasons if "\n" in reason]


def test_the_page_lists_every_kind_with_its_score():
    """What the trainer reads is what is tested."""
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {(kind.name, str(kind.score)) for kind in BROKEN} == set(rows)
    assert 20 <= len(rows)


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    """The trainer may have to mend a permission."""
    folder = tmp_path / "mei" / LAB
    folder.mkdir(parents=True)
    (folder / f"{LAB}.ipynb").write_text("{}", encoding="utf-8")

    def refuse(self, *_arguments, **_options):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    content = read_content(folder, "", "", {LAB: ["task"]}, "", "", None)
    assert content["problem"].startswith(f"{LAB}.ipynb cannot be read")
