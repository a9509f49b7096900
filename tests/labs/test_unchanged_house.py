"""What is known of the house is remembered as long as no file of it changes, and no longer."""

import pytest

from peakend_labs.proof.standing import Standing

ROOMS = ("lib/peakend", "labs/cases", "course", "grading", "datasets", "docs")


@pytest.fixture
def house(tmp_path):
    """A house with a file in each room."""
    for room in ROOMS:
        (tmp_path / room).mkdir(parents=True)
        (tmp_path / room / "file.yml").write_text("a: 1\n", encoding="utf-8")
    return tmp_path


def test_what_is_kept_is_recalled_in_a_house_that_did_not_change(house):
    """By the name under which it was kept, and by no other."""
    Standing(house / ".check", house).keep(True, "claims hold", "2-needs", "courier")
    standing = Standing(house / ".check", house)
    assert standing.recall("claims hold", "2-needs", "courier") is True
    assert standing.recall("claims hold", "2-needs", "hospital") is None


@pytest.mark.parametrize("file", [*(f"{room}/file.yml" for room in ROOMS), "uv.lock", "course/new.md"])
def test_a_changed_or_new_file_leaves_nothing_known(house, file):
    """Wherever it lies, and what was known before is thrown away."""
    Standing(house / ".check", house).keep(True, "sound course")
    (house / file).write_text("a: 2\n", encoding="utf-8")
    standing = Standing(house / ".check", house)
    assert standing.recall("sound course") is None
    standing.keep(True, "sound course")
    assert len([*(house / ".check").iterdir()]) == 1


@pytest.mark.parametrize("file", ["labs/__pycache__/lab.pyc", "course/.ipynb_checkpoints/page.md"])
def test_what_a_tool_keeps_for_itself_changes_nothing(house, file):
    """Python's own cache, and JupyterLab's."""
    Standing(house / ".check", house).keep(True, "sound course")
    (house / file).parent.mkdir()
    (house / file).write_text("made", encoding="utf-8")
    assert Standing(house / ".check", house).recall("sound course") is True


def test_a_spoilt_memory_is_begun_anew(house):
    """As after a full disk."""
    Standing(house / ".check", house).keep(True, "sound course")
    next((house / ".check").iterdir()).write_text("[", encoding="utf-8")
    assert Standing(house / ".check", house).recall("sound course") is None
