"""``peakend hand-in``: a lab as one file with a receipt, from anywhere in the workspace."""

import json

import pytest
from typer.testing import CliRunner

from peakend.command.app import complete_app
from peakend.lessons.hand_in_files import read_hand_in
from peakend_labs.workspace.workspace import MARKER
from submissions import LAB


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A workspace in which one lab of two has been begun, seen from its parent folder."""
    place = tmp_path / "peakend-en"
    for lab in (LAB, "4-journey", "0-warm-up"):
        (place / "labs" / lab).mkdir(parents=True)
        (place / "labs" / lab / f"{lab}.ipynb").write_text('{"cells": []}', encoding="utf-8")
    for file, content in {
        place / MARKER: {"format": "workspace/1", "language": "en"},
        place / "labs/0-warm-up/answers/trainee.json": {"answers": {"id": "zhang-san"}},
        place / "labs" / LAB / "answers/guess.json": {"answers": {}},
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return place


def run(*words: object, code: int = 0) -> str:
    """Run the command, expect its exit code, and return what it said."""
    result = CliRunner().invoke(complete_app(), ["hand-in", *map(str, words), "--lang", "en"])
    assert result.exit_code == code, result.output
    return result.output


def test_the_receipt_said_is_the_files(workspace):
    """And the file lies in the workspace, under the trainee's id."""
    said = run(LAB)
    assert f"receipt {read_hand_in(workspace / 'hand-in' / f'zhang-san-{LAB}.peakend').receipt}." in said


def test_without_a_name_all_that_was_begun_is_handed_in(workspace):
    """What nobody filled in is left out."""
    run()
    labs = ["0-warm-up", LAB]
    assert [f"zhang-san-{lab}.peakend" for lab in labs] == sorted(
        path.name for path in (workspace / "hand-in").iterdir()
    )


def test_it_works_within_a_labs_folder(workspace, monkeypatch, tmp_path):
    """The workspace is found upwards."""
    monkeypatch.chdir(workspace / "labs" / LAB)
    run(LAB, "--out", tmp_path / "usb")
    assert (tmp_path / "usb" / f"zhang-san-{LAB}.peakend").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["9-none"], "There is no lab '9-none'"),
        (["--in", "elsewhere"], "is not a folder of this course"),
    ],
)
def test_what_is_not_there_is_one_sentence(workspace, words, said):
    """A lab, or the workspace."""
    output = run(*words, code=2)
    assert said in output
    assert 1 == output.count("\n")


def test_nothing_begun_is_one_sentence(workspace):
    """No empty file is made."""
    for file in list(workspace.rglob("answers/*.json")):
        file.unlink()
        file.parent.rmdir()
    assert "Nothing has been filled in yet" in run(code=2)
