"""A value's form as a trainee sees it: in JupyterLab, by keyboard alone, and as a screen reader hears it."""

import os

import nbformat
import pytest

import peakend as pe
from browser import find_browser, open_notebook, open_page, restart_kernel, run_all, running_jupyterlab

CODE = """import peakend as pe
people = [{"id": "mei", "name": {"zh": "梅", "en": "Mei"}}, {"id": "manager", "name": "经理", "ring": "provider"}]
pe.StakeholderMap(id="hall", title="营业厅", stakeholders=people).edit()"""


@pytest.mark.browser
def test_a_trainee_fills_in_a_form_by_keyboard(tmp_path, monkeypatch, pictures):
    """A row is named, judged, linked and moved; the kernel restarts, and all of it is there again."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    # What other sessions of JupyterLab left open on this machine is not opened again.
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", str(tmp_path / "workspaces"))
    workspace, outside = tmp_path / "workspace", []
    with running_jupyterlab(workspace, "zh") as address, open_page(outside) as page:
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)], metadata=kernel)
        nbformat.write(notebook, workspace / "form.ipynb")
        page.goto(address)
        page.get_by_role("heading", name="欢迎来到峰终").wait_for()
        open_notebook(page, address, "form.ipynb")
        run_all(page)
        form = page.get_by_role("region", name="营业厅")
        keyboard = page.keyboard

        row = form.get_by_role("group", name="利益相关者 1")
        row.get_by_role("textbox", name="名称（必填）").focus()
        keyboard.press("Control+A")
        keyboard.type("梅女士")
        row.get_by_role("textbox", name="影响力").focus()
        keyboard.type("４")
        form.get_by_role("button", name="添加往来").focus()
        keyboard.press("Enter")
        exchange = form.get_by_role("group", name="往来 1")
        assert exchange.get_by_role("combobox", name="给予方（必填）").evaluate("e => e === document.activeElement")
        keyboard.press("ArrowDown")
        keyboard.press("Tab")
        keyboard.press("ArrowDown")
        keyboard.press("ArrowDown")
        form.get_by_role("status").get_by_text("除了这一处").wait_for()
        keyboard.press("Tab")
        keyboard.type("信任")
        form.get_by_role("button", name="下移：利益相关者 1").focus()
        keyboard.press("Enter")
        form.get_by_role("status").get_by_text("已保存", exact=True).wait_for()

        saved = pe.StakeholderMap.read(workspace / "answers" / "hall.yaml")
        assert ["manager", "mei"] == [somebody.id for somebody in saved.stakeholders]
        assert {"zh": "梅女士", "en": "Mei"} == saved.stakeholders[1].name.model_dump()
        assert 4 == saved.stakeholders[1].power
        assert [("mei", "manager", "信任")] == [(e.giver, e.receiver, e.what) for e in saved.exchanges]

        restart_kernel(page)
        run_all(page)
        assert "梅女士" == form.get_by_role("textbox", name="名称（必填）").nth(1).input_value()
        if pictures:
            page.screenshot(path=f"{pictures}/form-zh.png")
    assert not outside
