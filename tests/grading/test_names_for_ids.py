"""Whose a hand-in is where a name was entered for an id, and whose figures it was filled in on."""

import json
from pathlib import Path

import pytest
from test_search import CLASS

from peakend.datasets.variants import variant_of
from peakend.lessons.hand_in_files import make_hand_in
from peakend_grading.host.assignments import Assignment
from peakend_grading.host.merge import as_merged
from peakend_grading.host.remarks import drawn_for, remarks_on
from peakend_grading.intake.search import find_hand_ins
from peakend_grading.intake.submissions import Content, Found, Submission

LABS = ["0-warm-up", "3-three-surveys", "4-journey"]
LAB = LABS[1]
NO_ASSIGNMENT = Assignment(LAB, "en", {}, {})


def put_bytes(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def works(found: Found) -> list[tuple[str, str]]:
    return [(one.trainee, one.lab) for one in found.submissions if one.known]


def hand_in_of(identity: str, place: Path, scratch: Path, team: str = "") -> None:
    """Write the packed hand-in of somebody who entered this as the id."""
    lab = scratch / "labs" / LAB
    put_bytes(lab / f"{LAB}.ipynb", b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    form = scratch / "labs" / "0-warm-up" / "answers" / "trainee.json"
    put_bytes(form, json.dumps({"answers": {"id": identity, "team": team}}).encode())
    put_bytes(place, make_hand_in(lab).packed)


@pytest.mark.parametrize(
    ("entered", "owner"),
    [("张三", "t07"), ("T07", "t07"), ("李 梅", "李 梅"), ("Li  Mei", "t09"), ("张三丰 2班", "t08")],
)
def test_a_packed_hand_in_with_a_name_for_an_id_is_the_persons(tmp_path, entered, owner):
    """Who typed the name into the warm-up is in the list; of whom it is taken for is said."""
    hand_in_of(entered, tmp_path / "in" / "a.peakend", tmp_path)
    found = find_hand_ins(tmp_path / "in", LABS, roster=CLASS)
    assert [(owner, LAB)] == works(found)
    assert (owner not in (entered, entered.lower())) == any(f"taken for {owner} by" in note for note in found.notes)


def test_a_packed_hand_in_with_a_name_that_two_have_is_asked_about(tmp_path):
    """It stays under the name."""
    hand_in_of("王芳", tmp_path / "in" / "a.peakend", tmp_path)
    found = find_hand_ins(tmp_path / "in", LABS, roster=CLASS)
    assert [("王芳", LAB)] == works(found)
    assert "several in the class's list have this name, t10, t11" in found.notes[0]


@pytest.mark.parametrize(("ids", "notes"), [(("t07", "t08"), 0), (("t07", "T07"), 1)])
def test_files_whose_names_differ_by_capitals_are_two(tmp_path, ids, notes):
    """Whose they are their manifests say; of one person's two the newer one counts."""
    names = ("A.peakend", "a.peakend")
    for name, identity in zip(names, ids, strict=True):
        hand_in_of(identity, tmp_path / "in" / name, tmp_path)
    if len(list((tmp_path / "in").iterdir())) == 1:
        pytest.skip("this disk takes the two names for one")
    found = find_hand_ins(tmp_path / "in", LABS)
    assert (2 - notes, notes) == (len(works(found)), len(found.notes))


@pytest.mark.parametrize(
    ("trainee", "team", "also", "worked_on", "drawn"),
    [
        ("t07", "", ("张三",), "张三", "张三"),
        ("t07", "", ("张三",), "t07", "t07"),
        ("t07", "", ("张三",), "t08", "t07"),
        ("t07", "蓝队", ("张三",), "蓝队", "蓝队"),
        ("t07", "蓝队", ("张三",), "张三", "张三"),
        ("白露", "", ("bai",), "bai", "bai"),
    ],
)
def test_the_figures_are_those_of_the_name_that_was_entered(trainee, team, also, worked_on, drawn):
    """The id's or the team's, or another name of the same person; never somebody else's."""
    submission = Submission(trainee, LAB, Path(trainee), team=team, also=also)
    content = Content("digest", variants=(variant_of(worked_on),))
    assert drawn == drawn_for(submission, content)
    assert (worked_on != drawn) == bool(remarks_on(submission, NO_ASSIGNMENT, content))


def test_what_was_merged_keeps_the_figures_of_the_id_it_came_under():
    """The ghost worked on those."""
    (one,), _notes = as_merged([Submission("bai", LAB, Path("bai"))], {"bai": "白露"})
    assert ("白露", ("bai",)) == (one.trainee, one.also)
