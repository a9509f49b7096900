"""Pictures of charts in graded notebooks: put off while a submission runs, drawn afterwards, put in their places."""

import base64
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from test_same_scores import check

from peakend_grading.host.grade import Grading, grade
from peakend_grading.intake.search import find_submissions
from peakend_grading.untrusted.pictures import digest, hold_place, mark, show_pictures

CHARTS = """
import peakend as pe
journey = pe.load("service-hall/journey")
for ending in ("svg", "png", "pdf"):
    journey.write(f"journey.{ending}")
pe.plot_nps(pe.nps(pe.load("service-hall/survey"), "recommend", invalid="drop"))
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Grade a notebook that shows a chart, and draws to files before."""
    folder = tmp_path_factory.mktemp("pictures")
    notebook = new_notebook(cells=[new_code_cell(CHARTS), check("assert True", "task", 1)])
    for place in ("source/own", "submitted/mei/own"):
        (folder / place).mkdir(parents=True)
        nbformat.write(notebook, folder / place / "own.ipynb")
    list(grade(find_submissions(folder / "submitted", ["own"]), Grading(folder, "en", jobs=1)))
    return nbformat.read(folder / "autograded/mei/own/own.ipynb", as_version=4).cells[0].outputs


def test_a_chart_that_says_what_it_shows_is_drawn(shown):
    """Its words stand in the picture's alternative text, and its marks in the picture."""
    (output,) = shown
    said, content = re.fullmatch(
        r'<img alt="(NPS[^"]*)" src="data:image/svg\+xml;base64,(.*)">', output.data["text/html"]
    ).groups()
    assert b"<path" in base64.b64decode(content)
    assert said == output.data["text/plain"]


@pytest.mark.parametrize("words", ["", 'role="img" lang="en" aria-label="A &lt; B" '])
def test_a_mark_holds_a_place_with_words_and_without(words):
    """What stands for a chart is found again after the chart's words were put in."""
    spec = {"mark": "bar"}
    place = hold_place(mark(spec).replace("<svg ", f"<svg {words}", 1))
    outputs = [{"data": {"text/html": place}}]
    show_pictures(outputs, {digest(spec): "<svg/>"})
    alt = "A &lt; B" if words else ""
    assert outputs[0]["data"]["text/html"].startswith(f'<img alt="{alt}" src="data:image/svg+xml;base64,')


def test_words_cannot_leave_the_picture():
    """They are the trainee's."""
    forged = mark({}).replace("<svg ", "<svg aria-label=\"x' onerror='alert()\" ", 1)
    assert hold_place(forged).startswith('<img alt="x&#x27; onerror=&#x27;alert()" src=')
