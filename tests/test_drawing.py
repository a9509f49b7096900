"""The charts of several submissions are drawn together, and none takes another's picture away."""

import pytest

from peakend_grading.judging import grade_notebook
from peakend_grading.judging.grade_notebook import draw_charts
from peakend_grading.judging.limits import Limits


@pytest.fixture
def drawings(monkeypatch) -> list[list[str]]:
    """What each drawing process is given, without a process: a chart named ``bomb`` ends it."""
    given: list[list[str]] = []

    def draw(specs, limits, slots):
        given.append(sorted(specs))
        return None if "bomb" in specs else {name: f"<svg>{name}</svg>" for name in specs}

    monkeypatch.setattr(grade_notebook, "_draw", draw)
    monkeypatch.setattr(grade_notebook, "_drawn", {})
    return given


def test_charts_of_several_submissions_are_drawn_together(drawings):
    """One process, each chart once."""
    pictures = draw_charts([{"a": {}, "b": {}}, {"b": {}, "c": {}}], Limits(), 1)
    assert [["a", "b", "c"]] == drawings
    assert {"a", "b", "c"} == pictures.keys()


def test_a_chart_that_ends_the_drawing_takes_no_other_picture_away(drawings):
    """Then each submission's charts are drawn alone."""
    assert {"a", "c"} == draw_charts([{"a": {}}, {"bomb": {}}, {"c": {}}], Limits(), 1).keys()


def test_the_same_chart_is_not_drawn_again(drawings):
    """Later submissions get the picture that there is."""
    draw_charts([{"a": {}}], Limits(), 1)
    assert {"a": "<svg>a</svg>", "d": "<svg>d</svg>"} == draw_charts([{"a": {}, "d": {}}], Limits(), 1)
    assert ["d"] == drawings[-1]


def test_pictures_to_come_are_bounded(drawings, monkeypatch):
    """A large class fills no memory, and still gets every picture."""
    monkeypatch.setattr(grade_notebook, "MOST_PICTURES", 2)
    charts = [{str(number): {}} for number in range(5)]
    assert 5 == len(draw_charts(charts, Limits(), 1))
    assert 2 == len(grade_notebook._drawn)
