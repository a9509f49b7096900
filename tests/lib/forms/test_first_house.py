"""Answers, sheets and maps that the first forms saved (first_house/answers) are gone on with, and nothing is lost."""

import shutil
from pathlib import Path

import pytest

import peakend as pe
from sample_maps import clinic

SAVED = Path(__file__).with_name("first_house")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    shutil.copytree(SAVED, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_worksheet_goes_on():
    """Texts, numbers as they were typed, and the cells of tables."""
    assert {"why": "因为\n等待", "count": 1351, "table": {"r1": {"x": 4}}} == pe.worksheet("sheet")


def test_a_worksheet_that_is_saved_again_is_the_same_file(folder):
    """Byte for byte."""
    pe.worksheet("sheet").update(count="1,351")
    assert (SAVED / "answers/sheet.json").read_bytes() == (folder / "answers/sheet.json").read_bytes()


def test_a_sheet_goes_on_and_is_the_same_file_when_it_is_saved_again(folder):
    """A persona."""
    form = pe.Persona(id="mei", name="Mei").edit()
    assert (("Certainty",), "终于！") == (form.value.goals, form.value.quote)
    form.value = form.value
    assert (SAVED / "answers/mei.yaml").read_bytes() == (folder / "answers/mei.yaml").read_bytes()


def test_a_map_goes_on_and_is_the_same_file_when_it_is_saved_again(folder):
    """The editor's."""
    editor = clinic().edit()
    assert -1.5 == editor.map.step("wait").emotion
    editor.map = editor.map
    assert (SAVED / "answers/clinic-visit.yaml").read_bytes() == (folder / "answers/clinic-visit.yaml").read_bytes()
