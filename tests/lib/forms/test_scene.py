"""Scenes in a lab: the course's own films, which go with the notebook and play in it."""

import os
import shutil
from itertools import chain

import nbformat
import pytest

import peakend as pe
from browser import find_browser, open_notebook, open_page, run_all, running_jupyterlab
from peakend.base.errors import PeakendError
from peakend_labs.drawings import drawings
from peakend_labs.lab import read_lab
from peakend_labs.places import COURSE, lab_names
from peakend_labs.release.kit import form_for_trainees

FILM = COURSE / "scenes" / "cold-water.yml"
PLAYED = {lab: [name for kind, name in drawings(read_lab(lab).text) if kind == "scene"] for lab in lab_names()}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of a notebook that has the film on cold water."""
    (tmp_path / "worksheets").mkdir()
    shutil.copy(FILM, tmp_path / "worksheets")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_labs_play_every_scene_of_the_course_and_take_it_along():
    """From the one file that pages and slides show, and with nothing left out for the trainees."""
    assert sorted(file.stem for file in FILM.parent.glob("*.yml")) == sorted(chain(*PLAYED.values()))
    for lab, scenes in PLAYED.items():
        for name in scenes:
            file = COURSE / "scenes" / f"{name}.yml"
            assert file == read_lab(lab).forms()[name]
            taken = read_lab(lab).side_files()[f"worksheets/{name}.yml"]
            assert file.read_text(encoding="utf-8") == taken
            assert len(form_for_trainees(taken)) > 0.8 * len(taken)


def test_where_nothing_plays_what_is_told_stands_in_its_place(folder):
    """As in a handed-in notebook that somebody reads."""
    told = pe.scene("cold-water")._repr_html_()
    assert told.startswith("<p>The cold-water experiment: which would you repeat?</p><ol")
    assert "<li>The first time: 14 °C, sixty seconds.</li>" in told


def test_a_mistake_in_the_file_is_told_with_its_line(folder):
    """Who acts must be there."""
    copy = folder / "worksheets" / "cold-water.yml"
    copy.write_text(copy.read_text(encoding="utf-8").replace("{at: 2, say", "{at: 2, who: he, say"), encoding="utf-8")
    with pytest.raises(PeakendError, match=r"line 24.*nobody called 'he'; add them to cast"):
        pe.scene("cold-water")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_film_plays_in_jupyterlab_and_stops_where_it_asks(language, tmp_path, monkeypatch, pictures):
    """From its first second, with subtitles, until somebody chooses; nothing is fetched from elsewhere."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", str(tmp_path / "workspaces"))
    workspace, outside = tmp_path / "workspace", []
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cell = nbformat.v4.new_code_cell(f'import peakend as pe\npe.set_language("{language}")\npe.scene("cold-water")')
    with running_jupyterlab(workspace, language) as address, open_page(outside) as page:
        (workspace / "mine" / "worksheets").mkdir(parents=True)
        shutil.copy(FILM, workspace / "mine" / "worksheets")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), workspace / "mine" / "film.ipynb")
        open_notebook(page, address, "mine/film.ipynb")
        run_all(page)
        film = page.locator(".course-scene.is-live")
        slider = film.get_by_role("slider")
        assert 26 == float(slider.input_value())  # the picture before its question
        if pictures:
            film.screenshot(path=f"{pictures}/film-{language}.png")
        film.locator(".course-scene-bar button").click()
        page.wait_for_function(
            "() => { const at = +document.querySelector('.course-scene input').value; return at && at < 5 }"
        )
        subtitle = film.locator(".course-scene-subtitle")
        assert {"zh": "冷水", "en": "cold water"}[language] in subtitle.inner_text()
        slider.fill("25.8")
        film.locator(".course-scene-bar button").click()
        film.get_by_role("button", name={"zh": "第二次", "en": "the second"}[language]).click()
        assert 26 == float(slider.input_value())
        film.locator(".course-scene-poll button").last.click()
        page.wait_for_function("() => +document.querySelector('.course-scene input').value > 28.2")
        assert {"zh": "多数人", "en": "most people"}[language] in subtitle.inner_text()
    assert not outside
