"""formgrader by one command: the class is there, and each answer stands above its rubric."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from nbgrader.utils import is_task

from graded_class import LAB, grade_class
from patience import SECONDS, wait_for
from peakend_grading.results.formgrader import answers_first
from peakend_labs.lab import read_lab
from ports import free_port


@pytest.mark.parametrize("lab", ["1-excellent-service", LAB])
def test_answers_stand_above_their_rubrics(lab):
    """The form that follows a task comes before it; no cell is lost, and no other one moves."""
    cells = read_lab(lab).read("en").cells
    ordered = answers_first(cells)
    assert sorted(map(id, cells)) == sorted(map(id, ordered))
    moved = [cell for cell in cells if not is_task(cell)]
    assert moved == [cell for cell in ordered if not is_task(cell)]
    for place, cell in enumerate(ordered):
        assert not is_task(cell) or "pe.worksheet(" in "".join(one.source for one in ordered[place - 3 : place])


def test_formgrader_opens_on_the_class(tmp_path):
    """One command; a submission's page has the answer first, the field for points at its rubric, and no marker."""
    folder, port = grade_class(tmp_path / "graded", {"amy": ()}), free_port()
    words = [sys.executable, "-m", "peakend.command", "formgrader", str(folder), "--no-browser", "--port", str(port)]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "PEAKEND_LANG": "en"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as run:
        try:
            token = re.search(r"token=(\S+)", run.stdout.readline())[1]
            listed = _get(port, f"/formgrader/api/submitted_notebooks/{LAB}/{LAB}", token)
            number = re.search(r'"id": ?"(\w+)"', listed)[1]
            page = _get(port, f"/formgrader/submissions/{number}", token)
        finally:
            run.terminate()
    answer = re.search(r"look-first(&quot;|\")</span>", page)
    assert answer.start() < page.index("评分标准")
    assert "MARK SCHEME" not in page


def _get(port, place, token):
    """Ask, until the server answers."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{place}", headers={"Authorization": f"token {token}"})

    def answer():
        try:
            with urllib.request.urlopen(asked, timeout=SECONDS) as answered:
                return answered.read().decode()
        except ConnectionError:
            return None
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            return None

    return wait_for(answer)
