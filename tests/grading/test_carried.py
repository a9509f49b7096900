"""What a lab carries on from an earlier one: copied into its folder, packed with it, and there when it is graded."""

import contextlib
import json

import nbformat
import pytest
from typer.testing import CliRunner

import peakend as pe
from peakend.command.app import complete_app
from peakend.lessons.hand_in_files import make_hand_in
from peakend_labs.release.kit import release_notebooks

LAB, EARLIER = "6-capstone", "1-excellent-service"
COPY = f"carried/{EARLIER}/answers/my-essence.json"
ESSENCE = "Nobody can take over your number"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Two workspaces, one with lab 1 filled in: lab 6 opened in each, packed, and graded without the workspaces."""
    folder = tmp_path_factory.mktemp("carried")
    for trainee, sheet in {"with": {"first": {"duty": "Check the card", "essence": ESSENCE}}, "without": {}}.items():
        labs = folder / trainee / "labs"
        release_notebooks([LAB], "en", labs)
        fill_in(labs / "0-warm-up" / "answers" / "trainee.json", {"id": trainee})
        if sheet:
            fill_in(labs / EARLIER / "answers" / "my-essence.json", {"sheet": sheet})
        with contextlib.chdir(labs / LAB):
            pe.carried_answers(EARLIER, "my-essence")
        made = make_hand_in(labs / LAB)
        assert made.manifest.carried == ((COPY,) if sheet else ())
        (folder / "hand-ins").mkdir(exist_ok=True)
        made.write(folder / "hand-ins")
    command = ["grade", str(folder / "hand-ins"), "--out", str(folder / "graded"), "--lang", "en"]
    result = CliRunner().invoke(complete_app(), command)
    assert result.exit_code == 0, result.output
    return folder / "graded"


def fill_in(file, answers):
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"answers": answers}), encoding="utf-8")


@pytest.mark.parametrize(
    ("trainee", "shown"), [("with", ESSENCE), ("without", "No sheet from lab 1 is on this computer.")]
)
def test_a_carried_sheet_is_there_in_the_sandbox(graded, trainee, shown):
    """It comes with the hand-in; without it the lab begins from the case, and says so."""
    notebook = nbformat.read(graded / "autograded" / trainee / LAB / f"{LAB}.ipynb", as_version=4)
    outputs = [json.dumps(cell.outputs) for cell in notebook.cells if "my-essence" in cell.source]
    assert [True] == [shown in output for output in outputs]


def test_what_changes_in_the_earlier_lab_is_copied_anew(tmp_path, monkeypatch):
    """The copy stays as it was where the earlier lab is not here any more."""
    here, earlier = tmp_path / LAB, tmp_path / EARLIER / "answers" / "my-essence.json"
    here.mkdir()
    monkeypatch.chdir(here)
    for text in ("one", "two"):
        earlier.parent.mkdir(parents=True, exist_ok=True)
        earlier.write_text(json.dumps({"answers": {"text": text}}), encoding="utf-8")
        assert {"text": text} == pe.carried_answers(EARLIER, "my-essence")
    earlier.unlink()
    assert {"text": "two"} == pe.carried_answers(EARLIER, "my-essence")


@pytest.mark.parametrize("content", ["[" * 100_000, "not JSON", '{"answers": 3}', "[]"])
def test_a_sheet_that_cannot_be_read_is_none(tmp_path, monkeypatch, content):
    """The lab begins from the case."""
    file = tmp_path / "carried" / EARLIER / "answers" / "my-essence.json"
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert {} == pe.carried_answers(EARLIER, "my-essence")


def test_a_place_outside_the_labs_is_refused():
    """In one sentence."""
    with pytest.raises(pe.PeakendError, match="not a place in a lab's folder"):
        pe.carried("..", "secrets.txt")
