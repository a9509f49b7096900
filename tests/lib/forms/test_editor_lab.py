"""The editor in a real JupyterLab: what is drawn is saved, and a restarted kernel loses nothing."""

import os
from pathlib import Path

import nbformat
import pytest

import peakend as pe
from browser import find_browser, open_notebook, open_page, restart_kernel, run_all, running_jupyterlab
from sample_maps import CLINIC

CODE = f"""
import peakend as pe
editor = pe.JourneyMap(**{CLINIC!r}).edit()
editor
"""


def write_notebook(file: Path) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(CODE), nbformat.v4.new_code_cell("editor.map")]
    )
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, file)


@pytest.mark.browser
def test_a_manager_edits_a_map_in_jupyterlab(tmp_path):
    """Drag, keys, undo; the kernel restarts under her hands, and the next run of the cell takes her change up."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    outside, workspace = [], tmp_path / "workspace"
    saved = workspace / "mine" / "answers" / "clinic-visit.yaml"

    def emotion(touchpoint: str) -> float | None:
        return pe.JourneyMap.read(saved).step(touchpoint).emotion

    with running_jupyterlab(workspace, "zh") as address, open_page(outside) as page:
        write_notebook(workspace / "mine" / "map.ipynb")
        open_notebook(page, address, "mine/map.ipynb")
        run_all(page)
        editor = page.locator(".pe-editor")
        status = editor.get_by_role("status")
        wait = editor.get_by_role("slider", name="Wait", exact=True)

        box = wait.bounding_box()
        page.mouse.move(box["x"] + 10, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + 10, box["y"] - 20)
        page.mouse.move(box["x"] + 10, box["y"] - 28)
        page.mouse.up()
        status.filter(has_text="已保存").wait_for()
        assert emotion("wait") == -1

        page.keyboard.press("ArrowUp")
        status.filter(has_text="−0.5").filter(has_text="已保存").wait_for()
        assert emotion("wait") == -0.5
        assert wait.evaluate("node => node === document.activeElement")
        page.keyboard.press("Control+z")
        status.filter(has_text="已撤销").wait_for()
        page.keyboard.press("d")
        page.keyboard.press("d")
        page.keyboard.press("Delete")
        status.filter(has_text="已删除“Wait”").wait_for()
        assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length") == 2
        page.keyboard.press("Control+z")
        status.filter(has_text="已撤销：已删除“Wait”").filter(has_text="已保存").wait_for()
        before = emotion("wait")

        restart_kernel(page)
        wait.focus()
        page.keyboard.press("ArrowUp")
        status.filter(has_text="尚未保存").wait_for()
        assert emotion("wait") == before
        run_all(page)
        status.filter(has_text="已接上先前未能保存的改动").filter(has_text="已保存").wait_for()
        assert emotion("wait") == before + 0.5
    assert not outside
