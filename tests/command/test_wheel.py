"""The wheel alone, in an empty environment: light, and enough for an analyst."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from peakend.command.app import complete_app

ROOT = Path(__file__).parents[2]
MOST_PACKAGES = 41  # with Peakend itself
ANALYSIS = """
import pathlib, sys
import pandas as pd
import peakend as pe

answers = pd.DataFrame({"score": [9, 10, 9, 3, 7, 10], "channel": ["web", "web", "hall", "hall", "web", "hall"]})
table = pe.nps(answers, "score", by="channel")
assert list(table["n"]) == [3, 3], table
kano = pd.DataFrame({"feature": ["wifi"] * 6, "functional": [1, 1, 1, 2, 1, 3], "dysfunctional": [5, 5, 3, 5, 5, 5]})
assert pe.kano(kano, feature="feature", functional="functional", dysfunctional="dysfunctional")["n"].sum() == 6
assert "channel" in pe.show(table)._repr_html_()
assert pe.plot_nps(table).to_dict()["$schema"]
pe.write_table(table, "nps.xlsx")
visit = pe.JourneyMap.read(sys.argv[1])
for ending in ("yaml", "csv", "xlsx", "svg", "png", "pdf", "html", "pptx"):
    visit.write(f"visit.{ending}")
    assert pathlib.Path(f"visit.{ending}").stat().st_size > 500
for form in (lambda: pe.worksheet, visit.edit):
    try:
        form()
    except pe.PeakendError as error:
        assert 'pip install "peakend[labs]"' in str(error), error
    else:
        raise AssertionError("forms came without their extra")
"""


def run(*command: object, folder: Path, code: int = 0) -> str:
    """Run a program, expect its exit code, and return all that it said."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {"PEAKEND_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert code == done.returncode, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def programs(tmp_path_factory) -> Path:
    """The folder of programs of an empty environment into which the built wheel was installed."""
    uv = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
    folder = tmp_path_factory.mktemp("wheel")
    try:
        run(uv, "build", "--wheel", "--quiet", "--out-dir", folder, ROOT, folder=folder)
        run(uv, "venv", "--quiet", "--python", sys.executable, folder / "env", folder=folder)
        programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        run(uv, "pip", "install", "--quiet", "--python", programs / "python", *folder.glob("*.whl"), folder=folder)
    except AssertionError as error:
        if re.search(r"dns|connect|network|fetch", str(error), re.IGNORECASE) and not os.environ.get("CI"):
            pytest.skip("the package index cannot be reached from here, so nothing can be installed from it")
        raise
    return programs


def test_an_analyst_gets_few_packages(programs):
    """Those of the measures, charts and files, and nothing of JupyterLab, grading or the course."""
    code = "from importlib.metadata import distributions as d; print(*sorted({x.name.lower() for x in d()}))"
    names = run(programs / "python", "-c", code, folder=programs).split()
    assert "peakend" in names
    assert len(names) <= MOST_PACKAGES
    assert not {"babel", "ipywidgets", "jupyterlab", "nbgrader", "sphinx", "sqlalchemy"} & set(names)


def test_an_analyst_works_with_the_wheel_alone(programs, tmp_path):
    """Measures, tables, charts, and a map in each of its files; a form says what it needs."""
    journey = ROOT / "datasets" / "hospital" / "journey.yaml"
    run(programs / "python", "-c", ANALYSIS, journey, folder=tmp_path)


def test_a_kit_needs_nothing_that_grades(programs):
    """What a trainee starts is imported without nbgrader; JupyterLab itself comes with the extra for labs."""
    code = "import peakend_labs.workspace.workspace, peakend_labs.workspace.handing_in, peakend.lessons.hand_in_files"
    run(programs / "python", "-c", code, folder=programs)


def test_help_lists_every_command(programs, tmp_path):
    """Those that need more, too: they say so when they are called."""
    said = run(programs / "peakend", "--help", folder=tmp_path)
    assert not [name for name in typer.main.get_command(complete_app()).commands if name not in said]


NEEDS_MORE = {
    **{name: [] for name in ("lab", "check", "release", "handbook", "slides", "runsheet", "printables", "twins")},
    **{name: [] for name in ("feedback", "marking", "formgrader", "report", "certificates", "demo", "class")},
    "new-lab": ["7-new"],
    "new-case": ["airport"],
    "grade": ["handed-in"],
    "groups": ["names.csv"],
}
WORKS = {"doctor", "hand-in", "map", "score"}


def test_every_command_is_tried_here():
    """A new command stands among those that need more than the wheel, or among those that do not."""
    assert set(NEEDS_MORE) | WORKS >= set(typer.main.get_command(complete_app()).commands)


@pytest.mark.parametrize("name", sorted(NEEDS_MORE))
def test_a_command_without_its_extra_or_checkout_is_one_sentence(name, programs, tmp_path):
    """What is missing, and for a package how to install it; nothing is written."""
    said = run(programs / "peakend", name, *NEEDS_MORE[name], folder=tmp_path, code=2).strip()
    assert said.count("\n") == 0
    assert 'pip install "peakend[' in said or "own folder" in said
    assert [] == list(tmp_path.iterdir())
