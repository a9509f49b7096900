"""The charts of several submissions are drawn together, and none takes another's picture away."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from peakend_grading.host import grade_notebook, waiting_charts
from peakend_grading.host.grade_notebook import draw_charts
from peakend_grading.host.waiting_charts import draw_waiting, note_charts
from peakend_grading.untrusted.pictures import as_image
from peakend_grading.walls.limits import Limits

MARK = "a" * 64


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


def graded(course: Path) -> Path:
    """Lay out a submission that was graded, with a chart that waits for its picture; return its notebook."""
    html = f'<p>NPS</p><img alt="NPS by channel" src="picture:{MARK}">'
    output = new_output("display_data", {"text/html": html})
    notebook = course / "autograded" / "mei" / "lab" / "lab.ipynb"
    notebook.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[new_code_cell("chart", outputs=[output])]), notebook)
    note_charts(course, "mei", "lab", {MARK: {"mark": "bar"}})
    return notebook


def drawn(course: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        draw_waiting(course, pool, Limits(), 1)


def test_a_chart_that_waits_gets_its_picture_once(drawings, tmp_path):
    """It stands in the notebook, which Jupyter can read, and no note of it is left."""
    notebook = graded(tmp_path)
    drawn(tmp_path)
    drawn(tmp_path)
    (cell,) = nbformat.read(notebook, as_version=4).cells
    nbformat.validate(nbformat.read(notebook, as_version=4))
    assert f"<p>NPS</p>{as_image(f'<svg>{MARK}</svg>', 'NPS by channel')}" == cell.outputs[0].data["text/html"]
    assert [[MARK]] == drawings
    assert ["autograded"] == [folder.name for folder in tmp_path.iterdir()]


def test_a_drawing_cut_short_is_done_by_the_next_run(drawings, tmp_path, monkeypatch):
    """The note goes only when the picture stands in the notebook."""
    notebook = graded(tmp_path)
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(waiting_charts, "write_text", interrupt)
        drawn(tmp_path)
    assert "picture:" in notebook.read_text(encoding="utf-8")
    drawn(tmp_path)
    assert "data:image/svg+xml" in notebook.read_text(encoding="utf-8")


def interrupt(*_what):
    raise KeyboardInterrupt


def test_a_submission_without_charts_any_more_leaves_no_note(drawings, tmp_path):
    """What an earlier version of it showed is not drawn."""
    graded(tmp_path)
    note_charts(tmp_path, "mei", "lab", {})
    drawn(tmp_path)
    assert [] == drawings
