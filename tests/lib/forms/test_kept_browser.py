"""Forms when something stops in the middle, in a real JupyterLab: what they say, and that nothing typed is lost."""

import json
import os
import re
from pathlib import Path

import nbformat
import pytest

import peakend as pe
from browser import (
    find_browser,
    open_notebook,
    open_page,
    patient,
    restart_kernel,
    run_all,
    running_jupyterlab,
)

FORM = """
format: worksheet/1
title: {zh: 表, en: Sheet}
fields:
  - {id: why, kind: text, label: {zh: 为什么, en: Why}}
  - {id: count, kind: number, label: {zh: 数, en: Count}}
"""
CELLS = ('import peakend as pe\npe.worksheet("sheet")', 'pe.ConceptSheet(id="idea", name="Idea").edit()')


@pytest.fixture
def workspace(tmp_path, monkeypatch) -> Path:
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    # What other sessions of JupyterLab left open on this machine is not opened again.
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", str(tmp_path / "workspaces"))
    return tmp_path / "workspace"


def write_notebooks(workspace: Path, *names: str) -> None:
    folder = workspace / "mine"
    (folder / "worksheets").mkdir(parents=True)
    (folder / "worksheets" / "sheet.yml").write_text(FORM, encoding="utf-8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS]
    for name in names:
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / name)


def saved(workspace: Path) -> dict:
    file = workspace / "mine" / "answers" / "sheet.json"
    return json.loads(file.read_text(encoding="utf-8"))["answers"] if file.exists() else {}


def says(form, text: str) -> None:
    """Wait until a form's status line says a text; case counts."""
    form.get_by_role("status").filter(has_text=re.compile(re.escape(text))).wait_for()


def sheet_on(page):
    return page.get_by_role("region", name="Sheet")


@pytest.mark.browser
def test_what_is_typed_outlives_kernel_tab_and_server(workspace):
    """A restarted kernel, a tab closed while something is typed, a server that stopped: said, and nothing lost."""
    outside = []
    with open_page(outside) as page:
        with running_jupyterlab(workspace, "en") as address:
            write_notebooks(workspace, "one.ipynb")
            open_notebook(page, address, "mine/one.ipynb")
            run_all(page)
            sheet, idea = sheet_on(page), page.get_by_role("region", name="Idea")
            sheet.get_by_label("Why").fill("because")
            says(sheet, "Saved")
            assert {"why": "because"} == saved(workspace)

            restart_kernel(page)
            sheet.get_by_label("Why").fill("because of this")
            says(sheet, "the program has stopped")
            idea.get_by_label("Name (needed)").fill("Another idea")
            says(idea, "the program has stopped")
            assert {"why": "because"} == saved(workspace)
            run_all(page)
            says(sheet, "is back. Saved")
            says(idea, "is back. Saved")
            assert "because of this" == sheet.get_by_label("Why").input_value() == saved(workspace)["why"]
            assert "Another idea" == pe.ConceptSheet.read(workspace / "mine" / "answers" / "idea.yaml").name

            page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
            sheet.get_by_label("Count").fill("1,200")
            page.goto("about:blank")
            assert "count" not in saved(workspace) or saved(workspace)["count"] == "1,200"
            open_notebook(page, address, "mine/one.ipynb")
            says(sheet, "Saved")
            assert "1,200" == sheet.get_by_label("Count").input_value() == saved(workspace)["count"]

        sheet.get_by_label("Why").fill("because of that")
        says(sheet, "the program does not answer")
        assert "because of this" == saved(workspace)["why"]
        with running_jupyterlab(workspace, "en") as address:
            open_notebook(page, address, "mine/one.ipynb")
            run_all(page)
            says(sheet, "is back. Saved")
            assert "because of that" == sheet.get_by_label("Why").input_value() == saved(workspace)["why"]
    assert not outside


@pytest.mark.browser
def test_two_windows_on_one_file_keep_both_changes(workspace):
    """Two notebooks, each with its own kernel, fill in one form; what both change in one place is asked about."""
    outside = []
    with running_jupyterlab(workspace, "en") as address, open_page(outside) as page:
        write_notebooks(workspace, "one.ipynb", "two.ipynb")
        other = patient(page.context.browser.new_page())
        for window, name in ((page, "one"), (other, "two")):
            open_notebook(window, address, f"mine/{name}.ipynb")
            run_all(window)
        sheet_on(page).get_by_label("Why").fill("mine")
        says(sheet_on(page), "Saved")
        sheet_on(other).get_by_label("Count").fill("5")
        says(sheet_on(other), "both changes are kept. Saved")
        assert {"why": "mine", "count": "5"} == saved(workspace)
        assert "mine" == sheet_on(other).get_by_label("Why").input_value()

        sheet_on(other).get_by_label("Why").fill("theirs")
        says(sheet_on(other), "Saved")
        sheet_on(page).get_by_label("Why").fill("mine again")
        sheet_on(page).get_by_text("changed elsewhere while you typed").first.wait_for()
        assert "theirs" == saved(workspace)["why"] == sheet_on(page).get_by_label("Why").input_value()
        sheet_on(page).get_by_role("button", name="Put back what I typed").click()
        says(sheet_on(page), "Saved")
        assert {"why": "mine again", "count": "5"} == saved(workspace)
    assert not outside
